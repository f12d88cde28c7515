from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.web._documents import Words, all_documents, astral, summit

from dragoman.model import CodedDocument, Cut
from dragoman.web.marks import MAX_LANES, Part, blocks_of, lay_lanes, part_at, parts_of


def shown(coded: CodedDocument, part: Part | None = None) -> tuple[str, dict[int, str]]:
    """The text put together again from the blocks, and the words marked for each record."""
    text = coded.document.text
    spans = lay_lanes(coded.records, len(text))
    blocks = blocks_of(text, spans, coded.document.cuts, part or Part(1, 0, len(text)))
    words: dict[int, str] = {}
    for block in blocks:
        for segment in block.segments:
            assert text[segment.start : segment.end] == segment.text
            for span in segment.spans:
                assert span.start <= segment.start < segment.end <= span.end
                if span.first:
                    words[span.record] = words.get(span.record, "") + segment.text
    return "".join("".join(g.text for g in b.segments) + b.tail for b in blocks), words


@pytest.mark.parametrize("coded", all_documents()[:5], ids=lambda c: c.document.id[:12])
def test_blocks_are_the_text_and_marks_are_the_evidence(coded: CodedDocument) -> None:
    text, words = shown(coded)
    assert text == coded.document.text
    assert words == {i: r.evidence.text for i, r in enumerate(coded.records)}


def test_evidence_across_lines_is_marked_on_both() -> None:
    w = Words("One line ends\r\n  here and the\n\nnext begins. End.", "d")
    event = w.event("AID", "ends\r\n  here and the\n\nnext", (), (), "ends")
    spans = lay_lanes([event], len(w.text))
    blocks = blocks_of(w.text, spans, (), Part(1, 0, len(w.text)))
    assert [[g.text for g in b.segments if g.spans] for b in blocks] == [["ends"], ["here and the"], ["next"]]
    assert [g.opens for b in blocks for g in b.segments if g.spans] == [(0,), (), ()]
    assert [b.gap for b in blocks] == [False, True, False]


def test_shorter_spans_lie_nearer_to_the_text_and_none_meet_in_a_lane() -> None:
    w = Words("a bb ccc dddd eeeee ffffff", "d")
    records = [
        w.event("AID", words, (), (), "a", salt=words) for words in (w.text, "bb ccc dddd", "ccc", "bb", "ffffff")
    ]
    lane = {s.record: s.lane for s in lay_lanes(records, len(w.text))}
    assert lane == {0: 3, 1: 2, 2: 1, 3: 1, 4: 1}


def test_lanes_never_collide_until_they_run_out() -> None:
    rng = random.Random(7)
    w = Words("x" * 400, "d")
    one = w.event("AID", "x", (), (), "x")
    records = []
    for n in range(60):
        start = rng.randrange(390)
        end = start + rng.randrange(1, 10)
        records.append(replace(one, id=str(n), evidence=replace(one.evidence, start=start, end=end)))
    spans = lay_lanes(records, len(w.text))
    assert len(spans) == 60
    for lane in range(1, MAX_LANES):
        row = sorted((s.start, s.end) for s in spans if s.lane == lane)
        assert all(a[1] <= b[0] for a, b in pairwise(row))


def test_spans_out_of_the_text_are_dropped_not_fatal() -> None:
    w = Words("short", "d")
    one = w.event("AID", "short", (), (), "short")
    lost = [replace(one, evidence=replace(one.evidence, start=s, end=e)) for s, e in ((3, 99), (4, 4), (-1, 3))]
    assert lay_lanes(lost, 5) == []


def test_cuts_open_once_and_may_share_a_line_with_marks() -> None:
    w = Words("Photo: a fleet\nsailed. Norland sent aid. Read more", "d")
    aid = w.event("AID", "sailed. Norland sent aid", (), (), "sent")
    cuts = (Cut(0, 21, "caption"), Cut(41, 50, "more-links"))
    blocks = blocks_of(w.text, lay_lanes([aid], 50), cuts, Part(1, 0, 50))
    found = [(g.text, g.cut.reason if g.cut else None, g.cut_opens, bool(g.spans)) for b in blocks for g in b.segments]
    assert found == [
        ("Photo: a fleet", "caption", True, False),
        ("sailed", "caption", False, True),
        (". Norland sent aid", None, False, True),
        (". ", None, False, False),
        ("Read more", "more-links", True, False),
    ]
    assert [b.cut for b in blocks] == [True, False]


def test_a_mention_is_marked_too_but_does_not_open_the_record() -> None:
    coded = summit()
    index = next(i for i, r in enumerate(coded.records) if r.kind == "event" and r.mentions)
    spans = [s for s in lay_lanes(coded.records, coded.document.chars) if s.record == index]
    assert [(coded.document.text[s.start : s.end], s.first) for s in spans] == [
        ("the meeting", False),
        ("Narendra Modi and Vladimir Putin met on Friday for the first time since the war began", True),
    ]


def test_parts_are_the_whole_text_and_break_at_lines() -> None:
    text = "".join(f"line {n}\n" for n in range(500)) + "x" * 900
    parts = parts_of(text, 400)
    assert "".join(text[p.start : p.end] for p in parts) == text
    assert all(p.end - p.start <= 400 for p in parts)
    assert all(text[p.end - 1] == "\n" for p in parts[:8])
    assert [part_at(parts, p.start) for p in parts] == [p.number for p in parts]
    assert parts_of("") == (Part(1, 0, 0),)


def test_a_part_shows_only_its_own_words() -> None:
    coded = astral()
    half = coded.document.text.index("met")
    first, words = shown(coded, Part(1, 0, half))
    second, more = shown(coded, Part(2, half, coded.document.chars))
    assert first + second == coded.document.text
    assert words[0] + more[0] == coded.records[0].evidence.text
