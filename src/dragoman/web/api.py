"""The same views as JSON, under ``/api``. Offsets are Unicode code points, not UTF-16 units."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.model import Record
from dragoman.model.interchange import document_to_dict, plain, record_to_dict, why_to_dict
from dragoman.store.view import DocumentRow
from dragoman.web import links
from dragoman.web.filters import DocumentFilter, ReadingFilter, RecordFilter
from dragoman.web.library import Library, Paging
from dragoman.web.rendering import Json


def api_routes(library: Library) -> APIRouter:
    """The JSON routes.

    Args:
        library: What they are made of.
    """
    router = APIRouter(prefix="/api", default_response_class=Json)

    @router.get("/overview", summary="How much the archive holds")
    def overview() -> Response:
        return Json(asdict(library.overview()))

    @router.get("/documents", summary="Documents: q, publisher, since, until, page, limit")
    def documents(request: Request) -> Response:
        found = library.documents(DocumentFilter.read(request.query_params))
        return Json({**_paging(found.paging), "documents": [_document(row) for row in found.rows]})

    @router.get("/documents/{id:path}", summary="A document: text, cuts, records")
    def document(id: str, request: Request) -> Response:
        reading = library.reading(id, ReadingFilter.read(request.query_params))
        if reading is None:
            raise HTTPException(404, f"The archive holds no document “{id}”.")
        return Json(
            {
                **document_to_dict(reading.document),
                **_document(reading.row),
                "text": reading.document.text,
                "cuts": plain(reading.document.cuts),
                "issues": [asdict(i) for i in reading.issues],
                "records": [_record(c.record) for c in reading.cards if c.index in reading.shown],
            }
        )

    @router.get(
        "/records",
        summary="Records: kind, actor, source, target, type, status, publisher, doc, since, until, q, order, page",
    )
    def records(request: Request) -> Response:
        found = library.records(RecordFilter.read(request.query_params))
        return Json({**_paging(found.paging), "records": [_record(c.record) for c in found.cards]})

    @router.get("/records/{id:path}", summary="One record, with why it was coded so")
    def record(id: str) -> Response:
        found = library.record(id)
        if found is None:
            raise HTTPException(404, f"The archive holds no record “{id}”.")
        return Json(_record(found))

    @router.get("/publishers", summary="Publishers, most documents first")
    def publishers() -> Response:
        return Json({"publishers": [asdict(p) for p in library.publishers()]})

    @router.get("/actors", summary="Actors with a code, most records first")
    def actors() -> Response:
        return Json({"actors": [asdict(a) for a in library.actors(limit=None)]})

    return router


def _paging(paging: Paging) -> dict[str, Any]:
    return {"total": paging.total, "page": paging.page, "pages": paging.pages, "limit": paging.size}


def _document(row: DocumentRow) -> dict[str, Any]:
    return {**asdict(row), "link": links.document_link(row.id)}


def _record(record: Record) -> dict[str, Any]:
    return {**record_to_dict(record), "why": why_to_dict(record.why), "link": links.record_link(record.id)}
