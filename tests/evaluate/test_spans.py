from __future__ import annotations

from dataclasses import replace

import pytest

from _build import annotated, event
from dragoman.evaluate.spans import misread_spans, spans_of
from dragoman.model import CodedDocument, Cut, Event, Party, Quote, Via

DOC = annotated("Chad/PROPN/nsubj/1 left/VERB/ROOT/1/leave Peru/PROPN/dobj/1")
LEFT = replace(
    event(DOC, 1, "RETREAT", ("TCD",)),
    source=(Party("TCD", "Chad", 0, 4),), target=(Party("PER", "Peru", 10, 14),), via=(Via("Chad", 0, 4),),
    mentions=(Quote(5, 14, "left Peru"),),
)  # fmt: skip


def misread(record: Event, cuts: tuple[Cut, ...] = ()) -> list[str]:
    return misread_spans(CodedDocument(replace(DOC.document, cuts=cuts), (record,)))


def test_every_stretch_is_found_however_deep() -> None:
    assert [path for path, *_ in spans_of(LEFT)] == [
        "source[0]", "target[0]", "trigger", "via[0]", "evidence", "mentions[0]",
    ]  # fmt: skip
    assert misread(LEFT) == []


@pytest.mark.parametrize(
    "broken",
    [
        replace(LEFT, trigger=Quote(5, 9, "left ")),
        replace(LEFT, trigger=Quote(4, 8, "left")),
        replace(LEFT, source=(Party("TCD", "chad", 0, 4),)),
        replace(LEFT, target=(Party("PER", "Peru", 10, 15),)),
        replace(LEFT, mentions=(Quote(5, 9, "left"), Quote(5, 5, ""))),
        replace(LEFT, via=(Via("Peru", -4, 14),)),
        replace(LEFT, evidence=Quote(9, 5, "")),
    ],
    ids=["longer", "beside", "case", "beyond", "empty", "negative", "backwards"],
)
def test_what_does_not_re_read_is_told(broken: Event) -> None:
    (told,) = misread(broken)
    assert told.startswith(f"doc#{LEFT.id} (event) ")


def test_evidence_in_a_cut_is_told() -> None:
    assert misread(LEFT, (Cut(13, 14, "caption"),)) == [
        f"doc#{LEFT.id} (event) evidence: reaches into the caption at 13 to 14"
    ]
    assert misread(LEFT, (Cut(14, 20, "caption"),)) == []
