"""From rules set off in a text to membership records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.grammar import Assertions, Moment, Moments, Slots
from dragoman.extract.memberships.check import age, check_standing, knows, outside
from dragoman.extract.memberships.echoes import Echoes
from dragoman.extract.memberships.listing import find_listings
from dragoman.extract.memberships.members import Members
from dragoman.extract.memberships.organisations import Organisations
from dragoman.extract.memberships.roles import qualify, role_as
from dragoman.extract.memberships.rules import MembershipRule, membership_rules
from dragoman.model import AnnotatedDocument, Membership, Party, Quote, Token, Why
from dragoman.model.interchange import content_id
from dragoman.tables import ActorTables

_TAKEN_BACK = re.compile(
    r"[^.;]{0,60}[.;—–]\s*(?:but\s+|in fact,?\s+)?(?:it|they|he|she)\s+"
    r"(?:has|have|had|did|does|do|is|are|was|were|will)(?:\s+not|n['’]t)\s*[.;,!]",
    re.IGNORECASE,
)
_FAR = 120
_BY_LIST = "membership.list"


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing as told, before it is checked and dated."""

    rule: MembershipRule | None  # None: told by a list alone
    trigger: int
    members: tuple[Party, ...]
    org: Party
    role: str
    change: str
    status: str
    notes: tuple[str, ...] = ()
    moment: Moment | None = None


def read_memberships(doc: AnnotatedDocument, tables: ActorTables) -> list[Membership]:
    """Memberships of an annotated document whose mentions are resolved.

    Args:
        doc: The document; its times are used where they are resolved.
        tables: The actor tables, whose membership table each standing is checked against.

    Returns:
        Memberships by place of their evidence, one for each organisation and way of telling.
    """
    slots, moments = Slots(doc), Moments(doc)
    assertions = Assertions(doc, moments)
    organisations = Organisations(doc, slots, tables)
    echoes = Echoes(doc, slots, moments)
    standings = [*_by_rules(doc, assertions, organisations, Members(doc, slots, tables), echoes)]
    standings += [
        Standing(None, f.at, tuple(f.members), f.org, "member", "stands", assertions.status(f.at))
        for f in find_listings(doc, slots, organisations)
    ]
    records: list[tuple[int, Membership]] = []
    for standing in standings:
        sent = doc.tokens[standing.trigger].sent
        for record in _records(doc, slots, moments, tables, standing):
            if not any(sent == other and _covers(kept, record) for other, kept in records):
                records.append((sent, record))
    return sorted((r for _, r in records), key=lambda r: (r.evidence.start, r.evidence.end, r.id))


def _covers(kept: Membership, record: Membership) -> bool:
    """Whether a record of the same sentence tells the same standing of the same members already."""
    same = (kept.org.actor, kept.role) == (record.org.actor, record.role)
    apart = kept.evidence.end <= record.evidence.start or record.evidence.end <= kept.evidence.start
    return (
        same
        and (kept.status == record.status or not apart)
        and {p.actor for p in record.member} <= {p.actor for p in kept.member}
    )


def _by_rules(
    doc: AnnotatedDocument, assertions: Assertions, organisations: Organisations, found_members: Members, echoes: Echoes
) -> Iterator[Standing]:
    taken: set[tuple[int, str | None, str]] = set()
    entered: dict[str, Party] = {}
    for rule, trigger, _ in membership_rules().matches(doc):
        if rule.bare and doc.dependents(trigger, "dobj") and not organisations.at_any(doc.dependents(trigger, "dobj")):
            continue
        if any(doc.dependents(p.i, "pcomp") for p in doc.dependents(trigger, "prep") if p.lemma in {"in", "by"}):
            # "Joined the Union in imposing sanctions" joins an act, no body.
            continue
        said = organisations.find(rule, trigger)
        unsaid = organisations.left_unsaid(rule, trigger) if not said else None
        for org in said or ([unsaid] if unsaid is not None else []):
            if rule.tabled and all(
                s.role != rule.role for s in organisations.tables.standings.get(org.actor or "", ())
            ):
                continue
            members = found_members.find(rule, trigger, org)
            if rule.change == "enters":
                members = [_entering(doc, organisations.tables, m, org, entered) for m in members]
            if rule.known or (unsaid is not None and rule.elliptic == "known"):
                members = [m for m in members if knows(organisations.tables, m.actor, org.actor)]
            if len(members) < rule.least and not (members and _is_shared(doc, trigger)):
                continue
            denied = _is_denied(doc, org) or _is_taken_back(doc, trigger)
            status = "negated" if denied else assertions.status(trigger)
            standing = qualify(doc, role_as(doc, rule.role, trigger), rule.change, status, trigger)
            if standing is None or (trigger, org.actor, standing.role) in taken:
                continue
            taken.add((trigger, org.actor, standing.role))
            old = standing.status == "actual" and assertions.is_past(trigger)
            told = Standing(
                rule, trigger, tuple(members), org, standing.role, standing.change,
                "historical" if old else standing.status, standing.notes,
            )  # fmt: skip
            yield told
            if standing.change == "enters":
                entered[org.actor or ""] = members[0]
            have = {m.actor for m in members}
            for echo in echoes.of(trigger) if rule.member[0] in {"subject", "object"} else ():
                others = [
                    m for m in found_members.at(echo.at, org, alone=echo.moment is not None) if m.actor not in have
                ]
                if others:
                    yield replace(told, members=tuple(others), moment=echo.moment)


