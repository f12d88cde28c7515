"""The act between two given parties of a sentence: one type, always, where `read_events` may find none.

The event model judges every word of the sentence as it does in a running text. Each candidate act then votes for its
types with the chance that it is that act, times the chances that the source's words act in it and the target's
receive; acts told further down the sentence's tree count less, for a sentence is about what its main verb tells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.extract.events.decide import Judged
from dragoman.extract.events.status import settle_status
from dragoman.model import AnnotatedDocument, Quote
from dragoman.tables import ontology

_STEP_DOWN = 0.5
"""What a vote loses for each step its word stands below the sentence's root."""
_PEACE = re.compile("peacekeep", re.IGNORECASE)
_LEAST_ROLE = 0.01
"""A party without any part in an act does not silence it: some acts are told of one party only."""
_COOPERATION = "cooperation"
_PLANNED_COOPERATION = "AGREE"
"""What PLOVER calls any act of cooperation that is still to come."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one sentence tells between two parties.

    Attributes:
        type: The act's type.
        quad: Its class.
        mode: Its mode, or None.
        status: Its status.
        confidence: The type's share of all votes, 0 to 1.
        runner_up: The next type.
        runner_up_confidence: Its share.
        plover: The type as PLOVER has it, which calls planned cooperation AGREE and sending peacekeepers AID.
        trigger: The words that told it.
    """

    type: str
    quad: str
    mode: str | None
    status: str
    confidence: float
    runner_up: str
    runner_up_confidence: float
    plover: str
    trigger: Quote


def classify_pair(
    doc: AnnotatedDocument,
    judged: Sequence[Judged],
    source: Sequence[tuple[int, int]],
    target: Sequence[tuple[int, int]],
) -> Verdict | None:
    """The likeliest act between two parties.

    Args:
        doc: The parsed sentence; mentions are not needed.
        judged: The model's opinions of all its candidate acts.
        source: Spans of the one who acts, in code points.
        target: Spans of the one who receives.

    Returns:
        The verdict, or None if no word of the sentence can tell an act.
    """
    acting, receiving = _inside(doc, source), _inside(doc, target)
    table = ontology()
    votes: dict[str, float] = defaultdict(float)
    plover: dict[str, float] = defaultdict(float)
    heard: dict[str, tuple[float, Judged]] = {}
    for j in judged:
        weight = _STEP_DOWN ** _depth(doc, j.trigger)
        one_way, alike = _roles(j, acting, receiving)
        for type_, chance in j.types.items():
            if type_ == "NONE":
                continue
            row = table.types[type_]
            vote = weight * chance * (alike if row.mutual else one_way)
            votes[type_] += vote
            if type_ not in heard or vote > heard[type_][0]:
                heard[type_] = vote, j
            named = "AID" if type_ == "MOBILIZE" and _keeps_peace(doc, j.trigger, acting) else type_
            planned = j.statuses.get("planned", 0.0) if table.types[named].quad.endswith(_COOPERATION) else 0.0
            plover[_PLANNED_COOPERATION] += planned * vote
            plover[named] += (1 - planned) * vote
    if not votes:
        return None
    total = sum(votes.values()) or 1.0
    # Ties go by the ontology's order, so that the same sentence always gets the same answer.
    ranked = sorted((t for t in table.types if t in votes), key=lambda t: -votes[t])
    best, runner_up = ranked[0], ranked[1]
    decided = heard[best][1]
    word = doc.tokens[decided.trigger]
    return Verdict(
        type=best, quad=table.types[best].quad, mode=_mode(decided, best), status=_status(doc, decided, best),
        confidence=round(votes[best] / total, 3), runner_up=runner_up,
        runner_up_confidence=round(votes[runner_up] / total, 3), plover=max(table.types, key=lambda t: plover[t]),
        trigger=Quote(word.start, word.end, word.text),
    )  # fmt: skip


def _depth(doc: AnnotatedDocument, i: int) -> int:
    """Steps from a word up to its sentence's root; what is joined by "and" stands as high as what it is joined to."""
    above = [doc.tokens[i], *doc.ancestors(i)]
    return sum(token.dep not in {"conj", "ROOT"} for token in above)


def _keeps_peace(doc: AnnotatedDocument, trigger: int, acting: frozenset[int]) -> bool:
    """Whether those who are sent are peacekeepers: PLOVER counts their deployment as AID.

    Args:
        doc: The parsed sentence.
        trigger: Token index of the act's word.
        acting: Token indices of the one who acts.
    """
    below = doc.subtree(trigger)
    opposed = {i for at in below if doc.tokens[at].lemma.lower() == "against" for i in doc.subtree(at)}
    return any(_PEACE.match(doc.tokens[i].text) for i in acting | (set(below) - opposed))


def _inside(doc: AnnotatedDocument, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Indices of the words that some spans touch."""
    return frozenset(t.i for t in doc.tokens if any(t.start < end and start < t.end for start, end in spans))


def _roles(j: Judged, acting: frozenset[int], receiving: frozenset[int]) -> tuple[float, float]:
    """How well the two parties fit an act: as source and target, and as parties of one they do alike."""

    def best(words: frozenset[int], side: int) -> float:
        return max((r[side] for r in j.roles if r[0] in words), default=0.0)

    source = max(best(acting, 2), _LEAST_ROLE)
    target, with_source = best(receiving, 3), best(receiving, 2)
    return source + max(target, _LEAST_ROLE), source + max(target, with_source, _LEAST_ROLE)


def _mode(j: Judged, type_: str) -> str | None:
    """The likeliest mode; it is known only where the type is also the one its own word tells most likely."""
    return j.mode if j.type == type_ else None


def _status(doc: AnnotatedDocument, j: Judged, type_: str) -> str:
    """What syntax settles outranks the model, as in running text."""
    return settle_status(doc, j.trigger, type_, j.status)[0]
