"""Which gender a person's given name and a pronoun tell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dragoman.tables.files import data_folder, read_rows
from dragoman.tables.words import fold

_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip


@lru_cache(maxsize=1)
def given_names() -> Mapping[str, str]:
    """The gender, ``m`` or ``f``, of each given name, in lower case and without accents.

    Raises:
        TableError: If the table is broken.
    """
    path = data_folder() / "language" / "given_names.csv"
    return {fold(r["name"]).lower(): r["gender"] for r in read_rows(path, ("name", "gender"), lambda r: r)}


def is_given_name(word: str) -> bool:
    """Whether a word is a given name that many bear."""
    return fold(word).lower() in given_names()


def gender_of_name(person: str | None) -> str | None:
    """The gender that a person's full name tells, ``m`` or ``f``; None where it does not, as a family name alone."""
    words = fold(person or "").lower().split()
    return given_names().get(words[0]) if len(words) > 1 else None


def gender_of_pronoun(word: str) -> str | None:
    """The gender that a pronoun tells, ``m`` or ``f``, or None."""
    return _PRONOUNS.get(word.lower())
