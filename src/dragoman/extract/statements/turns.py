"""Texts that are somebody's words from end to end: transcripts with ``Name:`` turns, statements in the first person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.model import AnnotatedDocument

_BY = re.compile(
    r"^(?:joint\s+)?(?:press\s+|media\s+|video\s+|new year\s+|opening\s+|closing\s+)?"
    r"(?:statement|remarks|message|address|speech|letter|comments?|greetings?|op-?ed)\s+(?:by|from|of)\s+(?:the\s+)?(?P<name>.+?)"
    r"(?=\s+(?:on|at|to|regarding|in|following|after|about|during|for|with|before|ahead|concerning)\b|\s*[,–—:|(]|$)",
    re.IGNORECASE,
)
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us"})
_LEAST_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that one speaker says.

    Attributes:
        rule: Id of the rule that found it.
        name_start: First code point of the speaker's words.
        name_end: One past the last.
        spans: What is said, as (first token, one past the last token).
    """

    rule: str
    name_start: int
    name_end: int
    spans: tuple[tuple[int, int], ...]


def find_stretches(doc: AnnotatedDocument) -> list[Stretch]:
    """The turns of a transcript, or the paragraphs of a first-person statement; none for other texts.

    Args:
        doc: The annotated document.
    """
    said = [Stretch("transcript-turn", t.name_start, t.name_end, ((t.first, t.last),)) for t in doc.turns]
    return said or _first_person(doc)


def _first_person(doc: AnnotatedDocument) -> list[Stretch]:
    if not doc.sentences:
        return []
    head = doc.sentences[0]
    line = doc.quote(head.start, head.end)
    match = _BY.match(line)
    if match is None:
        return []
    paragraphs: dict[int, list[int]] = {}
    for s in doc.sentences:
        if s.paragraph == head.paragraph:
            continue
        span = paragraphs.setdefault(s.paragraph, [s.first, s.last])
        span[1] = s.last
    body = [p for p in paragraphs.values() if p[1] - p[0] >= 6]
    mine = [p for p in body if any(doc.tokens[i].text.lower() in _FIRST_PERSON for i in range(*p))]
    if not body or len(mine) < _LEAST_SHARE * len(body):
        return []
    start = head.start + match.start("name")
    return [Stretch("first-person-text", start, head.start + match.end("name"), ((p[0], p[1]),)) for p in body]
