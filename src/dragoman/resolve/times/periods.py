"""Calendar periods: days, weeks, months, seasons, years and longer, with their TIMEX3 values.

Weeks are ISO 8601 weeks. A century is counted as news counts it: the 19th is 1800 to 1899. Seasons are the
northern meteorological ones; a winter bears the year it begins in.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

_DAY = timedelta(days=1)
SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "week": 7, "weekend": 7}
_PRECISION = {"day": "day", "week": "week", "month": "month", "year": "year"}


@dataclass(frozen=True, slots=True)
class Period:
    """A closed stretch of days.

    Attributes:
        first: First day.
        last: Last day.
        unit: ``day``, ``week``, ``weekend``, ``month``, ``season``, ``quarter``, ``half``, ``year``,
            ``decade``, ``century`` or ``range``.
    """

    first: date
    last: date
    unit: str

    @property
    def precision(self) -> str:
        """The word records use for it: ``day``, ``week``, ``month``, ``year`` or ``range``."""
        return _PRECISION.get(self.unit, "range")

    @property
    def value(self) -> str:
        """The TIMEX3 value: ``2022-09-15``, ``2022-W37``, ``2022-SU``, ``199``, ``19`` …"""
        first = self.first
        year = f"{first.year:04d}"
        if self.unit == "day":
            return first.isoformat()
        if self.unit in ("week", "weekend"):
            iso = first.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if self.unit == "weekend" else "")
        if self.unit == "month":
            return f"{year}-{first.month:02d}"
        if self.unit == "season":
            return f"{year}-{next(s for s, m in SEASON_START.items() if m == first.month)}"
        if self.unit == "quarter":
            return f"{year}-Q{(first.month + 2) // 3}"
        if self.unit == "half":
            return f"{year}-H{1 if first.month < 7 else 2}"
        if self.unit == "year":
            return year
        if self.unit == "decade":
            return year[:3]
        if self.unit == "century":
            return year[:2]
        return f"{first.isoformat()}/{self.last.isoformat()}"


def make_date(year: int, month: int = 1, day: int = 1) -> date | None:
    """The day, or None where the calendar has no such day."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def add_days(day: date, days: int) -> date:
    """A day moved by days, held inside the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def add_months(day: date, months: int) -> date:
    """A day moved by whole months; the 31st becomes a shorter month's last day."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(min(max(total, 12), MAXYEAR * 12 + 11), 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_from(earlier: str | None, later: str | None) -> int | None:
    """Days from one ISO date to another, negative where they run back; None where one is missing or no date."""
    try:
        return (date.fromisoformat(later or "") - date.fromisoformat(earlier or "")).days
    except ValueError:
        return None


def day_period(day: date) -> Period:
    """A single day."""
    return Period(day, day, "day")


def period_of(day: date, unit: str) -> Period:
    """The period of a kind that a day lies in (for a weekend: that of its ISO week).

    Args:
        day: Any day.
        unit: As in `Period.unit`, except ``range``.

    Returns:
        The period.
    """
    if unit == "day":
        return day_period(day)
    if unit in ("week", "weekend"):
        monday = add_days(day, -day.weekday())
        return Period(add_days(monday, 5 if unit == "weekend" else 0), add_days(monday, 6), unit)
    if unit == "season":
        begin = add_months(day.replace(day=1), -(day.month % 3))
        return Period(begin, add_days(add_months(begin, 3), -1), unit)
    months = MONTHS_IN[unit]
    if months > 12:
        years = months // 12
        start = max(day.year // years * years, MINYEAR)
        return Period(date(start, 1, 1), date(day.year // years * years + years - 1, 12, 31), unit)
    begin = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(begin, add_days(add_months(begin, months), -1), unit)


def step(day: date, unit: str, count: int) -> date:
    """A day moved by whole units, back where ``count`` is negative."""
    if unit in DAYS_IN:
        return add_days(day, DAYS_IN[unit] * count)
    return add_months(day, (3 if unit == "season" else MONTHS_IN[unit]) * count)


def season(year: int, code: str) -> Period:
    """A season of a year: ``SP``, ``SU``, ``FA`` or ``WI`` (which ends in the year after)."""
    return period_of(date(year, SEASON_START[code], 1), "season")


def spanning(first: Period, last: Period) -> Period | None:
    """The range from the beginning of one period to the end of another, None where they run backwards."""
    if last.last < first.first:
        return None
    return Period(first.first, last.last, "range")


def easter(year: int) -> date:
    """Easter Sunday of the western churches.

    Reference: the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth given weekday (Monday is 1) of a month; ``nth`` −1 is the last."""
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return add_days(last, -((last.isoweekday() - weekday) % 7))
    first = date(year, month, 1)
    return add_days(first, (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


_THIRDS = {
    # unit: (START first..last, MID first..last, END first..last), counted in the smaller unit named
    "century": ("year", (0, 29), (40, 60), (70, 99)),
    "decade": ("year", (0, 3), (4, 6), (7, 9)),
    "year": ("month", (0, 3), (5, 6), (8, 11)),
    "season": ("month", (0, 0), (1, 1), (2, 2)),
    "quarter": ("month", (0, 0), (1, 1), (2, 2)),
    "half": ("month", (0, 1), (2, 3), (4, 5)),
    "month": ("day", (0, 9), (10, 19), (20, 30)),
    "week": ("day", (0, 1), (2, 3), (4, 6)),
}


def portion(whole: Period, part: str) -> Period:
    """The early, middle or late part of a period.

    Args:
        whole: The period.
        part: ``START``, ``MID`` or ``END``.

    Returns:
        The part as a range (the early 1920s: 1920 to 1923), the period itself where it has none.
    """
    if whole.unit not in _THIRDS:
        return whole
    unit, *parts = _THIRDS[whole.unit]
    low, high = parts[("START", "MID", "END").index(part)]
    first = step(whole.first, str(unit), int(low))
    last = add_days(step(whole.first, str(unit), int(high) + 1), -1)
    return Period(first, min(last, whole.last), "range")
