"""Whether every record re-reads from its text: offsets are sacred."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from dragoman.model import CodedDocument

_SHOWN = 60  # code points of a misread stretch that a message quotes


def spans_of(value: Any, path: str = "") -> Iterator[tuple[str, int, int, str]]:
    """Every stretch of text a record names, however deep.

    Args:
        value: A record, or a part of one.
        path: Where the part stands in its record.

    Yields:
        Its place in the record, first code point, one past the last, and the words the record gives.
    """
    if isinstance(value, tuple):
        for n, part in enumerate(value):
            yield from spans_of(part, f"{path}[{n}]")
    elif is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in fields(value)]
        start, end, text = (getattr(value, name, None) for name in ("start", "end", "text"))
        if isinstance(start, int) and isinstance(end, int) and isinstance(text, str):
            yield path, start, end, text
        for name in names:
            yield from spans_of(getattr(value, name), f"{path}.{name}" if path else name)


def misread_spans(coded: CodedDocument) -> list[str]:
    """What of a coded document does not re-read exactly from its text.

    Args:
        coded: The document and its records.

    Returns:
        A line for each stretch that is empty, outside the text, or other words than the record gives; and for each
        record whose evidence reaches into a cut stretch that is more than a mark of the format. None: all is well.
    """
    text, found = coded.document.text, []
    for record in coded.records:
        where = f"{record.doc}#{record.id} ({record.kind})"
        for path, start, end, words in spans_of(record):
            if not 0 <= start < end <= len(text) or text[start:end] != words:
                found.append(f"{where} {path}: {words[:_SHOWN]!r} is not what stands at {start} to {end}")
        for cut in coded.document.cuts:
            if not cut.is_mark and record.evidence.start < cut.end and cut.start < record.evidence.end:
                found.append(f"{where} evidence: reaches into the {cut.reason} at {cut.start} to {cut.end}")
    return found
