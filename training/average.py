"""The mean of several runs' weights, which often reads better than any of them.

    python training/average.py OUT RUN=SHARE…

The runs must go on from one another, so that their weights lie near; of a head that a run lacks the others count alone.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import torch


def main() -> None:
    """Write the mean and the vocabularies of the first run."""
    out = Path(sys.argv[1])
    shares = {Path(run): float(share) for run, _, share in (a.rpartition("=") for a in sys.argv[2:])}
    states = {run: torch.load(run / "model.pt", weights_only=True) for run in shares}
    first = next(iter(states.values()))
    mean = {}
    for name, weights in first.items():
        have = [(state[name], shares[run]) for run, state in states.items() if name in state]
        whole = sum(share for _, share in have)
        mean[name] = sum(w * (share / whole) for w, share in have) if weights.is_floating_point() else weights
    out.mkdir(parents=True, exist_ok=True)
    torch.save(mean, out / "model.pt")
    shutil.copy(next(iter(states)) / "labels.json", out / "labels.json")


if __name__ == "__main__":
    main()
