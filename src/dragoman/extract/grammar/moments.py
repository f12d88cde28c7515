"""Dates near a word, as precise as the text: for the start and end of a standing and the age of what is told.

Where the document's times are resolved they are used; otherwise plain years and months are read here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import AnnotatedDocument, When
from dragoman.tables.dates import first_day, last_day

_PARTIAL = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)(s?)")
_MONTHS = {
    m: n + 1
    for n, m in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
         "december")
    )
}  # fmt: skip
_SINCE = frozenset({"since", "from", "after"})
_UNTIL = frozenset({"until", "till", "to", "through", "before"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in the text.

    Attributes:
        first: Index of its first token.
        last: One past its last token.
        start: ISO date as precise as the text (``2017``, ``2017-06``, ``2017-06-15``), or None.
        end: The same for the end of a range, or None.
        when: The period as records keep it.
        opens: Whether what is told goes on from then ("since 2012").
    """

    first: int
    last: int
    start: str | None
    end: str | None
    when: When
    opens: bool = False


class Moments:
    """The dates of one document, in order.

    Args:
        doc: The annotated document.
    """

    def __init__(self, doc: AnnotatedDocument) -> None:
        self.doc = doc
        self.all: tuple[Moment, ...] = tuple(_resolved(doc) if doc.times else _plain_years(doc))

    def in_sentence(self, number: int) -> list[Moment]:
        """The dates of a sentence."""
        sentence = self.doc.sentences[number]
        return [m for m in self.all if sentence.first <= m.first < sentence.last]

    def near(self, i: int, strict: bool = False) -> Moment | None:
        """The date that belongs to a word: below it in the tree, else the nearest in its sentence.

        Args:
            i: Index of the word.
            strict: Whether a date of another clause, or one beyond another number, must not count.
        """
        token = self.doc.tokens[i]
        here = self.in_sentence(token.sent)
        if strict:
            here = [m for m in here if not self._is_barred(i, m)]
        if not here:
            return None
        below = set(self.doc.subtree(i))
        verb = next((a for a in self.doc.ancestors(i) if a.pos in {"VERB", "AUX"}), None)
        clause = set(self.doc.subtree(verb.i)) if verb is not None else set()
        return min(here, key=lambda m: (m.first not in below, m.first not in clause, abs(m.first - i)))

    def _is_barred(self, i: int, moment: Moment) -> bool:
        """Whether a clause break or another number stands between a word and a date."""
        low, high = (moment.last, i) if moment.first < i else (i + 1, moment.first)
        dated = {k for m in self.all for k in range(m.first, m.last)}
        between = [t for t in self.doc.tokens[low:high] if t.i not in dated]
        number = self.doc.tokens[i].pos == "NUM" and any(t.pos == "NUM" for t in between)
        return number or any(t.text in {";", ":", ")"} for t in between) or self._is_elsewhere(i, moment.first)

    def _is_elsewhere(self, i: int, at: int) -> bool:
        """Whether a date belongs to a clause joined by "and" that has its own subject."""
        for low, high in ((i, at), (at, i)):
            verb = next((t.i for t in self.doc.ancestors(high) if t.pos in {"VERB", "AUX"}), high)
            for token in (self.doc.tokens[low], *self.doc.ancestors(low)):
                if token.i in {verb, high}:
                    break
                joined = token.dep in {"conj", "ccomp", "parataxis"} and token.pos in {"VERB", "AUX"}
                if joined and self.doc.dependents(token.i, "nsubj", "nsubjpass"):
                    return True
        return False

    def before(self, i: int) -> Moment | None:
        """The last date told before a word, anywhere in the document."""
        told = [m for m in self.all if m.first < i and (m.start or m.end)]
        return told[-1] if told else None

    def share_before(self, day: str) -> float:
        """Share of the document's dates that end before an ISO day; 0.0 where there are fewer than two."""
        dated = [m for m in self.all if m.start or m.end]
        if len(dated) < 2:
            return 0.0
        return sum(last_day((m.end or m.start) or "") < day for m in dated) / len(dated)


def _resolved(doc: AnnotatedDocument) -> list[Moment]:
    found: list[Moment] = []
    for time in doc.times:
        if time.type not in {"DATE", "TIME"} or not (time.when.start or time.when.end):
            continue
        told = _PARTIAL.match(time.value)
        width = len(told[0]) if told else 10
        start, end = time.when.start, time.when.end
        words = (time.when.text or "").lower()
        opens = words.startswith("since") or (start is not None and end is None)
        one = start is not None and end is not None and time.when.precision in {"day", "month", "year"}
        first = start[:width] if start else None
        last = end[:width] if end and not one else None
        found.append(Moment(time.first, time.last, first, last, time.when, opens))
    return found


def _plain_years(doc: AnnotatedDocument) -> list[Moment]:
    found: list[Moment] = []
    year: str | None = None
    for token in doc.tokens:
        match = _YEAR.fullmatch(token.text)
        if match and not (token.dep == "nummod" and doc.tokens[token.head].pos == "NOUN"):
            year = match[1]
            first, month = _month_before(doc, token.i)
            text = f"{year}-{month:02d}" if month else year
            found.append(_moment(doc, first, token.i + 1, text))
        elif token.text.lower() in _MONTHS and token.text[:1].isupper() and year is not None:
            follows = any(_YEAR.fullmatch(t.text) for t in doc.tokens[token.i + 1 : token.i + 5])
            if not follows and token.i > 0 and doc.tokens[token.i - 1].lemma in {"in", "by", "since", "until"}:
                found.append(_moment(doc, token.i, token.i + 1, f"{year}-{_MONTHS[token.text.lower()]:02d}"))
    return found


def _month_before(doc: AnnotatedDocument, i: int) -> tuple[int, int | None]:
    for back in range(1, 5):
        at = i - back
        if at < 0 or doc.tokens[at].sent != doc.tokens[i].sent:
            break
        token = doc.tokens[at]
        if token.text.lower() in _MONTHS and token.text[:1].isupper():
            return at, _MONTHS[token.text.lower()]
        if not (token.pos in {"NUM", "PUNCT"} or token.lemma in {"of", "the"}):
            break
    return i, None


def _moment(doc: AnnotatedDocument, first: int, last: int, text: str) -> Moment:
    before = _word_before(doc.tokens[max(0, first - 1) : first])
    quote = doc.quote(doc.tokens[first].start, doc.tokens[last - 1].end)
    precision = ("year", "month", "day")[text.count("-")]
    if before in _UNTIL:
        return Moment(first, last, None, text, When(None, last_day(text), "range", quote))
    if before in _SINCE:
        return Moment(first, last, text, None, When(first_day(text), None, "range", quote), opens=True)
    return Moment(first, last, text, None, When(first_day(text), last_day(text), precision, quote))


def _word_before(tokens: Sequence[object]) -> str:
    return getattr(tokens[-1], "text", "").lower() if tokens else ""
