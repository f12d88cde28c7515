"""Whom pointing words mean after the model was asked: it changes an answer only for a clearly likelier one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from _build import annotated, mention
from dragoman.annotate import Parser
from dragoman.extract.events.meanings import Meaning
from dragoman.extract.events.pointing import SURER, how_many, is_thing, pointing_words, repoint
from dragoman.extract.naming import NOBODY
from dragoman.model import AnnotatedDocument, Document, Mention

PERU, CHAD, BOTH = frozenset({"PER"}), frozenset({"TCD"}), frozenset({"PER", "TCD"})


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


def test_what_rules_say_stands_unless_another_is_clearly_likelier(doc: AnnotatedDocument) -> None:
    told = 0.4
    for other, expected in ((told + SURER - 0.01, "PER"), (told + SURER + 0.01, "TCD")):
        found = asked(doc, "PER", Meaning({PERU: told, CHAD: other}))
        assert codes(found) == [expected]
    stands = asked(doc, "PER", Meaning({PERU: 0.5, CHAD: 0.4}))
    assert stands.chance == 1.0 and stands.reasons == ("by rule",)


def test_another_who_is_surely_meant_takes_its_place(doc: AnnotatedDocument) -> None:
    found = asked(doc, "PER", Meaning({PERU: 0.1, CHAD: 0.9}))
    assert codes(found) == ["TCD"] and found.chance == 0.9
    assert found.reasons == ("“it” stands for TCD by the model (0.90)",)


def test_an_answer_of_several_is_taken_whole(doc: AnnotatedDocument) -> None:
    assert codes(asked(doc, "PER", Meaning({BOTH: 0.9, PERU: 0.1}))) == ["PER", "TCD"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "size"),
    [
        ("The two rivals slept.", "rivals", 2),
        ("His two rivals slept.", "rivals", 2),
        ("Both rivals slept.", "rivals", 2),
        ("Both slept.", "Both", 2),
        ("The pair slept.", "pair", 2),
        ("Neither slept.", "Neither", 2),
        ("The three slept.", "three", 3),
        ("The trio slept.", "trio", 3),
        ("Two rivals slept.", "rivals", 0),
        ("The rivals slept.", "rivals", 0),
        ("They slept.", "They", 0),
        ("Each slept.", "Each", 0),
    ],
)
def test_some_words_say_how_many_they_mean(parser: Parser, text: str, word: str, size: int) -> None:
    doc = parser.parse(Document("d", text))
    assert how_many(doc, next(t for t in doc.tokens if t.text == word)) == size


def test_an_answer_of_another_number_than_a_word_says_must_be_much_likelier() -> None:
    doc = annotated("Peru/PROPN/nsubj/1 thanked/VERB/ROOT/1 Chad/PROPN/dobj/1", "Both/PRON/nsubj/1 slept/VERB/ROOT/1")
    words = (mention(doc, 0, "PER"), mention(doc, 2, "TCD"), mention(doc, 3, form="pronoun"))

    def told(one: float, both: float) -> list[str | None]:
        meaning = Meaning({NOBODY: 0.05, CHAD: one, BOTH: both})
        return codes(repoint(replace(doc, mentions=words), {3: meaning}).mentions[2])

    assert told(0.7, 0.25) == ["PER", "TCD"]
    assert told(0.93, 0.02) == ["TCD"]


def test_a_word_that_says_no_number_is_taken_as_the_model_takes_it() -> None:
    meaning = Meaning({NOBODY: 0.1, CHAD: 0.6, BOTH: 0.3})
    assert meaning.of_size(0) is meaning
    assert meaning.of_size(2).best() == BOTH and sum(meaning.of_size(2).chances.values()) == pytest.approx(1)
    assert meaning.of_size(3).best() == CHAD, "nothing fits, so nothing is better for it"


def test_a_word_left_open_gets_whom_the_model_is_sure_of(doc: AnnotatedDocument) -> None:
    assert codes(asked(doc, None, Meaning({NOBODY: 0.2, PERU: 0.8}))) == ["PER"]
    assert codes(asked(doc, None, Meaning({NOBODY: 0.4, PERU: 0.5, CHAD: 0.1}))) == [None]
    noun = asked(doc, None, Meaning({NOBODY: 0.1, PERU: 0.9}), form="common")
    assert noun.form == "description", "it is no longer a noun that names nobody"


def test_what_nobody_likely_is_meant_by_is_left_open(doc: AnnotatedDocument) -> None:
    found = asked(doc, "PER", Meaning({NOBODY: 0.96, PERU: 0.02, CHAD: 0.02}))
    assert codes(found) == [None] and found.parties[0].text == "it"
    assert found.reasons == ("by rule", "but it stands for nobody known by the model (0.96)")


def test_words_the_model_was_not_asked_about_stay_as_they_are(doc: AnnotatedDocument) -> None:
    whole = replace(doc, mentions=(mention(doc, 0, "PER"), mention(doc, 4, "TCD", form="pronoun")))
    assert repoint(whole, {}) == whole


@pytest.mark.parametrize("form", ["name", "person", "title", "demonym", "place"])
def test_what_says_itself_whom_it_means_is_not_asked_about(form: str, doc: AnnotatedDocument) -> None:
    """Also where it is nobody: a former president, a football team, a newspaper are left open on purpose."""
    for code in (None, "PER"):
        assert pointing_words(replace(doc, mentions=(mention(doc, 4, code, form=form),))) == []


@pytest.mark.parametrize(("before", "code", "asked_about"), [
    ("the/DET/det", None, True), ("its/PRON/poss", None, True), ("some/DET/det", None, False),
    ("some/DET/det", "PER", True),
])  # fmt: skip
def test_of_nouns_those_are_asked_about_that_are_known_or_resolved(
    before: str, code: str | None, asked_about: bool
) -> None:
    """Whose "some soldiers" are nobody knows: they are told by their word. "The soldiers" are somebody's."""
    doc = annotated(f"Chad/PROPN/nsubj/1 sent/VERB/ROOT/1 {before}/3 soldiers/NOUN/dobj/1/soldier")
    words = (mention(doc, 0, "TCD"), mention(doc, 3, code, form="description" if code else "common"))
    assert pointing_words(replace(doc, mentions=words)) == [3] * asked_about


