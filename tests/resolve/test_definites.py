"""Definite noun phrases that point back, and phrases that mean several."""

from __future__ import annotations

import pytest

from _build import annotated
from _resolved import by_word, codes


def the(noun: str, tag: str = "NN", lemma: str | None = None, before: str = "") -> str:
    """ "The NOUN left": with modifiers ``before`` as rows of ``word/POS/dep/HEAD`` where HEAD is the noun."""
    extra = before.split()
    at = 1 + len(extra)
    rows = [f"The/DET/det/{at}/the/DT", *(e.replace("HEAD", str(at)) for e in extra)]
    rows += [f"{noun}/NOUN/nsubj/{at + 1}/{lemma or noun}/{tag}", f"left/VERB/ROOT/{at + 1}/leave/VBD"]
    return " ".join(rows)


MOROCCO = "Morocco/PROPN/nsubj/1/Morocco/NNP/GPE thanked/VERB/ROOT/1/thank/VBD France/PROPN/dobj/1/France/NNP/GPE"
ECOWAS = "Niger/PROPN/nsubj/1/Niger/NNP/GPE left/VERB/ROOT/1/leave/VBD ECOWAS/PROPN/dobj/1/ECOWAS/NNP/ORG"
FIVE = (
    "Armenia/PROPN/nsubj/4/Armenia/NNP/GPE and/CCONJ/cc/0/and/CC Chad/PROPN/conj/0/Chad/NNP/GPE"
    " and/CCONJ/cc/2/and/CC signed/VERB/ROOT/4/sign/VBD"
)


def test_the_country_is_the_subject_named_last() -> None:
    assert codes(by_word(annotated(MOROCCO, the("country")))["country"]) == ["MAR"]


def test_the_kingdom_must_be_one() -> None:
    assert codes(by_word(annotated(MOROCCO, the("kingdom")))["kingdom"]) == ["MAR"]
    france = "France/PROPN/nsubj/1/France/NNP/GPE thanked/VERB/ROOT/1/thank/VBD Morocco/PROPN/dobj/1/Morocco/NNP/GPE"
    assert codes(by_word(annotated(france, the("kingdom")))["kingdom"]) == ["MAR"]


def test_the_nordic_country_is_one_of_the_region() -> None:
    finland = "Finland/PROPN/nsubj/1/Finland/NNP/GPE warned/VERB/ROOT/1/warn/VBD Russia/PROPN/dobj/1/Russia/NNP/GPE"
    doc = annotated(finland, the("country", before="Nordic/ADJ/amod/HEAD/nordic/JJ/NORP"))
    assert codes(by_word(doc)["country"]) == ["FIN"]


def test_the_bloc_is_a_body() -> None:
    assert codes(by_word(annotated(ECOWAS, the("bloc")))["bloc"]) == ["ECOWAS"]


def test_the_militants_are_an_armed_group() -> None:
    taliban = "Taliban/PROPN/nsubj/1/Taliban/NNP/NORP entered/VERB/ROOT/1/enter/VBD Kabul/PROPN/dobj/1/Kabul/NNP/GPE"
    assert codes(by_word(annotated(taliban, the("militants", "NNS", "militant")))["militants"]) == ["TALIBAN"]


def test_what_nothing_fits_stays_open() -> None:
    assert codes(by_word(annotated(MOROCCO, the("alliance")))["alliance"]) == [None]
    assert codes(
        by_word(annotated("It/PRON/nsubj/1/it/PRP rained/VERB/ROOT/1/rain/VBD", the("kingdom")))["kingdom"]
    ) == [None]


@pytest.mark.parametrize(
    ("noun", "lemma", "before"),
    [("countries", "country", "two/NUM/nummod/HEAD/two/CD"), ("sides", "side", ""), ("neighbours", "neighbour", "")],
)
def test_the_two(noun: str, lemma: str, before: str) -> None:
    assert codes(by_word(annotated(FIVE, the(noun, "NNS", lemma, before)))[noun]) == ["ARM", "TCD"]


def test_the_three() -> None:
    listed = (
        "Armenia/PROPN/nsubj/6/Armenia/NNP/GPE ,/PUNCT/punct/0/,/, Chad/PROPN/conj/0/Chad/NNP/GPE and/CCONJ/cc/2/and/CC"
        " Niger/PROPN/conj/2/Niger/NNP/GPE all/ADV/advmod/6/all/RB signed/VERB/ROOT/6/sign/VBD"
    )
    doc = annotated(listed, the("countries", "NNS", "country", "three/NUM/nummod/HEAD/three/CD"))
    assert codes(by_word(doc)["countries"]) == ["ARM", "TCD", "NER"]


def test_former_and_latter() -> None:
    row = (
        "The/DET/det/1/the/DT former/ADJ/nsubj/2/former/JJ blamed/VERB/ROOT/2/blame/VBD"
        " the/DET/det/4/the/DT latter/ADJ/dobj/2/latter/JJ"
    )
    found = by_word(annotated(FIVE, row))
    assert codes(found["former"]) == ["ARM"]
    assert codes(found["latter"]) == ["TCD"]


def test_the_two_koreas() -> None:
    doc = annotated(the("Koreas", "NNPS", "Koreas", "two/NUM/nummod/HEAD/two/CD"))
    assert codes(by_word(doc)["Koreas"]) == ["PRK", "KOR"]


