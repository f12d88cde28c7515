from __future__ import annotations

import builtins
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pytest

import dragoman
from dragoman.api import CodedText, _coder
from dragoman.model import KINDS, CodedDocument, Document, InputError, SettingsError


@pytest.fixture(scope="module")
def built() -> ModuleType:
    """The hand-built documents."""
    spec = importlib.util.spec_from_file_location("hand_built", Path(__file__).parent / "store" / "hand_built.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["hand_built"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def doc(built: ModuleType) -> CodedText:
    return CodedText(built.coded())


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch, built: ModuleType) -> Iterator[list[tuple[str, ...]]]:
    """A stand-in for the coder; tells with which tables one was loaded."""
    loads: list[tuple[str, ...]] = []

    class StandIn:
        def __init__(self, extra_actors: tuple[str, ...] = ()) -> None:
            loads.append(extra_actors)

        def code(self, document: Document) -> CodedDocument:
            return CodedDocument(document, built.coded(document.id).records, (), "stand-in")

    monkeypatch.setattr("dragoman.pipeline.coder.Coder", StandIn)
    _coder.cache_clear()
    yield loads
    _coder.cache_clear()


def test_records_by_kind(doc: CodedText) -> None:
    assert doc.events[0].type == "AID"
    assert doc.statements[0].speaker.person == "Aru Bekova"
    assert doc.memberships[0].org.actor == "SCO"
    assert doc.ties[0].polarity == 1
    assert doc.measures[0].value == 50
    assert doc.silences[0].topic == "UKR"
    assert len(doc) == 6 and list(doc) == list(doc.records) and doc.issues == ()
    assert repr(doc) == ("<CodedText 'larkmoor': 1 event, 1 statement, 1 membership, 1 tie, 1 measure, 1 silence>")
    assert repr(CodedText(replace(doc.coded, records=()))) == "<CodedText 'larkmoor': nothing read>"


def test_arrow(doc: CodedText) -> None:
    tables = doc.to_arrow()
    assert list(tables) == ["events", "statements", "memberships", "ties", "measures", "silences"]
    assert all(table.num_rows == 1 for table in tables.values())
    assert doc.to_arrow("event").equals(doc.to_arrow("events"))
    assert doc.to_arrow("event").schema.field("target").type == pa.list_(pa.string())
    with pytest.raises(SettingsError, match=r"'fact'.*event, statement"):
        doc.to_arrow("fact")


def test_pandas(doc: CodedText, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    assert doc.to_pandas("event")["type"].tolist() == ["AID"]
    assert list(doc.to_pandas()) == list(doc.to_arrow())
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SettingsError, match=r"dragoman\[pandas\]"):
        doc.to_pandas("event")


def test_json_lines(doc: CodedText, tmp_path: Path) -> None:
    text = doc.to_jsonl(tmp_path / "a.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == text.encode("utf-8")
    assert [json.loads(line)["kind"] for line in text.splitlines()] == ["document", *KINDS]
    assert doc.to_jsonl() == text


def test_a_notebook_shows_tables_and_runs_nothing(doc: CodedText) -> None:
    page = doc._repr_html_()
    assert page.count("<table>") == 6 and "Kazakhstan sent tents to Ukraine on Thursday" in page
    assert ">intensity</th>" in page and ">mode</th>" not in page, "columns without a value are left out"
    attack = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"
    event = doc.events[0]
    hostile = replace(
        event,
        evidence=replace(event.evidence, text=attack),
        source=(replace(event.source[0], actor=None, text=attack, person=attack, role=attack),),
        trigger=replace(event.trigger, text=attack),
        mode=attack,
        via=(replace(event.via[0], text=attack),),
    )
    document = replace(doc.document, id=attack, title=attack, publisher=attack, url=f"javascript:{attack}")
    page = CodedText(replace(doc.coded, document=document, records=(hostile,)))._repr_html_()
    assert "&lt;script&gt;" in page
    for raw in ("<script", "<img", 'href="javascript'):
        assert raw not in page
    page = CodedText(replace(doc.coded, document=replace(document, title=None), records=()))._repr_html_()
    assert "<script" not in page


def test_long_tables_are_cut_and_say_so(doc: CodedText) -> None:
    many = tuple(replace(doc.events[0], id=f"{i:016d}") for i in range(80))
    page = CodedText(replace(doc.coded, records=many))._repr_html_()
    assert "the first 50 of 80" in page and page.count("<tr>") == 51


def test_code_reads_a_text(loaded: list[tuple[str, ...]], built: ModuleType, tmp_path: Path) -> None:
    found = dragoman.code(built.TEXT, date="2022-09-16", publisher="CNN", title="T", url="https://x.org", id="mine")
    document = found.document
    assert (document.id, document.published, document.publisher) == ("mine", "2022-09-16", "CNN")
    assert document.text == built.TEXT and found.events[0].doc == "mine"
    dragoman.code(built.TEXT)
    assert loaded == [()], "loaded once"
    dragoman.code(built.TEXT, actors=(tmp_path / "own.csv",))
    assert loaded[1:] == [(str(tmp_path / "own.csv"),)]
    with pytest.raises(SettingsError, match="date"):
        dragoman.code(built.TEXT, date="2022-02-31")
    for nothing in ("", b"Talks began.", None):
        with pytest.raises(InputError):
            dragoman.code(nothing)  # type: ignore[arg-type]


def test_importing_is_quick_and_names_are_found() -> None:
    script = (
        "import sys, dragoman\n"
        "assert not {'spacy', 'duckdb', 'pyarrow', 'dragoman.api'} & set(sys.modules)\n"
        "assert {'code', 'CodedText', '__version__'} <= set(dir(dragoman))\n"
        "assert callable(dragoman.code)\n"
        "try: dragoman.nothing\n"
        "except AttributeError as error: print(error)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(Path(dragoman.__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert found.stdout == "module 'dragoman' has no attribute 'nothing'\n", found.stderr


@pytest.mark.model
def test_a_real_text_gives_records_that_re_read_exactly() -> None:
    _coder.cache_clear()
    text = "🏔 Kazakhstan sent humanitarian aid to Ukraine on Thursday, officials said. Putin met Xi in Samarkand."
    found = dragoman.code(text, date="2022-09-16")
    assert found.events
    for record in found:
        assert text[record.evidence.start : record.evidence.end] == record.evidence.text
    assert dragoman.code(text, date="2022-09-16").to_jsonl() == found.to_jsonl()
