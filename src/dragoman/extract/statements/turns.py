"""Texts that are somebody's words from end to end: transcripts with ``Name:`` turns, statements in the first person."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from dragoman.extract.statements.rules import speech_rules
from dragoman.model import AnnotatedDocument

_SPACE = "[ \\t\u00a0]"
_NAME_WORD = r"(?:[A-Z][\w.’'-]*|of|the|and|for|de|bin|al|el)"
_TURN = re.compile(
    rf"(?:^|(?<=[\n.!?…>)\"”*])){_SPACE}*(?:\*+{_SPACE}*)?"
    rf"(?P<name>{_NAME_WORD}(?:,?{_SPACE}+{_NAME_WORD})*):[ \t\u00a0\n]+(?=[A-Z“\"‘(<…\[\\])",
)
_QUESTION = re.compile(r"^(?P<name>Q)[ \t\u00a0]{2,}(?=\S)", re.MULTILINE)
_BY = re.compile(
    r"^(?:joint\s+)?(?:press\s+|media\s+|video\s+|new year\s+|opening\s+|closing\s+)?"
    r"(?:statement|remarks|message|address|speech|letter|comments?|greetings?|op-?ed)\s+(?:by|from|of)\s+(?:the\s+)?(?P<name>.+?)"
    r"(?=\s+(?:on|at|to|regarding|in|following|after|about|during|for|with|before|ahead|concerning)\b|\s*[,–—:|(]|$)",
    re.IGNORECASE,
)
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us"})
_LEAST_SHARE = 0.4
_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Turn:
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


def find_turns(doc: AnnotatedDocument) -> list[Turn]:
    """The turns of a transcript, or the paragraphs of a first-person statement; none for other texts.

    Args:
        doc: The annotated document.
    """
    return _transcript(doc) or _first_person(doc)


def _transcript(doc: AnnotatedDocument) -> list[Turn]:
    text = doc.document.text
    found = []
    marks = sorted([*_TURN.finditer(text), *_QUESTION.finditer(text)], key=lambda m: m.start("name"))
    for m in marks:
        name = m.group("name")
        words = name.split()
        if (
            len(words) > _LONGEST_NAME
            or words[0].lower() in speech_rules().words("not-speakers")
            or words[0] in {"of", "the", "and", "for"}
            or not words[-1][0].isupper()
        ):
            continue
        found.append((m.start("name"), m.end("name"), m.end()))
    names = [text[s:e] for s, e, _ in found]
    people = {n.split()[-1].lower() for n in names}
    repeated = len(names) > len(people)
    if (
        len(found) < 2
        or not (repeated or len(people) >= 2)
        or (len(found) < 0.2 * len(doc.sentences) and len(found) < 3)
    ):
        return []
    turns = []
    for k, (start, end, begin) in enumerate(found):
        stop = found[k + 1][0] if k + 1 < len(found) else len(text)
        first = next((t.i for t in doc.tokens if t.start >= begin), None)
        last = next((t.i for t in reversed(doc.tokens) if t.end <= stop), None)
        if first is None or last is None or last < first:
            continue
        turns.append(Turn("transcript-turn", start, start + _name_length(text[start:end]), ((first, last + 1),)))
    return turns


def _name_length(name: str) -> int:
    """Length of a speaker's name, without what a page repeats after it ("Emomali Rahmon Rahmon Emomali…")."""
    words = list(re.finditer(r"\S+", name))
    for one, other in itertools.pairwise(words):
        if one.group() == other.group():
            return one.end()
    return len(name)


def _first_person(doc: AnnotatedDocument) -> list[Turn]:
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
    return [Turn("first-person-text", start, head.start + match.end("name"), ((p[0], p[1]),)) for p in body]
