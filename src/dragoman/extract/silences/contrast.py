"""What one says and another does not: "the American readout mentions Taiwan; the Chinese one does not"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.silences.findings import Finding
from dragoman.extract.silences.phrases import ON, Phrases
from dragoman.extract.silences.words import is_one
from dragoman.extract.statements.clauses import child
from dragoman.model import Token


class Contrast(Phrases):
    """Reads silences told by the verb of another clause."""

    def of_token(self, token: Token) -> Iterator[Finding]:
        """The silences a word tells by what was said before it."""
        if token.dep == "neg" and token.text.lower() == "not":
            yield from self._but_not(token)
        if token.text.lower() in {"except", "save", "barring", "but"} and token.dep in {"prep", "compound", "advmod"}:
            yield from self._except(token)
        if token.text.lower() in {"never", "not"} and self.doc.tokens[token.i + 1 : token.i + 2]:
            yield from self._never_of(token)
        if token.dep == "advmod" and token.text.lower() in {"nowhere", "once"}:
            yield from self._nowhere_are(token)
        if token.pos in {"AUX", "VERB"} and token.lemma in {"do", "have", "be"}:
            yield from self._does_not(token)

    def _does_not(self, helper: Token) -> Iterator[Finding]:
        """ "…; the Chinese one does not", "nor does the Russian", "neither does Moscow's"."""
        if helper.dep in {"aux", "auxpass"} or not self.negated(helper):
            return
        subject = child(self.doc, helper.i, "nsubj")
        told = {"acomp", "attr", "dobj", "xcomp", "oprd"}
        if subject is None or any(c.dep in told for c in self.doc.dependents(helper.i)):
            return
        verb = self._before(helper)
        if verb is None:
            return
        if helper.lemma == "be":
            return
        topics = self._topics(verb)
        if topics and self.can_speak_here(subject):
            yield Finding("left-unmentioned", helper.i, subject.i, topics)

    def can_speak_here(self, subject: Token) -> bool:
        """Whether a subject may be a text or a speaker: also "the Chinese one", "Moscow's"."""
        return self.can_speak(subject.i) or subject.text.lower() in {"one", "other", "latter", "second"}

    def _before(self, helper: Token) -> Token | None:
        """The last verb of speech in the clause or sentence before that a bare "does not" stands for."""
        first = self.doc.sentences[max(0, helper.sent - 1)].first
        for token in reversed(self.doc.tokens[first : helper.i]):
            if token.dep == "ccomp" and token.text.lower() in {"mentions", "names"}:
                # A noun to some parses.
                return token
            if token.pos != "VERB" or token.dep in {"xcomp", "acl", "relcl", "amod"}:
                continue
            spoken = is_one(token, "mention-verbs", "mention-verbs-with-link", "covering-verbs")
            named = child(self.doc, token.i, "dobj")
            light = is_one(token, "light-verbs") and named is not None and is_one(named, "mention-nouns")
            return token if (spoken or light) and not self.negated(token) else None
        return None

    def _topics(self, verb: Token) -> tuple[int, ...]:
        thing = child(self.doc, verb.i, "dobj")
        if thing is not None and is_one(thing, "mention-nouns"):
            return self.about(thing)
        named = child(self.doc, verb.i, "appos") if verb.pos == "NOUN" else None
        if named is not None:
            return self.named(named)
        return self.topics.of_verb(verb) or self.links(verb, *ON, "to", "of")

    def _but_not(self, no: Token) -> Iterator[Finding]:
        """ "Names Niger but not Mali", "is mentioned in the American readout but not in the Chinese"."""
        left = self.doc.tokens[no.head]
        if left.dep == "prep" or left.pos == "ADP":
            # The "not" hangs on the first "in", or on the second.
            second = child(self.doc, left.i, "conj") if left.dep == "prep" else left
            if second is not None and second.pos == "ADP" and second.i > no.i:
                yield from self._not_in(second)
            return
        if left.dep != "conj" or left.i < no.i or not self._but(no):
            return
        first = self.doc.tokens[left.head]
        while first.dep == "conj" and first.head != first.i:
            first = self.doc.tokens[first.head]
        verb = self.doc.tokens[first.head]
        if first.dep == "pobj":
            verb = self.doc.tokens[verb.head]
        if first.dep in {"dobj", "pobj"} and self._is_spoken(verb, first) and not self.negated(verb):
            yield Finding("left-unmentioned", no.i, self.subject(verb), self.named(left))

    def _is_spoken(self, verb: Token, thing: Token) -> bool:
        if verb.pos == "NOUN":
            return is_one(verb, "mention-nouns")
        linked = thing.dep == "pobj" and is_one(verb, "mention-verbs-with-link")
        return linked or (thing.dep == "dobj" and is_one(verb, "mention-verbs", "covering-verbs"))

    def _but(self, no: Token) -> bool:
        return any(t.text.lower() in {"but", "and", "though", "yet"} for t in self.doc.tokens[max(0, no.i - 2) : no.i])

    def _not_in(self, link: Token) -> Iterator[Finding]:
        first = self.doc.tokens[link.head]
        verb = self.doc.tokens[first.head]
        if link.lemma.lower() in ON | {"to", "of"} and is_one(verb, "mention-verbs-with-link"):
            # "Refers to the events of July but not to the coup."
            inner = child(self.doc, link.i, "pobj")
            if inner is not None and not self.negated(verb):
                yield Finding("left-unmentioned", link.i, self.subject(verb), self.named(inner))
            return
        if link.lemma.lower() not in {"in", "from"}:
            return
        place = child(self.doc, link.i, "pobj", "amod")
        thing = child(self.doc, verb.i, "nsubjpass", "nsubj")
        known = child(self.doc, first.i, "pobj")
        text = known is not None and (self.is_text(known.i) or is_one(known, "occasions"))
        spoken = is_one(verb, "mention-verbs", "listing-verbs", "appearing-verbs", "covering-verbs")
        if place is not None and thing is not None and text and spoken and not self.negated(verb):
            yield Finding("absent-from-text", link.i, place.i, self.named(thing))

    def _except(self, word: Token) -> Iterator[Finding]:
        """ "Mentioned every neighbour except Armenia"."""
        inner = child(self.doc, word.i, "pobj") if word.dep == "prep" else None
        if word.dep == "compound" and self.doc.tokens[word.head].dep == "appos":
            inner = self.doc.tokens[word.head]
        if inner is None:
            return
        for token in reversed(self.doc.tokens[self.doc.sentences[word.sent].first : word.i]):
            if token.pos == "VERB":
                thing = child(self.doc, token.i, "dobj")
                everyone = thing is not None and any(is_one(c, "totals") for c in self.doc.dependents(thing.i))
                if everyone and is_one(token, "mention-verbs", "thanking-verbs") and not self.negated(token):
                    yield Finding("left-unmentioned", word.i, self.subject(token), self.named(inner))
                return

    def _never_of(self, never: Token) -> Iterator[Finding]:
        """ "Spoke of an incident, never of a massacre"."""
        link = self.doc.tokens[never.i + 1]
        inner = child(self.doc, link.i, "pobj") if link.pos == "ADP" and link.lemma.lower() in ON | {"of"} else None
        if inner is None or link.sent != never.sent:
            return
        for token in reversed(self.doc.tokens[self.doc.sentences[never.sent].first : never.i]):
            if token.pos == "VERB":
                known = any(p.lemma == link.lemma and p.i < never.i for p in self.doc.dependents(token.i, "prep"))
                if known and is_one(token, "mention-verbs-with-link") and not self.negated(token):
                    yield Finding("left-unmentioned", never.i, self.subject(token), self.named(inner))
                return

    def _nowhere_are(self, word: Token) -> Iterator[Finding]:
        """ "Nowhere in the text are the prisoners mentioned": a noun with a participle to some parses."""
        be = self.doc.tokens[word.head]
        thing = child(self.doc, be.i, "attr")
        if be.lemma != "be" or thing is None or child(self.doc, be.i, "nsubj", "expl") is not None:
            return
        never = word.text.lower() == "nowhere" or any(c.dep == "neg" for c in self.doc.dependents(word.i))
        if never and any(is_one(c, "mention-verbs", "covering-verbs") for c in self.doc.dependents(thing.i, "acl")):
            text = self.text_of(word) or self.text_of(be)
            yield Finding("absent-from-text", be.i, text.i if text else None, (thing.i,))
