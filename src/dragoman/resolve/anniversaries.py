"""When an act happened whose anniversary a text keeps: "the 30th anniversary of the establishment of relations"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dragoman.model import AnnotatedDocument, TimeExpression, Token
from dragoman.resolve.times.expressions import expression_of
from dragoman.resolve.times.periods import Period, period_of, step

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
    then = _then(doc, anniversary, counted[1])
    return expression_of(doc, first.i, last.i, then) if then is not None else None


def _anniversary(doc: AnnotatedDocument, i: int) -> Token | None:
    token = doc.tokens[i]
    for above in doc.ancestors(i):
        if token.dep not in _INSIDE:
            return None
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


def _then(doc: AnnotatedDocument, anniversary: Token, years: int) -> Period | None:
    """The day so many years before the one on which it is kept, or the year before that of publication."""
    day = next(_days(doc, anniversary), None)
    try:
        kept = date.fromisoformat(day or (doc.document.published or "")[:10])
    except ValueError:
        return None
    if kept.year <= years:
        return None
    return period_of(step(kept, "year", -years), "day" if day else "year")
