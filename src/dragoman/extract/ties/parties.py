"""Who is tied to whom: slots first, then what the passage is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.extract.grammar import Slots
from dragoman.extract.grammar.passage import STATE_KINDS, main_states
from dragoman.extract.ties.near import NearParties
from dragoman.extract.ties.places import TiePlaces
from dragoman.extract.ties.rules import TieRule, tie_words
from dragoman.model import AnnotatedDocument, Mention, Party, Token
from dragoman.tables import ActorTables

_REALMS = STATE_KINDS | {"region", "armed_group", "movement", "party"}
POINTING = frozenset(
    ["i", "we", "us", "me", "it", "he", "she", "they", "them", "him", "her", "his", "its", "their", "our", "my", "who",
     "which", "that", "this", "these"]
)  # fmt: skip
"""Words that only point to a side."""
_DEFINITE = frozenset(
    ["the", "this", "that", "these", "those", "both", "bilateral", "mutual", "trilateral", "diplomatic", "such"]
)  # fmt: skip
"""Words by which a relation told without its sides is one the text has spoken of."""
_FRONT = 12
"""Words a phrase at the head of a sentence may have before its comma."""
_CLOSE = 14
"""Words from a relation within which the only other state of the sentence is its other side."""
_PEOPLE = frozenset({"OPP", "REB", "CVL", "PTY"})


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties of a tie and how far they were said in so many words."""

    source: tuple[Party, ...]
    target: tuple[Party, ...]
    said: bool


