"""HTML pages: the article's own words, and what the page says about itself.

The document's text is what trafilatura takes for the article, one paragraph a line with a blank line between; the
offsets of records count in this text, which the archive keeps. What it lets through of captions and chat lines is
left to the same classifier of lines as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.ingest.limits import MAX_PAGE_DEPTH, MAX_PAGE_TAGS
from dragoman.ingest.refusal import RefusedInputError

_TAG = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9:-]*)(?=[\s/>])[^<>]*>")
_CLOSES = {
    "<!--": re.compile("-->"),
    "script": re.compile(r"</script\b", re.IGNORECASE),
    "style": re.compile(r"</style\b", re.IGNORECASE),
}
_UNNESTED = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "rp", "rt",
    "html", "head", "body",
))  # fmt: skip
"""Elements that are void, or closed by the next of their kind: they never add to the depth."""
_BLANK_LINES = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Page:
    """What one page gives.

    Attributes:
        text: The article's text.
        title: Its headline.
        publisher: Name of the site.
        published: Date of publication as the page's metadata give it.
        url: Its canonical address.
    """

    text: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


def read_page(html: str) -> Page:
    """The article of a page and its metadata.

    Dates are taken from the page's metadata and its address only, never guessed from figures in its text.

    Args:
        html: The page as decoded text.

    Returns:
        The text and what is known about it.

    Raises:
        RefusedInputError: If the page has far more tags than any article, or no text.
    """
    from trafilatura import bare_extraction, html2txt  # late: it takes half a second to load
    from trafilatura.settings import Document

    level = _levelled(html.replace("\0", ""))
    found = bare_extraction(
        level,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = (found.text if isinstance(found, Document) else None) or html2txt(level)
    text = _BLANK_LINES.sub("\n\n", (text or "").strip())
    if not text:
        raise RefusedInputError(
            "no-text", "is a page without an article's text: save the article itself, or give its text."
        )
    if not isinstance(found, Document):
        return Page(text, None, None, None, None)
    return Page(text, found.title or None, found.sitename or None, found.date or None, found.url or None)


def _levelled(html: str) -> str:
    """The page with elements nested beyond `MAX_PAGE_DEPTH` dissolved into the one they stand in.

    The HTML parser drops what lies deeper than about 250 elements without a word, so a page of unclosed tags
    would lose its end; and a page of endless nesting is an attack. One pass, without building a tree.
    """
    depth, tags, at, dropped = 0, 0, 0, False
    kept: list[str] = []
    for match in _tags(html):
        tags += 1
        closing, name = bool(match.group(1)), match.group(2).lower()
        nests = name not in _UNNESTED and not match.group(0).endswith("/>")
        deep = nests and (depth > MAX_PAGE_DEPTH if closing else depth >= MAX_PAGE_DEPTH)
        if nests:
            depth = max(0, depth - 1) if closing else depth + 1
        if deep or _overladen(match.group(0)):
            dropped = True
            kept.append(html[at : match.start()])
            at = match.end()
    if tags > MAX_PAGE_TAGS:
        raise RefusedInputError(
            "page-too-large",
            f"is a page of {tags:,} tags, where {MAX_PAGE_TAGS:,} are the limit: give the article's text itself.",
        )
    return "".join([*kept, html[at:]]) if dropped else html


def _overladen(tag: str) -> bool:
    """Whether a tag has so many attributes that the parser, quadratic in them, would not end today."""
    return len(tag) > 2000 and (tag.count("=") > 100 or len(tag.split()) > 400)


def _tags(html: str) -> Iterator[re.Match[str]]:
    """The tags of a page in order, those written in scripts, styles and comments left out."""
    at = 0
    while match := _TAG.search(html, at):
        at = match.end()
        opened = "<!--" if match.group(2) is None else "" if match.group(1) else match.group(2).lower()
        if match.group(2) is not None:
            yield match
        if opened in _CLOSES:
            end = _CLOSES[opened].search(html, at)
            if end is None:
                return  # never closed: nothing but script, style or comment follows
            at = end.start()
