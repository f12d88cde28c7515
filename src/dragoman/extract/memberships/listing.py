"""Members told by a list alone: "the Quad (the United States, India, Japan and Australia)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.extract.grammar import Slots
from dragoman.extract.memberships.organisations import Organisations
from dragoman.model import AnnotatedDocument, Party
from dragoman.tables import ActorTables

_OPENING = frozenset({"(", ":", "—", "–", "--", "-", ","})
_BETWEEN = frozenset({",", "and", "the", ";", "&", "both", "of"})
_STATES = frozenset({"state", "territory", "former_state"})
_LEAST = 3
"""Names a bare list needs; two names after a dash are rarely a roll."""


@dataclass(frozen=True, slots=True)
class Listing:
    """An organisation with its members listed right after it."""

    rule: str
    at: int
    org: Party
    members: Sequence[Party]


def find_listings(doc: AnnotatedDocument, slots: Slots, organisations: Organisations) -> Iterator[Listing]:
    """Lists of states right after an organisation's name or a noun it stands before ("BRICS countries –")."""
    i = 0
    while i < len(doc.tokens) - 1:
        org = organisations.at(i) if slots.is_name(i) or doc.tokens[i].pos in {"NOUN", "PROPN"} else None
        opens = doc.tokens[i + 1]
        if org is None or opens.text not in _OPENING or opens.sent != doc.tokens[i].sent:
            i += 1
            continue
        members, end = _roll(doc, slots, i + 2, org, organisations.tables)
        strict = opens.text == ","
        if len(members) >= _LEAST and not (strict and _is_listed(doc, i)):
            yield Listing("membership.list", i, org, members)
        i = max(end, i + 1)


def _roll(doc: AnnotatedDocument, slots: Slots, at: int, org: Party, tables: ActorTables) -> tuple[list[Party], int]:
    found: dict[str, Party] = {}
    sent = doc.tokens[at].sent if at < len(doc.tokens) else -1
    while at < len(doc.tokens) and doc.tokens[at].sent == sent:
        if slots.is_name(at):
            mention = slots.by_head[at]
            party = mention.parties[0]
            if tables.kind_of(party.actor) not in _STATES or party.actor == org.actor or mention.form != "name":
                break
            found.setdefault(party.actor or "", party)
            at = mention.last
            continue
        if doc.tokens[at].text.lower() not in _BETWEEN:
            break
        at += 1
    return list(found.values()), at


def _is_listed(doc: AnnotatedDocument, i: int) -> bool:
    """Whether the organisation is itself one of a list ("the EU, France, Germany and Italy said")."""
    token = doc.tokens[i]
    joined = token.dep in {"conj", "nsubj"} or doc.tokens[token.head].dep == "conj"
    return joined or bool(doc.dependents(i, "conj"))
