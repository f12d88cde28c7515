"""Answers of SQL questions as a table, JSON Lines or CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dragoman.cli import console
from dragoman.cli.options import Listing

if TYPE_CHECKING:
    from rich.table import Table

_SHOWN = 1000  # rows of a table that is to be read
_NARROWEST = 8  # columns of the terminal below which the cells of a table cannot be read
_CELL = 200  # characters of a cell in such a table


def print_answer(columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]], format: Listing) -> None:
    """Print the answer of a question.

    Args:
        columns: Names of the columns.
        rows: The rows.
        format: The form.
    """
    if format is Listing.jsonl:
        from dragoman.store.rows import dump_json

        for row in rows:
            console.line(dump_json({name: _plain(value) for name, value in zip(columns, row, strict=True)}))
    elif format is Listing.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_text(value, "; ") for value in row])
    else:
        _print_table(columns, rows)


def _print_table(columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    shown: list[list[str]] = []
    more = 0
    for row in rows:
        if len(shown) >= _SHOWN:
            more += 1
            continue
        cells = [console.one_line(_text(value, ", ")) for value in row]
        shown.append([cell if len(cell) <= _CELL else f"{cell[:_CELL]}…" for cell in cells])
    out = console.out()
    if columns and len(columns) * _NARROWEST <= out.width:
        out.print(_table(columns, shown))
    elif columns:
        for cells in shown:
            out.print(_one_below_the_other(columns, cells))
    if more:
        console.say(f"… and {more} more rows: --format csv or jsonl prints them all")


def _table(columns: tuple[str, ...], rows: list[list[str]]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD)
    for name in columns:
        table.add_column(Text(console.one_line(name)))
    for cells in rows:
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _one_below_the_other(columns: tuple[str, ...], cells: list[str]) -> Table:
    """A row too wide for the terminal: each cell on a line of its own, after the name of its column."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_header=False)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, cell in zip(columns, cells, strict=True):
        table.add_row(Text(console.one_line(name)), Text(cell))
    return table


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.hex() if isinstance(value, bytes) else str(value)


def _text(value: Any, joint: str) -> str:
    value = _plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return joint.join("?" if part is None else _text(part, joint) for part in value)
    return str(value)
