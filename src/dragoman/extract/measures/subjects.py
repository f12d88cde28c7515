"""What a quantity measures and about whom."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.extract.grammar import Slots
from dragoman.model import AnnotatedDocument, Token
from dragoman.tables import ActorTables

_RISE = frozenset(
    ["rise", "grow", "increase", "soar", "surge", "jump", "climb", "expand", "swell", "rocket", "skyrocket", "gain", "up"]
)
_FALL = frozenset(["fall", "drop", "decline", "decrease", "shrink", "plunge", "plummet", "slump", "contract", "dip", "slide", "down", "sink", "tumble"])  # fmt: skip
_CASUALTY = frozenset(
    ["kill", "injure", "wound", "hurt", "die", "displace", "arrest", "detain", "evacuate", "abduct", "kidnap", "shoot", "deport", "flee", "deploy"]
)
_STATE_KINDS = frozenset({"state", "territory", "former_state"})
_INDICATOR_PREPOSITIONS = ("of", "in", "for", "worth", "on")
_MOST_WORDS = 12


class Subjects:
    """Finds the indicator and the actors of quantities in one document."""

    def __init__(self, doc: AnnotatedDocument, slots: Slots, tables: ActorTables) -> None:
        self.doc, self.slots, self.tables = doc, slots, tables

    def counted(self, number: Token) -> Token | None:
        """The noun a number counts: the one it stands before, or that "of" joins to it."""
        at = number
        for _ in range(4):
            if at.dep in {"nummod", "quantmod", "compound", "amod", "nmod", "advmod", "npadvmod"} and at.head > at.i:
                at = self.doc.tokens[at.head]
                if at.pos in {"NOUN", "PROPN"} and at.dep not in {"compound", "nmod"}:
                    return at
                continue
            break
        if at.i != number.i and at.pos in {"NOUN", "PROPN"}:
            return at
        for prep in self.doc.dependents(number.i, "prep"):
            if prep.lemma == "of":
                return next(iter(self.doc.dependents(prep.i, "pobj")), None)
        return None

    def indicator(self, number: Token, noun: Token | None, kind: str) -> tuple[str, Token]:
        """The words for what is measured, and the word they hang on."""
        verb = self._verb(noun or number)
        if kind in {"money", "percent", "part", "record", "change"}:
            return self._owned_by_amount(number, noun, verb, kind)
        if kind == "times":
            return (f"times {verb.text}" if verb is not None else "times"), verb or number
        if kind == "duration":
            return self._lasting(number, noun, verb)
        if verb is not None and verb.lemma.lower() in _CASUALTY and (noun is None or noun.dep in {"dobj", "nsubj", "nsubjpass"}):
            words = self._words(noun) if noun is not None and noun.lemma not in {"person", "people", "other"} else ""
            return " ".join(w for w in (words, self._participle(verb)) if w), noun or number
        if noun is not None:
            return self._words(noun), noun
        return (verb.text if verb is not None else number.text), number

    def _participle(self, verb: Token) -> str:
        endings = {"kill": "killed", "injure": "injured", "wound": "wounded", "die": "dead", "displace": "displaced"}
        return endings.get(verb.lemma.lower(), verb.text)

    def _owned_by_amount(self, number: Token, noun: Token | None, verb: Token | None, kind: str) -> tuple[str, Token]:
        unit = self._top(number)
        below = self._under(unit)
        if below is not None:
            return self._words(below), below
        if noun is not None and noun.i != unit.i and noun.lemma.lower() not in {"percent", "dollar", "euro", "pound"}:
            return self._words(noun), noun
        if verb is not None:
            measured = self._measured(unit, verb)
            if measured is not None:
                change = "growth" if verb.lemma in _RISE else "decline" if verb.lemma in _FALL else ""
                words = self._words(measured)
                return (f"{words} {change}" if change and kind == "percent" else words), measured
            return verb.text, verb
        return self._words(unit), unit

    def _under(self, unit: Token) -> Token | None:
        """What an amount is of, in or for: "$1 billion in assistance", "half of its gas"."""
        for prep in self.doc.dependents(unit.i, "prep"):
            if prep.lemma.lower() in _INDICATOR_PREPOSITIONS:
                for obj in self.doc.dependents(prep.i, "pobj"):
                    if obj.pos == "NOUN" and obj.ent not in {"DATE", "TIME"}:
                        return obj
        above = self.doc.tokens[unit.head]
        if unit.dep == "pobj" and above.lemma in {"of", "by", "at", "to"} and self.doc.tokens[above.head].pos == "NOUN":
            return self.doc.tokens[above.head]
        return None

    def _measured(self, unit: Token, verb: Token) -> Token | None:
        """The subject or object a verb sets an amount to: "trade rose by 12 percent"."""
        for i in (*self.slots.subject(verb), *self.slots.patient(verb)):
            token = self.doc.tokens[i]
            if i != unit.i and token.pos == "NOUN" and i not in self.doc.subtree(unit.i):
                return token
        return None

    def _lasting(self, number: Token, noun: Token | None, verb: Token | None) -> tuple[str, Token]:
        unit = self._top(number)
        below = self._under(unit)
        if below is not None:
            return f"duration of {self._words(below)}", below
        if noun is not None and noun.i != unit.i:
            return f"duration of {self._words(noun)}", noun
        if verb is not None:
            for i in self.slots.subject(verb):
                return f"duration of {self._words(self.doc.tokens[i])}", self.doc.tokens[i]
        return "duration", unit

    def _top(self, number: Token) -> Token:
        """The unit word a number belongs to, or the number itself."""
        at = number
        while at.dep in {"nummod", "quantmod", "compound", "advmod"} and at.head != at.i and self.doc.tokens[at.head].i > at.i:
            above = self.doc.tokens[at.head]
            if above.pos not in {"NUM", "SYM", "NOUN", "X"}:
                break
            at = above
        return at

    def _verb(self, token: Token) -> Token | None:
        at = token
        for _ in range(5):
            above = self.doc.tokens[at.head]
            if above.i == at.i:
                return None
            if above.pos == "VERB":
                return above
            at = above
        return None

    def _words(self, noun: Token) -> str:
        """A noun phrase without its number, determiner and what follows, line breaks as spaces."""
        left_out = {"nummod", "quantmod", "det", "predet"}
        kept = [noun]
        queue = [noun]
        while queue:
            at = queue.pop()
            for child in self.doc.dependents(at.i, "amod", "compound", "nmod", "poss", "case", "prep", "pobj", "punct"):
                if child.dep in left_out or (child.dep == "prep" and (child.lemma != "of" or at.i != noun.i)):
                    continue
                if child.dep == "punct" and child.text != "-":
                    continue
                if child.pos == "NUM" or (child.dep in {"amod", "compound"} and self.doc.dependents(child.i, "nummod")):
                    continue
                kept.append(child)
                queue.append(child)
        kept.sort(key=lambda t: t.i)
        words = self.doc.quote(kept[0].start, kept[-1].end).split()
        return " ".join(words[:_MOST_WORDS])

    def about(self, number: Token, anchor: Token) -> tuple[str, ...]:
        """One or two actors a measure is about, the nearest in the tree first."""
        found: list[str] = []
        verb = self._verb(anchor)
        places: list[Iterable[int]] = [
            self.slots.modifiers(anchor.i),
            (c.i for c in self.doc.dependents(anchor.i, "poss")),
            sorted(i for i in self.doc.subtree(anchor.i) if self.slots.is_name(i)),
            [anchor.i],
        ]
        if verb is not None:
            places += [self.slots.subject(verb), self.slots.patient(verb),
                       [i for i in self.doc.subtree(verb.i) if self.slots.is_name(i)]]  # fmt: skip
        sentence = self.doc.sentences[number.sent]
        places.append(i for i in range(sentence.first, sentence.last) if self.slots.is_name(i))
        for where in places:
            for i in where:
                for party in self.slots.parties(i):
                    if party.actor and party.actor not in found and self._is_told_of(party.actor):
                        found.append(party.actor)
            if len(found) >= 2:
                break
        return tuple(found[:2])

    def _is_told_of(self, actor: str) -> bool:
        return self.tables.kind_of(actor) not in {"media", "institute", "company"}
