"""Reads gold kept as JSON Lines, with one clear error for a bad line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from dragoman.model import InputError

T = TypeVar("T")


def read_lines(path: Path, read: Callable[[dict[str, Any]], T], what: str) -> list[T]:
    """What a reader makes of every line of a file.

    Args:
        path: A JSON Lines file in UTF-8; empty lines are passed over.
        read: Makes a value of a line's object.
        what: What a line must be, for the error ("gold record").

    Raises:
        InputError: If the file cannot be read, or a line is no JSON or not what it must be.
    """
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): name a file of JSON Lines.") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 ({error.reason} at byte {error.start}): name JSON Lines.") from None
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(read(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InputError(f"{path}:{number}: this is no {what} ({error!r}). Mend it.") from None
    return found
