"""Readers of calendar words: dates, months, years, decades, centuries, seasons, named days, weekdays."""

from __future__ import annotations

from dragoman.resolve.times.forms import (
    AsTold,
    Clock,
    Era,
    Fixed,
    Form,
    MonthDay,
    NamedDay,
    Recurring,
    Repeat,
    Through,
    Weekday,
    Yearless,
)
from dragoman.resolve.times.grammar import Found
from dragoman.resolve.times.lexicon import known_days
from dragoman.resolve.times.periods import make_date

_SHIFT = {"last": -1, "previous": -1, "preceding": -1, "past": -1, "this": 0, "next": 1, "coming": 1, "upcoming": 1}
_LEAP_YEAR = 2000


def shift(m: Found) -> int | None:
    """−1, 0 or +1 for last, this, next; None where none of them stands."""
    pieces = m.pieces("sh")
    return _SHIFT.get(pieces[0].word, 1) if pieces else None


def _day(year: int | None, month: int, day: int, weekday: int | None = None) -> Form | None:
    if make_date(year or _LEAP_YEAR, month, day) is None:
        return None
    return Yearless(month, day, None, weekday) if year is None else Fixed(year, month, day)


def _year(m: Found, name: str = "y") -> int | None:
    return m.number(name) if m.has(name) else None


def iso_date(m: Found) -> Form | None:
    """``2022-09-15``, perhaps with a time of day."""
    text = m.value("x").upper()
    form = _day(int(text[:4]), int(text[5:7]), int(text[8:10]))
    return Clock(text[11:16], form) if form and len(text) > 10 else form


def slash_date(m: Found) -> Form | None:
    """``9/15/2022``: month first, as Americans write; day first where only that can be."""
    first, second, year = (int(n) for n in m.value("x").split("/"))
    full = year if year > 99 else year + (2000 if year < 50 else 1900)
    return _day(full, first, second) or _day(full, second, first)


def dotted_date(m: Found) -> Form | None:
    """``15.09.2022``: day first."""
    day, month, year = (int(n) for n in m.value("x").split("."))
    return _day(year, month, day)


def date_or_month(m: Found) -> Form | None:
    """A month with or without day, year, weekday or shift."""
    month, year, moved = m.number("m"), _year(m), shift(m)
    if moved is not None:
        return Yearless(month, m.number("d") if m.has("d") else None, moved)
    if m.has("d"):
        return _day(year, month, m.number("d"), m.number("wd") if m.has("wd") else None)
    return Yearless(month) if year is None else Fixed(year, month)


def as_told(m: Found) -> Form | None:
    """That May, the following April: of the time told before."""
    if m.has("s"):
        return AsTold(Recurring(m.value("s")), m.arg("following"))
    month, day = m.number("m"), m.number("d") if m.has("d") else None
    return AsTold(Yearless(month, day), m.arg("following"))


def days(m: Found) -> Form | None:
    """From one day of a month to another, of the same or another month."""
    last_year = _year(m, "y2") or _year(m)
    month, last_month = m.number("m"), m.number("m2") if m.has("m2") else m.number("m")
    first_year = _year(m) or last_year
    if first_year is not None and first_year == last_year and not m.has("y") and month > last_month:
        first_year -= 1
    first, last = _day(first_year, month, m.number("d")), _day(last_year, last_month, m.number("d2"))
    return Through(first, last) if first and last else None


def months(m: Found) -> Form | None:
    """From one month to another: March–April 2020."""
    year, month, last = _year(m), m.number("m"), m.number("m2")
    if year is None:
        return Through(Yearless(month), Yearless(last))
    return Through(Fixed(year - (month > last), month), Fixed(year, last))


def month_day(m: Found) -> Form | None:
    """The 15th."""
    return MonthDay(m.number("d"))


def year(m: Found) -> Form | None:
    """A year within the rule's bounds."""
    number = m.number("y")
    return Fixed(number) if m.arg("low") <= number <= m.arg("high") else None


def years(m: Found) -> Form | None:
    """2010–12, 2014-2019; also the ISO month 2022-09."""
    first = m.number("y")
    if m.has("y2"):
        return Through(Fixed(first), Fixed(m.number("y2"))) if first < m.number("y2") else None
    short, pieces = m.number("n"), m.pieces("n")
    last = first // 100 * 100 + short
    if last > first:
        return Through(Fixed(first), Fixed(last))
    return Fixed(first, short) if len(pieces[0].word) == 2 and 1 <= short <= 12 else None


def _era(word: str, value: str, near: int | None = None) -> Era:
    """``1990s``, ``'80s``, ``1600s`` or the table's number of ``nineties``."""
    digits = "".join(c for c in (value if value.isdigit() else word) if c.isdigit())
    number = int(digits)
    if len(digits) == 4:
        return Era(number, "century" if number % 100 == 0 and number < 2000 else "decade")
    return Era((near // 100 * 100 if near else 1900 if number >= 20 else 2000) + number, "decade")


def decade(m: Found) -> Form | None:
    """One decade (or, as 1600s, a century)."""
    piece = m.pieces("d")[0]
    return _era(piece.word, piece.value)


def decades(m: Found) -> Form | None:
    """The 1950s and 60s."""
    first, second = m.pieces("d")[0], m.pieces("d2")[0]
    begin = _era(first.word, first.value)
    last = _era(second.word, second.value, begin.year)
    return Through(begin, last) if begin.year < last.year else None


def century(m: Found) -> Form | None:
    """The 19th century; the 18th and 19th centuries."""
    if m.value("u") != "century":
        return None
    ordinals = [m.number(name) for name in ("o", "o2") if m.has(name)]
    low = m.number("tens") if m.has("tens") else 0
    eras = [Era(max((number + low - 1) * 100, 1), "century") for number in ordinals]
    if any(number + low > 30 for number in ordinals):
        return None
    return eras[0] if len(eras) == 1 else Through(eras[0], eras[1])


def season(m: Found) -> Form | None:
    """Summer, last fall, spring 2014."""
    return Recurring(m.value("s"), _year(m), shift(m))


def quarter(m: Found) -> Form | None:
    """The third quarter, Q2 2020."""
    if m.has("x"):
        return Recurring(m.pieces("x")[0].value.upper(), _year(m))
    number = 4 if m.value("o") == "-1" else m.number("o")
    return Recurring(f"Q{number}", _year(m)) if 1 <= number <= 4 else None


def named_day(m: Found) -> Form | None:
    """Christmas, last Thanksgiving, Easter 2016."""
    rule = m.value("x")
    if len(rule) == len("2001-09-11") and rule[:4].isdigit():
        return Fixed(int(rule[:4]), int(rule[5:7]), int(rule[8:]))
    return NamedDay(rule, _year(m), shift(m))


def known_day(m: Found) -> Form | None:
    """The Sept. 11 attacks."""
    full = known_days().get(f"{m.number('m'):02d}-{m.number('d'):02d}")
    return Fixed(*(int(n) for n in full.split("-"))) if full else None


def weekday(m: Found) -> Form | None:
    """Friday, last Friday, the following Friday."""
    return Weekday(m.number("d"), m.arg("shift", shift(m)), m.arg("then", False))


def weekly(m: Found) -> Form | None:
    """Mondays, every Monday."""
    return Repeat(f"XXXX-WXX-{m.value('d')}")
