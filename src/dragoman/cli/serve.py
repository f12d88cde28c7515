"""The commands that open the pages: ``serve`` an archive, or the ``demo``."""

from __future__ import annotations

import csv
import os
import socket
import sys
from collections.abc import Iterator
from importlib import import_module, resources
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import console, exits, options
from dragoman.cli.add import into_archive
from dragoman.cli.commands import LOOK, app
from dragoman.cli.reading import read
from dragoman.model import Document, IssueRow, SettingsError

_PORT = 8765
_TRIES = 20  # ports tried after the usual one, if that is taken and none was asked for
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}

Host = Annotated[
    str,
    typer.Option("--host", help="Address to listen at. Anyone who reaches another one than loopback can read."),
]
Port = Annotated[
    int | None,
    typer.Option(
        "--port", "-p", min=0, max=65535, help=f"Port; else {_PORT} or the next free one.", show_default=False
    ),
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Open no browser, only print the address.")]


@app.command(rich_help_panel=LOOK)
def serve(
    archive: options.ArchivePath = Path("dragoman.duckdb"),
    host: Host = "127.0.0.1",
    port: Port = None,
    no_browser: NoBrowser = False,
) -> None:
    """Open an archive in the browser: documents with every record marked in their texts."""
    from dragoman.store import View

    View.open(archive)
    run_server(archive, host, port, browser=not no_browser)


@app.command(rich_help_panel=LOOK)
def demo(
    archive: options.ArchivePath = Path("dragoman-demo.duckdb"),
    host: Host = "127.0.0.1",
    port: Port = None,
    no_browser: NoBrowser = False,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Only code the samples, open no pages.")] = False,
) -> None:
    """Code the bundled sample dispatches into an archive and open it in the browser.

    The samples were written for this project; their publishers are invented.
    """
    samples = sample_rows()
    result = into_archive(_sample_documents(samples), archive, replace=True, total=len(samples))
    if result not in (exits.OK, exits.PARTLY) or no_serve:
        raise typer.Exit(result)
    run_server(archive, host, port, browser=not no_browser)


def sample_rows() -> list[dict[str, str]]:
    """The rows of the samples' index: file, publisher, date and what else it tells."""
    index = resources.files("dragoman.samples") / "index.csv"
    return list(csv.DictReader(index.read_text(encoding="utf-8").splitlines()))


def _sample_documents(samples: list[dict[str, str]]) -> Iterator[Document | IssueRow]:
    for row in samples:
        known = options.Reading(
            publisher=row["publisher"] or None, date=row["date"] or None, title=row["title"] or None
        )
        with resources.as_file(resources.files("dragoman.samples") / row["file"]) as path:
            yield from read([str(path)], known)


def run_server(archive: Path, host: str, port: int | None, browser: bool) -> None:
    """Serve the pages of an archive until Ctrl-C.

    Raises:
        SettingsError: If the address cannot be listened at.
    """
    import uvicorn

    listening = _listen(host, port)
    name = f"[{host}]" if ":" in host else host
    url = f"http://{name}:{listening.getsockname()[1]}/"
    if host not in _LOOPBACK:
        console.complain(f"listening at {host}: anyone who can reach this address can read the archive")
    # Commands and pages are siblings that do not know each other: the pages are found by name.
    create_app = import_module("dragoman.web").create_app
    pages = create_app(archive, allowed_hosts=() if host in _LOOPBACK else (host,))
    server = uvicorn.Server(uvicorn.Config(pages, log_level="warning", access_log=False, server_header=False))
    console.say(f"Dragoman shows {archive} at {url} (Ctrl-C ends it)")
    if browser and _has_display():
        _open_browser(url)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        console.say("ended")
    finally:
        listening.close()


def _listen(host: str, port: int | None) -> socket.socket:
    tried = [port] if port is not None else [*range(_PORT, _PORT + _TRIES), 0]
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise SettingsError(
            f"there is no address {host!r} to listen at ({error.strerror}): leave out --host"
        ) from error
    for number in tried:
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((address[0], number))
            listening.listen(128)
        except OSError as error:
            listening.close()
            reason = error.strerror
        else:
            return listening
    raise SettingsError(f"{host} port {tried[-1]} cannot be listened at ({reason}): give another --port, or none")


def _has_display() -> bool:
    """Whether a browser can open a window; without one, a text browser would take over the terminal."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_browser(url: str) -> None:
    import threading
    import webbrowser

    # The socket listens already, so the page is answered as soon as the server runs.
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
