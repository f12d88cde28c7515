from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import dragoman
from dragoman.model import CodedDocument, StoreError
from dragoman.store import Archive, Fate, View


@pytest.fixture
def folder(tmp_path: Path, built: ModuleType) -> Path:
    """Three texts to add."""
    (tmp_path / "in").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / "in" / f"{name}.txt").write_text(f"{built.TEXT}{name}\n", encoding="utf-8")
    return tmp_path / "in"


def stored(tmp_path: Path, name: str = "dragoman.duckdb") -> list[str]:
    return sorted(row.id for row in View.open(tmp_path / name).documents())


def test_adding_twice_changes_nothing(run: Any, coder: list[str], folder: Path, tmp_path: Path) -> None:
    first = run("add", "in", "--date", "2022-09-16", "--archive", "x.duckdb")
    assert first.exit_code == 0, first.output
    assert "x.duckdb: 3 added" in first.stderr and first.stdout == ""
    view = View.open(tmp_path / "x.duckdb")
    before = view.documents(), view.counts(), view.runs()
    again = run("add", "in", "--date", "2022-09-16", "--archive", "x.duckdb")
    assert again.exit_code == 0 and "3 already there" in again.stderr
    assert (view.documents(), view.counts(), view.runs()) == before
    assert coder == ["a", "b", "c"]
    assert before[1].records == 18


