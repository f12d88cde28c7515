"""From rules set off in a text to tie records."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.grammar import Assertions, Moments, Slots
from dragoman.extract.ties.parties import POINTING, Sides, TieParties
from dragoman.extract.ties.rules import TieRule, tie_rules, tie_words
from dragoman.extract.ties.valence import Valence, find_valence
from dragoman.model import AnnotatedDocument, Party, Quote, Tie, Why
from dragoman.model.interchange import content_id
from dragoman.tables import ActorTables, packaged_actors

_SAID, _COMPLETED = 0.8, 0.55
"""Confidence where both sides are said, and where the passage supplied one."""


def read_ties(doc: AnnotatedDocument, tables: ActorTables | None = None) -> list[Tie]:
    """Ties of an annotated document whose mentions are resolved.

    Args:
        doc: The document.
        tables: The actor tables; the packaged ones where not given.

    Returns:
        Ties by place of their evidence; the same tie told twice in a sentence stands once.
    """
    slots = Slots(doc)
    assertions = Assertions(doc, Moments(doc))
    parties = TieParties(doc, slots, tables or packaged_actors())
    found: list[Tie] = []
    for tie in _ties(doc, slots, assertions, parties):
        if not any(_is_told(kept, tie) for kept in found):
            found.append(tie)
    return sorted(found, key=lambda t: (t.evidence.start, t.evidence.end, t.id))


def _is_told(kept: Tie, tie: Tie) -> bool:
    """Whether words that overlap tell the same already."""
    sides = [frozenset(p.actor or p.text for p in (*t.source, *t.target)) for t in (kept, tie)]
    overlap = kept.evidence.start < tie.evidence.end and tie.evidence.start < kept.evidence.end
    return overlap and sides[0] == sides[1] and kept.polarity == tie.polarity


def _ties(doc: AnnotatedDocument, slots: Slots, assertions: Assertions, parties: TieParties) -> Iterator[Tie]:
    done: set[int] = set()
    asserted: set[tuple[object, ...]] = set()
    for rule, trigger, first in tie_rules().matches(doc):
        if trigger in done or not _fits(doc, rule, trigger) or _is_after(doc, first) or _is_title(slots, trigger):
            continue
        if rule.not_under and not assertions.tells_history and _is_under(slots, rule, trigger):
            continue
        valence = find_valence(doc, trigger, rule.valence, rule.cues) if rule.valence else None
        if rule.needs_cue and valence is None:
            continue
        if rule.lasting and not _lasts(doc, trigger):
            continue
        sides = parties.find(rule, trigger)
        if sides is None or (not rule.persons and any(p.person for p in (*sides.source, *sides.target))):
            continue
        status = _status(rule, assertions, trigger)
        if status == "negated" and not _is_plain(sides):
            continue
        done.add(trigger)
        tie = _tie(doc, slots, rule, trigger, sides, valence, status)
        key = (frozenset(p.actor for p in (*tie.source, *tie.target)), tie.tie, doc.tokens[trigger].lemma.lower())
        # What only the passage completes is no news once the text has said it.
        if sides.said or key not in asserted:
            asserted.add(key)
            yield tie


def _status(rule: TieRule, assertions: Assertions, trigger: int) -> str:
    if rule.denied:
        return "historical" if assertions.is_past(trigger) else "actual"
    status = assertions.status(trigger)
    token = assertions.doc.tokens[trigger]
    verb = assertions.doc.tokens[token.head]
    if status == "negated" and token.dep in {"nsubj", "nsubjpass"} and verb.lemma.lower() not in tie_words("existing"):
        # "The friendship has not changed" denies no friendship.
        return "historical" if assertions.is_past(trigger) else "actual"
    return status


def _lasts(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether a verb tells what goes on, no single act: "backs", "has long backed"."""
    token = doc.tokens[trigger]
    if any(c.text.lower() in tie_words("long") for c in doc.dependents(trigger, "advmod")):
        return True
    auxiliaries = doc.dependents(trigger, "aux")
    present = token.tag in {"VBZ", "VBP"} and not auxiliaries
    return present or (token.tag == "VB" and any(a.lemma == "do" and a.tag in {"VBZ", "VBP"} for a in auxiliaries))


