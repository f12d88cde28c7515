"""Writing what an archive's log holds into its file so that no kill and no power cut can spoil the file.

What is committed is in a log beside the file at once and whole; a checkpoint moves it into the file. DuckDB writes
new blocks for the data and turns to them by one small header at the end, but the blocks that say where everything
is are written again in their place, a quarter of a megabyte each. Stopped in the middle of one, a program
leaves an archive that cannot be opened. So before a checkpoint these blocks are copied to a file beside
the archive, and the copy is removed after it. Whoever finds such a copy puts the blocks back, if the headers
say that the checkpoint did not end; log and blocks are then as they were before it.

The file is locked by its process, and closing any handle of a file ends the locks its process has on it: handles here
are closed only when the database has let go of the file.
"""

from __future__ import annotations

import contextlib
import errno
import os
import zlib
from pathlib import Path
from typing import BinaryIO

import duckdb

try:
    import fcntl
except ImportError:  # Windows, which opens no file for writing that another process has open
    fcntl = None  # type: ignore[assignment]

_HEADERS = range(12288)  # bytes of the file's name and of two headers, of which the newer one counts
_MAGIC = b"DRAGOMAN"
_NUMBER = 8  # bytes of a number in the copy, the lowest first


class HeldError(Exception):
    """Another process has the file open."""


def beside(path: Path) -> Path:
    """Where the blocks of an archive are kept while they are written."""
    return path.with_name(path.name + ".guard")


def close(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Close an archive that was open for writing, with its log written into it.

    Where that is not possible, for want of space say, the log stays beside the file and is read with it.
    """
    log = path.with_name(path.name + ".wal")
    if not log.exists() or not log.stat().st_size:
        connection.close()
        return
    with contextlib.ExitStack() as after:  # what must wait until the database has let go of the file
        with contextlib.suppress(duckdb.Error, OSError):
            _keep(connection, after.enter_context(path.open("rb")), beside(path))
            connection.execute("CHECKPOINT")
            beside(path).unlink()
        connection.close()


def _keep(connection: duckdb.DuckDBPyConnection, file: BinaryIO, copy: Path) -> None:
    """Write down, to stay, the headers and the blocks that a checkpoint may write in their place."""
    (size,) = connection.execute("SELECT block_size FROM pragma_database_size()").fetchall()[0]
    blocks = connection.execute("SELECT block_id FROM pragma_metadata_info() ORDER BY ALL").fetchall()
    kept = [_MAGIC, _read(file, _HEADERS)]
    for (block,) in blocks:
        place = _HEADERS.stop + block * size
        if content := _read(file, range(place, place + size)):
            kept += [_number(place), _number(len(content)), content]
    whole = b"".join(kept)
    with copy.open("wb") as out:
        out.write(whole + _number(zlib.crc32(whole)))
        out.flush()
        os.fsync(out.fileno())
    _settle(copy.parent)


def _read(file: BinaryIO, places: range) -> bytes:
    file.seek(places.start)
    return file.read(len(places))


def _number(value: int) -> bytes:
    return value.to_bytes(_NUMBER, "little")


def _settle(folder: Path) -> None:
    """Have the names of a folder written down, where the system knows how."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def recover(path: Path) -> None:
    """Put back what a checkpoint that was stopped has left half written; nothing to do for a sound archive.

    Args:
        path: The archive's file, which this process has not open.

    Raises:
        HeldError: If another process has the file open: it may be in the midst of the checkpoint.
        OSError: If the file cannot be mended because it may not be written.
    """
    copy = beside(path)
    if not copy.exists():
        return
    file, writable = _opened(path)
    with file:
        _lock(file, writable)
        if not copy.exists():  # another process was quicker
            return
        headers, blocks = _kept(copy)
        if _read(file, _HEADERS) == headers:
            if not writable:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            for place, content in blocks:
                file.seek(place)
                file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(OSError):  # one that stays is found to be of an older state
            copy.unlink()


def _opened(path: Path) -> tuple[BinaryIO, bool]:
    try:
        return path.open("r+b"), True
    except PermissionError as error:
        if fcntl is None:
            raise HeldError from error
        return path.open("rb"), False


def _lock(file: BinaryIO, writable: bool) -> None:
    if fcntl is None:
        return
    try:
        fcntl.lockf(file, (fcntl.LOCK_EX if writable else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        raise HeldError from error


def _kept(copy: Path) -> tuple[bytes, list[tuple[int, bytes]]]:
    """What a copy holds: the headers, and each block with its place in bytes from the file's start.

    Nothing if the program was stopped while it wrote the copy, before it touched the archive.
    """
    content = copy.read_bytes()
    whole, check = content[:-_NUMBER], content[-_NUMBER:]
    if not whole.startswith(_MAGIC) or check != _number(zlib.crc32(whole)):
        return b"", []
    start = len(_MAGIC) + len(_HEADERS)
    headers, rest = whole[len(_MAGIC) : start], whole[start:]
    blocks = []
    while rest:
        place, length = (int.from_bytes(rest[at : at + _NUMBER], "little") for at in (0, _NUMBER))
        end = 2 * _NUMBER + length
        blocks.append((place, rest[2 * _NUMBER : end]))
        rest = rest[end:]
    return headers, blocks
