"""Noun phrases that name nobody: "the bloc", "its army", "the two leaders", "thousands of people", "the police"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.model import Token
from dragoman.resolve.antecedents import Antecedent, because
from dragoman.resolve.clauses import Clauses
from dragoman.resolve.counterparts import Counterparts
from dragoman.resolve.definites import Definites
from dragoman.resolve.hosting import Hosting, is_meeting_role
from dragoman.resolve.known_by_number import body_by_number
from dragoman.resolve.localities import CLEAR, ONLY
from dragoman.resolve.phrases import Reading
from dragoman.resolve.publishers import years_named
from dragoman.resolve.syntax import PLURAL_TAGS, SUBJECT, clause_subject, commanding_subjects, is_subject
from dragoman.resolve.unsided import of_no_state, out_of_office
from dragoman.tables.actor_rows import BODY_KINDS, PEOPLE_FORMS, STATE_KINDS
from dragoman.tables.nouns import NounRow, collective_names, pointing_nouns
from dragoman.tables.sizes import size_of
from dragoman.tables.words import words_of

if TYPE_CHECKING:
    from dragoman.resolve.corefer import Pointers

_PRIVATE = frozenset({"CVL", "NGO", "MED", "BUS"})
"""Sectors of those who are no part of their state."""

_NATION_REACH = 2
"""Sentences looked back for the person whom "the Norwegian" means."""


class Descriptions:
    """Readings of nameless noun phrases in one document.

    Args:
        pointers: What the document's words may point to.
    """

    def __init__(self, pointers: Pointers) -> None:
        self._p = pointers
        self.doc, self.phrases, self.antecedents = pointers.doc, pointers.phrases, pointers.antecedents
        self._definites = Definites(pointers)
        self._hosting = Hosting(pointers)
        self._counterparts = Counterparts(pointers, self._definites)
        self._clauses = Clauses(pointers, self._definites)

    def read(self, token: Token) -> list[Reading]:
        """The readings of a noun phrase that names nobody itself."""
        match = self.phrases.match_at.get(token.i)
        if match is not None and match.options:
            return self._shared_name(token, match.options)
        if token.text.lower() in words_of("ordinal_pointer") and self._definites.is_definite(token):
            return self._p.lists.one_of_two(token)
        if token.text.lower() in collective_names():
            return self._collective(token)
        if token.lemma.lower() in words_of("sole_person") | words_of("old_person") and self._is_certain_person(token):
            return self._sole_person(token)
        row = self.phrases.noun_row(token)
        if row is None or token.pos == "NUM":
            return self._without_row(token, row)
        if token.lemma.lower() in words_of("family_noun"):
            # A family is nobody's office.
            return []
        if out_of_office(self.doc, token, row):
            return []
        if self._is_organisation_name(token, row):
            return self._standing_in(token, row)
        if self._hosts(token):
            return self._hosting.read(token)
        spoken_to = self._spoken_to(token, row)
        if spoken_to is not None:
            return spoken_to
        if is_meeting_role(token) and self._is_certain(token):
            met = self._hosting.read(token)
            if met:
                return met
        owned = self._owned(token, row)
        if owned is not None:
            return owned
        told = self._of_cut_title(token)
        if told is None:
            told = self._counterparts.read(token)
        if told is None:
            told = self._clauses.read(token, row) or None
        if told is not None:
            return told
        if token.lemma.lower() in words_of("party_noun") and self._of_home_politics(token):
            return self._local(token, row)
        pointed = self._definites.read(token, row)
        return pointed if pointed is not None else self._local(token, row)

    def _spoken_to(self, token: Token, row: NounRow) -> list[Reading] | None:
        """ "Mr. President", in a transcript: whoever is spoken to."""
        turn = self._p.transcript.turn_at(token.i)
        if turn is None or not row.kinds & {"leader", "official"}:
            return None
        if not any(c.text.lower() in words_of("addressing") for c in self.doc.dependents(token.i, "compound")):
            speaker = self._p.transcript.speaker_of(turn)
            certain = token.tag == "NNP" and self._definites.is_definite(token)
            if speaker is None or not speaker.actor or not certain:
                return None
            if self._definites.may_be_own(token, speaker.actor):
                return None
        # "The Prime Minister", said by a president of a state that has none, is the other one.
        other = self._p.transcript.addressee_of(token, turn)
        return [because(other, f"“{token.text}” is who is spoken to")] if other is not None else None

    def _is_certain(self, token: Token) -> bool:
        """ "The host", "her guest", and not "a talk-show host"."""
        return bool(self.doc.dependents(token.i, "poss")) or (
            self._definites.is_definite(token) and self._definites.plain(token)
        )

    def _of_cut_title(self, token: Token) -> list[Reading] | None:
        """ "His vice-president", where the parser takes "vice" for the head: the same as that."""
        before = self.doc.tokens[max(0, token.i - 2) : token.i]
        if not before or before[-1].text != "-" or before[0].head == token.i or before[0].sent != token.sent:
            return None
        owners = self.doc.dependents(before[0].i, "poss")
        return self._p.noun(before[0]) if owners and self.phrases.noun_row(before[0]) is not None else None

    def _hosts(self, token: Token) -> bool:
        """ "The host country"."""
        told = {c.text.lower() for c in self.doc.dependents(token.i, "compound", "amod")}
        state = token.lemma.lower() in words_of("state_noun") and token.tag == "NN"
        return state and bool(told & words_of("host_noun")) and self._definites.is_definite(token)

    def _is_certain_person(self, token: Token) -> bool:
        """ "The winner", "the ailing strongman", "the old man", and not "the man"."""
        if not self._definites.is_definite(token) or not self._definites.plain(token, but=" ".join(words_of("aged"))):
            return False
        aged = any(c.text.lower() in words_of("aged") for c in self.doc.dependents(token.i, "amod"))
        return aged or token.lemma.lower() in words_of("sole_person")

    def _sole_person(self, token: Token) -> list[Reading]:
        """ "The winner", "the strongman": the only person whom the text has named."""
        persons = {a.reading.person: a.reading for a in self.antecedents.seen if a.reading.person and a.at < token.i}
        if len(persons) > 1 and not is_subject(self.doc, token):
            # "Bush did not ring the victor"
            over = {r.person for i in commanding_subjects(self.doc, token) if (r := self.phrases.read(i)) is not None}
            persons = {name: r for name, r in persons.items() if name not in over}
        if token.tag != "NN" or len(persons) != 1 or self.doc.dependents(token.i, "poss"):
            return []
        only = next(iter(persons.values()))
        return [because(only, f"“{token.text}” is {only.person}, whom alone the text names")] if only.actor else []

    def by_table(self, token: Token) -> list[Reading]:
        """ "The bloc's largest member": whom a table knows for such a one."""
        return self._counterparts.by_table(token)

    def _of_home_politics(self, token: Token) -> bool:
        """ "The ruling party": of the state the passage is about, and no party to a dispute."""
        return any(c.text.lower() in words_of("home_politics") for c in self.doc.dependents(token.i))

    def _collective(self, token: Token) -> list[Reading]:
        """ "The two Koreas", "the superpowers"."""
        codes = collective_names()[token.text.lower()]
        return [Reading(c, None, None, None, token.i, f"“{token.text}” are {' and '.join(codes)}") for c in codes]

    def people_of_other(self, token: Token) -> list[Reading]:
        """ "Bulgaria's Turks", "the Asians of Uganda": people of the state they live in."""
        match = self.phrases.match_at.get(token.i)
        if token.tag not in PLURAL_TAGS or match is None or match.alias is None:
            return []
        if match.alias.form not in PEOPLE_FORMS or match.first != token.i:
            return []
        owners = self.doc.dependents(token.i, "poss")
        for prep in self.doc.dependents(token.i, "prep"):
            if prep.lemma.lower() == "of":
                owners += self.doc.dependents(prep.i, "pobj")
        kind_of = self._p.tables.kind_of
        for owner in owners:
            reading = self.phrases.named(owner.i)
            if reading is not None and reading.actor != match.actor and kind_of(reading.actor) in STATE_KINDS:
                return [because(reading, f"“{token.text}” of {reading.actor}", sector="CVL")]
        return []

    def is_nameless_state(self, token: Token) -> bool:
        """ "The phosphate island" as a subject, when nobody knows which."""
        noun = pointing_nouns().get(token.lemma.lower())
        if noun is None or not noun.kinds & STATE_KINDS or token.tag != "NN" or token.dep not in SUBJECT:
            return False
        return self._definites.is_definite(token)

    def counted_region(self, token: Token) -> list[Reading]:
        """ "The two Gulf states": not the whole region, but so many of it as were named."""
        match = self.phrases.match_at.get(token.i)
        size = size_of(frozenset(c.text.lower() for c in self.doc.dependents(token.i)))
        if match is None or not size or self._p.tables.kind_of(match.actor) != "region":
            return []
        if self.doc.dependents(token.i, "prep"):
            return []
        return self._p.lists.several(token, size, among=self._p.tables.traits.get(match.actor or "", ()))

    def person_of_nation(self, token: Token) -> list[Reading]:
        """ "The Norwegian", "the Japanese diplomat": the head of a body named before who is of that nation."""
        nation = self._nation_of(token)
        if nation is None:
            return []
        kind_of, home_of = self._p.tables.kind_of, self._p.tables.nationality
        near = [
            a
            for a in self.antecedents.seen
            if a.human and a.reading.person and a.at < token.i and token.sent - a.sentence <= _NATION_REACH
        ]
        if any(a.reading.actor == nation for a in near):
            return []
        heads = [
            a
            for a in near
            if kind_of(a.reading.actor) not in STATE_KINDS and home_of(a.reading.person) in {nation, None}
        ]
        sure = [a for a in heads if home_of(a.reading.person) == nation]
        if not sure and token.i in self.phrases.match_at:
            # Whose national somebody is, the tables may not know: "the Portuguese" tells it.
            sure = heads
        if not sure or not sure[-1].reading.actor:
            return []
        return [because(sure[-1].reading, f"“{token.text}” is {sure[-1].reading.person}")]

    def _nation_of(self, token: Token) -> str | None:
        """The state of whose nation one certain person is said to be."""
        if token.tag in PLURAL_TAGS or not self._definites.is_definite(token):
            return None
        match = self.phrases.match_at.get(token.i)
        if match is None:
            row = self.phrases.noun_row(token)
            single = row is not None and "official" in row.kinds and "states" not in row.kinds
            if not single and token.lemma.lower() not in words_of("single_person"):
                return None
            parts = [self.phrases.match_at.get(c.i) for c in self.doc.dependents(token.i, "amod")]
            match = next((m for m in parts if m is not None), None)
        if match is None or match.alias is None or match.alias.form not in PEOPLE_FORMS:
            return None
        return match.actor if self._p.tables.kind_of(match.actor) in STATE_KINDS else None

    def _without_row(self, token: Token, row: NounRow | None) -> list[Reading]:
        word = token.lemma.lower()
        if word == "other" and any(c.text.lower() == "each" for c in self.doc.dependents(token.i)):
            return self._p.lists.several(token)
        if word == "other" and self._definites.is_definite(token) and self._beside_each(token):
            return self._p.lists.several(token)
        size = size_of(frozenset({token.text.lower()}))
        if (
            size
            and (self._definites.is_definite(token) or self._after_all(token))
            and not self.doc.dependents(token.i, "prep")
        ):
            # "The three", "all three"
            return self._p.lists.several(token, size) or self._by_number(token)
        body = self._by_number(token)
        if body:
            return body
        if token.pos == "NUM" or word in words_of("crowd") or word in words_of("counted_part"):
            return self._counted(token)
        if row is None and token.ent == "PERSON":
            # Where nothing says that it acts, a town may have been taken for a person.
            return self._stranger(token) or ([] if is_subject(self.doc, token) else self._place(token))
        return self._place(token)

    def _by_number(self, token: Token) -> list[Reading]:
        """ "The Twelve": the European Community by how many its members were."""
        bodies = (a.reading.actor for a in reversed(self.antecedents.seen) if a.reading.actor and a.kind in BODY_KINDS)
        body = body_by_number(self.doc, token, bodies, self._p.tables)
        reason = f"“{token.text}” is {body}, which has so many members"
        return [Reading(body, None, None, "IGO", token.i, reason)] if body else []

    def _beside_each(self, token: Token) -> bool:
        """ "Each side blamed the other"."""
        subject = clause_subject(self.doc, token)
        return subject is not None and any(
            c.text.lower() in words_of("mutual_determiner") for c in (subject, *self.doc.dependents(subject.i))
        )

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
        many = token.tag in PLURAL_TAGS and token.lemma.lower() in words_of("plural_left_open")
        if token.lemma.lower() in words_of("office_follower"):
            # "His predecessor", "Roosevelt's successor": of the same office.
            found = [r for o in self.doc.dependents(token.i, "poss") for r in self._p.expand(o) if r.actor]
            return [replace(because(r, f"“{token.text}” of {r.actor}'s"), person=None) for r in found]
        if relational and not many and token.lemma.lower() in words_of("other_party"):
            return self._counterparts.other_party(token)
        for owner in self.doc.dependents(token.i, "poss"):
            if (owner.pos == "PRON" or owner.tag == "WP$") and not relational:
                found = [r for r in self._p.pronoun(owner) if r.actor]
                if found:
                    why = [f"“{owner.text} {token.text}”: {r.reason}" for r in found]
                    owned = [because(r, w, sector=row.sector) for r, w in zip(found, why, strict=True)]
                    person = bool(row.kinds & {"leader", "official", "people", "armed"})
                    # "Her island" is no person.
                    return owned if person else [replace(r, person=None) for r in owned]
            elif owner.pos == "NOUN" and not relational and owner.i != token.i:
                found = self._p.noun(owner) or self._region(owner, row)
                if found:
                    return [because(r, r.reason, sector=row.sector) for r in found]
        if relational or row.kinds & {"facility"}:
            return None
        if token.tag in PLURAL_TAGS and "states" in row.kinds and not row.kinds & {"leader", "official"}:
            # "The countries of the alliance" are not the alliance.
            return None
        for prep in self.doc.dependents(token.i, "prep"):
            if prep.lemma.lower() == "of" and row.kinds & {"institution", "official", "leader", "force"}:
                for obj in self.doc.dependents(prep.i, "pobj"):
                    named = obj.pos in {"NOUN", "PROPN"} and not self._definites.of_any_state(token)
                    found = (self.counted_region(obj) or self._p.noun(obj) or self._region(obj, row)) if named else []
                    if found:
                        return [because(r, r.reason, sector=row.sector) for r in found]
        return None

    def _region(self, owner: Token, row: NounRow) -> list[Reading]:
        """The region in "the region's leaders": the last one named."""
        if owner.lemma.lower() not in words_of("whole_region") or owner.tag != "NN" or not row.kinds & {"leader"}:
            return []
        if not self._definites.is_definite(owner) or not self._definites.plain(owner):
            return []
        kind_of = self._p.tables.kind_of
        return self.antecedents.latest(owner, lambda a: kind_of(a.reading.actor) == "region", "the last region named")

    # Where it is met

    def _local(self, token: Token, row: NounRow) -> list[Reading]:
        """A nameless actor of the state the passage plays in, where its noun lets one say so."""
        told = self._definites.told_by_modifier(token)
        lemma = token.lemma.lower()
        links = {p.lemma.lower() for p in self.doc.dependents(token.i, "prep")}
        if lemma in words_of("sent_abroad") and links & {"in", "to"}:
            # "The envoy in Ottawa" is another state's.
            return []
        if lemma in words_of("relational_noun") | words_of("strongman") | words_of("head_of_body"):
            return []
        if lemma in words_of("whole_region") and token.tag == "NN" and self._definites.plain(token):
            return []
        if self._from_elsewhere(token) or of_no_state(self.doc, token) or self._is_private(token, row):
            return []
        parts = self.doc.dependents(token.i, "compound") if token.tag == "NN" and "facility" not in row.kinds else []
        if any(c.tag == "NNP" and c.ent in {"ORG", "GPE", "FAC"} and self._inside(c) for c in parts):
            # "A Georgetown professor" belongs to what is named.
            return []
        if lemma in words_of("one_of_state") and token.tag in PLURAL_TAGS:
            # A state has one president: several are of several states.
            return []
        if not told and ("stranger" in row.kinds or row.kinds <= {"states", "group"}):
            return []
        if "armed" in row.kinds and not told:
            # Rebels are seldom of the state where they fight.
            return []
        home = self._p.home
        if lemma in words_of("hostile_noun"):
            return self._enemy(token)
        if home and self._is_own(token, row) and not (self._p.localities.history and self._is_of_many(token, home)):
            if not self._definites.may_be_own(token, home):
                return [r for r in self._p.lists.readout_pair(token) if r.actor != home]
            reason = f"“{token.text}” is taken as the publisher's own"
            return [Reading(home, None, None, row.sector, token.i, reason)]
        crowned = self._p.tables.traits.get("monarchy", ()) if lemma in words_of("crowned") else ()
        many = token.tag == "NNP" and lemma in words_of("organ_of_many") and self._definites.plain(token)
        one = token.tag == "NN" and lemma in words_of("certain_person") and self._definites.plain(token)
        doubtful = many or one or self._is_certain_name(token, row) or self._of_somebody_unknown(token)
        share = ONLY if doubtful else CLEAR
        local = self._p.localities.state_at(token, among=crowned, share=share)
        if local is None:
            return self._regime(token) if lemma in words_of("regime_noun") else []
        reason = f"“{token.text}” is taken as {local}'s: the state the passage is about"
        return [Reading(local, None, None, row.sector, token.i, reason)]

    def _is_private(self, token: Token, row: NounRow) -> bool:
        """ "A driver", "the children", "the press": people whom the place of the act does not make its state's.

        Those who take part in its public life are: voters, demonstrators, a crowd.
        """
        if not row.kinds or not row.kinds <= {"people", "stranger"} or row.sector not in _PRIVATE:
            return False
        lemma = token.lemma.lower()
        return lemma not in words_of("public_body") and not (
            token.tag in PLURAL_TAGS and lemma in words_of("acting_public")
        )

    def _enemy(self, token: Token) -> list[Reading]:
        """ "The occupier": of the state at war with the publisher's, and never the one where he is met."""
        foes = self._foes(token)
        if not self._p.home:
            return self._counterparts.enemy(token)
        if len(foes) != 1 or self._p.localities.history:
            return []
        foe = next(iter(foes))
        return [Reading(foe, None, None, "MIL", token.i, f"“{token.text}” is {foe}, at war with the publisher's state")]

    def _foes(self, token: Token) -> frozenset[str]:
        """The states at war with the publisher's on the document's day; none beside earlier years."""
        years = [year for _, year in years_named(self.doc.words(self.doc.sentences[token.sent]))]
        day = self.doc.document.published or ""
        return self._p.tables.foes_on(self._p.home or "", day, max(years, default=""))

    def _is_certain_name(self, token: Token, row: NounRow) -> bool:
        """ "The Regent", "the Fifteenth Army": a certain one, of whatever state, and not any such of this one."""
        if token.tag in {"NNP", "NNPS"} and row.kinds & {"leader", "official", "group"}:
            return True
        parts = self.doc.dependents(token.i, "compound", "amod", "nmod", "poss") if "force" in row.kinds else []
        return any(c.text[:1].isupper() and self._inside(c) for c in parts)

    def _of_somebody_unknown(self, token: Token) -> bool:
        """ "Herrera's government", "his army", "the troops of William": who is named says whose, if one knew him."""
        owners = self.doc.dependents(token.i, "poss")
        for prep in self.doc.dependents(token.i, "prep"):
            if prep.lemma.lower() in {"of", "under"}:
                owners += [o for o in self.doc.dependents(prep.i, "pobj") if o.ent == "PERSON"]
        return any(
            o.text.lower() in words_of("person_pronoun")
            or (o.pos == "PROPN" and o.ent not in {"GPE", "LOC"} and self.phrases.noun_row(o) is None)
            for o in owners
            if self._p.localities.place_country(o.i) is None
        )

    def _from_elsewhere(self, token: Token) -> bool:
        """ "Foreign envoys", "Iran-backed groups": not of the place where they are met."""
        told = [c for c in self.doc.dependents(token.i, "amod") if c.i < token.i]
        leans = any(
            c.text.lower() in words_of("leaning_participle") and self.doc.tokens[c.i - 1].pos == "PUNCT" for c in told
        )
        abroad = any(c.text.lower() in words_of("of_elsewhere") for c in told)
        return leans or (abroad and token.tag == "NNS" and token.lemma.lower() != "minister")

    def _inside(self, token: Token) -> bool:
        """Whether a word does not begin its sentence, where any word has a capital."""
        return token.i > self.doc.sentences[token.sent].first

    def _regime(self, token: Token) -> list[Reading]:
        """ "The regime": of the state spoken of, not of who speaks of it or where they meet."""
        speaking = {self.phrases.read(i) for i in commanding_subjects(self.doc, token)}
        barred = {r.actor for r in speaking if r is not None}
        kind_of = self._p.tables.kind_of

        def spoken_of(a: Antecedent) -> bool:
            return a.named and kind_of(a.reading.actor) in STATE_KINDS and a.reading.actor not in barred

        subject = self._p.localities.subject
        if subject is not None and subject not in barred:
            return [
                Reading(subject, None, None, "GOV", token.i, f"“{token.text}” is {subject}'s, which the text is about")
            ]
        why = "the last state named"
        return self.antecedents.latest(token, lambda a: spoken_of(a) and not a.reading.person, why) or (
            self.antecedents.latest(token, spoken_of, why)
        )

    def _is_organisation_name(self, token: Token, row: NounRow) -> bool:
        """ "The University of Granada", "the Francis Scott Key Bridge", "Deutsche Bank": a name of its own."""
        if token.tag not in {"NNP", "NNPS"}:
            return False
        named = [c for c in self.doc.dependents(token.i, "compound") if c.pos == "PROPN"]
        if token.lemma.lower() in words_of("own_name_noun") and token.ent == "ORG":
            return bool(named) and not any(c.text.lower() in words_of("public_sign") for c in named)
        if not row.kinds & {"facility"} or row.kinds & {"institution"}:
            return False
        return bool(named) or any(c.lemma == "of" for c in self.doc.dependents(token.i, "prep"))

    def _standing_in(self, token: Token, row: NounRow) -> list[Reading]:
        """ "Benina Airport", "the Serena Hotel in Kabul": a building with a name that something is done to stands for
        the state of the town in its name, or that the text says clearly."""
        if "facility" not in row.kinds or "institution" in row.kinds or is_subject(self.doc, token):
            return []
        parts = (self._p.localities.country_of(part) for part in self.doc.dependents(token.i, "compound", "nmod"))
        country = next(filter(None, parts), None) or self._p.localities.state_at(token, share=ONLY)
        return [self._lying_in(country, token)] if country else []

    def _is_own(self, token: Token, row: NounRow) -> bool:
        """In an office's own release "the Department", "the Senate", "the Vice President" are its own state's."""
        after = self.doc.tokens[token.i + 1 : token.i + 2]
        if after and after[0].pos == "PROPN" and after[0].sent == token.sent:
            # A title before somebody's name: it is the person's.
            return False
        if not row.kinds & {"institution", "official", "leader"} or token.tag not in {"NNP", "NNPS"}:
            return False
        return self._definites.plain(token, but=self.phrases.doc.quote(*self.phrases.span(token.i, short=True)).lower())

    def _is_of_many(self, token: Token, home: str) -> bool:
        """ "The Council", "the Sultan" in a history: not sure to be the one of the state that tells it."""
        return token.lemma.lower() in words_of("organ_of_many") or not self._definites.may_be_own(token, home)

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
        # "Its spokeswoman, Kari Holm", "Ivar Lund, its spokesman"
        beside = [self.doc.tokens[token.head]] if token.dep == "appos" else []
        beside += [t for t in self.doc.dependents(token.i, "appos") if self.doc.dependents(t.i, "poss")]
        for noun in beside:
            row = self.phrases.noun_row(noun) if noun.ent != "PERSON" else None
            if row is not None and row.kinds & {"leader", "official"}:
                name = self.phrases.person_name(token)
                return [replace(r, person=name, role=noun.text) for r in self._p.noun(noun) if r.actor]
        for part in self.doc.dependents(token.i, "compound", "appos", "nmod", "amod"):
            row = self.phrases.noun_row(part) if part.ent != "PERSON" else None
            if row is None or not row.kinds & {"leader", "official", "institution", "force"} or "armed" in row.kinds:
                continue
            local = self._p.localities.state_at(token, share=ONLY)
            if local:
                name = self.phrases.person_name(token)
                reason = f"“{name}”, {part.text}: of the state the passage is about"
                return [Reading(local, name, part.text, row.sector, token.i, reason)]
        return []

    def _place(self, token: Token) -> list[Reading]:
        """A city or province that something is done to, or that does something, stands for its country."""
        country = self._p.localities.place_country(token.i)
        if token.i and self.doc.tokens[token.i - 1].text.lower() in words_of("rank"):
            return []
        if country is None or (is_subject(self.doc, token) and self._p.localities.is_alien(country)):
            # "Orlando wept": in a text about others it is somebody's name.
            return []
        return [self._lying_in(country, token)]

    @staticmethod
    def _lying_in(country: str, token: Token) -> Reading:
        return Reading(country, None, None, None, token.i, f"“{token.text}” lies in {country}")
