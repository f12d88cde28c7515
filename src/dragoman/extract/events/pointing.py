"""Whom the words mean that name nobody by themselves ("he", "the government"), as the model sees it beside the rules.

Resolution's rules answer first. The model reads their answers among all others, and where it finds another one clearly
likelier, that takes their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dragoman.extract.events.candidates import is_party_candidate
from dragoman.extract.events.meanings import Meaning
from dragoman.extract.naming import NAMES, NOBODY, own_actor
from dragoman.model import AnnotatedDocument, Mention, Party, Token
from dragoman.tables.nouns import role_nouns
from dragoman.tables.sizes import size_of
from dragoman.tables.words import words_of

_PAIR = 2
_OF_ANY = frozenset({"each"})
SURER = 0.2
"""How much likelier than what the rules say another answer must be."""


def pointing_words(doc: AnnotatedDocument) -> list[int]:
    """Head tokens of the mentions that name nobody by themselves and may mean somebody.

    Things are left out, names that no table knows (a university, a stranger), and persons known to speak for no state;
    so is whoever the rules leave open and no determiner says to be known: "protesters" are told by their word.
    """
    return [m.head for m in doc.mentions if _points(doc, m)]


def _points(doc: AnnotatedDocument, mention: Mention) -> bool:
    head = doc.tokens[mention.head]
    of_no_side = any(p.person and p.actor is None for p in mention.parties)
    if mention.form in NAMES or own_actor(mention) is not None or of_no_side:
        return False
    if mention.form == "pronoun":
        # A determiner is no party ("whose army"), and yet it stands for somebody.
        return is_party_candidate(head) or head.pos == "DET"
    unknown = mention.form == "common" and head.pos == "PROPN"
    if unknown or is_thing(doc, mention) or not is_party_candidate(head):
        return False
    return any(p.actor for p in mention.parties) or _is_known(doc, mention.head)


def _is_known(doc: AnnotatedDocument, head: int) -> bool:
    """Whether a noun says that it is known who: "the visitor", "its ally"."""
    before = doc.dependents(head)
    return any(t.dep == "poss" or t.text.lower() in words_of("pointing_determiner") for t in before)


def how_many(doc: AnnotatedDocument, token: Token) -> int:
    """How many known actors a word says it means: two by "both" and "the two rivals"; 0 where it does not say.

    "Two rivals" may be anybody, and so many soldiers of one side.
    """
    said = {token.text.lower(), *(t.text.lower() for t in doc.dependents(token.i) if t.i < token.i)}
    # The parser may hang "the" of "the three" elsewhere.
    nearest = doc.tokens[token.i - 1].text.lower() if token.i > doc.sentences[token.sent].first else ""
    said.add(nearest)
    if said & words_of("of_two") - _OF_ANY:
        return _PAIR
    known = nearest in words_of("pointing_determiner") or _is_known(doc, token.i)
    return size_of(said) if known else 0


def repoint(doc: AnnotatedDocument, meanings: Mapping[int, Meaning]) -> AnnotatedDocument:
    """The document with the mentions that the model surely reads otherwise than the rules.

    Args:
        doc: The annotated document, mentions resolved.
        meanings: Opinions by head token, of `pointing_words`.

    Returns:
        The same document, its mentions in the same places and order.
    """
    named: dict[str, Party] = {}
    mentions: list[Mention] = []
    for mention in doc.mentions:
        actor = own_actor(mention)
        if actor is None and mention.head in meanings:
            size = how_many(doc, doc.tokens[mention.head])
            mentions.append(_meant(mention, meanings[mention.head].of_size(size), named))
            continue
        mentions.append(mention)
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


def _meant(mention: Mention, meaning: Meaning, named: Mapping[str, Party]) -> Mention:
    told = frozenset(p.actor for p in mention.parties if p.actor)
    best = meaning.best()
    chance = meaning.chances[best]
    if best == told or chance - meaning.chances.get(told, 0.0) < SURER:
        return mention
    return _opened(mention, chance) if best == NOBODY else _standing_for(mention, best, chance, named)


def _standing_for(mention: Mention, codes: frozenset[str], chance: float, named: Mapping[str, Party]) -> Mention:
    """The mention standing for other actors instead."""
    first = mention.parties[0]
    told = ", ".join(sorted(codes))
    return replace(
        mention,
        form="description" if mention.form == "common" else mention.form,
        parties=tuple(_as_named(first, a, named.get(a) if mention.form == "pronoun" else None) for a in sorted(codes)),
        reasons=(f"“{first.text}” stands for {told} by the model ({chance:.2f})",),
        chance=chance,
    )


def _as_named(words: Party, actor: str, named: Party | None) -> Party:
    """A party of the given words: of a pronoun's person and sector as last named, of a noun's own sector."""
    if named is not None:
        return replace(words, actor=actor, person=named.person, role=named.role, sector=named.sector)
    return replace(words, actor=actor, person=None, role=None)


def _opened(mention: Mention, chance: float) -> Mention:
    """The mention standing for nobody known."""
    first = mention.parties[0]
    sector = None if mention.form == "pronoun" else first.sector
    return replace(
        mention,
        parties=(Party(actor=None, text=first.text, start=first.start, end=first.end, sector=sector),),
        reasons=(*mention.reasons, f"but it stands for nobody known by the model ({chance:.2f})"),
    )
