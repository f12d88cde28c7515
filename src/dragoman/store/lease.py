"""Holding an archive's file: for reading or writing, only as long as needed, shared within the process.

DuckDB lets one process write a file or many read it. A program that holds the file only while it reads or writes
lets others in between: pages are read while documents are being added. Within one process all
holders share one connection, each with a cursor of its own.

Opening and closing a file takes longer than storing a short document. A writer may therefore linger: it keeps the
file for a moment in case more comes, but lets go when nothing does, and now and then for others to have a turn.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dragoman.model import StoreError
from dragoman.store import guard, schema

_PAUSE = 0.02  # seconds between two attempts to get a file that another process holds
_LINGER = 0.1  # seconds a lingering writer waits for more to write
_TURN = 0.4  # seconds after which it lets others in, even if more comes
_HOLDER = re.compile(r"Conflicting lock is held in (?P<program>.+?)(?: \(deleted\))? \(PID (?P<pid>\d+)\)")


@dataclass(slots=True)
class _Held:
    connection: duckdb.DuckDBPyConnection
    writing: bool
    users: int = 0
    since: float = field(default_factory=time.monotonic)
    idle: int = 0  # how often it has been left without a user
    turn: threading.RLock = field(default_factory=threading.RLock)


_held: dict[str, _Held] = {}
_changed = threading.Condition()


class _BusyError(Exception):
    """Another process holds the file."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


@contextmanager
def reading(path: Path, wait: float) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor to read with; the file is let go of when the last reader is done.

    Args:
        path: The archive's file.
        wait: Seconds to wait for another process that writes.

    Raises:
        StoreError: If the file is missing, no archive, of a newer version, damaged, or stays in use.
    """
    with _interruptible():
        held = _acquire(path, writing=False, wait=wait)
        cursor = held.connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()
            _release(path, held)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C be Ctrl-C: while a statement runs, DuckDB takes the signal and raises an error of its own."""
    try:
        yield
    except (RuntimeError, duckdb.InterruptException) as error:
        if "interrupt" in str(error).lower():
            raise KeyboardInterrupt from error
        raise


