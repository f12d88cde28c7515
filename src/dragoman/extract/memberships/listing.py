"""Members told by a list alone: "the Quad (the United States, India, Japan and Australia)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.extract.grammar import Slots
from dragoman.extract.memberships.organisations import Organisations
from dragoman.extract.memberships.roles import words_that
from dragoman.model import AnnotatedDocument, Mention, Party
from dragoman.tables import ActorTables

_OPENING = frozenset({"(", ":", "—", "–", "--", "-", ","})
_BETWEEN = frozenset({",", "and", "the", ";", "&", "both", "of"})
_STATES = frozenset({"state", "territory", "former_state"})
_LEAST = 3
"""Names a bare list needs; two names after a dash are rarely a roll."""


@dataclass(frozen=True, slots=True)
class Listing:
    """An organisation with its members listed right after it."""

    at: int
    org: Party
    members: Sequence[Party]


def find_listings(doc: AnnotatedDocument, slots: Slots, organisations: Organisations) -> Iterator[Listing]:
    """Lists of states right after an organisation's name or a noun it stands before ("BRICS countries –")."""
    i = 0
    while i < len(doc.tokens) - 1:
        org = organisations.at(i) if slots.is_name(i) or doc.tokens[i].pos in {"NOUN", "PROPN"} else None
        opens = doc.tokens[i + 1]
        opening = opens.text in _OPENING or opens.text.lower() in words_that("opening")
        if org is None or not opening or opens.sent != doc.tokens[i].sent:
            i += 1
            continue
        members, end = _roll(doc, slots, i + 2, org, organisations.tables)
        strict = opens.text == ","
        if len(members) >= _LEAST and not (strict and _is_listed(doc, i)):
            yield Listing(i, org, [slots.by_head[m].parties[0] for m in members])
        i = max(end, i + 1)


def roll_after(doc: AnnotatedDocument, slots: Slots, i: int, org: Party, tables: ActorTables) -> list[int]:
    """The names listed right after a word and a mark ("its members: X and Y"), two at least.

    Args:
        doc: The annotated document.
        slots: Its places.
        i: Index of the word.
        org: The organisation, which is no member of itself.
        tables: The actor tables.

    Returns:
        Indices of the names.
    """
    _, end = slots.phrase(i, short=True)
    last = next((t.i for t in doc.tokens[i:] if t.end >= end), i)
    opens = doc.tokens[last + 1] if last + 1 < len(doc.tokens) else None
    if opens is None or opens.sent != doc.tokens[i].sent or opens.text not in _OPENING:
        return []
    members, _ = _roll(doc, slots, last + 2, org, tables)
    return members if len(members) > 1 else []


def roll_from(doc: AnnotatedDocument, slots: Slots, at: int, tables: ActorTables) -> list[int]:
    """Indices of the names of states listed from a word on."""
    return _roll(doc, slots, at, None, tables)[0]


def _roll(
    doc: AnnotatedDocument, slots: Slots, at: int, org: Party | None, tables: ActorTables
) -> tuple[list[int], int]:
    found: dict[str, int] = {}
    sent = doc.tokens[at].sent if at < len(doc.tokens) else -1
    while at < len(doc.tokens) and doc.tokens[at].sent == sent:
        mention = slots.by_head.get(at)
        if slots.is_named(at) and mention is not None:
            party = mention.parties[0]
            itself = org is not None and party.actor == org.actor
            if tables.kind_of(party.actor) not in _STATES or itself or not _names_state(tables, mention):
                break
            if not found.get(party.actor or ""):
                found[party.actor or ""] = at
            at = mention.last
            continue
        if doc.tokens[at].text.lower() not in _BETWEEN:
            break
        at += 1
    return list(found.values()), at


def _names_state(tables: ActorTables, mention: Mention) -> bool:
    """Whether a name or place is told by a state's own name: "Mali", not "Bamako" or "Malian"."""
    if mention.form == "name":
        return True
    words = tuple(mention.parties[0].text.lower().split())
    return mention.form == "place" and any(a.form == "name" for a in tables.names.get(words, ()))


def _is_listed(doc: AnnotatedDocument, i: int) -> bool:
    """Whether the organisation is itself one of a list ("the EU, France, Germany and Italy said")."""
    token = doc.tokens[i]
    joined = token.dep in {"conj", "nsubj"} or doc.tokens[token.head].dep == "conj"
    return joined or bool(doc.dependents(i, "conj"))
