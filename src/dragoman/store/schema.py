"""The tables of an archive, version by version, and how an older archive becomes a current one.

Reference: docs/archive.md.
"""

from __future__ import annotations

import errno
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dragoman._version import __version__
from dragoman.model import StoreError

STORAGE_VERSION = "v1.4.0"
"""File format of the archive: every DuckDB from 1.4 on reads and writes it, whichever one made the file."""

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    # An archive is read by whoever is given it: nothing in it may reach for files or the network.
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""Settings of every connection. One process may open a file only with the same settings everywhere."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from a version of the archive to the next.

    Attributes:
        version: The version the archive has afterwards.
        sql: Statements, run in one transaction.
    """

    version: int
    sql: str


_PARTY_LISTS = """
    LEFT JOIN (
        SELECT record,
            list(actor ORDER BY position) FILTER (side = '{a}') AS {a},
            list(name ORDER BY position) FILTER (side = '{a}') AS {a}_name,
            list(actor ORDER BY position) FILTER (side = '{b}') AS {b},
            list(name ORDER BY position) FILTER (side = '{b}') AS {b}_name
        FROM parties WHERE side IN ('{a}', '{b}') GROUP BY record
    ) p ON p.record = r.id
"""
_ONE_PARTY = """
    LEFT JOIN (
        SELECT record, first(actor) AS actor, first(name) AS name, first(person) AS person, first(role) AS role,
            first(institution) AS institution
        FROM parties WHERE side = '{side}' GROUP BY record
    ) {alias} ON {alias}.record = r.id
"""
_CODES = """
    LEFT JOIN (
        SELECT record, list(coalesce(actor, name) ORDER BY position) AS about
        FROM parties WHERE side = 'about' GROUP BY record
    ) a ON a.record = r.id
"""
_HEAD = "r.id, r.doc, d.publisher, d.published"
_TIME = "r.date_start, r.date_end, r.date_precision, r.date_text"
_TAIL = "r.status, r.via, r.confidence, r.evidence, r.evidence_start, r.evidence_end, r.rule, r.model"


def _view(name: str, kind: str, columns: str, joins: str = "") -> str:
    return (
        f"CREATE VIEW {name} AS SELECT {_HEAD}, {columns}, {_TAIL}"
        f" FROM records r JOIN documents d ON d.id = r.doc {joins} WHERE r.kind = '{kind}';\n"
    )


_V1 = (
    """
CREATE TABLE documents (
    id VARCHAR PRIMARY KEY, title VARCHAR, publisher VARCHAR, url VARCHAR, published DATE,
    language VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, chars BIGINT NOT NULL,
    text VARCHAR NOT NULL, text_bytes BLOB, cuts VARCHAR NOT NULL,
    added TIMESTAMP NOT NULL, run BIGINT, coder VARCHAR NOT NULL, model VARCHAR NOT NULL
);
CREATE TABLE records (
    id VARCHAR NOT NULL, doc VARCHAR NOT NULL, position INTEGER NOT NULL, kind VARCHAR NOT NULL,
    type VARCHAR, mode VARCHAR, quad VARCHAR, status VARCHAR NOT NULL,
    date_start DATE, date_end DATE, date_precision VARCHAR, date_text VARCHAR,
    place VARCHAR, country VARCHAR, lat DOUBLE, lon DOUBLE, intensity DOUBLE,
    direct BOOLEAN, polarity TINYINT, trend VARCHAR,
    value DOUBLE, value_text VARCHAR, unit VARCHAR, comparator VARCHAR,
    words VARCHAR, via VARCHAR[], confidence DOUBLE NOT NULL,
    evidence_start BIGINT NOT NULL, evidence_end BIGINT NOT NULL, evidence VARCHAR NOT NULL,
    rule VARCHAR NOT NULL, model VARCHAR, json VARCHAR NOT NULL, why VARCHAR NOT NULL
);
CREATE TABLE parties (
    record VARCHAR NOT NULL, doc VARCHAR NOT NULL, side VARCHAR NOT NULL, position INTEGER NOT NULL,
    actor VARCHAR, name VARCHAR, person VARCHAR, role VARCHAR, sector VARCHAR, institution VARCHAR,
    name_start BIGINT, name_end BIGINT
);
CREATE TABLE issues (
    doc VARCHAR NOT NULL, stage VARCHAR NOT NULL, code VARCHAR NOT NULL, message VARCHAR NOT NULL,
    noted TIMESTAMP NOT NULL, run BIGINT
);
CREATE TABLE runs (
    id BIGINT PRIMARY KEY, started TIMESTAMP NOT NULL, finished TIMESTAMP,
    version VARCHAR NOT NULL, manifest VARCHAR NOT NULL, counts VARCHAR
);
CREATE TABLE judgements (
    record VARCHAR NOT NULL, verdict VARCHAR NOT NULL, note VARCHAR, judged TIMESTAMP NOT NULL
);
"""
    + _view(
        "events",
        "event",
        'r.type, r.mode, r.quad, p.source, p.source_name, p.target, p.target_name, r.words AS "trigger",'
        f" {_TIME}, r.place, r.country, r.lat, r.lon, r.intensity",
        _PARTY_LISTS.format(a="source", b="target"),
    )
    + _view(
        "statements",
        "statement",
        "s.name AS speaker, s.person, s.role, s.actor AS side, s.institution, e.actor AS addressee,"
        f" e.name AS addressee_name, a.about, r.type AS stance, r.direct, r.words AS content, {_TIME}",
        _ONE_PARTY.format(side="speaker", alias="s") + _ONE_PARTY.format(side="addressee", alias="e") + _CODES,
    )
    + _view(
        "memberships",
        "membership",
        "p.member, p.member_name, p.org[1] AS org, p.org_name[1] AS org_name, r.type AS role, r.date_start, r.date_end",
        _PARTY_LISTS.format(a="member", b="org"),
    )
    + _view(
        "ties",
        "tie",
        "p.source, p.source_name, p.target, p.target_name, r.type AS tie, r.polarity, r.trend",
        _PARTY_LISTS.format(a="source", b="target"),
    )
    + _view(
        "measures",
        "measure",
        f"a.about, r.type AS indicator, r.value, r.value_text, r.unit, r.comparator, {_TIME}",
        _CODES,
    )
    + _view(
        "silences",
        "silence",
        "s.name AS speaker, s.person, s.role, s.actor AS side, s.institution, r.words AS topic",
        _ONE_PARTY.format(side="speaker", alias="s"),
    )
)

_V2 = """
ALTER TABLE issues ADD COLUMN lost BOOLEAN DEFAULT TRUE;
UPDATE issues SET lost = FALSE
    WHERE code IN ('encoding-damaged', 'encoding-guessed', 'front-matter', 'impossible-date');
