"""How many a phrase says it means: "the two leaders", "the trio", "the twenty-seven"."""

from __future__ import annotations

from collections.abc import Set

_SIZES = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4, "quartet": 4, "five": 5, "six": 6}
_UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty")


def size_of(words: Set[str]) -> int:
    """How many a phrase with these words says it means; 0 where it does not say."""
    return max((_SIZES.get(w, 0) for w in words), default=0)


def number_of(word: str) -> int:
    """The number that a word is, "fifteen" or "twenty-seven"; 0 if it is none below sixty."""
    tens, dash, unit = word.lower().partition("-")
    if tens in _TENS and (not dash or unit in _UNITS[:9]):
        return 20 + 10 * _TENS.index(tens) + (_UNITS.index(unit) + 1 if unit else 0)
    return 0 if dash or tens not in _UNITS else _UNITS.index(tens) + 1
