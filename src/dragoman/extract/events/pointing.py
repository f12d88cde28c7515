"""Whom the words mean that name nobody by themselves ("he", "the government"), as the model sees it beside the rules.

Resolution's rules answer first. The model has read the sentence with their answer and says how far it believes it, and
how likely every actor named in sight is; only where it is sure of something else is the answer changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dragoman.extract.naming import BY_ITSELF, own_actor
from dragoman.model import AnnotatedDocument, Mention, Party
from dragoman.tables.nouns import role_nouns
from dragoman.tables.words import words_of

STANDS = 0.7
"""Chance from which a word stands for an actor named in sight, where resolution's own answer is not believed."""
NAMES = 0.9
"""The same where resolution leaves a word open, which it also does on purpose: "he" after a former president."""
DESCRIBES = 0.6
"""The same of a description that resolution leaves open ("his host", "the junta"): it mostly means somebody."""
DOUBT = 0.25
"""Belief below which resolution's answer gives way to one the model is sure of."""
OPEN = 0.1
"""Belief below which a word is left open, though nobody else is likely either."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The model's opinion of one word that names nobody by itself.

    Attributes:
        stands_for: The chance that it stands for each actor named in sight, by code.
        belief: The chance that resolution is right about it (of several actors, that it has most of them); None where
            resolution leaves it open.
    """

    stands_for: Mapping[str, float] = field(default_factory=dict)
    belief: float | None = None


def repoint(doc: AnnotatedDocument, meanings: Mapping[int, Meaning]) -> AnnotatedDocument:
    """The document with the mentions that the model surely reads otherwise than the rules.

    Args:
        doc: The annotated document, mentions resolved.
        meanings: Opinions by head token.

    Returns:
        The same document, its mentions in the same places and order.
    """
    named: dict[str, Party] = {}
    mentions: list[Mention] = []
    for mention in doc.mentions:
        meaning = meanings.get(mention.head)
        if meaning is not None and mention.form not in BY_ITSELF:
            mentions.append(_meant(doc, mention, meaning, named))
            continue
        mentions.append(mention)
        actor = own_actor(mention)
        if actor is not None:
            named[actor] = mention.parties[0]
    return replace(doc, mentions=tuple(mentions))


def is_thing(doc: AnnotatedDocument, mention: Mention) -> bool:
    """Whether a word that names nobody is a thing: "a drone strikes", "this order will provide"."""
    head = doc.tokens[mention.head]
    if mention.form != "common" or head.pos != "NOUN" or any(p.actor for p in mention.parties):
        return False
    lemma = head.lemma.lower()
    if lemma == "bomber":
        # "A suicide bomber" is no aircraft.
        manned = doc.dependents(head.i, "compound", "amod")
        return not any(c.lemma.lower() in words_of("manned_charge") for c in manned)
    return lemma not in role_nouns() or lemma in words_of("machine")


def _meant(doc: AnnotatedDocument, mention: Mention, meaning: Meaning, named: Mapping[str, Party]) -> Mention:
    if _means_nobody(doc, mention) or (meaning.belief is not None and meaning.belief >= DOUBT):
        return mention
    least = STANDS if meaning.belief is not None else DESCRIBES if _describes(doc, mention) else NAMES
    likely = {a: p for a, p in meaning.stands_for.items() if p >= least}
    if likely:
        return _standing_for(mention, likely, named)
    return mention if meaning.belief is None or meaning.belief >= OPEN else _opened(mention, meaning.belief)


def _describes(doc: AnnotatedDocument, mention: Mention) -> bool:
    """Whether a word is a noun for people, offices or bodies that says it is known which: "the visitor", "its ally"."""
    head = doc.tokens[mention.head]
    known = doc.dependents(head.i, "det", "poss")
    return (
        mention.form == "common" and head.lemma.lower() in role_nouns() and any(t.lemma.lower() != "a" for t in known)
    )


def _means_nobody(doc: AnnotatedDocument, mention: Mention) -> bool:
    """Things, names that no table knows (a university, a stranger), and known persons who speak for no state."""
    unknown = mention.form == "common" and doc.tokens[mention.head].pos == "PROPN"
    return unknown or is_thing(doc, mention) or any(p.person and p.actor is None for p in mention.parties)


def _standing_for(mention: Mention, likely: Mapping[str, float], named: Mapping[str, Party]) -> Mention:
    """The mention standing for the likely actors instead."""
    if {p.actor for p in mention.parties} == set(likely):
        return mention
    first = mention.parties[0]
    told = ", ".join(f"{a} {p:.2f}" for a, p in likely.items())
    return replace(
        mention,
        form="description" if mention.form == "common" else mention.form,
        parties=tuple(_as_named(first, a, named.get(a) if mention.form == "pronoun" else None) for a in likely),
        reasons=(f"“{first.text}” stands for {told} by the model",),
        chance=min(likely.values()),
    )


def _as_named(words: Party, actor: str, named: Party | None) -> Party:
    """A party of the given words: of a pronoun's person and sector as last named, of a noun's own sector."""
    if named is not None:
        return replace(words, actor=actor, person=named.person, role=named.role, sector=named.sector)
    return replace(words, actor=actor, person=None, role=None)


def _opened(mention: Mention, belief: float) -> Mention:
    """The mention standing for nobody known."""
    first = mention.parties[0]
    sector = None if mention.form == "pronoun" else first.sector
    return replace(
        mention,
        parties=(Party(actor=None, text=first.text, start=first.start, end=first.end, sector=sector),),
        reasons=(*mention.reasons, f"which the model doubts ({belief:.2f}): left open"),
    )
