import time
from itertools import pairwise

import pytest

from dragoman.ingest.debris import Debris, find_debris
from dragoman.ingest.markdown import markup_cuts

PROSE = "The foreign ministers of the two countries met in Tashkent on Monday and agreed to withdraw their troops."
MORE = "They will meet again in the spring, a spokesman for the Uzbek ministry said after the talks had ended."


def cut_lines(text: str, **known: str) -> dict[str, str]:
    """Text of each cut with its reason."""
    return {text[cut.start : cut.end]: cut.reason for cut in find_debris(text, **known).cuts}  # type: ignore[arg-type]


def test_a_pasted_news_page() -> None:
    lines = [
        ("Skip to main content", "navigation"),
        ("Delta Journal", "site-name"),
        ("Home | World | Business | Opinion", "navigation"),
        ("World > Central Asia", "section"),
        ("Ministers agree to withdraw troops", None),
        ("A first step, both sides say", None),
        ("By Ana Petrossian and Tom Weller in Tashkent", "byline"),
        ("Published: 3 March 2023 09:15 GMT | Updated 14:05 GMT", "timestamp"),
        ("5 min read", "timestamp"),
        ("Share on Facebook", "share-buttons"),
        ("The ministers shake hands in Tashkent on Monday. (AP Photo/J. Roe)", "caption"),
        ("We use cookies to make this site better. By going on you agree to our policy.", "consent"),
        (PROSE, None),
        ("Advertisement", "advertisement"),
        ("Related: Five things to know about the border", "related"),
        ("\"It is a beginning,\" one of the ministers told reporters as he left the building for the airport.", None),
        ("Read more", "related"),
        ("Minsk recalls its envoy", "link-list"),
        (MORE, None),
        ("Hi! How can we help you?", "chat"),
        ("(Reporting by A. Petrossian; Editing by T. Weller)", "byline"),
        ("Tags: border, talks", "tags"),
        ("Most read", "related"),
        ("Tehran accuses Washington of breaking the deal", "link-list"),
        ("Brussels bans imports from Minsk", "link-list"),
        ("Subscribe to our daily newsletter", "newsletter"),
        ("12 comments", "comments"),
        ("About us · Contact · Privacy policy", "navigation"),
        ("© 2023 Delta Journal Ltd", "copyright"),
    ]  # fmt: skip
    text = "\n\n".join(line for line, _ in lines)
    assert cut_lines(text) == {line: reason for line, reason in lines if reason}
    found = find_debris(text)
    assert (found.title, found.publisher, found.published) == (
        "Ministers agree to withdraw troops", "Delta Journal", "2023-03-03",
    )  # fmt: skip


def test_a_release_wrapped_by_hand_loses_only_its_end_mark() -> None:
    text = """Readout of the Adviser's Call with his Counterpart

The Adviser spoke today with his counterpart in Tashkent about
the withdrawal of troops from the valley. They discussed the exchange of
prisoners, the return of villagers to their
homes, and aid for those whose houses have been
destroyed
in the fighting. They agreed to
share
information on mines and to meet again before the summer begins in order
to review what both sides have done.

The Adviser thanked Uzbekistan for its work as a mediator and stressed
that his country would go on with its support.

\\###
"""
    assert cut_lines(text) == {"\\###": "end-mark"}
    assert find_debris(text).title == "Readout of the Adviser's Call with his Counterpart"


def test_a_list_of_names_or_headings_is_no_debris() -> None:
    names = "Uzbekistan\nKazakhstan\nForeign Ministry, A. Karimov\nDefence Ministry, B. Aliyev"
    text = f"{PROSE}\n\nThe delegations\n\n{names}\n\nBorder conflict"
    assert cut_lines(text) == {}


def test_a_transcript_keeps_its_speakers_and_answers() -> None:
    answers = ["THE MINISTER: Thank you.", "Q  Mr. Minister —", "THE MINISTER: No comment.", "Q  Close?", "Next."]
    text = "\n\n".join([PROSE, *answers, MORE])
    assert cut_lines(text) == {}


def test_words_of_debris_inside_prose_stay() -> None:
    text = "\n\n".join(
        [
            "Share prices in Moscow fell after the ministers left.",
            PROSE,
            "Photographs of the shelling were shared on Telegram, and Facebook said it would remove copies of them.",
            "By Sunday the advertisement had been withdrawn; comments by the minister angered Delhi, his aides said.",
            "Subscribe to that view and you subscribe to war, the president told the newsletter of his own party.",
            MORE,
        ]
    )
    assert cut_lines(text) == {}


def test_a_first_line_that_could_be_a_byline_is_the_headline() -> None:
    assert find_debris(f"By Land and Sea\n\n{PROSE}\n\n{MORE}").title == "By Land and Sea"


def test_a_dateline_is_cut_before_its_sentence_and_read() -> None:
    text = f"TASHKENT, Uzbekistan (AP) — {PROSE}\n\nNATO — {MORE}"
    found = find_debris(text)
    assert [(text[c.start : c.end], c.reason) for c in found.cuts] == [("TASHKENT, Uzbekistan (AP) — ", "dateline")]
    assert found.publisher == "AP"


def test_a_publisher_line_goes_before_an_agency_and_a_copyright() -> None:
    text = f"Coast Tribune\nMinisters agree\n\nTASHKENT (AP) — {PROSE}\n\n© 2023 Delta Media Ltd"
    assert find_debris(text).publisher == "Coast Tribune"
    assert find_debris(text.removeprefix("Coast Tribune\n")).publisher == "AP"
    assert find_debris(f"Ministers agree\n\n{PROSE}\n\n© 2023 Delta Media Ltd").publisher == "Delta Media"


