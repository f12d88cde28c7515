"""Which words of a text name an organisation one may belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.extract.grammar import Slots
from dragoman.extract.memberships.pointing import Pointing
from dragoman.extract.memberships.roles import body_nouns, is_qualifier
from dragoman.extract.memberships.rules import MembershipRule
from dragoman.model import AnnotatedDocument, Party, Token
from dragoman.tables import ActorTables
from dragoman.tables.nouns import role_nouns

_HYPHENS = re.compile("[-‑–]")
JOINABLE = frozenset({"organisation", "organ", "agency", "format", "treaty", "court"})
_UNIONS = frozenset({"former_state"})
_LINKS = frozenset({"to", "into", "from", "of", "out", "in", "with", "for", "against"})
"""Prepositions that would name the organisation, or show that the word is about something else."""
_ORGANS = frozenset({"LEG", "JUD", "MIL", "COP"})
"""Sectors of an organisation's own organs: a member of the European Parliament is a person."""


class Organisations:
    """Finds the organisation of a standing in one document."""

    def __init__(self, doc: AnnotatedDocument, slots: Slots, tables: ActorTables) -> None:
        self.doc, self.slots, self.tables = doc, slots, tables
        self.pointing = Pointing(doc, slots, tables, self._named)

    def find(self, rule: MembershipRule, trigger: int) -> list[Party]:
        """The organisations that fill a rule's slots."""
        for slot in rule.org:
            if slot == "sentence":
                only = self._only_one(self.doc.tokens[trigger])
                if only is not None:
                    return [only]
                continue
            for i in self.slots.find(trigger, slot):
                parties = [p for k in self.slots.listed(i) if (p := self.at(k, rule)) is not None]
                if parties:
                    return parties
        return []

    def left_unsaid(self, rule: MembershipRule, trigger: int) -> Party | None:
        """One named shortly before, where the rule allows and the words leave it out ("a member since 1952")."""
        token = self.doc.tokens[trigger]
        if not rule.elliptic or not self._is_silent(rule, token):
            return None
        meant = self.pointing.silent(token)
        return meant if meant is not None and self.is_joinable(meant.actor or "", rule) else None

    def _is_silent(self, rule: MembershipRule, token: Token) -> bool:
        """Whether a word has no object of its own, or only "it": then a body named before is meant."""
        if token.pos in {"VERB", "AUX"}:
            if any(c.i > token.i for c in self.doc.dependents(token.i, "xcomp", "ccomp")):
                return False
            # Who admits has an object of its own: who is admitted.
            taken = "object" in rule.member
            objects = [] if taken else list(self.doc.dependents(token.i, "dobj", "pobj", "dative"))
            objects += [o for p in self.doc.dependents(token.i, "prep") if p.lemma in _LINKS
                        for o in self.doc.dependents(p.i, "pobj") if o.ent not in {"DATE", "TIME"}]  # fmt: skip
            return all(o.text.lower() == "it" for o in objects)
        if any(p.lemma in _LINKS - {"in"} for p in self.doc.dependents(token.i, "prep")):
            return False
        own = {w for t in rule.triggers for w in t.words}
        compounds = self.doc.dependents(token.i, "compound", "nmod")
        if any(not is_qualifier(c) and c.lemma.lower() not in own for c in compounds):
            return False
        if token.pos in {"ADP", "ADV"}:
            return not self.doc.dependents(token.i, "pobj", "prep")
        if self.doc.dependents(token.i, "poss"):
            return "possessor" in rule.member
        return self._is_predicate(token)

    def _is_predicate(self, token: Token) -> bool:
        """Whether a noun says what somebody is: "are also members", "Turkey, a member since 1952", "as an observer"."""
        above = self.doc.tokens[token.head]
        if token.dep == "conj" and above.pos == "NOUN":
            return self._is_predicate(above)
        if token.dep == "appos" or (token.dep == "conj" and above.lemma == "be"):
            return True
        if token.dep in {"attr", "oprd"} or (token.dep == "pobj" and above.lemma == "as"):
            return True
        if token.dep == "pobj" and above.lemma == "of" and self.doc.tokens[above.head].lemma == "status":
            return True
        if token.dep in {"nsubj", "ccomp"} and token.tag == "NNS":
            # "The other partners are X and Y"; "made X and Y partners".
            return token.dep == "ccomp" or above.lemma in {"be", "include"}
        membership = token.lemma.lower() == "membership"
        return (token.dep == "dobj" and (membership or token.lemma.lower() == "status")) or (
            token.dep == "pobj" and membership
        )

    def at(self, i: int, rule: MembershipRule | None = None) -> Party | None:
        """The organisation a word names or points to, if it is one."""
        mention = self.slots.by_head.get(i)
        token = self.doc.tokens[i]
        if token.tag in {"WDT", "WP"}:
            clause = next((t for t in self.doc.ancestors(i) if t.dep == "relcl"), None)
            return self.at(clause.head, rule) if clause is not None else None
        if mention is None:
            return None
        if mention.form in {"title", "description"} and token.lemma.lower() not in body_nouns():
            return None
        row = role_nouns().get(token.lemma.lower()) if mention.form == "name" and token.pos == "NOUN" else None
        if row is not None and row.kinds & {"leader", "official"}:
            # "Quad leaders" are no body.
            return None
        if mention.form in {"description", "common"}:
            meant = self.pointing.noun(i)
            if meant is not None and self.is_joinable(meant.actor or "", rule):
                return replace(meant, text=self.doc.quote(mention.start, mention.end), start=mention.start,
                               end=mention.end, sector=None)  # fmt: skip
        found = self._first(mention.parties, rule)
        if found is not None:
            return found
        told = {"its", "whose"} | ({"it"} if rule is not None and rule.elliptic else set())
        if mention.form == "pronoun" and token.text.lower() in told:
            meant = self.pointing.silent(token)
            if meant is not None and self.is_joinable(meant.actor or "", rule):
                return replace(meant, text=token.text, start=token.start, end=token.end, sector=None)
        return self._respelled(i, rule) if mention.form == "common" else None

    def _named(self, i: int) -> Party | None:
        mention = self.slots.by_head[i]
        return self._first(mention.parties)

    def _first(self, parties: Sequence[Party], rule: MembershipRule | None = None) -> Party | None:
        for party in parties:
            if party.actor and not self._is_organ(party) and self.is_joinable(party.actor, rule):
                return party
        return None

    def _is_organ(self, party: Party) -> bool:
        """Whether words name a part of the organisation only, its parliament or court."""
        actor = self.tables.actors.get(party.actor or "")
        return party.sector in _ORGANS and (actor is None or actor.sector != party.sector)

    def _respelled(self, i: int, rule: MembershipRule | None) -> Party | None:
        """A name written with a hyphen where the tables have none: "G-8"."""
        token = self.doc.tokens[i]
        if token.pos != "PROPN":
            return None
        for alias in self.tables.names.get((_HYPHENS.sub("", token.text.lower()),), ()):
            if self.is_joinable(alias.code, rule):
                return Party(alias.code, token.text, token.start, token.end, sector=alias.sector or None)
        return None

    def at_any(self, tokens: Sequence[Token]) -> bool:
        """Whether one of some words names an organisation."""
        return any(self.at(t.i) is not None for t in tokens)

    def is_joinable(self, actor: str, rule: MembershipRule | None = None) -> bool:
        """Whether an actor is a body with members; for a union of states, whether it is one."""
        kind = self.tables.kind_of(actor)
        if rule is not None and rule.union:
            return kind in _UNIONS
        allowed = rule.kinds if rule is not None and rule.kinds else JOINABLE
        return kind in allowed

    def _only_one(self, token: Token) -> Party | None:
        """The one organisation a sentence names, if there is just one."""
        found: dict[str, Party] = {}
        for word in self.doc.words(self.doc.sentences[token.sent]):
            # "United Nations sanctions" are no talk of a standing in it.
            plain = word.dep not in {"compound", "amod", "nmod"}
            party = self.at(word.i) if plain and self.slots.is_name(word.i) else None
            if party is not None and party.actor:
                found.setdefault(party.actor, party)
        return next(iter(found.values())) if len(found) == 1 else None
