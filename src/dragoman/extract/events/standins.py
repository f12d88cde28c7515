"""Whom a party that names nobody by itself stands for: "the government", "he", "General Dallaire"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dragoman.model import Mention, Party

STANDS = 0.7
"""Chance from which a word stands for an actor named in sight, whatever resolution says."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a mention means.

    Attributes:
        parties: The parties.
        reasons: How they were found.
        chance: How sure that is, 0 to 1; 1 where resolution's own answer stands.
    """

    parties: tuple[Party, ...]
    reasons: tuple[str, ...]
    chance: float


def meant(mention: Mention, stands_for: Mapping[str, float] | None) -> Meant:
    """Whom a mention means, by resolution or by the model where that is sure of another actor named in sight.

    Args:
        mention: The mention.
        stands_for: The chance that it stands for each actor, by code; None or empty where it names its actor itself.
    """
    likely = {a: p for a, p in (stands_for or {}).items() if p >= STANDS}
    if not likely or any(p.actor in likely for p in mention.parties):
        # Of a group that resolution found, the model need not be sure of everyone.
        return Meant(mention.parties, mention.reasons, 1.0)
    told = ", ".join(f"{a} {p:.2f}" for a, p in likely.items())
    first = mention.parties[0]
    return Meant(
        tuple(replace(first, actor=a, person=None, role=None) for a in likely),
        (f"“{first.text}” stands for {told} by the model",),
        min(likely.values()),
    )
