"""From what a person named (files, folders, globs, ``-``) to the files to read, in a fixed order."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dragoman.ingest.options import FORMATS
from dragoman.ingest.refusal import issue
from dragoman.ingest.tables import table_rows
from dragoman.model import InputError, IssueRow, TableError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Located:
    """A file to read.

    Attributes:
        path: Where it is; None for standard input.
        name: What its documents are called after: its stem, as far as no other file of the call has the same.
        format: One of `FORMATS` as the suffix tells, or None if the first bytes must tell.
    """

    path: Path | None
    name: str
    format: str | None

    @property
    def label(self) -> str:
        """How messages call it."""
        return "standard input" if self.path is None else str(self.path)


@cache
def suffix_formats() -> dict[str, str]:
    """The format each known suffix means."""
    found = {}
    for where, row in table_rows("suffixes.csv", ("suffix", "format")):
        if row["format"] not in FORMATS:
            raise TableError(f"{where}: no format {row['format']!r}; there are {', '.join(FORMATS)}.")
        found[row["suffix"]] = row["format"]
    return found


def format_of(path: Path) -> str | None:
    """The format a file's suffix tells (``.gz`` looked through), or None."""
    return suffix_formats().get(_bare(path).suffix.lower())


def _bare(path: Path) -> Path:
    return path.with_suffix("") if path.suffix.lower() == ".gz" else path


def locate(inputs: Sequence[str]) -> tuple[list[Located], list[IssueRow]]:
    """Find the files that inputs name.

    Args:
        inputs: Paths of files and folders, globs, and ``-`` for standard input.

    Returns:
        The files in the order given, each folder's and glob's own sorted by path, none twice; and an issue row for
        each input that names none.

    Raises:
        InputError: If nothing at all is there to read.
    """
    if not inputs:
        raise InputError("Nothing to read: name files, folders or globs, or - for standard input.")
    paths: dict[Path | None, None] = {}
    issues: list[IssueRow] = []
    for name in inputs:
        found, code, why = _expand(name, issues)
        if not found:
            issues.append(issue(name, code, why))
        paths.update(dict.fromkeys(found))
    if not paths:
        raise InputError("\n".join(row.message for row in issues))
    return _named(list(paths)), issues


def _expand(name: str, issues: list[IssueRow]) -> tuple[list[Path | None], str, str]:
    """The files one input names, or none with a code and the reason; folders closed to us add to the issues."""
    if name == STDIN:
        return [None], "", ""
    if not name.strip():  # as a path it would mean the whole working folder
        return [], "no-such-file", "An input's name is empty. Name files, folders or globs, or - for standard input."
    path = Path(name)
    try:
        if path.is_dir():
            found: list[Path | None] = [*sorted(_known_files(path, issues))]
            known = ", ".join(suffix_formats())
            return found, "no-known-files", (
                f"{name}: the folder has no file to read. Files ending in {known} are read, each also with .gz."
            )  # fmt: skip
        if path.exists():
            return [path], "", ""
        if glob.has_magic(name):
            matched = [Path(p) for p in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207 - ** and absolute
            inside = [sorted(_known_files(p, issues)) if p.is_dir() else [p] for p in matched]
            flat: list[Path | None] = [*sorted({p for some in inside for p in some})]
            return flat, "no-such-file", f"{name}: no file matches. Check the pattern and the folder it starts from."
    except (OSError, ValueError) as error:  # a name too long, or with a NUL in it
        return [], "no-such-file", f"{name[:200]!r}: no such file ({error})."
    return [], "no-such-file", f"{name}: there is no such file or folder. Check the path."


def _known_files(folder: Path, issues: list[IssueRow]) -> Iterator[Path]:
    """Files of known suffix below a folder, hidden ones left out; links to folders are not followed."""

    def closed(error: OSError) -> None:
        where = str(error.filename)
        why = error.strerror or str(error)
        issues.append(issue(where, "unreadable", f"{where} could not be opened ({why}): change its permissions."))

    for at, folders, names in os.walk(folder, onerror=closed):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in names:
            path = Path(at, name)
            if not name.startswith(".") and format_of(path) is not None:
                yield path


_CALLED: tuple[Callable[[Path], str], ...] = (
    lambda path: _bare(path).stem,
    lambda path: f"{path.absolute().parent.name}-{_bare(path).stem}",
    lambda path: f"{path.absolute().parent.name}-{path.name}",
    lambda path: path.absolute().as_posix(),
)
"""Ways to call a file, each more particular than the one before."""


def _named(paths: list[Path | None]) -> list[Located]:
    """Give every file the shortest name that no other of them has."""
    located = [Located(None, "", None) if p is None else Located(p, _CALLED[0](p), format_of(p)) for p in paths]
    for call in _CALLED[1:]:
        counts: dict[str, int] = {}
        for one in located:
            counts[one.name] = counts.get(one.name, 0) + 1
        if all(n == 1 for n in counts.values()):
            break
        located = [
            one if one.path is None or counts[one.name] == 1 else replace(one, name=call(one.path)) for one in located
        ]
    return located
