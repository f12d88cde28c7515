from __future__ import annotations

import pytest

from dragoman.extract.events.classify import Verdict
from dragoman.ingest.marked import MarkedSentence, read_marks
from dragoman.pipeline.classifier import Classifier
from dragoman.tables import ontology

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier()


def ask(classifier: Classifier, marked: str) -> Verdict | None:
    return classifier.classify(MarkedSentence(1, *read_marks(marked), {}))


@pytest.mark.parametrize(
    ("marked", "type_", "plover"),
    [
        ("<s>Police in Harare</s> arrested <t>nine students</t>.", "COERCE", "COERCE"),
        ("<s>Iran</s> bombed <t>a market in Erbil</t>, officials said.", "ASSAULT", "ASSAULT"),
        ("<s>Chad</s> and <t>Niger</t> held talks on the border.", "CONSULT", "CONSULT"),
        ("<s>Peru</s> condemned <t>Fiji</t>.", "ACCUSE", "ACCUSE"),
        ("<s>Norway</s> will send food to <t>Chad</t> next week.", "AID", "AGREE"),
    ],
)
def test_the_plainest_acts(classifier: Classifier, marked: str, type_: str, plover: str) -> None:
    found = ask(classifier, marked)
    assert found is not None
    assert (found.type, found.plover) == (type_, plover)
    assert found.confidence > 0.5


def test_a_verdict_is_whole(classifier: Classifier) -> None:
    marked = "Rain fell. 🏔 <s>The Kremlin</s>\u00a0rejected <t>the offer of Kyiv</t>\r\non Monday."
    found = ask(classifier, marked)
    assert found is not None
    text = read_marks(marked)[0]
    assert text[found.trigger.start : found.trigger.end] == found.trigger.text
    assert found.quad == ontology().types[found.type].quad
    assert 0 <= found.runner_up_confidence <= found.confidence <= 1
    assert found.runner_up in ontology().types and found.runner_up != found.type
    assert found.mode is None or (found.type, found.mode) in ontology().mode_glosses


def test_a_sentence_that_tells_nothing_still_gets_a_type(classifier: Classifier) -> None:
    found = ask(classifier, "<s>Chad</s>, <t>Peru</t>: weather")
    assert found is not None and found.type in ontology().types


@pytest.mark.parametrize("text", ["", "...", ", ,"])
def test_without_words_there_is_no_verdict(classifier: Classifier, text: str) -> None:
    assert classifier.classify(MarkedSentence(1, text, ((0, 1),), (), {})) is None


def test_neighbours_do_not_matter(classifier: Classifier) -> None:
    one = "<s>Peru</s> condemned <t>Fiji</t>."
    alone = ask(classifier, one)
    ask(classifier, "<s>Norway</s> will send food to <t>Chad</t>, which asked for it.")
    assert ask(classifier, one) == alone == ask(Classifier(), one)
