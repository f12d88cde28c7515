"""What resolution knows of each word that may be a party: the models read it beside the word itself."""

from __future__ import annotations

from dragoman.model import AnnotatedDocument, Mention
from dragoman.tables import ActorTables

UNKNOWN = "?"
"""A word that is no mention."""
TOLD = 4
"""What resolution may say of a pair of words: nobody, this one, another; and the word with itself: whom it says."""
_TOLD_NOBODY, _TOLD_THIS, _TOLD_OTHER, TOLD_ITSELF = range(TOLD)
BY_ITSELF = frozenset({"name", "person", "demonym", "place", "title"})
"""Forms of mentions that say themselves whom they mean, or that it is nobody; the others point."""
_NOBODY, _PERSON, _SEVERAL, _OTHER = "-", "person", "several", "other"
_KINDS = {
    "state": "state", "former_state": "state", "territory": "state",
    "organisation": "body", "format": "body", "agency": "body", "organ": "body", "court": "body",
    "armed_group": "group", "movement": "group", "party": "group",
    "region": "region", "treaty": "treaty",
}  # fmt: skip


def namings(doc: AnnotatedDocument, tables: ActorTables) -> dict[int, str]:
    """By head token, how a mention names its actor and what kind of actor it is ("name:state", "common:-").

    Args:
        doc: The document, mentions resolved.
        tables: The actor tables.
    """
    return {m.head: f"{m.form}:{_kind(m, tables)}" for m in doc.mentions}


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


def told_of(told: frozenset[str], actor: str) -> int:
    """What resolution says of a word and an actor named in sight, as the model reads it."""
    return _TOLD_THIS if actor in told else _TOLD_OTHER if told else _TOLD_NOBODY


def _kind(mention: Mention, tables: ActorTables) -> str:
    codes = [p.actor for p in mention.parties if p.actor]
    if not codes:
        return _PERSON if any(p.person for p in mention.parties) else _NOBODY
    return _SEVERAL if len(codes) > 1 else _KINDS.get(tables.kind_of(codes[0]), _OTHER)
