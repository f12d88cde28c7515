"""From rules set off in a text to membership records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.grammar import Assertions, Moment, Moments, Slots
from dragoman.extract.grammar.passage import STATE_KINDS
from dragoman.extract.memberships.check import CONTRADICTED, age, check_standing, is_listed, knows, outside
from dragoman.extract.memberships.clause import has_ceased, has_object, is_denied, is_for_else, is_shared, is_taken_back
from dragoman.extract.memberships.echoes import Echoes
from dragoman.extract.memberships.learned import learned_standings
from dragoman.extract.memberships.listing import find_listings
from dragoman.extract.memberships.members import Members
from dragoman.extract.memberships.nearness import Nearness
from dragoman.extract.memberships.organisations import Organisations
from dragoman.extract.memberships.places import StandingSlots
from dragoman.extract.memberships.roles import Qualified, qualify, role_as
from dragoman.extract.memberships.rules import MembershipRule, membership_rules, split_phrases
from dragoman.extract.quiet import JudgedStanding
from dragoman.model import AnnotatedDocument, Membership, Party, Quote, Token, Why
from dragoman.model.interchange import content_id
from dragoman.tables import ActorTables

_BY_LIST = "membership.list"
_LEARNED = "membership.learned"


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing as told, before it is checked and dated."""

    rule: MembershipRule | None  # None: told by a list alone, or read by the model
    trigger: int
    members: tuple[Party, ...]
    org: Party
    role: str
    change: str
    status: str
    notes: tuple[str, ...] = ()
    moment: Moment | None = None
    undated: bool = False
    by: str = _BY_LIST
    chance: float = 1.0
    model: str | None = None


def read_memberships(
    doc: AnnotatedDocument, tables: ActorTables, judged: Sequence[JudgedStanding] = (), model: str | None = None
) -> list[Membership]:
    """Memberships of an annotated document whose mentions are resolved.

    Args:
        doc: The document; its times are used where they are resolved.
        tables: The actor tables, whose membership table each standing is checked against.
        judged: The quiet model's opinions, which add what no rule reads.
        model: That model's name.

    Returns:
        Memberships by place of their evidence, one for each organisation and way of telling.
    """
    slots, moments = StandingSlots(doc), Moments(doc)
    assertions = Assertions(doc, moments)
    organisations = Organisations(doc, slots, tables)
    echoes = Echoes(doc, slots, moments, assertions)
    nearness = Nearness(doc, slots, organisations, tables)
    standings = [*_by_rules(doc, assertions, organisations, Members(doc, slots, tables), echoes, nearness)]
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
    # What the rules tell of somebody in a body stands.
    told = {(r.org.actor, p.actor) for _, r in records for p in r.member}
    said: set[tuple[str | None, str | None, str]] = set()
    for found in learned_standings(doc, judged, tables):
        keys = {p: (found.org.actor, p.actor, found.role) for p in found.members}
        new = tuple(p for p in found.members if keys[p][:2] not in told and keys[p] not in said)
        if new:
            said |= {keys[p] for p in new}
            change = "leaves" if found.role == "former" else "stands"
            standing = Standing(
                None, found.at, new, found.org, found.role, change, found.status, (f"chance {found.chance:.2f}",),
                by=_LEARNED, chance=found.chance, model=model,
            )  # fmt: skip
            sent = doc.tokens[found.at].sent
            records += [(sent, r) for r in _records(doc, slots, moments, tables, standing)]
    records = [(n, r) for n, r in records if not any(n == m and _corrects(k, r) for m, k in records)]
    return sorted((r for _, r in records), key=lambda r: (r.evidence.start, r.evidence.end, r.id))


def _covers(kept: Membership, record: Membership) -> bool:
    """Whether a record of the same sentence tells the same standing of the same members already."""
    founded = kept.role == "founder" and record.role == "member"
    same = kept.org.actor == record.org.actor and (kept.role == record.role or founded)
    apart = kept.evidence.end <= record.evidence.start or record.evidence.end <= kept.evidence.start
    return (
        same
        and (kept.status == record.status or not apart)
        and {p.actor for p in record.member} <= {p.actor for p in kept.member}
    )


def _corrects(kept: Membership, record: Membership) -> bool:
    """Whether another record of a sentence says what the bare words of this one leave open.

    "Kicked out after ten years of membership" makes no candidate, "in the Union it is an observer" no member.
    """
    same = kept.org.actor == record.org.actor and {p.actor for p in record.member} <= {p.actor for p in kept.member}
    guessed = record.why.rule == "membership.membership" and record.role == "candidate" and record.status == "possible"
    bare = record.why.rule == "membership.inside" and kept.role in {"observer", "partner", "candidate"}
    return same and kept.role != record.role and (guessed or bare)


