"""Definite nouns told by their clause: "the rebel leader", "is the newest member", "asked the upper house"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.model import Token
from dragoman.resolve.antecedents import because
from dragoman.resolve.definites import ARMED_KINDS, Definites
from dragoman.resolve.phrases import Reading
from dragoman.resolve.syntax import COPULAS, PLURAL_TAGS, clause_subject
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.nouns import NounRow, pointing_nouns
from dragoman.tables.words import words_of

if TYPE_CHECKING:
    from dragoman.resolve.corefer import Pointers


class Clauses:
    """Readings of definite nouns whose clause tells whom they mean.

    Args:
        pointers: What the document's words may point to.
        definites: The readings of definite noun phrases.
    """

    def __init__(self, pointers: Pointers, definites: Definites) -> None:
        self._p, self._definites = pointers, definites
        self.doc, self.phrases, self.antecedents = pointers.doc, pointers.phrases, pointers.antecedents

    def read(self, token: Token, row: NounRow) -> list[Reading]:
        """Whom a definite singular noun means by its clause; none where the clause does not tell."""
        if token.tag in PLURAL_TAGS or not self._definites.is_definite(token):
            return []
        return self._led_by_armed(token, row) or self._told_of_subject(token, row) or self._own_chamber(token)

    def _led_by_armed(self, token: Token, row: NounRow) -> list[Reading]:
        """ "The rebel leader", "the guerrilla commander": of the armed group named."""
        if not row.kinds & {"leader", "official"} and token.lemma.lower() != "commander":
            return []
        kind_of = self._p.tables.kind_of
        for child in self.doc.dependents(token.i, "compound", "amod"):
            noun = pointing_nouns().get(child.lemma.lower())
            if noun is None or not noun.kinds <= ARMED_KINDS:
                continue
            groups = {a.reading.actor: a for a in self.antecedents.seen if kind_of(a.reading.actor) in ARMED_KINDS}
            persons = {a.reading.person: a for a in groups.values() if a.reading.person}
            found = persons if len(persons) == 1 else groups
            if len({a.reading.actor for a in found.values()}) == 1:
                of = next(iter(found.values())).reading
                return [because(of, f"“{token.text}” is {of.person or 'one'} of {of.actor}, the group named")]
        return []

    def _told_of_subject(self, token: Token, row: NounRow) -> list[Reading]:
        """ "Sweden is the thirty-second member": what the clause's subject is said to be."""
        verb = self.doc.tokens[token.head]
        if token.dep != "attr" or verb.lemma.lower() not in COPULAS or "states" not in row.kinds:
            return []
        if token.lemma.lower() in words_of("relational_noun") or self.doc.dependents(verb.i, "neg"):
            return []
        subject = clause_subject(self.doc, token)
        reading = self.phrases.named(subject.i) if subject is not None else None
        if subject is None or reading is None or self._p.tables.kind_of(reading.actor) not in STATE_KINDS:
            return []
        return [because(reading, f"“{token.text}” is what “{subject.text}” is said to be")]

    def _own_chamber(self, token: Token) -> list[Reading]:
        """ "Putin asked the upper house": a leader asks and tells the parliament of his own state."""
        verb = self.doc.tokens[token.head]
        if token.lemma.lower() not in words_of("chamber") or token.dep not in {"dobj", "dative"}:
            return []
        if verb.lemma.lower() not in words_of("chamber_verb") or not self._definites.plain(token, but="upper lower"):
            return []
        subject = clause_subject(self.doc, token)
        reading = self.phrases.read(subject.i) if subject is not None else None
        if reading is None or not reading.person or self._p.tables.kind_of(reading.actor) not in STATE_KINDS:
            return []
        if any(self._elsewhere(prep, reading.actor) for prep in self.doc.dependents(verb.i, "prep")):
            # "Addressed parliament in London"
            return []
        why = f"“{token.text}” is {reading.person}'s own"
        return [replace(reading, person=None, role=None, sector="LEG", reason=why)]

    def _elsewhere(self, prep: Token, code: str | None) -> bool:
        """Whether something happens in another state than a certain one."""
        for place in self.doc.dependents(prep.i, "pobj") if prep.lemma.lower() in words_of("locative") else ():
            named = self.phrases.named(place.i)
            country = named.actor if named is not None else self._p.localities.place_country(place.i)
            if country is not None and country != code:
                return True
        return False
