"""The command ``add``: read texts into an archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import console, exits, options
from dragoman.cli.commands import READ, app
from dragoman.cli.reading import make_coder, read
from dragoman.cli.run import total_of
from dragoman.model import Document, IssueRow, StoreError

_FATES = {
    "new": "added",
    "recode": "coded again by this version",
    "replace": "replaced",
    "unchanged": "already there",
    "failed": "failed",
}
"""How the closing line calls what became of documents, in its order."""


@app.command(rich_help_panel=READ)
def add(
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
    archive: options.ArchivePath = Path("dragoman.duckdb"),
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="Let a document take the place of another text or other particulars under the same id."
        ),
    ] = False,
    actors: options.Actors = None,
    workers: options.Workers = 1,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Read texts into an archive.

    Each document is stored as soon as it is coded. Stop at any moment and run the same command again: it goes on.
    Documents that are there already are left as they are.

    Example: dragoman add reports/ corpus.jsonl --archive asia.duckdb
    """
    reading = options.Reading(
        id=id, date=date, publisher=publisher, title=title, url=url, text_column=text_column,
        date_column=date_column, publisher_column=publisher_column, title_column=title_column,
        url_column=url_column, id_column=id_column, encoding=encoding, format=input_format,
    )  # fmt: skip
    raise typer.Exit(
        into_archive(
            read(inputs, reading),
            archive,
            actors=options.actor_files(actors),
            workers=workers,
            replace=replace,
            quiet=quiet,
            json=json,
            settings={name: str(value) for name, value in reading.given().items()},
        )
    )


def into_archive(
    documents: Iterable[Document | IssueRow],
    path: Path,
    *,
    actors: tuple[str, ...] = (),
    workers: int = 1,
    replace: bool = False,
    quiet: bool = False,
    json: bool = False,
    settings: dict[str, str] | None = None,
    total: int | None = None,
) -> int:
    """Code documents into an archive, with progress and a closing line on standard error.

    Args:
        documents: Documents, and what could not be read.
        path: The archive's file, made if need be.
        actors: The user's actor tables.
        workers: Number of processes.
        replace: Whether documents may take the place of others.
        quiet: Show neither progress nor closing line.
        json: Print what became of the documents as JSON.
        settings: What the user set, for the run's manifest.
        total: Number of documents, if known.

    Returns:
        The exit code.
    """
    from dragoman.pipeline.manifest import describe
    from dragoman.pipeline.run import add_documents
    from dragoman.store import Archive

    store = Archive.open(path)
    manifest = describe(actors, settings)
    fates: Counter[str] = Counter()
    issues: list[IssueRow] = []
    stopped = False
    broken = False
    try:
        with console.steps(f"adding to {path.name}", total or total_of(documents), quiet) as steps:
            for outcome in add_documents(
                store, documents, make_coder(actors), manifest, workers=workers, replace=replace
            ):
                if outcome.fate != "doubt":
                    fates[outcome.fate] += 1
                    steps.done(outcome.doc)
                if outcome.issue:
                    issues.append(outcome.issue)
                if outcome.coded:
                    issues.extend(outcome.coded.issues)
    except KeyboardInterrupt:
        stopped = True
    except StoreError as error:
        broken = True
        console.complain(str(error))
    finally:
        console.complain_of(issues)
    told = ", ".join(f"{fates[fate]} {words}" for fate, words in _FATES.items() if fates[fate])
    if json:
        counts = {fate: fates[fate] for fate in _FATES}
        console.json_value({"archive": str(path), **counts, "stopped": stopped or broken})
    if stopped:
        console.complain(f"stopped; kept in {path}: {told or 'nothing'}; run the same command again to go on")
        return exits.INTERRUPTED
    if broken:
        console.complain(f"kept in {path}: {told or 'nothing new'}")
        return exits.NOTHING
    if not quiet:
        console.say(f"{path}: {told or 'no documents found'}")
    return exits.of_documents(fates.total() - fates["failed"], fates["failed"])
