"""One actor's several mentions speak together: each gets a part of the chance that the actor is a party.

Readers mark one mention of a party, so the model spreads its belief over "Biden", "the President" and "our". The
likeliest mention of an actor gets what its next ones have besides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dragoman.model import Mention

MENTIONS = 3
"""Mentions of an actor that are counted, the likeliest ones."""
LEAST = 0.02
"""Chance from which a mention counts."""
_MOST = 0.99

Role = tuple[int, float, float, float]
"""A party word by token index with its chances as neither, source and target."""


def pooled(roles: Sequence[Role], by_head: Mapping[int, Mention]) -> tuple[Role, ...]:
    """The same words with the chances of their actors' other mentions added to the likeliest mention's.

    Args:
        roles: The model's opinion of each party word for one act.
        by_head: Mentions by head token.
    """
    chances = {head: [source, target] for head, _, source, target in roles}
    heads: dict[str, list[int]] = defaultdict(list)
    for head, *_ in roles:
        mentioned = {p.actor for p in by_head[head].parties if p.actor} if head in by_head else set()
        for actor in mentioned:
            heads[actor].append(head)
    given = {head: (source, target) for head, _, source, target in roles}
    for mentions in heads.values():
        for side in (0, 1):
            # Of two as likely the later one, which stands in the act's own sentence.
            best, *others = sorted(mentions, key=lambda h: (-given[h][side], -h))[:MENTIONS]
            more = sum(given[h][side] for h in others if given[h][side] >= LEAST)
            chances[best][side] = max(chances[best][side], min(given[best][side] + more, _MOST))
    return tuple(_one(head, none, *chances[head]) for head, none, *_ in roles)


def _one(head: int, none: float, source: float, target: float) -> Role:
    """The three chances of a word, brought to no more than one together."""
    whole = max(1.0, (source + target) / _MOST)
    source, target = source / whole, target / whole
    return head, min(none, 1.0 - source - target), source, target
