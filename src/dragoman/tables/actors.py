"""Who is who: actors, the names they go by, their offices and their standing in organisations, by date."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from dragoman.tables.actor_rows import (
    FULL_STANDINGS,
    ROLES,
    STATE_KINDS,
    Actor,
    Alias,
    Office,
    Standing,
    War,
    actor_of,
    alias_of,
    office_of,
    standing_of,
    war_of,
)
from dragoman.tables.files import data_folder, read_rows
from dragoman.tables.own_actors import read_own
from dragoman.tables.words import fold, key_of, split_words

__all__ = ["Actor", "ActorTables", "Alias", "Office", "Standing", "fold", "split_words"]

ACTOR_COLUMNS = ("code", "name", "kind", "country", "sector", "start", "end", "origin")
ALIAS_COLUMNS = ("alias", "code", "form", "start", "end", "case", "sector", "context", "origin")
OFFICE_COLUMNS = (
    "person", "aliases", "actor", "office", "title", "sector", "start", "end", "confidence", "origin", "family",
    "family_alone",
)  # fmt: skip
MEMBERSHIP_COLUMNS = ("member", "org", "role", "start", "end", "confidence", "origin")
TRAIT_COLUMNS = ("trait", "code", "origin")
WAR_COLUMNS = ("state", "foe", "start", "end", "origin")

Words = tuple[str, ...]
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class ActorTables:
    """All actor tables, indexed.

    Attributes:
        actors: Actors by code.
        names: Aliases by the lower-cased words of the name.
        people: Offices by the lower-cased words of a person's names.
        families: Offices by lower-cased family name, of persons that name alone need not mean.
        offices: Offices by person.
        holders: Offices by actor.
        standings: Standings by organisation.
        seats: Standings by member.
        traits: Codes by what tells such states in descriptions ("island", "kingdom", "baltic").
        reach: Number of words of the longest name that begins with a word.
        wars: Lasting wars of states.
    """

    actors: Mapping[str, Actor]
    names: Mapping[Words, tuple[Alias, ...]]
    people: Mapping[Words, tuple[Office, ...]]
    families: Mapping[Words, tuple[Office, ...]]
    offices: Mapping[str, tuple[Office, ...]]
    holders: Mapping[str, tuple[Office, ...]]
    standings: Mapping[str, tuple[Standing, ...]]
    seats: Mapping[str, tuple[Standing, ...]]
    traits: Mapping[str, frozenset[str]] = field(default_factory=dict)
    reach: Mapping[str, int] = field(default_factory=dict)
    wars: tuple[War, ...] = ()

    def members_on(self, org: str, day: str | None) -> list[Standing]:
        """Who stood where in an organisation on an ISO day (now, if None), founders first, then by standing and code.

        The day is taken at its end: on the day on which an observer becomes a member he is one.
        """
        found = _latest((s for s in self.standings.get(org, ()) if s.holds_on(day)), lambda s: s.member)
        return sorted(found, key=lambda s: (ROLES.index(s.role), s.member))

    def full_members_on(self, org: str, day: str | None) -> frozenset[str]:
        """Codes of an organisation's members on an ISO day (now, if None), observers and candidates left out."""
        return frozenset(s.member for s in self.members_on(org, day) if s.role in FULL_STANDINGS)

    def memberships_on(self, member: str, day: str | None) -> list[Standing]:
        """Where an actor stood in organisations on an ISO day (now, if None), by organisation."""
        found = _latest((s for s in self.seats.get(member, ()) if s.holds_on(day)), lambda s: s.org)
        return sorted(found, key=lambda s: s.org)

    def nationality(self, person: str | None) -> str | None:
        """The state a person held office in last, by the person's usual name: whose national a former official is."""
        held = [o for o in self.offices.get(person or "", ()) if self.kind_of(o.actor) in STATE_KINDS]
        return max(held, key=lambda o: o.start).actor if held else None

    def foes_on(self, state: str, day: str, latest_year: str = "") -> frozenset[str]:
        """The states a state is at war with on an ISO day, where the year spoken of is not before the war's."""
        found = (war.foe_on(state, day, latest_year) for war in self.wars)
        return frozenset(foe for foe in found if foe is not None)

    def kind_of(self, code: str | None) -> str:
        """An actor's kind, or "" where the code is unknown."""
        actor = self.actors.get(code or "")
        return actor.kind if actor else ""


def _latest(standings: Iterable[Standing], of: Callable[[Standing], str]) -> list[Standing]:
    """Of the standings of each, the one that began last."""
    best: dict[str, Standing] = {}
    for standing in standings:
        kept = best.get(of(standing))
        if kept is None or standing.start >= kept.start:
            best[of(standing)] = standing
    return list(best.values())


