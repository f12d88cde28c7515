"""In which state a stretch of text plays: for "the police", "thousands of people", "the parliament"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from math import exp

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.antecedents import Antecedents
from dragoman.resolve.belongings import Claims, NamedState
from dragoman.resolve.phrases import Phrases
from dragoman.resolve.publishers import tells_history
from dragoman.resolve.unsided import in_firms_name
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.nouns import role_nouns
from dragoman.tables.places import PlaceRow, PlaceTable
from dragoman.tables.words import fold, words_of

_PLACE_ENTS = frozenset({"GPE", "LOC", "FAC", ""})
_WELL_KNOWN = 200_000
"""Inhabitants from which a place is known by its bare name."""
_AT_HOME = frozenset({"armed_group", "movement"})
CLEAR = 0.5
"""The part of all states' claims from which one is taken for an actor's."""
ONLY = 0.8
"""The same for a person nobody knows: he is mostly of a state that is not even named."""


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place named in the text.

    Attributes:
        first: Index of its first token.
        last: One past its last token.
        rows: Places of that name, the most populous first.
    """

    first: int
    last: int
    rows: tuple[PlaceRow, ...]


def find_places(doc: AnnotatedDocument, taken: Collection[int], places: PlaceTable) -> dict[int, PlaceMatch]:
    """Names of places that are only places, by each of their tokens.

    Args:
        doc: The parsed document.
        taken: Tokens that stand in names of actors and persons.
        places: The gazetteer.
    """
    found: dict[int, PlaceMatch] = {}
    tokens = doc.tokens
    words = [fold(t.text).lower() for t in tokens]
    for sentence in doc.sentences:
        at = sentence.first
        while at < sentence.last:
            match = None
            reach = places.reach.get(words[at])
            if reach is not None and tokens[at].text[:1].isupper() and tokens[at].pos in {"PROPN", "NOUN", "DET"}:
                match = _place_at(doc, words, at, min(sentence.last, at + reach), taken, places)
            if match is not None:
                found.update((i, match) for i in range(match.first, match.last))
            at = match.last if match is not None else at + 1
    return found


def _place_at(
    doc: AnnotatedDocument, words: list[str], at: int, stop: int, taken: Collection[int], places: PlaceTable
) -> PlaceMatch | None:
    tokens = doc.tokens
    for end in range(stop, at, -1):
        rows = places.names.get(tuple(words[at:end]))
        if rows is None or (end - at == 1 and words[at] in role_nouns()) or any(i in taken for i in range(at, end)):
            continue
        if end - at == 1 and in_firms_name(doc, at):
            continue
        inside = tokens[at:end]
        seen = (
            end - at > 1
            or inside[0].ent in _PLACE_ENTS
            or (rows[0].population >= _WELL_KNOWN and _stands_as_place(doc, inside[0]))
        )
        if seen and any(t.pos == "PROPN" for t in inside):
            return PlaceMatch(at, end, rows)
    return None


def _stands_as_place(doc: AnnotatedDocument, token: Token) -> bool:
    """Whether a name the parser takes for an organisation or a person stands where places stand ("from Fukushima")."""
    if token.ent == "ORG":
        return token.dep in {"pobj", "conj"}
    above = doc.tokens[token.head].lemma.lower()
    return token.ent == "PERSON" and token.dep == "pobj" and above in words_of("locative")


class Localities:
    """The state in which each part of a document plays.

    Args:
        doc: The parsed document.
        phrases: Its phrases.
        tables: The actor tables.
        antecedents: Who has been named so far.
        places: The gazetteer.
    """

    def __init__(
        self, doc: AnnotatedDocument, phrases: Phrases, tables: ActorTables, antecedents: Antecedents,
        places: PlaceTable,
    ) -> None:  # fmt: skip
        self.doc, self.phrases, self.tables, self.antecedents = doc, phrases, tables, antecedents
        self.places = find_places(doc, phrases.match_at, places)
        self.history = tells_history(doc)
        self._spoken_of = {m.actor for m in phrases.match_at.values()}

    def is_alien(self, code: str) -> bool:
        """Whether the text speaks of states, and not of this one."""
        return code not in self._spoken_of and any(self.tables.kind_of(c) in STATE_KINDS for c in self._spoken_of)

    def place_country(self, i: int) -> str | None:
        """The country of the place at token ``i``: of namesakes the one the text speaks of, else the largest."""
        match = self.places.get(i)
        if match is None:
            return None
        codes = [row.country for row in match.rows if row.country]
        return next((c for c in codes if c in self._spoken_of), codes[0] if codes else None)

    def state_at(
        self, token: Token, among: Collection[str] = (), share: float = CLEAR, but: Collection[str] = ()
    ) -> str | None:
        """The state a nameless actor belongs to, as far as the passage tells.

        Args:
            token: The actor's head word.
            among: Only these states, if any are given.
            share: How clearly a state must stand out: its part of what all states claim.
            but: Never these states.
        """
        row = self.phrases.noun_row(token)
        people = row is not None and bool(row.kinds & {"people", "armed"})
        claims = self._claims_of_all.on(token, people)
        weighed = {
            code: exp(claim) for code, claim in claims.items() if code not in but and (not among or code in among)
        }
        if not weighed:
            return None
        best = max(weighed, key=lambda code: weighed[code])
        return best if among or weighed[best] > share * sum(weighed.values()) else None

    @cached_property
    def _claims_of_all(self) -> Claims:
        names = [
            NamedState(t.i, code, self._locates(t))
            for t in self.doc.tokens
            if t.pos in {"PROPN", "ADJ", "NOUN"} and (code := self.country_of(t)) is not None
        ]
        return Claims(self.doc, names, self.antecedents.home, self.history, self.subject)

    @cached_property
    def subject(self) -> str | None:
        """The state a text is about that is headed by a state's name and nothing else: a country profile."""
        if len(self.doc.sentences) < 2:
            return None
        heading, text = self.doc.sentences[:2]
        match = self.phrases.match_at.get(heading.first)
        if match is None or (match.first, match.last) != (heading.first, heading.last):
            return None
        headed = heading.paragraph != text.paragraph and self.tables.kind_of(match.actor) in STATE_KINDS
        return match.actor if headed else None

    def _locates(self, t: Token) -> bool:
        above = self.doc.tokens[t.head]
        return t.dep in {"appos", "npadvmod"} or (above.pos == "ADP" and above.lemma.lower() in words_of("locative"))

    def country_of(self, t: Token) -> str | None:
        """The state that a word names, or in which the place lies that it names."""
        match = self.phrases.match_at.get(t.i)
        if match is not None and match.office is not None and not match.actor:
            # Who speaks for no side any more brings his state to mind still.
            code = match.office.actor
            return code if self.tables.kind_of(code) in STATE_KINDS else None
        named = self.phrases.named(t.i)
        if named is not None:
            actor = self.tables.actors.get(named.actor or "")
            if actor is not None and actor.kind in _AT_HOME:
                # Where rebels are named their state is at hand.
                return actor.country or None
            return named.actor if self.tables.kind_of(named.actor) in STATE_KINDS else None
        return self.place_country(t.i)
