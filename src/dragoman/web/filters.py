"""What a page shows of all there is: read from its address, and written back into addresses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from starlette.datastructures import QueryParams

from dragoman.model import SettingsError
from dragoman.web.links import query_string
from dragoman.web.names import actor_code

PAGE_SIZE = 50
"""Rows on one page of a list."""

LARGEST_PAGE = 1000
"""Most rows one request for JSON may ask for."""

_WHERE = ("page", "part", "limit", "order")
"""Names that say where in a list one is, not what is left out."""

_WHOLE = ("publisher", "doc", "type")
"""Names whose values may hold a comma; the others may be written ``actor=CHN,RUS``."""


@dataclass(frozen=True, slots=True)
class _Filter:
    """Values of an address's query, by name; tuples may hold several values of one name."""

    @classmethod
    def read(cls, query: QueryParams) -> Self:
        """The filter an address asks for; empty values count as not said, unknown names are passed over."""
        found: dict[str, Any] = {}
        for field in fields(cls):
            values = [v.strip() for v in query.getlist(field.name) if v.strip()]
            if not values:
                continue
            if str(field.type).startswith("tuple"):
                if field.name not in _WHOLE:
                    values = [part.strip() for v in values for part in v.split(",") if part.strip()]
                found[field.name] = tuple(dict.fromkeys(values))
            elif field.type == "int":
                found[field.name] = _number(field.name, values[-1])
            else:
                found[field.name] = values[-1]
        return cls(**found)

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as an address writes them; what is at its default is left out."""
        said: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                said.extend((field.name, str(v)) for v in (value if isinstance(value, tuple) else (value,)))
        return said

    def link(self, **changes: Any) -> str:
        """The query string of this filter with some values changed, from the first page unless one is given."""
        return query_string(replace(self, **{"page": 1, **changes}).pairs())

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return any(name not in _WHERE for name, _ in self.pairs())


def _number(name: str, text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 1 <= number <= 10**9:
        raise SettingsError(f"{name}={text} is no page number: use a whole number from 1")
    return number


@dataclass(frozen=True, slots=True)
class DocumentFilter(_Filter):
    """Which documents a list shows."""

    q: str = ""
    publisher: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    page: int = 1
    limit: int = PAGE_SIZE

    def choice(self) -> dict[str, Any]:
        """As `dragoman.store.view.View.documents` wants it."""
        return {
            "search": self.q or None,
            "publisher": self.publisher or None,
            "since": self.since or None,
            "until": self.until or None,
        }


@dataclass(frozen=True, slots=True)
class RecordFilter(_Filter):
    """Which records a list shows."""

    q: str = ""
    kind: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    doc: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    order: str = "text"
    page: int = 1
    limit: int = PAGE_SIZE

    def choice(self) -> dict[str, Any]:
        """As `dragoman.store.view.View.records` wants it."""
        several = ("kind", "actor", "source", "target", "type", "status", "publisher", "doc")
        found: dict[str, Any] = {name: getattr(self, name) or None for name in several}
        for name in ("actor", "source", "target"):
            found[name] = tuple(actor_code(a) for a in getattr(self, name)) or None
        return {**found, "search": self.q or None, "since": self.since or None, "until": self.until or None}


@dataclass(frozen=True, slots=True)
class ReadingFilter(_Filter):
    """Which of a document's records are marked; all of its text is always shown."""

    kind: tuple[str, ...] = ()
    actor: str = ""
    status: str = ""
    part: int = 1

    def admits(self, kind: str, actors: Collection[str], status: str) -> bool:
        """Whether a record is marked."""
        return (
            (not self.kind or kind in self.kind)
            and (not self.status or status == self.status)
            and (not self.actor or self.actor in actors)
        )

    def kept(self) -> list[tuple[str, str]]:
        """What an address to another part of the document keeps."""
        return replace(self, part=1).pairs()
