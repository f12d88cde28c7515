"""Which of the days that come again is meant: Friday, the 15th, March, the summer, Christmas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from dragoman.resolve.times.forms import MonthDay, NamedDay, Recurring, Weekday, Yearless
from dragoman.resolve.times.periods import (
    Period,
    add_days,
    day_period,
    easter,
    make_date,
    nth_weekday,
    period_of,
    season,
    step,
)

Again: TypeAlias = Recurring | Yearless | NamedDay | MonthDay
"""Forms of what comes about every year or month."""
Tense: TypeAlias = Literal["past", "present", "future", "since"]
"""Tense of a clause; ``since``: the time must lie back, whatever the clause's tense."""


@dataclass(slots=True)
class Frame:
    """What a reader of the text knows when he comes to an expression.

    Attributes:
        dct: The document's date, None where unknown.
        told: The time last told before, None at first.
        day: The day last told before, None at first.
        history: Whether the text tells a past of its own, so that a month belongs to the year told last.
        near: The time this paragraph last told of what was done, None where it has told none so far.
    """

    dct: date | None
    told: Period | None = None
    day: Period | None = None
    history: bool = False
    near: Period | None = None

    def tell(self, period: Period, narrated: bool = True) -> None:
        """Remember a time as told; ``narrated``: as that of something done."""
        self.told = period
        if narrated:
            self.near = period
        if period.unit == "day":
            self.day = period


def _occurrences(form: Again, around: date) -> Iterator[Period]:
    """The times a recurring form comes about, from before to after a day."""
    if isinstance(form, Recurring) and form.code == "WE":
        for weeks in (-1, 0, 1):
            yield period_of(add_days(around, 7 * weeks), "weekend")
        return
    if isinstance(form, MonthDay):
        for months in (-1, 0, 1):
            month = step(around.replace(day=1), "month", months)
            day = make_date(month.year, month.month, form.day)
            if day:
                yield day_period(day)
        return
    for year in range(max(around.year - 5, 1), min(around.year + 5, 9998) + 1):
        period = in_year(form, year)
        if period and (not isinstance(form, Yearless) or _fits(form, period)):
            yield period


def _fits(form: Yearless, period: Period) -> bool:
    return form.weekday is None or period.first.isoweekday() == form.weekday


def in_year(form: Recurring | Yearless | NamedDay, year: int) -> Period | None:
    """A recurring form's time in one year, None where that year has none (the 29th of February)."""
    if isinstance(form, Yearless):
        day = make_date(year, form.month, form.day or 1)
        return period_of(day, "month" if form.day is None else "day") if day else None
    if isinstance(form, NamedDay):
        return day_period(_named(form.rule, year))
    kind, number = form.code[0], form.code[1:]
    if kind in "QH" and number.isdigit():
        unit = "quarter" if kind == "Q" else "half"
        return period_of(step(date(year, 1, 1), unit, int(number) - 1), unit)
    return season(year, form.code)


def _named(rule: str, year: int) -> date:
    """The day a named day's rule gives: ``12-25``, ``11:4:4`` (month, weekday, which), ``easter-2``."""
    if rule.startswith("easter"):
        return add_days(easter(year), int(rule[6:] or 0))
    if ":" in rule:
        month, weekday, which = rule.split(":")
        nth, _, more = which.partition("+")
        return add_days(nth_weekday(year, int(month), int(weekday), int(nth)), int(more or 0))
    month, _, day = rule.partition("-")
    return date(year, int(month), int(day))


def again(form: Again, frame: Frame, tense: Tense | None) -> Period | None:
    """The time of a recurring form that is meant.

    Args:
        form: The form.
        frame: The document's date and the time told before.
        tense: Tense of the clause, None where not known.

    Returns:
        The time; None where it hangs on a date that is not known.
    """
    if isinstance(form, Recurring | NamedDay) and form.year is not None:
        return in_year(form, form.year)
    shift = None if isinstance(form, MonthDay) else form.shift
    if frame.history and frame.told and shift is None:
        return _within_or_after(form, frame.told)
    if frame.dct is None:
        return _within_or_after(form, frame.told) if frame.told and shift is None else None
    if shift is None and frame.near is not None and tense in ("past", None):
        narrated = _narrated(form, frame.near, frame.dct)
        if narrated is not None:
            return narrated
    return choose(list(_occurrences(form, frame.dct)), frame.dct, tense, shift)


