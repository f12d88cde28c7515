"""The publisher's name as it stands above or below a text.

Reference: src/dragoman/data/ingest/publisher_names.csv, words that names of outlets and press offices are made of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman.ingest.tables import table_rows
from dragoman.model import TableError

_APART = re.compile(r"\s*[|–—•·:]\s*|\s+-\s+")
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_PLACE = re.compile(r",\s*[A-Z]\w+(?: [A-Z]\w+)?$")
_OWNER = re.compile(
    r"(?:©|\(c\)|&copy;|copyright|\b(?:19|20)\d\d\b(?:\s*[-–]\s*(?:19|20)?\d\d)?|[,\s])+", re.IGNORECASE
)
_COMPANY = re.compile(
    r"[,\s]+(?:ltd|limited|llc|inc|plc|gmbh|corp(?:oration)?|co|company|group|fz-llc|publishing|publications)\.?$",
    re.IGNORECASE,
)
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class _Words:
    whole: dict[str, str]
    endings: tuple[str, ...]
    beginnings: tuple[str, ...]


@cache
def _words() -> _Words:
    whole: dict[str, str] = {}
    parts: dict[str, list[str]] = {"ends": [], "begins": []}
    for where, row in table_rows("publisher_names.csv", ("how", "words", "example")):
        if row["how"] == "is":
            whole[row["words"]] = row["example"]
        elif row["how"] in parts:
            parts[row["how"]].append(row["words"])
        else:
            raise TableError(f"{where}: {row['how']!r} is none of ends, begins, is.")
    return _Words(whole, tuple(f" {words}" for words in parts["ends"]), tuple(parts["begins"]))


@dataclass(frozen=True, slots=True)
class PublisherLine:
    """A line that may be a publisher's name.

    Attributes:
        name: The name as it is usually written.
        sure: Whether the name itself is known, not just made like one.
    """

    name: str
    sure: bool


def read_publisher(line: str) -> PublisherLine | None:
    """The publisher's name a line looks like, or None.

    Args:
        line: The line, such as ``STEPPE MONITOR`` or ``The Gulf Ledger | Business and Politics``.
    """
    if len(line.split()) > _LONGEST or line.endswith((".", "?", "!", ":", ",")):
        return None
    name = _APART.split(line.strip())[0]
    core = _plain(name)
    if known := _words().whole.get(core) or _words().whole.get(f"the {core}"):
        return PublisherLine(known, True)
    if not all(word[:1].isupper() or len(word) <= 3 for word in re.findall(r"[^\W\d_]+", _ASIDE.sub("", name))):
        return None
    one_word = " " not in core and not name.lower().startswith("the ")
    ends = not one_word and len(core.split()) <= 5 and f" {core}".endswith(_words().endings)
    if ends or core.startswith(_words().beginnings):
        return PublisherLine(_as_written(name), False)
    return None


def same_publisher(line: str, publisher: str | None) -> bool:
    """Whether a line is nothing but a publisher's name."""
    if publisher is None:
        return False
    return _plain(_APART.split(line.strip())[0]) == _plain(publisher) or _plain(line) == _plain(publisher)


def usual_name(agency: str) -> str:
    """An agency's name as it is usually written, if it is known, else as it stands."""
    return _words().whole.get(_plain(agency)) or _words().whole.get(f"the {_plain(agency)}") or agency.strip()


def copyright_owner(line: str) -> str | None:
    """The name in a copyright line, or None where there is none of usual length."""
    owner = re.split(r"[.|•·]|\ball rights\b", line, flags=re.IGNORECASE)[0]
    owner = _OWNER.sub(" ", owner, count=0).strip(" ,*_")
    shorter = _COMPANY.sub("", owner)
    while shorter != owner:
        owner, shorter = shorter, _COMPANY.sub("", shorter)
    return owner if owner[:1].isupper() and len(owner.split()) <= 5 else None


def _plain(name: str) -> str:
    bare = _PLACE.sub("", _ASIDE.sub("", name.strip()))
    return " ".join(bare.strip(" *_#").casefold().removeprefix("the ").split())


def _as_written(name: str) -> str:
    """Names in capitals are read as written small: ``STEPPE MONITOR`` is Steppe Monitor."""
    if name.isupper() and any(len(word) > 4 for word in name.split()):
        return " ".join(word.capitalize() if len(word) > 2 else word for word in name.split())
    return name.strip(" *_#")
