"""Slips of the parser on phrases of the field, mended before anybody reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Token

_STANDINGS = frozenset({"member", "state", "father", "signatory"})
_OF_TITLES = frozenset({"secretary", "director", "attorney", "governor", "inspector", "consul", "solicitor", "auditor"})
"""First words of titles that end in "-general"."""


def mend_slips(tokens: Sequence[Token]) -> list[Token]:
    """Tokens with the field's own phrases read as what they are.

    The parser takes "founding" in "are founding members" for a verb in progress and the members for its object,
    "general" in "the secretary-general" for an officer, and "neither" in "said neither wanted war" for a conjunction.

    Args:
        tokens: A document's tokens.

    Returns:
        The tokens; most documents' are unchanged.
    """
    mended = list(tokens)
    for token in tokens:
        following = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
        if (
            token.text.lower() == "founding"
            and token.pos == "VERB"
            and following is not None
            and following.lemma.lower() in _STANDINGS
            and following.head == token.i
        ):
            _as_predicate(mended, token, following)
        if token.text.lower() == "general" and token.i > 1 and tokens[token.i - 1].text == "-":
            first = tokens[token.i - 2]
            if first.text.lower() in _OF_TITLES and first.head == token.i:
                _as_title(mended, first, token)
        if token.text.lower() == "neither" and token.dep == "preconj":
            _as_subject(mended, token)
    return mended


def _as_title(tokens: list[Token], first: Token, general: Token) -> None:
    """Let "secretary-general" be one noun, told by its last word."""
    proper = first.pos == "PROPN"
    title = f"{first.text}-{general.text}"
    for t in _sentence_of(tokens, first):
        if t.head == first.i and t.i < first.i:
            tokens[t.i] = replace(t, head=general.i)
    tokens[general.i] = replace(
        general, pos="PROPN" if proper else "NOUN", tag="NNP" if proper else "NN",
        lemma=title if proper else title.lower(),
    )  # fmt: skip


def _as_subject(tokens: list[Token], neither: Token) -> None:
    """Let "neither" be the subject of a verb that has no other."""
    verb = tokens[neither.head]
    below = [t for t in _sentence_of(tokens, verb) if t.head == verb.i]
    told = any(t.dep in {"nsubj", "nsubjpass"} or t.text.lower() == "nor" for t in below)
    joined = verb.dep in {"conj", "xcomp", "advcl"}
    if verb.pos in {"VERB", "AUX"} and not told and not joined and neither.i < verb.i:
        tokens[neither.i] = replace(neither, pos="PRON", tag="DT", dep="nsubj")


def _as_predicate(tokens: list[Token], founding: Token, standing: Token) -> None:
    """Let the verb "be" carry the clause, the standing be its predicate and "founding" modify that."""
    below = [t for t in tokens if t.head == founding.i and t.i != founding.i]
    be = next((t for t in below if t.dep in {"aux", "auxpass"} and t.lemma.lower() == "be"), None)
    if be is None:
        return
    rooted = founding.head == founding.i
    for t in below:
        tokens[t.i] = replace(t, head=be.i)
    tokens[be.i] = replace(be, dep=founding.dep, head=be.i if rooted else founding.head)
    tokens[standing.i] = replace(standing, dep="attr", head=be.i)
    tokens[founding.i] = replace(founding, pos="ADJ", tag="JJ", dep="amod", head=standing.i)


def _sentence_of(tokens: Sequence[Token], token: Token) -> list[Token]:
    """The tokens of a token's sentence."""
    start = end = token.i
    while start > 0 and tokens[start - 1].sent == token.sent:
        start -= 1
    while end < len(tokens) and tokens[end].sent == token.sent:
        end += 1
    return list(tokens[start:end])
