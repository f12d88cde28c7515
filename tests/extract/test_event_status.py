"""Every status rule does what its example says, and leaves its counterexample alone."""

from __future__ import annotations

import csv

import pytest

from dragoman.annotate import Parser
from dragoman.extract.events.status import status_by_rule
from dragoman.model import Document
from dragoman.tables import data_folder

pytestmark = pytest.mark.model

RULES = list(csv.DictReader((data_folder() / "language" / "status_cues.csv").open(encoding="utf-8")))


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def rulings(parser: Parser, text: str) -> set[tuple[str, str]]:
    doc = parser.parse(Document("x", text))
    found = (status_by_rule(doc, t.i, "CONSULT") for t in doc.tokens if t.pos in {"VERB", "NOUN"})
    return {r for r in found if r is not None}


@pytest.mark.parametrize("rule", RULES, ids=[r["id"] for r in RULES])
def test_rule_settles_its_example_and_not_its_counterexample(parser: Parser, rule: dict[str, str]) -> None:
    assert (rule["id"], rule["status"]) in rulings(parser, rule["example"])
    assert rule["id"] not in {r[0] for r in rulings(parser, rule["counterexample"])}


def test_a_refusal_is_no_negated_act(parser: Parser) -> None:
    doc = parser.parse(Document("x", "The parliament did not ratify the accord."))
    verb = next(t for t in doc.tokens if t.lemma == "ratify")
    assert status_by_rule(doc, verb.i, "SUPPORT") == ("negation-not", "negated")
    assert status_by_rule(doc, verb.i, "REJECT") is None


def test_not_only_denies_nothing(parser: Parser) -> None:
    doc = parser.parse(Document("x", "Tehran has not only rejected the offer but expelled the envoy."))
    verb = next(t for t in doc.tokens if t.lemma == "reject")
    assert status_by_rule(doc, verb.i, "REJECT") is None
    assert status_by_rule(doc, verb.i, "ACCUSE") is None


def test_what_is_not_even_planned_is_negated(parser: Parser) -> None:
    doc = parser.parse(Document("x", "Tehran does not plan to meet the envoys, but it plans to write to them."))
    at = {t.lemma: t.i for t in doc.tokens}
    assert status_by_rule(doc, at["meet"], "CONSULT") == ("negation-not", "negated")
    assert status_by_rule(doc, at["write"], "CONSULT") == ("raising-plan", "planned")
    assert status_by_rule(doc, at["meet"], "REJECT") == ("raising-plan", "planned")
