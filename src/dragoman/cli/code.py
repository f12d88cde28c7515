"""The command ``code``: read texts and print what is in them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import console, options
from dragoman.cli.commands import READ, app
from dragoman.cli.reading import make_coder, read
from dragoman.cli.run import Run
from dragoman.model import CodedDocument, SettingsError


@app.command(rich_help_panel=READ)
def code(
    inputs: options.Inputs,
    id: options.Id = None,
    date: options.Date = None,
    publisher: options.Publisher = None,
    title: options.Title = None,
    url: options.Url = None,
    text_column: options.TextColumn = None,
    date_column: options.DateColumn = None,
    publisher_column: options.PublisherColumn = None,
    title_column: options.TitleColumn = None,
    url_column: options.UrlColumn = None,
    id_column: options.IdColumn = None,
    input_format: options.InputFormat = None,
    encoding: options.Encoding = None,
    format: Annotated[
        options.Output,
        typer.Option(
            "--format",
            "-f",
            help="summary: tables to read; jsonl: one JSON object a line; csv, parquet: a file a kind, into --out.",
        ),
    ] = options.Output.summary,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder for csv and parquet; file for jsonl.", show_default=False),
    ] = None,
    actors: options.Actors = None,
    workers: options.Workers = 1,
    quiet: options.Quiet = False,
) -> None:
    """Read texts and print what is in them, without keeping it.

    Example: dragoman code article.txt --date 2022-09-16 --publisher "Harbour Wire"
    """
    if format in (options.Output.csv, options.Output.parquet) and out is None:
        raise SettingsError(f"--format {format} writes a file for each kind of record: say where with --out FOLDER")
    if format is options.Output.summary and out is not None:
        raise SettingsError("a summary is only printed: leave out --out, or give --format jsonl, csv or parquet")
    reading = options.Reading(
        id=id, date=date, publisher=publisher, title=title, url=url, text_column=text_column,
        date_column=date_column, publisher_column=publisher_column, title_column=title_column,
        url_column=url_column, id_column=id_column, encoding=encoding, format=input_format,
    )  # fmt: skip
    coder = make_coder(options.actor_files(actors))
    run = Run(read(inputs, reading), coder, workers, "coding", quiet)
    try:
        wrote = _give(run.read(), format, out)
    finally:
        run.tell()
    if out is not None and wrote and not quiet:
        console.say(f"{run.done} {'document' if run.done == 1 else 'documents'} written to {out}")
    raise typer.Exit(run.exit_code)


def _give(coded: Iterable[CodedDocument], format: options.Output, out: Path | None) -> bool:
    """Print or write what was read; False if there was nothing, and what stood in its place before is left alone."""
    from dragoman.store import export

    found = iter(coded)
    first = next(found, None)
    if first is None:
        return False
    coded = chain((first,), found)
    if format is options.Output.summary:
        from dragoman.cli.summary import print_summary

        for one in coded:
            print_summary(console.out(), one)
    elif format is options.Output.csv and out is not None:
        export.write_csv(coded, out)
    elif format is options.Output.parquet and out is not None:
        export.write_parquet(coded, out)
    elif out is not None:
        export.write_jsonl(coded, out)
    else:
        for line in export.lines(coded):
            console.line(line)
    return True
