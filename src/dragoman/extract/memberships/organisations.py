"""Which words of a text name an organisation one may belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.extract.memberships.places import StandingSlots
from dragoman.extract.memberships.pointing import Pointing
from dragoman.extract.memberships.roles import body_nouns, is_qualifier, words_that
from dragoman.extract.memberships.rules import MembershipRule
from dragoman.model import AnnotatedDocument, Party, Token
from dragoman.tables import ActorTables
from dragoman.tables.nouns import role_nouns

_HYPHENS = re.compile("[-‑–]")
JOINABLE = frozenset({"organisation", "organ", "agency", "format", "treaty", "court"})
_UNIONS = frozenset({"former_state"})
_NEAR = 9
"""Words between a plural and the mark after which its bodies are told."""
_LINKS = frozenset({"to", "into", "from", "of", "out", "in", "with", "for", "against"})
"""Prepositions that would name the organisation, or show that the word is about something else."""
_ACTING = frozenset({"subject", "sole-subject", "bearer", "giver", "maker"})
"""Slots of who grants or takes a standing."""
_PRIVATE = frozenset({"NGO", "BUS", "MED", "CVL"})
"""Sectors of organisations that states are no members of."""
_ORGANS = frozenset({"LEG", "JUD", "MIL", "COP"})
"""Sectors of an organisation's own organs: a member of the European Parliament is a person."""


