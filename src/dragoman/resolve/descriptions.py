"""Noun phrases that name nobody: "the bloc", "its army", "the two leaders", "thousands of people", "the police"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.model import Token
from dragoman.resolve.antecedents import because
from dragoman.resolve.definites import Definites
from dragoman.resolve.lists import size_of
from dragoman.resolve.phrases import Reading
from dragoman.resolve.syntax import is_subject
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.nouns import NounRow, collective_names
from dragoman.tables.words import words_of

if TYPE_CHECKING:
    from dragoman.resolve.corefer import Pointers

_PLURAL_TAGS = frozenset({"NNS", "NNPS"})


class Descriptions:
    """Readings of nameless noun phrases in one document.

    Args:
        pointers: What the document's words may point to.
    """

    def __init__(self, pointers: Pointers) -> None:
        self._p = pointers
        self.doc, self.phrases, self.antecedents = pointers.doc, pointers.phrases, pointers.antecedents
        self._definites = Definites(pointers)

    def read(self, token: Token) -> list[Reading]:
        """The readings of a noun phrase that names nobody itself."""
        match = self.phrases.match_at.get(token.i)
        if match is not None and match.options:
            return self._shared_name(token, match.options)
        if token.text.lower() in words_of("ordinal_pointer") and self._definites.is_definite(token):
            return self._p.lists.one_of_two(token)
        if token.text.lower() in collective_names():
            return self._collective(token)
        row = self.phrases.noun_row(token)
        if row is None or token.pos == "NUM":
            return self._without_row(token, row)
        if self._is_organisation_name(token, row):
            return []
        owned = self._owned(token, row)
        if owned is not None:
            return owned
        pointed = self._definites.read(token, row)
        return pointed if pointed is not None else self._local(token, row)

    def _collective(self, token: Token) -> list[Reading]:
        """ "The two Koreas", "the superpowers"."""
        codes = collective_names()[token.text.lower()]
        return [Reading(c, None, None, None, token.i, f"“{token.text}” are {' and '.join(codes)}") for c in codes]

    def counted_region(self, token: Token) -> list[Reading]:
        """ "The two Gulf states": not the whole region, but so many of it as were named."""
        match = self.phrases.match_at.get(token.i)
        size = size_of(frozenset(c.text.lower() for c in self.doc.dependents(token.i)))
        if match is None or not size or self._p.tables.kind_of(match.actor) != "region":
            return []
        return self._p.lists.several(token, size, among=self._p.tables.traits.get(match.actor or "", ()))

    def _without_row(self, token: Token, row: NounRow | None) -> list[Reading]:
        word = token.lemma.lower()
        if word == "other" and any(c.text.lower() == "each" for c in self.doc.dependents(token.i)):
            return self._p.lists.several(token)
        size = size_of(frozenset({token.text.lower()}))
        if (
            size
            and (self._definites.is_definite(token) or self._after_all(token))
            and not self.doc.dependents(token.i, "prep")
        ):
            # "The three", "all three"
            return self._p.lists.several(token, size)
        if token.pos == "NUM" or word in words_of("crowd") or word in words_of("counted_part"):
            return self._counted(token)
        if row is None and token.ent == "PERSON":
            return self._stranger(token)
        return self._place(token)

    def _shared_name(self, token: Token, options: tuple[str, ...]) -> list[Reading]:
        """ "The Senate", "the Liberal Party": the one of the state that the passage is about."""
        for child in self.doc.dependents(token.i, "amod", "compound", "nmod", "poss"):
            reading = self.phrases.named(child.i)
            if reading is not None and reading.actor:
                return [because(reading, f"“{token.text}” is {reading.actor}'s")]
        row = self.phrases.noun_row(token)
        homes = {code: code for code in options}
        for code in options:
            actor = self._p.tables.actors.get(code)
            if actor is not None and actor.country:
                homes[actor.country] = code
        state = self._p.localities.state_at(token, among=homes)
        if state is None:
            return []
        alias = self.phrases.match_at[token.i].alias
        sector = (alias.sector if alias else "") or (row.sector if row else None)
        code = homes[state]
        if self._p.tables.kind_of(code) == "party":
            code, sector = state, "PTY"
        reason = f"“{token.text}” is taken as that of {state}, which the passage is about"
        return [Reading(code, None, None, sector, token.i, reason)]

    # Whose it is

    def _owned(self, token: Token, row: NounRow) -> list[Reading] | None:
        """ "Its army", "the government of the country": whom the possessor means, where there is one."""
        relational = token.lemma.lower() in words_of("relational_noun")
        if relational and token.lemma.lower() in words_of("other_party"):
            return self._other_party(token)
        for owner in self.doc.dependents(token.i, "poss"):
            if owner.pos == "PRON" and not relational:
                found = self._p.pronoun(owner)
                if found:
                    return [because(r, f"“{owner.text} {token.text}”: {r.reason}", sector=row.sector) for r in found]
            elif owner.pos == "NOUN" and not relational and owner.i != token.i:
                found = self._p.noun(owner)
                if found:
                    return [because(r, r.reason, sector=row.sector) for r in found]
        if relational or row.kinds & {"facility"} or (token.tag in _PLURAL_TAGS and "states" in row.kinds):
            return None
        for prep in self.doc.dependents(token.i, "prep"):
            if prep.lemma.lower() == "of" and row.kinds & {"institution", "official", "leader", "force"}:
                for obj in self.doc.dependents(prep.i, "pobj"):
                    named = obj.pos in {"NOUN", "PROPN"} and not self._definites.of_any_state(token)
                    found = self._p.noun(obj) if named else []
                    if found:
                        return [because(r, r.reason, sector=row.sector) for r in found]
        return None

    def _other_party(self, token: Token) -> list[Reading] | None:
        """ "Its northern neighbour", "his hosts": the other state that the text has named, if one only."""
        for owner in self.doc.dependents(token.i, "poss"):
            own = {r.actor for r in self._p.expand(owner)}
            others = {
                a.reading.actor: a.reading
                for a in self.antecedents.seen
                if a.at < token.i
                and a.reading.actor
                and a.reading.actor not in own
                and self._p.tables.kind_of(a.reading.actor) in STATE_KINDS
            }
            if own and len(others) == 1:
                other = next(iter(others.values()))
                return [because(other, f"“{token.text}” is the other state named")]
            return []
        return None

    # Where it is met

    def _local(self, token: Token, row: NounRow) -> list[Reading]:
        """A nameless actor of the state the passage plays in, where its noun lets one say so."""
        told = self._definites.told_by_modifier(token)
        if token.lemma.lower() in words_of("relational_noun"):
            return []
        if not told and ("stranger" in row.kinds or row.kinds <= {"states", "group"}):
            return []
        if "armed" in row.kinds and is_subject(self.doc, token):
            return []
        home = self._p.home
        if home and self._is_own(token, row):
            reason = f"“{token.text}” is taken as the publisher's own"
            return [Reading(home, None, None, row.sector, token.i, reason)]
        local = self._p.localities.state_at(token)
        if local is None:
            return []
        reason = f"“{token.text}” is taken as {local}'s: the state the passage is about"
        return [Reading(local, None, None, row.sector, token.i, reason)]

    def _is_organisation_name(self, token: Token, row: NounRow) -> bool:
        """ "The University of Granada", "the Francis Scott Key Bridge": a name of its own, not a nameless facility."""
        if token.tag not in {"NNP", "NNPS"} or not row.kinds & {"facility"} or row.kinds & {"institution"}:
            return False
        return any(
            (c.dep == "compound" and c.pos == "PROPN") or (c.dep == "prep" and c.lemma == "of")
            for c in self.doc.dependents(token.i)
        )

    def _is_own(self, token: Token, row: NounRow) -> bool:
        """In an office's own release "the Department", "the Senate", "the Vice President" are its own state's."""
        after = self.doc.tokens[token.i + 1 : token.i + 2]
        if after and after[0].pos == "PROPN" and after[0].sent == token.sent:
            # A title before somebody's name: it is the person's.
            return False
        if not row.kinds & {"institution", "official", "leader"} or token.tag not in {"NNP", "NNPS"}:
            return False
        return self._definites.plain(token, but=self.phrases.doc.quote(*self.phrases.span(token.i, short=True)).lower())

    def _after_all(self, token: Token) -> bool:
        return token.i > 0 and self.doc.tokens[token.i - 1].text.lower() == "all"

    def _counted(self, token: Token) -> list[Reading]:
        """ "Thousands rally", "tens of thousands of demonstrators", "one of its boats": who is counted."""
        if token.text.lower() == "others":
            # "A guard is killed and three others are injured": more of the same.
            same = self.antecedents.latest(
                token, lambda a: a.sentence == token.sent and (a.human or a.plural), "the people named before"
            )
            if same:
                return same
        for prep in self.doc.dependents(token.i, "prep"):
            if prep.lemma == "of":
                for obj in self.doc.dependents(prep.i, "pobj"):
                    return self._p.expand(obj)
        if token.lemma.lower() not in words_of("crowd") and token.text.lower() not in words_of("crowd"):
            return []
        if not is_subject(self.doc, token) and token.dep not in {"dobj", "agent", "pobj", "ROOT"}:
            return []
        local = self._p.localities.state_at(token)
        return [Reading(local, None, None, "CVL", token.i, f"“{token.text}” are people of {local}")] if local else []

    def _stranger(self, token: Token) -> list[Reading]:
        """A person no table knows, introduced by an office or trade: of the state the passage is about."""
        for part in self.doc.dependents(token.i, "compound", "appos", "nmod", "amod"):
            row = self.phrases.noun_row(part) if part.ent != "PERSON" else None
            if row is None or not row.kinds & {"leader", "official", "institution", "force"} or "armed" in row.kinds:
                continue
            local = self._p.localities.state_at(token)
            if local:
                name = self.phrases.person_name(token)
                reason = f"“{name}”, {part.text}: of the state the passage is about"
                return [Reading(local, name, part.text, row.sector, token.i, reason)]
        return []

    def _place(self, token: Token) -> list[Reading]:
        """A city or province that something is done to, or that does something, stands for its country."""
        country = self._p.localities.place_country(token.i)
        if country is None:
            return []
        return [Reading(country, None, None, None, token.i, f"“{token.text}” lies in {country}")]
