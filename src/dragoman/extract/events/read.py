"""All events of a document, in order of their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from dragoman.extract.events.assemble import draft_events, evidence_span, to_event
from dragoman.extract.events.candidates import propose
from dragoman.extract.events.decide import EventModel, Opinion
from dragoman.extract.events.implicit import Passage, complete
from dragoman.extract.events.pointing import repoint
from dragoman.model import AnnotatedDocument, Event
from dragoman.tables import ActorTables, ontology
from dragoman.tables.contexts import contexts_of


def read_sentences(
    doc: AnnotatedDocument, model: EventModel, tables: ActorTables
) -> tuple[AnnotatedDocument, list[Opinion]]:
    """Let the event model read a document.

    Args:
        doc: The document, mentions resolved by rule.
        model: The event model.
        tables: The actor tables.

    Returns:
        The document with its mentions as the model sees them, and its opinion of each sentence.
    """
    opinions = model.read(doc, [propose(doc, sentence) for sentence in doc.sentences], tables)
    return repoint(doc, {head: m for opinion in opinions for head, m in opinion.meanings.items()}), opinions


def read_events(
    doc: AnnotatedDocument, opinions: Sequence[Opinion], model: EventModel, tables: ActorTables, home: str | None
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
    return list(_events(doc, opinions, model, tables, home))


def _events(
    doc: AnnotatedDocument, opinions: Sequence[Opinion], model: EventModel, tables: ActorTables, home: str | None
) -> Iterator[Event]:
    by_head = {m.head: m for m in doc.mentions}
    passage = Passage(doc, tables, home)
    table = ontology()
    judged = chain.from_iterable(opinion.acts for opinion in opinions)
    for draft in draft_events(doc, judged, by_head, tables):
        sentence = doc.sentences[doc.tokens[draft.judged.trigger].sent]
        whole = complete(draft, passage, sentence, table.types[draft.type].mutual)
        if whole.source or whole.target:
            whole = replace(whole, confidence=round(model.calibrated(whole.confidence), 3))
            contexts = contexts_of(doc.quote(*evidence_span(doc, whole)))
            yield to_event(doc, whole, table, model.name, contexts)