def _by_rules(
    doc: AnnotatedDocument,
    assertions: Assertions,
    organisations: Organisations,
    found_members: Members,
    echoes: Echoes,
    nearness: Nearness,
) -> Iterator[Standing]:
    taken: set[tuple[int, str | None, str]] = set()
    entered: dict[str, Party] = {}
    vain: list[tuple[MembershipRule, int]] = []
    told_of: set[tuple[int, str | None, str | None]] = set()
    matches = [(rule, trigger) for rule, trigger, _ in membership_rules().matches(doc)]
    for rule, trigger in [*matches, *split_phrases(doc)]:
        if rule.bare and has_object(doc, trigger) and not organisations.at_any(doc.dependents(trigger, "dobj")):
            continue
        if any(
            o.text.lower().endswith("ing")
            for p in doc.dependents(trigger, "prep")
            if p.lemma in {"in", "by"}
            for o in doc.dependents(p.i, "pcomp", "pobj")
        ):
            # "Joined the Union in imposing sanctions" joins an act, no body.
            continue
        if doc.tokens[trigger].pos == "NOUN" and is_for_else(doc, trigger):
            continue
        if rule.active and organisations.slots.is_passive(doc.tokens[trigger]):
            # "Was joined by the ambassador to the United Nations".
            continue
        vain.append((rule, trigger))
        said = organisations.find(rule, trigger)
        unsaid = organisations.left_unsaid(rule, trigger) if not said else None
        alone = organisations.alone(rule, trigger) if not said and unsaid is None else None
        unsaid = unsaid or alone
        for org in said or ([unsaid] if unsaid is not None else []):
            if rule.tabled and all(
                s.role != rule.role for s in organisations.tables.standings.get(org.actor or "", ())
            ):
                continue
            members = found_members.find(rule, trigger, org)
            if rule.change == "enters":
                members = [_entering(doc, organisations.tables, m, org, entered) for m in members]
            denied = rule.deniable and assertions.status(trigger) == "negated"
            if (rule.known and not denied) or alone is not None or (unsaid is not None and rule.elliptic == "known"):
                members = [m for m in members if knows(organisations.tables, m.actor, org.actor)]
            if rule.checked:
                published = doc.document.published
                members = [m for m in members if _fits(organisations.tables, m.actor, org.actor, rule.role, published)]
            if unsaid is not None and doc.tokens[trigger].pos in {"VERB", "ADP", "ADV"}:
                near = abs(_sentence_at(doc, org.start) - doc.tokens[trigger].sent) <= 1
                members = [m for m in members if not found_members.is_vague(m) and (near or _is_told(doc, m))]
            if unsaid is not None:
                members = [
                    m
                    for m in members
                    if (
                        organisations.tables.kind_of(m.actor) in STATE_KINDS
                        or is_listed(organisations.tables, m.actor, org.actor)
                    )
                    and not found_members.is_vague(m)
                ]
            if not _is_named(org) and rule.change == "stands":
                # "Americans in that group" are people.
                members = [m for m in members if not found_members.is_crowd(m)]
            if not _is_named(org):
                meant = [m for m in members if _may_mean(organisations.tables, m, org, rule)]
                members = meant if rule.least < 2 or len(meant) == len(members) else []
            if unsaid is not None and rule.role == "former":
                published = doc.document.published
                members = [
                    m for m in members if _fits(organisations.tables, m.actor, org.actor, rule.role, published)
                ] or [m for m in members if _is_told(doc, m) and assertions.status(trigger) in {"planned", "possible"}]
            few = not all(_is_known(organisations.tables, m, org, rule.role) for m in members)
            if not members or (len(members) < rule.least and few and not is_shared(doc, trigger)):
                continue
            denied = is_denied(doc, org) or is_taken_back(doc, trigger)
            status = "negated" if denied else assertions.status(trigger)
            standing = qualify(doc, role_as(doc, rule.role, trigger), rule.change, status, trigger)
            if rule.least > 1:
                # A list makes up a body, whatever governs its noun.
                standing = Qualified(rule.role, rule.change, status)
            if rule.known and rule.change == "stands" and standing is not None and standing.role == "candidate":
                # "Requested of its ally in the pact": who is asked is in.
                standing = Qualified(rule.role, rule.change, "actual")
            if standing is not None and standing.role in {"member", "founder"} and has_ceased(doc, trigger):
                standing = Qualified("former", "leaves", "actual", (*standing.notes, "no longer"))
            if rule.qualified and (standing is None or standing.role == rule.role):
                continue
            if standing is None or (trigger, org.actor, standing.role) in taken:
                continue
            taken.add((trigger, org.actor, standing.role))
            old = standing.status == "actual" and assertions.is_past(trigger)
            told = Standing(
                rule, trigger, tuple(members), org, standing.role, standing.change,
                "historical" if old else standing.status, standing.notes,
            )  # fmt: skip
            yield told
            told_of |= {(doc.tokens[trigger].sent, m.actor, org.actor) for m in members}
            if standing.change == "enters":
                entered[org.actor or ""] = members[0]
            have = {m.actor for m in members}
            verbal = rule.member[0] in {"subject", "object"}
            for echo in echoes.of(trigger) if verbal else echoes.holders(trigger) if rule.assertive else ():
                others = [
                    m for m in found_members.at(echo.at, org, alone=echo.moment is not None) if m.actor not in have
                ]
                if others:
                    role = echo.role if echo.role and told.role == "member" else told.role
                    status = echo.status or told.status
                    yield replace(told, members=tuple(others), moment=echo.moment, role=role, status=status,
                                  undated=echo.undated)  # fmt: skip
                    told_of |= {(doc.tokens[echo.at].sent, m.actor, org.actor) for m in others}
    for rule, trigger in vain:
        for found in nearness.of(rule, trigger):
            key = (doc.tokens[trigger].sent, found.member.actor, found.org.actor)
            standing = qualify(doc, role_as(doc, rule.role, trigger), rule.change, assertions.status(trigger), trigger)
            if key in told_of or standing is None:
                continue
            told_of.add(key)
            yield Standing(
                rule, trigger, (found.member,), found.org, standing.role, standing.change, standing.status,
                (*standing.notes, "by nearness"),
            )  # fmt: skip


