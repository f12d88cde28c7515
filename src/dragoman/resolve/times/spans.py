"""Finds and resolves the time expressions of a text.

Reference: TimeML annotation guidelines 1.2.1 (TIMEX3) for extents, types and values; a time's preposition is not
part of its extent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from dragoman.model import InputError, When
from dragoman.resolve.times.forms import (
    AsTold,
    Clock,
    Fixed,
    Form,
    Inside,
    MonthDay,
    Moved,
    NamedDay,
    Portion,
    Recurring,
    Slice,
    Steps,
    Through,
    Vague,
    Weekday,
    Yearless,
)
from dragoman.resolve.times.grammar import Found, read_patterns, rewrite
from dragoman.resolve.times.links import Link, find_links, linked_when, plain_when
from dragoman.resolve.times.readers import READERS
from dragoman.resolve.times.recurring import Frame, Tense
from dragoman.resolve.times.resolving import Meaning, resolve
from dragoman.resolve.times.tense import guess_tense
from dragoman.resolve.times.words import Piece, class_chars, read_pieces

TenseOf: TypeAlias = Callable[[int, int], Tense | None]
"""Gives the tense of the clause around the code points of an expression, None where it cannot tell."""


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time expression of a text, resolved.

    Attributes:
        start: First code point.
        end: One past the last.
        type: TIMEX3 type: ``DATE``, ``TIME``, ``DURATION`` or ``SET``.
        value: TIMEX3 value, "" where it needs a date that is not known.
        mod: TIMEX3 modifier (``START``, ``MID``, ``END``, ``MORE_THAN`` …), None where there is none.
        when: The period as records keep it.
        rules: Ids of the patterns that made it, the inner ones first.
    """

    start: int
    end: int
    type: str
    value: str
    mod: str | None
    when: When
    rules: tuple[str, ...]


def find_time_spans(text: str, dct: str | None, tense_of: TenseOf | None = None) -> tuple[TimeSpan, ...]:
    """The time expressions of a text, in order.

    Args:
        text: The text.
        dct: The document's ISO date; None leaves relative times unresolved.
        tense_of: Tells the tense around an expression; without it the words around are taken as a hint.

    Returns:
        The expressions; they do not overlap.

    Raises:
        InputError: If ``dct`` is no ISO date.
    """
    pieces = recognise(text)
    frame = Frame(_day(dct))
    frame.history = tells_history(pieces, frame.dct)
    links = find_links(pieces, read_patterns()[-1])
    found: list[tuple[int, Meaning, Tense | None]] = []
    edge = class_chars()["BREAK"]
    for n, piece in enumerate(pieces):
        if piece.cls == edge:
            frame.near = None
        if piece.form is None:
            continue
        tense = None
        if needs_tense(piece.form) or n in links:
            tense = _tense(pieces, n, links.get(n), tense_of)
        meaning = resolve(piece.form, frame, tense)
        if meaning.value == "FUTURE_REF" and tense == "past":
            continue  # "soon lost heart"
        if meaning.period is not None:
            frame.tell(meaning.period, narrated=_tells_when(pieces, n))
        found.append((n, meaning, tense))
    return tuple(_spans(text, pieces, found, links))


@lru_cache(maxsize=1)
def _adverbial() -> frozenset[str]:
    """Classes of what stands before a time that tells when something was done, and is no part of a noun."""
    chars = class_chars()
    names = "IN ON BY SINCE UNTIL FROM DURING AFTER BEFORE EARLY LATE OF COMMA DOT BREAK"
    return frozenset(chars[name] for name in names.split())


def _tells_when(pieces: Sequence[Piece], n: int) -> bool:
    """Whether a time tells when something was done: not "the May 1988 bombing"."""
    return n == 0 or pieces[n - 1].cls in _adverbial()


def _tense(pieces: Sequence[Piece], n: int, link: Link | None, tense_of: TenseOf | None) -> Tense | None:
    if link is not None and link.rule == "link-since":
        return "since"
    return (tense_of(pieces[n].start, pieces[n].end) if tense_of else None) or guess_tense(pieces, n)


def recognise(text: str) -> list[Piece]:
    """The pieces of a text with each time expression one piece, not yet resolved."""
    pieces = read_pieces(text)
    for patterns in read_patterns()[:-1]:
        pieces = rewrite(pieces, patterns, _read)
    return pieces


def _read(match: Found) -> Form | None:
    return READERS[match.pattern.read](match)


def _spans(
    text: str, pieces: Sequence[Piece], found: list[tuple[int, Meaning, Tense | None]], links: dict[int, Link]
) -> list[TimeSpan]:
    meanings = {n: meaning for n, meaning, _ in found}
    spans = []
    for n, meaning, tense in found:
        piece, link, rules = pieces[n], links.get(n), pieces[n].rules
        if link is None:
            when = plain_when(meaning, text[piece.start : piece.end])
        else:
            pair = (meanings[link.first], meanings[link.last])
            when = linked_when(link, pair, tense, text[link.start : link.end])
            rules = (*rules, link.rule)
        spans.append(TimeSpan(piece.start, piece.end, meaning.type, meaning.value, meaning.mod, when, rules))
    return spans


def _day(dct: str | None) -> date | None:
    if not dct:
        return None
    try:
        return date.fromisoformat(dct[:10])
    except ValueError as error:
        raise InputError(f"{dct!r} is no ISO date of a document: write YYYY-MM-DD.") from error


def needs_tense(form: Form) -> bool:
    """Whether the day a form means hangs on the tense around it."""
    if isinstance(form, Weekday | Yearless | Recurring | NamedDay):
        return form.shift is None or form.shift == 0
    if isinstance(form, MonthDay | Vague | AsTold):
        return True
    if isinstance(form, Clock):
        return form.day is not None and needs_tense(form.day)
    if isinstance(form, Portion | Inside | Slice):
        return needs_tense(form.whole)
    if isinstance(form, Moved):
        return needs_tense(form.base)
    return isinstance(form, Through) and needs_tense(form.first)


_FAR = 2
"""Years from the document's date beyond which a year is of the past the text tells."""


def tells_history(pieces: Sequence[Piece], dct: date | None) -> bool:
    """Whether a text tells a past of its own: years far from its date, and no day counted from it."""
    years = []
    for piece in pieces:
        form = piece.form
        if isinstance(form, Weekday) or (isinstance(form, Steps) and form.then is False):
            return False
        if isinstance(form, Clock) and isinstance(form.day, Weekday | Steps):
            return False
        while isinstance(form, Portion | Slice):
            form = form.whole
        if isinstance(form, Through):
            form = form.first
        if isinstance(form, Fixed):
            years.append(form.year)
    if dct is None or not years:
        return dct is None
    return sum(abs(dct.year - year) > _FAR for year in years) * 2 > len(years)
