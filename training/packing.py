"""Packs a dynamically quantized ONNX model: one file of its graph and its weights in few bits.

`dragoman.extract.packed` opens it and says how it is laid out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, numpy_helper

from fourbits import levels

Array = npt.NDArray[np.generic]
LEAST = 4096
"""Weights of a matrix from which it is stored in few bits."""
WORDS_LEAST = 2_000_000
"""Weights of a table from which it is the words', trained to be stored in four bits."""


def _four(name: str, weight: Array, steps_as: str) -> tuple[dict[str, Array], Array]:
    """A matrix [rows, inputs] in four bits, two levels a byte, its steps under the name they are to have; and the rows'
    scales."""
    level, steps, scale = (t.numpy() for t in levels(torch.from_numpy(np.array(weight, np.float32))))
    whole = (level + 8).astype(np.uint8)
    half = whole.shape[-1] // 2
    packed = whole[..., :half] | (whole[..., half:] << 4)
    return {f"{name}.four": packed, f"{name}.{steps_as}": steps[..., 0].astype(np.int8)}, scale[:, 0, 0]


def _eight(name: str, weight: Array) -> dict[str, Array]:
    """A matrix in eight bits with a scale for each row."""
    scale = np.maximum(np.abs(weight).max(1, keepdims=True) / 127, 1e-12)
    return {f"{name}.eight": np.round(weight / scale).astype(np.int8), f"{name}.scale": scale.astype(np.float32)}


def _elsewhere(initializer: onnx.TensorProto) -> None:
    """Leave of an initializer only its name, type and shape: its values are given when a session opens."""
    initializer.ClearField("raw_data")
    initializer.data_location = TensorProto.EXTERNAL
    del initializer.external_data[:]
    initializer.external_data.add(key="location", value="packed")


def pack(model: onnx.ModelProto, full: onnx.ModelProto, out: Path) -> None:
    """Store a dynamically quantized model with its large weights in few bits.

    Int8 matrices become four bits, and so does the words' table; other large matrices eight.

    Args:
        model: With int8 matrices [inputs, rows] named ``…_quantized`` and scales by row named ``…_scale``, as ONNX
            Runtime's dynamic quantization leaves them.
        full: The same before it was quantized.
        out: The file, by its name an ``.npz``.
    """
    exact = {i.name: i for i in full.graph.initializer}
    arrays: dict[str, Array] = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    tables = [n for n, a in arrays.items() if a.dtype == np.float32 and a.ndim == 2 and a.size >= LEAST]
    words = max((n for n in tables if arrays[n].size >= WORDS_LEAST), key=lambda n: arrays[n].size, default=None)
    stored: dict[str, Array] = {}
    scales: dict[str, Array] = {}
    for name, array in arrays.items():
        if array.dtype == np.int8 and array.size >= LEAST:
            plain = name.removesuffix("_quantized")
            parts, scale = _four(name, numpy_helper.to_array(exact[plain]).T, "halves")
            stored, scales[f"{plain}_scale"] = stored | parts, 2 * scale
        elif name == words:
            parts, scale = _four(name, array, "steps")
            stored |= parts | {f"{name}.scale": scale[:, None]}
        elif name in tables:
            stored |= _eight(name, array)
    packed = {key.rpartition(".")[0] for key in stored}
    for initializer in model.graph.initializer:
        if initializer.name in packed:
            _elsewhere(initializer)
        elif initializer.name in scales:
            initializer.CopyFrom(numpy_helper.from_array(scales[initializer.name], initializer.name))
    graph = np.frombuffer(model.SerializeToString(), np.uint8)
    np.savez_compressed(out, graph=graph, **stored)
