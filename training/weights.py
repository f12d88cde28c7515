"""Writes tables of learned weights of marks, as `dragoman` reads them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path


def write_weights(path: Path, weights: Mapping[str, float], least: float) -> int:
    """Write a table of marks with their weights, by name.

    Args:
        path: The CSV file.
        weights: The weight of each mark.
        least: Weights nearer to 0 are not written down.

    Returns:
        How many were written.
    """
    kept = sorted((mark, round(weight, 3)) for mark, weight in weights.items() if abs(weight) >= least)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["mark", "weight"])
        writer.writerows(kept)
    return len(kept)
