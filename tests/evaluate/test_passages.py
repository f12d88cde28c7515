"""The passages' own scorer: what agrees with gold, what counts how often, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluate.matching import compare, same_name
from dragoman.evaluate.passages import half_of, kind_of, main, read_passages, score_passages
from dragoman.model import CodedDocument, Document, InputError, Measure, Quote, Why


def at(start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": "x" * (end - start)}


def party(code: str | None, text: str = "") -> dict[str, Any]:
    return {"actor": code, "text": text or code, "start": 0, "end": 1}


@pytest.mark.parametrize(
    ("gold", "told", "same"),
    [
        ("CHN", "CHN", True),
        ("CHN", "china", False),
        ("AU|AFRICAN_UNION", "AFRICAN_UNION", True),
        ("SUN|Warsaw Pact", "the warsaw pact states", True),
        ("the riots in the capital|riots", "riots", True),
        ("coal", "the price of gas", False),
        ("CENTRAL_ASIA", "KAZ", True),
        ("château", "Chateau de Versailles", True),
    ],
)
def test_names_agree_by_code_or_by_half_of_their_words(gold: str, told: str, same: bool) -> None:
    assert same_name(gold, told) is same


def membership(member: str, role: str = "member", **more: Any) -> dict[str, Any]:
    gold = {"kind": "membership", "member": [member], "org": "NATO|Nato", "role": role, "start": None, "end": None}
    return {**gold, "evidence": [0, 9], **more}


def told_membership(*members: str, role: str = "member") -> dict[str, Any]:
    return {
        "kind": "membership", "member": [party(m) for m in members], "org": party("NATO"), "role": role,
        "start": None, "end": None, "status": "actual", "evidence": at(0, 9),
    }  # fmt: skip


def test_each_member_of_a_list_is_compared_and_founders_are_members() -> None:
    gold = [membership("FRA", "founder"), membership("ITA"), membership("ESP")]
    tally = compare("membership", gold, [told_membership("FRA", "ITA", "PRT")])
    assert (tally.gold, tally.gold_found, tally.told, tally.told_right) == (3, 2, 3, 2)
    assert [g["member"] for g in tally.missed] == [["ESP"]]
    assert [w["member"]["actor"] for w in tally.wrong] == ["PRT"]


def test_a_standing_told_again_is_no_error_and_optional_gold_neither_counts_nor_harms() -> None:
    gold = [membership("FRA"), membership("TUR", optional=True), membership("CHE", optional=True)]
    tally = compare("membership", gold, [told_membership("FRA"), told_membership("FRA"), told_membership("TUR")])
    assert (tally.gold, tally.gold_found, tally.told, tally.wrong) == (1, 1, 1, [])


def test_a_further_answer_counts_as_right() -> None:
    gold = [membership("RUS", "former", also={"role": ["candidate"]})]
    assert compare("membership", gold, [told_membership("RUS", role="candidate")]).f1 == 1.0
    assert compare("membership", gold, [told_membership("RUS")]).f1 == 0.0


def tie(*parties: str, polarity: int = 1, start: int = 0) -> dict[str, Any]:
    record: dict[str, Any] = {"kind": "tie", "tie": "partnership", "trend": None, "status": "actual"}
    sides = {"source": [party(p) for p in parties], "target": []}
    return {**record, **sides, "polarity": polarity, "evidence": at(start, start + 5)}


def gold_tie(*parties: str, polarity: int = 1, **more: Any) -> dict[str, Any]:
    record: dict[str, Any] = {"kind": "tie", "source": list(parties), "target": [], "tie": "partnership"}
    return {**record, "trend": None, "status": "actual", "polarity": polarity, "evidence": [0, 5], **more}


def test_ties_weigh_by_their_pairs_in_either_order() -> None:
    gold = [gold_tie("CHN", "RUS", "IRN")]
    one_record = compare("tie", gold, [tie("IRN", "CHN", "RUS")])
    pairs = compare("tie", gold, [tie("RUS", "CHN"), tie("IRN", "RUS"), tie("CHN", "IRN")])
    assert one_record.f1 == pairs.f1 == 1.0
    half = compare("tie", gold, [tie("RUS", "CHN")])
    assert half.recall == pytest.approx(1 / 3)
    assert half.precision == 1.0
    assert len(half.missed) == 1


def test_a_tie_needs_the_polarity_and_overlapping_evidence() -> None:
    gold = [gold_tie("CHN", "RUS")]
    assert compare("tie", gold, [tie("CHN", "RUS", polarity=-1)]).told_right == 0
    assert compare("tie", gold, [tie("CHN", "RUS", start=5)]).told_right == 0
    assert compare("tie", [gold_tie("CHN", "RUS", also={"polarity": [-1]})], [tie("CHN", "RUS", polarity=-1)]).f1 == 1


def measure(value: Any, comparator: str = "=", start: int = 0) -> dict[str, Any]:
    record = {"kind": "measure", "about": ["FRA"], "indicator": "trade", "value": value, "unit": "%"}
    return {**record, "comparator": comparator, "status": "actual", "evidence": at(start, start + 5)}


def gold_measure(value: Any, **more: Any) -> dict[str, Any]:
    record = {"kind": "measure", "about": ["FRA|GBR"], "indicator": "trade", "value": value, "unit": None}
    return {**record, "comparator": "=", "evidence": [0, 5], **more}


@pytest.mark.parametrize(
    ("gold", "told", "right"),
    [
        (gold_measure(40), measure(40.0), True),
        (gold_measure("1,200"), measure(1200), True),
        (gold_measure(1.2, also={"value": [1200000000]}), measure(1200000000), True),
        (gold_measure("record high"), measure(41, "record high"), True),
        (gold_measure(40), measure(41), False),
        (gold_measure(40), measure(40, start=5), False),
    ],
)
def test_measures_agree_by_value_in_any_spelling(gold: dict[str, Any], told: dict[str, Any], right: bool) -> None:
    assert (compare("measure", [gold], [told]).f1 == 1.0) is right


def test_two_equal_measures_need_two_records() -> None:
    tally = compare("measure", [gold_measure(3), gold_measure(3)], [measure(3)])
    assert (tally.gold_found, tally.recall, tally.precision) == (1, 0.5, 1.0)


def test_silences_agree_by_topic() -> None:
    gold = {"kind": "silence", "speaker": "Xi", "side": "CHN", "topic": "UKR|Ukraine", "evidence": [0, 9]}
    told = {"kind": "silence", "speaker": {"text": "Xi Jinping"}, "side": {"actor": "CHN", "name": None}}
    right = compare("silence", [gold], [{**told, "topic": "UKR", "evidence": at(4, 12)}])
    assert right.f1 == 1.0
    assert dict(right.fields) == {"speaker": [1, 1], "side": [1, 1]}
    assert compare("silence", [gold], [{**told, "topic": "trade", "evidence": at(4, 12)}]).f1 == 0.0


def test_records_of_other_kinds_are_left_aside() -> None:
    assert compare("tie", [], [measure(3)]).told == 0


def write(path: Path, *rows: Any) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


ROW = {"id": "m-1", "text": "Trade fell 5 percent.", "published": None, "publisher": None}


def test_passages_are_read_with_their_gold(tmp_path: Path) -> None:
    path = write(
        tmp_path / "my_measure.jsonl", {**ROW, "gold": [gold_measure(5)]}, "", {**ROW, "id": "m-2", "gold": []}
    )
    first, second = read_passages(path)
    assert (kind_of(path), first.id, second.id, len(first.gold)) == ("measure", "m-1", "m-2", 1)
    assert half_of([first, second], 2) == [second]
    assert half_of([first, second], None) == [first, second]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("{", "no passage"),
        ({**ROW, "gold": [gold_tie("CHN", "RUS")]}, "tie"),
        ({**ROW, "gold": [gold_measure(5, evidence=[3, 99])]}, "99"),
        ({"id": "m-1", "text": "Trade."}, "published"),
    ],
)
def test_what_is_no_passage_is_refused_with_its_line(row: Any, why: str, tmp_path: Path) -> None:
    path = write(tmp_path / "my_measure.jsonl", {**ROW, "gold": []}, row)
    with pytest.raises(InputError, match=rf"my_measure.jsonl:2: .*{why}"):
        read_passages(path)


def test_a_file_must_name_its_kind_and_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ends in no kind"):
        kind_of(tmp_path / "passages.jsonl")
    with pytest.raises(InputError, match="cannot be read"):
        read_passages(tmp_path / "none_tie.jsonl")


class FivePercent:
    """Reads five percent from every text."""

    def code(self, document: Document) -> CodedDocument:
        quote = Quote(11, 12, document.text[11:12])
        record = Measure(
            id="m", doc=document.id, about=("FRA",), indicator="trade", value=5, unit="%", comparator="=", period=None,
            status="actual", via=(), confidence=0.5, evidence=quote, why=Why("stub"),
        )  # fmt: skip
        return CodedDocument(document, (record,), (), "stub")


def test_each_passage_is_coded_as_a_document_and_compared(tmp_path: Path) -> None:
    gold = gold_measure(5, evidence=[11, 20])
    passages = read_passages(write(tmp_path / "my_measure.jsonl", {**ROW, "gold": [gold]}, {**ROW, "gold": []}))
    right, wrong = (tally for _, tally in score_passages("measure", passages, FivePercent()))
    assert (right.f1, wrong.told, wrong.told_right) == (1.0, 1, 0)


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none_tie.jsonl")]) == 1
    assert "none_tie.jsonl cannot be read" in capsys.readouterr().err
