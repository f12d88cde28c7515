"""Export a trained event model as one int8 ONNX file with its vocabularies and tokenizer beside it.

    python training/export.py --run run/student --tokenizer tokenizer.json --out src/dragoman/extract/events/weights \
        --name "events 1"
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from encoder import EventModel
from packing import pack
from rows import MAX_PIECES, Labels
from train import INPUTS, shape_of

HEADS = ("act", "status", "mode", "role", "same", "from_act", "from_party", "type_mix", "path", "who", "pos", "dep")
OUTPUTS = ("act", "status", "mode", "role", "same")


def write_int8(
    model: nn.Module,
    example: tuple[Tensor, ...],
    inputs: Sequence[str],
    outputs: Sequence[str],
    axes: dict[str, dict[int, str]],
    out: Path,
    whole: Callable[[str], bool],
    few_bits: bool = False,
) -> None:
    """Write a model as int8 ONNX.

    Args:
        model: The model, not training.
        example: One input of each kind.
        inputs: The inputs' names.
        outputs: The outputs' names.
        axes: Which dimensions vary, by name and number.
        out: The file.
        whole: Whether a node by its name multiplies in full precision, as heads do: they decide near thresholds.
        few_bits: Pack the file, an ``.npz``: int8 weights in four bits, other large matrices in eight.
    """
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            model, example, str(full), input_names=list(inputs), output_names=list(outputs), dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        plain = onnx.load(str(full))
        kept = [n.name for n in plain.graph.node if whole(n.name) or (few_bits and n.op_type == "Gather")]
        quantized = Path(folder) / "int8.onnx" if few_bits else out
        quantize_dynamic(
            str(full), str(quantized), weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=kept
        )
        if few_bits:
            pack(onnx.load(str(quantized)), plain, out)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--run", type=Path, required=True)
    ap.add_argument("--tokenizer", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--name", required=True)
    ap.add_argument(
        "--again", type=int, default=0, help="upper layers a second reading repeats: give what is below them"
    )
    a = ap.parse_args()
    described = json.loads((a.run / "labels.json").read_text())
    labels = Labels.from_dict(described)
    shape = shape_of(described, labels)
    model = EventModel(shape)
    model.load_state_dict(torch.load(a.run / "model.pt", weights_only=True))
    model.eval()
    model.again = a.again
    outputs = (*OUTPUTS, "lower") if a.again else OUTPUTS
    b, t, w, k, z, r = 2, 17, 9, 11, 7, 13
    example = (
        torch.randint(5, 1000, (b, t)),
        torch.ones(b, t, dtype=torch.long),
        *(torch.zeros(b, w, dtype=torch.long) for _ in range(5)),
        *(torch.zeros(b, k, dtype=torch.long) for _ in range(3)),
        *(torch.zeros(b, z, dtype=torch.long) for _ in range(3)),
        torch.zeros(b, r, dtype=torch.long),
    )
    inputs = (*INPUTS, "read")
    axes = {
        n: {0: "batch", 1: d}
        for n, d in zip(
            inputs, ("length", "length", *["words"] * 5, *["pairs"] * 3, *["names"] * 3, "read"), strict=True
        )
    }
    axes |= {n: {0: "batch", 1: d} for n, d in zip(OUTPUTS, ("words", "words", "words", "pairs", "names"), strict=True)}
    if a.again:
        axes["lower"] = {0: "batch", 1: "length"}
    a.out.mkdir(parents=True, exist_ok=True)
    few_bits = shape.hidden > 384
    file = a.out / ("events.npz" if few_bits else "events.onnx")
    # A second reading goes on from the model it was taught with only.
    for older in ("events.npz", "events.onnx", "parties.npz", "parties.json"):
        (a.out / older).unlink(missing_ok=True)
    write_int8(
        model, example, inputs, outputs, axes, file,
        whole=lambda node: any(f"/{h}" in node for h in HEADS), few_bits=few_bits,
    )  # fmt: skip
    shutil.copy(a.tokenizer, a.out / "tokenizer.json")
    described = {
        **described,
        "name": a.name,
        "family": model.shape.family,
        "max_pieces": MAX_PIECES,
        "temperature": 1.0,
        "again": a.again,
    }
    (a.out / "events.json").write_text(json.dumps(described, indent=0) + "\n", encoding="utf-8")
    print(f"{file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
