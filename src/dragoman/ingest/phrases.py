"""The rules by which a line is known as debris, from the table of phrases.

Reference: src/dragoman/data/ingest/debris_phrases.csv and cut_reasons.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dragoman.ingest.tables import table_rows
from dragoman.ingest.units import Unit
from dragoman.model import TableError

POSITIONS = ("any", "head", "tail", "edge")
"""Where a rule holds: anywhere; above the first or below the last paragraph of prose; either."""

_COLUMNS = ("id", "reason", "position", "max_words", "case", "pattern", "examples", "counterexamples")
_BETWEEN = " ¦ "


@dataclass(frozen=True, slots=True)
class Phrase:
    """One rule.

    Attributes:
        id: Its name, kept with every cut it makes.
        reason: Key of the reason, in the table of reasons.
        position: One of `POSITIONS`.
        max_words: A longer unit is never matched.
        pattern: What the whole unit must match.
        examples: Lines it cuts.
        counterexamples: Lines it must leave alone.
    """

    id: str
    reason: str
    position: str
    max_words: int
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def matches(self, unit: Unit) -> bool:
        """Whether the rule knows the unit, wherever it stands."""
        return unit.words <= self.max_words and self.pattern.fullmatch(unit.text) is not None


@dataclass(frozen=True, slots=True)
class CutReason:
    """Why a stretch is passed over, in words for people.

    Attributes:
        reason: Key, as cuts carry it.
        label: Two or three words, shown beside the stretch.
        explanation: A sentence.
    """

    reason: str
    label: str
    explanation: str


@cache
def cut_reasons() -> dict[str, CutReason]:
    """All reasons for which something is cut, by key."""
    rows = table_rows("cut_reasons.csv", ("reason", "label", "explanation"))
    return {row["reason"]: CutReason(**row) for _, row in rows}


@cache
def phrases() -> tuple[Phrase, ...]:
    """All rules in the order of the table; the first that matches counts.

    Raises:
        TableError: If a row names an unknown reason or position, or its pattern is not valid.
    """
    found: list[Phrase] = []
    for where, row in table_rows("debris_phrases.csv", _COLUMNS):
        if row["reason"] not in cut_reasons() or row["position"] not in POSITIONS:
            raise TableError(f"{where}: unknown reason {row['reason']!r} or position {row['position']!r}.")
        if row["id"] in {p.id for p in found}:
            raise TableError(f"{where}: the id {row['id']!r} is taken.")
        try:
            pattern = re.compile(row["pattern"], re.IGNORECASE if row["case"] == "any" else 0)
            most = int(row["max_words"])
        except (re.error, ValueError) as error:
            raise TableError(f"{where}: {error}.") from None
        examples, counter = (
            tuple(line for line in row[column].split(_BETWEEN) if line) for column in ("examples", "counterexamples")
        )
        found.append(Phrase(row["id"], row["reason"], row["position"], most, pattern, examples, counter))
    return tuple(found)


def known_as(unit: Unit, positions: Iterable[str]) -> Phrase | None:
    """The first rule for one of the positions that knows a unit, or None."""
    wanted = frozenset(positions)
    return next((p for p in phrases() if p.position in wanted and p.matches(unit)), None)
