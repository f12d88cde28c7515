"""From bytes to documents: files, pages and corpora are read, and what is not their authors' text is cut with a reason.

Reference: docs/inputs.md.
"""

from dragoman.ingest.build import document_from_text
from dragoman.ingest.limits import MAX_CHARS
from dragoman.ingest.options import FORMATS, ReadOptions
from dragoman.ingest.phrases import CutReason, cut_reasons
from dragoman.ingest.reader import Documents, read_documents

__all__ = [
    "FORMATS", "MAX_CHARS", "CutReason", "Documents", "ReadOptions", "cut_reasons", "document_from_text",
    "read_documents",
]  # fmt: skip
