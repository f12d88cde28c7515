"""Who speaks a quotation: from the words around its marks, paragraph by paragraph.

A cue stands after the quotation ("…," X said), before it (X said: "…") or between its halves; a quotation without one
goes on from the one before it, is announced by a colon, or belongs to whom the passage is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.extract.statements.clauses import child, subject_of
from dragoman.extract.statements.lexicon import speech_words
from dragoman.extract.statements.quotation import Quotation
from dragoman.model import AnnotatedDocument, Token

_SPEAKING = frozenset({"say", "ask", "judge", "pledge", "think", "feel", "deny", "find", "discuss"})
_STOPS = frozenset({".", "?", "!"})
_ENDS_SENTENCE = frozenset(".?!…")
_LEAST_WORDS = 4
_REACH_AFTER = 22
_REACH_BEFORE = 14


@dataclass(slots=True)
class Quoted:
    """A statement made of quotations.

    Attributes:
        rule: Id of the rule that found its speaker.
        speaker: Index of the head of the speaker's words, or None.
        cue: Index of the cue, or None.
        parts: Positions of its quotations.
        sure: How reliable the rule is, 0 to 1.
    """

    rule: str
    speaker: int | None
    cue: int | None
    parts: list[int] = field(default_factory=list)
    sure: float = 0.9


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words outside marks between two quotations, within one sentence."""

    first: int
    last: int


def is_utterance(doc: AnnotatedDocument, q: Quotation) -> bool:
    """Whether a quotation is speech, not a name or a word held at arm's length."""
    if not q.closed or q.carried:
        return True
    words = [t for t in doc.tokens[q.first : q.last] if t.pos not in {"PUNCT", "SPACE"}]
    ends = doc.document.text[q.end - 1 : q.end]
    ends_after = doc.document.text[q.outer_end : q.outer_end + 1]
    finite = any(t.tag in {"VBD", "VBZ", "VBP", "MD", "VB"} for t in words)
    subject = any(t.dep in {"nsubj", "nsubjpass", "expl"} for t in words)
    if ends in {"?", "!"} or ends == "," and (len(words) > 1 or words and words[0].text[:1].isupper()):
        return len(words) >= 1 and (finite or len(words) >= 3 or ends != ",")
    if len(words) >= _LEAST_WORDS and finite and subject:
        return True
    return ends in {".", "…", "-", "—"} and finite and len(words) >= 2 or ends_after == "," and len(words) >= 6 and finite


