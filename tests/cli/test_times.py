from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.cli.times import short_when
from dragoman.model import Document, TimeExpression, When
from dragoman.pipeline.times import TimedDocument

TEXT = "The council met last week in a hall by the river. It will meet in May, and met before, in 2019, they say."
EXPRESSIONS = (
    ("last week", "2021-W09", When("2021-03-01", "2021-03-07", "week", "last week")),
    ("May", "2021-05", When("2021-05-01", "2021-05-31", "month", "May")),
    ("before", "", When(None, None, None, "before")),
    ("2019", "2019", When("2019-01-01", "2019-12-31", "year", "2019")),
)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """In place of the parser: finds the expressions above; tells how the readers were made."""
    made: list[dict[str, Any]] = []

    class StandIn:
        def __init__(self, **settings: Any) -> None:
            made.append(settings)

        def code(self, document: Document) -> TimedDocument:
            if "BOOM" in document.text:
                raise ZeroDivisionError("division by zero")
            found = tuple(
                TimeExpression(at, at + len(words), 0, 1, "DATE", value, when)
                for words, value, when in EXPRESSIONS
                if (at := document.text.find(words)) >= 0
            )
            return TimedDocument(document, found)

    monkeypatch.setattr("dragoman.pipeline.times.TimeReader", StandIn)
    return made


@pytest.fixture
def article(tmp_path: Path) -> str:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    return "article.txt"


def test_the_table_shows_days_where_the_value_does_not_tell_them(
    run: Any, reader: list[dict[str, Any]], article: str, tmp_path: Path
) -> None:
    result = run("times", article)
    assert result.exit_code == 0, result.output
    text = " ".join(result.stdout.split())
    assert "Times (4)" in text and "last week DATE 2021-W09 2021-03-01 –" in text
    assert "May DATE 2021-05 hall" not in text and "2019 DATE 2019 " in text and "2019-01-01" not in text
    assert "The council met last week in a hall" in text and "article" not in text
    (tmp_path / "other.txt").write_text(TEXT, encoding="utf-8")
    assert "article" in run("times", article, "other.txt").stdout


@pytest.mark.parametrize("width", ["60", "100", "200"])
def test_it_fits_its_page(
    run: Any, reader: list[Any], article: str, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    lines = run("times", article).stdout.splitlines()
    assert max(len(line) for line in lines) <= int(width) and "2021-W09" in " ".join(lines)


def test_json_lines_are_timexes(run: Any, reader: list[Any], article: str) -> None:
    (line,) = run("times", article, "--format", "jsonl").stdout.splitlines()
    found = json.loads(line)
    assert found["doc_id"] == "article"
    assert [(TEXT[t["start"] : t["end"]], t["type"], t["value"]) for t in found["timexes"]] == [
        ("last week", "DATE", "2021-W09"),
        ("May", "DATE", "2021-05"),
        ("before", "DATE", None),
        ("2019", "DATE", "2019"),
    ]


def test_csv(run: Any, reader: list[Any], article: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("times", article, "--format", "csv", "--id", "=1+1").stdout)))
    assert [row["text"] for row in rows] == [words for words, *_ in EXPRESSIONS]
    assert (rows[0]["date_start"], rows[0]["date_end"], rows[0]["date_precision"]) == (
        "2021-03-01",
        "2021-03-07",
        "week",
    )
    assert (rows[2]["value"], rows[2]["date_start"]) == ("", "")
    assert TEXT[int(rows[1]["start"]) : int(rows[1]["end"])] == "May"
    assert rows[0]["doc"] == "'=1+1", "no formula for a spreadsheet"


def test_failures_and_emptiness(run: Any, reader: list[Any], article: str, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("BOOM, said the cannon of the fortress on the hill at noon.")
    (tmp_path / "c.txt").write_text("Rain fell on the hill and on the fortress and on the cannon that stood there.")
    result = run("times", "b.txt", article, "--format", "jsonl")
    assert result.exit_code == 3 and len(result.stdout.splitlines()) == 1 and "ZeroDivisionError" in result.stderr
    assert run("times", "c.txt").stdout == "No time is told.\n"
    assert run("times", "b.txt").exit_code == 1
    assert json.loads(run("times", "c.txt", "--format", "jsonl").stdout) == {"doc_id": "c", "timexes": []}


def test_the_whole_text_is_read_if_asked_for(run: Any, reader: list[dict[str, Any]], article: str) -> None:
    run("times", article)
    run("times", article, "--whole-text")
    assert reader == [{"whole_text": False}, {"whole_text": True}]


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (When("2019-01-01", "2019-12-31", "year", "2019"), "2019"),
        (When("2021-02-01", "2021-02-28", "month", "February"), "2021-02"),
        (When("2021-02-01", "2021-02-03", "range", "1-3 February"), "2021-02-01 – 2021-02-03"),
        (When("2021-02-01", "2021-02-01", "day", "1 February"), "2021-02-01"),
        (When("2021-02-01", None, "range", "since February"), "since 2021-02-01"),
        (When(None, "2021-02-01", "range", "until February"), "until 2021-02-01"),
        (When(None, None, None, "lately"), "‘lately’"),
        (None, ""),
    ],
)
def test_a_time_in_few_marks(when: When | None, told: str) -> None:
    assert short_when(when) == told


@pytest.mark.model
def test_a_corpus_is_resolved_against_its_own_days(run: Any, tmp_path: Path) -> None:
    text = "The two fleets met on Monday off Elmstrand, and the third came two days later with its own escort."
    rows = [{"doc_id": "a", "dct": "2021-03-04", "text": text}, {"id": "b", "date": "2022-03-03", "text": text}]
    (tmp_path / "corpus.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    result = run("times", "corpus.jsonl", "--format", "jsonl")
    assert result.exit_code == 0, result.output
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    monday = text.index("Monday")
    assert first["timexes"][0] == {"start": monday, "end": monday + 6, "type": "DATE", "value": "2021-03-01"}
    assert (second["doc_id"], second["timexes"][0]["value"]) == ("b", "2022-02-28")
