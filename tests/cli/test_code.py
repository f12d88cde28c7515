from __future__ import annotations

import csv
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow.parquet as pq
import pytest

from dragoman.model import KINDS


@pytest.fixture
def article(tmp_path: Path, built: ModuleType) -> str:
    (tmp_path / "article.txt").write_text(built.TEXT, encoding="utf-8")
    return "article.txt"


def test_the_summary_has_a_table_a_kind_with_the_words(run: Any, coder: list[str], article: str) -> None:
    result = run("code", article, "--date", "2022-09-16", "--publisher", "CNN", "--title", "Tents")
    assert result.exit_code == 0, result.output
    for title in ("Events (1)", "Statements (1)", "Memberships (1)", "Ties (1)", "Measures (1)", "Silences (1)"):
        assert title in result.stdout
    assert "“Kazakhstan sent tents to Ukraine on Thursday” via the Almaty Post" in " ".join(result.stdout.split())
    assert "Tents\nCNN · 2022-09-16" in result.stdout
    assert "\x1b[" not in result.stdout, "no colour in a pipe"


@pytest.mark.parametrize("width", ["40", "80", "100", "240"])
def test_the_summary_fits_its_page(
    run: Any, coder: list[str], article: str, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    result = run("code", article)
    assert max(len(line) for line in result.stdout.splitlines()) <= int(width)
    assert "Steppe" in result.stdout and "SCO" in result.stdout


def test_markup_in_a_text_stays_text(run: Any, coder: list[str], tmp_path: Path, built: ModuleType) -> None:
    (tmp_path / "a.txt").write_text(built.TEXT)
    result = run(
        "code", "a.txt", "--title", "[bold red]x[/bold red] \x1b[31m :smile:", "--publisher", "[link=x]P[/link]"
    )
    assert "[bold red]x[/bold red] \ufffd[31m :smile:" in result.stdout
    assert "[link=x]P[/link]" in result.stdout


def test_json_lines(run: Any, coder: list[str], article: str) -> None:
    result = run("code", article, "--format", "jsonl", "--date", "2022-09-16")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["kind"] for line in lines] == ["document", *KINDS]
    assert (lines[0]["id"], lines[0]["published"]) == ("article", "2022-09-16")
    assert lines[1]["evidence"]["text"] == "Kazakhstan sent tents to Ukraine on Thursday"


def test_files_a_kind(run: Any, coder: list[str], article: str, tmp_path: Path) -> None:
    assert run("code", article, "--format", "csv", "--out", "out").exit_code == 0
    with (tmp_path / "out" / "events.csv").open(encoding="utf-8", newline="") as file:
        assert [row["source"] for row in csv.DictReader(file)] == ["KAZ"]
    assert run("code", article, "--format", "parquet", "--out", "out").exit_code == 0
    assert pq.read_table(tmp_path / "out" / "silences.parquet").num_rows == 1
    result = run("code", article, "--format", "jsonl", "--out", "out/all.jsonl")
    assert result.exit_code == 0 and result.stdout == ""
    assert len((tmp_path / "out" / "all.jsonl").read_text("utf-8").splitlines()) == 7


def test_standard_input_and_folders(run: Any, coder: list[str], article: str, built: ModuleType) -> None:
    result = run("code", "-", "--format", "jsonl", "--id", "mine", input=built.TEXT)
    assert json.loads(result.stdout.splitlines()[0])["id"] == "mine"
    result = run("code", ".", "--format", "jsonl")
    assert result.exit_code == 0 and coder == ["mine", "article"]


def test_one_bad_document_stops_no_other(run: Any, coder: list[str], article: str, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("BOOM, said the cannon of the fortress on the hill at noon.")
    (tmp_path / "empty.txt").touch()
    result = run("code", "b.txt", "empty.txt", article, "--format", "jsonl")
    assert result.exit_code == 3
    assert [json.loads(line)["doc"] for line in result.stdout.splitlines()[1:]] == ["article"] * 6
    assert "ZeroDivisionError" in result.stderr and "empty.txt" in result.stderr
    assert "Traceback" not in result.stderr
    assert run("code", "b.txt").exit_code == 1


def test_nothing_coded_leaves_what_was_written_before(run: Any, coder: list[str], article: str, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("BOOM, said the cannon of the fortress on the hill at noon.")
    result = run("code", article, "--format", "jsonl", "--out", "all.jsonl")
    assert "1 document written to all.jsonl" in result.stderr
    before = (tmp_path / "all.jsonl").read_text()
    result = run("code", "b.txt", "--format", "jsonl", "--out", "all.jsonl")
    assert result.exit_code == 1 and "written" not in result.stderr
    assert (tmp_path / "all.jsonl").read_text() == before


def test_a_wrong_encoding_loses_the_document(run: Any, coder: list[str], article: str, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes("A café in Münster was closed for the day.".encode("latin-1"))
    result = run("code", "b.txt", article, "--encoding", "utf-8", "--format", "jsonl")
    assert result.exit_code == 3 and "b.txt is not utf-8" in result.stderr


def test_a_doubt_about_a_document_is_no_failure(run: Any, coder: list[str], tmp_path: Path, built: ModuleType) -> None:
    text = built.TEXT.replace("🏔", "") + "A café in Münster was closed for the day, the owner said on Friday.\n"
    (tmp_path / "latin.txt").write_bytes(text.encode("cp1252"))
    result = run("code", "latin.txt", "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    assert "latin.txt" in result.stderr
