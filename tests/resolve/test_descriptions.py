"""Noun phrases that name nobody: whose they are, where they are met, what is left open."""

from __future__ import annotations

from _build import annotated
from _resolved import by_word, codes

IN_MANILA = "in/ADP/prep/1/in/IN Manila/PROPN/pobj/2/Manila/NNP/GPE"


def test_the_police_are_of_the_place() -> None:
    found = by_word(annotated(f"Police/NOUN/nsubj/1/police/NNS fired/VERB/ROOT/1/fire/VBD {IN_MANILA}"))
    assert codes(found["Police"]) == ["PHL"]
    assert found["Police"].form == "description"
    assert found["Police"].parties[0].sector == "COP"


def test_a_place_outranks_who_only_owns_something_there() -> None:
    found = by_word(
        annotated(
            f"People/NOUN/nsubj/1/people/NNS stormed/VERB/ROOT/1/storm/VBD {IN_MANILA}"
            " the/DET/det/6/the/DT U.S./PROPN/compound/6/U.S./NNP/GPE embassy/NOUN/dobj/1/embassy/NN"
        )
    )
    assert codes(found["People"]) == ["PHL"]


def test_whose_home_the_place_does_not_tell_is_left_open() -> None:
    for noun in ("migrants", "gunmen", "passengers"):
        lemma = {"gunmen": "gunman"}.get(noun, noun.rstrip("s"))
        found = by_word(annotated(f"Storms/NOUN/nsubj/1/storm/NNS hit/VERB/ROOT/1/hit/VBD {IN_MANILA}"
                                  f" {noun}/NOUN/dobj/1/{lemma}/NNS"))  # fmt: skip
        assert codes(found[noun]) == [None], noun


def test_nothing_is_guessed_without_a_place() -> None:
    found = by_word(annotated("Police/NOUN/nsubj/1/police/NNS fired/VERB/ROOT/1/fire/VBD"))
    assert codes(found["Police"]) == [None]
    assert found["Police"].form == "common"


def test_what_somebody_has_is_his() -> None:
    found = by_word(
        annotated(
            "Chad/PROPN/nsubj/1/Chad/NNP/GPE sent/VERB/ROOT/1/send/VBD its/PRON/poss/3/its/PRP$"
            " army/NOUN/dobj/1/army/NN"
        )
    )
    assert codes(found["army"]) == ["TCD"]
    assert found["army"].parties[0].sector == "MIL"


def test_the_neighbour_is_the_other_state_named() -> None:
    found = by_word(
        annotated(
            "Chad/PROPN/nsubj/1/Chad/NNP/GPE left/VERB/ROOT/1/leave/VBD",
            "Niger/PROPN/nsubj/1/Niger/NNP/GPE thanked/VERB/ROOT/1/thank/VBD its/PRON/poss/3/its/PRP$"
            " neighbour/NOUN/dobj/1/neighbour/NN",
        )
    )
    assert codes(found["neighbour"]) == ["TCD"]


def test_crowds_and_parts() -> None:
    found = by_word(annotated(f"Thousands/NOUN/nsubj/1/thousand/NNS marched/VERB/ROOT/1/march/VBD {IN_MANILA}"))
    assert codes(found["Thousands"]) == ["PHL"]
    found = by_word(
        annotated(
            "Three/NUM/nsubj/3/three/CD of/ADP/prep/0/of/IN them/PRON/pobj/1/they/PRP left/VERB/ROOT/3/leave/VBD",
        )
    )
    assert codes(found["Three"]) == [None]


def test_the_senate_is_of_the_state_at_hand() -> None:
    row = (
        "Senate/PROPN/nsubj/1/Senate/NNP/ORG voted/VERB/ROOT/1/vote/VBD in/ADP/prep/1/in/IN"
        " Paris/PROPN/pobj/2/Paris/NNP/GPE"
    )
    found = by_word(annotated(row))
    assert codes(found["Senate"]) == ["FRA"]
    assert found["Senate"].parties[0].sector == "LEG"
    assert codes(by_word(annotated(" ".join(row.split()[:2])))["Senate"]) == [None]


def test_a_body_with_a_name_of_its_own_is_not_the_states() -> None:
    found = by_word(
        annotated(
            "University/PROPN/nsubj/3/University/NNP/ORG of/ADP/prep/0/of/IN Deusto/PROPN/pobj/1/Deusto/NNP/ORG"
            " opened/VERB/ROOT/3/open/VBD in/ADP/prep/3/in/IN Madrid/PROPN/pobj/4/Madrid/NNP/GPE"
        )
    )
    assert codes(found["University"]) == [None]


def test_a_town_acts_for_its_country() -> None:
    found = by_word(annotated("Mariupol/PROPN/nsubj/1/Mariupol/NNP/GPE resisted/VERB/ROOT/1/resist/VBD"))
    assert codes(found["Mariupol"]) == ["UKR"]


def test_whoever_is_of_the_opposition_is_no_part_of_the_government() -> None:
    found = by_word(
        annotated(
            "Opposition/NOUN/compound/1/opposition/NN lawmakers/NOUN/nsubj/2/lawmaker/NNS left/VERB/ROOT/2/leave/VBD"
            " in/ADP/prep/2/in/IN Manila/PROPN/pobj/3/Manila/NNP/GPE"
        )
    )
    assert codes(found["lawmakers"]) == ["PHL"]
    assert found["lawmakers"].parties[0].sector == "OPP"
