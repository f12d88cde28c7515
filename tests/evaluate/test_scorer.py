"""The folder's scorer as a module."""

from __future__ import annotations

from pathlib import Path

import pytest

import _scorer
from dragoman.evaluate.scorer import load_scorer
from dragoman.model import DragomanError, InputError

OURS = Path(_scorer.__file__)


def test_its_functions_are_called_and_nothing_is_written_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "score_records.py"
    path.write_text(OURS.read_text(encoding="utf-8"), encoding="utf-8")
    scorer = load_scorer(path)
    assert scorer.same_pair(("CHN|TWN", None), ("TWN", None), True)
    assert scorer.QUAD["AID"] == "material cooperation"
    assert [p.name for p in tmp_path.iterdir()] == ["score_records.py"]


@pytest.mark.parametrize(
    ("source", "error", "message"),
    [
        ("def pairs(", DragomanError, r"score_records\.py does not run \(SyntaxError"),
        ("raise ValueError('odd')", DragomanError, r"does not run \(ValueError\('odd'\)\)"),
        ("QUAD = {}; MUTUAL = set()", DragomanError, r"has no codes, no norm, .*no overlaps: this report"),
    ],
)
def test_what_is_no_scorer_is_explained(source: str, error: type[Exception], message: str, tmp_path: Path) -> None:
    path = tmp_path / "score_records.py"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(error, match=message):
        load_scorer(path)


def test_a_scorer_that_cannot_be_read_is_explained(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.py cannot be read"):
        load_scorer(tmp_path / "none.py")
