"""One act, once: several tellings in a document become one event with several mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import AnnotatedDocument, Event, Party
from dragoman.resolve.dating import SAME_NEWS_DAYS, days_apart

_STEADY = {"actual", "historical"}


def _codes(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(p.actor or p.text.lower() for p in parties)


def _lemma(doc: AnnotatedDocument, event: Event) -> str:
    return next((t.lemma.lower() for t in doc.tokens if t.start <= event.trigger.start < t.end), event.trigger.text)


def join_tellings(doc: AnnotatedDocument, events: Sequence[Event]) -> list[Event]:
    """Join events that are one act: same type, parties and status, no differing dates, same words or a meeting.

    Args:
        doc: The annotated document.
        events: Its events, dated.

    Returns:
        The events; a joined one keeps the first full telling's fields and every telling's evidence.
    """
    kept: list[Event] = []
    for event in events:
        for n, earlier in enumerate(kept):
            if _same_act(doc, earlier, event):
                known = {(q.start, q.end) for q in (earlier.evidence, *earlier.mentions)}
                told = () if (event.evidence.start, event.evidence.end) in known else (event.evidence,)
                date = earlier.date if earlier.date.start or not event.date.start else event.date
                kept[n] = replace(
                    earlier, date=date, mode=earlier.mode or event.mode, place=earlier.place or event.place,
                    mentions=(*earlier.mentions, *told), confidence=max(earlier.confidence, event.confidence),
                )  # fmt: skip
                break
        else:
            kept.append(event)
    return kept


def _one_clause(doc: AnnotatedDocument, a: Event, b: Event) -> bool:
    """Whether two words of one clause tell one act: a verb and its object noun ("fought a deadly brawl")."""
    head = {t.start: t for t in doc.tokens}
    first, second = head.get(a.trigger.start), head.get(b.trigger.start)
    if first is None or second is None or first.sent != second.sent:
        return False
    for low, high in ((first, second), (second, first)):
        steps = [low, *doc.ancestors(low.i)][:4]
        if high in steps and all(t.dep in _INSIDE for t in steps[: steps.index(high)]):
            return True
    return False


_INSIDE = frozenset({"dobj", "xcomp", "prep", "pobj", "pcomp", "nsubjpass", "attr", "ccomp", "compound"})


def _same_act(doc: AnnotatedDocument, a: Event, b: Event) -> bool:
    if a.type != b.type or (a.status != b.status and not {a.status, b.status} <= _STEADY):
        return False
    if _codes(a.source) != _codes(b.source) or _codes(a.target) != _codes(b.target):
        return False
    if a.date.start and b.date.start and a.date.start != b.date.start:
        return False
    if _one_clause(doc, a, b):
        return True
    if bool(a.date.start) != bool(b.date.start):
        # An undated telling is of the news itself, not of the meeting "last February".
        apart = days_apart(a.date.start or b.date.start, doc.document.published)
        if apart is not None and apart > SAME_NEWS_DAYS:
            return False
    if a.type == "CONSULT":
        return a.mode == b.mode or a.mode is None or b.mode is None
    return _lemma(doc, a) == _lemma(doc, b) and a.trigger.text.lower() != ""
