"""Export a trained reader of memberships and silences as one int8 ONNX file with its vocabularies beside it.

python training/export_quiet.py --run run/quiet --out src/dragoman/extract/quiet/weights --name "quiet 1"
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch

from encoder import EventModel, take_over
from export import write_int8
from quiet import INPUTS, MAY_LACK, ROLES, QuietModel
from rows import MAX_PIECES, STATUSES, Labels
from train import shape_of

OUTPUTS = ("role", "standing", "telling", "share")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--run", type=Path, required=True)
    ap.add_argument("--tokenizer", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--name", required=True)
    a = ap.parse_args()
    described = json.loads((a.run / "labels.json").read_text())
    labels = Labels.from_dict(described)
    model = QuietModel(EventModel(shape_of(described, labels)))
    take_over(model, a.run, MAY_LACK)
    model.eval()
    t, w, k, n = 17, 9, 11, 13
    example = (
        torch.randint(5, 1000, (1, t)), torch.ones(1, t, dtype=torch.long),
        *(torch.zeros(1, w, dtype=torch.long) for _ in range(5)),
        *(torch.zeros(1, k, dtype=torch.long) for _ in range(3)),
        *(torch.zeros(1, n, dtype=torch.long) for _ in range(3)),
    )  # fmt: skip
    sizes = ("length", "length", *["words"] * 5, *["standings"] * 3, *["parts"] * 3)
    axes = {name: {0: "batch", 1: size} for name, size in zip(INPUTS, sizes, strict=True)}
    axes |= {name: {0: "batch"} for name in OUTPUTS}
    a.out.mkdir(parents=True, exist_ok=True)
    write_int8(
        model, example, INPUTS, OUTPUTS, axes, a.out / "quiet.onnx",
        whole=lambda node: "/layers" not in node and "words" not in node,
    )  # fmt: skip
    shutil.copy(a.tokenizer, a.out / "tokenizer.json")
    kept = {key: described[key] for key in ("paths", "pos", "deps", "whos", "base")}
    kept |= {
        "name": a.name,
        "roles": ROLES,
        "statuses": STATUSES,
        "family": model.base.shape.family,
        "max_pieces": MAX_PIECES,
    }
    (a.out / "quiet.json").write_text(json.dumps(kept, indent=0) + "\n", encoding="utf-8")
    print(f"{(a.out / 'quiet.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
