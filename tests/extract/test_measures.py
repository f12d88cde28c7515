"""Measures: numbers as written, the rules' own examples, fresh passages with a floor, what is passed over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.annotate import Parser
from dragoman.extract.measures import measure_rules, read_measures
from dragoman.extract.measures.numbers import find_quantities
from dragoman.model import AnnotatedDocument, Document, Measure
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import data_folder, packaged_actors, read_yaml

PASSAGES = Path(__file__).parent / "data" / "measures.jsonl"
FLOOR = 0.95
RULES: list[dict[str, Any]] = read_yaml(data_folder() / "language" / "measure_rules.yaml")
Read = Callable[..., AnnotatedDocument]


@pytest.fixture(scope="module")
def annotate() -> Read:
    parser = Parser()

    def run(text: str, published: str | None = "2022-09-15") -> AnnotatedDocument:
        return resolve_mentions(parser.parse(Document("d", text, published=published)), packaged_actors())

    return run


def told(record: Measure) -> str:
    return f"{record.comparator} {record.value} {record.unit or '-'}"


@pytest.mark.parametrize(
    ("text", "value", "comparator", "scale"),
    [
        ("more than a million deaths", 1_000_000, ">", "million"),
        ("$400,000,000 worth", 400_000_000, "=", ""),
        ("nearly €1.5 billion", 1.5, "~", "billion"),
        ("£3bn", 3, "=", "billion"),
        ("nearly $6\n    billion", 6, "~", "billion"),
        ("ninety-six people", 96, "=", ""),
        ("eighty-thousand marchers", 80_000, "=", ""),
        ("two dozen ships", 24, "=", ""),
        ("half a million", 500_000, "=", ""),
        ("over two-thirds", "2/3", ">", ""),
        ("hundreds of thousands of", "hundreds of thousands", "~", ""),
        ("up to 200 tanks", 200, "<", ""),
        ("between 10,000 and 12,000 soldiers", 10_000, "~", ""),
        ("5 to 6 percent", 5, "~", ""),
        ("two out of three voters", "2/3", "=", ""),
        ("nine in ten homes", "9/10", "=", ""),
        ("1.5m refugees", 1_500_000, "=", "million"),
        ("rose by a third last year", "1/3", "=", ""),
    ],
)
def test_numbers_as_text_writes_them(text: str, value: float | str, comparator: str, scale: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.comparator, quantity.scale) == (value, comparator, scale)


@pytest.mark.parametrize(
    "text", ["the S-400", "an F-16", "a third country", "the third round", "tensions", "higher scores"]
)
def test_what_only_looks_like_a_quantity(text: str) -> None:
    assert list(find_quantities(text)) == []


@pytest.mark.model
@pytest.mark.parametrize("rule", RULES, ids=lambda r: r["id"])
def test_a_rule_gives_its_examples_and_no_counterexample(rule: dict[str, Any], annotate: Read) -> None:
    for example in rule["examples"]:
        given = [told(m) for m in read_measures(annotate(example["text"])) if m.why.rule == rule["id"]]
        assert example["gives"] in given, example["text"]
    for text in rule["counterexamples"]:
        assert [told(m) for m in read_measures(annotate(text)) if m.why.rule == rule["id"]] == [], text


def test_every_rule_of_the_file_is_loaded() -> None:
    assert [r.id for r in measure_rules().values()] == [r["id"] for r in RULES]


@pytest.mark.model
def test_fresh_passages_stay_above_the_floor(annotate: Read) -> None:
    right = gold_count = told_count = 0
    for row in map(json.loads, PASSAGES.read_text(encoding="utf-8").splitlines()):
        gold = {(str(value), comparator) for value, comparator, _ in row["gold"]}
        found = {(str(m.value).removesuffix(".0"), m.comparator) for m in read_measures(annotate(row["text"]))}
        right += len(gold & found)
        gold_count += len(gold)
        told_count += len(found)
    f1 = 2 * right / (gold_count + told_count)
    assert f1 >= FLOOR, f"F1 {f1:.3f} on the fresh passages"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Jordan hosts 3 million Syrians, Lebanon 1.5 million.", ["= 3000000 syrians", "= 1500000 syrians"]),
        ("The shelling left 40 dead and 120 wounded in Chad.", ["= 40 people", "= 120 people"]),
        ("The council condemned Chad by 141 votes to five.", ["= 141 votes", "= 5 votes"]),
        ("Chad's exports to Togo have risen more than tenfold.", ["> tenfold -"]),
        ("France cut its force in Chad from 1,500 to 1,000.", ["= 1000 people"]),
        ("Sixty-three countries backed Togo.", ["= 63 countries"]),
        ("Togo destroyed two dozen tanks.", ["= 24 tanks"]),
        ("One hundred and seventy-five states recognise Togo.", ["= 175 states"]),
        ("Chad's economy is two and a half times the size of Togo's.", ["= 2.5 times"]),
        ("Chad spends twice as much on arms as Togo.", ["= 2 times"]),
        ("Togo has 14m people on the brink of famine.", ["= 14000000 people"]),
        ("Chad fields a 30,000-strong army.", ["= 30000 people"]),
        ("Togo sent a 21-member team.", ["= 21 people"]),
        ("Chad exports 1.5m b/d of crude.", ["= 1500000 barrels per day"]),
        ("Togo raised its rate by 75 basis points.", ["= 75 basis points"]),
        ("Three in ten of Togo's people can read.", ["= 3/10 share"]),
        ("Chad sells cotton, seven of every ten tonnes going to Togo.", ["= 7/10 tonnes"]),
        ("Togo's exports hit a record in May.", ["record high record high -"]),
        ("Chad has tested more than 30 missiles, up from eight last year.", ["> 30 missiles", "= 8 missiles"]),
        ("Togo's population fell by 85,000.", ["= 85000 people"]),
        ("Chad expelled ten Togolese diplomats.", ["= 10 diplomats"]),
        ("Togo put duties of between 10% and 21% on cotton.", ["~ 10 %"]),
        ("Togo counted 145 injured, at least 14 seriously.", ["= 145 people"]),
        ("Ten diplomats from Togo met in Chad.", []),
        ("The envoy has met the president of Togo twice.", []),
        ("Togo received 155mm shells.", []),
        ("The two of them met in Togo, and Chad offers all three.", []),
        ("Two officials in Chad said so.", []),
    ],
)
def test_what_is_counted_in_other_words(text: str, measures: list[str], annotate: Read) -> None:
    assert [told(m) for m in read_measures(annotate(text))] == measures


@pytest.mark.model
def test_what_is_measured_and_about_whom(annotate: Read) -> None:
    (record,) = read_measures(annotate("Jordan gets more than 90% of its grain from Romania."))
    assert (record.indicator, set(record.about)) == ("its grain", {"JOR", "ROU"})
    (grown,) = read_measures(annotate("Trade between Oman and Yemen grew by 12 percent in 2021."))
    assert grown.indicator == "Trade growth"
    assert grown.period is not None
    assert grown.period.start == "2021-01-01"


@pytest.mark.model
def test_money_keeps_its_scale_as_written_and_the_amount_in_full(annotate: Read) -> None:
    (record,) = read_measures(annotate("Kuwait lent Jordan $1.2 billion."))
    assert (record.value, record.unit) == (1.2, "billion dollars")
    assert ("amount", "1200000000") in record.why.notes


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The two leaders met in Lisbon on 3 March 2021.",
        "Article 5 binds Portugal.",
        "Portugal beat Spain 2-1 in the football final.",
        "A flood in Portugal killed 12 people.",
        "The Portuguese minister, 45, resigned.",
        "Portugal sent its envoy three years ago.",
    ],
)
def test_numbers_that_measure_nothing(text: str, annotate: Read) -> None:
    assert read_measures(annotate(text)) == []


@pytest.mark.model
def test_every_quote_rereads_exactly(annotate: Read) -> None:
    for row in map(json.loads, PASSAGES.read_text(encoding="utf-8").splitlines()):
        for record in read_measures(annotate(row["text"], row["published"])):
            assert row["text"][record.evidence.start : record.evidence.end] == record.evidence.text
