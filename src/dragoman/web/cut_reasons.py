"""What the reasons for cutting debris away are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dragoman.model import Cut
from dragoman.tables import data_folder, read_rows


@cache
def _reasons() -> Mapping[str, tuple[str, str]]:
    table = data_folder() / "ingest" / "cut_reasons.csv"
    if not table.is_file():
        return {}
    columns = ("reason", "label", "explanation")
    return {
        key: (label, said) for key, label, said in read_rows(table, columns, lambda r: tuple(r[c] for c in columns))
    }


def cut_reason(key: str) -> str:
    """A reason in a word or two; one the table does not know is shown by its key."""
    label, _ = _reasons().get(key, (key.replace("-", " ").replace("_", " "), ""))
    return label


def cut_title(cut: Cut) -> str:
    """Why a stretch was cut away, in one line."""
    _, explanation = _reasons().get(cut.reason, ("", ""))
    parts = [f"Cut away: {cut_reason(cut.reason)}.", explanation, f"Rule: {cut.rule}" if cut.rule else ""]
    return " ".join(p for p in parts if p)