@contextmanager
def writing(path: Path, wait: float, linger: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor to write with, one writer at a time; an older archive is brought up to date first.

    Args:
        path: The archive's file.
        wait: Seconds to wait for other processes, and for readers of this one.
        linger: Whether to keep the file for a moment afterwards, because more is likely to come.

    Raises:
        StoreError: As `reading`.
    """
    with _interruptible():
        held = _acquire(path, writing=True, wait=wait)
        try:
            with held.turn:
                cursor = held.connection.cursor()
                try:
                    yield cursor
                finally:
                    cursor.close()
        finally:
            _release(path, held, linger)


def _acquire(path: Path, *, writing: bool, wait: float) -> _Held:
    key = os.path.realpath(path)
    deadline = time.monotonic() + wait
    while True:
        with _changed:
            held = _held.get(key)
            if held is None:
                try:
                    held = _Held(_connect(path, writing), writing)
                except _BusyError as busy:
                    holder = busy.holder
                else:
                    _held[key] = held
            elif writing and not held.writing:
                holder = "this very program, which is reading it"
                held = None
                _changed.wait(_PAUSE)
            if held is not None:
                held.users += 1
                return held
        if time.monotonic() >= deadline:
            raise StoreError(
                f"the archive {path} is in use by {holder}: wait until it is done or end it, then try again;"
                " nothing was changed"
            )
        time.sleep(_PAUSE)


def _release(path: Path, held: _Held, linger: bool = False) -> None:
    with _changed:
        held.users -= 1
        if held.users:
            return
        held.idle += 1
        turn_over = time.monotonic() - held.since >= _TURN
        if linger and not turn_over:
            timer = threading.Timer(_LINGER, _let_go, (os.path.realpath(path), held, held.idle))
            timer.daemon = True
            timer.start()
            return
        _close(os.path.realpath(path), held)
    if linger:
        time.sleep(2 * _PAUSE)  # or this program would have it again before any other


def _let_go(key: str, held: _Held, idle: int) -> None:
    """Close what a writer lingered with, unless it has been used since."""
    with _changed:
        if held.users == 0 and held.idle == idle and _held.get(key) is held:
            _close(key, held)


def let_go(path: Path) -> None:
    """Close at once what a writer lingers with."""
    key = os.path.realpath(path)
    with _changed:
        held = _held.get(key)
        if held is not None and held.users == 0:
            _close(key, held)


def _close(key: str, held: _Held) -> None:
    if _held.get(key) is held:
        del _held[key]
    with contextlib.suppress(duckdb.Error):
        if held.writing:
            guard.close(held.connection, Path(key))
        else:
            held.connection.close()
    _changed.notify_all()


@atexit.register
def _let_all_go() -> None:
    """Close what a writer still lingers with when the program ends."""
    with _changed:
        for key, held in list(_held.items()):
            if held.users == 0:
                _close(key, held)


def _connect(path: Path, writing: bool) -> duckdb.DuckDBPyConnection:
    if not path.exists():
        raise StoreError(
            f"there is no archive {path}: make one with 'dragoman add FILE --archive {path}', or name another one"
        )
    if not path.is_file():
        raise StoreError(f"{path} is no file, so no archive: name another one with --archive")
    connection = _open(path, writing)
    try:
        version = schema.stored_version(connection, path)
        if version == schema.current_version():
            return connection
        if writing:
            _migrate(connection, version, path)
            return connection
        # A reader cannot bring an old archive up to date: write once, then open it again.
        connection.close()
        connection = _open(path, True)
        _migrate(connection, schema.stored_version(connection, path), path)
        guard.close(connection, Path(os.path.realpath(path)))
        return _open(path, False)
    except BaseException:
        connection.close()
        raise


def _migrate(connection: duckdb.DuckDBPyConnection, version: int, path: Path) -> None:
    try:
        schema.migrate(connection, version)
    except duckdb.Error as error:
        raise StoreError(
            f"the archive {path} of version {version} cannot be brought up to date: {schema.first_line(error)};"
            " it is as it was: free some space or check the disk, then try again"
        ) from error


def _open(path: Path, writing: bool) -> duckdb.DuckDBPyConnection:
    file = Path(os.path.realpath(path))  # or log and guard would lie beside a link to it
    try:
        guard.recover(file)
    except guard.HeldError as error:
        raise _BusyError("another process that is writing it") from error
    except OSError as error:
        raise StoreError(
            f"{path} was left half written by a program that was stopped, and cannot be mended: {error.strerror};"
            " open it once where it may be written"
        ) from error
    try:
        return schema.connect(file, writing)
    except duckdb.Error as error:
        raise _explained(error, path) from error


def _explained(error: duckdb.Error, path: Path) -> Exception:
    text = str(error)
    holder = _HOLDER.search(text)
    if holder:
        program = Path(holder["program"]).name
        return _BusyError(f"another process ({program}, process id {holder['pid']})")
    if "Could not set lock" in text or "being used by another process" in text:
        return _BusyError("another process")
    if "different configuration" in text:
        return _BusyError("another part of this program that opened it by other means")
    if "not a valid DuckDB database file" in text:
        return StoreError(f"{path} is not a Dragoman archive (no DuckDB file): name another file with --archive")
    if "newer version of DuckDB" in text or "database file with version number" in text:
        return StoreError(
            f"{path} is in a file format newer than the installed DuckDB {duckdb.__version__} reads:"
            " upgrade with 'pip install --upgrade duckdb'"
        )
    if "ermission denied" in text:
        return StoreError(f"{path} may not be opened: {schema.first_line(error)}; check its permissions")
    return StoreError(
        f"the archive {path} cannot be opened: {schema.first_line(error)};"
        " check the disk, or restore a copy of the file"
    )
