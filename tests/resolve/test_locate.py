"""Where an act happened."""

from __future__ import annotations

from _build import annotated, event, mention, with_mentions
from dragoman.model import AnnotatedDocument
from dragoman.resolve.locate import place_of

MET = "They/PRON/nsubj/1/they/PRP met/VERB/ROOT/1/meet/VBD"


def place(row: str, trigger: int = 1, doc: AnnotatedDocument | None = None) -> tuple[str, str | None, bool] | None:
    doc = doc or annotated(row)
    found = place_of(doc, event(doc, trigger))
    return None if found is None else (found.name, found.country, found.lat is not None)


def test_a_town_a_region_a_sea_and_a_state() -> None:
    assert place(f"{MET} in/ADP/prep/1/in/IN Samarkand/PROPN/pobj/2/Samarkand/NNP/GPE") == ("Samarkand", "UZB", True)
    assert place(f"{MET} near/ADP/prep/1/near/IN Crimea/PROPN/pobj/2/Crimea/NNP/GPE") == ("Crimea", "UKR", True)
    sea = "the/DET/det/5/the/DT Black/PROPN/compound/5/Black/NNP/LOC Sea/PROPN/pobj/2/Sea/NNP/LOC"
    assert place(f"{MET} in/ADP/prep/1/in/IN {sea}") == ("Black Sea", None, True)
    assert place(f"{MET} in/ADP/prep/1/in/IN Kenya/PROPN/pobj/2/Kenya/NNP/GPE") == ("Kenya", "KEN", False)


def test_the_place_of_the_object_counts_too() -> None:
    row = (
        "They/PRON/nsubj/1/they/PRP held/VERB/ROOT/1/hold/VBD talks/NOUN/dobj/1/talk/NNS in/ADP/prep/2/in/IN"
        " Geneva/PROPN/pobj/3/Geneva/NNP/GPE"
    )
    assert place(row) == ("Geneva", "CHE", True)


def test_states_the_sentence_names_decide_between_namesakes() -> None:
    row = (
        f"{MET} in/ADP/prep/1/in/IN Cambridge/PROPN/pobj/2/Cambridge/NNP/GPE for/ADP/prep/1/for/IN"
        " Boston/PROPN/pobj/4/Boston/NNP/GPE"
    )
    doc = annotated(row)
    assert place("", doc=doc) == ("Cambridge", "GBR", True)
    assert place("", doc=with_mentions(doc, mention(doc, 5, "USA"))) == ("Cambridge", "USA", True)


def test_a_city_that_acts_is_no_place() -> None:
    assert place("Moscow/PROPN/nsubj/1/Moscow/NNP/GPE met/VERB/ROOT/1/meet/VBD Kyiv/PROPN/dobj/1/Kyiv/NNP/GPE") is None


def test_what_is_no_place_gives_none() -> None:
    assert place(f"{MET} in/ADP/prep/1/in/IN secret/NOUN/pobj/2/secret/NN") is None
