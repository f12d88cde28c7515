"""Who vouches: speakers outermost first, hedges, estimates, outlets; never the speaker for his own act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.annotate import Parser
from dragoman.extract.statements import read_statements
from dragoman.extract.vouchers import vouch
from dragoman.model import AnnotatedDocument, Document, Event, Party, Quote, Record, When, Why
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

pytestmark = pytest.mark.model
Read = Callable[[str], AnnotatedDocument]


@pytest.fixture(scope="module")
def annotate() -> Read:
    parser = Parser()
    return lambda text: resolve_mentions(parser.parse(Document("d", text, published="2022-09-16")), packaged_actors())


def act(doc: AnnotatedDocument, trigger: str, type_: str = "ASSAULT", source: str = "XXX") -> Event:
    start = doc.document.text.index(trigger)
    quote = Quote(start, start + len(trigger), trigger)
    return Event(
        id="e", doc="d", type=type_, mode=None, quad="", contexts=(), source=(Party(source, "", 0, 0),), target=(),
        trigger=quote, date=When(), place=None, status="actual", intensity=0.0, via=(), confidence=1.0,
        evidence=quote, mentions=(), why=Why("test"),
    )  # fmt: skip


def chain(doc: AnnotatedDocument, record: Record, home: str | None = None) -> list[str]:
    (only,) = vouch(doc, [record], read_statements(doc), home)
    return [v.text for v in only.via]


def test_the_speaker_vouches_for_what_he_says(annotate: Read) -> None:
    doc = annotate("Chad said that rebels had shelled the town.")
    (only,) = vouch(doc, [act(doc, "shelled")], read_statements(doc))
    assert [(v.text, v.actor) for v in only.via] == [("Chad", "TCD")]


def test_the_publisher_s_own_voice_needs_nobody(annotate: Read) -> None:
    doc = annotate("Rebels shelled the town. Chad said that help was on its way.")
    assert chain(doc, act(doc, "shelled")) == []


def test_the_speaker_does_not_vouch_for_his_own_speaking(annotate: Read) -> None:
    doc = annotate("Chad accused Libya of arming the rebels.")
    assert chain(doc, act(doc, "accused", "ACCUSE", "TCD")) == []
    assert chain(doc, act(doc, "arming", "AID", "LBY")) == ["Chad"]


def test_the_noun_of_a_verbal_act_is_the_act(annotate: Read) -> None:
    doc = annotate("Norway expressed gratitude for the rescue of its sailors.")
    assert chain(doc, act(doc, "gratitude", "SUPPORT", "NOR")) == []
    assert chain(doc, act(doc, "rescue", "AID", "XXX")) == ["Norway"]


def test_the_outermost_stands_first(annotate: Read) -> None:
    doc = annotate("According to the daily, the governor said that rebels had shelled the town.")
    found = chain(doc, act(doc, "shelled"))
    assert [v.split()[-1] for v in found] == ["daily", "governor"]


def test_a_statement_inside_another_has_its_speaker_as_voucher(annotate: Read) -> None:
    doc = annotate("The envoy said that the governor had announced that the port would close.")
    statements = read_statements(doc)
    found = {
        s.speaker.text: [v.text for v in s.via] for s in vouch(doc, statements, statements) if s.kind == "statement"
    }
    assert found == {"The envoy": [], "the governor": ["The envoy"]}


def test_a_hedge_stands_as_written(annotate: Read) -> None:
    doc = annotate("The militia has reportedly shelled the town.")
    (only,) = vouch(doc, [act(doc, "shelled")], read_statements(doc))
    assert [(v.text, v.actor) for v in only.via] == [("reportedly", None)]


def test_estimates_vouch_for_their_numbers(annotate: Read) -> None:
    doc = annotate("Some estimates put the number of dead at four hundred.")
    assert chain(doc, act(doc, "dead")) == ["Some estimates"]


def test_what_an_office_praises_is_its_own_knowledge(annotate: Read) -> None:
    doc = annotate("The President of Chile praised the evacuation of the village. He said that rebels had shelled it.")
    assert chain(doc, act(doc, "evacuation", "AID"), home="CHL") == []
    assert chain(doc, act(doc, "evacuation", "AID")) == ["The President of Chile"]
    assert chain(doc, act(doc, "shelled"), home="CHL") == ["He"]
