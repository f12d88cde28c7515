""" "His hosts", "the guest": who receives and who comes, by the verb that says so or the town where they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.model import Token
from dragoman.resolve.antecedents import Antecedent, because
from dragoman.resolve.phrases import Reading
from dragoman.resolve.syntax import PLURAL_TAGS
from dragoman.resolve.unsided import names_language
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.words import words_of

if TYPE_CHECKING:
    from dragoman.resolve.corefer import Pointers

_REACH = 2
"""Sentences looked back for the meeting."""


class Hosting:
    """Hosts and guests of one document.

    Args:
        pointers: What the document's words may point to.
    """

    def __init__(self, pointers: Pointers) -> None:
        self._p = pointers
        self.doc, self.antecedents = pointers.doc, pointers.antecedents

    def read(self, token: Token) -> list[Reading]:
        """Whom "his host" or "the guests" means: none where the passage does not tell who received whom."""
        owners = self.doc.dependents(token.i, "poss")
        own = {r.actor for owner in owners for r in self._p.expand(owner)}
        near = self._near(token)
        same = self._named_so(token, near, own)
        if same:
            return same
        host = self._host(token, near)
        acting = {a.reading.actor for a in near if not a.venue}
        if token.lemma.lower() in words_of("mediator_noun"):
            # "They agreed in Beijing; the mediator": who receives two others.
            third = host is not None and host not in acting and len(acting) > 1
            return self._of(token, near, host) if host and third else []
        if token.lemma.lower() in words_of("host_noun") | words_of("state_noun"):
            return self._of(token, near, host) if host and host not in own else []
        others = acting - {host} - own
        coming = {a.reading.actor for a in near if self._comes(a)} & others
        if len(others) > 1 and len(coming) == 1:
            others = coming
        if not others and own:
            others = self._ahead(token) - own
        guest = next(iter(others)) if len(others) == 1 and (host is not None or own) else None
        return self._of(token, near, guest) if guest else []

    def _named_so(self, token: Token, near: list[Antecedent], own: set[str | None]) -> list[Reading]:
        """ "His guest … the visitor": the same again."""
        for role in ("host_noun", "guest_noun"):
            if token.lemma.lower() in words_of(role):
                for a in reversed(near):
                    if self.doc.tokens[a.at].lemma.lower() in words_of(role) and a.reading.actor not in own:
                        return [because(a.reading, f"“{token.text}” is “{self.doc.tokens[a.at].text}”")]
        return []

    def _ahead(self, token: Token) -> set[str | None]:
        """ "His guest tried to. George W. Bush had picked Mexico": the states whose persons are named next."""
        kind_of = self._p.tables.kind_of
        for last in range(token.sent + 1, min(token.sent + _REACH + 1, len(self.doc.sentences))):
            named = (self._p.phrases.named(i) for i in range(token.i + 1, self.doc.sentences[last].last))
            found = {r.actor for r in named if r is not None and r.person and kind_of(r.actor) in STATE_KINDS}
            if found:
                return found
        return set()

    def _near(self, token: Token) -> list[Antecedent]:
        kind_of = self._p.tables.kind_of
        return [
            a
            for n in range(max(0, token.sent - _REACH), token.sent + 1)
            for a in self.antecedents.of_sentence(n)
            if a.at < token.i and len(a.readings) == 1 and kind_of(a.reading.actor) in STATE_KINDS
            if not names_language(self.doc, a.at)
        ]

    def _host(self, token: Token, near: list[Antecedent]) -> str | None:
        """The state that receives somebody by such a verb, else that of the last town in which one meets."""
        for a in reversed(near):
            if self._receives(self.doc.tokens[a.at]) or self.doc.tokens[a.at].lemma.lower() in words_of("host_noun"):
                return a.reading.actor
        venues = {a.at: a.reading.actor for a in near if a.venue}
        first = self.doc.sentences[max(0, token.sent - _REACH)].first
        for i in range(token.i - 1, first - 1, -1):
            word = self.doc.tokens[i]
            where = venues.get(i)
            link = self.doc.tokens[word.head].lemma.lower()
            met = self._p.phrases.named(i) if word.dep == "pobj" and link in {"in", "to"} else None
            over = self.doc.tokens[self.doc.tokens[word.head].head].lemma.lower()
            meeting = words_of("meeting_verb") | words_of("meeting_noun") if link == "in" else words_of("arriving_verb")
            if met is not None and over in meeting and self._p.tables.kind_of(met.actor) in STATE_KINDS:
                # "Met in Singapore", "flew to Mexico"
                return met.actor
            if where is None and word.dep == "pobj" and link in words_of("locative"):
                where = self._p.localities.place_country(i)
            if where is not None:
                return where
        return None

    def _receives(self, word: Token) -> bool:
        """ "Macron received Scholz", "Scholz was received by Macron", "Oslo hosted talks"; not "welcomed the deal"."""
        above = self.doc.tokens[word.head]
        if word.dep == "nsubj":
            if above.lemma.lower() in words_of("host_outright"):
                return True
            verb, received = above, self.doc.dependents(above.i, "dobj")
        elif word.dep == "pobj" and above.dep == "agent":
            verb = self.doc.tokens[above.head]
            received = self.doc.dependents(verb.i, "nsubjpass")
        else:
            return False
        return verb.lemma.lower() in words_of("host_verb") and any(self._may_come(r) for r in received)

    def _comes(self, a: Antecedent) -> bool:
        """ "Pelosi landed in Taipei"."""
        word = self.doc.tokens[a.at]
        verb = self.doc.tokens[word.head].lemma.lower()
        return word.dep == "nsubj" and bool(a.reading.person) and verb in words_of("arriving_verb")

    def _may_come(self, token: Token) -> bool:
        """Whether a word means somebody whom one can receive."""
        if token.text.lower() in words_of("person_pronoun") or token.tag == "WP":
            return True
        return self.antecedents.noted_at(token.i) is not None

    def _of(self, token: Token, near: list[Antecedent], code: str) -> list[Reading]:
        reason = f"“{token.text}” is {code}, as the meeting tells"
        named = [a.reading for a in near if a.reading.actor == code and not a.venue]
        persons = [r for r in named if r.person]
        if persons and token.tag == "NN":
            return [because(persons[-1], reason)]
        return [Reading(code, None, None, None, token.i, reason)]


def is_meeting_role(token: Token) -> bool:
    """Whether a noun is one of who receives or comes."""
    if token.tag in PLURAL_TAGS and token.lemma.lower() == "visitor":
        # Those are tourists.
        return False
    return token.lemma.lower() in words_of("host_noun") | words_of("guest_noun") | words_of("mediator_noun")
