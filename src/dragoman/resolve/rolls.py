"""Who took part, where a text calls the roll: "Participants in the call included A, B and C".

The same text names them by region before: "held a call with European leaders".
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.syntax import SUBJECT
from dragoman.tables.words import words_of


def roll_of(doc: AnnotatedDocument, actor_at: Callable[[int], str | None]) -> dict[str, int]:
    """The actors of the first roll a text calls, with the token that names each; none where it calls none.

    Args:
        doc: The parsed document.
        actor_at: The actor that a token's name means, or None.
    """
    for token in doc.tokens:
        if token.lemma.lower() not in words_of("participant_noun") or token.dep not in SUBJECT:
            continue
        verb = doc.tokens[token.head]
        if verb.lemma.lower() not in words_of("calling_roll"):
            continue
        found: dict[str, int] = {}
        for word in doc.words(doc.sentences[token.sent]):
            actor = actor_at(word.i) if word.i > verb.i and not _told_of_one(doc, word, verb) else None
            if actor is not None:
                found.setdefault(actor, word.i)
        if found:
            return found
    return {}


def _told_of_one(doc: AnnotatedDocument, word: Token, verb: Token) -> bool:
    """Whether a word stands in a clause about one of those listed: "Kishida, who had just met Xi".

    Long lists are often parsed as other things than lists, so that only verbs tell.
    """
    for at in (word, *doc.ancestors(word.i)):
        if at.i == verb.i or at.head == at.i:
            return False
        if at.pos in {"VERB", "AUX"}:
            return True
    return False
