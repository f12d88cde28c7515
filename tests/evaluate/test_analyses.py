"""The news analyses with gold that stand beside this file: whole, and within what the ontology and the tables know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.evaluate.dev import gold_documents
from dragoman.tables import ontology

FOLDER = Path(__file__).with_name("analyses")
NAMES = sorted(p.stem for p in (FOLDER / "dev/gold").glob("*.jsonl"))


def test_every_analysis_has_text_gold_and_publication() -> None:
    documents = gold_documents(FOLDER, scorer=Path("elsewhere.py"))
    assert len(documents) == len(NAMES) == 30
    assert all(d.published and d.publisher and d.title and len(d.text) > 2000 for d in documents)


@pytest.mark.parametrize("name", NAMES)
def test_gold_speaks_of_its_text_in_the_ontologys_words(name: str) -> None:
    text = (FOLDER / "dev/text" / f"{name}.txt").read_bytes().decode("utf-8")
    head, *events = map(json.loads, (FOLDER / "dev/gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    assert head["kind"] == "document"
    assert sum(not e["optional"] for e in events) >= 30
    for e in events:
        start, end = e["evidence"]
        assert 0 <= start < end <= len(text)
        assert e["types"] and set(e["types"]) <= set(ontology().types)
        assert e["source"] or e["target"]
