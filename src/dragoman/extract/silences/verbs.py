"""Verbs that tell a silence: did not mention, ducked the question, said nothing, left it out, did not come up."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.silences.affirmed import Affirmed
from dragoman.extract.silences.denied import Denied
from dragoman.extract.silences.findings import Finding
from dragoman.extract.silences.phrases import ON, Phrases
from dragoman.extract.silences.words import is_one, silence_words
from dragoman.extract.statements.clauses import child, subject_of
from dragoman.model import AnnotatedDocument, Token


class Verbs(Phrases):
    """Reads the silences that verbs of one document tell."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        super().__init__(doc)
        self.denied = Denied(doc)
        self.affirmed = Affirmed(doc, self.denied)

    def of_verb(self, verb: Token) -> Iterator[Finding]:
        """The silences a verb tells."""
        refused = self.denied.refusing.of_verb(verb) or self.denied.refusing.of_comment(verb)
        if refused is not None:
            yield refused
            return
        if self._is_idiom(verb) or self.only_thought(verb):
            return
        gone = self.affirmed.leaving.nowhere(verb) or self.affirmed.leaving.on_none(verb)
        if gone is not None:
            yield gone
        elif self.negated(verb):
            yield from self.denied.of_negated(verb)
        elif is_one(verb, "using-verbs") and self._says_nothing(verb):
            topics = (
                self.topics.said_about(verb) or self.fronted(verb) or self.asked(verb) or self._next_to_nothing(verb)
            )
            yield Finding("left-unmentioned", verb.i, self.subject(verb), topics)
        elif self._passes_over(verb):
            yield from self._passed_over(verb)
        else:
            yield from self.affirmed.of_affirmed(verb)

    def _passed_over(self, verb: Token) -> Iterator[Finding]:
        topics = self.topics.of_verb(verb) or self.fronted(verb)
        for part in self.doc.dependents(verb.i, "acomp", "oprd", "advmod", "prt", "prep"):
            # "Throughout the talks he steered clear of Syria", "shied away from the subject".
            topics = topics or (self.links(part) if part.i > verb.i else ())
        topics = topics or self.links(verb)
        if topics:
            yield Finding("passed-over", verb.i, self.subject(verb), topics)

    def _is_idiom(self, verb: Token) -> bool:
        """ "Not to mention", "it goes without saying"."""
        before = [t.text.lower() for t in self.doc.tokens[max(0, verb.i - 2) : verb.i]]
        above = self.doc.tokens[verb.head]
        if (
            before == ["not", "to"]
            and verb.lemma == "mention"
            and (verb.dep != "xcomp" or above.lemma in {"be", "'s", "’s"})
        ):
            return True
        without = verb.text.lower() == "saying" and above.text.lower() == "without"
        return without and self.doc.tokens[above.head].lemma == "go"

    def _next_to_nothing(self, verb: Token) -> tuple[int, ...]:
        """What "said next to nothing about" is about."""
        return self.near(verb, *ON)

    def _says_nothing(self, verb: Token) -> bool:
        """ "Said nothing about", "had little to say on", "of Chad he said not a word"; not "said nothing new"."""
        thing = child(self.doc, verb.i, "dobj")
        if [t.text.lower() for t in self.doc.tokens[verb.i + 1 : verb.i + 4]] == ["next", "to", "nothing"]:
            return bool(self._next_to_nothing(verb))
        if thing is None:
            return False
        before = [t.text.lower() for t in self.doc.tokens[max(0, thing.i - 2) : thing.i]]
        word = is_one(thing, "scraps") and before in (["not", "a"], ["not", "one"])
        if not word and (thing.text.lower() not in {"nothing", "little"} or self.doc.dependents(thing.i, "amod")):
            return False
        return bool(self.topics.said_about(verb) or self.fronted(verb) or self.asked(verb))

    def _passes_over(self, verb: Token) -> bool:
        lemma = verb.lemma.lower()
        parts = [c for c in self.doc.dependents(verb.i, "prt", "prep", "advmod", "acomp", "oprd") if c.i > verb.i]
        words = silence_words("passing-verbs")
        speaker = subject_of(self.doc, verb.i)
        thing = child(self.doc, verb.i, "dobj")
        phrases = {f"{lemma} {p.lemma.lower()}" for p in parts}
        if phrases & silence_words("moving-phrases"):
            # "Stayed away from the exercise" is no silence, "from the subject" is.
            below = [t for p in parts for t in (p, *self.doc.dependents(p.i, "prep"))]
            left = [o for p in below for o in self.doc.dependents(p.i, "pobj", "pcomp")]
            spoken = any(is_one(o, "topic-nouns", "mention-nouns", "questions", "answer-verbs") for o in left)
            return speaker is not None and (self.is_text(speaker) or (self.can_speak(speaker) and spoken))
        if phrases & words:
            # "Left her out of the elections" is no silence.
            of = [o for p in parts for q in self.doc.dependents(p.i, "prep") for o in self.doc.dependents(q.i, "pobj")]
            if lemma == "leave" and (any(not is_one(o, "documents", "occasions", "text-media") for o in of)):
                return False
            if lemma == "leave" and thing is not None and self._is_nobody(thing):
                return False
            clear = [p for p in parts if p.text.lower() == "clear"]
            if clear and not any(self.links(p, "of") for p in (*clear, verb)):
                # "Stays six points clear at the top".
                return False
            return speaker is not None and self.can_speak(speaker)
        if lemma not in words or thing is None or speaker is None:
            return False
        if is_one(thing, "topic-nouns", "mention-nouns", "questions"):
            return True
        if self._is_nobody(thing):
            return False
        where = thing.ent in {"GPE", "LOC", "FAC"} and not self.is_text(speaker)
        # "Evaded sanctions", "bypassed parliament", "skipped the meeting", "skirted the islands" are no silences.
        acts = is_one(verb, "acting-verbs") and not (self.is_media(speaker) or self.is_text(speaker))
        told = not is_one(thing, "evaded-things", "skirted-places") and not acts
        return self.can_speak(speaker) and told and not (where and lemma in {"skirt", "bypass", "skip", "circumvent"})

    def _is_nobody(self, thing: Token) -> bool:
        return thing.text.lower() in self.no or self.has_no(thing)
