from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app
from dragoman.model import CodedDocument, Document
from dragoman.store import Archive

_HAND_BUILT = Path(__file__).parents[1] / "store" / "hand_built.py"

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def built() -> ModuleType:
    """The hand-built documents."""
    spec = importlib.util.spec_from_file_location("hand_built", _HAND_BUILT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["hand_built"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in an empty folder, on a wide page."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.delenv("DRAGOMAN_ARCHIVE", raising=False)
    runner = CliRunner()

    def call(*arguments: str, input: str | bytes | None = None) -> Result:
        return runner.invoke(app, list(arguments), input=input, prog_name="dragoman")

    return call


@pytest.fixture
def archive(built: ModuleType, tmp_path: Path) -> Archive:
    """The archive ``dragoman.duckdb`` of that folder, with one document and one issue."""
    made = Archive.open(tmp_path / "dragoman.duckdb")
    with made.held():
        made.add(built.coded())
        made.note([built.ISSUE])
    return made


@pytest.fixture
def coder(monkeypatch: pytest.MonkeyPatch, built: ModuleType) -> list[str]:
    """In place of the parser and the model: every document gets the hand-built records; tells which were coded."""
    coded: list[str] = []

    class StandIn:
        def __init__(self, extra_actors: tuple[str, ...] = (), **_: Any) -> None:
            self.extra_actors = extra_actors

        def code(self, document: Document, progress: object = None) -> CodedDocument:
            coded.append(document.id)
            if "BOOM" in document.text:
                raise ZeroDivisionError("division by zero")
            if "STOP" in document.text:
                raise KeyboardInterrupt
            found = built.coded(document.id)
            records = found.records if built.TEXT.splitlines()[2] in document.text else ()
            return CodedDocument(document, records, (), "stand-in")

    monkeypatch.setattr("dragoman.pipeline.coder.Coder", StandIn)
    # The same version throughout a test, whatever is being edited meanwhile.
    monkeypatch.setattr("dragoman.pipeline.manifest._deciding_files", lambda: ({}, {}))
    return coded
