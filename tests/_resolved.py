"""What the words of a hand-built text resolve to."""

from __future__ import annotations

from dragoman.model import AnnotatedDocument, Mention
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors


def by_word(doc: AnnotatedDocument) -> dict[str, Mention]:
    """The mentions by their head words; of a word that stands twice, the second as ``word2``."""
    resolved = resolve_mentions(doc, packaged_actors())
    found: dict[str, Mention] = {}
    for mention in resolved.mentions:
        word = resolved.tokens[mention.head].text
        found[word if word not in found else f"{word}2"] = mention
    return found


def codes(mention: Mention) -> list[str | None]:
    """The codes a mention stands for, in order."""
    return [party.actor for party in mention.parties]
