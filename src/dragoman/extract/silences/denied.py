"""Verbs of speech with "not", "no", "without": did not mention, would not say, has not confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.silences.findings import Finding
from dragoman.extract.silences.passives import Passives
from dragoman.extract.silences.phrases import ON, Phrases, opens_question
from dragoman.extract.silences.refusing import Refusing
from dragoman.extract.silences.words import is_one, silence_words
from dragoman.extract.statements.clauses import child, subtree
from dragoman.model import AnnotatedDocument, Token

_ANSWERS = frozenset({"respond", "reply", "answer", "return", "acknowledge"})
_PUBLICLY = frozenset({"publicly", "officially", "yet", "immediately", "formally", "far"})


class Denied(Phrases):
    """Reads the silences that negated verbs of one document tell."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        super().__init__(doc)
        self.refusing = Refusing(doc)
        self.passives = Passives(doc)

    def of_negated(self, verb: Token) -> Iterator[Finding]:
        """The silences of a negated verb."""
        passive = child(self.doc, verb.i, "nsubjpass")
        if passive is None and verb.tag == "VBN" and child(self.doc, verb.i, "auxpass") is not None:
            passive = child(self.doc, verb.i, "nsubj")
        helped = child(self.doc, verb.i, "auxpass") is not None
        if is_one(verb, "drawn-verbs") and helped:
            topics = self.links(verb, *ON, "into") or self.asked(verb)
            if topics:
                yield Finding("declined-comment", verb.i, passive.i if passive is not None else None, topics)
        elif passive is not None:
            yield from self.passives.of_passive(verb, passive)
        elif self._is_split_passive(verb) and (subject := child(self.doc, verb.i, "nsubj")) is not None:
            # "In neither speech was Myanmar mentioned".
            if self.passives.is_left_unmentioned(verb, subject):
                yield Finding("absent-from-text", verb.i, self._in_none(verb), self.named(subject))
        elif not helped and not (verb.dep == "relcl" and self.subject(verb) is None and not self._left_behind(verb)):
            # Not "asked not to be named", nor "a room in which nobody mentions it".
            yield from self._active(verb)

    def _is_split_passive(self, verb: Token) -> bool:
        above = self.doc.tokens[verb.head]
        return (
            verb.dep == "ccomp" and verb.tag == "VBN" and above.lemma == "be" and child(self.doc, verb.i, "aux") is None
        )

    def _in_none(self, verb: Token) -> int | None:
        link = child(self.doc, verb.head, "prep")
        inner = child(self.doc, link.i, "pobj") if link is not None else None
        return inner.i if inner is not None and self.is_text(inner.i) else None

    def _active(self, verb: Token) -> Iterator[Finding]:
        helpers = {c.text.lower() for c in self.doc.dependents(verb.i, "aux")}
        modal = bool(helpers & silence_words("refusing-helpers"))
        topics = self.topics.of_verb(verb) or self.fronted(verb) or self._left_behind(verb)
        thing = child(self.doc, verb.i, "dobj") or child(self.doc, verb.i, "nsubj")
        if not topics and verb.lemma == "delve":
            topics = self.links(verb, "into")
        if thing is not None and thing.dep == "dobj" and is_one(thing, "scraps") and (about := self.about(thing)):
            # "Have not printed a line about the strike".
            topics = about
        denied = next((c for c in self.doc.dependents(verb.i, "conj") if c.lemma == "deny"), None)
        if denied is not None and is_one(verb, "admitting-verbs"):
            # "Neither claimed nor denied", "would not confirm or deny".
            yield Finding("declined-comment", verb.i, self.subject(verb), topics or self.topics.of_verb(denied))
        elif verb.lemma == "comment" or (verb.lemma in _ANSWERS and self._is_answer(verb)):
            about = self.asked(verb) or (topics if verb.lemma == "comment" else ())
            yield Finding("declined-comment", verb.i, self.subject(verb), about)
        elif verb.lemma in {"respond", "reply", "react"}:
            yield from self._unanswered(verb)
        elif thing is not None and self.is_no_talk(verb, thing):
            return
        elif self._mentions(verb, thing, topics):
            yield Finding(
                "left-unmentioned", verb.i, self.subject(verb), topics or self.after(verb) or self.links(verb, *ON)
            )
        elif is_one(verb, "taking-verbs") and thing is not None and thing.dep == "dobj" and self.is_question(thing):
            yield Finding("declined-comment", verb.i, self.subject(verb), self.of_question(verb, thing))
        elif verb.lemma == "confirm":
            yield from self._unconfirmed(verb, topics)
        elif is_one(verb, "disclosing-verbs") and thing is not None and thing.dep == "dobj":
            yield Finding("left-unmentioned", verb.i, self.subject(verb), topics)
        elif verb.lemma == "let" and any(c.text.lower() == "on" for c in self.doc.dependents(verb.i)):
            if after := self.after(verb):
                yield Finding("left-unmentioned", verb.i, self.subject(verb), after)
        elif is_one(verb, "stating-verbs", "disclosing-verbs") or self._is_anything(thing):
            yield from self._unsaid(verb, topics, modal)
        elif is_one(verb, "calling-verbs") and modal and (called := child(self.doc, verb.i, "oprd")) is not None:
            yield Finding("declined-comment", verb.i, self.subject(verb), (called.i,))
        elif verb.lemma == "come" and any(c.text.lower() == "up" for c in self.doc.dependents(verb.i)):
            if verb.tag != "VBG" and not any(p.lemma == "with" for p in self.doc.dependents(verb.i, "prep")):
                yield self._unraised(verb)
        elif verb.lemma in {"go", "get", "enter"} and (inner := self.links(verb, "into")):
            detail = self.doc.tokens[inner[0]]
            about = self.about(detail) or inner
            if is_one(detail, "withheld", "withheld-facts") or (modal and verb.lemma == "get" and not detail.ent):
                yield Finding("declined-comment", verb.i, self.subject(verb), about)
        elif verb.lemma == "make" and (left := self._not_made(verb)) is not None:
            yield left
        elif thing is not None:
            yield from self._unused(verb, thing)

    def _is_anything(self, thing: Token | None) -> bool:
        return thing is not None and thing.dep == "dobj" and is_one(thing, "anything")

    def _mentions(self, verb: Token, thing: Token | None, topics: tuple[int, ...]) -> bool:
        """Whether a verb, were it not negated, would tell that a topic was brought up."""
        above = self.doc.tokens[verb.head]
        without = above.text.lower() == "without"
        if is_one(verb, "identifying-verbs"):
            # Police "have not identified the dead": they do not know.
            told = {c.text.lower() for c in self.doc.dependents(verb.i, "aux")} & {"did", "does", "do", "would", "will"}
            return bool(topics) and (without or bool(told))
        if is_one(verb, "raising-verbs"):
            if verb.dep == "relcl" and topics and is_one(self.doc.tokens[verb.head], "topic-nouns"):
                return True
            return thing is not None and thing.dep == "dobj" and self.refusing.is_raised(verb, thing)
        if is_one(verb, "reporting-verbs"):
            return bool(topics) and self.is_media(self.subject(verb))
        if is_one(verb, "mention-verbs"):
            clause = child(self.doc, verb.i, "ccomp")
            # "Nobody mentioned in the warrant has left": no object to some parses.
            return clause is None or clause.i not in topics or self._is_told(clause)
        going = any(c.lemma == "be" for c in self.doc.dependents(verb.i, "aux"))
        linked = bool(topics or self.after(verb)) and (verb.tag != "VBG" or without or going)
        return is_one(verb, "mention-verbs-with-link") and linked

    def _left_behind(self, verb: Token) -> tuple[int, ...]:
        """Of "a state it did not name" the state."""
        subject = child(self.doc, verb.i, "nsubj")
        own = subject is not None and subject.tag not in {"WDT", "WP"}
        if verb.dep != "relcl" or not own:
            return ()
        topic = self.doc.tokens[verb.head]
        if is_one(topic, "topic-nouns"):
            # "The one topic nobody raised was the dam".
            be = self.doc.tokens[topic.head]
            other = child(self.doc, be.i, "attr" if topic.dep == "nsubj" else "nsubj") if be.lemma == "be" else None
            topic = other if other is not None and topic.dep in {"nsubj", "attr"} else topic
        if is_one(self.doc.tokens[verb.head], "topic-nouns") and is_one(verb, "raising-verbs", "mention-verbs"):
            return (topic.i,)
        known = self.subject(verb) is not None and is_one(verb, "mention-verbs", "identifying-verbs")
        return (topic.i,) if known else ()

    def _is_told(self, clause: Token) -> bool:
        """Whether a clause is one with "that" or a question."""
        that = any(c.text.lower() == "that" for c in self.doc.dependents(clause.i, "mark"))
        return that or opens_question(self.doc, clause)

    def is_no_talk(self, verb: Token, thing: Token) -> bool:
        """ "Addressed no crowd", "never invoked the doctrine", "named no successor": acts, not talk."""
        if verb.lemma == "address":
            if is_one(thing, "audience-nouns"):
                return True
            speaker = self.subject(verb)
            spoken = {c.text.lower() for c in self.doc.dependents(verb.i, "aux", "advmod")} & {"did", *_PUBLICLY}
            speaks = speaker is not None and self.can_speak(speaker)
            return not (self.is_text(speaker) or (speaks and (spoken or self.refusing.on_occasion(verb))))
        if verb.lemma in {"name", "identify"} and self.refusing.is_named(thing):
            return True
        return verb.lemma == "invoke" and is_one(thing, "legal-things")

    def _unanswered(self, verb: Token) -> Iterator[Finding]:
        """ "Has not reacted to the verdict", "did not publicly respond to the charge"; armies may answer by deeds."""
        speaker = self.subject(verb)
        told = {c.text.lower() for c in self.doc.dependents(verb.i, "aux", "advmod")} | {
            c.text.lower() for a in self.doc.dependents(verb.i, "advmod") for c in self.doc.dependents(a.i)
        }
        above = self.doc.tokens[verb.head]
        known = verb.lemma == "react" or told & {"has", "have", *_PUBLICLY} or verb.dep == "xcomp"
        if speaker is None or not self.can_speak(speaker) or not (known or above.text.lower() == "without"):
            return
        yield Finding("declined-comment", verb.i, speaker, self.links(verb, "to", *ON) or self.asked(verb))

    def _unconfirmed(self, verb: Token, topics: tuple[int, ...]) -> Iterator[Finding]:
        """ "Would not confirm", "has not confirmed"."""
        about = topics or self.after(verb) or self.links(verb, *ON)
        clause = child(self.doc, verb.i, "ccomp")
        speaker = self.subject(verb)
        if about and speaker is not None and self.can_speak(speaker):
            yield Finding("declined-comment", verb.i, speaker, (clause.i,) if clause is not None else about)

    def _unsaid(self, verb: Token, topics: tuple[int, ...], modal: bool) -> Iterator[Finding]:
        clauses = self.doc.dependents(verb.i, "ccomp", "advcl")
        clause = next((c for c in clauses if c.i > verb.i or c.i in topics), None)
        thing = child(self.doc, verb.i, "dobj") or self._word_said(verb)
        rule = "declined-comment" if modal else "left-unmentioned"
        if clause is not None and opens_question(self.doc, clause):
            yield Finding(rule, verb.i, self.subject(verb), (clause.i,))
        elif thing is not None and is_one(thing, "anything", "scraps"):
            if not is_one(verb, "stating-verbs", "using-verbs", "giving-verbs", "disclosing-verbs", "breathing-verbs"):
                return
            about = self.about(thing) or self.links(verb, *ON, "of") or self.fronted(verb) or self.asked(verb)
            about = about or self.near(thing, *ON)
            own = thing.dep != "nsubj"
            speaker = self.subject(verb if own else self.doc.tokens[verb.head])
            if about:
                yield Finding("left-unmentioned", verb.i, speaker, about)
        elif clause is None and topics and (modal or verb.lemma in {"specify", "state"}):
            yield Finding(rule, verb.i, self.subject(verb), topics)
        elif clause is None and (after := self.after(verb)) and after != topics:
            yield Finding(rule, verb.i, self.subject(verb), after)

    def _word_said(self, verb: Token) -> Token | None:
        """The "word" of "but says not a word about": a subject to some parses."""
        word = child(self.doc, verb.i, "nsubj")
        return word if word is not None and word.i > verb.i and is_one(word, "scraps") else None

    def _not_made(self, verb: Token) -> Finding | None:
        """ "Did not make it into the text", "has not made the letter public", "does not make clear who"."""
        near = {t.text.lower() for t in self.doc.tokens[verb.i + 1 : verb.i + 3]}
        clause = child(self.doc, verb.i, "ccomp")
        if "clear" in near and clause is not None and opens_question(self.doc, clause):
            return Finding("left-unmentioned", verb.i, self.subject(verb), (clause.i,))
        thing = child(self.doc, verb.i, "dobj") or clause
        below = subtree(self.doc, verb.i)
        if any(self.doc.tokens[i].text.lower() == "public" and i > verb.i for i in below) and thing is not None:
            open_ = next(
                (self.doc.tokens[i] for i in sorted(below) if self.doc.tokens[i].text.lower() == "public"), None
            )
            if open_ is not None and open_.dep in {"acomp", "oprd", "ccomp", "amod"}:
                return Finding("left-unmentioned", verb.i, self.subject(verb), self.named(thing))
        text, subject = self.text_of(verb), child(self.doc, verb.i, "nsubj")
        if thing is not None and thing.text.lower() in {"it", "way"} and text is not None and subject is not None:
            return Finding("absent-from-text", verb.i, text.i, self.about(subject) or self.named(subject))
        return None

    def _unused(self, verb: Token, thing: Token) -> Iterator[Finding]:
        """ "Did not use the word", "the phrase did not appear", "climate did not feature in the statement"."""
        named = self.names_topic(thing)
        subject = child(self.doc, verb.i, "nsubj")
        if (
            verb.lemma in {"pass", "cross"}
            and thing.lemma == "lip"
            and subject is not None
            and self.names_topic(subject)
        ):
            owner = child(self.doc, thing.i, "poss")
            told = self.topics.of_noun(subject) or (subject.i,)
            yield Finding("left-unmentioned", verb.i, owner.i if owner is not None else None, told)
            return
        if named and is_one(verb, "using-verbs") and thing.dep == "dobj":
            topics = self.topics.of_noun(thing) or (thing.i,)
            yield Finding("left-unmentioned", verb.i, self.subject(verb), topics)
        elif is_one(verb, "appearing-verbs") and thing.dep == "nsubj":
            text = self.text_of(verb)
            talks = is_one(verb, "featuring-verbs") and not self.can_speak(thing.i) and self._in_talks(verb)
            if named or text is not None or talks:
                yield Finding("absent-from-text", verb.i, text.i if text else None, self.left(thing))
        elif verb.lemma in {"find", "earn", "get", "merit"} and (text := self.text_of(verb)) is not None:
            # "Found no place in the text", "did not find its way into the text".
            found = child(self.doc, verb.i, "dobj")
            subject = child(self.doc, verb.i, "nsubj")
            if found is not None and found.lemma in {"way", "place", "room", "space"} and subject is not None:
                yield Finding("absent-from-text", verb.i, text.i, self.left(subject))

    def _in_talks(self, verb: Token) -> bool:
        links = [p for p in self.doc.dependents(verb.i, "prep") if p.lemma.lower() in {"in", "at", "during"}]
        return any(is_one(o, "occasions") for p in links for o in self.doc.dependents(p.i, "pobj"))

    def _unraised(self, verb: Token) -> Finding:
        """ "Crimea did not come up in the talks": nobody's silence but the occasion's."""
        thing = child(self.doc, verb.i, "nsubj", "nsubjpass")
        text = self.text_of(verb)
        return Finding("absent-from-text", verb.i, text.i if text else None, self.named(thing) if thing else ())

    def _is_answer(self, verb: Token) -> bool:
        """Whether what was not answered was a question, a call for comment."""
        if any(self.is_question(self.doc.tokens[i]) for i in subtree(self.doc, verb.i)):
            return True
        if verb.lemma in {"return", "acknowledge"}:
            return False
        told = {t.lemma.lower() for t in self.doc.words(self.doc.sentences[verb.sent]) if is_one(t, "asking-verbs")}
        return bool(told) and bool(self.asked(verb))
