"""A filtered list of records as a file: the interchange form, or one flat table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from dragoman.model import Event, Measure, Membership, Record, Statement
from dragoman.model.interchange import record_to_dict
from dragoman.store.view import DocumentRow
from dragoman.web.cards import card

COLUMNS = (
    "id", "doc", "publisher", "published", "title", "kind", "type", "status", "lead", "relation", "tail", "actors",
    "date_start", "date_end", "date_precision", "date_text", "via", "confidence", "start", "end", "evidence",
)  # fmt: skip
"""Columns of the flat table."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_lines(rows: Iterable[tuple[Record, DocumentRow]]) -> Iterator[bytes]:
    """The interchange form: a document's own line whenever another document begins, then its records."""
    doc = None
    for record, row in rows:
        if row.id != doc:
            doc = row.id
            head = {
                "kind": "document", "id": row.id, "title": row.title, "publisher": row.publisher, "url": row.url,
                "published": row.published, "language": row.language, "sha256": row.sha256, "chars": row.chars,
            }  # fmt: skip
            yield _line(head)
        yield _line(record_to_dict(record))


def _line(value: object) -> bytes:
    written = json.dumps(value, ensure_ascii=False) + "\n"
    try:
        return written.encode("utf-8")
    except UnicodeEncodeError:
        return (json.dumps(value) + "\n").encode("ascii")


def csv_table(rows: Iterable[tuple[Record, DocumentRow]]) -> Iterator[bytes]:
    """One flat table of all kinds, for a spreadsheet.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it: the words are other people's.
    The exact words are in the JSON Lines form.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for record, row in rows:
        writer.writerow([_cell(v) for v in _values(record, row)])
        if sheet.tell() > 1 << 16:
            yield _drain(sheet)
    yield _drain(sheet)


def _values(record: Record, row: DocumentRow) -> tuple[object, ...]:
    shown = card(record)
    when = None
    start: str | None = None
    end: str | None = None
    if isinstance(record, Event | Statement):
        when = record.date
    elif isinstance(record, Measure):
        when = record.period
    elif isinstance(record, Membership):
        start, end = record.start, record.end
    if when is not None:
        start, end = when.start, when.end
    return (
        record.id, record.doc, row.publisher, row.published, row.title, record.kind, shown.label, record.status,
        shown.lead, shown.relation, shown.tail, " ".join(shown.actors), start, end,
        when.precision if when else None, when.text if when else None, "; ".join(v.text for v in record.via),
        record.confidence, record.evidence.start, record.evidence.end, record.evidence.text,
    )  # fmt: skip


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def _drain(sheet: io.StringIO) -> bytes:
    written = sheet.getvalue().encode("utf-8", "replace")
    sheet.seek(0)
    sheet.truncate()
    return written
