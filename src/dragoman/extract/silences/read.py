"""From findings of silence to records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.extract.quiet import JudgedSilence
from dragoman.extract.silences.adjectives import Adjectives
from dragoman.extract.silences.contrast import Contrast
from dragoman.extract.silences.findings import Finding
from dragoman.extract.silences.frames import Frames
from dragoman.extract.silences.learned import learned_findings
from dragoman.extract.silences.nouns import Nouns
from dragoman.extract.silences.verbs import Verbs
from dragoman.extract.silences.words import is_one
from dragoman.extract.statements.speakers import Speakers
from dragoman.model import AnnotatedDocument, Quote, Side, Silence, Speaker, Token, Why
from dragoman.model.interchange import content_id

_AUTHOR_AND_READER = frozenset({"i", "we", "you", "my", "our", "your"})
_QUOTED = re.compile(r"[\s,]*[\"“”‘'«]\s*([^\"“”«»]{2,80}?)[,.]?\s*[\"“”’'»]")
_NAMED = frozenset({"PERSON", "GPE", "NORP", "ORG"})
_POINTING = frozenset({"point", "matter", "subject", "issue", "topic", "this", "that", "it"})
_SHORTLY = 300
"""Code points within which a pointing topic is that of the silence before."""
_SURE = 0.85
_UNKNOWN_TOPIC = "comment"


def read_silences(
    doc: AnnotatedDocument, judged: Sequence[JudgedSilence] = (), model: str | None = None
) -> list[Silence]:
    """Silences of a document, in order.

    Args:
        doc: The annotated document, mentions resolved.
        judged: The quiet model's opinions, which add what no rule reads.
        model: That model's name.

    Returns:
        One record for each topic that somebody, or a text, is said to have left out.
    """
    reader = _Reader(doc)
    found: list[Silence] = []
    for silence in (s for token in doc.tokens for f in reader.findings(token) for s in reader.records(f)):
        if not any(_is_told(kept, silence) for kept in found):
            found.append(silence)
    reader_of_order = Frames(doc)
    for sentence in doc.sentences:
        for finding, start, end in reader_of_order.of_sentence(sentence):
            if any(k.evidence.start < end and start < k.evidence.end for k in found):
                continue
            found += [s for s in reader.records(finding) if not any(_is_told(kept, s) for kept in found)]
    for finding in learned_findings(doc, judged, model):
        cue = doc.tokens[finding.cue].start
        new = [s for s in reader.records(finding) if not any(_is_near(k, s, cue) for k in found)]
        # Two words for one topic are one silence.
        found += {s.id: s for s in new}.values()
    found = [s for s in found if not _only_points_back(s, found)]
    return sorted(found, key=lambda s: (s.evidence.start, s.evidence.end, s.id))


def _only_points_back(silence: Silence, found: list[Silence]) -> bool:
    """Whether "the point", "the matter" is the topic of a silence told shortly before."""
    if silence.topic.lower() not in _POINTING:
        return False
    return any(0 < silence.evidence.start - k.evidence.start < _SHORTLY and k.topic != silence.topic for k in found)


def _is_told(kept: Silence, silence: Silence) -> bool:
    """Whether overlapping words tell the same silence already."""
    overlap = kept.evidence.start < silence.evidence.end and silence.evidence.start < kept.evidence.end
    return kept.id == silence.id or (overlap and kept.topic == silence.topic)


def _is_near(kept: Silence, silence: Silence, cue: int) -> bool:
    """Whether a silence told already holds a cue of the model's, or the same topic in the same words."""
    return kept.evidence.start <= cue < kept.evidence.end or _is_told(kept, silence)


