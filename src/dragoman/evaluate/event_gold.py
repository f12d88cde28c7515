"""The gold events of a folder, document by document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dragoman.evaluate.lines import read_lines
from dragoman.evaluate.scorer import Row, Scorer

_CODE = re.compile(r"[A-Z0-9_]+")


def read_gold_events(path: Path) -> list[Row]:
    """The gold events of one document.

    Args:
        path: ``FOLDER/dev/gold/NAME.jsonl``.

    Returns:
        Its events in order; records of other kinds are passed over.

    Raises:
        InputError: If the file cannot be read, or a line is no gold record.
    """
    rows = read_lines(path, _checked, "gold record")
    return [row for row in rows if row.get("kind") == "event"]


def _checked(row: Row) -> Row:
    if row.get("kind") == "event":
        _check(row)
    return row


def _check(row: Row) -> None:
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
