"""The command ``code``: read texts and print what is in them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import console, exits, options
from dragoman.cli.commands import READ, app
from dragoman.cli.reading import make_coder, read
from dragoman.model import CodedDocument, IssueRow, SettingsError


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
    run = _Run(inputs, reading, options.actor_files(actors), workers, quiet or (out is None and sys.stdout.isatty()))
    try:
        _give(run.coded(), format, out)
    finally:
        console.complain_of([*run.failed, *run.noted])
    if out is not None and not quiet:
        console.say(f"{run.done} documents written to {out}")
    raise typer.Exit(exits.of_documents(run.done, len(run.failed)))


class _Run:
    """Coding the documents of one call, and what became of them."""

    def __init__(
        self, inputs: list[str], reading: options.Reading, actors: tuple[str, ...], workers: int, quiet: bool
    ) -> None:
        from dragoman.pipeline.run import DOUBTS, code_documents

        self.doubts = DOUBTS
        self.results = code_documents(read(inputs, reading), make_coder(actors), workers)
        self.quiet = quiet
        self.done = 0
        self.failed: list[IssueRow] = []
        self.noted: list[IssueRow] = []

    def coded(self) -> Iterator[CodedDocument]:
        """The documents that could be coded."""
        with console.steps("coding", quiet=self.quiet) as steps:
            for result in self.results:
                if isinstance(result, IssueRow):
                    (self.noted if result.code in self.doubts else self.failed).append(result)
                else:
                    self.noted.extend(result.issues)
                    self.done += 1
                    steps.done(result.document.id)
                    yield result


def _give(coded: Iterable[CodedDocument], format: options.Output, out: Path | None) -> None:
    from dragoman.store import export

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
