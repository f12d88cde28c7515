"""Acts of whole documents with their parties, as the product reads them: to teach the second reading.

A gold event names its parties by code or words and its place by a clause; here they become parts of the words that the
second reading is asked about. Parties that only the sentences before name have a part, too: whom "Turkish forces
entered Smyrna" is done to stands a sentence earlier.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from dragoman.evaluate.scorer import Scorer
from dragoman.extract.encoding import Floats, WordRow
from dragoman.extract.events import read_sentences
from dragoman.extract.events.decide import EventModel
from dragoman.extract.events.parties import MarkedAct, PartyReader
from dragoman.model import AnnotatedDocument, Document, Mention
from dragoman.pipeline.coder import Coder
from dragoman.resolve.mentions import resolve_mentions
from rows import SOURCE, TARGET
from second_reading import Act

Row = dict[str, Any]
HALVES = 2


def half_of(text: str) -> int:
    """The half a text belongs to, by its id: what is learned on one half is tried on the other."""
    return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16) % HALVES


@dataclass(frozen=True)
class Asked:
    """What the second reading was asked about a sentence: its inputs as `PartyReader.read` gets them."""

    lower: Floats
    row: WordRow
    acts: Sequence[MarkedAct]
    actors: Mapping[int, frozenset[str]]


class _Listening:
    """A second reading that keeps what it is asked."""

    def __init__(self, reader: PartyReader) -> None:
        self.reader, self.share = reader, reader.share
        self.asked: list[Asked] = []

    def read(
        self, lower: Floats, row: WordRow, acts: Sequence[MarkedAct], actors: Mapping[int, frozenset[str]]
    ) -> list[Floats]:
        self.asked.append(Asked(lower, row, acts, actors))
        return self.reader.read(lower, row, acts, actors)


class ActReader:
    """Reads documents by the whole pipeline as far as the acts and whom their parties may be.

    Args:
        weights: A folder of shipped weights.
        scorer: Whose rules say which words are a gold party's.
    """

    def __init__(self, weights: Path, scorer: Scorer) -> None:
        self.coder, self.model, self.scorer = Coder(), EventModel(weights), scorer
        self.model.parties = self._listening = _Listening(self.model.parties)

    def acts(self, document: Document, gold_of: Callable[[AnnotatedDocument], Sequence[Row]]) -> Iterator[Act]:
        """The acts of a document that a gold event tells, with their parties' words.

        Args:
            document: The document.
            gold_of: Gives its events; parties as `evaluate.event_gold.as_meant` has them.
        """
        self._listening.asked.clear()
        tables = self.coder.tables
        doc, opinions = read_sentences(resolve_mentions(self.coder.parser.parse(document), tables), self.model, tables)
        by_head, gold = {m.head: m for m in doc.mentions}, gold_of(doc)
        read = [acts for acts in ([j for j in judged if j.likely and j.roles] for judged in opinions) if acts]
        for asked, judged in zip(self._listening.asked, read, strict=True):
            item = _item(document.id, asked)
            base = judged[0].trigger - asked.acts[0].word
            names = _Names(doc, by_head, item, base, self.scorer)
            for act, j in zip(asked.acts, judged, strict=True):
                chances = {word - base: (source, target) for word, _, source, target in j.roles}
                told = names.sides_of(act, doc.tokens[j.trigger].start, gold, chances)
                if told is not None:
                    roles, unclear = told
                    label = {"t": act.type, "t2": None, "roles": roles}
                    yield Act(item, act.word, label, [p for p in act.parties if p[0] not in unclear | {act.word}])


def _item(text: str, asked: Asked) -> dict[str, Any]:
    """A sentence as `second_reading` has those of its rows."""
    row = asked.row
    return {
        "ids": row.ids, "first": row.first, "last": row.last, "pos": row.pos, "dep": row.dep, "who": row.who,
        "lower": torch.from_numpy(np.asarray(asked.lower)).to(torch.bfloat16), "actors": dict(asked.actors),
        "row": {"i": text, "parties": [word for word, _ in asked.acts[0].parties]},
    }  # fmt: skip


class _Names:
    """Which words of a sentence, and of what stands before it, are which gold parties."""

    def __init__(
        self, doc: AnnotatedDocument, by_head: Mapping[int, Mention], item: dict[str, Any], base: int, scorer: Scorer
    ) -> None:
        self.scorer, self.actors = scorer, item["actors"]
        self.words: dict[int, str] = {}
        for place in item["row"]["parties"]:
            mention = by_head.get(place + base)
            text = doc.quote(mention.start, mention.end) if mention is not None else doc.tokens[place + base].text
            self.words[place] = scorer.norm(text)

    def sides_of(
        self, act: MarkedAct, at: int, gold: Sequence[Row], chances: Mapping[int, tuple[float, float]]
    ) -> tuple[dict[int, int], set[int]] | None:
        """The part of each party's likeliest word, and the words whose part is unclear; None if no gold tells the act.

        Of several gold events that may tell it the one is taken whose parties the model sees best, then the shortest.
        """
        scored = []
        for event in gold:
            ((start, end), *_) = self.scorer.spans(event["evidence"])
            if start <= at < end and act.type in event["types"]:
                sides, unclear = self._sides(event)
                seen = sum(chances[place][side - 1] for place, side in sides.items() if place in chances)
                scored.append((round(seen, 2), start - end, len(scored), sides, unclear))
        if not scored:
            return None
        *_, sides, unclear = max(scored)
        return (self._likeliest(sides, chances), unclear) if sides else None

    def _sides(self, event: Row) -> tuple[dict[int, int], set[int]]:
        """The side of each word that is a party's. Of a state on both sides words tell its parts apart, or nothing."""
        source, target = (self.scorer.codes(event.get(side)) for side in ("source", "target"))
        sides: dict[int, int] = {}
        unclear: set[int] = set()
        for place in self.words:
            acts, acted = self._is(place, source), self._is(place, target)
            if acts and acted:
                acts, acted = self._named(place, source), self._named(place, target)
                if acts == acted:
                    unclear.add(place)
                    continue
            if acts or acted:
                sides[place] = SOURCE if acts else TARGET
        return sides, unclear

    def _is(self, place: int, side: Sequence[str]) -> bool:
        codes = self.actors.get(place, frozenset())
        return self._named(place, side) or any(self.scorer.same_actor(g, code) for g in side for code in codes)

    def _named(self, place: int, side: Sequence[str]) -> bool:
        words = self.words[place]
        return bool(words) and any(self.scorer.same_actor(g, f"name:{words}") for g in side)

    def _likeliest(self, sides: Mapping[int, int], chances: Mapping[int, tuple[float, float]]) -> dict[int, int]:
        """Of an actor's words on a side the one that the model thinks likeliest, of two as likely the later one."""
        best: dict[tuple[int, object], int] = {}
        for place, side in sides.items():
            chance = chances.get(place, (0.0, 0.0))[side - 1]
            for actor in self.actors.get(place) or (place,):
                other = best.get((side, actor))
                if other is None or chance >= chances.get(other, (0.0, 0.0))[side - 1]:
                    best[side, actor] = place
        return {place: side for (side, _), place in sorted(best.items(), key=lambda b: b[1])}
