"""A document: text exactly as it was given, and what is to be passed over in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

_MARKS = frozenset(("markup", "control-characters"))


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a document that is not the author's text, marked and never removed.

    Attributes:
        start: First code point of the stretch.
        end: One past its last code point.
        reason: Key of the reason, such as ``"share-buttons"`` or ``"caption"``.
        rule: Id of the rule that cut it, shown to the reader.
    """

    start: int
    end: int
    reason: str
    rule: str = ""

    @property
    def is_mark(self) -> bool:
        """Whether it holds no words of anybody, only a mark of the file's format: a sentence is read across it."""
        return self.reason in _MARKS


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what is known about its publication.

    Attributes:
        id: The document's name in records and commands: unique in an archive.
        text: The text as given; every offset counts its Unicode code points.
        title: Headline, if known.
        publisher: The outlet or office that published it, if known.
        url: Where it was published, if known.
        published: ISO date of publication (``YYYY-MM-DD``), or None: relative times then stay unresolved.
        language: ISO 639-1 code.
        cuts: Stretches from which nothing may be read, in order, not overlapping.
        path: The file it was read from, for messages only.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    language: str = "en"
    cuts: tuple[Cut, ...] = ()
    path: str | None = field(default=None, compare=False)

    @property
    def sha256(self) -> str:
        """SHA-256 of the text's UTF-8 bytes, hexadecimal (lone surrogates pass through)."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def chars(self) -> int:
        """Length of the text in code points."""
        return len(self.text)
