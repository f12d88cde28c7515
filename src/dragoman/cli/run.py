"""Going over the documents of one call: progress, and what became of each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Generic, Protocol, TypeVar

import typer

from dragoman.cli import console, exits
from dragoman.cli.options import Listing
from dragoman.model import Document, IssueRow

if TYPE_CHECKING:
    from dragoman.pipeline.run import Reading

WholeText = Annotated[
    bool,
    typer.Option(
        "--whole-text",
        help="Read what is taken for debris too: captions, bylines, notes, buttons, links to other texts.",
    ),
]


class Outcome(Protocol):
    """What reading one document gives, whatever was read from it."""

    @property
    def document(self) -> Document:
        """The document."""

    @property
    def issues(self) -> tuple[IssueRow, ...]:
        """What could not be done."""


R = TypeVar("R", bound=Outcome)


class Run(Generic[R]):
    """The documents of one call, read one after the other.

    Args:
        documents: Documents, and what could not be read.
        make_reader: Loads what reads them.
        workers: Number of processes.
        title: What is being done, for the progress.
        quiet: Whether to show none.
    """

    def __init__(
        self,
        documents: Iterable[Document | IssueRow],
        make_reader: Callable[[], Reading[R]],
        workers: int,
        title: str,
        quiet: bool,
    ) -> None:
        self._documents = documents
        self._make_reader = make_reader
        self._workers = workers
        self._title = title
        self._quiet = quiet
        self.done = 0
        self.failed: list[IssueRow] = []
        self.noted: list[IssueRow] = []

    def read(self) -> Iterator[R]:
        """What was read from each document that could be; the others are told at the end."""
        from dragoman.pipeline.run import code_documents

        with console.steps(self._title, total_of(self._documents), self._quiet) as steps:
            for result in code_documents(self._documents, self._make_reader, self._workers):
                if isinstance(result, IssueRow):
                    (self.failed if result.lost else self.noted).append(result)
                    if result.lost:
                        steps.done(result.doc)
                else:
                    self.noted.extend(result.issues)
                    self.done += 1
                    steps.done(result.document.id)
                    with steps.aside():
                        yield result

    def tell(self) -> None:
        """Tell what went wrong, on standard error."""
        console.complain_of([*self.failed, *self.noted])

    @property
    def exit_code(self) -> int:
        """The code of a command that read these documents."""
        return exits.of_documents(self.done, len(self.failed))


def total_of(documents: Iterable[Document | IssueRow]) -> int | None:
    """How many documents will come, if their inputs tell."""
    from dragoman.ingest import Documents

    return documents.total if isinstance(documents, Documents) else None


def hushed(quiet: bool, format: Listing) -> bool:
    """Whether to show no progress: asked for, or the answers come one by one on the terminal and show it themselves."""
    return quiet or (format is not Listing.table and sys.stdout.isatty())