def test_the_archive_may_be_named_in_the_environment(
    run: Any, coder: list[str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_ARCHIVE", "other.duckdb")
    assert run("add", "in/a.txt").exit_code == 0
    assert stored(tmp_path, "other.duckdb") == ["a"]


def test_another_text_needs_replace(run: Any, coder: list[str], folder: Path, tmp_path: Path) -> None:
    run("add", "in")
    (folder / "b.txt").write_text("An entirely different text about the harbour and its cranes, in one sentence.")
    result = run("add", "in", "--json")
    assert result.exit_code == 3
    assert "--replace" in result.stderr and "'b'" in result.stderr
    told = json.loads(result.stdout)
    assert (told["unchanged"], told["failed"], told["new"]) == (2, 1, 0)
    result = run("add", "in", "--replace")
    assert result.exit_code == 0 and "1 replaced, 2 already there" in result.stderr
    document = View.open(tmp_path / "dragoman.duckdb").document("b")
    assert document is not None and "harbour" in document.document.text
    assert run("issues").stdout == "", "the issue is settled"


def test_failures_are_kept_as_issues(run: Any, coder: list[str], folder: Path, tmp_path: Path) -> None:
    (folder / "bad.txt").write_text("BOOM, said the cannon of the fortress on the hill at noon.")
    (folder / "empty.txt").touch()
    result = run("add", "in")
    assert result.exit_code == 3 and "3 added, 2 failed" in result.stderr
    assert stored(tmp_path) == ["a", "b", "c"]
    listed = run("issues")
    assert "unexpected-error" in listed.stdout and "empty.txt" in listed.stdout
    assert {row["stage"] for row in json.loads(run("issues", "--json").stdout)} == {"pipeline", "ingest"}
    assert run("add", "in/empty.txt").exit_code == 1


def test_ctrl_c_keeps_what_was_finished(run: Any, coder: list[str], folder: Path, tmp_path: Path) -> None:
    (folder / "b.txt").write_text("STOP, said the officer at the border, and nobody moved for an hour or more.")
    result = run("add", "in")
    assert result.exit_code == 130
    assert "stopped; kept in dragoman.duckdb: 1 added; run the same command again" in result.stderr
    assert stored(tmp_path) == ["a"]
    (folder / "b.txt").write_text("Go, said the officer at the border, and everybody moved within the hour or so.")
    result = run("add", "in")
    assert result.exit_code == 0 and "2 added, 1 already there" in result.stderr


def test_quiet_says_nothing(run: Any, coder: list[str], folder: Path) -> None:
    result = run("add", "in", "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_what_is_no_archive_is_left_alone(run: Any, coder: list[str], folder: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.duckdb").write_text("Dear Sir, " * 3000)
    result = run("add", "in", "--archive", "letter.duckdb")
    assert result.exit_code == 1 and "not a Dragoman archive" in result.stderr
    assert (tmp_path / "letter.duckdb").read_text().startswith("Dear Sir")
    assert coder == []


SLOW_ADD = """
import importlib.util, sys, time
spec = importlib.util.spec_from_file_location("hand_built", sys.argv.pop(1))
built = importlib.util.module_from_spec(spec); spec.loader.exec_module(built)
from dragoman.model import CodedDocument
import dragoman.pipeline.coder
class Slow:
    def __init__(self, extra_actors=()): pass
    def code(self, document):
        time.sleep(0.05)
        print(document.id, flush=True)
        return CodedDocument(document, built.coded(document.id).records, (), "slow")
dragoman.pipeline.coder.Coder = Slow
import dragoman.pipeline.manifest
dragoman.pipeline.manifest._deciding_files = lambda: ({}, {})  # the same version, whatever is being edited
from dragoman.cli import main
main()
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_goes_on(tmp_path: Path, built: ModuleType, how: signal.Signals) -> None:
    for i in range(18):
        (tmp_path / f"t{i:02d}.txt").write_text(f"{built.TEXT}{i}\n", encoding="utf-8")

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", SLOW_ADD, built.__file__ or "", "add", "."],
            env={**os.environ, "PYTHONPATH": str(Path(dragoman.__file__).parents[1])},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
        )

    process = start()
    assert process.stdout is not None
    begun = [process.stdout.readline().strip() for _ in range(6)]
    process.send_signal(how)
    rest, told = process.communicate(timeout=30)
    begun += rest.split()
    assert process.returncode == (130 if how is signal.SIGINT else -how), told
    assert "Traceback" not in told
    kept = stored(tmp_path)
    # The document that was being coded, and at most the one that was being stored, are not there.
    assert len(begun) - 2 <= len(kept) <= len(begun) and kept == begun[: len(kept)]
    process = start()
    rest, told = process.communicate(timeout=60)
    assert process.returncode == 0
    assert rest.split() == [f"t{i:02d}" for i in range(len(kept), 18)]
    assert f"{18 - len(kept)} added, {len(kept)} already there" in told
    assert View.open(tmp_path / "dragoman.duckdb").counts().records == 108


def test_a_full_disk_tells_what_was_kept(
    run: Any, coder: list[str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = Archive.add

    def full(self: Archive, coded: CodedDocument, **more: Any) -> Fate:
        if coded.document.id == "c":
            raise StoreError("document c could not be written to the archive: no space left on device")
        return add(self, coded, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Archive, "add", full)
        result = run("add", "in")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "dragoman: document c could not be written to the archive: no space left on device",
        "dragoman: kept in dragoman.duckdb: 2 added",
    ]
    assert stored(tmp_path) == ["a", "b"]
    assert "1 added, 2 already there" in run("add", "in").stderr


def test_a_doubt_is_kept_with_its_document(run: Any, coder: list[str], tmp_path: Path, built: ModuleType) -> None:
    text = built.TEXT.replace("🏔", "") + "A café in Münster was closed for the day, the owner said on Friday.\n"
    (tmp_path / "latin.txt").write_bytes(text.encode("cp1252"))
    result = run("add", "latin.txt")
    assert result.exit_code == 0 and "1 added" in result.stderr
    assert [(row["doc"], row["lost"]) for row in json.loads(run("issues", "--json").stdout)] == [("latin", False)]
    assert " doubt ingest/encoding-guessed latin: latin.txt is not UTF-8" in run("issues").stdout
    assert json.loads(run("documents", "--json").stdout)[0]["issues"] == 1


def test_an_issue_goes_when_its_file_is_read_at_last(run: Any, coder: list[str], folder: Path) -> None:
    (folder / "d.txt").touch()
    assert run("add", "in/d.txt").exit_code == 1
    assert "d.txt" in run("issues").stdout
    (folder / "d.txt").write_text("Go, said the officer at the border, and everybody moved within the hour or so.")
    assert run("add", "in/d.txt").exit_code == 0
    assert run("issues").stdout == ""
