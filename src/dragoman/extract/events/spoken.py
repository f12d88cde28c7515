"""Verbal acts told without their doer in somebody's own words: the speaker is the one who asks, accuses, refuses.

"Kyiv must take responsibility", said by one side, is that side's request; "today's blatant violation" in a president's
statement is his accusation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import Event, Party, Statement, Why

_VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})


def lend_speakers(events: Sequence[Event], statements: Sequence[Statement]) -> list[Event]:
    """Events with the speaker as source where a verbal act in a statement has none.

    Args:
        events: The document's events.
        statements: Its statements.

    Returns:
        The same events in the same order.
    """
    return [_lent(event, statements) for event in events]


def _lent(event: Event, statements: Sequence[Statement]) -> Event:
    if event.source or event.type not in _VERBAL:
        return event
    targets = {p.actor for p in event.target}
    nearest = min(
        (s for s in _around(event, statements) if s.side.actor and s.side.actor not in targets),
        key=lambda s: sum(q.end - q.start for q in s.content),
        default=None,
    )
    if nearest is None:
        return event
    who = nearest.speaker
    source = Party(nearest.side.actor, who.text, who.start, who.end, who.person, who.role)
    notes = (*event.why.notes, ("resolved", f"“{who.text}” speaks, and so is the one who does it"))
    return replace(event, source=(source,), why=Why(event.why.rule, event.why.model, notes))


def _around(event: Event, statements: Sequence[Statement]) -> Iterator[Statement]:
    """Statements in whose content the act is told."""
    for s in statements:
        if any(q.start <= event.trigger.start and event.trigger.end <= q.end for q in s.content):
            yield s