def _is_plain(sides: Sides) -> bool:
    """Whether both sides are said by name: who "opposes confrontation" denies none between two the text is about."""
    return sides.said and not all(p.text.lower() in POINTING for p in (*sides.source, *sides.target))


def _is_after(doc: AnnotatedDocument, first: int) -> bool:
    """Whether a word is told as over: "post-Cold War"."""
    before = [t.text.lower() for t in doc.tokens[max(0, first - 2) : first]]
    return "post" in before


def _is_title(slots: Slots, trigger: int) -> bool:
    """Whether a word stands in the headline, which the text below tells again, or inside a name."""
    if slots.is_name(trigger):
        return True
    doc = slots.doc
    sentence = doc.sentences[doc.tokens[trigger].sent]
    return sentence.i == 0 and doc.quote(sentence.start, sentence.end) == (doc.document.title or "").strip()


def _is_under(slots: Slots, rule: TieRule, trigger: int) -> bool:
    verb = slots.governor(slots.tokens[trigger])
    return verb is not None and verb.lemma.lower() in rule.not_under


def _fits(doc: AnnotatedDocument, rule: TieRule, trigger: int) -> bool:
    if rule.mutual and doc.tokens[trigger].dep == "compound" and doc.tokens[trigger].head > trigger:
        return False
    below = doc.dependents(trigger)
    words = {t.lemma.lower() for t in below} | {t.text.lower() for t in below}
    words |= {c.lemma.lower() for t in below for c in doc.dependents(t.i, "conj")}
    token = doc.tokens[trigger]
    if rule.only_with and token.dep == "dobj":
        # "Have similar or matching positions": some parses make a verb of the adjective.
        words |= {doc.tokens[token.head].lemma.lower(), *(c.lemma.lower() for c in doc.dependents(token.head, "conj"))}
    if rule.not_with & words or (rule.only_with and not rule.only_with & words):
        return False
    if "infinitive" not in rule.not_with:
        return True
    infinitive = any(t.dep in {"acl", "relcl"} and doc.dependents(t.i, "aux") and t.tag == "VB" for t in below)
    return not infinitive


def _tie(
    doc: AnnotatedDocument, slots: Slots, rule: TieRule, trigger: int, sides: Sides, valence: Valence | None,
    status: str,
) -> Tie:  # fmt: skip
    polarity, trend, tie = rule.polarity, rule.trend, rule.tie
    if valence is not None:
        trend = valence.trend or trend
        polarity = valence.polarity or polarity
        if polarity * rule.polarity < 0 or (rule.polarity == 0 and polarity < 0):
            tie = rule.opposite
    start, end = evidence_span(doc, slots, trigger, sides, valence)
    notes = (
        ("polarity", doc.tokens[valence.at].text if valence else "the word itself"),
        ("sides", "said" if sides.said else "one side from the passage"),
    )
    key = [p.actor or p.text for p in (*sides.source, *sides.target)]
    return Tie(
        id=content_id("tie", doc.document.id, tie, polarity, start, end, *key), doc=doc.document.id,
        source=sides.source, target=sides.target, tie=tie, polarity=polarity, trend=trend, status=status, via=(),
        confidence=_SAID if sides.said else _COMPLETED, evidence=Quote(start, end, doc.quote(start, end)),
        why=Why(rule.id, None, notes),
    )  # fmt: skip


def evidence_span(
    doc: AnnotatedDocument, slots: Slots, trigger: int, sides: Sides, valence: Valence | None
) -> tuple[int, int]:
    """Code points of the words that assert the tie, its parties in the sentence included."""
    token = doc.tokens[trigger]
    sentence = doc.sentences[token.sent]
    start, end = slots.phrase(trigger) if token.pos in {"NOUN", "PROPN"} else (token.start, token.end)
    if valence is not None:
        cue = doc.tokens[valence.at]
        start, end = min(start, cue.start), max(end, cue.end)
    parties: tuple[Party, ...] = (*sides.source, *sides.target) if sides.said else ()
    for party in parties:
        if sentence.start <= party.start and party.end <= sentence.end:
            start, end = min(start, party.start), max(end, party.end)
    return start, end
