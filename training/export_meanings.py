"""Export a trained model of whom words mean beside the event model it began with.

python training/export_meanings.py --run run/meanings --out src/dragoman/extract/events/weights --name "meanings 1"
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from dragoman.extract.events.stretches import TOLD_KINDS
from export import write_int8
from meaning_reader import ACTORS, INPUTS
from meanings import MOST_ASKED, PIECES, load

HEADS = ("same", "same_word", "same_name", "nobody", "who", "pos", "dep", "far", "actor")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--run", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True, help="folder with the event model")
    ap.add_argument("--name", required=True)
    a = ap.parse_args()
    described = json.loads((a.out / "events.json").read_text(encoding="utf-8"))
    model = load(a.run, a.out)
    b, length, read, words, pairs, asked = 2, 17, 11, 9, 7, 3
    example = (
        torch.randint(5, 1000, (b, length)),
        torch.ones(b, length, dtype=torch.long),
        torch.zeros(b, read, dtype=torch.long),
        *(torch.zeros(b, words, dtype=torch.long) for _ in range(5)),
        torch.zeros(b, length, dtype=torch.long),
        *(torch.zeros(b, pairs, dtype=torch.long) for _ in range(4)),
        torch.zeros(b, asked, dtype=torch.long),
    )
    dimensions = ["length", "length", "read", *["words"] * 5, "length", *["pairs"] * 4, "asked"]
    axes = {n: {0: "batch", 1: d} for n, d in zip(INPUTS, dimensions, strict=True)}
    axes |= {"pair": {0: "batch", 1: "pairs"}, "nobody": {0: "batch", 1: "asked"}}
    file = a.out / "meanings.npz"
    write_int8(
        model.eval(), example, INPUTS, ("pair", "nobody"), axes, file,
        whole=lambda node: any(f"/{h}" in node for h in HEADS), few_bits=True,
    )  # fmt: skip
    about = {
        "name": a.name, "family": model.shape.family, "actors": ACTORS, "told": TOLD_KINDS, "inner": model.shape.inner,
        "heads": model.layers[0].heads, "most_asked": MOST_ASKED, "max_pieces": PIECES, "paths": [],
        **{key: described[key] for key in ("pos", "deps", "whos")},
    }  # fmt: skip
    (a.out / "meanings.json").write_text(json.dumps(about) + "\n", encoding="utf-8")
    print(f"{file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
