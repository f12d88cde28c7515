"""Whom pronouns mean."""

from __future__ import annotations

from _build import annotated
from _resolved import by_word, codes

XI = "Xi/PROPN/compound/1/Xi/NNP/PERSON Jinping/PROPN/nsubj/2/Jinping/NNP/PERSON"


def test_it_is_the_subject_of_the_sentence_before() -> None:
    found = by_word(
        annotated(
            "Poland/PROPN/nsubj/1/Poland/NNP/GPE accused/VERB/ROOT/1/accuse/VBD Belarus/PROPN/dobj/1/Belarus/NNP/GPE",
            "It/PRON/nsubj/1/it/PRP closed/VERB/ROOT/1/close/VBD roads/NOUN/dobj/1/road/NNS",
        )
    )
    assert codes(found["It"]) == ["POL"]
    assert "Poland" not in found["It"].reasons[0]
    assert "POL" in found["It"].reasons[0]


def test_an_object_is_not_its_own_clauses_subject() -> None:
    found = by_word(
        annotated(
            "Chad/PROPN/nsubj/1/Chad/NNP/GPE left/VERB/ROOT/1/leave/VBD",
            "Niger/PROPN/nsubj/1/Niger/NNP/GPE thanked/VERB/ROOT/1/thank/VBD it/PRON/dobj/1/it/PRP",
        )
    )
    assert codes(found["it"]) == ["TCD"]


def test_he_is_a_person_and_stays_open_after_a_stranger() -> None:
    stranger = "Oskar/PROPN/compound/1/Oskar/NNP/PERSON Maro/PROPN/nsubj/2/Maro/NNP/PERSON wept/VERB/ROOT/2/weep/VBD"
    he = "He/PRON/nsubj/1/he/PRP left/VERB/ROOT/1/leave/VBD"
    assert codes(by_word(annotated(f"{XI} spoke/VERB/ROOT/2/speak/VBD", he))["He"]) == ["CHN"]
    assert codes(by_word(annotated(f"{XI} spoke/VERB/ROOT/2/speak/VBD", stranger, he))["He"]) == [None]


def test_they_are_several() -> None:
    found = by_word(
        annotated(
            "Chad/PROPN/nsubj/3/Chad/NNP/GPE and/CCONJ/cc/0/and/CC Niger/PROPN/conj/0/Niger/NNP/GPE"
            " signed/VERB/ROOT/3/sign/VBD",
            "They/PRON/nsubj/1/they/PRP left/VERB/ROOT/1/leave/VBD",
        )
    )
    assert codes(found["They"]) == ["TCD", "NER"]


def test_they_are_those_who_met() -> None:
    found = by_word(
        annotated(
            f"{XI} met/VERB/ROOT/2/meet/VBD Vladimir/PROPN/compound/4/Vladimir/NNP/PERSON"
            " Putin/PROPN/dobj/2/Putin/NNP/PERSON",
            "They/PRON/nsubj/1/they/PRP spoke/VERB/ROOT/1/speak/VBD",
        )
    )
    assert codes(found["They"]) == ["CHN", "RUS"]


def test_them_is_the_plural_before_the_one_state() -> None:
    found = by_word(
        annotated(
            "Kazakhstan/PROPN/nsubj/1/Kazakhstan/NNP/GPE thanked/VERB/ROOT/1/thank/VBD"
            " Russians/PROPN/dobj/1/Russians/NNPS/NORP and/CCONJ/cc/1/and/CC asked/VERB/conj/1/ask/VBD"
            " them/PRON/dobj/4/they/PRP"
        )
    )
    assert codes(found["them"]) == ["RUS"]


def test_we_is_the_speaker_or_the_publishers_state() -> None:
    said = (
        "We/PRON/nsubj/1/we/PRP agree/VERB/ccomp/3/agree/VBP Lavrov/PROPN/nsubj/3/Lavrov/NNP/PERSON"
        " said/VERB/ROOT/3/say/VBD"
    )
    assert codes(by_word(annotated(said))["We"]) == ["RUS"]
    bare = "We/PRON/nsubj/1/we/PRP agree/VERB/ROOT/1/agree/VBP"
    assert codes(by_word(annotated(bare))["We"]) == [None]
    assert codes(by_word(annotated(bare, publisher="White House (USA)"))["We"]) == ["USA"]


def test_we_in_a_strangers_quotation_stays_open() -> None:
    found = by_word(
        annotated(
            "“/PUNCT/punct/2/“/`` We/PRON/nsubj/2/we/PRP agree/VERB/ccomp/5/agree/VBP ,/PUNCT/punct/5/,/,"
            " ”/PUNCT/punct/5/”/'' said/VERB/ROOT/5/say/VBD Maro/PROPN/nsubj/5/Maro/NNP/PERSON",
            publisher="White House (USA)",
        )
    )
    assert codes(found["We"]) == [None]


def test_who_is_the_noun_before_it() -> None:
    found = by_word(
        annotated(
            "Russian/ADJ/amod/1/russian/JJ/NORP envoys/NOUN/nsubj/4/envoy/NNS who/PRON/nsubj/3/who/WP"
            " came/VERB/relcl/1/come/VBD left/VERB/ROOT/4/leave/VBD"
        )
    )
    assert codes(found["who"]) == ["RUS"]


