"""Numbers that measure nothing: dates, ages, names, order, talk of "the two sides"."""

from __future__ import annotations

import re

from dragoman.extract.grammar import Slots
from dragoman.extract.measures.numbers import Quantity
from dragoman.extract.measures.rules import measure_rules, passed_over
from dragoman.extract.measures.words import quantity_words
from dragoman.model import AnnotatedDocument, Sentence, Token
from dragoman.tables.nouns import role_nouns

_DEFINITE = frozenset(
    ["the", "these", "those", "both", "our", "their", "its", "his", "her", "other", "all", "first", "last",
     "latter"]
)  # fmt: skip
_SMALL = 12
"""Counts in words up to this, after a definite word, point back and tell nothing new."""
_LARGE = 1000
"""A bare number from here on counts something, whatever the parser makes of it."""
_YEARS = range(1400, 2101)


class Screen:
    """Tells measures from other numbers in one document."""

    def __init__(self, doc: AnnotatedDocument, slots: Slots) -> None:
        self.doc, self.slots = doc, slots
        words = passed_over()
        both = sorted(words["disaster"] | words["sport"])
        self._passed_over = re.compile(r"\b(?:" + "|".join(map(re.escape, both)) + r")\b", re.IGNORECASE)
        self._dated, self._dating = words["dated"], words["dating"]
        self.words = quantity_words()

    def passes_over(self, sentence: Sentence) -> bool:
        """Whether a sentence tells of nature, accident or sport."""
        return bool(self._passed_over.search(self.doc.quote(sentence.start, sentence.end)))

    def is_measure(self, quantity: Quantity, number: Token, unit: Token | None, noun: Token | None, kind: str) -> bool:
        """Whether a quantity measures something an analyst would keep."""
        if self._is_name(number) or self._is_dated(quantity, number, noun, kind):
            return False
        rule = measure_rules()[kind]
        before = self.doc.tokens[max(0, number.i - 2) : number.i]
        if kind == "part" and any(t.text.lower() in {"by", "up", "down"} for t in before):
            return True
        if noun is not None and noun.lemma.lower() in rule.skip and not self._is_done_to(quantity, noun):
            return False
        if quantity.start and self._is_breakdown(number):
            return False
        if kind == "duration":
            return self._lasts(number, unit, noun, rule.nouns)
        if kind == "count":
            return self._is_count(quantity, number, noun)
        if kind == "part":
            of_something = noun is not None or unit is not None or self.doc.dependents(number.i, "prep")
            return bool(of_something) or number.dep in {"dobj", "pobj"}
        return True

    def _is_done_to(self, quantity: Quantity, noun: Token) -> bool:
        """Whether a toll verb is done to what is counted, or they are many: "expelled ten diplomats"."""
        if noun.lemma.lower() == "other":
            return False
        many = isinstance(quantity.value, int) and quantity.value > _SMALL
        if many and noun.lemma.lower() in role_nouns():
            return True
        verb = self.slots.governor(noun)
        told = verb is not None and self.words.value(verb.lemma, "toll") is not None
        return told and noun.dep in {"dobj", "nsubjpass", "conj"}

    def _is_breakdown(self, number: Token) -> bool:
        """Whether a number only breaks down a toll told before it: "ten people, including four children"."""
        above = list(self.doc.ancestors(number.i))
        under = next((t for t in above if t.lemma.lower() in {"include", "including"} and t.dep == "prep"), None)
        if under is None:
            return False
        whole = self.doc.tokens[under.head]
        return whole.pos == "NOUN" and any(c.dep == "nummod" for c in self.doc.dependents(whole.i))

    def _points(self, number: Token) -> bool:
        return self.doc.tokens[number.i - 1].text.lower() in _DEFINITE if number.i else False

    def is_tabled(self, number: Token) -> bool:
        """Whether a number is of casualties or votes, told by the word after it: "12,000 wounded", "5 against"."""
        after = self.doc.tokens[number.i + 1 : number.i + 3]
        words = [" ".join(t.text.lower() for t in after[:n]) for n in (1, 2)]
        return any(self.words.class_of(w, "casualty") for w in words) or self.is_vote(number)

    def is_vote(self, number: Token) -> bool:
        """Whether a number is of votes: "5 against", "by 141 votes to five"."""
        after = self.doc.tokens[number.i + 1 : number.i + 3]
        words = [" ".join(t.text.lower() for t in after[:n]) for n in (1, 2)]
        before = [t.text.lower() for t in self.doc.tokens[max(0, number.i - 2) : number.i]]
        return any(self.words.class_of(w, "vote") for w in words) or before == ["votes", "to"]

    def is_set(self, number: Token) -> bool:
        """Whether a bare number is what something falls, rises or is cut to or from."""
        above = self.doc.tokens[number.head]
        verb = self.slots.governor(number)
        return (
            number.dep == "pobj"
            and verb is not None
            and above.lemma.lower() in {"to", "from", "at", "below"}
            and (self.words.class_of(verb.lemma, "course", "setting") is not None)
        )

    def _is_name(self, number: Token) -> bool:
        """Whether a number belongs to a name: "Resolution 181", "G-8", "Nord Stream 2"."""
        if self.slots.is_name(number.i):
            return True
        before = self.doc.tokens[number.i - 1] if number.i else None
        if before is None or before.sent != number.sent:
            return False
        if before.text in {"-", "–", "/"} and number.i > 1:
            named = self.doc.tokens[number.i - 2]
            return named.text[:1].isupper() and named.pos != "NUM"
        follows = number.head < number.i and number.dep in {"nummod", "appos", "npadvmod", "nmod"}
        proper = before.pos == "PROPN" and before.text[:1].isalpha()
        titled = proper or before.text.lower() in passed_over()["titling"]
        return titled and (follows or before.ent in {"LAW", "PRODUCT", "FAC", "WORK_OF_ART"})

    def _is_dated(self, quantity: Quantity, number: Token, noun: Token | None, kind: str) -> bool:
        for time in self.doc.times:
            if time.type != "DURATION" and time.first <= number.i < time.last:
                return True
        if kind != "count":
            return False
        value = quantity.value
        year = isinstance(value, int) and value in _YEARS and "," not in number.text and not quantity.spelled
        dated = number.ent in {"DATE", "TIME"} and (noun is None or noun.ent in {"DATE", "TIME"})
        return dated or (year and (number.dep != "nummod" or number.ent == "DATE"))

    def _is_plain_year(self, quantity: Quantity, number: Token) -> bool:
        """Whether a bare number may be a year, or a figure in a name: no commas, no scale, no hedge."""
        return not (quantity.hedge or quantity.scale or quantity.spelled or "," in number.text)

    def _lasts(self, number: Token, unit: Token | None, noun: Token | None, nouns: frozenset[str]) -> bool:
        """Whether a length of time is how long a process lasts, no date or age."""
        end = unit or number
        after = [t.text.lower() for t in self.doc.tokens[end.i + 1 : end.i + 3]]
        before = [t.text.lower() for t in self.doc.tokens[max(0, number.i - 3) : number.i]]
        if "old" in after or (after and after[0] in self._dated):
            return False
        told = [t.text.lower() for t in self.doc.tokens[max(0, number.i - 14) : number.i]]
        if "first" in told[:-2] and "in" in before and "first" not in before:
            return True
        if set(before) & self._dating:
            return False
        governors = [t.lemma.lower() for t in list(self.doc.ancestors(number.i))[:4]]
        if "last" in governors:
            return True
        process = {noun.lemma.lower()} if noun is not None else set()
        for prep in self.doc.dependents(end.i, "prep"):
            if prep.lemma in {"of", "in"}:
                process |= {o.lemma.lower() for o in self.doc.dependents(prep.i, "pobj")}
        above = self.doc.tokens[end.head]
        if end.dep == "pobj" and above.lemma == "of":
            # "A standoff of more than two years".
            process.add(self.doc.tokens[above.head].lemma.lower())
        return bool(process & nouns)

    def _is_count(self, quantity: Quantity, number: Token, noun: Token | None) -> bool:
        value = quantity.value
        if quantity.spelled and value in {0, 1}:
            return False
        follows = self.doc.tokens[number.i + 1 : number.i + 2]
        if number.text.endswith("mm") or any(t.text == "mm" and t.start == number.end for t in follows):
            return False
        if self.is_tabled(number):
            return True
        if noun is None and quantity.spelled and isinstance(value, int | float) and value <= _SMALL:
            # "The two met", "count three": only a toll tells anything with so little.
            verb = self.slots.governor(number)
            return verb is not None and self.words.value(verb.lemma, "toll") is not None and not self._points(number)
        if noun is None and quantity.hedge and isinstance(value, int | float) and value > _SMALL:
            verb = self.slots.governor(number)
            broken_down = any(t.pos == "ADV" for t in follows)  # "at least 14 seriously"
            return verb is not None and self.words.value(verb.lemma, "toll") is not None and not broken_down
        if noun is None and self.is_set(number):
            return isinstance(value, int | float) and value > _SMALL
        if (
            noun is None
            and isinstance(value, int | float)
            and value >= _LARGE
            and not self._is_plain_year(quantity, number)
        ):
            # "Fell by 850,000", "puts the number at 211,319"; where a cut starts from tells less.
            return not number.i or self.doc.tokens[number.i - 1].lemma != "from"
        if noun is None:
            return number.dep in {"nsubj", "nsubjpass", "dobj"} and isinstance(value, int | float) and value > 1
        if noun.text.lower() in {"percent", "year", "day"} or noun.text == "old":
            return False
        if noun.text.lower() in {"them", "whom", "dead", "wounded", "injured", "missing"}:
            return not self._points(number)
        mention = self.slots.by_head.get(noun.i)
        if noun.pos == "PROPN" and (noun.ent == "NORP" or (mention is not None and mention.form == "demonym")):
            return True
        if noun.tag not in {"NNS", "NNPS"} and noun.lemma.lower() not in passed_over()["collective"]:
            return False
        start = max(0, min(number.i, *(t.i for t in self.doc.dependents(noun.i)), noun.i) - 1)
        before = {t.text.lower() for t in self.doc.tokens[start : number.i]}
        pointing = before & _DEFINITE or any(t.dep == "poss" for t in self.doc.dependents(noun.i))
        return not (quantity.spelled and isinstance(value, int | float) and value <= _SMALL and pointing)
