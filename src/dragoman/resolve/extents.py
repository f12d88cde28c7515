"""How far a noun phrase and a person's name reach."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.names import NameMatch

_LEFT_OUT = frozenset({"punct", "cc", "conj", "relcl", "acl", "appos", "prep", "case", "advmod", "advcl"})
"""Dependents that are no part of a noun phrase as quoted."""


class Extents:
    """Extents of the phrases of one document.

    Args:
        doc: The parsed document.
        match_at: The names found in it, by each of their tokens.
    """

    def __init__(self, doc: AnnotatedDocument, match_at: Mapping[int, NameMatch]) -> None:
        self.doc, self.match_at = doc, match_at

    def person_name(self, token: Token) -> str | None:
        """The whole name of a person the parser saw, around a token of it."""
        first, last = self.name_run(token.i)
        kept = [t.text for t in self.doc.tokens[first:last] if t.text not in {"'s", "’s"}]
        return " ".join(kept) or None

    def name_run(self, i: int) -> tuple[int, int]:
        """First and one past the last token of the person's name around token ``i``."""
        tokens = self.doc.tokens
        first, last = i, i + 1
        while first > 0 and tokens[first - 1].ent == "PERSON" and tokens[first - 1].sent == tokens[i].sent:
            first -= 1
        while last < len(tokens) and tokens[last].ent == "PERSON" and tokens[last].sent == tokens[i].sent:
            last += 1
        return first, last

    def role_text(self, token: Token) -> str | None:
        """The title before a person's name ("Foreign Minister"), or the noun itself with its modifiers."""
        if token.ent != "PERSON":
            return self.doc.quote(*self.span(token.i, short=True))
        tokens = self.doc.tokens
        first = end = self.name_run(token.i)[0]
        while (
            first > 0
            and tokens[first - 1].sent == token.sent
            and tokens[first - 1].dep in {"compound", "amod", "nmod"}
            and tokens[first - 1].pos in {"NOUN", "PROPN", "ADJ"}
        ):
            first -= 1
        return self.doc.quote(tokens[first].start, tokens[end - 1].end) if first < end else None

    def span(self, i: int, short: bool = False) -> tuple[int, int]:
        """Code points of the noun phrase around head ``i``.

        Args:
            i: The head's index.
            short: Without what follows the head (clauses, prepositional phrases).
        """
        match = self.match_at.get(i)
        first = last = i
        if match is not None:
            first, last = match.first, match.last - 1
        tokens = self.doc.tokens
        stack = [i]
        while stack:
            for c in self.doc.children[stack.pop()]:
                child = tokens[c]
                if child.dep in _LEFT_OUT and (short or not self._of_whom(child)):
                    continue
                if short and c > i:
                    continue
                first, last = min(first, c), max(last, c)
                stack.append(c)
        return tokens[first].start, tokens[last].end

    def _of_whom(self, token: Token) -> bool:
        """ "Of" that goes on with a noun: "the party of Kenyatta", not "(accused) the party of stealing votes"."""
        return token.dep == "prep" and token.lemma == "of" and not self.doc.dependents(token.i, "pcomp")
