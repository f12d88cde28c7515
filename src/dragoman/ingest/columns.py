"""Which column of a corpus holds the text, the date, the publisher.

Reference: src/dragoman/data/ingest/column_names.csv, usual names in order of preference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.ingest.options import ReadOptions
from dragoman.ingest.refusal import RefusedInputError
from dragoman.ingest.tables import table_rows
from dragoman.model import TableError

ROLES = ("text", "id", "title", "url", "date", "publisher")
"""What a column can be, in the order in which columns are given out."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns of a corpus by what they hold; None where there is none."""

    text: str
    id: str | None = None
    title: str | None = None
    url: str | None = None
    date: str | None = None
    publisher: str | None = None

    def used(self) -> list[str]:
        """The columns that are read."""
        return [name for role in ROLES if (name := getattr(self, role)) is not None]


@cache
def _usual_names() -> dict[str, tuple[tuple[str, str], ...]]:
    """For each role its usual names, each with the column beside which it means something else, or ""."""
    names: dict[str, list[tuple[str, str]]] = {role: [] for role in ROLES}
    for where, row in table_rows("column_names.csv", ("role", "name", "unless")):
        if row["role"] not in names:
            raise TableError(f"{where}: no role {row['role']!r}; there are {', '.join(ROLES)}.")
        names[row["role"]].append((row["name"], row["unless"]))
    return {role: tuple(found) for role, found in names.items()}


def _key(name: str) -> str:
    """A column's name as it is compared: ``Publication Date`` and ``publication_date`` are the same."""
    return "_".join(name.strip().lower().replace("-", " ").split())


def choose_columns(names: Sequence[str], options: ReadOptions, required: Sequence[str] = ROLES) -> Columns:
    """Give each role its column: the one a person named, else the first usual name that is there.

    Args:
        names: Columns of the corpus.
        options: What a person said.
        required: Roles whose named column must be there; the objects of JSON Lines may lack the others.

    Returns:
        The columns.

    Raises:
        RefusedInputError: If a column a person named is not there, or no column can be the text.
    """
    free = {_key(name): name for name in reversed(names)}
    there = frozenset(free)
    listed = ", ".join(names[:30]) + (" …" if len(names) > 30 else "")
    chosen: dict[str, str | None] = {}
    for role in ROLES:
        wanted = options.column(role)
        if wanted is None:
            continue
        if wanted not in names and _key(wanted) not in free:
            if role not in required:
                chosen[role] = None
                continue
            raise RefusedInputError("no-such-column", f"has no column {wanted!r}; it has: {listed}.")
        chosen[role] = wanted if wanted in names else free[_key(wanted)]
        free.pop(_key(wanted), None)
    for role in ROLES:
        if role not in chosen:
            usual = (name for name, unless in _usual_names()[role] if name in free and not (unless and unless in there))
            if (name := next(usual, None)) is not None:
                chosen[role] = free.pop(name)
    text = chosen.pop("text", None)
    if text is None:
        raise RefusedInputError(
            "no-text-column", f"has no column that looks like the text; it has: {listed}. Name it with --text-column."
        )
    return Columns(text, **chosen)


def plain_value(value: Any) -> str | None:
    """A cell that names something (id, title, publisher, address) as text, or None.

    The publisher of a news feed is often an object with a name.
    """
    if isinstance(value, Mapping):
        value = next((value[k] for k in ("name", "title", "id") if value.get(k)), None)
    if value is None or isinstance(value, bool | list | dict):
        return None
    if isinstance(value, float):
        if value != value:
            return None
        value = int(value) if value.is_integer() else value
    return " ".join(str(value).split()) or None
