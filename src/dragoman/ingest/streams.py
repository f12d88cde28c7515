"""Bytes from files, compressed files and standard input, never more at once than allowed."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.ingest.encoding import decode, wide_encoding
from dragoman.ingest.limits import MAX_BYTES, MAX_CHARS, MAX_ROW_BYTES
from dragoman.ingest.refusal import RefusedInputError

_GZIP = b"\x1f\x8b"
_PEEK = 1 << 16
BROKEN_GZIP = (EOFError, gzip.BadGzipFile, zlib.error)
"""What reading a broken compressed file raises."""


@contextmanager
def open_bytes(path: Path | None) -> Iterator[io.BufferedReader[Any]]:
    """Open a file, or standard input for None; what is compressed with gzip is unpacked on the way.

    Compression is told by the first bytes, whatever the name says.

    Raises:
        OSError: If it cannot be opened.
        RefusedInputError: If it is named ``.gz`` and is not compressed.
    """
    # Standard input is not ours to close.
    raw: io.BufferedReader[Any]
    raw = path.open("rb") if path is not None else io.BufferedReader(_Unclosed(sys.stdin.buffer))
    with raw:
        compressed = raw.peek(2).startswith(_GZIP)
        if compressed:
            with io.BufferedReader(_Unpacked(raw), _PEEK) as unpacked:
                yield unpacked
        elif path is not None and path.suffix.lower() == ".gz" and raw.peek(1):
            raise RefusedInputError(
                "broken-gzip", "is named .gz but is not compressed with gzip: rename it, or compress it again."
            )
        else:
            yield raw


class _Unpacked(io.RawIOBase):
    """Unpacks gzip as far as it goes: of data that break off, all that can be had comes before the error."""

    def __init__(self, packed: io.BufferedReader[Any]) -> None:
        self._unpacking = gzip.GzipFile(fileobj=packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._unpacking.read1(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


class _Unclosed(io.RawIOBase):
    """A stream that stays open when its reader is closed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def head_of(stream: io.BufferedReader[Any]) -> bytes:
    """Some first bytes of a stream, left in it."""
    try:
        return stream.peek(_PEEK)
    except BROKEN_GZIP as error:
        raise gzip_refusal(error) from None


def read_document_bytes(stream: io.BufferedReader[Any], limit: int = MAX_BYTES) -> bytes:
    """All bytes of a stream that holds one document.

    Raises:
        RefusedInputError: If there are more than ``limit``, or the compressed data break off.
    """
    try:
        raw = stream.read(limit + 1)
    except BROKEN_GZIP as error:
        raise gzip_refusal(error) from None
    if len(raw) > limit:
        raise RefusedInputError("too-large", too_large(f"more than {limit // 1_000_000} MB"))
    return raw


def gzip_refusal(error: Exception) -> RefusedInputError:
    """What a broken compressed file is refused with."""
    if isinstance(error, EOFError):
        return RefusedInputError(
            "truncated-gzip", "breaks off before its end (truncated gzip): fetch or compress it again."
        )
    return RefusedInputError("broken-gzip", f"is damaged (gzip: {error}): fetch or compress it again.")


def too_large(size: str) -> str:
    """What is said of a text beyond the limit."""
    return (
        f"is too large for one document: {size}, where a document's text may have {MAX_CHARS:,} characters. "
        "Split it, or give it as a corpus with one text a row."
    )


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a corpus file.

    Attributes:
        number: Its number in the file, from 1.
        text: The line with its end.
        code: Key of what is wrong with it, or "".
        note: The same in words.
    """

    number: int
    text: str
    code: str = ""
    note: str = ""


def text_lines(stream: io.BufferedReader[Any], encoding: str | None) -> Iterator[TextLine]:
    """The lines of a corpus file, one at a time.

    Every line is decoded by itself, so that one in another encoding harms no other; of the lines whose encoding had
    to be guessed only the first says so. A line beyond the limit comes empty with code ``too-large``.

    Args:
        stream: The opened file.
        encoding: The encoding a person gave, or None.

    Yields:
        The lines in order.

    Raises:
        EOFError, gzip.BadGzipFile, zlib.error: Where compressed data break off or are damaged.
    """
    wide = encoding if encoding and "\n".encode(encoding) != b"\n" else None
    if encoding is None:
        wide = wide_encoding(head_of(stream))
    if wide is not None:
        yield from _wide_lines(stream, wide)
        return
    number, guessed = 0, False
    while raw := stream.readline(MAX_ROW_BYTES + 1):
        number += 1
        if len(raw) > MAX_ROW_BYTES:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(1 << 20)
            yield TextLine(number, "", "too-large", too_large(f"a line of more than {MAX_ROW_BYTES // 1_000_000} MB"))
            continue
        try:
            decoded = decode(raw, given=encoding)
        except RefusedInputError as refusal:
            yield TextLine(number, "", refusal.code, str(refusal))
            continue
        if decoded.code == "encoding-guessed":
            if guessed:
                yield TextLine(number, decoded.text)
                continue
            guessed = True
        yield TextLine(number, decoded.text, decoded.code, decoded.note)


def _wide_lines(stream: io.BufferedReader[Any], encoding: str) -> Iterator[TextLine]:
    """Lines of UTF-16 and UTF-32, whose line ends are not single bytes."""
    reader = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    number = 0
    while text := reader.readline(MAX_ROW_BYTES // 2):
        number += 1
        if len(text) >= MAX_ROW_BYTES // 2:
            while text and not text.endswith(("\n", "\r")):
                text = reader.readline(1 << 20)
            yield TextLine(number, "", "too-large", too_large("an overlong line"))
        elif "\ufffd" in text:
            yield TextLine(
                number,
                text,
                "encoding-damaged",
                f"is {encoding.upper()} but broken; what could not be read stands as U+FFFD.",
            )
        else:
            yield TextLine(number, text)
    reader.detach()
