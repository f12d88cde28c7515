"""PLOVER's event types and modes with their classes and conflict-cooperation scores.

Reference: PLOVER manual, 2024-02-04 (CC BY-SA 4.0); docs/records.md names where we depart from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.tables.files import data_folder, read_rows


@dataclass(frozen=True, slots=True)
class EventTypeRow:
    """One of the sixteen types.

    Attributes:
        type: Its name.
        quad: Its class: verbal or material, cooperation or conflict.
        mutual: Whether its parties usually act on each other alike.
        score: Conflict-cooperation score, −10 to +10.
        gloss: What it is, in a line.
    """

    type: str
    quad: str
    mutual: bool
    score: float
    gloss: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """Types by name and the scores of their modes."""

    types: Mapping[str, EventTypeRow]
    mode_scores: Mapping[tuple[str, str], float]
    mode_glosses: Mapping[tuple[str, str], str]

    def intensity(self, type_: str, mode: str | None) -> float:
        """PLOVER's score of a type and mode (the type's own where the mode has none)."""
        return self.mode_scores.get((type_, mode or ""), self.types[type_].score)


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    """The packaged ontology, loaded once a process."""
    folder = data_folder() / "ontology"
    types = read_rows(
        folder / "event_types.csv",
        ("type", "quad", "mutual", "score", "gloss"),
        lambda r: EventTypeRow(r["type"], r["quad"], r["mutual"] == "yes", float(r["score"]), r["gloss"]),
    )
    modes = read_rows(folder / "event_modes.csv", ("type", "mode", "score", "gloss"), lambda r: r)
    return Ontology(
        {t.type: t for t in types},
        {(m["type"], m["mode"]): float(m["score"]) for m in modes if m["score"]},
        {(m["type"], m["mode"]): m["gloss"] for m in modes},
    )
