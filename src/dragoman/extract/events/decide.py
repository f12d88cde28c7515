"""The event model: one pass a sentence judges every candidate act in it and every party's role.

Reference: training/encoder.py; the model's card in docs/model.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from dragoman.extract.encoding import Floats, WordEncoder, WordRow, columns, softmax
from dragoman.extract.events.candidates import Proposal
from dragoman.extract.events.pointing import Meaning
from dragoman.extract.naming import TOLD_ITSELF, named_actors, namings, told_actors, told_of
from dragoman.model import AnnotatedDocument
from dragoman.tables import ActorTables

_LEAST = 1e-4
"""Chances nearer to 0 or 1 count as this near: nothing is ever quite sure."""
_PAIRS = ("pair_act", "pair_party", "pair_path")
_NAMES = ("word", "name", "told")


@dataclass(frozen=True, slots=True)
class Judged:
    """The model's opinion of one candidate act.

    Attributes:
        trigger: Token index of the act's head word.
        types: Probability of each type, summing to 1 with "NONE".
        statuses: Probability of each status, given that it is an act.
        modes: Probability of each mode ("-" for none) of the likeliest type.
        roles: Token index of each party word with its probabilities (neither, source, target).
    """

    trigger: int
    types: dict[str, float]
    statuses: dict[str, float]
    modes: dict[str, float]
    roles: tuple[tuple[int, float, float, float], ...]

    @property
    def act(self) -> float:
        """Probability that the candidate tells an act at all."""
        return 1.0 - self.types["NONE"]

    @property
    def type(self) -> str:
        """The likeliest type, given that it is an act."""
        return likeliest_type(self.types)

    @property
    def status(self) -> str:
        """The likeliest status."""
        return max(self.statuses, key=lambda s: self.statuses[s])

    @property
    def mode(self) -> str | None:
        """The likeliest mode of the likeliest type, or None."""
        mode = max(self.modes, key=lambda m: self.modes[m])
        return None if mode == "-" else mode


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model says of one sentence.

    Attributes:
        acts: Its candidate acts, in order of place.
        meanings: By token index, whom its words mean that name nobody by themselves.
    """

    acts: list[Judged]
    meanings: Mapping[int, Meaning]


def likeliest_type(types: Mapping[str, float]) -> str:
    """The type an act most likely has, by the probabilities of all types and of "NONE"."""
    return max((p, t) for t, p in types.items() if t != "NONE")[1]


