"""A text as the units that debris is told by: lines, and paragraphs wrapped by hand over several lines.

A release wrapped at seventy columns is made of short lines without a full stop; taken one by one they would look
like a menu. Lines that only break because the next word would not have fitted are therefore one unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_EDGE = " \u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\0"
_END = re.compile(r"[.!?…][\"'”’»)\]*_]*$|[.!?…,;][\"”’]$")
_WIDEST = 110
"""Longest line of a text wrapped by hand; longer lines are whole paragraphs."""
_NARROWEST = 40
"""Shortest column a text is wrapped to."""
_WRAPPED_LINES = 3
"""Full lines with another right below them that it takes to believe a text is wrapped."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or the lines of one wrapped paragraph.

    Attributes:
        start: First code point that is not white space.
        end: One past the last.
        text: The words, line breaks inside read as single spaces.
        words: Number of words.
        block: Number of the stretch without a blank line in which it stands.
    """

    start: int
    end: int
    text: str
    words: int
    block: int

    @property
    def ended(self) -> bool:
        """Whether it closes as sentences do."""
        return _END.search(self.text[-12:]) is not None


def find_units(text: str, start: int = 0) -> list[Unit]:
    """The units of a text in order.

    Args:
        text: The document's text.
        start: Where to begin, in code points.

    Returns:
        The units; blank lines make none.
    """
    blocks = list(_blocks(text, start))
    column = _column(text, blocks)
    units: list[Unit] = []
    for number, block in enumerate(blocks):
        for first, last in _paragraphs(text, block, column):
            words = " ".join(text[s:e].strip(_EDGE) for s, e in block[first : last + 1])
            units.append(Unit(block[first][0], block[last][1], words, len(words.split()), number))
    return units


def _blocks(text: str, start: int) -> Iterator[list[tuple[int, int]]]:
    """Spans of the lines between blank lines."""
    block: list[tuple[int, int]] = []
    at = start
    for match in _LINE.finditer(text, start):
        line = _trimmed(text, match.start(), match.end())
        apart = line is None or len(_BREAK.findall(text, at, match.start())) > 1
        at = match.end()
        if apart and block:
            yield block
            block = []
        if line is not None:
            block.append(line)
    if block:
        yield block


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (text[start] in _EDGE or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _EDGE or text[end - 1].isspace()):
        end -= 1
    return (start, end) if start < end else None


def _reach(text: str, line: tuple[int, int]) -> int:
    """The column a line reaches, its indentation counted."""
    margin = line[0]
    while margin and not _BREAK.match(text, margin - 1):
        margin -= 1
    return line[1] - margin


def _column(text: str, blocks: list[list[tuple[int, int]]]) -> int | None:
    """The column a text is wrapped to, or None if its lines are paragraphs."""
    every = [e - s for block in blocks for s, e in block]
    reached = (_reach(text, line) for block in blocks for line in block[:-1] if line[1] - line[0] <= _WIDEST)
    above = sorted(column for column in reached if _NARROWEST <= column <= _WIDEST)
    if not above or sum(length > _WIDEST for length in every) > len(every) / 10:
        return None
    column = above[len(above) * 9 // 10]
    full = sum(length >= column * 0.8 for length in above)
    return column if full >= _WRAPPED_LINES and full >= len(above) / 2 else None


def _paragraphs(text: str, block: list[tuple[int, int]], column: int | None) -> Iterator[tuple[int, int]]:
    """Indices of the first and last line of each paragraph of a block."""
    first = 0
    for i, (start, end) in enumerate(block):
        if column is not None and i + 1 < len(block):
            below = text[block[i + 1][0] : block[i + 1][1]]
            # The line is full: the word that begins the next would not have fitted.
            if _reach(text, (start, end)) + 1 + len(below.split()[0]) > column:
                continue
        yield first, i
        first = i + 1
