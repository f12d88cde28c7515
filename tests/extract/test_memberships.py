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


def test_the_organization_is_the_one_whose_name_says_so_not_the_one_named_last(annotate: Read) -> None:
    text = (
        "The Shanghai Cooperation Organization met on Monday. India also belongs to the Quad with Japan and Australia. "
        "China and Russia set up the organization in 2001, and Pakistan was admitted in 2017. "
        "Turkey, whose president came as a guest, has been a dialogue partner since 2012."
    )
    assert [told(r) for r in read(annotate(text))] == [
        "IND,JPN,AUS QUAD member -",
        "CHN,RUS SCO founder 2001",
        "PAK SCO member 2017",
        "TUR SCO partner 2012",
    ]


def test_the_bloc_is_the_one_the_text_is_about_where_another_was_an_aside(annotate: Read) -> None:
    text = (
        "Mercosur will meet in May. Mercosur trades with Norway, which is in EFTA. "
        "Bolivia wants to join the bloc, and Chile is an associate member."
    )
    found = {(p.actor, r.org.actor, r.role) for r in read(annotate(text)) for p in r.member}
    assert found == {("NOR", "EFTA", "member"), ("BOL", "MERCOSUR", "candidate"), ("CHL", "MERCOSUR", "partner")}


@pytest.mark.parametrize(
    ("text", "standings"),
    [
        ("Germany quit the League of Nations in 1933, Italy in 1937.", ["DEU 1933", "ITA 1937"]),
        ("Togo and Benin joined ECOWAS in 1975 and Cape Verde in 1977.", ["TGO,BEN 1975", "CPV 1977"]),
        ("Norway belongs to EFTA, as do Iceland and Switzerland.", ["NOR None", "ISL,CHE None"]),
        ("Japan walked out of the League of Nations in 1933, and Germany followed.", ["JPN 1933", "DEU 1933"]),
    ],
)
def test_who_does_the_same_in_fewer_words_stands_the_same(text: str, standings: list[str], annotate: Read) -> None:
    found = read(annotate(text))
    assert [f"{','.join(p.actor or '' for p in r.member)} {r.start or r.end}" for r in found] == standings


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("NATO met. Some say that Sweden has joined; it has not.", "negated"),
        ("Bosnia has yet to join the European Union.", "negated"),
        ("Austria is a member of neither NATO nor the European Union.", "negated"),
        ("Montenegro is to join the European Union.", "planned"),
        ("Turkey would be the first NATO member to buy the missiles.", "actual"),
        ("France joined NATO in 1949.", "actual"),
        ("Hungary joined the Warsaw Pact in 1955.", "historical"),
    ],
)
def test_a_standing_holds_until_the_text_or_the_table_says_otherwise(text: str, status: str, annotate: Read) -> None:
    found = read(annotate(text))
    assert found
    assert {r.status for r in found} == {status}


@pytest.mark.parametrize(
    "text",
    [
        "NATO sent an envoy to Kosovo. Members of his staff later left the hall.",
        "Observers from the OSCE counted forty tanks crossing from Russia.",
        "The prime minister of Japan joined his fellow Quad leaders.",
        "The leaders of Armenia and Azerbaijan spoke of the peace treaty at the European Union.",
    ],
)
def test_a_body_in_the_sentence_is_no_standing_yet(text: str, annotate: Read) -> None:
    assert read(annotate(text)) == []


def test_every_quote_rereads_exactly(annotate: Read) -> None:
    for row in map(json.loads, PASSAGES.read_text(encoding="utf-8").splitlines()):
        for record in read(annotate(row["text"], row["published"])):
            assert row["text"][record.evidence.start : record.evidence.end] == record.evidence.text
            for party in (*record.member, record.org):
                assert row["text"][party.start : party.end] == party.text


def test_a_text_without_sentences_gives_nothing(annotate: Read) -> None:
    assert read(annotate("", None)) == []


@pytest.mark.parametrize(
    ("text", "published", "standings"),
    [
        ("Of the ten ASEAN states, only Laos abstained.", "2022-09-15", {"LAO ASEAN member actual"}),
        ("Kenya met its neighbour Uganda, which is not in the league.", "2022-09-15", set()),
        (
            "Warships came from five GCC states, among them Kuwait and Oman.",
            "2022-09-15",
            {"KWT GCC member actual", "OMN GCC member actual"},
        ),
        (
            "The CSTO, an alliance of six states including Armenia, met.",
            "2022-09-15",
            {"ARM CSTO member actual"},
        ),
        (
            "The EAEU brings together Russia, Armenia and Belarus, with Cuba and Moldova as observers.",
            "2022-09-15",
            {
                "RUS EAEU member actual",
                "ARM EAEU member actual",
                "BLR EAEU member actual",
                "CUB EAEU observer actual",
                "MDA EAEU observer actual",
            },
        ),
        ("Serbia and Montenegro have begun accession talks with Brussels.", "2019-11-30", {
            "SRB EU candidate actual", "MNE EU candidate actual"}),
        ("EU leaders granted Ukraine candidate status.", "2022-06-24", {"UKR EU candidate actual"}),
        ("Greece wants to stay in the euro zone.", "2012-06-01", {"GRC EUROZONE member actual"}),
        ("The Baltic states, EU members since 2004, agreed.", "2018-04-10", {
            "EST EU member actual", "LVA EU member actual", "LTU EU member actual"}),
        ("Indonesia will give up its membership of OPEC.", "2008-05-29", {"IDN OPEC former planned"}),
        (
            "India was let into three regimes: the MTCR, the Wassenaar Arrangement and the Australia Group.",
            "2018-01-20",
            {"IND MTCR member actual", "IND WASSENAAR member actual", "IND AUSTRALIA_GROUP member actual"},
        ),
        ("The EAEU granted observer status to Cuba. Moldova has held it since 2018.", "2020-12-14", {
            "CUB EAEU observer actual", "MDA EAEU observer actual"}),
        ("Switzerland and Liechtenstein are not EU countries but they are part of Schengen.", "2018-11-30", {
            "CHE EU member negated", "LIE EU member negated", "CHE SCHENGEN member actual",
            "LIE SCHENGEN member actual"}),
        ("Kenya began a term on the Security Council, on which India sits too.", "2021-01-30", {
            "KEN UNSC member actual", "IND UNSC member actual"}),
        ("A Palestinian bid for membership of the United Nations was put to the Council.", "2011-09-12", {
            "PSE UN candidate actual"}),
        ("Azerbaijan applied to join BRICS. Malaysia and Thailand did the same.", "2024-08-30", {
            "AZE BRICS candidate actual", "MYS BRICS candidate actual", "THA BRICS candidate actual"}),
    ],
)  # fmt: skip
def test_standings_told_in_many_ways(text: str, published: str, standings: set[str], annotate: Read) -> None:
    found = {f"{p.actor} {r.org.actor} {r.role} {r.status}" for r in read(annotate(text, published)) for p in r.member}
    assert found == standings


