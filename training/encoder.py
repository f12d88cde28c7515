"""The event model: a small encoder read at words, with heads for acts, parties and whom words stand for.

One pass a sentence judges every candidate in it. Input names match `dragoman.extract.events.decide`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from dragoman.extract.naming import TOLD


@dataclass(frozen=True)
class Shape:
    """Sizes of an encoder and its heads."""

    vocab: int
    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    family: str
    types: int
    statuses: int
    modes: int
    paths: int
    pos: int
    deps: int
    whos: int
    pair: int = 192
    kept: int | None = None
    """Heads of attention that each layer has kept, and its own bias of places for them; all, and one bias, if None."""


class Layer(nn.Module):
    """One transformer layer, post-norm, as BERT and MPNet have it."""

    def __init__(self, s: Shape) -> None:
        super().__init__()
        self.heads, self.size = s.kept or s.heads, s.hidden // s.heads
        attended = self.heads * self.size
        self.q, self.k, self.v = (nn.Linear(s.hidden, attended) for _ in range(3))
        self.o = nn.Linear(attended, s.hidden)
        self.norm1, self.norm2 = nn.LayerNorm(s.hidden, eps=1e-12), nn.LayerNorm(s.hidden, eps=1e-12)
        self.up, self.down = nn.Linear(s.hidden, s.inner), nn.Linear(s.inner, s.hidden)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor, read: Tensor | None = None) -> Tensor:
        """States above: of all places, or of those to ``read``, [batch, places], for which ``bias`` is given then."""
        mine = x if read is None else pick(x, read)
        q, k, v = (self._by_head(f(y)) for f, y in ((self.q, mine), (self.k, x), (self.v, x)))
        scores = q @ k.transpose(-1, -2) / math.sqrt(self.size) + bias.to(q.dtype)
        mixed = torch.softmax(scores, -1) @ v
        mine = self.norm1(mine + self.drop(self.o(mixed.transpose(1, 2).flatten(2))))
        return self.norm2(mine + self.drop(self.down(nn.functional.gelu(self.up(mine)))))

    def _by_head(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], self.heads, self.size).transpose(1, 2)


def relative_bucket(relative: Tensor, buckets: int = 32, far: int = 128) -> Tensor:
    """MPNet's bucket of a relative position (key minus query)."""
    n = -relative
    half = buckets // 2
    out = (n < 0).long() * half
    n = n.abs()
    exact = half // 2
    large = exact + (torch.log(n.float().clamp(min=1) / exact) / math.log(far / exact) * (half - exact)).long()
    return out + torch.where(n < exact, n, large.clamp(max=half - 1))


def attention_bias(mask: Tensor, relative: nn.Embedding | None, read: Tensor | None = None) -> Tensor:
    """What is added to attention's scores: nearly minus infinity where no sub-word is, and MPNet's bias of places.

    Args:
        mask: 1 where there is a sub-word, [batch, length].
        relative: The bias of each bucket of relative positions; None for a model without.
        read: The places that attend, [batch, places]; all if None.

    Returns:
        Shaped [batch, heads or 1, places or 1, length].
    """
    bias = (1.0 - mask[:, None, None, :].float()) * -1e4
    if relative is None:
        return bias
    at = torch.arange(mask.shape[1])
    rows = at[None] if read is None else read
    return bias + relative(relative_bucket(at - rows[:, :, None])).permute(0, 3, 1, 2)


def pick(source: Tensor, index: Tensor) -> Tensor:
    """Rows of a batch of matrices by their numbers, [batch, numbers, hidden]."""
    return source.gather(1, index[:, :, None].expand(-1, -1, source.shape[-1]))


