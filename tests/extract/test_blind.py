"""The sixty blind passages of each quiet kind, coded by the whole pipeline: no figure may fall below its floor.

Every second passage, from the second on, has been read by nobody who made a rule: its floors say how the rules do on
what they were not made from. The floors are what was reached, less 0.02.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.evaluate.matching import Tally
from dragoman.evaluate.passages import half_of, kind_of, read_passages, score_passages
from dragoman.pipeline.coder import Coder

pytestmark = pytest.mark.model
DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def scored(name: str, half: int | None, coder: Coder) -> Tally:
    path, total = DATA / name, Tally()
    for _, tally in score_passages(kind_of(path), half_of(read_passages(path), half), coder):
        total.add(tally)
    return total


@pytest.mark.parametrize(
    ("name", "all_of_it", "unread", "precision"),
    [
        ("blind_membership.jsonl", 0.94, 0.90, 0.95),
        ("blind_tie.jsonl", 0.84, 0.78, 0.88),
        ("blind_measure.jsonl", 0.94, 0.90, 0.98),
        ("blind_silence.jsonl", 0.95, 0.92, 0.95),
    ],
)
def test_blind_passages_stay_above_their_floors(
    name: str, all_of_it: float, unread: float, precision: float, coder: Coder
) -> None:
    whole, half = scored(name, None, coder), scored(name, 2, coder)
    assert whole.f1 >= all_of_it, f"F1 {whole.f1:.3f} on {name}"
    assert half.f1 >= unread, f"F1 {half.f1:.3f} on the unread half of {name}"
    assert whole.precision >= precision, f"precision {whole.precision:.3f} on {name}"


@pytest.mark.parametrize(
    ("name", "f1"),
    [
        ("third_membership.jsonl", 0.84),
        ("third_tie.jsonl", 0.81),
        ("second_measure.jsonl", 0.89),
        ("third_silence.jsonl", 0.83),
        ("fourth_membership.jsonl", 0.86),
        ("fourth_silence.jsonl", 0.88),
    ],
)
def test_passages_nobody_has_read_stay_above_their_floors(name: str, f1: float, coder: Coder) -> None:
    found = scored(name, None, coder)
    assert found.f1 >= f1, f"F1 {found.f1:.3f} on {name}"


SETS = sorted(p for kind in ("blind", "second", "third") for p in DATA.glob(f"{kind}_*.jsonl"))


@pytest.mark.parametrize("path", SETS, ids=lambda p: p.stem)
def test_every_file_has_sixty_passages_and_some_with_nothing_to_find(path: Path) -> None:
    passages = read_passages(path)
    assert len(passages) == len({p.id for p in passages}) == 60
    assert sum(all(g.get("optional") for g in p.gold) for p in passages) >= 10
