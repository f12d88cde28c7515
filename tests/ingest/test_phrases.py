import time

import pytest

from dragoman.ingest.phrases import Phrase, cut_reasons, known_as, phrases
from dragoman.ingest.units import find_units


def unit(line: str):  # type: ignore[no-untyped-def]
    return find_units(line)[0]


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.id)
def test_every_rule_keeps_its_examples(phrase: Phrase) -> None:
    assert phrase.examples and phrase.counterexamples, "a rule without both is not understood"
    assert [line for line in phrase.examples if not phrase.matches(unit(line))] == []
    assert [line for line in phrase.counterexamples if phrase.matches(unit(line))] == []


def test_no_counterexample_is_taken_by_another_rule_anywhere() -> None:
    taken = {line: rule.id for p in phrases() for line in p.counterexamples if (rule := known_as(unit(line), ("any",)))}
    assert taken == {}


def test_every_reason_has_words_for_people() -> None:
    made_elsewhere = {
        "front-matter",
        "site-name",
        "dateline",
        "timestamp",
        "link-list",
        "repeated-line",
        "control-characters",
    }
    assert {p.reason for p in phrases()} | made_elsewhere == set(cut_reasons())
    assert all(r.label and r.explanation.endswith(".") for r in cut_reasons().values())


@pytest.mark.parametrize(
    "line", ["a " * 90, "(" * 300, "By " + "A b " * 40, "x" * 2000, "[(" * 200 + "photo", "http://" * 60]
)
def test_no_rule_takes_long_over_a_hostile_line(line: str) -> None:
    began = time.perf_counter()
    known_as(unit(line), ("any", "head", "tail", "edge"))
    assert time.perf_counter() - began < 0.5
