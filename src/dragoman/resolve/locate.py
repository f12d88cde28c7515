"""Where an act happened: the place its clause names, with country and coordinates.

A dateline is not the event's place, nor is a city that stands for its government.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model import AnnotatedDocument, Event, Place, Token
from dragoman.tables import packaged_actors, packaged_places
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.words import key_of, words_of

_PLACE_FORMS = frozenset({"name", "short", "official", "former"})


def place_of(doc: AnnotatedDocument, event: Event) -> Place | None:
    """The place an event's clause names, if any.

    Args:
        doc: The annotated document.
        event: One of its events.

    Returns:
        The place; of "in Samarkand, Uzbekistan" the city with its country.
    """
    trigger = doc.at(event.trigger.start)
    if trigger is None:
        return None
    for name in _places_under(doc, trigger):
        found = _look_up(doc, name)
        if found is not None:
            return found
    return None


def _places_under(doc: AnnotatedDocument, trigger: Token) -> Iterator[Token]:
    """Objects of locative prepositions on the act's word, then on its object, then on its head."""
    nodes = [trigger, *doc.dependents(trigger.i, "dobj", "nsubjpass", "nsubj", "prep")]
    if trigger.pos != "VERB" and trigger.head != trigger.i:
        nodes.append(doc.tokens[trigger.head])
    for node in nodes:
        for prep in doc.dependents(node.i, "prep"):
            if prep.lemma.lower() in words_of("containing"):
                yield from doc.dependents(prep.i, "pobj")


def _look_up(doc: AnnotatedDocument, token: Token) -> Place | None:
    words = [token]
    before = token.i - 1
    while before >= 0 and doc.tokens[before].head == token.i and doc.tokens[before].pos == "PROPN":
        words.insert(0, doc.tokens[before])
        before -= 1
    context = _countries_near(doc, token)
    for first in range(len(words)):
        name = doc.quote(words[first].start, token.end)
        key = key_of(name)
        rows = packaged_places().names.get(key, ())
        row = min(rows, key=lambda r: (r.country not in context, -r.population), default=None)
        if row is not None:
            return Place(name, row.country or None, row.lat, row.lon)
        for alias in packaged_actors().names.get(key, ()):
            kind = packaged_actors().kind_of(alias.code)
            if kind in STATE_KINDS | {"region"} and alias.form in _PLACE_FORMS:
                return Place(name, alias.code if kind in STATE_KINDS else None, None, None)
    return None


def _countries_near(doc: AnnotatedDocument, token: Token) -> set[str]:
    """Codes of the states that the token's sentence names: they decide between namesakes."""
    sentence = doc.sentences[token.sent]
    near = [m for m in doc.mentions if sentence.start <= m.start < sentence.end]
    return {p.actor for m in near for p in m.parties if p.actor is not None}
