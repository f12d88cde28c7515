"""Reads a document stretch by stretch for whom those of its words mean that name nobody by themselves.

Every mention is numbered by its actor, as resolution's rules have it, so that "Biden", "the President" and "he" read as
one; the answers of the rules are among those the model chooses from. Reference: training/meaning_reader.py; the model's
card in docs/model.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dragoman.extract.encoding import WordEncoder, columns
from dragoman.extract.events.answers import Answers
from dragoman.extract.events.stretches import TOLD_KINDS, Stretch, narrowed, numbered, questions, stretches
from dragoman.extract.naming import Known
from dragoman.model import AnnotatedDocument, ModelError
from dragoman.tables import ActorTables

_STEM = "meanings"
MISFIT = 0.25
"""How likely answers remain of another number than a word says it means."""
PAIRS = ("word", "name", "told", "far")


@dataclass(frozen=True, slots=True)
class Meaning:
    """Whom one word may mean.

    Attributes:
        chances: The chance of each answer by the codes it consists of (`NOBODY`: none); they add up to 1. Every actor
            in sight is an answer, and so is what resolution's rules say; what is none of this word's has no chance.
    """

    chances: Mapping[frozenset[str], float]

    def best(self) -> frozenset[str]:
        """The likeliest answer."""
        return max(self.chances, key=lambda codes: self.chances[codes])

    def of_size(self, size: int) -> Meaning:
        """The same of a word that says how many it means: answers of another number are less likely.

        Args:
            size: How many; 0 where it does not say.
        """
        if not size:
            return self
        weighed = {
            codes: chance if len(codes) in {0, size} else chance * MISFIT for codes, chance in self.chances.items()
        }
        whole = sum(weighed.values())
        return Meaning({codes: chance / whole for codes, chance in weighed.items()})


class MeaningReader:
    """The shipped model that tells whom words mean.

    Args:
        folder: Where ``meanings.npz``, ``meanings.json`` and ``tokenizer.json`` lie.
        threads: Threads of the runtime; as many as are at hand if None.

    Raises:
        ModelError: If a file is missing or does not fit.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self._encoder = WordEncoder(folder, _STEM, threads)
        about = self._encoder.about
        if about.get("told") != TOLD_KINDS:
            raise ModelError(f"The {_STEM} model in {folder} is of an earlier version. Reinstall dragoman.")
        self.name = self._encoder.name
        self._actors: int = about["actors"]
        self._most_asked: int = about["most_asked"]
        self._room: int = about["max_pieces"] - 2

    @staticmethod
    def lies_in(folder: Path) -> bool:
        """Whether a folder holds such a model."""
        return (folder / f"{_STEM}.json").exists()

    def read(self, doc: AnnotatedDocument, heads: Iterable[int], tables: ActorTables) -> dict[int, Meaning]:
        """Whom some words mean.

        Args:
            doc: The document, mentions resolved by rule.
            heads: Head tokens of the words asked about, which name nobody by themselves.
            tables: The actor tables.

        Returns:
            Opinions by head token; none of words beyond the longest input.
        """
        asked = sorted(heads)
        if not asked:
            return {}
        known = Known.of(doc, tables)
        found: dict[int, Meaning] = {}
        for stretch in stretches(doc, self._encoder.sizes(doc.tokens), asked, self._most_asked, self._room):
            words = [h for h in asked if stretch.start <= h < stretch.last]
            found |= self._read(doc, stretch, words, known)
        return found

    def _read(self, doc: AnnotatedDocument, stretch: Stretch, heads: Sequence[int], known: Known) -> dict[int, Meaning]:
        row = self._encoder.row(doc, stretch.first, stretch.start, stretch.last, known.namings)
        asked = questions(doc, stretch, row, heads, known, heads)
        if not asked.words:
            return {}
        narrow = narrowed(row, asked)
        feed = columns(self._encoder.feed(narrow.row), PAIRS, narrow.pairs)
        feed["asked"] = np.array([narrow.words], np.int64)
        feed["read"] = np.array([narrow.read], np.int64)
        feed["actor"] = np.array([numbered(row, stretch, known, self._actors)], np.int64)
        pair, nobody = self._encoder.run(feed)
        answers = Answers.of(asked)
        chances = answers.chances(pair, nobody).tolist()
        return {
            word + stretch.first: Meaning(dict(zip(answers.codes, row, strict=True)))
            for word, row in zip(asked.words, chances, strict=True)
        }
