"""Addresses of the pages: every view is one, and every one can be kept."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode, urlsplit


def _name(text: str) -> str:
    return quote(text, safe="", errors="replace")


def query_string(pairs: Iterable[tuple[str, str]]) -> str:
    """``?a=1&b=2``, or "" where there is nothing to say."""
    said = [(k, v) for k, v in pairs if v]
    return "?" + urlencode(said, errors="replace") if said else ""


def document_link(id: str, record: str | None = None, part: int = 1, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """The reading page of a document, at one record's place if it is given."""
    page = [*pairs, ("part", str(part) if part > 1 else "")]
    return f"/documents/{_name(id)}{query_string(page)}{anchor('r', record) if record is not None else ''}"


def record_link(id: str) -> str:
    """The permanent address of a record, whatever page shows it."""
    return f"/records/{_name(id)}"


def anchor(letter: str, record: str) -> str:
    """The fragment of a record's card (``r``) or of its words (``w``)."""
    return f"#{letter}-{_name(record)}"


def outside_link(url: str | None) -> str | None:
    """A link to the outside that may be followed: http and https only, anything else is None."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None
