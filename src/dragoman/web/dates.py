"""Dates as people read them, at the precision they have and never a finer one."""

from __future__ import annotations

import re
from datetime import date

from dragoman.model import When

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def spoken(iso: str | None) -> str:
    """An ISO date, month or year in words (``16 September 2022``); what is none is given back as it stands."""
    found = _ISO.fullmatch(iso or "")
    if found is None:
        return iso or ""
    year, month, day = found.groups()
    if month is None or not 1 <= int(month) <= 12:
        return year if month is None else str(iso)
    name = _MONTHS[int(month) - 1]
    return f"{name} {year}" if day is None else f"{int(day)} {name} {year}"


def period(when: When | None) -> str:
    """A resolved time in words, or "" where none is known.

    Args:
        when: The time of a record.

    Returns:
        ``15 September 2022``, ``September 2022``, ``week of 12 September 2022``, ``2019 to 2021``, ``since 2019`` …
    """
    if when is None or not (when.start or when.end):
        return ""
    start, end = when.start, when.end
    if when.precision == "week" and start:
        return f"week of {spoken(start)}"
    if when.precision == "month" and start and _same(start, end, 7):
        return spoken(start[:7])
    if when.precision == "year" and start and _same(start, end, 4):
        return start[:4]
    if start and end:
        return spoken(start) if start == end else between(start, end)
    return f"since {spoken(start)}" if start else f"until {spoken(end)}"


def between(start: str | None, end: str | None) -> str:
    """Two dates as a range; whole years and months are named as such."""
    if not start or not end:
        return spoken(start or end)
    if start == end:
        return spoken(start)
    first, last = _day(start), _day(end)
    if first and last and (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31):
        return start[:4] if first.year == last.year else f"{first.year} to {last.year}"
    return f"{spoken(start)} to {spoken(end)}"


def _same(start: str, end: str | None, figures: int) -> bool:
    return end is None or start[:figures] == end[:figures]


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
