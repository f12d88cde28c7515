"""The archive: one DuckDB file that keeps documents, their records, and how they came about.

A document goes in with everything read from it in one transaction: whatever happens, it is there whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

import duckdb

from dragoman._version import __version__
from dragoman.model import CodedDocument, Document, IssueRow, Record, StoreError
from dragoman.store import lease, rows, schema
from dragoman.store.rows import RefusedDocumentError
from dragoman.store.view import View

DEFAULT_ARCHIVE = "dragoman.duckdb"
"""The archive's file where none is named."""

Fate: TypeAlias = Literal["new", "unchanged", "recode", "replace", "conflict"]
"""What adding a document would do.

``new``: it is not there. ``unchanged``: it is, coded by the same version. ``recode``: it is, coded by another version.
``replace``: another text or other particulars take its place, as asked. ``conflict``: the same, not asked.
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What adding a document would do.

    Attributes:
        fate: See `Fate`.
        document: The document to code: as given, with what the archive already knows of it filled in.
        reason: What is in the way, for a conflict; else "".
    """

    fate: Fate
    document: Document
    reason: str = ""


class Archive:
    """An archive to write to.

    The file is held only during a call, or inside `held`; other programs may read and write in between.

    Args:
        path: The archive's file; it must exist (`Archive.open` makes it).
        wait: Seconds to wait for other programs that hold the file.
    """

    def __init__(self, path: Path | str, wait: float = 10.0) -> None:
        self.path = Path(path)
        self.wait = wait
        self._linger = False

    @classmethod
    def open(cls, path: Path | str = DEFAULT_ARCHIVE, *, create: bool = True, wait: float = 10.0) -> Archive:
        """An archive that is there and can be written, made if need be.

        Args:
            path: The archive's file.
            create: Make it if it is not there.
            wait: Seconds to wait for other programs that hold the file.

        Raises:
            StoreError: If it cannot be made, is no archive, is of a newer version, or is in use.
        """
        archive = cls(path, wait)
        if create:
            schema.create(archive.path)
        with archive.held():
            return archive

    @contextmanager
    def held(self) -> Iterator[Archive]:
        """Keep the file open over several calls: quicker, but nobody else can read or write meanwhile."""
        with self._writing():
            yield self

    @contextmanager
    def at_work(self) -> Iterator[Archive]:
        """Keep the file for a moment after each call, because many follow each other; others have their turn.

        Quicker for many short documents. Every call is written as safely as without.
        """
        self._linger = True
        try:
            yield self
        finally:
            self._linger = False
            lease.let_go(self.path)

    def view(self) -> View:
        """The read-only view of this archive."""
        return View(self.path, self.wait)

    def plan(self, documents: Sequence[Document], version: str = __version__, replace: bool = False) -> list[Plan]:
        """What adding these documents would do, in the same order.

        Two documents with the same id and other texts among ``documents`` are not noticed here.

        Args:
            documents: Documents that may be added.
            version: Version of the program and tables that would code them.
            replace: Whether another text may take the place of what is there.
        """
        with self._writing() as cursor:
            known = _known(cursor, [rows.clean(d.id) or "" for d in documents])
        return [_plan(d, known.get(d.id), version, replace) for d in documents]

    def add(
        self,
        coded: CodedDocument,
        *,
        version: str = __version__,
        replace: bool = False,
        run: int | None = None,
    ) -> Fate:
        """Put a document and its records into the archive, in one transaction.

        Args:
            coded: The document, its records and its issues.
            version: Version of the program and tables that coded it.
            replace: Whether it may take the place of another text under the same id.
            run: Number of the run, from `begin_run`.

        Returns:
            What was done; for ``unchanged`` nothing was written.

        Raises:
            RefusedDocumentError: If the id is taken by another text and ``replace`` is not set, the date is no date,
                or the records contradict each other.
            StoreError: If it cannot be written (the disk is full, the file is in use); the archive is then as it was.
        """
        _check(coded)
        document = coded.document
        row = {**rows.document_row(document), "run": run, "coder": version, "model": coded.model}
        with self._transaction(f"document {document.id}") as cursor:
            plan = _plan(document, _known(cursor, [document.id]).get(document.id), version, replace)
            if plan.fate == "conflict":
                raise RefusedDocumentError("conflict", plan.reason)
            if plan.fate == "unchanged":
                return plan.fate
            if plan.fate != "new":
                _delete(cursor, document.id)
            cursor.execute("DELETE FROM issues WHERE doc IN (?, ?)", [document.id, rows.clean(document.path)])
            marks = ", ".join("?" for _ in row)
            cursor.execute(
                f"INSERT INTO documents ({', '.join(row)}, added) VALUES ({marks}, {_NOW})", list(row.values())
            )
            _insert_records(cursor, coded.records)
            _insert_issues(cursor, coded.issues, run)
            return plan.fate

    def remove(self, id: str) -> bool:
        """Take a document with its records and issues out; False if it is not there."""
        with self._transaction(f"document {id}") as cursor:
            if not _known(cursor, [id]):
                return False
            _delete(cursor, id)
            cursor.execute("DELETE FROM issues WHERE doc = ?", [id])
            return True

    def note(self, issues: Iterable[IssueRow], run: int | None = None) -> None:
        """Keep what went wrong; the same again is kept once.

        Raises:
            StoreError: If it cannot be written.
        """
        with self._transaction("issues") as cursor:
            _insert_issues(cursor, issues, run)

    def begin_run(self, manifest: str, version: str = __version__) -> int:
        """Note that a run begins.

        Args:
            manifest: Versions, table digests and settings, as JSON text.
            version: Version of Dragoman.

        Returns:
            The run's number.
        """
        with self._transaction("the note of this run") as cursor:
            found = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM runs").fetchone()
            assert found is not None
            number = int(found[0])
            cursor.execute(
                f"INSERT INTO runs (id, started, version, manifest) VALUES (?, {_NOW}, ?, ?)",
                [number, version, manifest],
            )
            return number

    def end_run(self, run: int, counts: dict[str, int]) -> None:
        """Note that a run is over, and how many documents it added, left, failed at."""
        with self._transaction("the note of this run") as cursor:
            cursor.execute(f"UPDATE runs SET finished = {_NOW}, counts = ? WHERE id = ?", [json.dumps(counts), run])

    @contextmanager
    def _writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with lease.writing(self.path, self.wait, self._linger) as cursor:
            yield cursor

    @contextmanager
    def _transaction(self, what: str) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._writing() as cursor:
            try:
                cursor.execute("BEGIN")
                try:
                    yield cursor
                except BaseException:
                    _roll_back(cursor)
                    raise
                cursor.execute("COMMIT")
            except duckdb.InterruptException:
                raise
            except duckdb.Error as error:
                raise StoreError(
                    f"{what} could not be written to the archive {self.path}: {schema.first_line(error)};"
                    " free some space or check the disk, then run the same command again"
                    " (nothing stored before is lost)"
                ) from error


