from __future__ import annotations

import pytest

from _build import annotated
from dragoman.extract.events.candidates import (
    BEFORE,
    WORDS_BEFORE,
    is_party_candidate,
    is_trigger_candidate,
    propose,
    syntactic_path,
)
from dragoman.model import Token

# "Iran refused to let inspectors of the agency enter"
REFUSED = annotated(
    "Iran/PROPN/nsubj/1/Iran/NNP/GPE refused/VERB/ROOT/1/refuse to/PART/aux/3 let/VERB/xcomp/1/let"
    " inspectors/NOUN/nsubj/8/inspector of/ADP/prep/4 the/DET/det/7 agency/NOUN/pobj/5 enter/VERB/ccomp/3/enter"
)


@pytest.mark.parametrize(
    ("start", "end", "path"),
    [
        (1, 0, ">nsubj"),
        (0, 1, "^nsubj"),
        (1, 1, "self"),
        (3, 0, "^xcomp>nsubj"),
        (8, 7, ">nsubj>prep>pobj"),
        (1, 7, ">xcomp>ccomp>nsubj>prep>pobj"),
        (7, 1, "^pobj^prep^nsubj^ccomp^xcomp"),
        (0, 7, "far"),
        (7, 0, "far"),
        (5, 7, ">pobj"),
    ],
)
def test_the_way_between_two_words(start: int, end: int, path: str) -> None:
    assert syntactic_path(REFUSED.tokens, start, end) == path


def test_words_of_different_sentences_are_far_apart() -> None:
    doc = annotated("Chad/PROPN/nsubj/1 left/VERB/ROOT/1", "Peru/PROPN/nsubj/1 stayed/VERB/ROOT/1")
    assert syntactic_path(doc.tokens, 1, 2) == "far"
    assert syntactic_path(doc.tokens, 0, 3) == "far"


def test_a_long_chain_ends() -> None:
    chain = annotated(" ".join(f"w{i}/NOUN/{'ROOT' if i == 0 else 'prep'}/{max(i - 1, 0)}" for i in range(60)))
    assert syntactic_path(chain.tokens, 59, 0) == "far"
    assert syntactic_path(chain.tokens, 0, 59) == "far"
    assert syntactic_path(chain.tokens, 20, 15) == "^prep" * 5
    assert syntactic_path(chain.tokens, 20, 14) == "far"
    assert syntactic_path(chain.tokens, 15, 20) == ">prep" * 5
    assert syntactic_path(chain.tokens, 14, 20) == "far"


def word(row: str) -> Token:
    return annotated(f"{row} is/AUX/ROOT/1").tokens[0]


@pytest.mark.parametrize(
    ("row", "may"),
    [
        ("invaded/VERB/nsubj/1", True),
        ("talks/NOUN/nsubj/1", True),
        ("ready/ADJ/nsubj/1", True),
        ("Summit/PROPN/nsubj/1/Summit/NNP/EVENT", True),
        ("Protests/PROPN/nsubj/1/Protests/NNP/", True),
        ("Putin/PROPN/nsubj/1/Putin/NNP/PERSON", False),
        ("Paris/PROPN/nsubj/1/Paris/NNP/GPE", False),
        ("Bombing/PROPN/nsubj/1/Bombing/NNP/GPE", True),
        ("was/AUX/auxpass/1", False),
        ("has/AUX/aux/1", False),
        ("is/AUX/ccomp/1", True),
        ("of/ADP/prep/1", False),
        ("they/PRON/nsubj/1", False),
        ("quickly/ADV/advmod/1", False),
        ("./PUNCT/punct/1", False),
    ],
)
def test_which_words_may_tell_an_act(row: str, may: bool) -> None:
    assert is_trigger_candidate(word(row)) is may


