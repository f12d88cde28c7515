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


def test_a_secretary_general_is_one_official() -> None:
    doc = annotated(
        "the/DET/det/1 secretary/NOUN/compound/3 -/PUNCT/punct/3 general/ADJ/nsubj/4/general left/VERB/ROOT/4/leave"
    )
    mended = mend_slips(doc.tokens)
    assert (mended[3].pos, mended[3].lemma, mended[0].head) == ("NOUN", "secretary-general", 3)


def test_neither_is_who_wants_what_nobody_else_does() -> None:
    doc = annotated("neither/CCONJ/preconj/1 wanted/VERB/ROOT/1/want war/NOUN/dobj/1")
    assert shape(mend_slips(doc.tokens))["neither"] == ("PRON", "nsubj", "wanted")
    doc = annotated("neither/CCONJ/preconj/2 he/PRON/nsubj/2 spoke/VERB/ROOT/2/speak")
    assert mend_slips(doc.tokens) == list(doc.tokens)
