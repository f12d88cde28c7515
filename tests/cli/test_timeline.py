from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dragoman.model import CodedDocument, Event, Statement, When
from dragoman.store import Archive


def told(
    built: ModuleType, id: str, event: When, statement: When | None, published: str | None = None
) -> CodedDocument:
    """A document whose event and statement have these times."""
    coded: CodedDocument = built.coded(id, f"{built.TEXT}{id}\n", published)
    dates = {Event: event, Statement: statement}
    return replace(
        coded,
        records=tuple(
            replace(r, date=dates[type(r)]) if isinstance(r, Event | Statement) else r for r in coded.records
        ),
    )


@pytest.fixture
def filled(tmp_path: Path, built: ModuleType) -> Archive:
    """An archive ``dragoman.duckdb`` with six events and statements, three of them dated."""
    made = Archive.open(tmp_path / "dragoman.duckdb")
    with made.held():
        made.add(told(built, "later", When("2022-09-15", "2022-09-15", "day", "on Thursday"), None, "2022-09-20"))
        made.add(
            told(
                built,
                "earlier",
                When(None, None, None, "in recent months"),
                When("2001", "2001", "year", "2001"),
                "2022-09-18",
            )
        )
        made.add(told(built, "undated", When(), When(None, "2020-12-31", "range", "until 2020")))
    return made  # fmt: skip


@pytest.fixture
def texts(tmp_path: Path, built: ModuleType) -> str:
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").write_text(f"{built.TEXT}{name}\n", encoding="utf-8")
    return "in"


def order(output: str) -> list[tuple[str, str]]:
    return [(line["doc"], line["kind"]) for line in map(json.loads, output.splitlines())]


IN_ORDER = [
    ("earlier", "statement"),
    ("undated", "statement"),
    ("later", "event"),
    ("earlier", "event"),
    ("later", "statement"),
    ("undated", "event"),
]


def test_dated_first_in_order_then_the_undated_by_publication(run: Any, filled: Archive) -> None:
    result = run("timeline", "--format", "jsonl")
    assert result.exit_code == 0, result.output
    assert order(result.stdout) == IN_ORDER
    first = json.loads(result.stdout.splitlines()[0])
    assert first["date"]["text"] == "2001" and first["content"], "the interchange form"


def test_the_table_sets_the_undated_apart(run: Any, filled: Archive, built: ModuleType) -> None:
    result = run("timeline", "--archive", "dragoman.duckdb")
    text = " ".join(result.stdout.split())
    assert text.index("In order of time (3)") < text.index("2001 Aru Bekova") < text.index("2022-09-15 KAZ · AID · UKR")
    assert text.index("2022-09-15 KAZ") < text.index("Without a date (3)") < text.index("‘in recent months’ KAZ")
    assert "until 2020-12-31 Aru Bekova (Steppe Institute) · said (SUPPORT) · on RUS" in text
    assert "Kazakhstan sent tents to Ukraine on Thursday via the Almaty Post" in text
    event = filled.view().records(doc="later", kind="event")[0]
    assert f"later#{event.id[:8]}, 2022-09-20" in text
    assert "membership" not in text.lower()


@pytest.mark.parametrize("width", ["40", "80", "120"])
def test_it_fits_its_page(run: Any, filled: Archive, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    lines = run("timeline").stdout.splitlines()
    assert max(len(line) for line in lines) <= int(width) and "2022-09-15" in " ".join(lines)


def test_csv(run: Any, filled: Archive) -> None:
    rows = list(csv.DictReader(io.StringIO(run("timeline", "--format", "csv").stdout)))
    assert [(row["doc"], row["kind"]) for row in rows] == IN_ORDER
    event, said = rows[2], rows[0]
    assert (event["date_start"], event["who"], event["type"], event["whom"]) == ("2022-09-15", "KAZ", "AID", "UKR")
    assert (event["published"], event["speaker"], event["via"]) == ("2022-09-20", "", "the Almaty Post")
    assert (said["who"], said["speaker"], said["type"], said["whom"]) == (
        "Steppe Institute", "Aru Bekova", "SUPPORT", "RUS"
    )  # fmt: skip
    assert (rows[3]["date_start"], rows[3]["date_text"]) == ("", "in recent months")


def test_filters_and_limits(run: Any, filled: Archive) -> None:
    def found(*arguments: str) -> list[tuple[str, str]]:
        return order(run("timeline", "--format", "jsonl", *arguments).stdout)

    assert found("--kind", "event") == [one for one in IN_ORDER if one[1] == "event"]
    assert found("--actor", "KAZ") == found("--kind", "event")
    assert found("--doc", "later") == [("later", "event"), ("later", "statement")]
    assert found("--until", "2021") == IN_ORDER[:2]
    assert found("--publisher", "Nobody's Gazette") == []
    assert found("--limit", "2", "--offset", "1") == IN_ORDER[1:3]
    result = run("timeline", "--limit", "2")
    assert "1 to 2 of 6 records" in result.stderr and "Without a date" not in result.stdout
    assert run("timeline", "--actor", "PLW").stdout == "Nothing happens and nothing is said.\n"


def test_texts_are_read_and_not_kept(run: Any, coder: list[str], texts: str, tmp_path: Path) -> None:
    result = run("timeline", texts, "--date", "2022-09-16", "--format", "jsonl")
    assert result.exit_code == 0, result.output
    assert order(result.stdout) == [("a", "event"), ("b", "event"), ("a", "statement"), ("b", "statement")]
    assert coder == ["a", "b"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]
    table = run("timeline", texts, "--actor", "KAZ").stdout
    assert "In order of time (2)" in table and "Without a date" not in table and "#" not in table


def test_of_texts_everything_is_told(run: Any, coder: list[str], built: ModuleType, tmp_path: Path) -> None:
    rows = [json.dumps({"id": f"t{i}", "text": f"{built.TEXT}{i}"}) for i in range(60)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(rows), encoding="utf-8")
    result = run("timeline", "corpus.jsonl", "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 120 and result.stderr == ""


def test_one_bad_text_stops_no_other(run: Any, coder: list[str], texts: str, tmp_path: Path) -> None:
    (tmp_path / "in" / "bad.txt").write_text("BOOM, said the cannon of the fortress on the hill at noon.")
    result = run("timeline", texts, "--format", "jsonl")
    assert result.exit_code == 3 and len(result.stdout.splitlines()) == 4 and "ZeroDivisionError" in result.stderr
    result = run("timeline", "in/bad.txt")
    assert (result.exit_code, result.stdout) == (1, "")


def test_an_archive_named_in_the_environment_is_no_contradiction(
    run: Any, coder: list[str], texts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_ARCHIVE", "elsewhere.duckdb")
    assert run("timeline", texts).exit_code == 0
    assert "there is no archive elsewhere.duckdb" in run("timeline").stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("in", "--archive", "x.duckdb"), 2, "not both"),
        (("--date", "2022-09-16", "--id-column", "n"), 2, "--date and --id-column can be said of texts only"),
        (("--kind", "tie"), 2, "event or statement"),
        (("--archive", "x.duckdb"), 1, "there is no archive x.duckdb"),
        (("nothing.txt",), 1, "nothing.txt"),
    ],
)
def test_wrong_calls(run: Any, texts: str, arguments: tuple[str, ...], code: int, message: str) -> None:
    result = run("timeline", *arguments)
    assert result.exit_code == code, result.output
    assert message in result.stderr and result.stdout == "" and "Traceback" not in result.output
