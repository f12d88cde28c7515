from __future__ import annotations

import pytest

from dragoman.evaluate.spans import misread_spans
from dragoman.ingest import document_from_text
from dragoman.model import CodedDocument, Document, Quote, Side, Speaker, Statement, Why
from dragoman.pipeline.coder import Coder
from dragoman.pipeline.quotes import StatementReader, attributions

TEXT = """\
Ministers of both river states met in Elmstrand on Tuesday.

“The dam will be finished before the rains,” said Mirela Oduya, the water minister of Uzbekistan.
She added that no village would be moved.

Tajikistan wants a written promise. Its envoy, who warned that the lake would dry up, left early.
"""


def document(text: str = TEXT) -> Document:
    return document_from_text(text, id="dam", published="2021-05-06", publisher="Elmstrand Post")


def statement(speaker: Speaker, cue: Quote | None, *notes: tuple[str, str]) -> CodedDocument:
    """One statement by hand."""
    content = (Quote(0, 5, "One, "), Quote(9, 12, "two"))
    made = Statement(
        id="s", doc="d", speaker=speaker, side=Side(), addressee=None, direct=False, cue=cue, content=content, about=(),
        stance=None, date=None, status="actual", via=(), confidence=0.5, evidence=Quote(0, 12, ""),
        why=Why("rule", None, notes),
    )  # fmt: skip
    return CodedDocument(Document("d", "x" * 40), (made,))


def only(coded: CodedDocument) -> dict[str, object]:
    (found,) = attributions(coded)["attributions"]
    assert isinstance(found, dict)
    return found


def test_the_form_of_attribution_corpora() -> None:
    coded = statement(Speaker("he", 20, 22, "Aru Bekova"), Quote(23, 27, "said"), ("subject", "20:22"))
    assert attributions(coded)["doc_id"] == "d"
    assert only(coded) == {
        "content": [[0, 5], [9, 12]],
        "source": [[20, 22]],
        "source_text": "Aru Bekova",
        "cue": [[23, 27]],
    }


def test_the_source_is_the_word_beside_the_cue() -> None:
    who = statement(Speaker("the envoy", 14, 23), Quote(30, 34, "said"), ("frame", "that"), ("subject", "25:28"))
    assert (only(who)["source"], only(who)["source_text"]) == ([[25, 28]], "the envoy")
    within = statement(Speaker("the envoy", 14, 23), Quote(24, 28, "said"), ("subject", "18:23"))
    assert only(within)["source"] == [[14, 23]]


def test_where_nobody_is_named_the_source_is_empty() -> None:
    nobody = statement(Speaker("", 20, 20), None)
    assert (only(nobody)["source"], only(nobody)["source_text"], only(nobody)["cue"]) == ([], "", [])
    assert attributions(CodedDocument(Document("e", "Rain."), ())) == {"doc_id": "e", "attributions": []}


@pytest.fixture(scope="module")
def reader() -> StatementReader:
    return StatementReader()


@pytest.mark.model
def test_statements_are_those_of_the_coder(reader: StatementReader, real_coder: Coder) -> None:
    found = reader.code(document())
    assert [r for r in real_coder.code(document()).records if r.kind == "statement"] == list(found.records)
    assert found.records and misread_spans(found) == []


@pytest.mark.model
def test_wide_has_attitudes_too(reader: StatementReader) -> None:
    said = [TEXT[s:e] for a in attributions(reader.code(document()))["attributions"] for s, e in a["cue"]]
    assert {"said", "added", "warned"} <= set(said) and "wants" not in said
    reader.wide = True
    wide = reader.code(document())
    reader.wide = False
    assert "wants" in [TEXT[s:e] for a in attributions(wide)["attributions"] for s, e in a["cue"]]
    assert misread_spans(wide) == []


@pytest.mark.model
def test_debris_is_read_only_if_asked_for_and_shifts_nothing(reader: StatementReader) -> None:
    text = f"Advertisement\n\n{TEXT}\nThis story has been updated: a spokesman said the dam is safe.\n"
    given = document(text)
    assert given.cuts
    cut = attributions(reader.code(given))["attributions"]
    reader.whole_text = True
    whole = reader.code(given)
    reader.whole_text = False
    shift = text.index(TEXT)
    plain = attributions(reader.code(document()))["attributions"]
    assert [a["cue"] for a in cut] == [[[s + shift, e + shift] for s, e in a["cue"]] for a in plain]
    assert len(whole.records) > len(cut) and whole.document.text == text and misread_spans(whole) == []