def as_told(form: Again, told: Period, following: bool) -> Period | None:
    """The time of a recurring form around a time told before, or the first that follows it.

    Args:
        form: That May, the following April.
        told: The time told before; one longer than a year tells nothing.
        following: Whether it must lie behind that time.
    """
    if (told.last - told.first).days > _LONGEST_TOLD:
        return None
    found = list(_occurrences(form, told.first))
    if following:
        return next((p for p in found if p.first > told.last), None)
    within = next((p for p in found if p.first <= told.last and p.last >= told.first), None)
    # Of the same year, unless that lies nearly a year back: "on December 28 it fell; that January …".
    near = (p for p in found if p.first.year >= told.first.year and (told.first - p.first).days <= _NEARLY_A_YEAR)
    return within or next(near, None)


_LONGEST_TOLD = 366
"""Days of the longest period that a month or day can be counted from."""
_NEARLY_A_YEAR = 300
_NEWS_DAYS = 300
"""A passage that has told a time longer ago than this is about that past …"""
_NEXT_DAYS, _LATER_DAYS = 100, 240
"""… and goes on with what came within so many days; more of them where it was years ago."""
_YEARS_AGO = 3 * 365


def _narrated(form: Again, near: Period, dct: date) -> Period | None:
    """The time that a passage about the past goes on with: recalled it in September 2006, and in October cut the post.

    The 13th is the next after the day or in the month told before, however short a time ago that was.
    """
    if isinstance(form, Recurring) and form.code == "WE":
        return None
    if near.unit not in ("day", "month") or near.last > dct:
        return None
    found = next((p for p in _occurrences(form, near.first) if p.last >= near.first), None)
    if found is None or found.first > dct:
        return None
    if isinstance(form, MonthDay):
        return found if (near.first.year, near.first.month) != (dct.year, dct.month) else None
    ago = (dct - near.last).days
    most = _LATER_DAYS if ago > _YEARS_AGO else _NEXT_DAYS
    return found if ago > _NEWS_DAYS and (found.first - near.last).days <= most else None


def _within_or_after(form: Again, told: Period) -> Period | None:
    """The time within or next after a time already told, unless that is far off and one before is near."""
    if (told.last - told.first).days > _LONGEST_TOLD:
        return None
    found = [p for p in _occurrences(form, told.first) if p.last >= told.first]
    if not found:
        return None
    ahead = (found[0].first - told.last).days
    if ahead > 240:
        before = [p for p in _occurrences(form, told.first) if p.last < told.first]
        return before[-1] if before else found[0]
    return found[0]


def choose(periods: list[Period], dct: date, tense: Tense | None, shift: int | None = None) -> Period | None:
    """The one of several periods, in order, that is meant.

    Args:
        periods: When it comes about.
        dct: The document's date.
        tense: Past takes the last that has begun, future the next that is not over (unless the other is much
            nearer), since the last that has begun in any case; else it is the nearest.
        shift: −1, 0, +1 where the text says last, this, next.
    """
    if shift == -1:
        return next((p for p in reversed(periods) if p.last < dct), None)
    if shift == 1:
        return next((p for p in periods if p.first > dct), None)
    if shift == 0 and tense != "past":
        return next((p for p in periods if p.last >= dct and p.first.year >= dct.year), None) or _nearest(periods, dct)
    begun = next((p for p in reversed(periods) if p.first <= dct), None)
    ahead = next((p for p in periods if p.last >= dct), None)
    if tense == "since":
        return begun
    if begun is None or ahead is None or tense not in ("past", "future"):
        return _nearest(periods, dct)
    meant, other = (begun, ahead) if tense == "past" else (ahead, begun)
    if meant.unit == "day" and _gap(meant, dct) > 30 and _gap(meant, dct) > _gap(other, dct) * _MUCH:
        return other  # "dismissed the Feb. 9 ultimatum", told on Feb. 2
    return meant


_MUCH = 6
"""How many times nearer a day must be to be meant against the tense."""


def _gap(period: Period, dct: date) -> int:
    """Days between a period and the document's date, 0 if it lies in it."""
    return max((dct - period.last).days, (period.first - dct).days, 0)


def _nearest(periods: list[Period], dct: date) -> Period | None:
    return min(periods, key=lambda p: _gap(p, dct), default=None)


def weekday(form: Weekday, frame: Frame, tense: Tense | None) -> Period | None:
    """The day meant by the name of a weekday: the last that has come, unless the text looks ahead."""
    if form.then and frame.told:
        after = (form.day - frame.told.last.isoweekday()) % 7 or 7
        return day_period(add_days(frame.told.last, after))
    if frame.dct is None:
        return None
    monday = period_of(frame.dct, "week").first
    found = [day_period(add_days(monday, 7 * week + form.day - 1)) for week in (-1, 0, 1)]
    if form.shift is None and tense != "future":
        return choose(found, frame.dct, "past")
    return choose(found, frame.dct, tense, form.shift)
