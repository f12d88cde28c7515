"""Which candidates are kept: one a cue, the outermost of nested ones, none overlapping a better one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.extract.statements.candidates import Candidate
from dragoman.extract.statements.lexicon import SpeechWord
from dragoman.model import AnnotatedDocument

_OVERLAP = 0.3
_PLAIN = 0.2
"""The weights were learned where only outermost words count, so what stands inside gets little."""
_FIRST_AND_SECOND = frozenset({"i", "we", "you", "it", "that", "which", "this", "what", "who"})


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

    What stands inside other people's words is left to `choose_inner`.

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
        if any(
            len(content & k.candidate.content) > _OVERLAP * min(len(content), len(k.candidate.content)) for k in kept
        ):
            continue
        kept.append(s)
        cues.add(s.candidate.cue)
    return sorted(kept, key=lambda s: s.candidate.cue)


def choose_inner(doc: AnnotatedDocument, scored: Sequence[Scored], outer: frozenset[int]) -> list[Scored]:
    """Plain acts of saying inside other people's words ("X said that Y had told her …"), of somebody named.

    Args:
        doc: The annotated document.
        scored: Candidates above the reader's threshold.
        outer: Indices of all words said by somebody.

    Returns:
        The ones kept.
    """
    plain = [
        s for s in scored
        if s.candidate.cue in outer and s.probability >= _PLAIN and s.candidate.speaker is not None
        and (s.word is None or s.word.kind == "say") and s.candidate.frame.startswith(("that", "according"))
        and doc.tokens[s.candidate.speaker].text.lower() not in _FIRST_AND_SECOND
    ]  # fmt: skip
    return choose(plain)


def _is_nested(one: Scored, ranked: Sequence[Scored]) -> bool:
    """Whether a candidate's cue is itself part of what somebody else says."""
    cue = one.candidate.cue
    return any(
        cue in other.candidate.content
        and other.candidate.cue != cue
        and other.candidate.cue not in one.candidate.content
        for other in ranked
    )
