"""In which state a stretch of text plays: for "the police", "thousands of people", "the parliament"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.antecedents import Antecedents
from dragoman.resolve.phrases import Phrases
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.nouns import role_nouns
from dragoman.tables.places import PlaceRow, PlaceTable
from dragoman.tables.words import fold, words_of

_PLACE_ENTS = frozenset({"GPE", "LOC", "FAC", ""})
_WELL_KNOWN = 200_000
"""Inhabitants from which a place is known by its bare name."""
_ACTING = frozenset({"institution", "official", "leader", "force"})
_OWNED = frozenset({"amod", "compound", "nmod", "poss"})
_BACK = 2
"""Sentences of the same paragraph before a word in which its place is looked for."""


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
        self._spoken_of = {m.actor for m in phrases.match_at.values()}
        self._countries: dict[int, list[tuple[int, int, str]]] = {}

    def place_country(self, i: int) -> str | None:
        """The country of the place at token ``i``: of namesakes the one the text speaks of, else the largest."""
        match = self.places.get(i)
        if match is None:
            return None
        codes = [row.country for row in match.rows if row.country]
        return next((c for c in codes if c in self._spoken_of), codes[0] if codes else None)

    def state_at(self, token: Token, among: Collection[str] = ()) -> str | None:
        """The state a nameless actor belongs to, as far as the passage tells.

        The place its sentence names outranks a state that only owns something there ("the U.S. embassy"); then come
        the sentences around, the publisher's state, the state named last, and the one the text is about.

        Args:
            token: The actor's head word.
            among: Only these states, if any are given.
        """
        around = [token.sent, *(token.sent - n for n in range(1, _BACK + 1)), token.sent + 1]
        paragraph = self.doc.sentences[token.sent].paragraph
        near = [n for n in around if 0 <= n < len(self.doc.sentences) and self.doc.sentences[n].paragraph == paragraph]
        home = self.antecedents.home
        for ranks in ({0, 1}, {2}):
            for number in near:
                place = self._nearest(number, token, among, ranks)
                if place is not None:
                    return place
            if home and (not among or home in among):
                return home
        candidates = (self.antecedents.last_state_of(paragraph), self.antecedents.main_state())
        return next((c for c in candidates if c and (not among or c in among)), None)

    def _nearest(self, number: int, token: Token, among: Collection[str], ranks: Collection[int]) -> str | None:
        found = [
            (rank, abs(at - token.i), code)
            for rank, at, code in self._named_in(number)
            if rank in ranks and (not among or code in among) and at != token.i
        ]
        return min(found)[2] if found else None

    def _named_in(self, number: int) -> list[tuple[int, int, str]]:
        """Countries a sentence names: how surely it plays there (0 surest), where they stand, and their codes."""
        if number not in self._countries:
            self._countries[number] = [
                (self._rank(t), t.i, code)
                for t in self.doc.words(self.doc.sentences[number])
                if t.pos in {"PROPN", "ADJ", "NOUN"} and (code := self._country_of(t)) is not None
            ]
        return self._countries[number]

    def _rank(self, t: Token) -> int:
        above = self.doc.tokens[t.head]
        if t.dep in {"appos", "npadvmod"} or (above.pos == "ADP" and above.lemma.lower() in words_of("locative")):
            return 0
        if t.dep in _OWNED and t.i not in self.places:
            # "The Turkish government says" plays in Turkey; "the Turkish embassy" may stand anywhere.
            row = self.phrases.noun_row(above)
            acts = row is not None and bool(row.kinds & _ACTING) and above.dep in {"nsubj", "nsubjpass"}
            return 1 if acts and row is not None and "facility" not in row.kinds else 2
        return 1

    def _country_of(self, t: Token) -> str | None:
        named = self.phrases.named(t.i)
        if named is not None:
            return named.actor if self.tables.kind_of(named.actor) in STATE_KINDS else None
        return self.place_country(t.i)
