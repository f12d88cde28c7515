"""The pages people read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response, StreamingResponse

from dragoman.web import exports, links
from dragoman.web.cards import Card
from dragoman.web.filters import DocumentFilter, ReadingFilter, RecordFilter
from dragoman.web.library import Library
from dragoman.web.marks import part_at
from dragoman.web.names import event_types

Show = Callable[..., Response]


def page_routes(library: Library, show: Show) -> APIRouter:
    """The routes of all pages.

    Args:
        library: What they are made of.
        show: Fills in a template: name, then what it needs by name.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def documents(request: Request) -> Response:
        wanted = DocumentFilter.read(request.query_params)
        return show("documents.html", section="documents", wanted=wanted, found=library.documents(wanted))

    @router.get("/documents")
    def documents_too(request: Request) -> Response:
        return RedirectResponse("/" + links.query_string(request.query_params.multi_items()))

    @router.get("/documents/{id:path}")
    def document(id: str, request: Request) -> Response:
        wanted = ReadingFilter.read(request.query_params)
        reading = library.reading(id, wanted)
        if reading is None:
            raise HTTPException(404, f"The archive holds no document “{id}”.")

        def where(card: Card) -> str:
            """Where a card's words stand: on this page, or on the page of another part."""
            if card.index in reading.here:
                return links.anchor("w", card.record.id)
            part = part_at(reading.parts, card.record.evidence.start)
            return links.document_link(id, None, part, wanted.kept()) + links.anchor("r", card.record.id)

        return show("reading.html", section="documents", wanted=wanted, reading=reading, where=where)

    @router.get("/records")
    def records(request: Request) -> Response:
        wanted = RecordFilter.read(request.query_params)
        return show(
            "records.html",
            section="records",
            wanted=wanted,
            found=library.records(wanted),
            publishers=library.publishers(),
            actors=library.actors(),
            event_types=event_types(),
        )

    @router.get("/records.jsonl")
    def records_jsonl(request: Request) -> Response:
        return _file(request, library, exports.json_lines, "application/x-ndjson", "records.jsonl")

    @router.get("/records.csv")
    def records_csv(request: Request) -> Response:
        return _file(request, library, exports.csv_table, "text/csv", "records.csv")

    @router.get("/records/{id:path}")
    def record(id: str) -> Response:
        place = library.place(id)
        if place is None:
            raise HTTPException(404, f"The archive holds no record “{id}”.")
        return RedirectResponse(links.document_link(place[0], id, place[1]), status_code=302)

    return router


def _file(request: Request, library: Library, written: Any, media_type: str, name: str) -> Response:
    """All records of a filter as a file to keep."""
    wanted = RecordFilter.read(request.query_params)
    library.check(wanted)
    return StreamingResponse(
        written(library.every_record(wanted)),
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
