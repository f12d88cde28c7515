"""From one document to its records: the stages in order, loaded once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from dragoman.annotate import DEFAULT_PIPELINE, Parser
from dragoman.extract.events import lend_speakers, packaged_model, read_events, read_sentences
from dragoman.extract.measures import read_measures
from dragoman.extract.memberships import bodies_named, read_memberships
from dragoman.extract.quiet import packaged_quiet_model
from dragoman.extract.silences import read_silences, telling_sentences
from dragoman.extract.statements import read_statements
from dragoman.extract.ties import read_ties
from dragoman.extract.vouchers import vouch
from dragoman.model import CodedDocument, Document, Record
from dragoman.resolve.dating import date_events, date_statements
from dragoman.resolve.locate import place_of
from dragoman.resolve.mentions import resolve_mentions
from dragoman.resolve.merge import join_tellings
from dragoman.resolve.publishers import publisher_state
from dragoman.resolve.times import find_times
from dragoman.tables import load_actor_tables, packaged_actors


class Coder:
    """Codes documents one by one; holds the parser, the tables and the models, loaded when it is made.

    Args:
        extra_actors: The user's own tables of names.
        pipeline: Name of an installed spaCy pipeline.

    Raises:
        TableError: If a table is broken.
        ModelError: If the parser or a model is missing.
    """

    def __init__(self, extra_actors: tuple[str, ...] = (), pipeline: str = DEFAULT_PIPELINE) -> None:
        self.tables = (
            load_actor_tables(extra=tuple(Path(p) for p in extra_actors)) if extra_actors else packaged_actors()
        )
        self.parser = Parser(pipeline)
        self.model = packaged_model()
        self.quiet = packaged_quiet_model()

    def code(self, document: Document, progress: Callable[[str], None] | None = None) -> CodedDocument:
        """Read every kind of record from one document.

        Args:
            document: The document with its cuts.
            progress: Told the name of each stage as it begins.

        Returns:
            The document with its records by ``evidence.start``.
        """
        tell = progress or (lambda _stage: None)
        tell("annotate")
        doc = self.parser.parse(document)
        tell("resolve")
        doc = resolve_mentions(doc, self.tables)
        doc = replace(doc, times=find_times(doc))
        tell("extract")
        home = publisher_state(document.publisher, self.tables)
        # Only events read mentions as the model sees them: `dragoman quotes` tells the same statements without a model.
        pointed, opinions = read_sentences(doc, self.model, self.tables)
        events = read_events(pointed, opinions, self.model, self.tables, home)
        statements = date_statements(doc, read_statements(doc))
        events = lend_speakers(date_events(doc, events), statements)
        events = [replace(e, place=place_of(doc, e)) for e in events]
        records: list[Record] = [*join_tellings(doc, events), *statements]
        bodies, telling = bodies_named(doc, self.tables), telling_sentences(doc)
        standings, silences = self.quiet.judge(doc, self.tables, bodies, telling)
        records += read_memberships(doc, self.tables, standings, self.quiet.name)
        records += [*read_ties(doc, self.tables), *read_measures(doc, self.tables)]
        records += read_silences(doc, silences, self.quiet.name)
        records = vouch(doc, records, statements, home)
        records.sort(key=lambda r: (r.evidence.start, r.evidence.end, r.kind, r.id))
        return CodedDocument(document, tuple(records), (), f"{self.model.name}, {self.quiet.name}")
