"""How likely an event is right as a whole: chances by learned weights, and what tells them."""

from __future__ import annotations

import pytest

from dragoman.annotate import Parser
from dragoman.extract.events import credence, packaged_model, read_events, read_sentences
from dragoman.extract.events.credence import LEAST_CHANCE, MODEL, chance_of, event_weights, told_of
from dragoman.extract.events.credence_marks import Marks
from dragoman.extract.events.read import weighed_events
from dragoman.model import AnnotatedDocument, Document, Event
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

TABLES = packaged_actors()
TEXT = (
    "Peru's president met his Chilean counterpart in Lima on Tuesday. Bolivia condemned the raid. Strangers beat"
    " somebody. Chile and Peru signed a treaty, and Chile signed the treaty with Peru."
)


def test_chances_are_chances(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(credence, "event_weights", lambda: {"any": -1.0, "act": 0.5, "far": 1e6})
    assert chance_of({"any": 1.0}) == pytest.approx(0.269, abs=1e-3)
    assert chance_of({"any": 1.0, "act": 2.0, "unheard of": 9.0}) == pytest.approx(0.5)
    assert 0.99 < chance_of({"far": 1.0}) <= 1.0 and 0.0 <= chance_of({"far": -1.0}) < 0.01


def test_what_weighs_most_is_told_first(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {"any": -9.0, "act": 0.5, "sides=1 0": -0.8, "status actual": 0.1, "dull": 0.0}
    monkeypatch.setattr(credence, "event_weights", lambda: weights)
    marks = {"any": 1.0, "act": 2.0, "sides=1 0": 1.0, "status actual": 1.0, "dull": 1.0}
    assert told_of(marks) == "act 2.0 (+1.0), sides=1 0 (-0.8), status actual (+0.1)"
    assert told_of({"any": 1.0}) == ""


def test_the_packaged_weights_say_what_they_should() -> None:
    weights = event_weights()
    assert len(weights) > 100
    assert weights["whole"] > 0 and weights["type"] > 0, "a surer act is likelier right"
    assert weights["sides=1 1, unknown 0 0"] > weights["sides=1 1, unknown 1 1"]


@pytest.fixture(scope="module")
def doc(parser: Parser) -> AnnotatedDocument:
    return resolve_mentions(parser.parse(Document("d", TEXT, published="2024-05-03")), TABLES)


@pytest.fixture(scope="module")
def weighed(doc: AnnotatedDocument) -> list[tuple[Event, Marks]]:
    pointed, opinions = read_sentences(doc, packaged_model(), TABLES)
    return list(weighed_events(pointed, opinions, packaged_model(), TABLES, None))


@pytest.mark.model
def test_only_likely_events_are_written_down(doc: AnnotatedDocument, weighed: list[tuple[Event, Marks]]) -> None:
    pointed, opinions = read_sentences(doc, packaged_model(), TABLES)
    kept = read_events(pointed, opinions, packaged_model(), TABLES, None)
    assert kept == [e for e, _ in weighed if e.confidence >= LEAST_CHANCE]
    assert kept and len(kept) < len(weighed)
    assert all(e.confidence == round(chance_of(m), 3) for e, m in weighed)


@pytest.mark.model
def test_marks_tell_parties_and_neighbours(weighed: list[tuple[Event, Marks]]) -> None:
    by_word = {e.trigger.text: m for e, m in weighed}
    met = by_word["met"]
    assert met["any"] == 1.0 and met["act is CONSULT"] == 1.0 and met["again in document=0"] == 1.0
    assert any(name.endswith("is state") for name in met)
    signed = [m for e, m in weighed if e.trigger.text.startswith("signed")]
    assert len(signed) == 2 and all("same type=0" not in m for m in signed), "each has the other beside it"


@pytest.mark.model
def test_why_tells_the_weights(weighed: list[tuple[Event, Marks]]) -> None:
    event, marks = weighed[0]
    assert dict(event.why.notes)["as a whole"] == f"{event.confidence:.2f} by {MODEL}: {told_of(marks)}"