class Organisations:
    """Finds the organisation of a standing in one document."""

    def __init__(self, doc: AnnotatedDocument, slots: StandingSlots, tables: ActorTables) -> None:
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
                acts = slot in _ACTING
                parties = [p for k in self.slots.listed(i) if (p := self.at(k, rule, acts)) is not None]
                if slot == "itself":
                    parties = [p for p in parties if any(c.isupper() for c in p.text.removeprefix("The "))]
                after = self._told_after(i, rule)
                parties = parties or self._owned(i, rule)
                parties = (after if len(after) > len(parties) else parties) or self._apposed(i, rule)
                if parties:
                    return parties
        return []

    def _owned(self, i: int, rule: MembershipRule) -> list[Party]:
        """The body whose organs or ranks a noun tells: "walked out of its military structures"."""
        if self.doc.tokens[i].lemma.lower() not in words_that("inner") | words_that("organ"):
            return []
        # "Its participation" is the state's own.
        apart = self.doc.tokens[i].lemma.lower() in words_that("deedlike")
        own = [c.i for c in self.doc.dependents(i, "poss") if not apart]
        own += [
            o.i for p in self.doc.dependents(i, "prep") if p.lemma == "of" for o in self.doc.dependents(p.i, "pobj")
        ]
        own += self.slots.modifiers(i)
        owners = [self.at(k, rule) for k in own]
        return [p for p in owners if p is not None]

    def _apposed(self, i: int, rule: MembershipRule) -> list[Party]:
        """The body that explains a noun bodies are called by: "a confederation, the Alliance of …"."""
        token = self.doc.tokens[i]
        if token.lemma.lower() not in body_nouns() | words_that("inner"):
            return []
        marks = {",", "—", "–", "(", "the", ":"}
        at = i + 1
        while at < len(self.doc.tokens) and at < i + _NEAR and self.doc.tokens[at].text.lower() in marks:
            at += 1
        if at == i + 1 or at >= len(self.doc.tokens) or not self.slots.is_name(at):
            return []
        party = self.at(self.slots.by_head[at].last - 1, rule)
        return [party] if party is not None else []

    def _told_after(self, i: int, rule: MembershipRule) -> list[Party]:
        """The bodies that a plural is, told after a colon or a dash: "three of the four regimes: the …"."""
        if self.slots.by_head.get(i) is not None and self.slots.is_name(i):
            return []
        sentence = self.doc.sentences[self.doc.tokens[i].sent]
        plural = [t for t in self.doc.tokens[i : i + _NEAR] if t.tag in {"NNS", "NNPS"} and t.i < sentence.last]
        mark = next((t.i for t in self.doc.tokens[i + 1 : sentence.last] if t.text in {":", "—", "–"}), None)
        if not plural or mark is None or mark - plural[0].i > _NEAR:
            return []
        found: list[Party] = []
        at = mark + 1
        while at < sentence.last:
            if self.slots.is_name(at) and (party := self.at(self.slots.by_head[at].last - 1, rule)) is not None:
                found.append(party)
                at = self.slots.by_head[at].last
            elif self.doc.tokens[at].text.lower() in {",", "and", "the", "both", ";"}:
                at += 1
            else:
                break
        return found

    def alone(self, rule: MembershipRule, trigger: int) -> Party | None:
        """The one organisation of a sentence, where the rule takes it for want of a nearer one."""
        return self._only_one(self.doc.tokens[trigger]) if rule.alone else None

    def left_unsaid(self, rule: MembershipRule, trigger: int) -> Party | None:
        """One named shortly before, where the rule allows and the words leave it out ("a member since 1952")."""
        token = self.doc.tokens[trigger]
        if not rule.elliptic or not self._is_silent(rule, token):
            return None
        if token.pos == "VERB" and token.tag in {"VBP", "VBG", "VBZ"} and token.dep != "xcomp":
            # "They apply", "taking part": nobody's entry.
            return None
        if token.pos == "VERB" and "subject" in rule.member and self.slots.is_passive(token):
            # "Was joined by the ambassador".
            return None
        owners = (*self.slots.possessor(token), *(self.slots.subject(token) if token.pos == "VERB" else ()))
        standing = [self.slots.by_head[i].parties[:1] for i in owners if self.slots.is_name(i)]
        meant = self.pointing.silent(token, frozenset(p.actor or "" for ps in standing for p in ps), ahead=True)
        return meant if meant is not None and self.is_joinable(meant.actor or "", rule) else None

    def _is_silent(self, rule: MembershipRule, token: Token) -> bool:
        """Whether a word has no object of its own, or only "it": then a body named before is meant."""
        if token.pos in {"VERB", "AUX"}:
            if any(c.i > token.i for c in self.doc.dependents(token.i, "xcomp", "ccomp")):
                return False
            # Who admits has an object of its own: who is admitted.
            taken = "object" in rule.member
            objects = [] if taken else list(self.doc.dependents(token.i, "dobj", "pobj", "dative"))
            links = [p for p in self.doc.dependents(token.i, "prep") if p.lemma in _LINKS]
            links += [lower for p in links for lower in self.doc.dependents(p.i, "prep")]
            objects += [o for p in links for o in self.doc.dependents(p.i, "pobj") if o.ent not in {"DATE", "TIME"}]
            return all(o.text.lower() == "it" for o in objects)
        # Who leaves may be told by "of": "the departure of Mali".
        telling = _LINKS - {"in"} - ({"of"} if any(s.startswith("prep:of") for s in rule.member) else set())
        if any(p.lemma in telling for p in self.doc.dependents(token.i, "prep")):
            return False
        own = {w for t in rule.triggers for w in t.words}
        compounds = self.doc.dependents(token.i, "compound", "nmod")
        if any(not is_qualifier(c) and c.lemma.lower() not in own for c in compounds):
            return False
        if token.pos in {"ADP", "ADV"}:
            return not self.doc.dependents(token.i, "pobj", "prep")
        if self.doc.dependents(token.i, "poss"):
            return "possessor" in rule.member
        if any(p.lemma == "of" for p in self.doc.dependents(token.i, "prep")) and rule.role == "former":
            return True
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
        if {c.lemma.lower() for c in self.doc.dependents(token.i, "compound", "nmod")} & {"membership", "accession"}:
            return True
        membership = token.lemma.lower() == "membership"
        return (token.dep == "dobj" and (membership or token.lemma.lower() == "status")) or (
            token.dep == "pobj" and membership
        )

    def at(self, i: int, rule: MembershipRule | None = None, acts: bool = False) -> Party | None:
        """The organisation a word names or points to, if it is one.

        Args:
            i: Index of the word.
            rule: The rule whose slot it fills, if any.
            acts: Whether it grants or takes a standing: then the organisation's leaders act for it.
        """
        mention = self.slots.by_head.get(i)
        token = self.doc.tokens[i]
        if rule is not None and (code := rule.names.get(token.lemma.lower()) or rule.names.get(token.text.lower())):
            return Party(code, token.text, token.start, token.end)
        if rule is not None and rule.names:
            return None
        if token.tag in {"WDT", "WP"}:
            clause = next((t for t in self.doc.ancestors(i) if t.dep == "relcl"), None)
            found = self.at(clause.head, rule) if clause is not None else None
            if found is not None:
                return found
            before = i - 1
            while before > 0 and (self.doc.tokens[before].pos == "ADP" or self.doc.tokens[before].text == ","):
                before -= 1
            return self.at(before, rule) if self.slots.is_name(before) else None
        if mention is None:
            return None
        bodies = body_nouns() | words_that("inner")
        if mention.form in {"title", "description"} and token.lemma.lower() not in bodies:
            return self._first(mention.parties, rule) if acts and self._speaks(token) else None
        row = role_nouns().get(token.lemma.lower()) if mention.form == "name" and token.pos == "NOUN" else None
        if row is not None and row.kinds & {"leader", "official"}:
            # "Quad leaders" are no body.
            return None
        if mention.form == "place" and token.pos == "NOUN" and token.lemma.lower() not in bodies:
            # "The union's headquarters" are only a place.
            return None
        if mention.form == "description" and self._is_other(token):
            return None
        if mention.form in {"description", "common"}:
            meant = self.pointing.noun(i)
            if meant is not None and self.is_joinable(meant.actor or "", rule):
                return replace(meant, text=self.doc.quote(mention.start, mention.end), start=mention.start,
                               end=mention.end, sector=None)  # fmt: skip
        found = self._first(mention.parties, rule)
        if found is not None and mention.form == "title" and rule is not None and "treaty" in rule.kinds:
            # "Ratified an agreement with the union" enters no union.
            found = found if self.tables.kind_of(found.actor) == "treaty" else None
        if found is not None:
            return found
        told = {"its", "whose"} | ({"it"} if rule is not None and rule.elliptic else set())
        if mention.form == "pronoun" and token.text.lower() in told and (token.dep == "poss" or token.text != "its"):
            meant = self.pointing.silent(token)
            if meant is not None and self.is_joinable(meant.actor or "", rule):
                return replace(meant, text=token.text, start=token.start, end=token.end, sector=None)
        return self._respelled(i, rule) if mention.form == "common" else None

    def _is_other(self, token: Token) -> bool:
        """Whether a noun is told apart by a name of its own: "the Kigali agreement" is no agreement named before."""
        return token.lemma.lower() in body_nouns() and any(
            c.pos == "PROPN" and c.text[:1].isupper() for c in self.doc.dependents(token.i, "compound", "nmod", "amod")
        )

    def _speaks(self, token: Token) -> bool:
        """Whether a noun means people or meetings that decide for their organisation: "EU leaders"."""
        row = role_nouns().get(token.lemma.lower())
        decides = row is not None and bool(row.kinds & {"leader", "official", "institution", "states"})
        return decides or token.lemma.lower() in words_that("deciding")

    def _named(self, i: int) -> Party | None:
        mention = self.slots.by_head[i]
        return None if self._is_seat(mention.parties) else self._first(mention.parties)

    def _is_seat(self, parties: Sequence[Party]) -> bool:
        """Whether a name is that of a city: "the alliance" told after "in Brussels" is not the Union."""
        words = tuple(parties[0].text.lower().split()) if parties else ()
        return any(a.form == "seat" for a in self.tables.names.get(words, ()))

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
        if not token.text[:1].isupper():
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
        body = self.tables.actors.get(actor)
        if body is not None and body.sector in _PRIVATE:
            return False
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
