from __future__ import annotations

from dragoman.ingest.whole import DATED, uncut, whole
from dragoman.model import Cut, Document

TEXT = "---\na: b\n---\nHARBOUR, May 3 (HPA) - The port of Elmstrand opened again.\nShare\n"
FRONT = Cut(0, 13, "front-matter", "front-matter")
DATELINE = Cut(13, 37, "dateline", "dateline")
SHARE = Cut(68, 73, "share-buttons", "share")
DOCUMENT = Document("port", TEXT, title="Port", published="2021-05-04", cuts=(FRONT, DATELINE, SHARE), path="port.md")


def test_only_the_named_reasons_are_read() -> None:
    read = uncut(DOCUMENT, DATED)
    assert read.cuts == (FRONT, SHARE)
    assert uncut(DOCUMENT, set()) == DOCUMENT


def test_a_whole_text_keeps_the_cuts_of_its_format() -> None:
    read = whole(DOCUMENT)
    assert read.cuts == (FRONT,)
    assert (read.text, read.title, read.published, read.path) == (TEXT, "Port", "2021-05-04", "port.md")
