"""What a speaker or a text, the text says, left out: no mention, no comment, passed over, absent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.extract.statements.clauses import child, subject_of, subtree
from dragoman.extract.statements.rules import speech_rules
from dragoman.extract.statements.speakers import Speakers
from dragoman.extract.statements.topics import Topics
from dragoman.model import AnnotatedDocument, Quote, Side, Silence, Speaker, Token, Why
from dragoman.model.interchange import content_id
from dragoman.tables.nouns import role_nouns

_NEGATING = frozenset({"advmod", "preconj", "nsubj", "nsubjpass"})
_ON = frozenset({"on", "about", "over", "regarding", "concerning"})
_SPEAKING_KINDS = frozenset({"leader", "official", "institution", "group"})
_AUTHOR_AND_READER = frozenset({"i", "we", "you", "my", "our", "your"})
_LIGHT = frozenset({"make", "contain", "include", "offer", "give", "have", "say", "find", "carry"})
_SURE = 0.85
_UNKNOWN_TOPIC = "comment"


@dataclass(frozen=True, slots=True)
class _Finding:
    """A silence before it is a record.

    Attributes:
        rule: Id of the rule.
        cue: Index of the word that tells it.
        speaker: Index of the head of the one who is silent, or None.
        topics: Indices of the heads of what is left out; empty where the text does not say.
    """

    rule: str
    cue: int
    speaker: int | None
    topics: tuple[int, ...]


def read_silences(doc: AnnotatedDocument) -> list[Silence]:
    """Silences of a document, in order.

    Args:
        doc: The annotated document, mentions resolved.

    Returns:
        One record for each topic that somebody, or a text, is said to have left out.
    """
    reader = _Reader(doc)
    found = [s for token in doc.tokens for f in reader.findings(token) for s in reader.records(f)]
    unique = {s.id: s for s in found}
    return sorted(unique.values(), key=lambda s: (s.evidence.start, s.evidence.end, s.id))


class _Reader:
    def __init__(self, doc: AnnotatedDocument) -> None:
        self.doc = doc
        self.lists = speech_rules()
        self.no = self.lists.words("negations")
        self.topics = Topics(doc, {m.head: m for m in doc.mentions})
        self._speakers: Speakers | None = None

    @property
    def speakers(self) -> Speakers:
        if self._speakers is None:
            self._speakers = Speakers(self.doc)
        return self._speakers

    def _is(self, token: Token, *names: str) -> bool:
        lemma = token.lemma.lower()
        return any(lemma in self.lists.words(n) for n in names)

    def findings(self, token: Token) -> Iterator[_Finding]:
        """The silences a word tells."""
        if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass"}:
            yield from self._of_verb(token)
        elif token.pos == "NOUN":
            yield from self._of_noun(token)
        if self._is(token, "silent-adjectives"):
            yield from self._silent(token)
        elif self._is(token, "absent-adjectives") or token.text.lower() == "missing":
            yield from self._absent(token)

    def _negated(self, token: Token) -> bool:
        """Whether a verb is negated, by "not", by its subject ("neither leader", "nothing") or by "without"."""
        for c in self.doc.dependents(token.i):
            if c.dep == "neg" or (c.text.lower() in self.no and c.dep in _NEGATING):
                return True
            parts = self.doc.dependents(c.i, "det", "preconj", "neg") if c.dep in {"nsubj", "nsubjpass"} else []
            if any(d.text.lower() in self.no for d in parts):
                return True
        above = self.doc.tokens[token.head]
        if token.dep == "pcomp":
            return above.lemma.lower() == "without"
        return token.dep == "xcomp" and any(c.text.lower() == "yet" for c in self.doc.dependents(above.i, "advmod"))

    def _subject(self, verb: Token) -> int | None:
        found = subject_of(self.doc, verb.i)
        return None if found is not None and self.doc.tokens[found].text.lower() in self.no | {"there"} else found

    def _of_verb(self, verb: Token) -> Iterator[_Finding]:
        outer = self._unwilling(verb)
        if outer is not None:
            left = self._is(verb, "mention-verbs") and outer.lemma in {
                "fail",
                "neglect",
                "omit",
                "forget",
                "avoid",
                "stop",
            }
            rule = "left-unmentioned" if left else "declined-comment"
            topics = self.topics.asked_about(verb) or self.topics.of_verb(verb) or self.topics.of_links(outer)
            yield _Finding(rule, outer.i, self._subject(outer), topics)
        elif self._negated(verb):
            yield from self._negated_verb(verb)
        elif self._is(verb, "using-verbs") and self._says_nothing(verb):
            yield _Finding("left-unmentioned", verb.i, self._subject(verb), self.topics.said_about(verb))
        elif self._passes_over(verb):
            topics = self.topics.of_verb(verb)
            if topics:
                yield _Finding("passed-over", verb.i, self._subject(verb), topics)
        elif verb.lemma.lower() == "avoid":
            thing = child(self.doc, verb.i, "dobj")
            if thing is not None and self._is(thing, "mention-nouns", "topic-nouns"):
                yield _Finding("left-unmentioned", verb.i, self._subject(verb), self.topics.of_noun(thing))

    def _says_nothing(self, verb: Token) -> bool:
        """ "said nothing about", "had little to say on"."""
        thing = child(self.doc, verb.i, "dobj")
        return thing is not None and thing.text.lower() in {"nothing", "little"} and bool(self.topics.said_about(verb))

    def _unwilling(self, verb: Token) -> Token | None:
        """The verb of declining, failing, stopping short on which a verb of speaking hangs."""
        outer = self.doc.tokens[verb.head]
        short = outer.text.lower() == "of" and self.doc.tokens[outer.head].text.lower() == "short"
        speaks = self._is(verb, "answer-verbs", "mention-verbs", "mention-verbs-with-link")
        if verb.dep not in {"xcomp", "pcomp", "ccomp", "dobj"} or not (speaks or short):
            return None
        while outer.pos in {"ADP", "ADV"} and outer.head != outer.i:
            outer = self.doc.tokens[outer.head]
        if outer.pos != "VERB" or not self._is(outer, "unwilling-verbs") or self._negated(outer):
            return None
        if outer.lemma in {"decide", "hesitate"} and not any(c.dep == "neg" for c in self.doc.dependents(verb.i)):
            return None
        return outer

    def _negated_verb(self, verb: Token) -> Iterator[_Finding]:
        passive = child(self.doc, verb.i, "nsubjpass")
        if passive is not None:
            yield from self._passive(verb, passive)
            return
        modal = any(c.text.lower() in {"would", "could"} for c in self.doc.dependents(verb.i, "aux"))
        topics = self.topics.of_verb(verb)
        thing = child(self.doc, verb.i, "dobj") or child(self.doc, verb.i, "nsubj")
        if verb.lemma == "comment" or (verb.lemma in {"respond", "reply", "answer"} and self._asked(verb)):
            about = self.topics.asked_about(verb) or (topics if verb.lemma == "comment" else ())
            yield _Finding("declined-comment", verb.i, self._subject(verb), about)
        elif verb.lemma == "address" and thing is not None and self._is(thing, "audience-nouns"):
            return
        elif self._is(verb, "mention-verbs") or (
            self._is(verb, "mention-verbs-with-link") and topics and verb.tag != "VBG"
        ):
            yield _Finding("left-unmentioned", verb.i, self._subject(verb), topics)
        elif verb.lemma in {"say", "confirm", "disclose", "reveal", "explain", "clarify"}:
            clause = child(self.doc, verb.i, "ccomp")
            if clause is not None and any(
                t.tag in {"WP", "WRB", "WDT"} or t.text.lower() in {"whether", "if"}
                for t in self.doc.dependents(clause.i)
            ):
                rule = "declined-comment" if modal else "left-unmentioned"
                yield _Finding(rule, verb.i, self._subject(verb), (clause.i,))
            elif clause is None and modal and topics:
                yield _Finding("declined-comment", verb.i, self._subject(verb), topics)
        if thing is not None and self._is(thing, "topic-nouns"):
            if self._is(verb, "using-verbs") and thing.dep == "dobj":
                yield _Finding("left-unmentioned", verb.i, self._subject(verb), self.topics.of_noun(thing))
            elif self._is(verb, "appearing-verbs"):
                text = self.topics.text_of(verb)
                yield _Finding("absent-from-text", verb.i, text.i if text else None, self.topics.of_noun(thing))

    def _passive(self, verb: Token, subject: Token) -> Iterator[_Finding]:
        """ "Yemen was not mentioned in the text", "nothing was said about Yemen", "no mention was made of Yemen"."""
        text = self.topics.text_of(verb)
        place = text.i if text is not None else None
        if subject.text.lower() in self.no or self._is(subject, "mention-nouns"):
            topics = self.topics.of_noun(subject) or self.topics.of_links(verb)
            if topics and verb.lemma in {"say", "make", "find", "mention"}:
                yield _Finding("absent-from-text", verb.i, place, topics)
        elif self._is(verb, "mention-verbs") and verb.lemma not in {"address", "name"}:
            yield _Finding("absent-from-text", verb.i, place, self.topics.joined(subject))

    def _passes_over(self, verb: Token) -> bool:
        lemma = verb.lemma.lower()
        parts = [c for c in self.doc.dependents(verb.i, "prt", "prep", "advmod", "acomp", "oprd") if c.i > verb.i]
        words = self.lists.words("passing-verbs")
        speaker = subject_of(self.doc, verb.i)
        if any(f"{lemma} {p.lemma.lower()}" in words for p in parts):
            return speaker is not None and self._can_speak(speaker)
        thing = child(self.doc, verb.i, "dobj")
        if lemma not in words or thing is None or speaker is None:
            return False
        return self._is(thing, "topic-nouns", "mention-nouns") or self._can_speak(speaker)

    def _can_speak(self, i: int) -> bool:
        token = self.doc.tokens[i]
        if token.pos == "PRON" or self._is(token, "documents", "speakers"):
            return True
        if token.ent in {"PERSON", "ORG", "GPE", "NORP"}:
            return True
        row = role_nouns().get(token.lemma.lower())
        return row is not None and bool(row.kinds & _SPEAKING_KINDS)

    def _of_noun(self, noun: Token) -> Iterator[_Finding]:
        if noun.lemma.lower() == "silence":
            for link in self.doc.dependents(noun.i, "prep"):
                speaker = subject_of(self.doc, noun.i)
                inner = child(self.doc, link.i, "pobj") if link.lemma.lower() in _ON else None
                if inner is not None and speaker is not None:
                    yield _Finding("passed-over", noun.i, speaker, self.topics.joined(inner))
            return
        if not self._is(noun, "mention-nouns"):
            return
        none = any(c.text.lower() in self.no for c in self.doc.dependents(noun.i))
        above = self.doc.tokens[noun.head]
        if noun.dep == "dobj" and above.lemma in _LIGHT and (none or self._negated(above)):
            yield _Finding("left-unmentioned", noun.i, self._subject(above), self.topics.of_noun(noun))
        elif none and above.lemma == "be":
            text = self.topics.text_of(noun) or self.topics.text_of(above)
            topics = self.topics.of_noun(noun)
            if topics:
                yield _Finding("absent-from-text", noun.i, text.i if text else None, topics)
        elif noun.dep == "pobj" and above.lemma.lower() == "without":
            verb = self.doc.tokens[above.head]
            yield _Finding("left-unmentioned", noun.i, self._subject(verb), self.topics.of_noun(noun))

    def _silent(self, word: Token) -> Iterator[_Finding]:
        above = self.doc.tokens[word.head]
        links = [
            *self.doc.dependents(word.i, "prep"),
            *(p for p in self.doc.dependents(above.i, "prep") if p.i > word.i),
        ]
        for link in links:
            inner = child(self.doc, link.i, "pobj", "pcomp") if link.lemma.lower() in _ON else None
            subject = subject_of(self.doc, above.i)
            if inner is not None and inner.ent in {"DATE", "TIME"}:
                continue
            if inner is not None and subject is not None and not self._negated(above):
                yield _Finding("passed-over", word.i, subject, self.topics.joined(inner))
                return

    def _absent(self, word: Token) -> Iterator[_Finding]:
        """ "Absent from the statement was …", "X was missing from the draft"."""
        above = self.doc.tokens[word.head]
        text = self.topics.text_of(word)
        things = [t for t in self.doc.dependents(above.i, "nsubj", "attr") if t.i != word.i]
        if above.lemma != "be" or not things or self._negated(above):
            return
        thing = things[0]
        about = self.topics.of_noun(thing) if self._is(thing, "mention-nouns") else ()
        if text is not None or about:
            yield _Finding("absent-from-text", word.i, text.i if text else None, about or self.topics.joined(thing))

    def _asked(self, verb: Token) -> bool:
        words = {self.doc.tokens[i].lemma.lower() for i in subtree(self.doc, verb.i)}
        return bool(words & {"request", "question", "comment", "query", "inquiry", "call"})

    def records(self, f: _Finding) -> Iterator[Silence]:
        """The records of a finding, one a topic."""
        cue = self.doc.tokens[f.cue]
        if f.speaker is not None and self.doc.tokens[f.speaker].text.lower() in _AUTHOR_AND_READER:
            return
        speaker: Speaker | None = None
        side = Side()
        start, end = cue.start, cue.end
        note = "nobody named"
        if f.speaker is not None:
            voice = self.speakers.voice(f.speaker)
            span = self.speakers.text_span(self.doc.tokens[f.speaker])
            speaker, side, note = voice.speaker, voice.side, voice.note
            if self._is(self.doc.tokens[f.speaker], "documents"):
                speaker = Speaker(self.doc.quote(*span), *span, None, None)
            start, end = min(start, span[0]), max(end, span[1])
        for head in f.topics or (None,):
            topic = _UNKNOWN_TOPIC
            spans = [(start, end)]
            if head is not None:
                topic, *place = self.topics.words(head, side.actor)
                spans.append((place[0], place[1]))
            e_start, e_end = min(s for s, _ in spans), max(e for _, e in spans)
            yield Silence(
                id=content_id("silence", self.doc.document.id, f.cue, topic), doc=self.doc.document.id,
                speaker=speaker, side=side, topic=topic, status="actual", via=(), confidence=_SURE,
                evidence=Quote(e_start, e_end, self.doc.quote(e_start, e_end)),
                why=Why(f.rule, None, (("speaker", note),)),
            )  # fmt: skip
