"""Times: expressions found in a text, resolved to days, and tied to the act they date."""

from dragoman.resolve.times.anchor import anchored_time
from dragoman.resolve.times.carry import carried_time
from dragoman.resolve.times.expressions import find_times
from dragoman.resolve.times.govern import time_of
from dragoman.resolve.times.spans import TimeSpan, find_time_spans

__all__ = ["TimeSpan", "anchored_time", "carried_time", "find_time_spans", "find_times", "time_of"]