def test_the_known_publishers_own_line_is_cut_at_both_ends() -> None:
    text = f"Nordlys\nMinisters agree\n\n{PROSE}\n\nNordlys"
    assert find_debris(text).cuts == ()
    assert [c.reason for c in find_debris(text, publisher="Nordlys").cuts] == ["site-name", "site-name"]


def test_only_a_headline_and_a_name_do_not_make_the_name_a_publisher() -> None:
    found = find_debris(f"Nuclear Posture Review\n\n{PROSE}")
    assert (found.title, found.publisher, found.cuts) == ("Nuclear Posture Review", None, ())


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        (["Updated: 5 March 2023", "Published: 3 March 2023"], "2023-03-03"),
        (["4 March 2023", "Updated: 5 March 2023"], "2023-03-04"),
        (["Updated: 5 March 2023"], "2023-03-05"),
        (["By Ana Petrossian | Tashkent | March 4, 2023 22:41 IST"], "2023-03-04"),
        (["Updated 14:05 GMT"], None),
    ],
)
def test_the_likeliest_date_is_that_of_publication(lines: list[str], published: str | None) -> None:
    text = "\n".join(["Ministers agree", *lines, "", PROSE])
    assert find_debris(text).published == published


def test_dates_in_prose_and_headings_are_not_that_of_publication() -> None:
    text = f"Ministers agree\n\n{PROSE}\n\n4 March 2023\n\n{MORE} They first met on 3 March 2023.\n\n5 March 2023"
    found = find_debris(text)
    assert (found.published, found.cuts) == (None, ())


def test_a_caption_above_its_credit() -> None:
    text = f"Ministers agree\n\n{PROSE}\n\nSoldiers leave the valley on Sunday.\nJ. Roe/AFP via Getty Images\n\n{MORE}"
    assert cut_lines(text) == {
        "Soldiers leave the valley on Sunday.": "caption",
        "J. Roe/AFP via Getty Images": "caption",
    }


def test_the_head_of_every_page_of_a_paper() -> None:
    page = "{}\n\nDelta Institute Policy Brief\n\n" + PROSE + "\n\n"
    text = "".join(page.format(n) for n in range(1, 5))
    assert list(cut_lines(text).values()) == ["page-number", "repeated-line"] + ["page-number"] * 3
    apart = "".join("Border conflict\n\n" + PROSE + "\n\n" for _ in range(4))
    assert cut_lines(apart) == {}, "headings that come again are not heads of pages"


def test_text_without_prose_keeps_all_that_is_not_debris_anywhere() -> None:
    assert cut_lines("Iran joins bloc\n16 September 2022\nHome") == {}
    assert cut_lines("Advertisement") == {"Advertisement": "advertisement"}


def test_nuls_are_cut_and_offsets_stay() -> None:
    text = f"{PROSE}\n\nThe\0 end of the talks\0\0 was near."
    assert [(c.start, c.end, c.reason) for c in find_debris(text).cuts] == [
        (len(PROSE) + 5, len(PROSE) + 6, "control-characters"),
        (text.index("\0\0"), text.index("\0\0") + 2, "control-characters"),
    ]


def test_cuts_are_in_order_and_do_not_overlap() -> None:
    text = f"Home\n\nAdver\0tisement\n\nMinisters agree\n\nTASHKENT (AP) — {PROSE}\0\n\n<!-- x --> \0\n\nRelated\n"
    cuts = find_debris(text).cuts
    assert all(a.start < a.end <= b.start for a, b in pairwise(cuts))
    assert all(0 <= c.start < c.end <= len(text) for c in cuts)


@pytest.mark.parametrize("text", ["", "\n\n", "x", "\0", "\u200f", "=", "a\n" * 3])
def test_the_smallest_texts(text: str) -> None:
    assert isinstance(find_debris(text), Debris)


def test_a_long_text_takes_a_moment() -> None:
    text = f"{PROSE}\n\nIran\n\n" * 8000  # about a million characters, 16,000 short lines
    began = time.perf_counter()
    assert find_debris(text).cuts == ()
    assert time.perf_counter() - began < 6


def test_marks_of_direction_are_cut_at_the_edges_of_words_only() -> None:
    text = f"\u200fChad\u200f left \u2067Peru\u2069, co\u200eop, \ufeffsoon.\n\n{PROSE}"
    cuts = [c for c in find_debris(text).cuts if c.rule == "direction-mark"]
    assert [c.start for c in cuts] == [0, 5, 12, 17, text.index("\ufeff")]
    assert all(c.is_mark for c in cuts)


def test_marks_of_the_format_do_not_hide_what_a_line_is() -> None:
    text = f"**Talks in *Elmstrand* begin**\n\n*By Jane Doe*\n\n{PROSE}\n"
    found = find_debris(text, marked=markup_cuts(text, 0))
    assert found.title == "Talks in Elmstrand begin"
    assert "byline" in {c.reason for c in found.cuts}


def test_a_word_in_capitals_above_the_headline_is_not_the_title() -> None:
    assert find_debris(f"NOTICE\n\nMinisters agree to withdraw all troops\n\n{PROSE}\n").title == (
        "Ministers agree to withdraw all troops"
    )
    assert find_debris(f"PEACE AT LAST\n\n{PROSE}\n").title == "PEACE AT LAST"
    assert find_debris(f"PEACE AT LAST\n\nA new hope\n\n{PROSE}\n").title == "PEACE AT LAST"
