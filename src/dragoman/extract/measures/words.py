"""The vocabulary of quantities: number words, scales, units, and what stands before them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.tables import data_folder, read_rows

CLASSES = frozenset(
    ["number", "scale", "vague", "part", "currency", "money", "percent", "duration", "size", "times", "change",
     "comparator", "verb", "course", "toll", "casualty", "vote", "setting", "multiple"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """The words by class, and the pattern that finds quantities.

    Attributes:
        values: Value of each word in each class.
        pattern: Finds a number with its comparator, currency, scale; groups ``cmp``, ``cur``, ``num``,
            ``scale``, ``vague``, ``part``.
    """

    values: Mapping[tuple[str, str], str]
    pattern: re.Pattern[str]

    def value(self, word: str, class_: str) -> str | None:
        """A word's value in a class, or None."""
        return self.values.get((word.lower(), class_)) or self.values.get((word, class_))

    def class_of(self, word: str, *classes: str) -> str | None:
        """The first of some classes a word is in."""
        return next((c for c in classes if self.value(word, c) is not None), None)


def _row(row: Mapping[str, str]) -> tuple[str, str, str]:
    if row["class"] not in CLASSES:
        raise ValueError(f"{row['class']!r} is no class of quantity words")
    return row["word"], row["class"], row["value"]


@lru_cache(maxsize=1)
def quantity_words() -> QuantityWords:
    """The packaged words, loaded once a process.

    Raises:
        TableError: If a row is broken.
    """
    rows = read_rows(data_folder() / "language" / "measure_words.csv", ("word", "class", "value"), _row)
    values = {(w, c): v or w for w, c, v in rows}

    def some(class_: str) -> str:
        found = sorted((w for w, c, _ in rows if c == class_), key=len, reverse=True)
        return "|".join(r"\s+".join(map(re.escape, w.split())) for w in found)

    word = rf"(?:{some('number')})"
    tens = rf"{word}(?:[-–\s](?:hundred\s+and\s+)?{word}(?:[-–\s]{word})?)?\b(?:\s+and\s+a\s+half\b)?"
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    pattern = rf"""
        (?:\b(?P<cmp>{some("comparator")})\s+)?
        (?:an?\s+(?:additional|further|extra|total\s+of|record)\s+|another\s+|only\s+|just\s+|the\s+|a\s+total\s+of\s+)?
        (?:
          (?P<cur>{some("currency")})\s?(?P<money>{digits})(?:[-–\s]*(?P<mscale>{some("scale")})\b)?
        | \b(?P<vague>(?:(?:tens|hundreds|dozens|thousands|millions)\s+of\s+)*(?:{some("vague")}))\b
        | \b(?P<top>{some("number")}|\d\d?)\s+(?:in|out\s+of|of\s+every|of\s+each)\s+(?:every\s+)?
          (?P<base>{some("number")}|\d\d?0?)\b(?=\s+[A-Za-z])
        | \b(?P<half>half|a\s+quarter\s+of)\s+(?:a\s+)?(?P<hscale>million|billion|dozen)\b
        | \b(?:(?P<over>an?|one|two|three|four|nine|\d+)[-–\s])?(?P<part>{some("part")})\b
        | (?<![\w.,/:-])(?:(?P<num>{digits})|(?P<word>{tens})|(?P<article>an?(?=\s+(?:{some("scale")}|dozen)\b)))
          (?:(?:[-–\s]+|(?<=\d)(?=(?:bn|mn|tn|m)\b(?!\s+(?:long|high|wide|tall|deep|above|below|from|away))))(?P<scale>(?:(?:{some("scale")})\b[-–\s]*)+))?(?![\w,:/]*\d)
        )
    """
    return QuantityWords(values, re.compile(pattern, re.IGNORECASE | re.VERBOSE))
