"""When things are said to be, alone: the time expressions of documents, and the form TIMEX3 corpora have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.annotate import DEFAULT_PIPELINE, Parser
from dragoman.ingest.whole import DATED, uncut, whole
from dragoman.model import Document, IssueRow, TimeExpression
from dragoman.resolve.times import find_times


@dataclass(frozen=True, slots=True)
class TimedDocument:
    """A document with its time expressions.

    Attributes:
        document: The document with the cuts that were passed over.
        times: Its time expressions in order of start.
        issues: What could not be done, if anything.
    """

    document: Document
    times: tuple[TimeExpression, ...]
    issues: tuple[IssueRow, ...] = ()


class TimeReader:
    """Reads the time expressions of documents one by one.

    Datelines and times of publication, passed over elsewhere, are read: the days they tell are what is asked for.

    Args:
        whole_text: Whether to read everything else that is taken for debris too.
        pipeline: Name of an installed spaCy pipeline.

    Raises:
        ModelError: If the parser is missing.
    """

    def __init__(self, whole_text: bool = False, pipeline: str = DEFAULT_PIPELINE) -> None:
        self.parser = Parser(pipeline)
        self.whole_text = whole_text

    def code(self, document: Document) -> TimedDocument:
        """Read the time expressions of one document.

        Args:
            document: The document with its cuts.

        Returns:
            The document as it was read, with its expressions resolved against its date.

        Raises:
            InputError: If the document's date is no ISO date.
        """
        document = whole(document) if self.whole_text else uncut(document, DATED)
        return TimedDocument(document, find_times(self.parser.parse(document)))


def timexes(timed: TimedDocument) -> dict[str, Any]:
    """The time expressions of a document as a TIMEX3 corpus has them.

    Args:
        timed: The document with its expressions.

    Returns:
        ``doc_id`` and ``timexes``: of each its span in code points, type and value; the value is None where it
        hangs on a date that is not known.
    """
    found = [
        {"start": time.start, "end": time.end, "type": time.type, "value": time.value or None} for time in timed.times
    ]
    return {"doc_id": timed.document.id, "timexes": found}
