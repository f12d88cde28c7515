"""Topics left out of a text: cut from it, left out, gone unmentioned, ignored by it."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.silences.findings import ON, Finding, Reading
from dragoman.extract.silences.words import is_one, silence_words
from dragoman.extract.statements.clauses import child, subtree
from dragoman.model import Token


class Leaving(Reading):
    """Reads what texts of one document are said to leave out."""

    def of_verb(self, verb: Token) -> Iterator[Finding] | None:
        """The silences of a verb of leaving out; None where it is none."""
        thing = child(self.doc, verb.i, "dobj")
        passive = child(self.doc, verb.i, "nsubjpass")
        speaker = self.subject(verb)
        if passive is not None:
            return self._left_out(verb, passive)
        if verb.lemma == "leave" and (left := self._left_thing(verb, thing)):
            return iter([Finding("passed-over", verb.i, speaker, left)])
        if thing is None:
            return self._unmentioned(verb)
        if is_one(verb, "deleting-verbs") and is_one(thing, "topic-nouns", "mention-nouns", "passages"):
            return iter([Finding("left-unmentioned", verb.i, speaker, self._passage(thing))])
        ignored = verb.lemma in {"ignore", "overlook"} and speaker is not None
        if ignored and speaker is not None and is_one(self.doc.tokens[speaker], "documents", "media"):
            return iter([Finding("passed-over", verb.i, speaker, self.named(thing))])
        return None

    def _passage(self, thing: Token) -> tuple[int, ...]:
        """What a deleted passage was about, or the words themselves."""
        about = self.links(thing, *ON, "of", "to") or self.links(self.doc.tokens[thing.head], *ON)
        return about or self.topics.of_noun(thing) or (thing.i,)

    def _left_thing(self, verb: Token, thing: Token | None) -> tuple[int, ...]:
        """What is left out, unsaid, unanswered."""
        for clause in self.doc.dependents(verb.i, "ccomp", "oprd", "acomp", "xcomp"):
            if is_one(clause, "unsaid"):
                inner = child(self.doc, clause.i, "nsubj", "nsubjpass") or thing
                return self.named(inner) if inner is not None else ()
        if thing is None:
            return ()
        if any(is_one(self.doc.tokens[i], "unsaid") for i in subtree(self.doc, thing.i)):
            return self.named(thing)
        out = [c for c in self.doc.dependents(verb.i, "prt", "advmod", "prep") if c.text.lower() == "out"]
        source = [o for c in out for p in self.doc.dependents(c.i, "prep") for o in self.doc.dependents(p.i, "pobj")]
        return self.named(thing) if any(is_one(o, "documents", "occasions") for o in source) else ()

    def _left_out(self, verb: Token, subject: Token) -> Iterator[Finding]:
        """ "Was left out of the text", "was passed over in silence", "was cut from the statement"."""
        text = self._source(verb)
        place = text.i if text is not None else None
        if is_one(verb, "unsaid"):
            text = self.text_of(verb)
            yield Finding("absent-from-text", verb.i, text.i if text else None, self.named(subject))
            return
        parts = [c for c in self.doc.dependents(verb.i, "prt", "prep", "advmod") if c.i > verb.i]
        words = silence_words("passing-verbs")
        over = verb.lemma == "leave" and any(p.text.lower() == "out" for p in parts)
        phrases = {verb.lemma.lower(), *(f"{verb.lemma.lower()} {p.lemma.lower()}" for p in parts)}
        over = over or bool(phrases & words)
        silently = any(o.lemma == "silence" for p in parts for o in self.doc.dependents(p.i, "pobj"))
        deleted = is_one(verb, "deleting-verbs", "omitting-verbs") and text is not None
        if (over and (text is not None or silently or is_one(subject, "topic-nouns"))) or deleted:
            inner = is_one(subject, "mention-nouns", "passages")
            yield Finding("absent-from-text", verb.i, place, self._passage(subject) if inner else self.named(subject))

    def _source(self, verb: Token) -> Token | None:
        """The text that something is left out of, cut from, said right after the verb."""
        for link in self.doc.dependents(verb.i, "prep", "prt", "advmod"):
            below = [link, *self.doc.dependents(link.i, "prep")]
            for inner in (o for p in below for o in self.doc.dependents(p.i, "pobj")):
                if is_one(inner, "documents") and link.lemma.lower() in {"from", "out", "in", "over"}:
                    return inner
        return None

    def _unmentioned(self, verb: Token) -> Iterator[Finding] | None:
        """ "Went unmentioned", "remained unsaid"."""
        thing = child(self.doc, verb.i, "nsubj")
        for helper in self.doc.dependents(verb.i, "auxpass"):
            # Some parses hang the subject on "went".
            thing = thing or child(self.doc, helper.i, "nsubj", "nsubjpass")
        if thing is None:
            return None
        words = [verb] if is_one(verb, "unsaid") else []
        if is_one(verb, "staying-verbs"):
            below = self.doc.dependents(verb.i, "acomp", "oprd", "advcl", "xcomp", "ccomp")
            words = [w for w in below if is_one(w, "unsaid")]
        if not words:
            return None
        text = self.text_of(verb)
        return iter([Finding("absent-from-text", words[0].i, text.i if text else None, self.named(thing))])
