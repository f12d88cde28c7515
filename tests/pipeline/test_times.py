from __future__ import annotations

import pytest

from dragoman.ingest import document_from_text
from dragoman.model import Document, InputError, TimeExpression, When
from dragoman.pipeline.times import TimedDocument, TimeReader, timexes

TEXT = """\
ELMSTRAND, May 5 (HPA) - The council of the port met on Tuesday and will meet again next month, two members said.

Since 2019 it has come together every week for about three hours at its house above the old harbour.

Read more: The fair opens on Saturday
"""


def test_the_form_of_timex_corpora() -> None:
    day = TimeExpression(3, 9, 0, 1, "DATE", "2021-05-04", When("2021-05-04", "2021-05-04", "day", "Friday"))
    loose = TimeExpression(12, 18, 2, 3, "DATE", "", When(None, None, None, "Sunday"))
    assert timexes(TimedDocument(Document("d", "x" * 20), (day, loose))) == {
        "doc_id": "d",
        "timexes": [
            {"start": 3, "end": 9, "type": "DATE", "value": "2021-05-04"},
            {"start": 12, "end": 18, "type": "DATE", "value": None},
        ],
    }


@pytest.fixture(scope="module")
def reader() -> TimeReader:
    return TimeReader()


def values(timed: TimedDocument) -> list[tuple[str, str]]:
    return [(timed.document.text[t.start : t.end], t.value) for t in timed.times]


@pytest.mark.model
def test_times_are_resolved_and_datelines_read(reader: TimeReader) -> None:
    given = document_from_text(TEXT, id="port", published="2021-05-05")
    assert {cut.reason for cut in given.cuts} == {"dateline", "related"}
    found = values(reader.code(given))
    assert found[:3] == [("May 5", "2021-05-05"), ("Tuesday", "2021-05-04"), ("next month", "2021-06")]
    assert ("2019", "2019") in found and "Saturday" not in dict(found)


@pytest.mark.model
def test_a_whole_text_has_the_times_of_its_debris_too(reader: TimeReader) -> None:
    reader.whole_text = True
    found = values(reader.code(document_from_text(TEXT, id="port", published="2021-05-05")))
    reader.whole_text = False
    assert found[-1][0] == "Saturday"


@pytest.mark.model
def test_without_a_date_of_publication_values_stay_open(reader: TimeReader) -> None:
    timed = reader.code(Document("d", "The council met last week. It was founded in 2019."))
    assert [(t["type"], t["value"]) for t in timexes(timed)["timexes"]] == [("DATE", None), ("DATE", "2019")]


@pytest.mark.model
def test_an_impossible_date_is_told(reader: TimeReader) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        reader.code(Document("d", "It rained on Tuesday.", published="yesterday"))
