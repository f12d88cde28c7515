"""Sentences with their source and target marked, one a row of a table or JSON Lines file.

A row holds ``marked_sentence`` with ``<s>…</s>`` around the source and ``<t>…</t>`` around the target, or else
``sentence`` with the words of the two in ``source`` and ``target``. Reference: docs/commands.md, `dragoman classify`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from dragoman.ingest.columns import plain_value
from dragoman.ingest.locate import STDIN, format_of
from dragoman.ingest.refusal import RefusedInputError, issue
from dragoman.ingest.rows import BrokenRow, DelimitedFile, Row, json_rows
from dragoman.ingest.streams import BROKEN_GZIP, gzip_refusal, head_of, open_bytes, text_lines
from dragoman.model import InputError, IssueRow

Spans: TypeAlias = tuple[tuple[int, int], ...]
_MARK = re.compile(r"<(/?)([st])>", re.IGNORECASE)
_FORMATS = frozenset({"csv", "tsv", "jsonl"})


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence and where its parties stand.

    Attributes:
        line: The row's line in its file, from 1.
        text: The sentence without marks.
        source: Spans of the one who acts, in code points of ``text``.
        target: Spans of the one who receives.
        row: The row as it was given, by column.
    """

    line: int
    text: str
    source: Spans
    target: Spans
    row: Mapping[str, Any]

    def words(self, spans: Spans) -> str:
        """The words of some spans, separated by semicolons."""
        return "; ".join(self.text[start:end].strip() for start, end in spans)


def read_marks(marked: str) -> tuple[str, Spans, Spans]:
    """A sentence without its marks, and what they enclosed.

    Args:
        marked: The sentence with ``<s>…</s>`` and ``<t>…</t>``.

    Returns:
        The sentence, the spans of the source, the spans of the target.

    Raises:
        ValueError: If a mark is not opened, not closed, or opened twice.
    """
    pieces: list[str] = []
    length = at = 0
    opened: dict[str, int] = {}
    spans: dict[str, list[tuple[int, int]]] = {"s": [], "t": []}
    for mark in _MARK.finditer(marked):
        pieces.append(marked[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        which = mark[2].lower()
        if not mark[1]:
            if which in opened:
                raise ValueError(f"<{which}> is opened twice: close it with </{which}>")
            opened[which] = length
        elif which not in opened:
            raise ValueError(f"</{which}> closes what was never opened")
        elif (begin := opened.pop(which)) < length:
            spans[which].append((begin, length))
    if opened:
        raise ValueError(f"<{next(iter(opened))}> is never closed")
    pieces.append(marked[at:])
    return "".join(pieces), tuple(spans["s"]), tuple(spans["t"])


def find_words(text: str, source: str | None, target: str | None) -> tuple[Spans, Spans]:
    """Where the words of the two parties stand: at their first place, as whole words.

    Args:
        text: The sentence.
        source: Words of the one who acts, or None.
        target: Words of the one who receives, or None; where they are the source's own, their second place.

    Returns:
        The spans of the source and of the target.

    Raises:
        ValueError: If the words do not occur.
    """
    taken = _find(text, source, "source", ())
    return taken, _find(text, target, "target", taken)


def _find(text: str, words: str | None, side: str, taken: Spans) -> Spans:
    if words is None:
        return ()
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    for flags in (re.NOFLAG, re.IGNORECASE):
        found = [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, flags)]
        if found:
            return (next((span for span in found if span not in taken), found[0]),)
    raise ValueError(f"the {side} {words[:60]!r} does not occur in the sentence")


def read_marked(path: str, encoding: str | None = None) -> Iterator[MarkedSentence | IssueRow]:
    """The marked sentences of a TSV, CSV or JSON Lines file, gzipped or not.

    Args:
        path: The file, or ``-`` for standard input.
        encoding: Its encoding, if it is known.

    Yields:
        The sentences in order, and an issue row for every row that is none.

    Raises:
        InputError: If the file cannot be read, or has none of the columns.
    """
    label = "standard input" if path == STDIN else path
    try:
        with open_bytes(None if path == STDIN else Path(path)) as stream:
            for row in _rows(stream, None if path == STDIN else format_of(Path(path)), encoding):
                yield _sentence(row, f"{label}:{row.number}")
    except RefusedInputError as refusal:
        raise RefusedInputError(refusal.code, f"{label} {refusal}") from None
    except BROKEN_GZIP as error:
        raise InputError(f"{label} {gzip_refusal(error)}") from None
    except OSError as error:
        raise InputError(
            f"{label} could not be read: {error.strerror or error}. Check the name and the file."
        ) from None


def _rows(stream: io.BufferedReader[Any], form: str | None, encoding: str | None) -> Iterator[Row | BrokenRow]:
    if form is not None and form not in _FORMATS:
        raise RefusedInputError("broken-header", f"is {form}: give marked sentences as TSV, CSV or JSON Lines.")
    lines = text_lines(stream, encoding)
    if form == "jsonl" or (form is None and head_of(stream).lstrip().startswith(b"{")):
        yield from json_rows(lines)
        return
    table = DelimitedFile(lines, "\t" if form == "tsv" else None)
    if not {"marked_sentence", "sentence"} & set(table.header):
        listed = ", ".join(table.header[:30])
        raise RefusedInputError(
            "no-text-column", f"has no column 'marked_sentence', nor 'sentence' beside 'source' and 'target': {listed}."
        )
    yield from table.rows()


def _sentence(row: Row | BrokenRow, where: str) -> MarkedSentence | IssueRow:
    if isinstance(row, BrokenRow):
        return issue(where, row.code, f"{where} {row.note}")
    marked, plain = row.values.get("marked_sentence"), row.values.get("sentence")
    given = [plain_value(row.values.get(side)) for side in ("source", "target")]
    try:
        if isinstance(marked, str) and marked.strip():
            text, source, target = read_marks(marked)
            # What is not marked may still be named beside it.
            source = source or _named(text, given[0], ())
            target = target or _named(text, given[1], source)
        elif isinstance(plain, str) and plain.strip():
            text = plain
            source, target = find_words(text, *given)
        else:
            raise ValueError("there is no sentence")
        if not source and not target:
            raise ValueError("neither source nor target is marked: put <s>…</s> and <t>…</t> around them")
    except ValueError as error:
        return issue(where, "broken-row", f"{where} cannot be classified: {error}.")
    return MarkedSentence(row.number, text, source, target, row.values)


def _named(text: str, words: str | None, taken: Spans) -> Spans:
    try:
        return _find(text, words, "party", taken)
    except ValueError:
        return ()
