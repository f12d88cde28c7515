"""Whom "he", "she" and "they" mean as speakers: those who spoke last, else the last subjects who are people."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.extract.statements.people import People
from dragoman.model import AnnotatedDocument, Mention, Token
from dragoman.tables.genders import gender_of_pronoun

_NEAR = 2
"""Sentences within which the last speaker goes on speaking."""
_REACH = 6
"""Sentences a pronoun may look back."""


class Antecedents:
    """The speakers of a text in the order they spoke.

    Args:
        doc: The annotated document.
        by_head: Its mentions by head token.
        people: The people it names.
    """

    def __init__(self, doc: AnnotatedDocument, by_head: Mapping[int, Mention], people: People) -> None:
        self.doc = doc
        self.by_head = by_head
        self.people = people
        self.spoken: list[tuple[int, int]] = []

    def note(self, head: int) -> None:
        """Remember a speaker by its head word, for the pronouns after it."""
        self.spoken.append((self.doc.tokens[head].sent, head))

    def singular(self, token: Token) -> Token | None:
        """The last speaker, else the last subject, who may be meant by "he" or "she"."""
        for sentence, head in reversed(self.spoken):
            if token.sent - sentence > _NEAR:
                break
            before = self.doc.tokens[head]
            if head < token.i and before.pos == "PROPN" and self._may_be(before, token):
                return before
        for sent in range(token.sent, max(-1, token.sent - _REACH), -1):
            found = None
            for t in self.doc.words(self.doc.sentences[sent]):
                if t.i >= token.i:
                    break
                if t.dep in {"nsubj", "nsubjpass"} and self.is_person(t) and self._may_be(t, token):
                    found = t if found is None or sent == token.sent else found
            if found is not None:
                return found
        return None

    def _may_be(self, person: Token, pronoun: Token) -> bool:
        """Whether one person may be meant: one alone, and of the pronoun's gender as far as known."""
        if any(c.pos in {"PROPN", "NOUN"} for c in self.doc.dependents(person.i, "conj")):
            return False
        if self.people.known(person) is None and not self.is_person(person):
            return False
        told = self.people.gender(person)
        return told is None or told == gender_of_pronoun(pronoun.text)

    def is_person(self, t: Token) -> bool:
        """Whether a word means a person, by name or office."""
        if t.pos not in {"PROPN", "NOUN"}:
            return False
        if t.ent == "PERSON":
            return True
        mention = self.by_head.get(t.i)
        return (
            mention is not None
            and mention.form in {"person", "title"}
            and any(p.person or p.role for p in mention.parties)
        )

    def plural(self, token: Token) -> Token | None:
        """The last speaker of the sentences just before, if a plural or a pair."""
        for sentence, head in reversed(self.spoken):
            t = self.doc.tokens[head]
            if token.sent - sentence > 1:
                return None
            if head < token.i and (t.tag in {"NNS", "NNPS"} or self.doc.dependents(head, "conj")):
                return t
        return None
