"""Measures whose leader is whose: persons named in tables of visits, looked up by name and office on the day.

    python -m dragoman.evaluate.visits FILE … [--sample N] [--seed N] [--errors]

FILE is CSV. A table of visitors has the columns ``start``, ``visitor`` and ``from_name``; a table of travels has
``start``, ``country`` and ``remarks``, whose words "Met with TITLE NAME" name whom the traveller met there.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import InputError
from dragoman.resolve.lookup import look_up
from dragoman.tables import ActorTables, packaged_actors
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.words import key_of

_MET = re.compile(
    r"[Mm]et with ((?:(?:Acting|Deputy|Vice|Prime|Foreign|Defense|External Affairs) )*"
    r"(?:President|Minister|Chancellor|King|Queen|Emir|Amir|Sultan|Crown Prince|Chairman|Premier|Secretary)"
    r"(?: (?:[A-Z]\.|[A-Z][\w’'-]+|al-[A-Z]\w+|bin|ibn|de|van|von|da|den|el))+)"
)
_SINCE = "1990-01-01"


@dataclass(frozen=True, slots=True)
class Named:
    """A leader a table names: the words, the ISO day, and the code of the state they must resolve to."""

    words: str
    day: str
    wanted: str


def read_visits(path: Path, tables: ActorTables) -> Iterator[Named]:
    """The leaders that a table of visitors or of travels names, since 1990.

    Raises:
        InputError: If the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                words, place = _leader(row)
                wanted = state_named(place, tables)
                if words and wanted and row["start"] >= _SINCE:
                    yield Named(words, row["start"], wanted)
    except (OSError, KeyError) as error:
        raise InputError(f"{path}: is no table of visits ({error}). Check the path and its columns.") from error


def _leader(row: dict[str, str]) -> tuple[str, str]:
    if "visitor" in row:
        return row["visitor"], row["from_name"]
    met = _MET.search(row["remarks"])
    return (met[1].rstrip(".’'") if met else ""), row["country"]


def state_named(place: str, tables: ActorTables) -> str | None:
    """The code of a state by its name in such tables ("Korea, Republic of", "Bosnia-Herzegovina")."""
    turned = " ".join(reversed([part.strip() for part in place.split(",")]))
    for name in (place, turned, place.split(",")[0], place.split("(")[0].strip()):
        for alias in tables.names.get(key_of(name), ()):
            if tables.kind_of(alias.code) in STATE_KINDS:
                return alias.code
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    options = argparse.ArgumentParser(description="Measure whose leader is whose on tables of visits.")
    options.add_argument("files", nargs="+", type=Path, help="CSV tables of visits and travels")
    options.add_argument("--sample", type=int, default=1000, help="rows drawn")
    options.add_argument("--seed", type=int, default=7, help="seed of the draw")
    options.add_argument("--errors", action="store_true", help="list every row that is wrong")
    given = options.parse_args(arguments)
    tables = packaged_actors()
    try:
        pool = [named for path in given.files for named in read_visits(path, tables)]
    except InputError as error:
        print(f"visits: {error}", file=sys.stderr)
        return 1
    drawn = random.Random(given.seed).sample(pool, min(given.sample, len(pool)))
    wrong = [(n, look_up(n.words, n.day, tables)) for n in drawn]
    wrong = [(n, answer) for n, answer in wrong if answer.actor != n.wanted]
    print(f"{1 - len(wrong) / max(1, len(drawn)):.3f}  ({len(drawn) - len(wrong)} of {len(drawn)}, from {len(pool)})")
    for n, answer in wrong if given.errors else ():
        print(f"{n.day}\t{n.words}\twanted {n.wanted}\tgot {answer.actor}\t{answer.reasons[-1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
