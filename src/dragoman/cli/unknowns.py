"""The command ``unknowns``: names in an archive that no table knows, so that one's own table can name them."""

from __future__ import annotations

import csv
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli import console, options
from dragoman.cli.actors import tables_with
from dragoman.cli.commands import ASK, app

_DEFAULT = Path("dragoman.duckdb")
_COLUMNS = ("name", "records", "documents", "sides", "example")
_EXAMPLE = 160  # characters of the example shown
_QUESTION = """
    SELECT p.name, count(DISTINCT p.record) AS records, count(DISTINCT p.doc) AS documents,
        list_sort(list_distinct(list(p.side))) AS sides, min(r.evidence) AS example
    FROM parties p JOIN records r ON r.id = p.record
    WHERE p.actor IS NULL AND p.name IS NOT NULL AND p.side IN ('source', 'target', 'speaker', 'member', 'org')
    GROUP BY p.name
"""


class Unknowns(StrEnum):
    """Forms of the list."""

    table = "table"
    json = "json"
    csv = "csv"


@app.command(rich_help_panel=ASK)
def unknowns(
    archive: options.ArchivePath = _DEFAULT,
    least: Annotated[int, typer.Option("--least", min=1, help="Only names in at least so many records.")] = 2,
    actors: options.Actors = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="At most so many; 0 for all.")] = 50,
    format: Annotated[
        Unknowns, typer.Option("--format", "-f", help="table: to read; json: one JSON value; csv: one table.")
    ] = Unknowns.table,
) -> None:
    """List names that act, receive or speak in an archive and that no table knows, the most frequent first.

    Put those that matter into a table of your own and give it with --actors, here to see what is left, and to 'add'.
    """
    rows = _unknown(archive, least, actors)
    shown = rows[:limit] if limit else rows
    if format is Unknowns.json:
        console.json_value(shown)
    elif format is Unknowns.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for row in shown:
            writer.writerow(["; ".join(row[c]) if c == "sides" else row[c] for c in _COLUMNS])
    else:
        _print_table(shown)
    if not rows:
        console.say("no unknown name recurs")
    elif len(shown) < len(rows):
        console.say(f"{len(shown)} of {len(rows)} names: --limit shows more")


def _unknown(archive: Path, least: int, actors: list[Path] | None) -> list[dict[str, Any]]:
    """The unknown names of an archive: spellings that differ in articles and case count together."""
    from dragoman.resolve.lookup import look_up
    from dragoman.store import View, query
    from dragoman.tables.words import key_of, words_of

    View.open(archive)
    with query.asking(archive, _QUESTION) as answer:
        found = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    tables = tables_with(actors)
    together: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in sorted(found, key=lambda r: (-r["records"], r["name"])):
        words = key_of(row["name"])
        if words and words[0] in words_of("pointing_determiner") | {"a", "an"}:
            words = words[1:]
        if not words or not _is_name(row["name"]) or look_up(row["name"], None, tables).actor is not None:
            continue
        kept = together.get(words)
        if kept is None:
            together[words] = row
        else:
            kept["records"] += row["records"]
            # One document may have both spellings: at least the greater number.
            kept["documents"] = max(kept["documents"], row["documents"])
            kept["sides"] = sorted({*kept["sides"], *row["sides"]})
    rows = [r for r in together.values() if r["records"] >= least]
    return sorted(rows, key=lambda r: (-r["records"], -r["documents"], r["name"]))


def _is_name(words: str) -> bool:
    """Whether words name somebody: a capital letter elsewhere than in the article before a common noun."""
    parts = words.split()
    first = 1 if len(parts) > 1 and parts[0].lower() in {"the", "a", "an"} else 0
    return any(part[:1].isupper() for part in parts[first:]) and len(words) > 1


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    table = Table(box=box.SIMPLE_HEAD)
    for heading in _COLUMNS:
        table.add_column(heading, overflow="fold", justify="right" if heading in {"records", "documents"} else "left")
    for row in rows:
        example = console.one_line(row["example"])
        cells = (
            console.one_line(row["name"]), str(row["records"]), str(row["documents"]), ", ".join(row["sides"]),
            example if len(example) <= _EXAMPLE else f"{example[:_EXAMPLE]}…",
        )  # fmt: skip
        table.add_row(*(Text(cell) for cell in cells))
    console.out().print(table)
