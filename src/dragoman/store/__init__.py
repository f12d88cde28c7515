"""The archive: documents and records in one DuckDB file, what can be asked of it, and what can be taken out."""

from dragoman.store.archive import DEFAULT_ARCHIVE, Archive, Fate, Plan
from dragoman.store.rows import RefusedDocumentError
from dragoman.store.view import (
    ActorRow,
    Counts,
    DocumentRow,
    PublisherRow,
    RunRow,
    StoredDocument,
    StoredIssue,
    View,
)

__all__ = [
    "DEFAULT_ARCHIVE", "ActorRow", "Archive", "Counts", "DocumentRow", "Fate", "Plan", "PublisherRow",
    "RefusedDocumentError", "RunRow", "StoredDocument", "StoredIssue", "View",
]  # fmt: skip
