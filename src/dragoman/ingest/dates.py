"""Dates of publication, as people and machines write them.

Only a full date counts: day, month and year. The day is taken as written, whatever the time zone beside it.
A date in figures whose day and month could change places (``03/04/2022``) is refused, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from dragoman.model import SettingsError

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH_PATTERN = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
"""A month's name, whole or shortened, for patterns that ignore case."""
_YEAR = r"(?:1[89]|20|21)\d\d"
_DATE = re.compile(
    rf"""(?<![\d/.-])(?:
      (?P<y1>\d{{4}})(?P<s1>[-/.])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?!\d)
    | (?P<y2>{_YEAR})(?P<m2>\d\d)(?P<d2>\d\d)(?=T?\d{{6}}|\D|$)
    | (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s.-]*(?P<m3>{MONTH_PATTERN}),?[\s-]+(?P<y3>{_YEAR})(?!\d)
    | (?P<d5>\d{{1,2}})(?P<s5>[./-])(?P<m5>\d{{1,2}})(?P=s5)(?P<y5>\d{{4}})(?!\d)
    ) | (?<!\w)(?P<m4>{MONTH_PATTERN})\s*(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>{_YEAR})(?!\d)""",
    re.IGNORECASE | re.VERBOSE,
)


def _month(written: str) -> int:
    if written.isdigit():
        return int(written)
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(written.lower()[:3]))


def _found(match: re.Match[str]) -> str:
    """The ISO date of one match, or ValueError in words that finish "the date …"."""
    parts = match.groupdict()
    form = next(n for n in "12345" if parts[f"y{n}"])
    year, month, day = int(parts[f"y{form}"]), _month(parts[f"m{form}"]), int(parts[f"d{form}"])
    if form == "5" and parts["s5"] != ".":  # with full stops the day comes first everywhere
        if day <= 12 and month <= 12 and day != month:
            raise ValueError("could mean two days: write it as YYYY-MM-DD")
        if month > 12:
            day, month = month, day
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        raise ValueError("is not in the calendar") from None


def dates_in(line: str) -> Iterator[str]:
    """The full dates written in a line, as ISO dates, in order; impossible and ambiguous ones left out."""
    for match in _DATE.finditer(line):
        try:
            yield _found(match)
        except ValueError:
            continue


def read_date(value: object) -> str:
    """The ISO date a value of metadata gives.

    Args:
        value: A date or datetime, or text or a number that writes one (``2022-09-16T14:05:00Z``,
            ``16 September 2022``, ``Fri, 16 Sep 2022 14:05:00 GMT``, ``20220916``).

    Returns:
        ``YYYY-MM-DD``.

    Raises:
        ValueError: If it gives no full date, an impossible one, or several; the message finishes "the date …".
    """
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    found = {_found(match) for match in _DATE.finditer(str(value))}
    if not found:
        raise ValueError("gives no day, month and year")
    if len(found) > 1:
        raise ValueError("gives several days")
    return found.pop()


def user_date(value: str) -> str:
    """The ISO date a person gave for a document.

    Raises:
        SettingsError: If it is no date or an impossible one.
    """
    try:
        return read_date(value)
    except ValueError as error:
        raise SettingsError(
            f"The date {value!r} {error}. Give the day of publication as YYYY-MM-DD, such as 2022-09-16."
        ) from None
