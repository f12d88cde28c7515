"""Readers of words that count: from now, from the time told, lengths, repetitions, parts of times and days."""

from __future__ import annotations

from dataclasses import replace

from dragoman.resolve.times.amounts import amount, length_value
from dragoman.resolve.times.forms import (
    Clock,
    Fixed,
    Form,
    Inside,
    Length,
    Moved,
    NamedDay,
    Portion,
    Recurring,
    Repeat,
    Slice,
    Steps,
    Vague,
    Yearless,
)
from dragoman.resolve.times.grammar import Found
from dragoman.resolve.times.read_dates import shift

_SUBDAY = ("hour", "minute", "second")
_SLICED = ("day", "week", "month", "quarter", "half", "year", "decade")


def deictic(m: Found) -> Form | None:
    """Today, yesterday, the day after tomorrow."""
    if m.has("u"):
        return Steps("day", m.number("d") + (-1 if m.has("b") else 1)) if m.value("u") == "day" else None
    return Steps("day", m.number("d"))


def part_of_today(m: Found) -> Form | None:
    """Tonight, this morning, last night."""
    return Clock(m.value("p"), Steps("day", shift(m) or 0))


def steps(m: Found) -> Form | None:
    """Last week, this month, that year."""
    unit = m.value("u")
    if unit in (*_SUBDAY, "millennium") or (unit == "day" and not m.arg("then")):
        return None
    if unit == "fortnight":
        return Steps("week", 2 * m.arg("count"), m.arg("then", False))
    return Steps(unit, m.arg("count"), m.arg("then", False))


def steps_then(m: Found) -> Form | None:
    """The next day, the following month: counted from the time told."""
    unit = m.value("u")
    if unit in (*_SUBDAY, "millennium", "fortnight"):
        return None
    return Steps(unit, m.arg("count"), True)


def weekend(m: Found) -> Form | None:
    """The weekend, last weekend."""
    return Recurring("WE", None, shift(m))


def _bound(m: Found) -> str | None:
    return next((p.value for p in m.pieces("h") if p.value.isupper()), None)


def counted(m: Found) -> Form | None:
    """Two years ago, three days later, a month earlier."""
    pieces, unit, sign, then = m.pieces("q"), m.value("u"), m.arg("sign"), m.arg("then", False)
    count = 1.0 if len(pieces) == 1 and pieces[0].word == "the" else amount(pieces)
    if unit in _SUBDAY or (count is None and then):
        return Length(count, unit, 0, _bound(m))
    if count is None:
        return Vague("PAST_REF" if sign < 0 else "FUTURE_REF")
    if unit in ("decade", "century", "millennium"):
        count, unit = count * {"decade": 10, "century": 100}.get(unit, 1000), "year"
    elif unit == "fortnight":
        count, unit = count * 2, "week"
    if count != int(count) and unit == "year":
        count, unit = count * 12, "month"
    return Steps(unit, sign * round(count), then, _bound(m))


def vague_as(m: Found) -> Form | None:
    """A reference the rule names."""
    return Vague(m.arg("value"))


def vague(m: Found) -> Form | None:
    """Now, recently, soon."""
    return Vague(m.value("x"))


def length(m: Found) -> Form | None:
    """Three years, the past two months, a year-long …"""
    unit = m.value("u") or m.value("x")
    count = amount(m.pieces("q")) if m.has("q") else 1.0
    if unit == "second" and count is None:
        return None
    return Length(count, unit, m.arg("side", 0), _bound(m))


def vague_length(m: Found) -> Form | None:
    """Years, recent months."""
    unit = m.value("u")
    return None if unit in _SUBDAY else Length(None, unit, m.arg("side", 0))


def every(m: Found) -> Form | None:
    """Every year, every two weeks, a month (as a rate)."""
    count = amount(m.pieces("q")) if m.has("q") else 2.0 if m.arg("other") else 1.0
    return Repeat(length_value(count, m.value("u")))


def rate(m: Found) -> Form | None:
    """Interviews a day: only after the plural of what is counted."""
    word = m.pieces("p")[0].word
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return None
    return Repeat(length_value(1, m.value("u")))


