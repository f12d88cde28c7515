"""The tables of this package, each row checked as it is read.

Reference: src/dragoman/data/ingest/README.md.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files

from dragoman.model import TableError


def table_rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a table with the place each stands at.

    Args:
        name: File name below ``data/ingest``.
        columns: The header it must have.

    Yields:
        ``file:line`` for messages, and the row by column.

    Raises:
        TableError: If the header differs or a row has another number of cells.
    """
    with files("dragoman.data").joinpath("ingest", name).open(encoding="utf-8") as file:
        reader = csv.reader(file, strict=True)
        header = tuple(next(reader, []))
        if header != columns:
            raise TableError(f"{name}:1: the columns are {', '.join(header)}; expected {', '.join(columns)}.")
        for cells in reader:
            where = f"{name}:{reader.line_num}"
            if len(cells) != len(columns):
                raise TableError(f"{where}: {len(cells)} cells where the header has {len(columns)}.")
            yield where, dict(zip(columns, cells, strict=True))
