"""The vocabulary of silences, beyond what silences share with speech."""

from __future__ import annotations

from functools import cache

from dragoman.extract.statements.rules import speech_rules
from dragoman.model import Token
from dragoman.tables import data_folder, read_rows


@cache
def silence_words(class_: str) -> frozenset[str]:
    """The words of one class: the packaged silence words, and the list of speech of that name if there is one."""
    rows = read_rows(data_folder() / "language" / "silence_words.csv", ("word", "class", "note"), lambda r: r)
    own = frozenset(r["word"] for r in rows if r["class"] == class_)
    return own | speech_rules().lists.get(class_, frozenset())


def is_one(token: Token, *classes: str) -> bool:
    """Whether a word is in one of some classes."""
    lemma, text = token.lemma.lower(), token.text.lower()
    return any(lemma in silence_words(c) or text in silence_words(c) for c in classes)
