"""The time patterns: read from their table, compiled once, applied level by level."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.model import TableError
from dragoman.resolve.times.forms import Form
from dragoman.resolve.times.lexicon import language_table
from dragoman.resolve.times.notation import Notation
from dragoman.resolve.times.words import Piece, class_chars
from dragoman.tables.files import read_yaml

_FILE = "times_patterns.yaml"
_KEYS = {
    "id", "match", "after", "not_after", "before", "not_before", "read", "args", "examples", "counterexamples", "why"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pattern:
    """One rule of the table.

    Attributes:
        id: Its name.
        level: Index of its level; later levels see what earlier ones recognised.
        regex: Over class characters.
        read: Name of the reader that makes a form, ``ignore`` for what only looks like a time, or the
            kind of a link between times.
        args: Constants for the reader.
        examples: Texts with the time in brackets, ``=>`` and its value on Friday 2022-09-16.
        counterexamples: Texts in which the rule must find nothing.
    """

    id: str
    level: int
    regex: re.Pattern[str]
    read: str
    args: Mapping[str, Any]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class Found:
    """A pattern's match over pieces, as readers see it."""

    __slots__ = ("_match", "_pieces", "pattern")

    def __init__(self, pattern: Pattern, match: re.Match[str], pieces: Sequence[Piece]) -> None:
        self.pattern, self._match, self._pieces = pattern, match, pieces

    def arg(self, name: str, default: Any = None) -> Any:
        """A constant of the rule."""
        return self.pattern.args.get(name, default)

    def pieces(self, name: str) -> Sequence[Piece]:
        """The pieces of a group, none if it took no part."""
        if name not in self.pattern.regex.groupindex:
            return ()
        low, high = self._match.span(name)
        return self._pieces[low:high] if low >= 0 else ()

    def has(self, name: str) -> bool:
        """Whether a group took part."""
        return bool(self.pieces(name))

    def value(self, name: str) -> str:
        """The table's value of a group's first piece, "" if it took no part."""
        pieces = self.pieces(name)
        return pieces[0].value if pieces else ""

    def number(self, name: str) -> int:
        """The whole number a group's first piece stands for."""
        return int(self.value(name))

    def form(self, name: str) -> Form:
        """The time an earlier level recognised at a group's first piece.

        Raises:
            TableError: If the rule's group does not hold a recognised time.
        """
        pieces = self.pieces(name)
        if not pieces or pieces[0].form is None:
            raise TableError(f"{self.pattern.id}: group {name!r} holds no time: mend its classes.")
        return pieces[0].form

    @property
    def extent(self) -> tuple[int, int]:
        """Indices of the pieces that are the time itself: the group ``t``, or the whole match."""
        if "t" in self.pattern.regex.groupindex and self._match.span("t")[0] >= 0:
            return self._match.span("t")
        return self._match.span()

    @property
    def covered(self) -> tuple[int, int]:
        """Indices of all the pieces the rule looked at."""
        return self._match.span()


@lru_cache(maxsize=1)
def read_patterns() -> tuple[tuple[Pattern, ...], ...]:
    """All patterns, by level.

    Raises:
        TableError: If a rule breaks the table's form; the message names it.
    """
    table = read_yaml(language_table(_FILE))
    notation = Notation(class_chars(), table["unions"], table["macros"])
    seen: set[str] = set()
    levels = []
    for number, level in enumerate(table["levels"]):
        patterns = []
        for row in level["patterns"]:
            where = f"{_FILE}: rule {row.get('id')!r}"
            if set(row) - _KEYS or not {"id", "match", "read"} <= set(row):
                raise TableError(f"{where} has unknown or missing keys: {sorted(set(row) ^ {'id', 'match', 'read'})}.")
            if row["id"] in seen:
                raise TableError(f"{where} stands twice.")
            seen.add(row["id"])
            patterns.append(_compile(row, number, notation, where))
        levels.append(tuple(patterns))
    return tuple(levels)


def _compile(row: Mapping[str, Any], level: int, notation: Notation, where: str) -> Pattern:
    source = f"(?:{notation.compile(row['match'], where).pattern})"
    for key, form in (("after", "(?<=[{}])"), ("not_after", "(?<![{}])")):
        if key in row:
            source = form.format(notation.charset(row[key], where)) + source
    for key, form in (("before", "(?=[{}])"), ("not_before", "(?![{}])")):
        if key in row:
            source += form.format(notation.charset(row[key], where))
    return Pattern(
        row["id"], level, re.compile(source), row["read"], row.get("args", {}),
        tuple(row.get("examples", ())), tuple(row.get("counterexamples", ())),
    )  # fmt: skip


def find_matches(
    pieces: Sequence[Piece], patterns: Sequence[Pattern], read: Callable[[Found], Form | None] | None = None
) -> list[tuple[Found, Form | None]]:
    """The matches of a level that do not overlap, the longest first served, in order.

    Args:
        pieces: The text.
        patterns: The level's patterns; of equally long matches the earlier pattern's wins.
        read: Makes a form of a match, or None where the words say no time after all: the words are then
            free for another pattern.

    Returns:
        Each match with its form (None without a reader and for the rule ``ignore``).
    """
    line = "".join([p.cls for p in pieces])
    found = [
        (match.start() - match.end(), rank, match.start(), Found(pattern, match, pieces))
        for rank, pattern in enumerate(patterns)
        for match in pattern.regex.finditer(line)
    ]
    found.sort(key=lambda f: f[:3])
    taken = bytearray(len(line))
    kept: list[tuple[Found, Form | None]] = []
    for _, _, _, match in found:
        low, high = match.extent
        if any(taken[low:high]):
            continue
        form = read(match) if read and match.pattern.read != "ignore" else None
        if form is None and read and match.pattern.read != "ignore":
            continue
        taken[low:high] = b"\x01" * (high - low)
        kept.append((match, form))
    kept.sort(key=lambda k: k[0].extent)
    return kept


def rewrite(pieces: list[Piece], patterns: Sequence[Pattern], read: Callable[[Found], Form | None]) -> list[Piece]:
    """The pieces after a level: each recognised time one piece, the rest as it was.

    Args:
        pieces: The text so far.
        patterns: The level.
        read: Makes a form of a match, or None where the words say no time after all.
    """
    out: list[Piece] = []
    at, chars = 0, class_chars()
    for match, form in find_matches(pieces, patterns, read):
        low, high = match.extent
        out += pieces[at:low]
        inner = tuple(rule for p in pieces[low:high] for rule in p.rules)
        cls = chars[form.node if form else "NAME"]
        out.append(Piece(pieces[low].start, pieces[high - 1].end, "", cls, "", form, (*inner, match.pattern.id)))
        at = high
    return out + pieces[at:]
