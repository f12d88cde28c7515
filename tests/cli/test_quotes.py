from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dragoman.model import CodedDocument, Document

ROWS = [
    {
        "doc_id": "ferry",
        "date": "2021-03-04",
        "text": "The ferry sank on Monday. “Nobody had checked the pumps,” said Ilse Brandvik, a harbour inspector. "
        "Her office wants the owner to pay for it, and all the crew came home.",
    },
    {
        "id": "fog",
        "dct": "2021-03-05",
        "text": "Fog lay over the strait for most of the night and the lamps were lit early.",
    },
]


@pytest.fixture
def corpus(tmp_path: Path) -> str:
    (tmp_path / "corpus.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in ROWS), encoding="utf-8")
    return "corpus.jsonl"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, built: ModuleType) -> list[dict[str, Any]]:
    """In place of the parser: every document gets the hand-built records; tells how the readers were made."""
    made: list[dict[str, Any]] = []

    class StandIn:
        def __init__(self, **settings: Any) -> None:
            made.append(settings)

        def code(self, document: Document) -> CodedDocument:
            if "BOOM" in document.text:
                raise ZeroDivisionError("division by zero")
            found = built.coded(document.id)
            return CodedDocument(document, found.records if "tents" in document.text else ())

    monkeypatch.setattr("dragoman.pipeline.quotes.StatementReader", StandIn)
    return made


@pytest.fixture
def article(tmp_path: Path, built: ModuleType) -> str:
    (tmp_path / "article.txt").write_text(built.TEXT, encoding="utf-8")
    return "article.txt"


def test_the_table_tells_speaker_cue_and_words(
    run: Any, reader: list[dict[str, Any]], article: str, built: ModuleType, tmp_path: Path
) -> None:
    result = run("quotes", article)
    assert result.exit_code == 0, result.output
    text = " ".join(result.stdout.split())
    assert "Quotes (1)" in text and "Aru Bekova (Steppe Institute) said “Our ties with Moscow are strong”" in text
    assert "fellow" in text and "SUPPORT RUS" in text and "article" not in text
    (tmp_path / "other.txt").write_text(built.TEXT, encoding="utf-8")
    assert "article" in run("quotes", article, "other.txt").stdout, "of several documents each is named"


@pytest.mark.parametrize("width", ["40", "80", "100", "200"])
def test_it_fits_its_page(
    run: Any, reader: list[dict[str, Any]], article: str, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    lines = run("quotes", article).stdout.splitlines()
    assert max(len(line) for line in lines) <= int(width)
    assert "Bekova" in " ".join(lines) and "strong" in " ".join(lines)


def test_json_lines_are_attributions(run: Any, reader: list[dict[str, Any]], article: str, built: ModuleType) -> None:
    (line,) = run("quotes", article, "--format", "jsonl").stdout.splitlines()
    (found,) = json.loads(line)["attributions"]
    assert json.loads(line)["doc_id"] == "article"
    assert set(found) == {"content", "source", "source_text", "cue"}
    words = {name: [built.TEXT[s:e] for s, e in found[name]] for name in ("content", "source", "cue")}
    assert words == {"content": ["Our ties with Moscow are strong"], "source": ["Aru Bekova"], "cue": ["said"]}


def test_csv_has_the_columns_of_statements(run: Any, reader: list[dict[str, Any]], article: str) -> None:
    (row,) = csv.DictReader(io.StringIO(run("quotes", article, "--format", "csv").stdout))
    assert (row["doc"], row["speaker_person"], row["content"]) == (
        "article",
        "Aru Bekova",
        "Our ties with Moscow are strong",
    )


@pytest.mark.parametrize(
    ("arguments", "wide"),
    [
        ((), False),
        (("--format", "csv"), False),
        (("--format", "jsonl"), True),
        (("--format", "jsonl", "--narrow"), False),
        (("--wide",), True),
    ],
)
def test_which_view(
    run: Any, reader: list[dict[str, Any]], article: str, arguments: tuple[str, ...], wide: bool
) -> None:
    assert run("quotes", article, *arguments).exit_code == 0
    assert reader == [{"extra_actors": (), "wide": wide, "whole_text": False}]


def test_one_bad_document_stops_no_other(run: Any, reader: list[Any], article: str, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("BOOM, said the cannon of the fortress on the hill at noon.")
    (tmp_path / "empty.txt").touch()
    result = run("quotes", "b.txt", "empty.txt", article, "--format", "jsonl")
    assert result.exit_code == 3
    assert [json.loads(line)["doc_id"] for line in result.stdout.splitlines()] == ["article"]
    assert "ZeroDivisionError" in result.stderr and "empty.txt" in result.stderr and "Traceback" not in result.stderr
    assert run("quotes", "b.txt").exit_code == 1


def test_where_nobody_speaks_it_says_so(run: Any, reader: list[Any], corpus: str) -> None:
    result = run("quotes", corpus)
    assert (result.exit_code, result.stdout) == (0, "Nobody is quoted.\n")


def test_hostile_words_stay_words(run: Any, reader: list[Any], article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.pipeline.quotes.attributions", lambda coded: {"doc_id": "\x1b[2J\u202e"})
    assert json.loads(run("quotes", article, "--format", "jsonl").stdout) == {"doc_id": "\x1b[2J\u202e"}
    assert run("quotes", article, "--id", "[bold]x\x1b[2J").exit_code == 0


def test_a_wrong_call(run: Any, article: str) -> None:
    for arguments, message in (
        (("quotes", "nothing.txt"), "nothing.txt"),
        (("quotes", article, "--actors", "none.csv"), "no table of actors none.csv"),
        (("quotes", article, "--format", "xml"), "xml"),
    ):
        result = run(*arguments)
        assert result.exit_code in (1, 2) and message in result.stderr and result.stdout == ""


@pytest.mark.model
def test_a_corpus_gives_a_line_a_document_with_offsets_into_its_text(run: Any, corpus: str) -> None:
    result = run("quotes", corpus, "--format", "jsonl")
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["doc_id"] for line in lines] == ["ferry", "fog"]
    text, found = ROWS[0]["text"], lines[0]["attributions"]
    told = {text[a["cue"][0][0] : a["cue"][0][1]]: a for a in found}
    said = told["said"]
    assert text[said["content"][0][0] : said["content"][-1][1]].strip("“,”") == "Nobody had checked the pumps"
    assert said["source_text"] == "Ilse Brandvik" and text[slice(*said["source"][0])] == "Ilse Brandvik"
    assert "wants" in told, "an attitude"
    assert lines[1]["attributions"] == []
