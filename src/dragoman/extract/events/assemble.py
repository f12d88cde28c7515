"""From judged candidates to event records: parties, mode, status, evidence, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.extract.events.decide import Judged
from dragoman.extract.events.sides import sides_of
from dragoman.extract.events.status import settle_status
from dragoman.model import AnnotatedDocument, Event, Mention, Party, Quote, Token, When, Why
from dragoman.model.interchange import content_id
from dragoman.tables import ActorTables, Ontology
from dragoman.tables.nouns import light_verbs

_CLAUSE_BREAKS = frozenset({"conj", "advcl", "relcl", "parataxis", "cc", "punct", "ccomp"})


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it is dated, placed and joined with its other tellings."""

    judged: Judged
    type: str
    mode: str | None
    status: str
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    reasons: tuple[str, ...]
    confidence: float


def draft_events(
    doc: AnnotatedDocument, judged: Iterable[Judged], by_head: dict[int, Mention], tables: ActorTables
) -> Iterator[Draft]:
    """Drafts of the acts the model found.

    Args:
        doc: The annotated document, mentions resolved.
        judged: The model's opinions on the words of any of its sentences.
        by_head: Mentions by head token.
        tables: The actor tables.
    """
    in_names = {
        i for m in by_head.values() if m.form == "name" and m.last - m.first > 1 for i in range(m.first, m.last)
    }
    for j in judged:
        # A word of a body's name is no act: "Sanctions Committee", "World Trade Organization".
        if not j.likely or j.trigger in in_names:
            continue
        type_, status, rule = _judged_status(doc, j)
        sides = sides_of(doc, j, by_head, tables)
        yield Draft(
            judged=j, type=type_, mode=j.mode if type_ == j.type else None, status=status,
            source=sides.source, target=sides.target, reasons=(*sides.reasons, *rule),
            confidence=round(j.act * sides.certainty, 3),
        )  # fmt: skip


def _judged_status(doc: AnnotatedDocument, j: Judged) -> tuple[str, str, tuple[str, ...]]:
    """Type and status after the rules, with what the rules say for themselves."""
    if j.type == "REJECT" and j.mode == "meet" and doc.tokens[j.trigger].lemma in _MERE_ABSENCE:
        # "Has no meeting scheduled" tells that none is planned, not that one was refused.
        return "CONSULT", "negated", ("status by rule no-meeting-scheduled",)
    status, rule = settle_status(doc, j.trigger, j.type, j.status)
    return j.type, status, () if rule is None else (f"status by rule {rule}",)


_MERE_ABSENCE = frozenset({"have", "schedule", "plan", "be", "meeting", "meet", "talk", "hold"})


def trigger_span(doc: AnnotatedDocument, i: int) -> tuple[int, int]:
    """Code points of an act's words: its head with particles and a light verb's object noun."""
    token = doc.tokens[i]
    first = last = i
    for child in doc.dependents(i, "prt", "neg", "dobj"):
        if child.dep == "prt" or (child.dep == "dobj" and token.lemma in light_verbs() and child.i - i <= 5):
            last = max(last, child.i)
    return doc.tokens[first].start, doc.tokens[last].end


def evidence_span(doc: AnnotatedDocument, draft: Draft) -> tuple[int, int]:
    """Code points of the clause that tells the act: its words, its parties in the sentence, what hangs below."""
    trigger = doc.tokens[draft.judged.trigger]
    sentence = doc.sentences[trigger.sent]
    start, end = trigger_span(doc, trigger.i)
    for i in _clause(doc, trigger):
        start, end = min(start, doc.tokens[i].start), max(end, doc.tokens[i].end)
    for party in (*draft.source, *draft.target):
        if sentence.start <= party.start and party.end <= sentence.end:
            start, end = min(start, party.start), max(end, party.end)
    return start, end


def _clause(doc: AnnotatedDocument, trigger: Token) -> list[int]:
    found, queue = [trigger.i], [trigger.i]
    while queue:
        for c in doc.children[queue.pop()]:
            if doc.tokens[c].dep not in _CLAUSE_BREAKS:
                found.append(c)
                queue.append(c)
    return found


def to_event(doc: AnnotatedDocument, draft: Draft, ontology: Ontology, model: str, contexts: tuple[str, ...]) -> Event:
    """The record of a draft, undated and unplaced."""
    start, end = evidence_span(doc, draft)
    t_start, t_end = trigger_span(doc, draft.judged.trigger)
    ranked = sorted(((p, t) for t, p in draft.judged.types.items()), reverse=True)
    runner = next((f"{t} {p:.2f}" for p, t in ranked if t != draft.type), "")
    notes = (
        ("act", f"{draft.judged.act:.2f}"),
        ("type", f"{draft.type} {draft.judged.types.get(draft.type, 0.0):.2f}"),
        ("runner-up", runner),
        ("status", f"{draft.status} {draft.judged.statuses.get(draft.status, 0.0):.2f}"),
        *(("resolved", r) for r in draft.reasons),
    )
    key = [(p.actor or p.text) for p in draft.source], [(p.actor or p.text) for p in draft.target]
    return Event(
        id=content_id("event", doc.document.id, draft.type, t_start, t_end, *key), doc=doc.document.id,
        type=draft.type, mode=draft.mode, quad=ontology.types[draft.type].quad, contexts=contexts,
        source=draft.source, target=draft.target, trigger=Quote(t_start, t_end, doc.quote(t_start, t_end)),
        date=When(), place=None, status=draft.status, intensity=ontology.intensity(draft.type, draft.mode),
        via=(), confidence=draft.confidence, evidence=Quote(start, end, doc.quote(start, end)), mentions=(),
        why=Why("events.learned", model, notes),
    )  # fmt: skip
