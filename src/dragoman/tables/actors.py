"""Who is who: actors, the names they go by, their offices and their standing in organisations, by date."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from dragoman.model import TableError
from dragoman.tables.dates import first_day, last_day
from dragoman.tables.files import data_folder, read_rows

ACTOR_COLUMNS = ("code", "name", "kind", "country", "sector", "start", "end", "origin")
ALIAS_COLUMNS = ("alias", "code", "form", "start", "end", "case", "sector", "context", "origin")
OFFICE_COLUMNS = (
    "person", "aliases", "actor", "office", "title", "sector", "start", "end", "confidence", "origin", "family",
    "family_alone",
)  # fmt: skip
MEMBERSHIP_COLUMNS = ("member", "org", "role", "start", "end", "confidence", "origin")
ROLES = ("founder", "member", "observer", "partner", "candidate", "suspended", "former")


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, organisation, group or region with a code."""

    code: str
    name: str
    kind: str
    country: str = ""
    sector: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name an actor goes by.

    Attributes:
        text: The name as news writes it.
        code: The actor's code.
        form: What kind of name (``short``, ``demonym``, ``people``, ``capital``, ``seat``, ``military`` …).
        start: First ISO day on which it means this actor, or "".
        end: Last ISO day, or "".
        exact: Whether letter case must match.
        sector: Sector the name itself tells, or "".
        context: Needed disambiguation (``not_before:sea|ocean``), or "".
    """

    text: str
    code: str
    form: str
    start: str = ""
    end: str = ""
    exact: bool = False
    sector: str = ""
    context: str = ""

    def holds_on(self, day: str | None) -> bool:
        """Whether the name means this actor on an ISO day (always, if the day is unknown)."""
        return day is None or ((not self.start or self.start <= day) and (not self.end or day <= self.end))


@dataclass(frozen=True, slots=True)
class Office:
    """An office a person held from one day to another."""

    person: str
    actor: str
    office: str
    title: str
    sector: str
    start: str
    end: str
    family: str
    family_alone: bool
    confidence: str = "medium"


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's standing in an organisation, with ISO days; "" is open."""

    member: str
    org: str
    role: str
    start: str
    end: str
    confidence: str = "medium"
    origin: str = ""


def fold(text: str) -> str:
    """A name for comparing: no accents, no possessive, typographic signs made plain; letter case is kept."""
    text = text.replace("’", "'").replace("‘", "'").replace("–", "-").replace("‑", "-")
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def split_words(text: str) -> tuple[str, ...]:
    """A name's words as the parser cuts them: hyphens and possessive marks stand alone."""
    spaced = fold(text).replace("-", " - ").replace("/", " / ").replace("'s ", " 's ").replace(",", " , ")
    if spaced.endswith("'s"):
        spaced = spaced[:-2] + " 's"
    return tuple(spaced.split())


@dataclass(frozen=True, slots=True)
class ActorTables:
    """All actor tables, indexed.

    Attributes:
        actors: Actors by code.
        names: Aliases by the lower-cased words of the name.
        people: Offices by the lower-cased words of a person's names.
        families: Offices by lower-cased family name.
        offices: Offices by person.
        standings: Standings by organisation.
        longest: Number of words of the longest name.
    """

    actors: Mapping[str, Actor]
    names: Mapping[tuple[str, ...], tuple[Alias, ...]]
    people: Mapping[tuple[str, ...], tuple[Office, ...]]
    families: Mapping[tuple[str, ...], tuple[Office, ...]]
    offices: Mapping[str, tuple[Office, ...]]
    standings: Mapping[str, tuple[Standing, ...]]
    longest: int = field(default=1)

    def members_on(self, org: str, day: str | None) -> list[Standing]:
        """Who stood where in an organisation on an ISO day (now, if None), members first by code."""
        day = day or "9999-12-31"
        found = [
            s for s in self.standings.get(org, ()) if (not s.start or s.start <= day) and (not s.end or day <= s.end)
        ]
        return sorted(found, key=lambda s: (ROLES.index(s.role), s.member))

    def kind_of(self, code: str | None) -> str:
        """An actor's kind, or "" where the code is unknown."""
        actor = self.actors.get(code or "")
        return actor.kind if actor else ""


def _actor(row: Mapping[str, str]) -> Actor:
    if not row["code"] or not row["name"]:
        raise ValueError("an actor needs a code and a name")
    start, end = first_day(row["start"]), last_day(row["end"])
    if start and end and end < start:
        raise ValueError(f"the end {row['end']} is before the start {row['start']}")
    return Actor(row["code"], row["name"], row["kind"], row["country"], row["sector"], start, end)


def _alias(row: Mapping[str, str]) -> Alias:
    if not row["alias"] or not row["code"]:
        raise ValueError("an alias needs its words and a code")
    start, end = first_day(row["start"]), last_day(row["end"])
    if start and end and end < start:
        raise ValueError(f"the end {row['end']} is before the start {row['start']}")
    return Alias(
        row["alias"],
        row["code"],
        row["form"],
        start,
        end,
        row["case"] == "exact",
        row["sector"],
        row["context"],
    )