class Attributor:
    """Finds the speakers of a document's quotations.

    Args:
        doc: The annotated document.
        quotations: Its quotations.
        quoted: For each token the quotation it stands in, or −1.
        indirect: Speaker's head word by cue, of the indirect statements already found.
    """

    def __init__(
        self,
        doc: AnnotatedDocument,
        quotations: Sequence[Quotation],
        quoted: Sequence[int],
        indirect: Mapping[int, int | None],
    ) -> None:
        self.doc = doc
        self.quotations = quotations
        self.quoted = quoted
        self.indirect = indirect
        self.bounds: dict[int, list[int]] = {}
        for s in doc.sentences:
            span = self.bounds.setdefault(s.paragraph, [s.first, s.last])
            span[1] = max(span[1], s.last)
        self.last: Quoted | None = None
        self.last_paragraph = -9

    def read(self) -> list[Quoted]:
        """All quoted statements, in order."""
        found: list[Quoted] = []
        by_paragraph: dict[int, list[int]] = {}
        for n, q in enumerate(self.quotations):
            if is_utterance(self.doc, q):
                by_paragraph.setdefault(q.paragraph, []).append(n)
        order = list(self.bounds)
        place = {p: k for k, p in enumerate(order)}
        for paragraph, numbers in by_paragraph.items():
            for statement in self._of_paragraph(paragraph, numbers, place, order):
                if not any(statement is known for known in found):
                    found.append(statement)
        return found

    def _of_paragraph(
        self, paragraph: int, numbers: Sequence[int], place: Mapping[int, int], order: Sequence[int]
    ) -> Iterator[Quoted]:
        told: dict[int, Quoted] = {}
        for n in numbers:
            own = self._own_cue(n)
            if own is not None:
                told[n] = own
        current: Quoted | None = None
        near = place[paragraph] - place.get(self.last_paragraph, -9) <= 1
        for n in numbers:
            q = self.quotations[n]
            own = told.get(n)
            if own is not None and (current is None or not self._same_cue(current, own)):
                if q.carried and near and self.last is not None and own.cue is not None and self._agrees(self.last, own):
                    current = self.last
                else:
                    current = own
            elif own is None:
                current = self._without_cue(n, current, told, numbers, near, paragraph, place, order)
            if current is None:
                continue
            current.parts.append(n)
            self.last, self.last_paragraph, near = current, paragraph, True
            yield current

    def _same_cue(self, one: Quoted, other: Quoted) -> bool:
        return one.cue is not None and one.cue == other.cue

    def _agrees(self, one: Quoted, other: Quoted) -> bool:
        """Whether two speakers may be the same: the same word, or a pronoun."""
        if one.speaker is None or other.speaker is None:
            return True
        a, b = self.doc.tokens[one.speaker], self.doc.tokens[other.speaker]
        return b.pos == "PRON" or a.text == b.text

    def _without_cue(
        self,
        n: int,
        current: Quoted | None,
        told: Mapping[int, Quoted],
        numbers: Sequence[int],
        near: bool,
        paragraph: int,
        place: Mapping[int, int],
        order: Sequence[int],
    ) -> Quoted | None:
        q = self.quotations[n]
        first, last = self.bounds[paragraph]
        if current is not None:
            return current
        if q.carried and near and self.last is not None:
            return self.last
        outside = [i for i in range(first, last) if self.quoted[i] < 0 and self.doc.tokens[i].pos not in {"PUNCT", "SPACE"}]
        following = next((told[m] for m in numbers if m > n and m in told), None)
        if following is not None:
            return following
        if not [i for i in outside if i < q.first]:
            announced = self._announced(place[paragraph], order)
            if announced is not None:
                return announced
            if near and self.last is not None and (not outside or q.first - first <= 1):
                return self.last
        return self._from_passage(q, first)

    def _own_cue(self, n: int) -> Quoted | None:
        """The cue beside a quotation, in its own sentence."""
        q = self.quotations[n]
        after, before = self._after(n), self._before(n)
        text = self.doc.document.text
        ends = text[q.end - 1 : q.end]
        joined = ends in ",?!-–—" or text[q.outer_end : q.outer_end + 1] in {",", " "} and ends not in _ENDS_SENTENCE
        if after is not None and joined:
            found = self._cue_after(after)
            if found is not None:
                return found
        if before is not None:
            found = self._cue_before(before, q)
            if found is not None:
                return found
        if after is not None and not joined and ends in {".", "…"}:
            found = self._cue_after(after)
            # "…." said X: some outlets end the quotation with a full stop all the same.
            if found is not None and found.cue is not None and found.cue - after.first <= 3 and self.doc.tokens[after.first].text[:1].islower():
                return found
        return None

    def _after(self, n: int) -> _Piece | None:
        q = self.quotations[n]
        stop = self.bounds[q.paragraph][1]
        first = q.last
        while first < stop and self.quoted[first] < 0 and self.doc.tokens[first].start < q.outer_end:
            first += 1
        last = first
        while last < stop and self.quoted[last] < 0 and self.doc.tokens[last].text not in _STOPS:
            last += 1
        return _Piece(first, last) if last > first else None

    def _before(self, n: int) -> _Piece | None:
        q = self.quotations[n]
        begin = self.bounds[q.paragraph][0]
        last = q.first
        while last > begin and self.doc.tokens[last - 1].start >= q.outer_start:
            last -= 1
        first = last
        while first > begin and self.quoted[first - 1] < 0 and self.doc.tokens[first - 1].text not in _STOPS:
            first -= 1
        return _Piece(first, last) if last > first else None

    def _is_speech(self, t: Token) -> bool:
        if t.pos not in {"VERB", "AUX"} or t.dep in {"aux", "auxpass"}:
            return False
        word = speech_words().get((t.lemma.lower(), "verb"))
        if word is None:
            for c in self.doc.children[t.i]:
                word = word or speech_words().get((f"{t.lemma.lower()} {self.doc.tokens[c].lemma.lower()}", "verb"))
        return word is not None and (word.kind in _SPEAKING or "quote" in word.frames)

    def _cue_after(self, piece: _Piece) -> Quoted | None:
        for i in range(piece.first, min(piece.last, piece.first + _REACH_AFTER)):
            t = self.doc.tokens[i]
            if t.text.lower() == "according":
                return self._according(i)
            if self._is_speech(t) and t.dep not in {"relcl", "acl"} and t.tag != "VBG":
                return Quoted("quote-then-cue", self._speaker(t, piece), i, sure=0.95)
        # A verb of no speech with a person beside it: "…," she laughed.
        for i in range(piece.first, min(piece.last, piece.first + 4)):
            t = self.doc.tokens[i]
            if t.pos == "VERB" and t.tag in {"VBD", "VBZ"}:
                own = child(self.doc, i, "nsubj")
                if own is not None and (own.ent == "PERSON" or own.pos in {"PRON", "PROPN"}) and piece.last - piece.first <= 8:
                    return Quoted("quote-then-manner", own.i, i, sure=0.6)
        return None

    def _according(self, i: int) -> Quoted | None:
        for k in range(i + 1, min(i + 3, len(self.doc.tokens))):
            if self.doc.tokens[k].text.lower() == "to":
                named = child(self.doc, k, "pobj")
                return Quoted("according-to", named.i if named else None, i, sure=0.95)
        return None

    def _cue_before(self, piece: _Piece, q: Quotation) -> Quoted | None:
        end = self.doc.tokens[piece.last - 1]
        colon = end.text in {":", ";"}
        for i in range(piece.last - 1, max(piece.first, piece.last - _REACH_BEFORE) - 1, -1):
            t = self.doc.tokens[i]
            if t.text.lower() == "according":
                return self._according(i)
            if self._is_speech(t):
                return Quoted("cue-then-quote", self._speaker(t, piece), i, sure=0.9 if colon or end.text == "," or i >= piece.last - 2 else 0.8)
        if colon:
            return self._colon(piece, "colon-then-quote")
        return None

    def _colon(self, piece: _Piece, rule: str) -> Quoted | None:
        """"Smith, in a letter to voters:" – the clause's subject, or the only name there."""
        words = [self.doc.tokens[i] for i in range(piece.first, piece.last)]
        subject = next((t for t in words if t.dep == "nsubj" and (t.ent in {"PERSON", "ORG", "GPE"} or t.pos in {"PRON", "PROPN"})), None)
        subject = subject or next((t for t in words if t.dep == "nsubj"), None)
        subject = subject or next((t for t in reversed(words) if t.ent == "PERSON" and t.dep != "compound"), None)
        verb = next((t for t in reversed(words) if t.pos in {"VERB", "AUX"}), None)
        return Quoted(rule, subject.i if subject else None, verb.i if verb else None, sure=0.7) if subject else None

    def _speaker(self, verb: Token, piece: _Piece) -> int | None:
        found = subject_of(self.doc, verb.i)
        if found is not None and self.quoted[found] < 0:
            return found
        passive = any(self.doc.tokens[c].dep == "auxpass" for c in self.doc.children[verb.i])
        if passive:
            return None
        near = [
            self.doc.tokens[i] for i in range(piece.first, piece.last)
            if self.doc.tokens[i].pos in {"PROPN", "PRON", "NOUN"} and self.doc.tokens[i].dep not in {"compound", "poss", "pobj", "npadvmod"}
        ]  # fmt: skip
        before = [t for t in near if t.i < verb.i]
        after = [t for t in near if t.i > verb.i]
        if before:
            return before[0].i
        return after[0].i if after else None

    def _announced(self, at: int, order: Sequence[int]) -> Quoted | None:
        """The speaker of a paragraph before that ends with a colon."""
        if at == 0:
            return None
        first, last = self.bounds[order[at - 1]]
        if self.doc.tokens[last - 1].text != ":":
            return None
        begin = last - 1
        while begin > first and self.doc.tokens[begin - 1].text not in _STOPS:
            begin -= 1
        piece = _Piece(begin, last)
        for i in range(last - 1, begin - 1, -1):
            t = self.doc.tokens[i]
            if self._is_speech(t) and self.quoted[i] < 0:
                return Quoted("colon-then-paragraph", self._speaker(t, piece), i, sure=0.85)
        return self._colon(piece, "colon-then-paragraph")

    def _from_passage(self, q: Quotation, first: int) -> Quoted | None:
        """The speaker or the subject of the sentence before, in the same paragraph."""
        for i in range(q.first - 1, first - 1, -1):
            if self.quoted[i] >= 0:
                continue
            if self.indirect.get(i) is not None:
                return Quoted("speaker-before", self.indirect[i], None, sure=0.75)
        for i in range(q.first - 1, first - 1, -1):
            t = self.doc.tokens[i]
            if self.quoted[i] < 0 and t.dep == "nsubj" and (t.ent == "PERSON" or t.text.lower() in {"he", "she"}):
                return Quoted("subject-before", i, None, sure=0.6)
        return None
