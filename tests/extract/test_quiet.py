"""The reader of memberships and silences: candidates, what is taken from opinions, the shipped model."""

from __future__ import annotations

from pathlib import Path

import pytest

from _build import STATUSES, annotated, mention, with_mentions
from dragoman.annotate import Parser
from dragoman.extract.memberships import bodies_named
from dragoman.extract.memberships.learned import LIKELY, LIKELY_UNDENIED, learned_standings
from dragoman.extract.quiet import JudgedSilence, JudgedStanding, QuietModel, packaged_quiet_model
from dragoman.extract.quiet.candidates import propose_quiet
from dragoman.extract.silences import telling_sentences
from dragoman.extract.silences.learned import learned_findings
from dragoman.model import AnnotatedDocument, Document, ModelError
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

TABLES = packaged_actors()
ROLES = ("founder", "member", "observer", "partner", "candidate", "former")


def standing(org: int, member: int, role: str, chance: float, status: str = "actual") -> JudgedStanding:
    """An opinion: one role with all of the chance there is."""
    roles = {r: chance if r == role else 0.0 for r in ROLES} | {"none": 1.0 - chance}
    return JudgedStanding(org, member, roles, {s: 0.8 if s == status else 0.05 for s in STATUSES})


def silence(cue: int, chance: float, speaker: int | None, *topics: int) -> JudgedSilence:
    return JudgedSilence(cue, chance, () if speaker is None else ((speaker, 0.9),), tuple((t, 0.9) for t in topics))


@pytest.fixture
def sahel() -> AnnotatedDocument:
    """ "Ghana and Chad belong to ECOWAS": the one does, the other never has."""
    doc = annotated(
        "Ghana/PROPN/nsubj/3 and/CCONJ/cc/0 Chad/PROPN/conj/0 belong/VERB/ROOT/3 to/ADP/prep/3 ECOWAS/PROPN/pobj/4"
    )
    return with_mentions(doc, mention(doc, 0, "GHA"), mention(doc, 2, "TCD"), mention(doc, 5, "ECOWAS"))


def test_members_of_one_standing_share_a_record(sahel: AnnotatedDocument) -> None:
    (found,) = learned_standings(sahel, [standing(5, 0, "member", 0.999), standing(5, 2, "member", 0.99)], TABLES)
    assert [p.actor for p in found.members] == ["GHA", "TCD"]
    assert (found.org.actor, found.role, found.status, found.chance) == ("ECOWAS", "member", "actual", 0.99)


def test_what_the_tables_deny_must_be_surer(sahel: AnnotatedDocument) -> None:
    between = (LIKELY + LIKELY_UNDENIED) / 2
    opinions = [standing(5, 0, "member", between), standing(5, 2, "member", between)]
    (found,) = learned_standings(sahel, opinions, TABLES)
    assert [p.actor for p in found.members] == ["GHA"]


def test_a_body_only_pointed_to_is_not_believed_against_the_tables() -> None:
    doc = annotated("Chad/PROPN/nsubj/1 joined/VERB/ROOT/1 the/DET/det/3 alliance/NOUN/dobj/1")
    doc = with_mentions(doc, mention(doc, 0, "TCD"), mention(doc, 3, "NATO", form="description"))
    assert list(learned_standings(doc, [standing(3, 0, "member", 0.999)], TABLES)) == []


def test_roles_and_statuses_are_records_of_their_own(sahel: AnnotatedDocument) -> None:
    opinions = [standing(5, 0, "former", 0.99, "planned"), standing(5, 2, "observer", 0.99)]
    found = {(f.members[0].actor, f.role, f.status) for f in learned_standings(sahel, opinions, TABLES)}
    assert found == {("GHA", "former", "planned"), ("TCD", "observer", "actual")}


def test_a_state_is_no_body_and_a_body_not_its_own_member(sahel: AnnotatedDocument) -> None:
    opinions = [standing(0, 2, "member", 0.99), standing(5, 5, "member", 0.99), standing(5, 3, "member", 0.99)]
    assert list(learned_standings(sahel, opinions, TABLES)) == []


def test_candidates_pair_bodies_with_members_in_sight(sahel: AnnotatedDocument) -> None:
    named = {0: "name:state", 2: "name:state", 5: "name:body"}
    quiet = propose_quiet(sahel, sahel.sentences[0], named)
    pairs = {(o, m) for o, m, _ in quiet.standings}
    assert {(5, 0), (5, 2)} <= pairs
    assert not any(o in {0, 2} for o, _ in pairs), "states are no bodies"
    assert 3 in quiet.cues
    assert {(c, w) for c, w, _ in quiet.parts} >= {(3, 0), (3, 5)}


