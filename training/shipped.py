"""The shipped second reading as a torch module again, to be taught further: its weights as they were rounded."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

from dragoman.extract.packed import matrices
from encoder import EventModel
from party_reader import PartyReader
from rows import Labels
from train import shape_of

Array = npt.NDArray[Any]
_MATRIX = "onnx::MatMul"
_MODULE = "reader."
_FARTHEST = 8
"""Nodes of the graph between a matrix and its bias."""


def second_reading(weights: Path) -> PartyReader:
    """The second reading of a folder of shipped weights.

    Args:
        weights: With ``events.json``, ``parties.json`` and ``parties.npz``.

    Raises:
        ValueError: If a weight of the module is not in the file.
    """
    described = json.loads((weights / "events.json").read_text(encoding="utf-8"))
    layers = json.loads((weights / "parties.json").read_text(encoding="utf-8"))["layers"]
    reader = PartyReader(EventModel(shape_of(described, Labels.from_dict(described))), layers)
    with np.load(weights / "parties.npz") as file:
        stored = dict(file)
    graph = onnx.load_from_string(stored.pop("graph").tobytes()).graph
    values = _values(graph, stored)
    of_matrix = {name: _beside(graph, name) for name in values if name.startswith(_MATRIX) and values[name].ndim == 2}
    state = {name.removeprefix(_MODULE): v for name, v in values.items() if name.startswith(_MODULE)}
    for name, module in of_matrix.items():
        # Quantized ones are kept as torch has them, [outputs, inputs], the others turned.
        state[f"{module}.weight"] = values[name] if name.endswith("_quantized") else values[name].T
    wanted = reader.state_dict()
    lacking = wanted.keys() - state.keys()
    if lacking:
        raise ValueError(f"{weights} lacks {', '.join(sorted(lacking))}")
    reader.load_state_dict({name: torch.from_numpy(np.array(state[name], np.float32)) for name in wanted})
    return reader


def _values(graph: onnx.GraphProto, stored: dict[str, Array]) -> dict[str, Array]:
    """All weights by their names in the graph, as floats; quantized matrices turned."""
    inside = [i for i in graph.initializer if i.data_location != onnx.TensorProto.EXTERNAL]
    values = {i.name: numpy_helper.to_array(i) for i in inside}
    for name, matrix in matrices(stored).items():
        quantized = matrix.dtype == np.int8
        values[name] = (matrix * values[name.replace("_quantized", "_scale")]).T if quantized else matrix
    return values


def _beside(graph: onnx.GraphProto, matrix: str) -> str:
    """The module that a matrix without a name of its own belongs to: that of the bias added to its product."""
    readers: dict[str, list[onnx.NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            readers[name].append(node)
    reached = [matrix]
    for _ in range(_FARTHEST):
        nodes = [node for name in reached for node in readers[name]]
        for name in (i for node in nodes for i in node.input):
            if name.endswith(".bias"):
                return name.removeprefix(_MODULE).removesuffix(".bias")
        reached = [name for node in nodes for name in node.output]
    raise ValueError(f"no bias is added to what {matrix} gives")
