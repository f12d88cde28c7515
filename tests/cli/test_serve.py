from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.cli.serve import sample_rows
from dragoman.store import Archive, View


def test_pages_are_served_at_loopback_while_others_write(archive: Archive, built: Any, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "dragoman", "serve", "--archive", str(archive.path), "--no-browser", "--port", "0"],
        env={**os.environ, "PYTHONPATH": str(Path(dragoman.__file__).parents[1])},
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    try:
        assert process.stderr is not None
        assert select.select([process.stderr], [], [], 30)[0]
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())
        assert found
        for _ in range(50):
            try:
                with urllib.request.urlopen(found[0], timeout=5) as answer:
                    page = answer.read().decode()
                break
            except ConnectionError:
                time.sleep(0.1)
        assert "Tents for Ukraine" in page
        assert archive.add(built.numbered(1)) == "new", "the server holds the archive only while it reads"
        with urllib.request.urlopen(found[0], timeout=5) as answer:
            assert "doc-00001" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
        assert "Traceback" not in told
        assert process.returncode == 0
    finally:
        process.kill()
        process.communicate()


def test_a_taken_port_is_told(run: Any, archive: Archive) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2 and "give another --port" in result.stderr
    assert run("serve", "--no-browser", "--host", "no.such.host.invalid").exit_code == 2


def test_the_demo_codes_every_sample(run: Any, coder: list[str], tmp_path: Path) -> None:
    result = run("demo", "--no-serve")
    assert result.exit_code == 0, result.output
    rows = sample_rows()
    assert len(rows) == len(coder) >= 14
    stored = View.open(tmp_path / "dragoman-demo.duckdb").documents()
    assert {row.id for row in stored} == {Path(row["file"]).stem for row in rows}
    assert {row.publisher for row in stored} == {row["publisher"] for row in rows}
    assert "already there" in run("demo", "--no-serve").stderr


@pytest.mark.model
def test_the_doctor_finds_everything_in_order(run: Any) -> None:
    import json

    result = run("doctor", "--json")
    assert result.exit_code == 0, result.output
    assert [f["check"] for f in json.loads(result.stdout)] == [
        "versions", "parser", "tables and model", "samples", "pages", "archive", "disk space",
    ]  # fmt: skip


def test_the_doctor_says_what_is_wrong(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ImportError("no spacy")

    monkeypatch.setattr("dragoman.annotate.Parser", missing)
    monkeypatch.setattr("dragoman.pipeline.coder.Coder", missing)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    (tmp_path / "dragoman.duckdb").write_text("a letter\n" * 3000)
    result = run("doctor")
    assert result.exit_code == 1
    assert result.stdout.count("not ok") == 4
    assert "no spacy" in result.stdout and "not a Dragoman archive" in result.stdout
    assert "free some space" in result.stdout


def test_version(run: Any) -> None:
    import json

    assert run("version").stdout == f"dragoman {dragoman.__version__}\n"
    assert json.loads(run("version", "--json").stdout)["duckdb"]
