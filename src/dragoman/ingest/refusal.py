"""Why an input is refused, with the key its issue row carries."""

from __future__ import annotations

from dragoman.model import InputError, IssueRow


class RefusedInputError(InputError):
    """An input that cannot be read as a document.

    Attributes:
        code: Short stable key, such as ``"empty"``; the codes are listed in docs/inputs.md.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def issue(doc: str, code: str, message: str) -> IssueRow:
    """An issue row of this stage, for an input that is lost."""
    return IssueRow(doc=doc, stage="ingest", code=code, message=message)


def doubt(doc: str, code: str, message: str) -> IssueRow:
    """An issue row of this stage, for a document that is read all the same."""
    return IssueRow(doc=doc, stage="ingest", code=code, message=message, lost=False)


def undated_doubt(doc: str, where: str, value: object, error: ValueError) -> IssueRow:
    """The issue row of a document whose date cannot be used."""
    message = (
        f"{where} is dated {str(value)[:60]!r}, which {error}. It is read without a date, so that words like "
        "'last week' stay unresolved; mend the date or give one."
    )
    return doubt(doc, "impossible-date", message)


def unexpected_issue(where: str, error: Exception) -> IssueRow:
    """The issue row of a document that made the reader itself fail."""
    message = (
        f"{where} made the reader fail ({type(error).__name__}: {str(error)[:200]}). "
        "Please report it together with the file."
    )
    return issue(where, "unexpected", message)
