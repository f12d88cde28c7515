from __future__ import annotations

import re
from pathlib import Path

import duckdb

from dragoman.store import Archive, query

DOCS = (Path(__file__).parents[2] / "docs" / "archive.md").read_text("utf-8")


def test_every_table_and_column_is_documented(archive: Archive) -> None:
    with duckdb.connect(str(archive.path), read_only=True) as connection:
        found = connection.execute("SELECT table_name, column_name FROM information_schema.columns").fetchall()
    assert len(found) > 100
    told = set(re.findall(r"`(\w+)`", DOCS))
    assert {name for row in found for name in row} - told == set()


def test_the_questions_of_the_documentation_can_be_asked(filled: Archive) -> None:
    (block,) = re.findall(r"```sql\n(.*?)```", DOCS, re.S)
    questions = [q for q in block.split(";") if q.strip()]
    assert len(questions) == 4
    for question in questions:
        with query.asking(filled.path, question) as answer:
            list(answer.rows)
