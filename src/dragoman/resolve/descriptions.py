"""Noun phrases that name nobody: "the bloc", "its army", "the two leaders", "thousands of people", "the police"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.model import Token
from dragoman.resolve.antecedents import Antecedent, because
from dragoman.resolve.lists import size_of
from dragoman.resolve.phrases import Reading
from dragoman.resolve.syntax import clause_subject, is_subject
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.nouns import NounRow, collective_names, pointing_nouns
from dragoman.tables.words import words_of

if TYPE_CHECKING:
    from dragoman.resolve.corefer import Pointers

_TELLING = frozenset({"amod", "compound", "poss", "nmod", "relcl", "acl"})
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})


class Descriptions:
    """Readings of nameless noun phrases in one document.

    Args:
        pointers: What the document's words may point to.
    """

    def __init__(self, pointers: Pointers) -> None:
        self._p = pointers
        self.doc, self.phrases, self.antecedents = pointers.doc, pointers.phrases, pointers.antecedents

    def read(self, token: Token) -> list[Reading]:
        """The readings of a noun phrase that names nobody itself."""
        match = self.phrases.match_at.get(token.i)
        if match is not None and match.options:
            return self._shared_name(token, match.options)
        if token.text.lower() in words_of("ordinal_pointer") and self._definite(token):
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
        pointed = self._pointing(token, row)
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
        if size and (self._definite(token) or self._after_all(token)) and not self.doc.dependents(token.i, "prep"):
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
                    return [
                        because(r, f"“{owner.text} {token.text}”: {r.reason}", sector=row.sector) for r in found
                    ]
            elif owner.pos == "NOUN" and not relational and owner.i != token.i:
                found = self._p.noun(owner)
                if found:
                    return [because(r, r.reason, sector=row.sector) for r in found]
        if relational or row.kinds & {"facility"} or (token.tag in _PLURAL_TAGS and "states" in row.kinds):
            return None
        for prep in self.doc.dependents(token.i, "prep"):
            if prep.lemma.lower() == "of" and row.kinds & {"institution", "official", "leader", "force"}:
                for obj in self.doc.dependents(prep.i, "pobj"):
                    found = self._p.noun(obj) if obj.pos == "NOUN" or obj.pos == "PROPN" else []
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
                if a.at < token.i and a.reading.actor and a.reading.actor not in own
                and self._p.tables.kind_of(a.reading.actor) in STATE_KINDS
            }
            if own and len(others) == 1:
                other = next(iter(others.values()))
                return [because(other, f"“{token.text}” is the other state named")]
            return []
        return None

    # What it points back to

    def _definite(self, token: Token) -> bool:
        return any(c.text.lower() in words_of("pointing_determiner") for c in self.doc.dependents(token.i))

    def _after_all(self, token: Token) -> bool:
        return token.i > 0 and self.doc.tokens[token.i - 1].text.lower() == "all"

    def _pointing(self, token: Token, row: NounRow) -> list[Reading] | None:
        """Whom "the two leaders", "the bloc", "the president" point to; None where the noun does not point."""
        around = frozenset(c.text.lower() for c in self.doc.dependents(token.i))
        definite = bool(around & words_of("pointing_determiner"))
        lemma = token.lemma.lower()
        if token.tag in _PLURAL_TAGS or lemma in words_of("group_size"):
            return self._plural(token, row, around | {lemma}, definite)
        if "neither" in around and "states" in row.kinds:
            return self._p.lists.several(token)
        if not definite:
            return None
        if lemma in pointing_nouns():
            found = self._ruled(token) or self._body(token)
            if found:
                return found
            if "states" in row.kinds or pointing_nouns()[lemma].kinds & STATE_KINDS:
                return self._own_state(token)
        if row.kinds & {"leader", "official"}:
            return self._title(token)
        return self._title(token) if row.kinds & {"force", "institution"} and token.tag == "NN" else None

    def _plural(self, token: Token, row: NounRow, words: frozenset[str], definite: bool) -> list[Reading] | None:
        """ "Both sides", "the three countries", "the leaders", "the rebels"."""
        lemma = token.lemma.lower()
        size = size_of(words)
        human = bool(row.kinds & {"leader", "official", "people"})
        if size and row.kinds & {"states", "leader", "official", "people", "institution"} and self._counts_named(token):
            found = self._p.lists.several(token, size, human, among=self._of_region(token))
            # "Two men were arrested" speaks of somebody new.
            return found if definite or "both" in words else None
        if definite and "states" in row.kinds and self.plain(token):
            pair = self._p.lists.several(token, size, human)
            if pair:
                return pair
        if definite and lemma in pointing_nouns() and "armed" in row.kinds:
            found = self._body(token)
            if found:
                return found
        return [] if lemma in words_of("plural_left_open") and not self._told_by_modifier(token) else None

    def _counts_named(self, token: Token) -> bool:
        """Whether a counted noun has no clause or place of its own ("the two men who fled", "two villages in Iraq")."""
        return not any(c.dep in {"relcl", "acl", "prep"} for c in self.doc.dependents(token.i))

    def _own_state(self, token: Token) -> list[Reading]:
        """ "The nation": of the publisher, or of the person who speaks to it."""
        if self._p.home and self.plain(token):
            return [Reading(self._p.home, None, None, None, token.i, f"“{token.text}” is the publisher's own")]
        if not self.plain(token):
            return []
        kind_of = self._p.tables.kind_of
        return self.antecedents.latest(
            token, lambda a: kind_of(a.reading.actor) in STATE_KINDS, "the state of the last person named"
        )

    def _body(self, token: Token) -> list[Reading]:
        """ "The bloc", "the kingdom", "the island nation": the last actor of such a kind."""
        noun = pointing_nouns()[token.lemma.lower()]
        traits = self._p.tables.traits
        told = [traits[noun.trait]] if noun.trait else []
        modifiers = self.doc.dependents(token.i, "amod", "compound", "nmod")
        for child in modifiers:
            named = self.phrases.named(child.i)
            trait = traits.get(child.text.lower()) or traits.get((named.actor if named else None) or "")
            if trait is not None:
                told.append(trait)
        other = any(c.text.lower() in words_of("other") for c in modifiers)
        clause_subject = self._clause_actor(token) if other else None

        kind_of = self._p.tables.kind_of

        def fits(a: Antecedent) -> bool:
            # A body's head brings his body to mind: "António Guterres … the refugee agency".
            of_body = bool(a.reading.person) and kind_of(a.reading.actor) not in STATE_KINDS
            return (
                (kind_of(a.reading.actor) in noun.kinds if of_body else a.kind in noun.kinds)
                and (of_body or not a.reading.person)
                and all(a.reading.actor in codes for codes in told)
                and (a.reading.actor is None or a.reading.actor != clause_subject)
            )

        what = "state" if noun.kinds & STATE_KINDS else "body"
        return self.antecedents.latest(token, fits, f"the last {what} named")

    def _ruled(self, token: Token) -> list[Reading]:
        """ "Has ruled the country", "fled the country": that of the clause's subject."""
        if token.dep != "dobj" or self.doc.tokens[token.head].lemma.lower() not in words_of("home_verb"):
            return []
        subject = clause_subject(self.doc, token)
        reading = self.phrases.read(subject.i) if subject is not None else None
        if reading is None or self._p.tables.kind_of(reading.actor) not in STATE_KINDS:
            return []
        return [because(reading, f"“{token.text}” is {reading.person or 'its subject'}'s own")]

    def _clause_actor(self, token: Token) -> str | None:
        """The actor of the sentence's own subject: "the other country" is not that one."""
        last = [a for a in self.antecedents.seen if a.sentence == token.sent and a.subject and a.at < token.i]
        return last[-1].reading.actor if last else None

    def _title(self, token: Token) -> list[Reading] | None:
        """ "The president": the publisher's own, else the last one named."""
        title = self._full_title(token)
        home = self._p.home
        of_region = self._of_region(token)
        if of_region:
            return self.antecedents.latest(
                token, lambda a: a.reading.actor in of_region, "the last one named of that region"
            )
        if home and self.doc.tokens[token.i - 1 if token.i else 0].text.lower() in words_of("courtesy"):
            return [r for r in self._p.lists.readout_pair(token) if r.actor != home]
        if home and self.plain(token, but=title) and self._has_office(home, title):
            reason = f"“{token.text}” is the publisher's own"
            return [Reading(home, None, title.title(), "GOV", token.i, reason)]
        last = title.split()[-1]

        def fits(a: Antecedent) -> bool:
            role = (a.reading.role or "").lower()
            return bool(a.reading.person or a.human) and (title in role or (title == last and last in role.split()))

        return self.antecedents.latest(token, fits, f"the last {title} named") or None

    def _of_region(self, token: Token) -> frozenset[str]:
        """The states of the region that a title's adjective names: "the South American leader"."""
        for child in self.doc.dependents(token.i, "amod", "compound", "nmod"):
            named = self.phrases.named(child.i)
            if named is not None and self._p.tables.kind_of(named.actor) == "region":
                return self._p.tables.traits.get(named.actor or "", frozenset())
        return frozenset()

    def _full_title(self, token: Token) -> str:
        parts = [c.text.lower() for c in self.doc.dependents(token.i, "compound", "amod") if c.i < token.i]
        return " ".join([*(p for p in parts if p in words_of("title")), token.lemma.lower()])

    def _has_office(self, home: str, title: str) -> bool:
        """Whether a state has had an office of that title at the time: the White House knows no prime minister."""
        day = self.doc.document.published
        return any(
            o.title.lower() == title and (day is None or o.holds_on(day)) for o in self._p.tables.holders.get(home, ())
        )

    # Where it is met

    def _local(self, token: Token, row: NounRow) -> list[Reading]:
        """A nameless actor of the state the passage plays in, where its noun lets one say so."""
        told = self._told_by_modifier(token)
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

    def _told_by_modifier(self, token: Token) -> bool:
        """Whether a noun before it makes a nameless group local: "opposition parties", "rebel groups"."""
        for child in self.doc.dependents(token.i, "compound"):
            row = self.phrases.noun_row(child)
            if row is not None and row.kinds & {"people", "armed"} and "stranger" not in row.kinds:
                return True
        return False

    def _is_own(self, token: Token, row: NounRow) -> bool:
        """In an office's own release "the Department", "the Senate", "the Vice President" are its own state's."""
        after = self.doc.tokens[token.i + 1 : token.i + 2]
        if after and after[0].pos == "PROPN" and after[0].sent == token.sent:
            # A title before somebody's name: it is the person's.
            return False
        if not row.kinds & {"institution", "official", "leader"} or token.tag not in {"NNP", "NNPS"}:
            return False
        return self.plain(token, but=self.phrases.doc.quote(*self.phrases.span(token.i, short=True)).lower())

    def _counted(self, token: Token) -> list[Reading]:
        """ "Thousands rally", "tens of thousands of demonstrators", "one of its boats": who is counted."""
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

    def plain(self, token: Token, but: str = "") -> bool:
        """Whether a phrase has no modifier that tells other actors apart ("the European leaders").

        Args:
            token: The head.
            but: Words of modifiers that do not count.
        """
        passed = {*but.split(), "two", "respective"}
        return not any(
            (c.dep in _TELLING and c.lemma.lower() not in passed and c.text.lower() not in passed) or c.dep == "prep"
            for c in (self.doc.tokens[k] for k in self.doc.children[token.i])
        )
