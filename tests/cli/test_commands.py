"""What holds for every command: help, documentation, speed, errors."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

import dragoman
from dragoman.cli import app
from dragoman.cli.console import one_line, printable

DOCS = Path(__file__).parents[2] / "docs" / "commands.md"
GROUP: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = GROUP.commands


def options_of(command: Any) -> list[Any]:
    return [p for p in command.params if p.param_type_name == "option" and p.name != "help"]


def section(name: str) -> str:
    """The part of the documentation about one command."""
    found = re.search(rf"^## `dragoman {name}\b.*?(?=^## |\Z)", DOCS.read_text("utf-8"), re.M | re.S)
    assert found, f"docs/commands.md has no section on 'dragoman {name}'"
    return found[0]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_says_what_it_is_for(name: str, run: Any) -> None:
    command = COMMANDS[name]
    assert command.help and len(command.help) > 20
    for param in command.params:
        assert param.help, f"{name} {param.name} has no help"
    result = run(name, "--help")
    assert result.exit_code == 0
    assert name in result.stdout


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_documented(name: str) -> None:
    text = section(name)
    for option in options_of(COMMANDS[name]):
        assert f"`{option.opts[0]}" in text, f"docs/commands.md does not tell {name} {option.opts[0]}"


def test_nothing_is_documented_that_is_not_there() -> None:
    text = DOCS.read_text("utf-8")
    assert set(re.findall(r"^## `dragoman (\w+)", text, re.M)) == set(COMMANDS)
    for name, command in COMMANDS.items():
        there = {opt for option in options_of(command) for opt in (*option.opts, *option.secondary_opts)}
        told = set(re.findall(r"^\| `(--[a-z-]+)", section(name), re.M))
        assert told <= there, f"{name}: {told - there}"


def test_exit_codes_are_documented() -> None:
    from dragoman.cli import exits

    text = DOCS.read_text("utf-8")
    for code in (exits.OK, exits.NOTHING, exits.USAGE, exits.PARTLY, exits.INTERRUPTED):
        assert re.search(rf"^\| {code} \|", text, re.M)


def python(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    sources = str(Path(dragoman.__file__).parents[1])
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": sources},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **more,
    )


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; import dragoman; from dragoman.cli import app\n"
        "heavy = {'spacy', 'duckdb', 'pyarrow', 'pandas', 'numpy', 'fastapi', 'uvicorn', 'onnxruntime'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert python("-c", script).stdout.strip() == "[]"


def test_the_module_runs_as_a_command() -> None:
    result = python("-m", "dragoman", "--version")
    assert (result.returncode, result.stdout) == (0, f"dragoman {dragoman.__version__}\n")


def test_completion_is_offered() -> None:
    result = python("-m", "dragoman", "--show-completion", "bash")
    assert "dragoman" in result.stdout.lower()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("documents",), 1, "there is no archive dragoman.duckdb"),
        (("records", "--archive", "nowhere.duckdb"), 1, "there is no archive nowhere.duckdb"),
        (("sql", "SELECT 1"), 1, "there is no archive"),
        (("serve", "--no-browser"), 1, "there is no archive"),
        (("code", "nothing.txt"), 1, "nothing.txt"),
        (("code",), 2, "INPUT"),
        (("code", "x.txt", "--format", "csv"), 2, "--out FOLDER"),
        (("code", "x.txt", "--format", "xml"), 2, "xml"),
        (("code", "x.txt", "--out", "y"), 2, "a summary is only printed"),
        (("code", "x.txt", "--actors", "none.csv"), 2, "no table of actors none.csv"),
        (("export", "--format", "parquet"), 2, "--out FOLDER"),
        (("nonsense",), 2, "nonsense"),
        (("code", ""), 1, "name is empty"),
        (("code", "x.txt", "--date", "2022-02-30"), 2, "not in the calendar"),
        (("code", "x.txt", "--encoding", "nope"), 2, "no encoding called 'nope'"),
        (("add", "x.txt", "--input-format", "xml"), 2, "no input format 'xml'"),
        (("code", "*.txt", "--id", "x"), 1, "no file matches"),
    ],
)
def test_errors_are_one_message_and_a_code(run: Any, arguments: tuple[str, ...], code: int, message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert message.lower() in result.stderr.lower()
    assert result.stdout == ""
    assert "Traceback" not in result.output


def test_a_closed_pipe_is_no_error(archive: Any) -> None:
    script = f"{sys.executable} -m dragoman export --archive {archive.path} | true; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PYTHONPATH": str(Path(dragoman.__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (result.stdout, result.stderr) == ("0\n", "")


def test_hostile_text_cannot_command_the_terminal() -> None:
    hostile = "a\x1b[2Jb\x9b31mc\u202egnp.exe\u2066\x07\u200f\r\nd\te \U0001f600 é 北"
    assert printable(hostile) == "a\ufffd[2Jb\ufffd31mc\ufffdgnp.exe\ufffd\ufffd\ufffd\ufffd\nd\te \U0001f600 é 北"
    assert one_line("  a \n\t b ") == "a b"


def test_a_full_disk_is_one_message(archive: Any) -> None:
    for command in (["export"], ["records", "--format", "csv"], ["documents"]):
        with Path("/dev/full").open("w") as full:
            result = subprocess.run(
                [sys.executable, "-m", "dragoman", *command, "--archive", str(archive.path)],
                env={**os.environ, "PYTHONPATH": str(Path(dragoman.__file__).parents[1])},
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                timeout=60,
                check=False,
            )
        assert result.returncode == 1
        assert result.stderr.splitlines()[-1].startswith("dragoman: the output cannot be written"), result.stderr
        assert "No space left on device" in result.stderr and "Traceback" not in result.stderr
