"""Markdown: the front matter's own words about the document, and its marks.

The text is kept as given. Front matter becomes a cut, and so do the marks of headings, lists, quotations, rules,
emphasis, links, pictures and notes; sentences are read across the marks that stand inside them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from dragoman.model import Cut

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<yaml>.{0,20000}?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_KEY = re.compile(r"^[A-Za-z_][\w -]{0,40}:(?:\s|$)", re.MULTILINE)
_MARKS = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|(?:>[ \t]?)+|(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S))", re.MULTILINE)
_RULES = re.compile(r"^[ \t]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})[ \t]*$", re.MULTILINE)
_TARGET = r"\((?:[^()\s]|\([^()\s]*\))*(?:[ \t]+\"[^\"\n]*\")?\)"
_WHOLE = re.compile(
    rf"!\[[^\]\n]*\]{_TARGET}"  # a picture with the words for those who cannot see it
    r"|\[\^[^\]\s]{1,20}\]:?"  # a note's number
    r"|^[ \t]{0,3}\[[^\]\n]{1,80}\]:[ \t]+\S+[^\n]*$"  # where a link leads, told apart from it
    r"|</?(?:a|b|br|div|em|i|p|s|small|span|strong|sub|sup|u)\b[^<>\n]{0,300}>"
    r"|\\(?=[!#()*+.>\[\]_`{|}~-])",
    re.MULTILINE | re.IGNORECASE,
)
_LINK = re.compile(rf"(\[)[^\[\]\n]{{1,300}}(\]{_TARGET}|\]\[[^\[\]\n]{{0,80}}\])")
_RUN = re.compile(r"\*{1,3}|_{1,3}|`{1,2}|~~|\n[ \t]*\r?\n")
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
    """Cuts for the marks of the format, at the edges of lines and inside them.

    Args:
        text: The whole text.
        start: Where the text proper begins.

    Returns:
        The cuts in order, not overlapping.
    """
    found = [(m.start(), m.end(), "markdown-rule") for m in _RULES.finditer(text, start)]
    found += [(s, e, "markdown-comment") for s, e in _comments(_without(text, found), start)]
    found += [(m.start(), m.end(), "markdown-mark") for m in _MARKS.finditer(_without(text, found), start)]
    found += [(m.start(), m.end(), "markdown-mark") for m in _WHOLE.finditer(_without(text, found), start)]
    for match in _LINK.finditer(_without(text, found), start):
        found += [(*match.span(1), "markdown-link"), (*match.span(2), "markdown-link")]
    found += [(s, e, "markdown-emphasis") for s, e in _emphasis(_without(text, found), start)]
    return [Cut(s, e, "markup", rule) for s, e, rule in sorted(found)]


def _without(text: str, found: Sequence[tuple[int, int, str]]) -> str:
    """The text with what was found read as spaces, so that nothing is found in it again."""
    pieces, at = [], 0
    for start, end, _ in sorted(found):
        pieces += [text[at:start], re.sub(r"[^\r\n]", " ", text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])


def _comments(text: str, start: int) -> Iterator[tuple[int, int]]:
    while (opens := text.find("<!--", start)) >= 0 and (closes := text.find("-->", opens)) >= 0:
        start = closes + len("-->")
        yield opens, start


def _emphasis(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Runs of ``*``, ``_`` and the like that open before a word and close after one in the same paragraph."""
    opened: deque[re.Match[str]] = deque(maxlen=20)  # more that wait for their ends are no emphasis
    for run in _RUN.finditer(text, start):
        mark = run.group()
        if mark.startswith("\n"):
            opened.clear()
            continue
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        pair = next((i for i in range(len(opened) - 1, -1, -1) if opened[i].group() == mark), None)
        if pair is not None and before.strip() and not after.isalnum():
            yield opened[pair].span()
            yield run.span()
            while len(opened) > pair:
                opened.pop()
        elif after.strip() and not before.isalnum():
            opened.append(run)
