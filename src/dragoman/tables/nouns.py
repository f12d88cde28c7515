"""Nouns that act: offices, institutions, forces, people; and what they tell of their actor's sector."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.tables.files import data_folder, read_rows


@dataclass(frozen=True, slots=True)
class NounRow:
    """What a noun means as a party.

    Attributes:
        kinds: Readings: ``leader``, ``official``, ``institution``, ``force``, ``people``, ``armed``,
            ``states`` (plural: "the two leaders"), ``group`` ("the bloc").
        sector: Sector of the first reading, or None.
    """

    kinds: frozenset[str]
    sector: str | None


@lru_cache(maxsize=1)
def role_nouns() -> Mapping[str, NounRow]:
    """The packaged nouns by lemma."""
    rows = read_rows(data_folder() / "language" / "role_nouns.csv", ("noun", "kind", "sector"), lambda r: r)
    kinds: dict[str, set[str]] = {}
    sectors: dict[str, str] = {}
    for row in rows:
        kinds.setdefault(row["noun"], set()).add(row["kind"])
        if row["sector"] and row["kind"] not in {"group", "states"}:
            sectors.setdefault(row["noun"], row["sector"])
    return {noun: NounRow(frozenset(k), sectors.get(noun)) for noun, k in kinds.items()}
