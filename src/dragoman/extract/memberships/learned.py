"""Standings the quiet model reads where no rule did: who is told to stand where, whatever the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.extract.memberships.check import CONTRADICTED, check_standing
from dragoman.extract.memberships.members import may_be_member
from dragoman.extract.memberships.organisations import JOINABLE
from dragoman.extract.quiet import JudgedStanding
from dragoman.model import AnnotatedDocument, Mention, Party
from dragoman.tables import ActorTables

LIKELY = 0.98
"""Chance of a standing from which the model is believed against the membership table."""
LIKELY_UNDENIED = 0.85
"""Chance from which it is believed where the table agrees, or knows nothing of the organisation."""


@dataclass(frozen=True, slots=True)
class LearnedStanding:
    """Members that share a standing by the model's reading.

    Attributes:
        at: Token index of a word of the sentence that tells it.
        members: The members.
        org: The organisation.
        role: The role.
        status: The status.
        chance: The least sure member's chance.
    """

    at: int
    members: tuple[Party, ...]
    org: Party
    role: str
    status: str
    chance: float


def learned_standings(
    doc: AnnotatedDocument, judged: Sequence[JudgedStanding], tables: ActorTables
) -> Iterator[LearnedStanding]:
    """Standings the model is sure of, members of one organisation, role and status in a sentence together.

    Args:
        doc: The annotated document, mentions resolved.
        judged: The model's opinions.
        tables: The actor tables.
    """
    by_head = {m.head: m for m in doc.mentions}
    groups: dict[tuple[int, str | None, str, str], dict[str, tuple[float, int, Party, Party]]] = {}
    for j in judged:
        if j.chance < LIKELY_UNDENIED:
            continue
        org = _body(by_head.get(j.org), tables)
        mention = by_head.get(j.member)
        if org is None or mention is None:
            continue
        sent = max(doc.tokens[j.org].sent, doc.tokens[j.member].sent)
        for party in mention.parties:
            if not may_be_member(party, org, tables):
                continue
            verdict = check_standing(tables, party.actor, org.actor, j.role, j.status, doc.document.published)
            if verdict.confidence == CONTRADICTED and not any(c.isupper() for c in org.text.removeprefix("The ")):
                # "The organisation" may be another one.
                continue
            least = LIKELY if verdict.confidence == CONTRADICTED else LIKELY_UNDENIED
            if j.chance < least:
                continue
            members = groups.setdefault((sent, org.actor, j.role, j.status), {})
            kept = members.get(party.actor or "")
            if kept is None or kept[0] < j.chance:
                at = j.member if doc.tokens[j.member].sent == sent else j.org
                members[party.actor or ""] = (j.chance, at, party, org)
    for (_, _, role, status), found in groups.items():
        told = list(found.values())
        yield LearnedStanding(
            min(at for _, at, _, _ in told), tuple(p for _, _, p, _ in told), told[0][3], role, status,
            min(c for c, _, _, _ in told),
        )  # fmt: skip


def bodies_named(doc: AnnotatedDocument, tables: ActorTables) -> frozenset[int]:
    """Token indices of the words that name, or point to, an organisation states may belong to."""
    return frozenset(m.head for m in doc.mentions if _body(m, tables) is not None)


def _body(mention: Mention | None, tables: ActorTables) -> Party | None:
    """The organisation a word names, where states may belong to it."""
    if mention is None or len(mention.parties) != 1:
        return None
    party = mention.parties[0]
    return party if party.actor is not None and tables.kind_of(party.actor) in JOINABLE else None
