"""Opens a model whose weights are stored in few bits.

A packed model is one ``.npz`` file: ``graph`` holds the bytes of an ONNX model that lacks its large matrices; for each
of them, by its name in the graph,

* ``NAME.four`` [rows, groups, 32] with two levels of a group of 64 weights in a byte (the first half of the group in
  the low bits), from 0 to 15 for -8 to 7, and ``NAME.halves`` or ``NAME.steps`` [rows, groups], from -15 to 15; or
* ``NAME.eight`` [rows, inputs] with int8 weights.

What has ``NAME.halves`` is an int8 factor, laid out [inputs, rows]: a weight is level x halves / 2, rounded, halves to
even. None is larger than 60, so that sums of two products with unsigned bytes fit in 16 bits, where processors
without VNNI add them up. The others are tables of float32, each row multiplied by its ``NAME.scale`` [rows, 1].
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

Array = npt.NDArray[Any]
_SLOWER = ["SkipLayerNormFusion"]
"""Rewritings of a graph that slow it: the runtime's sum and norm in one are not vectorised, one by one they are."""


def unpack(four: npt.NDArray[np.uint8], steps: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    """Weights of a matrix in four bits.

    Args:
        four: Two levels a byte, shaped [rows, groups, half a group].
        steps: Steps of each group, or halves of steps, shaped [rows, groups].

    Returns:
        Level times steps, shaped [rows, inputs].
    """
    levels = np.concatenate([four & 15, four >> 4], axis=-1).view(np.int8)
    levels -= 8
    levels *= steps[..., None]
    return levels.reshape(four.shape[0], -1)


def factor(four: npt.NDArray[np.uint8], halves: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    """An int8 factor, shaped [inputs, rows].

    Args:
        four: Two levels a byte, shaped [rows, groups, half a group].
        halves: Halves of steps of each group, shaped [rows, groups].
    """
    whole = unpack(four, halves)
    # Halves to even: an odd number's half goes up where the whole below is odd.
    below = whole >> 1
    below += whole & below & 1
    return np.ascontiguousarray(below.T)


def matrices(stored: Mapping[str, Array]) -> dict[str, Array]:
    """The unpacked matrices of a packed model's arrays, by name: int8 factors and float32 tables."""
    found: dict[str, Array] = {}
    for key, packed in stored.items():
        name, _, kind = key.rpartition(".")
        if kind == "halves":
            found[name] = factor(stored[f"{name}.four"], packed)
        elif kind == "steps":
            found[name] = unpack(stored[f"{name}.four"], packed) * stored[f"{name}.scale"]
        elif kind == "eight":
            found[name] = packed * stored[f"{name}.scale"]
    return found


def open_session(path: Path, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    """A session of a packed model (``.npz``) or of a plain one (``.onnx``), on the CPU.

    Raises:
        Exception: Whatever the reader of the file or the runtime finds wrong with it.
    """
    if path.suffix != ".npz":
        return _session(str(path), options)
    with np.load(path) as file:
        stored = dict(file)
    graph = stored.pop("graph").tobytes()
    found = matrices(stored)
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(m) for m in found.values()]
    options.add_external_initializers(list(found), values)
    return _session(graph, options)


def _session(graph: str | bytes, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER)
