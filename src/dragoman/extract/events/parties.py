"""Reads a sentence once more for each act found in it, the act's word marked, for who takes part.

The first reading sees all acts of a sentence at once. The second goes on from its lower layers with one act marked, its
type told, and every mention numbered by its actor, so that "Biden", "the President" and "he" read as one. Reference:
training/second_reading.py; the model's card in docs/model.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dragoman.extract.encoding import Floats, WordRow, load_session, only_words, softmax
from dragoman.model import ModelError

_STEM = "parties"


@dataclass(frozen=True, slots=True)
class MarkedAct:
    """An act of a sentence whose parties are asked for.

    Attributes:
        word: Place of its head word among the words read.
        type: Its type.
        parties: For each word that may be a party its place, and the number of the path to it.
    """

    word: int
    type: str
    parties: Sequence[tuple[int, int]]


class PartyReader:
    """The second reading's ONNX model.

    Args:
        folder: Where ``parties.npz`` (or ``parties.onnx``) and ``parties.json`` lie.
        types: The first reading's types, in its order.
        threads: Threads of the runtime; as many as are at hand if None.

    Raises:
        ModelError: If a file does not fit.
    """

    def __init__(self, folder: Path, types: Sequence[str], threads: int | None = None) -> None:
        try:
            about = json.loads((folder / f"{_STEM}.json").read_text(encoding="utf-8"))
            self.name: str = about["name"]
            self.share: float = about["share"]
            self.base: str = about["base"]
            self.layers: int = about["layers"]
            self._actors: int = about["actors"]
            self._session = load_session(folder, _STEM, threads)
        except Exception as error:
            raise ModelError(
                f"The {_STEM} model in {folder} cannot be loaded ({error}). Reinstall dragoman."
            ) from error
        self._types = {t: n for n, t in enumerate(types)}

    @staticmethod
    def lies_in(folder: Path) -> bool:
        """Whether a folder holds a second reading: a first one does without."""
        return (folder / f"{_STEM}.json").exists()

    def read(
        self, lower: Floats, row: WordRow, acts: Sequence[MarkedAct], actors: Mapping[int, frozenset[str]]
    ) -> list[Floats]:
        """The parts of all words that may be parties, act by act.

        Args:
            lower: What the first reading's lower layers make of the sentence, shaped [sub-words, hidden].
            row: The sentence in the model's numbers.
            acts: The acts, of the same words each.
            actors: By the place of a word, whom it names or stands for.

        Returns:
            For each act the chances of neither, source and target, shaped [words, 3].
        """
        length = len(row.ids)
        parties = [word for word, _ in acts[0].parties]
        words = sorted({*parties, *(act.word for act in acts)})
        at = {word: n for n, word in enumerate(words)}
        narrow, read = only_words(row, words)
        marks = np.stack([_spread(row, {act.word: 1}, length) for act in acts]).astype(np.float32)
        (role,) = self._session.run(
            None,
            {
                "lower": lower[None],
                "read": np.array([read], np.int64),
                **{n: np.array([getattr(narrow, n)], np.int64) for n in ("first", "last", "pos", "dep", "who")},
                "mark": marks,
                "actor": _spread(row, self._numbered(actors), length)[None],
                "naming": _spread(row, {word: row.who[word] for word in parties}, length)[None],
                "act": np.array([[at[act.word]] for act in acts], np.int64),
                "type": np.array([self._types[act.type] for act in acts], np.int64),
                "party": np.array([[at[word] for word in parties]], np.int64),
                "path": np.array([[path for _, path in act.parties] for act in acts], np.int64),
            },
        )
        return list(softmax(role))

    def _numbered(self, actors: Mapping[int, frozenset[str]]) -> dict[int, int]:
        """Words of one actor by its number, from 1 on in order of place; so many actors the model can tell apart."""
        known = dict.fromkeys(code for word in sorted(actors) for code in sorted(actors[word]))
        numbers = {code: 1 + n % (self._actors - 1) for n, code in enumerate(known)}
        return {word: numbers[next(iter(codes))] for word, codes in actors.items() if len(codes) == 1}


def _spread(row: WordRow, of_word: Mapping[int, int], length: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Numbers of words given to each of their sub-words, 0 to all others."""
    out = np.zeros(length, np.int64)
    for word, number in of_word.items():
        if row.first[word]:
            out[row.first[word] : row.last[word] + 1] = number
    return out


def mixed(
    first: Iterable[tuple[int, float, float, float]], again: Mapping[int, Sequence[float]], share: float
) -> tuple[tuple[int, float, float, float], ...]:
    """Chances of both readings.

    Args:
        first: Words with their chances as neither, source and target, as first read.
        again: The same three chances as read again, by word.
        share: The share of the second reading.
    """
    return tuple(
        (word, *(share * b + (1 - share) * a for a, b in zip(chances, again[word], strict=True)))  # type: ignore[misc]
        for word, *chances in first
    )
