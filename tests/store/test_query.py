from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from dragoman.model import SettingsError
from dragoman.store import Archive, query


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, built: ModuleType) -> Archive:
    """An archive with one document, in a folder of its own."""
    archive = Archive.open(tmp_path_factory.mktemp("query") / "a.duckdb")
    archive.add(built.coded())
    return archive


def ask(archive: Archive, sql: str) -> list[tuple[Any, ...]]:
    with query.asking(archive.path, sql) as answer:
        return list(answer.rows)


def test_every_kind_has_a_view_of_its_own(filled: Archive) -> None:
    assert ask(filled, "SELECT type, source, target, intensity FROM events") == [("AID", ["KAZ"], ["UKR"], 7.4)]
    assert ask(filled, "SELECT speaker, role, side, institution, about, stance, direct, content FROM statements") == [
        ("Aru Bekova", "fellow", None, "Steppe Institute", ["RUS"], "SUPPORT", True, "Our ties with Moscow are strong")
    ]
    assert ask(filled, "SELECT member, org, role, year(date_start), date_end FROM memberships") == [
        (["IND", "PAK"], "SCO", "member", 2017, None)
    ]
    assert ask(filled, "SELECT source, target, tie, polarity FROM ties") == [(["IND"], ["RUS"], "partnership", 1)]
    assert ask(filled, "SELECT about, indicator, value, unit, comparator FROM measures") == [
        (["IND", "RUS"], "tanks", 50.0, "%", ">")
    ]
    assert ask(filled, "SELECT speaker, side, topic FROM silences") == [("The Chinese readout", "CHN", "UKR")]


def test_evidence_re_reads_in_sql(filled: Archive) -> None:
    differing = ask(
        filled,
        "SELECT r.id FROM records r JOIN documents d ON d.id = r.doc"
        " WHERE substring(d.text, evidence_start + 1, evidence_end - evidence_start) <> evidence",
    )
    assert differing == []


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM records",
        "INSERT INTO issues VALUES ('a', 'b', 'c', 'd', now(), 1, true)",
        "CREATE TABLE mine (a INTEGER)",
        "DROP TABLE documents",
        "SELECT 1; DROP TABLE documents",
        "UPDATE documents SET title = 'x'",
        "SET memory_limit = '1GB'",
        "DETACH a",
    ],
)
def test_nothing_can_be_written(filled: Archive, sql: str) -> None:
    with pytest.raises(SettingsError, match="read-only"):
        ask(filled, sql)
    assert filled.view().counts().records == 6


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "COPY documents TO '{file}.csv'",
        "ATTACH '{file}.duckdb'",
        "EXPORT DATABASE '{file}.out'",
        "INSTALL httpfs",
        "LOAD '{file}'",
        "SELECT * FROM glob('*')",
    ],
)
def test_nothing_outside_can_be_reached(filled: Archive, sql: str) -> None:
    file = filled.path.parent / "secret.csv"
    file.write_text("a\n1\n")
    with pytest.raises(SettingsError, match="outside the archive"):
        ask(filled, sql.format(file=file))
    assert sorted(p.name for p in filled.path.parent.iterdir()) == ["a.duckdb", "secret.csv"]


@pytest.mark.parametrize("sql", ["SELEC 1", "SELECT nothing FROM events", "SELECT * FROM nowhere", "  "])
def test_a_wrong_question_is_explained(filled: Archive, sql: str) -> None:
    with pytest.raises(SettingsError, match="question"):
        ask(filled, sql)


def test_large_answers_come_in_order(filled: Archive) -> None:
    assert [row[0] for row in ask(filled, "SELECT * FROM range(2500)")] == list(range(2500))
