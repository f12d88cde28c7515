"""Pronouns: whom "he", "it", "they", "we" and "who" mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.model import Token
from dragoman.resolve.antecedents import Antecedent, because
from dragoman.resolve.lists import size_of
from dragoman.resolve.phrases import Reading
from dragoman.resolve.syntax import SUBJECT
from dragoman.tables.actor_rows import BODY_KINDS, STATE_KINDS
from dragoman.tables.words import words_of

if TYPE_CHECKING:
    from dragoman.resolve.corefer import Pointers

_GROUP_REACH = 3
"""Sentences looked back for subjects joined by "and" that "they" may mean."""
_PLURAL_REACH = 1
"""Sentences looked back for a plural before "they" is taken for one state or body."""


class Pronouns:
    """Readings of pronouns in one document.

    Args:
        pointers: What the document's words may point to.
    """

    def __init__(self, pointers: Pointers) -> None:
        self._p = pointers
        self.doc, self.antecedents = pointers.doc, pointers.antecedents

    def read(self, token: Token) -> list[Reading]:
        """The readings of a pronoun: none where nothing fits."""
        word = token.text.lower()
        if word in words_of("first_person"):
            return self._first_person(token)
        if word in words_of("second_person"):
            return [r for r in self._p.lists.readout_pair(token) if r.actor != self._p.home]
        if word in words_of("person_pronoun"):
            return self._person(token)
        if word in words_of("thing_pronoun"):
            return self.antecedents.latest(token, self.antecedents.is_body, "the last state or body named")
        if word in words_of("of_two"):
            return self._p.lists.several(token)
        if word in words_of("plural_pronoun"):
            return self._plural(token)
        if token.tag in {"WP", "WDT", "WP$"} or word in words_of("relative_pronoun"):
            return self._relative(token)
        if word == "all":
            size = size_of(frozenset(t.text.lower() for t in self.doc.tokens[token.i + 1 : token.i + 2]))
            return self._p.lists.several(token, size) if size else []
        return []

    def _person(self, token: Token) -> list[Reading]:
        found = self.antecedents.latest(token, lambda a: a.human, "the last person named")
        if found or any(a.human for a in self.antecedents.seen) or not self._p.home:
            return found
        # An office's own release may begin with "He": it is about its holder.
        reason = f"“{token.text}” is the publisher's own office-holder"
        return [Reading(self._p.home, None, None, "GOV", token.i, reason)]

    def _relative(self, token: Token) -> list[Reading]:
        """A relative pronoun stands for the noun its clause hangs on."""
        for above in self.doc.ancestors(token.i):
            if above.dep == "relcl":
                return self._p.expand(self.doc.tokens[above.head])
        return []

    def _first_person(self, token: Token) -> list[Reading]:
        """The speaker of the words; else the state whose office published the text."""
        speaker = self._p.quotations.speaker_of(token)
        if speaker is not None:
            readings = self._p.expand(speaker)
            if readings:
                return [because(r, f"“{token.text}” is the speaker") for r in readings if r.actor]
            if self._p.quotations.inside(token.i):
                return []
        if self._p.home is None:
            return []
        return [Reading(self._p.home, None, None, "GOV", token.i, f"“{token.text}” is the publisher's state")]

    def _plural(self, token: Token) -> list[Reading]:
        several = self.antecedents.latest(
            token,
            lambda a: a.plural and token.sent - a.sentence <= _PLURAL_REACH,
            "the last several named",
        )
        group = self._group_before(token)
        if group and (not several or group[1] >= several[0].via):
            return [because(r, f"“{token.text}” points to the group before it") for r in group[0]]
        if several:
            return several
        readout = self._p.lists.readout_pair(token) if token.dep in SUBJECT else []
        return readout or self.antecedents.latest(token, self._may_be_they, "the last actor named")

    @staticmethod
    def _may_be_they(a: Antecedent) -> bool:
        return (a.kind in STATE_KINDS | BODY_KINDS or bool(a.reading.actor)) and not a.reading.person

    def _group_before(self, token: Token) -> tuple[list[Reading], int] | None:
        """Subjects that act together in this sentence before the word, or in the ones before; and where they stand."""
        for sent in range(token.sent, max(-1, token.sent - _GROUP_REACH), -1):
            for word in self.doc.words(self.doc.sentences[sent]):
                if word.i >= token.i:
                    break
                if word.dep in SUBJECT:
                    found, last = self._p.lists.joined(word, token.i)
                    if found:
                        return found, last
                    if self._is_pair_phrase(word):
                        pair = self._p.lists.several(word)
                        return (pair, word.i) if pair else None
        return None

    def _is_pair_phrase(self, token: Token) -> bool:
        row = self._p.phrases.noun_row(token)
        return row is not None and "states" in row.kinds and token.tag in {"NNS", "NNPS"}
