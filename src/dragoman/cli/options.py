"""Options that several commands share, told alike everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.model import SettingsError

if TYPE_CHECKING:
    from dragoman.ingest import ReadOptions


class Output(StrEnum):
    """Forms of records that are printed or written."""

    summary = "summary"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


class Export(StrEnum):
    """Forms of a whole archive."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


class Listing(StrEnum):
    """Forms of a list that is printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class Order(StrEnum):
    """Orders of a list of records."""

    text = "text"
    date = "date"


_ABOUT = "About the document"
_CORPUS = "About a corpus"

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Files, folders, globs, or - for standard input: plain text, Markdown, HTML; JSONL, CSV, TSV or Parquet"
        " with a column of texts; any of them gzipped.",
        show_default=False,
    ),
]
Id = Annotated[
    str | None,
    typer.Option("--id", help="Id of the document; else its file's name without suffix.", rich_help_panel=_ABOUT),
]
Date = Annotated[
    str | None,
    typer.Option(
        "--date",
        help="Day of publication, YYYY-MM-DD; else read from the page or text. Without one, 'Thursday' stays open.",
        rich_help_panel=_ABOUT,
    ),
]
Publisher = Annotated[
    str | None,
    typer.Option("--publisher", help="The outlet or office that published it.", rich_help_panel=_ABOUT),
]
Title = Annotated[str | None, typer.Option("--title", help="Headline.", rich_help_panel=_ABOUT)]
Url = Annotated[str | None, typer.Option("--url", help="Where it was published.", rich_help_panel=_ABOUT)]
TextColumn = Annotated[
    str | None,
    typer.Option("--text-column", help="Column or key of the texts; else the likeliest.", rich_help_panel=_CORPUS),
]
DateColumn = Annotated[
    str | None,
    typer.Option("--date-column", help="Column of the days of publication.", rich_help_panel=_CORPUS),
]
PublisherColumn = Annotated[
    str | None, typer.Option("--publisher-column", help="Column of the publishers.", rich_help_panel=_CORPUS)
]
TitleColumn = Annotated[
    str | None, typer.Option("--title-column", help="Column of the headlines.", rich_help_panel=_CORPUS)
]
UrlColumn = Annotated[
    str | None, typer.Option("--url-column", help="Column of the addresses.", rich_help_panel=_CORPUS)
]
IdColumn = Annotated[str | None, typer.Option("--id-column", help="Column of the ids.", rich_help_panel=_CORPUS)]
InputFormat = Annotated[
    str | None,
    typer.Option(
        "--input-format",
        help="What the inputs are, if their names do not tell: text, markdown, html, jsonl, csv, tsv, parquet.",
        rich_help_panel=_CORPUS,
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", help="Encoding of the files, if it is known: utf-8, cp1252 …", rich_help_panel=_CORPUS),
]
Actors = Annotated[
    list[Path] | None,
    typer.Option(
        "--actors",
        help="A table of your own names (CSV: alias, code, name, kind …), beside the packaged ones; may be repeated.",
        show_default=False,
    ),
]
Workers = Annotated[
    int,
    typer.Option(
        "--workers", min=1, help="Processes that code at the same time; the models of one alone use up to four cores."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no closing line on standard error.")]
ArchivePath = Annotated[
    Path,
    typer.Option("--archive", "-a", envvar="DRAGOMAN_ARCHIVE", help="The archive's file.", show_default=True),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        "-k",
        help="Only this kind: event, statement, membership, tie, measure, silence; may be repeated.",
        show_default=False,
    ),
]
ActorCodes = Annotated[
    list[str] | None,
    typer.Option(
        "--actor",
        help="Only records that name this actor (code or name) in any place; may be repeated.",
        show_default=False,
    ),
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", help="Only where this actor acts, speaks or is the member.", show_default=False),
]
Targets = Annotated[
    list[str] | None,
    typer.Option("--target", help="Only where this actor receives, is addressed or passed over.", show_default=False),
]
Types = Annotated[
    list[str] | None,
    typer.Option(
        "--type",
        help="Only this type: an event's type, a statement's stance, a membership's role, a tie's tie.",
        show_default=False,
    ),
]
Statuses = Annotated[
    list[str] | None,
    typer.Option("--status", help="Only actual, planned, possible, negated or historical.", show_default=False),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        help="From this day on (YYYY, YYYY-MM or YYYY-MM-DD): by the record's own date, else its document's.",
    ),
]
Until = Annotated[str | None, typer.Option("--until", help="Up to this day; a year or month counts to its end.")]
Docs = Annotated[
    list[str] | None,
    typer.Option("--doc", help="Only from this document; may be repeated.", show_default=False),
]
Publishers = Annotated[
    list[str] | None,
    typer.Option("--publisher", help="Only from this publisher; may be repeated.", show_default=False),
]
Search = Annotated[str | None, typer.Option("--search", help="Words that must all occur.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was said about the inputs of a command.

    Attributes are those of `dragoman.ingest.ReadOptions`.
    """

    id: str | None = None
    date: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    text_column: str | None = None
    date_column: str | None = None
    publisher_column: str | None = None
    title_column: str | None = None
    url_column: str | None = None
    id_column: str | None = None
    encoding: str | None = None
    format: str | None = None

    def options(self) -> ReadOptions:
        """The same for the reader."""
        from dragoman.ingest import ReadOptions

        return ReadOptions(**self.given())

    def given(self) -> dict[str, Any]:
        """Only what was said."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: value for name, value in found.items() if value is not None}


def actor_files(paths: list[Path] | None) -> tuple[str, ...]:
    """The user's actor tables as the coder wants them.

    Raises:
        SettingsError: If one is not there.
    """
    for path in paths or []:
        if not path.is_file():
            raise SettingsError(f"there is no table of actors {path}: name a CSV file with --actors")
    return tuple(str(path) for path in paths or [])
