"""The read-only view: the one query layer that commands, pages and analysis stand on.

A `View` may be made once and shared between threads. It holds the archive's file open only while somebody
reads (inside `View.reading`, or for the length of one call), so that a program that writes can have its turn.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias

import duckdb

from dragoman.model import KINDS, CodedDocument, Document, Record, SettingsError, StoreError
from dragoman.store import lease, rows, schema

Choice: TypeAlias = str | Sequence[str] | None
"""One value, any of several, or None for all."""

Order: TypeAlias = Literal["text", "date"]
"""``text``: newest document first, then in order of the words; ``date``: by the record's own date, undated last."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What the archive knows about a document, without its text.

    Attributes:
        id: The document's name.
        title: Headline, if known.
        publisher: Outlet or office, if known.
        url: Where it was published, if known.
        published: ISO date of publication, if known.
        language: ISO 639-1 code.
        sha256: Hash of its text.
        chars: Length of its text in code points.
        added: When it was put into the archive (UTC, ISO 8601, seconds).
        coder: Version of Dragoman that coded it.
        model: Name and version of the event model that decided.
        counts: Number of records of each of the six kinds (all six keys are there).
        issues: Number of issues met while coding it.
    """

    id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    language: str
    sha256: str
    chars: int
    added: str
    coder: str
    model: str
    counts: dict[str, int]
    issues: int

    @property
    def records(self) -> int:
        """Number of records of all kinds."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the archive holds it: text and cuts in ``document``, how it was coded in ``row``."""

    document: Document
    row: DocumentRow