def test_both_are_the_two() -> None:
    found = by_word(
        annotated(
            "Chad/PROPN/nsubj/1/Chad/NNP/GPE warned/VERB/ROOT/1/warn/VBD Niger/PROPN/dobj/1/Niger/NNP/GPE",
            "Both/PRON/nsubj/1/both/DT left/VERB/ROOT/1/leave/VBD",
        )
    )
    assert codes(found["Both"]) == ["TCD", "NER"]


def test_it_may_be_no_actor() -> None:
    niger = "Niger/PROPN/nsubj/1/Niger/NNP/GPE spoke/VERB/ROOT/1/speak/VBD"
    claimed = "Chad/PROPN/nsubj/1/Chad/NNP/GPE claimed/VERB/ROOT/1/claim/VBD it/PRON/dobj/1/it/PRP"
    called = (
        "Chad/PROPN/nsubj/1/Chad/NNP/GPE called/VERB/ROOT/1/call/VBD it/PRON/dobj/1/it/PRP"
        " a/DET/det/4/a/DT robbery/NOUN/oprd/1/robbery/NN"
    )
    early = "It/PRON/nsubj/1/it/PRP was/AUX/ROOT/1/be/VBD early/ADJ/acomp/1/early/JJ"
    for row in (claimed, called):
        assert codes(by_word(annotated(niger, row))["it"]) == [None]
    assert codes(by_word(annotated(niger, early))["It"]) == [None]


def test_its_predicate_belongs_to_another() -> None:
    found = by_word(
        annotated(
            "Niger/PROPN/nsubj/1/Niger/NNP/GPE left/VERB/ROOT/1/leave/VBD ECOWAS/PROPN/dobj/1/ECOWAS/NNP/ORG",
            "Chad/PROPN/nsubj/1/Chad/NNP/GPE became/VERB/ROOT/1/become/VBD its/PRON/poss/3/its/PRP$"
            " host/NOUN/attr/1/host/NN",
        )
    )
    assert codes(found["its"]) == ["NER"]


def test_who_is_thanked_owns_what_he_is_thanked_for() -> None:
    found = by_word(
        annotated(
            "Chad/PROPN/nsubj/1/Chad/NNP/GPE thanked/VERB/ROOT/1/thank/VBD Niger/PROPN/dobj/1/Niger/NNP/GPE"
            " for/ADP/prep/1/for/IN its/PRON/poss/5/its/PRP$ help/NOUN/pobj/3/help/NN"
        )
    )
    assert codes(found["its"]) == ["NER"]


def test_she_is_no_man() -> None:
    merkel = (
        "Angela/PROPN/compound/1/Angela/NNP/PERSON Merkel/PROPN/nsubj/2/Merkel/NNP/PERSON met/VERB/ROOT/2/meet/VBD"
        " Vladimir/PROPN/compound/4/Vladimir/NNP/PERSON Putin/PROPN/dobj/2/Putin/NNP/PERSON"
    )
    he = "He/PRON/nsubj/1/he/PRP left/VERB/ROOT/1/leave/VBD"
    found = by_word(annotated(merkel, he, published="2015-05-10"))
    assert codes(found["He"]) == ["RUS"]


def test_who_is_spoken_of_before_it_said_is_another() -> None:
    found = by_word(
        annotated(
            "Niger/PROPN/nsubj/1/Niger/NNP/GPE wrote/VERB/ROOT/1/write/VBD",
            "Chad/PROPN/nsubj/1/Chad/NNP/GPE left/VERB/ccomp/4/leave/VBD ,/PUNCT/punct/4/,/,"
            " it/PRON/nsubj/4/it/PRP said/VERB/ROOT/4/say/VBD",
        )
    )
    assert codes(found["it"]) == ["NER"]


def test_you_are_who_is_spoken_to() -> None:
    found = by_word(
        annotated(
            "“/PUNCT/punct/2/“/`` You/PRON/nsubj/2/you/PRP lost/VERB/ccomp/6/lose/VBD ”/PUNCT/punct/2/”/''"
            " ,/PUNCT/punct/6/,/, Chad/PROPN/nsubj/6/Chad/NNP/GPE told/VERB/ROOT/6/tell/VBD"
            " Niger/PROPN/dobj/6/Niger/NNP/GPE"
        )
    )
    assert codes(found["You"]) == ["NER"]


def test_a_relative_clause_is_led_by_its_noun() -> None:
    found = by_word(
        annotated(
            "Chad/PROPN/nsubj/1/Chad/NNP/GPE met/VERB/ROOT/1/meet/VBD Niger/PROPN/dobj/1/Niger/NNP/GPE"
            " which/PRON/nsubj/4/which/WDT said/VERB/relcl/2/say/VBD it/PRON/nsubj/6/it/PRP left/VERB/ccomp/4/leave/VBD"
        )
    )
    assert codes(found["it"]) == ["NER"]
