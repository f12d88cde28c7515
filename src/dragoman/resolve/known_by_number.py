"""Bodies that are called by how many their members are: "the Twelve", "the ten", "the twenty-seven"."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.model import AnnotatedDocument, Token
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import FULL_STANDINGS
from dragoman.tables.sizes import number_of

_LEAST = 5
"""Fewer are rather those of whom the text told before."""
_UNNAMED = "EU"
"""The body that is called so in capitals where the text does not name it."""


def body_by_number(doc: AnnotatedDocument, token: Token, named: Iterable[str], tables: ActorTables) -> str | None:
    """The body that a number means by itself, by how many members it has on the document's day.

    Args:
        doc: The parsed document.
        token: The number's last word.
        named: The bodies named before it, the last one first.
        tables: The actor tables.
    """
    day = doc.document.published
    first = token.i
    while first >= 2 and doc.tokens[first - 1].text == "-" and doc.tokens[first - 1].sent == token.sent:
        first -= 2
    number = number_of("".join(t.text for t in doc.tokens[first : token.i + 1]))
    alone = first > 0 and doc.tokens[first - 1].text.lower() == "the" and not doc.dependents(token.i, "prep")
    if day is None or number < _LEAST or not alone or token.dep in {"nummod", "compound", "amod"}:
        return None

    def fits(body: str) -> bool:
        return number == sum(s.role in FULL_STANDINGS for s in tables.members_on(body, day))

    found = next(filter(fits, named), None)
    if found is None and doc.tokens[first].text[:1].isupper() and fits(_UNNAMED):
        return _UNNAMED
    return found
