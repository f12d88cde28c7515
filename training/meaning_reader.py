"""The model of whom words mean: an encoder read at words of a stretch of a document, with a head for pairs of them.

Input names match `dragoman.extract.events.meanings`.
"""

from __future__ import annotations

import copy
from dataclasses import replace

import torch
from torch import Tensor, nn

from dragoman.extract.events.stretches import (
    FAR,
    LINKED,
    LINKED_ALIKE,
    NAMED_APART,
    NAMED_MOST,
    TOLD_KINDS,
    TOLD_TOGETHER,
)
from dragoman.extract.naming import TOLD_ITSELF, TOLD_OTHER, TOLD_THIS
from encoder import EventModel, Shape, climb, pick

ACTORS = 49
"""Numbers of actors in a stretch that are told apart, 0 for none among them."""
INPUTS = (
    "ids", "mask", "read", "first", "last", "pos", "dep", "who", "actor", "word", "name", "told", "far", "asked",
)  # fmt: skip
TAKEN = (
    "words", "places", "norm", "layers", "relative", "pos", "dep", "word_norm", "who", "same_word", "same_name",
    "same",
)  # fmt: skip
"""What it begins with of an event model."""


BEGIN_AS = {
    TOLD_TOGETHER: TOLD_ITSELF, LINKED_ALIKE: TOLD_THIS, LINKED: TOLD_OTHER, NAMED_APART: TOLD_TOGETHER,
    **dict.fromkeys(NAMED_MOST.values(), TOLD_ITSELF),
}  # fmt: skip
"""As what each kind of pair that came later than the event model's begins to be learned, in their order."""


def of_all_kinds(told: Tensor) -> Tensor:
    """What is said of a pair, [kinds, size], with rows for kinds an earlier model lacks."""
    for kind in range(len(told), TOLD_KINDS):
        told = torch.cat([told, told[BEGIN_AS[kind]][None]])
    return told


class MeaningModel(nn.Module):
    """The encoder, and logits of every pair of a word asked about with a mention, and of its meaning nobody.

    Args:
        base: The event model whose weights it begins with.
    """

    def __init__(self, base: EventModel) -> None:
        super().__init__()
        s = self.shape = base.shape
        for part in TAKEN:
            setattr(self, part, copy.deepcopy(getattr(base, part)))
        self.same_told = nn.Embedding.from_pretrained(of_all_kinds(base.same_told.weight.detach()), freeze=False)
        self.actor = nn.Embedding(ACTORS, s.hidden)
        self.far = nn.Embedding(FAR, s.pair)
        self.nobody = nn.Sequential(nn.Linear(s.hidden, 96), nn.GELU(), nn.Linear(96, 1))
        nn.init.normal_(self.actor.weight, std=0.02)
        nn.init.zeros_(self.far.weight)

    def forward(
        self,
        ids: Tensor,
        mask: Tensor,
        read: Tensor,
        first: Tensor,
        last: Tensor,
        pos: Tensor,
        dep: Tensor,
        who: Tensor,
        actor: Tensor,
        word: Tensor,
        name: Tensor,
        told: Tensor,
        far: Tensor,
        asked: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Logits of pairs, [batch, pairs], and of meaning nobody, [batch, words asked about].

        Args:
            ids: Sub-words, [batch, length].
            mask: 1 where there is one.
            read: The sub-words of which states are needed at the end, [batch, places].
            first: First sub-word of each word, by its place in ``read``, [batch, words]; so ``last``.
            pos: Part of speech of each word; so ``dep`` and ``who``.
            actor: The number of the actor a sub-word stands for by the rules, 0 for none, [batch, length].
            word: The word asked about of each pair, [batch, pairs].
            name: The mention it is paired with.
            told: What rules say of both.
            far: How far they stand from one another.
            asked: The words asked about, [batch, words asked about].
        """
        places = torch.arange(ids.shape[1], device=ids.device) + (2 if self.shape.family == "mpnet" else 0)
        x = self.norm(self.words(ids) + self.places(places)[None])
        x = x + self.actor(actor) * (actor > 0)[:, :, None]
        x = climb(self.layers, x, mask, self.relative, read)
        w = self.word_norm((pick(x, first) + pick(x, last)) * 0.5 + self.pos(pos) + self.dep(dep))
        mine = pick(self.same_word(w) + self.who(who), word)
        named = pick(self.same_name(w) + self.who(who), name)
        pair = self.same(mine + named + mine * named + self.same_told(told) + self.far(far))[:, :, 0]
        return pair, self.nobody(pick(w, asked))[:, :, 0]


def of_width(shape: Shape, inner: int, heads: int) -> MeaningModel:
    """A model to be filled, with so many hidden units and heads a layer, otherwise of an event model's shape."""
    return MeaningModel(EventModel(replace(shape, inner=inner, kept=heads if heads < shape.heads else None)))
