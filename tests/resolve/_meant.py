"""Whom the words of a short text mean."""

from __future__ import annotations

from collections.abc import Collection

from _resolved import codes
from dragoman.annotate import Parser
from dragoman.model import Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors


def meant_by(
    words: Collection[str], text: str, parser: Parser, day: str | None = None, publisher: str | None = None,
    title: str | None = None,
) -> dict[str, list[str | None]]:  # fmt: skip
    """The codes of each word's last mention in a text, parsed and resolved; no code where it is no mention."""
    document = Document("t", text, title=title, publisher=publisher, published=day)
    doc = resolve_mentions(parser.parse(document), packaged_actors())
    given = {doc.tokens[m.head].text: codes(m) for m in doc.mentions}
    return {word: given.get(word, [None]) for word in words}
