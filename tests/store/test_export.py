from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.model import KINDS, SettingsError, StoreError
from dragoman.model.interchange import json_lines, record_from_dict
from dragoman.store import export
from dragoman.store.columns import COLUMNS, PLURALS, records_table


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_json_lines_are_the_interchange_form(built: ModuleType, tmp_path: Path) -> None:
    coded = [built.numbered(1), built.numbered(2)]
    path = export.write_jsonl(coded, tmp_path / "out" / "all.jsonl")
    text = path.read_text(encoding="utf-8")
    assert text.splitlines() == [line for one in coded for line in json_lines(one)]
    kinds = [json.loads(line)["kind"] for line in text.splitlines()]
    assert kinds == ["document", *KINDS] * 2


def test_json_lines_hold_what_no_encoding_can(built: ModuleType) -> None:
    coded = built.coded()
    odd = replace(coded.records[3], evidence=replace(coded.records[3].evidence, text='\ud83d "\\ \U0001f600\n'))
    lines = list(export.lines([replace(coded, records=(odd,))]))
    assert len(lines) == 2
    again = record_from_dict(json.loads(lines[1].encode("utf-8")))
    assert again.evidence == odd.evidence


def test_csv_has_one_file_a_kind(built: ModuleType, tmp_path: Path) -> None:
    paths = export.write_csv([built.coded()], tmp_path)
    assert [p.name for p in paths] == ["documents.csv", *(f"{PLURALS[k]}.csv" for k in KINDS)]
    assert sorted(tmp_path.iterdir()) == sorted(paths)
    (event,) = read_csv(tmp_path / "events.csv")
    assert event["source"] == "KAZ" and event["target_name"] == "Ukraine" and event["date_start"] == "2022-09-15"
    assert event["evidence"] == "Kazakhstan sent tents to Ukraine on Thursday"
    assert event["intensity"] == "7.4" and event["mode"] == "" and event["lat"] == "49.0"
    (membership,) = read_csv(tmp_path / "memberships.csv")
    assert membership["member"] == "IND; PAK" and membership["start"] == "2017"
    (statement,) = read_csv(tmp_path / "statements.csv")
    assert statement["direct"] == "true" and statement["side"] == "" and statement["side_name"] == "Steppe Institute"
    (document,) = read_csv(tmp_path / "documents.csv")
    assert document["published"] == "2022-09-16" and document["chars"] == str(len(built.TEXT))


def test_csv_marks_the_unknown_and_defuses_formulas(built: ModuleType, tmp_path: Path) -> None:
    coded = built.coded()
    event = coded.records[0]
    crowd = replace(event.source[0], actor=None, text="=cmd|' /C calc'!A0")
    event = replace(event, source=(event.source[0], crowd), evidence=replace(event.evidence, text='+1, "a"\nb'))
    export.write_csv([replace(coded, records=(event,))], tmp_path)
    (row,) = read_csv(tmp_path / "events.csv")
    assert row["source"] == "KAZ; ?"
    assert row["evidence"] == '\'+1, "a"\nb'
    assert row["source_name"].startswith("Kazakhstan; =cmd")


def test_parquet_is_typed(built: ModuleType, tmp_path: Path) -> None:
    paths = export.write_parquet((built.numbered(i) for i in range(450)), tmp_path)
    tables = {path.stem: pq.read_table(path) for path in paths}
    assert all(table.num_rows == 450 for table in tables.values())
    events = tables["events"]
    assert events.schema.field("source").type == pa.list_(pa.string())
    assert events.schema.field("date_start").type == pa.date32()
    row = events.slice(449, 1).to_pylist()[0]
    assert row["doc"] == "doc-00449" and row["source"] == ["KAZ"] and row["date_end"] == date(2022, 9, 15)
    assert row["source_person"] == [None]
    assert tables["measures"].column("value").to_pylist()[0] == 50.0
    assert tables["documents"].column("published").to_pylist()[0] == date(2022, 9, 16)


def test_nothing_to_write_gives_empty_tables(tmp_path: Path) -> None:
    for path in export.write_parquet([], tmp_path):
        assert pq.read_table(path).num_rows == 0
    assert all(len(read_csv(path)) == 0 for path in export.write_csv([], tmp_path))


def test_every_field_of_a_record_is_in_its_table(built: ModuleType) -> None:
    """A field added to the model must be added to the columns, or left out here on purpose."""
    elsewhere = {"kind", "why", "date", "place", "period", "evidence", "trigger", "speaker", "side"}
    for record in built.coded().records:
        names = {column.name for column in COLUMNS[record.kind]}
        fields = set(type(record).__dataclass_fields__)
        assert fields - elsewhere <= names
        assert records_table(record.kind, [record]).num_rows == 1


def test_a_failed_export_leaves_the_files_of_before(built: ModuleType, tmp_path: Path) -> None:
    export.write_csv([built.coded()], tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    def broken():  # type: ignore[no-untyped-def]
        yield built.numbered(1)
        raise OSError(28, "No space left on device")

    for write in (export.write_csv, export.write_parquet):
        with pytest.raises(StoreError, match=r"No space left.*--out"):
            write(broken(), tmp_path)
    with pytest.raises(StoreError, match="No space left"):
        export.write_jsonl(broken(), tmp_path / "a.jsonl")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_place_that_is_none_is_refused(built: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="is a file"):
        export.write_csv([built.coded()], tmp_path / "file")
    with pytest.raises(SettingsError, match="is a folder"):
        export.write_jsonl([built.coded()], tmp_path)