def _sentence_at(doc: AnnotatedDocument, at: int) -> int:
    """Number of the sentence a code point lies in."""
    return next((n for n, s in enumerate(doc.sentences) if s.start <= at < s.end), 0)


def _is_told(doc: AnnotatedDocument, party: Party) -> bool:
    """Whether a party is told by name, no pronoun."""
    return doc.quote(party.start, party.end)[:1].isupper()


def _is_known(tables: ActorTables, member: Party, org: Party, role: str) -> bool:
    """Whether the table has a member in an organisation, as a founder where it is told to found it."""
    rows = [s for s in tables.standings.get(org.actor or "", ()) if s.member == member.actor]
    return any(s.role == "founder" or role != "founder" for s in rows)


def _is_named(org: Party) -> bool:
    """Whether an organisation is told by a name, not as "the coalition" or "it"."""
    return any(c.isupper() for c in org.text.removeprefix("The "))


def _may_mean(tables: ActorTables, member: Party, org: Party, rule: MembershipRule) -> bool:
    """Whether "the bloc" may be the body meant: who makes it up must be known there."""
    if is_listed(tables, member.actor, org.actor):
        return True
    return rule.least < 2 and (
        rule.role == "candidate" or rule.change == "enters" or knows(tables, member.actor, org.actor)
    )


def _fits(tables: ActorTables, member: str | None, org: str | None, role: str, published: str | None) -> bool:
    """Whether the tables do not contradict a standing on the day of the document, or know nothing of the body."""
    return check_standing(tables, member, org, role, "actual", published).confidence != CONTRADICTED


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


def _records(
    doc: AnnotatedDocument, slots: Slots, moments: Moments, tables: ActorTables, standing: Standing
) -> Iterator[Membership]:
    """One record for members that share everything, checked one by one."""
    rule = standing.rule
    moment = None if standing.undated else standing.moment or moments.near(standing.trigger, strict=True)
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
        if (
            role == "partner"
            and rule is not None
            and rule.tabled
            and _is_full(tables, party.actor, standing.org.actor, doc)
        ):
            # "Its partners in the bloc" are members there.
            role = "member"
        if status == "negated" and role == "member" and moment is not None and moment.opens:
            # "Has had no seat there since": who was in has left.
            role, status = outside(tables, party.actor, standing.org.actor)
        lasts = standing.change == "stands"
        status = age(tables, party.actor, standing.org.actor, role, status, doc.document.published, lasts)
        if (
            rule is not None
            and not rule.assertive
            and not verdict.agrees
            and role == "member"
            and status in {"actual", "historical", "possible"}
        ):
            role, status = "candidate", "possible"
        if role == "candidate" and start is None and _is_full(tables, party.actor, standing.org.actor, doc):
            # Who is in is no candidate, whatever the words before its name.
            continue
        groups.setdefault((verdict.confidence, role, status), []).append((party, verdict.note))
    for (confidence, role, status), parties in groups.items():
        if role == "former" and standing.role == "member" and end is None:
            start, end = None, start
        sure = round(min(confidence, standing.chance), 2)
        yield _record(doc, slots, standing, role, status, start, end, sure, parties)


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
        why=Why(standing.rule.id if standing.rule is not None else standing.by, standing.model, notes),
    )  # fmt: skip


def _is_full(tables: ActorTables, member: str | None, org: str | None, doc: AnnotatedDocument) -> bool:
    """Whether the tables know a full member for more than a year before the document's day."""
    published = doc.document.published
    rows = tables.members_on(org or "", published)
    return any(
        s.member == member and s.role in {"founder", "member"} and s.start[:4] < (published or "")[:4] for s in rows
    )


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
