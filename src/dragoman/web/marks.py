"""From a text, its records and its cuts to stretches that can be shown: who marks which words.

A reading page shows the text exactly as it was given. Each record draws a line under its words; where records
overlap, the lines lie in lanes one under the other, the shortest words nearest to the text. All offsets are Unicode
code points and are worked out here, so that nothing in a browser ever counts characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.model import Cut, Event, Record

MAX_LANES = 5
"""Lines that can be told apart under one word; deeper overlaps share the last lane."""

PART_CHARS = 120_000
"""Code points of text on one page: longer documents are shown in parts."""

_BREAK = r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
_BREAKS = re.compile(rf"[ \t\u00a0]*(?:{_BREAK}[ \t\u00a0]*)+")
_SET_SPACES = re.compile(r"\t|[ \u00a0]{2}")
_ONE_BREAK = re.compile(_BREAK)


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one record: its evidence, or another place where the same act is told.

    Attributes:
        record: Index of the record in the document's records.
        start: First code point.
        end: One past the last code point.
        lane: Number of the line under the text, 1 nearest to it.
        first: Whether these are the record's evidence (not a further mention).
    """

    record: int
    start: int
    end: int
    lane: int
    first: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under which nothing changes.

    Attributes:
        start: First code point.
        end: One past the last code point.
        text: The words.
        spans: The spans that cover it, by lane.
        opens: Indices of records whose evidence begins here.
        cut: The cut it stands in, if any.
        cut_opens: Whether the cut begins to show here.
    """

    start: int
    end: int
    text: str
    spans: tuple[Span, ...] = ()
    opens: tuple[int, ...] = ()
    cut: Cut | None = None
    cut_opens: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the text as it was given.

    Attributes:
        segments: Its stretches, in order.
        tail: The white space and line breaks after it, as written.
        gap: Whether a blank line follows.
        lanes: How many lines lie under its words.
        cut: Whether all of it was cut away.
        set: Whether its spaces are set as in a table, not only between words.
    """

    segments: tuple[Segment, ...]
    tail: str
    gap: bool
    lanes: int
    cut: bool
    set: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a long document that is shown on one page.

    Attributes:
        number: 1 for the first.
        start: First code point.
        end: One past the last code point.
    """

    number: int
    start: int
    end: int


def lay_lanes(records: Sequence[Record], chars: int) -> list[Span]:
    """Give every span of every record a lane in which it meets no other.

    Shorter spans come first and so lie nearer to the text; a span inside another is thus always above it.

    Args:
        records: The document's records, in reading order.
        chars: Length of the text; spans that reach out of it are dropped.

    Returns:
        The spans, in order of start, longest first.
    """
    found: list[tuple[int, int, int, bool]] = []
    for index, record in enumerate(records):
        found.append((record.evidence.start, record.evidence.end, index, True))
        if isinstance(record, Event):
            found.extend((m.start, m.end, index, False) for m in record.mentions)
    usable = sorted(
        {(s, e, i): first for s, e, i, first in reversed(found) if 0 <= s < e <= chars}.items(),
        key=lambda item: (item[0][1] - item[0][0], item[0][2], item[0][0]),
    )
    lanes: list[list[tuple[int, int]]] = [[] for _ in range(MAX_LANES)]
    spans = []
    for (start, end, index), first in usable:
        lane = next((n for n, taken in enumerate(lanes) if _free(taken, start, end)), MAX_LANES - 1)
        insort(lanes[lane], (start, end))
        spans.append(Span(index, start, end, lane + 1, first))
    return sorted(spans, key=lambda s: (s.start, -s.end, s.record))


def _free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether ``[start, end)`` meets none of the sorted, disjoint stretches."""
    at = bisect_left(taken, (start, end))
    return (at == len(taken) or taken[at][0] >= end) and (at == 0 or taken[at - 1][1] <= start)


