"""Every word that may act, with the actors it stands for on the document's date."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import AnnotatedDocument, Mention, Party, Token
from dragoman.resolve.corefer import Pointers
from dragoman.resolve.introductions import learn_people
from dragoman.resolve.names import find_names
from dragoman.resolve.phrases import Phrases, Reading
from dragoman.tables import ActorTables, packaged_places
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.nouns import role_nouns
from dragoman.tables.words import split_words, words_of

_ACTING_POS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_NAMING = frozenset({"name", "person", "demonym", "title"})
_LONGEST_OFFICE = 4
"""Words of a publisher's name that may be a state's."""


def publisher_state(publisher: str | None, tables: ActorTables) -> str | None:
    """The state whose office a publisher is ("White House (USA)"), or None for a newspaper.

    Args:
        publisher: The publisher's name.
        tables: The actor tables.
    """
    if not publisher:
        return None
    spaced = publisher.replace("(", "( ").replace(")", " )")
    words = [w for w in (w.lower().strip("().,") for w in split_words(spaced)) if w]
    official = any(w in words_of("official_publisher") for w in words)
    for size in range(min(_LONGEST_OFFICE, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            for alias in tables.names.get(tuple(words[at : at + size]), ()):
                if tables.kind_of(alias.code) in STATE_KINDS and (official or alias.form == "seat"):
                    return alias.code
    return None


def resolve_mentions(doc: AnnotatedDocument, tables: ActorTables) -> AnnotatedDocument:
    """Fill the document's mentions.

    Args:
        doc: The parsed document.
        tables: The actor tables.

    Returns:
        The same document with a mention for every word that may act, in order of place.
    """
    home = publisher_state(doc.document.publisher, tables)
    phrases = Phrases(doc, find_names(doc, tables, home), tables, role_nouns())
    learn_people(phrases)
    pointers = Pointers(doc, phrases, tables, home, packaged_places())
    mentions: list[Mention] = []
    for token in doc.tokens:
        if token.pos not in _ACTING_POS and token.i not in phrases.match_at:
            continue
        readings, form = _read(token, phrases, pointers)
        if form is None:
            continue
        if form in _NAMING:
            for reading in readings:
                pointers.note(token, reading)
        elif token.ent == "PERSON" and token.pos == "PROPN" and not readings:
            # A person nobody knows: "he" after it must not reach back to somebody known.
            name = phrases.person_name(token)
            pointers.note(token, Reading(None, name, None, None, token.i, "a person no table knows"))
        mentions.append(_mention(doc, phrases, token, readings, form))
    return replace(doc, mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.end, m.head))))


def _read(token: Token, phrases: Phrases, pointers: Pointers) -> tuple[list[Reading], str | None]:
    if token.pos in {"PRON", "DET"} and token.i not in phrases.match_at:
        if token.tag == "DT" and token.dep not in _ARGUMENTS:
            return [], None
        return pointers.pronoun(token), "pronoun"
    reading = phrases.read(token.i)
    if reading is None:
        found = pointers.noun(token)
        return found, "description" if found else "common"
    match = phrases.match_at.get(token.i)
    if match is not None and match.person:
        return [reading], "person"
    partner = _hyphen_partner(token, phrases)
    if partner is not None and partner.actor != reading.actor:
        return [reading, partner], "demonym"
    if match is not None and match.alias is not None and not match.options:
        return [reading], "demonym" if match.alias.form in {"demonym", "people"} else "name"
    return [reading], "person" if reading.person else "title"


def _hyphen_partner(token: Token, phrases: Phrases) -> Reading | None:
    """The other half of "Israeli-Jordanian treaty" or "U.S.-Russia dialogue"; a dual national has none."""
    tokens = phrases.doc.tokens
    match = phrases.match_at.get(token.i)
    if match is None:
        return None
    for mark, other in ((match.last, match.last + 1), (match.first - 1, match.first - 2)):
        if 0 <= other < len(tokens) and tokens[mark].text in {"-", "–"} and tokens[mark].sent == token.sent:
            partner = phrases.named(other)
            noun = tokens[token.head if token.dep in {"amod", "compound", "nmod", "poss"} else token.i]
            row = phrases.noun_row(noun)
            people = row is not None and bool(row.kinds & {"people", "armed", "leader", "official"})
            if partner is not None and partner.person is None and not people:
                return partner
    return None


def _mention(doc: AnnotatedDocument, phrases: Phrases, token: Token, readings: list[Reading], form: str) -> Mention:
    match = phrases.match_at.get(token.i)
    if match is not None:
        start, end = doc.tokens[match.first].start, doc.tokens[match.last - 1].end
        first, last = match.first, match.last
    else:
        start, end = phrases.span(token.i)
        inside = [t.i for t in doc.words(doc.sentences[token.sent]) if t.start >= start and t.end <= end]
        first, last = (inside[0], inside[-1] + 1) if inside else (token.i, token.i + 1)
    text = doc.quote(start, end)
    parties = tuple(
        Party(actor=r.actor, text=text, start=start, end=end, person=r.person, role=r.role, sector=r.sector)
        for r in readings
    ) or (Party(actor=None, text=text, start=start, end=end),)
    return Mention(
        start=start, end=end, head=token.i, first=first, last=last, form=form, parties=parties,
        reasons=tuple(dict.fromkeys(r.reason for r in readings)),
    )  # fmt: skip