class EventModel:
    """The shipped ONNX model with its tokenizer and vocabularies.

    Args:
        folder: Where ``events.npz`` (or ``events.onnx``), ``events.json`` and ``tokenizer.json`` lie; the packaged
            ones if None.
        threads: Threads of the runtime.

    Raises:
        ModelError: If a file is missing or does not fit.
    """

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        folder = folder or Path(str(files("dragoman.extract.events") / "weights"))
        self._encoder = WordEncoder(folder, "events", threads)
        self.about = about = self._encoder.about
        self.name = self._encoder.name
        self._types: list[str] = about["types"]
        self._statuses: list[str] = about["statuses"]
        self._modes: list[str] = about["modes"]
        self._temperature = float(about["temperature"])
        self._slope, self._intercept = (float(x) for x in about["confidence"])

    def judge(self, doc: AnnotatedDocument, proposals: Sequence[Proposal], tables: ActorTables) -> list[list[Judged]]:
        """Judge all candidate acts of some sentences, as `read` does."""
        return [opinion.acts for opinion in self.read(doc, proposals, tables)]

    def read(self, doc: AnnotatedDocument, proposals: Sequence[Proposal], tables: ActorTables) -> list[Opinion]:
        """Read some sentences.

        Args:
            doc: The annotated document, mentions resolved.
            proposals: Its sentences' candidates.
            tables: The actor tables.

        Returns:
            An opinion for each proposal; words beyond the longest input are left out, and sentences without any
            candidate act are not read.
        """
        known = _Known(namings(doc, tables), named_actors(doc), told_actors(doc))
        return [self._read(doc, p, known) if p.triggers else Opinion([], {}) for p in proposals]

    def calibrated(self, confidence: float) -> float:
        """How often records with such a product of chances are right, as seen on held-out sentences.

        Args:
            confidence: The chance of an act times that of its least sure party, 0 to 1.
        """
        odds = min(max(confidence, _LEAST), 1.0 - _LEAST)
        return _chance(self._slope * math.log(odds / (1.0 - odds)) + self._intercept)

    def _read(self, doc: AnnotatedDocument, proposal: Proposal, known: _Known) -> Opinion:
        base = proposal.first
        row = self._encoder.row(doc, base, proposal.sentence.first, proposal.sentence.last, known.named)
        pairs = list(self._pairs(proposal, row))
        words = list(_pointing(proposal, row, known))
        feed = columns(columns(self._encoder.feed(row), _PAIRS, pairs), _NAMES, words)
        act, status, mode, role, same = self._encoder.run(feed)
        roles: dict[int, list[tuple[int, float, float, float]]] = {}
        for (trigger, party, _), chances in zip(pairs, softmax(role), strict=False):
            none, source, target = (float(x) for x in chances)
            roles.setdefault(trigger, []).append((party + base, none, source, target))
        acts, statuses = softmax(act / self._temperature), softmax(status)
        judged = []
        for trigger in proposal.triggers:
            at = trigger - base
            if not row.first[at]:
                continue
            types = {t: float(p) for t, p in zip(self._types, acts[at], strict=True)}
            judged.append(
                Judged(
                    trigger=trigger,
                    types=types,
                    statuses={s: float(p) for s, p in zip(self._statuses, statuses[at], strict=True)},
                    modes=self._modes_of(likeliest_type(types), mode[at]),
                    roles=tuple(roles.get(at, ())),
                )
            )
        return Opinion(judged, _meanings(words, same, base, known.actors))

    def _pairs(self, proposal: Proposal, row: WordRow) -> Iterator[tuple[int, int, int]]:
        for a, b, path in proposal.pairs:
            act, party = proposal.triggers[a] - proposal.first, proposal.parties[b] - proposal.first
            if row.first[act] and row.first[party]:
                yield act, party, self._encoder.path(path)

    def _modes_of(self, type_: str, logits: Floats) -> dict[str, float]:
        """Probabilities of no mode and of the type's own modes."""
        allowed = [n for n, m in enumerate(self._modes) if m == "-" or m.startswith(type_ + ":")]
        chances = softmax(logits[allowed])
        return {self._modes[n].partition(":")[2] or "-": float(p) for n, p in zip(allowed, chances, strict=True)}


@dataclass(frozen=True, slots=True)
class _Known:
    """What resolution says of a document's words, by head token: how they name, whom by themselves, whom else."""

    named: Mapping[int, str]
    actors: Mapping[int, str]
    told: Mapping[int, frozenset[str]]


def _chance(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-logit))


def _pointing(proposal: Proposal, row: WordRow, known: _Known) -> Iterator[tuple[int, int, int]]:
    """Each word of the sentence that names nobody by itself with every name in sight, and with itself if resolved."""
    base = proposal.first
    names = [n for n in range(base, proposal.sentence.last) if n in known.actors and row.first[n - base]]
    for p in proposal.parties:
        if p < proposal.sentence.first or p in known.actors or not row.first[p - base]:
            continue
        told = known.told.get(p, frozenset())
        for n in names:
            yield p - base, n - base, told_of(told, known.actors[n])
        if told:
            yield p - base, p - base, TOLD_ITSELF


def _meanings(
    words: Sequence[tuple[int, int, int]], same: Floats, base: int, actors: Mapping[int, str]
) -> dict[int, Meaning]:
    """The chances of all pairs of words, by the word that points."""
    found: dict[int, dict[str, float]] = {}
    belief: dict[int, float] = {}
    for (word, name, _), logit in zip(words, same, strict=False):
        chance = _chance(float(logit))
        likely = found.setdefault(word + base, {})
        if word == name:
            belief[word + base] = chance
        else:
            actor = actors[name + base]
            likely[actor] = max(likely.get(actor, 0.0), chance)
    return {head: Meaning(likely, belief.get(head)) for head, likely in found.items()}


@lru_cache(maxsize=1)
def packaged_model() -> EventModel:
    """The shipped event model, loaded once a process."""
    return EventModel()
