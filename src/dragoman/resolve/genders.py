"""Whether "he" or "she" may mean a person, as far as the given name tells."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dragoman.tables.files import data_folder, read_rows
from dragoman.tables.words import fold

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})


@lru_cache(maxsize=1)
def _given_names() -> Mapping[str, str]:
    path = data_folder() / "language" / "given_names.csv"
    return {fold(r["name"]).lower(): r["gender"] for r in read_rows(path, ("name", "gender"), lambda r: r)}


def is_given_name(word: str) -> bool:
    """Whether a word is a given name that many bear."""
    return fold(word).lower() in _given_names()


def may_be(person: str | None, pronoun: str) -> bool:
    """Whether a pronoun may mean a person; it may where the name does not tell.

    Args:
        person: The person's name, or None.
        pronoun: The pronoun.
    """
    words = fold(person or "").lower().split()
    told = _given_names().get(words[0]) if len(words) > 1 else None
    word = pronoun.lower()
    return not ((told == "f" and word in _HE) or (told == "m" and word in _SHE))
