"""Words and numbers of a text as pieces with a class each: the alphabet of the time patterns.

A piece's class is one character, so that a pattern over words is a regular expression over a short string.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dragoman.resolve.times.forms import NODES, Form
from dragoman.resolve.times.lexicon import phrase_table, word_table

_PUNCTUATION = {
    ",": "COMMA", ".": "DOT", "-": "DASH", "–": "DASH", "‑": "DASH", "/": "SLASHMARK", "(": "OPEN", ")": "CLOSE",
    "'": "APOS", "$": "CURRENCY", "€": "CURRENCY", "£": "CURRENCY", "¥": "CURRENCY", "%": "PERCENT", "#": "CURRENCY",
    "+": "PLUS", ":": "COLON", ";": "SEMICOLON",
}  # fmt: skip
_SHAPES = (
    "ISODATE", "SLASHDATE", "DOTDATE", "CLOCK", "DECADE", "ORD31", "ORDBIG", "DECADESHORT", "AMPM", "POSS", "BREAK",
    "OTHER", "N12", "N24", "N31", "N59", "N99", "NBIG", "YEAR", "FRACTION", "NAMEDDAY", "NAME", "QCODE",
)  # fmt: skip
_PIECE = re.compile(
    r"""(?P<BREAK>\n\s*\n)
    |(?P<OTHER>(?:https?://|www\.)[^\s\])>]+)
    |(?P<ISODATE>(?<![\w-])\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?(?![\d-]))
    |(?P<SLASHDATE>(?<![\w/])\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/]))
    |(?P<DOTDATE>(?<![\w.])\d{1,2}\.\d{1,2}\.\d{4}(?![\d.]))
    |(?P<CLOCK>(?<![\w:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))
    |(?P<DECADE>(?<!\w)[12]\d\d0s\b|(?<!\w)1\d\d0's\b|'[1-9]0s\b)
    |(?P<DECADESHORT>(?<![\w.,])[1-9]0s\b)
    |(?P<ORD>(?<!\w)\d{1,3}(?:st|nd|rd|th)\b)
    |(?P<FRACTION>\d+[ ]\d/\d(?!\d)|\d{0,3}[½¼¾]|\d+\.\d+(?!\.?\d))
    |(?P<NUMBER>\d{1,3}(?:,\d{3})+(?!\d)|\d+)
    |(?P<QCODE>(?<!\w)[QH][1-4]\b)
    |(?P<AMPM>(?<![^\W\d_])[AaPp](?:\.[Mm]\.?|[Mm]\b))
    |(?P<POSS>'s\b)
    |(?P<WORD>[^\W\d_]+(?:'clock)?)
    |(?P<MARK>[^\w\s])""",
    re.VERBOSE,
)


class Piece(NamedTuple):
    """A word, number or mark; from the second pattern level on also a recognised time.

    Attributes:
        start: First code point.
        end: One past the last.
        word: Its text, lower case.
        cls: The character of its class.
        value: What the word table or its digits say.
        form: What it says as a time, once recognised.
        rules: Ids of the patterns that made it.
    """

    start: int
    end: int
    word: str
    cls: str
    value: str
    form: Form | None = None
    rules: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def class_chars() -> dict[str, str]:
    """The character standing for each class name."""
    names = {entry[0] for entry in word_table().values()} | set(_PUNCTUATION.values())
    ordered = (*_SHAPES, *NODES, *sorted(names - set(_SHAPES) - set(NODES)))
    return {name: chr(0x100 + n) for n, name in enumerate(ordered)}


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[str, str, str]]]:
    """First word to (phrase, class, value), longest first; value is a named day's rule."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for phrase in phrase_table():
        found.setdefault(_first(phrase[0]), []).append(phrase)
    for phrases in found.values():
        phrases.sort(key=lambda p: -len(p[0]))
    return found


def _first(phrase: str) -> str:
    match = _PIECE.match(phrase)
    return match.group() if match else phrase


@lru_cache(maxsize=1)
def _dotted() -> frozenset[str]:
    return frozenset(word for word in word_table() if word.endswith("."))


def read_pieces(text: str) -> list[Piece]:
    """The words of a text with their classes, a break at either end.

    Args:
        text: Any text; a blank line breaks it, a single line end does not.

    Returns:
        The pieces in order.
    """
    chars, table, phrases, dotted = class_chars(), word_table(), _phrases(), _dotted()
    plain = text.replace("’", "'").replace("‘", "'")
    other, edge = chars["OTHER"], chars["BREAK"]
    pieces = [Piece(0, 0, "", edge, "")]
    add, skip = pieces.append, 0
    for match in _PIECE.finditer(plain):
        start, end = match.span()
        if start < skip:
            continue
        kind, word = match.lastgroup, match.group()
        if word in phrases:
            hit = _phrase_at(plain, start, phrases[word])
            if hit:
                skip = start + len(hit[0])
                add(Piece(start, skip, hit[0].lower(), chars[hit[1]], hit[2]))
                continue
        if kind == "WORD":
            lower = word.lower()
            if plain[end : end + 1] == "." and lower + "." in dotted and word[0].isupper():
                lower, end = lower + ".", end + 1
                skip = end
            entry = table.get(lower)
            if entry is None or (entry[2] and (entry[2] == "title") != word[0].isupper()):
                add(Piece(start, end, word, other, ""))
            else:
                add(Piece(start, end, lower, chars[entry[0]], entry[1]))
        elif kind == "MARK":
            add(Piece(start, end, word, chars.get(_PUNCTUATION.get(word, "OTHER"), other), ""))
        elif kind == "NUMBER":
            add(Piece(start, end, word, chars[_number_class(plain, start, word)], word.replace(",", "")))
        elif kind == "ORD":
            number = word[:-2]
            add(Piece(start, end, word, chars["ORD31" if 1 <= int(number) <= 31 else "ORDBIG"], number))
        else:
            add(Piece(start, end, word.lower(), chars[str(kind)], word))
    add(Piece(len(text), len(text), "", edge, ""))
    return pieces


def _phrase_at(text: str, start: int, phrases: list[tuple[str, str, str]]) -> tuple[str, str, str] | None:
    for phrase in phrases:
        end = start + len(phrase[0])
        if text.startswith(phrase[0], start) and not text[end : end + 1].isalnum():
            return phrase
    return None


def _number_class(text: str, start: int, word: str) -> str:
    if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return "NBIG"
    if len(word) == 4 and word.isdigit() and "1000" <= word < "2200":
        return "YEAR"
    if len(word) > 2:
        return "NBIG"
    number = int(word)
    return (
        "N12" if 1 <= number <= 12 else "N24" if 13 <= number <= 24 else "N31" if 25 <= number <= 31
        else "N59" if number <= 59 else "N99"
    )  # fmt: skip
