"""The event model: one pass a sentence judges every candidate act in it and every party's role.

For the acts it finds a second reading, one act marked at a time, tells the parties' roles once more.
Reference: training/encoder.py; the model's card in docs/model.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from dragoman.extract.encoding import Floats, WordEncoder, WordRow, columns, only_words, softmax
from dragoman.extract.events.candidates import Proposal
from dragoman.extract.events.meanings import MeaningReader
from dragoman.extract.events.parties import MarkedAct, PartyReader, mixed
from dragoman.extract.naming import Known
from dragoman.model import AnnotatedDocument, ModelError
from dragoman.tables import ActorTables

ACT_THRESHOLD = 0.3
"""Least chance that a word tells any act: whether its event is written down is decided on the whole of it."""
TYPE_THRESHOLD = 0.2
"""Least chance of the likeliest type: what may be any of many acts is told by none of them."""
_LOWER = "lower"
"""The output that the second reading goes on from."""
_READ = "read"
"""The input of the sub-words that heads look at: of the uppermost layer only these are computed."""
_PAIRS = ("pair_act", "pair_party", "pair_path")
_NO_LONGER_ASKED = ("word", "name", "told")
"""Inputs of a head that `meanings.py` has taken the place of."""


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
    def likely(self) -> bool:
        """Whether the candidate counts as an act."""
        return self.act >= ACT_THRESHOLD and self.types[self.type] >= TYPE_THRESHOLD

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
        threads: Threads of the runtime; as many as are at hand if None.

    Raises:
        ModelError: If a file is missing or does not fit.
    """

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        folder = folder or Path(str(files("dragoman.extract.events") / "weights"))
        self._encoder = WordEncoder(folder, "events", threads)
        self.about = about = self._encoder.about
        self.name = self._encoder.name
        if not self._encoder.takes(_READ):
            raise ModelError(f"The events model in {folder} is of an earlier version. Reinstall dragoman.")
        self._types: list[str] = about["types"]
        self._statuses: list[str] = about["statuses"]
        self._modes: list[str] = about["modes"]
        self._temperature = float(about["temperature"])
        self.parties = PartyReader(folder, self._types, threads) if PartyReader.lies_in(folder) else None
        if self.parties is not None:
            goes_on_from = self.parties.base, self.parties.layers
            if not self._encoder.gives(_LOWER) or goes_on_from != (self.name, about.get("again")):
                raise ModelError(
                    f"The parties model in {folder} goes on from {goes_on_from[0]!r}, {goes_on_from[1]} layers below"
                    f" its end, which the events model there, {self.name!r}, does not give. Reinstall dragoman."
                )
            self.name = f"{self.name}, {self.parties.name}"
        self.meanings = MeaningReader(folder, threads) if MeaningReader.lies_in(folder) else None
        if self.meanings is not None:
            self.name = f"{self.name}, {self.meanings.name}"

    def judge(self, doc: AnnotatedDocument, proposals: Sequence[Proposal], tables: ActorTables) -> list[list[Judged]]:
        """Judge all candidate acts of some sentences in one reading: of what may be an act, not only of what is."""
        return self._judge(doc, proposals, tables, again=False)

    def read(self, doc: AnnotatedDocument, proposals: Sequence[Proposal], tables: ActorTables) -> list[list[Judged]]:
        """Read some sentences.

        Args:
            doc: The annotated document, mentions resolved.
            proposals: Its sentences' candidates.
            tables: The actor tables.

        Returns:
            The candidate acts of each proposal, in order of place; words beyond the longest input are left out, and
            sentences without any candidate act are not read.
        """
        return self._judge(doc, proposals, tables, again=True)

    def _judge(
        self, doc: AnnotatedDocument, proposals: Sequence[Proposal], tables: ActorTables, again: bool
    ) -> list[list[Judged]]:
        known = Known.of(doc, tables)
        return [self._read(doc, p, known, again) if p.triggers else [] for p in proposals]

    def _read(self, doc: AnnotatedDocument, proposal: Proposal, known: Known, again: bool) -> list[Judged]:
        base = proposal.first
        row = self._encoder.row(doc, base, proposal.sentence.first, proposal.sentence.last, known.namings)
        triggers = [t for t in proposal.triggers if row.first[t - base]]
        if not triggers:
            return []
        pairs = list(self._pairs(proposal, row))
        words = sorted({*(t - base for t in triggers), *(word for pair in pairs for word in pair[:2])})
        at = {word: n for n, word in enumerate(words)}
        narrow, read = only_words(row, words)
        numbers = [(at[act], at[party], path) for act, party, path in pairs]
        feed = columns(columns(self._encoder.feed(narrow), _PAIRS, numbers), _NO_LONGER_ASKED, [])
        feed[_READ] = np.array([read], np.int64)
        act, status, mode, role, _, *lower = self._encoder.run(feed)
        roles: dict[int, list[tuple[int, float, float, float]]] = {}
        for (trigger, party, _), chances in zip(pairs, softmax(role), strict=False):
            none, source, target = (float(x) for x in chances)
            roles.setdefault(trigger, []).append((party + base, none, source, target))
        acts, statuses = softmax(act / self._temperature), softmax(status)
        judged = []
        for trigger in triggers:
            word = at[trigger - base]
            types = {t: float(p) for t, p in zip(self._types, acts[word], strict=True)}
            judged.append(
                Judged(
                    trigger=trigger,
                    types=types,
                    statuses={s: float(p) for s, p in zip(self._statuses, statuses[word], strict=True)},
                    modes=self._modes_of(likeliest_type(types), mode[word]),
                    roles=tuple(roles.get(trigger - base, ())),
                )
            )
        if again and self.parties is not None:
            judged = self._read_again(self.parties, judged, lower[0], row, proposal, pairs, known)
        return judged

    def _read_again(
        self, reader: PartyReader, judged: Sequence[Judged], lower: Floats, row: WordRow, proposal: Proposal,
        pairs: Sequence[tuple[int, int, int]], known: Known,
    ) -> list[Judged]:  # fmt: skip
        """The acts with the parties' roles as a second reading sees them beside the first."""
        asked = [j for j in judged if j.likely and j.roles]
        if not asked:
            return list(judged)
        base = proposal.first
        paths: dict[int, dict[int, int]] = {j.trigger - base: {} for j in asked}
        for act, party, path in pairs:
            if act in paths:
                paths[act][party] = path
        places = [p - base for p in proposal.parties if row.first[p - base]]
        marked = [
            # An act's own word is no party of it: it gets the path of unknown ones, and its answer is not heard.
            MarkedAct(j.trigger - base, j.type, [(p, paths[j.trigger - base].get(p, 0)) for p in places])
            for j in asked
        ]
        roles = reader.read(lower, row, marked, {p - base: codes for p in proposal.parties if (codes := known.whom(p))})
        told = {
            j.trigger: {p + base: [float(c) for c in chances] for p, chances in zip(places, role, strict=True)}
            for j, role in zip(asked, roles, strict=True)
        }
        return [
            replace(j, roles=mixed(j.roles, told[j.trigger], reader.share)) if j.trigger in told else j for j in judged
        ]

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