@pytest.mark.parametrize(
    ("row", "may"),
    [
        ("students/NOUN/nsubj/1", True),
        ("Putin/PROPN/nsubj/1", True),
        ("they/PRON/nsubj/1", True),
        ("Russian/ADJ/amod/1", True),
        ("recent/ADJ/amod/1", False),
        ("wounded/ADJ/dobj/1", True),
        ("the/DET/det/1", False),
        ("both/DET/nsubj/1", True),
        ("two/NUM/nummod/1", True),
        ("went/VERB/ROOT/0", False),
        ("of/ADP/prep/1", False),
    ],
)
def test_which_words_may_name_a_party(row: str, may: bool) -> None:
    assert is_party_candidate(word(row)) is may


def test_every_act_is_paired_with_every_other_party_word_of_its_sentence() -> None:
    doc = annotated(
        "Peru/PROPN/nsubj/1/Peru/NNP/GPE stayed/VERB/ROOT/1",
        "Russian/ADJ/amod/1 strikes/NOUN/nsubj/2 hit/VERB/ROOT/2 Odesa/PROPN/dobj/2/Odesa/NNP/GPE",
        paragraphs=[0, 1],
    )
    proposal = propose(doc, doc.sentences[1])
    assert proposal.first == 2
    assert [doc.tokens[i].text for i in proposal.triggers] == ["Russian", "strikes", "hit"]
    assert [doc.tokens[i].text for i in proposal.parties] == ["Russian", "strikes", "Odesa"]
    pairs = {
        (doc.tokens[proposal.triggers[a]].text, doc.tokens[proposal.parties[b]].text): path
        for a, b, path in proposal.pairs
    }
    assert pairs == {
        ("Russian", "strikes"): "^amod",
        ("Russian", "Odesa"): "^amod^nsubj>dobj",
        ("strikes", "Russian"): ">amod",
        ("strikes", "Odesa"): "^nsubj>dobj",
        ("hit", "Russian"): ">nsubj>amod",
        ("hit", "strikes"): ">nsubj",
        ("hit", "Odesa"): ">dobj",
    }


def test_parties_may_stand_in_the_sentences_before() -> None:
    rows = [f"{name}/PROPN/nsubj/1/{name}/NNP/GPE stayed/VERB/ROOT/1" for name in ("Chad", "Peru", "Fiji", "Mali")]
    doc = annotated(*rows, paragraphs=[0, 1, 1, 1])
    proposal = propose(doc, doc.sentences[3])
    assert [doc.tokens[i].text for i in proposal.parties] == ["Peru", "Fiji", "Mali"]
    assert [doc.tokens[i].text for i in proposal.triggers] == ["stayed"], "acts are those of the sentence itself"
    assert [path for _, _, path in proposal.pairs] == [BEFORE, BEFORE, ">nsubj"]
    assert propose(doc, doc.sentences[1]).first == doc.sentences[1].first, "no further than the paragraph"


def test_the_look_back_is_short() -> None:
    long = " ".join(f"Peru/PROPN/{'conj' if n else 'ROOT'}/0" for n in range(100))
    doc = annotated(long, "Chad/PROPN/nsubj/1 left/VERB/ROOT/1")
    proposal = propose(doc, doc.sentences[1])
    assert len(proposal.parties) == WORDS_BEFORE + 1 and proposal.first == 100 - WORDS_BEFORE


def test_a_sentence_without_words_of_either_kind_proposes_nothing() -> None:
    doc = annotated("./PUNCT/ROOT/0 ./PUNCT/punct/0")
    proposal = propose(doc, doc.sentences[0])
    assert (proposal.triggers, proposal.parties, proposal.pairs) == ((), (), ())


def test_a_text_without_full_stops_does_not_grow_without_bound() -> None:
    """A list or a broken page can be one sentence of thousands of words; only the first 192 can be judged."""
    doc = annotated(" ".join(f"Peru/PROPN/{'conj' if n else 'ROOT'}/0" for n in range(500)))
    assert len(propose(doc, doc.sentences[0]).pairs) <= 256 * 256
