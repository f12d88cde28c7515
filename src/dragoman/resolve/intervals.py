"""When an act happened that another came so long after or before: "freed on Friday, two days after police came"."""

from __future__ import annotations

import re
from datetime import date

from dragoman.model import AnnotatedDocument, TimeExpression, Token, When
from dragoman.resolve.times import time_of
from dragoman.resolve.times.expressions import expression_of
from dragoman.resolve.times.govern import carriers, tells_when
from dragoman.resolve.times.periods import Period, period_of, step

_LENGTH = re.compile(r"P(\d+)([DWMY])")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_WAYS = {"after": -1, "before": 1}
"""Which way the act lies from the other: what something else came after was earlier."""
_FINENESS = ("year", "month", "week", "day")
_VERBAL = frozenset({"VERB", "AUX"})


def interval_time(doc: AnnotatedDocument, i: int) -> TimeExpression | None:
    """The time of an act that another came so long after or before.

    It is no finer than either the length or the other's time: "a month after X", told of a Friday, is a month.

    Args:
        doc: The parsed document, times resolved.
        i: Index of the act's head word.

    Returns:
        The time, its words the length's with "after" or "before"; None for other acts, where the length or the
        other's time is not known, and where the act has a time of its own.
    """
    act = _clause_head(doc, doc.tokens[i])
    link = _link(doc, act)
    length = _length(doc, link) if link is not None else None
    if link is None or length is None or _has_own_time(doc, act, link):
        return None
    # The verb whose act came so long after or before: the next one above the clause that the word opens.
    other = next((t for t in doc.ancestors(link.i) if t.i != act.i and t.pos in _VERBAL), None)
    time = time_of(doc, doc.times, other.i) if other is not None else None
    first, count, unit = length
    if time is None or time.first == first:
        return None
    then = _then(time.when, _WAYS[link.text.lower()] * count, unit)
    return expression_of(doc, first, link.i, then) if then is not None else None


def _clause_head(doc: AnnotatedDocument, act: Token) -> Token:
    """The verb of the clause that a conjunction opens: "after police came and left", "after it forced him to go"."""
    while act.dep in {"conj", "xcomp"} and act.pos in _VERBAL and not doc.dependents(act.i, "mark"):
        act = doc.tokens[act.head]
    return act


def _link(doc: AnnotatedDocument, act: Token) -> Token | None:
    """The "after" or "before" that opens an act's clause or stands before its noun."""
    above = doc.tokens[act.head]
    if act.pos not in _VERBAL:
        return above if act.dep == "pobj" and above.text.lower() in _WAYS else None
    marks = [t for t in doc.dependents(act.i, "mark", "advmod") if t.i < act.i]
    if act.dep == "pcomp":
        marks.append(above)
    return next((t for t in marks if t.text.lower() in _WAYS), None)


def _length(doc: AnnotatedDocument, link: Token) -> tuple[int, int, str] | None:
    """The length right before a word: its first token, how many, of what; "the day" is one.

    "More than two weeks" is none: it does not tell the day.
    """
    told = next((t for t in doc.times if t.last == link.i), None)
    counted = _LENGTH.fullmatch(told.value) if told is not None else None
    if told is not None and counted is not None and doc.tokens[told.first].pos in {"NUM", "DET"}:
        return told.first, int(counted[1]), _UNITS[counted[2]]
    det, noun = doc.tokens[max(link.i - 2, 0)], doc.tokens[max(link.i - 1, 0)]
    if told is None and noun.text.lower() in _UNITS.values() and det.pos == "DET" and det.i < noun.i:
        return det.i, 1, noun.text.lower()
    return None


def _has_own_time(doc: AnnotatedDocument, act: Token, link: Token) -> bool:
    """ "Two days after Peru attacked Chad on March 3"."""
    return any(time.first > link.i and act.i in carriers(doc, time) for time in doc.times if tells_when(time))


def _then(when: When, count: int, unit: str) -> Period | None:
    """The period so many units from another, no finer than that one or than the unit."""
    if when.start is None or when.precision not in _FINENESS:
        return None
    try:
        day = date.fromisoformat(when.start)
    except ValueError:
        return None
    if _FINENESS.index(unit) > _FINENESS.index(when.precision):
        # "In May, two days after …": in May as well, as far as the text tells.
        return period_of(day, when.precision)
    # "A week after" a day is a day, "two months after" it a month.
    return period_of(step(day, unit, count), when.precision if unit == "week" else unit)
