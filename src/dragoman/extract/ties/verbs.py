"""Slots of ties that the verb around a word fills: who draws closer, who holds whom for what, who gets a foothold."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dragoman.extract.grammar import Slots
from dragoman.extract.ties.idioms import is_most
from dragoman.extract.ties.rules import tie_words
from dragoman.model import AnnotatedDocument, Party, Token

Deep = Callable[[int], list[Party]]
_FAR = 8
"""Words looked ahead for a preposition."""
_RECEIVING = frozenset({"give", "offer", "grant", "hand", "secure", "gain", "buy", "win", "afford", "allow"})


class VerbPlaces:
    """Finds parties by the verb that governs a word of one document.

    Args:
        doc: The annotated document.
        slots: Its places.
        deep: Gives the actors at a noun or inside its phrase.
    """

    def __init__(self, doc: AnnotatedDocument, slots: Slots, deep: Deep) -> None:
        self.doc, self.slots, self.deep = doc, slots, deep
        self.finders: dict[str, Callable[[Token, str], list[Party]]] = {
            "mover": lambda t, _: self._moved(t),
            "moved-to": lambda t, w: self._moved_to(t, frozenset(w.split("|"))),
            "standing-on": lambda t, _: self._standing_on(t),
            "viewer": lambda t, _: self._viewer(t),
            "viewed": lambda t, _: self._viewed(t),
            "deep-copula": lambda t, _: self._deeply(slots.copula(t)),
            "deep-subject": lambda t, _: self._deeply(slots.subject(t)),
            "receiver": lambda t, _: self._receiver(t),
            "ruled-from": lambda t, _: self._at(slots.find(t.i, "prep:from")) if slots.is_passive(t) else [],
            "side-taker": lambda t, _: self._bearer_of(t, "siding"),
            "enjoyer": lambda t, _: self._bearer_of(t, "enjoying"),
            "reciprocal": lambda t, _: self._reciprocal(t),
            "object-with": lambda t, _: self._at(k for i in slots.patient(t) for k in slots.find(i, "prep:with")),
            "most-getter": lambda t, _: self._deeply(slots.subject(t)) if self._most(t) is not None else [],
            "most-from": lambda t, _: self._most_from(t),
            "most-owner": lambda t, _: self._most_owner(t),
            "most-giver": lambda t, _: self._at(slots.subject(t)) if self._most(t) is not None else [],
            "later": lambda t, w: self._later(t, frozenset(w.split("|"))),
            "bound": lambda t, _: self._bound(t),
            "bound-to": lambda t, _: self._at(slots.find(t.i, "prep:to")) if self._by_pact(t) else [],
            "driven": lambda t, _: self._driven(t),
            "string-puller": lambda t, _: self._bearer_of(t, "pulling"),
            "deep-agent": lambda t, _: self._deeply(slots.subject(t)),
            "deep-patient": lambda t, _: self._deeply(slots.patient(t)),
            "parted": lambda t, _: self._parted(t),
            "before-adjective": lambda t, _: self._at(slots.name_before(t)) if t.pos == "ADJ" else [],
            "feeler": lambda t, _: self._at(slots.patient(t)) if slots.is_passive(t) else [],
            "feared": lambda t, _: self._deeply(slots.subject(t)) if slots.is_passive(t) else [],
            "both-subject": lambda t, _: self._both(t),
            "whose": lambda t, _: self._owners(t),
        }

    def _at(self, where: Iterable[int]) -> list[Party]:
        return [p for i in where for p in self.slots.parties(i)]

    def _deeply(self, where: Iterable[int]) -> list[Party]:
        return [p for i in where for p in self.deep(i)]

    def _mover(self, token: Token) -> Token | None:
        """The verb of moving that a word of place hangs on: "drew closer", "in its orbit"."""
        verb = self.slots.governor(token)
        return verb if verb is not None and verb.lemma.lower() in tie_words("moving") else None

    def _moved(self, token: Token) -> list[Party]:
        verb = self._mover(token)
        if verb is None:
            return []
        brought = verb.lemma.lower() in tie_words("bringing")
        return self._at(self.slots.patient(verb) if brought else self.slots.subject(verb))

    def _moved_to(self, token: Token, words: frozenset[str]) -> list[Party]:
        verb = self._mover(token)
        if verb is None:
            return []
        found = self.slots.prepositional(token, words) or self.slots.prepositional(verb, words)
        return self._deeply(found)

    def _standing_on(self, token: Token) -> list[Party]:
        """Who is "on good terms"."""
        above = self.doc.tokens[token.head]
        return self._at(self.slots.bearer(token)) if token.dep == "pobj" and above.lemma == "on" else []

    def _view(self, token: Token) -> Token | None:
        """The verb of seeing in "views X with suspicion"."""
        above = self.doc.tokens[token.head]
        verb = self.slots.governor(token)
        seen = verb is not None and verb.lemma.lower() in tie_words("seeing") | {"look"}
        return verb if token.dep == "pobj" and above.lemma == "with" and seen else None

    def _viewer(self, token: Token) -> list[Party]:
        verb = self._view(token)
        return self._at(self.slots.subject(verb)) if verb is not None else []

    def _viewed(self, token: Token) -> list[Party]:
        verb = self._view(token)
        if verb is None:
            return []
        return self._deeply(self.slots.patient(verb) or self.slots.prepositional(verb, frozenset({"on", "upon", "at"})))

    def _most(self, token: Token) -> Token | None:
        """The object of a verb that is most of something: "most of its gas", "almost all its arms"."""
        for thing in self.doc.dependents(token.i, "dobj", "nsubjpass"):
            if is_most(self.doc, thing):
                return thing
        return None

    def _most_owner(self, token: Token) -> list[Party]:
        """Whose the thing is most of which another gives or takes: "the oil that X exports"."""
        thing = self._most(token)
        if thing is None:
            return []
        below = [i for i in self.doc.subtree(thing.i) if self.slots.is_name(i)]
        return self.deep(thing.i) or self._at(below[:1])

    def _most_from(self, token: Token) -> list[Party]:
        thing = self._most(token)
        if thing is None:
            return []
        where = self.slots.find(token.i, "prep:from") or self.slots.find(thing.i, "prep:from")
        below = [i for i in self.doc.subtree(thing.i) if self.doc.tokens[i].lemma == "from"]
        return self._deeply(where or [o.i for i in below for o in self.doc.dependents(i, "pobj")])

    def _later(self, token: Token, words: frozenset[str]) -> list[Party]:
        """What stands under a preposition further on in the clause: "depends for its security on X"."""
        last = self.doc.sentences[token.sent].last
        for word in self.doc.tokens[token.i + 1 : min(last, token.i + _FAR)]:
            if word.pos in {"VERB", "AUX", "PUNCT"}:
                return []
            if word.text.lower() in words:
                return self._deeply(o.i for o in self.doc.dependents(word.i, "pobj"))
        return []

    def _by_pact(self, token: Token) -> bool:
        return any(self.doc.tokens[i].lemma.lower() in tie_words("pact") for i in self.doc.subtree(token.i))

    def _bound(self, token: Token) -> list[Party]:
        """Who are bound, where a treaty binds them."""
        return self._at(self.slots.patient(token)) if self._by_pact(token) else []

    def _driven(self, token: Token) -> list[Party]:
        """Whom a fear drives to something: "fear of X drove Y into the pact"."""
        verb = self.doc.tokens[token.head]
        moved = token.dep == "nsubj" and verb.lemma.lower() in tie_words("driving")
        return self._at(self.slots.patient(verb)) if moved else []

    def _parted(self, token: Token) -> list[Party]:
        """Whom a disputed border parts: "their disputed border", "a disputed stretch of the line between X and Y"."""
        head = self.doc.tokens[token.head]
        if token.dep != "amod" or head.lemma.lower() not in tie_words("border"):
            return []
        inside = [head.i, *(i for i in self.doc.subtree(head.i) if self.doc.tokens[i].pos == "NOUN")]
        for i in inside:
            for where in (self.slots.find(i, "prep:between"), self.slots.find(i, "possessor"), self.slots.modifiers(i)):
                found = self._at(where)
                if len({p.actor for p in found}) > 1:
                    return found
        return []

    def _both(self, token: Token) -> list[Party]:
        """Two who "both claim" the same."""
        before = {t.text.lower() for t in self.doc.tokens[max(0, token.i - 3) : token.i]}
        same = any(
            c.text.lower() == "same" for o in self.doc.dependents(token.i, "dobj") for c in self.doc.dependents(o.i)
        )
        return self._at(self.slots.subject(token)) if same or before & {"both", "each"} else []

    def _receiver(self, token: Token) -> list[Party]:
        """Who is given a thing: "gives X a foothold"."""
        verb = self.slots.governor(token)
        if token.dep != "dobj" or verb is None or verb.lemma.lower() not in _RECEIVING:
            return []
        return self._at(c.i for c in self.doc.dependents(verb.i, "dative"))

    def _bearer_of(self, token: Token, class_: str) -> list[Party]:
        verb = self.doc.tokens[token.head]
        taken = token.dep == "dobj" and verb.lemma.lower() in tie_words(class_)
        return self._at(self.slots.subject(verb)) if taken else []

    def _reciprocal(self, token: Token) -> list[Party]:
        """Who do something to each other."""
        for thing in self.doc.dependents(token.i, "dobj"):
            mutual = thing.lemma.lower() in {"other", "another"} and self.doc.dependents(thing.i, "det")
            if mutual and self.doc.dependents(thing.i, "det")[0].text.lower() in {"each", "one"}:
                return self._at(self.slots.subject(token))
        return []

    def _owners(self, token: Token) -> list[Party]:
        """Whose a noun is, where the noun is what the clause is about: "China's support … has its limits"."""
        verb = self.doc.tokens[token.head]
        if token.dep != "nsubj" or verb.lemma.lower() not in tie_words("lasting"):
            return []
        return self._at([*self.slots.possessor(token), *self.slots.modifiers(token.i)])