"""

MIGRATIONS: tuple[Migration, ...] = (Migration(1, _V1), Migration(2, _V2))
"""Every step so far, in order. A released step is never changed: write the next one."""


def current_version() -> int:
    """The version of the archive this program writes and reads."""
    return MIGRATIONS[-1].version


def stored_version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The version of an opened archive.

    Raises:
        StoreError: If it is a DuckDB file that holds no archive, or an archive of a newer version.
    """
    try:
        row = connection.execute("SELECT max(version), arg_max(program, version) FROM archive_version").fetchone()
    except duckdb.CatalogException:
        row = None
    if row is None or row[0] is None:
        raise StoreError(
            f"{path} is a DuckDB file but not a Dragoman archive: name another file with --archive, or move it away"
        )
    version = int(row[0])
    if version > current_version():
        raise StoreError(
            f"{path} is an archive of version {version}, written by Dragoman {row[1]}; this is Dragoman"
            f" {__version__}, which knows archives up to version {current_version()}:"
            " upgrade Dragoman to read it (nothing was changed)"
        )
    return version


def migrate(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Bring an archive opened for writing from ``version`` to the current one, a transaction a step."""
    for step in MIGRATIONS:
        if step.version <= version:
            continue
        connection.execute("BEGIN")
        try:
            connection.execute(step.sql)
            connection.execute(
                "INSERT INTO archive_version VALUES (?, current_localtimestamp(), ?)", [step.version, __version__]
            )
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def connect(path: Path, writing: bool) -> duckdb.DuckDBPyConnection:
    """Open an archive; its log is written into the file by `guard.close` alone.

    Raises:
        duckdb.Error: If it cannot be opened.
    """
    connection = duckdb.connect(str(path), read_only=not writing, config=CONFIG)
    try:
        if writing:
            connection.execute("PRAGMA disable_checkpoint_on_shutdown")
            connection.execute("SET checkpoint_threshold = '1TB'")
        connection.execute("SET lock_configuration = true")
    except BaseException:
        connection.close()
        raise
    return connection


def create(path: Path) -> None:
    """Make an empty archive, unless there is a file of that name already.

    It is built beside its place and then linked into it, so that a killed program leaves no half archive
    and of two programs that create it at once one wins and the other uses what is there.

    Raises:
        StoreError: If the folder is missing or cannot be written.
    """
    if path.exists():
        return
    if not path.parent.is_dir():
        raise StoreError(f"cannot make the archive {path}: there is no folder {path.parent}; make it first")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
            fresh = Path(folder) / path.name
            config = {**CONFIG, "storage_compatibility_version": STORAGE_VERSION}
            with duckdb.connect(str(fresh), config=config) as connection:
                connection.execute(
                    "CREATE TABLE archive_version (version INTEGER NOT NULL, applied TIMESTAMP NOT NULL,"
                    " program VARCHAR NOT NULL)"
                )
                migrate(connection, 0)
            _place(fresh, path)
    except (OSError, duckdb.Error) as error:
        raise StoreError(
            f"cannot make the archive {path}: {first_line(error)}; check the folder's permissions and the disk's space"
        ) from error


def _place(fresh: Path, path: Path) -> None:
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            fresh.replace(path)


def first_line(error: BaseException) -> str:
    """What an error says, without the lines that quote statements or point to web pages."""
    text = str(error).strip()
    if os.strerror(errno.ENOSPC) in text:  # else it would name files of the database that nobody knows
        return os.strerror(errno.ENOSPC).lower()
    return text.splitlines()[0] if text else type(error).__name__
