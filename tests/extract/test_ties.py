"""Ties: the rules' own examples, fresh passages with a floor, polarity and trend, no copy of an act."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from dragoman.annotate import Parser
from dragoman.extract.ties import read_ties, tie_rules
from dragoman.model import AnnotatedDocument, Document, Tie
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import data_folder, packaged_actors, read_yaml

pytestmark = pytest.mark.model
PASSAGES = Path(__file__).parent / "data" / "ties.jsonl"
FLOOR = 0.88
RULES: list[dict[str, Any]] = read_yaml(data_folder() / "language" / "tie_rules.yaml")
Read = Callable[..., AnnotatedDocument]
Pair = tuple[str, str]


@pytest.fixture(scope="module")
def annotate() -> Read:
    parser = Parser()

    def run(text: str, published: str | None = "2022-09-15", title: str | None = None) -> AnnotatedDocument:
        document = Document("d", text, published=published, title=title)
        return resolve_mentions(parser.parse(document), packaged_actors())

    return run


def told(tie: Tie) -> str:
    source = "+".join(p.actor or p.text for p in tie.source)
    target = "+".join(p.actor or p.text for p in tie.target)
    return f"{source}>{target} {tie.tie} {tie.polarity:+d} {tie.trend or '-'}"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r["id"])
def test_a_rule_gives_its_examples_and_no_counterexample(rule: dict[str, Any], annotate: Read) -> None:
    for example in rule["examples"]:
        given = [told(t) for t in read_ties(annotate(example["text"])) if t.why.rule == rule["id"]]
        assert example["gives"] in given, example["text"]
    for text in rule["counterexamples"]:
        assert [told(t) for t in read_ties(annotate(text)) if t.why.rule == rule["id"]] == [], text


def test_every_rule_of_the_file_is_loaded() -> None:
    assert [r.id for r in tie_rules().rules] == [r["id"] for r in RULES]


def pairs(source: Sequence[str], target: Sequence[str]) -> list[Pair]:
    if len(source) == 1 or not target:
        parties = list(dict.fromkeys([*source, *target]))
        return [(source[0], t) for t in target] if target else list(combinations(parties, 2))
    return list(combinations(dict.fromkeys([*source, *target]), 2))


def same(gold: Pair, found: Pair) -> bool:
    def one(a: str, b: str) -> bool:
        return a == b or (not a.isupper() and a.lower() in b.lower())

    return any(one(gold[0], x) and one(gold[1], y) for x, y in (found, found[::-1]))


def test_fresh_passages_stay_above_the_floor(annotate: Read) -> None:
    hit = missed = wrong = 0
    for row in map(json.loads, PASSAGES.read_text(encoding="utf-8").splitlines()):
        gold = [(p, polarity) for s, t, _, polarity in row["gold"] for p in pairs(s, t)]
        found = {
            (p, tie.polarity)
            for tie in read_ties(annotate(row["text"], row["published"]))
            for p in pairs([q.actor or q.text for q in tie.source], [q.actor or q.text for q in tie.target])
        }
        matched = [g for g in gold if any(g[1] == f[1] and same(g[0], f[0]) for f in found)]
        hit += len(matched)
        missed += len(gold) - len(matched)
        wrong += sum(not any(g[1] == f[1] and same(g[0], f[0]) for g in gold) for f in found)
    f1 = 2 * hit / (2 * hit + missed + wrong)
    assert f1 >= FLOOR, f"F1 {f1:.3f} on the fresh passages"


@pytest.mark.parametrize(
    ("text", "tie", "polarity", "trend", "status"),
    [
        ("Ties between Peru and Chile are deepening.", "partnership", 1, "rising", "actual"),
        ("Relations between Peru and Chile plummeted.", "dispute", -1, "falling", "actual"),
        ("Tensions between Peru and Chile have eased.", "partnership", 1, "rising", "actual"),
        ("Peru does not depend on Chile.", "dependence", 0, None, "negated"),
    ],
)
def test_cues_turn_polarity_and_trend(
    text: str, tie: str, polarity: int, trend: str | None, status: str, annotate: Read
) -> None:
    (record,) = read_ties(annotate(text))
    assert (record.tie, record.polarity, record.trend, record.status) == (tie, polarity, trend, status)


def test_mutual_ties_stand_in_source_and_directed_ones_do_not(annotate: Read) -> None:
    (mutual,) = read_ties(annotate("The rivalry between Kenya and Uganda is old."))
    assert [p.actor for p in mutual.source] == ["KEN", "UGA"]
    assert mutual.target == ()
    (directed,) = read_ties(annotate("Eswatini relies on South Africa."))
    assert ([p.actor for p in directed.source], [p.actor for p in directed.target]) == (["SWZ"], ["ZAF"])


def test_an_old_relation_is_historical(annotate: Read) -> None:
    text = "In 1912 Serbia formed an alliance with Bulgaria. In 1913 the alliance broke down. By 1915 they were at war."
    (record, *_) = read_ties(annotate(text, "2013-01-01"))
    assert record.status == "historical"


@pytest.mark.parametrize(
    "text",
    [
        "The presidents of Kenya and Uganda met in Nairobi on Friday.",
        "Ghana agreed to expand cooperation with Togo.",
        "Ethiopia cut ties with Qatar.",
        "Chad recalled its ambassador from Libya.",
    ],
)
def test_an_act_is_no_tie(text: str, annotate: Read) -> None:
    assert read_ties(annotate(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Arab-Israeli War of 1948 broke out in May.",
        "China and Russia oppose bloc confrontation.",
        "The two clubs of Kenya and Uganda are to be admitted as partners.",
        "France supported Greece in the vote on Friday.",
        "Beijing has questions and concerns about it, Moscow said.",
    ],
)
def test_what_only_sounds_like_a_tie(text: str, annotate: Read) -> None:
    assert read_ties(annotate(text)) == []


def test_a_friendship_that_has_not_changed_is_not_denied(annotate: Read) -> None:
    (record,) = read_ties(annotate("The friendship between Togo and Benin has not changed."))
    assert (record.polarity, record.status) == (1, "actual")


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Relations between Hanoi and Phnom Penh are anything but warm.", "VNM+KHM> dispute -1 -"),
        ("Paraguay and Bolivia are not on good terms.", "PRY+BOL> dispute -1 -"),
        ("Berlin and Vienna no longer see eye to eye.", "DEU+AUT> dispute -1 -"),
        ("Nobody in Delhi trusts the generals in Rawalpindi.", "IND>PAK dispute -1 -"),
        ("The friendship between Togo and Benin has never been stronger.", "TGO+BEN> partnership +1 rising"),
    ],
)
def test_a_denial_turns_praise_and_a_comparison_does_not(text: str, gives: str, annotate: Read) -> None:
    assert [told(t) for t in read_ties(annotate(text))] == [gives]


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Laos, deeply indebted to China, sold a port.", "LAO>CHN dependence +0 -"),
        ("Once a client of Moscow, Bulgaria now hosts an American base.", "BGR>RUS dependence +0 -"),
        ("Paraguay is one of the last friends that Taiwan has.", "PRY>TWN partnership +1 -"),
        ("Romania counts Turkey among its closest partners.", "TUR>ROU partnership +1 -"),
        ("Australia has overtaken Japan as America's closest ally.", "AUS>USA alliance +1 -"),
        ("Serbia is Bosnia's neighbour and its most important trading partner.", "SRB>BIH partnership +1 -"),
        ("Nauru used to be administered by Australia.", "AUS>NRU leadership +0 -"),
        (
            "Mongolia buys its fuel from Russia, and nine-tenths of Mongolia's exports go to China.",
            "MNG>CHN dependence +0 -",
        ),
        ("Jordan is dependent for its water on Israel and for its budget on Kuwait.", "JOR>ISR+KWT dependence +0 -"),
        ("Armenia has no choice but to rely on Russia.", "ARM>RUS dependence +0 -"),
        ("In Lebanon nothing happens without Iran's nod.", "IRN>LBN influence +0 -"),
    ],
)
def test_parties_are_found_where_the_words_put_them(text: str, gives: str, annotate: Read) -> None:
    assert gives in [told(t) for t in read_ties(annotate(text))]


@pytest.mark.parametrize(
    "text",
    [
        "France beat Morocco in a tie played in Doha.",
        "Two Indian firms have formed a partnership with a Danish company.",
        "Nineteen people are feared dead in Zimbabwe after a bus crash.",
        "Police in Portugal, with help from the Dutch police, arrested a man.",
        "A man with ties to a gang in Honduras was held by the Mexican police.",
        "Fair, market-based competition is good for Peru and Chile, both ministers said.",
        "Peru and Chile are close to a deal.",
        "Norway launched the fund in partnership with Malawi.",
    ],
)
def test_everyday_uses_of_a_ties_words_are_none(text: str, annotate: Read) -> None:
    assert read_ties(annotate(text)) == []


def test_evidence_reaches_to_parties_the_sentence_supplies(annotate: Read) -> None:
    text = "Few partnerships are as close as the one that Rwanda has built with Qatar."
    (record,) = read_ties(annotate(text))
    assert "Rwanda" in record.evidence.text
    assert "Qatar" in record.evidence.text


def test_two_ties_of_one_pair_in_one_sentence_stand_twice(annotate: Read) -> None:
    text = "The partnership between Togo and Benin is old, and trade relations between Togo and Benin are deepening."
    assert len(read_ties(annotate(text))) == 2


def test_every_quote_rereads_exactly(annotate: Read) -> None:
    for row in map(json.loads, PASSAGES.read_text(encoding="utf-8").splitlines()):
        for record in read_ties(annotate(row["text"], row["published"])):
            assert row["text"][record.evidence.start : record.evidence.end] == record.evidence.text
            for party in (*record.source, *record.target):
                assert row["text"][party.start : party.end] == party.text


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        # The only two actors of a sentence are tied by plain words no slot foresees.
        ("Australia is family, the prime minister of Fiji said.", "AUS+FJI> partnership +1 -"),
        ("Samoans have never accepted that the reef should be American.", "WSM+USA> dispute -1 -"),
        # A list, or a plural that names several, is one side where one more actor is named.
        ("For the three Baltic states Russia is the one danger that counts.", "EST+LTU+LVA>RUS threat_perception -1 -"),
        # What hangs on "one of a dozen states" is told of the state that is one.
        ("Belize is one of a dozen states that keep an embassy in Taiwan.", "BLZ+TWN> partnership +1 -"),
        # Who has a hold is told by a clause after it.
        ("The hold that Russia has over Abkhazia is firm.", "RUS>ABKHAZIA influence +0 -"),
        # "Two neighbours" are the two named before.
        ("Peru and Chile met. The two neighbours have been at odds for years.", "PER+CHL> dispute -1 -"),
        ("Icy since the coup, relations between Niger and France show no sign of thawing.", "NER+FRA> dispute -1 -"),
        ("Most Tongans look on Samoa as an enemy.", "WSM>TON rivalry -1 -"),
    ],
)
def test_turns_of_phrase_tie_the_only_two_a_sentence_speaks_of(text: str, gives: str, annotate: Read) -> None:
    assert gives in [told(t) for t in read_ties(annotate(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Police in Spain arrested an old friend of the Moroccan singer.",
        "Hamas rejects the claim by Belarus that the delay was caused by a bomb threat.",
        "Russia, Japan and Peru hosted a man who is like family.",
        "Pirates hijack a Singaporean tanker of Panama in the Gulf of Aden.",
    ],
)
def test_two_actors_near_each_other_are_not_tied_by_any_word(text: str, annotate: Read) -> None:
    assert read_ties(annotate(text)) == []
