"""What resolution knows of each word that may be a party: the models read it beside the word itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dragoman.model import AnnotatedDocument, Mention
from dragoman.tables import ActorTables

UNKNOWN = "?"
"""A word that is no mention."""
TOLD = 4
"""What resolution may say of a pair of words: nobody, this one, another; and the word with itself: whom it says."""
_TOLD_NOBODY, TOLD_THIS, TOLD_OTHER, TOLD_ITSELF = range(TOLD)
NAMES = frozenset({"name", "person", "demonym", "place"})
"""Forms of mentions that name somebody or some place."""
BY_ITSELF = NAMES | {"title"}
"""Forms of mentions that say themselves whom they mean, or that it is nobody; the others point."""
NOBODY: frozenset[str] = frozenset()
"""Whom a word means that stands for no state and no organisation, or for one that is not in sight."""
_NOBODY, _PERSON, _SEVERAL, _OTHER = "-", "person", "several", "other"
_KINDS = {
    "state": "state", "former_state": "state", "territory": "state",
    "organisation": "body", "format": "body", "agency": "body", "organ": "body", "court": "body",
    "armed_group": "group", "movement": "group", "party": "group",
    "region": "region", "treaty": "treaty",
}  # fmt: skip
_ACTING = ("state", "body", "group")
"""Kinds of actors that a text may be about."""


def namings(doc: AnnotatedDocument, tables: ActorTables) -> dict[int, str]:
    """By head token, how a mention names its actor and what kind of actor it is ("name:state", "common:-").

    Args:
        doc: The document, mentions resolved.
        tables: The actor tables.
    """
    return {m.head: f"{m.form}:{_kind(m, tables)}" for m in doc.mentions}


def kind_in(naming: str) -> str:
    """The kind of actor that a naming tells ("state" of "name:state")."""
    return naming.partition(":")[2]


def own_actor(mention: Mention) -> str | None:
    """The one actor that a mention names by itself, by a name, a people, an office with its state; or None."""
    return mention.parties[0].actor if mention.form in BY_ITSELF and len(mention.parties) == 1 else None


def named_actors(doc: AnnotatedDocument) -> dict[int, str]:
    """By head token, the actor of each mention that names one by itself: by a name, a people, an office with its state.

    What else stands for an actor ("the government", "he", "General Dallaire") stands for one of these.

    Args:
        doc: The document, mentions resolved.
    """
    return {m.head: actor for m in doc.mentions if (actor := own_actor(m)) is not None}


def told_actors(doc: AnnotatedDocument) -> dict[int, frozenset[str]]:
    """By head token, whom each mention that names nobody by itself stands for, as resolution has it.

    Args:
        doc: The document, mentions resolved.
    """
    return {
        m.head: frozenset(p.actor for p in m.parties if p.actor is not None)
        for m in doc.mentions
        if own_actor(m) is None
    }


@dataclass(frozen=True)
class Known:
    """What resolution says of a document's words, by head token.

    Attributes:
        namings: How each mention names its actor (`namings`).
        named: Whom it names by itself (`named_actors`).
        told: Whom it stands for otherwise (`told_actors`).
    """

    namings: Mapping[int, str]
    named: Mapping[int, str]
    told: Mapping[int, frozenset[str]]

    @classmethod
    def of(cls, doc: AnnotatedDocument, tables: ActorTables) -> Known:
        """What is known of a document whose mentions are resolved."""
        return cls(namings(doc, tables), named_actors(doc), told_actors(doc))

    def whom(self, head: int) -> frozenset[str]:
        """The actors that a word names or stands for."""
        return frozenset({self.named[head]}) if head in self.named else self.told.get(head, NOBODY)

    def one(self, head: int) -> str | None:
        """The one actor that a word names or stands for, or None where it is nobody known, or several."""
        codes = self.whom(head)
        return next(iter(codes)) if len(codes) == 1 else None

    @cached_property
    def most(self) -> dict[str, list[str]]:
        """By kind of actor, those that the document names twice or more, the most often named first.

        A text on a summit says "the grouping" long after it has named it.
        """
        times = Counter(self.named.values())
        kinds = {code: kind_in(self.namings[head]) for head, code in self.named.items()}
        often = [code for code, n in times.most_common() if n > 1]
        return {kind: [code for code in often if kinds[code] == kind] for kind in _ACTING}


def told_of(told: frozenset[str], actor: str) -> int:
    """What resolution says of a word and an actor named in sight, as the model reads it."""
    return TOLD_THIS if actor in told else TOLD_OTHER if told else _TOLD_NOBODY


def _kind(mention: Mention, tables: ActorTables) -> str:
    codes = [p.actor for p in mention.parties if p.actor]
    if not codes:
        return _PERSON if any(p.person for p in mention.parties) else _NOBODY
    return _SEVERAL if len(codes) > 1 else _KINDS.get(tables.kind_of(codes[0]), _OTHER)
