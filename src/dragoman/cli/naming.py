"""From what a person calls an actor to its code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.model import SettingsError

if TYPE_CHECKING:
    from dragoman.store import View

_PLACES = ("actor", "source", "target")


def with_codes(view: View, filters: Mapping[str, Any]) -> dict[str, Any]:
    """Filters of records with the codes of the actors they name.

    Args:
        view: The archive; its own codes count too.
        filters: Filters as `View.records` takes them; actors may be codes in any case, or usual English names.

    Raises:
        SettingsError: If a value is neither a code nor a name.
    """
    wanted = {name: filters.get(name) or () for name in _PLACES}
    if not any(wanted.values()):
        return dict(filters)
    names = _names()
    known = {*names.values(), *(row.code for row in view.actors(limit=None))}

    def code_of(value: str) -> str:
        if value.upper() in known:
            return value.upper()
        if (code := names.get(value.casefold())) is not None:
            return code
        raise SettingsError(f"there is no actor {value!r}: give a code such as CHN, or a usual name such as China")

    return {**filters, **{name: [code_of(value) for value in values] or None for name, values in wanted.items()}}


@cache
def _names() -> dict[str, str]:
    """Codes by the usual English names in small letters."""
    from dragoman.tables import data_folder, read_rows

    tables = sorted((data_folder() / "actors").glob("actors_*.csv"))
    pairs = (pair for table in tables for pair in read_rows(table, ("code", "name"), _name_and_code))
    return dict(pairs)


def _name_and_code(row: Mapping[str, str]) -> tuple[str, str]:
    return row["name"].casefold(), row["code"]
