"""The one query layer of pages and JSON: what each view needs, read from the archive in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from dragoman.model import KINDS, Document, Record, SettingsError
from dragoman.store.view import ActorRow, Counts, DocumentRow, Order, PublisherRow, StoredIssue, View
from dragoman.web.cards import Card, card
from dragoman.web.filters import LARGEST_PAGE, DocumentFilter, ReadingFilter, RecordFilter
from dragoman.web.kinds import SHOWN_KINDS, STATUSES
from dragoman.web.marks import Block, Part, blocks_of, lay_lanes, part_at, parts_of

_EXPORT_ROWS = 2000
_ACTORS_OFFERED = 400
_ORDERS = get_args(Order)


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page stands in a list.

    Attributes:
        page: Number of the page, from 1.
        size: Rows on a page.
        total: Rows of all pages.
    """

    page: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.page - 1) * self.size

    @property
    def first(self) -> int:
        """Number of the first row on the page, from 1; 0 where there is none."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """Number of the last row on the page."""
        return min(self.page * self.size, self.total)


@dataclass(frozen=True, slots=True)
class DocumentList:
    """A page of the list of documents."""

    rows: list[DocumentRow]
    paging: Paging
    counts: Counts
    publishers: list[PublisherRow]


@dataclass(frozen=True, slots=True)
class RecordList:
    """A page of the list of records, with the documents they are from by id."""

    cards: list[Card]
    documents: dict[str, DocumentRow]
    paging: Paging


@dataclass(frozen=True, slots=True)
class Facet:
    """A value one can filter by, and how many records have it."""

    value: str
    number: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A document ready to be read.

    Attributes:
        document: Its text, cuts and metadata.
        row: How it was coded.
        blocks: The lines of the part shown.
        cards: All its records in reading order; ``card.index`` is the number marks refer to.
        here: Indices of the records whose evidence begins in the part shown.
        shown: Indices of the records the filter admits.
        parts: The parts of a long text; one for most.
        part: The part shown.
        kinds: Records of each kind.
        actors: Actors named, most records first.
        statuses: Statuses that occur.
        issues: What went wrong while it was coded.
    """

    document: Document
    row: DocumentRow
    blocks: list[Block]
    cards: list[Card]
    here: frozenset[int]
    shown: frozenset[int]
    parts: tuple[Part, ...]
    part: Part
    kinds: list[Facet]
    actors: list[Facet]
    statuses: list[Facet]
    issues: list[StoredIssue]


class Library:
    """What pages ask of an archive. The file is held open only while one page is made.

    Args:
        path: The archive's file; it need not be there yet.
        wait: Seconds to wait for another process that is just writing.
    """

    def __init__(self, path: Path, wait: float = 5.0) -> None:
        self.path = path
        self._view = View(path, wait=wait)

    def overview(self) -> Counts:
        """How much the archive holds."""
        return self._view.counts()

    def documents(self, wanted: DocumentFilter) -> DocumentList:
        """A page of the list of documents."""
        with self._view.reading() as view:
            paging = Paging(wanted.page, _size(wanted.limit), view.count_documents(**wanted.choice()))
            rows = view.documents(limit=paging.size, offset=paging.offset, **wanted.choice())
            return DocumentList(rows, paging, view.counts(), view.publishers())

    def records(self, wanted: RecordFilter) -> RecordList:
        """A page of the list of records."""
        order = _order(wanted)
        with self._view.reading() as view:
            paging = Paging(wanted.page, _size(wanted.limit), view.count_records(**wanted.choice()))
            found = view.records(limit=paging.size, offset=paging.offset, order=order, **wanted.choice())
            documents = view.document_rows(sorted({r.doc for r in found}))
            return RecordList([card(r, i) for i, r in enumerate(found)], documents, paging)

    def every_record(self, wanted: RecordFilter) -> Iterator[tuple[Record, DocumentRow]]:
        """All records of a filter, not only one page of them, each with the document it is from."""
        order = _order(wanted)
        offset = 0
        with self._view.reading() as view:
            while found := view.records(limit=_EXPORT_ROWS, offset=offset, order=order, **wanted.choice()):
                documents = view.document_rows(sorted({r.doc for r in found}))
                yield from ((record, documents[record.doc]) for record in found)
                offset += len(found)

    def check(self, wanted: RecordFilter) -> None:
        """Refuse a filter that makes no sense before an answer has begun.

        Raises:
            SettingsError: If a value is none of those that exist.
            StoreError: If the archive cannot be read.
        """
        _order(wanted)
        self._view.count_records(**wanted.choice())

    def record(self, id: str) -> Record | None:
        """One record by its id."""
        return self._view.record(id)

    def place(self, id: str) -> tuple[str, int] | None:
        """The document and the part of it in which a record stands."""
        with self._view.reading() as view:
            record = view.record(id)
            stored = view.document(record.doc) if record else None
            if record is None or stored is None:
                return None
            return record.doc, part_at(parts_of(stored.document.text), record.evidence.start)

    def reading(self, id: str, wanted: ReadingFilter) -> Reading | None:
        """A document with its marks, or None if the archive has none of that id.

        Raises:
            SettingsError: If the filter asks for a kind, a status or a part that is none.
        """
        _known("kind", wanted.kind, KINDS)
        _known("status", (wanted.status,) if wanted.status else (), STATUSES)
        with self._view.reading() as view:
            stored = view.document(id)
            if stored is None:
                return None
            records = view.records(doc=id, limit=None)
            issues = view.issues(doc=id)
        text, cuts = stored.document.text, stored.document.cuts
        cards = [card(r, i) for i, r in enumerate(records)]
        parts = parts_of(text)
        if wanted.part > len(parts):
            raise SettingsError(f"part={wanted.part}: this document has {len(parts)}; choose one of them")
        part = parts[wanted.part - 1]
        here = frozenset(
            c.index for c in cards if len(parts) == 1 or part_at(parts, c.record.evidence.start) == part.number
        )
        shown = frozenset(c.index for c in cards if wanted.admits(c.record.kind, c.actors, c.record.status))
        kinds: Counter[str] = Counter(r.kind for r in records)
        statuses = Counter(r.status for r in records)
        actors = Counter(a for c in cards for a in c.actors)
        return Reading(
            document=stored.document,
            row=stored.row,
            blocks=blocks_of(text, lay_lanes(records, len(text)), cuts, part),
            cards=cards,
            here=here,
            shown=shown,
            parts=parts,
            part=part,
            kinds=[Facet(k, kinds[k]) for k in SHOWN_KINDS],
            actors=[Facet(a, n) for a, n in sorted(actors.items(), key=lambda item: (-item[1], item[0]))],
            statuses=[Facet(s, statuses[s]) for s in STATUSES if statuses[s]],
            issues=issues,
        )

    def publishers(self) -> list[PublisherRow]:
        """All publishers, most documents first."""
        return self._view.publishers()

    def actors(self, limit: int | None = _ACTORS_OFFERED) -> list[ActorRow]:
        """Actors with a code, most records first."""
        return self._view.actors(limit=limit)


def _size(limit: int) -> int:
    if limit > LARGEST_PAGE:
        raise SettingsError(f"limit={limit}: at most {LARGEST_PAGE} rows at once; use page=2 and on, or an export")
    return limit


def _order(wanted: RecordFilter) -> Order:
    _known("order", (wanted.order,), _ORDERS)
    return "date" if wanted.order == "date" else "text"


def _known(name: str, values: tuple[str, ...], known: Collection[str]) -> None:
    for value in values:
        if value not in known:
            raise SettingsError(f"{name}={value}: there is none such; there are {', '.join(known)}")
