"""Bytes to text: which encoding, and whether it is text at all.

Line ends stay as they are and nothing is normalised, so that offsets re-read from the file. A byte order mark is
no part of the text. In English a file is UTF-8, or UTF-16 (told by its mark or by every other byte being NUL), or
else Windows-1252; a statistical guesser among hundreds of encodings would add more wrong answers than right ones.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from dragoman.ingest.limits import MAX_NULS
from dragoman.ingest.refusal import RefusedInputError
from dragoman.ingest.tables import table_rows

_MARKS = (  # the four-byte marks begin with the two-byte ones
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_SAMPLE = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in.

    Attributes:
        text: The text.
        encoding: Name of the encoding.
        code: ``encoding-guessed`` or ``encoding-damaged`` where a person should know of it, else "".
        note: The same in words, to follow the name of the file.
    """

    text: str
    encoding: str
    code: str = ""
    note: str = ""


def wide_encoding(head: bytes) -> str | None:
    """The UTF-16 or UTF-32 encoding the first bytes of a file tell, or None.

    Args:
        head: The first bytes, at best some thousands.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return None if name == "utf-8-sig" else name
    sample = head[: min(_SAMPLE, len(head) // 2 * 2)]
    if len(sample) < 4:
        return None
    even, odd = (sample[at::2].count(0) / (len(sample) // 2) for at in (0, 1))
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return None


def declared_encoding(page: bytes) -> str | None:
    """The encoding an HTML page declares in its head, if Python knows it."""
    match = _DECLARED.search(page[:_SAMPLE])
    if match is None:
        return None
    try:
        return codecs.lookup(match.group(1).decode("ascii")).name
    except LookupError:
        return None


def decode(raw: bytes, *, given: str | None = None, declared: str | None = None) -> Decoded:
    """The text that bytes write.

    Args:
        raw: All bytes of a file, or of one line of a corpus.
        given: The encoding a person gave; it is not doubted.
        declared: The encoding a page declares; used where the bytes are not valid UTF-8.

    Returns:
        The text, with a note where the encoding is a guess or some bytes fit none.

    Raises:
        RefusedInputError: If the bytes do not fit the encoding given.
    """
    if given is not None:
        try:
            name = "utf-8-sig" if codecs.lookup(given).name == "utf-8" else given
            return Decoded(raw.decode(name), given)
        except (UnicodeError, ValueError) as error:
            raise RefusedInputError(
                "encoding-wrong", f"is not {given}: {error}. Leave the encoding out, or give another."
            ) from None
    wide = wide_encoding(raw)
    if wide is not None:
        try:
            return Decoded(raw.decode(wide), wide)
        except UnicodeDecodeError as error:
            return Decoded(
                raw.decode(wide, "replace"), wide, "encoding-damaged",
                f"is {wide.upper()} but broken at byte {error.start}; what could not be read stands as U+FFFD.",
            )  # fmt: skip
    try:
        return Decoded(raw.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError as error:
        at, byte = error.start, raw[error.start]
    if declared is not None and declared != "utf-8":
        try:
            return Decoded(raw.decode(declared), declared)
        except UnicodeDecodeError:
            pass
    mended = raw.decode("utf-8-sig", "replace")
    broken, valid = mended.count("\ufffd"), len(re.findall(r"[^\x00-\x7f\ufffd]", mended))
    if valid > 4 * broken:  # Windows-1252 hardly ever happens to be valid UTF-8: these bytes are damaged
        return Decoded(
            mended, "utf-8", "encoding-damaged",
            f"is UTF-8 but broken at byte {at}; what could not be read ({broken}) stands as U+FFFD.",
        )  # fmt: skip
    note = f"is not UTF-8 (byte 0x{byte:02x} at {at}); it was read as {{}}. If that is wrong, give its encoding."
    try:
        return Decoded(raw.decode("cp1252"), "cp1252", "encoding-guessed", note.format("Windows-1252"))
    except UnicodeDecodeError:
        return Decoded(raw.decode("latin-1"), "latin-1", "encoding-guessed", note.format("Latin-1"))


@cache
def _signatures() -> tuple[tuple[bytes, str, str], ...]:
    rows = table_rows("file_signatures.csv", ("hex", "kind", "advice"))
    return tuple((bytes.fromhex(row["hex"]), row["kind"], row["advice"]) for _, row in rows)


def refuse_known_binary(head: bytes) -> None:
    """Refuse bytes that begin like a file of another kind.

    Raises:
        RefusedInputError: With the kind of file and what to do about it.
    """
    for signature, kind, advice in _signatures():
        if head.startswith(signature):
            raise RefusedInputError("binary", f"looks like {kind}, not text: {advice}.")


def refuse_binary_text(text: str) -> None:
    """Refuse decoded text that is full of control characters.

    Raises:
        RefusedInputError: If it can be no text.
    """
    nuls = text.count("\0")
    if nuls > MAX_NULS and nuls > len(text) / 10_000:
        raise RefusedInputError(
            "binary", f"has {nuls} NUL characters and looks like binary data, not text: give the text itself."
        )
    controls = len(_CONTROL.findall(text[:100_000]))
    if controls > MAX_NULS and controls > min(len(text), 100_000) / 100:
        raise RefusedInputError(
            "binary", "is full of control characters and looks like binary data, not text: give the text itself."
        )
