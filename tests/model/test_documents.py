from __future__ import annotations

import hashlib
from dataclasses import FrozenInstanceError

import pytest

from _build import annotated
from dragoman.model import Cut, Document


def test_a_document_is_its_text() -> None:
    document = Document("a", "Ää 🏔\r\n")
    assert document.chars == 6
    assert document.sha256 == hashlib.sha256("Ää 🏔\r\n".encode()).hexdigest()
    assert Document("b", "Ää 🏔\n").sha256 != document.sha256, "line ends belong to the text"


def test_half_a_surrogate_pair_has_a_digest_too() -> None:
    assert Document("a", "x\ud800").sha256 != Document("a", "x\ud801").sha256


def test_where_it_was_read_is_no_part_of_it() -> None:
    assert Document("a", "x", path="one.txt") == Document("a", "x", path="two.txt")
    assert Document("a", "x", cuts=(Cut(0, 1, "caption"),)) != Document("a", "x")


def test_nothing_of_it_can_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Document("a", "x").text = "y"  # type: ignore[misc]


# "They agreed to leave Chad soon": the tree and its questions.
DOC = annotated(
    "They/PRON/nsubj/1 agreed/VERB/ROOT/1 to/PART/aux/3 leave/VERB/xcomp/1 Chad/PROPN/dobj/3 soon/ADV/advmod/3",
    "Talks/NOUN/nsubj/1 ended/VERB/ROOT/1",
)


def test_words_of_a_sentence() -> None:
    assert [t.text for t in DOC.words(DOC.sentences[1])] == ["Talks", "ended"]


def test_dependents_in_order_and_by_label() -> None:
    assert [t.text for t in DOC.dependents(3)] == ["to", "Chad", "soon"]
    assert [t.text for t in DOC.dependents(3, "dobj", "advmod")] == ["Chad", "soon"]
    assert DOC.dependents(0) == []


def test_the_subtree_stays_in_its_sentence() -> None:
    assert DOC.subtree(3) == [2, 3, 4, 5]
    assert DOC.subtree(1) == [0, 1, 2, 3, 4, 5]


def test_ancestors_nearest_first() -> None:
    assert [t.text for t in DOC.ancestors(4)] == ["leave", "agreed"]
    assert list(DOC.ancestors(1)) == []


def test_the_builder_of_these_tests_keeps_offsets() -> None:
    assert all(DOC.quote(t.start, t.end) == t.text for t in DOC.tokens)
    assert DOC.quote(DOC.sentences[0].start, DOC.sentences[0].end) == "They agreed to leave Chad soon"
