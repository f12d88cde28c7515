"""The second reading: upper layers that read a sentence again with one act marked, and tell each word's part in it.

Input names match `dragoman.extract.events.parties`.
"""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn

from encoder import EventModel, climb, pick

ACTORS = 25
"""Numbers of actors in a sentence that are told apart, 0 for none among them."""


class PartyReader(nn.Module):
    """Upper layers and the head of roles of an event model, which go on from its lower layers' states.

    Args:
        base: The event model whose weights it begins with.
        layers: How many of its upper layers are read again.
    """

    def __init__(self, base: EventModel, layers: int) -> None:
        super().__init__()
        s = self.shape = base.shape
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in base.layers[s.layers - layers :])
        for part in ("relative", "pos", "dep", "word_norm", "from_act", "from_party", "path", "who", "role"):
            setattr(self, part, copy.deepcopy(getattr(base, part)))
        self.mark = nn.Parameter(torch.zeros(s.hidden))
        self.typ = nn.Embedding(s.types, s.hidden)
        self.actor = nn.Embedding(ACTORS, s.hidden)
        self.naming = nn.Embedding(s.whos, s.hidden)
        self.type_mix = nn.Embedding(s.types, s.pair)
        nn.init.zeros_(self.typ.weight)
        nn.init.zeros_(self.naming.weight)
        nn.init.normal_(self.actor.weight, std=0.02)
        with torch.no_grad():
            self.type_mix.weight.copy_(base.type_mix.weight.T)

    def forward(
        self,
        lower: Tensor,
        mask: Tensor,
        first: Tensor,
        last: Tensor,
        pos: Tensor,
        dep: Tensor,
        who: Tensor,
        mark: Tensor,
        actor: Tensor,
        naming: Tensor,
        act: Tensor,
        type: Tensor,
        party: Tensor,
        path: Tensor,
        read: Tensor | None = None,
    ) -> Tensor:
        """Logits of neither, source and target, [acts, parties, 3].

        Args:
            lower: States below, [acts, length, hidden].
            mask: 1 where there is a sub-word, [acts, length].
            first: First sub-word of each word, by its place in ``read`` if that is given, [acts, words]; so ``last``.
            pos: Part of speech of each word; so ``dep`` and ``who``.
            mark: 1 at the act's sub-words, [acts, length].
            actor: The number of the actor a sub-word stands for, 0 for none, [acts, length].
            naming: How resolution names it, [acts, length].
            act: The act's word, [acts, 1].
            type: Its type, [acts].
            party: Words asked about, [acts, parties].
            path: The path to each, [acts, parties].
            read: The sub-words of which states are needed at the end, [acts, places]; all if None.
        """
        told = self.mark + self.typ(type)[:, None]
        x = lower + told * mark[:, :, None] + self.actor(actor) * (actor > 0)[:, :, None] + self.naming(naming)
        x = climb(self.layers, x, mask, self.relative, read)

        def words(index: Tensor) -> Tensor:
            both = pick(x, first.gather(1, index)) + pick(x, last.gather(1, index))
            return self.word_norm(both * 0.5 + self.pos(pos.gather(1, index)) + self.dep(dep.gather(1, index)))

        acting = self.from_act(words(act)) + self.type_mix(type)[:, None]
        return self.role(acting + self.from_party(words(party)) + self.who(who.gather(1, party)) + self.path(path))


class OneSentence(nn.Module):
    """The reader as it runs: one sentence, several acts, nothing padded."""

    def __init__(self, reader: PartyReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self,
        lower: Tensor,
        read: Tensor,
        first: Tensor,
        last: Tensor,
        pos: Tensor,
        dep: Tensor,
        who: Tensor,
        mark: Tensor,
        actor: Tensor,
        naming: Tensor,
        act: Tensor,
        type: Tensor,
        party: Tensor,
        path: Tensor,
    ) -> Tensor:
        """As the reader's, what does not vary by act given once."""
        acts = mark.shape[0]
        mask = torch.ones_like(mark)
        given = [t.expand(acts, -1) for t in (first, last, pos, dep, who)]
        more = [t.expand(acts, -1) for t in (actor, naming)]
        lower = lower.expand(acts, -1, -1)
        asked = party.expand(acts, -1)
        return self.reader(lower, mask, *given, mark, *more, act, type, asked, path, read.expand(acts, -1))