@dataclass(frozen=True, slots=True)
class PublisherRow:
    """A publisher and what the archive has of it; ``name`` None gathers documents without one."""

    name: str | None
    documents: int
    records: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor's code and in how many records it stands.

    Attributes:
        code: Code from the actor tables.
        records: Records that name it in any place.
        documents: Documents with such a record.
        source: Events and ties in which it acts.
        target: Events and ties in which it receives.
    """

    code: str
    records: int
    documents: int
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class StoredIssue:
    """Something that went wrong with one document, with when it was noted (UTC, ISO 8601).

    ``lost`` tells whether the document was lost, or read all the same.
    """

    doc: str
    stage: str
    code: str
    message: str
    at: str
    lost: bool = True


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run that added documents: who coded, with what, how it went.

    Attributes:
        id: Number of the run.
        started: UTC time it began.
        finished: UTC time it ended, or None where it was killed or is still going on.
        version: Version of Dragoman.
        manifest: Versions, table digests and settings, as JSON text.
        counts: How many documents were added, left as they were, failed; empty where it never finished.
    """

    id: int
    started: str
    finished: str | None
    version: str
    manifest: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is.

    Attributes:
        documents: Number of documents.
        records: Number of records.
        kinds: Records of each of the six kinds (all six keys are there).
        statuses: Records of each status that occurs, most frequent first.
        types: Events of each type that occurs, most frequent first.
        publishers: Number of publishers.
        actors: Number of actors with a code.
        issues: Number of issues.
        first: Earliest date of publication.
        last: Latest date of publication.
    """

    documents: int
    records: int
    kinds: dict[str, int]
    statuses: dict[str, int]
    types: dict[str, int]
    publishers: int
    actors: int
    issues: int
    first: str | None
    last: str | None


class View:
    """What can be asked of an archive. Nothing here writes.

    Args:
        path: The archive's file.
        wait: Seconds to wait for another process that is just writing.
    """

    def __init__(self, path: Path | str, wait: float = 5.0) -> None:
        self.path = Path(path)
        self.wait = wait

    @classmethod
    def open(cls, path: Path | str, wait: float = 5.0) -> View:
        """A view of an archive that is there, can be read, and is of a version this program knows.

        Raises:
            StoreError: If the file is missing, no archive, of a newer version, or in use by another process.
        """
        view = cls(path, wait)
        with view.reading():
            return view

    @contextmanager
    def reading(self) -> Iterator[View]:
        """Keep the archive open over several calls (one page, one export); may be nested and shared by threads.

        Calls outside it open and close the archive each for itself: right, only slower.

        Raises:
            StoreError: As `open`.
        """
        with lease.reading(self.path, self.wait):
            yield self

    def documents(
        self,
        limit: int | None = 100,
        offset: int = 0,
        search: str | None = None,
        publisher: Choice = None,
        since: str | None = None,
        until: str | None = None,
    ) -> list[DocumentRow]:
        """Documents, newest publication first, those without a date last, then by id.

        Args:
            limit: At most so many; None for all.
            offset: Leave out so many first.
            search: Words that must all stand in title, publisher, id or text (case does not matter).
            publisher: Only of these publishers.
            since: Published on this day or later (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``).
            until: Published on this day or before; a year or a month counts to its last day.

        Raises:
            SettingsError: If ``since`` or ``until`` is no date.
        """
        where, values = _document_filter(search, publisher, since, until)
        limits, more = _limits(limit, offset)
        with self._cursor() as cursor:
            found = _fetch(
                cursor,
                f"SELECT {_DOCUMENT_COLUMNS} FROM documents d WHERE {where}"
                f" ORDER BY d.published DESC NULLS LAST, d.id {limits}",
                [*values, *more],
            )
            return _document_rows(cursor, found)

    def count_documents(
        self,
        search: str | None = None,
        publisher: Choice = None,
        since: str | None = None,
        until: str | None = None,
    ) -> int:
        """How many documents `documents` would give without ``limit`` and ``offset``."""
        where, values = _document_filter(search, publisher, since, until)
        return self._number(f"SELECT count(*) FROM documents d WHERE {where}", values)

    def document(self, id: str) -> StoredDocument | None:
        """A document with text, cuts and how it was coded; None if the archive has no such id."""
        with self._cursor() as cursor:
            found = _fetch(
                cursor,
                f"SELECT {_DOCUMENT_COLUMNS}, d.text, d.text_bytes, d.cuts FROM documents d WHERE d.id = ?",
                [id],
            )
            if not found:
                return None
            return StoredDocument(rows.document_from_row(found[0]), _document_rows(cursor, found)[0])

    def document_rows(self, ids: Sequence[str]) -> dict[str, DocumentRow]:
        """What is known about these documents, by id: for titles and publishers beside lists of records."""
        with self._cursor() as cursor:
            found = _fetch(
                cursor,
                f"SELECT {_DOCUMENT_COLUMNS} FROM documents d WHERE d.id IN (SELECT unnest(?::VARCHAR[]))",
                [list(ids)],
            )
            return {row.id: row for row in _document_rows(cursor, found)}

    def records(
        self,
        kind: Choice = None,
        actor: Choice = None,
        status: Choice = None,
        doc: Choice = None,
        since: str | None = None,
        until: str | None = None,
        type: Choice = None,
        limit: int | None = 100,
        offset: int = 0,
        search: str | None = None,
        publisher: Choice = None,
        source: Choice = None,
        target: Choice = None,
        order: Order = "text",
    ) -> list[Record]:
        """Records as the model's typed values, with their ``why``.

        Args:
            kind: Only these kinds (`dragoman.model.KINDS`).
            actor: Only records that name one of these codes in any place (source, target, member, org, side, about …).
            status: Only these statuses.
            doc: Only of these documents.
            since: Whose own period touches this day or later; a record without a time of its own counts by its
                document's publication; one with neither is left out.
            until: Likewise, this day or before.
            type: Only of these types: an event's ``type``, a statement's ``stance``, a membership's ``role``,
                a tie's ``tie``, a measure's ``indicator``.
            limit: At most so many; None for all.
            offset: Leave out so many first.
            search: Words that must all stand in the evidence or in the names (case does not matter).
            publisher: Only from documents of these publishers.
            source: Only where one of these acts (source, member, speaker's side).
            target: Only where one of these receives (target, org, addressee, topic).
            order: See `Order`.

        Raises:
            SettingsError: If a value is none of those that exist, or a date is no date.
        """
        if order not in _ORDERS:
            raise SettingsError(f"order {order!r} is unknown: give one of {', '.join(_ORDERS)}")
        where, values = _record_filter(kind, actor, status, doc, since, until, type, search, publisher, source, target)
        limits, more = _limits(limit, offset)
        with self._cursor() as cursor:
            found = _fetch(
                cursor,
                f"SELECT r.json, r.why FROM records r JOIN documents d ON d.id = r.doc WHERE {where}"
                f" ORDER BY {_ORDERS[order]} {limits}",
                [*values, *more],
            )
        return [rows.record_from_row(row["json"], row["why"]) for row in found]

    def count_records(
        self,
        kind: Choice = None,
        actor: Choice = None,
        status: Choice = None,
        doc: Choice = None,
        since: str | None = None,
        until: str | None = None,
        type: Choice = None,
        search: str | None = None,
        publisher: Choice = None,
        source: Choice = None,
        target: Choice = None,
    ) -> int:
        """How many records `records` would give without ``limit`` and ``offset``."""
        where, values = _record_filter(kind, actor, status, doc, since, until, type, search, publisher, source, target)
        return self._number(f"SELECT count(*) FROM records r JOIN documents d ON d.id = r.doc WHERE {where}", values)

    def record(self, id: str) -> Record | None:
        """One record by its id, or None."""
        with self._cursor() as cursor:
            found = _fetch(cursor, "SELECT json, why FROM records WHERE id = ?", [id])
        return rows.record_from_row(found[0]["json"], found[0]["why"]) if found else None

    def records_named(self, beginning: str, limit: int = 2) -> list[Record]:
        """Records whose id begins so, at most ``limit``."""
        with self._cursor() as cursor:
            found = _fetch(
                cursor,
                "SELECT json, why FROM records WHERE starts_with(id, ?) AND ? <> '' ORDER BY id = ? DESC, id LIMIT ?",
                [beginning, beginning, beginning, limit],
            )
        return [rows.record_from_row(row["json"], row["why"]) for row in found]

    def coded(
        self,
        kind: Choice = None,
        actor: Choice = None,
        status: Choice = None,
        doc: Choice = None,
        since: str | None = None,
        until: str | None = None,
        type: Choice = None,
        search: str | None = None,
        publisher: Choice = None,
        source: Choice = None,
        target: Choice = None,
    ) -> Iterator[CodedDocument]:
        """Documents with their records, as they were added, in order of id: for exports.

        With any filter of records set, only those records and the documents that have one. The archive is held
        until the last has been given.

        Raises:
            SettingsError: As `records`.
        """
        where, values = _record_filter(kind, actor, status, doc, since, until, type, search, publisher, source, target)
        everything = where == "TRUE"
        with self._cursor() as cursor:
            ids = (
                "SELECT d.id FROM documents d"
                if everything
                else (f"SELECT DISTINCT d.id FROM records r JOIN documents d ON d.id = r.doc WHERE {where}")
            )
            names = [name for (name,) in cursor.execute(f"{ids} ORDER BY d.id", values).fetchall()]
            for start in range(0, len(names), _PAGE):
                page = names[start : start + _PAGE]
                documents = {
                    row["id"]: row
                    for row in _fetch(
                        cursor,
                        f"SELECT {_DOCUMENT_COLUMNS}, d.text, d.text_bytes, d.cuts FROM documents d"
                        " WHERE d.id IN (SELECT unnest(?::VARCHAR[]))",
                        [page],
                    )
                }
                records: dict[str, list[Record]] = {name: [] for name in page}
                for row in _fetch(
                    cursor,
                    "SELECT r.doc, r.json, r.why FROM records r JOIN documents d ON d.id = r.doc"
                    f" WHERE {where} AND r.doc IN (SELECT unnest(?::VARCHAR[])) ORDER BY r.doc, r.position",
                    [*values, page],
                ):
                    records[row["doc"]].append(rows.record_from_row(row["json"], row["why"]))
                for name in page:
                    yield CodedDocument(
                        rows.document_from_row(documents[name]), tuple(records[name]), model=documents[name]["model"]
                    )

    def counts(self) -> Counts:
        """How much the archive holds."""
        with self._cursor() as cursor:
            totals = _fetch(
                cursor,
                "SELECT count(*) AS documents, count(DISTINCT publisher) AS publishers,"
                " min(published) AS first, max(published) AS last,"
                " (SELECT count(DISTINCT actor) FROM parties) AS actors,"
                " (SELECT count(*) FROM issues) AS issues FROM documents",
            )[0]
            kinds = dict.fromkeys(KINDS, 0) | _tally(cursor, "kind", "TRUE")
            statuses = _tally(cursor, "status", "TRUE")
            types = _tally(cursor, "type", "kind = 'event'")
        return Counts(
            documents=totals["documents"],
            records=sum(kinds.values()),
            kinds=kinds,
            statuses=statuses,
            types=types,
            publishers=totals["publishers"],
            actors=totals["actors"],
            issues=totals["issues"],
            first=_day(totals["first"]),
            last=_day(totals["last"]),
        )

    def publishers(self) -> list[PublisherRow]:
        """Publishers, most documents first."""
        with self._cursor() as cursor:
            found = _fetch(
                cursor,
                "SELECT publisher, count(*) AS documents, coalesce(sum(n), 0)::BIGINT AS records,"
                " min(published) AS first, max(published) AS last FROM documents d"
                " LEFT JOIN (SELECT doc, count(*) AS n FROM records GROUP BY doc) r ON r.doc = d.id"
                " GROUP BY publisher ORDER BY documents DESC, publisher NULLS LAST",
            )
        return [
            PublisherRow(r["publisher"], r["documents"], r["records"], _day(r["first"]), _day(r["last"])) for r in found
        ]

    def actors(self, limit: int | None = None) -> list[ActorRow]:
        """Actors with a code, most records first."""
        limits, values = _limits(limit, 0)
        with self._cursor() as cursor:
            found = _fetch(
                cursor,
                "SELECT p.actor, count(DISTINCT p.record) AS records, count(DISTINCT p.doc) AS documents,"
                " count(DISTINCT p.record) FILTER (p.side = 'source') AS source,"
                " count(DISTINCT p.record) FILTER (p.side = 'target') AS target"
                f" FROM parties p WHERE p.actor IS NOT NULL GROUP BY p.actor ORDER BY records DESC, p.actor {limits}",
                values,
            )
        return [ActorRow(r["actor"], r["records"], r["documents"], r["source"], r["target"]) for r in found]

    def issues(self, doc: str | None = None, limit: int | None = None) -> list[StoredIssue]:
        """What went wrong, latest first; only with one document if ``doc`` is given."""
        limits, values = _limits(limit, 0)
        where, first = ("doc = ?", [doc]) if doc is not None else ("TRUE", [])
        with self._cursor() as cursor:
            found = _fetch(
                cursor,
                f"SELECT doc, stage, code, message, noted, lost FROM issues WHERE {where}"
                f" ORDER BY noted DESC, doc, stage, code {limits}",
                [*first, *values],
            )
        return [StoredIssue(r["doc"], r["stage"], r["code"], r["message"], _time(r["noted"]), r["lost"]) for r in found]

    def runs(self, limit: int | None = None) -> list[RunRow]:
        """The runs that added documents, latest first."""
        limits, values = _limits(limit, 0)
        with self._cursor() as cursor:
            found = _fetch(
                cursor,
                f"SELECT id, started, finished, version, manifest, counts FROM runs ORDER BY id DESC {limits}",
                values,
            )
        return [
            RunRow(
                id=r["id"],
                started=_time(r["started"]),
                finished=_time(r["finished"]) if r["finished"] else None,
                version=r["version"],
                manifest=r["manifest"],
                counts=json.loads(r["counts"]) if r["counts"] else {},
            )
            for r in found
        ]

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with lease.reading(self.path, self.wait) as cursor:
            try:
                yield cursor
            except duckdb.Error as error:
                raise StoreError(
                    f"the archive {self.path} cannot be read: {schema.first_line(error)};"
                    " check the disk, or restore a copy of the file"
                ) from error

    def _number(self, sql: str, values: list[Any]) -> int:
        with self._cursor() as cursor:
            found = cursor.execute(sql, values).fetchone()
        assert found is not None
        return int(found[0])


_DOCUMENT_COLUMNS = (
    "d.id, d.title, d.publisher, d.url, d.published, d.language, d.sha256, d.chars, d.added, d.coder, d.model"
)
_ORDERS = {
    "text": "d.published DESC NULLS LAST, r.doc, r.evidence_start, r.position",
    "date": "coalesce(r.date_start, r.date_end) NULLS LAST, d.published NULLS LAST, r.doc, r.position",
}
_PAGE = 100  # documents read at once where all are wanted
_STATUSES = ("actual", "planned", "possible", "negated", "historical")
_ACTING = ("source", "member", "speaker")
_RECEIVING = ("target", "org", "addressee", "topic")


def _fetch(cursor: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
    cursor.execute(sql, list(values))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _tally(cursor: duckdb.DuckDBPyConnection, column: str, where: str) -> dict[str, int]:
    found = cursor.execute(
        f"SELECT {column}, count(*) AS n FROM records WHERE {where} AND {column} IS NOT NULL"
        f" GROUP BY {column} ORDER BY n DESC, {column}"
    ).fetchall()
    return {str(name): int(n) for name, n in found}


def _document_rows(cursor: duckdb.DuckDBPyConnection, found: list[dict[str, Any]]) -> list[DocumentRow]:
    ids = [row["id"] for row in found]
    counts: dict[str, dict[str, int]] = {id: dict.fromkeys(KINDS, 0) for id in ids}
    for doc, kind, n in cursor.execute(
        "SELECT doc, kind, count(*) FROM records WHERE doc IN (SELECT unnest(?::VARCHAR[])) GROUP BY doc, kind", [ids]
    ).fetchall():
        counts[doc][kind] = n
    issues = dict(
        cursor.execute(
            "SELECT doc, count(*) FROM issues WHERE doc IN (SELECT unnest(?::VARCHAR[])) GROUP BY doc", [ids]
        ).fetchall()
    )
    return [
        DocumentRow(
            id=row["id"],
            title=row["title"],
            publisher=row["publisher"],
            url=row["url"],
            published=_day(row["published"]),
            language=row["language"],
            sha256=row["sha256"],
            chars=row["chars"],
            added=_time(row["added"]),
            coder=row["coder"],
            model=row["model"],
            counts=counts[row["id"]],
            issues=issues.get(row["id"], 0),
        )
        for row in found
    ]


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _time(value: datetime) -> str:
    return value.isoformat(timespec="seconds") + "Z"


def _limits(limit: int | None, offset: int) -> tuple[str, list[int]]:
    if (limit is not None and limit < 0) or offset < 0:
        raise SettingsError("limit and offset count from 0 up: leave the minus sign out")
    return ("OFFSET ?", [offset]) if limit is None else ("LIMIT ? OFFSET ?", [limit, offset])


def _several(choice: Choice) -> list[str]:
    if choice is None:
        return []
    return [choice] if isinstance(choice, str) else list(choice)


def _known(choice: Choice, name: str, allowed: Sequence[str]) -> list[str]:
    found = _several(choice)
    for value in found:
        if value not in allowed:
            raise SettingsError(f"{name} {value!r} is unknown: give one of {', '.join(allowed)}")
    return found


def _bound(value: str, name: str, *, last: bool) -> date:
    found = rows.bounds(value)[1 if last else 0]
    if found is None:
        raise SettingsError(f"{name} {value!r} is no date: give YYYY, YYYY-MM or YYYY-MM-DD")
    return found


def _words(search: str | None) -> list[str]:
    escaped = (search or "").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return [f"%{rows.clean(word)}%" for word in escaped.split()]


class _Filter:
    """Conditions joined by AND, with their values in order."""

    def __init__(self) -> None:
        self.conditions: list[str] = []
        self.values: list[Any] = []

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values.extend(values)

    def among(self, column: str, values: list[str]) -> None:
        if values:
            self.add(f"{column} IN (SELECT unnest(?::VARCHAR[]))", values)

    def publishers(self, choice: Choice) -> None:
        self.among("d.publisher", _several(choice))

    def done(self) -> tuple[str, list[Any]]:
        return " AND ".join(self.conditions) or "TRUE", self.values


def _document_filter(
    search: str | None, publisher: Choice, since: str | None, until: str | None
) -> tuple[str, list[Any]]:
    found = _Filter()
    for word in _words(search):
        found.add(
            r"concat_ws(chr(10), d.title, d.publisher, d.id, d.text) ILIKE ? ESCAPE '\'",
            word,
        )
    found.publishers(publisher)
    if since is not None:
        found.add("d.published >= ?", _bound(since, "since", last=False))
    if until is not None:
        found.add("d.published <= ?", _bound(until, "until", last=True))
    return found.done()


def _record_filter(
    kind: Choice,
    actor: Choice,
    status: Choice,
    doc: Choice,
    since: str | None,
    until: str | None,
    type: Choice,
    search: str | None,
    publisher: Choice,
    source: Choice,
    target: Choice,
) -> tuple[str, list[Any]]:
    found = _Filter()
    found.among("r.kind", _known(kind, "kind", KINDS))
    found.among("r.status", _known(status, "status", _STATUSES))
    found.among("r.doc", _several(doc))
    found.among("lower(r.type)", [value.lower() for value in _several(type)])
    found.publishers(publisher)
    for choice, sides in ((actor, ()), (source, _ACTING), (target, _RECEIVING)):
        codes = [code.upper() for code in _several(choice)]
        if codes:
            among = f" AND side IN ({', '.join(repr(s) for s in sides)})" if sides else ""
            found.add(
                f"r.id IN (SELECT record FROM parties WHERE actor IN (SELECT unnest(?::VARCHAR[])){among})", codes
            )
    # An open range ("since 2019") lasts to the day the document was published; "until 2020" began before all.
    if since is not None:
        found.add(
            "coalesce(r.date_end, CASE WHEN r.date_precision = 'range' THEN d.published END, r.date_start,"
            " d.published) >= ?",
            _bound(since, "since", last=False),
        )
    if until is not None:
        found.add(
            "coalesce(r.date_start, CASE WHEN r.date_precision = 'range' AND r.date_end IS NOT NULL"
            " THEN DATE '0001-01-01' END, r.date_end, d.published) <= ?",
            _bound(until, "until", last=True),
        )
    for word in _words(search):
        found.add(
            r"(r.evidence ILIKE ? ESCAPE '\' OR r.id IN (SELECT record FROM parties"
            r" WHERE concat_ws(chr(10), name, person, role, institution) ILIKE ? ESCAPE '\'))",
            word,
            word,
        )
    return found.done()
