"""The event model: one pass a sentence judges every candidate act in it and every party's role.

Reference: training/encoder.py; the model's card in docs/model.md.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.extract.events.candidates import Proposal
from dragoman.extract.events.naming import UNKNOWN, namings
from dragoman.model import AnnotatedDocument, ModelError, Token
from dragoman.tables import ActorTables

Floats = npt.NDArray[np.float32]
_BATCH = 1
"""Sentences a call: int8 scales are taken over a whole call, so only alone does a sentence always read alike."""
_LEAST = 1e-4
"""Chances nearer to 0 or 1 count as this near: nothing is ever quite sure."""
_WORDS = ("first", "last", "pos", "dep", "who")
"""What the model is told of each word: its first and last sub-word, part of speech, syntax, and how it is named."""
_SPECIAL = {"bert": (101, 102, 0), "mpnet": (0, 2, 1)}


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


def likeliest_type(types: Mapping[str, float]) -> str:
    """The type an act most likely has, by the probabilities of all types and of "NONE"."""
    return max((p, t) for t, p in types.items() if t != "NONE")[1]


class EventModel:
    """The shipped ONNX model with its tokenizer and vocabularies.

    Args:
        folder: Where ``events.onnx``, ``events.json`` and ``tokenizer.json`` lie; the packaged ones if None.
        threads: Threads of the runtime.

    Raises:
        ModelError: If a file is missing or does not fit.
    """

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        folder = folder or Path(str(files("dragoman.extract.events") / "weights"))
        try:
            import onnxruntime
            from tokenizers import Tokenizer

            self.about: dict[str, Any] = json.loads((folder / "events.json").read_text(encoding="utf-8"))
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(folder / "events.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise ModelError(f"The event model in {folder} cannot be loaded ({error}). Reinstall dragoman.") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.name: str = self.about["name"]
        self._types: list[str] = self.about["types"]
        self._statuses: list[str] = self.about["statuses"]
        self._modes: list[str] = self.about["modes"]
        self._path_of = {p: n for n, p in enumerate(self.about["paths"])}
        self._pos_of = {p: n for n, p in enumerate(self.about["pos"])}
        self._dep_of = {d: n for n, d in enumerate(self.about["deps"])}
        self._naming_of = {w: n for n, w in enumerate(self.about["whos"])}
        self._temperature = float(self.about["temperature"])
        self._slope, self._intercept = (float(x) for x in self.about["confidence"])

    def judge(self, doc: AnnotatedDocument, proposals: Sequence[Proposal], tables: ActorTables) -> list[list[Judged]]:
        """Judge all candidates of some sentences.

        Args:
            doc: The annotated document, mentions resolved.
            proposals: Its sentences' candidates.
            tables: The actor tables.

        Returns:
            For each proposal the judged acts, in order of place; words beyond the longest input are left out.
        """
        named = namings(doc, tables)
        rows = [self._row(doc, p, named) for p in proposals]
        out: list[list[Judged]] = [[] for _ in proposals]
        order = sorted(range(len(rows)), key=lambda n: len(rows[n]["ids"]))
        for at in range(0, len(order), _BATCH):
            chosen = [n for n in order[at : at + _BATCH] if proposals[n].triggers]
            if not chosen:
                continue
            feed = self._feed([rows[n] for n in chosen])
            act, status, mode, role = self._session.run(None, feed)
            for k, n in enumerate(chosen):
                out[n] = list(self._read(proposals[n], rows[n], act[k], status[k], mode[k], role[k]))
        return out

    def calibrated(self, confidence: float) -> float:
        """How often records with such a product of chances are right, as seen on held-out sentences.

        Args:
            confidence: The chance of an act times that of its least sure party, 0 to 1.
        """
        odds = min(max(confidence, _LEAST), 1.0 - _LEAST)
        return 1.0 / (1.0 + math.exp(-self._slope * math.log(odds / (1.0 - odds)) - self._intercept))

    def _row(self, doc: AnnotatedDocument, proposal: Proposal, named: Mapping[int, str]) -> dict[str, Any]:
        base = proposal.first
        words = doc.tokens[base : proposal.sentence.last]
        ids, first, last = self._pieces(words, proposal.sentence.first - base)
        pairs = [
            (proposal.triggers[a] - base, proposal.parties[b] - base, self._path_of.get(path, 0))
            for a, b, path in proposal.pairs
            if first[proposal.triggers[a] - base] and first[proposal.parties[b] - base]
        ]
        return {
            "ids": ids, "first": first, "last": last, "pairs": pairs,
            "pos": [self._pos_of.get(t.pos, 0) for t in words], "dep": [self._dep_of.get(t.dep, 0) for t in words],
            "who": [self._naming_of.get(named.get(t.i, UNKNOWN), 0) for t in words],
        }  # fmt: skip

    def _pieces(self, words: Sequence[Token], before: int) -> tuple[list[int], list[int], list[int]]:
        """Sub-words of some words, and where each word's first and last stand (0 for a word left out).

        Where all is too long, the words before the sentence give way, from the first on; then its end.
        """
        start, end, _ = _SPECIAL[self.about["family"]]
        encoded = self._tokenizer.encode([t.text for t in words], is_pretokenized=True, add_special_tokens=False)
        over = max(0, len(encoded.ids) - (self.about["max_pieces"] - 2))
        ids, first, last = [start], [0] * len(words), [0] * len(words)
        for at, (piece, word) in enumerate(zip(encoded.ids, encoded.word_ids, strict=True)):
            if word is None or (at < over and word < before) or len(ids) >= self.about["max_pieces"] - 1:
                continue
            first[word] = first[word] or len(ids)
            last[word] = len(ids)
            ids.append(piece)
        ids.append(end)
        return ids, first, last

    def _feed(self, rows: Sequence[dict[str, Any]]) -> dict[str, npt.NDArray[np.int64]]:
        pad = _SPECIAL[self.about["family"]][2]
        length = max(len(r["ids"]) for r in rows)
        words = max(len(r["first"]) for r in rows)
        pairs = max(1, *(len(r["pairs"]) for r in rows))
        feed = {
            "ids": np.full((len(rows), length), pad, np.int64), "mask": np.zeros((len(rows), length), np.int64),
            **{n: np.zeros((len(rows), words), np.int64) for n in _WORDS},
            **{n: np.zeros((len(rows), pairs), np.int64) for n in ("pair_act", "pair_party", "pair_path")},
        }  # fmt: skip
        for k, row in enumerate(rows):
            feed["ids"][k, : len(row["ids"])] = row["ids"]
            feed["mask"][k, : len(row["ids"])] = 1
            for name in _WORDS:
                feed[name][k, : len(row[name])] = row[name]
            if row["pairs"]:
                columns = np.array(row["pairs"], np.int64).T
                for name, column in zip(("pair_act", "pair_party", "pair_path"), columns, strict=True):
                    feed[name][k, : column.size] = column
        return feed

    def _read(
        self, proposal: Proposal, row: dict[str, Any], act: Floats, status: Floats, mode: Floats, role: Floats
    ) -> Iterator[Judged]:
        base = proposal.first
        roles: dict[int, list[tuple[int, float, float, float]]] = {}
        chances = _softmax(role)
        for n, (trigger, party, _) in enumerate(row["pairs"]):
            none, source, target = (float(x) for x in chances[n])
            roles.setdefault(trigger, []).append((party + base, none, source, target))
        acts, statuses = _softmax(act / self._temperature), _softmax(status)
        for trigger in proposal.triggers:
            at = trigger - base
            if not row["first"][at]:
                continue
            types = {t: float(p) for t, p in zip(self._types, acts[at], strict=True)}
            yield Judged(
                trigger=trigger,
                types=types,
                statuses={s: float(p) for s, p in zip(self._statuses, statuses[at], strict=True)},
                modes=self._modes_of(likeliest_type(types), mode[at]),
                roles=tuple(roles.get(at, ())),
            )

    def _modes_of(self, type_: str, logits: Floats) -> dict[str, float]:
        """Probabilities of no mode and of the type's own modes."""
        allowed = [n for n, m in enumerate(self._modes) if m == "-" or m.startswith(type_ + ":")]
        chances = _softmax(logits[allowed])
        return {self._modes[n].partition(":")[2] or "-": float(p) for n, p in zip(allowed, chances, strict=True)}


def _softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


@lru_cache(maxsize=1)
def packaged_model() -> EventModel:
    """The shipped event model, loaded once a process."""
    return EventModel()