@pytest.mark.parametrize(
    "text",
    [
        "The European Union added three Iranian generals to its list.",
        "He was joined by the Kenyan ambassador to the United Nations.",
        "NATO met in Rome. Congress is out now, and they signed up.",
        "The coalition fought on. Delegates from Sudan left the African Union's headquarters.",
        "The Egyptian candidate to lead UNESCO met the press.",
        "Kenya will send observers to the vote, the African Union said.",
        "The United Nations suspended all aid convoys in Syria.",
        "Japan failed in its bid to lift the whaling ban at the International Whaling Commission.",
        "Guards stopped migrants in Greece from entering the European Union.",
    ],
)
def test_what_only_looks_like_a_standing(text: str, annotate: Read) -> None:
    assert [told(r) for r in read(annotate(text))] == []


def test_a_word_of_entry_joins_what_the_tables_join_at_that_time(annotate: Read) -> None:
    text = "For Finland, entry at last: the flag went up on Tuesday outside NATO."
    assert [told(r) for r in read(annotate(text, "2023-04-05"))] == ["FIN NATO member -"]
    assert read(annotate(text, "2015-04-05")) == []


@pytest.mark.parametrize(
    ("text", "published", "standings"),
    [
        ("Of the four Quad governments only New Delhi stayed away.", "2022-03-04", {"IND QUAD member actual"}),
        ("Germany pays more than any other EU member.", "2024-02-20", {"DEU EU member actual"}),
        ("Malta was one of the ten countries that joined the European Union in 2004.", "2024-02-20",
         {"MLT EU member actual"}),
        ("Estonia joined NATO in 2004, five years after Poland.", "2024-02-20",
         {"EST NATO member actual", "POL NATO member actual"}),
        ("The candidate status the EU gave to Moldova in 2022 was a signal.", "2024-02-20",
         {"MDA EU candidate actual"}),
        ("The Council of Europe threw Russia out in March.", "2022-03-17", {"RUS COE former actual"}),
        ("Nicaragua's membership of the OAS lapsed on Sunday.", "2023-11-20", {"NIC OAS former actual"}),
        ("Norway is not a member of the European Union, but Sweden is.", "2018-02-20",
         {"NOR EU member negated", "SWE EU member actual"}),
        ("With the African Union's admission in New Delhi, the G20 changed.", "2023-09-11", {"AU G20 member actual"}),
        ("Qatar and Egypt were given the rank of dialogue partner by the SCO.", "2021-09-18",
         {"QAT SCO partner actual", "EGY SCO partner actual"}),
        ("The trio of Mali, Niger and Burkina Faso severed ties with ECOWAS last week.", "2024-01-30",
         {"MLI ECOWAS former actual", "NER ECOWAS former actual", "BFA ECOWAS former actual"}),
        ("In NATO, Turkey is often alone.", "2020-02-17", {"TUR NATO member actual"}),
        ("Egypt and Iran were brought in at the start of 2024. BRICS now speaks for half of mankind.", "2025-07-08",
         {"EGY BRICS member actual", "IRN BRICS member actual"}),
        ("Uruguay has angered its Mercosur partners Argentina and Brazil.", "2023-06-01",
         {"ARG MERCOSUR member actual", "BRA MERCOSUR member actual"}),
    ],
)  # fmt: skip
def test_whole_families_of_wordings(text: str, published: str, standings: set[str], annotate: Read) -> None:
    found = {f"{p.actor} {r.org.actor} {r.role} {r.status}" for r in read(annotate(text, published)) for p in r.member}
    assert standings <= found
    assert {f.split()[0] for f in found} == {s.split()[0] for s in standings}


def test_what_lasts_no_longer_since_a_year_ended_then(annotate: Read) -> None:
    (record,) = read(annotate("Cuba has had no seat at the Organization of American States since 1962.", "2005-04-26"))
    assert (record.role, record.start, record.end) == ("former", None, "1962")
