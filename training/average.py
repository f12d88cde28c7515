"""The mean of several runs' weights, which often reads better than any of them.

    python training/average.py OUT RUN=SHARE…

The runs must go on from one another, so that their weights lie near; of a head that a run lacks the others count alone.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

State = dict[str, Tensor]
_FILES = ("model.pt", "meanings.pt")
"""What a run of the event model, or of that of whom words mean, keeps its weights in."""


def mean(states: Sequence[tuple[State, float]]) -> State:
    """The mean of some weights, each with its share; what one lacks the others tell alone."""
    found: State = {}
    for name, weights in states[0][0].items():
        have = [(state[name], share) for state, share in states if name in state]
        whole = sum(share for _, share in have)
        found[name] = torch.stack([w * (s / whole) for w, s in have]).sum(0) if weights.is_floating_point() else weights
    return found


def main() -> None:
    """Write the mean, and the vocabularies of the first run if it has any."""
    out = Path(sys.argv[1])
    shares = {Path(run): float(share) for run, _, share in (a.rpartition("=") for a in sys.argv[2:])}
    out.mkdir(parents=True, exist_ok=True)
    first = next(iter(shares))
    file = next(name for name in _FILES if (first / name).exists())
    states = [(torch.load(run / file, weights_only=True), share) for run, share in shares.items()]
    torch.save(mean(states), out / file)
    if (first / "labels.json").exists():
        shutil.copy(first / "labels.json", out / "labels.json")


if __name__ == "__main__":
    main()
