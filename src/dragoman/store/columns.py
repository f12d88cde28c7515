"""Records as flat tables, one a kind: the columns of every export, typed.

Lists of one record stand side by side: the third ``source`` is called by the third ``source_name``. An actor
without a code is null in ``source`` and has its words in ``source_name``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from dragoman.model import KINDS, Document, Party, Place, Record, Speaker, When
from dragoman.store.rows import bounds, clean

if TYPE_CHECKING:
    import pyarrow as pa

Type: TypeAlias = Literal["text", "texts", "integer", "number", "truth", "day"]
"""What a column holds; ``texts`` is a list."""

PLURALS = {
    "event": "events",
    "statement": "statements",
    "membership": "memberships",
    "tie": "ties",
    "measure": "measures",
    "silence": "silences",
}
"""Names of the tables and files of each kind."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table of records.

    Attributes:
        name: Its heading.
        type: What it holds.
        value: Reads it from a record.
    """

    name: str
    type: Type
    value: Callable[[Any], Any]


def _parties(name: str, of: Callable[[Any], Sequence[Party]]) -> list[Column]:
    return [
        Column(name, "texts", lambda r: [p.actor for p in of(r)]),
        Column(f"{name}_name", "texts", lambda r: [p.text for p in of(r)]),
        Column(f"{name}_person", "texts", lambda r: [p.person for p in of(r)]),
        Column(f"{name}_role", "texts", lambda r: [p.role for p in of(r)]),
        Column(f"{name}_sector", "texts", lambda r: [p.sector for p in of(r)]),
    ]


def _party(name: str, of: Callable[[Any], Party | None]) -> list[Column]:
    return [
        Column(name, "text", lambda r: p.actor if (p := of(r)) else None),
        Column(f"{name}_name", "text", lambda r: p.text if (p := of(r)) else None),
    ]


def _speaker(of: Callable[[Any], Speaker | None]) -> list[Column]:
    return [
        Column("speaker", "text", lambda r: s.text if (s := of(r)) else None),
        Column("speaker_person", "text", lambda r: s.person if (s := of(r)) else None),
        Column("speaker_role", "text", lambda r: s.role if (s := of(r)) else None),
        Column("side", "text", lambda r: r.side.actor),
        Column("side_name", "text", lambda r: r.side.name),
    ]


def _when(name: str, of: Callable[[Any], When | None]) -> list[Column]:
    return [
        Column(f"{name}_start", "day", lambda r: _day(w.start, 0) if (w := of(r)) else None),
        Column(f"{name}_end", "day", lambda r: _day(w.end, 1) if (w := of(r)) else None),
        Column(f"{name}_precision", "text", lambda r: w.precision if (w := of(r)) else None),
        Column(f"{name}_text", "text", lambda r: w.text if (w := of(r)) else None),
    ]


def _place(of: Callable[[Any], Place | None]) -> list[Column]:
    return [
        Column("place", "text", lambda r: p.name if (p := of(r)) else None),
        Column("country", "text", lambda r: p.country if (p := of(r)) else None),
        Column("lat", "number", lambda r: p.lat if (p := of(r)) else None),
        Column("lon", "number", lambda r: p.lon if (p := of(r)) else None),
    ]


def _day(value: str | None, which: int) -> date | None:
    return bounds(value)[which]


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


_HEAD = [Column("id", "text", lambda r: r.id), Column("doc", "text", lambda r: r.doc)]
_TAIL = [
    Column("status", "text", lambda r: r.status),
    Column("via", "texts", lambda r: [v.text for v in r.via]),
    Column("via_actor", "texts", lambda r: [v.actor for v in r.via]),
    Column("confidence", "number", lambda r: float(r.confidence)),
    Column("evidence", "text", lambda r: r.evidence.text),
    Column("evidence_start", "integer", lambda r: r.evidence.start),
    Column("evidence_end", "integer", lambda r: r.evidence.end),
    Column("rule", "text", lambda r: r.why.rule),
    Column("model", "text", lambda r: r.why.model),
]

_OWN: dict[str, list[Column]] = {
    "event": [
        Column("type", "text", lambda r: r.type),
        Column("mode", "text", lambda r: r.mode),
        Column("quad", "text", lambda r: r.quad),
        Column("contexts", "texts", lambda r: list(r.contexts)),
        *_parties("source", lambda r: r.source),
        *_parties("target", lambda r: r.target),
        Column("trigger", "text", lambda r: r.trigger.text),
        *_when("date", lambda r: r.date),
        *_place(lambda r: r.place),
        Column("intensity", "number", lambda r: float(r.intensity)),
        Column("mentions", "texts", lambda r: [m.text for m in r.mentions]),
    ],
    "statement": [
        *_speaker(lambda r: r.speaker),
        *_party("addressee", lambda r: r.addressee),
        Column("content", "texts", lambda r: [c.text for c in r.content]),
        Column("direct", "truth", lambda r: r.direct),
        Column("cue", "text", lambda r: r.cue.text if r.cue else None),
        Column("about", "texts", lambda r: list(r.about)),
        Column("stance", "text", lambda r: r.stance),
        *_when("date", lambda r: r.date),
    ],
    "membership": [
        *_parties("member", lambda r: r.member),
        *_party("org", lambda r: r.org),
        Column("role", "text", lambda r: r.role),
        Column("start", "text", lambda r: r.start),
        Column("end", "text", lambda r: r.end),
    ],
    "tie": [
        *_parties("source", lambda r: r.source),
        *_parties("target", lambda r: r.target),
        Column("tie", "text", lambda r: r.tie),
        Column("polarity", "integer", lambda r: r.polarity),
        Column("trend", "text", lambda r: r.trend),
    ],
    "measure": [
        Column("about", "texts", lambda r: list(r.about)),
        Column("indicator", "text", lambda r: r.indicator),
        Column("comparator", "text", lambda r: r.comparator),
        Column("value", "number", lambda r: _number(r.value)),
        Column("value_text", "text", lambda r: r.value if isinstance(r.value, str) else None),
        Column("unit", "text", lambda r: r.unit),
        *_when("period", lambda r: r.period),
    ],
    "silence": [
        *_speaker(lambda r: r.speaker),
        Column("topic", "text", lambda r: r.topic),
    ],
}
COLUMNS: dict[str, tuple[Column, ...]] = {kind: (*_HEAD, *_OWN[kind], *_TAIL) for kind in KINDS}
"""The columns of each kind, in order."""

COMMON_COLUMNS: tuple[Column, ...] = (*_HEAD, Column("kind", "text", lambda r: r.kind), *_TAIL)
"""The columns that records of every kind have."""

DOCUMENT_COLUMNS: tuple[Column, ...] = (
    Column("id", "text", lambda d: d.id),
    Column("title", "text", lambda d: d.title),
    Column("publisher", "text", lambda d: d.publisher),
    Column("url", "text", lambda d: d.url),
    Column("published", "day", lambda d: _day(d.published, 0)),
    Column("language", "text", lambda d: d.language),
    Column("sha256", "text", lambda d: d.sha256),
    Column("chars", "integer", lambda d: d.chars),
)
"""The columns of the table of documents."""


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean(v) for v in value]
    return value


def row(values: object, columns: Iterable[Column]) -> dict[str, Any]:
    """One record or document as a row: column name to value, in the columns' order."""
    return {column.name: _clean(column.value(values)) for column in columns}


