"""Topics left out of a text: cut from it, left out, gone unmentioned, ignored by it."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.silences.findings import Finding
from dragoman.extract.silences.phrases import ON, Phrases
from dragoman.extract.silences.words import is_one, silence_words
from dragoman.extract.statements.clauses import child, subtree
from dragoman.model import Token


class Leaving(Phrases):
    """Reads what texts of one document are said to leave out."""

    def of_verb(self, verb: Token) -> Iterator[Finding] | None:
        """The silences of a verb of leaving out; None where it is none."""
        thing = child(self.doc, verb.i, "dobj")
        passive = child(self.doc, verb.i, "nsubjpass")
        speaker = self.subject(verb)
        vain = self._in_vain(verb)
        if vain is not None:
            return iter([vain])
        if passive is not None:
            return self._left_out(verb, passive)
        if verb.lemma in {"leave", "keep"} and (left := self._left_thing(verb, thing)):
            return iter([Finding("passed-over", verb.i, speaker if speaker is not None else self._by(verb), left)])
        if self._may_vanish(verb) and (gone := self._vanished(verb)) is not None:
            return iter([gone])
        if thing is None:
            return self._unmentioned(verb)
        if is_one(verb, "deleting-verbs") and self._is_cut(verb, thing):
            return iter([Finding("left-unmentioned", verb.i, speaker, self._passage(thing))])
        ignored = verb.lemma in {"ignore", "overlook"} and speaker is not None
        if ignored and speaker is not None and is_one(self.doc.tokens[speaker], "documents", "media"):
            return iter([Finding("passed-over", verb.i, speaker, self.named(thing))])
        return None

    def _by(self, verb: Token) -> int | None:
        """By whom something is left unsaid."""
        for part in (verb, *self.doc.dependents(verb.i, "oprd", "acomp", "xcomp")):
            for link in self.doc.dependents(part.i, "prep", "agent"):
                inner = child(self.doc, link.i, "pobj") if link.lemma.lower() == "by" else None
                if inner is not None:
                    return inner.i
        return None

    def _in_vain(self, verb: Token) -> Finding | None:
        """ "Search the text in vain for a mention of Tibet": the text says nothing of it."""
        if not is_one(verb, "seeking-verbs"):
            return None
        links = self.doc.dependents(verb.i, "prep")
        vain = any(o.lemma == "vain" for p in links for o in self.doc.dependents(p.i, "pobj"))
        sought = self.links(verb, "for")
        text = child(self.doc, verb.i, "dobj")
        if not vain or not sought:
            return None
        found = tuple(j for i in sought for j in (self.about(self.doc.tokens[i]) or (i,)))
        if text is None or not self.is_text(text.i):
            text = self.text_of(verb)
        return Finding("absent-from-text", verb.i, text.i if text else None, found)

    def _may_vanish(self, verb: Token) -> bool:
        """Whether a verb tells that something is gone: "vanished", or "left out", "struck", "dropped" said first."""
        if is_one(verb, "vanishing-verbs"):
            return True
        first = verb.tag == "VBN" and verb.dep in {"csubj", "advcl"} and self.doc.tokens[verb.head].lemma == "be"
        return first and is_one(verb, "omitting-verbs", "deleting-verbs")

    def _vanished(self, verb: Token) -> Finding | None:
        """ "All mention of gas has vanished from the text", "gone is the reference to reform"."""
        above = self.doc.tokens[verb.head]
        if verb.lemma == "go" and verb.text.lower() != "gone":
            return None
        text = self._source(verb, "from", "out") or self._one(verb)
        thing = child(self.doc, verb.i, "nsubj", "nsubjpass")
        be = above if verb.dep in {"csubj", "acomp", "advcl"} else child(self.doc, verb.i, "auxpass")
        if thing is None and be is not None and be.lemma == "be":
            thing = child(self.doc, be.i, "attr", "nsubj")
        if thing is None or self.negated(verb):
            return None
        spoken = is_one(thing, "mention-nouns", "passages", "topic-nouns")
        if text is None and not (is_one(thing, "mention-nouns") and self.about(thing)):
            return None
        left = self._passage(thing) if spoken else self.named(thing)
        return Finding("absent-from-text", verb.i, text.i if text else None, left)

    def _one(self, verb: Token) -> Token | None:
        """The "one" of "the German one" from which something is gone."""
        for link in self.doc.dependents(verb.i, "prep"):
            inner = child(self.doc, link.i, "pobj") if link.lemma.lower() in {"from", "in"} else None
            if inner is not None and inner.text.lower() in {"one", "latter", "other", "it"}:
                return inner
        return None

    def nowhere(self, verb: Token) -> Finding | None:
        """ "Tibet is nowhere to be found in the text", "the word appears nowhere in the text"."""
        thing = child(self.doc, verb.i, "nsubj")
        if verb.lemma != "be" and not is_one(verb, "appearing-verbs"):
            return None
        if thing is None or not any(c.text.lower() == "nowhere" for c in self.doc.dependents(verb.i, "advmod")):
            return None
        text = self.text_of(verb)
        if text is None and not is_one(thing, "mention-nouns", "topic-nouns"):
            return None
        left = self.about(thing) if is_one(thing, "mention-nouns") else self.named(thing)
        return Finding("absent-from-text", verb.i, text.i if text else None, left)

    def on_none(self, verb: Token) -> Finding | None:
        """ "Appears on no map", "is mentioned in neither text"."""
        thing = child(self.doc, verb.i, "nsubjpass", "nsubj")
        if thing is None or not is_one(verb, "appearing-verbs", "mention-verbs", "listing-verbs"):
            return None
        if child(self.doc, verb.i, "dobj") is not None:
            return None
        for link in self.doc.dependents(verb.i, "prep"):
            inner = child(self.doc, link.i, "pobj") if link.lemma.lower() in {"in", "on"} and link.i > verb.i else None
            if inner is None:
                continue
            none = inner.text.lower() in {"none", "neither"}
            of = [o for p in self.doc.dependents(inner.i, "prep") for o in self.doc.dependents(p.i, "pobj")]
            text = next((t for t in (inner, *of) if self.is_text(t.i)), None)
            if text is not None and (none or self.has_no(inner)):
                return Finding("absent-from-text", verb.i, text.i, self.named(thing))
        return None

    def _is_cut(self, verb: Token, thing: Token) -> bool:
        """Whether words were taken out of a text, not a line or an article struck, dropped or cut."""
        if is_one(thing, "topic-nouns", "mention-nouns"):
            return True
        speaks = (speaker := self.subject(verb)) is not None and self.is_text(speaker)
        return is_one(thing, "passages") and (speaks or self._source(verb) is not None)

    def _passage(self, thing: Token) -> tuple[int, ...]:
        """What a deleted passage was about, or the words themselves."""
        about = self.about(thing) or self.links(self.doc.tokens[thing.head], *ON)
        if not about and is_one(thing, "mention-nouns"):
            about = self.near(thing, "to", "of", *ON)
        return about or self.topics.of_noun(thing) or (thing.i,)

    def _left_thing(self, verb: Token, thing: Token | None) -> tuple[int, ...]:
        """What is left out, unsaid, unanswered."""
        if thing is None and (asked := self._left_question(verb)) is not None:
            return (asked,)
        for clause in self.doc.dependents(verb.i, "ccomp", "oprd", "acomp", "xcomp"):
            if is_one(clause, "unsaid"):
                inner = child(self.doc, clause.i, "nsubj", "nsubjpass") or thing
                return self.named(inner) if inner is not None else ()
        if thing is None or thing.text.lower() in self.no or self.has_no(thing) or is_one(thing, "lifted-things"):
            # "Left out nothing", "left the money out of the budget".
            return ()
        if any(is_one(self.doc.tokens[i], "unsaid") for i in subtree(self.doc, thing.i)):
            return self.named(thing)
        out = [c for c in self.doc.dependents(verb.i, "prt", "advmod", "prep") if c.text.lower() == "out"]
        below = [*out, *(p for c in out for p in self.doc.dependents(c.i, "prep"))]
        source = [o for p in below for o in self.doc.dependents(p.i, "pobj")]
        if any(self.is_text(o.i) or (verb.lemma == "leave" and is_one(o, "occasions")) for o in source):
            return self.named(thing)
        return ()

    def _left_question(self, verb: Token) -> int | None:
        """The question of "left unsaid by the minister was who would pay"."""
        if not any(is_one(c, "unsaid") for c in self.doc.dependents(verb.i, "oprd", "acomp", "xcomp")):
            return None
        above = self.doc.tokens[verb.head]
        for word in (*self.doc.dependents(verb.i, "auxpass"), above, verb):
            clause = next((c for c in self.doc.dependents(word.i, "ccomp", "attr", "nsubj") if c.i > verb.i), None)
            if word.lemma in {"be", "leave"} and clause is not None and clause.i > verb.i:
                return clause.i
        return None

    def _left_out(self, verb: Token, subject: Token) -> Iterator[Finding]:
        """ "Was left out of the text", "was passed over in silence", "was cut from the statement"."""
        text = self._source(verb)
        place = text.i if text is not None else None
        if is_one(verb, "unsaid"):
            text = self.text_of(verb)
            yield Finding("absent-from-text", verb.i, text.i if text else None, self.named(subject))
            return
        if verb.lemma == "leave" and any(
            is_one(c, "unsaid") for c in self.doc.dependents(verb.i, "oprd", "acomp", "advcl")
        ):
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
        if over and text is None:
            # "The strategy names Asia, and Africa is left out".
            text = self.text_told(verb)
            place = text.i if text is not None else None
        struck = is_one(verb, "deleting-verbs") and is_one(subject, "mention-nouns") and bool(self.about(subject))
        if (over and (text is not None or silently or is_one(subject, "topic-nouns"))) or deleted or struck:
            inner = is_one(subject, "mention-nouns", "passages")
            yield Finding("absent-from-text", verb.i, place, self._passage(subject) if inner else self.named(subject))

    def _source(self, verb: Token, *links: str) -> Token | None:
        """The text that something is left out of, cut from, said right after the verb."""
        for link in self.doc.dependents(verb.i, "prep", "prt", "advmod"):
            below = [link, *self.doc.dependents(link.i, "prep")]
            for inner in (o for p in below for o in self.doc.dependents(p.i, "pobj")):
                if self.is_text(inner.i) and link.lemma.lower() in (links or ("from", "out", "in", "over")):
                    return inner
        return None

    def _unmentioned(self, verb: Token) -> Iterator[Finding] | None:
        """ "Went unmentioned", "remained unsaid"."""
        thing = child(self.doc, verb.i, "nsubj")
        if thing is None and verb.dep == "ROOT" and verb.tag == "VBN":
            # "Unmentioned in the text: the fate of the hostages."
            thing = child(self.doc, verb.i, "appos", "dobj", "dep")
        for helper in self.doc.dependents(verb.i, "auxpass"):
            # Some parses hang the subject on "went".
            thing = thing or child(self.doc, helper.i, "nsubj", "nsubjpass")
        if thing is None:
            return None
        words = [verb] if is_one(verb, "unsaid") else []
        if is_one(verb, "staying-verbs"):
            below = self.doc.dependents(verb.i, "acomp", "oprd", "advcl", "xcomp", "ccomp")
            words = [w for w in below if is_one(w, "unsaid")]
        if not words or (words[0].i and self.doc.tokens[words[0].i - 1].text.lower() in {"leaves", "leave"}):
            # "Leaves unaddressed the question of reparations": what follows is the topic.
            return None
        text = self.text_of(verb)
        left = (self.links(thing, *ON) or self.near(thing, *ON)) if is_one(thing, "questions") else ()
        left = left or self.named(thing)
        return iter([Finding("absent-from-text", words[0].i, text.i if text else None, left)])
