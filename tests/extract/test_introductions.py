"""How people are introduced, on syntax built by hand."""

from __future__ import annotations

import pytest

from _build import annotated
from dragoman.extract.statements.introductions import Introducer


@pytest.mark.parametrize("dep", ["compound", "amod", "nmod"])
def test_a_role_is_the_words_before_a_name(dep: str) -> None:
    doc = annotated(f"deputy/ADJ/amod/1 minister/NOUN/{dep}/2 Díaz/PROPN/nsubj/3 spoke/VERB/ROOT/3")
    assert Introducer(doc, {}).introduced(doc.tokens[2])[0] == "deputy minister"


def test_a_role_whose_every_word_is_passed_over_is_still_its_head() -> None:
    """A parser may call an apposition's own head a possessor or a mark: what is left is that word."""
    introducer = Introducer(annotated("minister/NOUN/poss/1 Díaz/PROPN/nsubj/2 spoke/VERB/ROOT/2"), {})
    assert introducer._role(introducer.doc.tokens[0]) == "minister"
