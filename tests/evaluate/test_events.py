"""The report on a gold folder's events, on a small folder made up here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import _scorer
from _build import annotated, event, mention, with_mentions
from dragoman.evaluate import events
from dragoman.model import AnnotatedDocument, CodedDocument, Document

BARE = annotated(
    "Chad/PROPN/nsubj/1 warned/VERB/ROOT/1 Mali/PROPN/dobj/1 ./PUNCT/punct/1",
    "Niger/PROPN/nsubj/1 aided/VERB/ROOT/1 rebels/NOUN/dobj/1 ./PUNCT/punct/1",
    id="lake",
)
DOC = with_mentions(BARE, mention(BARE, 0, "TCD"), mention(BARE, 2, "MLI"), mention(BARE, 4, "NER"))


class StubCoder:
    """Reads an accusation, the wrong way round where it is unsure, and one act too many."""

    def code(self, document: Document) -> CodedDocument:
        read = (
            event(DOC, 1, "ACCUSE", ("TCD",), ("MLI",), confidence=0.95),
            event(DOC, 5, "AID", ("NER",), ("MLI",), confidence=0.25),
        )
        return CodedDocument(document, read, (), "stub")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def stub(coder: Any, document: Document) -> AnnotatedDocument:
        assert document.text == DOC.document.text
        return DOC

    monkeypatch.setattr(events, "Coder", StubCoder)
    monkeypatch.setattr(events, "annotate", stub)
    for part in ("dev/text", "dev/gold", "eval"):
        (tmp_path / "g" / part).mkdir(parents=True)
    root = tmp_path / "g"
    (root / "dev/text/lake.txt").write_text(DOC.document.text, encoding="utf-8")
    (root / "dev/meta.jsonl").write_text('{"id": "lake", "date": "2022-09-16"}\n', encoding="utf-8")
    first, second = ((s.start, s.end) for s in DOC.sentences)
    gold = [
        {"kind": "document", "doc": "lake"},
        _scorer.gold("ACCUSE", "TCD", "MLI|rebels", at=first),
        _scorer.gold("AID", "NER", "rebels", at=second),
    ]
    (root / "dev/gold/lake.jsonl").write_text("\n".join(map(json.dumps, gold)) + "\n", encoding="utf-8")
    (root / "eval/score_records.py").write_text(Path(_scorer.__file__).read_text("utf-8"), encoding="utf-8")
    return root


def test_a_scorer_may_stand_elsewhere(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scorer = (folder / "eval/score_records.py").rename(folder / "scorer.py")
    assert events.main([str(folder)]) == 1
    assert "no eval/score_records.py" in capsys.readouterr().err
    assert events.main([str(folder), "--scorer", str(scorer)]) == 0
    assert "strict" in capsys.readouterr().out


def test_the_five_reports(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "figures.json"
    assert events.main([str(folder), "--as-meant", "--errors", "--json", str(out)]) == 0
    figures = json.loads(out.read_text())
    assert figures["reach"] == {
        "gold": 2, "trigger proposed": 1.0, "trigger and all codes": 1.0,
        "trigger, all codes in what the model reads": 1.0, "trigger, all codes in the document": 1.0,
        "codes lacking": [],
    }  # fmt: skip
    assert figures["types"]["ACCUSE"] == {"gold": 1, "told": 1.0, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert figures["types"]["AID"]["f1"] == 0.0
    assert figures["strict"] == {"gold": 2, "told": 2.0, "precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert set(figures["classes"]) == {"verbal conflict", "material cooperation"}
    assert figures["confusions"] == [["ACCUSE", "ACCUSE", 1]]
    assert figures["reliability"] == [[0.2, 1, 0.25, 0.0], [0.9, 1, 0.95, 1.0]]
    assert figures["calibration error"] == 0.15
    assert figures["errors"] == {"type right, target wrong": 1}
    printed = capsys.readouterr().out
    assert "    1  type right, target wrong" in printed
    assert "type right, target wrong\tlake\tgold AID NER > name:rebels at 19-39\tread AID NER > MLI at 19-39" in printed


def test_a_party_of_code_and_words_is_a_name_unless_read_as_meant(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder / "figures.json"
    assert events.main([str(folder), "--json", str(out)]) == 0
    assert json.loads(out.read_text())["strict"]["f1"] == 0.0
    assert "gold AID" not in capsys.readouterr().out


def test_what_is_wrong_is_said_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told(*arguments: str) -> str:
        assert events.main(list(arguments)) == 1
        lines = capsys.readouterr().err.splitlines()
        assert len(lines) == 1 and lines[0].startswith("events: ")
        return lines[0]

    assert "nowhere has no dev/text" in told(str(folder.parent / "nowhere"))
    assert "name another file with --json" in told(str(folder), "--json", str(folder / "none/figures.json"))
    (folder / "dev/gold/lake.jsonl").write_text('{"kind": "event"}\n')
    assert "lake.jsonl:1: this is no gold record" in told(str(folder))
    (folder / "eval/score_records.py").write_text("pairs = codes = None\n")
    assert "has no QUAD, no MUTUAL, no norm" in told(str(folder))


def test_the_help_tells_what_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        events.main(["--help"])
    printed = capsys.readouterr().out
    assert "expected" in printed and "--as-meant" in printed and "confusions" in printed
