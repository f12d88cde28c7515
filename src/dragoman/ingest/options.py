"""What a person says about the documents to be read."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from dragoman.ingest.dates import user_date
from dragoman.model import SettingsError

FORMATS = ("text", "markdown", "html", "jsonl", "csv", "tsv", "parquet")
"""What an input can be; by default its suffix, or else its first bytes, tell."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What is known about the inputs, and how to read them.

    What is said of a single document goes before what the document says of itself. In a corpus ``date`` and
    ``publisher`` fill in only the rows that say nothing.

    Attributes:
        id: Id of the document; for one document only.
        date: Day of publication.
        publisher: The outlet or office that published it.
        title: Headline; for one document only.
        url: Where it was published; for one document only.
        text_column: Column or key of a corpus that holds the text.
        date_column: … the day of publication.
        publisher_column: … the publisher.
        title_column: … the headline.
        url_column: … the address.
        id_column: … the document's id.
        encoding: Encoding of the files, if it is known better than they tell.
        format: One of `FORMATS`, if it is known better than the suffix tells.

    Raises:
        SettingsError: If the date is impossible, or the encoding or format unknown.
    """

    id: str | None = None
    date: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    text_column: str | None = None
    date_column: str | None = None
    publisher_column: str | None = None
    title_column: str | None = None
    url_column: str | None = None
    id_column: str | None = None
    encoding: str | None = None
    format: str | None = None

    def __post_init__(self) -> None:
        if self.date is not None:
            object.__setattr__(self, "date", user_date(self.date))
        if self.encoding is not None:
            try:
                codecs.lookup(self.encoding)
            except LookupError:
                raise SettingsError(
                    f"There is no encoding called {self.encoding!r}. Give one such as utf-8, utf-16 or cp1252."
                ) from None
        if self.format is not None and self.format not in FORMATS:
            raise SettingsError(f"There is no input format {self.format!r}. Give one of {', '.join(FORMATS)}.")
        if self.id is not None and not self.id.strip():
            raise SettingsError("The id is empty. Give the document a name, or leave the id out.")

    def for_one_document(self) -> tuple[str, ...]:
        """Names of the options given that make sense for a single document only."""
        return tuple(name for name in ("id", "title", "url") if getattr(self, name) is not None)

    def column(self, role: str) -> str | None:
        """The column a person named for ``text``, ``date``, ``publisher``, ``title``, ``url`` or ``id``."""
        value: str | None = getattr(self, f"{role}_column")
        return value
