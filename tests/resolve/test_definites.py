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
