"""Leave hidden units out of the layers of a model of whom words mean; those kept make up for the others.

    python training/narrower.py --weights src/dragoman/extract/events/weights --start run/meanings4 --units 1536 \
        --out run/narrow PASSAGES.jsonl…

Of each layer's hidden units those go first without which what the layer adds changes least on the passages, once the
weights of the others are fitted anew by least squares. `training/meanings.py --start` goes on from what is left.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from meaning_reader import INPUTS, MeaningModel, of_width
from meanings import Item, Reader, collate, load
from prepare import document_of
from rows import batches

DROPPED = 96
"""Units that go at a time, before the others are fitted anew."""
RIDGE = 1e-4
"""What is added to the squares of units, as a share of their mean: some are all but the same as others."""


@torch.no_grad()
def moments_of(model: MeaningModel, items: Sequence[Item]) -> list[Tensor]:
    """Of each layer the sums of products of its hidden units, and of each with one, [units + 1, units + 1], float64."""
    units = model.shape.inner + 1
    found = [torch.zeros(units, units, dtype=torch.float64) for _ in model.layers]

    def hear(moments: Tensor, up: Tensor) -> None:
        told = nn.functional.gelu(up).flatten(0, 1)
        told = torch.cat([told, torch.ones(len(told), 1)], 1)
        moments += (told.T @ told).double()

    ears = [
        layer.up.register_forward_hook(lambda _, __, up, moments=moments: hear(moments, up))
        for layer, moments in zip(model.layers, found, strict=True)
    ]
    model.eval()
    for group in batches(items, 8, None, Item.pieces):
        inputs = collate(group, None)
        model(*(inputs[n] for n in INPUTS))
    for ear in ears:
        ear.remove()
    return found


def fitted(moments: Tensor, down: nn.Linear, units: int) -> tuple[Tensor, Tensor, Tensor]:
    """The units of a layer to keep, and what it makes of them.

    Args:
        moments: Sums of products of its units, and of each with one.
        down: What it makes of all of them.
        units: How many to keep.

    Returns:
        Their numbers in order; a weight, [outputs, units], and a bias.
    """
    of_all = torch.cat([down.weight, down.bias[:, None]], 1).double() @ moments
    kept = torch.arange(len(moments) - 1)
    while True:
        used = torch.cat([kept, torch.tensor([len(moments) - 1])])
        ridge = RIDGE * moments.diagonal()[kept].mean() * (used < len(moments) - 1)
        inverse = torch.linalg.inv(moments[used][:, used] + ridge.diag())
        made = of_all[:, used] @ inverse
        if len(kept) <= units:
            return kept, made[:, :-1].float(), made[:, -1].float()
        lost = made[:, :-1].square().sum(0) / inverse.diagonal()[:-1]
        gone = min(DROPPED, len(kept) - units)
        kept = kept[lost.argsort()[gone:].sort().values]


@torch.no_grad()
def narrowed(model: MeaningModel, items: Sequence[Item], units: int) -> MeaningModel:
    """A model with fewer hidden units a layer.

    Args:
        model: The model.
        items: What it is to read as before.
        units: How many units each layer keeps; they must divide into groups of `fourbits.GROUP`.
    """
    state = model.state_dict()
    for n, (layer, moments) in enumerate(zip(model.layers, moments_of(model, items), strict=True)):
        kept, weight, bias = fitted(moments, layer.down, units)
        state |= {
            f"layers.{n}.up.weight": layer.up.weight[kept], f"layers.{n}.up.bias": layer.up.bias[kept],
            f"layers.{n}.down.weight": weight, f"layers.{n}.down.bias": bias,
        }  # fmt: skip
        print(f"layer {n}: {len(kept)} of {layer.up.out_features} units", flush=True)
    narrow = of_width(model.shape, units)
    narrow.load_state_dict(state)
    return narrow


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("passages", type=Path, nargs="+", help="with their texts")
    ap.add_argument("--weights", type=Path, required=True, help="of the event model it began with")
    ap.add_argument("--start", type=Path, required=True, help="folder of a run, or of shipped weights")
    ap.add_argument("--units", type=int, required=True)
    ap.add_argument("--stretches", type=int, default=240, help="how many of the passages' stretches it is fitted on")
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    passages = [json.loads(line) for file in a.passages for line in file.read_text(encoding="utf-8").splitlines()]
    reader = Reader(a.weights)
    items = [item for p in passages for item in reader.items(document_of(p), p["m"])]
    some = random.Random(1).sample(items, min(a.stretches, len(items)))
    a.out.mkdir(parents=True, exist_ok=True)
    torch.save(narrowed(load(a.start, a.weights), some, a.units).state_dict(), a.out / "meanings.pt")


if __name__ == "__main__":
    main()
