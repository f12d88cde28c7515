"""Names that sound alike: one person, spelled after another system of transliteration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from dragoman.tables.actor_rows import Office
from dragoman.tables.actors import ActorTables
from dragoman.tables.words import fold

_ALIKE = (
    ("dzh", "j"), ("tch", "c"), ("sch", "s"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("zh", "j"), ("dj", "j"), ("sh", "s"), ("ch", "c"), ("ts", "s"), ("tz", "s"), ("cz", "c"), ("ck", "k"),
    ("q", "k"), ("x", "ks"), ("w", "v"),
)  # fmt: skip
_LEAST = 6
"""Consonants a name must have to be told by them."""
_LIKENESS = 0.75
"""How like two spellings must be, 0 to 1, beyond their consonants."""


def consonants(name: str) -> str:
    """The consonants of a name, alike for the letters that transliterations take for each other; "" if too few."""
    text = re.sub(r"[^a-z]", "", re.sub(r"\b(?:al|el)[- ]", "", fold(name).lower()))
    for spelled, sound in _ALIKE:
        text = text.replace(spelled, sound)
    text = re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]", "", text))
    return text if len(text) >= _LEAST else ""


@lru_cache(maxsize=4)
def _by_consonants(tables: _Same) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for words in tables.tables.people:
        if len(words) > 1:
            key = consonants(" ".join(words))
            if key:
                found.setdefault(key, set()).add(" ".join(words))
    return {key: tuple(sorted(names)) for key, names in found.items()}


class _Same:
    """Tables as a key of the cache: the same object is the same tables."""

    def __init__(self, tables: ActorTables) -> None:
        self.tables = tables

    def __hash__(self) -> int:
        return id(self.tables)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.tables is self.tables


def sounding_like(tables: ActorTables, name: str) -> tuple[Office, ...]:
    """The offices of the one person whose name sounds like a name of several words; none where there is no such one.

    Args:
        tables: The actor tables.
        name: The name as the text spells it.
    """
    key = consonants(name)
    if not key or len(name.split()) < 2:
        return ()
    plain = fold(name).lower()
    offices: list[Office] = []
    for known in _by_consonants(_Same(tables)).get(key, ()):
        if SequenceMatcher(None, plain, known).ratio() >= _LIKENESS:
            offices += tables.people[tuple(known.split())]
    persons = {o.person for o in offices}
    return tuple(offices) if len(persons) == 1 else ()
