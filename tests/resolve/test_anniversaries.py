"""Acts whose anniversary is kept happened so many years before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.annotate import Parser
from dragoman.model import Document, When
from dragoman.resolve.anniversaries import kept_time
from dragoman.resolve.times import find_times

pytestmark = pytest.mark.model


def when(text: str, word: str, parser: Parser, published: str | None = "2022-02-01") -> When | None:
    doc = parser.parse(Document("d", text, published=published))
    doc = replace(doc, times=find_times(doc))
    found = kept_time(doc, next(t.i for t in doc.tokens if t.text == word))
    return found.when if found else None


def test_the_day_on_which_it_is_kept_tells_the_day(parser: Parser) -> None:
    text = (
        "They marked the 30th anniversary of the establishment of relations between Peru and Chad, which is being"
        " celebrated today."
    )
    assert when(text, "establishment", parser) == When("1992-02-01", "1992-02-01", "day", "30th anniversary")


@pytest.mark.parametrize(
    ("text", "word", "year"),
    [
        ("Lima kept the 30th anniversary of the invasion of Chad.", "invasion", "1992"),
        ("Lima kept the fiftieth anniversary of the signing of the treaty.", "signing", "1972"),
        ("Lima kept the 102nd anniversary of the war with Chad.", "war", "1920"),
    ],
)
def test_else_the_year_of_publication_tells_the_year(text: str, word: str, year: str, parser: Parser) -> None:
    found = when(text, word, parser)
    assert found is not None
    assert (found.start, found.end, found.precision) == (f"{year}-01-01", f"{year}-12-31", "year")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Lima kept the anniversary of the invasion of Chad.", "invasion"),
        ("The invasion began on the 30th anniversary of independence.", "invasion"),
        ("Lima kept the 30th anniversary of the invasion.", "kept"),
        ("Lima kept the 9999th anniversary of the invasion.", "invasion"),
    ],
)
def test_other_acts_have_times_of_their_own(text: str, word: str, parser: Parser) -> None:
    assert when(text, word, parser) is None


def test_without_any_day_nothing_is_known(parser: Parser) -> None:
    assert when("Lima kept the 30th anniversary of the invasion.", "invasion", parser, published=None) is None