def _entering(
    doc: AnnotatedDocument, tables: ActorTables, member: Party, org: Party, entered: Mapping[str, Party]
) -> Party:
    """Who enters, where "the country" was taken for a state long inside: the one last told to enter."""
    other = entered.get(org.actor or "")
    told = doc.quote(member.start, member.end).lower()
    if other is None or other.actor == member.actor or not told.startswith(("the ", "it", "their")):
        return member
    inside = [s for s in tables.members_on(org.actor or "", doc.document.published) if s.member == member.actor]
    long_in = any(s.role in {"founder", "member"} and s.start[:4] < (doc.document.published or "")[:4] for s in inside)
    return replace(member, actor=other.actor, person=None, role=None) if long_in else member


def _is_shared(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether others are known to do it too: "helped found"."""
    token = doc.tokens[trigger]
    return doc.tokens[token.head].lemma == "help" or token.lemma.lower() in {"co-found", "cofound"}


def _is_taken_back(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether the text denies at once what somebody reports: "report that Iran has joined; it has not"."""
    end = doc.tokens[trigger].end
    return bool(_TAKEN_BACK.match(doc.document.text[end : end + _FAR]))


def _is_denied(doc: AnnotatedDocument, org: Party) -> bool:
    """Whether "neither … nor" stands at an organisation's name."""
    at = next((t for t in doc.tokens if t.start >= org.start and t.end == org.end), None)
    chain = [] if at is None else [at, *(doc.tokens[t.head] for t in [at] if t.dep == "conj")]
    return any(c.text.lower() in {"neither", "nor"} for t in chain for c in doc.dependents(t.i, "preconj", "cc"))


def _records(
    doc: AnnotatedDocument, slots: Slots, moments: Moments, tables: ActorTables, standing: Standing
) -> Iterator[Membership]:
    """One record for members that share everything, checked one by one."""
    rule = standing.rule
    moment = standing.moment or moments.near(standing.trigger, strict=True)
    start, end = _dates(standing, moment)
    day = start or end or doc.document.published
    checked = [
        (p, check_standing(tables, p.actor, standing.org.actor, standing.role, standing.status, day))
        for p in standing.members
    ]
    groups: dict[tuple[float, str, str], list[tuple[Party, str]]] = {}
    for party, verdict in checked:
        role, status = standing.role, standing.status
        if rule is not None and rule.outside and status in {"actual", "historical"}:
            role, status = outside(tables, party.actor, standing.org.actor)
        lasts = standing.change == "stands"
        status = age(tables, party.actor, standing.org.actor, role, status, doc.document.published, lasts)
        if (
            rule is not None
            and not rule.assertive
            and not verdict.agrees
            and role == "member"
            and status in {"actual", "historical"}
        ):
            role, status = "candidate", "possible"
        groups.setdefault((verdict.confidence, role, status), []).append((party, verdict.note))
    for (confidence, role, status), parties in groups.items():
        yield _record(doc, slots, standing, role, status, start, end, confidence, parties)


def _record(
    doc: AnnotatedDocument, slots: Slots, standing: Standing, role: str, status: str,
    start: str | None, end: str | None, confidence: float, parties: Sequence[tuple[Party, str]],
) -> Membership:  # fmt: skip
    first, last = evidence_span(doc, slots, standing.trigger, [p for p, _ in parties], standing.org)
    notes = (*(("told", n) for n in standing.notes), *(("table", n) for _, n in parties if n))
    members = tuple(p for p, _ in parties)
    return Membership(
        id=content_id(
            "membership", doc.document.id, role, standing.org.actor or standing.org.text, first, last,
            *(p.actor or p.text for p in members),
        ),
        doc=doc.document.id, member=members, org=standing.org, role=role, start=start, end=end, status=status,
        via=(), confidence=confidence, evidence=Quote(first, last, doc.quote(first, last)),
        why=Why(standing.rule.id if standing.rule is not None else _BY_LIST, None, notes),
    )  # fmt: skip


def _dates(standing: Standing, moment: Moment | None) -> tuple[str | None, str | None]:
    if moment is None:
        return None, None
    if standing.change == "leaves" or (standing.rule is not None and standing.rule.outside):
        return None, moment.end or moment.start
    words = (moment.when.text or "").lower()
    if standing.change == "enters" or moment.opens or words.startswith(("from ", "between ")):
        return moment.start, moment.end
    return None, None


def evidence_span(
    doc: AnnotatedDocument, slots: Slots, trigger: int, parties: Sequence[Party], org: Party
) -> tuple[int, int]:
    """Code points from the first to the last word that tells the standing, inside its sentence."""
    token: Token = doc.tokens[trigger]
    sentence = doc.sentences[token.sent]
    start, end = slots.phrase(trigger) if token.pos in {"NOUN", "PROPN"} else (token.start, token.end)
    for party in (*parties, org):
        if sentence.start <= party.start and party.end <= sentence.end:
            start, end = min(start, party.start), max(end, party.end)
    return start, end
