"""The time expressions of a parsed document, tied to its tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from dragoman.model import AnnotatedDocument, TimeExpression, When
from dragoman.resolve.times.periods import Period
from dragoman.resolve.times.recurring import Tense
from dragoman.resolve.times.spans import TimeSpan, find_time_spans
from dragoman.resolve.times.syntax_tense import tense_at


def find_times(doc: AnnotatedDocument) -> tuple[TimeExpression, ...]:
    """The time expressions of a document outside its cuts, resolved against its date.

    Args:
        doc: The parsed document; where it has no date, relative times keep their words and stay unresolved.

    Returns:
        The expressions in order.

    Raises:
        InputError: If the document's date is no ISO date.
    """
    starts = [t.start for t in doc.tokens]
    ends = [t.end for t in doc.tokens]

    def tokens_of(start: int, end: int) -> tuple[int, int]:
        return bisect_right(ends, start), bisect_left(starts, end)

    def tense_of(start: int, end: int) -> Tense | None:
        first, last = tokens_of(start, end)
        return tense_at(doc, first, last) if first < last else None

    found = []
    for span in find_time_spans(_readable(doc), doc.document.published, tense_of):
        first, last = tokens_of(span.start, span.end)
        if first < last and not _is_person(doc, span, first, last):
            found.append(TimeExpression(span.start, span.end, first, last, span.type, span.value, span.when))
    return tuple(found)


def expression_of(doc: AnnotatedDocument, first: int, last: int, period: Period) -> TimeExpression:
    """A date that words tell by counting.

    Args:
        doc: The parsed document.
        first: Index of the first of the words.
        last: Index of the last.
        period: The days they come to.
    """
    start, end = doc.tokens[first].start, doc.tokens[last].end
    when = When(period.first.isoformat(), period.last.isoformat(), period.precision, doc.quote(start, end))
    return TimeExpression(start, end, first, last + 1, "DATE", period.value, when)


def _readable(doc: AnnotatedDocument) -> str:
    """The text with its cuts blanked: same length, and nothing joins over a cut."""
    text, parts, at = doc.document.text, [], 0
    for cut in doc.document.cuts:
        parts += [text[at : cut.start], "\n\n".ljust(cut.end - cut.start)[: cut.end - cut.start]]
        at = max(at, cut.end)
    return "".join(parts) + text[at:]


def _is_person(doc: AnnotatedDocument, span: TimeSpan, first: int, last: int) -> bool:
    """Whether a lone month is part of somebody's name: April Jones."""
    if last - first > 2 or not span.rules[0].startswith("month"):
        return False
    month = last - 1
    near = [doc.tokens[i] for i in (month - 1, month + 1) if 0 <= i < len(doc.tokens)]
    return doc.tokens[month].ent == "PERSON" and any(t.ent == "PERSON" and t.pos == "PROPN" for t in near)
