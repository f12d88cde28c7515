"""When an act happened that another came so long after or before: "freed on Friday, two days after police came"."""

from __future__ import annotations

import re
from datetime import date

from dragoman.model import AnnotatedDocument, TimeExpression, Token, When
from dragoman.resolve.times import time_of
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
        The time, its words the length's with "after" or "before"; None for other acts, and where the length or the
        other's time is not known.
    """
    link = _link(doc, doc.tokens[i])
    length = _length(doc, link) if link is not None else None
    other = _other(doc, doc.tokens[i], link) if link is not None else None
    time = time_of(doc, doc.times, other.i) if other is not None else None
    if link is None or length is None or time is None or time.first == length[0]:
        return None
    first, count, unit = length
    then = _then(time.when, _WAYS[link.text.lower()] * count, unit)
    if then is None:
        return None
    start = doc.tokens[first].start
    when = When(then.first.isoformat(), then.last.isoformat(), then.precision, doc.quote(start, link.end))
    return TimeExpression(start, link.end, first, link.i + 1, "DATE", then.value, when)


def _length(doc: AnnotatedDocument, link: Token) -> tuple[int, int, str] | None:
    """The length right before a word: its first token, how many, of what; "the day" is one."""
    told = next((t for t in doc.times if t.last == link.i), None)
    counted = _LENGTH.fullmatch(told.value) if told is not None else None
    if told is not None and counted is not None:
        return told.first, int(counted[1]), _UNITS[counted[2]]
    det, noun = doc.tokens[max(link.i - 2, 0)], doc.tokens[max(link.i - 1, 0)]
    if noun.text.lower() in _FINENESS and det.text.lower() in {"a", "the", "one"} and det.i < noun.i:
        return det.i, 1, noun.text.lower()
    return None


def _link(doc: AnnotatedDocument, act: Token) -> Token | None:
    """The "after" or "before" that opens an act's clause or stands before its noun."""
    if act.pos in _VERBAL:
        if act.dep == "conj" and not doc.dependents(act.i, "mark"):
            return _link(doc, doc.tokens[act.head])
        marks = [t for t in doc.dependents(act.i, "mark", "advmod") if t.i < act.i]
        above = doc.tokens[act.head]
        if act.dep == "pcomp" and above.pos in {"ADP", "SCONJ"}:
            marks.append(above)
        return next((t for t in marks if t.text.lower() in _WAYS), None)
    above = doc.tokens[act.head]
    return above if act.dep == "pobj" and above.text.lower() in _WAYS else None


def _other(doc: AnnotatedDocument, act: Token, link: Token) -> Token | None:
    """The verb whose act came so long after or before: the next one above the clause that the word opens."""
    while act.dep == "conj" and act.pos in _VERBAL and not doc.dependents(act.i, "mark"):
        act = doc.tokens[act.head]
    return next((t for t in doc.ancestors(link.i) if t.i != act.i and t.pos in _VERBAL), None)


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
