"""Export a trained reader of memberships and silences as one int8 ONNX file with its vocabularies beside it.

python training/export_quiet.py --run run/quiet --out src/dragoman/extract/quiet/weights --name "quiet 1"
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from encoder import EventModel
from quiet import INPUTS, ROLES, QuietModel
from rows import MAX_PIECES, STATUSES, Labels
from train import shape_of

OUTPUTS = ("role", "standing", "telling", "share")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--run", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--name", required=True)
    a = ap.parse_args()
    described = json.loads((a.run / "labels.json").read_text())
    labels = Labels.from_dict(described)
    model = QuietModel(EventModel(shape_of(described["base"], labels)))
    model.load_state_dict(torch.load(a.run / "model.pt", weights_only=True))
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
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            model, example, str(full), input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        # The heads stay in full precision: they are small and decide near the thresholds.
        outside = [
            node.name
            for node in onnx.load(str(full)).graph.node
            if "/layers" not in node.name and "words" not in node.name
        ]
        quantize_dynamic(
            str(full),
            str(a.out / "quiet.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=outside,
        )
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
