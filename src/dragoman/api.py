"""Dragoman in Python: `code` reads a text and gives its records.

>>> import dragoman
>>> doc = dragoman.code(text, date="2022-09-16")  # doctest: +SKIP
>>> doc.events[0].source[0].actor  # doctest: +SKIP
'KAZ'
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, overload

from dragoman.ingest import document_from_text
from dragoman.model import (
    KINDS,
    CodedDocument,
    Document,
    Event,
    IssueRow,
    Measure,
    Membership,
    Record,
    SettingsError,
    Silence,
    Statement,
    Tie,
)
from dragoman.store import columns, export

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from dragoman.pipeline.coder import Coder

_SHOWN_ROWS = 50  # rows of each table in a notebook
_LEFT_OUT = ("_person", "_role", "_sector", "_start", "_end", "_precision")
_LEFT = 'style="text-align: left; vertical-align: top"'  # notebooks set tables of numbers, to the right
_NOT_SHOWN = {"id", "doc", "rule", "model", "lat", "lon", "mentions", "via_actor", "cue", "quad"}


@dataclass(frozen=True, slots=True)
class CodedText:
    """A text with everything read from it.

    Attributes:
        coded: The document, its records and its issues.
    """

    coded: CodedDocument

    @property
    def document(self) -> Document:
        """The document: text, particulars, cuts."""
        return self.coded.document

    @property
    def records(self) -> tuple[Record, ...]:
        """All records, in the order of the text."""
        return self.coded.records

    @property
    def issues(self) -> tuple[IssueRow, ...]:
        """What could not be done."""
        return self.coded.issues

    @property
    def events(self) -> tuple[Event, ...]:
        """Who did what to whom."""
        return tuple(r for r in self.coded.records if isinstance(r, Event))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Who said what."""
        return tuple(r for r in self.coded.records if isinstance(r, Statement))

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """Who stands where in which organisation."""
        return tuple(r for r in self.coded.records if isinstance(r, Membership))

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Lasting relations the text asserts."""
        return tuple(r for r in self.coded.records if isinstance(r, Tie))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Quantities about actors."""
        return tuple(r for r in self.coded.records if isinstance(r, Measure))

    @property
    def silences(self) -> tuple[Silence, ...]:
        """What, the text says, was left unsaid."""
        return tuple(r for r in self.coded.records if isinstance(r, Silence))

    def __len__(self) -> int:
        return len(self.coded.records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.coded.records)

    def __repr__(self) -> str:
        return f"<CodedText {self.document.id!r}: {self._counts()}>"

    def _counts(self) -> str:
        counts = {kind: sum(r.kind == kind for r in self.coded.records) for kind in KINDS}
        told = [f"{n} {columns.PLURALS[kind] if n > 1 else kind}" for kind, n in counts.items() if n]
        return ", ".join(told) or "nothing read"

    @overload
    def to_arrow(self, kind: None = None) -> dict[str, pa.Table]: ...

    @overload
    def to_arrow(self, kind: str) -> pa.Table: ...

    def to_arrow(self, kind: str | None = None) -> pa.Table | dict[str, pa.Table]:
        """The records as typed Arrow tables.

        Args:
            kind: One of the six kinds (``event``) or its plural (``events``); None for all.

        Returns:
            One table, or a table for each kind by its plural.

        Raises:
            SettingsError: If there is no such kind.
        """
        return self._tables(kind, lambda table: table)

    @overload
    def to_pandas(self, kind: None = None) -> dict[str, pd.DataFrame]: ...

    @overload
    def to_pandas(self, kind: str) -> pd.DataFrame: ...

    def to_pandas(self, kind: str | None = None) -> pd.DataFrame | dict[str, pd.DataFrame]:
        """The records as data frames; as `to_arrow`.

        Raises:
            SettingsError: If there is no such kind, or pandas is not installed.
        """
        try:
            import pandas  # noqa: F401 - an extra: asked for here, so that its absence is told plainly
        except ImportError as error:
            raise SettingsError(
                "pandas is not installed: install it with 'pip install \"dragoman[pandas]\"', or use to_arrow()"
            ) from error
        return self._tables(kind, lambda table: table.to_pandas())

    def _tables(self, kind: str | None, form: Callable[[pa.Table], object]) -> Any:
        if kind is None:
            return {columns.PLURALS[k]: form(columns.records_table(k, self.coded.records)) for k in KINDS}
        singular = next((k for k in KINDS if kind in (k, columns.PLURALS[k])), None)
        if singular is None:
            raise SettingsError(f"there is no kind of record {kind!r}: give one of {', '.join(KINDS)}")
        return form(columns.records_table(singular, self.coded.records))

    def to_jsonl(self, path: str | os.PathLike[str] | None = None) -> str:
        """The interchange form, one JSON object a line; also written to ``path`` if one is given."""
        text = "".join(f"{line}\n" for line in export.lines([self.coded]))
        if path is not None:
            with open(path, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - any path-like
                file.write(text)
        return text

    def _repr_html_(self) -> str:
        """A table a kind for notebooks; every word of the text is escaped."""
        document = self.document
        known = " · ".join(escape(part) for part in (document.publisher, document.published, document.url) if part)
        parts = [
            '<div class="dragoman">',
            f"<p><strong>{escape(document.title or document.id)}</strong><br>{known}<br>{escape(self._counts())}</p>",
        ]
        for kind in KINDS:
            records = [r for r in self.coded.records if r.kind == kind]
            if records:
                parts.append(_html_table(kind, records))
        parts.append("</div>")
        return "\n".join(parts)


def _html_table(kind: str, records: list[Record]) -> str:
    known = [
        column
        for column in columns.COLUMNS[kind]
        if column.name not in _NOT_SHOWN and (not column.name.endswith(_LEFT_OUT) or column.name == "date_start")
    ]
    rows = [export.csv_row(record, known) for record in records[:_SHOWN_ROWS]]
    shown = [i for i in range(len(known)) if any(row[i] for row in rows)]  # a column without a value says nothing
    head = "".join(f"<th {_LEFT}>{escape(known[i].name.replace('_', ' '))}</th>" for i in shown)
    lines = ["<tr>" + "".join(f"<td {_LEFT}>{escape(row[i])}</td>" for i in shown) + "</tr>" for row in rows]
    title = columns.PLURALS[kind].capitalize()
    count = f"{len(records)}" if len(records) <= _SHOWN_ROWS else f"the first {_SHOWN_ROWS} of {len(records)}"
    return (
        f"<table><caption>{title} ({count})</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


@lru_cache(maxsize=4)
def _coder(extra_actors: tuple[str, ...]) -> Coder:
    from dragoman.pipeline.coder import Coder

    return Coder(extra_actors=extra_actors)


def code(
    text: str,
    *,
    date: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    id: str | None = None,
    actors: tuple[str | os.PathLike[str], ...] = (),
) -> CodedText:
    """Read a text: who did what to whom, when, where, according to whom.

    The first call loads the parser and the model; later calls use them again.

    Args:
        text: The text, as it was published; every offset counts its code points.
        date: Day of publication (``YYYY-MM-DD``). Without one, and none in the text, relative times stay open.
        publisher: The outlet or office that published it.
        title: Headline.
        url: Where it was published.
        id: Name of the document; by default a hash of its text.
        actors: Paths of your own tables of names and codes.

    Returns:
        The text with its records.

    Raises:
        InputError: If the text is empty, binary or no ``str``.
        SettingsError: If the date is impossible.
        TableError: If one of your tables is broken.
        ModelError: If the parser or the model is missing.
    """
    document = document_from_text(text, id=id, title=title, publisher=publisher, url=url, published=date)
    return CodedText(_coder(tuple(os.fspath(path) for path in actors)).code(document))
