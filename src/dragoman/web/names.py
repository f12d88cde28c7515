"""What actors' codes and event types are called on pages, as far as the tables know them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dragoman.tables import data_folder, ontology, read_rows


@cache
def _actor_names() -> Mapping[str, str]:
    # Pages need no aliases, offices or memberships, and those take longer to load than a page to make.
    tables = sorted((data_folder() / "actors").glob("actors_*.csv"))
    return {code: name for t in tables for code, name in read_rows(t, ("code", "name"), _code_and_name)}


def _code_and_name(row: Mapping[str, str]) -> tuple[str, str]:
    return row["code"], row["name"]


def actor_name(code: str) -> str:
    """The usual English name of an actor, or its code where the tables have none."""
    return _actor_names().get(code, code)


def actor_code(text: str) -> str:
    """The code a reader means who types a code or a name; what is neither is given back as it stands."""
    names = _actor_names()
    if text.upper() in names:
        return text.upper()
    return next((code for code, name in names.items() if name.casefold() == text.casefold()), text)


def event_types() -> tuple[str, ...]:
    """The event types, from most cooperative to most hostile class."""
    return tuple(ontology().types)


def event_gloss(type_: str) -> str:
    """What an event type means, in a line; "" for a type the ontology does not have."""
    row = ontology().types.get(type_)
    return row.gloss if row else ""
