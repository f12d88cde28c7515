"""Rows of the actor tables as typed values, each checked on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.tables.dates import first_day, last_day

KINDS = (
    "state", "territory", "former_state", "region", "organisation", "organ", "agency", "format", "treaty", "court",
    "armed_group", "party", "movement", "company", "media", "institute",
)  # fmt: skip
FORMS = (
    "name", "short", "official", "abbreviation", "former", "demonym", "people", "capital", "seat", "military",
    "agency", "ministry", "nickname", "institution",
)  # fmt: skip
SECTORS = ("GOV", "MIL", "LEG", "JUD", "PTY", "OPP", "REB", "CVL", "BUS", "MED", "NGO", "IGO", "SPY", "COP")
OFFICES = (
    "head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister", "minister",
    "security_adviser", "spokesperson", "envoy", "ambassador", "organisation_head", "military_chief",
    "legislature_head", "monarch", "group_leader", "other",
)  # fmt: skip
ROLES = ("founder", "member", "observer", "partner", "candidate", "suspended", "former")
FULL_STANDINGS = frozenset({"founder", "member"})
"""Standings of those that are of a body."""
CONTEXT_RULES = ("not_before", "not_after", "only_before", "only_after", "needs_context", "needs_country")
STATE_KINDS = frozenset({"state", "territory", "former_state"})
"""Kinds of actors that have people, a government and a territory."""
PEOPLE_FORMS = frozenset({"demonym", "people"})
"""Forms of names that a people and its state share."""
BODY_KINDS = frozenset(
    {"organisation", "organ", "agency", "format", "treaty", "court", "armed_group", "party", "movement", "company"}
)
"""Kinds of actors that one joins, founds or leads."""


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
        own: Whether the user's own table says so: it then outranks the packaged tables.
    """

    text: str
    code: str
    form: str
    start: str = ""
    end: str = ""
    exact: bool = False
    sector: str = ""
    context: str = ""
    own: bool = False

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

    def holds_on(self, day: str) -> bool:
        """Whether the office was held on an ISO day."""
        return (not self.start or self.start <= day) and (not self.end or day <= self.end)


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's standing in an organisation.

    Attributes:
        member: Code of the member.
        org: Code of the organisation.
        role: One of `ROLES`.
        start: First ISO day, or "" where it is open.
        end: Last ISO day, or "".
        confidence: ``high``, ``medium`` or ``low``.
        origin: Where the facts are from.
        since: The beginning as precise as the table knows it (``2017``), or "".
        until: The end as precise as the table knows it, or "".
    """

    member: str
    org: str
    role: str
    start: str
    end: str
    confidence: str = "medium"
    origin: str = ""
    since: str = ""
    until: str = ""

    def holds_on(self, day: str | None) -> bool:
        """Whether the standing holds on an ISO day (now, if None)."""
        if day is None:
            return not self.end
        return (not self.start or self.start <= day) and (not self.end or day <= self.end)


@dataclass(frozen=True, slots=True)
class War:
    """A lasting war of two states.

    Attributes:
        states: Codes of both.
        start: First ISO day, or "" where it is open.
        end: Last ISO day, or "".
    """

    states: frozenset[str]
    start: str
    end: str

    def foe_on(self, state: str, day: str, latest_year: str = "") -> str | None:
        """The other state, where a state is at war on an ISO day and the year spoken of is not before the war's."""
        if state not in self.states or not self.start <= day or (self.end and self.end < day):
            return None
        if latest_year and latest_year < self.start[:4]:
            return None
        return next(iter(self.states - {state}))


def war_of(row: Mapping[str, str]) -> War:
    """A war, from its row.

    Raises:
        ValueError: With what is wrong in the row.
    """
    if row["state"] == row["foe"]:
        raise ValueError(f"{row['state']!r} cannot be at war with itself")
    return War(frozenset({row["state"], row["foe"]}), *_period(row))


def _period(row: Mapping[str, str]) -> tuple[str, str]:
    start, end = first_day(row["start"]), last_day(row["end"])
    if start and end and end < start:
        raise ValueError(f"the end {row['end']} is before the start {row['start']}")
    return start, end


def _known(value: str, allowed: tuple[str, ...], what: str) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is no {what} ({', '.join(a for a in allowed if a)})")
    return value


def actor_of(row: Mapping[str, str]) -> Actor:
    """An actor from its row.

    Raises:
        ValueError: With what is wrong in the row.
    """
    if not row["code"] or not row["name"]:
        raise ValueError("an actor needs a code and a name")
    if not all(c.isdigit() or c == "_" or "A" <= c <= "Z" for c in row["code"]):
        raise ValueError(f"the code {row['code']!r} may have only capital letters, digits and _")
    kind = _known(row["kind"], KINDS, "kind")
    sector = _known(row["sector"], ("", *SECTORS), "sector")
    return Actor(row["code"], row["name"], kind, row["country"], sector, *_period(row))


def alias_of(row: Mapping[str, str], own: bool = False) -> Alias:
    """An alias from its row.

    Raises:
        ValueError: With what is wrong in the row.
    """
    if not row["alias"] or not row["code"]:
        raise ValueError("an alias needs its words and a code")
    form = _known(row["form"], FORMS, "form")
    case = _known(row["case"], ("any", "exact"), "way to compare letter case")
    sector = _known(row["sector"], ("", *SECTORS), "sector")
    for rule in filter(None, row["context"].split(";")):
        _known(rule.strip().partition(":")[0], CONTEXT_RULES, "rule of context")
    return Alias(row["alias"], row["code"], form, *_period(row), case == "exact", sector, row["context"], own)


def office_of(row: Mapping[str, str]) -> tuple[Office, tuple[str, ...]]:
    """An office and its holder's other names, from a row.

    Raises:
        ValueError: With what is wrong in the row.
    """
    if not row["person"] or not row["actor"]:
        raise ValueError("an office needs a person and an actor")
    _known(row["office"], OFFICES, "office")
    sector = _known(row["sector"], ("", *SECTORS), "sector")
    start, end = _period(row)
    office = Office(
        row["person"], row["actor"], row["office"], row["title"], sector, start, end,
        row["family"], row["family_alone"] == "yes", row["confidence"],
    )  # fmt: skip
    return office, tuple(a for a in row["aliases"].split("|") if a)


def standing_of(row: Mapping[str, str]) -> Standing:
    """A standing in an organisation, from its row.

    Raises:
        ValueError: With what is wrong in the row.
    """
    _known(row["role"], ROLES, "standing")
    if row["member"] == row["org"]:
        raise ValueError(f"{row['member']!r} cannot be a member of itself")
    return Standing(
        row["member"], row["org"], row["role"], *_period(row), row["confidence"], row["origin"],
        row["start"], row["end"],
    )  # fmt: skip
