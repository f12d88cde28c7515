"""Whom pointing words mean after the model was asked: it changes an answer only where it is sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from _build import annotated, mention
from dragoman.extract.events.pointing import Meaning, is_thing, repoint
from dragoman.model import AnnotatedDocument, Mention


@pytest.fixture
def doc() -> AnnotatedDocument:
    return annotated(
        "Peru/PROPN/nsubj/1 thanked/VERB/ROOT/1 Chad/PROPN/dobj/1 before/ADP/mark/5 it/PRON/nsubj/5 left/VERB/advcl/1"
    )


def asked(doc: AnnotatedDocument, told: str | None, meaning: Meaning, form: str = "pronoun") -> Mention:
    """The word "it", resolved as told, after the model's opinion of it."""
    words = (mention(doc, 0, "PER"), mention(doc, 2, "TCD"), mention(doc, 4, told, form=form, reason="by rule"))
    return repoint(replace(doc, mentions=words), {4: meaning}).mentions[2]


def codes(found: Mention) -> list[str | None]:
    return [p.actor for p in found.parties]


def test_what_rules_say_stands_while_the_model_believes_it(doc: AnnotatedDocument) -> None:
    found = asked(doc, "PER", Meaning({"PER": 0.5, "TCD": 0.95}, 0.6))
    assert codes(found) == ["PER"] and found.chance == 1.0 and found.reasons == ("by rule",)


def test_another_who_is_surely_meant_takes_a_doubted_ones_place(doc: AnnotatedDocument) -> None:
    found = asked(doc, "PER", Meaning({"PER": 0.1, "TCD": 0.9}, 0.1))
    assert codes(found) == ["TCD"] and found.chance == 0.9
    assert found.reasons == ("“it” stands for TCD 0.90 by the model",)


def test_a_word_left_open_gets_whom_the_model_is_sure_of(doc: AnnotatedDocument) -> None:
    assert codes(asked(doc, None, Meaning({"PER": 0.9, "TCD": 0.9}, None))) == ["PER", "TCD"]
    assert codes(asked(doc, None, Meaning({"PER": 0.4, "TCD": 0.3}, None))) == [None]
    noun = asked(doc, None, Meaning({"PER": 0.9}, None), form="common")
    assert noun.form == "description", "it is no longer a noun that names nobody"


def test_a_description_left_open_needs_less_to_be_somebody() -> None:
    words = "Peru/PROPN/nsubj/1 thanked/VERB/ROOT/1 {}/DET/det/3/{} {}/NOUN/dobj/1"
    for before, noun, codes_given in (("its", "visitor", "PER"), ("a", "visitor", None), ("its", "plan", None)):
        doc = annotated(words.format(before, before, noun))
        mentions = (mention(doc, 0, "PER"), mention(doc, 3, form="common"))
        found = repoint(replace(doc, mentions=mentions), {3: Meaning({"PER": 0.7}, None)})
        assert codes(found.mentions[1]) == [codes_given], (before, noun)


def test_what_nobody_likely_is_meant_by_is_left_open(doc: AnnotatedDocument) -> None:
    found = asked(doc, "PER", Meaning({"PER": 0.02, "TCD": 0.02}, 0.02))
    assert codes(found) == [None] and found.parties[0].text == "it"
    assert found.reasons == ("by rule", "which the model doubts (0.02): left open")


def test_words_the_model_was_not_asked_about_stay_as_they_are(doc: AnnotatedDocument) -> None:
    whole = replace(doc, mentions=(mention(doc, 0, "PER"), mention(doc, 4, "TCD", form="pronoun")))
    assert repoint(whole, {}) == whole


@pytest.mark.parametrize("form", ["name", "person", "title", "demonym", "place"])
def test_what_says_itself_that_it_means_nobody_stays_so(form: str, doc: AnnotatedDocument) -> None:
    """A former president, a football team, a newspaper: left open on purpose."""
    assert codes(asked(doc, None, Meaning({"PER": 0.99}, None), form=form)) == [None]


def test_things_stand_for_nobody() -> None:
    doc = annotated("Peru/PROPN/nsubj/1 sent/VERB/ROOT/1 drone/NOUN/dobj/1/drone")
    thing = mention(doc, 2, form="common")
    found = repoint(replace(doc, mentions=(mention(doc, 0, "PER"), thing)), {2: Meaning({"PER": 0.99}, None)})
    assert found.mentions[1] == thing and is_thing(doc, thing)
    soldiers = annotated("Peru/PROPN/nsubj/1 sent/VERB/ROOT/1 soldiers/NOUN/dobj/1/soldier")
    assert not is_thing(soldiers, mention(soldiers, 2, form="common"))


def test_a_pronoun_has_the_person_and_sector_of_the_name_it_stands_for(doc: AnnotatedDocument) -> None:
    ruler = mention(doc, 0, "PER", form="person", sector="GOV")
    ruler = replace(ruler, parties=(replace(ruler.parties[0], person="Alan García", role="President"),))
    it = mention(doc, 4, "TCD", form="pronoun", sector="OPP")
    meaning = {4: Meaning({"PER": 0.9}, 0.1)}
    (party,) = repoint(replace(doc, mentions=(ruler, it)), meaning).mentions[1].parties
    assert (party.actor, party.person, party.role, party.sector) == ("PER", "Alan García", "President", "GOV")
    assert (party.text, party.start) == ("it", doc.tokens[4].start)
    noun = replace(it, form="description")
    (party,) = repoint(replace(doc, mentions=(ruler, noun)), meaning).mentions[1].parties
    assert (party.actor, party.person, party.sector) == ("PER", None, "OPP"), "a noun tells its own sector"
