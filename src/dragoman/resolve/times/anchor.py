"""The time of the passage an act without one of its own is told at: a choice between times by learned weights.

Reference: data/language/times_anchor_weights.csv, learned by training/time_anchors.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from dragoman.model import AnnotatedDocument, TimeExpression
from dragoman.resolve.times.anchor_features import act_at, marks_of, marks_of_none, times_in_sight
from dragoman.resolve.times.lexicon import language_table
from dragoman.tables.files import read_rows

MODEL = "time-anchors 1"
LEAST_CHANCE = 0.4
"""A time less likely than this dates nothing: of those on articles left out of the learning, a third were right."""


def anchored_time(
    doc: AnnotatedDocument, times: Sequence[TimeExpression], i: int, status: str
) -> tuple[TimeExpression, float] | None:
    """The time in sight that an act is most likely told at.

    Args:
        doc: The parsed document.
        times: Its time expressions.
        i: Index of the act's word.
        status: The act's status, which weighs with the rest.

    Returns:
        The time with its chance (0 to 1), or None where it is likelier that the text tells none.
    """
    act = act_at(doc, i, status)
    seen = times_in_sight(act, times)
    if not seen:
        return None
    best, chance = likeliest([marks_of_none(act, seen), *(marks_of(act, t, seen) for t in seen)], anchor_weights())
    return (seen[best - 1], chance) if best else None


def likeliest(candidates: Sequence[Iterable[str]], weights: Mapping[str, float]) -> tuple[int, float]:
    """Which of some candidates is likeliest, and its chance; the first one, "none", where no other is likely enough.

    Args:
        candidates: The marks of each.
        weights: The weight of each mark.
    """
    scores = [sum(weights.get(m, 0.0) for m in marks) for marks in candidates]
    best = max(range(len(scores)), key=scores.__getitem__)
    chance = 1 / sum(math.exp(s - scores[best]) for s in scores)
    return (best, chance) if chance >= LEAST_CHANCE else (0, chance)


@lru_cache(maxsize=1)
def anchor_weights() -> dict[str, float]:
    """The weight of each mark.

    Raises:
        TableError: If the table is broken.
    """
    path = language_table("times_anchor_weights.csv")
    return dict(read_rows(path, ("mark", "weight"), lambda r: (r["mark"], float(r["weight"]))))
