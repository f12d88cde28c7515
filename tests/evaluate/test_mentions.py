"""Labelled mentions are found by their words as whole words."""

from __future__ import annotations

import pytest

from dragoman.annotate import Parser
from dragoman.evaluate.mentions import judge, measure
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
