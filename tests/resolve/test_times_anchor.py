"""The time of the passage for acts without one of their own: chosen by weights."""

from dataclasses import replace

import pytest

from dragoman.annotate import Parser
from dragoman.model import AnnotatedDocument, Document
from dragoman.resolve.times import anchored_time, find_times, time_of
from dragoman.resolve.times.anchor import LEAST_CHANCE, anchor_weights, likeliest
from dragoman.resolve.times.anchor_features import SENTENCES_BACK, act_at, marks_of, marks_of_none, times_in_sight

pytestmark = pytest.mark.model

NEWS = (
    "The presidents of Armenia and Georgia met in Tbilisi on Tuesday. They signed an agreement on transit and opened"
    " a railway bridge. In June 2015 Armenia had closed the crossing, a step that cost it dear."
)


def read(parser: Parser, text: str, published: str = "2022-09-16") -> AnnotatedDocument:
    doc = parser.parse(Document("news", text, published=published))
    return replace(doc, times=find_times(doc))


def word(doc: AnnotatedDocument, text: str) -> int:
    return next(t.i for t in doc.tokens if t.text == text)


def test_an_act_goes_on_with_the_time_of_the_sentence_before(parser: Parser) -> None:
    doc = read(parser, NEWS)
    assert time_of(doc, doc.times, word(doc, "signed")) is None, "no rule dates it"
    found = anchored_time(doc, doc.times, word(doc, "signed"), "actual")
    assert found is not None
    assert found[0].when.start == "2022-09-13"
    assert LEAST_CHANCE <= found[1] <= 1


def test_without_a_time_in_sight_there_is_none(parser: Parser) -> None:
    doc = read(parser, "They signed an agreement on transit and opened a bridge.")
    assert anchored_time(doc, doc.times, word(doc, "signed"), "actual") is None


def test_what_always_holds_has_no_time(parser: Parser) -> None:
    doc = read(parser, "Envoys met on Tuesday. Experts doubt that any state would attack its neighbour over water.")
    assert anchored_time(doc, doc.times, word(doc, "attack"), "possible") is None


def test_sight_ends_some_sentences_back(parser: Parser) -> None:
    doc = read(parser, "Envoys met on Tuesday. " + "It rained. " * SENTENCES_BACK + "They signed.")
    assert times_in_sight(act_at(doc, word(doc, "signed"), "actual"), doc.times) == []
    near = read(parser, "Envoys met on Tuesday. " + "It rained. " * (SENTENCES_BACK - 1) + "They signed.")
    assert len(times_in_sight(act_at(near, word(near, "signed"), "actual"), near.times)) == 1


@pytest.mark.parametrize("published", ["2022-09-16", None])
def test_every_candidate_tells_its_side_of_publication(parser: Parser, published: str | None) -> None:
    doc = replace(read(parser, NEWS), document=Document("news", NEWS, published=published))
    act = act_at(doc, word(doc, "closed"), "actual")
    seen = times_in_sight(act, doc.times)
    assert len(seen) == 2
    for time in seen:
        assert any(m.startswith("side=") and ("?" in m) == (published is None) for m in marks_of(act, time, seen))
    assert next(iter(marks_of_none(act, seen))) == "none"


def test_the_weights_are_small_and_of_known_marks() -> None:
    weights = anchor_weights()
    assert 500 < len(weights) < 5000
    assert max(abs(w) for w in weights.values()) < 5
    kinds = {m.split("=")[0].split()[0] for m in weights}
    assert {"none", "side", "way", "far", "precision"} <= kinds


@pytest.mark.parametrize(
    ("scores", "best", "chance"),
    [
        ([0.0, 1.0], 1, 0.731),
        ([1.0, 0.0, 0.0], 0, 0.576),
        # the likeliest of many is not likely
        ([0.0, 0.2, 0.1, 0.1], 0, 0.276),
    ],
)
def test_the_likeliest_must_be_likely_enough(scores: list[float], best: int, chance: float) -> None:
    weights = {str(n): s for n, s in enumerate(scores)}
    found = likeliest([[str(n)] for n in range(len(scores))], weights)
    assert found == (best, pytest.approx(chance, abs=1e-3))
