"""Which words of a text name an organisation one may belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dragoman.extract.grammar import Slots
from dragoman.extract.memberships.roles import body_nouns
from dragoman.extract.memberships.rules import MembershipRule
from dragoman.model import AnnotatedDocument, Mention, Party, Token
from dragoman.tables import ActorTables

_HYPHENS = re.compile("[-‑–]")
JOINABLE = frozenset({"organisation", "organ", "agency", "format", "treaty", "court"})
_UNIONS = frozenset({"former_state"})
_ORGANS = frozenset({"LEG", "JUD", "MIL", "COP"})
"""Sectors of an organisation's own organs: a member of the European Parliament is a person."""
_REACH = 3
"""Sentences looked back for an organisation left unsaid."""


class Organisations:
    """Finds the organisation of a standing in one document."""

    def __init__(self, doc: AnnotatedDocument, slots: Slots, tables: ActorTables) -> None:
        self.doc, self.slots, self.tables = doc, slots, tables
        named = [m for m in doc.mentions if m.form == "name" and m.head == m.last - 1]
        self._tally = Counter(p.actor for m in named for p in m.parties if p.actor and self.is_joinable(p.actor))

    def find(self, rule: MembershipRule, trigger: int) -> list[Party]:
        """The organisations that fill a rule's slots, or one named shortly before if the rule allows."""
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
        token = self.doc.tokens[trigger]
        if rule.elliptic and not self.doc.dependents(trigger, "dobj", "pobj", "dative"):
            before = self.named_before(token)
            return [before] if before is not None else []
        return []

    def at(self, i: int, rule: MembershipRule | None = None) -> Party | None:
        """The organisation a word names, if it is one."""
        mention = self.slots.by_head.get(i)
        if mention is None:
            return None
        if mention.form == "title" and self.doc.tokens[i].lemma.lower() not in body_nouns():
            return None
        for party in self._pointed_to(mention):
            if party.actor and not self._is_organ(party) and self.is_joinable(party.actor, rule):
                return party
        return self._respelled(i, rule) if mention.form == "common" else None

    def _pointed_to(self, mention: Mention) -> tuple[Party, ...]:
        """Whom "the bloc" means: the body the text is about, where the last one named was an aside."""
        if mention.form != "description" or not self._tally:
            return mention.parties
        main, often = self._tally.most_common(1)[0]
        if often > 1 and all(self._tally[p.actor or ""] == 1 for p in mention.parties):
            return (replace(mention.parties[0], actor=main, sector=None),)
        return mention.parties

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
            party = self.at(word.i) if self.slots.is_name(word.i) else None
            if party is not None and party.actor:
                found.setdefault(party.actor, party)
        return next(iter(found.values())) if len(found) == 1 else None

    def named_before(self, token: Token) -> Party | None:
        """The last organisation named before a word, a few sentences back at most."""
        first = self.doc.sentences[max(0, token.sent - _REACH)].first
        for i in range(token.i - 1, first - 1, -1):
            if self.slots.is_name(i):
                party = self.at(i)
                if party is not None:
                    return party
        return None
