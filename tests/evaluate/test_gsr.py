"""Events against PLOVER's gold records, on records made up here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from _build import annotated, event
from dragoman.evaluate import gsr
from dragoman.model import CodedDocument, Document, InputError, Record
from dragoman.tables import packaged_actors

DOC = annotated("Talks/NOUN/nsubj/1 began/VERB/ROOT/1 ./PUNCT/punct/1")
TABLES = packaged_actors()


def row(type_: str, source: str, target: str = "", **more: Any) -> dict[str, Any]:
    def side(codes: str) -> list[dict[str, str]]:
        return [{"actorText": code.lower(), "code": code} for code in codes.split()]

    return {
        "id": "G-1", "date": "2000-01-01", "sentence": "Talks began.", "source": side(source), "target": side(target),
        "event_2016": "", "event_plover2021": type_, **more,
    }  # fmt: skip


def write(path: Path, *rows: Any) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows) + "\n\n", encoding="utf-8")
    return path


class StubCoder:
    """Reads the same events from every text."""

    def __init__(self, *events: Record) -> None:
        self.events = events
        self.seen: list[Document] = []

    class model:  # noqa: N801 - an attribute of the real one
        name = "stub 1"

    def code(self, document: Document) -> CodedDocument:
        self.seen.append(document)
        return CodedDocument(document, self.events, (), "stub")


def judged(gold: dict[str, Any], tmp_path: Path, *events: Record) -> tuple[bool, bool, bool]:
    (found,) = gsr.measure(gsr.read_gold(write(tmp_path / "a.jsonl", gold), TABLES), StubCoder(*events), TABLES)
    return found.right_type, found.right_parties, found.whole


@pytest.mark.parametrize(
    ("gold", "type_", "source", "target", "found"),
    [
        (row("AID", "FRA", "MLI"), "AID", ("FRA",), ("MLI",), (True, True, True)),
        (row("AID", "FRA", "MLI"), "SUPPORT", ("FRA",), ("MLI",), (False, True, False)),
        (row("AID", "FRA", "MLI"), "AID", ("MLI",), ("FRA",), (True, False, False)),
        (row("AID", "FRA", "MLI"), "AID", ("FRA",), ("MLI", "NER"), (True, False, False)),
        (row("CONSULT", "FRA", "MLI"), "CONSULT", ("MLI", "FRA"), (), (True, True, True)),
        (row("AID", "IGO", "MLI"), "AID", ("UN",), ("MLI",), (True, True, True)),
        (row("AID", "IGO", "MLI"), "AID", ("FRA",), ("MLI",), (True, False, False)),
        (row("AID", "JAP", "MLI"), "AID", ("JPN",), ("MLI",), (True, True, True)),
        (row("COERCE", "MLI", "MLI"), "COERCE", ("MLI",), ("protesters",), (True, True, True)),
        (row("COERCE", "MLI", "MLI"), "COERCE", ("MLI",), (), (True, False, False)),
        (row("COERCE", "MLI", "FRA"), "COERCE", ("MLI",), ("protesters",), (True, False, False)),
        (row("", "FRA", "MLI", event_2016="AID"), "AID", ("FRA",), ("MLI",), (True, True, True)),
        (row("FIGHT", "FRA", "MLI", event_2016="AID"), "AID", ("FRA",), ("MLI",), (True, True, True)),
    ],
)
def test_type_and_parties(
    gold: dict[str, Any], type_: str, source: tuple[str, ...], target: tuple[str, ...], found: tuple[bool, bool, bool],
    tmp_path: Path,
) -> None:  # fmt: skip
    assert judged(gold, tmp_path, event(DOC, 0, type_, source, target)) == found


def test_a_record_is_whole_only_by_one_event(tmp_path: Path) -> None:
    halves = event(DOC, 0, "AID", ("FRA",), ("NER",)), event(DOC, 1, "ACCUSE", ("FRA",), ("MLI",))
    assert judged(row("AID", "FRA", "MLI"), tmp_path, *halves) == (True, True, False)
    assert judged(row("AID", "FRA", "MLI"), tmp_path) == (False, False, False)


def test_planned_cooperation_is_agree(tmp_path: Path) -> None:
    planned = event(DOC, 0, "AID", ("FRA",), ("MLI",), status="planned")
    assert judged(row("AGREE", "FRA", "MLI"), tmp_path, planned) == (True, True, True)
    assert judged(row("AID", "FRA", "MLI"), tmp_path, planned) == (False, True, False)
    strike = event(DOC, 0, "ASSAULT", ("FRA",), ("MLI",), status="planned")
    assert judged(row("ASSAULT", "FRA", "MLI"), tmp_path, strike) == (True, True, True)


def test_records_without_state_or_type_are_left_out_and_a_sentence_is_coded_once(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl",
        row("AID", "IGO", "NGO"),
        row("FIGHT", "FRA", "MLI"),
        row("AID", "FRA", "MLI"),
        row("CONSULT", "FRA MLI"),
        row("AID", "FRA", "MLI", sentence="Aid came.", date=None),
    )
    coder = StubCoder(event(DOC, 0, "AID", ("FRA",), ("MLI",)))
    found = gsr.measure(gsr.read_gold(path, TABLES), coder, TABLES)
    assert [f.whole for f in found] == [True, False, True]
    assert [(d.text, d.published) for d in coder.seen] == [("Talks began.", "2000-01-01"), ("Aid came.", None)]
    figures = gsr.summary(found)
    assert (figures["records"], figures["whole"], figures["both parties"]) == (3, 0.6667, 1.0)
    assert figures["types"]["CONSULT"] == {
        "records": 1,
        "whole": 0.0,
        "type": 0.0,
        "both parties": 1.0,
        "any event": 1.0,
    }


@pytest.mark.parametrize(
    "broken",
    ["{", "[]", {"id": "G-2"}, row("AID", "FRA", sentence=" "), {**row("AID", "FRA"), "source": [{"actorText": "x"}]}],
)
def test_what_is_no_record_is_refused_with_its_line(broken: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.jsonl:2: this is no PLOVER gold record"):
        gsr.read_gold(write(tmp_path / "a.jsonl", row("AID", "FRA"), broken), TABLES)


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(gsr, "Coder", lambda: StubCoder(event(DOC, 0, "AID", ("FRA",), ("MLI",))))
    path, out = write(tmp_path / "a.jsonl", row("AID", "FRA", "MLI"), row("AID", "IGO", "NGO")), tmp_path / "f.json"
    assert gsr.main([str(path), "--json", str(out)]) == 0
    figures = json.loads(out.read_text())
    assert (figures["model"], figures["left out"], figures["whole"]) == ("stub 1", 1, 1.0)
    printed = capsys.readouterr().out
    assert "AID" in printed and "Talks" not in printed
    path.write_bytes(b"\n")
    for bad, message in ((path, "has no records"), (tmp_path / "none.jsonl", "cannot be read")):
        assert gsr.main([str(bad)]) == 1
        lines = capsys.readouterr().err.splitlines()
        assert len(lines) == 1 and lines[0].startswith("gsr: ") and message in lines[0]
    path.write_bytes(b"caf\xe9")
    assert gsr.main([str(path)]) == 1
    assert "is not UTF-8" in capsys.readouterr().err
    assert gsr.main([str(path), "--json", str(tmp_path / "none/f.json")]) == 1
    assert "name another file with --json" in capsys.readouterr().err
