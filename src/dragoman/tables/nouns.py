"""Nouns that act: offices, institutions, forces, people; what they tell of their actor, and what they point to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.tables.actor_rows import KINDS, OFFICES, SECTORS
from dragoman.tables.files import data_folder, read_rows

NOUN_KINDS = (
    "leader", "official", "institution", "force", "people", "armed", "states", "group", "facility", "stranger",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NounRow:
    """What a noun means as a party.

    Attributes:
        kinds: Readings: ``leader``, ``official``, ``institution``, ``force``, ``people``, ``armed``,
            ``states`` (plural: "the two leaders"), ``group`` ("the bloc"), ``facility`` ("a prison"), ``stranger``
            (whose home the place of the act does not tell: "migrants", "the gunman").
        sector: Sector of the first reading, or None.
    """

    kinds: frozenset[str]
    sector: str | None


@dataclass(frozen=True, slots=True)
class PointingNoun:
    """What a definite noun points back to: "the bloc", "the kingdom".

    Attributes:
        kinds: Kinds of actors it may mean.
        trait: Trait its state must have ("island"), or "".
    """

    kinds: frozenset[str]
    trait: str


def _noun_row(row: Mapping[str, str]) -> tuple[str, str, str]:
    if row["kind"] not in NOUN_KINDS:
        raise ValueError(f"{row['kind']!r} is no kind of noun ({', '.join(NOUN_KINDS)})")
    if row["sector"] and row["sector"] not in SECTORS:
        raise ValueError(f"{row['sector']!r} is no sector")
    return row["noun"], row["kind"], row["sector"]


@lru_cache(maxsize=1)
def role_nouns() -> Mapping[str, NounRow]:
    """The packaged nouns by lemma."""
    rows = read_rows(data_folder() / "language" / "role_nouns.csv", ("noun", "kind", "sector"), _noun_row)
    kinds: dict[str, set[str]] = {}
    sectors: dict[str, str] = {}
    for noun, kind, sector in rows:
        kinds.setdefault(noun, set()).add(kind)
        if sector and kind not in {"group", "states"}:
            sectors.setdefault(noun, sector)
    return {noun: NounRow(frozenset(k), sectors.get(noun)) for noun, k in kinds.items()}


def _pointing_row(row: Mapping[str, str]) -> tuple[str, PointingNoun]:
    kinds = frozenset(row["kinds"].split("|"))
    if kinds - set(KINDS):
        raise ValueError(f"{row['kinds']!r} are no kinds of actors")
    return row["noun"], PointingNoun(kinds, row["trait"])


@lru_cache(maxsize=1)
def pointing_nouns() -> Mapping[str, PointingNoun]:
    """What the packaged pointing nouns may mean, by lemma."""
    path = data_folder() / "language" / "pointing_nouns.csv"
    return dict(read_rows(path, ("noun", "kinds", "trait"), _pointing_row))


def _title_row(row: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    offices = tuple(row["offices"].split("|"))
    if set(offices) - set(OFFICES):
        raise ValueError(f"{row['offices']!r} are no offices ({', '.join(OFFICES)})")
    return row["title"], offices


@lru_cache(maxsize=1)
def office_titles() -> Mapping[str, tuple[str, ...]]:
    """Which offices a title may name, the likeliest first, by the title in lower case."""
    return dict(read_rows(data_folder() / "language" / "office_titles.csv", ("title", "offices"), _title_row))


@lru_cache(maxsize=1)
def collective_names() -> Mapping[str, tuple[str, ...]]:
    """Plural names that mean certain states ("Koreas"), in lower case, with their codes."""
    rows = read_rows(data_folder() / "language" / "collective_names.csv", ("name", "actors"), lambda r: r)
    return {row["name"]: tuple(row["actors"].split("|")) for row in rows}


@lru_cache(maxsize=1)
def light_verbs() -> frozenset[str]:
    """Verbs that carry an event noun ("held talks", "imposed sanctions"), by lemma."""
    return frozenset(read_rows(data_folder() / "language" / "light_verbs.csv", ("lemma",), lambda r: r["lemma"]))
