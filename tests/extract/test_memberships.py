"""Memberships: the rules' own examples, fresh passages with a floor, the table's second opinion, exact quotes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.annotate import Parser
from dragoman.extract.memberships import membership_rules, read_memberships
from dragoman.extract.memberships.check import AGREED, CONTRADICTED, check_standing
from dragoman.model import AnnotatedDocument, Document, Membership
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import data_folder, packaged_actors, read_yaml

pytestmark = pytest.mark.model
PASSAGES = Path(__file__).parent / "data" / "memberships.jsonl"
FLOOR = 0.88
RULES: list[dict[str, Any]] = read_yaml(data_folder() / "language" / "membership_rules.yaml")
Read = Callable[..., AnnotatedDocument]


@pytest.fixture(scope="module")
def annotate() -> Read:
    parser = Parser()

    def run(text: str, published: str | None = "2022-09-15") -> AnnotatedDocument:
        return resolve_mentions(parser.parse(Document("d", text, published=published)), packaged_actors())

    return run


def read(doc: AnnotatedDocument) -> list[Membership]:
    return read_memberships(doc, packaged_actors())


def told(record: Membership) -> str:
    members = ",".join(p.actor or p.text for p in record.member)
    return f"{members} {record.org.actor} {record.role} {record.start or record.end or '-'}"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r["id"])
def test_a_rule_gives_its_examples_and_no_counterexample(rule: dict[str, Any], annotate: Read) -> None:
    for example in rule["examples"]:
        given = [told(r) for r in read(annotate(example["text"])) if r.why.rule == rule["id"]]
        assert example["gives"] in given, example["text"]
    for text in rule["counterexamples"]:
        assert [told(r) for r in read(annotate(text)) if r.why.rule == rule["id"]] == [], text


def test_every_rule_of_the_file_is_loaded() -> None:
    assert [r.id for r in membership_rules().rules] == [r["id"] for r in RULES]


def test_fresh_passages_stay_above_the_floor(annotate: Read) -> None:
    right = gold_count = told_count = 0
    for row in map(json.loads, PASSAGES.read_text(encoding="utf-8").splitlines()):
        gold = {(m, o, "member" if r == "founder" else r) for m, o, r, _ in row["gold"]}
        found = {
            (p.actor, r.org.actor, "member" if r.role == "founder" else r.role)
            for r in read(annotate(row["text"], row["published"]))
            for p in r.member
        }
        right += len(gold & found)
        gold_count += len(gold)
        told_count += len(found)
    f1 = 2 * right / (gold_count + told_count)
    assert f1 >= FLOOR, f"F1 {f1:.3f} on the fresh passages"


def test_dates_of_entry_and_of_leaving_are_as_precise_as_the_text(annotate: Read) -> None:
    joined, left = read(annotate("Zambia joined COMESA in December 1994. Namibia left COMESA in 2004."))
    assert (joined.start, joined.end) == ("1994-12", None)
    assert (left.role, left.start, left.end) == ("former", None, "2004")


def test_a_contradiction_is_kept_and_noted(annotate: Read) -> None:
    (record,) = read(annotate("Switzerland is a member of NATO."))
    assert (record.role, record.status, record.confidence) == ("member", "actual", CONTRADICTED)
    assert any(name == "table" and "otherwise" in note for name, note in record.why.notes)


def test_agreement_with_the_table_raises_confidence() -> None:
    tables = packaged_actors()
    assert check_standing(tables, "TUR", "NATO", "member", "actual", "2022-09-15").confidence == AGREED
    assert check_standing(tables, "CHE", "NATO", "member", "negated", "2022-09-15").agrees
    assert not check_standing(tables, "FIN", "NATO", "member", "actual", "2015").agrees


@pytest.mark.parametrize(
    ("text", "role", "status"),
    [
        ("Sweden will become a member of NATO.", "member", "planned"),
        ("Bosnia has applied to join the European Union.", "candidate", "actual"),
        ("Norway is not a member of the European Union.", "member", "negated"),
        ("Iran has threatened to withdraw from the NPT.", "member", "actual"),
    ],
)
def test_role_and_status_follow_the_clause(text: str, role: str, status: str, annotate: Read) -> None:
    (record,) = read(annotate(text))
    assert (record.role, record.status) == (role, status)


def test_every_quote_rereads_exactly(annotate: Read) -> None:
    for row in map(json.loads, PASSAGES.read_text(encoding="utf-8").splitlines()):
        for record in read(annotate(row["text"], row["published"])):
            assert row["text"][record.evidence.start : record.evidence.end] == record.evidence.text
            for party in (*record.member, record.org):
                assert row["text"][party.start : party.end] == party.text


def test_a_text_without_sentences_gives_nothing(annotate: Read) -> None:
    assert read(annotate("", None)) == []
