"""The commands ``doctor``, which checks that everything needed is there, and ``version``."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from dragoman._version import __version__
from dragoman.cli import console, exits, options
from dragoman.cli.commands import LOOK, app
from dragoman.model import Document, DragomanError, StoreError

_SPACE = 200 * 1024 * 1024  # bytes that should be free for an archive to grow
_PACKAGES = (
    "duckdb", "fastapi", "numpy", "onnxruntime", "pyarrow", "rich", "spacy", "tokenizers", "trafilatura", "typer",
    "uvicorn",
)  # fmt: skip
_PROBE = "Kazakhstan sent humanitarian aid to Ukraine on Thursday."
_PAGES = ("templates/base.html", "static/dragoman.css", "static/reading.js")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Attributes:
        check: What was checked.
        ok: Whether it is as it should be.
        found: What is there.
        advice: What to do, if it is not.
    """

    check: str
    ok: bool
    found: str
    advice: str = ""


@app.command(rich_help_panel=LOOK)
def doctor(
    archive: Annotated[
        Path, typer.Option("--archive", "-a", envvar="DRAGOMAN_ARCHIVE", help="The archive to check, if it is there.")
    ] = Path("dragoman.duckdb"),
    json: options.Json = False,
) -> None:
    """Check that everything needed is there: parser, model, tables, pages, archive, disk space.

    Exit code 1 if anything is not as it should be.
    """
    findings = examine(archive)
    if json:
        console.json_value([asdict(finding) for finding in findings])
    else:
        _print(findings)
    raise typer.Exit(exits.OK if all(finding.ok for finding in findings) else exits.NOTHING)


def examine(archive: Path) -> list[Finding]:
    """Make every check.

    Args:
        archive: The archive's file; one that is not there yet is no fault.
    """
    checks: tuple[tuple[str, str, Callable[[], tuple[bool, str, str]]], ...] = (
        ("versions", "install Dragoman again with 'pip install --force-reinstall dragoman'", _versions),
        ("parser", "install Dragoman again: its English parser comes with it", _parser),
        ("tables and model", "install Dragoman again: its tables and its model come with it", _coder),
        ("samples", "install Dragoman again: its samples come with it", _samples),
        ("pages", "install Dragoman again: its pages come with it", _pages),
        ("archive", "see docs/archive.md", lambda: _archive(archive)),
        ("disk space", "free some space", lambda: _disk(archive)),
    )
    return [_made(name, advice, check) for name, advice, check in checks]


def _made(name: str, advice: str, check: Callable[[], tuple[bool, str, str]]) -> Finding:
    try:
        ok, found, special = check()
    except DragomanError as error:
        return Finding(name, False, str(error), "as said" if isinstance(error, StoreError) else advice)
    except Exception as error:  # a check must report whatever is broken, not break itself
        return Finding(name, False, f"{type(error).__name__}: {error}", advice)
    return Finding(name, ok, found, "" if ok else special or advice)


def _versions() -> tuple[bool, str, str]:
    from dragoman.pipeline.manifest import installed

    found = installed(_PACKAGES)
    missing = [name for name in _PACKAGES if name not in found]
    told = ", ".join(f"{name} {version}" for name, version in found.items())
    if missing:
        return False, f"not installed: {', '.join(missing)}", ""
    return True, f"Dragoman {__version__}, Python {platform.python_version()}, {told}", ""


def _parser() -> tuple[bool, str, str]:
    from dragoman.annotate import Parser

    parser = Parser()
    parsed = parser.parse(Document("probe", _PROBE))
    return len(parsed.sentences) == 1, f"{parser.version}, {len(parsed.tokens)} words in the probe", ""


def _coder() -> tuple[bool, str, str]:
    from dragoman.pipeline.coder import Coder

    coded = Coder().code(Document("probe", _PROBE, published="2022-09-16"))
    kinds = ", ".join(sorted({record.kind for record in coded.records})) or "nothing"
    return bool(coded.records), f"{coded.model or 'rules'}; the probe gives: {kinds}", ""


def _samples() -> tuple[bool, str, str]:
    from dragoman.cli.serve import sample_rows

    folder = resources.files("dragoman.samples")
    rows = sample_rows()
    missing = [row["file"] for row in rows if not (folder / row["file"]).is_file()]
    return (
        bool(rows) and not missing,
        f"{len(rows)} samples" + (f", missing {', '.join(missing)}" if missing else ""),
        "",
    )


def _pages() -> tuple[bool, str, str]:
    folder = resources.files("dragoman.web")
    missing = [name for name in _PAGES if not folder.joinpath(*name.split("/")).is_file()]
    return not missing, f"missing: {', '.join(missing)}" if missing else "templates, styles and scripts are there", ""


def _archive(path: Path) -> tuple[bool, str, str]:
    if not path.exists():
        return True, f"{path} is not there yet: 'dragoman add' makes it", ""
    from dragoman.store import View

    counts = View.open(path, wait=1.0).counts()
    size = path.stat().st_size / 1e6
    return (
        True,
        f"{path}: {counts.documents} documents, {counts.records} records, {counts.issues} issues, {size:.1f} MB",
        "",
    )


def _disk(path: Path) -> tuple[bool, str, str]:
    folder = path.resolve().parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return free >= _SPACE, f"{free / 1e9:.1f} GB free in {folder}", ""


def _print(findings: list[Finding]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, expand=True)
    table.add_column("check", width=16)
    table.add_column("", width=6)
    table.add_column("found", ratio=3, overflow="fold")
    table.add_column("what to do", ratio=2, overflow="fold")
    for finding in findings:
        mark = Text("ok", style="green") if finding.ok else Text("not ok", style="bold red")
        cells = [Text(console.one_line(cell)) for cell in (finding.found, finding.advice)]
        table.add_row(finding.check, mark, *cells)
    console.out().print(table)


@app.command(rich_help_panel=LOOK)
def version(json: options.Json = False) -> None:
    """Print the version of Dragoman, and with --json of everything that takes part."""
    if not json:
        console.line(f"dragoman {__version__}")
        return
    from dragoman.pipeline.manifest import installed

    console.json_value({"dragoman": __version__, "python": platform.python_version(), **installed(_PACKAGES)})
