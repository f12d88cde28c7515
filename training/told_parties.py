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

    def acts(
        self, document: Document, gold_of: Callable[[AnnotatedDocument], Sequence[Row]], earlier: bool = True
    ) -> Iterator[Act]:
        """The acts of a document that a gold event tells, with their parties' words.

        Args:
            document: The document.
            gold_of: Gives its events; parties as `evaluate.event_gold.as_meant` has them.
            earlier: Whether words of the sentences before have parts; else theirs are unclear.
        """
        self._listening.asked.clear()
        tables = self.coder.tables
        doc, opinions = read_sentences(resolve_mentions(self.coder.parser.parse(document), tables), self.model, tables)
        by_head, gold = {m.head: m for m in doc.mentions}, gold_of(doc)
        read = [acts for acts in ([j for j in o.acts if j.likely and j.roles] for o in opinions) if acts]
        for asked, judged in zip(self._listening.asked, read, strict=True):
            item = _item(document.id, asked)
            base = judged[0].trigger - asked.acts[0].word
            names = _Names(doc, by_head, item, base, self.scorer)
            for act, j in zip(asked.acts, judged, strict=True):
                chances = {word - base: (source, target) for word, _, source, target in j.roles}
                told = names.sides_of(act, doc.tokens[j.trigger].start, gold, chances)
                if told is not None:
                    roles, unclear = told
                    own = doc.sentences[doc.tokens[j.trigger].sent].first - base
                    if not earlier:
                        unclear = unclear | {word for word in roles if word < own}
                        roles = {word: side for word, side in roles.items() if word >= own}
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
                parties, unclear = self._parties(event)
                sides, beside = self._likeliest(parties, chances)
                seen = sum(chances[place][side - 1] for place, side in sides.items() if place in chances)
                scored.append((round(seen, 2), start - end, len(scored), sides, unclear | beside))
        if not scored:
            return None
        *_, sides, unclear = max(scored)
        return (sides, unclear) if sides else None

    def _parties(self, event: Row) -> tuple[dict[tuple[int, object], list[int]], set[int]]:
        """The words of each party by its side and name, and words whose side is unclear.

        Of a state on both sides words tell its parts apart, or nothing. Who belongs to a group that gold names as one
        ("Central Asia") is a party for himself.
        """
        source, target = (self.scorer.codes(event.get(side)) for side in ("source", "target"))
        parties: dict[tuple[int, object], list[int]] = {}
        unclear: set[int] = set()
        for place in self.words:
            acts, acted = ([g for g in side if self._is(place, g)] for side in (source, target))
            if acts and acted:
                acts, acted = ([g for g in side if self._named(place, g)] for side in (source, target))
                if bool(acts) == bool(acted):
                    unclear.add(place)
                    continue
            side = SOURCE if acts else TARGET
            for name in acts or acted:
                for who in [name] if self._named(place, name) else self._matching(place, name):
                    parties.setdefault((side, who), []).append(place)
        return parties, unclear

    def _is(self, place: int, name: str) -> bool:
        return self._named(place, name) or bool(self._matching(place, name))

    def _matching(self, place: int, name: str) -> list[str]:
        """The party that a word's codes make it, which is each member where gold names a group that the code is in."""
        codes = [code for code in sorted(self.actors.get(place, ())) if self.scorer.same_actor(name, code)]
        return [name] if set(codes) & set(name.split("|")) else codes

    def _named(self, place: int, name: str) -> bool:
        words = self.words[place]
        return bool(words) and bool(self.scorer.same_actor(name, f"name:{words}"))

    def _likeliest(
        self, parties: Mapping[tuple[int, object], Sequence[int]], chances: Mapping[int, tuple[float, float]]
    ) -> tuple[dict[int, int], set[int]]:
        """The side of each party's likeliest word, of two as likely the later one; its words that tell another actor.

        "Ten protesters of Occupy Oakland" is one party: one word of it is to be found, not each.
        """
        best: dict[int, int] = {}
        beside: set[int] = set()
        for (side, _), places in sorted(parties.items(), key=lambda party: party[1]):
            chosen = max(places, key=lambda place: (chances.get(place, (0.0, 0.0))[side - 1], place))
            best[chosen] = side
            actors = self.actors.get(chosen, frozenset())
            beside.update(place for place in places if not actors & self.actors.get(place, frozenset()))
        return best, beside - best.keys()
