"""Adjectives that tell a silence: silent, tight-lipped, less than forthcoming, devoid of, absent from."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.silences.findings import Finding
from dragoman.extract.silences.phrases import ON, Phrases
from dragoman.extract.silences.words import is_one
from dragoman.extract.statements.clauses import child, subject_of
from dragoman.model import Token


class Adjectives(Phrases):
    """Reads the silences that adjectives of one document tell."""

    def silent(self, word: Token) -> Iterator[Finding]:
        """Who is silent, coy, tight-lipped on what."""
        above = self.doc.tokens[word.head]
        own = child(self.doc, word.i, "nsubj", "nsubjpass")
        if own is not None:
            # "Has been coy": a verb to some parses.
            above = word
        subject = own.i if own is not None else self.subject(above)
        if (
            subject is None
            or is_one(self.doc.tokens[subject], "unspeaking")
            or self.negated(above)
            or self.only_thought(above)
        ):
            return
        if above.tag == "VBG" and above.dep in {"csubj", "nsubj"}:
            # "Keeping silent about it makes one an accomplice".
            return
        later = [p for p in self.doc.dependents(above.i, "prep") if p.i > word.i]
        told: list[int] = []
        links = [*self.doc.dependents(word.i, "prep"), *later]
        links += [c for p in links for c in self.doc.dependents(p.i, "conj") if c.pos == "ADP"]
        for link in links:
            below = child(self.doc, link.i, "prep") if link.lemma.lower() == "as" else None
            inner = (
                child(self.doc, (below or link).i, "pobj", "pcomp", "dobj")
                if below or link.text.lower() in ON
                else None
            )
            if inner is not None and inner.ent not in {"DATE", "TIME"}:
                told += self.named(inner)
                continue
            asked = child(self.doc, word.i, "relcl") if inner is None and link.text.lower() in ON else None
            if asked is not None:
                # "Mum on who will attend".
                told.append(asked.i)
        if told:
            yield Finding("passed-over", word.i, subject, tuple(told))
            return
        if not (self.can_speak(subject) and above.pos in {"VERB", "AUX"}):
            return
        topics = self.fronted(above)
        if not topics and word.lemma.lower() in {"silent", "mute", "mum"}:
            topics = self.asked(word)
        if topics:
            yield Finding("passed-over", word.i, subject, topics)

    def forthcoming(self, word: Token) -> Iterator[Finding]:
        """ "Was less than forthcoming about the loan", "was not forthcoming on"."""
        above = self.doc.tokens[word.head]
        verb = above if above.pos in {"VERB", "AUX"} else self.doc.tokens[self.doc.tokens[above.head].head]
        before = {t.text.lower() for t in self.doc.tokens[max(0, word.i - 3) : word.i]}
        far = before & {"less", "hardly", "scarcely", "far"} or {"anything", "but"} <= before
        if not (far or (word.text.lower() == "forthcoming" and self.negated(verb))):
            return
        subject = subject_of(self.doc, verb.i)
        topics = self.links(word, *ON) or self.links(verb, *ON) or self.near(word, *ON)
        if subject is not None and topics and self.can_speak(subject):
            yield Finding("passed-over", word.i, subject, topics)

    def devoid(self, word: Token) -> Iterator[Finding]:
        """ "Was devoid of any reference to", "was free of any mention of"."""
        inner = self.object_of(word, "of")
        above = self.doc.tokens[word.head]
        if inner is None or not is_one(inner, "mention-nouns") or self.negated(above):
            return
        if topics := self.about(inner):
            yield Finding("absent-from-text", word.i, self.subject(above), topics)

    def absent(self, word: Token) -> Iterator[Finding]:
        """ "Absent from the statement was …", "X was missing from the draft", "what is missing is X"."""
        above = self.doc.tokens[word.head]
        text = self.text_of(word) or self.text_of(above)
        if word.pos == "VERB" and any(c.lemma == "be" for c in self.doc.dependents(word.i, "aux", "auxpass")):
            # "Was missing": a verb to some parses.
            own = child(self.doc, word.i, "nsubj", "nsubjpass")
            if own is not None and not self.negated(word):
                yield from self._absence(word, own, text)
            return
        if above.dep == "csubj":
            above = self.doc.tokens[above.head]
        if above.i == word.i or above.lemma != "be":
            # "Notably absent: any timetable for elections."
            after = child(self.doc, word.i, "appos", "dep", "dobj")
            if after is not None and any(t.text == ":" for t in self.doc.tokens[word.i : after.i]):
                yield from self._absence(word, after, text, listed=True)
        things = [
            t
            for t in self.doc.dependents(above.i, "nsubj", "attr")
            if t.i != word.i and t.tag not in {"WP", "WDT", "EX"}
        ]
        if above.lemma != "be" or not things or self.negated(above):
            return
        yield from self._absence(word, things[0], text)

    def _absence(self, word: Token, thing: Token, text: Token | None, *, listed: bool = False) -> Iterator[Finding]:
        about = self.about(thing) if is_one(thing, "mention-nouns") else ()
        topic = is_one(thing, "topic-nouns") and thing.i > word.i
        if text is not None or about or listed or topic:
            yield Finding("absent-from-text", word.i, text.i if text else None, about or self.named(thing))
