"""Quoted stretches of a document: where marks open and close, and where a quotation runs over paragraphs.

News opens every paragraph of a long quotation with a mark and closes only the last one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model import AnnotatedDocument

_MARK = re.compile(r"''|[\"“”«»„‟]")
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[—–:])|^)[‘'](?=[\w\[“\"…$£])")
_SINGLE_CLOSE = re.compile(r"[’'](?=[\s.,;:!?)\]—–-]|$)")
_OPENING = frozenset("“«„‟")
_CLOSING = frozenset("”»")
_ENDS_SPEECH = frozenset(".,!?…")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quoted stretch inside one paragraph.

    Attributes:
        start: First code point after the opening mark.
        end: One past the last code point before the closing mark.
        outer_start: First code point, marks included.
        outer_end: One past the last code point, marks included.
        first: Index of its first token (marks left out).
        last: One past its last token.
        paragraph: Index of its paragraph.
        closed: Whether a mark closes it in its paragraph.
        carried: Whether it carries on a quotation left open at the end of the paragraph before.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    first: int
    last: int
    paragraph: int
    closed: bool
    carried: bool


def find_quotations(doc: AnnotatedDocument) -> list[Quotation]:
    """All quoted stretches, in order, none inside another.

    Args:
        doc: The annotated document.

    Returns:
        Stretches in double marks; in a text without any, stretches in single marks.
    """
    paragraphs = _paragraphs(doc)
    text = doc.document.text
    starts = [t.start for t in doc.tokens]
    double = any(_MARK.search(text, start, end) for _, start, end in paragraphs)
    found: list[Quotation] = []
    is_open = False
    for number, start, end in paragraphs:
        pairs = list(_double(text, start, end) if double else _single(text, start, end))
        for outer_start, inner_start, inner_end, outer_end, closed in pairs:
            first = bisect_left(starts, inner_start)
            last = bisect_left(starts, inner_end)
            if last <= first:
                continue
            carried = is_open and outer_start <= start + 1
            found.append(
                Quotation(inner_start, inner_end, outer_start, outer_end, first, last, number, closed, carried)
            )
        is_open = bool(pairs) and not pairs[-1][4]
    return found


def _paragraphs(doc: AnnotatedDocument) -> list[tuple[int, int, int]]:
    """(index, start, end) of each paragraph that has a sentence."""
    spans: dict[int, list[int]] = {}
    for sentence in doc.sentences:
        span = spans.setdefault(sentence.paragraph, [sentence.start, sentence.end])
        span[1] = max(span[1], sentence.end)
    return [(number, start, end) for number, (start, end) in spans.items()]


def _double(text: str, start: int, end: int) -> Iterator[tuple[int, int, int, int, bool]]:
    """Stretches in double marks as (outer start, inner start, inner end, outer end, closed)."""
    opened: re.Match[str] | None = None
    depth = 0
    for mark in _MARK.finditer(text, start, end):
        kind = _role(text, mark, start, end, opened is not None)
        if opened is None:
            # A closing mark without an opening one closes nothing.
            opened = mark if kind == "open" else None
            depth = 1
        elif kind == "open" and mark.group() in _OPENING and opened.group() in _OPENING:
            if mark.group() != opened.group():
                depth += 1
        elif kind == "close":
            depth -= 1
            if depth <= 0:
                yield opened.start(), opened.end(), mark.start(), mark.end(), True
                opened = None
    if opened is not None:
        yield opened.start(), opened.end(), end, end, False


def _role(text: str, mark: re.Match[str], start: int, end: int, inside: bool) -> str:
    sign = mark.group()
    if sign in _OPENING:
        return "open"
    if sign == "”" and not inside:
        # Some outlets open with the closing mark.
        after = text[mark.end() : mark.end() + 1]
        return "open" if mark.start() == start and after.isalnum() else "close"
    if sign in _CLOSING:
        return "close"
    return "close" if inside else "open"


def _single(text: str, start: int, end: int) -> Iterator[tuple[int, int, int, int, bool]]:
    """Stretches in single marks, apostrophes told apart by what stands around them."""
    at = start
    while (opening := _SINGLE_OPEN.search(text, at, end)) is not None:
        at = opening.end()
        for closing in _SINGLE_CLOSE.finditer(text, at, end):
            before = text[closing.start() - 1]
            ends_speech = before in _ENDS_SPEECH
            plural = before == "s" and text[closing.end() : closing.end() + 2].strip()[:1].isalpha()
            if ends_speech or not plural:
                yield opening.start(), opening.end(), closing.start(), closing.end(), True
                at = closing.end()
                break
        else:
            if opening.start() == start and opening.group() == "‘":
                yield opening.start(), opening.end(), end, end, False
            return


def mask_of(quotations: list[Quotation], tokens: int) -> list[int]:
    """For each token the position in ``quotations`` of the stretch it stands in, or −1."""
    mask = [-1] * tokens
    for number, quotation in enumerate(quotations):
        for i in range(quotation.first, quotation.last):
            mask[i] = number
    return mask
