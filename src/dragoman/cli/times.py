"""The command ``times``: what a text says about when."""

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
from dragoman.cli.summary import when
from dragoman.model import Document, TimeExpression, When

if TYPE_CHECKING:
    from rich.text import Text

    from dragoman.pipeline.times import TimedDocument

_AROUND = 40  # characters shown on each side of an expression
_NARROW = 100  # columns below which the words around are left out


@app.command(rich_help_panel=READ)
def times(
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
            help="table: to read; jsonl: the expressions of a document a line, as TIMEX3; csv: an expression a line.",
        ),
    ] = options.Listing.table,
    whole_text: WholeText = False,
    workers: options.Workers = 1,
    quiet: options.Quiet = False,
) -> None:
    """Read texts and print the times they tell, resolved against the day of publication.

    Example: dragoman times article.txt --date 2022-09-16
    """
    from functools import partial

    from dragoman.pipeline.times import TimeReader

    reading = options.Reading(
        id=id, date=date, publisher=publisher, title=title, url=url, text_column=text_column,
        date_column=date_column, publisher_column=publisher_column, title_column=title_column,
        url_column=url_column, id_column=id_column, encoding=encoding, format=input_format,
    )  # fmt: skip
    make_reader = partial(TimeReader, whole_text=whole_text)
    run = Run(read(inputs, reading), make_reader, workers, "reading", hushed(quiet, format))
    try:
        _give(run.read(), format)
    finally:
        run.tell()
    raise typer.Exit(run.exit_code)


def _give(found: Iterable[TimedDocument], format: options.Listing) -> None:
    if format is options.Listing.jsonl:
        from dragoman.pipeline.times import timexes

        for timed in found:
            console.line(json.dumps(timexes(timed), ensure_ascii=False))
    elif format is options.Listing.csv:
        _print_csv(found)
    else:
        _print(list(found))


def _print_csv(found: Iterable[TimedDocument]) -> None:
    from dragoman.store.columns import Column
    from dragoman.store.export import csv_row

    columns = (
        Column("doc", "text", lambda r: r[0].id),
        Column("start", "integer", lambda r: r[1].start),
        Column("end", "integer", lambda r: r[1].end),
        Column("text", "text", lambda r: r[0].text[r[1].start : r[1].end]),
        Column("type", "text", lambda r: r[1].type),
        Column("value", "text", lambda r: r[1].value or None),
        Column("date_start", "text", lambda r: r[1].when.start),
        Column("date_end", "text", lambda r: r[1].when.end),
        Column("date_precision", "text", lambda r: r[1].when.precision),
    )
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for timed in found:
        writer.writerows(csv_row((timed.document, time), columns) for time in timed.times)


def _print(found: list[TimedDocument]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    number = sum(len(timed.times) for timed in found)
    if not number:
        if found:
            console.line("No time is told.")
        return
    out = console.out()
    with_doc, wide = len(found) > 1, out.width >= _NARROW
    table = Table(title=f"Times ({number})", title_justify="left", box=box.SIMPLE_HEAD, expand=wide)
    if with_doc:
        table.add_column("document", max_width=20, overflow="fold", style="dim")
    table.add_column("words", max_width=24, overflow="fold")
    table.add_column("type", width=8)
    table.add_column("value", max_width=20, overflow="fold")
    table.add_column("days", max_width=12, overflow="fold")
    if wide:
        table.add_column("in", ratio=1, min_width=24, overflow="fold")
    for timed in found:
        for time in timed.times:
            doc = (Text(console.one_line(timed.document.id)),) if with_doc else ()
            words = Text(console.one_line(timed.document.text[time.start : time.end]), style="bold")
            around = (_around(timed.document, time),) if wide else ()
            table.add_row(*doc, words, time.type, Text(time.value), _days(time), *around)
    out.print(table)


def short_when(found: When | None) -> str:
    """A time in as few marks as it can be told: a whole year as 2017, a whole month as 2017-03."""
    if found is not None and found.start and found.end:
        year, month = found.start[:4], found.start[:7]
        if (found.start, found.end) == (f"{year}-01-01", f"{year}-12-31"):
            return year
        if found.start == f"{month}-01" and found.precision == "month" and found.end.startswith(month):
            return month
    return when(found)


def _days(time: TimeExpression) -> str:
    """The days meant, where the value does not tell them."""
    days = short_when(time.when) if time.when.start or time.when.end else ""
    return "" if days == time.value else days


def _around(document: Document, time: TimeExpression) -> Text:
    """The expression among its neighbours, none of them from another paragraph."""
    from rich.text import Text

    start, end = max(0, time.start - _AROUND), min(len(document.text), time.end + _AROUND)
    before, after = document.text[start : time.start], document.text[time.end : end]
    if start:
        before = before[before.find(" ") + 1 :]  # the first word may be half a word
    if end < len(document.text):
        after = after[: after.rfind(" ") + 1]
    shown = Text(_loose(before.rpartition("\n\n")[2]))
    shown.append(console.one_line(document.text[time.start : time.end]), style="bold")
    return shown.append(_loose(after.partition("\n\n")[0]))


def _loose(text: str) -> str:
    """One line of a piece of text, the space at its edges kept."""
    inner = console.one_line(text)
    return f"{' ' if text[:1].isspace() else ''}{inner}{' ' if inner and text[-1:].isspace() else ''}"
