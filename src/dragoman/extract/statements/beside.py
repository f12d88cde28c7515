"""The cue beside a quotation: in the words after it, before it, or in the announcement of a colon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.extract.statements.clauses import child, subject_of
from dragoman.extract.statements.lexicon import speech_words
from dragoman.extract.statements.quotation import Quotation
from dragoman.model import AnnotatedDocument, Token

STOPS = frozenset({".", "?", "!"})
_SPEAKING = frozenset({"say", "ask", "judge", "pledge", "think", "feel", "deny", "find", "discuss"})
_ENDS_SENTENCE = frozenset(".?!…")
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis", "dep"})
_NO_HEADS = frozenset({"compound", "poss", "pobj", "npadvmod"})
_AT_ONCE = 5
_ADJACENT = 3
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
class Piece:
    """Words outside marks, within one sentence and paragraph, as a range of tokens."""

    first: int
    last: int


class CueFinder:
    """Finds cues in the words around quotations.

    Args:
        doc: The annotated document.
        quotations: Its quotations.
        quoted: For each token the quotation it stands in, or −1.
        bounds: First and one past the last token of each paragraph.
    """

    def __init__(
        self,
        doc: AnnotatedDocument,
        quotations: Sequence[Quotation],
        quoted: Sequence[int],
        bounds: dict[int, list[int]],
    ) -> None:
        self.doc = doc
        self.quotations = quotations
        self.quoted = quoted
        self.bounds = bounds

    def own_cue(self, n: int) -> Quoted | None:
        """The cue beside a quotation, in its own sentence."""
        q = self.quotations[n]
        after, before = self._after(n), self._before(n)
        text = self.doc.document.text
        ends = text[q.end - 1 : q.end]
        follows = text[q.outer_end : q.outer_end + 1]
        joined = ends in ",?!-–—" or (follows in {",", " "} and ends not in _ENDS_SENTENCE)
        if after is not None and joined:
            found = self._cue_after(after)
            if found is not None:
                return found
        if before is not None:
            found = self._cue_before(before)
            if found is not None:
                return found
        if after is not None and not joined and ends in {".", "…"} and self.doc.tokens[after.first].text[:1].islower():
            # "…." said X: some outlets end the quotation with a full stop all the same.
            found = self._cue_after(after)
            if found is not None and found.cue is not None and found.cue - after.first <= _ADJACENT:
                return found
        return None

    def is_spoken(self, n: int) -> bool:
        """Whether a few words without a verb are speech all the same: a cue follows at once ("Never," she said)."""
        q = self.quotations[n]
        after = self._after(n)
        if after is None or self.doc.document.text[q.end - 1 : q.end] not in {",", "-", "—"}:
            return False
        found = self._cue_after(after)
        return found is not None and found.cue is not None and found.cue - after.first <= _AT_ONCE

    def announcement(self, first: int, last: int) -> Quoted | None:
        """The speaker whom a paragraph announces that ends with a colon."""
        if self.doc.tokens[last - 1].text != ":":
            return None
        begin = last - 1
        while begin > first and self.doc.tokens[begin - 1].text not in STOPS:
            begin -= 1
        piece = Piece(begin, last)
        for i in range(last - 1, begin - 1, -1):
            if self._is_speech(self.doc.tokens[i]) and self.quoted[i] < 0:
                return Quoted("colon-then-paragraph", self._speaker(self.doc.tokens[i], piece), i, sure=0.85)
        return self._colon(piece, "colon-then-paragraph")

    def _after(self, n: int) -> Piece | None:
        q = self.quotations[n]
        stop = self.bounds[q.paragraph][1]
        first = q.last
        while first < stop and self.quoted[first] < 0 and self.doc.tokens[first].start < q.outer_end:
            first += 1
        last = first
        while last < stop and self.quoted[last] < 0 and self.doc.tokens[last].text not in STOPS:
            last += 1
        return Piece(first, last) if last > first else None

    def _before(self, n: int) -> Piece | None:
        q = self.quotations[n]
        begin = self.bounds[q.paragraph][0]
        last = q.first
        while last > begin and self.doc.tokens[last - 1].start >= q.outer_start:
            last -= 1
        first = last
        while first > begin and self.quoted[first - 1] < 0 and self.doc.tokens[first - 1].text not in STOPS:
            first -= 1
        return Piece(first, last) if last > first else None

    def _is_speech(self, t: Token) -> bool:
        if t.pos not in {"VERB", "AUX"} or t.dep in {"aux", "auxpass"}:
            return False
        words = speech_words()
        lemma = t.lemma.lower()
        word = words.get((lemma, "verb"))
        for c in self.doc.children[t.i]:
            word = word or words.get((f"{lemma} {self.doc.tokens[c].lemma.lower()}", "verb"))
        return word is not None and (word.kind in _SPEAKING or "quote" in word.frames)

    def _cue_after(self, piece: Piece) -> Quoted | None:
        for i in range(piece.first, min(piece.last, piece.first + _REACH_AFTER)):
            t = self.doc.tokens[i]
            if t.text.lower() == "according":
                return self._according(i)
            if self._is_speech(t) and t.dep not in {"relcl", "acl"} and t.tag != "VBG":
                return Quoted("quote-then-cue", self._speaker(t, piece), i, sure=0.95)
        # A verb of no speech with a person beside it: "…," she laughed.
        for i in range(piece.first, min(piece.last, piece.first + _AT_ONCE - 1)):
            t = self.doc.tokens[i]
            own = child(self.doc, i, "nsubj") if t.pos == "VERB" and t.tag in {"VBD", "VBZ"} else None
            someone = own is not None and (own.ent == "PERSON" or own.pos in {"PRON", "PROPN"})
            if own is not None and someone and piece.last - piece.first <= _AT_ONCE + 3:
                return Quoted("quote-then-manner", own.i, i, sure=0.6)
        return None

    def _according(self, i: int) -> Quoted | None:
        for k in range(i + 1, min(i + 3, len(self.doc.tokens))):
            if self.doc.tokens[k].text.lower() == "to":
                named = child(self.doc, k, "pobj")
                return Quoted("according-to", named.i if named else None, i, sure=0.95)
        return None

    def _cue_before(self, piece: Piece) -> Quoted | None:
        end = self.doc.tokens[piece.last - 1]
        colon = end.text in {":", ";"}
        for i in range(piece.last - 1, max(piece.first, piece.last - _REACH_BEFORE) - 1, -1):
            t = self.doc.tokens[i]
            if t.text.lower() == "according":
                return self._according(i)
            if self._is_speech(t) and (piece.last - i <= _ADJACENT or t.dep in _MAIN):
                sure = 0.9 if colon or end.text == "," or i >= piece.last - 2 else 0.8
                return Quoted("cue-then-quote", self._speaker(t, piece), i, sure=sure)
        return self._colon(piece, "colon-then-quote") if colon else None

    def _colon(self, piece: Piece, rule: str) -> Quoted | None:
        """ "Smith, in a letter to voters:" – the clause's subject, or the only name there."""
        words = [self.doc.tokens[i] for i in range(piece.first, piece.last)]
        subjects = [t for t in words if t.dep == "nsubj"]
        named = [t for t in subjects if t.ent in {"PERSON", "ORG", "GPE"} or t.pos in {"PRON", "PROPN"}]
        people = [t for t in reversed(words) if t.ent == "PERSON" and t.dep != "compound"]
        subject = next(iter([*named, *subjects, *people]), None)
        verb = next((t for t in reversed(words) if t.pos in {"VERB", "AUX"}), None)
        return Quoted(rule, subject.i, verb.i if verb else None, sure=0.7) if subject else None

    def _speaker(self, verb: Token, piece: Piece) -> int | None:
        found = subject_of(self.doc, verb.i)
        if found is not None and self.quoted[found] < 0:
            return found
        if child(self.doc, verb.i, "auxpass") is not None:
            return None
        words = [self.doc.tokens[i] for i in range(piece.first, piece.last)]
        near = [t for t in words if t.pos in {"PROPN", "PRON", "NOUN"} and t.dep not in _NO_HEADS]
        before = [t.i for t in near if t.i < verb.i]
        after = [t.i for t in near if t.i > verb.i]
        return next(iter([*before[:1], *after[:1]]), None)
