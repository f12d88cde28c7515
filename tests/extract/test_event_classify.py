"""The act between two given parties, from opinions made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from _build import annotated, judged
from dragoman.extract.events.classify import Verdict, classify_pair
from dragoman.extract.events.decide import Judged
from dragoman.model import AnnotatedDocument

# "Iran condemned Israel and thanked Russia"
DOC = annotated(
    "Iran/PROPN/nsubj/1 condemned/VERB/ROOT/1/condemn Israel/PROPN/dobj/1 and/CCONJ/cc/1 thanked/VERB/conj/1/thank"
    " Russia/PROPN/dobj/4"
)
IRAN, ISRAEL, RUSSIA = ((DOC.tokens[i].start, DOC.tokens[i].end) for i in (0, 2, 5))
CONDEMNED = judged(1, {"ACCUSE": 0.8, "REJECT": 0.1}, {0: (0.9, 0.0), 2: (0.0, 0.9), 5: (0.0, 0.02)})
THANKED = judged(4, {"SUPPORT": 0.8, "AGREE": 0.1}, {0: (0.9, 0.0), 2: (0.0, 0.02), 5: (0.0, 0.9)})


def verdict(
    opinions: list[Judged], source: tuple[int, int] | None, target: tuple[int, int] | None, doc: AnnotatedDocument = DOC
) -> Verdict:
    found = classify_pair(doc, opinions, [source] if source else [], [target] if target else [])
    assert found is not None
    return found


def test_the_pair_decides_which_act_is_meant() -> None:
    first, second = verdict([CONDEMNED, THANKED], IRAN, ISRAEL), verdict([CONDEMNED, THANKED], IRAN, RUSSIA)
    assert (first.type, first.quad, first.trigger.text) == ("ACCUSE", "verbal conflict", "condemned")
    assert (second.type, second.quad, second.trigger.text) == ("SUPPORT", "verbal cooperation", "thanked")
    assert first.runner_up == "SUPPORT"


def test_shares_are_shares() -> None:
    found = verdict([CONDEMNED, THANKED], IRAN, ISRAEL)
    assert 1 > found.confidence > found.runner_up_confidence > 0
    alone = verdict([judged(1, {"ACCUSE": 0.3, "REJECT": 0.1, "AID": 0.1}, {0: (0.9, 0.0)})], IRAN, ISRAEL)
    assert (alone.confidence, alone.runner_up_confidence) == (0.6, 0.2), "none has no share"


def test_there_is_always_a_type() -> None:
    unlikely = judged(1, {"ACCUSE": 0.001, "NONE": 0.999})
    assert verdict([unlikely], IRAN, ISRAEL).type == "ACCUSE"
    assert verdict([unlikely], None, ISRAEL).type == "ACCUSE"
    assert verdict([unlikely], (100, 104), (105, 109)).type == "ACCUSE", "spans that hold no word"


def test_where_nothing_can_tell_an_act_there_is_none() -> None:
    assert classify_pair(DOC, [], [IRAN], [ISRAEL]) is None


def test_direction_matters_unless_both_act_alike() -> None:
    accuse = judged(1, {"ACCUSE": 0.5}, {0: (0.9, 0.0), 2: (0.0, 0.9)})
    support = judged(4, {"SUPPORT": 0.5}, {2: (0.9, 0.0), 0: (0.0, 0.9)})
    assert verdict([accuse, support], IRAN, ISRAEL).type == "ACCUSE"
    assert verdict([accuse, support], ISRAEL, IRAN).type == "SUPPORT"
    met = judged(1, {"CONSULT": 0.5, "ACCUSE": 0.45}, {0: (0.9, 0.0), 2: (0.9, 0.0)})
    both = verdict([met], IRAN, ISRAEL)
    assert both.type == "CONSULT" and both.confidence > 0.6, "both sources of a meeting count in full"


def test_a_word_inside_a_longer_span_speaks_for_it() -> None:
    wide = (DOC.tokens[3].start, DOC.tokens[5].end)
    assert verdict([CONDEMNED, THANKED], IRAN, wide).type == "SUPPORT"
    part = (RUSSIA[0] + 2, RUSSIA[1] + 40)
    assert verdict([CONDEMNED, THANKED], IRAN, part).type == "SUPPORT"


def test_what_stands_lower_in_the_sentence_counts_less() -> None:
    doc = annotated("Iran/PROPN/nsubj/1 freed/VERB/ROOT/1/free Reza/PROPN/dobj/1 arrested/VERB/acl/2/arrest")
    roles = {0: (0.9, 0.0), 2: (0.0, 0.9)}
    opinions = [judged(1, {"RETREAT": 0.7}, roles), judged(3, {"COERCE": 0.8}, roles)]
    span = [(doc.tokens[i].start, doc.tokens[i].end) for i in (0, 2)]
    assert verdict(opinions, span[0], span[1], doc).type == "RETREAT"
    flat = replace(doc, tokens=tuple(replace(t, head=3 if t.i == 1 else t.head) for t in doc.tokens))
    turned = replace(flat, tokens=tuple(replace(t, head=3) if t.i == 3 else t for t in flat.tokens))
    assert verdict(opinions, span[0], span[1], turned).type == "COERCE"


def test_acts_of_one_type_add_up() -> None:
    roles = {0: (0.9, 0.0), 2: (0.0, 0.9)}
    opinions = [
        judged(1, {"ACCUSE": 0.5}, roles),
        judged(4, {"ACCUSE": 0.5, "AID": 0.01}, roles),
        judged(1, {"AID": 0.6}, roles),
    ]
    assert verdict(opinions, IRAN, ISRAEL).type == "ACCUSE"


@pytest.mark.parametrize(
    ("type_", "status", "plover"),
    [
        ("AID", "planned", "AGREE"),
        ("RETREAT", "planned", "AGREE"),
        ("CONSULT", "planned", "AGREE"),
        ("AID", "actual", "AID"),
        ("AID", "possible", "AID"),
        ("SANCTION", "planned", "SANCTION"),
        ("ACCUSE", "planned", "ACCUSE"),
    ],
)
def test_plover_calls_planned_cooperation_agreement(type_: str, status: str, plover: str) -> None:
    found = verdict([judged(1, type_, {0: (0.9, 0.0), 2: (0.0, 0.9)}, status=status)], IRAN, ISRAEL)
    assert (found.type, found.status, found.plover) == (type_, status, plover)


def test_modes_belong_to_the_types_they_are_known_for() -> None:
    roles = {0: (0.9, 0.0), 2: (0.0, 0.9)}
    modes = {"-": 0.1, "disapprove": 0.9}
    assert verdict([judged(1, "ACCUSE", roles, modes=modes)], IRAN, ISRAEL).mode == "disapprove"
    assert verdict([judged(1, "ACCUSE", roles, modes={"-": 0.9, "disapprove": 0.1})], IRAN, ISRAEL).mode is None
    # The modes told are those of the word's likeliest type, which may not be the one that wins.
    opinions = [judged(n, {"AID": 0.4, "ACCUSE": 0.3}, roles, modes={"-": 1.0}) for n in (1, 1)]
    opinions.append(judged(1, {"ACCUSE": 0.29, "SUPPORT": 0.3}, roles, modes={"restrict": 1.0}))
    found = verdict(opinions, IRAN, ISRAEL)
    assert found.type == "ACCUSE" and found.mode is None


def test_negation_is_settled_by_syntax() -> None:
    doc = annotated("Iran/PROPN/nsubj/3 did/AUX/aux/3/do not/PART/neg/3 attack/VERB/ROOT/3/attack Israel/PROPN/dobj/3")
    spans = [(doc.tokens[i].start, doc.tokens[i].end) for i in (0, 4)]
    assert verdict([judged(3, "ASSAULT", {0: (0.9, 0.0), 4: (0.0, 0.9)})], spans[0], spans[1], doc).status == "negated"


def test_ties_go_the_same_way_every_time() -> None:
    even = judged(1, {"SUPPORT": 0.4, "AID": 0.4}, {0: (0.9, 0.0), 2: (0.0, 0.9)})
    turned = replace(even, types=dict(reversed(even.types.items())))
    assert verdict([even], IRAN, ISRAEL).type == verdict([turned], IRAN, ISRAEL).type == "SUPPORT"


@pytest.mark.parametrize(
    ("row", "status", "plover"),
    [
        ("Peacekeepers/NOUN/nsubj/1 left/VERB/ROOT/1/leave for/ADP/prep/1 Chad/PROPN/pobj/2", "actual", "AID"),
        ("Peacekeepers/NOUN/nsubj/1 leave/VERB/ROOT/1/leave for/ADP/prep/1 Chad/PROPN/pobj/2", "planned", "AGREE"),
        ("Paratroopers/NOUN/nsubj/1 left/VERB/ROOT/1/leave for/ADP/prep/1 Chad/PROPN/pobj/2", "actual", "MOBILIZE"),
        (
            "Serbs/PROPN/nsubj/1 massed/VERB/ROOT/1 against/ADP/prep/1 peacekeepers/NOUN/pobj/2",
            "actual",
            "MOBILIZE",
        ),
    ],
)
def test_plover_calls_sending_peacekeepers_aid(row: str, status: str, plover: str) -> None:
    doc = annotated(row)
    spans = [(doc.tokens[i].start, doc.tokens[i].end) for i in (0, 3)]
    sent = judged(1, {"MOBILIZE": 0.8}, {0: (0.9, 0.0), 3: (0.0, 0.9)}, status=status)
    found = verdict([sent], *spans, doc=doc)
    assert (found.type, found.plover) == ("MOBILIZE", plover)
