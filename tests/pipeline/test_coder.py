"""End to end on the bundled samples: what must hold of every record, whatever the model thinks."""

from __future__ import annotations

import csv
from importlib.resources import as_file, files

import pytest

from dragoman.evaluate.spans import misread_spans, spans_of
from dragoman.ingest import document_from_text, read_documents
from dragoman.model import KINDS, CodedDocument, Cut, Document, Quote
from dragoman.model.interchange import json_lines, record_from_dict, record_to_dict, why_to_dict
from dragoman.pipeline.coder import Coder
from dragoman.tables import ontology, packaged_actors

pytestmark = pytest.mark.model

INDEX = list(csv.DictReader(files("dragoman.samples").joinpath("index.csv").open(encoding="utf-8")))
STATUSES = {"actual", "planned", "possible", "negated", "historical"}


def sample(name: str) -> Document:
    with as_file(files("dragoman.samples").joinpath(name)) as path:
        (found,) = read_documents([str(path)])
    assert isinstance(found, Document)
    return found


@pytest.fixture(scope="module")
def samples(real_coder: Coder) -> list[CodedDocument]:
    """Every sample, coded once."""
    return [real_coder.code(sample(row["file"])) for row in INDEX]


NAMES = [row["file"] for row in INDEX]


@pytest.fixture(params=range(len(INDEX)), ids=NAMES)
def coded(request: pytest.FixtureRequest, samples: list[CodedDocument]) -> CodedDocument:
    """Each of them in turn."""
    return samples[request.param]


def test_every_stretch_of_every_record_re_reads_from_its_text(coded: CodedDocument) -> None:
    assert misread_spans(coded) == []
    stretches = [path for record in coded.records for path, *_ in spans_of(record)]
    assert {"evidence", "trigger"} <= set(stretches)
    assert any(path.startswith("source[") for path in stretches)


def test_no_stretch_of_any_record_touches_a_cut_with_words_in_it(coded: CodedDocument) -> None:
    touching = [
        (record.kind, path, words)
        for record in coded.records
        for path, start, end, words in spans_of(record)
        for cut in coded.document.cuts
        if not cut.is_mark and start < cut.end and cut.start < end
    ]
    assert touching == []


def test_documents_stay_what_they_were(samples: list[CodedDocument], real_coder: Coder) -> None:
    assert [coded.document for coded in samples] == [sample(name) for name in NAMES]
    assert {coded.model for coded in samples} == {f"{real_coder.model.name}, {real_coder.quiet.name}"}


def test_records_come_in_order_of_their_evidence(coded: CodedDocument) -> None:
    starts = [record.evidence.start for record in coded.records]
    assert starts == sorted(starts) and starts


def test_ids_are_unique_and_records_belong_to_the_document(coded: CodedDocument) -> None:
    ids = [record.id for record in coded.records]
    assert sorted(set(ids)) == sorted(ids)
    assert {record.doc for record in coded.records} == {coded.document.id}


def test_fields_have_values_that_exist(coded: CodedDocument) -> None:
    table, actors = ontology(), packaged_actors()
    for record in coded.records:
        assert record.kind in KINDS and record.status in STATUSES and 0.0 <= record.confidence <= 1.0
        assert record.why.rule
        parties = [p for side in ("source", "target", "member") for p in getattr(record, side, ())]
        for party in [*parties, *([record.org] if record.kind == "membership" else [])]:
            assert party.actor is None or actors.kind_of(party.actor), party
        if record.kind == "event":
            assert record.source or record.target
            assert record.quad == table.types[record.type].quad
            assert record.mode is None or (record.type, record.mode) in table.mode_glosses
            assert record.evidence.start <= record.trigger.start and record.trigger.end <= record.evidence.end


def test_times_are_dates_and_never_told_without_words(coded: CodedDocument) -> None:
    for record in coded.records:
        when = record.period if record.kind == "measure" else getattr(record, "date", None)
        if when is not None and (when.start or when.end):
            assert when.text and when.text in coded.document.text
            assert when.precision in {"day", "week", "month", "year", "range"}
            assert all(d is None or len(d.split("-")) == 3 for d in (when.start, when.end))
            assert not (when.start and when.end) or when.start <= when.end


def test_evidence_stays_within_a_sentence_or_quotation(coded: CodedDocument) -> None:
    for record in coded.records:
        if record.kind in {"event", "tie"}:
            assert "\n\n" not in record.evidence.text


def test_records_survive_the_interchange_form(coded: CodedDocument) -> None:
    for record in coded.records:
        assert record_from_dict(record_to_dict(record), why_to_dict(record.why)) == record


