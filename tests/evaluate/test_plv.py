from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.evaluate import plv
from dragoman.extract.events.classify import Verdict
from dragoman.ingest.marked import MarkedSentence
from dragoman.model import InputError, Quote
from dragoman.tables import ontology


class StubClassifier:
    """Answers with the sentence's first word: as a type, and as PLOVER has it after a slash; "?" for no verdict."""

    class model:  # noqa: N801 - an attribute of the real one
        name = "stub 1"

    def classify(self, sentence: MarkedSentence) -> Verdict | None:
        type_, _, plover = sentence.text.split()[0].partition("/")
        if type_ == "?":
            return None
        return Verdict(type_, "", None, "actual", 0.75, "AID", 0.1, plover or type_, Quote(0, 1, "x"))


def test_there_are_fifteen_classes_in_four_quads() -> None:
    roots = {plv.root_of(type_) for type_ in ontology().types}
    assert len(roots) == 15 and "YIELD" in roots and not roots & {"CONCEDE", "RETREAT"}
    assert {plv.quad_of(root) for root in roots} == {row.quad for row in ontology().types.values()}
    assert plv.quad_of("YIELD") == "material cooperation"


def rows(*pairs: tuple[str, str]) -> list[MarkedSentence]:
    return [
        MarkedSentence(n, f"{given} x", ((0, 1),), (), {"gold_root": gold}) for n, (gold, given) in enumerate(pairs)
    ]


def test_what_is_compared_is_plovers_type() -> None:
    found = plv.measure(
        rows(("AGREE", "AID/AGREE"), ("YIELD", "CONCEDE"), ("YIELD", "RETREAT"), ("RETREAT", "RETREAT"), ("AID", "?")),
        "gold_root",
        StubClassifier(),  # type: ignore[arg-type]
    )
    assert [(m.gold, m.given) for m in found] == [
        ("AGREE", "AGREE"), ("YIELD", "YIELD"), ("YIELD", "YIELD"), ("YIELD", "YIELD"), ("AID", ""),
    ]  # fmt: skip
    figures = plv.summary(found)
    assert figures["root macro-F1"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["quad macro-F1"] == pytest.approx((1 + 6 / 7) / 2, abs=1e-4)
    assert figures["root accuracy"] == 0.8
    assert figures["confusions"] == [["AID", "", 1]]
    assert figures["reliability"] == [[0.0, 1, 0.0, 0.0], [0.7, 4, 0.75, 1.0]]


def test_a_gold_class_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="line 0: column 'gold_root' says 'FIGHT'"):
        plv.measure(rows(("FIGHT", "AID")), "gold_root", StubClassifier())  # type: ignore[arg-type]
    with pytest.raises(InputError, match="column 'other' says ''"):
        plv.measure(rows(("AID", "AID")), "other", StubClassifier())  # type: ignore[arg-type]


def test_the_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(plv, "Classifier", StubClassifier)
    file, out = tmp_path / "a.tsv", tmp_path / "figures.json"
    file.write_text("marked_sentence\troot\n<s>AID</s> x\tAID\nno mark\tAID\n<s>AID</s> y\tACCUSE\n")
    assert plv.main([str(file), "--gold", "root", "--json", str(out)]) == 0
    printed = capsys.readouterr()
    assert "root macro-F1        0.3333" in printed.out and "ACCUSE → AID" in printed.out
    assert "neither source nor target is marked" in printed.err
    figures = json.loads(out.read_text())
    assert (figures["model"], figures["sentences"], figures["rows left out"]) == ("stub 1", 2, 1)
    assert plv.main([str(tmp_path / "none.tsv")]) == 1
    assert "none.tsv could not be read" in capsys.readouterr().err
