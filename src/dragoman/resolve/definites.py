"""Definite noun phrases that point back: "the bloc", "the kingdom", "the two leaders", "the president"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.model import Token
from dragoman.resolve.antecedents import Antecedent, because
from dragoman.resolve.offices import has_office
from dragoman.resolve.phrases import Reading
from dragoman.resolve.syntax import PLURAL_TAGS, clause_subject
from dragoman.tables.actor_rows import FULL_STANDINGS, PEOPLE_FORMS, STATE_KINDS
from dragoman.tables.nouns import NounRow, pointing_nouns
from dragoman.tables.sizes import size_of
from dragoman.tables.words import words_of

if TYPE_CHECKING:
    from dragoman.resolve.corefer import Pointers

_TELLING = frozenset({"amod", "compound", "poss", "nmod", "relcl", "acl"})
_COUNTED = frozenset({"states", "leader", "official", "people", "institution", "force"})
_OBJECTS = frozenset({"dobj", "dative", "pobj"})
_FORMS_OF_STATE = frozenset({"emirate", "federation", "kingdom", "monarchy", "sultanate"})
"""Traits that a state may have had at another time."""
_NEW_STATES = frozenset({"new state", "new nation", "new country", "new republic"})
_LED = 2
"""Subjects looked back for one who is a member of the alliance."""
_NEW_FOR = 2
"""Years for which a state is called new."""
_PAIR = 2
ARMED_KINDS = frozenset({"armed_group", "movement"})
"""Kinds of actors that nouns such as "rebel" may mean."""
_AHEAD = 1
"""Sentences looked ahead for the body that a text opens with a description of."""
_LIKE = {"grouping": "bloc", "club": "bloc"}
"""Nouns that mean the same bodies as another."""


class Definites:
    """Readings of definite noun phrases in one document.

    Args:
        pointers: What the document's words may point to.
    """

    def __init__(self, pointers: Pointers) -> None:
        self._p = pointers
        self.doc, self.phrases, self.antecedents = pointers.doc, pointers.phrases, pointers.antecedents

    def is_definite(self, token: Token) -> bool:
        """Whether a phrase begins with "the", "this", "both" or the like."""
        return any(c.text.lower() in words_of("pointing_determiner") for c in self.doc.dependents(token.i))

    def read(self, token: Token, row: NounRow) -> list[Reading] | None:
        """Whom "the two leaders", "the bloc", "the president" point to; None where the noun does not point."""
        around = frozenset(c.text.lower() for c in self.doc.dependents(token.i))
        definite = bool(around & words_of("pointing_determiner"))
        lemma = token.lemma.lower()
        if token.tag in PLURAL_TAGS or lemma in words_of("group_size"):
            return self._plural(token, row, around | {lemma}, definite)
        if around & words_of("one_by_one") and "states" in row.kinds:
            return self._p.lists.several(token)
        if not definite:
            return None
        points = lemma in pointing_nouns() and (lemma not in words_of("only_with_trait") or bool(self._traits(token)))
        if points:
            found = self._profiled(token) or self._ruled(token) or self._told_about(token) or self._body(token)
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
        if token.tag == "NNPS" and lemma not in pointing_nouns():
            # The parser leaves the plural of what it takes for names: "the Islamists".
            lemma = token.text.lower().removesuffix("s")
        size = size_of(words)
        human = bool(row.kinds & {"leader", "official", "people"})
        listed = self._beside(token) if "states" in row.kinds else []
        if listed:
            return listed
        if lemma == "ally" and definite and any(a.reading.actor == "NATO" for a in self.antecedents.seen):
            return [Reading("NATO", None, None, None, token.i, f"“{token.text}” are NATO's, which the text names")]
        if (
            size
            and (row.kinds & _COUNTED or lemma in words_of("warring_noun"))
            and ("both" in words or self._counts_named(token))
        ):
            found = self._p.lists.several(token, size, human, among=self._of_region(token))
            if not found and size == _PAIR:
                found = self._pair_ahead(token) or self._only_two(token, row)
            # "Two men were arrested" speaks of somebody new.
            return found if definite or "both" in words or self.doc.dependents(token.i, "poss") else None
        idle = " ".join(words_of("idle_modifier") | words_of("meeting_verb"))
        if definite and (("states" in row.kinds and self.plain(token, but=idle)) or self.of_any_state(token)):
            pair = self._p.lists.several(token, size, human)
            if pair:
                return pair
        shared = [codes for codes in self._traits(token) if codes] if definite and "states" in row.kinds else []
        if len(shared) == 1 and lemma in words_of("neighbour_noun"):
            # "The nuclear-armed neighbours"
            return self._p.lists.several(token, size or 2, among=shared[0])
        if (
            definite
            and lemma in pointing_nouns()
            and ("armed" in row.kinds or pointing_nouns()[lemma].kinds <= ARMED_KINDS)
        ):
            found = self._body(token)
            if found:
                return found
        return [] if lemma in words_of("plural_left_open") and not self.told_by_modifier(token) else None

    def _pair_ahead(self, token: Token) -> list[Reading]:
        """ "Both sides accuse each other" after one is named: that one and the one that the next words name."""
        kind_of = self._p.tables.kind_of
        before = {a.reading.actor for a in self.antecedents.seen if kind_of(a.reading.actor) in STATE_KINDS}
        last = min(token.sent + _AHEAD, len(self.doc.sentences) - 1)
        named = (self.phrases.named(i) for i in range(token.i + 1, self.doc.sentences[last].last))
        after = dict.fromkeys(r.actor for r in named if r is not None and kind_of(r.actor) in STATE_KINDS)
        codes = [c for c in dict.fromkeys([*before, *after]) if c]
        if len(before) != 1 or len(codes) != _PAIR or self._p.home:
            return []
        why = f"“{token.text}” are the only two states that the text names"
        return [Reading(code, None, None, None, token.i, why) for code in codes]

    def _only_two(self, token: Token, row: NounRow) -> list[Reading]:
        """ "Merkel flew to Paris. The two neighbours …": the only two, where towns count."""
        kind_of = self._p.tables.kind_of
        towns = "states" in row.kinds
        codes = dict.fromkeys(
            a.reading.actor
            for a in self.antecedents.seen
            if a.at < token.i and kind_of(a.reading.actor) in STATE_KINDS and (towns or not a.venue)
        )
        if not row.kinds & _COUNTED or len(codes) != _PAIR:
            return []
        why = f"“{token.text}” are the only two states that the text has named"
        return [Reading(code, None, None, None, token.i, why) for code in codes]

    def _beside(self, token: Token) -> list[Reading]:
        """ "The two sides, Egypt and Israel": those named beside the noun."""
        found: dict[str, Reading] = {}
        for child in self.doc.dependents(token.i, "appos", "conj"):
            if self.doc.tokens[child.i - 1].text not in {",", "–", "—", "(", "-"}:
                continue
            for i in (child.i, *self.doc.conjuncts(child.i)):
                reading = self.phrases.named(i)
                if reading is not None and reading.actor:
                    found.setdefault(reading.actor, reading)
        return list(found.values()) if len(found) > 1 else []

    def _counts_named(self, token: Token) -> bool:
        """Whether a counted noun has no clause or place of its own ("the two men who fled", "two villages in Iraq")."""
        return not any(
            c.dep in {"relcl", "acl"} or (c.dep == "prep" and not self._of_meeting(token, c))
            for c in self.doc.dependents(token.i)
        )

    def _of_meeting(self, token: Token, prep: Token) -> bool:
        """ "Sat between the two premiers in Hanoi": the town of the meeting, which the parser hangs on the noun."""
        if token.lemma.lower() not in words_of("one_of_state") or prep.lemma.lower() not in words_of("locative"):
            return False
        places = self.doc.dependents(prep.i, "pobj")
        return any(p.i in self._p.localities.places or p.ent == "GPE" for p in places)

    def _own_state(self, token: Token) -> list[Reading]:
        """ "The nation": of the publisher, or of the person who speaks to it."""
        if self._p.home and self.plain(token):
            return [Reading(self._p.home, None, None, None, token.i, f"“{token.text}” is the publisher's own")]
        if not self.plain(token):
            return []
        kind_of, barred = self._p.tables.kind_of, self._acting_on(token)

        def fits(a: Antecedent) -> bool:
            return kind_of(a.reading.actor) in STATE_KINDS and a.reading.actor not in barred

        return self.antecedents.latest(token, fits, "the state of the last person named")

    def _body(self, token: Token) -> list[Reading]:
        """ "The bloc", "the kingdom", "the island nation": the last actor of such a kind."""
        nouns = pointing_nouns()
        noun = nouns.get(token.lemma.lower()) or nouns[token.text.lower().removesuffix("s")]
        modifiers = self.doc.dependents(token.i, "amod", "compound", "nmod")
        told = self._traits(token)
        other = any(c.text.lower() in words_of("other") for c in modifiers)
        barred = self._acting_on(token) | (self._clause_actors(token) if other else frozenset())

        kind_of = self._p.tables.kind_of

        def fits(a: Antecedent) -> bool:
            # A body's head brings his body to mind: "António Guterres … the refugee agency".
            of_body = bool(a.reading.person) and kind_of(a.reading.actor) not in STATE_KINDS
            return (
                (kind_of(a.reading.actor) in noun.kinds if of_body else a.kind in noun.kinds)
                and (of_body or not a.reading.person)
                and not a.venue
                and (len(a.readings) == 1 or token.tag in PLURAL_TAGS)
                and all(a.reading.actor in codes for codes in told)
                and a.reading.actor not in barred | unlike
            )

        traits = self._p.tables.traits
        organs = traits.get(f"has a {token.lemma.lower()}", frozenset())
        sort = _LIKE.get(token.lemma.lower(), token.lemma.lower())
        alike = traits.get(f"is a {sort}", frozenset()) | traits.get(f"called a {sort}", frozenset())
        unlike = traits.get(f"is no {sort}", frozenset())

        def such(a: Antecedent) -> bool:
            # "The bloc" is the Union sooner than the United Nations.
            return a.reading.actor in alike and fits(a)

        def bears(a: Antecedent) -> bool:
            # "The Fund" is one whose name has the word, "the Commission" one that has such an organ.
            code = a.reading.actor or ""
            actor = self._p.tables.actors.get(code)
            if actor is None or not fits(a):
                return False
            return token.lemma.lower() in actor.name.lower().split() or code in organs

        what = "state" if noun.kinds & STATE_KINDS else "body"
        named = token.tag == "NNP" or token.lemma.lower() in words_of("noun_in_name")
        found = self.antecedents.latest(token, bears, f"the last {token.text} named") if named else []
        if not found and token.lemma.lower() in words_of("noun_in_name"):
            return []
        found = found or self.antecedents.latest(token, such, f"the last {what} named of that sort")
        found = found or self.antecedents.latest(token, fits, f"the last {what} named")
        # "Stoltenberg said the alliance would defend its territory": the body is not its head.
        found = [replace(r, person=None, role=None) for r in found]
        found = found or (self._led(token, noun.kinds, told) if told else []) or self._ahead(token, noun.kinds, told)
        return found or self._alliance_of(token)

    def _alliance_of(self, token: Token) -> list[Reading]:
        """ "Estonia asked the alliance", "Britain leaves. The bloc …": of which those named are members."""
        bodies = self._p.tables.traits.get(f"is a {token.lemma.lower()}", frozenset())
        before = {t.lemma.lower() for t in self.doc.tokens[: token.i]}
        if not bodies or not self.plain(token, but="regional") or before & words_of("party_talk"):
            # "The left won; the bloc has ten seats": of one state's parties.
            return []
        subject = clause_subject(self.doc, token)
        other = subject is not None and subject.i != token.i
        asking = {r.actor for r in self._p.expand(subject)} if subject is not None and other else set()
        named = asking or {
            a.reading.actor for a in self.antecedents.seen if self._p.tables.kind_of(a.reading.actor) in STATE_KINDS
        }
        led = [a.reading.actor for a in self.antecedents.seen if a.root and a.sentence < token.sent]
        lone = [found for code in (() if other else led[: -_LED - 1 : -1]) if (found := self._all_in([code], bodies))]
        bound = self._all_in(named, bodies) or next(iter(lone), set())
        if len(bound) != 1:
            return []
        code = next(iter(bound))
        return [Reading(code, None, None, None, token.i, f"“{token.text}” is {code}, whose members are named")]

    def _all_in(self, codes: Collection[str | None], bodies: Collection[str]) -> set[str]:
        """Those of some bodies that all these actors are members of on the document's day."""
        tables, day = self._p.tables, self.doc.document.published
        seats = [
            {s.org for s in tables.memberships_on(code, day) if s.role in FULL_STANDINGS} & set(bodies)
            for code in codes
            if code
        ]
        return set.intersection(*seats) if seats else set()

    def _profiled(self, token: Token) -> list[Reading]:
        """ "The island", "the new republic" in a country profile: its state, whichever was named last."""
        state = self._p.localities.subject
        noun = pointing_nouns()[token.lemma.lower()]
        if state is None or not noun.kinds & STATE_KINDS or token.tag != "NN" or state in self._acting_on(token):
            return []
        told = {c.text.lower() for c in self.doc.dependents(token.i, "amod", "compound")}
        if told & (words_of("other") | words_of("of_elsewhere") | {"neighboring", "neighbouring"}):
            return []
        # A republic may have been a kingdom.
        fitting = [] if noun.trait in _FORMS_OF_STATE else self._traits(token)
        if any(state not in codes for codes in fitting):
            return []
        return [Reading(state, None, None, None, token.i, f"“{token.text}” is {state}, which the text is about")]

    def _told_about(self, token: Token) -> list[Reading] | None:
        """ "The country": the state the passage is about, where it is a clear one."""
        if not pointing_nouns()[token.lemma.lower()].kinds & STATE_KINDS or token.tag != "NN":
            return None
        if self._p.home and not self._p.localities.history:
            return None
        if self._traits(token) or not self.plain(token):
            return None
        state = self._p.localities.state_at(token, but=self._acting_on(token))
        if state is None or all(a.reading.actor != state for a in self.antecedents.seen):
            return None
        return [Reading(state, None, None, None, token.i, f"“{token.text}” is {state}, which the passage is about")]

    def _acting_on(self, token: Token) -> frozenset[str]:
        """ "Peru attacked the country", "was invaded by Peru": a state named as what acts on another."""
        verb = self.doc.tokens[token.head]
        acting: list[Token] = []
        if token.dep == "nsubjpass":
            acting = [o for by in self.doc.dependents(verb.i, "agent") for o in self.doc.dependents(by.i, "pobj")]
        elif token.dep in _OBJECTS and verb.lemma.lower() not in words_of("place_preposition") | {"of"}:
            subject = clause_subject(self.doc, token)
            acting = [subject] if subject is not None else []
        matches = (self.phrases.match_at.get(i) for t in acting for i in (t.i, *self.doc.conjuncts(t.i)))
        return frozenset(
            m.actor
            for m in matches
            if m is not None and m.actor and m.alias is not None and m.alias.form not in PEOPLE_FORMS
        )

    def _traits(self, token: Token) -> list[frozenset[str]]:
        """The states that fit each of a noun and its modifiers: "the island kingdom", "the oil-rich country"."""
        traits = self._p.tables.traits
        noun = pointing_nouns().get(token.lemma.lower())
        told = [traits[noun.trait]] if noun is not None and noun.trait else []
        for child in self.doc.dependents(token.i, "amod", "compound", "nmod"):
            pair = f"{child.text.lower()} {token.lemma.lower()}"
            if pair in _NEW_STATES and (young := self._young()):
                told.append(young)
                continue
            if pair in traits:
                # "The trade body"
                told.append(traits[pair])
                continue
            if noun is not None and not noun.kinds & STATE_KINDS:
                # "The Islamic movement" is no Islamic republic.
                continue
            named = self.phrases.named(child.i)
            inside = [self.doc.tokens[i] for i in self.doc.subtree(child.i)]
            joined = "".join(t.text.lower() for t in inside) if len(inside) > 1 else ""
            keys = (child.text.lower(), joined, (named.actor if named else None) or "")
            told += [traits[key] for key in keys if key in traits][:1]
        return told

    def _young(self) -> frozenset[str]:
        """The states that are new on the document's day."""
        year = int((self.doc.document.published or "0")[:4])
        states = (a for a in self._p.tables.actors.values() if a.kind in STATE_KINDS and a.start[:4].isdigit())
        return frozenset(a.code for a in states if 0 <= year - int(a.start[:4]) <= _NEW_FOR)

    def _led(self, token: Token, kinds: frozenset[str], told: Sequence[frozenset[str]]) -> list[Reading]:
        """ "The kingdom", "the reclusive state": that of the last person named whose state is such a one."""
        kind_of = self._p.tables.kind_of

        def fits(a: Antecedent) -> bool:
            return kind_of(a.reading.actor) in kinds and all(a.reading.actor in codes for codes in told)

        found = [replace(r, person=None, role=None) for r in self.antecedents.latest(token, fits, "such a state")]
        only = set.intersection(*(set(codes) for codes in told))
        if found or len(only) != 1 or (not kinds & STATE_KINDS and not self._abroad(token)):
            return found
        code = next(iter(only))
        return [Reading(code, None, None, None, token.i, f"“{token.text}” can only be {code}")]

    def _abroad(self, token: Token) -> bool:
        """Whether "the trade body" may be one of many states: the text names several, and the phrase no other."""
        named = {m.actor for m in self.phrases.match_at.values() if self._p.tables.kind_of(m.actor) in STATE_KINDS}
        several = len(named) > 1 or token.lemma.lower() not in words_of("body_of_anyone")
        return several and not self.doc.dependents(token.i, "prep")

    def _ahead(self, token: Token, kinds: frozenset[str], told: Sequence[frozenset[str]]) -> list[Reading]:
        """ "The alliance" before its name: the one such body that this sentence or the next names."""
        clauses = ("acl", "relcl", "amod") if kinds & {"armed_group"} else ()
        if not told and (kinds & STATE_KINDS or not self.plain(token, clauses=clauses)):
            return []
        named: dict[str, int] = {}
        for later in self.doc.tokens[token.i + 1 :]:
            if later.sent > token.sent + _AHEAD:
                break
            match = self.phrases.match_at.get(later.i)
            code = match.actor if match is not None else None
            if code and self._p.tables.kind_of(code) in kinds and all(code in codes for codes in told):
                named.setdefault(code, later.i)
        if len(named) != 1:
            return []
        code, at = next(iter(named.items()))
        return [Reading(code, None, None, None, at, f"“{token.text}” is {code}, named after it")]

    def _ruled(self, token: Token) -> list[Reading]:
        """ "Has ruled the country", "fled the country": that of the clause's subject."""
        state = pointing_nouns()[token.lemma.lower()].kinds & STATE_KINDS
        if not state or token.dep != "dobj" or self.doc.tokens[token.head].lemma.lower() not in words_of("home_verb"):
            return []
        subject = clause_subject(self.doc, token)
        reading = self.phrases.read(subject.i) if subject is not None else None
        if reading is None or self._p.tables.kind_of(reading.actor) not in STATE_KINDS:
            return []
        return [because(reading, f"“{token.text}” is {reading.person or 'its subject'}'s own")]

    def _clause_actors(self, token: Token) -> frozenset[str]:
        """The actor of the sentence's own subject: "the other country" is not that one."""
        last = [a.reading.actor for a in self.antecedents.of_sentence(token.sent) if a.subject and a.at < token.i]
        return frozenset(code for code in last[-1:] if code)

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
        if self.of_any_state(token):
            # "The head of state"
            if home:
                return [Reading(home, None, "Head of State", "GOV", token.i, f"“{token.text}” is the publisher's own")]
            return self.antecedents.latest(token, lambda a: bool(a.reading.person), "the last leader named") or None
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
        last = token.lemma.lower()
        return " ".join([*(p for p in parts if p in words_of("title") and not last.startswith(f"{p}-")), last])

    def of_any_state(self, token: Token) -> bool:
        """ "The head of state", "the heads of government": of no state in particular."""
        for prep in self.doc.dependents(token.i, "prep"):
            for obj in self.doc.dependents(prep.i, "pobj"):
                if prep.lemma.lower() == "of" and obj.lemma.lower() in {"state", "government"}:
                    return token.lemma.lower() in {"head", "chief"} and not self.is_definite(obj)
        return False

    def may_be_own(self, token: Token, home: str) -> bool:
        """Whether a title may be an own one of a state: the White House has no prime minister and no shah."""
        title = self._full_title(token)
        return title not in words_of("office_of_some") or self._has_office(home, title)

    def _has_office(self, home: str, title: str) -> bool:
        """Whether a state has had an office of that title at the time."""
        return has_office(self._p.tables.holders.get(home, ()), title, self.doc.document.published)

    def plain(self, token: Token, but: str = "", clauses: Sequence[str] = ()) -> bool:
        """Whether a phrase has no modifier that tells other actors apart ("the European leaders").

        Args:
            token: The head.
            but: Words of modifiers that do not count.
            clauses: Dependencies that do not count.
        """
        passed = {*but.split(), "two", "respective"}
        return not any(
            (
                c.dep in _TELLING
                and c.dep not in clauses
                and c.lemma.lower() not in passed
                and c.text.lower() not in passed
            )
            or c.dep == "prep"
            for c in (self.doc.tokens[k] for k in self.doc.children[token.i])
        )

    def told_by_modifier(self, token: Token) -> bool:
        """Whether a noun before it makes a nameless group local: "opposition parties", "rebel groups"."""
        for child in self.doc.dependents(token.i, "compound"):
            row = self.phrases.noun_row(child)
            if row is not None and row.kinds & {"people", "armed"} and "stranger" not in row.kinds:
                return True
        return False
