"""From judged candidates to event records: parties, mode, status, evidence, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.events.candidates import syntactic_path
from dragoman.extract.events.decide import Judged
from dragoman.extract.events.status import settle_status
from dragoman.model import AnnotatedDocument, Event, Mention, Party, Quote, Token, When, Why
from dragoman.model.interchange import content_id
from dragoman.tables import Ontology
from dragoman.tables.nouns import light_verbs

ACT_THRESHOLD = 0.4
ROLE_THRESHOLD = 0.75
"""Chance of being neither source nor target below which a word is a party."""
LEAST_SOURCE = 0.05
LEAST_TARGET = 0.1
"""Least chance of the best word for a side that would else stay empty."""
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


def draft_events(doc: AnnotatedDocument, judged: Iterable[Judged], by_head: dict[int, Mention]) -> Iterator[Draft]:
    """Drafts of the acts the model found.

    Args:
        doc: The annotated document, mentions resolved.
        judged: The model's opinions on the words of any of its sentences.
        by_head: Mentions by head token.
    """
    in_names = {
        i for m in by_head.values() if m.form == "name" and m.last - m.first > 1 for i in range(m.first, m.last)
    }
    for j in judged:
        # A word of a body's name is no act: "Sanctions Committee", "World Trade Organization".
        if j.act < ACT_THRESHOLD or j.trigger in in_names:
            continue
        type_, status, rule = _judged_status(doc, j)
        sources, targets, reasons, certainty = _sides(doc, j, by_head)
        yield Draft(
            judged=j, type=type_, mode=j.mode if type_ == j.type else None, status=status,
            source=sources, target=targets, reasons=(*reasons, *rule), confidence=round(j.act * certainty, 3),
        )  # fmt: skip


def _judged_status(doc: AnnotatedDocument, j: Judged) -> tuple[str, str, tuple[str, ...]]:
    """Type and status after the rules, with what the rules say for themselves."""
    if j.type == "REJECT" and j.mode == "meet" and doc.tokens[j.trigger].lemma in _MERE_ABSENCE:
        # "Has no meeting scheduled" tells that none is planned, not that one was refused.
        return "CONSULT", "negated", ("status by rule no-meeting-scheduled",)
    status, rule = settle_status(doc, j.trigger, j.type, j.status)
    return j.type, status, () if rule is None else (f"status by rule {rule}",)


_MERE_ABSENCE = frozenset({"have", "schedule", "plan", "be", "meeting", "meet", "talk", "hold"})


def _sides(
    doc: AnnotatedDocument, j: Judged, by_head: dict[int, Mention]
) -> tuple[tuple[Party, ...], tuple[Party, ...], tuple[str, ...], float]:
    sources: dict[str, Party] = {}
    targets: dict[str, Party] = {}
    reasons: list[str] = []
    certainty = 1.0
    chosen = _chosen(doc, j, by_head)
    for head, source, target in chosen:
        mention = by_head.get(head)
        if mention is None or _inside_other(doc, head, [c[0] for c in chosen], by_head):
            continue
        side = sources if source >= target else targets
        certainty = min(certainty, max(source, target))
        for party in mention.parties:
            side.setdefault(party.actor or party.text.lower(), party)
        reasons += mention.reasons
    # One who acts is not also acted upon, unless that is all the text says.
    for key in sorted(set(sources) & set(targets)):
        if len(targets) > 1:
            del targets[key]
        elif len(sources) > 1:
            del sources[key]
    acting, acted = _tell_apart(tuple(sources.values()), tuple(targets.values()))
    return acting, acted, tuple(dict.fromkeys(reasons)), certainty


def _chosen(doc: AnnotatedDocument, j: Judged, by_head: dict[int, Mention]) -> list[tuple[int, float, float]]:
    """Party words with their chances as source and target: the clear ones, and the best one of an empty side."""
    chosen = {r[0]: (r[0], r[2], r[3]) for r in j.roles if r[1] < ROLE_THRESHOLD}
    for side, other, least in ((2, 3, LEAST_SOURCE), (3, 2, LEAST_TARGET)):
        if not any(c[side - 1] >= c[other - 1] for c in chosen.values()):
            named = [
                r
                for r in j.roles
                if r[0] not in chosen
                and r[0] in by_head
                and r[side] > r[other]
                and syntactic_path(doc.tokens, j.trigger, r[0]) != "far"
            ]
            best = max(named, key=lambda r: r[side], default=None)
            if best is not None and best[side] >= least:
                chosen[best[0]] = (best[0], best[2], best[3])
    return [chosen[head] for head in sorted(chosen)]


def _tell_apart(source: tuple[Party, ...], target: tuple[Party, ...]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """In a domestic act the state's own people are named by their words: the state does not act on itself."""
    if len(source) != 1 or len(target) != 1 or source[0].actor is None or source[0].actor != target[0].actor:
        return source, target
    if target[0].sector in _NOT_THE_STATE:
        return source, (replace(target[0], actor=None),)
    if source[0].sector in _NOT_THE_STATE:
        return (replace(source[0], actor=None),), target
    return source, target


_NOT_THE_STATE = frozenset({"CVL", "OPP", "REB", "MED", "NGO", "BUS", "PTY"})


def _inside_other(doc: AnnotatedDocument, head: int, heads: Sequence[int], by_head: dict[int, Mention]) -> bool:
    """Whether a word only modifies another chosen party of the same actor ("Russian" in "Russian forces")."""
    token = doc.tokens[head]
    if token.dep not in {"amod", "compound", "poss", "nmod", "appos"} or token.head not in heads:
        return False
    mine, other = by_head.get(head), by_head.get(token.head)
    return (
        mine is not None and other is not None and {p.actor for p in mine.parties} <= {p.actor for p in other.parties}
    )


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
