"""Lines that only tell when a text was published, and datelines before a report's first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.ingest.dates import MONTH_PATTERN, dates_in
from dragoman.ingest.publishers import read_publisher

_LABEL = re.compile(
    r"(?P<label>(?:first |originally |last )?(?:published|updated|posted|modified|created|issued|released|dated?|time)"
    r"(?: on| at)?)\s*[:|–—-]?\s*",
    re.IGNORECASE,
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = rf"(?i:{_NTH}(?:\s+of)?[\s-]+{MONTH_PATTERN}|{MONTH_PATTERN}\s+{_NTH})(?:,?[\s-]+\d{{4}})?"
_FIGURES = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
_CLOCK = (
    r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?\s*(?:[ap]\.?\s?m\b\.?|h(?:rs?)?\b)?"
    r"|\d{1,2}\s*[ap]\.?m\b\.?|[012]\d[0-5]\d(?=\s*(?:gmt|utc|hrs))"
)
_MOMENT = re.compile(rf"(?<![\w.])(?:{_DAY}(?!\w)|(?:{_FIGURES})(?!\d))|T(?=\d\d:)|(?<!\d)(?:{_CLOCK})", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\b(?:at|on|and|ago|local time|noon)\b"
    r"|\(?\b(?:gmt|utc|[a-z]{1,3}[sd]?t|z)\b(?:\s*[+-]\s*\d{1,2}(?::?\d\d)?)?\)?|[+-]\d\d:?\d\d",
    re.IGNORECASE,
)
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line of date and time.

    Attributes:
        published: ISO date it gives, or None where it has no full date.
        label: The word before it in lower case ("updated"), or "".
    """

    published: str | None
    label: str

    @property
    def rank(self) -> int:
        """How likely it is the day of publication: 0 if the line says so, 2 if it tells of a change."""
        return 2 if self.label.startswith(("last", "updated", "modified")) else 0 if self.label else 1


def read_stamp(line: str) -> Stamp | None:
    """The date or time of publication a line consists of, or None if it says anything else.

    Args:
        line: The line, such as ``Updated: Thursday 15 September 2022, 17:22``.
    """
    label = ""
    match = _LABEL.match(line)
    if match is not None:
        label, line = match["label"].lower(), line[match.end() :]
    if len(line.split()) > _LONGEST or not _MOMENT.search(line):
        return None
    # A second label stands inside: "16 September 2022 | Updated 17:22".
    if re.search(r"\w", _BESIDE.sub(" ", _LABEL.sub(" ", _MOMENT.sub(" ", line)))):
        return None
    return Stamp(next(dates_in(line), None), label)


_CAPS = r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-ZÀ-ÖØ-ÞĀ-Ž.'’-]+(?:[ \t]+[A-ZÀ-ÖØ-ÞĀ-Ž][A-ZÀ-ÖØ-ÞĀ-Ž.'’-]+){0,3}"
_NAME = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’-]+(?:[ \t]+[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’-]+){0,3}"
_WHERE = rf"(?:{_CAPS})(?:[/,]\s*(?:{_NAME})){{0,2}}"
_AGENCY = r"\(\s*([A-Z][\w /.&'’-]{1,40}?)\s*\)"
_DASH = r"(?:\s*(?:—|--+)\s*|\s+[–_-]\s+|\s*[–_-]\s*$)"
_FULL = re.compile(
    rf"(?:(?:{_WHERE}|{_NAME}(?:,\s*{_NAME})?)(?:,?\s+{_DAY})?\s*{_AGENCY}|{_AGENCY}|{_WHERE},?\s+{_DAY}\.?)"
    rf"(?:{_DASH}|\s*$)"
)
_SLASHED = re.compile(rf"{_NAME}(?:,\s*{_DAY})?[.,]?\s*/([A-Z][\w-]{{1,20}})/\s*[.,—–-]?\s*")
_BARE = re.compile(rf"{_WHERE}{_DASH}")
_SENTENCE = re.compile(r"[\"'“‘«(]{0,2}[A-ZÀ-ÖØ-ÞĀ-Ž0-9]")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report was filed, before its first sentence.

    Attributes:
        length: Code points up to the first sentence.
        agency: The agency in brackets, or None.
        published: ISO date, or None where it has no full date.
    """

    length: int
    agency: str | None
    published: str | None


def read_dateline(paragraph: str, first: bool) -> Dateline | None:
    """The dateline a paragraph begins with, or None.

    A place in capitals with nothing but a dash is one only before the text's first paragraph; further down it would
    be mistaken for ``NATO — …``.

    Args:
        paragraph: The paragraph, line breaks as given.
        first: Whether it is the first paragraph of prose.
    """
    head = paragraph[:160]
    for pattern in (_FULL, _SLASHED, *((_BARE,) if first else ())):
        match = pattern.match(head)
        if match is None:
            continue
        alone = match.end() == len(paragraph) and pattern is _FULL
        if not alone and not _SENTENCE.match(paragraph, match.end()):
            continue
        agency = next((value for value in match.groups() if value), None)
        plain = agency is None or read_publisher(agency) is not None
        if not plain and not (first and re.match(_CAPS, head)):
            continue  # "Xi Jinping (China) — …" is no dateline
        return Dateline(match.end(), agency, next(dates_in(match.group(0)), None))
    return None
