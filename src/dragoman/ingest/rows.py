"""Rows of a corpus, one at a time: JSON Lines, delimited text, Parquet.

A row that is broken comes as `BrokenRow` and the next one is read; a file is never loaded whole.
"""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from dragoman.ingest.limits import MAX_ROW_BYTES
from dragoman.ingest.refusal import RefusedInputError
from dragoman.ingest.streams import TextLine

_BATCH = 256
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column.

    Attributes:
        number: The line it starts on, from 1; in Parquet its number.
        values: Its values by name of column.
        code: Key of what a person should know of how it was read, or "".
        note: The same in words.
    """

    number: int
    values: Mapping[str, Any]
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that could not be read, with the key of the reason and the reason."""

    number: int
    code: str
    note: str


def json_rows(lines: Iterable[TextLine]) -> Iterator[Row | BrokenRow]:
    """The objects of a JSON Lines file; blank lines are passed over."""
    for line in lines:
        if line.code and not line.text:
            yield BrokenRow(line.number, line.code, line.note)
        elif line.text.strip():
            try:
                value = json.loads(line.text)
            except ValueError as error:
                yield BrokenRow(
                    line.number, "broken-row", f"is not valid JSON ({error}): mend the line or leave it out."
                )
                continue
            except RecursionError:
                yield BrokenRow(line.number, "broken-row", "nests too deep to be a document: leave the line out.")
                continue
            if isinstance(value, dict):
                yield Row(line.number, value, line.code, line.note)
            else:
                yield BrokenRow(
                    line.number,
                    "broken-row",
                    f"is a JSON {type(value).__name__}, not an object with keys: write one object a line.",
                )


class DelimitedFile:
    """A CSV or TSV file: its header, then its rows.

    A row whose quotation marks do not close would swallow the rows below it; such a row is given up alone and
    reading goes on with the next line of the file.

    Args:
        lines: The lines of the file.
        delimiter: What separates cells, or None to tell by the header.

    Raises:
        RefusedInputError: If the header cannot be read.
    """

    def __init__(self, lines: Iterable[TextLine], delimiter: str | None) -> None:
        self._lines = iter(lines)
        self._pending: deque[TextLine] = deque()
        csv.field_size_limit(MAX_ROW_BYTES)  # the module's own limit is shorter than a long article
        first = next((line for line in self._lines if line.text.strip() or line.code), None)
        if first is None:
            raise RefusedInputError("empty", "is empty: there is nothing to read in it.")
        if first.code and not first.text:
            raise RefusedInputError(first.code, first.note)
        self.delimiter = delimiter or max(_DELIMITERS, key=first.text.count)
        self._pending.append(first)
        taken, cells, why = self._record()
        if cells is None:
            raise RefusedInputError("broken-header", f"line {taken[0].number}: the header cannot be read ({why}).")
        self.header = [name.strip() for name in cells]

    def rows(self) -> Iterator[Row | BrokenRow]:
        """The rows below the header, in order."""
        while True:
            taken, cells, why = self._record()
            if not taken:
                return
            if cells is not None and len(cells) != len(self.header) and any(cells):
                why = f"has {len(cells)} cells where the header has {len(self.header)}"
            if why and self.delimiter == "\t":
                # Tab-separated files are often written without quoting, and news begins with quotation marks.
                plain = taken[0].text.rstrip("\r\n").split("\t")
                if len(plain) == len(self.header):
                    self._pending.extendleft(reversed(taken[1:]))
                    taken, cells, why = taken[:1], plain, ""
            if why or cells is None:
                self._pending.extendleft(reversed(taken[1:]))
                code = taken[0].code if taken[0].code and not taken[0].text else "broken-row"
                note = taken[0].note if code != "broken-row" else f"{why}; check its quotation marks."
                yield BrokenRow(taken[0].number, code, note)
            elif any(cells):
                odd = next((line for line in taken if line.code), taken[0])
                values = dict(reversed(list(zip(self.header, cells, strict=True))))  # of twins the first counts
                yield Row(taken[0].number, values, odd.code, odd.note)

    def _record(self) -> tuple[list[TextLine], list[str] | None, str]:
        """The lines of the next record with its cells, or None and the reason."""
        taken: list[TextLine] = []
        size = 0

        def feed() -> Iterator[str]:
            nonlocal size
            while size <= MAX_ROW_BYTES:
                line = self._pending.popleft() if self._pending else next(self._lines, None)
                if line is None:
                    return
                taken.append(line)
                size += len(line.text)
                if line.code and not line.text:
                    return
                yield line.text

        try:
            cells = next(csv.reader(feed(), delimiter=self.delimiter, strict=True), None)
        except csv.Error as error:
            return taken, None, f"cannot be split into cells ({error})"
        return taken, cells, "" if cells is not None else "cannot be read"


class ParquetFile:
    """A Parquet file: its columns, then its rows, some hundreds in memory at a time.

    Args:
        file: The file, opened for reading bytes; what cannot seek is first copied to a temporary file.

    Raises:
        RefusedInputError: If it is not a Parquet file or is damaged.
    """

    def __init__(self, file: IO[bytes]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._errors = (pa.ArrowException, OSError, ValueError)
        self._copy: IO[bytes] | None = None
        if not file.seekable():
            self._copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the last row has been read
            shutil.copyfileobj(file, self._copy)
            self._copy.seek(0)
        try:
            self._parquet = pq.ParquetFile(self._copy or file)
        except self._errors as error:
            raise RefusedInputError("broken-parquet", f"is no readable Parquet file ({_first_line(error)}).") from None
        self.header: list[str] = list(self._parquet.schema_arrow.names)

    def rows(self, columns: list[str]) -> Iterator[Row | BrokenRow]:
        """The rows in order, of the named columns only."""
        number = 0
        try:
            for batch in self._parquet.iter_batches(batch_size=_BATCH, columns=columns):
                for values in batch.to_pylist():
                    number += 1
                    yield Row(number, values)
        except self._errors as error:
            yield BrokenRow(
                number + 1, "broken-parquet", f"cannot be read, nor any row after it ({_first_line(error)})."
            )
        finally:
            if self._copy is not None:
                self._copy.close()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
