"""From opinions to records: thresholds, sides, spans, reasons. No model: the opinions are made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from _build import annotated, judged, mention
from dragoman.extract.events.assemble import Draft, draft_events, evidence_span, to_event, trigger_span
from dragoman.extract.events.decide import ACT_THRESHOLD, TYPE_THRESHOLD, Judged
from dragoman.model import AnnotatedDocument, Event, Mention, Party
from dragoman.tables import ontology, packaged_actors

# "Russian forces attacked Kyiv and Lviv on Monday"
ATTACK = annotated(
    "Russian/ADJ/amod/1 forces/NOUN/nsubj/2/force attacked/VERB/ROOT/2/attack Kyiv/PROPN/dobj/2 and/CCONJ/cc/3"
    " Lviv/PROPN/conj/3 on/ADP/prep/2 Monday/PROPN/pobj/6"
)
RUSSIAN = mention(ATTACK, 0, "RUS", form="demonym", reason="Russian is a people of RUS")
FORCES = mention(ATTACK, 1, "RUS", form="title", first=0, last=2, sector="MIL", reason="forces of RUS")
KYIV = mention(ATTACK, 3, "UKR", reason="Kyiv lies in UKR")
LVIV = mention(ATTACK, 5, "UKR")


def drafts(doc: AnnotatedDocument, opinions: list[Judged], *mentions: Mention) -> list[Draft]:
    return list(draft_events(doc, opinions, {m.head: m for m in mentions}, packaged_actors()))


def draft(doc: AnnotatedDocument, opinion: Judged, *mentions: Mention) -> Draft:
    (found,) = drafts(doc, [opinion], *mentions)
    return found


def codes(parties: tuple[Party, ...]) -> list[str | None]:
    return [p.actor for p in parties]


def test_an_act_with_its_sides() -> None:
    found = draft(ATTACK, judged(2, "ASSAULT", {1: (0.9, 0.05), 3: (0.02, 0.9)}), FORCES, KYIV)
    assert (found.type, found.mode, found.status) == ("ASSAULT", None, "actual")
    assert (codes(found.source), codes(found.target)) == (["RUS"], ["UKR"])
    assert found.source[0].text == "Russian forces" and found.source[0].sector == "MIL"
    assert found.confidence == pytest.approx(0.9 * 0.9, abs=1e-3)
    assert set(found.reasons) >= {"forces of RUS", "Kyiv lies in UKR"}


@pytest.mark.parametrize(("act", "found"), [(0.99, 1), (ACT_THRESHOLD + 0.01, 1), (ACT_THRESHOLD - 0.01, 0), (0.01, 0)])
def test_an_act_must_be_likely_enough(act: float, found: int) -> None:
    opinion = judged(2, {"NONE": 1 - act, "ASSAULT": act * 0.9, "COERCE": act * 0.1}, {1: (0.9, 0.0)})
    assert len(drafts(ATTACK, [opinion], FORCES)) == found


def test_the_likeliest_type_wins_even_where_none_is_likelier() -> None:
    opinion = judged(2, {"NONE": 0.5, "ASSAULT": 0.2, "COERCE": 0.3}, {1: (0.9, 0.0)})
    assert draft(ATTACK, opinion, FORCES).type == "COERCE"


def test_what_may_be_many_acts_is_none_of_them() -> None:
    even = dict.fromkeys(("ASSAULT", "COERCE", "THREATEN", "MOBILIZE", "SANCTION"), TYPE_THRESHOLD - 0.01)
    assert drafts(ATTACK, [judged(2, even, {1: (0.9, 0.0)})], FORCES) == []
    sure = {**even, "ASSAULT": TYPE_THRESHOLD + 0.01}
    assert [d.type for d in drafts(ATTACK, [judged(2, sure, {1: (0.9, 0.0)})], FORCES)] == ["ASSAULT"]


def test_a_mode_and_none() -> None:
    roles = {1: (0.9, 0.0)}
    assert draft(ATTACK, judged(2, "ASSAULT", roles, modes={"-": 0.3, "aerial": 0.7}), FORCES).mode == "aerial"
    assert draft(ATTACK, judged(2, "ASSAULT", roles, modes={"-": 0.7, "aerial": 0.3}), FORCES).mode is None


def test_the_models_status_stands_where_no_rule_speaks() -> None:
    for status in ("actual", "planned", "possible", "historical"):
        assert draft(ATTACK, judged(2, "ASSAULT", {1: (0.9, 0.0)}, status=status), FORCES).status == status


def test_words_that_are_likely_no_party_are_left_out() -> None:
    roles = {1: (0.9, 0.05), 3: (0.0, 0.9), 5: (0.05, 0.1)}  # Lviv: 0.85 neither
    other = replace(LVIV, form="place", parties=(Party("POL", "Lviv", LVIV.start, LVIV.end),))
    assert codes(draft(ATTACK, judged(2, "ASSAULT", roles), FORCES, KYIV, other).target) == ["UKR"]
    roles[5] = (0.05, 0.4)  # 0.55 neither
    assert codes(draft(ATTACK, judged(2, "ASSAULT", roles), FORCES, KYIV, other).target) == ["UKR", "POL"]


def test_a_side_that_would_be_empty_gets_its_best_word() -> None:
    weak = {1: (0.9, 0.05), 3: (0.01, 0.12), 5: (0.01, 0.11)}
    assert [p.text for p in draft(ATTACK, judged(2, "ASSAULT", weak), FORCES, KYIV, LVIV).target] == ["Kyiv"]
    weak = {1: (0.06, 0.01), 3: (0.01, 0.9)}
    assert codes(draft(ATTACK, judged(2, "ASSAULT", weak), FORCES, KYIV).source) == ["RUS"]


def test_a_far_word_is_no_makeshift_party() -> None:
    chain = "of/ADP/prep/{} x/NOUN/pobj/{}"
    row = "Chad/PROPN/nsubj/1 left/VERB/ROOT/1/leave " + " ".join(chain.format(n, n + 1) for n in (1, 3, 5))
    doc = annotated(row)
    chad, far, near = mention(doc, 0, "TCD"), mention(doc, 7, "PER"), mention(doc, 3, "FJI")
    roles = {0: (0.9, 0.0), 3: (0.0, 0.11), 7: (0.0, 0.2)}
    assert codes(draft(doc, judged(1, "REJECT", roles), chad, far, near).target) == ["FJI"]
    roles[7] = (0.0, 0.9)
    assert codes(draft(doc, judged(1, "REJECT", roles), chad, far, near).target) == ["PER"], "a clear one may be far"


def test_a_hopeless_word_fills_no_side() -> None:
    hopeless = {1: (0.9, 0.05), 3: (0.01, 0.05)}
    assert draft(ATTACK, judged(2, "ASSAULT", hopeless), FORCES, KYIV).target == ()
    # A word more likely on the other side does not fill this one.
    assert draft(ATTACK, judged(2, "ASSAULT", {1: (0.9, 0.05), 3: (0.14, 0.12)}), FORCES, KYIV).target == ()


def test_a_word_that_names_nobody_is_no_party() -> None:
    found = draft(ATTACK, judged(2, "ASSAULT", {1: (0.9, 0.0), 3: (0.0, 0.9), 7: (0.0, 0.9)}), FORCES, KYIV)
    assert codes(found.target) == ["UKR"]


def test_an_actor_named_twice_on_a_side_counts_once_with_its_first_words() -> None:
    found = draft(ATTACK, judged(2, "ASSAULT", {1: (0.9, 0.0), 3: (0.0, 0.9), 5: (0.0, 0.8)}), FORCES, KYIV, LVIV)
    assert [p.text for p in found.target] == ["Kyiv"]
    assert found.confidence == pytest.approx(0.9 * 0.9, abs=1e-3), "a party is as sure as its surest mention"


def test_a_nationality_is_no_party_beside_the_noun_it_modifies() -> None:
    roles = {0: (0.8, 0.0), 1: (0.9, 0.0), 3: (0.0, 0.9)}
    assert [p.text for p in draft(ATTACK, judged(2, "ASSAULT", roles), RUSSIAN, FORCES, KYIV).source] == [
        "Russian forces"
    ]
    foreign = replace(RUSSIAN, parties=(Party("BLR", "Russian", RUSSIAN.start, RUSSIAN.end),))
    assert codes(draft(ATTACK, judged(2, "ASSAULT", roles), foreign, FORCES, KYIV).source) == ["BLR", "RUS"]


def test_who_acts_is_not_acted_upon_where_others_are() -> None:
    doc = annotated(
        "Kyiv/PROPN/nsubj/1 pressed/VERB/ROOT/1/press Moscow/PROPN/dobj/1 and/CCONJ/cc/2 itself/PRON/conj/2"
    )
    kyiv, moscow, itself = mention(doc, 0, "UKR"), mention(doc, 2, "RUS"), mention(doc, 4, "UKR", form="pronoun")
    found = draft(doc, judged(1, "REQUEST", {0: (0.9, 0.0), 2: (0.0, 0.9), 4: (0.0, 0.9)}), kyiv, moscow, itself)
    assert (codes(found.source), codes(found.target)) == (["UKR"], ["RUS"])


# "Iranian police beat Iranian students"
BEATING = annotated(
    "Iranian/ADJ/amod/1 police/NOUN/nsubj/2 beat/VERB/ROOT/2/beat Iranian/ADJ/amod/4 students/NOUN/dobj/2/student"
)


@pytest.mark.parametrize("sector", ["CVL", "OPP", "MED", "REB"])
def test_a_state_does_not_act_on_itself(sector: str) -> None:
    police = mention(BEATING, 1, "IRN", first=0, last=2, sector="COP")
    students = mention(BEATING, 4, "IRN", first=3, last=5, sector=sector)
    found = draft(BEATING, judged(2, "ASSAULT", {1: (0.9, 0.0), 4: (0.0, 0.9)}), police, students)
    assert (codes(found.source), codes(found.target)) == (["IRN"], [None])
    assert found.target[0].text == "Iranian students", "its own people are named by their words"
    turned = draft(BEATING, judged(2, "PROTEST", {4: (0.9, 0.0), 1: (0.0, 0.9)}), police, students)
    assert (codes(turned.source), codes(turned.target)) == ([None], ["IRN"])


def test_two_organs_of_a_state_stay_what_they_are() -> None:
    police = mention(BEATING, 1, "IRN", first=0, last=2, sector="COP")
    soldiers = mention(BEATING, 4, "IRN", first=3, last=5, sector="MIL")
    found = draft(BEATING, judged(2, "ASSAULT", {1: (0.9, 0.0), 4: (0.0, 0.9)}), police, soldiers)
    assert (codes(found.source), codes(found.target)) == (["IRN"], ["IRN"])


def test_a_mention_of_several_gives_several_parties() -> None:
    doc = annotated("They/PRON/nsubj/1 met/VERB/ROOT/1/meet")
    they = mention(doc, 0, "CHN", "RUS", form="pronoun")
    assert codes(draft(doc, judged(1, "CONSULT", {0: (0.9, 0.0)}), they).source) == ["CHN", "RUS"]


def test_part_of_a_bodys_name_tells_no_act() -> None:
    doc = annotated("The/DET/det/2 Sanctions/PROPN/compound/2 Committee/PROPN/nsubj/3 met/VERB/ROOT/3/meet")
    committee = mention(doc, 2, "UN", first=1, last=3)
    found = drafts(doc, [judged(1, "SANCTION", {2: (0.9, 0.0)}), judged(3, "CONSULT", {2: (0.9, 0.0)})], committee)
    assert [d.type for d in found] == ["CONSULT"]


# "They did not sign an agreement, the minister said"
SIGN = annotated(
    "They/PRON/nsubj/3 did/AUX/aux/3/do not/PART/neg/3 sign/VERB/ccomp/8/sign an/DET/det/5 agreement/NOUN/dobj/3"
    " ,/PUNCT/punct/8 minister/NOUN/nsubj/8 said/VERB/ROOT/8/say"
)


def words_of(doc: AnnotatedDocument, span: tuple[int, int]) -> str:
    return doc.quote(*span)


def test_the_words_of_an_act() -> None:
    assert words_of(ATTACK, trigger_span(ATTACK, 2)) == "attacked"
    assert words_of(SIGN, trigger_span(SIGN, 3)) == "sign an agreement", "a light verb with its noun"
    called = annotated("They/PRON/nsubj/1 called/VERB/ROOT/1/call off/ADP/prt/1 talks/NOUN/dobj/1/talk")
    assert words_of(called, trigger_span(called, 1)) == "called off"


def test_negation_is_settled_by_syntax() -> None:
    they = mention(SIGN, 0, "CHN", form="pronoun")
    found = draft(SIGN, judged(3, "SUPPORT", {0: (0.9, 0.0)}), they)
    assert found.status == "negated"
    assert any(reason.startswith("status by rule") for reason in found.reasons)


def test_evidence_is_the_clause_and_the_parties_around_it() -> None:
    they = mention(SIGN, 0, "CHN", form="pronoun")
    found = draft(SIGN, judged(3, "SUPPORT", {0: (0.9, 0.0)}), they)
    assert words_of(SIGN, evidence_span(SIGN, found)) == "They did not sign an agreement"
    minister = mention(SIGN, 7, "RUS", form="title")
    found = draft(SIGN, judged(3, "SUPPORT", {0: (0.9, 0.0), 7: (0.0, 0.8)}), they, minister)
    assert words_of(SIGN, evidence_span(SIGN, found)) == "They did not sign an agreement , minister"


def test_a_party_of_another_sentence_does_not_stretch_the_evidence() -> None:
    doc = annotated("Chad/PROPN/ROOT/0", "It/PRON/nsubj/1 attacked/VERB/ROOT/1/attack Peru/PROPN/dobj/1")
    chad = mention(doc, 0, "TCD")
    it = replace(mention(doc, 1, form="pronoun"), parties=chad.parties)
    found = draft(doc, judged(2, "ASSAULT", {1: (0.9, 0.0), 3: (0.0, 0.9)}), it, mention(doc, 3, "PER"))
    assert found.source[0].text == "Chad"
    assert words_of(doc, evidence_span(doc, found)) == "It attacked Peru"


def test_another_clause_is_no_evidence() -> None:
    doc = annotated(
        "Chad/PROPN/nsubj/1 attacked/VERB/ROOT/1/attack Peru/PROPN/dobj/1 and/CCONJ/cc/1 Fiji/PROPN/nsubj/5"
        " left/VERB/conj/1/leave early/ADV/advmod/5"
    )
    found = draft(
        doc, judged(1, "ASSAULT", {0: (0.9, 0.0), 2: (0.0, 0.9)}), mention(doc, 0, "TCD"), mention(doc, 2, "PER")
    )
    assert words_of(doc, evidence_span(doc, found)) == "Chad attacked Peru"


def record(opinion: Judged, *mentions: Mention, doc: AnnotatedDocument = ATTACK) -> Event:
    return to_event(doc, draft(doc, opinion, *mentions), ontology(), "model 1", ("military",))


def test_the_record_of_a_draft() -> None:
    opinion = judged(
        2, {"ASSAULT": 0.7, "COERCE": 0.2}, {1: (0.9, 0.0), 3: (0.0, 0.9)}, modes={"aerial": 0.9, "-": 0.1}
    )
    found = record(opinion, FORCES, KYIV)
    assert found.doc == "doc" and found.quad == "material conflict" and found.contexts == ("military",)
    assert found.intensity == ontology().intensity("ASSAULT", "aerial") < 0
    assert found.trigger.text == "attacked"
    assert found.evidence.text == "Russian forces attacked Kyiv and Lviv on Monday"
    assert found.evidence.text == ATTACK.quote(found.evidence.start, found.evidence.end)
    assert found.why.model == "model 1"
    notes = dict(found.why.notes)
    assert notes["act"] == "0.90" and notes["type"] == "ASSAULT 0.70" and notes["runner-up"] == "COERCE 0.20"
    assert notes["status"] == "actual 0.80"
    assert ("resolved", "forces of RUS") in found.why.notes


def test_the_id_is_the_act_and_not_how_sure_the_model_is() -> None:
    roles = {1: (0.9, 0.0), 3: (0.0, 0.9)}
    one = record(judged(2, {"ASSAULT": 0.9}, roles), FORCES, KYIV)
    same = record(judged(2, {"ASSAULT": 0.6}, roles, status="planned"), FORCES, KYIV)
    assert one.id == same.id
    assert record(judged(2, "COERCE", roles), FORCES, KYIV).id != one.id
    assert record(judged(2, "ASSAULT", {1: (0.0, 0.9), 3: (0.9, 0.0)}), FORCES, KYIV).id != one.id
    elsewhere = replace(ATTACK, document=replace(ATTACK.document, id="other"))
    assert record(judged(2, "ASSAULT", roles), FORCES, KYIV, doc=elsewhere).id != one.id
