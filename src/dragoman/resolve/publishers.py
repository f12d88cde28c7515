"""Who published a document, what kind of text it is therefore, and the years it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dragoman.model import AnnotatedDocument, Token
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import STATE_KINDS, Alias
from dragoman.tables.words import split_words, words_of

_LONGEST_NAME = 8
"""Words of the longest name looked for in a publisher's."""
_OF_WHOM = dict.fromkeys(("name", "official", "short", "abbreviation", "nickname", "demonym", "former"), 0)
_OF_WHOM["capital"] = 1
"""Ranks of an alias's forms, the rest last: "Foreign Office of Pakistan" is Pakistan's, though London has one too."""
_INTERGOVERNMENTAL = frozenset({"organisation", "organ", "agency", "format", "treaty", "court"})
_YEAR = re.compile(r"\b(?:1[89]\d\d|20\d\d)\b")


def tells_history(doc: AnnotatedDocument) -> bool:
    """Whether a document's publisher tells history."""
    publisher = (doc.document.publisher or "").lower()
    return any(word in publisher for word in words_of("history_publisher"))


def years_named(tokens: Iterable[Token]) -> list[tuple[int, str]]:
    """The years some words name, each with the index of its sentence, in order."""
    return [(t.sent, year) for t in tokens for year in _YEAR.findall(t.text)]


def publisher_state(publisher: str | None, tables: ActorTables) -> str | None:
    """The state whose office a publisher is ("White House (USA)"), or None for a newspaper.

    Args:
        publisher: The publisher's name.
        tables: The actor tables.
    """
    words = words_in(publisher)
    official = any(w in words_of("official_publisher") for w in words)
    named = sorted(names_in(words, tables), key=lambda n: n[0])
    # "Office of the UN High Commissioner for Refugees in Kenya"
    if named and tables.kind_of(named[0][1].code) in _INTERGOVERNMENTAL:
        return None
    found = [
        (_OF_WHOM.get(alias.form, 2), at, alias.code)
        for at, alias in named
        if tables.kind_of(alias.code) in STATE_KINDS and (official or alias.form == "seat")
    ]
    return min(found)[2] if found else None


def publisher_body(publisher: str | None, tables: ActorTables) -> str | None:
    """The organisation of states that published a text itself ("NATO", "ASEAN Secretariat"), or None.

    Args:
        publisher: The publisher's name; nothing may stand in it beside the organisation's but words for its office.
        tables: The actor tables.
    """
    words = words_in(publisher)
    while words:
        for alias in tables.names.get(tuple(words), ()):
            if tables.kind_of(alias.code) in _INTERGOVERNMENTAL:
                return alias.code
        at = next((n for n in (0, -1) if words[n] in words_of("office_of_body")), None)
        if at is None:
            break
        words.pop(at)
    return None


def words_in(name: str | None, signs: str = "().,") -> list[str]:
    """The words of a publisher's name or a headline in lower case, without the signs around them."""
    spaced = (name or "").replace("(", "( ").replace(")", " )")
    return [w for w in (w.lower().strip(signs) for w in split_words(spaced)) if w]


def names_in(words: list[str], tables: ActorTables) -> Iterator[tuple[int, Alias]]:
    """The names in some words with their places, the longest first; a shorter one within a longer one is none."""
    taken: set[int] = set()
    for size in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            places = range(at, at + size)
            aliases = tables.names.get(tuple(words[at : at + size]), ())
            if aliases and taken.isdisjoint(places):
                taken.update(places)
                yield from ((at, alias) for alias in aliases)
