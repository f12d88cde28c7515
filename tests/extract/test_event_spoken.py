"""A verbal act without its doer, told in somebody's words, is the speaker's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from _build import event
from dragoman.annotate import Parser
from dragoman.extract.events.spoken import lend_speakers
from dragoman.extract.statements import read_statements
from dragoman.model import AnnotatedDocument, Document, Event
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

pytestmark = pytest.mark.model
Read = Callable[[str], AnnotatedDocument]


@pytest.fixture(scope="module")
def annotate() -> Read:
    parser = Parser()
    return lambda text: resolve_mentions(parser.parse(Document("d", text, published="2022-09-16")), packaged_actors())


def lent(doc: AnnotatedDocument, word: str, type: str, source: tuple[str, ...] = (), target: str = "MLI") -> Event:
    trigger = next(t.i for t in doc.tokens if t.text == word)
    (only,) = lend_speakers([event(doc, trigger, type, source, (target,))], read_statements(doc))
    return only


TEXT = "“Mali should answer for this blatant violation of our airspace,” Niger’s foreign ministry said on Thursday."


@pytest.mark.parametrize(("word", "type"), [("violation", "ACCUSE"), ("answer", "REQUEST")])
def test_the_speaker_does_what_nobody_else_does(annotate: Read, word: str, type: str) -> None:
    found = lent(annotate(TEXT), word, type)
    assert [p.actor for p in found.source] == ["NER"]
    assert ("resolved" in dict(found.why.notes)) and [p.actor for p in found.target] == ["MLI"]


def test_only_verbal_acts_without_a_doer_get_one(annotate: Read) -> None:
    doc = annotate(TEXT)
    assert lent(doc, "violation", "ASSAULT").source == ()
    assert [p.actor for p in lent(doc, "violation", "ACCUSE", ("TCD",)).source] == ["TCD"]


def test_nobody_accuses_himself_and_outside_speech_nothing_is_lent(annotate: Read) -> None:
    assert lent(annotate(TEXT), "violation", "ACCUSE", target="NER").source == ()
    assert (
        lent(annotate("The violation was plain. Niger’s foreign ministry said nothing."), "violation", "ACCUSE").source
        == ()
    )


def test_nothing_else_of_the_record_changes(annotate: Read) -> None:
    doc = annotate(TEXT)
    trigger = next(t.i for t in doc.tokens if t.text == "violation")
    told = event(doc, trigger, "ACCUSE", (), ("MLI",))
    (only,) = lend_speakers([told], read_statements(doc))
    assert replace(only, source=(), why=told.why) == told
