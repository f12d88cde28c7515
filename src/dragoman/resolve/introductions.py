"""Persons as the text introduces them: those the tables do not know, and known ones by a part of their name."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from dragoman.resolve.phrases import Phrases, Reading
from dragoman.tables.genders import is_given_name
from dragoman.tables.words import words_of

_SHORTEST = 4
"""Letters of a word of a name that may be said alone: "al" and "Bin" may not."""
_TITLE_WORDS = 6
"""Words of a title before its state's name that are looked at."""


def learn_people(phrases: Phrases) -> None:
    """Learn persons introduced with title and nationality, for later bare mentions.

    Args:
        phrases: Readings of the document's phrases; its known people are filled.
    """
    tokens = phrases.doc.tokens
    at = 0
    names: set[tuple[str, ...]] = set()
    while at < len(tokens):
        if tokens[at].ent != "PERSON" or at in phrases.match_at:
            at += 1
            continue
        end = at
        while end < len(tokens) and tokens[end].ent == "PERSON" and tokens[end].sent == tokens[at].sent:
            end += 1
        if not _learn(phrases, at, end) and end - at > 1:
            names.add(tuple(t.text for t in tokens[at:end]))
        at = end
    _learn_unseen(phrases, names)
    _learn_parts(phrases)


def _learn_unseen(phrases: Phrases, names: Set[tuple[str, ...]]) -> None:
    """ "The envoy of Chile Ana Rojas … Rojas": a name that the parser's name finder saw elsewhere only.

    Args:
        phrases: Readings of the document's phrases.
        names: The words of persons' names nothing is known of.
    """
    tokens = phrases.doc.tokens
    begins = {name[0] for name in names}
    for token in tokens:
        if token.text in begins and token.ent != "PERSON":
            for name in names:
                if tuple(t.text for t in tokens[token.i : token.i + len(name)]) == name:
                    _learn(phrases, token.i, token.i + len(name))


def _learn_parts(phrases: Phrases) -> None:
    """ "Mohamed Siad Barre … Siad", "Ayub Khan … Ayub": a known person by one word of the name the text gave in full.

    A common given name is nobody's alone, but the last word is, spelled as in no table ("Mosaddeq").
    """
    tokens = phrases.doc.tokens
    for i, match in sorted(phrases.match_at.items()):
        if match.person is None or match.last - match.first < 2 or i != match.first:
            continue
        reading = phrases.named(i)
        if reading is None or reading.actor is None:
            continue
        words = [t for t in tokens[match.first : match.last] if t.pos == "PROPN" and len(t.text) >= _SHORTEST]
        for t in words:
            word = t.text.lower()
            title = word in phrases.nouns or word in words_of("title")
            if not title and (t.i == match.last - 1 or not is_given_name(t.text)):
                phrases.learn_part(word, reading)


def _learn(phrases: Phrases, at: int, end: int) -> bool:
    """Whether a name stands with what tells whose its bearer is, which is then known."""
    words = [t for t in phrases.doc.tokens[at:end] if t.pos == "PROPN"]
    if not words or any(i in phrases.match_at for i in range(at, end)):
        return False
    head = next((t for t in words if t.head < at or t.head >= end or t.head == t.i), words[-1])
    reading = phrases.from_parts(head, 0) or _title_before(phrases, at)
    if reading is not None and reading.actor is not None:
        known = replace(reading, person=" ".join(t.text for t in words))
        phrases.learn([words[-1].text, head.text], known)
        return True
    return False


def _title_before(phrases: Phrases, at: int) -> Reading | None:
    """ "President of Tajikistan Emomali Rahmon": the title and its state stand right before the name."""
    match = phrases.match_at.get(at - 1)
    if match is None or match.actor is None or match.person is not None:
        return None
    tokens = phrases.doc.tokens
    for before in range(match.first - 1, max(-1, match.first - _TITLE_WORDS - 1), -1):
        row = phrases.nouns.get(tokens[before].text.lower())
        if row is not None:
            role = phrases.doc.quote(tokens[before].start, tokens[match.last - 1].end)
            reason = f"“{role}” is an office of {match.actor}"
            return Reading(match.actor, None, role, row.sector, match.first, reason)
        if tokens[before].pos not in {"DET", "ADP", "ADJ", "PROPN"}:
            break
    return None
