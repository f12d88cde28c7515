"""Who stands at a word: the actors of names, demonyms, titles, and of the lists they open."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.grammar.collectives import collective
from dragoman.model import AnnotatedDocument, Mention, Party
from dragoman.tables.nouns import role_nouns

_MODIFIERS = ("amod", "compound", "nmod", "poss", "nn")
_RELATIONAL = frozenset(
    {"ally", "partner", "rival", "enemy", "foe", "friend", "neighbor", "neighbour", "opponent", "adversary"}
)
"""Nouns that stand for somebody other than their owner: Russia's allies are not Russia."""
_GENERIC = frozenset({"no", "any", "every", "each", "some", "another", "neither", "a", "an"})
"""Determiners under which "country" points to nobody named."""


class Names:
    """The parties at the words of one document.

    Args:
        doc: The annotated document, mentions resolved.
    """

    def __init__(self, doc: AnnotatedDocument) -> None:
        self.doc = doc
        self.tokens = doc.tokens
        self.by_head: dict[int, Mention] = {m.head: m for m in doc.mentions}

    def parties(self, i: int, nameless: bool = False) -> list[Party]:
        """The parties at a word and at those listed with it, in order, each once.

        Args:
            i: Index of the word.
            nameless: Whether words without a known actor count too.
        """
        found: dict[str, Party] = {}
        for at in self.listed(i):
            for party in self._at(at):
                if party.actor or party.person or nameless:
                    found.setdefault(party.actor or party.text.lower(), party)
        return list(found.values())

    def _at(self, i: int) -> list[Party]:
        mention = self.by_head.get(i)
        if mention is None:
            return []
        if mention.form == "common":
            return collective(self.doc, i) or list(mention.parties)
        if mention.form == "description" and any(c.text.lower() in _GENERIC for c in self.doc.dependents(i, "det")):
            return []
        if mention.form == "title":
            if not self._acts(i):
                return []
            # "Greek and Turkish affairs" is two actors' affairs; a title's own reading knows one.
            named = [p for m in self.modifiers(i) for p in self.by_head[m].parties if p.actor]
            if len({p.actor for p in named}) > 1:
                return named
        return list(mention.parties)

    def _acts(self, i: int) -> bool:
        """Whether a noun before which a name stands can act itself: "British officials", not "British assistance"."""
        token = self.tokens[i]
        if token.pos == "PROPN" or token.ent == "PERSON":
            return True
        row = role_nouns().get(token.lemma.lower()) or role_nouns().get(token.text.lower())
        return row is not None and token.lemma.lower() not in _RELATIONAL

    def actor_at(self, i: int) -> str | None:
        """The one actor a word stands for, or None."""
        mention = self.by_head.get(i)
        return mention.parties[0].actor if mention is not None and mention.parties else None

    def is_name(self, i: int) -> bool:
        """Whether a word names an actor itself (no pronoun or description)."""
        mention = self.by_head.get(i)
        return mention is not None and mention.form in {"name", "demonym", "person"} and bool(self.actor_at(i))

    def is_named(self, i: int) -> bool:
        """Whether a word names an actor itself, or a place that lies in one."""
        mention = self.by_head.get(i)
        return self.is_name(i) or (mention is not None and mention.form == "place" and bool(self.actor_at(i)))

    def listed(self, i: int) -> list[int]:
        """A word and those joined to it; names in a comma list hang as appositions in many parses."""
        found, queue = [i], [i]
        while queue:
            at = queue.pop(0)
            for child in self.doc.dependents(at, "conj", "appos"):
                joins = child.dep == "conj" or (
                    self.is_name(child.i) and self.is_name(at) and self.actor_at(child.i) != self.actor_at(at)
                )
                if joins and child.i not in found and child.pos not in {"VERB", "AUX"}:
                    found.append(child.i)
                    queue.append(child.i)
        return sorted(found)

    def modifiers(self, i: int) -> Iterator[int]:
        """Names before a noun, those of compounds such as "Russian-Chinese" and "U.S.-Soviet" each once."""
        seen: set[str] = set()
        for at in self._modifier_tokens(i):
            actor = self.actor_at(at)
            if self.is_name(at) and actor and actor not in seen:
                seen.add(actor)
                yield at

    def _modifier_tokens(self, i: int) -> list[int]:
        found: list[int] = []
        queue = [c.i for c in self.doc.dependents(i, *_MODIFIERS) if c.dep != "poss"]
        while queue:
            at = queue.pop(0)
            found.append(at)
            queue += [c.i for c in self.doc.dependents(at, *_MODIFIERS, "conj", "punct") if c.dep != "punct"]
        return sorted(found)
