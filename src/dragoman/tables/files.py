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
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader in C, ten times as quick; in Python where the package was built without libyaml."""


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
    found = []
    for line, row in numbered_rows(path, columns):
        try:
            found.append(make(row))
        except (ValueError, KeyError) as error:
            raise row_error(path, line, error) from error
    return found


def numbered_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV table with the lines they end on; values without surrounding white space.

    Args:
        path: The table.
        columns: Columns it must have.

    Raises:
        TableError: If the file, its header or a row's number of fields is broken.
    """
    try:
        handle = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror}). Check the path.") from error
    with handle:
        reader = csv.reader(handle)
        try:
            header = [name.strip() for name in next(reader, [])]
            missing = [c for c in columns if c not in header]
            if missing:
                raise TableError(
                    f"{path}:1: the column {', '.join(missing)} is missing. The header must have: {', '.join(columns)}."
                )
            for fields in reader:
                if len(fields) == len(header):
                    yield reader.line_num, dict(zip(header, map(str.strip, fields), strict=True))
                elif fields:
                    raise TableError(f"{path}:{reader.line_num}: the row has not as many fields as the header.")
        except UnicodeDecodeError as error:
            raise TableError(f"{path}: is not UTF-8 ({error.reason}). Save it as CSV in UTF-8.") from error
        except csv.Error as error:
            raise TableError(f"{path}:{reader.line_num}: is no CSV ({error}). Save it as CSV in UTF-8.") from error


def row_error(path: Path, line: int, error: Exception) -> TableError:
    """What is wrong with a row, with file and row."""
    return TableError(f"{path}:{line}: {error}. Mend or remove the row.")


def read_yaml(path: Path) -> Any:
    """The content of a YAML table.

    Raises:
        TableError: If it cannot be read or parsed.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
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
