"""Slips of the parser on the field's own phrases."""

from __future__ import annotations

import pytest

from _build import annotated
from dragoman.annotate.slips import mend_slips
from dragoman.model import Token


def shape(tokens: list[Token]) -> dict[str, tuple[str, str, str]]:
    return {t.text: (t.pos, t.dep, tokens[t.head].text) for t in tokens}


@pytest.mark.parametrize("clause", ["ROOT/3", "relcl/1"])
def test_founding_members_are_what_they_are(clause: str) -> None:
    dep, head = clause.split("/")
    doc = annotated(
        "of/ADP/prep/4 Pact/PROPN/ROOT/1 both/PRON/nsubj/3"
        f" founding/VERB/{dep}/{head} members/NOUN/dobj/3/member are/AUX/aux/3/be"
    )
    found = shape(mend_slips(doc.tokens))
    assert found["members"] == ("NOUN", "attr", "are") and found["founding"] == ("ADJ", "amod", "members")
    assert found["both"] == ("PRON", "nsubj", "are")
    assert found["are"] == ("AUX", dep, "are" if dep == "ROOT" else "Pact")


def test_who_founds_something_else_is_left_alone() -> None:
    for row in (
        "They/PRON/nsubj/2 are/AUX/aux/2/be founding/VERB/ROOT/2/found banks/NOUN/dobj/2/bank",
        "Founding/VERB/ROOT/0/found members/NOUN/dobj/0/member left/VERB/acl/1",
    ):
        doc = annotated(row)
        assert mend_slips(doc.tokens) == list(doc.tokens)
