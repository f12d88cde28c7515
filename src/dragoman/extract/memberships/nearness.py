"""Standings whose words stand in no known pattern: a word of entry, a body and a state the tables join at that time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.extract.grammar import Slots
from dragoman.extract.grammar.passage import STATE_KINDS
from dragoman.extract.memberships.organisations import Organisations
from dragoman.extract.memberships.roles import words_that
from dragoman.extract.memberships.rules import MembershipRule
from dragoman.model import AnnotatedDocument, Party
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import Standing as Row
from dragoman.tables.dates import first_day

_BEFORE, _AFTER = timedelta(days=400), timedelta(days=550)
"""How long before and after the document's day the tables' entry or end may lie to be what is told."""
_FAR = 15
"""Words between a word of standing and the names it joins."""
_FULL = frozenset({"founder", "member"})


@dataclass(frozen=True, slots=True)
class Near:
    """A state and a body that a word of standing in their sentence joins."""

    member: Party
    org: Party


class Nearness:
    """Joins the states and bodies of one sentence where the tables know the standing its words tell of.

    Args:
        doc: The annotated document.
        slots: Its places.
        organisations: Its bodies.
        tables: The actor tables.
    """

    def __init__(self, doc: AnnotatedDocument, slots: Slots, organisations: Organisations, tables: ActorTables) -> None:
        self.doc, self.slots, self.organisations, self.tables = doc, slots, organisations, tables
        published = doc.document.published
        self._day = date.fromisoformat(published[:10]) if published else None

    def of(self, rule: MembershipRule, trigger: int) -> Iterator[Near]:
        """The standings a word may tell of in its sentence.

        Args:
            rule: The rule the word set off, in vain.
            trigger: Index of the word.
        """
        token = self.doc.tokens[trigger]
        if self._day is None or token.lemma.lower() not in words_that("telling") or rule.union:
            return
        if token.tag == "NNS" and rule.role == "observer" and self.doc.tokens[token.head].lemma != "as":
            # "Met observers from the union" are people.
            return
        sentence = self.doc.sentences[token.sent]
        words = self.doc.quote(sentence.start, sentence.end)
        names = [i for i in range(sentence.first, sentence.last) if self.slots.is_name(i)]
        bodies = {
            p.actor: p
            for i in names
            if abs(i - trigger) <= _FAR and self._is_plain(i, trigger)
            if (p := self.organisations.at(i, rule)) is not None
        }
        states = {
            p.actor: p
            for i in names
            for p in self.slots.by_head[i].parties[:1]
            if abs(i - trigger) <= _FAR and self.tables.kind_of(p.actor) in STATE_KINDS and p.person is None
        }
        for org in bodies.values():
            if self.tables.kind_of(org.actor) == "organ":
                continue
            for row in self.tables.standings.get(org.actor or "", ()):
                member = states.get(row.member)
                if member is not None and self._tells(rule, row, words):
                    yield Near(member, org)

    def _is_plain(self, i: int, trigger: int) -> bool:
        """Whether a body's name stands for the body, not before a noun of something else: "the league's office"."""
        token = self.doc.tokens[i]
        return token.dep not in {"poss", "compound", "nmod", "amod"} or token.head == trigger

    def _tells(self, rule: MembershipRule, row: Row, words: str) -> bool:
        """Whether a row of the tables is what a rule's word tells of."""
        if rule.role == "former":
            ended = row.end or (row.start if row.role == "suspended" else "")
            return self._is_told(ended, words)
        if rule.role in _FULL:
            return row.role in _FULL and self._is_told(row.start, words)
        return row.role == rule.role and row.holds_on(self.doc.document.published)

    def _is_told(self, day: str, words: str) -> bool:
        """Whether a day of the tables is about the document's, or its year is named."""
        if not day or self._day is None:
            return False
        at = date.fromisoformat(first_day(day))
        return self._day - _BEFORE <= at <= self._day + _AFTER or day[:4] in words