def _office(row: Mapping[str, str]) -> tuple[Office, tuple[str, ...]]:
    start, end = first_day(row["start"]), last_day(row["end"])
    if start and end and end < start:
        raise ValueError(f"the end {row['end']} is before the start {row['start']}")
    office = Office(
        row["person"], row["actor"], row["office"], row["title"], row["sector"], start, end,
        row["family"], row["family_alone"] == "yes", row["confidence"],
    )  # fmt: skip
    return office, tuple(a for a in row["aliases"].split("|") if a)


def _standing(row: Mapping[str, str]) -> Standing:
    if row["role"] not in ROLES:
        raise ValueError(f"{row['role']!r} is no standing ({', '.join(ROLES)})")
    start, end = first_day(row["start"]), last_day(row["end"])
    if start and end and end < start:
        raise ValueError(f"the end {row['end']} is before the start {row['start']}")
    return Standing(row["member"], row["org"], row["role"], start, end, row["confidence"], row["origin"])


def build(
    actors: Iterable[Actor],
    aliases: Iterable[Alias],
    offices: Iterable[tuple[Office, tuple[str, ...]]],
    standings: Iterable[Standing],
) -> ActorTables:
    """Index actor tables.

    Raises:
        TableError: If a name or standing points to a code that no actor has.
    """
    by_code = {a.code: a for a in actors}
    names: dict[tuple[str, ...], list[Alias]] = defaultdict(list)
    for alias in aliases:
        if alias.code not in by_code:
            raise TableError(f"The alias {alias.text!r} points to the unknown code {alias.code!r}. Add the actor.")
        names[tuple(w.lower() for w in split_words(alias.text))].append(alias)
    people: dict[tuple[str, ...], list[Office]] = defaultdict(list)
    families: dict[tuple[str, ...], list[Office]] = defaultdict(list)
    held: dict[str, list[Office]] = defaultdict(list)
    for office, others in offices:
        held[office.person].append(office)
        for name in {office.person, *others}:
            words = tuple(w.lower() for w in split_words(name))
            if len(words) > 1 or office.family_alone:
                people[words].append(office)
        if office.family:
            words = tuple(w.lower() for w in split_words(office.family))
            if words not in people or office not in people[words]:
                families[words].append(office)
    by_org: dict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        by_org[standing.org].append(standing)
    return ActorTables(
        by_code,
        {k: tuple(v) for k, v in names.items()},
        {k: tuple(v) for k, v in people.items()},
        {k: tuple(v) for k, v in families.items()},
        {k: tuple(v) for k, v in held.items()},
        {k: tuple(v) for k, v in by_org.items()},
        max(map(len, [*names, *people]), default=1),
    )


def load_actor_tables(folder: Path | None = None, extra: tuple[Path, ...] = ()) -> ActorTables:
    """The packaged actor tables and the user's own.

    Args:
        folder: Another folder of tables, for tests.
        extra: The user's alias tables (columns ``alias,code,name,kind`` and more, see docs/actors.md).

    Returns:
        The indexed tables.

    Raises:
        TableError: If a table breaks its rules; the message names file and row.
    """
    folder = folder or data_folder() / "actors"
    actors = [a for p in sorted(folder.glob("actors_*.csv")) for a in read_rows(p, ACTOR_COLUMNS, _actor)]
    aliases = [a for p in sorted(folder.glob("aliases_*.csv")) for a in read_rows(p, ALIAS_COLUMNS, _alias)]
    offices = [o for p in sorted(folder.glob("offices*.csv")) for o in read_rows(p, OFFICE_COLUMNS, _office)]
    standings = [
        s for p in sorted(folder.glob("memberships*.csv")) for s in read_rows(p, MEMBERSHIP_COLUMNS, _standing)
    ]
    for path in extra:
        more_actors, more_aliases = _read_extra(path, {a.code for a in actors})
        actors += more_actors
        aliases += more_aliases
    return build(actors, aliases, offices, standings)


def _read_extra(path: Path, known: set[str]) -> tuple[list[Actor], list[Alias]]:
    """The user's own names: one row an alias; an unknown code is a new actor and then needs name and kind."""
    actors: list[Actor] = []
    seen: dict[str, str] = {}

    def make(row: Mapping[str, str]) -> Alias:
        alias = _alias({"form": "name", "start": "", "end": "", "case": "any", "sector": "", "context": "", **row})
        key = " ".join(split_words(alias.text)).lower()
        if seen.get(key, alias.code) != alias.code:
            raise ValueError(f"the alias {alias.text!r} already stands for {seen[key]}")
        if key in seen:
            raise ValueError(f"the alias {alias.text!r} stands twice")
        seen[key] = alias.code
        if alias.code not in known:
            if not row.get("name") or not row.get("kind"):
                raise ValueError(f"the code {alias.code!r} is unknown; a new actor needs the columns name and kind")
            country = row.get("country", "")
            if country and country == alias.code:
                raise ValueError(f"{alias.code!r} cannot be its own country")
            known.add(alias.code)
            actors.append(Actor(alias.code, row["name"], row["kind"], country, row.get("sector", "")))
        return alias

    return actors, read_rows(path, ("alias", "code"), make)


@lru_cache(maxsize=1)
def packaged_actors() -> ActorTables:
    """The packaged tables, loaded once a process."""
    return load_actor_tables()
