"""What the shipped models share: a small encoder that reads words with what syntax and resolution say of them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from dragoman.extract.naming import UNKNOWN
from dragoman.model import AnnotatedDocument, ModelError, Token

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = npt.NDArray[np.float32]
Feed = dict[str, npt.NDArray[np.int64]]
_ENDS = {"bert": (101, 102), "mpnet": (0, 2)}
"""Sub-words that begin and end an input, by the family of the base."""
_WORDS_KEPT = 1 << 16
"""Words whose sub-words are remembered."""
_EXACT = ("session.x64quantprecision", "1")
"""Int8 products without overflow. Processors without VNNI add up pairs of products of unsigned and signed bytes in 16
bits, where they saturate: the models then read nothing. With this the runtime makes weights unsigned there that are too
large for it, as those of the model of memberships and silences are."""
_IDLE = ("session.intra_op.allow_spinning", "0")
"""Threads that sleep while there is nothing to multiply: while they wait busily the rest of the program is slower."""
_MOST_THREADS = 4
"""Threads beyond which a sentence is too short to be shared out."""


@dataclass(frozen=True, slots=True)
class WordRow:
    """A stretch of a document in a model's numbers.

    Attributes:
        ids: Sub-words, with the marks of beginning and end.
        first: For each word the place of its first sub-word in ``ids``; 0 for a word left out.
        last: The place of its last one.
        pos: Its part of speech, by number in the model's vocabulary.
        dep: Its syntactic label.
        who: How resolution names it.
    """

    ids: list[int]
    first: list[int]
    last: list[int]
    pos: list[int]
    dep: list[int]
    who: list[int]


def only_words(row: WordRow, words: Sequence[int]) -> tuple[WordRow, list[int]]:
    """Some words of a stretch, and the sub-words at which they are read.

    Args:
        row: The stretch in a model's numbers.
        words: Places of words that are not left out of it, each once.

    Returns:
        The row with these words alone, whose sub-words are told by their places in the list that comes with it; of the
        uppermost layer a model computes no others.
    """
    read = sorted({place for word in words for place in (row.first[word], row.last[word])})
    at = {place: n for n, place in enumerate(read)}
    only = replace(
        row,
        first=[at[row.first[word]] for word in words],
        last=[at[row.last[word]] for word in words],
        **{name: [getattr(row, name)[word] for word in words] for name in ("pos", "dep", "who")},
    )
    return only, read


class WordEncoder:
    """A shipped ONNX model with its tokenizer and vocabularies.

    Args:
        folder: Where ``STEM.npz`` (packed) or ``STEM.onnx``, ``STEM.json`` and ``tokenizer.json`` lie.
        stem: The files' name.
        threads: Threads of the runtime; as many as are at hand if None.

    Raises:
        ModelError: If a file is missing or does not fit.
    """

    def __init__(self, folder: Path, stem: str, threads: int | None = None) -> None:
        try:
            from tokenizers import Tokenizer

            self.about: dict[str, Any] = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = load_session(folder, stem, threads)
            self.name: str = self.about["name"]
            self.numbers = {
                key: {word: n for n, word in enumerate(self.about[key])} for key in ("paths", "pos", "deps", "whos")
            }
        except Exception as error:
            raise ModelError(f"The {stem} model in {folder} cannot be loaded ({error}). Reinstall dragoman.") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()

        @lru_cache(maxsize=_WORDS_KEPT)
        def sub_words(word: str) -> tuple[int, ...]:
            return tuple(tokenizer.encode([word], is_pretokenized=True, add_special_tokens=False).ids)

        self._sub_words = sub_words

    def takes(self, given: str) -> bool:
        """Whether the model has an input of this name."""
        return any(i.name == given for i in self._session.get_inputs())

    def gives(self, output: str) -> bool:
        """Whether the model has an output of this name."""
        return any(o.name == output for o in self._session.get_outputs())

    def sizes(self, words: Sequence[Token]) -> list[int]:
        """Of how many sub-words each word consists."""
        return [len(self._sub_words(t.text)) for t in words]

    def path(self, path: str) -> int:
        """The number of a syntactic path."""
        return self.numbers["paths"].get(path, 0)

    def row(self, doc: AnnotatedDocument, first: int, before: int, last: int, named: Mapping[int, str]) -> WordRow:
        """Words of a document in the model's numbers.

        Args:
            doc: The document.
            first: Index of the first token read.
            before: Index of the first token of the sentence itself.
            last: Index after the last one.
            named: How mentions name their actors, by head token.
        """
        words = doc.tokens[first:last]
        pieces = self._pieces(words, before - first)
        pos, dep, who = (self.numbers[key] for key in ("pos", "deps", "whos"))
        return WordRow(
            *pieces,
            [pos.get(t.pos, 0) for t in words],
            [dep.get(t.dep, 0) for t in words],
            [who.get(named.get(t.i, UNKNOWN), 0) for t in words],
        )

    def _pieces(self, words: Sequence[Token], before: int) -> tuple[list[int], list[int], list[int]]:
        """Sub-words of some words, and where each word's first and last stand (0 for a word left out).

        Where all is too long, the words before the sentence give way, from the first on; then its end.
        """
        start, end = _ENDS[self.about["family"]]
        pieces = [(word, piece) for word, token in enumerate(words) for piece in self._sub_words(token.text)]
        over = max(0, len(pieces) - (self.about["max_pieces"] - 2))
        ids, first, last = [start], [0] * len(words), [0] * len(words)
        for at, (word, piece) in enumerate(pieces):
            if (at < over and word < before) or len(ids) >= self.about["max_pieces"] - 1:
                continue
            first[word] = first[word] or len(ids)
            last[word] = len(ids)
            ids.append(piece)
        ids.append(end)
        return ids, first, last

    def feed(self, row: WordRow) -> Feed:
        """The inputs of one row: ``ids`` and ``mask`` of shape [1, sub-words], the others [1, words].

        A batch of one: int8 scales are taken over a whole call, so only alone does a row always read alike.
        """
        ids = np.array([row.ids], np.int64)
        return {
            "ids": ids, "mask": np.ones_like(ids),
            **{n: np.array([getattr(row, n)], np.int64) for n in ("first", "last", "pos", "dep", "who")},
        }  # fmt: skip

    def run(self, feed: Feed) -> list[Floats]:
        """The model's outputs for one row: of each the array without the batch's dimension, float32."""
        return [out[0] for out in self._session.run(None, feed)]


def threads_at_hand() -> int:
    """Threads that a model may use: a core each, but one in a process that is a worker among others.

    ``OMP_NUM_THREADS`` in the environment says otherwise. What is read is the same with any number of them.
    """
    if parent_process() is not None:
        return 1
    said = os.environ.get("OMP_NUM_THREADS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_THREADS)


def load_session(folder: Path, stem: str, threads: int | None = None) -> InferenceSession:
    """A session of the graph that lies in a folder as ``STEM.npz`` (packed) or ``STEM.onnx``.

    Args:
        folder: Where it lies.
        stem: The file's name.
        threads: Threads of the runtime; as many as are at hand if None.

    Raises:
        Exception: Whatever the reader of the file or the runtime finds wrong with it.
    """
    import onnxruntime

    from dragoman.extract.packed import open_session

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads_at_hand() if threads is None else threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry(*_EXACT)
    options.add_session_config_entry(*_IDLE)
    packed = folder / f"{stem}.npz"
    return open_session(packed if packed.exists() else folder / f"{stem}.onnx", options)


def columns(feed: Feed, names: Sequence[str], rows: Sequence[tuple[int, ...]]) -> Feed:
    """A feed with further inputs of shape [1, rows], each a column of some rows; a single zero where there are none."""
    table = np.array(rows or [(0,) * len(names)], np.int64).T
    return {**feed, **{name: column[None] for name, column in zip(names, table, strict=True)}}


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return result
