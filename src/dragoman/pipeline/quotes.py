"""Who said what, alone: statements without the other kinds of record, and the form attribution corpora have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from dragoman.annotate import DEFAULT_PIPELINE, Parser
from dragoman.extract.statements import read_statements
from dragoman.extract.vouchers import vouch
from dragoman.ingest.whole import whole
from dragoman.model import CodedDocument, Document, Statement
from dragoman.resolve.dating import date_statements
from dragoman.resolve.mentions import resolve_mentions
from dragoman.resolve.publishers import publisher_state
from dragoman.resolve.times import find_times
from dragoman.tables import load_actor_tables, packaged_actors


class StatementReader:
    """Reads the statements of documents one by one; needs no event model.

    Args:
        extra_actors: The user's own tables of names.
        wide: Whether every attitude counts (knowing, wanting, choosing), as in attribution corpora.
        whole_text: Whether to read what is taken for debris too.
        pipeline: Name of an installed spaCy pipeline.

    Raises:
        TableError: If a table is broken.
        ModelError: If the parser is missing.
    """

    def __init__(
        self,
        extra_actors: tuple[str, ...] = (),
        wide: bool = False,
        whole_text: bool = False,
        pipeline: str = DEFAULT_PIPELINE,
    ) -> None:
        self.tables = (
            load_actor_tables(extra=tuple(Path(p) for p in extra_actors)) if extra_actors else packaged_actors()
        )
        self.parser = Parser(pipeline)
        self.wide = wide
        self.whole_text = whole_text

    def code(self, document: Document) -> CodedDocument:
        """Read the statements of one document.

        Args:
            document: The document with its cuts.

        Returns:
            The document as it was read, with its statements by ``evidence.start``.
        """
        document = whole(document) if self.whole_text else document
        doc = resolve_mentions(self.parser.parse(document), self.tables)
        doc = replace(doc, times=find_times(doc))
        found = date_statements(doc, read_statements(doc, wide=self.wide))
        vouched = vouch(doc, found, found, publisher_state(document.publisher, self.tables))
        return CodedDocument(document, tuple(sorted(vouched, key=lambda r: (r.evidence.start, r.evidence.end, r.id))))


def attributions(coded: CodedDocument) -> dict[str, Any]:
    """The statements of a document as an attribution corpus has them.

    Args:
        coded: The document with its statements.

    Returns:
        ``doc_id`` and ``attributions``: of each the spans of content, source and cue, in code points, and
        ``source_text``, the speaker's full name where it is known, else the source's words; all empty where the
        text has none.
    """
    found = [record for record in coded.records if isinstance(record, Statement)]
    return {"doc_id": coded.document.id, "attributions": [_attribution(statement) for statement in found]}


def _attribution(statement: Statement) -> dict[str, Any]:
    speaker, cue = statement.speaker, statement.cue
    source = _beside_cue(statement) if speaker.text else None
    return {
        "content": [[part.start, part.end] for part in statement.content],
        "source": [list(source)] if source else [],
        "source_text": speaker.person or speaker.text,
        "cue": [[cue.start, cue.end]] if cue else [],
    }


def _beside_cue(statement: Statement) -> tuple[int, int]:
    """The words that name the source beside the cue: "who", where the record keeps whom it points to."""
    speaker = statement.speaker
    for name, value in statement.why.notes:
        if name == "subject":
            start, end = (int(part) for part in value.split(":"))
            if end <= speaker.start or start >= speaker.end:
                return start, end
    return speaker.start, speaker.end
