from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from tests.web._documents import all_documents
from tests.web._webdriver import Browser, browser, find_browser, free_port

from dragoman.store import Archive
from dragoman.web import create_app


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of everything in `_documents`."""
    path = tmp_path_factory.mktemp("web") / "tested.duckdb"
    made = Archive.open(path)
    with made.held():
        for coded in all_documents():
            made.add(coded)
    return path


@pytest.fixture(scope="session")
def client(archive: Path) -> TestClient:
    return TestClient(create_app(archive), base_url="http://127.0.0.1", follow_redirects=False)


@pytest.fixture(scope="session")
def server(archive: Path) -> Iterator[str]:
    """The pages, served on loopback by a thread; gives the address."""
    port = free_port()
    running = uvicorn.Server(uvicorn.Config(create_app(archive), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    end = time.monotonic() + 15
    while not running.started:
        if time.monotonic() > end:
            raise RuntimeError("the server did not start within 15 s")
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def window() -> Iterator[Browser]:
    if find_browser() is None:
        pytest.skip("no chromium and chromedriver on the path: the pages are not driven in a browser")
    with browser() as opened:
        yield opened
