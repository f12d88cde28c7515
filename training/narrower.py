"""Leave hidden units or heads out of the layers of a model of whom words mean; those kept make up for the others.

    python training/narrower.py --weights src/dragoman/extract/events/weights --start run/meanings4 --units 1536 \
        --out run/narrow PASSAGES.jsonl…

Of each layer's hidden units, or of its heads of attention, those go first without which what the layer adds changes
least on the passages, once the weights of the others are fitted anew by least squares. `training/meanings.py --start`
goes on from what is left.
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
"""The most units that go at a time, before the others are fitted anew."""
RIDGE = 1e-4
"""What is added to the squares of units, as a share of their mean: some are all but the same as others."""


@torch.no_grad()
def moments_of(model: MeaningModel, items: Sequence[Item], part: str) -> list[Tensor]:
    """Of each layer the sums of products of a part's inputs, and of each with one, [inputs + 1, inputs + 1], float64.

    Args:
        model: The model.
        items: What it reads for it.
        part: "down", whose inputs are hidden units, or "o", whose inputs are what heads attend to.
    """
    parts = [getattr(layer, part) for layer in model.layers]
    found = [torch.zeros(p.in_features + 1, p.in_features + 1, dtype=torch.float64) for p in parts]

    def hear(moments: Tensor, inputs: Tensor) -> None:
        told = inputs.flatten(0, 1)
        told = torch.cat([told, torch.ones(len(told), 1)], 1)
        moments += (told.T @ told).double()

    ears = [
        p.register_forward_pre_hook(lambda _, inputs, moments=moments: hear(moments, inputs[0]))
        for p, moments in zip(parts, found, strict=True)
    ]
    model.eval()
    for group in batches(items, 8, None, Item.pieces):
        inputs = collate(group, None)
        model(*(inputs[n] for n in INPUTS))
    for ear in ears:
        ear.remove()
    return found


def fitted(moments: Tensor, part: nn.Linear, most: int, size: int) -> tuple[Tensor, Tensor, Tensor]:
    """The inputs of a part of a layer to keep, and what it makes of them.

    Args:
        moments: Sums of products of its inputs, and of each with one.
        part: What it makes of all of them.
        most: How many groups of inputs to keep.
        size: How many inputs go or stay together: one if they are hidden units, a head's else.

    Returns:
        The numbers of the groups in order; a weight, [outputs, inputs], and a bias.
    """
    of_all = torch.cat([part.weight, part.bias[:, None]], 1).double() @ moments
    kept = torch.arange((len(moments) - 1) // size)
    while True:
        used = torch.cat([(kept[:, None] * size + torch.arange(size)).flatten(), torch.tensor([len(moments) - 1])])
        ridge = RIDGE * moments.diagonal()[used[:-1]].mean() * (used < len(moments) - 1)
        inverse = torch.linalg.inv(moments[used][:, used] + ridge.diag())
        made = of_all[:, used] @ inverse
        if len(kept) <= most:
            return kept, made[:, :-1].float(), made[:, -1].float()
        together = inverse[:-1, :-1].unflatten(0, (-1, size)).unflatten(2, (-1, size)).diagonal(dim1=0, dim2=2)
        each = made[:, :-1].unflatten(1, (-1, size)).permute(1, 2, 0)
        lost = (each * torch.linalg.solve(together.permute(2, 0, 1), each)).sum((1, 2))
        gone = min(max(DROPPED // size, 1), len(kept) - most)
        kept = kept[lost.argsort()[gone:].sort().values]


@torch.no_grad()
def of_fewer_units(model: MeaningModel, items: Sequence[Item], units: int) -> MeaningModel:
    """A model with fewer hidden units a layer.

    Args:
        model: The model.
        items: What it is to read as before.
        units: How many units each layer keeps; they must divide into groups of `fourbits.GROUP`.
    """
    state = model.state_dict()
    for n, (layer, moments) in enumerate(zip(model.layers, moments_of(model, items, "down"), strict=True)):
        kept, weight, bias = fitted(moments, layer.down, units, 1)
        state |= {
            f"layers.{n}.up.weight": layer.up.weight[kept], f"layers.{n}.up.bias": layer.up.bias[kept],
            f"layers.{n}.down.weight": weight, f"layers.{n}.down.bias": bias,
        }  # fmt: skip
        print(f"layer {n}: {len(kept)} of {layer.up.out_features} units", flush=True)
    narrow = of_width(model.shape, units, model.layers[0].heads)
    narrow.load_state_dict(state)
    return narrow


@torch.no_grad()
def of_fewer_heads(model: MeaningModel, items: Sequence[Item], heads: int) -> MeaningModel:
    """A model with fewer heads of attention a layer.

    Args:
        model: One of MPNet's family, with all its heads: their bias of places is one for all layers.
        items: What it is to read as before.
        heads: How many each layer keeps.
    """
    state, places = model.state_dict(), []
    for n, (layer, moments) in enumerate(zip(model.layers, moments_of(model, items, "o"), strict=True)):
        kept, weight, bias = fitted(moments, layer.o, heads, layer.size)
        for key in (f"layers.{n}.{part}.{kind}" for part in "qkv" for kind in ("weight", "bias")):
            state[key] = state[key].unflatten(0, (-1, layer.size))[kept].flatten(0, 1)
        state |= {f"layers.{n}.o.weight": weight, f"layers.{n}.o.bias": bias}
        places.append(model.relative.weight[:, kept])
        print(f"layer {n}: heads {kept.tolist()} of {layer.heads}", flush=True)
    narrow = of_width(model.shape, model.shape.inner, heads)
    narrow.load_state_dict(state | {"relative.weight": torch.cat(places, 1)})
    return narrow


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("passages", type=Path, nargs="+", help="with their texts")
    ap.add_argument("--weights", type=Path, required=True, help="of the event model it began with")
    ap.add_argument("--start", type=Path, required=True, help="folder of a run, or of shipped weights")
    kept = ap.add_mutually_exclusive_group(required=True)
    kept.add_argument("--units", type=int, help="hidden units each layer keeps")
    kept.add_argument("--heads", type=int, help="heads of attention each layer keeps, of a model that has all")
    ap.add_argument("--stretches", type=int, default=240, help="how many of the passages' stretches it is fitted on")
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    passages = [json.loads(line) for file in a.passages for line in file.read_text(encoding="utf-8").splitlines()]
    reader = Reader(a.weights)
    items = [item for p in passages for item in reader.items(document_of(p), p["m"])]
    some = random.Random(1).sample(items, min(a.stretches, len(items)))
    model = load(a.start, a.weights)
    narrow = of_fewer_units(model, some, a.units) if a.units else of_fewer_heads(model, some, a.heads)
    a.out.mkdir(parents=True, exist_ok=True)
    torch.save(narrow.state_dict(), a.out / "meanings.pt")


if __name__ == "__main__":
    main()
