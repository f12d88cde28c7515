"""From rules set off in a text to membership records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.extract.grammar import Assertions, Moment, Moments, Slots
from dragoman.extract.memberships.check import check_standing
from dragoman.extract.memberships.listing import find_listings
from dragoman.extract.memberships.organisations import Organisations
from dragoman.extract.memberships.roles import qualify
from dragoman.extract.memberships.rules import MembershipRule, membership_rules
from dragoman.model import AnnotatedDocument, Membership, Party, Quote, Token, Why
from dragoman.model.interchange import content_id
from dragoman.tables import ActorTables

_MEMBER_KINDS = frozenset({"state", "territory", "former_state", "organisation", "region", ""})


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing as told, before it is checked and dated."""

    rule: str
    trigger: int
    members: tuple[Party, ...]
    org: Party
    role: str
    change: str
    status: str
    assertive: bool
    notes: tuple[str, ...] = ()


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
    standings = [*_by_rules(doc, slots, assertions, organisations, tables)]
    standings += [
        Standing(f.rule, f.at, tuple(f.members), f.org, "member", "stands", assertions.status(f.at), True)
        for f in find_listings(doc, slots, organisations)
    ]
    records: dict[tuple[object, ...], Membership] = {}
    for standing in standings:
        for record in _records(doc, slots, moments, tables, standing):
            key = (tuple(p.actor or p.text for p in record.member), record.org.actor or record.org.text, record.role,
                   doc.tokens[standing.trigger].sent)  # fmt: skip
            records.setdefault(key, record)
    return sorted(records.values(), key=lambda r: (r.evidence.start, r.evidence.end, r.id))


def _by_rules(
    doc: AnnotatedDocument, slots: Slots, assertions: Assertions, organisations: Organisations, tables: ActorTables
) -> Iterator[Standing]:
    taken: set[tuple[int, str | None, str]] = set()
    for rule, trigger, _ in membership_rules().matches(doc):
        if rule.bare and doc.dependents(trigger, "dobj") and not organisations.at_any(doc.dependents(trigger, "dobj")):
            continue
        if any(doc.dependents(p.i, "pcomp") for p in doc.dependents(trigger, "prep") if p.lemma in {"in", "by"}):
            # "Joined the Union in imposing sanctions" joins an act, no body.
            continue
        for org in organisations.find(rule, trigger):
            members = _members(doc, slots, rule, trigger, org, tables)
            if len(members) < rule.least:
                continue
            standing = qualify(doc, rule.role, rule.change, assertions.status(trigger), trigger)
            if standing is None or (trigger, org.actor, standing.role) in taken:
                continue
            taken.add((trigger, org.actor, standing.role))
            old = standing.status == "actual" and assertions.is_past(trigger)
            yield Standing(
                rule.id, trigger, tuple(members), org, standing.role, standing.change,
                "historical" if old else standing.status, rule.assertive, standing.notes,
            )  # fmt: skip


def _members(
    doc: AnnotatedDocument, slots: Slots, rule: MembershipRule, trigger: int, org: Party, tables: ActorTables
) -> list[Party]:
    """The parties that may be members: states, territories and organisations, no people on their own account."""
    for slot in rule.member:
        found: dict[str, Party] = {}
        for i in slots.find(trigger, slot):
            for party in listed_before(doc, slots, i) or slots.parties(i):
                if (
                    party.actor
                    and party.actor != org.actor
                    and tables.kind_of(party.actor) in _MEMBER_KINDS
                    and not (party.person and party.role is None)
                ):
                    found.setdefault(party.actor, party)
        if found:
            return list(found.values())
    return []


def listed_before(doc: AnnotatedDocument, slots: Slots, i: int) -> list[Party]:
    """The names "these countries" or "all three" point to: the last list of at least two before them."""
    token = doc.tokens[i]
    pointing = any(c.text.lower() in {"these", "those", "both", "all"} for c in doc.dependents(i, "det", "predet"))
    if not pointing or token.tag not in {"NNS", "NNPS"}:
        return []
    for at in range(i - 1, max(-1, i - 60), -1):
        above = doc.tokens[at]
        if slots.is_name(at) and above.dep not in {"conj", "compound", "appos"}:
            parties = slots.parties(at)
            if len(parties) > 1:
                return parties
    return []


def _records(
    doc: AnnotatedDocument, slots: Slots, moments: Moments, tables: ActorTables, standing: Standing
) -> Iterator[Membership]:
    """One record for members that share everything, checked one by one."""
    moment = moments.near(standing.trigger, strict=True)
    start, end = _dates(standing, moment)
    day = start or end or doc.document.published
    checked = [
        (p, check_standing(tables, p.actor, standing.org.actor, standing.role, standing.status, day))
        for p in standing.members
    ]
    groups: dict[tuple[float, str, str], list[tuple[Party, str]]] = {}
    for party, verdict in checked:
        role, status = standing.role, standing.status
        if not standing.assertive and not verdict.agrees and role == "member" and status in {"actual", "historical"}:
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
        why=Why(standing.rule, None, notes),
    )  # fmt: skip


def _dates(standing: Standing, moment: Moment | None) -> tuple[str | None, str | None]:
    if moment is None:
        return None, None
    if standing.change == "leaves":
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
