"""The gold events of a folder, document by document."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dragoman.evaluate.scorer import Row, Scorer
from dragoman.model import InputError

_CODE = re.compile(r"[A-Z0-9_]+")


def read_gold_events(path: Path) -> list[dict[str, Any]]:
    """The gold events of one document.

    Args:
        path: ``FOLDER/dev/gold/NAME.jsonl``.

    Returns:
        Its events in order; records of other kinds are passed over.

    Raises:
        InputError: If the file cannot be read, or a line is no gold record.
    """
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}): it must be JSON Lines in UTF-8.") from None
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if row.get("kind") == "event":
                _check(row)
                found.append(row)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InputError(f"{path}:{number}: this is no gold record ({error!r}). Mend it.") from None
    return found


def _check(row: dict[str, Any]) -> None:
    for name in ("source", "target", "evidence"):
        if not isinstance(row[name], list):
            raise ValueError(f"{name} is no list")
    if not row["types"] or not isinstance(row["types"], list):
        raise ValueError("no types")


def as_meant(gold: Sequence[Row], scorer: Scorer) -> list[Row]:
    """Gold whose parties are read as the gold's makers meant them: ``LBY|protesters`` is that code or those words.

    The scorer takes a party with any lower-case part for one name, which no code can match. The parties are handed to
    it here in the form it has for codes, with each part as it writes names.
    """
    return [{**g, **{side: [_party(p, scorer) for p in g[side]] for side in ("source", "target")}} for g in gold]


def _party(party: Any, scorer: Scorer) -> Any:
    if not isinstance(party, str):
        return party
    parts = [p if _CODE.fullmatch(p) else f"name:{scorer.norm(p)}" for p in party.split("|")]
    return {"actor": "|".join(parts)}
