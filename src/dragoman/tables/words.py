"""Words as tables compare them, and lists of words of one class."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from dragoman.tables.files import data_folder, read_rows

_INNER_PLUS = re.compile(r"(?<=\w)\+(?=\w)")
_PLAIN_SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "ʻ": "'", "–": "-", "‑": "-", "ə": "a", "Ə": "A", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O",
     "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "þ": "th", "Þ": "Th", "ð": "d"}
)  # fmt: skip


def fold(text: str) -> str:
    """A name for comparing: no accents, typographic signs made plain; letter case is kept."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN_SIGNS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def split_words(text: str) -> tuple[str, ...]:
    """A name's words as the parser cuts them: hyphens and possessive marks stand alone."""
    plain = fold(text)
    if not plain.isalnum():
        plain = _INNER_PLUS.sub(" + ", plain)
        for sign, apart in (("-", " - "), ("/", " / "), ("'s ", " 's "), (",", " , ")):
            plain = plain.replace(sign, apart)
        if plain.endswith("'s"):
            plain = plain[:-2] + " 's"
    return tuple(plain.split())


def key_of(text: str) -> tuple[str, ...]:
    """The words of a name in lower case: what names are looked up by."""
    return split_words(text.lower())


@lru_cache(maxsize=1)
def _classes() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in read_rows(data_folder() / "language" / "pointing_words.csv", ("word", "class"), lambda r: r):
        found.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in found.items()}


def words_of(name: str) -> frozenset[str]:
    """The words of a class of ``data/language/pointing_words.csv``.

    Args:
        name: The class: ``title``, ``former``, ``person_pronoun``, ``locative`` …

    Raises:
        KeyError: If there is no such class.
    """
    return _classes()[name]
