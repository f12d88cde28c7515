"""Who speaks a quotation: from the words around its marks, paragraph by paragraph.

A cue stands after the quotation ("…," X said), before it (X said: "…") or between its halves; a quotation without one
goes on from the one before it, is announced by a colon, or belongs to whom the passage is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dragoman.extract.statements.beside import CueFinder, Quoted
from dragoman.extract.statements.quotation import Quotation
from dragoman.model import AnnotatedDocument

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})
_LEAST_WORDS = 4
_TITLE_SHARE = 0.8
_SPEECH_ENDS = frozenset(".,!?…-—")


def is_utterance(doc: AnnotatedDocument, q: Quotation) -> bool:
    """Whether a quotation is speech by its own looks, not a name or a word held at arm's length."""
    if not q.closed or q.carried:
        return True
    words = [t for t in doc.tokens[q.first : q.last] if t.pos not in {"PUNCT", "SPACE"}]
    ends = doc.document.text[q.end - 1 : q.end]
    ends_after = doc.document.text[q.outer_end : q.outer_end + 1]
    if ends not in _SPEECH_ENDS and _is_title([t.text for t in words]):
        return False
    finite = any(t.tag in _FINITE for t in words)
    subject = any(t.dep in {"nsubj", "nsubjpass", "expl"} for t in words)
    if ends in {"?", "!"}:
        return bool(words) and (finite or len(words) >= 3)
    if finite and ((ends == "," and len(words) > 1) or (len(words) >= _LEAST_WORDS and subject)):
        return True
    return finite and ((ends in {".", "…", "-", "—"} and len(words) >= 2) or (ends_after == "," and len(words) >= 6))


def _is_title(words: Sequence[str]) -> bool:
    """Whether words are written as the name of a work ("Quiet Flows the Don")."""
    long = [w for w in words if len(w) > 3 and w.isalpha()]
    return len(long) >= 2 and sum(w[0].isupper() for w in long) >= _TITLE_SHARE * len(long)


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
        self._order = list(self.bounds)
        self._place = {p: k for k, p in enumerate(self._order)}
        self._finder = CueFinder(doc, quotations, quoted, self.bounds)
        self._last: Quoted | None = None
        self._last_place = -9

    def read(self) -> list[Quoted]:
        """All quoted statements, in order."""
        found: list[Quoted] = []
        by_paragraph: dict[int, list[int]] = {}
        for n, q in enumerate(self.quotations):
            if is_utterance(self.doc, q) or self._finder.is_spoken(n):
                by_paragraph.setdefault(q.paragraph, []).append(n)
        for paragraph, numbers in by_paragraph.items():
            for statement in self._of_paragraph(paragraph, numbers):
                if not any(statement is known for known in found):
                    found.append(statement)
        return found

    def _of_paragraph(self, paragraph: int, numbers: Sequence[int]) -> Iterator[Quoted]:
        told = {n: own for n in numbers if (own := self._finder.own_cue(n)) is not None}
        current: Quoted | None = None
        for n in numbers:
            own = told.get(n)
            if own is None:
                current = current or self._without_cue(n, told, numbers, paragraph)
            elif current is None or current.cue is None or current.cue != own.cue:
                current = self._going_on(n, own) or own
            if current is None:
                continue
            current.parts.append(n)
            self._last, self._last_place = current, self._place[paragraph]
            yield current

    def _before(self, paragraph: int) -> Quoted | None:
        """The last quoted statement, if it stands in this paragraph or the one before."""
        return self._last if self._place[paragraph] - self._last_place <= 1 else None

    def _going_on(self, n: int, own: Quoted) -> Quoted | None:
        """The statement a carried quotation goes on from, though it has a cue of its own ("… he went on")."""
        q = self.quotations[n]
        last = self._before(q.paragraph)
        if not q.carried or last is None or own.cue is None:
            return None
        if last.speaker is None or own.speaker is None:
            return last
        one, other = self.doc.tokens[last.speaker], self.doc.tokens[own.speaker]
        return last if other.pos == "PRON" or one.text == other.text else None

    def _without_cue(self, n: int, told: Mapping[int, Quoted], numbers: Sequence[int], paragraph: int) -> Quoted | None:
        q = self.quotations[n]
        first, last = self.bounds[paragraph]
        before = self._before(paragraph)
        if q.carried and before is not None:
            return before
        following = next((told[m] for m in numbers if m > n and m in told), None)
        if following is not None:
            return following
        words = (i for i in range(first, last) if self.quoted[i] < 0)
        outside = [i for i in words if self.doc.tokens[i].pos not in {"PUNCT", "SPACE"}]
        if not any(i < q.first for i in outside):
            place = self._place[paragraph]
            announced = self._finder.announcement(*self.bounds[self._order[place - 1]]) if place else None
            if announced is not None:
                return announced
            if before is not None and (not outside or q.first - first <= 1):
                return before
        return self._from_passage(q, first)

    def _from_passage(self, q: Quotation, first: int) -> Quoted | None:
        """The speaker or the subject of the sentence before, in the same paragraph."""
        outside = [i for i in range(q.first - 1, first - 1, -1) if self.quoted[i] < 0]
        for i in outside:
            if self.indirect.get(i) is not None:
                return Quoted("speaker-before", self.indirect[i], None, sure=0.75)
        for i in outside:
            t = self.doc.tokens[i]
            if t.dep == "nsubj" and (t.ent == "PERSON" or t.text.lower() in {"he", "she"}):
                return Quoted("subject-before", i, None, sure=0.6)
        return None
