"""Scores of one class an item: macro-F1, confusions, and whether confidence means what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_BINS = 10


@dataclass(frozen=True, slots=True)
class ClassScore:
    """Precision, recall and F1 (0 to 1) of one class, and how many items are of it."""

    precision: float
    recall: float
    f1: float
    gold: int


def macro_f1(pairs: Iterable[tuple[str, str]]) -> tuple[float, dict[str, ClassScore]]:
    """F1 averaged over the classes of the gold.

    Args:
        pairs: (gold, given) of each item.

    Returns:
        The average, and the scores of each class by name; a class that is only given is in neither.
    """
    counted = Counter(pairs)
    gold: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for (g, p), n in counted.items():
        gold[g] += n
        given[p] += n
    rows = {}
    for name in sorted(gold):
        right = counted[name, name]
        precision = right / given[name] if given[name] else 0.0
        rows[name] = ClassScore(precision, right / gold[name], 2 * right / (gold[name] + given[name]), gold[name])
    return (sum(row.f1 for row in rows.values()) / len(rows) if rows else 0.0), rows


def confusions(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """(gold, given, number) where they differ, the most frequent first."""
    counted = Counter((g, p) for g, p in pairs if g != p)
    return [(g, p, n) for (g, p), n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]


def reliability(items: Sequence[tuple[float, float]]) -> list[tuple[float, int, float, float]]:
    """How often items of about the same confidence are right.

    Args:
        items: (confidence from 0 to 1, whether or how far it was right, 0 to 1).

    Returns:
        For each tenth that occurs: where it begins, number of items, their mean confidence, the share that is right.
    """
    bins: dict[int, list[tuple[float, float]]] = {}
    for confidence, right in items:
        bins.setdefault(min(int(confidence * _BINS), _BINS - 1), []).append((confidence, right))
    return [
        (n / _BINS, len(found), sum(c for c, _ in found) / len(found), sum(r for _, r in found) / len(found))
        for n, found in sorted(bins.items())
    ]


def calibration_error(items: Sequence[tuple[float, float]]) -> float:
    """How far confidence is from the share that is right, 0 (it means what it says) to 1.

    Args:
        items: (confidence from 0 to 1, whether or how far it was right, 0 to 1).

    Returns:
        The expected calibration error: the distance of the two in each tenth of `reliability`, by its number of items.
    """
    rows = reliability(items)
    total = sum(n for _, n, _, _ in rows)
    return sum(n * abs(said - was) for _, n, said, was in rows) / total if total else 0.0
