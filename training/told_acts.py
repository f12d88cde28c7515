"""Acts of whole documents by their words, as the product reads them: to teach the first reading further.

A gold event tells its types and its place by a clause; here it becomes the label of the word in the clause that the
shipped model thinks likeliest to tell it. What no clause holds tells no act; what a clause holds besides, or what
careful readers would differ on, teaches nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from dragoman.evaluate.scorer import Scorer
from dragoman.extract.encoding import Feed, Floats
from dragoman.extract.events import read_sentences
from dragoman.extract.events.candidates import Proposal, propose
from dragoman.extract.events.decide import EventModel, Judged, Known
from dragoman.model import AnnotatedDocument, Document
from dragoman.pipeline.coder import Coder
from dragoman.resolve.mentions import resolve_mentions
from told_parties import PartyNames, Row

LEAST = 0.004
"""Chance of an accepted type below which no word of a clause is taken for the act's."""
SHARED = 0.3
"""Chance from which one word may tell several gold events."""
UNSURE = 0.15
"""Chance of an accepted type from which another word of a clause may tell the act as well."""
FIRST = 0.3
"""How much more the first of the accepted types counts when the word is chosen."""
ORDER = ((1.0,), (0.7, 0.3), (0.6, 0.25, 0.15))
"""Shares of accepted types, best first."""


@dataclass(frozen=True)
class Told:
    """What a gold event says of the word that tells it.

    Attributes:
        types: Its accepted types with their shares of one.
        roles: The part of each party's likeliest word, by place.
        unclear: Places of words whose part is unclear.
    """

    types: Mapping[str, float]
    roles: Mapping[int, int]
    unclear: frozenset[int]


@dataclass(frozen=True)
class Sentence:
    """A sentence as the first reading gets it, with what is known of its acts.

    Attributes:
        text: The id of its text.
        lower: What the lower layers make of it, [sub-words, hidden].
        feed: The inputs, without the batch's dimension.
        said: What the shipped model says: logits of act, status, mode, role and same.
        actors: Whom each word names or stands for, by place.
        acts: Labels by the place of the word that tells an act.
        none: Places of words that tell none.
    """

    text: str
    lower: torch.Tensor
    feed: Feed
    said: Sequence[Floats]
    actors: Mapping[int, frozenset[str]]
    acts: dict[int, Told] = field(default_factory=dict)
    none: set[int] = field(default_factory=set)

    def pieces(self) -> int:
        """Sub-words of the sentence with what stands before it."""
        return int(self.lower.shape[0])

    def said_elsewhere(self, act: int, word: int) -> bool:
        """Whether the actor of a word has his part at another word, which is no sign that this one has none."""
        codes, roles = self.actors.get(word), self.acts[act].roles
        return bool(codes) and word not in roles and any(codes & self.actors.get(p, frozenset()) for p in roles)


