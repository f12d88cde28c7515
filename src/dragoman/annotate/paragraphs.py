"""Paragraphs of a document outside its cuts, whatever way its lines were broken.

Releases come hard-wrapped at seventy columns, digests one item a line, pages one paragraph a line:
the parser must see whole sentences and never two items glued into one. A cut ends a paragraph, unless it is a mark
of the file's format inside a line: a sentence is read across that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.model import Cut, Document

_LINE = re.compile(r"[^\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029]|$)")
_BREAKS = frozenset("\r\n\u2028\u2029")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_WRAP_WIDTH = 100
"""Longest line, in code points, of text wrapped by hand; longer lines are whole paragraphs."""


def find_paragraphs(document: Document) -> list[tuple[int, int]]:
    """Spans of the document's paragraphs, cuts left out.

    Args:
        document: The document with its cuts.

    Returns:
        ``(start, end)`` in code points, in order, without surrounding white space.
    """
    text = readable_text(document)
    return [span for start, end in _kept(document) for span in _split(text, start, end)]


def readable_text(document: Document) -> str:
    """The document's text with the marks inside its lines read as spaces: as long as before, so that offsets hold."""
    pieces, at = [], 0
    for cut in document.cuts:
        if cut.start >= at and _in_line(document.text, cut):
            pieces += [document.text[at : cut.start], " " * (cut.end - cut.start)]
            at = cut.end
    return "".join([*pieces, document.text[at:]]) if pieces else document.text


def _in_line(text: str, cut: Cut) -> bool:
    """Whether a cut is a mark with something of its line before it, and does not reach into the next line."""
    before = text[cut.start - 1 : cut.start]
    return cut.is_mark and before not in ("", *_BREAKS) and _BREAKS.isdisjoint(text[cut.start : cut.end])


def _kept(document: Document) -> Iterator[tuple[int, int]]:
    """Stretches between the cuts, marks inside lines not counted."""
    at = 0
    for cut in document.cuts:
        if _in_line(document.text, cut):
            continue
        if cut.start > at:
            yield at, cut.start
        at = max(at, cut.end)
    if at < len(document.text):
        yield at, len(document.text)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    block: list[tuple[int, int]] = []
    for match in _LINE.finditer(text, start, end):
        line = _trim(text, match.start(), match.end())
        if line is None:
            yield from _join(text, block)
            block = []
        else:
            block.append(line)
        if match.end() >= end:
            break
    yield from _join(text, block)


def _join(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Paragraphs of a block of lines without a blank one between them."""
    if not lines:
        return
    wrapped = max(e - s for s, e in lines) <= _WRAP_WIDTH
    begin, last = lines[0]
    for s, e in lines[1:]:
        goes_on = not _ENDS_SENTENCE.search(text[begin:last][-8:])
        # A wrapped line goes on below it unless it is much shorter than the lines around it.
        full = last - _line_start(text, last) >= 40
        if (wrapped and ((goes_on and full) or (not goes_on and full))) or (goes_on and text[s : s + 1].islower()):
            last = e
            continue
        yield begin, last
        begin, last = s, e
    yield begin, last


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
