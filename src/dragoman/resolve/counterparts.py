"""One actor told by his standing to another: "its ally", "the smaller neighbour", "the former colonial power"."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from dragoman.model import Token
from dragoman.resolve.antecedents import Antecedent, because
from dragoman.resolve.bearings import SIDES, lies_to
from dragoman.resolve.definites import Definites
from dragoman.resolve.phrases import Reading
from dragoman.resolve.syntax import PLURAL_TAGS, clause_subject, commanding_subjects
from dragoman.resolve.unsided import names_language
from dragoman.tables.actor_rows import FULL_STANDINGS, STATE_KINDS
from dragoman.tables.places import packaged_inhabitants
from dragoman.tables.words import words_of

if TYPE_CHECKING:
    from dragoman.resolve.corefer import Pointers

_BEFORE_NOUN = frozenset({"compound", "amod", "nmod", "npadvmod"})
_SIDES_OF_WAR = STATE_KINDS | {"armed_group", "movement"}
_CLEARLY = 1.4
"""How many times as many people make a state clearly the larger one."""


class Counterparts:
    """Readings of nouns that tell one actor by another.

    Args:
        pointers: What the document's words may point to.
        definites: The readings of definite noun phrases.
    """

    def __init__(self, pointers: Pointers, definites: Definites) -> None:
        self._p, self._definites = pointers, definites
        self.doc, self.phrases, self.antecedents = pointers.doc, pointers.phrases, pointers.antecedents

    # What the tables tell

    def by_table(self, token: Token) -> list[Reading]:
        """ "The bloc's largest member", "Mali's former colonial power": whom a table knows for such a one."""
        lemma = token.lemma.lower()
        if lemma not in words_of("member_noun") and lemma not in words_of("ruling_noun") and lemma != "colony":
            return []
        if token.tag in PLURAL_TAGS or any(
            self.phrases.named(c.i) is not None for c in self.doc.dependents(token.i, "appos")
        ):
            return []
        return self._leading_member(token) or self._former_ruler(token) or self._former_colony(token)

    def _leading_member(self, token: Token) -> list[Reading]:
        """ "NATO's biggest member"; a body is none of its own members, so that the unknown ones stay open."""
        told = {c.text.lower() for c in self.doc.dependents(token.i, "amod", "advmod")}
        inner = [c for a in self.doc.dependents(token.i, "amod") for c in self.doc.dependents(a.i, "advmod")]
        told |= {c.text.lower() for c in inner}
        if token.lemma.lower() == "member" and not told and self.doc.dependents(token.i, "poss"):
            return self._only_member(token)
        if token.lemma.lower() not in words_of("member_noun") or not told & words_of("greatest"):
            return []
        for owner in self._owners(token):
            reading = self.phrases.named(owner.i) or next(iter(self._p.expand(owner)), None)
            if reading is None or not reading.actor or self._p.tables.kind_of(reading.actor) in STATE_KINDS:
                continue
            known = self._p.tables.traits.get(f"largest of {reading.actor}", frozenset())
            code = next(iter(known)) if len(known) == 1 and told & words_of("largest") else None
            why = f"“{token.text}” is the largest of {reading.actor}" if code else f"one of {reading.actor}, and not it"
            return [Reading(code, None, None, None, token.i, why)]
        return []

    def _only_member(self, token: Token) -> list[Reading]:
        """ "The alliance stood by its member": the only one named that is a member, and not the body itself."""
        day = self.doc.document.published
        for owner in self.doc.dependents(token.i, "poss"):
            body = next((r.actor for r in self._p.expand(owner)), None)
            seats = self._p.tables.full_members_on(body, day) if body else frozenset()
            named = {a.reading.actor for a in self._states(token)} & seats
            if seats:
                code = next(iter(named)) if len(named) == 1 else None
                return [Reading(code, None, None, None, token.i, f"“{token.text}” is of {body}, and not it")]
        return []

    def _owners(self, token: Token) -> list[Token]:
        """Who stands before a noun's "'s" or after its "of" or "in"."""
        found = list(self.doc.dependents(token.i, "poss"))
        for prep in self.doc.dependents(token.i, "prep"):
            if prep.lemma.lower() in {"of", "in"}:
                found += self.doc.dependents(prep.i, "pobj")
        return found

    def _former_ruler(self, token: Token) -> list[Reading]:
        """ "The former colonial power", "its former master": who once ruled the state spoken of."""
        told = {c.text.lower() for c in self.doc.dependents(token.i, "amod", "compound")}
        lemma = token.lemma.lower()
        owners = self.doc.dependents(token.i, "poss")
        if lemma not in words_of("ruling_noun"):
            return []
        once = bool(told & words_of("former"))
        if not told & words_of("colonial") and not (once and (owners or lemma in words_of("colonial_noun"))):
            return []
        if not owners and not self._definites.is_definite(token):
            return []
        traits = self._p.tables.traits
        ruled = {r.actor for o in owners for r in self._p.expand(o)} or {a.reading.actor for a in self._states(token)}
        rulers = {code: traits.get(f"former ruler of {code}", frozenset()) for code in ruled if code}
        named = [a.reading for a in self._states(token) if any(a.reading.actor in codes for codes in rulers.values())]
        if named:
            return [because(named[-1], f"“{token.text}” is {named[-1].actor}, which is named before")]
        state = self._p.localities.state_at(token)
        only = rulers.get(state or "") or frozenset().union(*rulers.values())
        if len(only) != 1:
            return [Reading(None, None, None, None, token.i, f"“{token.text}” is not the state that it ruled")]
        code = next(iter(only))
        return [Reading(code, None, None, None, token.i, f"“{token.text}” can only be {code}")]

    def _former_colony(self, token: Token) -> list[Reading]:
        """ "The former colony": of the states named the one that another one, or the possessor, once ruled."""
        told = {c.text.lower() for c in self.doc.dependents(token.i, "amod")}
        owners = self.doc.dependents(token.i, "poss")
        if token.lemma.lower() != "colony" or not told & words_of("former"):
            return []
        if not owners and not self._definites.is_definite(token):
            return []
        named = {a.reading.actor for a in self._states(token)}
        ruling = {r.actor for o in owners for r in self._p.expand(o)} or named
        rulers = self._p.tables.traits
        ruled = sorted(c for c in named if c and rulers.get(f"former ruler of {c}", frozenset()) & ruling)
        if len(ruled) != 1:
            return []
        return [Reading(ruled[0], None, None, None, token.i, f"“{token.text}” is {ruled[0]}, the one once ruled")]

    # What the text tells

    def read(self, token: Token) -> list[Reading] | None:
        """ "The smaller neighbour", "the other side": None where the noun is told by no other."""
        if token.tag in PLURAL_TAGS or self.doc.dependents(token.i, "poss"):
            return None
        if not self._definites.is_definite(token):
            return None
        lemma = token.lemma.lower()
        told = {c.text.lower() for c in self.doc.dependents(token.i, "amod")}
        sized = told & (words_of("smaller") | words_of("larger"))
        if sized and lemma in words_of("neighbour_noun") | words_of("state_noun") | words_of("ally_noun") | {"partner"}:
            return self._by_size(token, told)
        if lemma in words_of("warring_noun") and "other" in told:
            return self._other_side(token)
        return None

    def _states(self, token: Token, kinds: Collection[str] = STATE_KINDS) -> list[Antecedent]:
        """The mentions of single states, or of other kinds of actors, before a word; none that only say where."""
        return [
            a
            for a in self.antecedents.seen
            if a.at < token.i
            and not a.venue
            and len(a.readings) == 1
            and not names_language(self.doc, a.at)
            and self._p.tables.kind_of(a.reading.actor) in kinds
        ]

    def _by_size(self, token: Token, told: Collection[str]) -> list[Reading]:
        """ "The smaller country" of the only two named."""
        pair = sorted({a.reading.actor for a in self._states(token) if a.reading.actor})
        if len(pair) != 2:
            return []
        small, large = sorted(pair, key=lambda code: packaged_inhabitants().get(code, 0))
        if not self._is_larger(large, small):
            return []
        code = large if set(told) & words_of("larger") else small
        return [Reading(code, None, None, None, token.i, f"“{token.text}” is {code}, of {small} and {large}")]

    @staticmethod
    def _is_larger(code: str, other: str) -> bool:
        people = packaged_inhabitants()
        return 0 < people.get(other, 0) * _CLEARLY < people.get(code, 0)

    def _other_side(self, token: Token) -> list[Reading] | None:
        """ "The other side says": of the only two named, the one that has not just been the subject."""
        named = self._states(token, _SIDES_OF_WAR)
        pair = {a.reading.actor: a.reading for a in named if a.named}
        subjects = [a for a in named if a.subject and a.sentence == token.sent]
        subjects = subjects or [a for a in named if a.root and a.sentence == token.sent - 1]
        if len(pair) != 2 or not subjects:
            return None
        if subjects[-1].reading.actor not in pair:
            return None
        other = next(r for code, r in pair.items() if code != subjects[-1].reading.actor)
        reason = f"“{token.text}” is the one of the two that does not speak"
        return [Reading(other.actor, None, None, other.sector if not other.person else None, token.i, reason)]

    def enemy(self, token: Token) -> list[Reading]:
        """ "Swore to stop the aggressor": the only other state named than the one that swears."""
        own = {
            r.actor
            for i in commanding_subjects(self.doc, token)
            if i != token.i
            for r in self._p.expand(self.doc.tokens[i])
        } - {None}
        actors = self._p.tables.actors
        others = {a.reading.actor or "" for a in self._states(token)} - own
        # "Argentina holds the Falklands. London will throw the occupiers out."
        others = {code for code in others if code in actors and actors[code].country not in own}
        if not own or len(others) != 1 or not self._definites.is_definite(token):
            return self._invader(token)
        code = next(iter(others))
        return [Reading(code, None, None, "MIL", token.i, f"“{token.text}” is {code}, the other state named")]

    def _invader(self, token: Token) -> list[Reading]:
        """ "The invader", where a state is named that is at war with the one that began it."""
        day = self.doc.document.published or ""
        named = {a.reading.actor or "" for a in self._states(token)}
        foes = {foe for code in named for foe in self._p.tables.foes_on(code, day)}
        began = foes & self._p.tables.traits.get("began a war", frozenset())
        if len(began) != 1 or not self._definites.is_definite(token) or token.lemma.lower() == "enemy":
            return []
        code = next(iter(began))
        return [Reading(code, None, None, "MIL", token.i, f"“{token.text}” is {code}, which began the war")]

    def other_party(self, token: Token) -> list[Reading] | None:
        """ "Its northern neighbour", "his hosts": the other state that the text has named, if one only."""
        owners = self.doc.dependents(token.i, "poss") or self._owner_cut_off(token)
        lemma = token.lemma.lower()
        seated = self._seated(token, owners)
        if seated is not None:
            return [seated]
        met = self._of_readout(token, owners)
        if met is not None:
            return [met]
        if not owners and lemma in words_of("neighbour_noun") and self._definites.is_definite(token):
            # "Thanked the neighbour"
            owners = self._subject_beside(token)
        for owner in owners:
            found = self._p.expand(owner)
            if token.tag in PLURAL_TAGS and lemma in words_of("home_opponent"):
                # "The president's opponents" are of his own state.
                return [because(r, f"“{token.text}” of {r.actor}'s own", sector="OPP") for r in found if r.actor]
            own = {r.actor for r in found}
            if lemma in words_of("neighbour_noun") and (found := self._neighbour(token, own)):
                return found
            if lemma in words_of("neighbour_noun") and any(f"neighbour of {c}" in self._p.tables.traits for c in own):
                return []
            named = [a for a in self.antecedents.seen if a.at < token.i and not names_language(self.doc, a.at)]
            others = {
                a.reading.actor: a.reading
                for a in named
                if not a.venue
                and a.reading.actor
                and a.reading.actor not in own
                and self._p.tables.kind_of(a.reading.actor) in STATE_KINDS
            }
            if lemma in words_of("ally_noun"):
                if token.tag in PLURAL_TAGS:
                    return []
                # A town where one only is may be the ally's, and an armed group an ally.
                near = {a.reading.actor: a.reading for a in named if a.reading.actor and a.reading.actor not in own}
                return self._ally(token, {code for code in own if code}, near)
            if own and len(others) == 1:
                other = next(iter(others.values()))
                return [because(other, f"“{token.text}” is the other state named")]
            return self._at_home(token, owner, own)
        return None

    def _subject_beside(self, token: Token) -> list[Token]:
        """The subject of a word's clause, unless the word is that itself."""
        subject = clause_subject(self.doc, token)
        return [subject] if subject is not None and subject.i != token.i else []

    def _of_readout(self, token: Token, owners: Collection[Token]) -> Reading | None:
        """ "His counterpart", "the interlocutor", in an office's own release about it and one other state."""
        lemma = token.lemma.lower()
        if lemma not in words_of("met_person") or token.tag in PLURAL_TAGS or self.doc.dependents(token.i, "amod"):
            return None
        pair = self._p.lists.readout_pair(token, sentences=1)
        tellers = owners or self._subject_beside(token)
        own = {r.actor for teller in tellers for r in self._p.expand(teller)} or {self._p.home}
        others = [r for r in pair if r.actor not in own]
        if len(own) != 1 or len(others) != 1:
            return None
        return because(others[0], f"“{token.text}” is the other one the release is about")

    def _seated(self, token: Token, owners: Collection[Token]) -> Reading | None:
        """ "His patron in Moscow", "her counterpart in Ottawa": of the state of that capital, where it is not his."""
        own = {r.actor for owner in owners for r in self._p.expand(owner)}
        ally = token.lemma.lower() in words_of("ally_noun") and self._definites.is_definite(token)
        for prep in self.doc.dependents(token.i, "prep") if own - {None} or ally else ():
            for seat in self.doc.dependents(prep.i, "pobj") if prep.lemma.lower() == "in" else ():
                reading = self.phrases.named(seat.i)
                if reading is None or reading.actor in own or self.doc.conjuncts(seat.i):
                    continue
                if self._p.tables.kind_of(reading.actor) in STATE_KINDS:
                    return because(reading, f"“{token.text}” sits in {reading.actor}")
        return None

    def _owner_cut_off(self, token: Token) -> list[Token]:
        """ "Offered its neighbour cheap gas", where the parser takes "its" for the gas's."""
        before = self.doc.tokens[token.i - 1] if token.i else token
        cut = before.tag == "PRP$" and token.dep in _BEFORE_NOUN and before.head == token.head and token.tag != "NNS"
        verb = self.doc.tokens[self.doc.tokens[token.head].head]
        return [before] if cut and verb.lemma.lower() in words_of("giving_verb") else []

    def _at_home(self, token: Token, owner: Token, own: Collection[str | None]) -> list[Reading]:
        """ "Obama won. His rival rang him": of his own state, where the text names no other."""
        kind_of = self._p.tables.kind_of
        named = {r.actor for i in self.phrases.match_at if (r := self.phrases.named(i)) is not None and r.actor}
        personal = owner.text.lower() in words_of("person_pronoun")
        if not personal or token.lemma.lower() not in words_of("home_opponent") | {"rival"}:
            return []
        if len(own) != 1 or {code for code in named if kind_of(code) in STATE_KINDS} - set(own):
            return []
        code = next(iter(own))
        why = f"“{token.text}” is of {code}, the only state named"
        return [Reading(code, None, None, "OPP", token.i, why)] if code else []

    def _ally(self, token: Token, own: Collection[str], others: dict[str, Reading]) -> list[Reading]:
        """ "Its ally": of the other states named the one that is such, else that which the next words name."""
        friends = self._friends(own)
        foes = frozenset().union(*(self._p.tables.foes_on(c, self.doc.document.published or "") for c in own))
        near = [code for code in others if code in friends and code not in foes]
        if len(near) == 1:
            return [because(others[near[0]], f"“{token.text}” is {near[0]}, an ally named before")]
        later = self._named_after(token, friends - set(own)) if not near else None
        if later is not None:
            return [Reading(later, None, None, None, token.i, f"“{token.text}” is {later}, an ally named after it")]
        return []

    def _friends(self, own: Collection[str]) -> frozenset[str]:
        """The allies of some states on the document's day: by table, and as members of one alliance."""
        tables, day = self._p.tables, self.doc.document.published
        found: set[str] = set()
        for code in own:
            found |= tables.traits.get(f"ally of {code}", frozenset())
            for seat in tables.memberships_on(code, day):
                if seat.org in tables.traits.get("binds allies", frozenset()) and seat.role in FULL_STANDINGS:
                    found |= tables.full_members_on(seat.org, day)
        return frozenset(found - set(own))

    def _neighbour(self, token: Token, own: Collection[str | None]) -> list[Reading]:
        """ "Its northern neighbour": the bordering state that the text names, or the only one on that side."""
        traits = self._p.tables.traits
        states = [code for code in own if code]
        if not states:
            return []
        borders = [traits.get(f"neighbour of {code}", frozenset()) for code in states]
        around = frozenset.intersection(*borders) - set(states)
        state = states[0]
        told = {c.text.lower() for c in self.doc.dependents(token.i)}
        side = next((SIDES[word] for word in sorted(told) if word in SIDES), None)
        if side is not None:
            around = frozenset(code for code in around if lies_to(side, state, code))
        if told & words_of("larger"):
            around = frozenset(code for code in around if self._is_larger(code, state))
        if told & words_of("smaller"):
            around = frozenset(code for code in around if self._is_larger(state, code))
        named = [
            a.reading
            for a in self.antecedents.seen
            if a.at < token.i and not a.venue and len(a.readings) == 1 and a.reading.actor in around
        ]
        if named:
            return [because(named[-1], f"“{token.text}” of {state} is {named[-1].actor}, named before")]
        later = self._named_after(token, around)
        if later is not None:
            return [Reading(later, None, None, None, token.i, f"“{token.text}” of {state} is {later}, named after it")]
        if len(around) == 1:
            code = next(iter(around))
            return [Reading(code, None, None, None, token.i, f"“{token.text}” of {state} can only be {code}")]
        return []

    def _named_after(self, token: Token, among: Collection[str]) -> str | None:
        """ "Its western neighbour … Rabat called it absurd": the one of certain states that the next words name."""
        last = min(token.sent + 1, len(self.doc.sentences) - 1)
        found = {
            reading.actor
            for i in range(token.i + 1, self.doc.sentences[last].last)
            if i in self.phrases.match_at and (reading := self.phrases.named(i)) is not None and reading.actor in among
        }
        return next(iter(found)) if len(found) == 1 else None