class SentenceReader:
    """Reads documents by the whole pipeline as far as the first reading's opinion of each sentence.

    Args:
        weights: A folder of shipped weights.
        scorer: Whose rules say which words are a gold party's.
    """

    def __init__(self, weights: Path, scorer: Scorer) -> None:
        self.coder, self.model, self.scorer = Coder(), EventModel(weights), scorer
        self._heard: list[tuple[Feed, list[Floats]]] = []
        run = self.model.encoder.run

        def listen(feed: Feed) -> list[Floats]:
            said = run(feed)
            self._heard.append((feed, said))
            return said

        self.model.encoder.run = listen  # type: ignore[method-assign]

    def sentences(self, document: Document, gold_of: Callable[[AnnotatedDocument], Sequence[Row]]) -> list[Sentence]:
        """The sentences of a document that may tell an act, labelled.

        Args:
            document: The document.
            gold_of: Gives its events; parties as `evaluate.event_gold.as_meant` has them.
        """
        self._heard.clear()
        tables = self.coder.tables
        doc = resolve_mentions(self.coder.parser.parse(document), tables)
        proposals = {n: p for n, p in enumerate(propose(doc, s) for s in doc.sentences) if p.triggers}
        known = Known.of(doc, tables)
        doc, opinions = read_sentences(doc, self.model, tables)
        read = [
            Sentence(
                document.id, torch.from_numpy(np.asarray(said[5])).to(torch.bfloat16),
                {n: v[0] for n, v in feed.items()}, said[:5], known.parties(p.parties, p.first),
            )
            for p, (feed, said) in zip(proposals.values(), self._heard, strict=True)
        ]  # fmt: skip
        judged = [(k, j) for k, n in enumerate(proposals) for j in opinions[n].acts]
        gold = [g for g in gold_of(doc) if g.get("kind", "event") == "event"]
        self._label(doc, gold, list(proposals.values()), read, judged)
        return read

    def _label(
        self, doc: AnnotatedDocument, gold: Sequence[Row], proposals: Sequence[Proposal], read: Sequence[Sentence],
        judged: Sequence[tuple[int, Judged]],
    ) -> None:  # fmt: skip
        """Give the sentences their labels."""
        clauses = [self.scorer.spans(event["evidence"]) for event in gold]
        may = [
            (_fit(j, event), g, x)
            for x, (_, j) in enumerate(judged)
            for g, event in enumerate(gold)
            if any(start <= doc.tokens[j.trigger].start < end for start, end in clauses[g])
        ]
        teller = _tellers(sorted(may, reverse=True), gold)
        names: dict[int, PartyNames] = {}
        for x, (n, j) in enumerate(judged):
            sentence, proposal = read[n], proposals[n]
            place = j.trigger - proposal.first
            events = [gold[g] for g, told in teller.items() if told == x]
            required = [e for e in events if not e.get("optional")]
            if required:
                if n not in names:
                    places = [
                        p - proposal.first for p in proposal.parties if sentence.feed["first"][p - proposal.first]
                    ]
                    names[n] = PartyNames(doc, sentence.actors, places, proposal.first, self.scorer)
                sentence.acts[place] = _told(j, required[0], names[n], proposal.first)
            elif not events and not any(_doubtful(fit, j, gold[g]) for fit, g, other in may if other == x):
                sentence.none.add(place)


def _fit(judged: Judged, event: Row) -> float:
    """How well a word may tell a gold event: the chances of its types, of the first of them more."""
    return sum(judged.types[t] for t in event["types"]) + FIRST * judged.types[event["types"][0]]


def _doubtful(fit: float, judged: Judged, event: Row) -> bool:
    """Whether a word of a gold event's clause that is not its teller may tell it, or an act, as well."""
    return fit >= UNSURE or (bool(event.get("optional")) and judged.act > UNSURE)


def _tellers(may: Sequence[tuple[float, int, int]], gold: Sequence[Row]) -> dict[int, int]:
    """The word that tells each gold event, by their numbers: the best that is free, or that tells one of its types.

    Args:
        may: How well it fits, event and word, the best first.
        gold: The events.
    """
    teller: dict[int, int] = {}
    taken: dict[int, int] = {}
    for fit, g, x in may:
        if g in teller or fit < LEAST:
            continue
        if x in taken:
            if fit >= SHARED and not set(gold[taken[x]]["types"]).isdisjoint(gold[g]["types"]):
                teller[g] = x
            continue
        teller[g], taken[x] = x, g
    return teller


def _told(judged: Judged, event: Row, names: PartyNames, base: int) -> Told:
    """The label of a word by the gold event it tells: half the readers' order of types, half the model's."""
    order = dict(zip(event["types"], ORDER[min(len(event["types"]), len(ORDER)) - 1], strict=False))
    likely = sum(judged.types[t] for t in event["types"]) or 1.0
    types = {t: order.get(t, 0.0) + judged.types[t] / likely for t in event["types"]}
    whole = sum(types.values())
    place = judged.trigger - base
    parts, unclear = names.parts(event)
    chances = {word - base: (source, target) for word, _, source, target in judged.roles}
    roles = names.likeliest({w: side for w, side in parts.items() if w != place}, chances)
    return Told({t: share / whole for t, share in types.items()}, roles, frozenset(unclear))


def opinion_of(sentence: Sentence) -> Mapping[str, Any]:
    """What the shipped model says of words' status and mode and of whom words mean, as chances."""
    _, status, mode, _, same = (torch.from_numpy(np.asarray(logits)).float() for logits in sentence.said)
    return {"status": torch.softmax(status, -1), "mode": torch.softmax(mode, -1), "same": torch.sigmoid(same)}
