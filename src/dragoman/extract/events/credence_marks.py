"""What tells how likely an event is right: the model's chances, its parties, what its sentence tells besides."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.extract.events.assemble import Draft
from dragoman.model import AnnotatedDocument, Mention, Party
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import BODY_KINDS, STATE_KINDS
from dragoman.tables.nouns import light_verbs, role_nouns

Marks = Mapping[str, float]
_LEAST = 1e-3
_MANY = 3
"""Counts are told apart up to this one."""
_UNSURE = (0.2, 0.8)
_TOLD_DEPS = frozenset(
    {"ROOT", "conj", "advcl", "relcl", "acl", "ccomp", "xcomp", "pcomp", "dobj", "pobj", "nsubj", "nsubjpass",
     "compound", "appos", "amod", "poss", "attr", "parataxis"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Telling:
    """The events of a document before any is left out, with what resolution knows.

    Attributes:
        doc: The document.
        drafts: Its events.
        mentions: Mentions by their first and last code points.
        tables: The actor tables.
        home: The state whose office published it, or None.
    """

    doc: AnnotatedDocument
    drafts: Sequence[Draft]
    mentions: Mapping[tuple[int, int], Mention]
    tables: ActorTables
    home: str | None


def marks_of(told: Telling) -> Iterator[Marks]:
    """The marks of each event, by name; most are 1 where they hold, chances are log-odds."""
    keys = [(d.type, _key(d)) for d in told.drafts]
    in_document = Counter(keys)
    in_sentence: dict[int, list[Draft]] = defaultdict(list)
    for draft in told.drafts:
        in_sentence[told.doc.tokens[draft.judged.trigger].sent].append(draft)
    for draft, key in zip(told.drafts, keys, strict=True):
        beside = in_sentence[told.doc.tokens[draft.judged.trigger].sent]
        marks: dict[str, float] = {"any": 1.0}
        marks.update(_of_model(draft))
        marks.update(dict.fromkeys(_of_parties(told, draft), 1.0))
        marks.update(dict.fromkeys(_of_place(told, draft), 1.0))
        marks.update(dict.fromkeys(_of_others(told.doc, draft, beside), 1.0))
        marks[f"again in document={_count(in_document[key] - 1)}"] = 1.0
        yield marks


def _key(draft: Draft) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(p.actor or p.text for p in draft.source), frozenset(p.actor or p.text for p in draft.target)


def _count(n: int) -> int:
    return min(n, _MANY)


def _log_odds(chance: float) -> float:
    odds = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(odds / (1 - odds))


def _of_model(draft: Draft) -> dict[str, float]:
    """The model's chances."""
    j = draft.judged
    types = sorted((p for t, p in j.types.items() if t != "NONE"), reverse=True)
    chances = [max(r[2], r[3]) for r in j.roles]
    low, high = _UNSURE
    return {
        "whole": _log_odds(draft.confidence), "act": _log_odds(j.act), "type": _log_odds(types[0]),
        "other type": _log_odds(types[1]), "status": _log_odds(max(j.statuses.values())),
        "best party": _log_odds(max(chances, default=0.0)),
        "best source": _log_odds(max((r[2] for r in j.roles), default=0.0)),
        "best target": _log_odds(max((r[3] for r in j.roles), default=0.0)),
        "unsure parties": min(sum(low < c < high for c in chances), _MANY + 1),
    }  # fmt: skip


def _of_parties(told: Telling, draft: Draft) -> Iterator[str]:
    """Who stands on each side: how many, known or only words, how they are named."""
    unknown = {"source": sum(not p.actor for p in draft.source), "target": sum(not p.actor for p in draft.target)}
    n, m = min(len(draft.source), 2), min(len(draft.target), 2)
    yield f"sides={n} {m}"
    yield f"sides={n} {m}, unknown {min(unknown['source'], 2)} {min(unknown['target'], 2)}"
    yield f"{draft.type}: no source {n == 0}, no target {m == 0}, target unknown {unknown['target'] > 0}"
    yield f"many={_count(len(draft.source))} {_count(len(draft.target))}"
    codes = [{p.actor for p in side if p.actor} for side in (draft.source, draft.target)]
    yield f"one actor on both sides={bool(codes[0] & codes[1])}"
    if told.home:
        yield f"publisher's state takes part={told.home in codes[0] | codes[1]}"
    sentence = told.doc.sentences[told.doc.tokens[draft.judged.trigger].sent]
    for name, side in (("source", draft.source), ("target", draft.target)):
        for party in side:
            yield from (f"{name} {mark}" for mark in _of_party(told, party))
            if party.start < sentence.start:
                yield f"{name} from before"


def _of_party(told: Telling, party: Party) -> Iterator[str]:
    mention = told.mentions.get((party.start, party.end))
    form = mention.form if mention is not None else "none"
    yield f"is {form}"
    if party.actor is None:
        row = role_nouns().get(told.doc.tokens[mention.head].lemma.lower()) if mention is not None else None
        yield "unknown is no role noun" if row is None else f"unknown is {party.sector}"
        yield f"unknown is {form}"
        return
    kind = told.tables.kind_of(party.actor)
    yield "is state" if kind in STATE_KINDS else "is body" if kind in BODY_KINDS else f"is {kind}"
    if mention is not None and mention.chance < 1:
        yield "by the model"


def _of_place(told: Telling, draft: Draft) -> Iterator[str]:
    """The act's word and where it stands."""
    doc = told.doc
    token = doc.tokens[draft.judged.trigger]
    sentence = doc.sentences[token.sent]
    yield f"act is {draft.type}"
    yield f"act is {draft.type} as {token.pos}"
    yield f"status {draft.status}"
    yield f"word {token.pos} {token.dep if token.dep in _TOLD_DEPS else 'other'}"
    yield f"depth {min(sum(1 for _ in doc.ancestors(token.i)), 8)}"
    yield f"words {min((sentence.last - sentence.first) // 10, 6)}"
    yield f"light word {token.lemma.lower() in light_verbs()}"
    yield f"opening {sentence.i < 2}"
    yield f"release {told.home is not None}"
    yield f"curly mark before {any(mark in doc.quote(sentence.start, token.start) for mark in '“”')}"


def _of_others(doc: AnnotatedDocument, draft: Draft, beside: Sequence[Draft]) -> Iterator[str]:
    """The other events of the sentence, given all of it."""
    mine = draft.judged.trigger
    others = [d for d in beside if d is not draft]
    yield f"in sentence={min(len(others), 6)}"
    parties = _key(draft)
    same_parties = [d for d in others if _key(d) == parties]
    yield f"same parties={_count(len(same_parties))}"
    yield f"same type={_count(sum(d.type == draft.type for d in others))}"
    alike = [d for d in same_parties if d.type == draft.type]
    yield f"alike={_count(len(alike))}, surer {any(d.confidence > draft.confidence for d in alike)}"
    above = [a.i for a in doc.ancestors(mine)]
    acts = {d.judged.trigger: d for d in others}
    under = next((n for n, i in enumerate(above) if i in acts), None)
    yield f"under another={under if under is None else min(under, 3)}"
    if under is not None:
        yield f"under {acts[above[under]].type} is {draft.type}"
    yield f"over others={_count(sum(mine in [a.i for a in doc.ancestors(i)] for i in acts))}"
