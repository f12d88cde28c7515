"""From quantities in a text to measure records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.extract.grammar import Assertions, Moments, Slots
from dragoman.extract.measures.numbers import Quantity, find_quantities
from dragoman.extract.measures.rules import measure_rules
from dragoman.extract.measures.screen import Screen
from dragoman.extract.measures.subjects import Subjects
from dragoman.extract.measures.words import quantity_words
from dragoman.model import AnnotatedDocument, Measure, Quote, Sentence, Token, Why
from dragoman.model.interchange import content_id
from dragoman.tables import ActorTables, packaged_actors

_CONFIDENCE = 0.8
_COMPARING = re.compile(
    r"\b(?:(?:up|down)\s+from|compared\s+(?:with|to)|against|versus|rather\s+than)\s+$", re.IGNORECASE
)
_FORCE = re.compile(r"-(?:strong|member|man|woman|person|people|seat)\b(?!-)", re.IGNORECASE)
"""What makes a number before it the size of a group of people: "a 21-member team"."""
_COMPARED = frozenset({"as", "the", "that", "what", "its", "their", "his", "those", "more", "larger", "bigger"})
"""Words after "twice" or "triple" by which it compares; "met twice" only counts."""
_RECORD = re.compile(
    r"\b(?:record|all-time)[-\s]+(?P<end>highs?|lows?|levels?|number|amount|volume)\b|\ball-time (?P<b>high|low)\b",
    re.IGNORECASE,
)
_BARE_RECORD = re.compile(
    r"\b(?:hit|hits|hitting|reach|reached|reaches|reaching|set|sets|setting|at|to)\s+(?:a|another|new|an)\s+(?:new\s+)?"
    r"(?:all-time\s+)?(?P<end>record)\b(?![-\s]+(?:high|low|level|number|amount|volume|of|for|as|\d|[$€£¥]))",
    re.IGNORECASE,
)
_RECORD_BEFORE = re.compile(
    r"\b(?:record|all-time|all time)[-\s]+(high|low|level)s?\s+(?:of|at)\s+(?:\w+\s+){0,2}$|\ba record (?:\w+ )?$",
    re.IGNORECASE,
)


def read_measures(doc: AnnotatedDocument, tables: ActorTables | None = None) -> list[Measure]:
    """Measures of an annotated document whose mentions are resolved.

    Args:
        doc: The document; its times are used where they are resolved.
        tables: The actor tables; the packaged ones where not given.

    Returns:
        Measures by place of their evidence.
    """
    tables = tables or packaged_actors()
    slots, moments = Slots(doc), Moments(doc)
    reader = _Reader(doc, slots, moments, Subjects(doc, slots, tables), Screen(doc, slots))
    # A quantity about nobody known is no measure of an actor.
    found = [m for sentence in doc.sentences for m in reader.read(sentence) if m.about]
    return sorted(found, key=lambda m: (m.evidence.start, m.evidence.end, m.id))


class _Reader:
    """Reads the measures of one document, sentence by sentence."""

    def __init__(
        self, doc: AnnotatedDocument, slots: Slots, moments: Moments, subjects: Subjects, screen: Screen
    ) -> None:
        self.doc, self.slots, self.moments, self.subjects, self.screen = doc, slots, moments, subjects, screen
        self.assertions = Assertions(doc, moments)
        self.words = quantity_words()

    def read(self, sentence: Sentence) -> Iterator[Measure]:
        """The measures of one sentence."""
        if self.screen.passes_over(sentence):
            return
        text = self.doc.quote(sentence.start, sentence.end)
        taken_until = -1
        told: tuple[Token, str, str | None] | None = None
        for quantity in find_quantities(text):
            number = self._token(sentence, sentence.start + quantity.at, sentence.start + quantity.end)
            if number is None or quantity.start < taken_until:
                continue
            kind, unit, unit_token = self._kind(quantity, number, text, sentence)
            if kind is None or self._in_brackets(text, quantity, kind):
                continue
            noun = self.subjects.counted(unit_token or number)
            if noun is None and quantity.hedge == "between":
                first = self._token(sentence, sentence.start + quantity.at, sentence.start + quantity.at + 1)
                noun = self.subjects.counted(first) if first is not None else None
            if kind == "count" and _FORCE.match(text[quantity.end :]):
                yield self._measure(sentence, quantity, number, number, kind, "people")
                taken_until = quantity.end
                continue
            owner = self._owner(quantity, sentence) if kind == "count" else None
            if told is not None and owner is not None and kind == told[1] and noun in {None, self.doc.tokens[owner]}:
                # "Turkey hosts 3 million Syrians, Lebanon 1.5 million".
                taken_until = quantity.end
                yield self._measure(sentence, quantity, number, told[0], kind, told[2], owner)
                continue
            before = text[: quantity.start]
            if (
                told is not None
                and kind == "count"
                and (noun is None or noun.ent == "DATE")
                and _COMPARING.search(before)
            ):
                # "More than 30 missiles, up from eight".
                taken_until = quantity.end
                yield self._measure(sentence, quantity, number, told[0], kind, told[2])
                continue
            if not self.screen.is_measure(quantity, number, unit_token, noun, kind):
                continue
            taken_until = quantity.end
            if noun is not None:
                told = (noun, kind, unit)
            yield self._measure(sentence, quantity, number, noun, kind, unit)
        yield from self._changes(sentence)
        yield from self._records(sentence, text)

    def _owner(self, quantity: Quantity, sentence: Sentence) -> int | None:
        """The actor named right before a bare number, whose it is."""
        before = [t for t in self.doc.words(sentence) if t.end <= sentence.start + quantity.start]
        after = next((t for t in self.doc.words(sentence) if t.start >= sentence.start + quantity.end), None)
        bare = after is None or after.pos in {"PUNCT", "CCONJ", "ADP"}
        return before[-1].i if before and bare and self.slots.is_name(before[-1].i) else None

    def _token(self, sentence: Sentence, start: int, end: int) -> Token | None:
        """The last token of a number that is a number word, or its last token."""
        inside = [t for t in self.doc.words(sentence) if t.start < end and t.end > start]
        numbers = [t for t in inside if t.pos in {"NUM", "NOUN"} or t.tag == "CD" or self.words.value(t.text, "scale")]
        found = numbers or inside
        if len(found) > 1 and found[-1].lemma.lower() == "dozen" and found[-1].head == found[-2].i:
            # "Two dozen tanks": in some parses the last word hangs on the first.
            return found[-2]
        if len(found) > 1 and found[-1].dep == "conj" and found[-1].head in {t.i for t in found}:
            # "One hundred and seventy-five states".
            return self.doc.tokens[found[-1].head]
        return found[-1] if found else None

    def _kind(
        self, quantity: Quantity, number: Token, text: str, sentence: Sentence
    ) -> tuple[str | None, str | None, Token | None]:
        """The kind of a quantity by the word after it, its unit, and that word's token."""
        if quantity.currency:
            unit = f"{quantity.scale} {quantity.currency}" if quantity.scale else quantity.currency
            return "money", unit, None
        after = re.match(
            r"[\s-]*(?:U\.?S\.?\s+|American\s+)?([A-Za-z%]+(?:/[a-z]+|\s+(?:cent|points?))?)", text[quantity.end :]
        )
        word = (after[1].lower() if after else "").replace("per cent", "percent")
        at = sentence.start + quantity.end + (after.start(1) if after else 0)
        token = self.doc.at(at) if after else None
        class_ = self.words.class_of(word, "money", "percent", "duration", "size", "times")
        if class_ is None and quantity.kind == "number":
            # "18 million metric tons": a unit one adjective further on.
            return "count", None, None
        if class_ is None:
            return quantity.kind, "share" if quantity.kind == "part" else None, None
        name = self.words.value(word, class_) or word
        if class_ == "money" and quantity.scale:
            return "money", f"{quantity.scale} {name}", token
        return class_, name, token

    def _in_brackets(self, text: str, quantity: Quantity, kind: str) -> bool:
        """Whether an amount in brackets only converts the one before: "€9 million (US$10 million)"."""
        return kind == "money" and bool(re.search(r"\d[^()]{0,20}\($", text[: quantity.start].rstrip("about ~")))

    def _measure(
        self, sentence: Sentence, quantity: Quantity, number: Token, noun: Token | None, kind: str, unit: str | None,
        owner: int | None = None,
    ) -> Measure:  # fmt: skip
        value = quantity.value
        if kind == "money" and quantity.scale and not quantity.currency and isinstance(value, int | float):
            value = _mantissa(value, int(self.words.value(quantity.scale, "scale") or 1))
        indicator, anchor = self.subjects.indicator(number, noun, kind)
        if unit is None and kind in {"count", "vague"}:
            unit = "votes" if self.screen.is_vote(number) else self._counted_unit(noun)
        comparator = quantity.comparator
        if comparator == "=" and self._exceeded(number):
            comparator = ">"
        record = _RECORD_BEFORE.search(self.doc.quote(sentence.start, sentence.start + quantity.at))
        if record:
            comparator = "record low" if (record[1] or "").lower() == "low" else "record high"
        start, end = sentence.start + quantity.start, sentence.start + quantity.end
        head = noun or anchor
        if head.sent == number.sent and abs(head.i - number.i) < 12:
            start, end = min(start, head.start), max(end, head.end)
        notes = [("hedge", quantity.hedge)] if quantity.hedge else []
        if kind == "money" and quantity.scale and isinstance(value, int | float):
            factor = int(self.words.value(quantity.scale, "scale") or 1)
            notes.append(("amount", f"{value * factor:.0f}"))
        return self._record(number, anchor, kind, indicator, value, unit, comparator, (start, end), tuple(notes), owner)

    def _counted_unit(self, noun: Token | None) -> str | None:
        if noun is None:
            return "people"
        people = {"person", "people", "they", "dead", "wounded", "injured", "missing"}
        return "people" if noun.lemma.lower() in people else noun.text.lower()

    def _exceeded(self, number: Token) -> bool:
        return any(self.words.value(t.lemma, "verb") for t in list(self.doc.ancestors(number.i))[:3])

    def _changes(self, sentence: Sentence) -> Iterator[Measure]:
        """Doubled, tripled, halved: a change without a number."""
        for token in self.doc.words(sentence):
            if self.words.value(token.text, "multiple") and token.pos != "VERB":
                yield from self._multiples(token)
                continue
            change = self.words.value(token.text, "change")
            if (
                change is None
                or token.pos not in {"VERB", "ADV", "ADJ", "NOUN"}
                or (token.dep in {"amod", "compound"} and token.head > token.i)
            ):
                continue
            verb = self.slots.governor(token) if token.pos != "VERB" else token
            if verb is None:
                continue
            measured = [*self.slots.patient(verb), *self.slots.subject(verb)]
            nouns = [self.doc.tokens[i] for i in measured if self.doc.tokens[i].pos in {"NOUN", "PROPN"}]
            things = [t for t in nouns if not self.slots.is_name(t.i)] or nouns
            if not things:
                continue
            indicator = self.subjects.words(things[0])
            start, end = min(token.start, things[0].start), max(token.end, things[0].end)
            comparator = self._before(token)
            yield self._record(token, things[0], "change", indicator, change, None, comparator, (start, end), ())

    def _multiples(self, token: Token) -> Iterator[Measure]:
        """ "Triple the average", "double what it was": so many times another quantity."""
        after = self.doc.tokens[token.i + 1] if token.i + 1 < len(self.doc.tokens) else None
        number = self.words.value(token.text, "multiple")
        if number is None or after is None or after.text.lower() not in _COMPARED:
            return
        anchor = self.subjects.verb(token) or token
        yield self._record(
            token, anchor, "times", f"times {anchor.text}", int(number), "times", self._before(token),
            (token.start, after.end), (),
        )  # fmt: skip

    def _before(self, token: Token) -> str:
        """The comparator of the one or two words before a word."""
        for count in (3, 2, 1):
            first = max(self.doc.sentences[token.sent].first, token.i - count)
            words = " ".join(t.text.lower() for t in self.doc.tokens[first : token.i])
            if found := self.words.value(words, "comparator"):
                return found
        return "="

    def _records(self, sentence: Sentence, text: str) -> Iterator[Measure]:
        """Record highs and lows of things that are counted."""
        rule = measure_rules()["record"]
        for match in (*_RECORD.finditer(text), *_BARE_RECORD.finditer(text)):
            word = (match.groupdict().get("end") or match.groupdict().get("b") or "").lower()
            at = sentence.start + match.end() - 1
            token = self.doc.at(at)
            # A record with its number is told by the number.
            if token is None or re.match(r"s?\s*(?:of|at|,)?\s*[\d$€£¥]", text[match.end() :]):
                continue
            measured = self._recorded(token, rule.nouns)
            if measured is None:
                continue
            comparator = "record low" if word.startswith("low") else "record high"
            start, end = sentence.start + match.start(), sentence.start + match.end()
            start, end = min(start, measured.start), max(end, measured.end)
            words = self.subjects.words(measured)
            yield self._record(token, measured, "record", words, comparator, None, comparator, (start, end), ())

    def _recorded(self, token: Token, nouns: frozenset[str]) -> Token | None:
        """The counted thing that stands at a record: in the phrase itself, else what reaches it."""
        inside = [self.doc.tokens[i] for i in self.doc.subtree(token.i)]
        for t in inside:
            if t.lemma.lower() in nouns and t.i != token.i:
                return t
        verb = self.slots.governor(token)
        while verb is not None:
            for i in (*self.slots.subject(verb), *self.slots.patient(verb)):
                t = self.doc.tokens[i]
                below = self.doc.subtree(i)
                # A relative clause hangs below its noun: then only the noun itself counts.
                told = [t.lemma] if verb.i in below else [self.doc.tokens[k].lemma for k in below]
                if nouns & {lemma.lower() for lemma in told}:
                    return t
            above = self.doc.tokens[verb.head]
            verb = above if verb.dep in {"xcomp", "ccomp", "conj"} and above.pos in {"VERB", "AUX"} else None
        return token if token.lemma.lower() in nouns - {"level", "number", "amount", "volume"} else None

    def _record(
        self, number: Token, anchor: Token, kind: str, indicator: str, value: float | int | str, unit: str | None,
        comparator: str, span: tuple[int, int], notes: tuple[tuple[str, str], ...],
        owner: int | None = None,
    ) -> Measure:  # fmt: skip
        about = self.subjects.about(number, anchor)
        if owner is not None:
            about = tuple(p.actor for p in self.slots.parties(owner) if p.actor)[:1]
        moment = self.moments.near(number.i, strict=True)
        start, end = span
        return Measure(
            id=content_id("measure", self.doc.document.id, indicator, value, unit, start, end),
            doc=self.doc.document.id, about=about, indicator=indicator, value=value, unit=unit,
            comparator=comparator, period=moment.when if moment is not None else None,
            status=self.assertions.status(number.i), via=(), confidence=_CONFIDENCE,
            evidence=Quote(start, end, self.doc.quote(start, end)),
            why=Why(measure_rules()[kind].id, None, notes),
        )  # fmt: skip


def _mantissa(value: float | int, factor: int) -> float | int:
    small = value / factor
    return int(small) if float(small).is_integer() else round(small, 6)
