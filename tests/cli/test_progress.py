"""What a person at a terminal sees of a long run: the terminal is a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import dragoman

CODE = """
import importlib.util, sys, time
spec = importlib.util.spec_from_file_location("hand_built", sys.argv.pop(1))
built = importlib.util.module_from_spec(spec); spec.loader.exec_module(built)
from dragoman.model import CodedDocument
import dragoman.pipeline.coder
class Slow:
    def __init__(self, extra_actors=()): pass
    def code(self, document):
        time.sleep(0.25)
        return CodedDocument(document, built.coded(document.id).records, (), "slow")
dragoman.pipeline.coder.Coder = Slow
import dragoman.pipeline.manifest
dragoman.pipeline.manifest._deciding_files = lambda: ({}, {})
from dragoman.cli import main
main()
"""


def at_a_terminal(folder: Path, built: ModuleType, *command: str, out: Path | None = None) -> tuple[int, str]:
    """Run a command with standard error, and without ``out`` standard output too, on a terminal: code and screen."""
    ours, theirs = pty.openpty()
    with (out or Path(os.devnull)).open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-c", CODE, built.__file__ or "", *command],
            env={
                **os.environ, "PYTHONPATH": str(Path(dragoman.__file__).parents[1]), "TERM": "xterm", "COLUMNS": "110",
            },
            stdin=theirs,
            stdout=file if out else theirs,
            stderr=theirs,
            cwd=folder,
        )  # fmt: skip
    os.close(theirs)
    screen, end = b"", time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                piece = os.read(ours, 1 << 16)
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            screen += piece
        elif process.poll() is not None:
            break
    code = process.wait(20)
    os.close(ours)
    return code, re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", screen.decode())


def texts(folder: Path, built: ModuleType, number: int = 4) -> Path:
    (folder / "in").mkdir()
    for i in range(number):
        (folder / "in" / f"t{i}.txt").write_text(f"{built.TEXT}{i}\n", encoding="utf-8")
    return folder / "in"


def test_progress_knows_its_total_and_data_goes_where_it_was_sent(tmp_path: Path, built: ModuleType) -> None:
    texts(tmp_path, built)
    code, screen = at_a_terminal(tmp_path, built, "code", "in", "--format", "jsonl", out=tmp_path / "o.jsonl")
    assert code == 0, screen
    assert "0/4" in screen and "3/4" in screen
    assert '"kind"' not in screen, "data is no part of the progress"
    assert len((tmp_path / "o.jsonl").read_text("utf-8").splitlines()) == 4 * 7


def test_tables_on_the_terminal_and_progress_do_not_mix(tmp_path: Path, built: ModuleType) -> None:
    texts(tmp_path, built)
    code, screen = at_a_terminal(tmp_path, built, "code", "in")
    assert code == 0 and "0/4" in screen
    assert screen.count("Events (1)") == 4 and screen.count("Silences (1)") == 4


def test_adding_tells_how_far_it_is(tmp_path: Path, built: ModuleType) -> None:
    texts(tmp_path, built)
    (tmp_path / "in" / "empty.txt").touch()
    code, screen = at_a_terminal(tmp_path, built, "add", "in", "--archive", "a.duckdb")
    assert code == 3
    assert "adding to a.duckdb" in screen and "1/5" in screen and "4/5" in screen
    assert "a.duckdb: 4 added, 1 failed" in screen


def test_a_corpus_has_no_total(tmp_path: Path, built: ModuleType) -> None:
    (tmp_path / "c.jsonl").write_text('{"text": "Chad and Niger signed a treaty on the use of the lake."}\n' * 3)
    code, screen = at_a_terminal(tmp_path, built, "code", "c.jsonl", "--format", "jsonl", out=tmp_path / "o.jsonl")
    assert code == 0 and "2/?" in screen
