"""Slips of the parser on phrases of the field, mended before anybody reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Token

_STANDINGS = frozenset({"member", "state", "father", "signatory"})


def mend_slips(tokens: Sequence[Token]) -> list[Token]:
    """Tokens with "are founding members" read as what they are, not as what they do.

    The parser takes "founding" for a verb in progress and the members for its object.

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
    return mended


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