class _Reader:
    def __init__(self, doc: AnnotatedDocument) -> None:
        self.doc = doc
        self.verbs, self.nouns, self.adjectives, self.contrast = Verbs(doc), Nouns(doc), Adjectives(doc), Contrast(doc)
        self._speakers: Speakers | None = None

    @property
    def speakers(self) -> Speakers:
        if self._speakers is None:
            self._speakers = Speakers(self.doc)
        return self._speakers

    def findings(self, token: Token) -> Iterator[Finding]:
        """The silences a word tells."""
        # "Does not so much as mention" has a noun to some parses.
        helped = any(c.lemma == "do" for c in self.doc.dependents(token.i, "aux"))
        if (token.pos in {"VERB", "AUX"} or helped) and token.dep not in {"aux", "auxpass"}:
            yield from self.verbs.of_verb(token)
        elif token.pos == "NOUN" or token.text.lower() == "nothing":
            yield from self.nouns.of_noun(token)
        yield from self.contrast.of_token(token)
        yield from self._adjectives(token)

    def _adjectives(self, token: Token) -> Iterator[Finding]:
        text = token.text.lower()
        if is_one(token, "silent-adjectives"):
            yield from self.adjectives.silent(token)
        elif is_one(token, "absent-adjectives") or text == "missing":
            yield from self.adjectives.absent(token)
        elif is_one(token, "devoid-adjectives"):
            yield from self.adjectives.devoid(token)
        elif text in {"available", "unavailable", "reachable", "unreachable"}:
            refused = self.verbs.denied.refusing.of_availability(token)
            if refused is not None:
                yield refused
        elif is_one(token, "open-adjectives"):
            yield from self.adjectives.forthcoming(token)

    def records(self, f: Finding) -> Iterator[Silence]:
        """The records of a finding, one a topic."""
        if not f.topics and f.rule != "declined-comment":
            return
        cue = self.doc.tokens[f.cue]
        spoken = self._speaker(f)
        if spoken is not None and spoken.text.lower() in _AUTHOR_AND_READER and not self._is_quoted(spoken):
            return
        speaker: Speaker | None = None
        side = Side()
        start, end = cue.start, cue.end
        note = "nobody named"
        own = self.doc.tokens[f.speaker] if f.speaker is not None else None
        denials = [
            c
            for c in self.doc.dependents(cue.i)
            if c.dep == "neg" or c.text.lower() in self.verbs.no or c.dep == "auxpass"
        ]
        for word in (*denials, own, self.doc.tokens[f.reach] if f.reach is not None else None):
            if word is not None and word.sent == cue.sent:
                start, end = min(start, word.start), max(end, word.end)
        if spoken is not None:
            voice = self.speakers.voice(spoken.i)
            span = self.speakers.text_span(spoken)
            speaker, side, note = voice.speaker, voice.side, voice.note
            if side.actor is None and side.name is None:
                side = self._seat(spoken)
            if is_one(spoken, "documents"):
                speaker = Speaker(self.doc.quote(*span), *span, None, None)
            if spoken.sent == cue.sent:
                start, end = min(start, span[0]), max(end, span[1])
        # "Could not be reached for comment on Sunday".
        topics = tuple(
            i for i in f.topics if not (self.doc.tokens[i].ent == "DATE" and self.doc.tokens[i].pos == "PROPN")
        )
        told = self._told(topics)
        if topics and not told:
            return
        notes = () if f.chance is None else (("chance", f"{f.chance:.2f}"),)
        for head in told or (None,):
            topic = _UNKNOWN_TOPIC
            spans = [(start, end)]
            if head is not None:
                topic, *place = self._topic(head, side.actor)
                word = self.doc.tokens[head]
                known = ((place[0], place[1]), (word.start, word.end))
                spans += [(s, e) for s, e in known if self._sent(s) == cue.sent]
            e_start, e_end = min(s for s, _ in spans), max(e for _, e in spans)
            yield Silence(
                id=content_id("silence", self.doc.document.id, f.cue, topic), doc=self.doc.document.id,
                speaker=speaker, side=side, topic=topic, status="actual", via=(),
                confidence=_SURE if f.chance is None else round(min(_SURE, f.chance), 2),
                evidence=Quote(e_start, e_end, self.doc.quote(e_start, e_end)),
                why=Why(f.rule, f.model, (("speaker", note), *notes)),
            )  # fmt: skip

    def _speaker(self, f: Finding) -> Token | None:
        """Who is silent; of "it" after a sentence about a text, that text."""
        if f.speaker is None:
            text = self.verbs.text_told(self.doc.tokens[f.cue]) if f.rule == "absent-from-text" else None
            return text if text is not None and text.i not in f.topics else None
        spoken = self.doc.tokens[f.speaker]
        if spoken.text.lower() == "it":
            return self.verbs.text_told(spoken) or spoken
        return spoken

    def _seat(self, spoken: Token) -> Side:
        """The side of "officials in Tel Aviv", "the foreign ministry in Baku"."""
        if not self.verbs.can_speak(spoken.i) or is_one(spoken, "documents"):
            return Side()
        for link in self.doc.dependents(spoken.i, "prep"):
            inner = (
                next(iter(self.doc.dependents(link.i, "pobj")), None) if link.lemma in {"in", "of", "from"} else None
            )
            mention = self.verbs.by_head.get(inner.i) if inner is not None else None
            if mention is not None and mention.form in {"name", "place"} and len(mention.parties) == 1:
                return Side(actor=mention.parties[0].actor)
        return Side()

    def _is_quoted(self, token: Token) -> bool:
        """Whether a word stands inside quotation marks of its sentence."""
        before = self.doc.quote(self.doc.sentences[token.sent].start, token.start)
        return (before.count('"') + before.count("“") - before.count("”")) % 2 == 1

    def _sent(self, at: int) -> int:
        return next((s.i for s in self.doc.sentences if s.start <= at < s.end), -1)

    def _told(self, topics: tuple[int, ...]) -> tuple[int, ...]:
        """Topics with their nouns: of "what the text did not mention was the price" the price."""
        found: list[int] = []
        for head in topics:
            token = self.doc.tokens[head]
            if token.tag in {"WP", "WDT"} and not self.doc.dependents(head):
                clause = self.doc.tokens[token.head]
                while clause.pos == "ADP" and clause.head != clause.i:
                    # "The prisoners, about whom the text says nothing".
                    clause = self.doc.tokens[clause.head]
                above = self.doc.tokens[clause.head]
                said = self.doc.dependents(above.i, "attr") if above.lemma == "be" else []
                be = self.doc.tokens[above.head]
                if not said and clause.dep == "relcl" and above.dep == "nsubj" and be.lemma == "be":
                    # "The one country that did not come up was Eritrea".
                    said = [t for t in self.doc.dependents(be.i, "attr") if t.pos == "PROPN"]
                found += [t.i for t in said] if said else [above.i] if clause.dep == "relcl" else []
            elif token.text.lower() in {"that", "this"} and token.tag == "DT":
                found += self._pointed(token) or [head]
            else:
                found.append(head)
        return tuple(found)

    def _pointed(self, token: Token) -> list[int]:
        """What "I won't get into that" was asked about, or said of."""
        if asked := self.verbs.asked(token):
            return list(asked)
        for link in self.doc.words(self.doc.sentences[token.sent]):
            said = self.doc.tokens[link.head]
            if link.i > token.i and link.text.lower() == "of" and is_one(said, "using-verbs"):
                return [i for o in self.doc.dependents(link.i, "pobj") for i in self.verbs.named(o)]
        return []

    def _topic(self, head: int, avoid: str | None) -> tuple[str, int, int]:
        """A topic's code or words; of "the word “invasion”" the word that is meant."""
        token = self._meant(self.doc.tokens[head], avoid)
        if is_one(token, "topic-nouns"):
            quoted = _QUOTED.match(self.doc.quote(token.end, self.doc.sentences[token.sent].end))
            if quoted is not None:
                return quoted[1], token.end + quoted.start(1), token.end + quoted.end(1)
        topic = self.verbs.topics.words(token.i, avoid)
        if token.dep in {"appos", "compound"} and is_one(self.doc.tokens[token.head], "wordings"):
            # "The term Rohingya" is the term, not the people.
            return self.doc.quote(topic[1], topic[2]), topic[1], topic[2]
        return topic

    def _meant(self, token: Token, avoid: str | None) -> Token:
        """The noun that "it" or "them" as a topic points to, where it is nobody: the last thing told before."""
        mention = self.verbs.by_head.get(token.i)
        word = token.text.lower()
        if word not in {"it", "them"}:
            return token
        if mention is not None and len(mention.parties) == 1 and mention.parties[0].actor not in {None, avoid}:
            return token
        first = self.doc.sentences[max(0, token.sent - 1)].first
        tags = {"NNS", "NNPS"} if word == "them" else {"NN", "NNP"}
        told = [t for t in self.doc.tokens[first : token.i] if t.tag in tags and t.ent not in _NAMED]
        for places in ({"dobj"}, {"nsubj", "nsubjpass", "attr"}):
            for before in reversed(told):
                if before.dep in places and not is_one(before, "speakers"):
                    return before
        return token
