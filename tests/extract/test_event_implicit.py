"""A party the clause leaves out is supplied only where the passage is about exactly two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from _build import annotated, judged, mention, with_mentions
from dragoman.extract.events.assemble import Draft
from dragoman.extract.events.implicit import Passage, complete
from dragoman.model import AnnotatedDocument, Party
from dragoman.tables import ActorTables, ontology, packaged_actors

KAZ, UZB, CHN, RUS = "KAZ", "UZB", "CHN", "RUS"
PARTY_OF = {c: Party(c, c, 0, 1) for c in (KAZ, UZB, CHN, RUS, "IND", "SCO")}


@pytest.fixture(scope="module")
def tables() -> ActorTables:
    return packaged_actors()


def item(*codes: str, more: int = 0) -> AnnotatedDocument:
    """A paragraph: "X Y held talks.", then "They lasted long." and as many more sentences as asked for."""
    names = " ".join(f"{code}/PROPN/nsubj/{len(codes)}" for code in codes)
    opening = f"{names} held/VERB/ROOT/{len(codes)}/hold talks/NOUN/dobj/{len(codes)}/talk"
    second = "Talks/NOUN/nsubj/1/talk lasted/VERB/ROOT/1/last"
    doc = annotated(opening, second, *["Rain/NOUN/nsubj/1 fell/VERB/ROOT/1/fall"] * more)
    return with_mentions(doc, *(mention(doc, n, code) for n, code in enumerate(codes)))


def draft(
    doc: AnnotatedDocument, type: str, trigger: int, source: tuple[str, ...] = (), target: tuple[str, ...] = ()
) -> Draft:
    return Draft(
        judged=judged(trigger, type), type=type, mode=None, status="actual", source=tuple(PARTY_OF[c] for c in source),
        target=tuple(PARTY_OF[c] for c in target), reasons=("known",), confidence=0.9,
    )  # fmt: skip


def completed(
    doc: AnnotatedDocument, tables: ActorTables, one: Draft, home: str | None = None
) -> tuple[list[str | None], list[str | None]]:
    sentence = doc.sentences[doc.tokens[one.judged.trigger].sent]
    found = complete(one, Passage(doc, tables, home), sentence, ontology().types[one.type].mutual)
    return [p.actor for p in found.source], [p.actor for p in found.target]


def talks(doc: AnnotatedDocument) -> int:
    """The word "Talks" of the second sentence."""
    return doc.sentences[1].first


def test_a_meeting_of_nobody_is_that_of_the_two_the_item_names(tables: ActorTables) -> None:
    doc = item(KAZ, UZB)
    assert completed(doc, tables, draft(doc, "CONSULT", talks(doc))) == ([KAZ, UZB], [])


def test_a_meeting_of_one_is_with_the_other(tables: ActorTables) -> None:
    doc = item(KAZ, UZB)
    assert completed(doc, tables, draft(doc, "CONSULT", talks(doc), (UZB,))) == ([UZB, KAZ], [])


def test_the_reason_is_told(tables: ActorTables) -> None:
    doc = item(KAZ, UZB)
    found = complete(draft(doc, "CONSULT", talks(doc)), Passage(doc, tables, None), doc.sentences[1], True)
    assert found.reasons == ("known", "the passage is about KAZ and UZB")


@pytest.mark.parametrize("codes", [(KAZ,), (KAZ, UZB, CHN)])
def test_where_the_item_is_not_about_two_nothing_is_supplied(tables: ActorTables, codes: tuple[str, ...]) -> None:
    doc = item(*codes)
    assert completed(doc, tables, draft(doc, "CONSULT", talks(doc))) == ([], [])


def test_an_organisation_counts_and_a_region_does_not(tables: ActorTables) -> None:
    doc = item(KAZ, "SCO")
    assert completed(doc, tables, draft(doc, "CONSULT", talks(doc), (KAZ,))) == ([KAZ, "SCO"], [])
    assert tables.kind_of("CENTRAL_ASIA") not in {None, "state", "organisation"}
    doc = item(KAZ, "CENTRAL_ASIA")
    assert completed(doc, tables, draft(doc, "CONSULT", talks(doc), (KAZ,))) == ([KAZ], [])


def test_only_names_tell_what_a_passage_is_about(tables: ActorTables) -> None:
    doc = item(KAZ, UZB)
    vague = with_mentions(doc, doc.mentions[0], replace(doc.mentions[1], form="pronoun"))
    assert completed(vague, tables, draft(vague, "CONSULT", talks(vague), (KAZ,))) == ([KAZ], [])


def test_an_act_with_both_parties_is_left_alone(tables: ActorTables) -> None:
    doc = item(KAZ, UZB)
    one = draft(doc, "CONSULT", talks(doc), (KAZ, CHN))
    assert complete(one, Passage(doc, tables, None), doc.sentences[1], True) is one
    one = draft(doc, "ACCUSE", talks(doc), (KAZ,), (CHN,))
    assert complete(one, Passage(doc, tables, None), doc.sentences[1], False) is one


def test_an_act_of_a_third_party_is_left_alone(tables: ActorTables) -> None:
    doc = item(KAZ, UZB)
    assert completed(doc, tables, draft(doc, "CONSULT", talks(doc), (CHN,))) == ([CHN], [])


def test_an_act_of_one_side_gets_no_target_in_a_news_item(tables: ActorTables) -> None:
    doc = item(KAZ, UZB)
    for type_ in ("ACCUSE", "ASSAULT", "AID"):
        assert completed(doc, tables, draft(doc, type_, talks(doc), (KAZ,))) == ([KAZ], [])


def test_an_agreement_is_joint_as_a_noun_and_one_sides_as_a_verb(tables: ActorTables) -> None:
    doc = item(KAZ, UZB)
    assert completed(doc, tables, draft(doc, "AGREE", talks(doc), (KAZ,))) == ([KAZ, UZB], [])
    verb = doc.sentences[1].first + 1
    assert doc.tokens[verb].pos == "VERB"
    assert completed(doc, tables, draft(doc, "AGREE", verb, (KAZ,))) == ([KAZ], [])
    assert completed(doc, tables, draft(doc, "CONSULT", verb, (KAZ,))) == ([KAZ, UZB], [])


def test_some_words_tell_what_both_did_though_their_type_is_one_sided(tables: ActorTables) -> None:
    doc = item(KAZ, UZB)
    wars = replace(doc, tokens=tuple(replace(t, lemma="war") if t.i == talks(doc) else t for t in doc.tokens))
    assert completed(wars, tables, draft(wars, "ASSAULT", talks(wars))) == ([KAZ, UZB], [])
    assert completed(wars, tables, draft(wars, "ASSAULT", talks(wars), (KAZ,))) == ([KAZ], [])
    assert completed(wars, tables, draft(wars, "ACCUSE", talks(wars))) == ([], []), "a war of words is not meant"
    assert completed(doc, tables, draft(doc, "ASSAULT", talks(doc))) == ([], [])


def test_in_a_long_story_only_the_sentence_and_the_one_before_it_count(tables: ActorTables) -> None:
    doc = item(KAZ, UZB, more=4)
    assert completed(doc, tables, draft(doc, "CONSULT", talks(doc))) == ([KAZ, UZB], [])
    last = doc.sentences[-1].first
    assert completed(doc, tables, draft(doc, "CONSULT", last)) == ([], [])
    short = item(KAZ, UZB, more=2)
    assert completed(short, tables, draft(short, "CONSULT", short.sentences[-1].first)) == ([KAZ, UZB], [])


def test_another_item_does_not_count(tables: ActorTables) -> None:
    doc = item(KAZ, UZB)
    apart = replace(doc, sentences=(doc.sentences[0], replace(doc.sentences[1], paragraph=1)))
    assert completed(apart, tables, draft(apart, "CONSULT", talks(apart))) == ([], [])


# An office's release: the opening names the other side, its own state is understood.


def test_a_readout_is_about_its_own_state_and_the_other(tables: ActorTables) -> None:
    doc = item(UZB, more=6)
    assert completed(doc, tables, draft(doc, "CONSULT", doc.sentences[-1].first), KAZ) == ([KAZ, UZB], [])
    assert completed(doc, tables, draft(doc, "REQUEST", talks(doc), (UZB,)), KAZ) == ([UZB], [KAZ])


def test_in_a_readout_what_is_done_to_nobody_stays_so(tables: ActorTables) -> None:
    doc = item(UZB)
    assert completed(doc, tables, draft(doc, "ASSAULT", talks(doc), (UZB,)), KAZ) == ([UZB], [])
    assert completed(doc, tables, draft(doc, "ACCUSE", talks(doc), (), (UZB,)), KAZ) == ([], [UZB])


def test_a_release_about_many_is_about_no_two(tables: ActorTables) -> None:
    doc = item(UZB, CHN, RUS, "IND")
    assert Passage(doc, tables, KAZ).whole is None
    twice = item(UZB, CHN)  # two others, named alike often
    assert Passage(twice, tables, KAZ).whole is None


def test_a_release_is_about_the_other_it_names_most(tables: ActorTables) -> None:
    doc = annotated(
        "KAZ/PROPN/nsubj/1 met/VERB/ROOT/1 UZB/PROPN/dobj/1 near/ADP/prep/1 CHN/PROPN/pobj/3",
        "UZB/PROPN/nsubj/1 spoke/VERB/ROOT/1",
    )
    doc = with_mentions(doc, *(mention(doc, i, c) for i, c in ((0, KAZ), (2, UZB), (4, CHN), (5, UZB))))
    whole = Passage(doc, tables, KAZ).whole
    assert whole is not None and [p.actor for p in whole] == [KAZ, UZB]


def test_a_release_that_names_no_other_is_about_nobody(tables: ActorTables) -> None:
    assert Passage(item(KAZ), tables, KAZ).whole is None
    assert Passage(item("CENTRAL_ASIA"), tables, KAZ).whole is None


# A longer story: about two states where they are most of what it names.


def story(*named: str) -> AnnotatedDocument:
    """A long paragraph with one name a sentence, and a last sentence without any."""
    rows = [f"{code}/PROPN/nsubj/1 spoke/VERB/ROOT/1/speak" for code in named]
    doc = annotated(
        *rows, *["Rain/NOUN/nsubj/1 fell/VERB/ROOT/1/fall"] * 2, "Talks/NOUN/nsubj/1/talk ended/VERB/ROOT/1"
    )
    return with_mentions(doc, *(mention(doc, 2 * n, code) for n, code in enumerate(named)))


@pytest.mark.parametrize(
    ("named", "supplied"),
    [
        ((KAZ, UZB) * 4, [KAZ, UZB]),
        ((UZB, KAZ) * 4, [UZB, KAZ]),
        ((KAZ, UZB) * 3, []),
        ((*((KAZ, UZB) * 4), CHN, CHN, CHN), [KAZ, UZB]),
        ((*((KAZ, UZB) * 4), CHN, CHN, CHN, RUS), []),
        ((KAZ,) * 9, []),
    ],
    ids=["two", "as told", "too seldom", "most of it", "too many others", "only one"],
)
def test_what_a_longer_story_is_about(tables: ActorTables, named: tuple[str, ...], supplied: list[str]) -> None:
    doc = story(*named)
    source, target = completed(doc, tables, draft(doc, "CONSULT", doc.sentences[-1].first))
    assert (sorted(map(str, source)), target) == (sorted(supplied), [])


def test_a_sentence_about_others_is_not_about_the_storys_two(tables: ActorTables) -> None:
    doc = story(*((KAZ, UZB) * 4))
    rain = doc.sentences[-2].first
    doc = with_mentions(doc, *doc.mentions, mention(doc, rain, CHN))
    assert completed(doc, tables, draft(doc, "CONSULT", rain + 1, (CHN,))) == ([CHN], [])
    assert completed(doc, tables, draft(doc, "CONSULT", rain + 1, (KAZ,))) == ([KAZ, UZB], [])
