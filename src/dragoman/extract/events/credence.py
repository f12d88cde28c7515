"""How likely an event is to be right as a whole, by learned weights: what its `confidence` says.

Reference: data/language/event_weights.csv, learned by training/credence.py; decision 0014.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from dragoman.extract.events.credence_marks import Marks
from dragoman.tables.files import data_folder, read_rows

MODEL = "credence 3"
LEAST_CHANCE = 0.3
"""An event less likely than this to be right is not written down."""
_FARTHEST = 30.0
_TOLD = 3
"""Marks for an event, and as many against it, that are told of it."""


def chance_of(marks: Marks, weights: Mapping[str, float] | None = None) -> float:
    """The chance that an event's type, parties and direction are what a careful reader would write down, 0 to 1.

    Args:
        marks: Its marks, by name.
        weights: The weight of each mark; the packaged ones if None.
    """
    weights = event_weights() if weights is None else weights
    score = sum(weights.get(name, 0.0) * value for name, value in marks.items())
    return 1.0 / (1.0 + math.exp(-max(min(score, _FARTHEST), -_FARTHEST)))


def told_of(marks: Marks) -> str:
    """What weighs most for an event and against it, in words: "type 1.9 (+0.4), sides=1 0 (-0.6)".

    Args:
        marks: Its marks, by name.
    """
    weights = event_weights()
    weighed = sorted((weights.get(name, 0.0) * value, name, value) for name, value in marks.items() if name != "any")
    most = [w for w in weighed[-_TOLD:] if w[0] > 0] + [w for w in weighed[:_TOLD] if w[0] < 0]
    most.sort(key=lambda w: -abs(w[0]))
    return ", ".join(f"{name if value == 1 else f'{name} {value:.1f}'} ({weight:+.1f})" for weight, name, value in most)


@lru_cache(maxsize=1)
def event_weights() -> dict[str, float]:
    """The weight of each mark.

    Raises:
        TableError: If the table is broken.
    """
    path = data_folder() / "language" / "event_weights.csv"
    return dict(read_rows(path, ("mark", "weight"), lambda r: (r["mark"], float(r["weight"]))))
