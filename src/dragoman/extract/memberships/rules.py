"""Rules of memberships: which words tell of a standing, and where its member and organisation stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any, Literal

from dragoman.extract.grammar.rules import RuleIndex, Trigger, read_rule_rows, read_triggers
from dragoman.model import AnnotatedDocument

RECORD_ROLES = ("founder", "member", "observer", "partner", "candidate", "former")
_PARTICLES = frozenset({"in", "out", "back", "aboard", "away", "off"})
CHANGES = ("enters", "leaves", "stands")


@dataclass(frozen=True, slots=True)
class MembershipRule:
    """One way of telling a standing.

    Attributes:
        id: Name in records.
        triggers: Words that set it off.
        member: Slots for the members, first filled one counts.
        org: Slots for the organisation.
        role: Standing told, unless a qualifier ("founding member") tells another.
        change: ``enters`` (a date is the start), ``leaves`` (the end) or ``stands``.
        union: Whether the organisation is a state of states (the Soviet Union).
        elliptic: Whether an organisation named shortly before fills an empty slot ("Thailand joined later");
            ``known``: where the tables know the member there.
        beside: Further words that join those who share the standing ("belongs to the Quad with Japan").
        more: Further slots whose parties share the standing ("joined X in the club").
        tabled: Whether the tables must know others of that role in the organisation ("NATO partners").
        known: Whether the tables must know the member in the organisation.
        outside: Whether the words say that the member stands outside: it never was one, or is no longer.
        least: Fewest members that must be named.
        assertive: Whether the words themselves assert the standing; else the tables must agree, or
            the standing is only a candidate's.
        kinds: Kinds of actors the organisation may be, where not any.
        names: Words that mean an organisation in this rule's slots only ("the euro" one adopts).
        checked: Whether a standing the tables contradict is passed over.
        qualified: Whether a word around must change the standing ("suspended its participation").
        alone: Whether the one organisation of a sentence is meant for want of a nearer one, if the tables know it.
        active: Whether the passive tells something else ("was joined by").
        deniable: Whether what must be known may be denied instead ("are not countries of the union").
        bare: Whether the trigger must have no object of its own ("withdrew from", not "withdrew troops from").
    """

    id: str
    triggers: tuple[Trigger, ...]
    member: tuple[str, ...]
    org: tuple[str, ...]
    role: str
    change: str
    union: bool = False
    elliptic: Literal["", "known", "any"] = ""
    least: int = 1
    assertive: bool = True
    kinds: frozenset[str] = frozenset()
    bare: bool = False
    beside: frozenset[str] = frozenset()
    outside: bool = False
    more: tuple[str, ...] = ()
    tabled: bool = False
    known: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    checked: bool = False
    qualified: bool = False
    alone: bool = False
    active: bool = False
    deniable: bool = False


def _elliptic(value: object) -> Literal["", "known", "any"]:
    if value == "known":
        return "known"
    return "any" if value else ""


def _spread(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose phrases with ``|`` are written out: "accession|membership talks|bid" is four phrases."""
    phrases = [" ".join(words) for p in row.get("phrase", ()) for words in product(*(w.split("|") for w in p.split()))]
    return {**row, "phrase": phrases}


def _rule(row: Mapping[str, Any]) -> MembershipRule:
    if row["role"] not in RECORD_ROLES:
        raise ValueError(f"{row['role']!r} is no role ({', '.join(RECORD_ROLES)})")
    if row["change"] not in CHANGES:
        raise ValueError(f"{row['change']!r} is no change ({', '.join(CHANGES)})")
    return MembershipRule(
        id=row["id"], triggers=read_triggers(_spread(row)), member=tuple(row["member"]), org=tuple(row["org"]),
        role=row["role"], change=row["change"], union=bool(row.get("union", False)),
        elliptic=_elliptic(row.get("elliptic", False)), least=int(row.get("least", 1)),
        assertive=bool(row.get("assertive", True)), kinds=frozenset(row.get("kinds", ())),
        bare=bool(row.get("bare", False)), beside=frozenset(row.get("beside", ())),
        outside=bool(row.get("outside", False)), more=tuple(row.get("more", ())),
        tabled=bool(row.get("tabled", False)), known=bool(row.get("known", False)),
        names=dict(row.get("names", {})), checked=bool(row.get("checked", False)),
        qualified=bool(row.get("qualified", False)), alone=bool(row.get("alone", False)),
        active=bool(row.get("active", False)),
        deniable=bool(row.get("deniable", False)),
    )  # fmt: skip


@lru_cache(maxsize=1)
def membership_rules() -> RuleIndex[MembershipRule]:
    """The packaged rules, loaded once a process.

    Raises:
        TableError: If a rule is broken.
    """
    return RuleIndex(read_rule_rows("membership_rules.yaml", _rule))


@lru_cache(maxsize=1)
def _phrasal() -> Mapping[tuple[str, str], tuple[MembershipRule, ...]]:
    found: dict[tuple[str, str], list[MembershipRule]] = {}
    for rule in membership_rules().rules:
        for trigger in rule.triggers:
            if len(trigger.words) == 2 and trigger.words[1] in _PARTICLES:
                found.setdefault((trigger.words[0], trigger.words[1]), []).append(rule)
    return {pair: tuple(rules) for pair, rules in found.items()}


def split_phrases(doc: AnnotatedDocument) -> Iterator[tuple[MembershipRule, int]]:
    """Rules set off by a verb and its particle with words between: "threw X out", "let X in"."""
    for verb in doc.tokens:
        if verb.pos != "VERB":
            continue
        for particle in doc.dependents(verb.i, "prt", "advmod"):
            if particle.i > verb.i + 1:
                for rule in _phrasal().get((verb.lemma.lower(), particle.text.lower()), ()):
                    yield rule, verb.i
