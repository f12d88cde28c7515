"""Markdown: the front matter's own words about the document, and its marks at the edges of lines.

The text is kept as given. Front matter and the marks of headings, quotations and rules become cuts; marks inside a
sentence (``**``, ``[…](…)``) stay, because a cut there would tear the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from dragoman.model import Cut

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<yaml>.{0,20000}?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_KEY = re.compile(r"^[A-Za-z_][\w -]{0,40}:(?:\s|$)", re.MULTILINE)
_MARKS = re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+)", re.MULTILINE)
_RULES = re.compile(r"^[ \t]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})[ \t]*$", re.MULTILINE)
_FIELDS = (  # title, publisher, date, address: names in order of preference
    ("title", "headline"),
    ("publisher", "outlet", "site", "source"),
    ("date", "published", "publication_date"),
    ("url", "link", "canonical"),
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a Markdown file says about itself before its text.

    Attributes:
        end: Where the text begins, in code points; 0 if there is no front matter.
        title: Headline.
        publisher: Publisher.
        date: Day of publication as written.
        url: Address.
        note: What is wrong with it, or "".
    """

    end: int = 0
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    note: str = ""


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of a Markdown text, if it has any.

    Args:
        text: The whole text.

    Returns:
        Its end and fields; fields that are not single values are passed over.
    """
    match = _FRONT.match(text)
    if match is None or not _KEY.search(match["yaml"] or ""):
        return FrontMatter()
    try:
        # The base loader leaves every value as written: the YAML date 2022-02-30 would otherwise be an exception.
        values = yaml.load(match["yaml"], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        where = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        return FrontMatter(match.end(), note=f"line {where}: the front matter is not valid YAML and was passed over.")
    if not isinstance(values, dict):
        return FrontMatter(match.end())
    lower = {str(k).lower(): v.strip() for k, v in values.items() if isinstance(v, str) and v.strip()}
    title, publisher, date, url = (next((lower[n] for n in names if n in lower), None) for names in _FIELDS)
    return FrontMatter(match.end(), title, publisher, date, url)


def markup_cuts(text: str, start: int) -> list[Cut]:
    """Cuts for the marks at the edges of lines and for rules between paragraphs.

    Args:
        text: The whole text.
        start: Where the text proper begins.

    Returns:
        The cuts in order.
    """
    cuts = [Cut(m.start(), m.end(), "markup", "markdown-rule") for m in _RULES.finditer(text, start)]
    taken = {cut.start for cut in cuts}
    cuts += [
        Cut(m.start(), m.end(), "markup", "markdown-mark")
        for m in _MARKS.finditer(text, start)
        if m.start() not in taken
    ]
    return sorted(cuts, key=lambda cut: cut.start)
