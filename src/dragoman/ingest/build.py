"""From a text and what is known of it to a Document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.ingest.dates import user_date
from dragoman.ingest.debris import find_debris
from dragoman.ingest.encoding import refuse_binary_text
from dragoman.ingest.limits import MAX_CHARS
from dragoman.ingest.refusal import RefusedInputError
from dragoman.ingest.streams import too_large
from dragoman.model import Cut, Document, InputError

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document besides its text.

    Attributes:
        id: Its id, or None for the content's hash.
        title: Headline.
        publisher: Publisher.
        url: Address.
        published: ISO date of publication.
        undated: Whether a date was given but cannot be used; the text's lines are then not asked for another.
    """

    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    undated: bool = False


def document_from_text(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    published: str | None = None,
) -> Document:
    """A document from its text; what is not given is read from the text's own lines, and debris is cut.

    Args:
        text: The text; it is kept as it is.
        id: Id, by default the first sixteen digits of the content's SHA-256.
        title: Headline.
        publisher: Publisher.
        url: Address.
        published: Day of publication.

    Returns:
        The document with its cuts.

    Raises:
        InputError: If the text is empty, too long or binary, or no text at all.
        SettingsError: If the date is impossible.
    """
    if not isinstance(text, str):
        raise InputError(f"The text is a {type(text).__name__}, not a str: decode bytes, or read a file first.")
    known = Known(id, title, publisher, url, None if published is None else user_date(published))
    try:
        return build_document(text, known)
    except RefusedInputError as refusal:
        raise RefusedInputError(refusal.code, f"{'The text' if id is None else id} {refusal}") from None


def build_document(
    text: str, known: Known, *, start: int = 0, marked: Sequence[Cut] = (), path: str | None = None
) -> Document:
    """A document from its text and what its file or corpus says of it.

    Args:
        text: The text.
        known: What is known.
        start: Where the text proper begins, in code points.
        marked: Cuts the reader of the format has made.
        path: The file, for messages.

    Returns:
        The document.

    Raises:
        RefusedInputError: If the text is empty, too long or binary; the message follows the name of the file.
    """
    if not text[start:].strip():
        raise RefusedInputError("empty", "is empty: there is nothing to read in it.")
    if len(text) > MAX_CHARS:
        raise RefusedInputError("too-large", too_large(f"{len(text):,} characters"))
    refuse_binary_text(text)
    # Half a surrogate pair, which JSON can smuggle in, is no character and cannot be stored.
    text = _SURROGATE.sub("\ufffd", text)
    debris = find_debris(text, start, known.publisher, marked)
    published = known.published
    if published is None and not known.undated:
        published = debris.published
    return Document(
        id=known.id or hashlib.sha256(text.encode("utf-8")).hexdigest()[:16],
        text=text,
        title=known.title or debris.title,
        publisher=known.publisher or debris.publisher,
        url=known.url,
        published=published,
        cuts=debris.cuts,
        path=path,
    )
