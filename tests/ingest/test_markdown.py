import time

import pytest

from dragoman.ingest.markdown import markup_cuts, read_front_matter

FRONT = """---
title: "After the summit: who is in"
publisher: Orchard Post
date: 2022-02-30
url: https://o.example/a
tags: [a, b]
---
"""


def test_front_matter_is_read_as_written() -> None:
    found = read_front_matter(FRONT + "\n# Heading\n")
    assert found.end == len(FRONT)
    assert (found.title, found.publisher) == ("After the summit: who is in", "Orchard Post")
    assert found.date == "2022-02-30", "an impossible date is for the reader to report"
    assert found.url == "https://o.example/a"


def test_front_matter_with_windows_line_ends() -> None:
    text = FRONT.replace("\n", "\r\n")
    assert read_front_matter(text + "Text").end == len(text)


def test_a_rule_between_paragraphs_is_no_front_matter() -> None:
    for text in ("---\nTalks began.\n---\n", "Talks began.\n---\ntitle: x\n---\n", "---\n", ""):
        assert read_front_matter(text).end == 0


def test_broken_front_matter_is_told_and_passed_over() -> None:
    text = "---\ntitle: [unclosed\ndate: 2022\n---\nText"
    found = read_front_matter(text)
    assert text[found.end :] == "Text"
    assert "not valid YAML" in found.note
    assert found.title is None


def test_a_yaml_bomb_is_harmless() -> None:
    layers = "".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]\n" for i in range(1, 30))
    found = read_front_matter(f"---\nl0: &l0 [x]\n{layers}title: Talks\n---\nText")
    assert found.title == "Talks"


def cut(text: str) -> list[str]:
    return [text[c.start : c.end] for c in markup_cuts(text, 0)]


def left(text: str) -> str:
    """The text without its marks."""
    for mark in reversed(markup_cuts(text, 0)):
        text = text[: mark.start] + text[mark.end :]
    return text


def test_marks_at_the_edges_of_lines_are_cut() -> None:
    text = (
        '# After\n\nIran has joined.\n\n> ## "A club", she says.\n\n* * *\n\n- China\n  2. India\n\n2022. That year.\n'
    )
    assert cut(text) == ["# ", "> ", "* * *", "- ", "  2. "]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Iran** has *joined* the ***club***.", "Iran has joined the club."),
        ("__Iran__ has _joined_, it says.", "Iran has joined, it says."),
        ("“**Yes**,” *said Xi **Wu** here*", "“Yes,” said Xi Wu here"),
        ("Iran **signed\nthe paper** on Friday.", "Iran signed\nthe paper on Friday."),
        ('See [the *paper*](https://a.example/x_y_(z) "Title") here.', "See the paper here."),
        ("See [the paper][1] and [it][].\n\n[1]: https://a.example/1\nNext.", "See the paper and it.\n\n\nNext."),
        ("Iran![a flag](f.png) joined[^1].<br>\n\n[^1]: So it said.", "Iran joined.\n\n So it said."),
        ("Iran <b>has</b> <!-- not\nyet --> joined.", "Iran has  joined."),
        (r"It cost 5 \* 3 \_ dollars.", "It cost 5 * 3 _ dollars."),
    ],
)
def test_marks_inside_lines_are_cut(text: str, words: str) -> None:
    assert left(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "5 * 6 * 7 and 5*6*7 and snake_case_name.",
        "A note* and another*, both below.",
        "An opening ** that never closes.\n\nAnd ** another.",
        "He said [sic] that it (the bloc) [had] no comment.",
        "A -- dash - and -5 degrees.",
        "3 < 4 > 2 <https://a.example>",
    ],
)
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    assert cut(text) == []


@pytest.mark.parametrize("piece", ["*a ", "[a", "<!--", "**", "![](", "_a_ ", "[a](", "<b", "[a]: "])
def test_hostile_marks_take_no_time(piece: str) -> None:
    started = time.perf_counter()
    markup_cuts(piece * 60_000, 0)
    assert time.perf_counter() - started < 2
