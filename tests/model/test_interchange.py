"""The interchange form: names and order of keys are a promise to everyone who reads it."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.model import KINDS, CodedDocument, Measure, Party, Record, Via, When, Why
from dragoman.model.interchange import (
    content_id,
    document_to_dict,
    json_lines,
    record_from_dict,
    record_to_dict,
    why_to_dict,
)

QUOTE = ["start", "end", "text"]
PARTY = ["actor", "text", "start", "end", "person", "role", "sector"]
SPEAKER = ["text", "start", "end", "person", "role"]
WHEN = ["start", "end", "precision", "text"]
COMMON = ["status", "via", "confidence", "evidence"]
KEYS = {
    "event": [
        "kind", "id", "doc", "type", "mode", "quad", "contexts", "source", "target", "trigger", "date", "place",
        "status", "intensity", "via", "confidence", "evidence", "mentions",
    ],
    "statement": [
        "kind", "id", "doc", "speaker", "side", "addressee", "direct", "cue", "content", "about", "stance", "date",
        *COMMON,
    ],
    "membership": ["kind", "id", "doc", "member", "org", "role", "start", "end", *COMMON],
    "tie": ["kind", "id", "doc", "source", "target", "tie", "polarity", "trend", *COMMON],
    "measure": ["kind", "id", "doc", "about", "indicator", "value", "unit", "comparator", "period", *COMMON],
    "silence": ["kind", "id", "doc", "speaker", "side", "topic", *COMMON],
}  # fmt: skip


def _load() -> ModuleType:
    path = Path(__file__).parents[1] / "store" / "hand_built.py"
    spec = importlib.util.spec_from_file_location("hand_built", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["hand_built"] = module
    spec.loader.exec_module(module)
    return module


CODED: CodedDocument = _load().coded()
RECORDS: dict[str, Record] = {r.kind: r for r in CODED.records}


def test_there_is_one_of_each_kind() -> None:
    assert sorted(RECORDS) == sorted(KINDS) == sorted(KEYS)


@pytest.mark.parametrize("kind", KINDS)
def test_keys_and_their_order(kind: str) -> None:
    found = record_to_dict(RECORDS[kind])
    assert found["kind"] == kind
    assert list(found) == KEYS[kind]


def test_the_parts_of_records() -> None:
    event, statement = record_to_dict(RECORDS["event"]), record_to_dict(RECORDS["statement"])
    assert list(event["source"][0]) == list(event["target"][0]) == PARTY
    assert list(event["date"]) == WHEN
    assert list(event["place"]) == ["name", "country", "lat", "lon"]
    assert list(event["evidence"]) == list(event["mentions"][0]) == list(statement["content"][0]) == QUOTE
    assert sorted(event["trigger"]) == sorted(statement["cue"]) == sorted(QUOTE)
    assert sorted(event["via"][0]) == ["actor", "end", "start", "text"]
    assert list(statement["speaker"]) == SPEAKER
    assert list(statement["side"]) == ["actor", "name"]
    assert list(record_to_dict(RECORDS["membership"])["org"]) == PARTY


def test_words_of_triggers_and_cues_come_first() -> None:
    assert list(record_to_dict(RECORDS["event"])["trigger"]) == ["text", "start", "end"]
    assert list(record_to_dict(RECORDS["statement"])["cue"]) == ["text", "start", "end"]


def test_an_event_in_full() -> None:
    """Every value of a line, so that none can change its form unseen."""
    event = json.loads(json.dumps(record_to_dict(RECORDS["event"]), ensure_ascii=False))
    text = CODED.document.text
    start = text.index("Kazakhstan sent")
    assert event.pop("id") == content_id(CODED.document.id, "event", start)
    assert event == {
        "kind": "event", "doc": "larkmoor", "type": "AID", "mode": None, "quad": "material cooperation",
        "contexts": ["humanitarian"],
        "source": [
            {"actor": "KAZ", "text": "Kazakhstan", "start": start, "end": start + 10, "person": None, "role": None,
             "sector": "GOV"},
        ],
        "target": [
            {"actor": "UKR", "text": "Ukraine", "start": text.index("Ukraine"), "end": text.index("Ukraine") + 7,
             "person": None, "role": None, "sector": None},
        ],
        "trigger": {"text": "sent", "start": start + 11, "end": start + 15},
        "date": {"start": "2022-09-15", "end": "2022-09-15", "precision": "day", "text": "on Thursday"},
        "place": {"name": "Ukraine", "country": "UKR", "lat": 49.0, "lon": 32.0},
        "status": "actual", "intensity": 7.4,
        "via": [
            {"text": "the Almaty Post", "start": text.index("the Almaty"), "end": text.index("the Almaty") + 15,
             "actor": "KAZ"},
        ],
        "confidence": 0.93,
        "evidence": {"start": start, "end": start + 44, "text": "Kazakhstan sent tents to Ukraine on Thursday"},
        "mentions": [
            {"start": text.index("tents to"), "end": text.index("tents to") + 16, "text": "tents to Ukraine"},
        ],
    }  # fmt: skip


def test_the_line_of_a_document() -> None:
    found = document_to_dict(CODED.document)
    assert list(found) == ["kind", "id", "title", "publisher", "url", "published", "language", "sha256", "chars"]
    assert found["kind"] == "document"
    assert (found["chars"], found["sha256"]) == (len(CODED.document.text), CODED.document.sha256)
    assert "text" not in found and "cuts" not in found


@pytest.mark.parametrize("kind", KINDS)
def test_there_and_back(kind: str) -> None:
    record = RECORDS[kind]
    line = json.loads(json.dumps(record_to_dict(record), ensure_ascii=False))
    why = json.loads(json.dumps(why_to_dict(record.why)))
    assert record_from_dict(line, why) == record


@pytest.mark.parametrize("kind", KINDS)
def test_without_its_why_a_record_is_called_imported(kind: str) -> None:
    back = record_from_dict(record_to_dict(RECORDS[kind]))
    assert back.why == Why("imported")
    assert replace(back, why=RECORDS[kind].why) == RECORDS[kind]


def test_empty_fields_come_back_empty() -> None:
    event, statement = RECORDS["event"], RECORDS["statement"]
    measure, silence = RECORDS["measure"], RECORDS["silence"]
    addressed = Party("CHN", "Beijing", 1, 8)
    for record in (
        replace(event, place=None, via=(), mentions=(), source=(), date=When()),
        replace(statement, cue=None, date=When("2022-09-15", None, "day", "Thursday"), addressee=addressed),
        replace(measure, period=When("2021-01-01", "2021-12-31", "year", "in 2021"), value="a third"),
        replace(silence, speaker=None, via=(Via("x", 0, 1), Via("y", 2, 3, "CHN"))),
    ):
        line = json.loads(json.dumps(record_to_dict(record)))
        assert record_from_dict(line, why_to_dict(record.why)) == record


def test_numbers_stay_what_they_are() -> None:
    whole, part = (replace(RECORDS["measure"], value=v) for v in (50, 50.0))
    lines = [json.dumps(record_to_dict(r)) for r in (whole, part)]
    assert '"value": 50,' in lines[0] and '"value": 50.0,' in lines[1]
    back = record_from_dict(json.loads(lines[0]))
    assert isinstance(back, Measure) and isinstance(back.value, int)


def test_what_is_no_record_is_refused() -> None:
    line = record_to_dict(RECORDS["tie"])
    with pytest.raises(ValueError, match="rumour"):
        record_from_dict({**line, "kind": "rumour"})
    for key in ("source", "evidence", "polarity"):
        with pytest.raises(KeyError, match=key):
            record_from_dict({k: v for k, v in line.items() if k != key})


def test_lines_are_the_document_then_its_records() -> None:
    lines = list(json_lines(CODED))
    assert [json.loads(line)["kind"] for line in lines] == ["document", *(r.kind for r in CODED.records)]
    assert all("\n" not in line for line in lines)
    assert "“Our ties" in lines[2], "letters stay letters"
    titled = replace(CODED, document=replace(CODED.document, title="Žalmy 🏔"))
    assert "Žalmy 🏔" in next(json_lines(titled))


def test_why_is_no_part_of_the_form() -> None:
    assert "why" not in " ".join(json_lines(CODED))


def test_ids_are_what_a_thing_is() -> None:
    assert (
        content_id("event", "doc", 3, None)
        == content_id("event", "doc", 3, None)
        == content_id("event", "doc", "3", "")
    )
    assert re.fullmatch("[0-9a-f]{16}", content_id("x"))
    assert content_id("event", "a", "bc") != content_id("event", "ab", "c"), "parts do not run together"
    assert content_id("a", "b") != content_id("b", "a")
    assert content_id("\ud800") != content_id("\ud801")
    # Pinned: ids are in people's archives and permalinks.
    assert content_id("event", "larkmoor", 17) == "ddb7fbff8c9994df"
