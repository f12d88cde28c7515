"""Coding many documents: one pure function over each, in this process or in several.

Here, and only here, an unexpected error in one document becomes an issue row, and the run goes on.
"""

from __future__ import annotations

import dataclasses
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any, Generic, Literal, Protocol, TypeAlias, TypeVar

from dragoman.model import (
    CodedDocument,
    Document,
    InputError,
    IssueRow,
    ModelError,
    SettingsError,
    StoreError,
    TableError,
)
from dragoman.pipeline.manifest import Manifest
from dragoman.store import Archive, Fate, RefusedDocumentError

_BATCH = 4  # documents a worker process takes at once: few, so that progress shows and little is lost with it
_AHEAD = 2  # batches that wait for each worker
_PLANNED = 16  # documents asked about in the archive at once

P = TypeVar("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Reading(Protocol[R_co]):
    """Anything that makes one thing of one document."""

    def code(self, document: Document) -> R_co:
        """Read what is wanted from one document."""


class Coding(Reading[CodedDocument], Protocol):
    """Anything that codes a document, such as `dragoman.pipeline.coder.Coder`."""


MakeCoder: TypeAlias = Callable[[], Coding]
"""Loads a coder. For several processes it must be importable by name: a class, a function, or a partial of one."""


def code_documents(
    documents: Iterable[Document | P], make_coder: Callable[[], Reading[R]], workers: int = 1
) -> Iterator[R | IssueRow | P]:
    """Code documents one by one, in their order.

    Args:
        documents: Documents to code. Anything else among them (issue rows of the reader) passes through in its place.
        make_coder: Loads the coder, once in each process and only if there is a document to code. What its ``code``
            gives is what comes out, records as a rule.
        workers: Number of processes; with 1, this one.

    Yields:
        For each document its records, or an issue row if it could not be coded.

    Raises:
        TableError, ModelError, SettingsError: If no document at all could be coded.
    """
    if workers < 1:
        raise SettingsError(f"{workers} workers can do nothing: give 1 or more")
    if workers == 1:
        return _in_this_process(documents, make_coder)
    return _in_processes(documents, make_coder, workers)


def code_one(coder: Reading[R], document: Document) -> R | IssueRow:
    """The unit of work: one document to its records, or to the issue that stopped it."""
    try:
        return coder.code(document)
    except (TableError, ModelError, SettingsError, StoreError):
        raise  # these stop every document alike
    except InputError as error:
        return IssueRow(document.id, "pipeline", "unreadable", str(error))
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return IssueRow(
            document.id,
            "pipeline",
            "unexpected-error",
            f"document {_called(document)}: {type(error).__name__}: {error}"
            f" (at {Path(place.filename).name}:{place.lineno}); please report it with the text",
        )


def _called(document: Document) -> str:
    """A document's id with its file: a corpus has many documents."""
    return f"{document.id} ({document.path})" if document.path else document.id


def _in_this_process(
    documents: Iterable[Document | P], make_coder: Callable[[], Reading[R]]
) -> Iterator[R | IssueRow | P]:
    coder: Reading[R] | None = None
    for item in documents:
        if isinstance(item, Document):
            coder = coder or make_coder()
            yield code_one(coder, item)
        else:
            yield item


_coders: dict[str, Reading[Any]] = {}


def _start_worker() -> None:
    # Ctrl-C reaches every process of the terminal: a worker then just ends, the parent says what was done.
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    # A parent that is killed tells nobody: without this its workers would wait for documents for ever.
    if (parent := parent_process()) is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _code_batch(make_coder: Callable[[], Reading[R]], batch: list[Document]) -> list[R | IssueRow]:
    if "coder" not in _coders:
        _coders["coder"] = make_coder()
    return [code_one(_coders["coder"], document) for document in batch]


class _Pool(Generic[R]):
    """Worker processes that are started anew when one of them dies."""

    def __init__(self, make_coder: Callable[[], Reading[R]], workers: int) -> None:
        self.make_coder = make_coder
        self.workers = workers
        self.executor = self._start(workers)

    @staticmethod
    def _start(workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker)

    def submit(self, batch: list[Document]) -> Future[list[R | IssueRow]]:
        return self.executor.submit(_code_batch, self.make_coder, batch)

    def restart(self) -> None:
        self.executor.shutdown(wait=False, cancel_futures=True)
        self.executor = self._start(self.workers)

    def one_by_one(self, batch: list[Document]) -> list[R | IssueRow]:
        """Each document in turn, to find the one that takes its process down with it."""
        found: list[R | IssueRow] = []
        executor = self._start(1)
        try:
            for document in batch:
                try:
                    found += executor.submit(_code_batch, self.make_coder, [document]).result()
                except BrokenProcessPool:
                    found.append(_died(document))
                    executor.shutdown(wait=False)
                    executor = self._start(1)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
        return found

    def close(self) -> None:
        self.executor.shutdown(wait=False, cancel_futures=True)


def _died(document: Document) -> IssueRow:
    return IssueRow(
        document.id,
        "pipeline",
        "worker-died",
        f"document {_called(document)}: the process that coded it was ended from outside or ran out of"
        " memory; split the document, or use fewer workers",
    )


def _in_processes(
    documents: Iterable[Document | P], make_coder: Callable[[], Reading[R]], workers: int
) -> Iterator[R | IssueRow | P]:
    items = iter(documents)
    waiting: deque[tuple[list[Document | P], Future[list[R | IssueRow]]]] = deque()
    pool = _Pool(make_coder, workers)
    try:
        while True:
            while len(waiting) < workers * _AHEAD and (batch := list(islice(items, _BATCH))):
                waiting.append((batch, pool.submit(_only_documents(batch))))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                coded = future.result()
            except BrokenProcessPool:
                pool.restart()
                coded = pool.one_by_one(_only_documents(batch))
                waiting = deque((other, pool.submit(_only_documents(other))) for other, _ in waiting)
            results = iter(coded)
            for item in batch:
                yield next(results) if isinstance(item, Document) else item
    finally:
        pool.close()


def _only_documents(batch: list[Document | P]) -> list[Document]:
    return [item for item in batch if isinstance(item, Document)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document that was to be added.

    Attributes:
        doc: Its id, or the path of an input that gave none.
        fate: What was done; ``failed``; or ``doubt`` for an issue about a document that follows.
        coded: The document with its records, where it was coded now.
        issue: Why it failed, or what the doubt is.
    """

    doc: str
    fate: Fate | Literal["failed", "doubt"]
    coded: CodedDocument | None = None
    issue: IssueRow | None = None


def add_documents(
    archive: Archive,
    documents: Iterable[Document | IssueRow],
    make_coder: MakeCoder,
    manifest: Manifest,
    *,
    workers: int = 1,
    replace: bool = False,
) -> Iterator[Outcome]:
    """Code documents into an archive, each in a transaction of its own, leaving out those that are there.

    Stopped at any moment, it has lost nothing that it told of; called again, it goes on.

    Args:
        archive: Where they go.
        documents: Documents, and the issue rows of the reader.
        make_coder: Loads the coder; see `code_documents`.
        manifest: What the run is made with; its version tells whether a document was coded by the same.
        workers: Number of processes.
        replace: Whether other texts or particulars may take the place of what is there.

    Yields:
        What became of each, in order.

    Raises:
        StoreError: If the archive can no longer be written.
        TableError, ModelError, SettingsError: If no document at all could be coded.
    """
    run: int | None = None
    tally: dict[str, int] = {}
    planned = _planned(archive, documents, manifest.version, replace)
    results: Iterator[CodedDocument | IssueRow | Outcome] = code_documents(planned, make_coder, workers)
    doubts: list[IssueRow] = []  # about the document that comes next, and kept with it
    with archive.at_work():
        for result in results:
            if isinstance(result, IssueRow) and not result.lost:
                doubts.append(result)
                outcome = Outcome(result.doc, "doubt", issue=result)
            elif isinstance(result, Outcome):
                doubts.clear()
                outcome = result
            else:
                if run is None and isinstance(result, CodedDocument):
                    run = archive.begin_run(manifest.to_json(), manifest.dragoman)
                outcome = _kept(archive, result, doubts, manifest.version, replace, run)
                doubts.clear()
            tally[outcome.fate] = tally.get(outcome.fate, 0) + 1
            yield outcome
        if run is not None:
            archive.end_run(run, tally)


def _planned(
    archive: Archive, documents: Iterable[Document | IssueRow], version: str, replace: bool
) -> Iterator[Document | IssueRow | Outcome]:
    """What is to be coded; for what is there already, its outcome."""
    seen: dict[str, str] = {}
    items = iter(documents)
    while batch := list(islice(items, _PLANNED)):
        plans = iter(archive.plan([item for item in batch if isinstance(item, Document)], version, replace))
        for item in batch:
            if not isinstance(item, Document):
                yield item
                continue
            plan = next(plans)
            first = seen.setdefault(item.id, item.sha256)
            if first != item.sha256:
                yield IssueRow(
                    item.path or item.id,
                    "store",
                    "same-id",
                    f"{item.path or 'a document'}: another of the inputs has the id {item.id!r} too:"
                    " add it on its own with another id (--id)",
                )
            elif plan.fate == "conflict":
                where = f"{item.path}: " if item.path else ""
                yield IssueRow(item.id, "store", "conflict", f"{where}{plan.reason}")
            elif plan.fate == "unchanged":
                yield Outcome(item.id, "unchanged")
            else:
                yield plan.document


def _kept(
    archive: Archive,
    result: CodedDocument | IssueRow,
    doubts: list[IssueRow],
    version: str,
    replace: bool,
    run: int | None,
) -> Outcome:
    if isinstance(result, CodedDocument):
        whole = dataclasses.replace(result, issues=(*doubts, *result.issues))
        try:
            fate = archive.add(whole, version=version, replace=replace, run=run)
        except RefusedDocumentError as refused:
            result = IssueRow(result.document.id, "store", refused.code, str(refused))
        else:
            return Outcome(result.document.id, fate, result)
    archive.note([result], run)
    return Outcome(result.doc, "failed", issue=result)