def test_the_same_document_gives_the_same_bytes(real_coder: Coder, samples: list[CodedDocument]) -> None:
    for coded in samples[:4]:
        again = real_coder.code(coded.document)
        assert again == coded
        assert list(json_lines(again)) == list(json_lines(coded))


def test_a_coder_loaded_anew_gives_the_same_bytes(samples: list[CodedDocument]) -> None:
    fresh = Coder().code(samples[0].document)
    assert list(json_lines(fresh)) == list(json_lines(samples[0]))


def test_what_was_coded_before_leaves_no_trace(real_coder: Coder, samples: list[CodedDocument]) -> None:
    real_coder.code(
        Document("x", "The president of Chad met the king of Fiji. He thanked him.", published="1999-01-01")
    )
    assert real_coder.code(samples[1].document) == samples[1]


def test_the_samples_hold_most_kinds(samples: list[CodedDocument]) -> None:
    found = {record.kind for coded in samples for record in coded.records}
    assert {"event", "statement", "membership", "tie"} <= found


def code(coder: Coder, text: str, **known: str) -> CodedDocument:
    coded = coder.code(Document("d", text, published="2022-09-16", **known))  # type: ignore[arg-type]
    assert misread_spans(coded) == []
    return coded


@pytest.mark.parametrize("text", ["", " \n\t\r\n ", ".", "\x00", "—", "🏔", "\u202e", "12.4 %"])
def test_next_to_nothing_gives_no_record(real_coder: Coder, text: str) -> None:
    assert code(real_coder, text).records == ()


def test_everything_cut_gives_no_record(real_coder: Coder) -> None:
    text = "Russia invaded Ukraine."
    assert code(real_coder, text).records, "this text has something to tell"
    assert real_coder.code(Document("d", text, cuts=(Cut(0, len(text), "share-buttons"),))).records == ()


def test_text_of_only_debris_gives_no_record(real_coder: Coder) -> None:
    text = "Share this article\nFacebook\nTwitter\nWhatsApp\n\nRead more\nSubscribe to our newsletter\n"
    document = document_from_text(text, id="debris")
    assert document.cuts
    assert real_coder.code(document).records == ()


@pytest.mark.parametrize(
    "text",
    [
        "Президент России Владимир Путин встретился с председателем КНР Си Цзиньпином в Самарканде.",
        "中国国家主席习近平在撒马尔罕会见俄罗斯总统普京。",
        "التقى الرئيس الروسي فلاديمير بوتين نظيره الصيني شي جين بينغ في سمرقند.",
        "रूस के राष्ट्रपति व्लादिमीर पुतिन ने समरकंद में चीन के राष्ट्रपति शी जिनपिंग से मुलाकात की।",
    ],
    ids=["cyrillic", "han", "arabic", "devanagari"],
)
def test_text_in_another_script_breaks_nothing(real_coder: Coder, text: str) -> None:
    mixed = code(real_coder, f"{text}\n\nChina and Russia held talks in Samarkand on Thursday.\n\n{text}")
    told = [r for r in mixed.records if r.kind == "event" and "held talks" in r.trigger.text]
    assert told and {p.actor for p in told[0].source} == {"CHN", "RUS"}
    code(real_coder, text)


def test_offsets_hold_among_odd_characters(real_coder: Coder) -> None:
    text = (
        "🏔🏔\u200f Kazakhstan\u00a0sent 𝐭𝐞𝐧𝐭𝐬 to Ukraine.\r\n\r\n“Cafe\u0301s are\u2028closed,” said\x00 Putin on"
        " \u202bMonday\u202c. U.S.-Russia talks in 🇰🇿 Astana ended.\ufeff Delhi has strong ties with Moscow."
    )
    coded = code(real_coder, text)
    assert any(r.kind == "event" for r in coded.records)


def test_moving_a_text_moves_its_records(real_coder: Coder) -> None:
    """What stands before it, cut away, changes no offset but by its own length."""
    text = "Russia invaded Ukraine in February. The White House condemned the invasion on Monday."
    debris = "🏔 Share this page on all your networks\n\n"
    plain = code(real_coder, text)
    moved = real_coder.code(
        Document("d", debris + text, published="2022-09-16", cuts=(Cut(0, len(debris), "share-buttons"),))
    )
    assert plain.records
    shift = len(debris)

    def places(coded: CodedDocument, by: int) -> list[tuple[str, Quote]]:
        return [
            (r.kind, Quote(r.evidence.start - by, r.evidence.end - by, r.evidence.text)) for r in coded.records
        ]  # fmt: skip

    assert places(moved, shift) == places(plain, 0)
    assert misread_spans(moved) == []


def test_progress_is_told_in_order(real_coder: Coder) -> None:
    told: list[str] = []
    real_coder.code(Document("d", "Chad left."), told.append)
    assert told[:3] == ["annotate", "resolve", "extract"]
