"""Dates as tables write them: a year, a month or a day, and the days they cover."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def first_day(text: str) -> str:
    """The first ISO day of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; "" stays "" (open).

    Raises:
        ValueError: If it is no such date.
    """
    return _day(text, last=False)


def last_day(text: str) -> str:
    """The last ISO day of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; "" stays "" (open).

    Raises:
        ValueError: If it is no such date.
    """
    return _day(text, last=True)


@lru_cache(maxsize=8192)
def _day(text: str, last: bool) -> str:
    # Thousands of rows share their years.
    if not text:
        return ""
    match = _PARTIAL.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)")
    year, month = int(match[1]), int(match[2] or (12 if last else 1))
    if not 1 <= month <= 12:
        raise ValueError(f"{text!r} is no date: there is no month {month}")
    day = int(match[3] or (calendar.monthrange(year, month)[1] if last else 1))
    return date(year, month, day).isoformat()
