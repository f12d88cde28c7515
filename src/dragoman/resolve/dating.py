"""When each act happened and each word was said: the expression that governs it, and what that makes of its status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import AnnotatedDocument, Event, Statement, TimeExpression, Token
from dragoman.resolve.anniversaries import kept_time
from dragoman.resolve.intervals import interval_time
from dragoman.resolve.times import anchored_time, carried_time, time_of
from dragoman.resolve.times.anchor import MODEL
from dragoman.resolve.times.carry import is_history
from dragoman.resolve.times.periods import days_from
from dragoman.resolve.times.syntax_tense import governing_verb, verb_tense

_TOLD_AS_PAST = frozenset({"actual", "planned"})
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
"""Acts that are done by saying so."""
_WINDOW_DAYS = 365
"""An act that ended longer than this before publication is background."""
SAME_NEWS_DAYS = 7
"""An act dated within so many days of publication belongs to the news the document tells."""


def date_events(doc: AnnotatedDocument, events: Sequence[Event]) -> list[Event]:
    """Events with their dates; those of long before publication are historical.

    Args:
        doc: The annotated document, times resolved.
        events: Its events.

    Returns:
        The same events in the same order.
    """
    history = is_history(doc, doc.times)
    return [_dated(doc, event, history) for event in events]


def date_statements(doc: AnnotatedDocument, statements: Sequence[Statement]) -> list[Statement]:
    """Statements with the time their cue was given, where the text tells it.

    Args:
        doc: The annotated document, times resolved.
        statements: Its statements.

    Returns:
        The same statements in the same order.
    """
    dated = []
    for statement in statements:
        cue = doc.at(statement.cue.start) if statement.cue else None
        time = time_of(doc, doc.times, cue.i) if cue is not None else None
        dated.append(replace(statement, date=time.when) if time is not None else statement)
    return dated


def _dated(doc: AnnotatedDocument, event: Event, history: bool) -> Event:
    head = doc.at(event.trigger.start)
    if head is None:
        return event
    time = told_time(doc, head.i, history) or _time_said(doc, head, event, history)
    by = ""
    if time is None and not history and (anchored := anchored_time(doc, doc.times, head.i, event.status)):
        # A history sets its times one after another: there the rules that carry them on are surer.
        time, by = anchored[0], f", by the passage ({MODEL}, chance {anchored[1]:.2f})"
    if time is None:
        told = event.status in _TOLD_AS_PAST and doc.document.published and history
        return replace(event, status="historical") if told and _is_past(doc, head, event.status) else event
    dated = f"“{time.when.text}” → {time.when.start or '?'} to {time.when.end or '?'}{by}"
    notes = (*event.why.notes, ("dated", dated))
    status = event.status
    came = status == "actual" or (status == "planned" and _is_past(doc, head, status))
    # "Since 2014" may go on in the news; in a history even what has no end is over.
    end = time.when.end or (time.when.start if history else None)
    if came and _long_past(doc.document.published, end):
        status = "historical"
    return replace(event, date=time.when, status=status, why=replace(event.why, notes=notes))


def _is_past(doc: AnnotatedDocument, head: Token, status: str) -> bool:
    """Whether a history tells an act as done, or as what was to come of it and came: "it would invest in peace"."""
    verb = head if head.pos in {"VERB", "AUX"} else governing_verb(doc, head)
    if verb is None:
        return status == "actual"
    if status == "planned":
        return any(t.lemma.lower() == "would" for t in doc.dependents(verb.i, "aux"))
    return verb_tense(doc, verb) == "past"


def told_time(doc: AnnotatedDocument, head: int, history: bool) -> TimeExpression | None:
    """The time of an act by rule: counted from another's, told by its clause, or set by the passage.

    Args:
        doc: The annotated document, times resolved.
        head: Index of the act's word.
        history: Whether the document tells a past of its own.
    """
    counted = kept_time(doc, head) or interval_time(doc, head)
    return counted or time_of(doc, doc.times, head) or _carried(doc, head, history)


def _carried(doc: AnnotatedDocument, head: int, history: bool) -> TimeExpression | None:
    """The time the passage has set: a history's year, or the one day a release tells of; never a passing month."""
    time = carried_time(doc, doc.times, head)
    if time is None or history:
        return time
    near = days_apart(time.when.start, doc.document.published)
    return time if time.when.precision == "day" and near is not None and near <= SAME_NEWS_DAYS else None


def _time_said(doc: AnnotatedDocument, head: Token, event: Event, history: bool) -> TimeExpression | None:
    """The time of the words an act consists of: "made clear today that it would respond" threatens today."""
    if event.type not in _SPOKEN or event.status == "negated":
        return None
    token, reported = head, False
    for above in doc.ancestors(head.i):
        # "Made clear that it would respond", "reaffirmed its commitment that it will stand by …"
        reported = reported or token.dep in {"ccomp", "acl"}
        if reported and above.pos == "VERB":
            return told_time(doc, above.i, history) if verb_tense(doc, above) == "past" else None
        token = above
    return None


def days_apart(a: str | None, b: str | None) -> int | None:
    """Days between two ISO dates, or None where one is missing or no date."""
    days = days_from(a, b)
    return None if days is None else abs(days)


def _long_past(published: str | None, end: str | None) -> bool:
    days = days_from(end, published)
    return days is not None and days > _WINDOW_DAYS