def test_a_pair_has_a_word_in_its_own_sentence() -> None:
    doc = annotated("NATO/PROPN/nsubj/1 met/VERB/ROOT/1", "Peru/PROPN/nsubj/1 applied/VERB/ROOT/1")
    quiet = propose_quiet(doc, doc.sentences[1], {0: "name:body", 2: "name:state"})
    assert (0, 2) in {(o, m) for o, m, _ in quiet.standings}
    assert all(o >= 2 or m >= 2 for o, m, _ in quiet.standings)


def test_the_surest_word_tells_a_silence() -> None:
    doc = annotated(
        "Peru/PROPN/nsubj/1 made/VERB/ROOT/1 no/DET/det/3 mention/NOUN/dobj/1 of/ADP/prep/3 whales/NOUN/pobj/4"
    )
    (found,) = learned_findings(doc, [silence(3, 0.7, 0, 5), silence(1, 0.9, 0, 5)])
    assert (found.cue, found.speaker, found.topics) == (1, 0, (5,))


def test_unsure_words_and_words_about_nothing_tell_none() -> None:
    doc = annotated("Peru/PROPN/nsubj/1 slept/VERB/ROOT/1")
    assert list(learned_findings(doc, [silence(1, 0.3, 0, 0), silence(1, 0.9, 0)])) == []


def judged(model: QuietModel, doc: AnnotatedDocument) -> tuple[list[JudgedStanding], list[JudgedSilence]]:
    return model.judge(doc, TABLES, bodies_named(doc, TABLES), telling_sentences(doc))


@pytest.mark.model
def test_the_shipped_model_tells_the_plainest(parser: Parser) -> None:
    """The one thing asked of any model that may ship: chances are chances, and the plainest sentences are read."""
    text = "Finland joined NATO on Tuesday. The readout made no mention of the war. Nobody slept."
    doc = resolve_mentions(parser.parse(Document("d", text)), TABLES)
    standings, silences = judged(packaged_quiet_model(), doc)
    for j in standings:
        assert sum(j.roles.values()) == pytest.approx(1.0, abs=1e-4)
        assert sum(j.statuses.values()) == pytest.approx(1.0, abs=1e-4)
    words = [t.text for t in doc.tokens]
    joined = next(j for j in standings if (words[j.org], words[j.member]) == ("NATO", "Finland"))
    assert joined.chance > 0.5 and joined.role == "member"
    told = max(silences, key=lambda s: s.chance)
    assert told.chance > 0.5 and doc.tokens[told.cue].sent == 1
    assert words[max(told.topics, key=lambda t: t[1])[0]] == "war"
    assert all(s.chance < 0.5 for s in silences if doc.tokens[s.cue].sent != 1)


@pytest.mark.model
def test_the_same_question_gets_the_same_answer(parser: Parser) -> None:
    doc = resolve_mentions(parser.parse(Document("d", "Oslo has never been in the Union. It is in Schengen.")), TABLES)
    assert judged(packaged_quiet_model(), doc) == judged(QuietModel(), doc)


@pytest.mark.model
@pytest.mark.parametrize("words", [150, 192, 400])
def test_sentences_beyond_the_longest_input(words: int) -> None:
    kinds = ("Peru/PROPN", "joined/VERB")
    doc = annotated(" ".join(f"{kinds[n % 2]}/{'conj' if n else 'ROOT'}/0" for n in range(words)))
    standings, silences = packaged_quiet_model().judge(doc, TABLES, range(0, words, 2), {0})
    assert all(max(j.org, j.member) < words for j in standings)
    assert all(s.cue < words and 0.05 <= s.chance <= 1.0 for s in silences)


@pytest.mark.model
def test_what_names_no_body_and_denies_nothing_is_not_read(parser: Parser) -> None:
    doc = resolve_mentions(parser.parse(Document("d", "Peru and Chile signed a treaty in Lima.")), TABLES)
    assert bodies_named(doc, TABLES) == telling_sentences(doc) == frozenset()
    assert judged(packaged_quiet_model(), doc) == ([], [])


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Reinstall dragoman"):
        QuietModel(tmp_path)
