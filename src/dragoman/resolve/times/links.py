"""What prepositions make of a time: since, until, by, from … to, between … and.

The expression keeps its words and value; what changes is the period that records keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import When
from dragoman.resolve.times.grammar import Pattern, find_matches
from dragoman.resolve.times.periods import add_days
from dragoman.resolve.times.recurring import Tense
from dragoman.resolve.times.resolving import Meaning
from dragoman.resolve.times.words import Piece, class_chars


@dataclass(frozen=True, slots=True)
class Link:
    """A preposition's hold on one or two times.

    Attributes:
        kind: ``since``, ``from``, ``after``, ``until``, ``by``, ``before``, ``eve``, ``point`` or ``range``.
        start: First code point of the whole, preposition included.
        end: One past its last.
        rule: Id of the pattern.
        first: Index of the piece that holds the (first) time.
        last: Index of the piece of the second time of a range, else as ``first``.
    """

    kind: str
    start: int
    end: int
    rule: str
    first: int
    last: int


def find_links(pieces: Sequence[Piece], patterns: Sequence[Pattern]) -> dict[int, Link]:
    """The links of a text, by the index of each piece they hold."""
    links: dict[int, Link] = {}
    index = {id(piece): n for n, piece in enumerate(pieces)}
    for match, _ in find_matches(pieces, patterns):
        first = index[id(match.pieces("x")[0])]
        last = index[id(match.pieces("y")[0])] if match.has("y") else first
        if _dates_a_noun(pieces, last):
            continue
        low, high = match.extent
        link = Link(match.pattern.read, pieces[low].start, pieces[high - 1].end, match.pattern.id, first, last)
        links[first] = links[last] = link
    return links


def _dates_a_noun(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a time belongs to a noun behind it: before Friday's vote, since the 2014 war."""
    chars = class_chars()
    behind = pieces[at + 1].cls
    return behind == chars["POSS"] or (pieces[at - 1].cls == chars["THE"] and behind in (chars["OTHER"], chars["NAME"]))


def plain_when(meaning: Meaning, text: str) -> When:
    """The period of an expression that no preposition changes."""
    first, last = meaning.first, meaning.last
    return When(
        first.isoformat() if first else None, last.isoformat() if last else None,
        meaning.precision if first or last else None, text,
    )  # fmt: skip


def linked_when(link: Link, meanings: tuple[Meaning, Meaning], tense: Tense | None, text: str) -> When:
    """The period that a preposition makes of one or two times.

    Args:
        link: The preposition's hold.
        meanings: The two times of a range, or the one time twice.
        tense: Tense of the clause: in the past, `by May` is a time, else a deadline.
        text: The words, preposition included.

    Returns:
        The period; since X starts with X and is open, until X ends with it.
    """
    first, last = meanings
    if first.first is None or last.last is None or (link.kind == "range" and last.last < first.first):
        return plain_when(first, text)
    start, end = first.first.isoformat(), last.last.isoformat()
    if link.kind == "range":
        return When(start, end, "range", text)
    if link.kind in ("since", "after") or (link.kind == "from" and tense != "past"):
        return When(start, None, "range", text)
    if link.kind == "until" or (link.kind == "by" and tense != "past"):
        return When(None, end, "range", text)
    if link.kind == "before":
        return When(None, start, "range", text)
    if link.kind == "eve":
        return When(add_days(first.first, -1).isoformat(), end, "range", text)
    return plain_when(first, text)
