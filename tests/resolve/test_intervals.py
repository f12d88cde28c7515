"""Acts told as so long before or after another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.annotate import Parser
from dragoman.model import Document
from dragoman.resolve.intervals import interval_time
from dragoman.resolve.times import find_times

pytestmark = pytest.mark.model

CASES: dict[str, tuple[str, str, tuple[str, str] | None]] = {
    "before the one told, in days": (
        "Peru freed the envoys on Friday, two days after police seized the port.", "seized", ("2022-09-14", "day"),
    ),
    "the clause goes on": (
        "Peru freed them on Friday, two days after police seized the port and arrested them.", "arrested",
        ("2022-09-14", "day"),
    ),
    "what the clause's verb leads to": (
        "It was founded in 2008, nine years after a war had forced Peru to withdraw.", "withdraw",
        ("1999-01-01", "year"),
    ),
    "after the one told": (
        "Three days before the army seized power, Peru withdrew its troops on August 2.", "seized",
        ("2022-08-05", "day"),
    ),
    "a noun": (
        "Chad recalled its envoy on Monday, a week after the murder of a priest.", "murder", ("2022-09-05", "day"),
    ),
    "the day after": (
        "On July 3, the day after Peru arrested him, Chad expelled its envoy.", "arrested", ("2022-07-02", "day"),
    ),
    "months are months": (
        "It was signed on May 9, 2010, four months after Peru invaded Chad.", "invaded", ("2010-01-01", "month"),
    ),
    "no finer than the other": (
        "In March, two days after Peru attacked Chad, Mali condemned the raid.", "attacked", ("2022-03-01", "month"),
    ),
    "a time of its own": (
        "In August, two days after Peru attacked Chad on June 3, Mali condemned the raid.", "attacked", None,
    ),
    "no exact length": (
        "Peru freed the envoys on Friday, more than two days after police seized the port.", "seized", None,
    ),
    "no length": ("Peru freed the envoys on Friday, hours after police seized the port.", "seized", None),
    "the other has no time": ("Peru freed the envoys two days after police seized the port.", "seized", None),
    "the act that came after": (
        "Peru freed the envoys on Friday, two days after police seized the port.", "freed", None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "word", "expected"), CASES.values(), ids=CASES)
def test_an_act_so_long_from_another(text: str, word: str, expected: tuple[str, str] | None, parser: Parser) -> None:
    doc = parser.parse(Document("d", text, published="2022-09-16"))
    doc = replace(doc, times=find_times(doc))
    found = interval_time(doc, next(t.i for t in doc.tokens if t.text == word))
    assert (found and (found.when.start, found.when.precision)) == expected


def test_the_words_are_the_lengths_with_its_link(parser: Parser) -> None:
    doc = parser.parse(Document("d", CASES["a noun"][0], published="2022-09-16"))
    doc = replace(doc, times=find_times(doc))
    found = interval_time(doc, next(t.i for t in doc.tokens if t.text == "murder"))
    assert found is not None
    assert found.when.text == "a week after" == doc.document.text[found.start : found.end]
