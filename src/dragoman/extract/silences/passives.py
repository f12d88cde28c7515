"""Passives with "not": was not mentioned, no details were given, nothing was said about."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.silences.findings import Finding
from dragoman.extract.silences.phrases import ON, Phrases
from dragoman.extract.silences.refusing import Refusing
from dragoman.extract.silences.words import is_one
from dragoman.extract.statements.clauses import child, subject_of
from dragoman.model import AnnotatedDocument, Token


class Passives(Phrases):
    """Reads the silences that negated passives of one document tell."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        super().__init__(doc)
        self.refusing = Refusing(doc)

    def of_passive(self, verb: Token, subject: Token) -> Iterator[Finding]:
        """ "Yemen was not mentioned in the text", "nothing was said about Yemen", "no mention was made of Yemen"."""
        text = self.text_of(verb)
        by = subject_of(self.doc, verb.i) if child(self.doc, verb.i, "agent") is not None else None
        place = text.i if text is not None else by
        withheld = is_one(subject, "withheld", "withheld-facts")
        if self.is_question(subject) and verb.lemma in {
            "return",
            "answer",
            "acknowledge",
            "address",
            "entertain",
            "take",
        }:
            yield Finding("declined-comment", verb.i, by or self.refusing.put_to(subject), self.asked(verb))
        elif is_one(verb, "using-verbs", "hearing-verbs") and self.names_topic(subject) and not self.has_no(subject):
            yield Finding("absent-from-text", verb.i, place, self.topics.of_noun(subject) or (subject.i,))
        elif subject.text.lower() == "nothing" or is_one(subject, "mention-nouns", "scraps"):
            topics = self.about(subject) or self.links(verb, *ON, "of", "to") or self.topics.of_links(verb)
            said = {"say", "make", "mention", "devote", "write", "utter", "print", "find", "give", "offer", "issue"}
            if (topics or (place is not None and subject.lemma == "comment")) and verb.lemma in said:
                yield Finding("absent-from-text", verb.i, place, topics)
        elif is_one(verb, "hearing-verbs") and is_one(subject, "audience") and (about := self.nothing_told(verb)):
            yield Finding("left-unmentioned", verb.i, place, about)
        elif withheld and is_one(verb, "giving-verbs", "disclosing-verbs"):
            yield Finding("left-unmentioned", verb.i, place, self._detail(subject, verb))
        elif verb.lemma == "make" and any(c.text.lower() in {"public", "clear"} for c in self.doc.dependents(verb.i)):
            clause = child(self.doc, verb.i, "ccomp")
            yield Finding("left-unmentioned", verb.i, place, (clause.i,) if clause is not None else self.named(subject))
        elif is_one(verb, "disclosing-verbs") and subject.text.lower() != "it":
            yield Finding("left-unmentioned", verb.i, place, self.left(subject))
        elif self.is_left_unmentioned(verb, subject):
            yield Finding("absent-from-text", verb.i, place, self.named(subject))

    def _detail(self, noun: Token, verb: Token) -> tuple[int, ...]:
        """What details are of; what is a topic by itself (a name, a toll) with its noun."""
        if is_one(noun, "withheld"):
            return self.about(noun) or self.links(verb, *ON, "of", "for") or self.asked(verb) or (noun.i,)
        return self.topics.joined(noun)

    def is_left_unmentioned(self, verb: Token, subject: Token) -> bool:
        """Whether a topic that was not mentioned, raised, listed was left out by somebody."""
        text = self.text_of(verb)
        if is_one(verb, "mention-verbs", "identifying-verbs"):
            return verb.lemma not in {"address", "name", "invoke", "identify"} or text is not None
        if verb.lemma == "raise" or (verb.lemma in {"bring", "touch"} and self.doc.dependents(verb.i, "prt", "prep")):
            return is_one(subject, "topic-nouns") or self.refusing.on_occasion(verb)
        if verb.lemma in {"refer", "allude"} and any(c.text.lower() == "to" for c in self.doc.dependents(verb.i)):
            return True
        listed = is_one(verb, "listing-verbs", "reporting-verbs")
        return listed and text is not None
