"""Reading what would be passed over: a document with fewer cuts. Its text, and so every offset, stays the same."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from dragoman.model import Document

_FORMAT = frozenset(("control-characters", "front-matter", "markup"))
"""Reasons of cuts that hold the file's format and no words of anybody: nobody wants them read."""
DATED = frozenset(("dateline", "timestamp"))
"""Reasons of cuts that tell when a report was filed or published."""


def uncut(document: Document, reasons: Set[str]) -> Document:
    """A document in which the stretches cut for some reasons are read.

    Args:
        document: The document with its cuts.
        reasons: Reasons whose cuts are taken back.

    Returns:
        The document with the other cuts.
    """
    return replace(document, cuts=tuple(cut for cut in document.cuts if cut.reason not in reasons))


def whole(document: Document) -> Document:
    """A document of which everything is read but the marks of its file's format.

    Args:
        document: The document with its cuts.

    Returns:
        The document with the cuts of its format alone.
    """
    return uncut(document, {cut.reason for cut in document.cuts} - _FORMAT)
