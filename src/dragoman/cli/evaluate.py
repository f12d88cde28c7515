"""The command ``evaluate``: how the records compare with a careful reader's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli import console, exits, options
from dragoman.cli.commands import LOOK, app
from dragoman.model import SettingsError

if TYPE_CHECKING:
    from dragoman.evaluate.dev import Evaluation


@app.command(rich_help_panel=LOOK)
def evaluate(
    folder: Annotated[
        Path,
        typer.Argument(
            help="A folder with dev/ (texts, gold, meta.jsonl) and eval/ (the scorer, which is run).",
            show_default=False,
        ),
    ],
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed or wrong as well.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Keep the records in this file, as JSON Lines.", show_default=False),
    ] = None,
    actors: options.Actors = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Code documents that have gold beside them and print how the records compare.

    Exit code 1 if the folder is not as it should be, or if a record does not re-read from its text.

    python -m dragoman.evaluate.events FOLDER takes the events apart, by type and by kind of error.

    python -m dragoman.evaluate.gsr FILE measures events on PLOVER's gold standard records.
    """
    from dragoman.cli.reading import make_coder
    from dragoman.evaluate.dev import evaluate_folder, gold_documents

    files = options.actor_files(actors)
    number = len(gold_documents(folder))
    _writable(out)
    with console.steps("coding", number, quiet) as steps:
        found = evaluate_folder(folder, make_coder(files)(), out=out, errors=errors, done=steps.done)
    if json:
        listed = {"errors": found.errors} if errors else {}
        console.json_value({**found.scores, "records": found.records, "misread": found.misread, **listed})
    else:
        _print(found)
        for error in found.errors:
            console.line(console.printable(error))
    for misread in found.misread:
        console.complain(misread)
    raise typer.Exit(exits.NOTHING if found.misread else exits.OK)


def _writable(out: Path | None) -> None:
    """Say before the long work, not after it, that its outcome cannot be kept."""
    if out is not None:
        try:
            out.open("a").close()
        except OSError as error:
            raise SettingsError(f"cannot write {out}: {error.strerror}; name another file with --out") from error


_COUNTS = ("gold", "predicted")


def _print(found: Evaluation) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    rows = {name: value for name, value in found.scores.items() if isinstance(value, dict)}
    facts = {name: value for name, value in found.scores.items() if name not in rows}
    shown = (*_COUNTS, "precision", "recall", "f1")
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("kind")
    for name in shown:
        table.add_column("F1" if name == "f1" else name, justify="right")
    table.add_column("right among the found")
    for name, row in rows.items():
        more = "  ".join(f"{key} {_figure(value)}" for key, value in row.items() if key not in shown)
        table.add_row(Text(name), *(_figure(row.get(key), count=key in _COUNTS) for key in shown), Text(more))
    console.out().print(table)
    told = {**facts, "records": found.records, "records that do not re-read": len(found.misread)}
    for name, value in told.items():
        console.line(f"{name}: {_fact(value)}")


def _figure(value: Any, count: bool = False) -> str:
    if value is None:
        return ""
    return f"{value:g}" if count or not isinstance(value, float) else f"{value:.3f}"


def _fact(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{part} {name}" for name, part in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value)
