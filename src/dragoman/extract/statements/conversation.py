"""The two sides of the conversation that a readout tells of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.extract.statements.people import People
from dragoman.extract.statements.rules import speech_rules
from dragoman.model import AnnotatedDocument, Mention, Party, Token

_OPENING = 3
"""Sentences at the head of a text that may name the two."""


def find_pair(doc: AnnotatedDocument, by_head: Mapping[int, Mention], people: People) -> tuple[Party, ...]:
    """The two people whose conversation a text tells of, if its first sentences name just such a one.

    Args:
        doc: The annotated document.
        by_head: Its mentions by head token.
        people: The people it names.
    """
    words = speech_rules().words("conversation-words")
    opening = [t for s in doc.sentences[:_OPENING] for t in doc.words(s)]
    if not any(t.text.lower() in words for t in opening):
        return ()
    pair: tuple[Party, ...] = ()
    for number in range(min(_OPENING, len(doc.sentences))):
        found = _people_of(doc, by_head, people, doc.words(doc.sentences[number]))
        # Who calls whom is told by the first sentence that names both.
        if len(found) >= 2:
            pair = found
            break
        known = {p.person for p in pair}
        pair = (*pair, *(f for f in found if f.person not in known))
    pair = pair[:2]
    return pair if len(pair) == 2 and pair[0].actor != pair[1].actor else ()


def _people_of(
    doc: AnnotatedDocument, by_head: Mapping[int, Mention], people: People, words: Sequence[Token]
) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for token in words:
        person = people.known(token) if people.is_name(token) else None
        if person is None:
            continue
        mention = by_head.get(token.i)
        party = mention.parties[0] if mention is not None and len(mention.parties) == 1 else None
        actor = person.actor or (party.actor if party is not None else None)
        span = (mention.start, mention.end) if mention is not None else (token.start, token.end)
        key = person.name.split()[-1].lower()
        found.setdefault(key, Party(actor, doc.quote(*span), *span, person.name, person.role))
    return tuple(found.values())
