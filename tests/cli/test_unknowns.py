"""Names in an archive that no table knows."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dragoman.model import Event, Party
from dragoman.store import Archive


@pytest.fixture
def strangers(built: ModuleType, tmp_path: Path) -> Archive:
    """An archive in which the Harbour Watch acts in three documents, and some without a name."""
    archive = Archive.open(tmp_path / "dragoman.duckdb")
    with archive.held():
        for doc, words in (("one", "Harbour Watch"), ("two", "the Harbour Watch"), ("three", "Harbour Watch")):
            coded = built.coded(doc)
            event = next(r for r in coded.records if isinstance(r, Event))
            named = (Party(None, words, 0, len(words)), Party(None, "protesters", 0, 10), Party(None, "Kremlin", 0, 7))
            archive.add(replace(coded, records=(replace(event, source=named, target=()),)))
    return archive


def rows(result: Any) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_recurring_names_are_listed_once(run: Any, strangers: Archive) -> None:
    (found,) = rows(run("unknowns", "--format", "json"))
    assert (found["name"], found["records"], found["sides"]) == ("Harbour Watch", 3, ["source"])
    assert found["example"]


def test_rare_names_are_left_out(run: Any, strangers: Archive) -> None:
    assert rows(run("unknowns", "--least", "4", "--format", "json")) == []
    assert "no unknown name recurs" in run("unknowns", "--least", "4").stderr


def test_what_ones_own_table_names_is_unknown_no_more(run: Any, strangers: Archive, tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text("alias,code,name,kind\nHarbour Watch,HARBOUR_WATCH,Harbour Watch,institute\n")
    assert rows(run("unknowns", "--actors", "my.csv", "--format", "json")) == []


def test_as_table_and_csv(run: Any, strangers: Archive) -> None:
    assert "Harbour Watch" in run("unknowns").stdout
    (row,) = csv.DictReader(run("unknowns", "--format", "csv").stdout.splitlines())
    assert (row["name"], row["records"]) == ("Harbour Watch", "3")


def test_without_an_archive(run: Any) -> None:
    result = run("unknowns")
    assert result.exit_code == 1
    assert "there is no archive" in result.stderr
