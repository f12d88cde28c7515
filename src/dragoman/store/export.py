"""Taking documents and records out: JSON Lines, CSV and Parquet.

Files are written beside their place and put into it whole, so a reader never meets half a file.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.model import KINDS, CodedDocument, SettingsError, StoreError
from dragoman.model.interchange import json_lines
from dragoman.store.columns import COLUMNS, DOCUMENT_COLUMNS, PLURALS, Column, documents_table, records_table, row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BATCH = 200  # documents whose rows are gathered before they are written as one Parquet row group


def lines(coded: Iterable[CodedDocument]) -> Iterator[str]:
    """The interchange form of many documents, one JSON object a line, without line ends.

    Lone surrogates, which no encoding can hold, are written as JSON escapes and so read back as they were.
    """
    for one in coded:
        for line in json_lines(one):
            yield line.encode("utf-8", "backslashreplace").decode("utf-8")


def write_jsonl(coded: Iterable[CodedDocument], path: Path) -> Path:
    """Write the interchange form to a file.

    Raises:
        StoreError: If the file cannot be written.
    """
    with _whole(path.parent) as folder:
        fresh = folder / path.name
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines(coded))
        _move(fresh, path)
    return path


def write_csv(coded: Iterable[CodedDocument], folder: Path) -> list[Path]:
    """Write ``documents.csv`` and one file a kind.

    The parts of a list are joined by ``; ``, an unknown part is ``?``. A text that a spreadsheet would take for a
    formula gets an apostrophe before it: the words are other people's. Exact words are in the other forms.

    Args:
        coded: Documents with their records.
        folder: Where the files go; made if it is not there, files of the same names are replaced.

    Returns:
        The files.

    Raises:
        StoreError: If they cannot be written.
    """
    return _write_tables(coded, folder, "csv", _csv_tables)


def write_parquet(coded: Iterable[CodedDocument], folder: Path) -> list[Path]:
    """Write ``documents.parquet`` and one file a kind, lists as lists; else as `write_csv`."""
    return _write_tables(coded, folder, "parquet", _parquet_tables)


def _write_tables(
    coded: Iterable[CodedDocument],
    folder: Path,
    suffix: str,
    write: Callable[[Iterable[CodedDocument], dict[str, Path]], None],
) -> list[Path]:
    names = [f"{name}.{suffix}" for name in ("documents", *(PLURALS[kind] for kind in KINDS))]
    with _whole(folder) as fresh:
        write(coded, dict(zip(("document", *KINDS), (fresh / name for name in names), strict=True)))
        for name in names:
            _move(fresh / name, folder / name)
    return [folder / name for name in names]


def _csv_tables(coded: Iterable[CodedDocument], paths: dict[str, Path]) -> None:
    with ExitStack() as files:
        writers = {}
        for kind, path in paths.items():
            file = files.enter_context(path.open("w", encoding="utf-8", newline=""))
            writers[kind] = csv.writer(file, lineterminator="\n")
            writers[kind].writerow([column.name for column in _columns(kind)])
        for one in coded:
            writers["document"].writerow(csv_row(one.document, DOCUMENT_COLUMNS))
            for record in one.records:
                writers[record.kind].writerow(csv_row(record, COLUMNS[record.kind]))


def _parquet_tables(coded: Iterable[CodedDocument], paths: dict[str, Path]) -> None:
    import pyarrow.parquet as pq  # slow to import, needed here only

    documents = iter(coded)
    with ExitStack() as files:
        writers = {
            kind: files.enter_context(pq.ParquetWriter(path, _empty(kind).schema, compression="zstd"))
            for kind, path in paths.items()
        }
        while batch := list(islice(documents, _BATCH)):
            writers["document"].write_table(documents_table(one.document for one in batch))
            for kind in KINDS:
                table = records_table(kind, (record for one in batch for record in one.records))
                if table.num_rows:
                    writers[kind].write_table(table)


def _columns(kind: str) -> tuple[Column, ...]:
    return DOCUMENT_COLUMNS if kind == "document" else COLUMNS[kind]


def _empty(kind: str) -> Any:
    return documents_table([]) if kind == "document" else records_table(kind, [])


def csv_row(value: object, columns: Iterable[Column]) -> list[str]:
    """One record or document as the cells of a line of CSV."""
    return [_cell(found) for found in row(value, columns).values()]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        if all(part is None for part in value):
            return ""
        value = "; ".join("?" if part is None else part for part in value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """A folder beside the files to come; it and what is left in it goes away at the end."""
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"{folder} is a file, so nothing can be written into it: name a folder with --out")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".dragoman-", dir=folder))
    except OSError as error:
        raise StoreError(
            f"nothing can be written into {folder}: {error.strerror}; name another place with --out"
        ) from error
    try:
        yield fresh
    except OSError as error:
        raise StoreError(
            f"the files for {folder} could not be written: {error.strerror or error};"
            " free some space or name another place with --out (files written before are untouched)"
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _move(fresh: Path, path: Path) -> None:
    if path.is_dir():
        raise SettingsError(f"{path} is a folder: name a file with --out")
    fresh.replace(path)
