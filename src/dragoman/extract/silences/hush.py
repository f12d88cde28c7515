"""Nouns of silence and of leaving out: the silence on, questions met with silence, the omission of."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.silences.findings import Finding
from dragoman.extract.silences.phrases import ON, Phrases
from dragoman.extract.silences.words import is_one
from dragoman.extract.statements.clauses import child, subject_of
from dragoman.model import Token


class Hush(Phrases):
    """Reads the silences that nouns of silence and omission of one document tell."""

    def of_silence(self, noun: Token) -> Iterator[Finding]:
        """The silences of "silence", "reticence", "secrecy"."""
        above = self.doc.tokens[noun.head]
        if is_one(above, "breaking-verbs") and noun.dep in {"dobj", "nsubjpass"}:
            return
        if any(is_one(c, "silent-times") for c in self.doc.dependents(noun.i)):
            # "A minute's silence".
            return
        if above.lemma == "of" and is_one(self.doc.tokens[above.head], "silent-times"):
            # "A moment of silence on the lawn".
            return
        if noun.dep == "pobj" and above.lemma == "with" and self.doc.tokens[above.head].lemma in {"meet", "greet"}:
            yield from self._met(noun, self.doc.tokens[above.head])
            return
        if (answered := self._answered(noun, above)) is not None:
            yield answered
            return
        wall = self.doc.tokens[above.head]
        if noun.dep == "pobj" and above.lemma == "of" and is_one(wall, "walls"):
            yield from self._walled(noun, wall)
            return
        speaker = subject_of(self.doc, noun.i)
        kept = noun.dep == "dobj" and is_one(above, "keeping-verbs")
        known = any(c.i < noun.i for c in self.doc.dependents(noun.i, "det", "poss", "amod"))
        words = [noun, above] if kept else [noun]
        for word in words:
            topics = self.links(word, *ON, "towards", "toward", "surrounding", "around", "as")
            if topics and (known or speaker is not None or kept):
                found = speaker if speaker is not None and self.can_speak(speaker) else None
                if found is not None or known:
                    yield Finding("passed-over", noun.i, found, topics)
                return

    def _answered(self, noun: Token, above: Token) -> Finding | None:
        """ "Met the question with silence", "its reaction to the verdict was silence"."""
        if noun.dep == "pobj" and above.lemma == "with":
            verb = self.doc.tokens[above.head]
            if verb.dep == "dobj":
                # "Met the question with silence": the phrase hangs on the question.
                verb = self.doc.tokens[verb.head]
            thing = child(self.doc, verb.i, "dobj")
            if not is_one(verb, "answering-verbs") or (verb.tag == "VBN" and child(self.doc, verb.i, "auxpass")):
                return None
            about = (self.about(thing) or self.named(thing)) if thing is not None else self.links(verb, "to")
            about = about or self.asked(verb)
            return Finding("declined-comment", noun.i, self.subject(verb), about) if about else None
        subject = child(self.doc, above.i, "nsubj") if noun.dep == "attr" and above.lemma == "be" else None
        if subject is not None and is_one(subject, "withheld") and (about := self.about(subject)):
            return Finding("declined-comment", noun.i, subject_of(self.doc, subject.i), about)
        return None

    def _walled(self, noun: Token, wall: Token) -> Iterator[Finding]:
        """ "Drew a curtain of silence over the blast", "a wall of silence surrounds it"."""
        verb = self.doc.tokens[wall.head]
        about = self.links(wall, *ON, "around") or self.links(verb, *ON, "around") or self.near(noun, *ON, "around")
        thing = child(self.doc, verb.i, "dobj")
        surrounded = wall.dep == "nsubj" and thing is not None and is_one(verb, "surrounding-verbs")
        if surrounded and thing is not None:
            about = self.named(thing)
        speaker = self.subject(verb) if wall.dep == "dobj" else None
        if about:
            yield Finding("passed-over", noun.i, speaker, about)

    def _met(self, noun: Token, verb: Token) -> Iterator[Finding]:
        """ "Questions about the raid were met with silence from Ankara"."""
        asked = child(self.doc, verb.i, "nsubjpass")
        if asked is None:
            return
        if not self.is_question(asked):
            # "The coup was met with silence from Paris."
            whose = self.speaker_from(noun)
            where = self.object_of(noun, "in") or self.object_of(verb, "in")
            if whose is None and where is not None and where.ent == "GPE":
                whose = where.i
            if whose is not None:
                yield Finding("passed-over", noun.i, whose, self.named(asked))
            return
        about = self.links(asked, *ON, "for") or self.asked(verb)
        speaker = self.speaker_from(noun)
        if about:
            yield Finding(
                "declined-comment", noun.i, speaker if speaker is not None else self.speaker_from(verb), about
            )

    def of_omission(self, noun: Token) -> Iterator[Finding]:
        """ "The omission of gas from the text", "the absence of any reference to", "the lack of comment on"."""
        if self.has_no(noun):
            return
        inner = self.object_of(noun, "of")
        text = self.text_of(noun)
        be = self.doc.tokens[noun.head]
        if be.lemma == "be" and noun.dep in {"nsubj", "attr"} and inner is None:
            # "The speech's most glaring omission was the coup."
            other = child(self.doc, be.i, "attr" if noun.dep == "nsubj" else "nsubj")
            owner = child(self.doc, noun.i, "poss")
            place = text.i if text is not None else owner.i if owner is not None else None
            if other is not None and other.tag not in {"WP", "DT", "PRP"} and noun.lemma == "omission":
                yield Finding("absent-from-text", noun.i, place, self.named(other))
            return
        if inner is None:
            yield from self._by_absence(noun, text)
            return
        after = self.doc.tokens[inner.i + 1 : inner.i + 2]
        if text is None and is_one(inner, "wordings") and after and after[0].pos in {"NOUN", "PROPN"}:
            # "The absence of the word democracy from the speech": two phrases to some parses.
            inner = after[0]
            text = self.text_of(inner)
        owner = child(self.doc, noun.i, "poss")
        place = text.i if text is not None else owner.i if owner is not None else None
        about: tuple[int, ...]
        if is_one(inner, "passages") and is_one(noun, "deletions") and (about := self.about(inner)):
            yield Finding("absent-from-text", noun.i, place, about)
        elif is_one(inner, "mention-nouns", "withheld"):
            about = self.about(inner) or self.links(noun, *ON)
            if place is None:
                place = self.speaker_from(inner) if self.speaker_from(inner) is not None else self.speaker_from(noun)
            if about and (place is not None or is_one(inner, "mention-nouns")):
                yield Finding("absent-from-text", noun.i, place, about)
        elif place is not None and noun.lemma != "lack" and (text is not None or self._is_left_by(noun, place)):
            yield Finding("absent-from-text", noun.i, place, self.named(inner))

    def _is_left_by(self, noun: Token, owner: int) -> bool:
        """ "The treaty's omission of fish"."""
        return is_one(noun, "leaving-nouns") and self.is_text(owner)

    def _by_absence(self, noun: Token, text: Token | None) -> Iterator[Finding]:
        """ "Was conspicuous by its absence from the text", "conspicuous by its absence was the fate of"."""
        by = self.doc.tokens[noun.head]
        above = self.doc.tokens[by.head]
        striking = is_one(above, "striking") or any(
            is_one(c, "striking") for c in self.doc.dependents(above.i, "acomp")
        )
        if noun.dep != "pobj" or by.lemma != "by" or not striking:
            return
        # "In the text, the word is conspicuous by its absence."
        text = text or self.text_of(above) or self.text_of(self.doc.tokens[above.head])
        subject = subject_of(self.doc, above.i)
        if subject is not None and text is not None:
            yield Finding("absent-from-text", noun.i, text.i, self.named(self.doc.tokens[subject]))
        elif subject is None and (after := child(self.doc, above.head, "attr")) is not None:
            yield Finding("absent-from-text", noun.i, text.i if text else None, self.named(after))
