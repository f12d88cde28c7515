from __future__ import annotations

from itertools import pairwise

import pytest

from dragoman.annotate.paragraphs import find_paragraphs, readable_text
from dragoman.model import Cut, Document


def paragraphs(text: str, *cuts: tuple[int, int]) -> list[str]:
    document = Document("d", text, cuts=tuple(Cut(s, e, "caption") for s, e in cuts))
    return [text[s:e] for s, e in find_paragraphs(document)]


WRAPPED = (
    "The two ministers met in the capital on Tuesday to discuss the water\n"
    "treaty that both of their governments had signed nine years before. They\n"
    "agreed to meet again."
)


def test_text_wrapped_by_hand_is_one_paragraph() -> None:
    assert paragraphs(WRAPPED) == [WRAPPED]
    assert paragraphs(f"{WRAPPED}\n\n{WRAPPED}") == [WRAPPED, WRAPPED]


def test_a_sentence_that_ends_at_a_full_line_does_not_end_its_paragraph() -> None:
    text = (
        "The two ministers met in the capital on Tuesday about a treaty of 2013.\n"
        "They agreed to meet again in the spring, when the snow is gone from all\n"
        "passes."
    )
    assert paragraphs(text) == [text]


def test_one_item_a_line_stays_apart() -> None:
    items = [
        "Chad and Niger sign a treaty on the use of the lake that lies between them, after eleven rounds of talks at"
        " the United Nations office in Geneva.",
        "The parliament of Peru rejects the budget of the new government by a single vote, two days before it would"
        " have come into force.",
    ]
    assert min(map(len, items)) > 100
    assert paragraphs("\n".join(items)) == items


def test_short_items_stay_apart() -> None:
    assert paragraphs("Chad signs a treaty.\nPeru rejects a budget.\nFiji opens a port.") == [
        "Chad signs a treaty.", "Peru rejects a budget.", "Fiji opens a port.",
    ]  # fmt: skip


def test_a_title_is_a_paragraph_of_its_own() -> None:
    assert paragraphs(f"Ministers meet\n{WRAPPED}") == ["Ministers meet", WRAPPED]
    assert paragraphs("Ministers Meet\n\nThey spoke for an hour.") == ["Ministers Meet", "They spoke for an hour."]


def test_a_line_that_goes_on_in_lower_case_is_no_end() -> None:
    long = "The parliament of Peru rejected the budget, and the minister who had written it left the room, saying that"
    assert len(long) > 100
    assert paragraphs(f"{long}\nit would come back.") == [f"{long}\nit would come back."]
    assert paragraphs(f"{long}.\nIt would come back.") == [f"{long}.", "It would come back."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_every_kind_of_line_end(end: str) -> None:
    first, second = "Chad signs a treaty.", "Peru rejects a budget."
    assert paragraphs(f"{first}{end}{second}") == [first, second]
    assert paragraphs(f"{first}{end}{end}{second}{end}") == [first, second]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_wrapped_text_with_other_line_ends(end: str) -> None:
    text = WRAPPED.replace("\n", end)
    assert paragraphs(text) == [text]


def test_blank_lines_of_white_space_part_paragraphs() -> None:
    assert paragraphs(f"{WRAPPED}\n \t\u00a0\n{WRAPPED}") == [WRAPPED, WRAPPED]


def test_white_space_around_a_paragraph_is_left_out() -> None:
    assert paragraphs("\n\n  \u3000Chad left.  \t\n") == ["Chad left."]
    assert paragraphs("") == paragraphs(" \n\r\n ") == []


def test_cuts_are_left_out() -> None:
    text = "Share this\nChad left. Advertisement Peru stayed.\nRead more"
    ad = text.index("Advertisement")
    cuts = ((0, 10), (ad, ad + 13), (text.index("Read more"), len(text)))
    assert paragraphs(text, *cuts) == ["Chad left.", "Peru stayed."]


def test_cuts_that_touch_overlap_or_cover_everything() -> None:
    assert paragraphs("abcdefgh", (0, 3), (3, 5)) == ["fgh"]
    assert paragraphs("abcdefgh", (0, 5), (2, 4)) == ["fgh"]
    assert paragraphs("abcdefgh", (0, 8)) == []


def test_a_cut_between_two_lines_keeps_them_apart() -> None:
    text = WRAPPED.replace("water\n", "water\nPhoto: agency\n")
    at = text.index("Photo")
    first, second = paragraphs(text, (at, at + len("Photo: agency\n")))
    assert first.endswith("water") and second.startswith("treaty")


def test_paragraphs_come_in_order_and_never_overlap() -> None:
    text = f"Title\n{WRAPPED}\n\n  x\r\n\r\n{WRAPPED}\u2028y"
    spans = find_paragraphs(Document("d", text, cuts=(Cut(20, 40, "caption"),)))
    assert all(s < e for s, e in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(e <= 20 or s >= 40 for s, e in spans)


def test_marks_inside_a_line_are_read_across_as_spaces() -> None:
    text = "**Chad** left the [pact](https://a.example).\0 Peru stayed.\n\n**Fiji** left."
    marks = ("**", "**", "[", "](https://a.example)", "\0", "**", "**")
    cuts, at = [], 0
    for mark in marks:
        at = text.index(mark, at)
        cuts.append(Cut(at, at + len(mark), "control-characters" if mark == "\0" else "markup"))
        at += len(mark)
    document = Document("d", text, cuts=tuple(cuts))
    assert [text[s:e] for s, e in find_paragraphs(document)] == [
        "Chad** left the [pact](https://a.example).\0 Peru stayed.", "Fiji** left.",
    ]  # fmt: skip
    read = readable_text(document)
    assert len(read) == len(text)
    assert " ".join(read[8:].split()) == "left the pact . Peru stayed. **Fiji left."


def test_a_mark_that_reaches_into_the_next_line_keeps_lines_apart() -> None:
    document = Document("d", "Chad left.\n---\nPeru stayed.", cuts=(Cut(10, 15, "markup"),))
    assert find_paragraphs(document) == [(0, 10), (15, 27)]
    assert readable_text(document) == document.text
