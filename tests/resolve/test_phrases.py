"""From noun phrases to the actors behind them."""

from __future__ import annotations

from _build import annotated
from _resolved import by_word, codes


def test_a_nationality_before_a_noun_that_acts() -> None:
    found = by_word(
        annotated(
            "Russian/ADJ/amod/1/russian/JJ/NORP forces/NOUN/nsubj/2/force/NNS left/VERB/ROOT/2/leave/VBD",
        )
    )
    assert codes(found["forces"]) == ["RUS"]
    assert found["forces"].form == "title"
    assert found["forces"].parties[0].sector == "MIL"


def test_an_office_of_a_state() -> None:
    found = by_word(
        annotated(
            "The/DET/det/1/the/DT president/NOUN/nsubj/4/president/NN of/ADP/prep/1/of/IN"
            " Kazakhstan/PROPN/pobj/2/Kazakhstan/NNP/GPE spoke/VERB/ROOT/4/speak/VBD"
        )
    )
    assert codes(found["president"]) == ["KAZ"]


def test_offices_of_several_states() -> None:
    found = by_word(
        annotated(
            "The/DET/det/5/the/DT Finnish/ADJ/amod/5/finnish/JJ/NORP and/CCONJ/cc/1/and/CC"
            " Swedish/ADJ/conj/1/swedish/JJ/NORP prime/ADJ/amod/5/prime/JJ ministers/NOUN/nsubj/6/minister/NNS"
            " met/VERB/ROOT/6/meet/VBD"
        )
    )
    assert codes(found["ministers"]) == ["FIN", "SWE"]


def test_a_joint_adjective_makes_a_thing_of_both() -> None:
    found = by_word(
        annotated(
            "Israeli/ADJ/amod/3/israeli/JJ/NORP -/PUNCT/punct/3/-/HYPH Jordanian/ADJ/amod/3/jordanian/JJ/NORP"
            " treaty/NOUN/nsubj/4/treaty/NN held/VERB/ROOT/4/hold/VBD"
        )
    )
    assert codes(found["treaty"]) == ["ISR", "JOR"]
    assert codes(found["Israeli"]) == ["ISR"]
    assert codes(found["Jordanian"]) == ["JOR"]


def test_who_is_helped_by_an_actor_is_not_that_actor() -> None:
    found = by_word(
        annotated(
            "Iranian/ADJ/npadvmod/2/iranian/JJ/NORP -/PUNCT/punct/2/-/HYPH backed/VERB/amod/3/back/VBN"
            " gunmen/NOUN/nsubj/4/gunman/NNS fled/VERB/ROOT/4/flee/VBD"
        )
    )
    assert codes(found["gunmen"]) == [None]


def test_a_nationality_inside_a_bodys_own_name_is_not_its_actor() -> None:
    found = by_word(
        annotated(
            "Royal/PROPN/compound/2/Royal/NNP/ORG Dutch/PROPN/compound/2/Dutch/NNP/ORG"
            " Shell/PROPN/nsubj/3/Shell/NNP/ORG rose/VERB/ROOT/3/rise/VBD"
        )
    )
    assert codes(found["Shell"]) == [None]


def test_the_name_beside_a_group_says_which_one() -> None:
    found = by_word(
        annotated(
            "the/DET/det/2/the/DT Lebanese/ADJ/amod/2/lebanese/JJ/NORP group/NOUN/nsubj/4/group/NN"
            " Hezbollah/PROPN/appos/2/Hezbollah/NNP/ORG fired/VERB/ROOT/4/fire/VBD"
        )
    )
    assert codes(found["group"]) == ["HEZBOLLAH"]


def test_some_of_a_region_are_not_the_region() -> None:
    found = by_word(
        annotated(
            "some/DET/det/2/some/DT European/ADJ/amod/2/european/JJ/NORP states/NOUN/nsubj/3/state/NNS"
            " objected/VERB/ROOT/3/object/VBD"
        )
    )
    assert codes(found["states"]) == [None]


def test_persons_introduced_once_are_known_later() -> None:
    found = by_word(
        annotated(
            "Norwegian/ADJ/amod/3/norwegian/JJ/NORP envoy/NOUN/compound/3/envoy/NN"
            " Kari/PROPN/compound/3/Kari/NNP/PERSON Solvang/PROPN/nsubj/4/Solvang/NNP/PERSON"
            " spoke/VERB/ROOT/4/speak/VBD",
            "Solvang/PROPN/nsubj/1/Solvang/NNP/PERSON left/VERB/ROOT/1/leave/VBD",
        )
    )
    assert codes(found["Solvang2"]) == ["NOR"]
    assert found["Solvang2"].parties[0].person == "Kari Solvang"


def test_persons_introduced_where_the_name_finder_misses_them_are_known_later() -> None:
    found = by_word(
        annotated(
            "Norwegian/ADJ/amod/3/norwegian/JJ/NORP envoy/NOUN/compound/3/envoy/NN"
            " Kari/PROPN/compound/3/Kari/NNP/ORG Solvang/PROPN/nsubj/4/Solvang/NNP/ORG"
            " spoke/VERB/ROOT/4/speak/VBD",
            "Kari/PROPN/compound/1/Kari/NNP/PERSON Solvang/PROPN/nsubj/2/Solvang/NNP/PERSON left/VERB/ROOT/2/leave/VBD",
        )
    )
    assert codes(found["Solvang2"]) == ["NOR"]


def test_a_party_acts_in_its_states_politics() -> None:
    found = by_word(
        annotated("Komeito/PROPN/nsubj/1/Komeito/NNP/ORG objected/VERB/ROOT/1/object/VBD"),
    )
    assert codes(found["Komeito"]) == ["JPN"]
    assert found["Komeito"].parties[0].sector == "PTY"
