import time

import pytest

from dragoman.ingest.pages import read_page
from dragoman.ingest.refusal import RefusedInputError

PARAGRAPH = "The two governments said on Monday that talks on the border would go on in the capital next week."
HEAD = """<head><meta charset="utf-8"><title>Talks go on | Delta Journal</title>
<link rel="canonical" href="https://delta.example/talks">
<meta property="og:site_name" content="Delta Journal"><meta property="og:title" content="Talks go on">
<meta property="article:published_time" content="2023-03-02T09:00:00Z"></head>"""


def page(body: str) -> str:
    return f"<!DOCTYPE html><html>{HEAD}<body>{body}</body></html>"


def test_the_article_and_what_the_page_says_of_itself() -> None:
    nav = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>"
    told = [PARAGRAPH.replace("Monday", day) for day in ("Monday", "Tuesday", "Friday")]
    article = "<article><h1>Talks go on</h1>" + "".join(f"<p>{p}</p>" for p in told) + "</article>"
    found = read_page(page(nav + article + "<footer>About us</footer>"))
    assert found.text.split("\n\n") == ["Talks go on", *told]
    assert (found.title, found.publisher, found.published) == ("Talks go on", "Delta Journal", "2023-03-02")
    assert found.url == "https://delta.example/talks"


def test_no_date_is_guessed_from_figures_in_the_text() -> None:
    body = (
        "<article>" + f"<p>{PARAGRAPH}</p>" * 4 + "<p>The treaty of 4 May 1999 stays in force, they said.</p></article>"
    )
    found = read_page(f"<html><head><title>Talks</title></head><body>{body}<footer>© 2017 Delta</footer></body></html>")
    assert found.published is None


def test_scripts_are_no_text() -> None:
    found = read_page(page(f"<script>var x = '{PARAGRAPH}';</script><p>{PARAGRAPH}</p><p>It ended.</p>"))
    assert found.text.count("two governments") == 1


@pytest.mark.parametrize("tag", ["div", "span", "font", "blockquote", "b"])
def test_text_nested_deeper_than_the_parser_goes_is_kept(tag: str) -> None:
    found = read_page(
        page(f"<{tag}>" * 400 + f"<p>{PARAGRAPH}</p>" + f"</{tag}>" * 400 + "<p>And then they rested.</p>")
    )
    assert "two governments" in found.text
    assert "rested" in found.text


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 200_000 + PARAGRAPH + "</div>" * 200_000,
        "<div>" * 90_000 + f"<p>{PARAGRAPH}</p>",
        "<table><tr><td>" * 20_000 + PARAGRAPH,
        "<script>" * 200_000,
        "<!--" * 400_000,
        "<" * 2_000_000,
        "<p " + " ".join(f'a{i}="x"' for i in range(100_000)) + f">{PARAGRAPH}</p>",
    ],
    ids=["nested", "unclosed", "tables", "scripts", "comments", "brackets", "attributes"],
)
def test_bombs_end_soon(bomb: str) -> None:
    began = time.perf_counter()
    try:
        read_page(page(bomb))
    except RefusedInputError as refusal:
        assert refusal.code in {"page-too-large", "no-text"}
    assert time.perf_counter() - began < 5


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(RefusedInputError, match="without an article"):
        read_page(page("<img src='a.png'>"))
