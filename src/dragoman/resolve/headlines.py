"""Whom an office's release is about besides its own state, as its headline says."""

from __future__ import annotations

from dragoman.resolve.offices import office_on
from dragoman.resolve.publishers import names_in, words_in
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.words import words_of

_LONGEST_PERSON = 5
"""Words of the longest person's name looked for."""
_MET = frozenset({"met", "spoke", "speak"})
"""Forms of meeting verbs that no table of lemmas has."""
_ON = frozenset({"on", "about", "regarding", "concerning", "ahead", "during", "before", "after", "at", "in"})
"""Words after which a headline tells what was spoken of, or where and when."""


def met_in(title: str | None, tables: ActorTables, day: str | None, home: str) -> str | None:
    """The state a release's headline says was met or called: "Call with President Sandu of Moldova".

    Args:
        title: The headline.
        tables: The actor tables.
        day: The document's ISO date, or None.
        home: The state whose office published it.

    Returns:
        Its code; None where the headline tells no meeting, or one with several or with a body.
    """
    words = words_in(title, "().,:")
    told = {w for word in words for w in (word, word.removesuffix("s"), word.removesuffix("ing"))}
    if not told & (words_of("meeting_noun") | words_of("meeting_verb") | _MET) or "with" not in words:
        return None
    words = words[words.index("with") + 1 :]
    words = words[: next((n for n, w in enumerate(words) if w in _ON), len(words))]
    named = {alias.code for _, alias in names_in(words, tables)}
    if any(tables.kind_of(code) not in STATE_KINDS for code in named):
        return None
    states = (named | _of_persons(words, tables, day)) - {home}
    return next(iter(states)) if len(states) == 1 else None


def _of_persons(words: list[str], tables: ActorTables, day: str | None) -> set[str]:
    """The states of those in office whom some words name."""
    found: set[str] = set()
    for first in range(len(words)):
        for last in range(first + 2, min(first + _LONGEST_PERSON, len(words)) + 1):
            office = office_on(tables.people.get(tuple(words[first:last]), ()), day)
            if office is not None and tables.kind_of(office.actor) in STATE_KINDS:
                found.add(office.actor)
    return found
