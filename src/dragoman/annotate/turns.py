"""The turns of a transcript: ``Name:`` or a lone ``Q``, and what is said until the next."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from dragoman.model import Sentence, Token, Turn
from dragoman.tables.words import words_of

_SPACE = "[ \\t\u00a0]"
_NAME_WORD = r"(?:[A-Z][\w.’'-]*|of|the|and|for|de|bin|al|el)"
_LONGEST_NAME = 12
"""Words of the longest name of a speaker, office and all."""
_TURN = re.compile(
    rf"(?:^|(?<=[\n.!?…>)\"”*])){_SPACE}{{0,8}}(?:\*{{1,4}}{_SPACE}{{0,4}})?"
    rf"(?P<name>{_NAME_WORD}(?:,?{_SPACE}{{1,3}}{_NAME_WORD}){{0,{_LONGEST_NAME - 1}}}):"
    r"[ \t\u00a0\n]+(?=[A-Z“\"‘(<…\[\\])",
)
_QUESTION = re.compile(r"^(?P<name>Q)[ \t\u00a0]{2,}(?=\S)", re.MULTILINE)
_LEAST = 2
"""Turns from which a text is a transcript."""
_FEW = 3
_LEAST_SHARE = 0.2
"""Turns for each sentence from which fewer than a few turns make a transcript."""


def find_turns(text: str, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[Turn, ...]:
    """The turns of a transcript, in order; none for other texts.

    Args:
        text: The document's text.
        tokens: Its tokens.
        sentences: Its sentences.
    """
    found = []
    marks = sorted([*_TURN.finditer(text), *_QUESTION.finditer(text)], key=lambda m: m.start("name"))
    for mark in marks:
        if _is_speaker(mark.group("name").split()):
            found.append((mark.start("name"), mark.end("name"), mark.end()))
    names = [text[s:e] for s, e, _ in found]
    people = {n.split()[-1].lower() for n in names}
    repeated = len(names) > len(people)
    few = len(found) < _LEAST_SHARE * len(sentences) and len(found) < _FEW
    if len(found) < _LEAST or not (repeated or len(people) >= _LEAST) or few:
        return ()
    starts, ends = [t.start for t in tokens], [t.end for t in tokens]
    turns = []
    for k, (start, end, begin) in enumerate(found):
        stop = found[k + 1][0] if k + 1 < len(found) else len(text)
        first, last = bisect_left(starts, begin), bisect_right(ends, stop)
        if first < last:
            turns.append(Turn(start, start + _name_length(text[start:end]), first, last))
    return tuple(turns)


def _is_speaker(words: Sequence[str]) -> bool:
    """Whether words before a colon may be a speaker's name, and not a heading."""
    return (
        words[0].lower() not in words_of("no_speaker")
        and words[0] not in {"of", "the", "and", "for"}
        and words[-1][0].isupper()
    )


def _name_length(name: str) -> int:
    """Length of a speaker's name, without what a page repeats after it ("Emomali Rahmon Rahmon Emomali…")."""
    words = list(re.finditer(r"\S+", name))
    for one, other in itertools.pairwise(words):
        if one.group() == other.group():
            return one.end()
    return len(name)
