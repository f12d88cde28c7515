"""Reading the packaged tables: CSV with a header, checked row by row, errors with file and row."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import yaml

from dragoman.model import TableError

T = TypeVar("T")


def data_folder() -> Path:
    """The folder of the packaged tables."""
    return Path(str(files("dragoman.data")))


def read_rows(path: Path, columns: tuple[str, ...], make: Callable[[Mapping[str, str]], T]) -> list[T]:
    """All rows of a CSV table.

    Args:
        path: The table.
        columns: Columns it must have; others are passed over.
        make: Turns one row into a value; raises ValueError with what is wrong.

    Returns:
        The values, in file order.

    Raises:
        TableError: If the file, a column or a row is broken; the message names file and row.
    """
    return list(_rows(path, columns, make))


def _rows(path: Path, columns: tuple[str, ...], make: Callable[[Mapping[str, str]], T]) -> Iterator[T]:
    try:
        handle = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror}). Check the path.") from error
    with handle:
        reader = csv.DictReader(handle)
        missing = [c for c in columns if c not in (reader.fieldnames or ())]
        if missing:
            raise TableError(
                f"{path}:1: the column {', '.join(missing)} is missing. The header must have: {', '.join(columns)}."
            )
        for row in reader:
            if None in row.values() or None in row:
                raise TableError(f"{path}:{reader.line_num}: the row has not as many fields as the header.")
            try:
                yield make({k: v.strip() for k, v in row.items()})
            except (ValueError, KeyError) as error:
                raise TableError(f"{path}:{reader.line_num}: {error}. Mend or remove the row.") from error


def read_yaml(path: Path) -> Any:
    """The content of a YAML table.

    Raises:
        TableError: If it cannot be read or parsed.
    """
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise TableError(f"{path}: {error}") from error


def digest(folder: Path | None = None) -> str:
    """One SHA-256 over all packaged tables, names and contents, for a run's manifest (first 16 digits)."""
    folder = folder or data_folder()
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".csv", ".yaml", ".yml"}):
        total.update(path.relative_to(folder).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]
