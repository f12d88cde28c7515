"""Words that name a state and yet mean no actor."""

from __future__ import annotations

from _build import annotated
from _resolved import by_word, codes

FRANCE_BEAT_BRAZIL = "France/PROPN/nsubj/1/France/NNP/GPE beat/VERB/ROOT/1/beat/VBD Brazil/PROPN/dobj/1/Brazil/NNP/GPE"


def test_teams_in_a_match_are_no_states() -> None:
    found = by_word(annotated(FRANCE_BEAT_BRAZIL))
    assert codes(found["France"]) == codes(found["Brazil"]) == [None]


def test_a_verb_of_matches_needs_a_word_of_sport() -> None:
    drew = (
        "Chad/PROPN/nsubj/1/Chad/NNP/GPE drew/VERB/ROOT/1/draw/VBD"
        " with/ADP/prep/1/with/IN Niger/PROPN/pobj/2/Niger/NNP/GPE"
    )
    told = "The/DET/det/1/the/DT goalkeeper/NOUN/nsubj/2/goalkeeper/NN wept/VERB/ROOT/2/weep/VBD"
    assert codes(by_word(annotated(drew, told))["Chad"]) == [None]
    assert codes(by_word(annotated(drew))["Chad"]) == ["TCD"]


def test_what_is_decided_about_a_match_is_politics() -> None:
    text = (
        "Chad/PROPN/nsubj/1/Chad/NNP/GPE boycotts/VERB/ROOT/1/boycott/VBZ"
        " the/DET/det/3/the/DT final/NOUN/dobj/1/final/NN"
    )
    assert codes(by_word(annotated(text))["Chad"]) == ["TCD"]


def _nationals(noun: str, before: str = "", tag: str = "NN", lemma: str = "") -> list[str | None]:
    extra = before.split()
    at = 2 + len(extra)
    rows = ["A/DET/det/{at}/a/DT", *extra, "Norwegian/ADJ/amod/{at}/norwegian/JJ/NORP"]
    text = " ".join(rows).format(at=at)
    text += f" {noun}/NOUN/nsubj/{at + 1}/{lemma or noun}/{tag} left/VERB/ROOT/{at + 1}/leave/VBD"
    return codes(by_word(annotated(text))[noun])


def test_a_firm_is_not_its_state() -> None:
    assert _nationals("company") == [None]
    assert _nationals("ministry") == ["NOR"]
    assert _nationals("company", "state/ADJ/amod/{at}/state/JJ") == ["NOR"]


def test_who_held_an_office_has_no_side() -> None:
    assert _nationals("ambassador") == ["NOR"]
    assert _nationals("ambassador", "former/ADJ/amod/{at}/former/JJ") == [None]
    assert _nationals("general", "retired/ADJ/amod/{at}/retired/JJ") == [None]


def test_a_language_is_no_state() -> None:
    assert _nationals("speakers", tag="NNS", lemma="speaker") == [None]


def test_a_private_person_has_no_side() -> None:
    assert _nationals("boxer") == [None]


def test_a_family_is_no_office() -> None:
    niger = "Niger/PROPN/nsubj/1/Niger/NNP/GPE spoke/VERB/ROOT/1/speak/VBD"
    widow = "The/DET/det/1/the/DT widow/NOUN/nsubj/2/widow/NN left/VERB/ROOT/2/leave/VBD"
    assert codes(by_word(annotated(niger, widow))["widow"]) == [None]


def test_who_comes_from_elsewhere_is_not_of_the_place() -> None:
    niger = "Niger/PROPN/nsubj/1/Niger/NNP/GPE spoke/VERB/ROOT/1/speak/VBD"
    envoys = "Foreign/ADJ/amod/1/foreign/JJ officials/NOUN/nsubj/2/official/NNS left/VERB/ROOT/2/leave/VBD"
    assert codes(by_word(annotated(niger, envoys))["officials"]) == [None]
