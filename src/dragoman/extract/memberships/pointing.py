"""Which body "the organization", "the bloc", "it" or nothing at all means, where a text names several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from dragoman.extract.grammar import Slots
from dragoman.extract.memberships.roles import body_nouns, words_that
from dragoman.model import AnnotatedDocument, Party, Token
from dragoman.tables import ActorTables
from dragoman.tables.nouns import pointing_nouns

_REACH = 3
"""Sentences looked back for an organisation left unsaid."""
_NAMED = 3
"""Times more a body is named than another to be what the text is about, where the other was named last."""
_BRITISH = re.compile("isation")
_MADE_OF = ("-nation", "-member", "-country", "-state", "-strong", "-based", "-led", "-backed", "-dominated", "-power",
            "-producing", "-exporting", "-free")  # fmt: skip
"""Ends of adjectives that only tell what a body is like: "the 27-nation bloc", "the Vienna-based group"."""


class Pointing:
    """Finds the body that words without a name mean in one document.

    Args:
        doc: The annotated document.
        slots: Its places.
        tables: The actor tables.
        named: Gives the body a word names itself, if any.
    """

    def __init__(
        self, doc: AnnotatedDocument, slots: Slots, tables: ActorTables, named: Callable[[int], Party | None]
    ) -> None:
        self.doc, self.slots, self.tables = doc, slots, tables
        self.told: list[tuple[int, Party]] = []
        for mention in sorted(doc.mentions, key=lambda m: m.head):
            if mention.form == "name" and mention.head == mention.last - 1:
                party = named(mention.head)
                if party is not None and party.actor:
                    self.told.append((mention.head, party))
        self.tally = Counter(p.actor or "" for _, p in self.told)
        # A body told again as "the organization" is fresh in mind, though no oftener named.
        again = [(t.i, p) for t in doc.tokens if t.pos == "NOUN" and (p := self.noun(t.i)) is not None]
        self.told = sorted([*self.told, *again], key=lambda t: t[0])

    def noun(self, i: int) -> Party | None:
        """The body a definite noun means: one whose name has the noun, the main one, or the last one named."""
        token = self.doc.tokens[i]
        noun = token.lemma.lower()
        if not self.is_pointing(token):
            return None
        kinds = pointing_nouns()[noun].kinds if noun in pointing_nouns() else frozenset()
        before = [(at, p) for at, p in self.told if at < i]
        fitting = [(at, p) for at, p in before if self._has_in_name(p, noun)]
        if not fitting and self._says_which(token):
            return self._explained(token)
        if not fitting:
            fitting = [(at, p) for at, p in before if self.tables.kind_of(p.actor) in kinds] if kinds else before
        alone = [(at, p) for at, p in self.told if not kinds or self.tables.kind_of(p.actor) in kinds]
        return self._likeliest(token, fitting) or self._explained(token) or self._only(alone)

    def _says_which(self, token: Token) -> bool:
        """Whether words before a noun tell it apart: "the peace treaty" is no body, "the trade bloc" may be."""
        before = self.doc.dependents(token.i, "amod", "compound", "nmod")
        return any(
            c.lemma.lower() not in words_that("pointing")
            and c.tag not in {"CD", "JJR"}
            and not c.text.lower().endswith(_MADE_OF)
            for c in before
        )

    def is_pointing(self, token: Token) -> bool:
        """Whether a noun is one bodies are called by, with a word before it that points back."""
        if token.lemma.lower() not in body_nouns() or token.tag not in {"NN", "NNP"}:
            return False
        if token.pos == "PROPN" and any(c.pos == "PROPN" for c in self.doc.dependents(token.i, "compound", "nmod")):
            # "The Global Partnership" is a name of its own.
            return False
        if any(o.tag != "CD" for p in self.doc.dependents(token.i, "prep") if p.lemma == "of"
               for o in self.doc.dependents(p.i, "pobj")):  # fmt: skip
            # "The community of democracies" says itself which.
            return False
        # "The producers' club": the article hangs on the owner.
        owners = [o for o in self.doc.dependents(token.i, "poss") if o.pos == "NOUN" and not self.slots.is_name(o.i)]
        marks = [c for t in (token, *owners) for c in self.doc.dependents(t.i, "det")]
        return any(c.text.lower() in {"the", "this", "that"} for c in marks)

    def silent(self, token: Token, without: frozenset[str] = frozenset(), ahead: bool = False) -> Party | None:
        """The body meant where the text names none beside a word: "Turkey, a member since 1952".

        Args:
            token: The word.
            without: Codes of bodies that cannot be meant, as they stand in the body themselves.
            ahead: Whether the text's only body may be named as late as the next sentence.

        Returns:
            The body, or None.
        """
        first = max(0, token.sent - _REACH)
        told = [t for t in self.told if t[1].actor not in without]
        before = [t for t in told if t[0] < token.i and self._sent(t[0]) >= first]
        here = [t for t in told if self._sent(t[0]) == token.sent and not self._modifies(t[0])]
        after = [
            t for t in told if t[0] > token.i and self._sent(t[0]) <= token.sent + 1 and ahead and token.pos != "PROPN"
        ]
        meant = self._likeliest(token, before) or (None if without else self._main(token))
        return meant or self._only(here) or (self._only(after) if len({p.actor for _, p in told}) == 1 else None)

    def _modifies(self, i: int) -> bool:
        """Whether a name only stands before a noun: "United Nations sanctions"."""
        return self.doc.tokens[i].dep in {"compound", "amod", "nmod"}

    def _main(self, token: Token) -> Party | None:
        """The body the text is about, however far back it was named."""
        before = [(at, p) for at, p in self.told if at < token.i]
        if not before:
            return None
        counts = self.tally.most_common(2)
        clear = len(counts) == 1 or counts[0][1] > counts[1][1] or counts[0][0] in self._titled()
        return next((p for _, p in reversed(before) if clear and p.actor == counts[0][0]), None)

    def _only(self, told: list[tuple[int, Party]]) -> Party | None:
        """The one body named, if there is one."""
        return told[0][1] if len({p.actor for _, p in told}) == 1 else None

    def _likeliest(self, token: Token, told: list[tuple[int, Party]]) -> Party | None:
        if not told:
            return None
        last_at, last = told[-1]
        codes = {p.actor or "" for _, p in told}
        main = max(sorted(codes), key=lambda c: (c in self._titled(), self.tally[c]))
        aside = self.tally[last.actor or ""] == 1 or main in self._titled()
        if main != last.actor and self._sent(last_at) != token.sent and aside and self.tally[main] > 1:
            return next(p for _, p in reversed(told) if p.actor == main)
        if self.tally[main] >= _NAMED * self.tally[last.actor or ""] and self._sent(last_at) != token.sent:
            return next(p for _, p in reversed(told) if p.actor == main)
        return last

    def _sent(self, i: int) -> int:
        return self.doc.tokens[i].sent

    def _titled(self) -> set[str]:
        """Bodies the document's title names."""
        title = self.doc.document.title or ""
        return {p.actor or "" for _, p in self.told if p.text in title}

    def _has_in_name(self, party: Party, noun: str) -> bool:
        actor = self.tables.actors.get(party.actor or "")
        words = {_BRITISH.sub("ization", w) for w in (actor.name if actor else "").lower().split()}
        return _BRITISH.sub("ization", noun) in words

    def _explained(self, token: Token) -> Party | None:
        """The name that follows and explains a noun: "the grouping, the Quad"."""
        after = [(at, p) for at, p in self.told if token.i < at < token.i + 5 and self._sent(at) == token.sent]
        between = self.doc.tokens[token.i + 1 : after[0][0]] if after else []
        plain = all(t.text in {",", "(", "—", "–"} or t.pos in {"DET", "PROPN"} for t in between)
        return after[0][1] if after and between and plain else None
