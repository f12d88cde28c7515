"""Weights of few bits: training can go on as if they were rounded, and they are packed for shipping.

Each row of a matrix (what one output or one word has) keeps one scale, and groups of `GROUP` weights in it a whole
number of steps of that scale, so that a weight is level x steps x scale. Half of level x steps, rounded (halves to
even), is multiplied in int8 without ever being a float, by twice the scale. `dragoman.extract.packed` unpacks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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


def rounded_table(weight: Tensor) -> Tensor:
    """A table as it reads after rounding."""
    level, steps, scale = levels(weight)
    return (level * steps * scale).reshape(weight.shape)


def rounded_factor(weight: Tensor) -> Tensor:
    """A factor as it multiplies after rounding."""
    level, steps, scale = levels(weight)
    return ((level * steps / 2).round() * 2 * scale).reshape(weight.shape)


class _Rounded(nn.Module):
    """Rounds in the forward pass and lets gradients through as if it had not."""

    def __init__(self, rounded: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.rounded = rounded

    def forward(self, weight: Tensor) -> Tensor:
        return weight + (self.rounded(weight.detach()) - weight.detach())


def linear_parts(layers: Iterable[nn.Module]) -> Iterator[nn.Linear]:
    """The matrices of some layers that are stored in four bits."""
    for layer in layers:
        yield from (part for part in layer.children() if isinstance(part, nn.Linear))


def train_rounded(model: nn.Module) -> None:
    """Let the encoder of a model (its ``words`` and ``layers``) learn with the four-bit weights it will ship with."""
    parametrize.register_parametrization(model.words, "weight", _Rounded(rounded_table))
    train_layers_rounded(model.layers)


def train_layers_rounded(layers: Iterable[nn.Module]) -> None:
    """Let some layers alone do so."""
    for part in linear_parts(layers):
        parametrize.register_parametrization(part, "weight", _Rounded(rounded_factor))


@torch.no_grad()
def round_weights(model: EventModel) -> None:
    """Give a model's encoder the weights it reads with once packed."""
    model.words.weight.copy_(rounded_table(model.words.weight))
    for part in linear_parts(model.layers):
        part.weight.copy_(rounded_factor(part.weight))


def plain_state(model: nn.Module) -> dict[str, Tensor]:
    """A model's weights by their usual names, unrounded, whether or not it learns rounded."""
    return {k.replace("parametrizations.", "").replace(".original", ""): v for k, v in model.state_dict().items()}
