"""When an act happened whose anniversary a text keeps: "the 30th anniversary of the establishment of relations"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dragoman.model import AnnotatedDocument, TimeExpression, Token, When

_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)", re.IGNORECASE)
_IN_WORDS = {
    "first": 1, "fifth": 5, "tenth": 10, "fifteenth": 15, "twentieth": 20, "twenty-fifth": 25, "thirtieth": 30,
    "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "hundredth": 100,
}  # fmt: skip
_INSIDE = frozenset({"pobj", "pcomp", "prep", "compound", "conj", "dobj"})
"""Links from the act's word up to the anniversary."""


def kept_time(doc: AnnotatedDocument, i: int) -> TimeExpression | None:
    """The time of an act that stands in "the Nth anniversary of …".

    It is so many years before the day on which the text says it is kept; else before the year of publication.

    Args:
        doc: The parsed document, times resolved.
        i: Index of the act's head word.

    Returns:
        The time, its words the anniversary's; None for other acts, and where the years or the day are not known.
    """
    anniversary = _anniversary(doc, i)
    if anniversary is None:
        return None
    words = [anniversary, *(doc.tokens[c] for c in doc.children[anniversary.i])]
    counted = next(((w, n) for w in words for n in _years(w)), None)
    if counted is None:
        return None
    first, last = sorted((counted[0], anniversary), key=lambda t: t.i)
    day = next(_days(doc, anniversary), None)
    when = _before(day, counted[1]) if day else _year_before(doc.document.published, counted[1])
    if when is None:
        return None
    told = When(*when, doc.quote(first.start, last.end))
    return TimeExpression(first.start, last.end, first.i, last.i + 1, "DATE", told.start or "", told)


def _anniversary(doc: AnnotatedDocument, i: int) -> Token | None:
    token = doc.tokens[i]
    while token.dep in _INSIDE and token.head != token.i:
        above = doc.tokens[token.head]
        if above.lemma.lower() == "anniversary":
            return above if token.lemma.lower() == "of" else None
        token = above
    return None


def _years(word: Token) -> Iterator[int]:
    told = _ORDINAL.fullmatch(word.text)
    if told:
        yield int(told[1])
    elif word.text.lower() in _IN_WORDS:
        yield _IN_WORDS[word.text.lower()]


def _days(doc: AnnotatedDocument, anniversary: Token) -> Iterator[str]:
    """Days on which the text says that it is kept: "which is being celebrated today"."""
    for time in doc.times:
        if time.when.precision == "day" and time.when.start and anniversary in doc.ancestors(time.first):
            yield time.when.start


def _before(day: str, years: int) -> tuple[str, str, str] | None:
    try:
        kept = date.fromisoformat(day)
        # The 29th of February is kept on the 28th in other years.
        then = kept.replace(year=kept.year - years, day=min(kept.day, 28) if kept.month == 2 else kept.day).isoformat()
    except ValueError:
        return None
    return then, then, "day"


def _year_before(published: str | None, years: int) -> tuple[str, str, str] | None:
    year = int(published[:4]) - years if published and published[:4].isdigit() else 0
    return (f"{year:04}-01-01", f"{year:04}-12-31", "year") if year > 0 else None
