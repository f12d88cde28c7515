"""Bodies that are called by how many their members are: "the Twelve", "the ten", "the twenty-seven"."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.times.lexicon import word_table
from dragoman.tables import ActorTables

_LEAST, _MOST = 5, 59
"""Members of such a body: fewer are rather those of whom the text told before, more are called by no number."""
_TEN, _TWENTY = 10, 20
_UNNAMED = "EU"
"""The body that is called so in capitals where the text does not name it."""


def number_of(word: str) -> int:
    """The number that a word is, "fifteen" or "twenty-seven"; 0 if it is none."""
    tens, dash, unit = word.lower().partition("-")
    number = _value(tens)
    if not dash:
        return number
    return number + _value(unit) if number >= _TWENTY and 0 < _value(unit) < _TEN else 0


def _value(word: str) -> int:
    class_, value, _ = word_table().get(word, ("", "", ""))
    return int(value) if class_ == "NUMWORD" else 0


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
    if day is None or not _LEAST <= number <= _MOST or token.dep in {"nummod", "compound", "amod"}:
        return None
    if first == 0 or doc.tokens[first - 1].text.lower() != "the" or doc.dependents(token.i, "prep"):
        return None

    def fits(body: str) -> bool:
        return number == len(tables.full_members_on(body, day))

    found = next(filter(fits, named), None)
    if found is None and doc.tokens[first].text[:1].isupper() and fits(_UNNAMED):
        return _UNNAMED
    return found
