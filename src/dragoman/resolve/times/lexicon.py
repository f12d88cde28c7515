"""The tables of time words, read once and checked.

Each is a file ``times_*.csv`` among the language tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from dragoman.model import TableError
from dragoman.tables.files import data_folder, read_rows

_CUES = ("future", "plan", "plan-past", "firm", "past", "present", "not-past", "done", "open")
_CASES = ("", "title", "lower")


def language_table(name: str) -> Path:
    """Path of a language table."""
    return data_folder() / "language" / name


@lru_cache(maxsize=1)
def word_table() -> dict[str, tuple[str, str, str]]:
    """The time words: word (lower case) to class, value, case (``title``, ``lower`` or "").

    Raises:
        TableError: If a word stands twice or its case is unknown.
    """

    def make(row: Mapping[str, str]) -> tuple[str, tuple[str, str, str]]:
        if row["case"] not in _CASES:
            raise ValueError(f"the case {row['case']!r} is none of title, lower or empty")
        return row["word"], (row["class"], row["value"], row["case"])

    rows = read_rows(language_table("times_words.csv"), ("word", "class", "value", "case"), make)
    table = dict(rows)
    if len(table) < len(rows):
        words = [word for word, _ in rows]
        twice = next(word for word in words if words.count(word) > 1)
        raise TableError(f"times_words.csv: {twice!r} stands twice: keep one of the rows.")
    return table


@lru_cache(maxsize=1)
def phrase_table() -> tuple[tuple[str, str, str], ...]:
    """Words that go together: (phrase, ``NAMEDDAY``, the day's rule) or (phrase, ``NAME``, "") for no times."""
    days = read_rows(
        language_table("times_named_days.csv"), ("name", "rule"), lambda r: (r["name"], "NAMEDDAY", r["rule"])
    )
    names = read_rows(language_table("times_names.csv"), ("name", "is"), lambda r: (r["name"], "NAME", ""))
    return (*days, *names)


@lru_cache(maxsize=1)
def known_days() -> dict[str, str]:
    """Days known by month and day alone where an attack is spoken of: ``09-11`` to ``2001-09-11``."""
    return dict(read_rows(language_table("times_known_days.csv"), ("day", "date"), lambda r: (r["day"], r["date"])))


@lru_cache(maxsize=1)
def tense_cues() -> dict[str, str]:
    """Words that tell the tense of what stands after them.

    ``future`` will, may; ``plan`` looks ahead before an infinitive (planned to); ``firm`` also without one
    (due, scheduled for); ``past``; ``present``; ``not-past`` ends like a past form and is none; ``open`` may be
    either (could); ``done`` governs infinitives that are no plans (began to).

    Raises:
        TableError: If a cue is none of these.
    """

    def make(row: Mapping[str, str]) -> tuple[str, str]:
        if row["cue"] not in _CUES:
            raise ValueError(f"{row['cue']!r} is none of {', '.join(_CUES)}")
        return row["word"], row["cue"]

    return dict(read_rows(language_table("times_tense.csv"), ("word", "cue"), make))


@lru_cache(maxsize=1)
def scheduled_verbs() -> dict[str, frozenset[str]]:
    """Verbs of what is fixed beforehand, whose bare present looks ahead: the fair opens on Saturday.

    With the objects they may have: ``any``, ``no`` (opens fire is no plan) or one noun (takes place).

    Raises:
        TableError: If a row names no object.
    """

    def make(row: Mapping[str, str]) -> tuple[str, str]:
        if not row["object"]:
            raise ValueError("the object is empty: say any, no or a noun")
        return row["lemma"], row["object"]

    found: dict[str, set[str]] = {}
    for lemma, thing in read_rows(language_table("times_scheduled_verbs.csv"), ("lemma", "object"), make):
        found.setdefault(lemma, set()).add(thing)
    return {lemma: frozenset(things) for lemma, things in found.items()}


@lru_cache(maxsize=1)
def carrying_verbs() -> dict[str, frozenset[str]]:
    """Verbs whose time is that of a noun beside them.

    Of their object (``light``: hold talks), of their subject (``occur``: the war began), or of what they are done
    for or in (``goes``: arrive for talks).

    Raises:
        TableError: If a row says anything else.
    """

    def make(row: Mapping[str, str]) -> tuple[str, str]:
        if row["carries"] not in ("light", "occur", "goes"):
            raise ValueError(f"{row['carries']!r} is none of light, occur, goes")
        return row["lemma"], row["carries"]

    found: dict[str, set[str]] = {}
    for lemma, carries in read_rows(language_table("times_carrying_verbs.csv"), ("lemma", "carries"), make):
        found.setdefault(lemma, set()).add(carries)
    return {lemma: frozenset(kinds) for lemma, kinds in found.items()}
