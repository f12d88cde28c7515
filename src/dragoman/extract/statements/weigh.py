"""How likely a candidate attributes words or thought: a logistic model over named marks, kept as a table.

Reference: data/language/speech_weights.csv.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.tables.files import data_folder, read_rows

MODEL = "speech-weights 1"
_BIAS = "bias"


@dataclass(frozen=True, slots=True)
class SpeechWeights:
    """The model: one weight a mark; unknown marks weigh nothing."""

    weights: Mapping[str, float]
    bias: float
    words: frozenset[str]

    def probability(self, marks: Iterable[str]) -> float:
        """Probability that a reader would mark the candidate as an attribution."""
        total = self.bias
        for mark in set(marks):
            total += self.weights.get(mark, 0.0)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def speech_weights() -> SpeechWeights:
    """The packaged weights.

    Raises:
        TableError: If the table is broken.
    """
    rows = read_rows(
        data_folder() / "language" / "speech_weights.csv", ("mark", "weight"), lambda r: (r["mark"], float(r["weight"]))
    )
    weights = dict(rows)
    bias = weights.pop(_BIAS, 0.0)
    words = frozenset(m.removeprefix("word=") for m in weights if m.startswith("word="))
    return SpeechWeights(weights, bias, words)
