"""On which side of a state another one lies."""

from __future__ import annotations

import pytest

from dragoman.resolve.bearings import SIDES, lies_to
from dragoman.tables import packaged_actors


@pytest.mark.parametrize(
    ("state", "side", "only"),
    [("KOR", "northern", "PRK"), ("MEX", "northern", "USA"), ("PAK", "eastern", "IND"), ("EST", "eastern", "RUS"),
     ("MNG", "southern", "CHN"), ("NPL", "southern", "IND"), ("KAZ", "northern", "RUS")],
)  # fmt: skip
def test_one_neighbour_lies_on_that_side(state: str, side: str, only: str) -> None:
    around = packaged_actors().traits[f"neighbour of {state}"]
    assert [code for code in sorted(around) if lies_to(SIDES[side], state, code)] == [only]


def test_a_state_without_towns_lies_nowhere() -> None:
    assert not lies_to(SIDES["northern"], "KOR", "NOWHERE")


def test_borders_have_two_sides() -> None:
    traits = packaged_actors().traits
    for trait, codes in traits.items():
        if trait.startswith("neighbour of "):
            state = trait.removeprefix("neighbour of ")
            assert all(state in traits[f"neighbour of {code}"] for code in codes), trait
