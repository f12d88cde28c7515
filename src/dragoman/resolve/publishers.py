"""What kind of text a document is by who published it, and the years it names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.model import AnnotatedDocument, Token
from dragoman.tables.words import words_of

_YEAR = re.compile(r"\b(?:1[89]\d\d|20\d\d)\b")


def tells_history(doc: AnnotatedDocument) -> bool:
    """Whether a document's publisher tells history."""
    publisher = (doc.document.publisher or "").lower()
    return any(word in publisher for word in words_of("history_publisher"))


def years_named(tokens: Iterable[Token]) -> list[tuple[int, str]]:
    """The years some words name, each with the index of its sentence, in order."""
    return [(t.sent, year) for t in tokens for year in _YEAR.findall(t.text)]
