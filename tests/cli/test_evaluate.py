from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCORER = """\
import json, sys
if "--errors" in sys.argv:
    print("larkmoor\\tevent strict\\twrong\\t{\\x1b[31m}", file=sys.stderr)
records = sum(1 for line in open(sys.argv[2], encoding="utf-8") if '"kind": "document"' not in line)
print(json.dumps({
    "documents": 1, "documents missing": [], "records from boilerplate": 0,
    "event strict": {"gold": 2, "predicted": records, "precision": 0.25, "recall": 0.5, "f1": 0.3333, "status": 1.0},
    "silence": {"gold": 0.0, "predicted": 0.0, "precision": None, "recall": None, "f1": None},
}))
"""


@pytest.fixture
def folder(tmp_path: Path, built: ModuleType) -> Path:
    """A folder with one document, whose records are the hand-built ones."""
    for part in ("g/dev/text", "g/dev/gold", "g/eval"):
        (tmp_path / part).mkdir(parents=True)
    (tmp_path / "g/dev/text/larkmoor.txt").write_text(built.TEXT, encoding="utf-8")
    (tmp_path / "g/dev/gold/larkmoor.jsonl").write_text("{}\n")
    (tmp_path / "g/dev/meta.jsonl").write_text('{"id": "larkmoor", "date": "2022-09-16"}\n')
    (tmp_path / "g/eval/score_records.py").write_text(SCORER)
    return tmp_path / "g"


def test_the_scores_as_a_table(run: Any, coder: list[str], folder: Path) -> None:
    result = run("evaluate", "g")
    assert result.exit_code == 0, result.output
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "event strict 2 6 0.250 0.500 0.333 status 1.000" in lines
    assert "silence 0 0" in lines
    assert "records from boilerplate: 0" in lines and "documents missing: none" in lines
    assert "records: 1 event, 1 measure, 1 membership, 1 silence, 1 statement, 1 tie" in lines
    assert "records that do not re-read: 0" in lines
    assert coder == ["larkmoor"] and result.stderr == ""


def test_the_scores_as_json_with_errors(run: Any, coder: list[str], folder: Path) -> None:
    found = json.loads(run("evaluate", "g", "--json", "--errors").stdout)
    assert found["event strict"]["f1"] == 0.3333
    assert found["records"]["event"] == 1 and found["misread"] == []
    assert len(found["errors"]) == 1
    assert "errors" not in json.loads(run("evaluate", "g", "--json").stdout)


def test_errors_are_listed_and_cannot_command_a_terminal(run: Any, coder: list[str], folder: Path) -> None:
    result = run("evaluate", "g", "--errors")
    assert "larkmoor\tevent strict\twrong\t{\ufffd[31m}" in result.stdout


def test_the_records_are_kept(run: Any, coder: list[str], folder: Path, tmp_path: Path) -> None:
    assert run("evaluate", "g", "--out", "records.jsonl").exit_code == 0
    kinds = [json.loads(line)["kind"] for line in (tmp_path / "records.jsonl").read_text("utf-8").splitlines()]
    assert kinds[0] == "document" and len(kinds) == 7
    result = run("evaluate", "g", "--out", "no/folder/records.jsonl")
    assert result.exit_code == 2 and "cannot write no/folder/records.jsonl" in result.stderr
    assert coder == ["larkmoor"], "told before the work is done in vain"


def test_records_that_do_not_re_read_fail_the_command(
    run: Any, coder: list[str], folder: Path, built: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = built.TEXT.replace("Share this page", "Share this")
    (folder / "dev/text/larkmoor.txt").write_text(text, encoding="utf-8")
    result = run("evaluate", "g")
    assert result.exit_code == 1
    assert "is not what stands at" in result.stderr and "event strict" in result.stdout


@pytest.mark.parametrize("part", ["dev", "eval/score_records.py", "dev/meta.jsonl"])
def test_a_folder_that_is_no_such_folder(run: Any, coder: list[str], folder: Path, part: str) -> None:
    (folder / part).rename(folder / "elsewhere")
    result = run("evaluate", "g")
    assert result.exit_code == 1 and coder == []
    assert f"g has no {'dev/text' if part == 'dev' else part}" in result.stderr
    assert run("evaluate", "nowhere").exit_code == 1
