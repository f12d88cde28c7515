"""The commands that ask the actor tables."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import dragoman


def answer(result: Any) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_who_stood_where_on_a_day(run: Any) -> None:
    def standing(day: str) -> dict[str, str]:
        found = answer(run("actor", "SCO", "--on", day, "--format", "json"))
        assert (found["actor"], found["on"]) == ("SCO", day)
        return {m["actor"]: m["role"] for m in found["members"]}

    assert standing("2022-09-16")["IRN"] == "observer"
    assert standing("2023-07-04")["IRN"] == "member"
    assert "IND" in standing("2022-09-16")
    assert standing("2016-01-01")["IND"] == "observer"
    assert standing("2016-01-01")["CHN"] == "founder"


def test_a_member_has_since_and_until(run: Any) -> None:
    found = answer(run("actor", "SCO", "--on", "2022-09-16", "--format", "json"))
    assert {"actor": "CHN", "role": "founder", "since": "2001-06-15", "until": None} in found["members"]
    assert {"actor": "IRN", "role": "observer", "since": "2005-07-05", "until": "2023-07-04"} in found["members"]


def test_an_actors_own_memberships_and_offices(run: Any) -> None:
    found = answer(run("actor", "KAZ", "--on", "2020-01-01", "--format", "json"))
    assert {"org": "EAEU", "role": "founder", "since": "2015-01-01", "until": None} in found["memberships"]
    assert "Kassym-Jomart Tokayev" in {o["person"] for o in found["offices"]}
    assert found["members"] == []


def test_an_actor_by_name_and_in_words(run: Any) -> None:
    result = run("actor", "swaziland")
    assert result.exit_code == 0
    assert "SWZ" in result.stdout and "Eswatini" in result.stdout and "SADC" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("actor", "Kazahstan"), 1, "did you mean KAZ (Kazakhstan)?"),
        (("actor", "QQQQQ"), 1, "'dragoman actors --search' finds codes"),
        (("actor", "SCO", "--on", "yesterday"), 2, "--on: 'yesterday' is no date"),
        (("resolve", "Moscow", "--date", "2022-13-01"), 2, "--date: '2022-13-01' is no date"),
        (("resolve", "Moscow", "--actors", "none.csv"), 2, "no table of actors none.csv"),
        (("actors",), 2, "--search"),
    ],
)
def test_wrong_calls(run: Any, arguments: tuple[str, ...], code: int, message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert message in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_search(run: Any) -> None:
    found = answer(run("actors", "--search", "shanghai", "--format", "json"))
    assert "SCO" in [row["actor"] for row in found]
    assert "SCO" in run("actors", "--search", "shanghai").stdout
    assert "no actor has 'xyzzy'" in run("actors", "--search", "xyzzy").stderr
    assert len(answer(run("actors", "--search", "a", "--limit", "3", "--format", "json"))) == 3


def test_resolve_with_reasons(run: Any) -> None:
    found = answer(run("resolve", "the Russian leader", "--date", "2022-09-15", "--format", "json"))
    assert (found["actor"], found["person"], found["role"]) == ("RUS", "Vladimir Putin", "President")
    assert any("Russian" in reason for reason in found["reasons"])
    found = answer(run("resolve", "somebody", "--date", "2022-09-15", "--format", "json"))
    assert found["actor"] is None and found["reasons"]
    result = run("resolve", "the Kremlin")
    assert result.stdout.startswith("RUS") and "seat of power" in result.stdout


def test_names_of_ones_own(run: Any, tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text("alias,code,name,kind\nHarbour Watch,HARBOUR_WATCH,Harbour Watch,institute\n")
    found = answer(run("resolve", "Harbour Watch", "--actors", "my.csv", "--format", "json"))
    assert found["actor"] == "HARBOUR_WATCH"
    assert answer(run("actor", "HARBOUR_WATCH", "--actors", "my.csv", "--format", "json"))["kind"] == "institute"
    (tmp_path / "bad.csv").write_text("alias,code\nHarbour Watch,HARBOUR_WATCH\n")
    result = run("resolve", "Harbour Watch", "--actors", "bad.csv")
    assert result.exit_code == 1
    assert "bad.csv:2: the code 'HARBOUR_WATCH' is unknown" in " ".join(result.stderr.split())


def test_no_parser_and_no_model_is_loaded() -> None:
    script = (
        "import sys; from dragoman.cli import app\n"
        "from dragoman.resolve.lookup import look_up; from dragoman.tables import packaged_actors\n"
        "look_up('the Russian leader', '2022-09-15', packaged_actors())\n"
        "heavy = {'spacy', 'duckdb', 'pyarrow', 'pandas', 'numpy', 'onnxruntime', 'tokenizers'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(dragoman.__file__).parents[1])}
    result = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_looking_up_is_quick() -> None:
    from dragoman.resolve.lookup import look_up
    from dragoman.tables import load_actor_tables

    began = time.process_time()
    tables = load_actor_tables()
    loaded = time.process_time() - began
    began = time.process_time()
    for _ in range(100):
        look_up("the Kazakh foreign minister", "2022-09-15", tables)
    # Seconds of processor time; in quiet 0.3 and 0.02.
    assert loaded < 2
    assert time.process_time() - began < 1
