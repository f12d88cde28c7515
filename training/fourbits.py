"""Weights of few bits: training can go on as if they were rounded, and they are packed for shipping.

Each row of a matrix (what one output or one word has) keeps one scale, and groups of `GROUP` weights in it a whole
number of steps of that scale, so that a weight is level x steps x scale. Level x steps fits int8: what is stored in
four bits is multiplied in int8 without ever being a float. `dragoman.extract.packed` unpacks it.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

from encoder import EventModel

GROUP = 64
LOWEST, MOST_STEPS = -8, 15


def levels(weight: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """A matrix in four bits.

    Args:
        weight: [rows, inputs]; the inputs divide by `GROUP`.

    Returns:
        Levels from -8 to 7, shaped [rows, groups, GROUP]; steps from -15 to 15 without 0, shaped [rows, groups, 1],
        as a rule negative where the largest weight of a group is positive, so that it takes the lowest level; scales,
        shaped [rows, 1, 1].
    """
    grouped = weight.float().reshape(weight.shape[0], -1, GROUP)
    largest = grouped.gather(-1, grouped.abs().argmax(-1, keepdim=True)) / LOWEST
    scale = (largest.abs().amax(1, keepdim=True) / MOST_STEPS).clamp(min=1e-12)
    steps = (largest / scale).round()
    steps = torch.where(steps == 0, torch.ones_like(steps), steps)
    return (grouped / (steps * scale)).round().clamp(LOWEST, -LOWEST - 1), steps, scale


def rounded(weight: Tensor) -> Tensor:
    """The matrix as it reads after rounding."""
    level, steps, scale = levels(weight)
    return (level * steps * scale).reshape(weight.shape)


class Rounded(nn.Module):
    """Rounds in the forward pass and lets gradients through as if it had not."""

    def forward(self, weight: Tensor) -> Tensor:
        return weight + (rounded(weight.detach()) - weight.detach())


def train_rounded(model: EventModel) -> None:
    """Let a model's encoder learn with the four-bit weights it will ship with."""
    parametrize.register_parametrization(model.words, "weight", Rounded())
    for layer in model.layers:
        for part in layer.children():
            if isinstance(part, nn.Linear):
                parametrize.register_parametrization(part, "weight", Rounded())


def plain_state(model: nn.Module) -> dict[str, Tensor]:
    """A model's weights by their usual names, unrounded, whether or not it learns rounded."""
    return {k.replace("parametrizations.", "").replace(".original", ""): v for k, v in model.state_dict().items()}
