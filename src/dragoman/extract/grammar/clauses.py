"""Who does what in a clause: subjects and objects, passives undone, shared and lost subjects found again."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.extract.grammar.names import Names
from dragoman.model import Token

_SUBJECTS = ("nsubj", "csubj")
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
_OBJECT_CONTROL = frozenset({"support", "help", "assist", "aid", "back", "encourage", "guide"})
"""Verbs whose object does what the clause after them says: "support Iran in becoming"."""
_CLIMB = 8
"""Steps climbed from a noun to the verb that governs it."""


class Clauses(Names):
    """Subjects and objects in one document."""

    def subject(self, token: Token) -> list[int]:
        """Who does a verb: its subject, a passive's agent, or the subject it shares with the verb above."""
        agents = [o.i for a in self.doc.dependents(token.i, "agent") for o in self.doc.dependents(a.i, "pobj")]
        if self.is_passive(token):
            return agents
        own = self.doc.dependents(token.i, *_SUBJECTS)
        if own:
            return [self._antecedent(own[0])]
        return self._inherited(token, self.subject) or self._by_place(token)

    def _by_place(self, token: Token) -> list[int]:
        """The name or list of names right before a finite verb whose subject the parser lost."""
        auxiliaries = self.doc.dependents(token.i, "aux", "auxpass", "neg", "advmod")
        if token.tag not in _FINITE_TAGS and not any(h.dep == "aux" and h.tag != "TO" for h in auxiliaries):
            return []
        first = min([token.i, *(h.i for h in auxiliaries if h.i < token.i)])
        if first == 0 or self.tokens[first - 1].sent != token.sent or not self.is_name(first - 1):
            return []
        at = self.tokens[first - 1]
        while at.dep in {"conj", "compound", "appos"} and self.is_name(at.head) and self.tokens[at.head].dep != "pobj":
            at = self.tokens[at.head]
        return [at.i]

    def patient(self, token: Token) -> list[int]:
        """Whom a verb does something to: its object, or a passive's subject."""
        if self.is_passive(token):
            auxiliaries = self.doc.dependents(token.i, "auxpass")
            own = self.doc.dependents(token.i, "nsubjpass", "nsubj") or [
                s for h in auxiliaries for s in self.doc.dependents(h.i, "nsubj", "nsubjpass")
            ]
            if own:
                return [self._antecedent(own[0])]
            if token.dep in {"acl", "relcl"}:
                return [token.head]
            above = self.tokens[token.head]
            if token.dep == "xcomp":
                return self.subject(above)
            if token.dep == "advcl" and not self.doc.dependents(token.i, "mark") and above.pos in {"VERB", "AUX"}:
                # "Founded in 1960, the cartel has …".
                return self.subject(above) or self.patient(above)
            return self._inherited(token, self.patient) if token.dep == "conj" else []
        objects = self.doc.dependents(token.i, "dobj")
        if not objects and token.dep == "relcl":
            relative = [c for c in self.doc.dependents(token.i, "nsubj") if c.tag in _RELATIVE_TAGS]
            return [] if relative else [token.head]
        return [o.i for o in objects]

    def is_passive(self, token: Token) -> bool:
        """Whether a verb is in the passive, a bare participle after its noun included."""
        if self.doc.dependents(token.i, "auxpass", "nsubjpass"):
            return True
        if token.tag == "VBN" and token.dep in {"acl", "advcl"} and not self.doc.dependents(token.i, "aux"):
            return True
        above = self.tokens[token.head]
        shares = token.dep == "conj" and token.tag == "VBN" and not self.doc.dependents(token.i, *_SUBJECTS, "aux")
        return shares and above.i != token.i and above.tag == "VBN" and self.is_passive(above)

    def _antecedent(self, subject: Token) -> int:
        """A relative pronoun's noun ("who", "some of whom"); else the subject itself."""
        whom = [o for p in self.doc.dependents(subject.i, "prep") for o in self.doc.dependents(p.i, "pobj")]
        if any(o.tag in _RELATIVE_TAGS for o in whom) and subject.i > 1 and self.tokens[subject.i - 1].text == ",":
            return subject.i - 2
        if subject.tag in _RELATIVE_TAGS and self.tokens[subject.head].dep == "relcl":
            return self.tokens[subject.head].head
        return subject.i

    def _inherited(self, token: Token, of: Callable[[Token], list[int]]) -> list[int]:
        """What a verb without subject shares with the verb or noun it hangs on."""
        above = self.tokens[token.head]
        finite = token.tag in _FINITE_TAGS or any(
            a.tag in _FINITE_TAGS | {"MD"} for a in self.doc.dependents(token.i, "aux")
        )
        if above.i == token.i or (finite and token.dep == "advcl"):
            # A finite clause has its own subject, even where the parser lost it.
            return []
        if token.dep in {"acl", "relcl"}:
            if token.tag == "VBG" or token.dep == "relcl":
                return [above.i]
            owners = self.doc.dependents(above.i, "poss") or [self.tokens[m] for m in self.modifiers(above.i)]
            return [o.i for o in owners] or self.bearer(above)
        if token.dep == "xcomp":
            told = self.doc.dependents(above.i, "dobj", "nsubjpass")
            if told:
                return [told[-1].i]
            return self.subject(above)
        if token.dep in {"conj", "advcl", "ccomp", "dep"} and above.pos in {"VERB", "AUX"}:
            # A passive's surface subject is what a verb joined to it shares: "was founded … and added".
            shared = self.patient(above) if self.is_passive(above) else self.subject(above)
            return shared or of(above) or self.patient(above)
        if token.dep == "acomp":
            # "Is due to become": what an adjective says is said of the verb's subject.
            return of(above)
        if token.dep in {"pcomp", "prep"}:
            verb = self.governor(above)
            if verb is not None and verb.lemma.lower() in _OBJECT_CONTROL and (helped := self.patient(verb)):
                return helped
            return self.bearer(above)
        return []

    def governor(self, token: Token) -> Token | None:
        """The verb that governs a noun, over prepositions and other nouns."""
        at = token
        for _ in range(_CLIMB):
            above = self.tokens[at.head]
            if above.i == at.i:
                return None
            if above.pos in {"VERB", "AUX"}:
                return above
            at = above
        return None

    def bearer(self, token: Token) -> list[int]:
        """The subject of the verb that governs a noun, unless the noun is inside it."""
        verb = self.governor(token)
        if verb is None:
            return []
        found = self.subject(verb) or self.patient(verb)
        inside = {token.i}
        for above in self.doc.ancestors(token.i):
            if above.i == verb.i:
                break
            inside.add(above.i)
        return [i for i in found if i not in inside]
