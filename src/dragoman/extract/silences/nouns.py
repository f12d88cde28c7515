"""Nouns and adjectives that tell a silence: no mention, not a word, no details; silent, tight-lipped, absent."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.silences.findings import ON, Finding, Reading
from dragoman.extract.silences.words import is_one
from dragoman.extract.statements.clauses import child, subject_of
from dragoman.model import Token


class Nouns(Reading):
    """Reads the silences that nouns and adjectives of one document tell."""

    def of_noun(self, noun: Token) -> Iterator[Finding]:
        """The silences a noun tells."""
        if noun.lemma.lower() == "silence":
            yield from self._silence(noun)
            return
        withheld = is_one(noun, "withheld")
        if not (withheld or is_one(noun, "mention-nouns", "scraps")):
            return
        few = {"few", "scant"} if withheld else set()
        none = any(c.text.lower() in self.no | few for c in self.doc.dependents(noun.i)) or self._not_a(noun)
        above = self.doc.tokens[noun.head]
        topics = self._about(noun, above)
        if noun.dep == "dobj" and (none or self.negated(above)):
            yield from self._object(noun, above, none, topics)
        elif none and above.lemma == "be":
            if topics:
                yield Finding("absent-from-text", noun.i, self._place(noun, above), topics)
        elif noun.dep == "pobj" and above.lemma.lower() == "without" and (topics or (withheld and noun.tag != "NN")):
            verb = self.doc.tokens[above.head]
            yield Finding("left-unmentioned", noun.i, self.subject(verb), topics or self.topics.joined(noun))
        elif none and noun.lemma == "comment" and noun.dep in {"ROOT", "ccomp"} and (asked := self.asked(noun)):
            yield Finding("declined-comment", noun.i, subject_of(self.doc, noun.i), asked)

    def _object(self, noun: Token, verb: Token, none: bool, topics: tuple[int, ...]) -> Iterator[Finding]:
        """ "Made no mention of", "got no mention", "breathed not a word about", "gave no reason for"."""
        mentions = is_one(noun, "mention-nouns")
        thing = child(self.doc, verb.i, "nsubj")
        spoken = is_one(verb, "light-verbs") or (none and is_one(verb, "using-verbs"))
        if mentions and is_one(verb, "earning-verbs") and thing is not None:
            text = self.text_of(verb)
            yield Finding("absent-from-text", noun.i, text.i if text else None, self.named(thing))
        elif (mentions and spoken) or (is_one(noun, "scraps") and none and topics):
            yield Finding("left-unmentioned", noun.i, self.subject(verb), topics)
        elif is_one(noun, "withheld") and is_one(verb, "giving-verbs"):
            yield Finding("left-unmentioned", noun.i, self.subject(verb), topics or self.topics.joined(noun))

    def _place(self, noun: Token, verb: Token) -> int | None:
        """Where "there was no mention", or from whom "there was no word"."""
        text = self.text_of(noun) or self.text_of(verb)
        if text is not None:
            return text.i
        links = [p for p in self.doc.dependents(noun.i, "prep") if p.lemma == "from"]
        return next((o.i for p in links for o in self.doc.dependents(p.i, "pobj")), None)

    def _not_a(self, noun: Token) -> bool:
        """ "Not a word", "not one line"."""
        before = [t.text.lower() for t in self.doc.tokens[max(0, noun.i - 3) : noun.i]]
        return before[-2:] in (["not", "a"], ["not", "one"]) or before[-3:-1] in (["not", "a"], ["not", "one"])

    def _about(self, noun: Token, verb: Token) -> tuple[int, ...]:
        found = self.topics.of_noun(noun)
        if found and found != (noun.i,):
            return found
        found = self.links(noun, *ON, "of", "to", "for", "as")
        if not found and verb.pos == "VERB" and noun.dep == "dobj":
            found = self.links(verb, *ON, "to", "of", "for")
        return found

    def _silence(self, noun: Token) -> Iterator[Finding]:
        for link in self.doc.dependents(noun.i, "prep"):
            speaker = subject_of(self.doc, noun.i)
            inner = child(self.doc, link.i, "pobj") if link.lemma.lower() in ON else None
            if inner is not None and speaker is not None:
                yield Finding("passed-over", noun.i, speaker, self.topics.joined(inner))

    def silent(self, word: Token) -> Iterator[Finding]:
        """Who is silent, coy, tight-lipped on what."""
        above = self.doc.tokens[word.head]
        own = child(self.doc, word.i, "nsubj", "nsubjpass")
        if own is not None:
            # "Has been coy": a verb to some parses.
            above = word
        subject = own.i if own is not None else subject_of(self.doc, above.i)
        if subject is None or self.negated(above):
            return
        later = [p for p in self.doc.dependents(above.i, "prep") if p.i > word.i]
        for link in [*self.doc.dependents(word.i, "prep"), *later]:
            below = child(self.doc, link.i, "prep") if link.lemma.lower() == "as" else None
            inner = child(self.doc, (below or link).i, "pobj", "pcomp") if below or link.lemma.lower() in ON else None
            if inner is not None and inner.ent not in {"DATE", "TIME"}:
                yield Finding("passed-over", word.i, subject, self.topics.joined(inner))
                return
        asked = self.asked(word) if self.can_speak(subject) and above.pos in {"VERB", "AUX"} else ()
        if asked and word.lemma.lower() in {"silent", "mute", "mum"}:
            yield Finding("passed-over", word.i, subject, asked)

    def absent(self, word: Token) -> Iterator[Finding]:
        """ "Absent from the statement was …", "X was missing from the draft"."""
        above = self.doc.tokens[word.head]
        text = self.text_of(word)
        things = [t for t in self.doc.dependents(above.i, "nsubj", "attr") if t.i != word.i]
        if above.lemma != "be" or not things or self.negated(above):
            return
        thing = things[0]
        about = self.topics.of_noun(thing) if is_one(thing, "mention-nouns") else ()
        if text is not None or about:
            yield Finding("absent-from-text", word.i, text.i if text else None, about or self.topics.joined(thing))
