"""Plurals that name several states at once: "both Koreas", "the superpowers"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dragoman.model import AnnotatedDocument, Party
from dragoman.tables import data_folder, read_rows


@lru_cache(maxsize=1)
def _names() -> Mapping[str, tuple[str, ...]]:
    rows = read_rows(data_folder() / "language" / "collective_names.csv", ("name", "actors"), lambda r: r)
    return {r["name"]: tuple(r["actors"].split("|")) for r in rows}


def collective(doc: AnnotatedDocument, i: int) -> list[Party]:
    """The states a plural at token ``i`` names, or none."""
    token = doc.tokens[i]
    codes = _names().get(token.text.lower(), ()) if token.tag in {"NNS", "NNPS"} else ()
    return [Party(code, token.text, token.start, token.end) for code in codes]
