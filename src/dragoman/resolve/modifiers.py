"""Which names before a noun say whose it is: "Russian forces", not "Royal Dutch Shell" or "Brussels-based"."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.extents import Extents
from dragoman.resolve.names import NameMatch
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.nouns import NounRow, pointing_nouns
from dragoman.tables.words import words_of

_POINTING = NounRow(frozenset({"group"}), None)


class Modifiers(Extents):
    """What names before nouns mean in one document.

    Args:
        doc: The parsed document.
        match_at: The names found in it, by each of their tokens.
        tables: The actor tables.
        nouns: Nouns that act, by lemma.
    """

    def __init__(
        self,
        doc: AnnotatedDocument,
        match_at: Mapping[int, NameMatch],
        tables: ActorTables,
        nouns: Mapping[str, NounRow],
    ) -> None:
        super().__init__(doc, match_at)
        self.tables, self.nouns = tables, nouns

    def noun_row(self, token: Token) -> NounRow | None:
        """What the tables say about a noun."""
        row = self.nouns.get(token.lemma.lower()) or self.nouns.get(token.text.lower())
        if row is None:
            row = self._cut_title(token)
        if row is None and token.tag == "NNPS":
            # The parser leaves the plural of what it takes for names: "Christians".
            row = self.nouns.get(token.text.lower().removesuffix("s"))
        if row is None and token.lemma.lower() in pointing_nouns():
            return _POINTING
        return row

    def _cut_title(self, token: Token) -> NounRow | None:
        """ "Vice-president", where the parser takes its first part for the head."""
        after = self.doc.tokens[token.i + 1 : token.i + 3]
        if not after or after[0].text != "-" or token.head == after[-1].i:
            return None
        return self.nouns.get(f"{token.text}-{after[-1].text}".lower())

    def part_of_own_name(self, token: Token, child: Token) -> bool:
        """ "Royal Dutch Shell", "USA Gymnastics": a nationality inside a body's name does not make it the state's."""
        return (
            token.ent == child.ent == "ORG"
            and token.pos == "PROPN"
            and child.dep in {"compound", "amod", "nmod"}
            and self.noun_row(token) is None
            and child.i in self.match_at
        )

    def names_body_of_region(self, token: Token, code: str) -> bool:
        """ "The Nordic Centre for Security": a body with a region's name, not the region."""
        return self.tables.kind_of(code) == "region" and token.tag == "NNP" and token.ent in {"ORG", "FAC"}

    def only_leans(self, child: Token) -> bool:
        """ "Iranian-backed", "Brussels-based": the name tells who helps or where, not whose the phrase is."""
        match = self.match_at.get(child.i)
        after = match.last if match is not None else child.i + 1
        tokens = self.doc.tokens
        if after + 1 >= len(tokens) or tokens[after].text not in {"-", "–"}:
            return False
        return tokens[after + 1].text.lower() in words_of("leaning_participle")

    def one_of_region(self, token: Token, code: str) -> bool:
        """ "The Nordic country", "the Central American leader": points to one state of the region."""
        if self.tables.kind_of(code) != "region":
            return False
        if token.lemma.lower() in words_of("group_size"):
            return True
        if token.tag not in {"NN", "NNP"}:
            return False
        row = self.noun_row(token)
        noun = pointing_nouns().get(token.lemma.lower())
        state = noun is not None and bool(noun.kinds & STATE_KINDS)
        return (state or (row is not None and "leader" in row.kinds)) and any(
            c.text.lower() in words_of("pointing_determiner") for c in self.doc.dependents(token.i)
        )

    def mere_part(self, token: Token, code: str) -> bool:
        """ "Some European countries", "six Arab states", "African migrants": not the region as one actor."""
        if self.tables.kind_of(code) != "region" or code in self.tables.traits.get("acts as one", ()):
            return False
        row = self.noun_row(token)
        if row is None:
            return False
        if row.kinds & {"people", "armed"} and not row.kinds & {"states"}:
            return True
        return any(c.text.lower() in words_of("subset") or c.pos == "NUM" for c in self.doc.dependents(token.i))