def build(
    actors: Iterable[Actor],
    aliases: Iterable[Alias],
    offices: Iterable[tuple[Office, Words]],
    standings: Iterable[Standing],
    traits: Iterable[tuple[str, str]] = (),
    wars: Iterable[War] = (),
) -> ActorTables:
    """Index actor tables.

    Args:
        actors: The actors; of two with one code the later one holds.
        aliases: Their names.
        offices: Offices with the holders' other names.
        standings: Standings in organisations.
        traits: Pairs of a trait and a code.
        wars: Wars of states.
    """
    names: dict[Words, list[Alias]] = defaultdict(list)
    for alias in aliases:
        names[key_of(alias.text)].append(alias)
    people: dict[Words, list[Office]] = defaultdict(list)
    families: dict[Words, list[Office]] = defaultdict(list)
    held: dict[str, list[Office]] = defaultdict(list)
    holders: dict[str, list[Office]] = defaultdict(list)
    for office, others in offices:
        held[office.person].append(office)
        holders[office.actor].append(office)
        family = key_of(office.family) if office.family else ()
        for words in {key_of(name) for name in (office.person, *others)}:
            # A single word is a person's whole name only where news uses it alone.
            if len(words) > 1 or office.family_alone:
                people[words].append(office)
        if family and (family not in people or office not in people[family]):
            families[family].append(office)
    by_org: dict[str, list[Standing]] = defaultdict(list)
    by_member: dict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        by_org[standing.org].append(standing)
        by_member[standing.member].append(standing)
    by_trait: dict[str, set[str]] = defaultdict(set)
    for trait, code in traits:
        by_trait[trait].add(code)
    reach: dict[str, int] = {}
    for table in (names, people, families):
        for words in table:
            reach[words[0]] = max(len(words), reach.get(words[0], 1))
    return ActorTables(
        {a.code: a for a in actors}, _frozen(names), _frozen(people), _frozen(families), _frozen(held),
        _frozen(holders), _frozen(by_org), _frozen(by_member),
        {trait: frozenset(codes) for trait, codes in by_trait.items()}, reach, tuple(wars),
    )  # fmt: skip


def _frozen(table: Mapping[K, list[V]]) -> dict[K, tuple[V, ...]]:
    return {key: tuple(rows) for key, rows in table.items()}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage among tens of thousands of rows that all stay, which costs a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@_uncollected()
def load_actor_tables(folder: Path | None = None, extra: tuple[Path, ...] = ()) -> ActorTables:
    """The packaged actor tables and the user's own.

    Args:
        folder: Another folder of tables, for tests.
        extra: The user's own tables (docs/actors.md tells their columns).

    Returns:
        The indexed tables.

    Raises:
        TableError: If a table breaks its rules; the message names file and row.
    """
    folder = folder or data_folder() / "actors"
    actors = [a for p in sorted(folder.glob("actors_*.csv")) for a in read_rows(p, ACTOR_COLUMNS, actor_of)]
    codes = {a.code for a in actors}

    def known(*found: str) -> None:
        for code in found:
            if code not in codes:
                raise ValueError(f"the code {code!r} is unknown: add the actor")

    def alias(row: Mapping[str, str]) -> Alias:
        known(row["code"])
        return alias_of(row)

    def office(row: Mapping[str, str]) -> tuple[Office, Words]:
        known(row["actor"])
        return office_of(row)

    def standing(row: Mapping[str, str]) -> Standing:
        known(row["member"], row["org"])
        return standing_of(row)

    def trait(row: Mapping[str, str]) -> tuple[str, str]:
        known(row["code"])
        return row["trait"], row["code"]

    def war(row: Mapping[str, str]) -> War:
        known(row["state"], row["foe"])
        return war_of(row)

    aliases = [a for p in sorted(folder.glob("aliases_*.csv")) for a in read_rows(p, ALIAS_COLUMNS, alias)]
    offices = [o for p in sorted(folder.glob("offices*.csv")) for o in read_rows(p, OFFICE_COLUMNS, office)]
    standings = [s for p in sorted(folder.glob("memberships*.csv")) for s in read_rows(p, MEMBERSHIP_COLUMNS, standing)]
    traits = [t for p in sorted(folder.glob("traits*.csv")) for t in read_rows(p, TRAIT_COLUMNS, trait)]
    wars = [w for p in sorted(folder.glob("wars*.csv")) for w in read_rows(p, WAR_COLUMNS, war)]
    if extra:
        own_actors, own_aliases = read_own(extra, {a.code: a for a in actors})
        actors += own_actors
        # The user's names stand first: they outrank the packaged ones of the same words.
        aliases = [*own_aliases, *aliases]
    return build(actors, aliases, offices, standings, traits, wars)


@lru_cache(maxsize=1)
def packaged_actors() -> ActorTables:
    """The packaged tables, loaded once a process."""
    return load_actor_tables()
