"""How far a noun phrase reaches."""

from __future__ import annotations

import pytest

from _build import annotated
from dragoman.resolve.extents import Extents

KEPT = "Critics/NOUN/nsubj/1 praised/VERB/ROOT/1 the/DET/det/3 party/NOUN/dobj/1 of/ADP/prep/3/of reform/NOUN/pobj/4"
LEFT = "Critics/NOUN/nsubj/1 accused/VERB/ROOT/1 the/DET/det/3 party/NOUN/dobj/1 of/ADP/prep/3/of stealing/VERB/pcomp/4"


@pytest.mark.parametrize(
    ("words", "short", "phrase"),
    [(KEPT, False, "the party of reform"), (KEPT, True, "the party"), (LEFT, False, "the party")],
)
def test_of_goes_on_with_nouns_alone(words: str, short: bool, phrase: str) -> None:
    doc = annotated(words)
    assert doc.quote(*Extents(doc, {}).span(3, short)) == phrase