_NOW = "date_trunc('second', now() AT TIME ZONE 'UTC')"


def _roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    try:
        cursor.execute("ROLLBACK")
    except duckdb.Error:
        # A failed commit has rolled itself back; closing the file does the rest.
        return


def _check(coded: CodedDocument) -> None:
    seen: set[str] = set()
    for record in coded.records:
        if record.doc != coded.document.id:
            raise RefusedDocumentError(
                "foreign-record",
                f"document {coded.document.id}: record {record.id} names document {record.doc}: report this",
            )
        if record.id in seen:
            raise RefusedDocumentError(
                "same-record-twice",
                f"document {coded.document.id} has two records with the id {record.id}: report this",
            )
        seen.add(record.id)


_PARTICULARS = ("title", "publisher", "url", "published")


def _known(cursor: duckdb.DuckDBPyConnection, ids: list[str]) -> dict[str, dict[str, Any]]:
    columns = ("id", "sha256", "coder", *_PARTICULARS)
    found = cursor.execute(
        f"SELECT {', '.join(columns)} FROM documents WHERE id IN (SELECT unnest(?::VARCHAR[]))", [ids]
    ).fetchall()
    return {row[0]: dict(zip(columns, row, strict=True)) for row in found}


def _plan(document: Document, known: dict[str, Any] | None, version: str, may_replace: bool) -> Plan:
    if known is None:
        return Plan("new", document)
    if document.sha256 != known["sha256"]:
        if may_replace:
            return Plan("replace", document)
        return Plan(
            "conflict",
            document,
            f"the archive already holds another text under the id {document.id!r}:"
            " give this one another id (--id), or put it in the other's place with --replace",
        )
    published = known["published"].isoformat() if known["published"] else None
    stored: dict[str, str | None] = {**{name: known[name] for name in _PARTICULARS}, "published": published}
    given = {name: rows.clean(getattr(document, name)) for name in _PARTICULARS}
    other = [name for name in _PARTICULARS if given[name] is not None and given[name] != stored[name]]
    kept: dict[str, Any] = {name: stored[name] if given[name] is None else given[name] for name in _PARTICULARS}
    filled = replace(document, **kept)
    if other and may_replace:
        return Plan("replace", filled)
    if known["coder"] != version:
        return Plan("recode", filled)
    if other:
        changes = ", ".join(f"{name} {stored[name]!r}, now {given[name]!r}" for name in other)
        return Plan(
            "conflict",
            document,
            f"the archive already holds the document {document.id!r} with other particulars ({changes}):"
            " change them with --replace",
        )
    return Plan("unchanged", filled)


