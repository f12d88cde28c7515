"""Reads documents from whatever a person names, one after the other.

What fails becomes an issue row, and the next document is read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.ingest.build import Known, build_document
from dragoman.ingest.corpora import read_corpus
from dragoman.ingest.dates import read_date
from dragoman.ingest.encoding import declared_encoding, decode, refuse_binary_text, refuse_known_binary, wide_encoding
from dragoman.ingest.locate import Located, locate
from dragoman.ingest.markdown import FrontMatter, markup_cuts, read_front_matter
from dragoman.ingest.options import ReadOptions
from dragoman.ingest.pages import read_page
from dragoman.ingest.refusal import RefusedInputError, doubt, issue, undated_doubt, unexpected_issue
from dragoman.ingest.streams import head_of, open_bytes, read_document_bytes
from dragoman.model import Cut, Document, InputError, IssueRow, SettingsError

_CORPORA = frozenset(("jsonl", "csv", "tsv", "parquet"))


class Documents(Iterator[Document | IssueRow]):
    """The documents of some inputs, one after the other, and issue rows for what failed or is in doubt.

    Attributes:
        total: How many documents and lost inputs will come, or None where only reading can tell (in a corpus).
    """

    def __init__(self, found: Iterator[Document | IssueRow], total: int | None) -> None:
        self._found = found
        self.total = total

    def __next__(self) -> Document | IssueRow:
        return next(self._found)


def read_documents(inputs: Sequence[str], options: ReadOptions | None = None) -> Documents:
    """Read documents from files, folders, globs and standard input.

    Args:
        inputs: Paths of files and folders (read with what is below them), globs, and ``-`` for standard input.
        options: What is known about the documents.

    Returns:
        The documents in the order of the inputs, each with its cuts, and an issue row for whatever failed or had
        to be guessed, before the document it is about. A corpus is read as it is asked for, never loaded whole.

    Raises:
        InputError: If nothing is there to read.
        SettingsError: If one id is given for several documents.
    """
    options = options or ReadOptions()
    located, issues = locate(inputs)
    single = options.for_one_document()
    if single and len(located) + len(issues) > 1:
        raise SettingsError(
            f"One {' and one '.join(single)} cannot be given to {len(located) + len(issues)} inputs: "
            "leave it out, or read that document by itself."
        )
    alone = all(one.path is not None and (options.format or one.format) not in _CORPORA for one in located)
    return Documents(_read(located, issues, options), len(located) + len(issues) if alone else None)


def _read(located: list[Located], issues: list[IssueRow], options: ReadOptions) -> Iterator[Document | IssueRow]:
    yield from issues
    for one in located:
        try:
            yield from _read_file(one, options)
        except RefusedInputError as refusal:
            yield issue(one.label, refusal.code, f"{one.label} {refusal}")
        except (InputError, SettingsError):
            raise
        except PermissionError:
            yield issue(one.label, "permission-denied", f"{one.label} may not be read: change its permissions.")
        except OSError as error:
            why = error.strerror or str(error)
            yield issue(one.label, "unreadable", f"{one.label} could not be read: {why}. Check the file and the disk.")
        except Exception as error:  # the loop over documents: one hostile file must not stop the others
            yield unexpected_issue(one.label, error)


def _read_file(one: Located, options: ReadOptions) -> Iterator[Document | IssueRow]:
    with open_bytes(one.path) as stream:
        head = head_of(stream)
        if not head:
            raise RefusedInputError("empty", "is empty: there is nothing to read in it.")
        form = options.format or one.format or _sniff(head, options)
        if form != "parquet":
            refuse_known_binary(head)
        if form not in _CORPORA:
            yield from _read_single(one, stream, form, options)
            return
        if single := options.for_one_document():
            raise SettingsError(
                f"One {' and one '.join(single)} cannot be given to the rows of {one.label}: "
                "leave it out, or name a column that holds it."
            )
        yield from read_corpus(one, stream, form, options)


def _sniff(head: bytes, options: ReadOptions) -> str:
    """The format of what has no suffix that tells it."""
    begin = head.decode(wide_encoding(head) or "utf-8-sig", "replace").lstrip()[:1000].lower()
    if begin.startswith(("<!doctype html", "<html")) or (begin.startswith("<?xml") and "<html" in begin):
        return "html"
    if head.startswith(b"PAR1"):
        return "parquet"
    if begin.startswith("{") and '"' in begin:
        return "jsonl"
    if begin.startswith("[") and begin[1:].lstrip().startswith("{"):
        raise RefusedInputError("json-array", "looks like a JSON array: write it as JSON Lines, one object a line.")
    return "csv" if options.text_column is not None else "text"


def _read_single(
    one: Located, stream: io.BufferedReader[Any], form: str, options: ReadOptions
) -> Iterator[Document | IssueRow]:
    raw = read_document_bytes(stream)
    decoded = decode(raw, given=options.encoding, declared=declared_encoding(raw) if form == "html" else None)
    refuse_binary_text(decoded.text)
    text, marked = decoded.text, list[Cut]()
    found = FrontMatter()
    if form == "html":
        page = read_page(text)
        text = page.text
        found = FrontMatter(0, page.title, page.publisher, page.published, page.url)
    elif form == "markdown":
        found = read_front_matter(text)
        marked = markup_cuts(text, found.end)
        if found.end:
            marked.insert(0, Cut(0, found.end, "front-matter", "front-matter"))
    published = options.date
    undated: ValueError | None = None
    if published is None and found.date is not None:
        try:
            published = read_date(found.date)
        except ValueError as error:
            undated = error
    known = Known(
        id=options.id or one.name or None,
        title=options.title or found.title,
        publisher=options.publisher or found.publisher,
        url=options.url or found.url,
        published=published,
        undated=undated is not None,
    )
    path = None if one.path is None else str(one.path)
    document = build_document(text, known, start=found.end, marked=marked, path=path)
    if decoded.code:
        yield doubt(document.id, decoded.code, f"{one.label} {decoded.note}")
    if found.note:
        yield doubt(document.id, "front-matter", f"{one.label}, {found.note}")
    if undated is not None:
        yield undated_doubt(document.id, one.label, found.date, undated)
    yield document
