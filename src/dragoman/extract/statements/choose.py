"""Which candidates are kept: one a cue, the outermost of nested ones, none overlapping a better one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.extract.statements.candidates import Candidate
from dragoman.extract.statements.lexicon import SpeechWord

_OVERLAP = 0.3


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its cue word and its probability.

    Attributes:
        candidate: The candidate.
        word: Its cue word, if the table has it.
        level: How the table lists the word with this construction (``usual``, ``also`` or "").
        probability: What the weights say, 0 to 1.
    """

    candidate: Candidate
    word: SpeechWord | None
    level: str
    probability: float


def choose(scored: Sequence[Scored]) -> list[Scored]:
    """The candidates kept, best first decided, given back in order of their cues.

    Args:
        scored: Candidates above the reader's threshold.

    Returns:
        The ones kept.
    """
    ranked = sorted(scored, key=lambda s: (-s.probability, s.candidate.cue, s.candidate.frame))
    ranked = [s for s in ranked if not _is_nested(s, ranked)]
    kept: list[Scored] = []
    cues: set[int] = set()
    for s in ranked:
        content = s.candidate.content
        if s.candidate.cue in cues:
            continue
        if any(len(content & k.candidate.content) > _OVERLAP * min(len(content), len(k.candidate.content)) for k in kept):
            continue
        kept.append(s)
        cues.add(s.candidate.cue)
    return sorted(kept, key=lambda s: s.candidate.cue)


def _is_nested(one: Scored, ranked: Sequence[Scored]) -> bool:
    """Whether a candidate's cue is itself part of what somebody else says."""
    cue = one.candidate.cue
    return any(
        cue in other.candidate.content and other.candidate.cue != cue and other.candidate.cue not in one.candidate.content
        for other in ranked
    )
