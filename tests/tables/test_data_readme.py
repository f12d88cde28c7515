"""Every table is named in the data folder's README, and every table named there exists."""

from __future__ import annotations

import re

from dragoman.tables import data_folder

TABLES = {p.name for p in data_folder().rglob("*") if p.suffix in {".csv", ".yaml"}}
NAMED = set(re.findall(r"[a-z_]+\.(?:csv|yaml)", (data_folder() / "README.md").read_text(encoding="utf-8")))


def test_every_table_is_named() -> None:
    assert not TABLES - NAMED


def test_nothing_named_is_missing() -> None:
    assert not NAMED - TABLES - {"membership_questions.csv"}
