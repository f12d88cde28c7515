from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow.parquet as pq
import pytest

from dragoman.model import KINDS, Cut
from dragoman.store import Archive


@pytest.fixture(autouse=True)
def _filled(archive: Archive) -> None:
    """Every test here has an archive."""


def test_documents(run: Any, archive: Archive, built: ModuleType) -> None:
    archive.add(built.numbered(1))
    result = run("documents")
    assert result.exit_code == 0
    assert "larkmoor" in result.stdout and "Tents for Ukraine" in result.stdout
    rows = json.loads(run("documents", "--search", "number 1.", "--json").stdout)
    assert [(row["id"], row["records"], row["counts"]["event"]) for row in rows] == [("doc-00001", 6, 1)]
    assert "1 to 1 of 2 documents" in run("documents", "--limit", "1").stderr
    assert run("documents", "--since", "soon").exit_code == 2
    result = run("documents", "--since", "2030")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no documents fit\n")


def test_an_id_can_be_copied_from_the_list(
    run: Any, archive: Archive, built: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "a_readout_of_the_meeting_in_elmstrand"
    archive.add(replace(built.coded(long), document=replace(built.coded(long).document, title="A title " * 12)))
    monkeypatch.setenv("COLUMNS", "120")
    listed = run("documents").stdout
    assert long in listed and max(map(len, listed.splitlines())) <= 120


def test_marks_of_the_format_are_told_by_their_number(run: Any, archive: Archive, built: ModuleType) -> None:
    coded = built.coded("md", f"**{built.TEXT}**")
    cuts = (Cut(0, 2, "markup", "m"), Cut(len(coded.document.text) - 2, len(coded.document.text), "markup", "m"))
    archive.add(replace(coded, document=replace(coded.document, cuts=cuts)))
    assert "passed over (markup): 2 marks" in run("show", "md").stdout


def test_show(run: Any, built: ModuleType) -> None:
    result = run("show", "larkmoor")
    assert "Events (1)" in result.stdout
    assert "passed over (share-buttons): Share this page" in result.stdout
    assert run("show", "larkmoor", "--text").stdout == built.TEXT
    shown = json.loads(run("show", "larkmoor", "--json").stdout)
    assert shown["text"] == built.TEXT and [r["kind"] for r in shown["records"]] == list(KINDS)
    assert shown["records"][0]["why"]["rule"] == "verb.send.aid"
    assert shown["cuts"] == [{"start": 0, "end": 15, "reason": "share-buttons", "rule": "line.share"}]
    result = run("show", "nowhere")
    assert result.exit_code == 1 and "'dragoman documents' lists them" in result.stderr


def test_records(run: Any) -> None:
    result = run("records", "--kind", "event", "--actor", "kaz", "--since", "2022-09")
    assert "larkmoor" in result.stdout and "Events (1)" in result.stdout and "Ties" not in result.stdout
    lines = run("records", "--status", "historical", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["membership"]
    rows = list(csv.DictReader(io.StringIO(run("records", "--kind", "tie", "--format", "csv").stdout)))
    assert [(row["source"], row["target"], row["polarity"]) for row in rows] == [("IND", "RUS", "1")]
    rows = list(csv.DictReader(io.StringIO(run("records", "--format", "csv").stdout)))
    assert [row["kind"] for row in rows] == list(KINDS)
    assert "1 to 2 of 6 records" in run("records", "--limit", "2").stderr
    assert run("records", "--limit", "0").stderr == ""
    for name in ("kaz", "Kazakhstan", "KAZ"):
        assert "Events (1)" in run("records", "--source", name).stdout
    result = run("records", "--actor", "Atlantis")
    assert result.exit_code == 2 and "no actor 'Atlantis': give a code such as CHN" in result.stderr
    result = run("records", "--actor", "BRA")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no records fit\n")
    result = run("records", "--kind", "fact")
    assert result.exit_code == 2 and "event, statement" in result.stderr


def test_explain(run: Any, built: ModuleType) -> None:
    event = built.coded().records[0]
    for name in (f"larkmoor#{event.id}", f"larkmoor#{event.id[:5]}", event.id):
        result = run("explain", name)
        assert result.exit_code == 0, result.output
        text = " ".join(result.stdout.split())
        assert "«Kazakhstan sent tents to Ukraine on Thursday»" in text
        assert "rule verb.send.aid" in text and "model events-1" in text and "runner-up AGREE" in text
        assert "source “Kazakhstan” → KAZ (GOV)" in text and "2022-09-15, written “on Thursday”" in text
    for record in built.coded().records:
        assert run("explain", record.id).exit_code == 0
    assert json.loads(run("explain", event.id, "--json").stdout)["why"]["model"] == "events-1"
    assert run("explain", event.id[:8]).stdout == run("explain", event.id).stdout
    for name in ("larkmoor#zzz", "nowhere#1", "zzz", "larkmoor#", ""):
        assert run("explain", name).exit_code == 1
    said = " ".join(run("explain", built.coded().records[1].id).stdout.split())
    assert "said “Our ties with Moscow are strong”" in said and "quoted in quotation marks" in said
    assert "« " not in said and " »" not in said


def test_sql(run: Any) -> None:
    result = run("sql", "SELECT type, source FROM events")
    assert "AID" in result.stdout and "KAZ" in result.stdout
    answer = run("sql", "SELECT id, published, evidence_start, about FROM statements", "--format", "jsonl").stdout
    assert json.loads(answer)["published"] == "2022-09-16" and json.loads(answer)["about"] == ["RUS"]
    wide = run("sql", "SELECT * FROM events").stdout
    assert any(line.split() == ["intensity", "7.4"] for line in wide.splitlines()), "too wide: a column a line"
    result = run("sql", "-", "--format", "csv", input="SELECT 1 AS a, NULL AS b, [1, NULL] AS c, true AS d")
    assert result.stdout == "a,b,c,d\n1,,1; ?,true\n"
    result = run("sql", "DELETE FROM records")
    assert result.exit_code == 2 and "DELETE is refused" in result.stderr
    result = run("sql", "SELECT * FROM read_text('/etc/hostname')")
    assert result.exit_code == 2 and "outside the archive" in result.stderr
    result = run("sql", "SELECT nothing FROM events")
    assert result.exit_code == 2 and "Tables: documents" in result.stderr


def test_export(run: Any, archive: Archive, built: ModuleType, tmp_path: Path) -> None:
    archive.add(built.numbered(1))
    lines = [json.loads(line) for line in run("export").stdout.splitlines()]
    assert [line["kind"] for line in lines] == ["document", *KINDS] * 2
    result = run("export", "--format", "parquet", "--out", "out", "--doc", "larkmoor", "--kind", "event")
    assert result.exit_code == 0 and "events.parquet" in result.stderr
    assert pq.read_table(tmp_path / "out" / "events.parquet").num_rows == 1
    assert pq.read_table(tmp_path / "out" / "ties.parquet").num_rows == 0
    assert pq.read_table(tmp_path / "out" / "documents.parquet").num_rows == 1
    assert run("export", "--format", "csv", "--out", "out").exit_code == 0
    assert run("export", "--out", "out/all.jsonl", "--quiet").output == ""
    assert len((tmp_path / "out" / "all.jsonl").read_text("utf-8").splitlines()) == 14
    (tmp_path / "file").touch()
    assert run("export", "--format", "csv", "--out", "file").exit_code == 2


def test_issues(run: Any) -> None:
    assert "broken.txt is no text" in run("issues").stdout
    assert run("issues", "--doc", "larkmoor").stdout == ""