class TieParties:
    """Finds the two sides of ties in one document."""

    def __init__(self, doc: AnnotatedDocument, slots: Slots, tables: ActorTables) -> None:
        self.doc, self.slots, self.tables = doc, slots, tables
        self.near = NearParties(doc, slots, tables)
        self.places = TiePlaces(doc, slots, tables, self.near.meant)
        self.main = main_states(doc, tables)

    def find(self, rule: TieRule, trigger: int) -> Sides | None:
        """The sides a rule's slots name; None where fewer than two parties are known."""
        sides = self._find(rule, trigger)
        if sides is None or rule.tie == "leadership":
            return sides
        # Somebody known as a person only, or not at all, stands for no actor.
        unknown = [p for p in (*sides.source, *sides.target) if p.actor is None]
        return None if any(p.person or p.text.lower() in POINTING for p in unknown) else sides

    def find_near(self, rule: TieRule, trigger: int) -> Sides | None:
        """The only two actors of the sentence, where no slot names the sides; None where there are more or fewer."""
        one, other = self.near.sides(trigger)
        if not (one and other):
            return None
        if rule.states and any(self.tables.kind_of(p.actor) not in _REALMS for p in (*one, *other)):
            return None
        if rule.mutual:
            if len(one) > 1:
                # Whether the tie is one of those listed or of theirs to the last, nobody can tell.
                return None
            return Sides(tuple(one), tuple(other), False) if len(other) > 1 else self._mutual([*one, *other], False)
        known = {p.actor for p in self._first(rule, trigger, rule.target, ())}
        if {p.actor for p in one} & known:
            one, other = other, one
        return Sides(tuple(one), tuple(other), False)

    def _find(self, rule: TieRule, trigger: int) -> Sides | None:
        for slot in rule.together:
            parties = self._open(rule, trigger, slot)
            if len(parties) > 1:
                if rule.mutual:
                    return self._mutual(parties, True)
                return Sides(tuple(parties[:1]), tuple(parties[1:]), True)
        target = self._first(rule, trigger, rule.target, ())
        source = self._first(rule, trigger, rule.source, target)
        said = True
        if rule.passage and not (source and target) and not self._is_new(trigger):
            source, target, said = self._complete(trigger, source, target)
        if rule.lone and bool(source) != bool(target) and not (source and rule.tie == "dependence"):
            other = self._only_other(trigger, source or target)
            source, target, said = source or other, target or other, said and not other
        if rule.tie == "leadership" and source and all(self.tables.kind_of(p.actor) == "region" for p in source):
            return None
        if rule.states and any(self.tables.kind_of(p.actor) not in _REALMS for p in (*source, *target) if p.actor):
            return None
        if rule.mutual and target and not source:
            return None
        if rule.coded and not (target and all(p.actor for p in (*source, *target))):
            return None
        if rule.mutual and not (len(target) > 1 and len(source) == 1):
            return self._mutual([*source, *target], said)
        # "Ties with both X and Y" are no tie between X and Y: the one side stays source.
        if not rule.first_person and any(p.text.lower() in {"i", "we", "us", "me"} for p in source):
            return None
        source, target = self._apart(rule, source, target)
        return Sides(tuple(source), tuple(target), said) if source and target else None

    def _first(self, rule: TieRule, trigger: int, names: Sequence[str], other: Sequence[Party]) -> list[Party]:
        for slot in names:
            parties = self._open(rule, trigger, slot)
            taken = {p.actor for p in other if p.actor}
            if not other and slot.startswith("deep"):
                parties = [p for p in parties if not self._points(rule, p)]
            fresh = [p for p in parties if not p.actor or p.actor not in taken] or (
                [_in_words(p) for p in parties if p.sector in _PEOPLE] if slot != "bearer" else []
            )
            if fresh:
                return fresh
        return []

    def _points(self, rule: TieRule, party: Party) -> bool:
        """Whether a feared side is only "it": what is meant is rarely a state."""
        return rule.tie == "threat_perception" and party.text.lower() in {"it", "this", "that", "them"}

    def _open(self, rule: TieRule, trigger: int, slot: str) -> list[Party]:
        name, _, words = slot.partition(":")
        finder = self.places.finders.get(name)
        if finder is not None:
            if name == "clause" and (feared := self._nameless_subject(rule, trigger)):
                return feared
            return self._nameless_under(rule, trigger, name, words) or finder(self.doc.tokens[trigger], words)
        found: dict[str, Party] = {}
        for i in self._found(trigger, slot):
            for party in self.named_at(i) or self._said_to_be(i) or self._unnamed(rule, i):
                found.setdefault(party.actor or party.text.lower(), party)
        return list(found.values())

    def _found(self, trigger: int, slot: str) -> list[int]:
        """The words that fill a slot, with what the grammar of all kinds leaves out."""
        found = self.slots.find(trigger, slot)
        token = self.doc.tokens[trigger]
        if slot == "copula" and (better := self._outdone(token)):
            return better
        if slot == "copula" and not found and (fronted := self._fronted(token)):
            return fronted
        if slot == "copula" and not found and token.dep in {"amod", "acl", "advcl"} and self.slots.is_name(token.head):
            # "Sri Lanka, deeply indebted to China".
            return [token.head] if token.head < trigger else []
        over = self.doc.tokens[self.doc.tokens[token.head].head]
        if slot == "bearer" and token.dep == "pobj" and over.pos == "NOUN":
            # "A man with ties to X": who has them is the man.
            return [over.i] if self.doc.tokens[token.head].lemma == "with" else found
        if slot == "possessor":
            return [self._meant(i, token) for i in found]
        return found

    def _outdone(self, token: Token) -> list[int]:
        """Who takes another's place: "X has overtaken Y as Z's closest ally"."""
        above = self.doc.tokens[token.head]
        verb = self.doc.tokens[above.head]
        if token.dep == "pobj" and above.lemma == "as" and verb.lemma.lower() in tie_words("replacing"):
            return self.slots.subject(verb)
        return []

    def _fronted(self, token: Token) -> list[int]:
        """The name a phrase at the head of a sentence explains: "Once a satellite of X, Y now …"."""
        sentence = self.doc.sentences[token.sent]
        comma = next((t.i for t in self.doc.tokens[token.i : sentence.last] if t.text == ","), None)
        if comma is None or comma - sentence.first > _FRONT or comma + 1 >= sentence.last:
            return []
        before = self.doc.tokens[sentence.first : token.i]
        if any(t.pos in {"VERB", "AUX"} or (self.slots.is_name(t.i) and t.dep not in {"poss", "amod"}) for t in before):
            return []
        after = next((t for t in self.doc.tokens[comma + 1 : sentence.last] if t.pos != "DET"), None)
        while after is not None and after.dep == "compound" and after.head > after.i:
            after = self.doc.tokens[after.head]
        return [after.i] if after is not None and self.slots.is_name(after.i) else []

    def _meant(self, owner: int, owned: Token) -> int:
        """The noun an "its" points to where its list tells: "X and its allies", "Y's donor and its friend"."""
        above = self.doc.tokens[owned.head]
        if self.doc.tokens[owner].tag != "PRP$" or owned.dep != "conj":
            return owner
        if self.slots.is_name(above.i):
            return above.i
        first = self.doc.dependents(above.i, "poss")
        return first[0].i if first and self.slots.is_name(first[0].i) else owner

    def named_at(self, i: int) -> list[Party]:
        """The actors a word and those listed with it stand for, one whom others only modify included."""
        found: dict[str, Party] = {}
        for party in self._ours(i) or self.slots.parties(i) or self.near.meant(i):
            if party.actor or party.person:
                found.setdefault(party.actor or party.text.lower(), party)
        return list(found.values())

    def _ours(self, i: int) -> list[Party]:
        """ "Our two countries": the speaker's and the other one the text is about."""
        if self.doc.tokens[i].tag != "NNS":
            return []
        owner = next((c for c in self.doc.dependents(i, "poss") if c.text.lower() == "our"), None)
        mention = self.slots.by_head.get(owner.i) if owner is not None else None
        if mention is None or len(mention.parties) != 1 or not mention.parties[0].actor:
            return []
        other = [p for p in self.main if p.actor != mention.parties[0].actor]
        return [mention.parties[0], *other[:1]]

    def _said_to_be(self, i: int) -> list[Party]:
        """Who a nameless noun is: "X is the only capital that has leverage over it"."""
        token = self.doc.tokens[i]
        if token.tag in {"WDT", "WP"} and self.doc.tokens[token.head].dep == "relcl":
            token = self.doc.tokens[self.doc.tokens[token.head].head]
        while token.dep == "pobj" and self.doc.tokens[token.head].lemma.lower() in {"of", "among", "amongst"}:
            # "X is one of a dozen states that".
            token = self.doc.tokens[self.doc.tokens[token.head].head]
        if token.dep != "attr" or token.tag[:1] not in {"N", "C"}:
            return []
        return [p for at in self.slots.copula(token) for p in self.named_at(at)]

    def _unnamed(self, rule: TieRule, i: int) -> list[Party]:
        """A side without a code, where the rule lets such a noun be one."""
        token = self.doc.tokens[i]
        if token.pos not in {"NOUN", "PROPN"} or self.slots.is_name(i):
            return []
        if "any" in rule.nameless or token.lemma.lower() in rule.nameless:
            return [self.places.words(i)]
        return []

    def _nameless_subject(self, rule: TieRule, trigger: int) -> list[Party]:
        """A nameless subject of a feared clause: "feared that nationalism would …"."""
        for clause in self.doc.dependents(trigger, "ccomp"):
            for subject in self.doc.dependents(clause.i, "nsubj", "nsubjpass"):
                if found := self._unnamed(rule, subject.i):
                    return found
        return []

    def _nameless_under(self, rule: TieRule, trigger: int, name: str, words: str) -> list[Party]:
        """A nameless side under a preposition: "concern over the insurgency"."""
        if name != "deep" or not rule.nameless:
            return []
        found = self.slots.prepositional(self.doc.tokens[trigger], frozenset(words.split("|")))
        return [p for i in found for p in self._unnamed(rule, i)]

    def _complete(
        self, trigger: int, source: list[Party], target: list[Party]
    ) -> tuple[list[Party], list[Party], bool]:
        """Fill a missing side from the sentence, the pair it speaks of, or what the document is about."""
        known = {p.actor for p in (*source, *target)}
        around = self._around(trigger)
        if not source and not target:
            if not self._is_definite(trigger):
                return [], [], False
            return (around, [], False) if len(around) == 2 else ([], [], False)
        if len(known) > 1 or (not target and self._leaves_open(trigger)):
            return source, target, False
        pool = [p for p in around if p.actor not in known]
        main = [p for p in self.main if p.actor not in known]
        other = pool if len(pool) == 1 else main or pool
        return (source or other[:1], target or other[:1], False)

    def _only_other(self, trigger: int, known: Sequence[Party]) -> list[Party]:
        """The one other actor a sentence names, where there is but one."""
        sentence = self.doc.sentences[self.doc.tokens[trigger].sent]
        taken = {p.actor for p in known}
        others: dict[str, Party] = {}
        breaks = [t.i for t in self.doc.tokens[sentence.first : sentence.last] if t.text in {";", ":"}]
        first = max([sentence.first, trigger - _CLOSE, *(i for i in breaks if i < trigger)])
        last = min([sentence.last, trigger + _CLOSE, *(i for i in breaks if i > trigger)])
        for mention in self._mentions(first, last):
            if self.slots.is_named(mention.head):
                for party in mention.parties:
                    if party.actor and party.actor not in taken and self.tables.kind_of(party.actor) in _REALMS:
                        others.setdefault(party.actor, party)
        return list(others.values()) if len(others) == 1 else []

    def _is_new(self, trigger: int) -> bool:
        """Whether a relation is brought up as something new ("a partnership"): then nobody is meant already."""
        token = self.doc.tokens[trigger]
        article = any(c.text.lower() in {"a", "an"} for c in self.doc.dependents(trigger, "det"))
        return article and token.dep in {"pobj", "dobj", "attr", "conj", "appos"} and not self._sentence_states(trigger)

    def _is_definite(self, trigger: int) -> bool:
        """Whether a relation told without its sides has been spoken of: "the thaw", "their ties", "ties soured"."""
        token = self.doc.tokens[trigger]
        if token.dep in {"nsubj", "nsubjpass", "ROOT"}:
            return True
        marks = {t.text.lower() for t in self.doc.dependents(trigger, "det", "poss", "amod", "predet")}
        return bool(marks & _DEFINITE) or bool(self.doc.dependents(trigger, "poss"))

    def _sentence_states(self, trigger: int) -> bool:
        sentence = self.doc.sentences[self.doc.tokens[trigger].sent]
        return any(self.slots.is_name(i) for i in range(sentence.first, sentence.last))

    def _leaves_open(self, trigger: int) -> bool:
        """Whether a side is said but not known ("ties with its partners"): then nothing is filled in."""
        return bool(self.slots.find(trigger, "prep:with|between|among|to|toward|towards"))

    def _around(self, trigger: int) -> list[Party]:
        """States the sentence names, else the two the document is about, else a pair it points to."""
        sentence = self.doc.sentences[self.doc.tokens[trigger].sent]
        named: dict[str, Party] = {}
        pair: tuple[Party, ...] = ()
        for mention in self._mentions(sentence.first, sentence.last):
            if len(mention.parties) == 2 and mention.head < trigger:
                pair = mention.parties
            counted = mention.parties if mention.form == "title" else mention.parties[:1]
            for party in counted if mention.form in {"name", "demonym", "person", "title"} else ():
                if party.actor and self.tables.kind_of(party.actor) in STATE_KINDS:
                    named.setdefault(party.actor, party)
        about = {p.actor for p in self.main}
        if len(about) == 2 and (about >= set(named) or (len(named) == 2 and about & set(named))):
            return self.main
        if len(named) >= 2:
            return list(named.values())
        return list(named.values()) if named and not pair else list(pair)

    def _mentions(self, first: int, last: int) -> list[Mention]:
        return [self.slots.by_head[i] for i in range(first, last) if i in self.slots.by_head]

    def _mutual(self, parties: Sequence[Party], said: bool) -> Sides | None:
        distinct = {p.actor or p.text.lower(): p for p in reversed(parties)}
        ordered = [p for p in parties if distinct.get(p.actor or p.text.lower()) is p]
        return Sides(tuple(ordered), (), said) if len(ordered) > 1 else None

    def _apart(self, rule: TieRule, source: list[Party], target: list[Party]) -> tuple[list[Party], list[Party]]:
        """No actor is tied to itself: of a state and its own people or ruler, these stay in words."""
        shared = {p.actor for p in source if p.actor} & {p.actor for p in target if p.actor}
        if not shared:
            return source, target
        rules = rule.tie == "leadership"
        kept = [p for p in source if p.actor not in shared or p.sector in _PEOPLE or (p.person and rules)]
        kept = [p for p in kept if p.actor not in shared or p.text.lower() not in POINTING]
        return [_in_words(p) if p.actor in shared else p for p in kept], target


def _in_words(party: Party) -> Party:
    return Party(None, party.text, party.start, party.end, party.person, party.role, party.sector)
