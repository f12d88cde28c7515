"""One act, once: several tellings in a document become one event with several mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import AnnotatedDocument, Event, Party, Token
from dragoman.resolve.dating import SAME_NEWS_DAYS, days_apart

_STEADY = {"actual", "historical"}


def _key(event: Event) -> tuple[str, frozenset[str], frozenset[str]]:
    """What two tellings of one act must have alike: type and both sides."""
    return event.type, _codes(event.source), _codes(event.target)


def _codes(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(p.actor or p.text.lower() for p in parties)


def join_tellings(doc: AnnotatedDocument, events: Sequence[Event]) -> list[Event]:
    """Join events that are one act: same type, parties and status, no differing dates, same words or a meeting.

    Args:
        doc: The annotated document.
        events: Its events, dated.

    Returns:
        The events; a joined one keeps the first full telling's fields and every telling's evidence.
    """
    kept: list[Event] = []
    alike: dict[tuple[str, frozenset[str], frozenset[str]], list[int]] = {}
    for event in events:
        places = alike.setdefault(_key(event), [])
        n = next((n for n in places if _same_act(doc, kept[n], event)), None)
        if n is None:
            places.append(len(kept))
            kept.append(event)
        else:
            kept[n] = _joined(kept[n], event)
    return kept


def _joined(earlier: Event, event: Event) -> Event:
    """The earlier telling with what the later one adds."""
    known = {(q.start, q.end) for q in (earlier.evidence, *earlier.mentions)}
    told = () if (event.evidence.start, event.evidence.end) in known else (event.evidence,)
    return replace(
        earlier, date=earlier.date if earlier.date.start or not event.date.start else event.date,
        mode=earlier.mode or event.mode, place=earlier.place or event.place,
        mentions=(*earlier.mentions, *told), confidence=max(earlier.confidence, event.confidence),
    )  # fmt: skip


def _one_clause(doc: AnnotatedDocument, first: Token, second: Token) -> bool:
    """Whether two words of one clause tell one act: a verb and its object noun ("fought a deadly brawl")."""
    if first.sent != second.sent:
        return False
    for low, high in ((first, second), (second, first)):
        steps = [low, *doc.ancestors(low.i)][:4]
        if high in steps and all(t.dep in _INSIDE for t in steps[: steps.index(high)]):
            return True
    return False


_INSIDE = frozenset({"dobj", "xcomp", "prep", "pobj", "pcomp", "nsubjpass", "attr", "ccomp", "compound"})


def _same_act(doc: AnnotatedDocument, a: Event, b: Event) -> bool:
    """Whether two events of like type and parties are one act."""
    if a.status != b.status and not {a.status, b.status} <= _STEADY:
        return False
    if a.date.start and b.date.start and a.date.start != b.date.start:
        return False
    first, second = doc.at(a.trigger.start), doc.at(b.trigger.start)
    if first is not None and second is not None and _one_clause(doc, first, second):
        return True
    if bool(a.date.start) != bool(b.date.start):
        # An undated telling is of the news itself, not of the meeting "last February".
        apart = days_apart(a.date.start or b.date.start, doc.document.published)
        if apart is not None and apart > SAME_NEWS_DAYS:
            return False
    if a.type == "CONSULT":
        return a.mode == b.mode or a.mode is None or b.mode is None
    return (first.lemma.lower() if first else a.trigger.text) == (second.lemma.lower() if second else b.trigger.text)
