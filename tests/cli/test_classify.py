from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.extract.events.classify import Verdict
from dragoman.ingest.marked import MarkedSentence
from dragoman.model import Quote

COLUMNS = [
    "line", "id", "type", "quad", "mode", "status", "confidence", "runner_up", "runner_up_confidence", "plover",
    "trigger", "source", "target", "sentence",
]  # fmt: skip
TABLE = 'id\tmarked_sentence\na\t<s>Chad</s> left <t>Peru</t>.\nb\t"<s>Chad</s> ""fled"",\n<t>it</t> said"\n'


@pytest.fixture(autouse=True)
def classifier(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """In place of the parser and the model: everything is a retreat; tells what was asked."""
    asked: list[str] = []

    class StandIn:
        def classify(self, sentence: MarkedSentence) -> Verdict | None:
            asked.append(sentence.text)
            if "weather" in sentence.text:
                return None
            return Verdict(
                "RETREAT",
                "material cooperation",
                "withdraw",
                "planned",
                0.8,
                "REJECT",
                0.1,
                "AGREE",
                Quote(5, 9, "left"),
            )

    monkeypatch.setattr("dragoman.pipeline.classifier.Classifier", StandIn)
    return asked


def test_a_table_in_a_table_out(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(TABLE)
    result = run("classify", "a.tsv")
    assert result.exit_code == 0 and result.stderr == ""
    rows = list(csv.reader(io.StringIO(result.stdout), delimiter="\t"))
    assert rows[0] == COLUMNS
    assert rows[1] == [
        "2", "a", "RETREAT", "material cooperation", "withdraw", "planned", "0.8", "REJECT", "0.1", "AGREE", "left",
        "Chad", "Peru", "Chad left Peru.",
    ]  # fmt: skip
    assert rows[2][0:2] == ["3", "b"] and rows[2][-1] == 'Chad "fled",\nit said'


def test_json_lines_from_standard_input(run: Any) -> None:
    line = json.dumps({"sentence": "Chad left Pérou.", "source": "Chad", "target": "Pérou", "sentence_id": 7})
    result = run("classify", "-", "--format", "jsonl", input=line)
    assert result.exit_code == 0
    (found,) = map(json.loads, result.stdout.splitlines())
    assert list(found) == COLUMNS
    assert (found["line"], found["id"], found["target"], found["mode"]) == (1, 7, "Pérou", "withdraw")
    assert "Pérou" in result.stdout


def test_rows_that_fail_are_told_and_the_others_answered(run: Any, tmp_path: Path, classifier: list[str]) -> None:
    (tmp_path / "a.tsv").write_text(
        "marked_sentence\n<s>Chad left\n<s>Chad</s> left.\n<s>Chad</s>: weather\nnobody\n<t>Peru</t> stayed.\n"
    )
    result = run("classify", "a.tsv")
    assert result.exit_code == 3
    assert [row.split("\t")[0] for row in result.stdout.splitlines()[1:]] == ["3", "6"]
    assert "a.tsv:2 cannot be classified: <s> is never closed" in result.stderr
    assert "a.tsv:4 has no word that could tell an act" in result.stderr
    assert "a.tsv:5 cannot be classified: neither" in result.stderr
    assert classifier == ["Chad left.", "Chad: weather", "Peru stayed."]


def test_nothing_to_classify(run: Any, tmp_path: Path, classifier: list[str]) -> None:
    (tmp_path / "a.tsv").write_text("marked_sentence\nnobody\n")
    assert run("classify", "a.tsv").exit_code == 1
    assert classifier == [], "the model is not loaded for nothing"
    result = run("classify", "none.tsv")
    assert result.exit_code == 1 and "none.tsv could not be read: No such file" in result.stderr
    (tmp_path / "b.csv").write_text("a,b\n1,2\n")
    assert "has no column 'marked_sentence'" in run("classify", "b.csv").stderr


def test_into_a_file(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(TABLE)
    result = run("classify", "a.tsv", "--out", "b.jsonl", "-f", "jsonl")
    assert result.exit_code == 0 and result.stdout == "" and "2 verdicts written to b.jsonl" in result.stderr
    assert [json.loads(line)["id"] for line in (tmp_path / "b.jsonl").read_text().splitlines()] == ["a", "b"]
    assert run("classify", "a.tsv", "--out", "b.jsonl", "--quiet").stderr == ""
    result = run("classify", "a.tsv", "--out", "no/such/folder/b.tsv")
    assert result.exit_code == 2 and "cannot write no/such/folder/b.tsv" in result.stderr


def test_text_in_another_encoding(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_bytes("marked_sentence\n<s>Pérou</s> left.\n".encode("cp1252"))
    assert "Pérou left." in run("classify", "a.tsv", "--encoding", "cp1252").stdout
