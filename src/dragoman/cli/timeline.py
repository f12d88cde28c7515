"""The command ``timeline``: what happened and what was said, in order of when."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from dragoman.cli import console, exits, options
from dragoman.cli.commands import READ, app
from dragoman.cli.naming import with_codes
from dragoman.cli.quotes import speaker_of
from dragoman.cli.reading import make_coder, read
from dragoman.cli.run import total_of
from dragoman.cli.summary import ID_SHOWN, parties
from dragoman.cli.times import short_when
from dragoman.model import Document, Event, IssueRow, SettingsError, Statement

if TYPE_CHECKING:
    from rich.text import Text

    from dragoman.store import View

Point: TypeAlias = Event | Statement
"""What has its place on a timeline."""
KINDS = ("event", "statement")
_DEFAULT = Path("dragoman.duckdb")
_SHOWN = 100  # records of an archive that are printed unless a limit is given
_WIDE = 100  # columns from which the longest time has its room
_WHEN = (12, 23)  # columns for a time, below and from that width on
_EVIDENCE = 300  # characters of evidence shown at most


@app.command(rich_help_panel=READ)
def timeline(
    context: typer.Context,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, globs, corpora or - for standard input, as 'code' reads them; none: the archive.",
            show_default=False,
        ),
    ] = None,
    archive: options.ArchivePath = _DEFAULT,
    id: options.Id = None,
    date: options.Date = None,
    publisher: Annotated[
        str | None,
        typer.Option(
            "--publisher", help="The outlet or office that published the texts; of an archive, only what it published."
        ),
    ] = None,
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
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", "-k", help="Only this kind: event or statement.", show_default=False),
    ] = None,
    actor: options.ActorCodes = None,
    status: options.Statuses = None,
    since: options.Since = None,
    until: options.Until = None,
    doc: options.Docs = None,
    search: options.Search = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            "-n",
            min=0,
            help="At most so many; 0 for all; else all of texts, 100 of an archive.",
            show_default=False,
        ),
    ] = None,
    offset: Annotated[int, typer.Option("--offset", min=0, help="Leave out so many first.")] = 0,
    format: Annotated[
        options.Listing,
        typer.Option("--format", "-f", help="table: to read; jsonl: one JSON object a line; csv: one table."),
    ] = options.Listing.table,
    actors: options.Actors = None,
    workers: options.Workers = 1,
    quiet: options.Quiet = False,
) -> None:
    """Put events and statements in order of when they happened, those without a date apart.

    Reads the texts named, or the archive if none is.

    Examples: dragoman timeline reports/ --actor KAZ; dragoman timeline --archive asia.duckdb --since 2022
    """  # fmt: skip
    filters: dict[str, Any] = {
        "kind": _kinds(kind), "actor": actor, "status": status, "since": since, "until": until, "doc": doc,
        "search": search,
    }  # fmt: skip
    reading = options.Reading(
        id=id, date=date, publisher=publisher, title=title, url=url, text_column=text_column,
        date_column=date_column, publisher_column=publisher_column, title_column=title_column,
        url_column=url_column, id_column=id_column, encoding=encoding, format=input_format,
    )  # fmt: skip
    if not inputs:
        about_texts = [f"--{name.replace('_', '-')}" for name in reading.given() if name != "publisher"]
        if about_texts:
            raise SettingsError(f"{' and '.join(about_texts)} can be said of texts only, and none is named")
        from dragoman.store import View

        _print(
            View.open(archive), {**filters, "publisher": publisher}, _SHOWN if limit is None else limit, offset, format
        )
        return
    source = context.get_parameter_source("archive")
    if source is not None and source.name == "COMMANDLINE":
        raise SettingsError("give texts or --archive, not both: 'dragoman add' puts texts into an archive")
    with TemporaryDirectory(prefix="dragoman-") as folder:
        texts = _Texts(Path(folder) / "timeline.duckdb")
        try:
            texts.read(read(inputs, reading), options.actor_files(actors), workers, quiet)
        finally:
            console.complain_of([*texts.failed, *texts.noted])
        if texts.done:
            _print(texts.view(), filters, limit or 0, offset, format, stored=False)
    raise typer.Exit(exits.of_documents(texts.done, len(texts.failed)))


def _kinds(wanted: list[str] | None) -> list[str]:
    for kind in wanted or ():
        if kind not in KINDS:
            raise SettingsError(f"--kind {kind} has no place on a timeline: give {' or '.join(KINDS)}")
    return wanted or list(KINDS)


class _Texts:
    """Texts coded into an archive of their own, which is asked like any other and then forgotten.

    Args:
        path: The archive's file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.done = 0
        self.failed: list[IssueRow] = []
        self.noted: list[IssueRow] = []

    def read(
        self, documents: Iterable[Document | IssueRow], actors: tuple[str, ...], workers: int, quiet: bool
    ) -> None:
        """Code the documents."""
        from dragoman.pipeline.manifest import describe
        from dragoman.pipeline.run import add_documents
        from dragoman.store import Archive

        coder = make_coder(actors)
        with Archive.open(self.path).held() as archive, console.steps("coding", total_of(documents), quiet) as steps:
            for outcome in add_documents(archive, documents, coder, describe(actors), workers=workers):
                if outcome.fate == "failed" and outcome.issue:
                    self.failed.append(outcome.issue)
                elif outcome.issue:
                    self.noted.append(outcome.issue)
                else:
                    self.noted.extend(outcome.coded.issues if outcome.coded else ())
                    self.done += 1
                    steps.done(outcome.doc)

    def view(self) -> View:
        """What can be asked of them."""
        from dragoman.store import View

        return View.open(self.path)