def parts_of(text: str, limit: int = PART_CHARS) -> tuple[Part, ...]:
    """Cut a long text into pages at line breaks, or inside a line longer than a page.

    Args:
        text: The document's text.
        limit: Most code points on one page.

    Returns:
        At least one part; together they are the whole text.
    """
    parts: list[Part] = []
    start = 0
    while len(text) - start > limit:
        at = max(text.rfind(mark, start + limit // 2, start + limit) for mark in ("\n", "\r", "\u2029"))
        end = at + 1 if at >= 0 else start + limit
        parts.append(Part(len(parts) + 1, start, end))
        start = end
    parts.append(Part(len(parts) + 1, start, len(text)))
    return tuple(parts)


def part_at(parts: Sequence[Part], offset: int) -> int:
    """The number of the part in which a code point stands."""
    return next((p.number for p in parts if offset < p.end), len(parts))


def blocks_of(text: str, spans: Iterable[Span], cuts: Iterable[Cut], part: Part) -> list[Block]:
    """The lines of one part of a text, each cut where marks begin or end.

    Args:
        text: The whole document's text.
        spans: What `lay_lanes` gave.
        cuts: The document's cuts.
        part: The part to show.

    Returns:
        Blocks whose segments and tails, joined, are exactly ``text[part.start:part.end]``.
    """
    inside = [s for s in spans if s.start < part.end and s.end > part.start]
    away = [c for c in cuts if c.start < part.end and c.end > part.start and c.start < c.end]
    edges = {e for s in inside for e in (s.start, s.end)} | {e for c in away for e in (c.start, c.end)}
    edge_list = sorted(e for e in edges if part.start < e < part.end)
    pointer = _Sweep(inside, away)
    blocks = []
    for start, end, after in _lines(text, part):
        low, high = bisect_left(edge_list, start + 1), bisect_left(edge_list, end)
        corners = [start, *edge_list[low:high], end] if start < end else []
        segments = tuple(pointer.segment(text, a, b) for a, b in pairwise(corners))
        tail = text[end:after]
        blocks.append(
            Block(
                segments,
                tail,
                gap=len(_ONE_BREAK.findall(tail)) > 1,
                lanes=max((s.lane for g in segments for s in g.spans), default=0),
                cut=bool(segments) and all(g.cut is not None or not g.text.strip() for g in segments),
                set=_SET_SPACES.search(text, start, end) is not None,
            )
        )
    return blocks


def _lines(text: str, part: Part) -> Iterator[tuple[int, int, int]]:
    """Start and end of each line, and where the white space after it ends."""
    start = part.start
    for found in _BREAKS.finditer(text, part.start, part.end):
        yield start, found.start(), found.end()
        start = found.end()
    if start < part.end:
        yield start, part.end, part.end


class _Sweep:
    """Goes along the text once and knows which spans and which cut cover the present stretch."""

    def __init__(self, spans: list[Span], cuts: list[Cut]) -> None:
        self._spans = sorted(spans, key=lambda s: s.start)
        self._cuts = sorted(cuts, key=lambda c: c.start)
        self._next = 0
        self._next_cut = 0
        self._open: list[Span] = []
        self._opened: set[int] = set()
        self._shown: Cut | None = None

    def segment(self, text: str, start: int, end: int) -> Segment:
        """The segment ``[start, end)``; to be called from left to right."""
        while self._next < len(self._spans) and self._spans[self._next].start <= start:
            self._open.append(self._spans[self._next])
            self._next += 1
        self._open = [s for s in self._open if s.end > start]
        while self._next_cut < len(self._cuts) and self._cuts[self._next_cut].end <= start:
            self._next_cut += 1
        cut = self._cuts[self._next_cut] if self._next_cut < len(self._cuts) else None
        if cut is not None and cut.start > start:
            cut = None
        opens = tuple(s.record for s in self._open if s.first and s.record not in self._opened)
        self._opened.update(opens)
        cut_opens = cut is not None and cut is not self._shown
        self._shown = cut if cut is not None else self._shown
        return Segment(
            start, end, text[start:end], tuple(sorted(self._open, key=lambda s: s.lane)), opens, cut, cut_opens
        )
