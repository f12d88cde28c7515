"""What a quantity measures and about whom."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.extract.grammar import Slots
from dragoman.extract.grammar.passage import main_states
from dragoman.extract.measures.words import quantity_words
from dragoman.model import AnnotatedDocument, Token
from dragoman.tables import ActorTables

_INDICATOR_PREPOSITIONS = ("of", "in", "for", "worth", "on")
_UNIT_NOUNS = frozenset({"percent", "dollar", "euro", "pound", "year", "month", "day", "week", "decade"})
_AMOUNT_NOUNS = frozenset({"amount", "sum", "total", "tune"})
_MOST_WORDS = 12


class Subjects:
    """Finds the indicator and the actors of quantities in one document."""

    def __init__(self, doc: AnnotatedDocument, slots: Slots, tables: ActorTables) -> None:
        self.doc, self.slots, self.tables = doc, slots, tables
        self.quantity_words = quantity_words()
        self._main = tuple(p.actor for p in main_states(doc, tables) if p.actor)

    def counted(self, number: Token) -> Token | None:
        """The noun a number counts: the one it stands before, or that "of" joins to it."""
        at = number
        for _ in range(4):
            if at.dep in {"nummod", "quantmod", "compound", "amod", "nmod", "advmod", "npadvmod"} and at.head > at.i:
                at = self.doc.tokens[at.head]
                if at.pos in {"NOUN", "PROPN"} and at.dep not in {"compound", "nmod"}:
                    # "Kyrgyz and Tajik troops": the noun may hang on the first nationality.
                    plural = [c for c in self.doc.dependents(at.i, "conj") if c.tag == "NNS"]
                    return plural[0] if plural and at.pos == "PROPN" else at
                continue
            break
        if at.i != number.i and at.pos in {"NOUN", "PROPN"}:
            return at
        for prep in self.doc.dependents(number.i, "prep"):
            if prep.lemma == "of":
                obj = next(iter(self.doc.dependents(prep.i, "pobj")), None)
                return self._after_hyphen(obj) if obj is not None else None
        return None

    def _after_hyphen(self, noun: Token) -> Token:
        """The noun a cut-off prefix belongs to: "non-citizens"."""
        after = self.doc.tokens[noun.i + 1 : noun.i + 3]
        hyphened = len(after) == 2 and after[0].text in {"-", "–"} and after[1].tag == "NNS"
        return after[1] if hyphened and noun.tag != "NNS" else noun

    def indicator(self, number: Token, noun: Token | None, kind: str) -> tuple[str, Token]:
        """The words for what is measured, and the word they hang on."""
        verb = self._verb(noun or number)
        if kind in {"money", "percent", "part", "record", "change"}:
            return self._owned_by_amount(number, noun, verb, kind)
        if kind == "times":
            return (f"times {verb.text}" if verb is not None else "times"), verb or number
        if kind == "duration":
            return self._lasting(number, noun, verb)
        if verb is not None and self._is_toll(verb, noun):
            words = self.words(noun) if noun is not None and noun.lemma not in {"person", "people", "other"} else ""
            return " ".join(w for w in (words, self._participle(verb)) if w), noun or number
        if noun is not None:
            return self.words(noun), noun
        return (verb.text if verb is not None else number.text), number

    def _is_toll(self, verb: Token, noun: Token | None) -> bool:
        told = self.quantity_words.value(verb.lemma, "toll") is not None
        return told and (noun is None or noun.dep in {"dobj", "nsubj", "nsubjpass"})

    def _participle(self, verb: Token) -> str:
        return self.quantity_words.value(verb.lemma, "toll") or verb.text

    def _owned_by_amount(self, number: Token, noun: Token | None, verb: Token | None, kind: str) -> tuple[str, Token]:
        unit = self._top(number)
        below = self._under(unit)
        if below is not None:
            below = self._beyond(below)
            return self.words(below), below
        if noun is not None and noun.i != unit.i and noun.lemma.lower() not in _UNIT_NOUNS:
            return self.words(noun), noun
        if verb is not None:
            measured = self._measured(unit, verb)
            if measured is not None:
                change = self.quantity_words.value(verb.lemma, "course") or ""
                words = self.words(measured)
                return (f"{words} {change}" if change and kind == "percent" else words), measured
            return ("amount" if verb.pos == "AUX" else verb.text), verb
        return self.words(unit), unit

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

    def _beyond(self, noun: Token) -> Token:
        """What an amount is an amount of: "assistance in the amount of"."""
        above = self.doc.tokens[noun.head]
        over = self.doc.tokens[above.head]
        generic = noun.lemma.lower() in _AMOUNT_NOUNS and noun.dep == "pobj" and over.pos == "NOUN"
        return over if generic else noun

    def _measured(self, unit: Token, verb: Token) -> Token | None:
        """The subject or object a verb sets an amount to: "trade rose by 12 percent"."""
        for i in (*self.slots.subject(verb), *self.slots.patient(verb)):
            token = self.doc.tokens[i]
            thing = token.pos == "NOUN" or (token.pos == "PROPN" and not self.slots.is_name(i))
            if i != unit.i and thing and token.lemma.lower() not in _UNIT_NOUNS and i not in self.doc.subtree(unit.i):
                return token
        return None

    def _lasting(self, number: Token, noun: Token | None, verb: Token | None) -> tuple[str, Token]:
        unit = self._top(number)
        first = next((t for t in self.doc.tokens[max(0, number.i - 14) : number.i - 1] if t.lemma == "first"), None)
        if first is not None and first.sent == number.sent and first.head > first.i:
            return f"time since the last {self.doc.tokens[first.head].text}", self.doc.tokens[first.head]
        below = self._under(unit)
        if below is not None:
            return f"duration of {self.words(below)}", below
        if noun is not None and noun.i != unit.i:
            return f"duration of {self.words(noun)}", noun
        if verb is not None:
            for i in self.slots.subject(verb):
                return f"duration of {self.words(self.doc.tokens[i])}", self.doc.tokens[i]
        return "duration", unit

    def _top(self, number: Token) -> Token:
        """The unit word a number belongs to, or the number itself."""
        at = number
        while at.dep in {"nummod", "quantmod", "compound", "advmod"} and at.head > at.i:
            above = self.doc.tokens[at.head]
            if above.pos not in {"NUM", "SYM", "NOUN", "X"}:
                break
            at = above
        return at

    def verb(self, token: Token) -> Token | None:
        """The verb a word hangs on."""
        return self._verb(token)

    def _verb(self, token: Token) -> Token | None:
        at = token
        for _ in range(5):
            above = self.doc.tokens[at.head]
            if above.i == at.i:
                return None
            if above.pos == "VERB" or (above.pos == "AUX" and above.lemma == "be"):
                return above
            at = above
        return None

    def words(self, noun: Token) -> str:
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
                if child.pos == "NUM" or self.doc.dependents(child.i, "nummod"):
                    continue
                kept.append(child)
                queue.append(child)
        kept.sort(key=lambda t: t.i)
        text = " ".join(self.doc.quote(kept[0].start, kept[-1].end).split()[:_MOST_WORDS]).lstrip("-– ")
        # The number after "of" is left out, and "of" with it.
        text = text.removesuffix(" of").removeprefix("% of ")
        antecedent = self._relative_noun(noun) if text.endswith(" which") else None
        return text[: -len("which")] + self.words(antecedent) if antecedent is not None else text or noun.text

    def _relative_noun(self, noun: Token) -> Token | None:
        """The noun whose relative clause a word stands in: "trade, the volume of which"."""
        clause = next((t for t in self.doc.ancestors(noun.i) if t.dep == "relcl"), None)
        return self.doc.tokens[clause.head] if clause is not None else None

    def about(self, number: Token, anchor: Token) -> tuple[str, ...]:
        """One or two actors a measure is about, the nearest in the tree first."""
        found: list[str] = []
        verb = self._verb(anchor)
        places: list[Iterable[int]] = [
            self.slots.modifiers(anchor.i),
            (c.i for c in self.doc.dependents(anchor.i, "poss")),
            sorted(i for i in self.doc.subtree(anchor.i) if self.slots.is_named(i)),
            [anchor.i],
        ]
        if verb is not None:
            places += [self.slots.subject(verb), self.slots.patient(verb),
                       [i for i in self.doc.subtree(verb.i) if self.slots.is_named(i)]]  # fmt: skip
        places += [self._names(number.sent), self._names(number.sent - 1)]
        for where in places:
            for i in where:
                for party in self.slots.parties(i):
                    if party.actor and party.actor not in found and self._is_told_of(party.actor):
                        found.append(party.actor)
            if found and (len(found) >= 2 or where is places[-2]):
                break
        return tuple(found[:2]) or self._main

    def _names(self, number: int) -> list[int]:
        """Names of a sentence, if it stands in the text."""
        if number < 0:
            return []
        sentence = self.doc.sentences[number]
        return [i for i in range(sentence.first, sentence.last) if self.slots.is_named(i)]

    def _is_told_of(self, actor: str) -> bool:
        return self.tables.kind_of(actor) not in {"media", "institute", "company"}