def repeat(m: Found) -> Form | None:
    """Daily, annually."""
    return Repeat(m.value("x"))


def clock(m: Found) -> Form | None:
    """10:35 a.m., 9 p.m., noon, 4 in the morning."""
    half = m.value("p") or m.value("ap")[:1].lower()
    if m.has("c"):
        hour, minute = (int(n) for n in m.value("c").split(":")[:2])
    elif m.has("f"):
        whole, _, part = m.pieces("f")[0].word.partition(".")
        if not (whole.isdigit() and part.isdigit() and len(part) == 2):
            return None
        hour, minute = int(whole), int(part)
    else:
        hour, minute = m.number("n"), 0
    if half in ("p", "AF", "EV", "NI") and hour < 12:
        hour += 12
    elif half in ("a", "MO") and hour == 12:
        hour = 0
    return Clock(f"{hour:02d}:{minute:02d}") if hour < 24 and minute < 60 else None


def military_clock(m: Found) -> Form | None:
    """1500 GMT."""
    text = m.pieces("x")[0].word
    if len(text) <= 2:
        text = f"{text}00"
    if len(text) not in (3, 4) or not text.isdigit() or int(text[:-2]) > 23 or int(text[-2:]) > 59:
        return None
    return Clock(f"{int(text[:-2]):02d}:{text[-2:]}")


def inside(m: Found) -> Form | None:
    """October of last year, Monday next week."""
    part, whole = m.form("p"), m.form("w")
    if isinstance(whole, Fixed):
        if isinstance(part, Recurring | NamedDay):
            return replace(part, year=whole.year)
        return Fixed(whole.year, part.month, part.day) if isinstance(part, Yearless) else None
    return Inside(part, whole)


def moved(m: Found) -> Form | None:
    """The day after Christmas, two weeks before the 15th of May."""
    count, unit = 1.0, m.value("u")
    if m.has("n"):
        length_form = m.form("n")
        if not isinstance(length_form, Length) or length_form.count is None or length_form.side:
            return None
        count, unit = length_form.count, length_form.unit
    if unit not in ("day", "week", "month", "year") or count != int(count):
        return None
    return Moved(m.form("d"), int(count) * (-1 if m.has("b") else 1), unit)


def clock_on(m: Found) -> Form | None:
    """9 a.m. Tuesday."""
    clock_form = m.form("c")
    return Clock(clock_form.time, m.form("d")) if isinstance(clock_form, Clock) else None


def part_of_day(m: Found) -> Form | None:
    """Wednesday night, the morning of May 5."""
    return Clock(m.value("p"), m.form("d"))


def next_part(m: Found) -> Form | None:
    """The next morning."""
    return Clock(m.value("p"), Steps("day", 1, True))


def week_of(m: Found) -> Form | None:
    """The week of March 6: the week that has the day in it."""
    return Slice(0, 1, "week", m.form("d")) if m.value("u") == "week" else None


def _whole(m: Found) -> Form | None:
    """The time a part is taken of: a recognised one, or the current unit (the year, the month)."""
    if m.has("w"):
        return m.form("w")
    unit = m.value("w2")
    return Steps(unit, 0, None) if unit in ("week", "month", "year", "decade", "century") else None


def slice_of(m: Found) -> Form | None:
    """The first three months of 2022, the last week of May."""
    whole, unit, count = _whole(m), m.value("u"), 1.0
    if m.has("n"):
        length_form = m.form("n")
        if not isinstance(length_form, Length) or length_form.count is None:
            return None
        unit, count = length_form.unit, length_form.count
    nth = -1 if m.value("o") in ("last", "-1") else m.number("o")
    if whole is None or count != int(count) or unit not in _SLICED:
        return None
    return Slice(nth, int(count), unit, whole)


def portion_of(m: Found) -> Form | None:
    """Early 1990s, the end of the month, earlier this year."""
    whole, pieces = _whole(m), m.pieces("p")
    part = {"earlier": "EARLIER", "later": "LATER"}.get(pieces[0].word, pieces[0].value)
    part = "MID" if part == "mid" else part
    return None if whole is None else Portion(part, whole)
