"""The event model: one pass a sentence judges every candidate act in it and every party's role.

Reference: training/encoder.py; the model's card in docs/model.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from dragoman.extract.encoding import Floats, WordEncoder, WordRow, columns, softmax
from dragoman.extract.events.candidates import Proposal
from dragoman.extract.naming import named_actors, namings
from dragoman.model import AnnotatedDocument
from dragoman.tables import ActorTables

_LEAST = 1e-4
"""Chances nearer to 0 or 1 count as this near: nothing is ever quite sure."""
_PAIRS = ("pair_act", "pair_party", "pair_path")
_NAMES = ("word", "name")


@dataclass(frozen=True, slots=True)
class Judged:
    """The model's opinion of one candidate act.

    Attributes:
        trigger: Token index of the act's head word.
        types: Probability of each type, summing to 1 with "NONE".
        statuses: Probability of each status, given that it is an act.
        modes: Probability of each mode ("-" for none) of the likeliest type.
        roles: Token index of each party word with its probabilities (neither, source, target).
        stands_for: By token index of each party word that names no single actor itself, the chance that it stands for
            each actor named in sight, by code. One mapping for all acts of a sentence.
    """

    trigger: int
    types: dict[str, float]
    statuses: dict[str, float]
    modes: dict[str, float]
    roles: tuple[tuple[int, float, float, float], ...]
    stands_for: Mapping[int, Mapping[str, float]] = field(default_factory=dict)

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
        """Judge all candidates of some sentences.

        Args:
            doc: The annotated document, mentions resolved.
            proposals: Its sentences' candidates.
            tables: The actor tables.

        Returns:
            For each proposal the judged acts, in order of place; words beyond the longest input are left out.
        """
        named, actors = namings(doc, tables), named_actors(doc)
        return [list(self._judge(doc, p, named, actors)) if p.triggers else [] for p in proposals]

    def calibrated(self, confidence: float) -> float:
        """How often records with such a product of chances are right, as seen on held-out sentences.

        Args:
            confidence: The chance of an act times that of its least sure party, 0 to 1.
        """
        odds = min(max(confidence, _LEAST), 1.0 - _LEAST)
        return 1.0 / (1.0 + math.exp(-self._slope * math.log(odds / (1.0 - odds)) - self._intercept))

    def _judge(
        self, doc: AnnotatedDocument, proposal: Proposal, named: Mapping[int, str], actors: Mapping[int, str]
    ) -> Iterator[Judged]:
        base = proposal.first
        row = self._encoder.row(doc, base, proposal.sentence.first, proposal.sentence.last, named)
        pairs = list(self._pairs(proposal, row))
        names = [n for n in range(base, proposal.sentence.last) if n in actors and row.first[n - base]]
        bare = [p for p in proposal.parties if p not in actors and row.first[p - base]]
        words = [(p - base, n - base) for p in bare for n in names]
        feed = columns(columns(self._encoder.feed(row), _PAIRS, pairs), _NAMES, words)
        act, status, mode, role, same = self._encoder.run(feed)
        stands_for: dict[int, dict[str, float]] = {}
        for (word, name), logit in zip(words, same, strict=False):
            known = stands_for.setdefault(word + base, {})
            actor = actors[name + base]
            known[actor] = max(known.get(actor, 0.0), 1.0 / (1.0 + math.exp(-float(logit))))
        roles: dict[int, list[tuple[int, float, float, float]]] = {}
        for (trigger, party, _), chances in zip(pairs, softmax(role), strict=False):
            none, source, target = (float(x) for x in chances)
            roles.setdefault(trigger, []).append((party + base, none, source, target))
        acts, statuses = softmax(act / self._temperature), softmax(status)
        for trigger in proposal.triggers:
            at = trigger - base
            if not row.first[at]:
                continue
            types = {t: float(p) for t, p in zip(self._types, acts[at], strict=True)}
            yield Judged(
                trigger=trigger,
                types=types,
                statuses={s: float(p) for s, p in zip(self._statuses, statuses[at], strict=True)},
                modes=self._modes_of(likeliest_type(types), mode[at]),
                roles=tuple(roles.get(at, ())),
                stands_for=stands_for,
            )

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


@lru_cache(maxsize=1)
def packaged_model() -> EventModel:
    """The shipped event model, loaded once a process."""
    return EventModel()
