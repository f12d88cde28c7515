"""Who stands in an organisation: the parties at a rule's slots, and those told beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.extract.grammar import Slots
from dragoman.extract.grammar.passage import STATE_KINDS, main_states
from dragoman.extract.memberships.listing import roll_after, roll_from
from dragoman.extract.memberships.roles import words_that
from dragoman.extract.memberships.rules import MembershipRule
from dragoman.model import AnnotatedDocument, Party
from dragoman.tables import ActorTables
from dragoman.tables.nouns import pointing_nouns

_MEMBER_KINDS = frozenset({"state", "territory", "former_state", "organisation", "region", ""})
_POINTING = frozenset({"these", "those", "both", "all"})
_BACK = 60
"""Words looked back for the list "these countries" points to."""


class Members:
    """Finds the members of standings in one document."""

    def __init__(self, doc: AnnotatedDocument, slots: Slots, tables: ActorTables) -> None:
        self.doc, self.slots, self.tables = doc, slots, tables
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
            found: dict[str, Party] = {}
            filled = []
            for i in self._at(trigger, slot, org):
                for party in self._parties(i):
                    if self._may_be(party, org):
                        found.setdefault(party.actor or "", party)
                        filled.append(i)
            states = [c for c in found if self.tables.kind_of(c) in STATE_KINDS]
            if len(states) > 1:
                # "The Sahel states, Mali, Niger …": the region only says which states.
                found = {c: p for c, p in found.items() if self.tables.kind_of(c) != "region"}
            if found:
                shared = [i for s in rule.more for i in self.slots.find(trigger, s)]
                for i in [*shared, *self._beside(rule, trigger, filled)]:
                    for party in self._parties(i):
                        if self._may_be(party, org):
                            found.setdefault(party.actor or "", party)
                return list(found.values())
        return []

    def at(self, i: int, org: Party, alone: bool) -> list[Party]:
        """The parties at a word that may be members; alone, without those listed with it."""
        parties = self.slots.by_head[i].parties[:1] if alone and i in self.slots.by_head else self._parties(i)
        return [p for p in parties if self._may_be(p, org)]

    def _at(self, trigger: int, slot: str, org: Party) -> list[int]:
        if slot == "roll":
            return roll_after(self.doc, self.slots, trigger, org, self.tables)
        if slot == "stander":
            verb = self.doc.tokens[self.doc.tokens[trigger].head]
            return self.slots.subject(verb) if verb.lemma.lower() in words_that("standing") else []
        return self.slots.find(trigger, slot)

    def _may_be(self, party: Party, org: Party) -> bool:
        return bool(
            party.actor
            and party.actor != org.actor
            and self.tables.kind_of(party.actor) in _MEMBER_KINDS
            and not (party.person and party.role is None)
        )

    def _parties(self, i: int) -> Sequence[Party]:
        token = self.doc.tokens[i]
        if token.lemma.lower() in pointing_nouns():
            # "Erdogan, whose country has been a partner".
            for owner in self.doc.dependents(i, "poss"):
                above = next((t for t in self.doc.ancestors(i) if t.dep == "relcl"), None)
                if owner.tag == "WP$" and above is not None and (found := self.slots.parties(above.head)):
                    return [replace(p, person=None, role=None) for p in found]
        return self._listed_before(i) or self._spelled_out(i) or self.slots.parties(i) or self._country(i)

    def _spelled_out(self, i: int) -> list[Party]:
        """The states that "seven countries" are: told after a colon, a dash, "among them" or "including"."""
        token = self.doc.tokens[i]
        if token.tag != "NNS" or token.lemma.lower() not in words_that("plural"):
            return []
        sentence = self.doc.sentences[token.sent]
        for at in range(i + 1, sentence.last - 1):
            word = self.doc.tokens[at].text.lower()
            if (word == "," and at == i + 1) or word in {":", "—", "–", "("} or word in words_that("spelling"):
                names = roll_from(self.doc, self.slots, at + 1, self.tables)
                if len(names) > 1:
                    return [self.slots.by_head[n].parties[0] for n in names]
        return []

    def _listed_before(self, i: int) -> list[Party]:
        """The names "these countries", "all three" or "them" point to: the last list of at least two before them."""
        token = self.doc.tokens[i]
        mention = self.slots.by_head.get(i)
        plural = token.text.lower() in {"they", "them", "their"}
        if mention is not None and mention.form == "pronoun" and (plural or len(mention.parties) > 1):
            if not mention.parties:
                return []
            return self._list_with({p.actor for p in mention.parties}, i)
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
        heads = [*members, trigger]
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
            for link in links:
                before = self.doc.tokens[link.i - 1].text.lower() if link.i else ""
                if link.text.lower() in companions or f"{before} {link.text.lower()}" in companions:
                    yield from (o.i for o in self.doc.dependents(link.i, "pobj") if self.slots.is_name(o.i))