class EventModel(nn.Module):
    """Encoder and heads; all logits of one batch of sentences in one pass."""

    def __init__(self, s: Shape) -> None:
        super().__init__()
        self.shape = s
        self.words = nn.Embedding(s.vocab, s.hidden)
        self.places = nn.Embedding(s.positions, s.hidden)
        self.norm = nn.LayerNorm(s.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(s) for _ in range(s.layers))
        self.relative = nn.Embedding(32, s.kept * s.layers if s.kept else s.heads) if s.family == "mpnet" else None
        self.pos, self.dep = nn.Embedding(s.pos, s.hidden), nn.Embedding(s.deps, s.hidden)
        self.word_norm = nn.LayerNorm(s.hidden)
        self.act = nn.Sequential(
            nn.Linear(s.hidden, s.hidden), nn.GELU(), nn.Dropout(0.1), nn.Linear(s.hidden, s.types)
        )
        self.status = nn.Sequential(nn.Linear(s.hidden, 128), nn.GELU(), nn.Linear(128, s.statuses))
        self.mode = nn.Sequential(nn.Linear(s.hidden, 128), nn.GELU(), nn.Linear(128, s.modes))
        self.from_act, self.from_party = nn.Linear(s.hidden, s.pair), nn.Linear(s.hidden, s.pair)
        self.path = nn.Embedding(s.paths, s.pair)
        self.who = nn.Embedding(s.whos, s.pair)
        self.type_mix = nn.Linear(s.types, s.pair, bias=False)
        self.same_word, self.same_name = nn.Linear(s.hidden, s.pair), nn.Linear(s.hidden, s.pair)
        self.same_told = nn.Embedding(TOLD, s.pair)
        self.same = nn.Sequential(
            nn.GELU(), nn.Dropout(0.1), nn.Linear(s.pair, s.pair // 2), nn.GELU(), nn.Linear(s.pair // 2, 1)
        )
        self.role = nn.Sequential(
            nn.GELU(), nn.Dropout(0.1), nn.Linear(s.pair, s.pair // 2), nn.GELU(), nn.Linear(s.pair // 2, 3)
        )
        for table in (self.pos, self.dep, self.path):
            nn.init.normal_(table.weight, std=0.02)
        nn.init.zeros_(self.who.weight)
        nn.init.zeros_(self.same_told.weight)
        self.again = 0

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Hidden states of every sub-word: [batch, length, hidden]."""
        return self.states(ids, mask)[0]

    def states(self, ids: Tensor, mask: Tensor, read: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """The same, of all places or of those to ``read``; and the states of all below the last ``again`` layers."""
        t = ids.shape[1]
        offset = 2 if self.shape.family == "mpnet" else 0
        places = torch.arange(t, device=ids.device) + offset
        x = self.norm(self.words(ids) + self.places(places)[None])
        bias = attention_bias(mask, self.relative)
        below = len(self.layers) - max(1, self.again)
        for layer in self.layers[:below]:
            x = layer(x, bias)
        return climb(self.layers[below:], x, mask, self.relative, read), x

    def forward(
        self,
        ids: Tensor,
        mask: Tensor,
        first: Tensor,
        last: Tensor,
        pos: Tensor,
        dep: Tensor,
        who: Tensor,
        pair_act: Tensor,
        pair_party: Tensor,
        pair_path: Tensor,
        word: Tensor,
        name: Tensor,
        told: Tensor,
        read: Tensor | None = None,
    ) -> tuple[Tensor, ...]:
        x, lower = self.states(ids, mask, read)
        w = self.word_norm((pick(x, first) + pick(x, last)) * 0.5 + self.pos(pos) + self.dep(dep))
        act = self.act(w)
        mix = self.type_mix(torch.softmax(act.float(), -1).to(w.dtype))
        a, b = self.from_act(w) + mix, self.from_party(w) + self.who(who)
        role = self.role(pick(a, pair_act) + pick(b, pair_party) + self.path(pair_path))
        mine, named = pick(self.same_word(w) + self.who(who), word), pick(self.same_name(w) + self.who(who), name)
        same = self.same(mine + named + mine * named + self.same_told(told))[:, :, 0]
        told = (act, self.status(w), self.mode(w), role, same)
        return (*told, lower) if self.again else told


def climb(layers: nn.ModuleList, x: Tensor, mask: Tensor, relative: nn.Embedding | None, read: Tensor | None) -> Tensor:
    """States above some layers: of all places or, the uppermost layer being computed for no others, of those to read.

    Args:
        layers: One or more of them.
        x: The states below, [batch, length, hidden].
        mask: 1 where there is a sub-word, [batch, length].
        relative: The bias of each bucket of relative positions for the heads of every layer, or of each in turn; None
            for a model without.
        read: The places to read, [batch, places]; all if None.
    """
    below, uppermost = layers[:-1], layers[-1]
    own = relative is not None and relative.embedding_dim == len(layers) * uppermost.heads

    def of_each(bias: Tensor) -> Sequence[Tensor]:
        return bias.chunk(len(layers), 1) if own else [bias] * len(layers)

    biases = of_each(attention_bias(mask, relative))
    for layer, bias in zip(below, biases, strict=False):
        x = layer(x, bias)
    return uppermost(x, (biases if read is None else of_each(attention_bias(mask, relative, read)))[-1], read)


def take_over(model: nn.Module, run: Path, may_lack: tuple[str, ...] = ("same",)) -> None:
    """Fill a model from an earlier run's folder, which may lack some heads.

    Args:
        model: An event model, or one that holds one.
        run: The run's folder.
        may_lack: How the names of weights begin that may be missing: those of whom words stand for.

    Raises:
        ValueError: If anything else is missing or does not belong.
    """
    missing, extra = model.load_state_dict(torch.load(run / "model.pt", weights_only=True), strict=False)
    if extra or any(not name.startswith(may_lack) for name in missing):
        raise ValueError(f"{run} does not fit: lacks {missing}, has {extra} too much.")


def load_pretrained(model: EventModel, path: Path) -> None:
    """Fill the encoder from a published BERT- or MPNet-shaped safetensors file."""
    weights = load_file(path)
    mp = model.shape.family == "mpnet"
    with torch.no_grad():
        words = weights["embeddings.word_embeddings.weight"]
        model.words.weight.copy_(words[: model.shape.vocab])
        places = weights["embeddings.position_embeddings.weight"][: model.shape.positions].clone()
        if not mp:
            places += weights["embeddings.token_type_embeddings.weight"][0]
        model.places.weight.copy_(places)
        model.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        model.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
        if model.relative is not None:
            model.relative.weight.copy_(weights["encoder.relative_attention_bias.weight"])
        names = (
            {
                "q": "attention.attn.q",
                "k": "attention.attn.k",
                "v": "attention.attn.v",
                "o": "attention.attn.o",
                "norm1": "attention.LayerNorm",
            }
            if mp
            else {
                "q": "attention.self.query",
                "k": "attention.self.key",
                "v": "attention.self.value",
                "o": "attention.output.dense",
                "norm1": "attention.output.LayerNorm",
            }
        ) | {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
        for n, layer in enumerate(model.layers):
            for ours, theirs in names.items():
                part = getattr(layer, ours)
                part.weight.copy_(weights[f"encoder.layer.{n}.{theirs}.weight"])
                part.bias.copy_(weights[f"encoder.layer.{n}.{theirs}.bias"])
