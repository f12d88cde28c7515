"""Quantities in a sentence: how much, compared how, in what unit, before anything is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.extract.measures.words import QuantityWords, quantity_words

Number = int | float | str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as told.

    Attributes:
        start: First code point, comparator included.
        end: One past the last, unit word not included.
        at: First code point of the number itself.
        value: The number; words where there is none; a fraction as ``2/3``.
        comparator: ``=``, ``>``, ``<`` or ``~``.
        currency: Name of the currency where its sign stands before the number.
        scale: Scale word of an amount of money ("billion"), or "".
        kind: ``number``, ``vague``, ``part`` or ``money``.
        spelled: Whether it is told in words.
        hedge: The comparator's words, or "".
    """

    start: int
    end: int
    at: int
    value: Number
    comparator: str
    currency: str
    scale: str
    kind: str
    spelled: bool
    hedge: str = ""


def find_quantities(text: str) -> Iterator[Quantity]:
    """All quantities of a stretch of text, in order.

    Args:
        text: A sentence.

    Returns:
        Quantities with offsets into ``text``.
    """
    words = quantity_words()
    until = 0
    for match in words.pattern.finditer(text):
        quantity = _read(match, words) if match.start() >= until else None
        if quantity is not None:
            quantity = _with_range(quantity, text, words)
            until = quantity.end
            yield quantity


def _with_range(quantity: Quantity, text: str, words: QuantityWords) -> Quantity:
    """A range told by its two ends, the lower its value: "between 10,000 and 12,000", "5 to 6 percent"."""
    if quantity.kind != "number" or isinstance(quantity.value, str):
        return quantity
    before = re.search(r"\b(between|from)\s+$", text[: quantity.start], re.IGNORECASE)
    word = before[1].lower() if before else ""
    link = {"between": r"\s+and\s+", "from": r"(?!)"}.get(word, r"\s+to\s+|\s*[-–]\s*|\s+or\s+")
    joined = re.match(rf"(?:\s*(?:%|percent|per\s+cent))?(?:{link})", text[quantity.end :])
    if joined is None:
        return quantity
    other = words.pattern.match(text, quantity.end + joined.end())
    upper = _read(other, words) if other is not None else None
    if upper is None or upper.kind != "number" or upper.hedge or isinstance(upper.value, str):
        return quantity
    value = quantity.value
    if upper.scale and not quantity.scale and value < 1000:
        value = value * int(words.value(upper.scale, "scale") or 1)
    if value >= upper.value:
        return quantity
    follows = text[upper.end :]
    if not re.match(r"[-–\s]*[A-Za-z%]", follows):
        return quantity
    start = before.start() if before and word == "between" else quantity.start
    whole = int(value) if float(value).is_integer() else value
    return replace(quantity, start=start, end=upper.end, value=whole, comparator="~", scale=upper.scale, hedge=word)


def _read(match: re.Match[str], words: QuantityWords) -> Quantity | None:
    hedge = re.sub(r"\s+", " ", match["cmp"] or "").lower()
    comparator = words.value(hedge, "comparator") or "=" if hedge else "="
    if match["cur"]:
        name = words.value(match["cur"], "currency") or match["cur"]
        scale = _full_scale((match["mscale"] or "").lower())
        value: Number = _digits(match["money"])
        return Quantity(
            match.start(), match.end(), match.start("cur"), value, comparator, name, scale, "money", False, hedge
        )
    if match["vague"]:
        if match["vague"].lower() == "scores" and not match.string[match.end() :].startswith(" of"):
            return None
        value = re.sub(r"\s+", " ", match["vague"].lower())
        return Quantity(match.start(), match.end(), match.start("vague"), value, "~", "", "", "vague", True, hedge)
    if match["top"]:
        top, base = (int(words.value(match[g], "number") or match[g]) for g in ("top", "base"))
        if top >= base:
            return None
        value = f"{top}/{base}"
        return Quantity(match.start(), match.end(), match.start("top"), value, comparator, "", "", "part", True, hedge)
    if match["half"]:
        whole = int(words.value(match["hscale"], "scale") or 12)
        share = 2 if match["half"].lower().startswith("half") else 4
        return Quantity(
            match.start(), match.end(), match.start("half"), whole // share, comparator, "", "", "number", True, hedge
        )
    if match["part"]:
        return _part(match, words, comparator, hedge)
    return _number(match, words, comparator, hedge)


def _part(match: re.Match[str], words: QuantityWords, comparator: str, hedge: str) -> Quantity | None:
    """A share such as "two-thirds" or "half"; a bare "third" is an ordinal."""
    over = (match["over"] or "").lower()
    if not over and match["part"].lower() != "half":
        return None
    follows = match.string[match.end() : match.end() + 4].lower()
    by = re.search(r"\b(?:by|up|down)\s+(?:\w+\s+)?$", match.string[: match.start()], re.IGNORECASE)
    if (
        over in {"a", "an", "one"}
        and not by
        and not follows.startswith((" of", ".", ","))
        and match["part"].lower() != "half"
    ):
        # "A third country" is one more, no share.
        return None
    top = 1 if over in {"", "a", "an"} else int(words.value(over, "number") or over or 1)
    bottom = int((words.value(match["part"], "part") or "1/1").split("/")[1])
    if top >= bottom:
        return None
    at = match.start("over") if over else match.start("part")
    return Quantity(match.start(), match.end(), at, f"{top}/{bottom}", comparator, "", "", "part", True, hedge)


def _number(match: re.Match[str], words: QuantityWords, comparator: str, hedge: str) -> Quantity:
    scales = re.split(r"[-–\s]+", (match["scale"] or "").strip().lower())
    if match["num"]:
        value: int | float = _digits(match["num"])
    elif match["article"]:
        value = 1
    else:
        value = _spoken(match["word"], words)
    for scale in scales:
        factor = words.value(scale, "scale") if scale else None
        if factor:
            value = value * int(factor)
    value = int(value) if float(value).is_integer() else round(float(value), 6)
    at = match.start("num") if match["num"] else match.start("word") if match["word"] else match.start("article")
    end = match.start() + len(match.group().rstrip(" -–\n\r\t\xa0"))
    top = _full_scale(scales[-1]) if scales[-1] not in {"", "hundred", "thousand"} else ""
    return Quantity(match.start(), end, at, value, comparator, "", top, "number", not match["num"], hedge)


def _spoken(text: str, words: QuantityWords) -> int | float:
    """A number in words: "two dozen", "one hundred and seventy-five", "two and a half"."""
    value: int | float = 0
    for word in re.split(r"[-–\s]+", text.lower()):
        number = int(words.value(word, "number") or 0)
        if word == "hundred":
            value *= 100
        elif word == "half":
            value += 0.5
        elif word == "dozen" and value:
            value *= 12
        else:
            value += number
    return value


def _digits(text: str) -> int | float:
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _full_scale(word: str) -> str:
    return {"mn": "million", "m": "million", "bn": "billion", "tn": "trillion"}.get(word, word)
