"""Questions in SQL: read-only, and cut off from files, network and settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from dragoman.model import SettingsError, StoreError
from dragoman.store import lease, schema

_STATEMENT = re.compile(r'statement of type "(\w+)"')
_BATCH = 1000  # rows fetched at once


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave.

    Attributes:
        columns: Names of the columns.
        rows: The rows, as Python values; to be read while the question is open.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def asking(path: Path, sql: str, wait: float = 5.0) -> Iterator[Answer]:
    """Ask an archive in SQL.

    Nothing can be written, no file be read, no setting changed, whatever the statement says.

    Args:
        path: The archive's file.
        sql: A statement in DuckDB's SQL; the tables are told in docs/archive.md.
        wait: Seconds to wait for another process that writes.

    Raises:
        SettingsError: If the statement is wrong, or would do more than read.
        StoreError: If the archive cannot be read.
    """
    if not sql.strip():
        raise SettingsError(
            'there is no question: give a statement such as "SELECT type, count(*) FROM events GROUP BY 1"'
        )
    with lease.reading(path, wait) as cursor:
        with _explained(path):
            cursor.execute(sql)
            names = tuple(column[0] for column in cursor.description or ())
        yield Answer(names, _rows(cursor, path))


def _rows(cursor: duckdb.DuckDBPyConnection, path: Path) -> Iterator[tuple[Any, ...]]:
    while True:
        with _explained(path):
            batch = cursor.fetchmany(_BATCH)
        if not batch:
            return
        yield from batch


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.PermissionException as error:
        raise SettingsError(
            f"the question reaches outside the archive, which is not allowed ({schema.first_line(error)}):"
            " ask only about the archive's own tables; 'dragoman export' writes files"
        ) from error
    except duckdb.Error as error:
        text = str(error)
        if "read-only mode" in text or "configuration has been locked" in text or "annot detach" in text:
            kind = _STATEMENT.search(text)
            raise SettingsError(
                f"the archive is open read-only, so {kind[1] if kind else 'this statement'} is refused:"
                " only questions can be asked here; 'dragoman add' adds documents"
            ) from error
        if isinstance(error, (duckdb.IOException, duckdb.FatalException, duckdb.SerializationException)):
            raise StoreError(
                f"the archive {path} cannot be read: {schema.first_line(error)}; check the disk"
            ) from error
        raise SettingsError(
            f"the question cannot be answered: {text.strip()}\n"
            "Tables: documents, records, parties, issues, runs; a view a kind: events, statements, memberships, ties,"
            " measures, silences. 'DESCRIBE events' tells the columns."
        ) from error
