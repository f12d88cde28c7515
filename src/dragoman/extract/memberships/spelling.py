"""The names after a plural that say who is meant: "seven states, among them X and Y"."""

from __future__ import annotations

from dragoman.extract.memberships.listing import roll_from
from dragoman.extract.memberships.places import StandingSlots
from dragoman.extract.memberships.roles import words_that
from dragoman.model import AnnotatedDocument
from dragoman.tables import ActorTables

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_OPENING = frozenset({":", "—", "–", "(", "-"})


class Spelling:
    """Finds the names that spell plurals out in one document."""

    def __init__(self, doc: AnnotatedDocument, slots: StandingSlots, tables: ActorTables) -> None:
        self.doc, self.slots, self.tables = doc, slots, tables

    def after(self, i: int) -> list[int]:
        """The names after a plural that say who is meant: after a colon or a dash, "among them", "including"."""
        token = self.doc.tokens[i]
        plural = words_that("plural") | words_that("insider")
        if token.tag != "NNS" or token.lemma.lower() not in plural:
            return []
        sentence = self.doc.sentences[token.sent]
        spelling, near = words_that("spelling"), True
        for at in range(i + 1, sentence.last - 1):
            word = self.doc.tokens[at].text.lower()
            near = near and self.doc.tokens[at].tag not in _FINITE
            says = word in spelling or f"{word} {self.doc.tokens[at + 1].text.lower()}" in spelling
            if word == "-" and not self.doc.document.text[self.doc.tokens[at].start - 1].isspace():
                continue
            if word == "from" and (ends := self._ends(at)):
                return ends
            if not says and not (word == "," and at == i + 1) and word not in _OPENING:
                continue
            first = at + 1
            while first < sentence.last and self._goes_on(first):
                says, first = True, first + 1
            names = roll_from(self.doc, self.slots, first, self.tables)
            if len(names) > 1 or (names and says and near):
                return names
        return []

    def _ends(self, at: int) -> list[int]:
        """The names of "from X to Y" at its first word."""
        names = [k for k in range(at + 1, min(at + 8, len(self.doc.tokens))) if self.slots.is_name(k)]
        heads = list(dict.fromkeys(self.slots.by_head[k].last - 1 for k in names))
        if len(heads) < 2 or self.doc.tokens[heads[0] + 1].text.lower() != "to":
            return []
        return heads[:2]

    def _goes_on(self, at: int) -> bool:
        """Whether a word only leads on to the names: ": among them", "- notably"."""
        word = self.doc.tokens[at].text.lower()
        pair = f"{self.doc.tokens[at - 1].text.lower()} {word}"
        leads = words_that("spelling")
        return word in leads or pair in leads or (word == "among") or (word == "," and at > 0)
