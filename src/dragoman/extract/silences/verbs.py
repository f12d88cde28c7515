"""Verbs that tell a silence: did not mention, declined to say, ducked the question, left it out, did not come up."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.silences.findings import ON, Finding, Reading, opens_question
from dragoman.extract.silences.leaving import Leaving
from dragoman.extract.silences.words import is_one, silence_words
from dragoman.extract.statements.clauses import child, subject_of, subtree
from dragoman.model import AnnotatedDocument, Token

_LEFT = frozenset({"fail", "neglect", "omit", "forget", "avoid", "stop"})
"""Verbs of will after which a topic is left out rather than refused."""


class Verbs(Reading):
    """Reads the silences that verbs of one document tell."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        super().__init__(doc)
        self.leaving = Leaving(doc)

    def of_verb(self, verb: Token) -> Iterator[Finding]:
        """The silences a verb tells."""
        if self._is_idiom(verb):
            return
        outer = self._unwilling(verb)
        if outer is not None:
            yield self._unspoken(verb, outer)
        elif self.negated(verb):
            yield from self._negated(verb)
        elif is_one(verb, "using-verbs") and self._says_nothing(verb):
            topics = self.topics.said_about(verb) or self.asked(verb)
            yield Finding("left-unmentioned", verb.i, self.subject(verb), topics)
        elif self._passes_over(verb):
            topics = self.topics.of_verb(verb) or self.links(verb)
            for part in self.doc.dependents(verb.i, "acomp", "oprd", "advmod", "prt"):
                # "Steered clear of Syria".
                topics = topics or self.links(part)
            if topics:
                yield Finding("passed-over", verb.i, self.subject(verb), topics)
        else:
            yield from self._affirmed(verb)

    def _is_idiom(self, verb: Token) -> bool:
        """ "Not to mention", "it goes without saying"."""
        before = [t.text.lower() for t in self.doc.tokens[max(0, verb.i - 2) : verb.i]]
        above = self.doc.tokens[verb.head]
        if before == ["not", "to"] and verb.lemma == "mention" and verb.dep not in {"xcomp", "acl", "ccomp"}:
            return True
        without = verb.text.lower() == "saying" and above.text.lower() == "without"
        return without and self.doc.tokens[above.head].lemma == "go"

    # Declined, failed, stopped short

    def _unspoken(self, verb: Token, outer: Token) -> Finding:
        chosen = outer.lemma in _LEFT or is_one(outer, "choosing-verbs")
        rule = "left-unmentioned" if chosen and is_one(verb, "mention-verbs", "using-verbs") else "declined-comment"
        called = child(self.doc, verb.i, "oprd") if is_one(verb, "calling-verbs") else None
        topics: tuple[int, ...]
        if called is not None:
            topics = (called.i,)
        elif verb.lemma == "draw":
            topics = self.links(verb, *ON, "into") or self.asked(verb)
        else:
            topics = self.topics.asked_about(verb) or self.topics.of_verb(verb) or self.topics.of_links(outer)
            topics = topics or self.asked(verb)
        return Finding(rule, outer.i, self.subject(outer), topics)

    def _unwilling(self, verb: Token) -> Token | None:
        """The verb of declining, failing, stopping short on which a verb of speaking hangs."""
        outer = self.doc.tokens[verb.head]
        short = outer.text.lower() == "of" and self.doc.tokens[outer.head].text.lower() == "short"
        if verb.dep not in {"xcomp", "pcomp", "ccomp", "dobj"} or not (short or self._speaks(verb)):
            return None
        while outer.pos in {"ADP", "ADV"} and outer.head != outer.i:
            outer = self.doc.tokens[outer.head]
        if outer.pos != "VERB" or not is_one(outer, "unwilling-verbs") or self.negated(outer):
            return None
        if outer.lemma == "stop" and not (short or is_one(verb, "mention-verbs")):
            # "Stopped saying yes".
            return None
        if is_one(outer, "choosing-verbs") and not any(c.dep == "neg" for c in self.doc.dependents(verb.i)):
            return None
        return outer

    def _speaks(self, verb: Token) -> bool:
        thing = child(self.doc, verb.i, "dobj")
        if is_one(verb, "answer-verbs", "mention-verbs", "mention-verbs-with-link"):
            return True
        if is_one(verb, "using-verbs") and thing is not None and is_one(thing, "topic-nouns"):
            return True
        if verb.lemma == "draw" and child(self.doc, verb.i, "auxpass") is not None:
            return True
        return is_one(verb, "calling-verbs") and child(self.doc, verb.i, "oprd") is not None

    # With "not", "no", "without"

    def _negated(self, verb: Token) -> Iterator[Finding]:
        passive = child(self.doc, verb.i, "nsubjpass")
        helped = child(self.doc, verb.i, "auxpass") is not None
        if verb.lemma == "draw" and helped:
            topics = self.links(verb, *ON, "into") or self.asked(verb)
            if topics:
                yield Finding("declined-comment", verb.i, passive.i if passive is not None else None, topics)
        elif passive is not None:
            yield from self._passive(verb, passive)
        elif not helped and not (verb.dep == "relcl" and self.subject(verb) is None):
            # Not "asked not to be named", nor "a room in which nobody mentions it".
            yield from self._active(verb)

    def _active(self, verb: Token) -> Iterator[Finding]:
        modal = any(c.text.lower() in {"would", "could", "will"} for c in self.doc.dependents(verb.i, "aux"))
        topics = self.topics.of_verb(verb)
        thing = child(self.doc, verb.i, "dobj") or child(self.doc, verb.i, "nsubj")
        asked = self.asked(verb)
        answers = verb.lemma in {"respond", "reply", "answer"} and (asked or self._is_answer(verb))
        if verb.lemma == "comment" or answers:
            about = asked or (topics if verb.lemma == "comment" else ())
            yield Finding("declined-comment", verb.i, self.subject(verb), about)
        elif thing is not None and self._is_no_talk(verb, thing):
            return
        elif is_one(verb, "mention-verbs") or (
            is_one(verb, "mention-verbs-with-link") and topics and verb.tag != "VBG"
        ):
            yield Finding("left-unmentioned", verb.i, self.subject(verb), topics)
        elif verb.lemma in {"raise", "bring"} and thing is not None and is_one(thing, "topic-nouns"):
            yield Finding("left-unmentioned", verb.i, self.subject(verb), self.topics.of_noun(thing))
        elif verb.lemma == "confirm" and (denied := self._deny(verb)) is not None:
            about = topics or self.topics.of_verb(denied)
            yield Finding("declined-comment", verb.i, self.subject(verb), about)
        elif is_one(verb, "disclosing-verbs") and thing is not None and thing.dep == "dobj":
            yield Finding("left-unmentioned", verb.i, self.subject(verb), topics)
        elif verb.lemma in {"say", "confirm", "disclose", "reveal", "explain", "clarify"}:
            yield from self._unsaid(verb, topics, modal)
        elif is_one(verb, "calling-verbs") and modal and (called := child(self.doc, verb.i, "oprd")) is not None:
            yield Finding("declined-comment", verb.i, self.subject(verb), (called.i,))
        elif verb.lemma == "come" and any(c.text.lower() == "up" for c in self.doc.dependents(verb.i)):
            yield self._unraised(verb)
        elif thing is not None:
            yield from self._unused(verb, thing)

    def _is_no_talk(self, verb: Token, thing: Token) -> bool:
        """ "Addressed no crowd", "never invoked the doctrine": acts, not talk."""
        if verb.lemma == "address" and is_one(thing, "audience-nouns"):
            return True
        return verb.lemma == "invoke" and is_one(thing, "legal-things")

    def _deny(self, verb: Token) -> Token | None:
        """The "deny" of "neither confirmed nor denied"."""
        return next((c for c in self.doc.dependents(verb.i, "conj") if c.lemma == "deny"), None)

    def _unsaid(self, verb: Token, topics: tuple[int, ...], modal: bool) -> Iterator[Finding]:
        clause = child(self.doc, verb.i, "ccomp", "advcl")
        if clause is not None and clause.i > verb.i and opens_question(self.doc, clause):
            yield Finding("declined-comment" if modal else "left-unmentioned", verb.i, self.subject(verb), (clause.i,))
        elif clause is None and modal and topics:
            yield Finding("declined-comment", verb.i, self.subject(verb), topics)

    def _unused(self, verb: Token, thing: Token) -> Iterator[Finding]:
        """ "Did not use the word", "the phrase did not appear", "climate did not feature in the statement"."""
        parts = self.doc.dependents(thing.i, "compound")
        named = is_one(thing, "topic-nouns") or any(is_one(c, "topic-nouns") for c in parts)
        if named and is_one(verb, "using-verbs") and thing.dep == "dobj":
            topics = self.topics.of_noun(thing) or (thing.i,)
            yield Finding("left-unmentioned", verb.i, self.subject(verb), topics)
        elif is_one(verb, "appearing-verbs") and thing.dep == "nsubj":
            text = self.text_of(verb)
            if named or text is not None:
                yield Finding("absent-from-text", verb.i, text.i if text else None, self.named(thing))

    def _unraised(self, verb: Token) -> Finding:
        """ "Crimea did not come up in the talks": nobody's silence but the occasion's."""
        thing = child(self.doc, verb.i, "nsubj", "nsubjpass")
        text = self.text_of(verb)
        return Finding("absent-from-text", verb.i, text.i if text else None, self.named(thing) if thing else ())

    def _passive(self, verb: Token, subject: Token) -> Iterator[Finding]:
        """ "Yemen was not mentioned in the text", "nothing was said about Yemen", "no mention was made of Yemen"."""
        text = self.text_of(verb)
        place = text.i if text is not None else None
        if subject.text.lower() in self.no or is_one(subject, "mention-nouns", "scraps"):
            topics = self.topics.of_noun(subject) or self.topics.of_links(verb)
            if topics and verb.lemma in {"say", "make", "find", "mention", "devote", "write"}:
                yield Finding("absent-from-text", verb.i, place, topics)
        elif self._is_left_unmentioned(verb, subject):
            yield Finding("absent-from-text", verb.i, place, self.named(subject))

    def _is_left_unmentioned(self, verb: Token, subject: Token) -> bool:
        if is_one(verb, "mention-verbs"):
            return verb.lemma not in {"address", "name", "invoke"}
        return verb.lemma == "raise" and (is_one(subject, "topic-nouns") or self._on_occasion(verb))

    def _on_occasion(self, verb: Token) -> bool:
        sentence = self.doc.words(self.doc.sentences[verb.sent])
        return any(is_one(t, "occasions") or t.lemma.lower() in {"official", "readout"} for t in sentence)

    # Without any "not"

    def _says_nothing(self, verb: Token) -> bool:
        """ "Said nothing about", "had little to say on"; not "said nothing new"."""
        thing = child(self.doc, verb.i, "dobj")
        if thing is None or thing.text.lower() not in {"nothing", "little"} or self.doc.dependents(thing.i, "amod"):
            return False
        return bool(self.topics.said_about(verb) or self.asked(verb))

    def _passes_over(self, verb: Token) -> bool:
        lemma = verb.lemma.lower()
        parts = [c for c in self.doc.dependents(verb.i, "prt", "prep", "advmod", "acomp", "oprd") if c.i > verb.i]
        words = silence_words("passing-verbs")
        speaker = subject_of(self.doc, verb.i)
        if any(f"{lemma} {p.lemma.lower()}" in words for p in parts):
            return speaker is not None and self.can_speak(speaker)
        thing = child(self.doc, verb.i, "dobj")
        if lemma not in words or thing is None or speaker is None:
            return False
        if is_one(thing, "topic-nouns", "mention-nouns", "questions"):
            return True
        # "Evaded sanctions", "bypassed parliament", "skipped the meeting" are no silences.
        return self.can_speak(speaker) and not is_one(thing, "evaded-things") and not is_one(verb, "acting-verbs")

    def _affirmed(self, verb: Token) -> Iterator[Finding]:
        left = self.leaving.of_verb(verb)
        if left is not None:
            yield from left
            return
        thing = child(self.doc, verb.i, "dobj")
        speaker = self.subject(verb)
        if thing is None:
            return
        if verb.lemma.lower() == "avoid" and is_one(thing, "mention-nouns", "topic-nouns"):
            yield Finding("left-unmentioned", verb.i, speaker, self.topics.of_noun(thing))
        elif is_one(thing, "questions") and (
            is_one(verb, "dodging-verbs") or (is_one(verb, "taking-verbs") and self._none(thing))
        ):
            yield Finding("declined-comment", verb.i, speaker, self._of_question(verb, thing))
        elif verb.lemma == "change" and thing.lemma in {"subject", "topic"} and (about := self.asked(verb)):
            yield Finding("passed-over", verb.i, speaker, about)
        elif verb.lemma == "give" and thing.lemma == "berth":
            for given in self.doc.dependents(verb.i, "dative"):
                yield Finding("passed-over", verb.i, speaker, self.topics.joined(given))
        elif verb.lemma in {"tell", "inform", "warn"} and self._unmentioned_to(verb):
            about = self.links(verb, *ON, "of") or self.links(thing, *ON, "of")
            if about:
                yield Finding("left-unmentioned", verb.i, speaker, about)
        elif is_one(verb, "withholding-verbs") and is_one(thing, "withheld", "mention-nouns"):
            about = self.links(thing, *ON, "of") or self.links(verb, *ON) or self.asked(verb)
            yield Finding("declined-comment", verb.i, speaker, about)
        elif thing.text.lower() in {"nothing", "little"}:
            yield from self._nothing(verb, thing)

    def _nothing(self, verb: Token, thing: Token) -> Iterator[Finding]:
        """ "Contains nothing on", "has nothing to say about"."""
        clauses = self.doc.dependents(thing.i, "relcl", "acl")
        said = next((t for t in clauses if is_one(t, "using-verbs", "adding-verbs")), None)
        about = self.links(thing, *ON) or self.links(verb, *ON)
        if verb.lemma == "have" and said is not None and (about := self.links(said, *ON) or about or self.asked(verb)):
            yield Finding("declined-comment", verb.i, self.subject(verb), about)
        elif said is None and is_one(verb, "light-verbs") and about and thing.text.lower() == "nothing":
            yield Finding("left-unmentioned", verb.i, self.subject(verb), about)

    def _unmentioned_to(self, verb: Token) -> bool:
        """ "Omitted to tell parliament of the deal"."""
        outer = self.doc.tokens[verb.head]
        return verb.dep == "xcomp" and outer.lemma in _LEFT and is_one(outer, "unwilling-verbs")

    def _of_question(self, verb: Token, thing: Token) -> tuple[int, ...]:
        return self.links(thing, *ON, "of", "as") or self.links(verb, *ON) or self.asked(verb) or (thing.i,)

    def _none(self, noun: Token) -> bool:
        return any(c.text.lower() in self.no for c in self.doc.dependents(noun.i))

    def _is_answer(self, verb: Token) -> bool:
        words = {self.doc.tokens[i].lemma.lower() for i in subtree(self.doc, verb.i)}
        return bool(words & {"request", "question", "comment", "query", "inquiry", "call"})
