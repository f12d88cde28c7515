"""Who stands in an organisation: the parties at a rule's slots, and those told beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.extract.grammar.passage import STATE_KINDS, main_states
from dragoman.extract.memberships.check import is_listed
from dragoman.extract.memberships.listing import roll_after, roll_from
from dragoman.extract.memberships.places import StandingSlots
from dragoman.extract.memberships.roles import words_that
from dragoman.extract.memberships.rules import MembershipRule
from dragoman.extract.memberships.spelling import Spelling
from dragoman.model import AnnotatedDocument, Party
from dragoman.tables import ActorTables
from dragoman.tables.nouns import pointing_nouns

_MEMBER_KINDS = frozenset({"state", "territory", "former_state", "organisation", "region", ""})
_POINTING = frozenset({"these", "those", "both", "all"})
_PASSIVE_SLOTS = ("object", "prep:", "apposition", "examples", "governed", "raised")
"""Slots of those something is done to; there a government stands for its state, a team of it does not."""
_FARTHER = frozenset({"seeker", "governed", "bearer"})
"""Slots away from a noun, which a possessor of its own makes void."""
_OWN = frozenset({"its", "their", "his", "her"})
_FEW = 8
"""Most states a region may have for its name to tell which they are."""
_BACK = 60
"""Words looked back for the list "these countries" points to."""


def may_be_member(party: Party, org: Party, tables: ActorTables) -> bool:
    """Whether a party may stand in an organisation: a state, territory or body, no person on his own account."""
    return bool(
        party.actor
        and party.actor != org.actor
        and tables.kind_of(party.actor) in _MEMBER_KINDS
        and not (party.person and party.role is None)
    )


class Members:
    """Finds the members of standings in one document."""

    def __init__(self, doc: AnnotatedDocument, slots: StandingSlots, tables: ActorTables) -> None:
        self.doc, self.slots, self.tables = doc, slots, tables
        self.spelling = Spelling(doc, slots, tables)
        self._main = main_states(doc, tables)

    def find(self, rule: MembershipRule, trigger: int, org: Party) -> list[Party]:
        """The parties that may be members: states, territories and organisations, no people on their own account.

        Args:
            rule: The rule set off.
            trigger: Index of its word.
            org: The organisation.

        Returns:
            The parties at the first slot that has any, and those that share their standing; may be empty.
        """
        for slot in rule.member:
            if slot == "bearer" and self.doc.tokens[trigger].dep in {"nsubj", "nsubjpass"}:
                # "Observers counted tanks": what they do something to is nothing they observe for.
                continue
            if slot in _FARTHER and self._is_anothers(trigger, org):
                # "Held up the pair's entry" is nobody else's entry.
                continue
            found: dict[str, Party] = {}
            filled = []
            for i in self._at(trigger, slot, org):
                if slot.startswith(_PASSIVE_SLOTS) and self._is_thing(i, slot):
                    continue
                if self._is_body_of(i, org):
                    filled.append(i)
                    continue
                if self._is_several(i):
                    continue
                for party in self._states_of(self._parties(i), org):
                    if slot.startswith("prep:") and party.person is not None:
                        # "Presented its application to the president".
                        continue
                    if self._may_be(party, org) and not (slot == "subject" and self._only_visits(rule, party)):
                        found.setdefault(party.actor or "", party)
                        filled.append(i)
            states = [c for c in found if self.tables.kind_of(c) in STATE_KINDS]
            if len(states) > 1:
                # "The Sahel states, Mali, Niger …": the region only says which states.
                found = {c: p for c, p in found.items() if self.tables.kind_of(c) != "region"}
            if found or filled:
                shared = [i for s in rule.more for i in self.slots.find(trigger, s)]
                for i in [*shared, *self._beside(rule, trigger, filled)]:
                    for party in self._parties(i):
                        if self._may_be(party, org):
                            found.setdefault(party.actor or "", party)
                if found:
                    return self._one_kind(rule, list(found.values()), org)
        return []

    def _is_several(self, i: int) -> bool:
        """Whether a number of states is taken for a single one: "fifteen governments" are nobody named."""
        token, mention = self.doc.tokens[i], self.slots.by_head.get(i)
        if mention is None or mention.form != "description" or token.tag != "NNS" or len(mention.parties) != 1:
            return False
        counted = bool(self.doc.dependents(i, "nummod")) and token.lemma.lower() in words_that("plural")
        return counted and len(self._parties(i)) == 1

    def _is_body_of(self, i: int, org: Party) -> bool:
        """Whether a plural is some other body's members, no member itself: "signed by ten members of the league"."""
        token, mention = self.doc.tokens[i], self.slots.by_head.get(i)
        if mention is None or mention.form != "title" or token.tag != "NNS" or self._described(i):
            return False
        bodies = [p for p in mention.parties if p.actor != org.actor and p.actor in self.tables.standings]
        return bool(bodies) and token.lemma.lower() in words_that("plural") | words_that("insider")

    def _one_kind(self, rule: MembershipRule, members: list[Party], org: Party) -> list[Party]:
        """A list of members without those the tables never knew there, where they know others of it.

        "Members such as X and Y as well as Z" tells of Z nothing.
        """
        if rule.change != "stands" or rule.role not in {"member", "founder"} or rule.outside:
            return members
        known = [m for m in members if is_listed(self.tables, m.actor, org.actor)]
        return known or members

    def _is_anothers(self, trigger: int, org: Party) -> bool:
        """Whether a noun has an owner of its own other than the organisation."""
        owners = [c for c in self.doc.dependents(trigger, "poss") if c.lemma.lower() not in _OWN]
        return any(self.slots.actor_at(c.i) != org.actor for c in owners)

    def _only_visits(self, rule: MembershipRule, party: Party) -> bool:
        """Whether somebody at a verb's subject acts in person: comes to a body, or signs a paper there."""
        if rule.kinds == {"treaty"}:
            return party.person is not None or self.tables.kind_of(party.actor) not in STATE_KINDS
        return rule.known and party.person is not None

    def at(self, i: int, org: Party, alone: bool) -> list[Party]:
        """The parties at a word that may be members; alone, without those listed with it."""
        parties = self.slots.by_head[i].parties[:1] if alone and i in self.slots.by_head else self._parties(i)
        return [p for p in parties if self._may_be(p, org)]

    def _at(self, trigger: int, slot: str, org: Party) -> list[int]:
        if slot == "roll":
            return roll_after(self.doc, self.slots, trigger, org, self.tables)
        if slot == "stander":
            verb = self.doc.tokens[self.doc.tokens[trigger].head]
            if verb.pos == "ADP":
                # "In the one but outside the other".
                verb = self.doc.tokens[verb.head]
            if verb.pos in {"NOUN", "PROPN"}:
                return [verb.i]
            return self.slots.subject(verb) if verb.lemma.lower() in words_that("standing") else []
        if slot == "spelled":
            return [p for p in (self.spelling.after(trigger) or []) if p != trigger]
        if slot == "next":
            names = roll_from(self.doc, self.slots, trigger + 1, self.tables)
            return names if len(names) > 1 else []
        return self.slots.find(trigger, slot)

    def _may_be(self, party: Party, org: Party) -> bool:
        return may_be_member(party, org, self.tables)

    def _parties(self, i: int) -> Sequence[Party]:
        token, mention = self.doc.tokens[i], self.slots.by_head.get(i)
        if mention is not None and mention.form == "description" and token.tag == "NNS":
            pointing = self.doc.dependents(i, "det", "predet", "poss", "nummod")
            if not pointing and not self.spelling.after(i):
                # "Rich economies" are nobody told before.
                return self._described(i)
        if token.lemma.lower() in pointing_nouns():
            # "Erdogan, whose country has been a partner".
            for owner in self.doc.dependents(i, "poss"):
                above = next((t for t in self.doc.ancestors(i) if t.dep == "relcl"), None)
                if owner.tag == "WP$" and above is not None and (found := self.slots.parties(above.head)):
                    return [replace(p, person=None, role=None) for p in found]
        return (
            self._listed_before(i)
            or self._composed(i)
            or self._spelled_out(i)
            or self._described(i)
            or self._one_of(i)
            or self._enumerated(i)
            or [*self._split(self.slots.parties(i)), *self._joined_before(i)]
            or self._explained(i)
            or self._country(i)
        )

    def _spelled_out(self, i: int) -> list[Party]:
        """The states that "seven countries" are, told after it."""
        return [self.slots.by_head[n].parties[0] for n in self.spelling.after(i)]

    def _described(self, i: int) -> list[Party]:
        """Who "the few states that …" or "the only country to …" are said to be."""
        token = self.doc.tokens[i]
        if token.lemma.lower() not in words_that("plural") or self.slots.is_name(i):
            return []
        described = [k for k in self.slots.copula(token) if k != i]
        return [p for k in described for p in self._split(self.slots.parties(k))]

    def _composed(self, i: int) -> list[Party]:
        """The states a group is made of: "the trio of X, Y and Z", "the governments of X and Y"."""
        token = self.doc.tokens[i]
        if token.lemma.lower() not in words_that("several") or self.slots.is_name(i):
            return []
        made = [
            o.i for p in self.doc.dependents(i, "prep") if p.lemma == "of" for o in self.doc.dependents(p.i, "pobj")
        ]
        names = [p for k in made if self.slots.is_name(k) for p in self._split(self.slots.parties(k))]
        return names if len(names) > 1 else []

    def _one_of(self, i: int) -> list[Party]:
        """Who is "one of the six who did it", "among the first that did it"."""
        token = self.doc.tokens[i]
        link = self.doc.tokens[token.head]
        above = self.doc.tokens[link.head]
        if token.dep != "pobj" or self.slots.is_name(i) or link.lemma.lower() not in {"of", "among", "amongst"}:
            return []
        if not self.doc.dependents(i, "relcl", "acl"):
            return []
        if above.lemma.lower() in words_that("counting"):
            told = self.slots.subject(above)
        elif above.lemma.lower() in words_that("some"):
            told = self.slots.copula(above)
        else:
            told = []
        return [p for k in told if k != i for p in self._split(self.slots.parties(k))]

    def _enumerated(self, i: int) -> list[Party]:
        """The states of a list at whose first name the parser lost the others."""
        mention = self.slots.by_head.get(i)
        if mention is None or mention.form not in {"name", "place"}:
            return []
        names = roll_from(self.doc, self.slots, mention.first, self.tables)
        lost = len(names) > max(2, len(self.slots.parties(i)))
        return [self.slots.by_head[n].parties[0] for n in names] if lost else []

    def _joined_before(self, i: int) -> list[Party]:
        """A name joined by "and" before another that some parses hang on it: "Chad and Timor-Leste"."""
        before = [c for c in self.doc.dependents(i, "nmod") if self.slots.is_name(i) and self.slots.is_name(c.i)]
        joined = [c.i for c in before if self.doc.dependents(c.i, "cc")]
        return [p for k in joined for p in self.slots.parties(k)]

    def _explained(self, i: int) -> list[Party]:
        """The name that follows a noun without a party of its own: "its neighbour Sweden"."""
        names = [c.i for c in self.doc.dependents(i, "appos") if self.slots.is_name(c.i)]
        return [p for k in names for p in self.slots.parties(k)]

    def _split(self, parties: Sequence[Party]) -> list[Party]:
        """Two states named together, where the state of that name is gone: "Serbia and Montenegro"."""
        found: list[Party] = []
        for party in parties:
            actor = self.tables.actors.get(party.actor or "")
            gone = actor is not None and actor.end and actor.end < (self.doc.document.published or "")
            halves = party.text.split(" and ") if gone else []
            codes = [a.code for h in halves for a in self.tables.names.get(tuple(h.lower().split()), ())[:1]]
            both = len(codes) > 1 and len(codes) == len(halves)
            found += [replace(party, actor=c) for c in codes] if both else [party]
        return found

    def _states_of(self, parties: Sequence[Party], org: Party) -> list[Party]:
        """The states of a region that stand in an organisation: "the Baltic states, EU members since 2004"."""
        found: list[Party] = []
        for party in parties:
            states = self.tables.traits.get(party.actor or "", frozenset())
            inside = [s.member for s in self.tables.standings.get(org.actor or "", ()) if s.member in states]
            alone = self.tables.kind_of(party.actor) == "region" and inside and len(states) <= _FEW
            found += [replace(party, actor=c) for c in dict.fromkeys(sorted(inside))] if alone else [party]
        return found

    def _is_thing(self, i: int, slot: str) -> bool:
        """Whether a noun before which a name stands is a thing or people, no state: "three Iranian generals"."""
        mention, lemma = self.slots.by_head.get(i), self.doc.tokens[i].lemma.lower()
        if self.doc.tokens[i].pos != "NOUN":
            return False
        if lemma == "government" and slot == "object":
            # "Reinstated the government" lets no state in.
            return True
        states = words_that("plural") | words_that("insider") | set(pointing_nouns())
        return mention is not None and mention.form in {"title", "description"} and lemma not in states

    def is_crowd(self, party: Party) -> bool:
        """Whether a party is told by its people in the plural: "Americans"."""
        at = next((m for m in self.doc.mentions if m.start == party.start and m.end == party.end), None)
        return at is not None and at.form == "demonym" and self.doc.tokens[at.head].tag == "NNPS"

    def is_vague(self, party: Party) -> bool:
        """Whether a pronoun names a party that need not be a state: "they", "we"."""
        return self.doc.quote(party.start, party.end).lower() in words_that("vague")

    def _listed_before(self, i: int) -> list[Party]:
        """The names "these countries", "all three" or "them" point to: the last list of at least two before them."""
        token = self.doc.tokens[i]
        mention = self.slots.by_head.get(i)
        plural = token.text.lower() in {"they", "them", "their"}
        if mention is not None and mention.form == "pronoun" and (plural or len(mention.parties) > 1):
            if not mention.parties:
                return []
            told = {p.actor for p in mention.parties}
            # "They" is no single body where states were listed.
            body = len(told) == 1 and self.tables.kind_of(mention.parties[0].actor) not in STATE_KINDS
            return self._list_with(set() if body else told, i)
        pointing = any(c.text.lower() in _POINTING for c in self.doc.dependents(i, "det", "predet"))
        if not pointing or token.tag not in {"NNS", "NNPS"}:
            return []
        return self._list_with(set(), i)

    def _list_with(self, actors: set[str | None], i: int) -> list[Party]:
        """The last list before a word that names some actors, at least two in all."""
        for at in range(i - 1, max(-1, i - _BACK), -1):
            if self.slots.is_name(at) and self.doc.tokens[at].dep not in {"conj", "compound", "appos"}:
                parties = self.slots.parties(at)
                if len(parties) > 1 and actors <= {p.actor for p in parties}:
                    return parties
        return []

    def _country(self, i: int) -> list[Party]:
        """ "The country" before its name is told: the one state of the sentence, else the one the text is about."""
        token, mention = self.doc.tokens[i], self.slots.by_head.get(i)
        noun = pointing_nouns().get(token.lemma.lower())
        definite = any(c.text.lower() == "the" for c in self.doc.dependents(i, "det"))
        if noun is None or not noun.kinds <= STATE_KINDS or not definite or token.tag != "NN":
            return []
        if mention is not None and any(p.actor for p in mention.parties):
            return []
        sentence = self.doc.sentences[token.sent]
        named = {
            p.actor: p
            for k in range(sentence.first, sentence.last)
            if self.slots.is_name(k)
            for p in self.slots.by_head[k].parties[:1]
            if self.tables.kind_of(p.actor) in STATE_KINDS
        }
        return list(named.values()) if len(named) == 1 else self._main[:1]

    def _beside(self, rule: MembershipRule, trigger: int, members: Sequence[int]) -> Iterator[int]:
        """Words for those who share a standing: "alongside X", "together with Y", "like Z", "following W"."""
        heads = [*members, *([trigger] if self.doc.tokens[trigger].dep not in {"pobj", "nsubj"} else [])]
        for link in self.doc.dependents(trigger, "prep"):
            # "Belongs to the Quad with Japan": some parses hang "with" on the body.
            heads += [o.i for o in self.doc.dependents(link.i, "pobj")]
        verb = self.slots.governor(self.doc.tokens[trigger])
        if self.doc.tokens[trigger].pos in {"VERB", "AUX"}:
            verb = self.doc.tokens[trigger]
        if verb is not None:
            heads.append(verb.i)
        companions = words_that("beside") | rule.beside
        for head in dict.fromkeys(heads):
            # The comma before "alongside" is its head in some parses.
            marks = [self.doc.tokens[c] for c in self.doc.children[head] if self.doc.tokens[c].pos == "PUNCT"]
            links = [*self.doc.dependents(head, "prep", "advmod")]
            links += [p for m in marks for p in self.doc.dependents(m.i, "prep")]
            links += [p for link in links for p in self.doc.dependents(link.i, "prep")]
            for link in links:
                before = self.doc.tokens[link.i - 1].text.lower() if link.i else ""
                if link.text.lower() in companions or f"{before} {link.text.lower()}" in companions:
                    yield from (o.i for o in self.doc.dependents(link.i, "pobj") if self.slots.is_name(o.i))
