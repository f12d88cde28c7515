"""PLOVER's contexts by the words that tell them."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.tables.files import data_folder, read_rows


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = read_rows(data_folder() / "ontology" / "contexts.csv", ("context", "words"), lambda r: r)
    return tuple(
        (r["context"], re.compile(r"\b(?:" + "|".join(map(re.escape, r["words"].split("|"))) + r")(?:s|es)?\b", re.I))
        for r in rows
    )


def contexts_of(text: str) -> tuple[str, ...]:
    """The contexts a stretch of text speaks of, in the table's order."""
    return tuple(name for name, pattern in _patterns() if pattern.search(text))
