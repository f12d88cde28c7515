"""The commands that ask an archive: what is in it, and why."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli import console, options
from dragoman.cli.commands import ASK, app
from dragoman.cli.naming import with_codes
from dragoman.model import InputError, Record, SettingsError

if TYPE_CHECKING:
    from dragoman.store import DocumentRow, StoredDocument, View

_DEFAULT = Path("dragoman.duckdb")
_NARROW = 100  # columns below which the list of documents leaves some out

Limit = Annotated[int, typer.Option("--limit", "-n", min=0, help="At most so many; 0 for all.")]
Offset = Annotated[int, typer.Option("--offset", min=0, help="Leave out so many first.")]


def open_view(archive: Path) -> View:
    """The read-only view of an archive.

    Raises:
        StoreError: If it cannot be read.
    """
    from dragoman.store import View

    return View.open(archive)


@app.command(rich_help_panel=ASK)
def documents(
    archive: options.ArchivePath = _DEFAULT,
    search: options.Search = None,
    publisher: options.Publishers = None,
    since: options.Since = None,
    until: options.Until = None,
    limit: Limit = 100,
    offset: Offset = 0,
    json: options.Json = False,
) -> None:
    """List the documents of an archive, newest first."""
    filters: dict[str, Any] = {"search": search, "publisher": publisher, "since": since, "until": until}
    with open_view(archive).reading() as view:
        rows = view.documents(limit=limit or None, offset=offset, **filters)
        total = view.count_documents(**filters)
    if json:
        console.json_value([{**asdict(row), "records": row.records} for row in rows])
        return
    if rows:
        _print_documents(rows)
    _tell_rest(len(rows), offset, total, "documents")


def _print_documents(rows: list[DocumentRow]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    out = console.out()
    narrow = out.width < _NARROW
    table = Table(box=box.SIMPLE_HEAD, expand=True)
    # An id is there to be copied: it is folded only where it would take the table's half.
    widest = min(out.width // 3, max((len(row.id) for row in rows), default=0))
    table.add_column("id", min_width=widest, max_width=widest, overflow="fold")
    table.add_column("published", width=10)
    if not narrow:
        table.add_column("publisher", max_width=24, overflow="fold")
    table.add_column("title", ratio=1, overflow="fold")
    noted = any(row.issues for row in rows)
    for heading in ("records",) if narrow else ("records", "issues") if noted else ("records",):
        table.add_column(heading, justify="right", width=7)
    for row in rows:
        publisher, title = console.one_line(row.publisher or ""), console.one_line(row.title or "")
        about = [Text.assemble(title, (f"\n{publisher}", "dim"))] if narrow else [Text(publisher), Text(title)]
        numbers = [str(row.records), *([str(row.issues or "")] if noted and not narrow else [])]
        table.add_row(Text(console.one_line(row.id)), row.published or "", *about, *numbers)
    out.print(table)


def _tell_rest(shown: int, offset: int, total: int, what: str) -> None:
    if not total:
        console.say(f"no {what} fit")
    elif shown < total:
        console.say(
            f"{offset + 1 if shown else offset} to {offset + shown} of {total} {what}: --limit and --offset show others"
        )


@app.command(rich_help_panel=ASK)
def show(
    document: Annotated[str, typer.Argument(help="Id of the document.", show_default=False)],
    archive: options.ArchivePath = _DEFAULT,
    text: Annotated[
        bool, typer.Option("--text", help="Print only the document's text, exactly as it was given.")
    ] = False,
    json: options.Json = False,
) -> None:
    """Show a document and all its records."""
    with open_view(archive).reading() as view:
        stored = _document(view, document)
        records = view.records(doc=document, limit=None)
        issues = view.issues(document)
    if text:
        sys.stdout.write(stored.document.text.encode("utf-8", "replace").decode("utf-8"))
        return
    if json:
        from dragoman.model.interchange import document_to_dict, plain, record_to_dict, why_to_dict

        row = stored.row
        console.json_value(
            {
                **document_to_dict(stored.document),
                "added": row.added,
                "coder": row.coder,
                "model": row.model,
                "text": stored.document.text,
                "cuts": [plain(cut) for cut in stored.document.cuts],
                "records": [{**record_to_dict(record), "why": why_to_dict(record.why)} for record in records],
                "issues": [asdict(issue) for issue in issues],
            }
        )
        return
    from dragoman.cli.summary import document_head, print_records

    out = console.out()
    out.print(document_head(stored.document, len(records)))
    print_records(out, records)
    marks: Counter[str] = Counter()
    for cut in stored.document.cuts:
        passed = console.one_line(stored.document.text[cut.start : cut.end])
        if cut.is_mark:
            marks[cut.reason] += 1
        else:
            out.print(f"passed over ({cut.reason}): {passed[:100]}", style="dim", soft_wrap=True)
    for reason, number in marks.items():
        out.print(f"passed over ({reason}): {number} marks", style="dim")
    console.complain_of(issues)


def _document(view: View, id: str) -> StoredDocument:
    stored = view.document(id)
    if stored is None:
        raise InputError(f"there is no document {id!r} in {view.path}: 'dragoman documents' lists them")
    return stored


@app.command(rich_help_panel=ASK)
def records(
    archive: options.ArchivePath = _DEFAULT,
    kind: options.Kinds = None,
    actor: options.ActorCodes = None,
    source: options.Sources = None,
    target: options.Targets = None,
    type: options.Types = None,
    status: options.Statuses = None,
    since: options.Since = None,
    until: options.Until = None,
    doc: options.Docs = None,
    publisher: options.Publishers = None,
    search: options.Search = None,
    order: Annotated[
        options.Order,
        typer.Option("--order", help="text: newest document first, as told; date: by the record's own date."),
    ] = options.Order.text,
    limit: Limit = 100,
    offset: Offset = 0,
    format: Annotated[
        options.Listing,
        typer.Option("--format", "-f", help="table: to read; jsonl: one JSON object a line; csv: one table."),
    ] = options.Listing.table,
) -> None:
    """List records: who did what to whom, who said what, who belongs where.

    Example: dragoman records --kind event --actor CHN --since 2022-09 --format csv
    """
    filters: dict[str, Any] = {
        "kind": kind, "actor": actor, "source": source, "target": target, "type": type, "status": status,
        "since": since, "until": until, "doc": doc, "publisher": publisher, "search": search,
    }  # fmt: skip
    with open_view(archive).reading() as view:
        filters = with_codes(view, filters)
        found = view.records(limit=limit or None, offset=offset, order=order.value, **filters)
        total = view.count_records(**filters)
    if format is options.Listing.jsonl:
        from dragoman.model.interchange import record_to_dict
        from dragoman.store.rows import dump_json

        for record in found:
            console.line(dump_json(record_to_dict(record)))
    elif format is options.Listing.csv:
        _print_csv(found, kind)
    else:
        from dragoman.cli.summary import print_records

        print_records(console.out(), found, with_doc=True)
    _tell_rest(len(found), offset, total, "records")


def _print_csv(found: list[Record], kind: list[str] | None) -> None:
    from dragoman.store.columns import COLUMNS, COMMON_COLUMNS
    from dragoman.store.export import csv_row

    columns = COLUMNS[kind[0]] if kind and len(set(kind)) == 1 else COMMON_COLUMNS
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for record in found:
        writer.writerow(csv_row(record, columns))


@app.command(rich_help_panel=ASK)
def explain(
    record: Annotated[
        str,
        typer.Argument(
            help="The beginning of the record's id, as 'show' prints it, or DOCUMENT#RECORD, as 'records' does.",
            show_default=False,
        ),
    ],
    archive: options.ArchivePath = _DEFAULT,
    json: options.Json = False,
) -> None:
    """Say why a record was coded so: its words in their place, the rule, the model, who is meant, which day."""
    with open_view(archive).reading() as view:
        found = find_record(view, record)
        stored = _document(view, found.doc)
    if json:
        from dragoman.model.interchange import record_to_dict, why_to_dict

        console.json_value({**record_to_dict(found), "why": why_to_dict(found.why)})
        return
    from dragoman.cli.explain import print_explanation

    print_explanation(console.out(), found, stored)


def find_record(view: View, name: str) -> Record:
    """The record that ``DOCUMENT#RECORD`` or the beginning of an id names.

    Raises:
        InputError: If there is none, or more than one.
    """
    doc, mark, id = name.rpartition("#")
    if not mark:
        fitting = view.records_named(name)
        if not fitting:
            raise InputError(f"there is no record {name!r} in {view.path}: 'dragoman records' lists them")
        if len(fitting) > 1 and fitting[0].id != name:
            raise InputError(f"{name!r} begins several records: give more of the id, or DOCUMENT#{name}")
        return fitting[0]
    _document(view, doc)
    fitting = [r for r in view.records(doc=doc, limit=None) if r.id.startswith(id)] if id else []
    if not fitting:
        raise InputError(f"document {doc!r} has no record {id!r}: 'dragoman show {doc}' lists them")
    if len(fitting) > 1:
        raise InputError(f"{id!r} begins {len(fitting)} records of document {doc!r}: give more of the id")
    return fitting[0]


@app.command(rich_help_panel=ASK)
def issues(
    archive: options.ArchivePath = _DEFAULT,
    doc: Annotated[str | None, typer.Option("--doc", help="Only of this document or input.")] = None,
    limit: Limit = 100,
    json: options.Json = False,
) -> None:
    """List what went wrong while documents were added."""
    found = open_view(archive).issues(doc, limit=limit or None)
    if json:
        console.json_value([asdict(issue) for issue in found])
        return
    for issue in found:
        weight = "lost" if issue.lost else "doubt"
        where = "" if issue.message.startswith(f"{issue.doc} ") else f"{issue.doc}: "
        console.line(console.one_line(f"{issue.at} {weight} {issue.stage}/{issue.code} {where}{issue.message}"))
    if not found:
        console.say("no issues")


@app.command("sql", rich_help_panel=ASK)
def ask_sql(
    question: Annotated[
        str,
        typer.Argument(metavar="SQL", help="A statement in DuckDB's SQL, or - for standard input.", show_default=False),
    ],
    archive: options.ArchivePath = _DEFAULT,
    format: Annotated[
        options.Listing, typer.Option("--format", "-f", help="table: to read; jsonl: one JSON object a line; csv.")
    ] = options.Listing.table,
) -> None:
    """Ask an archive in SQL, read-only.

    Tables: documents, records, parties, issues, runs. A view a kind: events, statements, memberships, ties,
    measures, silences. 'DESCRIBE events' tells the columns.

    Example: dragoman sql "SELECT source, target, count(*) FROM events GROUP BY ALL ORDER BY 3 DESC"
    """
    from dragoman.cli.answers import print_answer
    from dragoman.store import query

    if not archive.exists():
        open_view(archive)  # says so
    sql = sys.stdin.read() if question == "-" else question
    with query.asking(archive, sql) as answer:
        print_answer(answer.columns, answer.rows, format)


@app.command(rich_help_panel=ASK)
def export(
    archive: options.ArchivePath = _DEFAULT,
    format: Annotated[
        options.Export,
        typer.Option("--format", "-f", help="jsonl: one JSON object a line; csv, parquet: a file a kind, into --out."),
    ] = options.Export.jsonl,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="Folder for csv and parquet; file for jsonl, else it is printed.", show_default=False
        ),
    ] = None,
    kind: options.Kinds = None,
    actor: options.ActorCodes = None,
    source: options.Sources = None,
    target: options.Targets = None,
    type: options.Types = None,
    status: options.Statuses = None,
    since: options.Since = None,
    until: options.Until = None,
    doc: options.Docs = None,
    publisher: options.Publishers = None,
    search: options.Search = None,
    quiet: options.Quiet = False,
) -> None:
    """Write documents and records to files, all of them or those that fit.

    Example: dragoman export --format parquet --out asia/ --actor IND
    """
    from dragoman.store import export as exports

    if format is not options.Export.jsonl and out is None:
        raise SettingsError(f"--format {format} writes a file for each kind of record: say where with --out FOLDER")
    filters: dict[str, Any] = {
        "kind": kind, "actor": actor, "source": source, "target": target, "type": type, "status": status,
        "since": since, "until": until, "doc": doc, "publisher": publisher, "search": search,
    }  # fmt: skip
    view = open_view(archive)
    coded = view.coded(**with_codes(view, filters))
    if out is None:
        for line in exports.lines(coded):
            console.line(line)
        return
    if format is options.Export.csv:
        written = exports.write_csv(coded, out)
    elif format is options.Export.parquet:
        written = exports.write_parquet(coded, out)
    else:
        written = [exports.write_jsonl(coded, out)]
    if not quiet:
        console.say("written: " + ", ".join(str(path) for path in written))
