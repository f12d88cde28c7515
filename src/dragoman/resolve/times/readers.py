"""Readers by the names rules use: what the words of a pattern's match say as a form.

Each takes a match and gives its form, or None where the words cannot be a time (the 31st of February).
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.resolve.times import read_dates as dates
from dragoman.resolve.times import read_relative as relative
from dragoman.resolve.times.forms import Form
from dragoman.resolve.times.grammar import Found

READERS: dict[str, Callable[[Found], Form | None]] = {
    "iso_date": dates.iso_date, "slash_date": dates.slash_date, "dotted_date": dates.dotted_date,
    "date": dates.date_or_month, "as_told": dates.as_told, "days": dates.days, "months": dates.months,
    "month_day": dates.month_day,
    "year": dates.year, "years": dates.years, "decade": dates.decade, "decades": dates.decades,
    "century": dates.century, "season": dates.season, "quarter": dates.quarter, "named_day": dates.named_day,
    "known_day": dates.known_day, "weekday": dates.weekday, "weekly": dates.weekly, "deictic": relative.deictic,
    "part_of_today": relative.part_of_today, "steps": relative.steps, "steps_then": relative.steps_then,
    "weekend": relative.weekend, "counted": relative.counted, "vague_as": relative.vague_as,
    "vague": relative.vague, "length": relative.length, "vague_length": relative.vague_length,
    "every": relative.every, "rate": relative.rate, "repeat": relative.repeat, "clock": relative.clock,
    "military_clock": relative.military_clock, "inside": relative.inside, "clock_on": relative.clock_on,
    "moved": relative.moved, "part_of_day": relative.part_of_day, "next_part": relative.next_part,
    "week_of": relative.week_of, "slice": relative.slice_of, "portion": relative.portion_of,
}  # fmt: skip
"""All readers."""
