from __future__ import annotations

import contextlib
import importlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.model import CodedDocument, Document, IssueRow, ModelError, SettingsError
from dragoman.pipeline import manifest as manifests
from dragoman.pipeline.manifest import Manifest
from dragoman.pipeline.run import Outcome, add_documents, code_documents
from dragoman.store import Archive


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The stub coders, importable by child processes as well."""
    folder = str(Path(__file__).parent)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", folder + ":" + ":".join(p for p in sys.path if p))
    return importlib.import_module("stub_coders")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.open(tmp_path / "a.duckdb")


MANIFEST = Manifest("1.0", "3.11", {}, {"a.csv": "00"}, {})


def texts(*contents: str) -> list[Document]:
    return [Document(f"d{i}", content) for i, content in enumerate(contents)]


def fates(outcomes: Iterator[Outcome]) -> list[str]:
    return [f"{o.doc} {o.fate}" for o in outcomes]


def test_one_bad_document_stops_no_other(stubs: ModuleType) -> None:
    issue = IssueRow("broken.txt", "ingest", "not-text", "…")
    found = list(code_documents([*texts("a", "BOOM", "UNREADABLE"), issue, *texts("b")], stubs.StubCoder))
    assert [type(f).__name__ for f in found] == ["CodedDocument", "IssueRow", "IssueRow", "IssueRow", "CodedDocument"]
    boom, unreadable = found[1], found[2]
    assert isinstance(boom, IssueRow) and boom.code == "unexpected-error"
    assert "ZeroDivisionError: division by zero (at stub_coders.py:" in boom.message
    assert isinstance(unreadable, IssueRow) and unreadable.code == "unreadable"
    assert found[3] is issue


def test_what_stops_every_document_stops_the_run(stubs: ModuleType) -> None:
    with pytest.raises(ModelError):
        list(code_documents(texts("a", "NO MODEL", "b"), stubs.StubCoder))
    with pytest.raises(SettingsError, match="0 workers"):
        code_documents([], stubs.StubCoder, workers=0)


def test_no_coder_is_loaded_for_nothing() -> None:
    def never() -> None:
        raise AssertionError("loaded")

    issue = IssueRow("x", "ingest", "y", "z")
    assert list(code_documents([issue], never)) == [issue]  # type: ignore[arg-type]


def test_processes_give_the_same_in_the_same_order(stubs: ModuleType) -> None:
    documents = [*texts(*[f"word{i} text" for i in range(11)], "BOOM"), IssueRow("x", "ingest", "y", "z")]
    alone = list(code_documents(documents, stubs.StubCoder))
    several = list(code_documents(documents, stubs.StubCoder, workers=2))
    assert several == alone


def test_a_document_that_kills_its_process_is_named(stubs: ModuleType) -> None:
    found = list(code_documents(texts("a", "b", "DIE", "c", "d", "e"), stubs.StubCoder, workers=2))
    assert [f.document.id if isinstance(f, CodedDocument) else f.code for f in found] == [
        "d0", "d1", "worker-died", "d3", "d4", "d5",
    ]  # fmt: skip


def test_errors_of_every_document_come_back_from_processes(stubs: ModuleType) -> None:
    with pytest.raises(ModelError, match="reinstall"):
        list(code_documents(texts("a", "NO MODEL"), stubs.StubCoder, workers=2))


def test_adding_again_changes_nothing_and_codes_nothing(archive: Archive, stubs: ModuleType) -> None:
    coder = stubs.StubCoder()
    documents = texts("a", "BOOM", "b")
    assert fates(add_documents(archive, documents, lambda: coder, MANIFEST)) == ["d0 new", "d1 failed", "d2 new"]
    (run,) = archive.view().runs()
    assert run.counts == {"new": 2, "failed": 1} and run.finished and '"a.csv": "00"' in run.manifest
    assert [(i.doc, i.code) for i in archive.view().issues()] == [("d1", "unexpected-error")]
    before = archive.view().documents()
    again = stubs.StubCoder()
    outcomes = fates(add_documents(archive, [documents[0], documents[2]], lambda: again, MANIFEST))
    assert outcomes == ["d0 unchanged", "d2 unchanged"]
    assert again.coded == []
    assert archive.view().documents() == before and len(archive.view().runs()) == 1
    assert fates(add_documents(archive, documents, lambda: again, MANIFEST)) == [
        "d0 unchanged", "d1 failed", "d2 unchanged",
    ]  # fmt: skip
    assert again.coded == ["d1"], "what failed is tried again"
    assert len(archive.view().issues()) == 1


def test_other_tables_code_again(archive: Archive, stubs: ModuleType) -> None:
    documents = texts("a")
    list(add_documents(archive, documents, stubs.StubCoder, MANIFEST))
    other = replace(MANIFEST, tables={"a.csv": "01"})
    assert fates(add_documents(archive, documents, stubs.StubCoder, other)) == ["d0 recode"]


def test_conflicts_are_issues_and_the_rest_goes_on(archive: Archive, stubs: ModuleType) -> None:
    list(add_documents(archive, texts("a"), stubs.StubCoder, MANIFEST))
    changed = texts("other", "b")
    outcomes = list(add_documents(archive, changed, stubs.StubCoder, MANIFEST))
    assert fates(iter(outcomes)) == ["d0 failed", "d1 new"]
    assert outcomes[0].issue is not None and "--replace" in outcomes[0].issue.message
    assert fates(add_documents(archive, changed, stubs.StubCoder, MANIFEST, replace=True)) == [
        "d0 replace", "d1 unchanged",
    ]  # fmt: skip
    assert archive.view().issues() == []


def test_two_inputs_of_one_id_never_replace_each_other(archive: Archive, stubs: ModuleType) -> None:
    documents = [Document("d", "one", path="x/d.txt"), Document("d", "two", path="y/d.txt"), Document("d", "one")]
    outcomes = list(add_documents(archive, documents, stubs.StubCoder, MANIFEST, replace=True))
    assert [o.fate for o in outcomes] == ["new", "failed", "unchanged"]
    assert outcomes[1].issue is not None and "y/d.txt" in outcomes[1].issue.message
    stored = archive.view().document("d")
    assert stored is not None and stored.document.text == "one"


def test_a_refused_document_is_an_issue(archive: Archive, stubs: ModuleType) -> None:
    documents = [Document("a", "text", published="2022-02-30"), Document("b\udcff", "text"), Document("c", "text")]
    outcomes = list(add_documents(archive, documents, stubs.StubCoder, MANIFEST))
    assert [o.fate for o in outcomes] == ["failed", "failed", "new"]
    assert sorted(i.code for i in archive.view().issues()) == ["bad-date", "bad-id"]


def test_stopping_keeps_what_was_finished(archive: Archive, stubs: ModuleType) -> None:
    told = []
    with pytest.raises(KeyboardInterrupt):
        for outcome in add_documents(archive, texts("a", "b", "STOP", "c"), stubs.StubCoder, MANIFEST):
            told.append(outcome.doc)
    assert told == ["d0", "d1"]
    assert [d.id for d in archive.view().documents()] == told
    assert archive.view().runs()[0].finished is None
    assert fates(add_documents(archive, texts("a", "b", "s", "c"), stubs.StubCoder, MANIFEST)) == [
        "d0 unchanged", "d1 unchanged", "d2 new", "d3 new",
    ]  # fmt: skip


def test_the_manifest_tells_versions_and_digests(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("code,name\n")
    bare, more = manifests.describe(), manifests.describe([str(own)], {"workers": "2"})
    assert bare.packages["spacy"] and bare.packages["duckdb"]
    assert any(name.startswith("data/ontology/") for name in bare.tables)
    assert not any(name.endswith(".py") for name in bare.tables)
    assert more.tables.keys() - bare.tables.keys() == {"user:own.csv"}
    assert bare.version != more.version and bare.version.startswith(f"{bare.dragoman}+")
    assert manifests.describe().version == bare.version
    assert replace(bare, code="other").version != bare.version
    assert replace(bare, settings={"workers": "9"}).version == bare.version, "settings that change no record"


def test_doubts_about_how_a_document_was_read_are_kept_with_it(archive: Archive, stubs: ModuleType) -> None:
    doubt = IssueRow("d0", "ingest", "encoding-guessed", "a.txt is a guess", lost=False)
    documents = [doubt, Document("d0", "text"), IssueRow("b.txt", "ingest", "empty", "b.txt is empty")]
    outcomes = list(add_documents(archive, documents, stubs.StubCoder, MANIFEST))
    assert [(o.doc, o.fate) for o in outcomes] == [("d0", "doubt"), ("d0", "new"), ("b.txt", "failed")]
    assert outcomes[1].coded is not None and outcomes[1].coded.issues == (), "it was told before"
    assert sorted((i.doc, i.lost) for i in archive.view().issues()) == [("b.txt", True), ("d0", False)]
    assert [o.fate for o in add_documents(archive, documents, stubs.StubCoder, MANIFEST)][:2] == ["doubt", "unchanged"]
    assert len(archive.view().issues()) == 2
    mended = [Document("b", "text", path="b.txt")]
    list(add_documents(archive, mended, stubs.StubCoder, MANIFEST))
    assert [i.doc for i in archive.view().issues()] == ["d0"], "what was lost is there now"


ORPHANS = """
import stub_coders as stubs
from dragoman.model import Document
from dragoman.pipeline.run import code_documents
if __name__ == "__main__":
    for coded in code_documents((Document(f"d{i}", "text") for i in range(10**9)), stubs.StubCoder, workers=2):
        print(coded.document.id, flush=True)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are counted in /proc")
def test_no_worker_outlives_a_killed_run(tmp_path: Path, stubs: ModuleType) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS)
    mark = f"worker-of-{tmp_path.name}"
    run = subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "DRAGOMAN_TEST_MARK": mark},
        stdout=subprocess.PIPE,
    )

    def alive() -> int:
        found = 0
        for environ in Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):
                found += mark.encode() in environ.read_bytes()
        return found

    assert run.stdout is not None and run.stdout.readline().startswith(b"d")
    assert alive() >= 3
    run.kill()
    run.communicate()
    end = time.monotonic() + 15
    while alive() and time.monotonic() < end:
        time.sleep(0.1)
    assert alive() == 0
