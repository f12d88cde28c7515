"""A statement before its speaker is resolved."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.extract.statements.choose import Scored
from dragoman.extract.statements.turns import Stretch


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as read, its people still words.

    Attributes:
        rule: Id of the rule.
        speaker: Index of the head of the speaker's words, or None.
        cue: Index of the cue, or None.
        content: Indices of the content's words.
        scored: The candidate it was read from, for reported speech.
        turn: The turn it was read from, for transcripts.
        parts: Positions of the quotations it is made of.
        sure: Confidence, 0 to 1.
    """

    rule: str
    speaker: int | None
    cue: int | None
    content: frozenset[int]
    scored: Scored | None = None
    turn: Stretch | None = None
    parts: tuple[int, ...] = ()
    sure: float = 0.9
