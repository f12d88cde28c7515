"""The web application over one archive: put together here, and nothing else."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from dragoman._version import __version__
from dragoman.model import DragomanError, InputError, SettingsError, StoreError
from dragoman.web.api import api_routes
from dragoman.web.library import Library
from dragoman.web.pages import page_routes
from dragoman.web.rendering import Json, page, templates
from dragoman.web.security import SECURITY_HEADERS, KnownHosts, SecurityHeaders


def create_app(archive_path: Path, allowed_hosts: Sequence[str] = (), wait: float = 5.0) -> FastAPI:
    """The pages and the JSON of one archive, read-only.

    Args:
        archive_path: The archive's file. It may be missing or busy: pages then say so and what to do.
        allowed_hosts: Names besides loopback under which the server may be asked.
        wait: Seconds to wait for a program that is just writing to the archive.

    Returns:
        An ASGI application.
    """
    env = templates()
    env.globals["archive"] = archive_path.name
    env.globals["archive_path"] = shlex.quote(str(archive_path))  # as a command wants it
    library = Library(Path(archive_path), wait=wait)
    app = FastAPI(
        title="Dragoman",
        version=__version__,
        description="Records of who did what to whom, each with its words.",
        openapi_url="/api/openapi.json",
        # The interactive pages of FastAPI load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
    )
    show = partial(_show, env)
    app.include_router(api_routes(library))

    @app.get("/healthz", include_in_schema=False)
    def healthz() -> Response:
        try:
            documents = library.overview().documents
        except StoreError as error:
            return Json({"status": "no archive", "message": str(error), "version": __version__}, status_code=503)
        return Json({"status": "ok", "documents": documents, "version": __version__})

    app.include_router(page_routes(library, show))
    app.mount("/static", StaticFiles(packages=[("dragoman.web", "static")]), name="static")

    def refuse(request: Request, code: int, title: str, message: str, advice: str = "") -> Response:
        if request.url.path.startswith("/api/"):
            return Json({"error": title, "message": message}, status_code=code)
        return show("error.html", status_code=code, section="", title=title, message=message, advice=advice)

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> Response:
        title = HTTPStatus(error.status_code).phrase
        said = error.detail if error.detail != title else ""
        if error.status_code == 404:
            title, said = "Not found", said or "There is no page at this address."
        return refuse(request, error.status_code, title, said)

    @app.exception_handler(DragomanError)
    def told_error(request: Request, error: DragomanError) -> Response:
        if isinstance(error, StoreError):
            if not library.path.exists():
                return refuse(request, 503, "No archive yet", str(error), advice="add")
            return refuse(request, 503, "The archive cannot be read", str(error), advice="retry")
        if isinstance(error, SettingsError | InputError):
            return refuse(request, 400, "This view cannot be shown", str(error))
        return refuse(request, 500, "Something is wrong", str(error))

    @app.exception_handler(Exception)
    def other_error(request: Request, error: Exception) -> Response:
        # Answered outside the middleware below, so the headers are put on here; the server logs the error itself.
        said = "This page could not be made. The terminal that runs the server says more."
        answer = refuse(request, 500, "Something went wrong", said)
        answer.headers.update(SECURITY_HEADERS)
        return answer

    app.add_middleware(KnownHosts, hosts=tuple(allowed_hosts))
    app.add_middleware(SecurityHeaders)
    return app


def _show(env: Any, name: str, status_code: int = 200, **context: Any) -> Response:
    return page(env, name, context, status_code)