def _delete(cursor: duckdb.DuckDBPyConnection, id: str) -> None:
    for table, column in (("parties", "doc"), ("records", "doc"), ("documents", "id")):
        cursor.execute(f"DELETE FROM {table} WHERE {column} = ?", [id])


def _insert_records(cursor: duckdb.DuckDBPyConnection, records: tuple[Record, ...]) -> None:
    if not records:
        return
    _insert(cursor, "records", [rows.record_row(record, i) for i, record in enumerate(records)])
    parties = [
        {
            "record": record.id, "doc": record.doc, "side": p.side, "position": p.position, "actor": p.actor,
            "name": rows.clean(p.name), "person": rows.clean(p.person), "role": rows.clean(p.role),
            "sector": p.sector, "institution": rows.clean(p.institution), "name_start": p.start, "name_end": p.end,
        }
        for record in records
        for p in rows.party_rows(record)
    ]  # fmt: skip
    _insert(cursor, "parties", parties)


def _insert(cursor: duckdb.DuckDBPyConnection, table: str, found: list[dict[str, Any]]) -> None:
    if not found:
        return
    import pyarrow as pa  # slow to import, and readers of an archive need none of it

    names = list(dict.fromkeys(name for row in found for name in row))
    columns = {name: pa.array([row.get(name) for row in found]) for name in names}
    cursor.register("incoming", pa.table(columns))
    try:
        cursor.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    finally:
        cursor.unregister("incoming")


def _insert_issues(cursor: duckdb.DuckDBPyConnection, issues: Iterable[IssueRow], run: int | None) -> None:
    for issue in issues:
        values = [rows.clean(issue.doc), issue.stage, issue.code, rows.clean(issue.message)]
        cursor.execute(
            "INSERT INTO issues (doc, stage, code, message, noted, run, lost)"
            f" SELECT ?, ?, ?, ?, {_NOW}, ?, ? WHERE NOT EXISTS (SELECT 1 FROM issues"
            " WHERE doc = ? AND stage = ? AND code = ? AND message = ?)",
            [*values, run, issue.lost, *values],
        )
