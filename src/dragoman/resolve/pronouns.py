"""Pronouns: whom "he", "it", "they", "we" and "who" mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.model import Token
from dragoman.resolve.antecedents import Antecedent, because, conjuncts
from dragoman.resolve.phrases import Reading
from dragoman.tables.actor_rows import BODY_KINDS, STATE_KINDS
from dragoman.tables.words import words_of

if TYPE_CHECKING:
    from dragoman.resolve.corefer import Pointers

_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_GROUP_REACH = 3
"""Sentences looked back for subjects joined by "and" that "they" may mean."""


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
            return [r for r in self.antecedents.readout_pair(token) if r.actor != self._p.home]
        if word in words_of("person_pronoun"):
            return self._person(token)
        if word in words_of("thing_pronoun"):
            return self.antecedents.latest(token, self._is_body, "the last state or body named")
        if word in words_of("plural_pronoun"):
            return self._plural(token)
        if token.tag in {"WP", "WDT", "WP$"} or word in words_of("relative_pronoun"):
            return self._relative(token)
        return []

    @staticmethod
    def _is_body(a: Antecedent) -> bool:
        return not a.reading.person and a.kind in STATE_KINDS | BODY_KINDS

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
        group = self._group_before(token)
        if group:
            return [because(r, f"“{token.text}” points to the group before it") for r in group]
        return self.antecedents.latest(
            token, lambda a: a.kind in STATE_KINDS | BODY_KINDS or bool(a.reading.actor), "the last actor named"
        )

    def _group_before(self, token: Token) -> list[Reading]:
        """Subjects joined by "and" in this sentence before the word, or in the ones before."""
        for sent in range(token.sent, max(-1, token.sent - _GROUP_REACH), -1):
            for word in self.doc.words(self.doc.sentences[sent]):
                if word.i >= token.i:
                    break
                if word.dep in _SUBJECT:
                    members = [word.i, *conjuncts(self.doc, word.i)]
                    found = [r for m in members if (r := self._p.phrases.read(m)) is not None and r.actor]
                    if len({r.actor for r in found}) > 1:
                        return found
                    if self._is_pair_phrase(word):
                        return self.antecedents.pair(word)
        return []

    def _is_pair_phrase(self, token: Token) -> bool:
        row = self._p.phrases.noun_row(token)
        return row is not None and "states" in row.kinds and token.tag in {"NNS", "NNPS"}
