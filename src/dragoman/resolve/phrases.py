"""From a noun phrase to the actor behind it: "Russian forces", "the president of Kazakhstan", "a UN envoy"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.modifiers import Modifiers
from dragoman.resolve.names import NameMatch
from dragoman.resolve.rolls import roll_of
from dragoman.resolve.syntax import PLURAL_TAGS
from dragoman.resolve.unsided import is_own_body, is_private, is_private_person, out_of_office, tells_language
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import BODY_KINDS, STATE_KINDS
from dragoman.tables.nouns import NounRow
from dragoman.tables.words import words_of

_MODIFIERS = ("amod", "compound", "nmod", "poss", "nn")
_DEEPEST = 3
"""Noun phrases inside noun phrases are followed so far."""
_LONGEST_TITLE = 12
"""Words of a title and the person's name after it."""
_IN_TITLES = frozenset({"ADP", "PROPN", "NOUN", "CCONJ", "DET", "ADJ"})
_LEAST_CALLED = 2
"""Actors from which a list of those who took part tells who the leaders of a region are."""
_ONE_NATION = frozenset({"people", "armed", "leader", "official"})
_SUPPORTED = frozenset({"armed", "people"})
"""Kinds of nouns after which "with" does not tell whose they are."""
_APPOSED = frozenset({"group", "armed", "people", "stranger"})
"""Kinds of nouns after which a name says which one: "the Lebanese group Hezbollah"."""
_NAMED_BODIES = frozenset({"armed_group", "movement", "organisation", "company", "institute", "media", "agency"})


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom a phrase means.

    Attributes:
        actor: Code, or None.
        person: Person's name, if one is meant.
        role: Office or role.
        sector: Sector.
        via: Index of the token whose name decided.
        reason: In words.
    """

    actor: str | None
    person: str | None
    role: str | None
    sector: str | None
    via: int
    reason: str


class Phrases(Modifiers):
    """Readings of the noun phrases of one document.

    Args:
        doc: The parsed document.
        matches: The names found in it.
        tables: The actor tables.
        nouns: Nouns that act, by lemma.
    """

    def __init__(
        self, doc: AnnotatedDocument, matches: Sequence[NameMatch], tables: ActorTables, nouns: Mapping[str, NounRow]
    ) -> None:
        super().__init__(doc, {i: m for m in matches for i in range(m.first, m.last)}, tables, nouns)
        self.known_people: dict[str, Reading] = {}
        self._parts_of_names: dict[str, Reading] = {}
        self._read: dict[tuple[int, int], Reading | None] = {}

    def sector_of(self, match: NameMatch) -> str | None:
        """The sector a name tells: its alias's, its office's, its actor's."""
        if match.office is not None:
            # Out of office one speaks for no branch of the state.
            return match.office.sector or None if match.role == match.office.title else None
        if match.alias is not None and match.alias.sector:
            return match.alias.sector
        actor = self.tables.actors.get(match.actor or "")
        return (actor.sector or None) if actor else None

    def named(self, i: int) -> Reading | None:
        """The reading of a token that stands inside a name."""
        match = self.match_at.get(i)
        if match is None or match.options:
            return None
        role = match.role
        actor = self.tables.actors.get(match.actor or "")
        if actor is not None and actor.country and (actor.kind == "party" or self._turned_party(match, actor.kind)):
            # A party acts in its state's politics: the state is the actor, the party its sector.
            return Reading(actor.country, match.person, role, "PTY", i, f"{match.reason}, a party of {actor.country}")
        if actor is not None and actor.kind == "media":
            # A newspaper tells, and is no party to what it tells.
            return Reading(None, match.person, role, self.sector_of(match), i, f"{match.reason}, a medium: no side")
        return Reading(match.actor, match.person, role, self.sector_of(match), i, match.reason)

    @staticmethod
    def _turned_party(match: NameMatch, kind: str) -> bool:
        """Whether a one-time armed group is named at a time when it is a party: UNITA after 2002."""
        sector = match.office.sector if match.office is not None else match.alias.sector if match.alias else ""
        return kind == "armed_group" and sector == "PTY"

    def read(self, i: int, depth: int = 0) -> Reading | None:
        """The reading of the phrase whose head is token ``i``; None where no name decides."""
        key = (i, min(depth, _DEEPEST + 1))
        if key not in self._read:
            self._read[key] = self._reading(i, depth)
        return self._read[key]

    def read_all(self, i: int) -> list[Reading]:
        """The readings of a phrase that may name several: "the Finnish and Swedish prime ministers".

        None where no name decides.
        """
        first = self.read(i)
        if first is None:
            return []
        token = self.doc.tokens[i]
        called = self._called(token, first)
        if called:
            return called
        joint = self._joint(token, first)
        if joint:
            return joint
        if token.tag not in PLURAL_TAGS or i in self.match_at:
            return [first]
        row = self.noun_row(token)
        found: dict[str, Reading] = {}
        for at in self._owners(token):
            named = self.named(at)
            if named is not None and named.actor:
                found.setdefault(named.actor, self._compose(token, named, None, row.sector if row else None))
        return list(found.values()) if len(found) > 1 and first.actor in found else [first]

    def _called(self, token: Token, first: Reading) -> list[Reading]:
        """ "European leaders", in a text that lists who took part: those of the region, and bodies."""
        # In titles a plural's lemma keeps its "s".
        singular = {token.lemma.lower(), token.text.lower().removesuffix("s")}
        if token.tag not in PLURAL_TAGS or singular.isdisjoint(words_of("met_noun")):
            return []
        region = self.tables.traits.get(first.actor or "", frozenset())
        if self.tables.kind_of(first.actor) != "region" or not region:
            return []
        called = {a: at for a, at in self._roll.items() if a in region or self.tables.kind_of(a) in BODY_KINDS}
        named = [r for r in map(self.named, called.values()) if r is not None]
        if len(named) < _LEAST_CALLED or region.isdisjoint(called):
            return []
        reason = f"“{token.text}” are those the text lists"
        return [replace(r, via=token.i, reason=f"{reason}: {r.reason}") for r in named]

    @cached_property
    def _roll(self) -> dict[str, int]:
        def actor_at(i: int) -> str | None:
            named = self.named(i)
            return named.actor if named is not None else None

        return roll_of(self.doc, actor_at)

    def _joint(self, token: Token, first: Reading) -> list[Reading]:
        """ "The Israeli-Jordanian treaty": of both; but somebody of two nations is of one."""
        row = self.noun_row(token)
        if token.i in self.match_at or (row is not None and row.kinds & _ONE_NATION):
            return []
        match, tokens = self.match_at.get(first.via), self.doc.tokens
        if match is None or match.last + 1 >= len(tokens) or tokens[match.last].text not in {"-", "–"}:
            return []
        second = self.named(match.last + 1)
        if second is None or second.person or not second.actor or second.actor == first.actor:
            return []
        return [first, self._compose(token, second, first.role, first.sector)]

    def _owners(self, token: Token) -> list[int]:
        """The words before a plural noun and after its "of", with those joined to them, in order."""
        found: list[int] = []
        for child in self.doc.dependents(token.i, *_MODIFIERS):
            found += [child.i, *self.doc.conjuncts(child.i)]
        if token.lemma.lower() in words_of("place_noun") and any(self.named(i) for i in found):
            # "The Donetsk and Luhansk regions of Ukraine": Ukraine only tells where they are.
            return sorted(found)
        for prep in self.doc.dependents(token.i, "prep"):
            if prep.lemma.lower() == "of":
                for obj in self.doc.dependents(prep.i, "pobj"):
                    found += [obj.i, *self.doc.conjuncts(obj.i)]
        return sorted(found)

    def learn(self, words: Sequence[str], reading: Reading) -> None:
        """Take a person the tables do not know as introduced here, for later bare mentions."""
        for word in words:
            self.known_people.setdefault(word.lower(), reading)
        self._read.clear()

    def learn_part(self, word: str, reading: Reading) -> None:
        """Take a word of a known person's name for him, where it stands alone."""
        self._parts_of_names.setdefault(word, reading)
        self._read.clear()

    def _known_person(self, token: Token) -> Reading | None:
        """The person that the text has introduced by a longer name."""
        known = self.known_people.get(token.text.lower())
        if known is not None:
            return known
        around = self.doc.tokens[max(token.i - 1, 0) : token.i + 2]
        # "Salman Rushdie" is not King Salman.
        alone = all(t.i == token.i or t.sent != token.sent or t.ent != "PERSON" for t in around)
        return self._parts_of_names.get(token.text.lower()) if alone else None

    def _reading(self, i: int, depth: int) -> Reading | None:
        token = self.doc.tokens[i]
        named = self.named(i)
        if named is not None:
            if named.actor and token.tag == "NNS" and self.mere_part(token, named.actor):
                # "Some European states": the name takes in the noun.
                return replace(named, actor=None, reason=f"only some of {named.actor}")
            return named
        if depth > _DEEPEST or token.pos not in {"NOUN", "PROPN", "ADJ", "NUM", "PRON", "X"}:
            return None
        if token.pos == "PROPN":
            known = self._known_person(token)
            if known is not None:
                return known
        return self._titled_person(token) or self.from_parts(token, depth)

    def _titled_person(self, token: Token) -> Reading | None:
        """ "Minister for Europe and Foreign Affairs of France Catherine Colonna": the person at the title's end."""
        row = self.noun_row(token)
        if row is None or not row.kinds & {"leader", "official"} or token.tag != "NNP":
            return None
        after = self.match_at.get(token.i + 1)
        adjoins = after is not None and after.first == token.i + 1 and self.doc.tokens[after.first].sent == token.sent
        if after is not None and after.person and adjoins:
            # "National Security Advisor Jake Sullivan", however the parser joins them.
            return self.named(after.first)
        for other in self.doc.tokens[token.i + 1 : token.i + _LONGEST_TITLE]:
            if other.sent != token.sent or other.pos not in _IN_TITLES:
                return None
            match = self.match_at.get(other.i)
            if match is not None and match.person:
                reading = self.named(other.i)
                if self._of_another(token, other.i, reading):
                    return None
                # "President Biden and Prime Minister Modi": each title has its own person.
                return reading if other.i == match.first and self._joins(token, match) else None
            if other.i > token.i + 1 and self.noun_row(other) is not None and other.tag == "NNP":
                kinds = self.nouns.get(other.text.lower())
                if kinds is not None and kinds.kinds & {"leader"}:
                    return None
        return None

    def _of_another(self, token: Token, until: int, reading: Reading | None) -> bool:
        """ "The Prime Minister of Cambodia and Abhisit Vejjajiva": the title is another state's than the person."""
        states = {
            m.actor
            for m in (self.match_at.get(i) for i in range(token.i + 1, until))
            if m is not None and self.tables.kind_of(m.actor) in STATE_KINDS
        }
        return reading is not None and bool(states) and reading.actor not in states

    def _joins(self, token: Token, match: NameMatch) -> bool:
        """Whether a person's name closes the phrase that begins with a title."""
        person = self.doc.tokens[match.last - 1]
        return person.head == token.i or any(
            self.doc.tokens[i].head == match.last - 1 for i in range(token.i + 1, match.first)
        )

    def from_parts(self, token: Token, depth: int) -> Reading | None:
        """The reading of a phrase from the names before its head, after "of", and beside it."""
        row = self.noun_row(token)
        role = self.role_text(token) if row or token.ent == "PERSON" else None
        reading = (
            self._which_one(token, row)
            or self._before_head(token, depth)
            or self._after_link(token, row, depth)
            or self._beside(token, depth)
        )
        if reading is None:
            return None
        if reading.actor and (why := self._unsided(token, row, reading)):
            reading = replace(reading, actor=None, reason=why)
        return self._compose(token, reading, role, row.sector if row else None)

    def _unsided(self, token: Token, row: NounRow | None, reading: Reading) -> str:
        """Why a phrase with an actor's name in it means nobody, or ""."""
        if out_of_office(self.doc, token, row):
            return "out of office: no side"
        if self.tables.kind_of(reading.actor) not in STATE_KINDS:
            return ""
        if is_private(self.doc, token) and not self._names_public_body(reading):
            return "a firm of its own"
        if is_own_body(self.doc, token):
            return "a body of its own"
        if is_private_person(token) or token.lemma.lower() in words_of("family_noun"):
            return "a private person"
        return "a language" if tells_language(token) else ""

    def _names_public_body(self, reading: Reading) -> bool:
        """Whether a reading came from the name of a state's own body ("Gazprom")."""
        match = self.match_at.get(reading.via)
        return match is not None and match.alias is not None and match.alias.form == "institution"

    def _which_one(self, token: Token, row: NounRow | None) -> Reading | None:
        """ "The Lebanese group Hezbollah": the name beside such a noun says which one, not the nationality."""
        if row is None or token.ent == "PERSON":
            return None
        if token.lemma.lower() in words_of("relational_noun"):
            # "Its NATO ally, the United States"
            named = (self.named(child.i) for child in self.doc.dependents(token.i, "appos"))
            return next((r for r in named if r is not None), None)
        if not row.kinds & _APPOSED:
            return None
        for child in self.doc.dependents(token.i, "appos"):
            match = self.match_at.get(child.i)
            if match is not None and match.first == token.i + 1 and self.tables.kind_of(match.actor) in _NAMED_BODIES:
                return self.named(child.i)
        return None

    def _before_head(self, token: Token, depth: int) -> Reading | None:
        """A name before the noun; a noun before the noun may carry one itself ("US State Department spokesman")."""
        found: list[Reading] = []
        for child in self.doc.dependents(token.i, *_MODIFIERS):
            if self.part_of_own_name(token, child) or self._is_others(token, child):
                continue
            reading = self.named(child.i)
            if reading is None and child.dep in {"compound", "poss", "nmod"} and depth < _DEEPEST:
                reading = self.from_parts(child, depth + 1) if child.pos in {"NOUN", "PROPN"} else None
            if reading is not None and not self.only_leans(child):
                found.append(reading)
        if not found or (found[0].actor and self.one_of_region(token, found[0].actor)):
            return None
        if found[0].actor and self.names_body_of_region(token, found[0].actor):
            return None
        if found[0].actor and self.mere_part(token, found[0].actor):
            return replace(found[0], actor=None, reason=f"only some of {found[0].actor}")
        return found[0]

    @staticmethod
    def _is_others(token: Token, child: Token) -> bool:
        """ "Khartoum's southern neighbour" is not Khartoum's."""
        return child.dep == "poss" and token.lemma.lower() in words_of("relational_noun")

    def _after_link(self, token: Token, row: NounRow | None, depth: int) -> Reading | None:
        """ "The president of Kazakhstan", "an envoy from Oslo"."""
        first: Reading | None = None
        for prep in self.doc.dependents(token.i, "prep"):
            link = prep.lemma.lower()
            if link not in words_of("owning_link") or (link != "of" and row is None and token.ent != "PERSON"):
                continue
            if link == "with" and row is not None and row.kinds & _SUPPORTED:
                # "Separatists with Armenian support"
                continue
            for obj in self.doc.dependents(prep.i, "pobj"):
                reading = self.read(obj.i, depth + 1)
                if reading is None or not reading.actor:
                    continue
                # "Minister for Europe and Foreign Affairs of France": the last "of" a state says whose.
                if first is None or self.tables.kind_of(first.actor) == "region":
                    first = reading
        first = first or self._sent_by(token, row)
        if first is not None and self.tables.kind_of(first.actor) == "region":
            deeper = self._state_below(token)
            return deeper or first
        return first

    def _sent_by(self, token: Token, row: NounRow | None) -> Reading | None:
        """ "Met three envoys from ECOWAS", where the parser hangs what comes from a body on the verb."""
        link = self.doc.tokens[token.i + 1] if token.i + 1 < len(self.doc.tokens) else token
        if row is None or not row.kinds & {"official", "leader"} or link.text.lower() != "from" or token.dep != "dobj":
            return None
        sent = [self.named(o.i) for o in self.doc.dependents(link.i, "pobj") if link.head == token.head]
        bodies = (r for r in sent if r is not None and self.tables.kind_of(r.actor) in _NAMED_BODIES)
        return next(bodies, None)

    def _state_below(self, token: Token) -> Reading | None:
        """A state that stands after "of" anywhere below a title."""
        for i in self.doc.subtree(token.i):
            child = self.doc.tokens[i]
            if child.dep == "pobj" and self.doc.tokens[child.head].lemma == "of":
                reading = self.named(i)
                if reading is not None and self.tables.kind_of(reading.actor) in STATE_KINDS:
                    return reading
        return None

    def _beside(self, token: Token, depth: int) -> Reading | None:
        """The apposition of a noun, or the noun that it is the apposition of."""
        for child in self.doc.dependents(token.i, "appos"):
            reading = self.read(child.i, depth + 1)
            if reading is not None:
                return reading
        if token.dep == "appos" and depth == 0 and not self._after_place(token):
            return self.read(token.head, depth + 2)
        return None

    def _after_place(self, token: Token) -> bool:
        """ "Jobs in Sweden, a spokeswoman said": a person is no state."""
        row, match = self.noun_row(token), self.match_at.get(token.head)
        person = row is not None and bool(row.kinds & {"official", "people"}) and not row.kinds & {"states", "group"}
        return person and match is not None and not match.person and self.tables.kind_of(match.actor) in STATE_KINDS

    def _compose(self, token: Token, reading: Reading, role: str | None, sector: str | None) -> Reading:
        person = self.person_name(token) if token.ent == "PERSON" else None
        words = self.doc.quote(*self.span(token.i, short=True))
        return Reading(
            reading.actor, person, reading.role if person and reading.role and not role else role,
            sector or reading.sector, reading.via,
            f"“{words}” belongs to {reading.actor or 'nobody known'} ({reading.reason})",
        )  # fmt: skip
