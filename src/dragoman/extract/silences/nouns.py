"""Nouns that tell a silence: no mention, not a word, no details, nothing in the text on."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.silences.findings import Finding
from dragoman.extract.silences.hush import Hush
from dragoman.extract.silences.phrases import ON
from dragoman.extract.silences.words import is_one
from dragoman.extract.statements.clauses import child, subject_of
from dragoman.model import Token

_NEAR = 6
"""How many tokens after "none" its phrase may stand."""


class Nouns(Hush):
    """Reads the silences that nouns of one document tell."""

    def of_noun(self, noun: Token) -> Iterator[Finding]:
        """The silences a noun tells."""
        if is_one(noun, "silence-nouns"):
            yield from self.of_silence(noun)
            return
        if is_one(noun, "omission-nouns"):
            yield from self.of_omission(noun)
            return
        if noun.lemma.lower() == "none" and noun.dep == "conj":
            yield from self._none_to(noun)
            return
        withheld = is_one(noun, "withheld")
        facts = is_one(noun, "withheld-facts")
        if noun.text.lower() == "nothing" and noun.dep == "appos" and (left := self._fragment(noun)):
            yield Finding("left-unmentioned", noun.i, None, left)
            return
        if is_one(noun, "attention-nouns"):
            yield from self._attention(noun)
        if not (withheld or facts or is_one(noun, "mention-nouns", "scraps", "shed-things")):
            yield from self._no_such(noun)
            return
        if any(is_one(c, "last-words") for c in self.doc.dependents(noun.i, "amod")):
            # "Will not have the last word".
            return
        few = {"few", "scant"} if withheld else set()
        before = [c for c in self.doc.dependents(noun.i) if c.i < noun.i]
        none = any(c.text.lower() in self.no | few for c in before) or self._not_a(noun)
        above = self.doc.tokens[noun.head]
        topics = self._about(noun, above)
        topics = (*topics, *self._more(noun, topics))
        if noun.dep in {"dobj", "oprd"} and (none or self.negated(above)):
            if not self.only_thought(above):
                yield from self._object(noun, above, none, topics)
        elif facts and not withheld:
            return
        elif above.lemma == "be" and (none or self.negated(above)) and child(self.doc, above.i, "expl") is not None:
            yield from self._there(noun, above, topics)
        elif noun.dep in {"nsubj", "nsubjpass"}:
            if none:
                yield from self._did_not_come(noun, above, topics)
            elif (
                withheld
                and topics
                and any(is_one(c, "scarce-adjectives") for c in self.doc.dependents(above.i, "acomp"))
            ):
                # "Details of the exercise were scarce".
                yield Finding("left-unmentioned", noun.i, None, topics)
        elif noun.dep == "pobj" and above.lemma.lower() in {"without", "with"}:
            yield from self._without(noun, above, none, topics)
        elif none and noun.lemma == "comment" and self._is_quoted(noun) and (asked := self.asked(noun)):
            yield Finding("declined-comment", noun.i, self._sayer(noun), asked)
        elif (
            none and noun.dep in {"ROOT", "appos", "dep", "conj"} and is_one(noun, "mention-nouns", "scraps") and topics
        ):
            # "Not a word about Tibet." "No mention, either, of Togo."
            text = self.text_of(noun)
            yield Finding("absent-from-text", noun.i, text.i if text else None, topics)

    def _fragment(self, nothing: Token) -> tuple[int, ...]:
        """What "about the villagers, nothing" is about."""
        topic = self.doc.tokens[nothing.head]
        link = self.doc.tokens[topic.head]
        before = self.doc.tokens[nothing.i - 1].text in {",", ":", "—", "–"}
        if before and topic.dep == "pobj" and link.dep == "ROOT" and link.lemma.lower() in ON | {"of"}:
            return (topic.i,)
        return ()

    def _attention(self, noun: Token) -> Iterator[Finding]:
        """ "Gave the shelling no airtime", "devoted no space to the strike", "the strike got no coverage"."""
        verb = self.doc.tokens[noun.head]
        if noun.dep not in {"dobj", "oprd"} or not (self.has_no(noun) or self.negated(verb)):
            return
        subject = self.subject(verb)
        if is_one(verb, "earning-verbs"):
            links = [*self.doc.dependents(noun.i, "prep"), *self.doc.dependents(verb.i, "prep")]
            media = next((o for p in links for o in self.doc.dependents(p.i, "pobj")), None)
            if subject is not None and media is not None and self.is_media(media.i):
                yield Finding("left-unmentioned", noun.i, media.i, self.named(self.doc.tokens[subject]))
        elif self.is_media(subject) or self.is_text(subject):
            other = [t for t in self.doc.dependents(verb.i, "dobj", "dative") if t.i != noun.i and t.pos != "ADP"]
            about = self.named(other[0]) if other else self.links(verb, "to", "for", *ON)
            about = about or self.links(noun, "of", "for", *ON)
            if about:
                yield Finding("left-unmentioned", noun.i, subject, about)

    def _no_such(self, noun: Token) -> Iterator[Finding]:
        """ "There is nothing in the proposal about Jerusalem", "there is no clause in the treaty on fishing"."""
        be = self.doc.tokens[noun.head]
        if noun.dep != "attr" or be.lemma != "be" or child(self.doc, be.i, "expl") is None:
            return
        if self.doc.dependents(noun.i, "amod") and noun.text.lower() == "nothing":
            # "There is nothing new in the text about Sudan".
            return
        if not (
            noun.text.lower() in {"nothing", "little"}
            or (is_one(noun, "passages", "attention-nouns") and self.has_no(noun))
        ):
            return
        text = self.text_of(noun) or self.text_of(be)
        about = self.links(noun, *ON) or self.links(be, *ON) or self.near(noun, *ON)
        if not about and text is not None:
            about = self.links(text, *ON) or self.near(noun, "for")
        if text is not None and about:
            yield Finding("absent-from-text", noun.i, text.i, about)

    def _object(self, noun: Token, verb: Token, none: bool, topics: tuple[int, ...]) -> Iterator[Finding]:
        """ "Made no mention of", "got no mention", "breathed not a word about", "gave no reason for"."""
        mentions = is_one(noun, "mention-nouns")
        thing = child(self.doc, verb.i, "nsubj")
        spoken = is_one(verb, "light-verbs", "breathing-verbs") or (none and is_one(verb, "using-verbs"))
        clear = is_one(verb, "shedding-verbs") and is_one(noun, "shed-things")
        topics = topics or self.fronted(verb)
        speaker = self.subject(verb)
        heard = speaker is not None and is_one(self.doc.tokens[speaker], "askers")
        foot = noun.lemma == "footnote"
        if (mentions or heard or foot) and is_one(verb, "earning-verbs") and thing is not None:
            text = self.text_of(verb)
            if heard:
                # "Reporters who asked about the drone got no answer": the silence is the other side's.
                if asked := self.asked(verb):
                    yield Finding("declined-comment", noun.i, None, asked, verb.i)
                return
            if not self.is_text(thing.i):
                yield Finding("absent-from-text", noun.i, text.i if text else None, self.named(thing))
            elif topics:
                yield Finding("left-unmentioned", noun.i, thing.i, topics)
        elif clear and topics:
            yield Finding("left-unmentioned", noun.i, speaker, topics)
        elif (mentions and spoken) or (is_one(noun, "scraps") and topics and (spoken or is_one(verb, "hearing-verbs"))):
            if mentions and not topics and noun.lemma != "comment":
                topics = self.asked(verb)
            if topics or noun.lemma == "comment":
                rule = "declined-comment" if noun.lemma == "comment" else "left-unmentioned"
                yield Finding(rule, noun.i, speaker, topics or self.asked(verb))
        elif is_one(noun, "withheld") and (
            is_one(verb, "giving-verbs") or (self.is_text(speaker) and is_one(verb, "holding-verbs"))
        ):
            own = self.topics.joined(noun)
            found = own if is_one(noun, "dated-facts") else topics or self.asked(verb) or own
            yield Finding("left-unmentioned", noun.i, speaker, found)
        elif is_one(verb, "disclosing-verbs") or verb.lemma == "have":
            # "Did not reveal the name" is the verb's.
            return
        elif is_one(noun, "withheld-facts") and is_one(verb, "giving-verbs"):
            if not (none or self.doc.dependents(noun.i, "det", "poss", "compound")):
                # "Does not offer cause for optimism".
                return
            yield Finding("left-unmentioned", noun.i, speaker, topics or self.topics.joined(noun))

    def _there(self, noun: Token, be: Token, topics: tuple[int, ...]) -> Iterator[Finding]:
        """ "There was no mention of", "there was no word from Asmara on", "there was no comment from the army"."""
        place = self._place(noun, be)
        topics = topics or self.fronted(be)
        if noun.lemma == "word" and place is None and not self._not_a(noun) and not self.negated(be):
            # "There was no word on casualties": nobody knows.
            return
        if is_one(noun, "withheld") and place is None and not self.links(noun, *ON):
            return
        if topics or (place is not None and is_one(noun, "withheld", "mention-nouns") and self._is_from(noun, be)):
            rule = "absent-from-text" if topics else "declined-comment"
            yield Finding(rule, noun.i, place, topics or self.asked(noun))

    def _did_not_come(self, noun: Token, verb: Token, topics: tuple[int, ...]) -> Iterator[Finding]:
        """ "No explanation was forthcoming from Riyadh", "no comment came from Harare", "no mention appears in"."""
        below = self.doc.dependents(verb.i, "acomp", "oprd")
        known = is_one(verb, "coming-verbs", "appearing-verbs")
        few = any(c.text.lower() in {"few", "scant"} for c in self.doc.dependents(noun.i))
        known = known or (few and is_one(verb, "giving-verbs", "disclosing-verbs"))
        if not known and not any(is_one(c, "open-adjectives") for c in below):
            return
        place = self._place(noun, verb)
        if place is None:
            place = next((p for c in below if (p := self.speaker_from(c)) is not None), None)
        if topics or place is not None:
            told = topics or self.asked(noun) or ((noun.i,) if noun.lemma != "comment" else ())
            yield Finding("absent-from-text" if topics else "declined-comment", noun.i, place, told)

    def _without(self, noun: Token, link: Token, none: bool, topics: tuple[int, ...]) -> Iterator[Finding]:
        """ "Without a word about", "with no mention of", "without giving details"."""
        if link.lemma.lower() == "with" and not none:
            return
        verb = self.doc.tokens[link.head]
        if is_one(noun, "scraps"):
            # "Without a word of farewell" is no silence on anything.
            topics = self.links(noun, *ON)
        if topics or (is_one(noun, "withheld") and noun.tag != "NN"):
            yield Finding("left-unmentioned", noun.i, self.subject(verb), topics or self.topics.joined(noun))

    def _none_to(self, none: Token) -> Iterator[Finding]:
        """ "A passing reference to trade and none to the war"."""
        noun = self.doc.tokens[none.head]
        made = child(self.doc, noun.i, "dobj") if noun.pos == "VERB" else None
        if made is not None:
            # "Of allies it made little mention, and of trade none": joined to the verb.
            noun = made
        if not is_one(noun, "mention-nouns", "scraps"):
            return
        found = self.links(none, *ON, "to", "of")
        if not found:
            near = self.doc.tokens[none.i + 1 : none.i + _NEAR]
            link = next((t for t in near if t.dep == "prep" and t.lemma.lower() in {"to", "of", *ON}), None)
            inner = child(self.doc, link.i, "pobj") if link is not None else None
            found = self.named(inner) if inner is not None else ()
        verb = self.doc.tokens[noun.head]
        while verb.pos not in {"VERB", "AUX"} and verb.head != verb.i:
            verb = self.doc.tokens[verb.head]
        if verb.dep == "advcl" and child(self.doc, verb.i, "nsubj") is None:
            # "Made only passing reference": a verb to some parses.
            verb = self.doc.tokens[verb.head]
        if found:
            yield Finding("left-unmentioned", none.i, self.subject(verb), found)

    def _place(self, noun: Token, verb: Token) -> int | None:
        """Where "there was no mention", or from whom "there was no word"."""
        text = self.text_of(noun) or self.text_of(verb)
        if text is not None:
            return text.i
        found = self.speaker_from(noun)
        return found if found is not None else self.speaker_from(verb)

    def _is_from(self, noun: Token, verb: Token) -> bool:
        return self.speaker_from(noun) is not None or self.speaker_from(verb) is not None

    def _not_a(self, noun: Token) -> bool:
        """ "Not a word", "not one line"."""
        before = [t.text.lower() for t in self.doc.tokens[max(0, noun.i - 3) : noun.i]]
        if noun.dep != "ROOT" and any(c.dep == "neg" for c in self.doc.dependents(noun.i)):
            # "Not even a footnote".
            return True
        few = (["not", "a"], ["not", "one"], ["nary", "a"])
        return before[-2:] in few or before[-3:-1] in few

    def _about(self, noun: Token, verb: Token) -> tuple[int, ...]:
        found = self.about(noun)
        if not found and verb.pos in {"VERB", "AUX"} and noun.dep in {"dobj", "attr", "nsubj", "nsubjpass"}:
            found = self.links(verb, *ON, "to", "of", "for")
            if found and self.is_text(found[0]):
                return ()
        return found

    def _more(self, noun: Token, topics: tuple[int, ...]) -> tuple[int, ...]:
        """What a further phrase names: "no mention of the truce, or of Syria", hung on the verb by some parses."""
        if not topics:
            return ()
        for link in self.doc.words(self.doc.sentences[noun.sent]):
            before = self.doc.tokens[link.i - 1].text.lower() if link.i else ""
            if link.i < max(topics) or before not in {"or", "nor"} or link.lemma.lower() not in {"of", "to", *ON}:
                continue
            inner = child(self.doc, link.i, "pobj")
            if inner is not None and inner.i not in topics:
                return self.named(inner)
        return ()

    def _is_quoted(self, noun: Token) -> bool:
        return any(t.text in {'"', "“", "”", "''", "``", "'", "’"} for t in self.doc.tokens[noun.i + 1 : noun.i + 3])

    def _sayer(self, noun: Token) -> int | None:
        """Who says "no comment"."""
        for token in self.doc.words(self.doc.sentences[noun.sent]):
            if token.pos == "VERB" and is_one(token, "using-verbs", "adding-verbs", "answer-verbs"):
                subject = child(self.doc, token.i, "nsubj")
                if subject is not None:
                    return subject.i
        return subject_of(self.doc, noun.i)