def test_pronouns_are_asked_about_also_where_rules_leave_them_open(doc: AnnotatedDocument) -> None:
    assert pointing_words(replace(doc, mentions=(mention(doc, 4, form="pronoun"),))) == [4]


def test_things_and_names_nobody_knows_are_not_asked_about() -> None:
    doc = annotated("Gazeta/PROPN/nsubj/1 saw/VERB/ROOT/1 the/DET/det/3 drones/NOUN/dobj/1/drone")
    name, thing = mention(doc, 0, form="common"), mention(doc, 3, form="common")
    assert is_thing(doc, thing) and pointing_words(replace(doc, mentions=(name, thing))) == []


def test_a_pronoun_has_the_person_and_sector_of_the_name_it_stands_for(doc: AnnotatedDocument) -> None:
    ruler = mention(doc, 0, "PER", form="person", sector="GOV")
    ruler = replace(ruler, parties=(replace(ruler.parties[0], person="Alan García", role="President"),))
    it = mention(doc, 4, "TCD", form="pronoun", sector="OPP")
    meaning = {4: Meaning({PERU: 0.9, CHAD: 0.1})}
    (party,) = repoint(replace(doc, mentions=(ruler, it)), meaning).mentions[1].parties
    assert (party.actor, party.person, party.role, party.sector) == ("PER", "Alan García", "President", "GOV")
    assert (party.text, party.start) == ("it", doc.tokens[4].start)
    noun = replace(it, form="description")
    (party,) = repoint(replace(doc, mentions=(ruler, noun)), meaning).mentions[1].parties
    assert (party.actor, party.person, party.sector) == ("PER", None, "OPP"), "a noun tells its own sector"
