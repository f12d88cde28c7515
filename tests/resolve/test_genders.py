"""Whether "he" or "she" may mean a person."""

from __future__ import annotations

import pytest

from dragoman.resolve.genders import may_be


@pytest.mark.parametrize(
    ("person", "pronoun", "wanted"),
    [
        ("Angela Merkel", "she", True),
        ("Angela Merkel", "his", False),
        ("Vladimir Putin", "Her", False),
        ("François Hollande", "him", True),
        ("Zzyx Nobody", "she", True),
        ("Angela", "he", True),
        (None, "he", True),
    ],
)
def test_the_given_name_tells(person: str | None, pronoun: str, wanted: bool) -> None:
    assert may_be(person, pronoun) is wanted
