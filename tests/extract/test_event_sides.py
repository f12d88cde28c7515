"""Parties completed by syntax and by what the tables know. No model: the opinions are made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from _build import annotated, judged, mention
from dragoman.extract.events.sides import Sides, organ_bodies, sides_of
from dragoman.model import AnnotatedDocument, Mention, Party
from dragoman.tables import ActorTables, packaged_actors


@pytest.fixture(scope="module")
def tables() -> ActorTables:
    return packaged_actors()


def codes(parties: tuple[Party, ...]) -> list[str | None]:
    return [p.actor for p in parties]


# "Chad, Niger and Mali left the talks"
LIST = annotated(
    "Chad/PROPN/nsubj/5 ,/PUNCT/punct/0 Niger/PROPN/conj/0 and/CCONJ/cc/2 Mali/PROPN/conj/2 left/VERB/ROOT/5/leave"
    " talks/NOUN/dobj/5/talk"
)


def listed(*mentions: Mention, roles: dict[int, tuple[float, float]], tables: ActorTables) -> Sides:
    return sides_of(LIST, judged(5, "REJECT", roles), {m.head: m for m in mentions}, tables)


def test_a_list_acts_in_full(tables: ActorTables) -> None:
    chad, niger, mali = mention(LIST, 0, "TCD"), mention(LIST, 2, "NER"), mention(LIST, 4, "MLI")
    for sure in (0, 2, 4):
        found = listed(chad, niger, mali, roles={sure: (0.9, 0.0)}, tables=tables)
        assert codes(found.source) == ["TCD", "NER", "MLI"]


def test_only_names_join_a_list(tables: ActorTables) -> None:
    chad, niger = mention(LIST, 0, "TCD"), mention(LIST, 2, form="common")
    place = mention(LIST, 4, "MLI", form="place")
    assert codes(listed(chad, niger, place, roles={0: (0.9, 0.0)}, tables=tables).source) == ["TCD"]


# "Mandela visited villages"
TRIP = annotated("Mandela/PROPN/nsubj/1 visited/VERB/ROOT/1/visit villages/NOUN/dobj/1/village")


def person(doc: AnnotatedDocument, name: str) -> Mention:
    found = mention(doc, 0, form="person")
    return replace(found, parties=(Party(None, doc.tokens[0].text, found.start, found.end, person=name),))


def test_a_former_official_acts_for_the_state_that_was_his(tables: ActorTables) -> None:
    opinion = judged(1, "CONSULT", {0: (0.9, 0.0)})
    found = sides_of(TRIP, opinion, {0: person(TRIP, "Nelson Mandela")}, tables)
    assert codes(found.source) == ["ZAF"] and found.source[0].person == "Nelson Mandela"
    assert codes(sides_of(TRIP, opinion, {0: person(TRIP, "Nobody Known")}, tables).source) == [None]


ORDER = annotated("order/NOUN/nsubj/1/order hit/VERB/ROOT/1/hit Kyiv/PROPN/dobj/1")


def test_a_thing_does_not_act_and_a_person_without_a_name_does(tables: ActorTables) -> None:
    kyiv = mention(ORDER, 2, "UKR")
    opinion = judged(1, "ASSAULT", {0: (0.9, 0.0), 2: (0.0, 0.9)})
    found = sides_of(ORDER, opinion, {0: mention(ORDER, 0, form="common"), 2: kyiv}, tables)
    assert (codes(found.source), codes(found.target)) == ([], ["UKR"])
    row = "gunman/NOUN/nsubj/1/gunman hit/VERB/ROOT/1/hit Kyiv/PROPN/dobj/1"
    doc = annotated(row)
    found = sides_of(doc, opinion, {0: mention(doc, 0, form="common"), 2: mention(doc, 2, "UKR")}, tables)
    assert [p.text for p in found.source] == ["gunman"]


def test_a_machine_acts_for_whoever_owns_it_and_else_not_at_all(tables: ActorTables) -> None:
    doc = annotated("drone/NOUN/nsubj/1/drone hit/VERB/ROOT/1/hit Kyiv/PROPN/dobj/1")
    opinion = judged(1, "ASSAULT", {0: (0.9, 0.0), 2: (0.0, 0.9)})
    for owner, wanted in ((None, []), ("RUS", ["RUS"])):
        form = "description" if owner else "common"
        mentions = {0: mention(doc, 0, owner, form=form), 2: mention(doc, 2, "UKR")}
        assert codes(sides_of(doc, opinion, mentions, tables).source) == wanted


def test_an_organ_acts_for_its_body(tables: ActorTables) -> None:
    doc = annotated("Council/PROPN/nsubj/1 condemned/VERB/ROOT/1/condemn Mali/PROPN/dobj/1")
    council, mali = mention(doc, 0, "UNSC"), mention(doc, 2, "MLI")
    found = sides_of(doc, judged(1, "ACCUSE", {0: (0.9, 0.0), 2: (0.0, 0.9)}), {0: council, 2: mali}, tables)
    assert (codes(found.source), codes(found.target)) == (["UN"], ["MLI"])
    assert all(organ in tables.actors and body in tables.actors for organ, body in organ_bodies().items())


# "Chad founded the Union"; "Chad ratified the convention"
MADE = annotated("Chad/PROPN/nsubj/1 founded/VERB/ROOT/1/found Union/PROPN/dobj/1")


@pytest.mark.parametrize(
    ("body", "type_", "wanted"),
    [("AU", "AGREE", []), ("NPT", "SUPPORT", []), ("NPT", "SANCTION", ["NPT"]), ("MLI", "AGREE", ["MLI"])],
)
def test_what_an_act_makes_or_signs_is_no_party(body: str, type_: str, wanted: list[str], tables: ActorTables) -> None:
    mentions = {0: mention(MADE, 0, "TCD"), 2: mention(MADE, 2, body)}
    found = sides_of(MADE, judged(1, type_, {0: (0.9, 0.0), 2: (0.0, 0.9)}), mentions, tables)
    assert (codes(found.source), codes(found.target)) == (["TCD"], wanted)


def test_a_body_is_a_party_of_whatever_does_not_make_it(tables: ActorTables) -> None:
    doc = annotated("Chad/PROPN/nsubj/1 joined/VERB/ROOT/1/join Union/PROPN/dobj/1")
    mentions = {0: mention(doc, 0, "TCD"), 2: mention(doc, 2, "AU")}
    found = sides_of(doc, judged(1, "AGREE", {0: (0.9, 0.0), 2: (0.0, 0.9)}), mentions, tables)
    assert codes(found.target) == ["AU"]


def test_one_actors_mentions_speak_together(tables: ActorTables) -> None:
    """Two half-sure mentions of a party make it one; of two actors they do not."""
    doc = annotated("Chad/PROPN/nsubj/2 it/PRON/dobj/2 hit/VERB/ROOT/2/hit Mali/PROPN/dobj/2")
    opinion = judged(2, "ASSAULT", {0: (0.14, 0.0), 1: (0.14, 0.0), 3: (0.0, 0.9)})
    mali = mention(doc, 3, "MLI")
    same = {0: mention(doc, 0, "TCD"), 1: mention(doc, 1, "TCD", form="pronoun"), 3: mali}
    assert sides_of(doc, opinion, same, tables).certainty == pytest.approx(0.28)
    other = {**same, 1: mention(doc, 1, "NER", form="pronoun")}
    assert sides_of(doc, opinion, other, tables).certainty == pytest.approx(0.14)


# "Chad ended Chad 's programme"
ENDED = annotated(
    "Chad/PROPN/nsubj/1 ended/VERB/ROOT/1/end Chad/PROPN/poss/4 's/PART/case/2 programme/NOUN/dobj/1/programme"
)


def test_a_state_named_only_to_say_whose_is_no_target_of_its_own_act(tables: ActorTables) -> None:
    chad, whose = mention(ENDED, 0, "TCD"), mention(ENDED, 2, "TCD")
    opinion = judged(1, "CONCEDE", {0: (0.9, 0.0), 2: (0.0, 0.9)})
    assert codes(sides_of(ENDED, opinion, {0: chad, 2: whose}, tables).target) == []
    other = mention(ENDED, 2, "MLI")
    assert codes(sides_of(ENDED, opinion, {0: chad, 2: other}, tables).target) == ["MLI"]


def test_where_an_act_happens_does_not_act(tables: ActorTables) -> None:
    doc = annotated(
        "Nine/NUM/nsubjpass/1 died/VERB/ROOT/1/die in/ADP/prep/1 Chad/PROPN/pobj/2 of/ADP/prep/1 thirst/NOUN/pobj/4"
    )
    opinion = judged(1, "ASSAULT", {3: (0.2, 0.0)})
    assert codes(sides_of(doc, opinion, {3: mention(doc, 3, "TCD", form="place")}, tables).source) == []
    assert codes(sides_of(doc, opinion, {3: mention(doc, 3, "TCD")}, tables).source) == ["TCD"]


def test_a_suicide_bomber_acts_and_a_bomber_does_not(tables: ActorTables) -> None:
    for kind, wanted in (("suicide/NOUN/compound/1", [None]), ("old/ADJ/amod/1", [])):
        doc = annotated(f"{kind} bomber/NOUN/nsubj/2/bomber hit/VERB/ROOT/2/hit Kyiv/PROPN/dobj/2")
        opinion = judged(2, "ASSAULT", {1: (0.9, 0.0), 3: (0.0, 0.9)})
        mentions = {1: mention(doc, 1, form="common"), 3: mention(doc, 3, "UKR")}
        assert codes(sides_of(doc, opinion, mentions, tables).source) == wanted


def test_others_beside_who_is_named_are_no_party_of_their_own(tables: ActorTables) -> None:
    doc = annotated(
        "Mali/PROPN/nsubj/1 shot/VERB/ROOT/1/shoot Chadians/PROPN/dobj/1 and/CCONJ/cc/2 six/NUM/nummod/5"
        " others/NOUN/conj/2/other"
    )
    opinion = judged(1, "ASSAULT", {0: (0.9, 0.0), 2: (0.0, 0.9), 5: (0.0, 0.9)})
    mentions = {0: mention(doc, 0, "MLI"), 2: mention(doc, 2, "TCD"), 5: mention(doc, 5, form="common")}
    assert codes(sides_of(doc, opinion, mentions, tables).target) == ["TCD"]
    alone = judged(1, "ASSAULT", {0: (0.9, 0.0), 5: (0.0, 0.9)})
    assert codes(sides_of(doc, alone, {n: mentions[n] for n in (0, 5)}, tables).target) == [None]


def test_each_others_belongings_are_no_party_of_an_act_of_several(tables: ActorTables) -> None:
    doc = annotated(
        "Mali/PROPN/nsubj/3 and/CCONJ/cc/0 Chad/PROPN/conj/0 shelled/VERB/ROOT/3/shell each/DET/det/5"
        " other/ADJ/poss/7 's/PART/case/5 villages/NOUN/dobj/3/village"
    )
    opinion = judged(3, "ASSAULT", {0: (0.9, 0.0), 2: (0.9, 0.0), 7: (0.0, 0.9)})
    villages = mention(doc, 7, form="common")
    start = doc.tokens[4].start
    words = doc.quote(start, villages.end)
    villages = replace(villages, start=start, parties=(Party(None, words, start, villages.end),))
    mentions = {0: mention(doc, 0, "MLI"), 2: mention(doc, 2, "TCD"), 7: villages}
    found = sides_of(doc, opinion, mentions, tables)
    assert (codes(found.source), codes(found.target)) == (["MLI", "TCD"], [])
    alone = judged(3, "ASSAULT", {0: (0.9, 0.0), 7: (0.0, 0.9)})
    assert codes(sides_of(doc, alone, {n: mentions[n] for n in (0, 7)}, tables).target) == [None]


# "Mali freed Bob Kane"
FREED = annotated("Mali/PROPN/nsubj/1 freed/VERB/ROOT/1/free Bob/PROPN/compound/3 Kane/PROPN/dobj/1")


@pytest.mark.parametrize("chosen", [{2}, {3}, {2, 3}])
def test_a_part_of_a_name_is_the_whole_name(chosen: set[int], tables: ActorTables) -> None:
    opinion = judged(1, "RETREAT", {0: (0.9, 0.0), **dict.fromkeys(chosen, (0.0, 0.9))})
    whole = mention(FREED, 3, "USA", first=2, last=4, form="person")
    by_head = {0: mention(FREED, 0, "MLI"), 2: mention(FREED, 2, form="common"), 3: whole}
    found = sides_of(FREED, opinion, by_head, tables)
    assert [(p.actor, p.text) for p in found.target] == [("USA", "Bob Kane")]


@pytest.mark.parametrize("chosen", [{2}, {2, 4}])
def test_how_many_someone_is_is_no_party(chosen: set[int], tables: ActorTables) -> None:
    doc = annotated(
        "Mali/PROPN/nsubj/1 freed/VERB/ROOT/1/free six/NUM/nummod/4 old/ADJ/amod/4 officials/NOUN/dobj/1/official"
    )
    opinion = judged(1, "RETREAT", {0: (0.9, 0.0), **dict.fromkeys(chosen, (0.0, 0.9))})
    officials = mention(doc, 4, first=2, last=5, form="common")
    by_head = {0: mention(doc, 0, "MLI"), 2: mention(doc, 2, form="common"), 4: officials}
    assert [p.text for p in sides_of(doc, opinion, by_head, tables).target] == ["six old officials"]


@pytest.mark.parametrize(
    ("own", "words"),
    [("old/ADJ/amod/6", ["our allies and old friends"]), ("their/PRON/poss/6", ["our allies", "their friends"])],
)
def test_joined_words_for_nobody_known_are_one_party(own: str, words: list[str], tables: ActorTables) -> None:
    doc = annotated(
        "Mali/PROPN/nsubj/1 thanked/VERB/ROOT/1/thank our/PRON/poss/3 allies/NOUN/dobj/1/ally and/CCONJ/cc/3"
        f" {own} friends/NOUN/conj/3/friend"
    )
    opinion = judged(1, "SUPPORT", {0: (0.9, 0.0), 3: (0.0, 0.9), 6: (0.0, 0.9)})
    allies, friends = (mention(doc, n, first=n - 1, last=n + 1, form="common") for n in (3, 6))
    found = sides_of(doc, opinion, {0: mention(doc, 0, "MLI"), 3: allies, 6: friends}, tables)
    assert [p.text for p in found.target] == words


@pytest.mark.parametrize(
    ("actor", "target"), [(None, ["dozens of civilians"]), ("KAZ", ["dozens of civilians", "civilians"])]
)
def test_nobody_known_is_told_once(actor: str | None, target: list[str], tables: ActorTables) -> None:
    doc = annotated(
        "Mali/PROPN/nsubj/1 freed/VERB/ROOT/1/free dozens/NOUN/dobj/1/dozen of/ADP/prep/2"
        " civilians/NOUN/pobj/3/civilian"
    )
    opinion = judged(1, "RETREAT", {0: (0.9, 0.0), 2: (0.0, 0.9), 4: (0.0, 0.9)})
    dozens = mention(doc, 2, first=2, last=5, form="common")
    inner = mention(doc, 4, actor, form="description") if actor else mention(doc, 4, form="common")
    found = sides_of(doc, opinion, {0: mention(doc, 0, "MLI"), 2: dozens, 4: inner}, tables)
    assert [p.text for p in found.target] == target


def test_what_only_modifies_a_party_is_none(tables: ActorTables) -> None:
    doc = annotated("Mali/PROPN/nsubj/1 freed/VERB/ROOT/1/free aid/NOUN/compound/3 workers/NOUN/dobj/1/worker")
    opinion = judged(1, "RETREAT", {0: (0.9, 0.0), 2: (0.0, 0.9), 3: (0.0, 0.9)})
    by_head = {0: mention(doc, 0, "MLI"), 2: mention(doc, 2, form="common"), 3: mention(doc, 3, form="common")}
    assert [p.text for p in sides_of(doc, opinion, by_head, tables).target] == ["workers"]


@pytest.mark.parametrize(
    ("mark", "target"), [("'s/PART/case/2", ["HEZBOLLAH"]), ("-/PUNCT/punct/4", ["LBN", "HEZBOLLAH"])]
)
def test_a_named_body_acts_for_itself_whosever_it_is(mark: str, target: list[str], tables: ActorTables) -> None:
    doc = annotated(f"Mali/PROPN/nsubj/1 hit/VERB/ROOT/1 Lebanon/PROPN/poss/4 {mark} Hezbollah/PROPN/dobj/1")
    opinion = judged(1, "ASSAULT", {0: (0.9, 0.0), 2: (0.0, 0.9), 4: (0.0, 0.9)})
    by_head = {0: mention(doc, 0, "MLI"), 2: mention(doc, 2, "LBN"), 4: mention(doc, 4, "HEZBOLLAH")}
    assert codes(sides_of(doc, opinion, by_head, tables).target) == target


def test_a_region_is_left_out_beside_its_states(tables: ActorTables) -> None:
    doc = annotated(
        "Arabs/PROPN/nsubj/1 attacked/VERB/ROOT/1/attack from/ADP/prep/1 Syria/PROPN/pobj/2 and/CCONJ/cc/3"
        " Egypt/PROPN/conj/3"
    )
    opinion = judged(1, "ASSAULT", {0: (0.9, 0.0), 3: (0.9, 0.0), 5: (0.9, 0.0)})
    by_head = {0: mention(doc, 0, "ARAB_STATES"), 3: mention(doc, 3, "SYR"), 5: mention(doc, 5, "EGY")}
    assert codes(sides_of(doc, opinion, by_head, tables).source) == ["SYR", "EGY"]
    one = judged(1, "ASSAULT", {0: (0.9, 0.0), 3: (0.9, 0.0)})
    alone = annotated("Arabs/PROPN/nsubj/1 attacked/VERB/ROOT/1/attack from/ADP/prep/1 Syria/PROPN/pobj/2")
    two = {0: mention(alone, 0, "ARAB_STATES"), 3: mention(alone, 3, "SYR")}
    assert codes(sides_of(alone, one, two, tables).source) == ["ARAB_STATES", "SYR"]


def test_no_word_of_a_treatys_name_is_a_party_of_its_making(tables: ActorTables) -> None:
    doc = annotated("Mali/PROPN/nsubj/1 ratified/VERB/ROOT/1/ratify Sea/PROPN/compound/3 Treaty/PROPN/dobj/1")
    opinion = judged(1, "SUPPORT", {0: (0.9, 0.0), 2: (0.0, 0.9), 3: (0.0, 0.9)})
    by_head = {0: mention(doc, 0, "MLI"), **{n: mention(doc, n, "UNCLOS", first=2, last=4) for n in (2, 3)}}
    assert codes(sides_of(doc, opinion, by_head, tables).target) == []
