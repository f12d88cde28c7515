"""Who can be meant where grammar names no sides: the only two actors a sentence speaks of.

Writers tell ties in turns of phrase no slot foresees ("X is family", says the leader of Y). Where the words are
plain enough and the sentence, with what its "they" and "its neighbour" point to, has but two actors, these are tied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from dragoman.extract.grammar import Slots
from dragoman.extract.grammar.passage import STATE_KINDS
from dragoman.extract.ties.rules import tie_words
from dragoman.model import AnnotatedDocument, Mention, Party
from dragoman.tables import ActorTables

_BODIES = frozenset({"armed_group", "movement", "party"})
_FORMS = frozenset({"name", "demonym", "title", "description"})
_NAMED = frozenset({"name", "demonym", "person", "title"})
_NEAR = 12
"""Words from the word that tells a tie within which its sides stand."""
_PAIR = 2


class NearParties:
    """Finds the only two actors around a word of one document.

    Args:
        doc: The annotated document.
        slots: Its places.
        tables: The actor tables.
    """

    def __init__(self, doc: AnnotatedDocument, slots: Slots, tables: ActorTables) -> None:
        self.doc, self.slots, self.tables = doc, slots, tables
        self._heads = sorted(slots.by_head)

    def sides(self, trigger: int) -> tuple[list[Party], list[Party]]:
        """The two sides a sentence speaks of, in their order; none where it has more, or one alone.

        A list, or a plural that names several, is one side where one more actor is named: "for the three, X is".
        """
        first, last = self._bounds(trigger)
        mentions = self._mentions(first, last)
        told = self._actors(mentions, _FORMS)
        if len(told) < _PAIR:
            # "Nobody in Vilnius": a capital where something is thought stands for its state.
            told = self._actors([m for m in mentions if m.form != "place" or self._is_named(m)], _FORMS | {"place"})
        states = self._of(told, STATE_KINDS)
        bodies = self._of(told, _BODIES)
        pools = [self._of(told, {"state"}), states, {**states, **bodies}, told]
        for pool in pools:
            if len(pool) == _PAIR:
                one, other = sorted(pool.values(), key=lambda p: p.start)
                return [one], [other]
        for pool in pools[1:]:
            if len(pool) > _PAIR:
                return self._listed(mentions, pool)
        pair = self._completed([*states.values(), *bodies.values()], first, last)
        return pair[:1], pair[1:]

    def _is_named(self, mention: Mention) -> bool:
        return self.doc.tokens[mention.head].pos == "PROPN"

    def _of(self, told: Mapping[str, Party], kinds: Set[str]) -> dict[str, Party]:
        return {a: p for a, p in told.items() if self.tables.kind_of(a) in kinds}

    def _listed(self, mentions: Sequence[Mention], pool: Mapping[str, Party]) -> tuple[list[Party], list[Party]]:
        """One actor and a list of all the others."""
        for mention in mentions:
            if self.doc.tokens[mention.head].dep == "conj":
                continue
            names = {p.actor for i in self.slots.listed(mention.head) for p in self.slots.parties(i)}
            names |= {p.actor for p in mention.parties}
            others = [p for a, p in pool.items() if a in names]
            alone = [p for a, p in pool.items() if a not in names]
            if len(alone) == 1 and len(others) > 1:
                return (others, alone) if others[0].start < alone[0].start else (alone, others)
        return [], []

    def meant(self, i: int) -> list[Party]:
        """The two a plural points to without naming them: "the two neighbours", "both capitals"."""
        token = self.doc.tokens[i]
        counted = {c.text.lower() for c in self.doc.dependents(i, "nummod", "det", "predet", "preconj", "amod")}
        if token.tag not in {"NNS", "NNPS"} or not counted & {"two", "both"}:
            return []
        return self._two_before(i)

    def _two_before(self, i: int) -> list[Party]:
        """The only two states named up to a word, else the only two of the sentence before."""
        sentence = self.doc.sentences[self.doc.tokens[i].sent]
        for first, last in ((0, i), (self.doc.sentences[max(sentence.i - 1, 0)].first, i)):
            named = self._states(self._mentions(first, last))
            if len(named) == _PAIR:
                return list(named.values())
        return []

    def _completed(self, known: list[Party], first: int, last: int) -> list[Party]:
        """One actor of the sentence and the only other of the text, where the sentence points to another."""
        words = self.doc.tokens[first:last]
        named = self._states(self.doc.mentions)
        if not known:
            points = any(w.tag in {"NNS", "NNPS"} and self.meant(w.i) for w in words)
            return list(named.values()) if points and len(named) == _PAIR else []
        points = any(w.lemma.lower() in tie_words("described") and w.dep not in {"nsubj", "attr"} for w in words)
        others = [p for a, p in named.items() if a != known[0].actor]
        return [known[0], *others] if points and len(known) == 1 and len(others) == 1 else []

    def _bounds(self, trigger: int) -> tuple[int, int]:
        sentence = self.doc.sentences[self.doc.tokens[trigger].sent]
        breaks = [t.i for t in self.doc.tokens[sentence.first : sentence.last] if t.text in {";", ":"}]
        first = max([sentence.first, trigger - _NEAR, *(i for i in breaks if i < trigger)])
        last = min([sentence.last, trigger + _NEAR, *(i for i in breaks if i > trigger)])
        return first, last

    def _mentions(self, first: int, last: int) -> list[Mention]:
        return [self.slots.by_head[i] for i in self._heads if first <= i < last]

    def _states(self, mentions: Iterable[Mention]) -> dict[str, Party]:
        return self._of(self._actors(mentions, _NAMED), STATE_KINDS)

    @staticmethod
    def _actors(mentions: Iterable[Mention], forms: frozenset[str]) -> dict[str, Party]:
        found: dict[str, Party] = {}
        for mention in mentions:
            for party in mention.parties if mention.form in forms else ():
                if party.actor:
                    found.setdefault(party.actor, party)
        return found