def _print(
    view: View, filters: dict[str, Any], limit: int, offset: int, format: options.Listing, stored: bool = True
) -> None:
    with view.reading():
        filters = with_codes(view, filters)
        found = view.records(order="date", limit=limit or None, offset=offset, **filters)
        total = view.count_records(**filters)
        rows = view.document_rows(sorted({record.doc for record in found}))
    told = {id: row.published for id, row in rows.items()}
    points = [record for record in found if isinstance(record, Event | Statement)]
    if format is options.Listing.jsonl:
        from dragoman.model.interchange import record_to_dict
        from dragoman.store.rows import dump_json

        for point in points:
            console.line(dump_json(record_to_dict(point)))
    elif format is options.Listing.csv:
        _print_csv(points, told)
    else:
        dated = [point for point in points if _dated(point)]
        undated = [point for point in points if not _dated(point)]
        for heading, part in (("In order of time", dated), ("Without a date", undated)):
            if part:
                _print_part(f"{heading} ({len(part)})", part, told, stored)
        if not points:
            console.line("Nothing happens and nothing is said.")
    if len(found) < total:
        first = offset + 1 if found else offset
        console.say(f"{first} to {offset + len(found)} of {total} records: --limit and --offset show others")


def _dated(point: Point) -> bool:
    return point.date is not None and bool(point.date.start or point.date.end)


def _print_csv(points: list[Point], told: dict[str, str | None]) -> None:
    from dragoman.store.columns import COLUMNS, COMMON_COLUMNS, Column
    from dragoman.store.export import csv_row

    dates = [column for column in COLUMNS["event"] if column.name.startswith("date_")]
    columns = (
        *dates,
        Column("published", "text", lambda r: told.get(r.doc)),
        Column("type", "text", lambda r: r.type if isinstance(r, Event) else r.stance),
        Column("mode", "text", lambda r: r.mode if isinstance(r, Event) else None),
        Column("who", "texts", _who),
        Column("speaker", "text", lambda r: _name(r) if isinstance(r, Statement) else None),
        Column("whom", "texts", _whom),
        *COMMON_COLUMNS,
    )
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows(csv_row(point, columns) for point in points)


def _name(statement: Statement) -> str | None:
    return statement.speaker.person or statement.speaker.text or None


def _who(point: Point) -> list[str | None]:
    if isinstance(point, Event):
        return [party.actor or party.text for party in point.source]
    return [point.side.actor or point.side.name or _name(point)]


def _whom(point: Point) -> list[str]:
    if isinstance(point, Event):
        return [party.actor or party.text for party in point.target]
    return list(point.about)


def _headline(point: Point) -> str:
    """Who, what, towards or about whom."""
    if isinstance(point, Event):
        what = f"{point.type} {point.mode}" if point.mode else point.type
        cells = (parties(point.source), what, parties(point.target))
    else:
        cue = console.one_line(point.cue.text) if point.cue else "says"
        what = f"{cue} ({point.stance})" if point.stance else cue
        cells = (speaker_of(point), what, f"on {', '.join(point.about)}" if point.about else "")
    return " · ".join(cell for cell in (*cells, "" if point.status == "actual" else point.status) if cell)


def _print_part(title: str, points: list[Point], told: dict[str, str | None], stored: bool) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    out = console.out()
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, expand=True)
    table.add_column("when", max_width=_WHEN[out.width >= _WIDE], overflow="fold")
    table.add_column("what", ratio=1, overflow="fold")
    for point in points:
        head = Text.assemble((_headline(point), "bold"), (f"  {_place(point, told, stored)}", "dim"))
        table.add_row(Text(short_when(point.date)), Text.assemble(head, "\n", _evidence(point)))
    out.print(table)


def _place(point: Point, told: dict[str, str | None], stored: bool) -> str:
    """The document and its day; of an archive the record's id too, to ask about it."""
    name = f"{console.one_line(point.doc)}{f'#{point.id[:ID_SHOWN]}' if stored else ''}"
    published = told.get(point.doc)
    return f"{name}, {published}" if published else name


def _evidence(point: Point) -> Text:
    from rich.text import Text

    words = Text(console.one_line(point.evidence.text))
    if len(words) > _EVIDENCE:
        words.truncate(_EVIDENCE, overflow="ellipsis")
    if point.via:
        words.append(f" via {', '.join(console.one_line(via.text) for via in point.via)}", style="italic")
    return words
