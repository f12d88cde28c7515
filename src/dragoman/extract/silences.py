"""What a speaker or a text, the text says, left out: no mention, no comment, passed over, absent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.extract.statements.clauses import child, subject_of, subtree
from dragoman.extract.statements.rules import speech_rules
from dragoman.extract.statements.speakers import Speakers
from dragoman.model import AnnotatedDocument, Quote, Side, Silence, Speaker, Token, Why
from dragoman.model.interchange import content_id

_NO = frozenset(
    {"no", "not", "n't", "n’t", "never", "without", "nor", "neither", "hardly", "barely", "little", "scarcely"}
)
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
        if token.pos in {"VERB", "AUX"}:
            yield from self._of_verb(token)
        elif token.pos == "NOUN":
            yield from self._of_noun(token)
        elif token.pos == "ADJ":
            yield from self._of_adjective(token)

    def _negated(self, token: Token) -> bool:
        """Whether a verb is negated, or hangs on "without"."""
        if any(
            c.dep == "neg" or (c.text.lower() in _NO and c.dep in {"advmod", "preconj"})
            for c in self.doc.dependents(token.i)
        ):
            return True
        above = self.doc.tokens[token.head]
        return token.dep == "pcomp" and above.lemma.lower() == "without"

    def _of_verb(self, verb: Token) -> Iterator[_Finding]:
        above = self.doc.tokens[verb.head]
        if verb.dep in {"xcomp", "pcomp", "ccomp", "dobj"} and self._is(
            verb, "answer-verbs", "mention-verbs-with-link"
        ):
            outer = self.doc.tokens[above.head] if above.pos == "ADP" else above
            if outer.pos == "VERB" and self._is(outer, "unwilling-verbs") and not self._negated(outer):
                rule = (
                    "left-unmentioned"
                    if self._is(verb, "mention-verbs") and not self._is(outer, "unwilling-verbs")
                    else "declined-comment"
                )
                yield _Finding(rule, outer.i, subject_of(self.doc, outer.i), self._topics(verb))
                return
        if self._negated(verb) and verb.pos == "VERB":
            yield from self._negated_verb(verb)
        elif self._passes_over(verb):
            topics = self._topics(verb)
            if topics:
                yield _Finding("passed-over", verb.i, subject_of(self.doc, verb.i), topics)
        elif verb.lemma.lower() == "avoid":
            thing = child(self.doc, verb.i, "dobj")
            if thing is not None and self._is(thing, "mention-nouns", "topic-nouns"):
                yield _Finding("left-unmentioned", verb.i, subject_of(self.doc, verb.i), self._after_noun(thing))
            inner = child(self.doc, verb.i, "xcomp", "pcomp")
            if inner is not None and self._is(inner, "mention-verbs", "mention-verbs-with-link"):
                yield _Finding("left-unmentioned", verb.i, subject_of(self.doc, verb.i), self._topics(inner))

    def _negated_verb(self, verb: Token) -> Iterator[_Finding]:
        passive = child(self.doc, verb.i, "nsubjpass")
        if passive is not None and self._is(verb, "mention-verbs"):
            text = next(
                (
                    o
                    for p in self.doc.dependents(verb.i, "prep")
                    for o in self.doc.dependents(p.i, "pobj")
                    if self._is(o, "documents")
                ),
                None,
            )
            yield _Finding("absent-from-text", verb.i, text.i if text is not None else None, self._joined(passive))
            return
        helper = any(c.text.lower() in {"would", "could"} for c in self.doc.dependents(verb.i, "aux"))
        topics = self._topics(verb)
        if self._is(verb, "mention-verbs") or (self._is(verb, "mention-verbs-with-link") and topics):
            yield _Finding("left-unmentioned", verb.i, subject_of(self.doc, verb.i), topics)
        elif verb.lemma in {"comment", "respond", "reply", "answer"}:
            if verb.lemma == "comment" or self._asked(verb):
                yield _Finding(
                    "declined-comment", verb.i, subject_of(self.doc, verb.i), self._asked_about(verb) or topics
                )
        elif verb.lemma in {"say", "confirm", "disclose", "reveal", "explain", "clarify"}:
            clause = child(self.doc, verb.i, "ccomp")
            if clause is not None and any(
                t.tag in {"WP", "WRB", "WDT"} or t.text.lower() in {"whether", "if"}
                for t in self.doc.dependents(clause.i)
            ):
                rule = "declined-comment" if helper else "left-unmentioned"
                yield _Finding(rule, verb.i, subject_of(self.doc, verb.i), (clause.i,))

    def _passes_over(self, verb: Token) -> bool:
        lemma = verb.lemma.lower()
        parts = [c for c in self.doc.dependents(verb.i, "prt", "prep", "advmod", "acomp", "oprd") if c.i > verb.i]
        words = self.lists.words("passing-verbs")
        if any(f"{lemma} {p.lemma.lower()}" in words for p in parts):
            return True
        if lemma not in words:
            return False
        thing = child(self.doc, verb.i, "dobj")
        speaker = subject_of(self.doc, verb.i)
        if thing is None or speaker is None:
            return False
        return (
            lemma in {"omit", "sidestep"} or self._is(thing, "topic-nouns", "mention-nouns") or self._can_speak(speaker)
        )

    def _can_speak(self, i: int) -> bool:
        token = self.doc.tokens[i]
        if token.pos == "PRON" or self._is(token, "documents"):
            return True
        mention = self.speakers.by_head.get(i)
        return mention is not None and mention.form in {"person", "title"}

    def _of_noun(self, noun: Token) -> Iterator[_Finding]:
        if noun.lemma.lower() == "silence":
            yield from self._silence_on(noun)
            return
        if not self._is(noun, "mention-nouns"):
            return
        below = self.doc.dependents(noun.i)
        none = any(c.text.lower() in _NO for c in below)
        above = self.doc.tokens[noun.head]
        if noun.dep == "dobj" and above.lemma in {
            "make",
            "contain",
            "include",
            "offer",
            "give",
            "have",
            "say",
            "find",
            "carry",
        }:
            if none or self._negated(above):
                yield _Finding("left-unmentioned", noun.i, self._keeper(above), self._after_noun(noun))
        elif none and above.lemma == "be":
            place = next(
                (
                    o
                    for k in (above.i, noun.i)
                    for p in self.doc.dependents(k, "prep")
                    for o in self.doc.dependents(p.i, "pobj")
                    if self._is(o, "documents")
                ),
                None,
            )
            topics = tuple(t for t in self._after_noun(noun) if place is None or t != place.i)
            if topics:
                yield _Finding("absent-from-text", noun.i, place.i if place is not None else None, topics)
        elif noun.dep == "pobj" and above.lemma.lower() == "without":
            verb = self.doc.tokens[above.head]
            yield _Finding("left-unmentioned", noun.i, subject_of(self.doc, verb.i), self._after_noun(noun))

    def _silence_on(self, noun: Token) -> Iterator[_Finding]:
        for link in self.doc.dependents(noun.i, "prep"):
            if link.lemma.lower() in {"on", "about", "over", "regarding"}:
                topics = tuple(t for o in self.doc.dependents(link.i, "pobj") for t in self._joined(o))
                speaker = subject_of(self.doc, noun.i)
                if topics and speaker is not None:
                    yield _Finding("passed-over", noun.i, speaker, topics)

    def _keeper(self, verb: Token) -> int | None:
        found = subject_of(self.doc, verb.i)
        return found if found is None or self.doc.tokens[found].dep != "expl" else None

    def _of_adjective(self, adjective: Token) -> Iterator[_Finding]:
        links = self.doc.dependents(adjective.i, "prep")
        if self._is(adjective, "silent-adjectives"):
            above = self.doc.tokens[adjective.head]
            links += [p for p in self.doc.dependents(above.i, "prep") if p.i > adjective.i]
            for link in links:
                if link.lemma.lower() in {"on", "about", "over", "regarding"}:
                    topics = tuple(t for o in self.doc.dependents(link.i, "pobj", "pcomp") for t in self._joined(o))
                    subject = subject_of(self.doc, above.i)
                    if topics and subject is not None and not self._negated(above):
                        yield _Finding("passed-over", adjective.i, subject, topics)
                        return
        elif self._is(adjective, "absent-adjectives"):
            for link in links:
                text = child(self.doc, link.i, "pobj")
                if link.lemma == "from" and text is not None and self._is(text, "documents"):
                    above = self.doc.tokens[adjective.head]
                    thing = child(self.doc, above.i, "nsubj", "attr")
                    if thing is not None and thing.i != adjective.i and not self._negated(above):
                        topics = self._after_noun(thing) if self._is(thing, "mention-nouns") else ()
                        yield _Finding("absent-from-text", adjective.i, text.i, topics or self._joined(thing))

    def _joined(self, token: Token) -> tuple[int, ...]:
        found = [token.i]
        for c in self.doc.dependents(token.i, "conj"):
            found += self._joined(c)
        return tuple(found)

    def _after_noun(self, noun: Token) -> tuple[int, ...]:
        """The topic after "mention of", "reference to", "question of", or the noun itself where none follows."""
        for link in self.doc.dependents(noun.i, "prep"):
            if link.lemma.lower() in self.lists.words("mention-links"):
                inner = child(self.doc, link.i, "pobj", "pcomp")
                if inner is not None:
                    return self._joined(inner)
        return self._joined(noun) if self._is(noun, "topic-nouns") else ()

    def _topics(self, verb: Token) -> tuple[int, ...]:
        thing = child(self.doc, verb.i, "dobj")
        if thing is not None:
            if self._is(thing, "topic-nouns", "mention-nouns"):
                return self._after_noun(thing) or self._joined(thing)
            return self._joined(thing)
        for link in self.doc.dependents(verb.i, "prep", "prt"):
            if link.lemma.lower() in self.lists.words("mention-links") | {"over", "out", "of"}:
                inner = child(self.doc, link.i, "pobj", "pcomp") or child(self.doc, link.i, "prep")
                if inner is not None and inner.pos == "ADP":
                    inner = child(self.doc, inner.i, "pobj")
                if inner is not None:
                    return self._after_noun(inner) if self._is(inner, "topic-nouns") else self._joined(inner)
        clause = child(self.doc, verb.i, "ccomp")
        return (clause.i,) if clause is not None else ()

    def _asked(self, verb: Token) -> bool:
        words = {self.doc.tokens[i].lemma.lower() for i in subtree(self.doc, verb.i)}
        return bool(words & {"request", "question", "comment", "query", "inquiry", "call"})

    def _asked_about(self, verb: Token) -> tuple[int, ...]:
        for i in sorted(subtree(self.doc, verb.i)):
            token = self.doc.tokens[i]
            if token.lemma.lower() in {"comment", "question", "query", "inquiry"}:
                for link in self.doc.dependents(i, "prep"):
                    inner = child(self.doc, link.i, "pobj")
                    if link.lemma in {"about", "on", "regarding"} and inner is not None:
                        return self._joined(inner)
        return ()

    def records(self, f: _Finding) -> Iterator[Silence]:
        """The records of a finding, one a topic."""
        cue = self.doc.tokens[f.cue]
        sentence = self.doc.sentences[cue.sent]
        speaker: Speaker | None = None
        side = Side()
        start, end = cue.start, cue.end
        note = "nobody named"
        if f.speaker is not None:
            voice = self.speakers.voice(f.speaker)
            s_start, s_end = self.speakers.text_span(self.doc.tokens[f.speaker])
            speaker, side, note = voice.speaker, voice.side, voice.note
            if self._is(self.doc.tokens[f.speaker], "documents"):
                speaker = Speaker(self.doc.quote(s_start, s_end), s_start, s_end, None, None)
            if sentence.start <= s_start and s_end <= sentence.end:
                start, end = min(start, s_start), max(end, s_end)
        for head in f.topics or (None,):
            words, t_start, t_end = self._topic(head)
            e_start, e_end = (min(start, t_start), max(end, t_end)) if head is not None else (start, end)
            yield Silence(
                id=content_id("silence", self.doc.document.id, f.cue, words), doc=self.doc.document.id, speaker=speaker,
                side=side, topic=words, status="actual", via=(), confidence=_SURE,
                evidence=Quote(e_start, e_end, self.doc.quote(e_start, e_end)), why=Why(f.rule, None, (("speaker", note),)),
            )  # fmt: skip

    def _topic(self, head: int | None) -> tuple[str, int, int]:
        """A topic's actor code or words, and its code points."""
        if head is None:
            return _UNKNOWN_TOPIC, 0, 0
        token = self.doc.tokens[head]
        mention = self.speakers.by_head.get(head)
        joined = {i for c in self.doc.dependents(head, "conj") for i in subtree(self.doc, c.i)}
        words = [i for i in sorted(subtree(self.doc, head) - joined) if self.doc.tokens[i].dep not in {"cc", "relcl"}]
        while words and (self.doc.tokens[words[-1]].pos in {"PUNCT", "CCONJ"}):
            words.pop()
        while len(words) > 1 and self.doc.tokens[words[0]].pos in {"PUNCT", "DET"}:
            words.pop(0)
        start, end = self.doc.tokens[words[0]].start, self.doc.tokens[words[-1]].end
        if mention is not None and mention.form in {"name", "demonym", "pronoun"} and len(mention.parties) == 1:
            code = mention.parties[0].actor
            if code and (token.pos == "PRON" or token.pos == "PROPN"):
                return code, start, end
        return self.doc.quote(start, end), start, end
