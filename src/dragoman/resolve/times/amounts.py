"""Numbers in words and digits, and TIMEX3 lengths."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.resolve.times.words import Piece, class_chars

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_LETTER = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
_YEARS = {"decade": 10, "century": 100, "millennium": 1000}
_SMALLER = {
    "year": ("month", 12),
    "hour": ("minute", 60),
    "day": ("hour", 24),
    "week": ("day", 7),
    "month": ("day", 30),
}


def amount(pieces: Sequence[Piece]) -> float | None:
    """The number some words stand for.

    Args:
        pieces: Words and digits such as ``two and a half``, ``1,000``, ``5 1/2``, ``a couple of``, ``several``.

    Returns:
        The number, or None where the words leave it open.
    """
    total, part, said = 0.0, 0.0, False
    scale = class_chars()["SCALE"]
    for n, piece in enumerate(pieces):
        word, value = piece.word, piece.value
        if value == "X":
            return None
        if word == "half" or (word in ("a", "an") and n + 1 < len(pieces) and pieces[n + 1].word == "half"):
            part += 0.5 if word == "half" else 0.0
            said = True
        elif word in ("a", "an", "another"):
            if n == 0 and len(pieces) == 1:
                return 1.0
        elif any(mark in word for mark in ("½", "¼", "¾", "/", ".")):
            part += _fraction(word)
            said = True
        elif value.isdigit():
            number = int(value)
            if piece.cls == scale:
                part = (part or 1.0) * number
                if number >= 1000:
                    total, part = total + part, 0.0
            else:
                part += number
            said = True
    return total + part if said else None


def _fraction(word: str) -> float:
    if "/" in word:
        whole, _, rest = word.partition(" ")
        above, _, below = rest.partition("/")
        return int(whole) + int(above) / max(int(below), 1)
    if word[-1] in _FRACTIONS:
        return (int(word[:-1]) if word[:-1] else 0) + _FRACTIONS[word[-1]]
    return float(word)


def length_value(count: float | None, unit: str) -> str:
    """A TIMEX3 duration.

    Args:
        count: How many, None where not said.
        unit: ``year``, ``month``, ``week``, ``day``, ``hour`` … ``decade``, ``quarter``, ``weekend``.

    Returns:
        For example ``P3D``, ``PXM``, ``P20Y``, ``PT5H30M``.
    """
    if unit in _YEARS:
        count, unit = (None if count is None else count * _YEARS[unit]), "year"
    elif unit == "quarter":
        count, unit = (None if count is None else count * 3), "month"
    elif unit == "fortnight":
        count, unit = (None if count is None else count * 2), "week"
    elif unit == "weekend":
        count, unit = (None if count is None else count * 2), "day"
    head = "PT" if unit in ("hour", "minute", "second") else "P"
    if count is None:
        return f"{head}X{_LETTER[unit]}"
    whole = int(count)
    if count == whole or unit not in _SMALLER:
        return f"{head}{whole if count == whole else round(count, 2)}{_LETTER[unit]}"
    smaller, per = _SMALLER[unit]
    rest = round((count - whole) * per)
    out = f"{whole}{_LETTER[unit]}" if whole else ""
    if smaller == "hour":
        return f"P{out}T{rest}H"
    return f"{head}{out}{rest}{_LETTER[smaller]}"
