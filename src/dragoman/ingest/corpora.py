"""Documents from the rows of a corpus."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from dragoman.ingest.build import Known, build_document
from dragoman.ingest.columns import Columns, choose_columns, plain_value
from dragoman.ingest.dates import read_date
from dragoman.ingest.encoding import decode
from dragoman.ingest.limits import HOPELESS_ROWS, MAX_CHARS
from dragoman.ingest.locate import Located
from dragoman.ingest.options import ReadOptions
from dragoman.ingest.refusal import RefusedInputError, doubt, issue, undated_doubt, unexpected_issue
from dragoman.ingest.rows import BrokenRow, DelimitedFile, ParquetFile, Row, json_rows
from dragoman.ingest.streams import BROKEN_GZIP, gzip_refusal, text_lines, too_large
from dragoman.model import Document, IssueRow


def read_corpus(
    one: Located, stream: io.BufferedReader[Any], form: str, options: ReadOptions
) -> Iterator[Document | IssueRow]:
    """The documents of a corpus, row by row.

    Args:
        one: The file.
        stream: The opened file.
        form: ``jsonl``, ``csv``, ``tsv`` or ``parquet``.
        options: What a person said.

    Yields:
        Documents, and issue rows for broken and odd rows.

    Raises:
        RefusedInputError: If the file is no such corpus, lacks a column, or breaks off.
    """
    rows: Iterator[Row | BrokenRow]
    columns: Columns | None = None
    if form == "parquet":
        parquet = ParquetFile(stream)
        columns = choose_columns(parquet.header, options)
        rows = parquet.rows(columns.used())
    elif form == "jsonl":
        rows = json_rows(text_lines(stream, options.encoding))
    else:
        try:
            delimited = DelimitedFile(text_lines(stream, options.encoding), "\t" if form == "tsv" else None)
        except BROKEN_GZIP as error:
            raise gzip_refusal(error) from None
        columns = choose_columns(delimited.header, options)
        rows = delimited.rows()
    reader = _RowReader(one, options, columns)
    held: list[IssueRow] = []  # of the first rows, until one is read well
    holding = True
    first: IssueRow | None = None
    try:
        for row in rows:
            for found in reader.read(row):
                if isinstance(found, Document) or len(held) >= HOPELESS_ROWS:
                    yield from held
                    held.clear()
                    holding = False
                if holding and isinstance(found, IssueRow):
                    held.append(found)
                    first = first or found
                else:
                    yield found
            if first is not None and reader.read_well == 0 and reader.broken >= HOPELESS_ROWS:
                raise _hopeless(reader.broken, first)
        if len(held) > 1 and reader.read_well == 0 and len({row.code for row in held}) == 1:
            raise _hopeless(len(held), held[0])
        yield from held
    except BROKEN_GZIP as error:
        yield from held
        refusal = gzip_refusal(error)
        raise RefusedInputError(
            refusal.code, f"{refusal} The {reader.read_well} rows before the break were read."
        ) from None


def _hopeless(rows: int, first: IssueRow) -> RefusedInputError:
    """What a file is refused with of which no row can be read: one message, not one for each row."""
    return RefusedInputError(
        "not-a-corpus",
        f"was given up: none of its first {rows} rows can be read. Check its format and columns. "
        f"The first: {first.message}",
    )


class _RowReader:
    """Makes documents of one corpus's rows.

    Args:
        one: The file.
        options: What a person said.
        columns: The columns of all rows, or None where each row has its own keys.
    """

    def __init__(self, one: Located, options: ReadOptions, columns: Columns | None) -> None:
        self._one = one
        self._options = options
        self._columns = columns
        self._by_keys: dict[tuple[str, ...], Columns] = {}
        self._told: set[str] = set()
        self.read_well = 0
        self.broken = 0

    def read(self, row: Row | BrokenRow) -> Iterator[Document | IssueRow]:
        """The document of a row, after an issue row for each doubt; or only an issue row."""
        where = f"{self._one.label}:{row.number}"
        if isinstance(row, BrokenRow):
            self.broken += 1
            yield issue(where, row.code, f"{where} {row.note}")
            return
        try:
            yield from self._document(row, where)
            self.read_well += 1
        except RefusedInputError as refusal:
            self.broken += refusal.code in {"broken-row", "no-text-column", "no-such-column"}
            yield issue(where, refusal.code, f"{where} {refusal}")
        except Exception as error:  # the loop over documents: one hostile row must not stop the others
            self.broken += 1
            yield unexpected_issue(where, error)

    def _document(self, row: Row, where: str) -> Iterator[Document | IssueRow]:
        columns = self._columns or self._columns_of(row)
        text = _text_of(row.values.get(columns.text))

        def cell(name: str | None) -> str | None:
            return None if name is None else plain_value(row.values.get(name))

        published = self._options.date
        undated: ValueError | None = None
        date = None if columns.date is None else row.values.get(columns.date)
        if date is not None and date == date and str(date).strip():
            try:
                published = read_date(date)
            except ValueError as error:
                published, undated = None, error
        name = f"{self._one.name}-{row.number}" if self._one.name else None
        known = Known(
            id=cell(columns.id) or name,
            title=cell(columns.title),
            publisher=cell(columns.publisher) or self._options.publisher,
            url=cell(columns.url),
            published=published,
            undated=undated is not None,
        )
        document = build_document(text, known, path=None if self._one.path is None else where)
        if row.code:
            yield doubt(document.id, row.code, f"{where} {row.note}")
        yield from self._absent(row, document.id, where)
        if undated is not None:
            yield undated_doubt(document.id, where, date, undated)
        yield document

    def _columns_of(self, row: Row) -> Columns:
        """The columns of an object of JSON Lines, remembered by its keys."""
        keys = tuple(row.values)
        if keys not in self._by_keys:
            if len(self._by_keys) > 1000:
                self._by_keys.clear()
            self._by_keys[keys] = choose_columns(keys, self._options, required=("text",))
        return self._by_keys[keys]

    def _absent(self, row: Row, doc: str, where: str) -> Iterator[IssueRow]:
        """Tell once of a column a person named and this row lacks: it may be a slip of the pen."""
        if self._columns is not None:
            return
        for role in ("date", "publisher", "title", "url", "id"):
            wanted = self._options.column(role)
            if wanted is not None and wanted not in row.values and wanted not in self._told:
                self._told.add(wanted)
                yield doubt(
                    doc, "no-such-column", f"{where} has no {wanted!r}; rows without it are read as if it were empty."
                )


def _text_of(value: object) -> str:
    if isinstance(value, bytes):
        value = decode(value).text
    if value is None or (isinstance(value, float) and value != value):
        raise RefusedInputError("empty", "has no text: there is nothing to read in it.")
    if not isinstance(value, str):
        raise RefusedInputError(
            "broken-row", f"has a {type(value).__name__} where the text should be: check the text column."
        )
    if len(value) > MAX_CHARS:  # before it is copied any further
        raise RefusedInputError("too-large", too_large(f"{len(value):,} characters"))
    return value
