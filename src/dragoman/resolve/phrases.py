"""From a noun phrase to the actor behind it: "Russian forces", "the president of Kazakhstan", "a UN envoy"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.names import NameMatch
from dragoman.resolve.syntax import conjuncts
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.nouns import NounRow, pointing_nouns
from dragoman.tables.words import words_of

_MODIFIERS = ("amod", "compound", "nmod", "poss", "nn")
_LEFT_OUT = frozenset({"punct", "cc", "conj", "relcl", "acl", "appos", "prep", "case", "advmod", "advcl"})
"""Dependents that are no part of a noun phrase as quoted."""
_DEEPEST = 3
"""Noun phrases inside noun phrases are followed so far."""
_LONGEST_TITLE = 12
"""Words of a title and the person's name after it."""
_IN_TITLES = frozenset({"ADP", "PROPN", "NOUN", "CCONJ", "DET", "ADJ"})
_POINTING = NounRow(frozenset({"group"}), None)
_APPOSED = frozenset({"group", "armed", "people"})
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


class Phrases:
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
        self.doc, self.tables, self.nouns = doc, tables, nouns
        self.match_at: dict[int, NameMatch] = {i: m for m in matches for i in range(m.first, m.last)}
        self.known_people: dict[str, Reading] = {}
        self._read: dict[tuple[int, int], Reading | None] = {}

    def noun_row(self, token: Token) -> NounRow | None:
        """What the tables say about a noun."""
        row = self.nouns.get(token.lemma.lower()) or self.nouns.get(token.text.lower())
        if row is None and token.tag == "NNPS":
            # The parser leaves the plural of what it takes for names: "Christians".
            row = self.nouns.get(token.text.lower().removesuffix("s"))
        if row is None and token.lemma.lower() in pointing_nouns():
            return _POINTING
        return row

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
        if actor is not None and actor.kind == "party" and actor.country:
            # A party acts in its state's politics: the state is the actor, the party its sector.
            return Reading(actor.country, match.person, role, "PTY", i, f"{match.reason}, a party of {actor.country}")
        return Reading(match.actor, match.person, role, self.sector_of(match), i, match.reason)

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
        if token.tag not in {"NNS", "NNPS"} or i in self.match_at:
            return [first]
        row = self.noun_row(token)
        found: dict[str, Reading] = {}
        for at in self._owners(token):
            named = self.named(at)
            if named is not None and named.actor:
                found.setdefault(named.actor, self._compose(token, named, None, row.sector if row else None))
        return list(found.values()) if len(found) > 1 and first.actor in found else [first]

    def _owners(self, token: Token) -> list[int]:
        """The words before a plural noun and after its "of", with those joined to them, in order."""
        found: list[int] = []
        for child in self.doc.dependents(token.i, *_MODIFIERS):
            found += [child.i, *conjuncts(self.doc, child.i)]
        for prep in self.doc.dependents(token.i, "prep"):
            if prep.lemma.lower() == "of":
                for obj in self.doc.dependents(prep.i, "pobj"):
                    found += [obj.i, *conjuncts(self.doc, obj.i)]
        return sorted(found)

    def learn(self, words: Sequence[str], reading: Reading) -> None:
        """Take a person the tables do not know as introduced here, for later bare mentions."""
        for word in words:
            self.known_people.setdefault(word.lower(), reading)
        self._read.clear()

    def _reading(self, i: int, depth: int) -> Reading | None:
        token = self.doc.tokens[i]
        named = self.named(i)
        if named is not None:
            return named
        if depth > _DEEPEST or token.pos not in {"NOUN", "PROPN", "ADJ", "NUM", "PRON", "X"}:
            return None
        if token.pos == "PROPN":
            known = self.known_people.get(token.text.lower())
            if known is not None:
                return known
        return self._titled_person(token) or self.from_parts(token, depth)

    def _titled_person(self, token: Token) -> Reading | None:
        """ "Minister for Europe and Foreign Affairs of France Catherine Colonna": the person at the title's end."""
        row = self.noun_row(token)
        if row is None or not row.kinds & {"leader", "official"} or token.tag != "NNP":
            return None
        for other in self.doc.tokens[token.i + 1 : token.i + _LONGEST_TITLE]:
            if other.sent != token.sent or other.pos not in _IN_TITLES:
                return None
            match = self.match_at.get(other.i)
            if match is not None and match.person:
                reading = self.named(other.i)
                # "President Biden and Prime Minister Modi": each title has its own person.
                return reading if other.i == match.first and self._joins(token, match) else None
            if other.i > token.i + 1 and self.noun_row(other) is not None and other.tag == "NNP":
                kinds = self.nouns.get(other.text.lower())
                if kinds is not None and kinds.kinds & {"leader"}:
                    return None
        return None

    def _joins(self, token: Token, match: NameMatch) -> bool:
        """Whether a person's name closes the phrase that begins with a title."""
        person = self.doc.tokens[match.last - 1]
        return person.head == token.i or any(
            self.doc.tokens[i].head == match.last - 1 for i in range(token.i + 1, match.first)
        )

    def from_parts(self, token: Token, depth: int) -> Reading | None:
        """The reading of a phrase from the names before its head, after "of", and beside it."""
        row = self.noun_row(token)
        role = self._role_text(token) if row or token.ent == "PERSON" else None
        reading = (
            self._which_one(token, row)
            or self._before_head(token, depth)
            or self._after_link(token, row, depth)
            or self._beside(token, depth)
        )
        if reading is None:
            return None
        return self._compose(token, reading, role, row.sector if row else None)

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
            if (
                match is not None
                and match.first == token.i + 1
                and self.tables.kind_of(match.actor) in _NAMED_BODIES
            ):
                return self.named(child.i)
        return None

    def _before_head(self, token: Token, depth: int) -> Reading | None:
        """A name before the noun; a noun before the noun may carry one itself ("US State Department spokesman")."""
        found: list[Reading] = []
        for child in self.doc.dependents(token.i, *_MODIFIERS):
            if self._part_of_own_name(token, child):
                continue
            reading = self.named(child.i)
            if reading is None and child.dep in {"compound", "poss", "nmod"} and depth < _DEEPEST:
                reading = self.from_parts(child, depth + 1) if child.pos in {"NOUN", "PROPN"} else None
            if reading is not None and not self._only_leans(child):
                found.append(reading)
        if not found or (found[0].actor and self._one_of_region(token, found[0].actor)):
            return None
        if found[0].actor and self._mere_part(token, found[0].actor):
            return replace(found[0], actor=None, reason=f"only some of {found[0].actor}")
        return found[0]

    def _part_of_own_name(self, token: Token, child: Token) -> bool:
        """ "Royal Dutch Shell", "USA Gymnastics": a nationality inside a body's name does not make it the state's."""
        return (
            token.ent == child.ent == "ORG"
            and token.pos == "PROPN"
            and child.dep in {"compound", "amod", "nmod"}
            and self.noun_row(token) is None
            and child.i in self.match_at
        )

    def _only_leans(self, child: Token) -> bool:
        """ "Iranian-backed", "Brussels-based": the name tells who helps or where, not whose the phrase is."""
        match = self.match_at.get(child.i)
        after = match.last if match is not None else child.i + 1
        tokens = self.doc.tokens
        if after + 1 >= len(tokens) or tokens[after].text not in {"-", "–"}:
            return False
        return tokens[after + 1].text.lower() in words_of("leaning_participle")

    def _one_of_region(self, token: Token, code: str) -> bool:
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

    def _mere_part(self, token: Token, code: str) -> bool:
        """ "Some European countries", "six Arab states", "African migrants": not the region as one actor."""
        if self.tables.kind_of(code) != "region" or code in self.tables.traits.get("acts as one", ()):
            return False
        row = self.noun_row(token)
        if row is None:
            return False
        if row.kinds & {"people", "armed"} and not row.kinds & {"states"}:
            return True
        return any(
            c.text.lower() in words_of("subset") or c.pos == "NUM" for c in self.doc.dependents(token.i)
        )

    def _after_link(self, token: Token, row: NounRow | None, depth: int) -> Reading | None:
        """ "The president of Kazakhstan", "an envoy from Oslo"."""
        first: Reading | None = None
        for prep in self.doc.dependents(token.i, "prep"):
            link = prep.lemma.lower()
            if link not in words_of("owning_link") or (link != "of" and row is None and token.ent != "PERSON"):
                continue
            for obj in self.doc.dependents(prep.i, "pobj"):
                reading = self.read(obj.i, depth + 1)
                if reading is None or not reading.actor:
                    continue
                # "Minister for Europe and Foreign Affairs of France": the last "of" a state says whose.
                if first is None or self.tables.kind_of(first.actor) == "region":
                    first = reading
        if first is not None and self.tables.kind_of(first.actor) == "region":
            deeper = self._state_below(token)
            return deeper or first
        return first

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
        if token.dep == "appos" and depth == 0:
            return self.read(token.head, depth + 2)
        return None

    def _compose(self, token: Token, reading: Reading, role: str | None, sector: str | None) -> Reading:
        person = self.person_name(token) if token.ent == "PERSON" else None
        words = self.doc.quote(*self.span(token.i, short=True))
        return Reading(
            reading.actor, person, reading.role if person and reading.role and not role else role,
            sector or reading.sector, reading.via,
            f"“{words}” belongs to {reading.actor or 'nobody known'} ({reading.reason})",
        )  # fmt: skip

    def person_name(self, token: Token) -> str | None:
        """The whole name of a person the parser saw, around a token of it."""
        first, last = self.name_run(token.i)
        kept = [t.text for t in self.doc.tokens[first:last] if t.text not in {"'s", "’s"}]
        return " ".join(kept) or None

    def name_run(self, i: int) -> tuple[int, int]:
        """First and one past the last token of the person's name around token ``i``."""
        tokens = self.doc.tokens
        first, last = i, i + 1
        while first > 0 and tokens[first - 1].ent == "PERSON" and tokens[first - 1].sent == tokens[i].sent:
            first -= 1
        while last < len(tokens) and tokens[last].ent == "PERSON" and tokens[last].sent == tokens[i].sent:
            last += 1
        return first, last

    def _role_text(self, token: Token) -> str | None:
        """The title before a person's name ("Foreign Minister"), or the noun itself with its modifiers."""
        if token.ent != "PERSON":
            return self.doc.quote(*self.span(token.i, short=True))
        tokens = self.doc.tokens
        first = end = self.name_run(token.i)[0]
        while (
            first > 0
            and tokens[first - 1].sent == token.sent
            and tokens[first - 1].dep in {"compound", "amod", "nmod"}
            and tokens[first - 1].pos in {"NOUN", "PROPN", "ADJ"}
        ):
            first -= 1
        return self.doc.quote(tokens[first].start, tokens[end - 1].end) if first < end else None

    def span(self, i: int, short: bool = False) -> tuple[int, int]:
        """Code points of the noun phrase around head ``i``.

        Args:
            i: The head's index.
            short: Without what follows the head (clauses, prepositional phrases).
        """
        match = self.match_at.get(i)
        first = last = i
        if match is not None:
            first, last = match.first, match.last - 1
        tokens = self.doc.tokens
        stack = [i]
        while stack:
            for c in self.doc.children[stack.pop()]:
                child = tokens[c]
                if child.dep in _LEFT_OUT and not (child.dep == "prep" and not short and child.lemma == "of"):
                    continue
                if short and c > i:
                    continue
                first, last = min(first, c), max(last, c)
                stack.append(c)
        return tokens[first].start, tokens[last].end
