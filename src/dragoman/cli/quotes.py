"""The command ``quotes``: who said what."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import console, options
from dragoman.cli.commands import READ, app
from dragoman.cli.reading import read
from dragoman.cli.run import Run, WholeText, hushed
from dragoman.model import CodedDocument, Statement

if TYPE_CHECKING:
    from rich.text import Text

_NARROW = 100  # columns below which a table would fold every word
_WORDS = 400  # characters of what was said that are shown at most
_QUOTES = frozenset('“”"«»„')


@app.command(rich_help_panel=READ)
def quotes(
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
        options.Listing,
        typer.Option(
            "--format",
            "-f",
            help="table: to read; jsonl: the attributions of a document a line, as spans; csv: a statement a line.",
        ),
    ] = options.Listing.table,
    wide: Annotated[
        bool | None,
        typer.Option(
            "--wide/--narrow",
            help="Count every attitude (knows, wants, hopes), as attribution corpora do, or only what is a statement;"
            " else wide for jsonl, narrow for table and csv.",
            show_default=False,
        ),
    ] = None,
    whole_text: WholeText = False,
    actors: options.Actors = None,
    workers: options.Workers = 1,
    quiet: options.Quiet = False,
) -> None:
    """Read texts and print who said what, in whose words.

    Example: dragoman quotes article.txt --date 2022-09-16
    """
    from functools import partial

    from dragoman.pipeline.quotes import StatementReader

    reading = options.Reading(
        id=id, date=date, publisher=publisher, title=title, url=url, text_column=text_column,
        date_column=date_column, publisher_column=publisher_column, title_column=title_column,
        url_column=url_column, id_column=id_column, encoding=encoding, format=input_format,
    )  # fmt: skip
    make_reader = partial(
        StatementReader,
        extra_actors=options.actor_files(actors),
        wide=format is options.Listing.jsonl if wide is None else wide,
        whole_text=whole_text,
    )
    run = Run(read(inputs, reading), make_reader, workers, "reading", hushed(quiet, format))
    try:
        _give(run.read(), format)
    finally:
        run.tell()
    raise typer.Exit(run.exit_code)


def _give(found: Iterable[CodedDocument], format: options.Listing) -> None:
    if format is options.Listing.jsonl:
        from dragoman.pipeline.quotes import attributions

        for coded in found:
            console.line(json.dumps(attributions(coded), ensure_ascii=False))
    elif format is options.Listing.csv:
        from dragoman.store.columns import COLUMNS
        from dragoman.store.export import csv_row

        columns = COLUMNS["statement"]
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        for coded in found:
            writer.writerows(csv_row(statement, columns) for statement in _statements(coded))
    else:
        _print(list(found))


def _statements(coded: CodedDocument) -> list[Statement]:
    return [record for record in coded.records if isinstance(record, Statement)]


def _print(found: list[CodedDocument]) -> None:
    rows = [statement for coded in found for statement in _statements(coded)]
    if not rows:
        if found:
            console.line("Nobody is quoted.")
    elif console.out().width < _NARROW:
        _print_list(rows, with_doc=len(found) > 1)
    else:
        _print_table(rows, with_doc=len(found) > 1)


def _print_table(rows: list[Statement], with_doc: bool) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"Quotes ({len(rows)})", title_justify="left", box=box.SIMPLE_HEAD, expand=True)
    if with_doc:
        table.add_column("document", max_width=28, overflow="fold", style="dim")
    table.add_column("speaker", max_width=30, overflow="fold")
    table.add_column("cue", max_width=16, overflow="fold")
    table.add_column("words", ratio=1, min_width=24, overflow="fold")
    for row in rows:
        doc = (Text(console.one_line(row.doc)),) if with_doc else ()
        table.add_row(*doc, _speaker(row), Text(_cue(row)), _words(row))
    console.out().print(table)


def _print_list(rows: list[Statement], with_doc: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out = console.out()
    out.print(Text(f"Quotes ({len(rows)})", style="italic"))
    for row in rows:
        doc = (f"  {console.one_line(row.doc)}", "dim") if with_doc else ""
        out.print(Text.assemble((speaker_of(row), "bold"), f" · {_cue(row)}" if _cue(row) else "", doc))
        out.print(Padding(_words(row), (0, 0, 0, 4)))


def speaker_of(statement: Statement) -> str:
    """Who speaks, and for whom, in one line; a question mark where the text names nobody."""
    name = console.one_line(statement.speaker.person or statement.speaker.text) or "?"
    side = statement.side.actor or console.one_line(statement.side.name or "")
    return f"{name} ({side})" if side and side != name else name


def _speaker(statement: Statement) -> Text:
    from rich.text import Text

    name, role = speaker_of(statement), console.one_line(statement.speaker.role or "")
    return Text.assemble(name, (f"\n{role}" if role and role not in name else "", "dim"))


def _cue(statement: Statement) -> str:
    cue = console.one_line(statement.cue.text) if statement.cue else ""
    return cue if statement.status == "actual" else f"{cue} ({statement.status})".strip()


def _words(statement: Statement) -> Text:
    """What was said: between quotation marks if these are the speaker's own words."""
    from rich.text import Text

    said = " … ".join(console.one_line(part.text) for part in statement.content)
    # Where only the heart of it is quoted, the words have its marks in them.
    words = Text(f"“{said}”" if statement.direct and _QUOTES.isdisjoint(said) else said)
    if len(words) > _WORDS:
        words.truncate(_WORDS, overflow="ellipsis")
    if statement.about:
        words.append(f"  {' '.join(x for x in (statement.stance, ', '.join(statement.about)) if x)}", style="dim")
    return words
