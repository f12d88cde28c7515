"""How many a phrase says it means: "the two leaders", "the trio"."""

from __future__ import annotations

from collections.abc import Set

_SIZES = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4, "quartet": 4, "five": 5, "six": 6}


def size_of(words: Set[str]) -> int:
    """How many a phrase with these words says it means; 0 where it does not say."""
    return max((_SIZES.get(w, 0) for w in words), default=0)
