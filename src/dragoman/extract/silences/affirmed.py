"""Verbs that tell a silence without any "not": ducked the question, kept the terms secret, named neither."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.silences.denied import Denied
from dragoman.extract.silences.findings import Finding
from dragoman.extract.silences.leaving import Leaving
from dragoman.extract.silences.phrases import ON, Phrases
from dragoman.extract.silences.words import is_one, silence_words
from dragoman.extract.statements.clauses import child, subtree
from dragoman.model import AnnotatedDocument, Token


class Affirmed(Phrases):
    """Reads the silences that affirmed verbs of one document tell."""

    def __init__(self, doc: AnnotatedDocument, denied: Denied) -> None:
        super().__init__(doc)
        self.leaving = Leaving(doc)
        self.denied = denied

    def of_affirmed(self, verb: Token) -> Iterator[Finding]:
        """The silences of a verb without negation."""
        heard = child(self.doc, verb.i, "nsubj", "nsubjpass")
        if heard is not None and is_one(heard, "audience") and is_one(verb, "hearing-verbs"):
            # "Viewers were told nothing about the blast".
            if about := self.nothing_told(verb):
                yield Finding("left-unmentioned", verb.i, None, about)
            return
        left = self.leaving.of_verb(verb)
        if left is not None:
            yield from left
            return
        thing = child(self.doc, verb.i, "dobj")
        speaker = self.subject(verb)
        if thing is None:
            yield from self._alone(verb, speaker)
        elif self.has_no(thing) and (self.is_text(speaker) or is_one(verb, "mention-verbs", "disclosing-verbs")):
            yield from self._no_object(verb, thing, speaker)
        elif is_one(verb, "lacking-verbs") and (is_one(thing, "mention-nouns") or self.names_topic(thing)):
            said = self.about(thing) or (self._word(thing) if is_one(verb, "avoiding-verbs") else ())
            if said:
                yield Finding("left-unmentioned", verb.i, speaker, said)
        elif self.is_question(thing) and (
            is_one(verb, "dodging-verbs") or (is_one(verb, "taking-verbs") and self._none(thing))
        ):
            if speaker is None or self.can_speak(speaker):
                yield Finding("declined-comment", verb.i, speaker, self.of_question(verb, thing))
        elif verb.lemma == "avoid" and self._is_studied(verb, thing, speaker):
            yield Finding("left-unmentioned", verb.i, speaker, self.named(thing))
        elif verb.lemma == "change" and thing.lemma in {"subject", "topic"} and (about := self.asked(verb)):
            yield Finding("passed-over", verb.i, speaker, about)
        elif f"{verb.lemma} {thing.lemma}" in silence_words("silent-phrases"):
            yield from self._phrase(verb, thing, speaker)
        elif verb.lemma == "give" and thing.lemma == "berth":
            for given in self.doc.dependents(verb.i, "dative"):
                yield Finding("passed-over", verb.i, speaker, self.topics.joined(given))
        elif verb.lemma in {"tell", "inform", "warn"} and self._unmentioned_to(verb):
            about = self.links(verb, *ON, "of") or self.links(thing, *ON, "of")
            if about:
                yield Finding("left-unmentioned", verb.i, speaker, about)
        elif is_one(verb, "withholding-verbs") and is_one(thing, "withheld", "mention-nouns"):
            about = self.links(thing, *ON, "of", "for") or self.links(verb, *ON) or self.asked(verb)
            yield Finding("declined-comment", verb.i, speaker, about, thing.i)
        elif verb.lemma == "withhold" and is_one(thing, "withheld-facts"):
            yield Finding("declined-comment", verb.i, speaker, self.topics.joined(thing))
        elif thing.text.lower() in {"nothing", "little"}:
            yield from self._nothing(verb, thing)
        elif verb.lemma == "keep" and (guess := self._kept_guessing(verb)) is not None:
            yield Finding("passed-over", verb.i, speaker, guess)
        elif self._keeps_secret(verb):
            if speaker is not None and self.can_speak(speaker):
                yield Finding("left-unmentioned", verb.i, speaker, self.named(thing))
        else:
            yield from self._alone(verb, speaker)

    def _is_studied(self, verb: Token, thing: Token, speaker: int | None) -> bool:
        """ "Scrupulously avoided the coup": with care, one avoids a topic; a war one just avoids."""
        careful = any(is_one(c, "careful-adverbs") for c in self.doc.dependents(verb.i, "advmod"))
        return careful and speaker is not None and self.can_speak(speaker) and not is_one(thing, "evaded-things")

    def _word(self, thing: Token) -> tuple[int, ...]:
        return self.topics.of_noun(thing) or (thing.i,)

    def _no_object(self, verb: Token, thing: Token, speaker: int | None) -> Iterator[Finding]:
        """ "Disclosed neither his condition nor", "named no names", "the accord contains no clause on refugees"."""
        if self.denied.is_no_talk(verb, thing) or is_one(thing, "mention-nouns", "withheld", "scraps"):
            # What "made no mention", "gave no reason" tell is the noun's.
            return
        known = is_one(verb, "mention-verbs", "disclosing-verbs") and speaker is not None and self.can_speak(speaker)
        if self.is_text(speaker) and is_one(verb, "holding-verbs"):
            about = self.links(thing, *ON) or self.links(verb, *ON) or self.near(thing, *ON)
            if is_one(thing, "passages", "mention-nouns", "topic-nouns"):
                about = about or self.about(thing)
            known = bool(about) or not is_one(verb, "having-verbs")
            if known:
                yield Finding("left-unmentioned", verb.i, speaker, about or self.named(thing))
        elif known:
            yield Finding("left-unmentioned", verb.i, speaker, self.topics.joined(thing))

    def _keeps_secret(self, verb: Token) -> bool:
        """ "Kept the visit under wraps", "has kept the terms secret"."""
        if not is_one(verb, "keeping-verbs"):
            return False
        below = [c for c in self.doc.dependents(verb.i, "oprd", "acomp", "advmod", "prep") if c.i > verb.i]
        below += [o for p in below for o in self.doc.dependents(p.i, "pobj")]
        return any(is_one(t, "secret-words") for t in below)

    def _alone(self, verb: Token, speaker: int | None) -> Iterator[Finding]:
        """ "Demurred when asked about", "hedged on", "clammed up about"."""
        if not is_one(verb, "demurring-verbs") or speaker is None or not self.can_speak(speaker):
            return
        if verb.lemma in {"clam", "hang", "walk", "go"} and not self.doc.dependents(verb.i, "prt", "advmod"):
            return
        thing = child(self.doc, verb.i, "dobj")
        own = () if is_one(verb, "leaving-verbs") else self.links(verb, *ON)
        about = own or (self.of_question(verb, thing) if thing is not None and self.is_question(thing) else ())
        about = about or self.asked(verb)
        if about:
            yield Finding("declined-comment", verb.i, speaker, about)

    def _phrase(self, verb: Token, thing: Token, speaker: int | None) -> Iterator[Finding]:
        """ "Kept their counsel on", "held his tongue about", "drew a veil over", "kept silence on"."""
        about = self.links(verb, *ON, "to") or self.links(thing, *ON) or self.fronted(verb) or self.asked(verb)
        about = about or self.near(thing, *ON)
        if about and speaker is not None and self.can_speak(speaker):
            yield Finding("passed-over", verb.i, speaker, about, thing.i)

    def _nothing(self, verb: Token, thing: Token) -> Iterator[Finding]:
        """ "Contains nothing on", "has nothing to say about"."""
        clauses = self.doc.dependents(thing.i, "relcl", "acl")
        said = next((t for t in clauses if is_one(t, "using-verbs", "adding-verbs")), None)
        away = self.doc.dependents(verb.i, "advmod", "prt")
        about = self.links(thing, *ON) or self.links(verb, *ON)
        about = about or next((f for a in away if (f := self.links(a, *ON))), ())
        if verb.lemma == "have" and said is not None and (about := self.links(said, *ON) or about or self.asked(verb)):
            yield Finding("declined-comment", verb.i, self.subject(verb), about, said.i)
        elif said is None and is_one(verb, "light-verbs") and about and thing.text.lower() == "nothing":
            yield Finding("left-unmentioned", verb.i, self.subject(verb), about)

    def _kept_guessing(self, verb: Token) -> tuple[int, ...] | None:
        """What "kept everyone guessing about" is about."""
        for i in sorted(subtree(self.doc, verb.i)):
            token = self.doc.tokens[i]
            if token.text.lower() == "guessing" or (token.text.lower() == "dark" and token.dep == "pobj"):
                return self.links(token, *ON) or self.near(token, *ON) or self.after(token) or None
        return None

    def _unmentioned_to(self, verb: Token) -> bool:
        """ "Omitted to tell parliament of the deal"."""
        outer = self.doc.tokens[verb.head]
        left = outer.lemma in {"fail", "neglect", "omit", "forget", "avoid"}
        return verb.dep == "xcomp" and left and not self.negated(outer)

    def _none(self, noun: Token) -> bool:
        return any(c.text.lower() in self.no for c in self.doc.dependents(noun.i))
