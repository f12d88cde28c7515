"""The rules' own examples and counterexamples, and the tables of cue words and weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.annotate import Parser
from dragoman.extract.silences import read_silences
from dragoman.extract.statements import read_statements
from dragoman.extract.statements.lexicon import plain_frame, speech_words
from dragoman.extract.statements.rules import Example, speech_rules
from dragoman.extract.statements.weigh import speech_weights
from dragoman.model import AnnotatedDocument, Document, Silence, Statement, TableError
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

Read = Callable[[str], AnnotatedDocument]
SILENCES = {"declined-comment", "left-unmentioned", "passed-over", "absent-from-text"}
EXAMPLES = [(r.id, e) for r in speech_rules().rules.values() for e in r.examples]
COUNTEREXAMPLES = [(r.id, text) for r in speech_rules().rules.values() for text in r.counterexamples]


@pytest.fixture(scope="module")
def annotate() -> Read:
    parser = Parser()

    def run(text: str) -> AnnotatedDocument:
        title = text.split("\n")[0] if "\n\n" in text else None
        return resolve_mentions(
            parser.parse(Document("d", text, published="2022-09-15", title=title)), packaged_actors()
        )

    return run


def made_by(rule: str, doc: AnnotatedDocument) -> list[Statement] | list[Silence]:
    if rule in SILENCES:
        return [s for s in read_silences(doc) if s.why.rule == rule]
    return [s for s in read_statements(doc) if s.why.rule == rule]


def fits(doc: AnnotatedDocument, record: Statement | Silence, example: Example) -> bool:
    speaker = record.speaker.text if record.speaker is not None else ""
    words = record.evidence.text if isinstance(record, Silence) else " ".join(q.text for q in record.content)
    return example.speaker in speaker and example.content.rstrip(".") in words


@pytest.mark.model
@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r}-{n}" for n, (r, _) in enumerate(EXAMPLES)])
def test_rule_reads_its_example(annotate: Read, rule: str, example: Example) -> None:
    doc = annotate(example.text)
    found = made_by(rule, doc)
    assert any(fits(doc, r, example) for r in found), [(r.why.rule, r.evidence.text) for r in read_statements(doc)]


@pytest.mark.model
@pytest.mark.parametrize(
    ("rule", "text"), COUNTEREXAMPLES, ids=[f"{r}-{n}" for n, (r, _) in enumerate(COUNTEREXAMPLES)]
)
def test_rule_leaves_its_counterexample(annotate: Read, rule: str, text: str) -> None:
    assert not made_by(rule, annotate(text))


def test_every_rule_is_argued_and_exemplified() -> None:
    for rule in speech_rules().rules.values():
        assert rule.reads and rule.reference.startswith("docs/"), rule.id
        assert rule.examples and rule.counterexamples, rule.id


def test_an_unknown_word_list_is_named() -> None:
    with pytest.raises(TableError, match="no word list 'proverbs'"):
        speech_rules().words("proverbs")


def test_stances_are_event_types() -> None:
    from dragoman.tables import ontology

    assert {w.stance for w in speech_words().values() if w.stance} <= set(ontology().types)


def test_no_construction_is_listed_twice() -> None:
    for word in speech_words().values():
        assert not word.frames & word.also, word.word


def test_frames_are_told_apart_from_word_order_and_voice() -> None:
    assert [plain_frame(f) for f in ("that<", "that^", "pass", "pass+as", "np>for")] == [
        "that", "that", "np", "np+as", "np>for",
    ]  # fmt: skip


def test_weights_know_no_names() -> None:
    # A scorer that learned who was in the news would fail on other news.
    marks = " ".join(speech_weights().weights).lower()
    assert not {"trump", "clinton", "obama", "putin"} & set(marks.replace("=", " ").replace("|", " ").split())


def test_saying_that_outweighs_a_deed() -> None:
    weights = speech_weights()
    said = weights.probability(["frame=that", "kind=say+usual|that", "word=say|that"])
    went = weights.probability(["frame=in", "kind=-|in", "word=go|in"])
    assert said > 2 * went


def test_a_broken_cue_table_names_file_and_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "language").mkdir()
    table = tmp_path / "language" / "speech_words.csv"
    table.write_text("word,pos,kind,frames,also,stance\nhum,verb,sing,that,,\n", encoding="utf-8")
    monkeypatch.setattr("dragoman.extract.statements.lexicon.data_folder", lambda: tmp_path)
    speech_words.cache_clear()
    try:
        with pytest.raises(TableError, match=r"speech_words\.csv:2: the kind 'sing'"):
            speech_words()
    finally:
        monkeypatch.undo()
        speech_words.cache_clear()
