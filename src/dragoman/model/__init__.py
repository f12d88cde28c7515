"""The frozen types everything passes along. No I/O, and nothing above is known here."""

from dragoman.model.coded import CodedDocument
from dragoman.model.document import Cut, Document
from dragoman.model.errors import (
    DragomanError,
    InputError,
    ModelError,
    SettingsError,
    StoreError,
    TableError,
)
from dragoman.model.records import (
    KINDS,
    Event,
    IssueRow,
    Measure,
    Membership,
    Party,
    Place,
    Quote,
    Record,
    Side,
    Silence,
    Speaker,
    Statement,
    Tie,
    Via,
    When,
    Why,
)
from dragoman.model.syntax import AnnotatedDocument, Mention, Sentence, TimeExpression, Token, Turn, way_between

__all__ = [
    "KINDS", "AnnotatedDocument", "CodedDocument", "Cut", "Document", "DragomanError", "Event", "InputError",
    "IssueRow", "Measure", "Membership", "Mention", "ModelError", "Party", "Place", "Quote", "Record",
    "Sentence", "SettingsError", "Side", "Silence", "Speaker", "Statement", "StoreError", "TableError", "Tie",
    "TimeExpression", "Token", "Turn", "Via", "When", "Why", "way_between",
]  # fmt: skip