def arrow_schema(columns: Iterable[Column]) -> pa.Schema:
    """The columns as an Arrow schema."""
    import pyarrow as pa  # slow to import, needed by exports only

    types: Mapping[Type, pa.DataType] = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "integer": pa.int64(),
        "number": pa.float64(),
        "truth": pa.bool_(),
        "day": pa.date32(),
    }
    return pa.schema([pa.field(column.name, types[column.type]) for column in columns])


def records_table(kind: str, records: Iterable[Record]) -> pa.Table:
    """The records of one kind as an Arrow table; those of other kinds are passed over.

    Args:
        kind: One of `dragoman.model.KINDS`.
        records: Records in the order the rows are to have.
    """
    columns = COLUMNS[kind]
    return _table((row(record, columns) for record in records if record.kind == kind), columns)


def documents_table(documents: Iterable[Document]) -> pa.Table:
    """Documents, without their texts, as an Arrow table."""
    return _table((row(document, DOCUMENT_COLUMNS) for document in documents), DOCUMENT_COLUMNS)


def _table(found: Iterable[dict[str, Any]], columns: Sequence[Column]) -> pa.Table:
    import pyarrow as pa  # slow to import, needed by exports only

    return pa.Table.from_pylist(list(found), schema=arrow_schema(columns))
