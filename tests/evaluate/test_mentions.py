"""Labelled mentions are found by their words as whole words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.annotate import Parser
from dragoman.evaluate.mentions import OPEN, POINTING, judge, measure, read_items
from dragoman.model import Document, InputError
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

pytestmark = pytest.mark.model
TEXT = "The Chilean president met his Peruvian counterpart in Lima. Then he flew home."


def item(*labels: tuple[str, int, list[str], str]) -> dict[str, object]:
    mentions = [{"text": t, "occurrence": n, "actors": a, "form": f} for t, n, a, f in labels]
    return {"id": "t", "text": TEXT, "published": "2019-05-02", "publisher": None, "mentions": mentions}


def test_whole_words_are_counted() -> None:
    doc = resolve_mentions(Parser().parse(Document("t", TEXT, published="2019-05-02")), packaged_actors())
    (he,) = judge(doc, item(("he", 0, ["CHL"], "pronoun")))
    assert he.given == ("CHL",), "not the “he” inside “The”"


def test_a_label_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"t: 'he' stands 1 times in the text, not 2"):
        measure([item(("he", 1, ["CHL"], "pronoun"))], Parser(), packaged_actors())


def test_texts_with_places_of_words_that_point_are_read_too(tmp_path: Path) -> None:
    he, counterpart = TEXT.index("he flew"), TEXT.index("his")
    labels = [[counterpart, counterpart + 24, ["PER"]], [he, he + 2, []]]
    row = {"i": "t", "text": TEXT, "date": "2019-05-02", "publisher": None, "m": labels}
    file = tmp_path / "pointing.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    scores = measure(read_items([file]), Parser(), packaged_actors())
    assert (scores.all[POINTING], scores.right[POINTING], scores.all[OPEN]) == (2, 1, 1), "he is Chile's to the rules"


def test_a_line_of_neither_form_says_what_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text('{"i": "t", "text": "He left."}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"no id, mentions, published, publisher"):
        list(read_items([file]))
