"""What may tell a standing or a silence: pairs of an organisation and a member, and words with what they may govern.

The same code prepares training rows and runs in the product, so that the model sees one kind of input.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from dragoman.extract.events.candidates import (
    LONGEST_SENTENCE,
    first_read,
    is_party_candidate,
    path_between,
)
from dragoman.extract.naming import UNKNOWN, kind_in
from dragoman.model import AnnotatedDocument, Sentence, Token

_PROPER = frozenset({"name", "demonym", "person"})
_NO_BODY = frozenset({"state", "person", "region"})
_NO_MEMBER = frozenset({"treaty"})
_CUE_POS = frozenset({"VERB", "AUX", "NOUN", "ADJ", "ADV", "ADP", "PRON", "DET", "PART", "INTJ", "SCONJ"})
_PART_POS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "VERB", "ADJ", "X", "AUX"})


@dataclass(frozen=True, slots=True)
class Quiet:
    """One sentence's candidates.

    Attributes:
        sentence: The sentence.
        first: Index of the first token the model reads.
        standings: (organisation's word, member's word, path) for every pair to be judged; one of them, at least, in
            the sentence.
        cues: Token indices that may tell a silence.
        parts: (cue, word, path) for every word that may be the one who is silent, or what is left out.
    """

    sentence: Sentence
    first: int
    standings: tuple[tuple[int, int, str], ...]
    cues: tuple[int, ...]
    parts: tuple[tuple[int, int, str], ...]


def propose_quiet(
    doc: AnnotatedDocument,
    sentence: Sentence,
    named: Mapping[int, str],
    bodies: Container[int] | None = None,
    silences: bool = True,
) -> Quiet:
    """All candidates of one sentence.

    Args:
        doc: The annotated document.
        sentence: One of its sentences.
        named: How mentions name their actors, by head token.
        bodies: The only words that may be an organisation's; None if any may that is no state and no person.
        silences: Whether words that may tell a silence are proposed.

    Returns:
        The candidates.
    """
    words = doc.words(sentence)[:LONGEST_SENTENCE]
    first = first_read(doc, sentence)
    seen = [*doc.tokens[first : sentence.first], *words]
    orgs = [t for t in seen if (bodies is None or t.i in bodies) and _may_be_body(t, named.get(t.i, UNKNOWN))]
    members = [t for t in seen if _may_be_member(t, named.get(t.i, UNKNOWN))]
    standings = tuple(
        (o.i, m.i, path_between(doc, sentence, o.i, m.i))
        for o in orgs
        for m in members
        if o.i != m.i and (o.i >= sentence.first or m.i >= sentence.first)
    )
    cues = tuple(t.i for t in words if t.pos in _CUE_POS) if silences else ()
    parts = tuple(
        (c, w.i, path_between(doc, sentence, c, w.i)) for c in cues for w in seen if w.pos in _PART_POS and w.i != c
    )
    return Quiet(sentence, first, standings, cues, parts)


def _may_be_body(token: Token, naming: str) -> bool:
    """Whether a word may name an organisation: no name of a state or person ("the Council" may be taken for one)."""
    if naming == UNKNOWN:
        return is_party_candidate(token) and token.ent not in {"PERSON", "GPE", "NORP", "DATE"} and token.pos != "NUM"
    form, _, kind = naming.partition(":")
    return form not in _PROPER or kind not in _NO_BODY


def _may_be_member(token: Token, naming: str) -> bool:
    """Whether a word may name one who stands in an organisation."""
    if naming == UNKNOWN:
        return is_party_candidate(token) and token.ent != "DATE"
    return kind_in(naming) not in _NO_MEMBER
