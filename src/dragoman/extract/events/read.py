"""All events of a document, in order of their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from dragoman.extract.events.assemble import draft_events, evidence_span, to_event
from dragoman.extract.events.candidates import propose
from dragoman.extract.events.credence import LEAST_CHANCE, MODEL, chance_of, told_of
from dragoman.extract.events.credence_marks import Marks, Telling, marks_of
from dragoman.extract.events.decide import EventModel, Judged
from dragoman.extract.events.implicit import Passage, complete
from dragoman.extract.events.meanings import Meaning
from dragoman.extract.events.pointing import pointing_words, repoint
from dragoman.model import AnnotatedDocument, Event
from dragoman.tables import ActorTables, ontology
from dragoman.tables.contexts import contexts_of


def read_sentences(
    doc: AnnotatedDocument, model: EventModel, tables: ActorTables
) -> tuple[AnnotatedDocument, list[list[Judged]]]:
    """Let the event model read a document.

    Args:
        doc: The document, mentions resolved by rule.
        model: The event model.
        tables: The actor tables.

    Returns:
        The document with its mentions as the model sees them, and its opinion of each sentence's candidate acts.
    """
    opinions = model.read(doc, [propose(doc, sentence) for sentence in doc.sentences], tables)
    return repoint(doc, read_meanings(doc, model, tables)), opinions


def read_meanings(doc: AnnotatedDocument, model: EventModel, tables: ActorTables) -> dict[int, Meaning]:
    """Whom the words of a document mean that name nobody by themselves, by head token; nothing of a model without.

    The arguments are those of `read_sentences`.
    """
    return {} if model.meanings is None else model.meanings.read(doc, pointing_words(doc), tables)


def read_events(
    doc: AnnotatedDocument,
    opinions: Sequence[Sequence[Judged]],
    model: EventModel,
    tables: ActorTables,
    home: str | None,
) -> list[Event]:
    """Events of an annotated document whose mentions are resolved.

    Args:
        doc: The document.
        opinions: The model's, sentence by sentence.
        model: The event model.
        tables: The actor tables.
        home: The state whose office published the document, or None.

    Returns:
        Events by place of their trigger; not yet dated, placed or joined.
    """
    return [event for event, _ in weighed_events(doc, opinions, model, tables, home, LEAST_CHANCE)]


def weighed_events(
    doc: AnnotatedDocument, opinions: Sequence[Sequence[Judged]], model: EventModel, tables: ActorTables,
    home: str | None, least: float = 0.0,
) -> Iterator[tuple[Event, Marks]]:  # fmt: skip
    """All events that may be, however unlikely, with what tells how likely each is right.

    The arguments are those of `read_events`; events less likely than ``least`` are left out.
    """
    by_head = {m.head: m for m in doc.mentions}
    passage = Passage(doc, tables, home)
    table = ontology()
    judged = chain.from_iterable(opinions)
    drafts = []
    for draft in draft_events(doc, judged, by_head, tables):
        sentence = doc.sentences[doc.tokens[draft.judged.trigger].sent]
        whole = complete(draft, passage, sentence, table.types[draft.type].mutual)
        if whole.source or whole.target:
            drafts.append(whole)
    told = Telling(doc, drafts, {(m.start, m.end): m for m in doc.mentions}, tables, home)
    for draft, marks in zip(drafts, marks_of(told), strict=True):
        whole = replace(draft, confidence=round(chance_of(marks), 3))
        if whole.confidence < least:
            continue
        contexts = contexts_of(doc.quote(*evidence_span(doc, whole)))
        event = to_event(doc, whole, table, model.name, contexts)
        notes = (*event.why.notes, ("as a whole", f"{whole.confidence:.2f} by {MODEL}: {told_of(marks)}"))
        yield replace(event, why=replace(event.why, notes=notes)), marks
