"""Shipped models as torch modules again, to be taught further: their weights as they were rounded."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from dragoman.extract.packed import matrices, unpack
from encoder import EventModel, Shape
from meaning_reader import MeaningModel, of_width
from party_reader import PartyReader
from rows import Labels
from train import shape_of

Array = npt.NDArray[Any]
_MATRIX = "onnx::MatMul"
_FARTHEST = 8
"""Nodes of the graph between a matrix and its bias."""


def first_reading(weights: Path) -> EventModel:
    """The event model of a folder of shipped weights.

    Args:
        weights: With ``events.json`` and ``events.npz``.

    Raises:
        ValueError: If a weight of the module is not in the file.
    """
    model = EventModel(shape_in(weights))
    _fill(model, weights / "events.npz", "")
    return model


def shape_in(weights: Path) -> Shape:
    """Sizes of the event model of a folder of shipped weights, and of what goes on from it."""
    described = json.loads((weights / "events.json").read_text(encoding="utf-8"))
    return shape_of(described, Labels.from_dict(described))


def second_reading(weights: Path) -> PartyReader:
    """The second reading of a folder of shipped weights.

    Args:
        weights: With ``events.json``, ``parties.json`` and ``parties.npz``.

    Raises:
        ValueError: If a weight of the module is not in the file.
    """
    layers = json.loads((weights / "parties.json").read_text(encoding="utf-8"))["layers"]
    reader = PartyReader(EventModel(shape_in(weights)), layers)
    _fill(reader, weights / "parties.npz", "reader.")
    return reader


def whom_words_mean(weights: Path) -> MeaningModel:
    """The model of whom words mean of a folder of shipped weights.

    Args:
        weights: With ``events.json``, ``meanings.json`` and ``meanings.npz``.

    Raises:
        ValueError: If a weight of the module is not in the file.
    """
    described = json.loads((weights / "meanings.json").read_text(encoding="utf-8"))
    model = of_width(shape_in(weights), described["inner"], described["heads"])
    _fill(model, weights / "meanings.npz", "")
    return model


def _fill(module: nn.Module, packed: Path, prefix: str) -> None:
    """Give a module the weights of a packed graph, in which its name begins with ``prefix``."""
    with np.load(packed) as file:
        stored = dict(file)
    graph = onnx.load_from_string(stored.pop("graph").tobytes()).graph
    values = _values(graph, stored)
    wanted = module.state_dict()
    state = {name.removeprefix(prefix): v for name, v in values.items() if name.startswith(prefix)}
    for name, value in values.items():
        if name.startswith(_MATRIX) and value.ndim == 2:
            # Quantized ones are kept as torch has them, [outputs, inputs], the others turned.
            weight = value if name.endswith("_quantized") else value.T
            state[f"{_beside(graph, name, prefix) or _unbiased(wanted, weight)}.weight"] = weight
    lacking = wanted.keys() - state.keys()
    if lacking:
        raise ValueError(f"{packed} lacks {', '.join(sorted(lacking))}")
    module.load_state_dict({name: torch.from_numpy(np.array(state[name], np.float32)) for name in wanted})


def _values(graph: onnx.GraphProto, stored: dict[str, Array]) -> dict[str, Array]:
    """All weights by their names in the graph, as floats; quantized matrices turned."""
    inside = [i for i in graph.initializer if i.data_location != onnx.TensorProto.EXTERNAL]
    values = {i.name: numpy_helper.to_array(i) for i in inside}
    factors = [key.removesuffix(".halves") for key in stored if key.endswith(".halves")]
    for name in factors:
        # As they were packed: halves that were rounded away would be lost to what is taught further.
        whole = unpack(stored[f"{name}.four"], stored[f"{name}.halves"])
        values[name] = whole * (values[name.replace("_quantized", "_scale")][:, None] / 2)
    tables = {key: array for key, array in stored.items() if not key.endswith(".halves")}
    return values | matrices(tables)


def _beside(graph: onnx.GraphProto, matrix: str, prefix: str) -> str | None:
    """The module that a matrix without a name of its own belongs to: that of the bias added to its product, if any."""
    readers: dict[str, list[onnx.NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            readers[name].append(node)
    reached = [matrix]
    for _ in range(_FARTHEST):
        nodes = [node for name in reached for node in readers[name]]
        for name in (i for node in nodes for i in node.input):
            if name.endswith(".bias"):
                return name.removeprefix(prefix).removesuffix(".bias")
        reached = [name for node in nodes for name in node.output]
    return None


def _unbiased(wanted: Mapping[str, torch.Tensor], weight: Array) -> str:
    """The one module without a bias whose weight has this shape."""
    modules = [name.removesuffix(".weight") for name, w in wanted.items() if w.shape == weight.shape]
    fitting = [m for m in modules if f"{m}.weight" in wanted and f"{m}.bias" not in wanted]
    if len(fitting) != 1:
        raise ValueError(f"a matrix shaped {weight.shape} may belong to {fitting or 'nothing'}")
    return fitting[0]