def test_the_two_gulf_states_are_those_named() -> None:
    named = (
        "Israel/PROPN/nsubj/1/Israel/NNP/GPE joined/VERB/ROOT/1/join/VBD Bahrain/PROPN/dobj/1/Bahrain/NNP/GPE"
        " and/CCONJ/cc/2/and/CC Kuwait/PROPN/conj/2/Kuwait/NNP/GPE"
    )
    states = (
        "The/DET/det/3/the/DT two/NUM/nummod/3/two/CD Gulf/PROPN/compound/3/Gulf/NNP/LOC states/NOUN/nsubj/4/state/NNS"
        " left/VERB/ROOT/4/leave/VBD"
    )
    assert codes(by_word(annotated(named, states))["states"]) == ["BHR", "KWT"]


def test_the_two_leaders_of_a_release() -> None:
    doc = annotated(
        "President/PROPN/compound/2/President/NNP Xi/PROPN/compound/2/Xi/NNP/PERSON"
        " Jinping/PROPN/nsubj/3/Jinping/NNP/PERSON called/VERB/ROOT/3/call/VBD",
        the("leaders", "NNS", "leader", "two/NUM/nummod/HEAD/two/CD"),
        publisher="Kremlin (President of Russia)",
    )
    assert codes(by_word(doc)["leaders"]) == ["RUS", "CHN"]


def test_the_president_in_an_offices_own_release() -> None:
    assert codes(by_word(annotated(the("president"), publisher="White House (USA)"))["president"]) == ["USA"]


def test_the_white_house_has_no_prime_minister() -> None:
    doc = annotated(
        "Rishi/PROPN/compound/1/Rishi/NNP/PERSON Sunak/PROPN/nsubj/2/Sunak/NNP/PERSON called/VERB/ROOT/2/call/VBD",
        the("minister", before="prime/ADJ/amod/HEAD/prime/JJ"),
        publisher="White House (USA)", published="2023-05-05",
    )  # fmt: skip
    assert codes(by_word(doc)["minister"]) == ["GBR"]


def test_a_body_may_be_named_after_its_description() -> None:
    nato = "NATO/PROPN/nsubj/1/NATO/NNP/ORG agreed/VERB/ROOT/1/agree/VBD"
    assert codes(by_word(annotated(the("alliance"), nato))["alliance"]) == ["NATO"]


def test_the_kingdom_is_that_of_the_king_named_before() -> None:
    kings = (
        "King/PROPN/compound/1/King/NNP Abdullah/PROPN/nsubj/2/Abdullah/NNP/PERSON met/VERB/ROOT/2/meet/VBD"
        " Emmanuel/PROPN/compound/4/Emmanuel/NNP/PERSON Macron/PROPN/dobj/2/Macron/NNP/PERSON"
    )
    doc = annotated(kings, the("kingdom"), published="2023-05-10")
    assert codes(by_word(doc)["kingdom"]) == ["JOR"]


def test_the_reclusive_state_can_only_be_one() -> None:
    told = the("state", before="reclusive/ADJ/amod/HEAD/reclusive/JJ")
    assert codes(by_word(annotated(MOROCCO, told))["state"]) == ["PRK"]


def test_the_norwegian_is_the_head_of_a_body() -> None:
    head = (
        "Jens/PROPN/compound/1/Jens/NNP/PERSON Stoltenberg/PROPN/nsubj/2/Stoltenberg/NNP/PERSON"
        " left/VERB/ROOT/2/leave/VBD"
    )
    he = "The/DET/det/1/the/DT Norwegian/PROPN/nsubj/2/Norwegian/NNP/NORP left/VERB/ROOT/2/leave/VBD"
    assert codes(by_word(annotated(head, he, published="2022-03-04"))["Norwegian"]) == ["NATO"]
    assert codes(by_word(annotated(MOROCCO, he, published="2022-03-04"))["Norwegian"]) == ["NOR"]


def test_the_northern_neighbour_borders_there() -> None:
    text = (
        "South/PROPN/compound/1/South/NNP/GPE Korea/PROPN/nsubj/2/Korea/NNP/GPE warned/VERB/ROOT/2/warn/VBD"
        " its/PRON/poss/5/its/PRP$ northern/ADJ/amod/5/northern/JJ neighbour/NOUN/dobj/2/neighbour/NN"
    )
    assert codes(by_word(annotated(text))["neighbour"]) == ["PRK"]


def test_both_sides_are_not_who_pleads_with_them() -> None:
    war = "Chad/PROPN/nsubj/1/Chad/NNP/GPE shelled/VERB/ROOT/1/shell/VBD Niger/PROPN/dobj/1/Niger/NNP/GPE"
    plea = (
        "Kenya/PROPN/nsubj/1/Kenya/NNP/GPE pleaded/VERB/ROOT/1/plead/VBD with/ADP/prep/1/with/IN"
        " both/DET/det/4/both/DT sides/NOUN/pobj/2/side/NNS"
    )
    assert codes(by_word(annotated(war, plea))["sides"]) == ["TCD", "NER"]


def test_the_regime_is_not_who_speaks_of_it() -> None:
    text = (
        "Chad/PROPN/nsubj/1/Chad/NNP/GPE said/VERB/ROOT/1/say/VBD the/DET/det/3/the/DT regime/NOUN/nsubj/4/regime/NN"
        " lied/VERB/ccomp/1/lie/VBD"
    )
    niger = "Niger/PROPN/nsubj/1/Niger/NNP/GPE spoke/VERB/ROOT/1/speak/VBD"
    assert codes(by_word(annotated(niger, text))["regime"]) == ["NER"]


def test_presidents_without_names_are_of_several_states() -> None:
    text = "Presidents/NOUN/nsubj/1/president/NNS met/VERB/ROOT/1/meet/VBD"
    assert codes(by_word(annotated(MOROCCO, text))["Presidents"]) == [None]
