"""From a noun phrase to the actor behind it: "Russian forces", "the president of Kazakhstan", "a UN envoy"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.names import NameMatch
from dragoman.tables import ActorTables
from dragoman.tables.nouns import NounRow

_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nn"})
_OF = frozenset({"of", "from", "for", "to", "with"})
_HIGHEST = ("organ", "organisation", "agency", "format", "treaty", "court", "armed_group", "party", "movement")


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
    """Readings of the noun phrases of one document."""

    def __init__(
        self,
        doc: AnnotatedDocument,
        matches: Sequence[NameMatch],
        tables: ActorTables,
        nouns: Mapping[str, NounRow],
    ) -> None:
        self.doc, self.tables, self.nouns = doc, tables, nouns
        self.match_at: dict[int, NameMatch] = {i: m for m in matches for i in range(m.first, m.last)}
        self.known_people: dict[str, Reading] = {}

    def sector_of(self, match: NameMatch) -> str | None:
        """The sector a name tells: its alias's, its office's, its actor's."""
        if match.office is not None:
            return match.office.sector or None
        if match.alias is not None and match.alias.sector:
            return match.alias.sector
        actor = self.tables.actors.get(match.actor or "")
        return (actor.sector or None) if actor else None

    def named(self, i: int) -> Reading | None:
        """The reading of a token that stands inside a name."""
        match = self.match_at.get(i)
        if match is None:
            return None
        role = f"{match.office.title}" if match.office else None
        actor = self.tables.actors.get(match.actor or "")
        if actor is not None and actor.kind == "party" and actor.country:
            # A party acts in its state's politics: the state is the actor, the party its sector.
            return Reading(actor.country, match.person, role, "PTY", i, f"{match.reason}, a party of {actor.country}")
        return Reading(match.actor, match.person, role, self.sector_of(match), i, match.reason)

    def read(self, i: int, depth: int = 0) -> Reading | None:
        """The reading of the phrase whose head is token ``i``; None where no name decides."""
        token = self.doc.tokens[i]
        named = self.named(i)
        if named is not None:
            return self._with_modifier(token, named)
        if depth > 3 or token.pos not in {"NOUN", "PROPN", "ADJ", "NUM", "PRON", "X"}:
            return None
        if token.pos == "PROPN":
            known = self.known_people.get(token.text.lower())
            if known is not None:
                return known
        return self._from_parts(token, depth)

    def _with_modifier(self, token: Token, named: Reading) -> Reading:
        """A party or ministry of the same name in many states: the nationality before it decides nothing here."""
        del token
        return named

    def _from_parts(self, token: Token, depth: int) -> Reading | None:
        doc = self.doc
        row = self.nouns.get(token.lemma.lower()) or self.nouns.get(token.text.lower())
        sector = row.sector if row else None
        role = self._role_text(token) if row or token.ent == "PERSON" else None
        for child in doc.dependents(token.i, *_MODIFIERS):
            reading = self._modifier(child, depth)
            if reading is not None:
                return self._compose(token, reading, role, sector)
        for prep in doc.dependents(token.i, "prep"):
            if prep.lemma.lower() in _OF and (prep.lemma.lower() == "of" or row is not None):
                for obj in doc.dependents(prep.i, "pobj"):
                    reading = self.read(obj.i, depth + 1)
                    if (
                        reading is not None
                        and reading.actor
                        and (row is not None or token.ent == "PERSON" or prep.lemma == "of")
                    ):
                        return self._compose(token, reading, role, sector)
        for child in doc.dependents(token.i, "appos"):
            reading = self.read(child.i, depth + 1)
            if reading is not None:
                return self._compose(token, reading, reading.role or role, sector or reading.sector)
        if token.dep == "appos" and depth == 0:
            head = self.read(token.head, depth + 2)
            if head is not None:
                return head
        return None

    def _modifier(self, child: Token, depth: int) -> Reading | None:
        """A name before the noun; a noun before the noun may carry one itself ("US State Department spokesman")."""
        named = self.named(child.i)
        if named is not None:
            return named
        if child.dep in {"compound", "poss", "nmod"} and depth < 3 and child.pos in {"NOUN", "PROPN"}:
            return self._from_parts(child, depth + 1)
        return None

    def _compose(self, token: Token, reading: Reading, role: str | None, sector: str | None) -> Reading:
        person = self.person_name(token) if token.ent == "PERSON" else None
        words = self.doc.quote(*self.span(token.i, short=True))
        return Reading(
            reading.actor, person, role, sector or reading.sector, reading.via,
            f"“{words}” belongs to {reading.actor or 'nobody known'} ({reading.reason})",
        )  # fmt: skip

    def person_name(self, token: Token) -> str | None:
        """The whole name of a person the parser saw, around a token of it."""
        first, last = token.i, token.i + 1
        tokens = self.doc.tokens
        while first > 0 and tokens[first - 1].ent == "PERSON" and tokens[first - 1].sent == token.sent:
            first -= 1
        while last < len(tokens) and tokens[last].ent == "PERSON" and tokens[last].sent == token.sent:
            last += 1
        kept = [t.text for t in tokens[first:last] if t.text not in {"'s", "’s"}]
        return " ".join(kept) or None

    def _role_text(self, token: Token) -> str | None:
        """The title before a person's name ("Foreign Minister"), or the noun itself with its modifiers."""
        if token.ent != "PERSON":
            return self.doc.quote(*self.span(token.i, short=True))
        first = token.i
        tokens = self.doc.tokens
        while first > 0 and tokens[first - 1].ent == "PERSON" and tokens[first - 1].sent == token.sent:
            first -= 1
        end = first
        while (
            first > 0
            and tokens[first - 1].sent == token.sent
            and (
                tokens[first - 1].dep in {"compound", "amod", "nmod"}
                and tokens[first - 1].pos in {"NOUN", "PROPN", "ADJ"}
            )
        ):
            first -= 1
        if first == end:
            return None
        return self.doc.quote(tokens[first].start, tokens[end - 1].end)

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
                if child.dep in {"punct", "cc", "conj", "relcl", "acl", "appos", "prep", "case", "advmod", "advcl"}:
                    if not (child.dep == "prep" and not short and child.lemma == "of"):
                        continue
                if short and c > i:
                    continue
                first, last = min(first, c), max(last, c)
                stack.append(c)
        return tokens[first].start, tokens[last].end

    def learn_people(self) -> None:
        """Persons the tables do not know, introduced with title and nationality, for later bare mentions."""
        tokens = self.doc.tokens
        at = 0
        while at < len(tokens):
            if tokens[at].ent != "PERSON" or at in self.match_at:
                at += 1
                continue
            end = at
            while end < len(tokens) and tokens[end].ent == "PERSON" and tokens[end].sent == tokens[at].sent:
                end += 1
            span = [t for t in tokens[at:end] if t.pos == "PROPN"]
            if span and not any(i in self.match_at for i in range(at, end)):
                head = next((t for t in span if t.head < at or t.head >= end or t.head == t.i), span[-1])
                reading = self._from_parts(head, 0) or self._title_before(at)
                if reading is not None and reading.actor is not None:
                    name = " ".join(t.text for t in span)
                    known = Reading(reading.actor, name, reading.role, reading.sector, reading.via, reading.reason)
                    for word in {span[-1].text.lower(), head.text.lower()}:
                        self.known_people.setdefault(word, known)
            at = end

    def _title_before(self, at: int) -> Reading | None:
        """ "President of Tajikistan Emomali Rahmon": the title and its state stand right before the name."""
        match = self.match_at.get(at - 1)
        if match is None or match.actor is None or match.person is not None:
            return None
        tokens = self.doc.tokens
        before = match.first - 1
        while before >= 0 and tokens[before].pos in {"DET", "ADP", "ADJ", "PROPN"} and match.first - before < 6:
            row = self.nouns.get(tokens[before].text.lower())
            if row is not None:
                role = self.doc.quote(tokens[before].start, tokens[match.last - 1].end)
                return Reading(
                    match.actor, None, role, row.sector, match.first, f"“{role}” is an office of {match.actor}"
                )
            before -= 1
        row = self.nouns.get(tokens[before].text.lower()) if before >= 0 else None
        if row is not None:
            role = self.doc.quote(tokens[before].start, tokens[match.last - 1].end)
            return Reading(match.actor, None, role, row.sector, match.first, f"“{role}” is an office of {match.actor}")
        return None
