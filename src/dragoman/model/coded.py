"""A document together with everything read from it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.document import Document
from dragoman.model.records import IssueRow, Record


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """What coding one document gives.

    Attributes:
        document: The document with its cuts.
        records: All records, in order of ``evidence.start``.
        issues: What could not be done, if anything.
        model: Name and version of the event model that decided.
    """

    document: Document
    records: tuple[Record, ...]
    issues: tuple[IssueRow, ...] = ()
    model: str = ""
