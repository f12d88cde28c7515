"""Several actors that one phrase means: "the two leaders", "the three", "both sides", "the latter"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cached_property

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.antecedents import Antecedent, Antecedents, because
from dragoman.resolve.headlines import met_in
from dragoman.resolve.phrases import Phrases, Reading
from dragoman.resolve.publishers import tells_history
from dragoman.resolve.syntax import SUBJECT, commanding_subjects, companions
from dragoman.tables.actor_rows import BODY_KINDS, STATE_KINDS
from dragoman.tables.words import words_of

_OPENING = 2
"""Sentences of a release that name whom it is about."""
_PAIR = 2
_REACH = 3
"""Sentences looked back for a list of names."""
_BODY_REACH = 1
"""Sentences looked back for the body whose leaders "the leaders" are."""
_MEETING_KINDS = frozenset({"organisation", "format"})
"""Kinds of bodies whose states' leaders meet."""
_OFTEN = 4
"""Times a text must name each of the two it is about."""
_THIRD = 0.7
"""Times it may name a third, as a share of the second."""
_AGAIN = 2
"""Sentences looked back for the same words."""


class Lists:
    """Finds the several actors that a phrase points to.

    Args:
        doc: The parsed document.
        phrases: Its phrases.
        antecedents: Who has been named so far.
    """

    def __init__(self, doc: AnnotatedDocument, phrases: Phrases, antecedents: Antecedents) -> None:
        self.doc, self.phrases, self.antecedents = doc, phrases, antecedents
        self.home = antecedents.home
        self._history = tells_history(doc)

    def several(self, token: Token, size: int = 2, human: bool = False, among: Collection[str] = ()) -> list[Reading]:
        """The actors that "the two leaders" or "the three" mean, in the order they were named.

        Args:
            token: The phrase's head.
            size: How many they are; 0 where the phrase does not say.
            human: Whether they are persons.
            among: Only these actors, if any are given ("the two Gulf states").
        """
        if among:
            return self._last_of(token, size, among)
        if size in {0, 2}:
            readout = self.readout_pair(token)
            if readout:
                return readout
        if human and self._is_acted_on(token):
            # "Flew to see both presidents": the one who flies is neither.
            together = self._at_odds(token, size or 2)
            if together:
                return together
        if any(c.text.lower() in words_of("other") for c in self.doc.dependents(token.i)):
            return self._the_others(token, size)
        if size in {0, 2} and token.lemma.lower() in words_of("pair_noun") and not self._lists(token):
            main = self._main_pair(token)
            if main:
                return main
        listed = self._listed(token, size, human)
        if listed:
            return [because(r, f"“{token.text}” are those listed before") for r in listed]
        if token.lemma.lower() in words_of("warring_noun") and token.dep not in SUBJECT:
            together = self._at_odds(token, size or 2)
            if together:
                return together
        again = self._same_words(token, size)
        if again:
            return again
        meets = human and not size
        if meets and len(self._acting_in(token.sent, token, human=False)) < _PAIR:
            # "Belarus joined the SCO when the leaders gathered": not the two whom the headline names.
            body = self._body_that_meets(token, reach=0)
            if body:
                return body
        together = (human and self._named_together(token, size or 2, human)) or self._named_together(token, size or 2)
        if together or size > 2:
            return together or self._named_in_all(token, size) or self._group_of(token, size)
        body = self._body_that_meets(token) if meets else []
        if body:
            return body
        common = [code for code, _ in self.antecedents.tally.most_common(2)]
        if len(common) < 2:
            return []
        reason = f"“{token.text}” are the two the text is about"
        return [Reading(code, None, None, None, token.i, reason) for code in common]

    @cached_property
    def _met(self) -> str | None:
        """The state whose people the publisher's met, by the headline of its release."""
        document = self.doc.document
        return met_in(document.title, self.antecedents.tables, document.published, self.home) if self.home else None

    def _lists(self, token: Token) -> bool:
        """Whether the sentence of a phrase lists others before it."""
        before = (w for w in self.doc.words(self.doc.sentences[token.sent]) if w.i < token.i)
        return any(self.joined(w, token.i)[0] for w in before)

    @cached_property
    def _named(self) -> list[tuple[str, int]]:
        """Those that act, with how often the whole text names them, the most named first."""
        names = {m.first: m.actor for m in self.phrases.match_at.values() if m.actor}
        kind_of = self.antecedents.tables.kind_of
        counts = Counter(a for a in names.values() if kind_of(a) in STATE_KINDS | {"armed_group", "movement"})
        return counts.most_common(3)

    def _main_pair(self, token: Token) -> list[Reading]:
        """ "Both sides": the two whom the whole text names clearly more often than any other."""
        named = self._named
        if len(named) < 2 or named[1][1] < _OFTEN or (len(named) > 2 and named[2][1] > _THIRD * named[1][1]):
            return []
        why = f"“{token.text}” are the two the text is about"
        return [Reading(code, None, None, None, token.i, why) for code, _ in named[:2]]

    def _same_words(self, token: Token, size: int) -> list[Reading]:
        """ "The leaders underscored … The leaders also discussed …": the same ones."""
        for a in reversed(self.antecedents.seen):
            if token.sent - a.sentence > _AGAIN:
                break
            several = a.at < token.i and len(a.readings) > 1 and size in {0, len(a.readings)}
            if several and self._words_of(a.at) == self._words_of(token.i):
                return [because(r, f"“{token.text}” are the same as before") for r in a.readings]
        return []

    def _words_of(self, i: int) -> str:
        return self.doc.quote(*self.phrases.span(i)).lower()

    def _body_that_meets(self, token: Token, reach: int = _BODY_REACH) -> list[Reading]:
        """ "Joined the SCO when the leaders gathered": the leaders are those of the body named just before.

        Args:
            token: The word that means them.
            reach: How many sentences before it the body may be named.
        """
        for a in reversed(self.antecedents.seen):
            if token.sent - a.sentence > reach:
                break
            if a.at < token.i and a.named and self.antecedents.tables.kind_of(a.reading.actor) in _MEETING_KINDS:
                reason = f"“{token.text}” are those of {a.reading.actor}, named before"
                return [Reading(a.reading.actor, None, None, "IGO", a.at, reason)]
        return []

    def _is_acted_on(self, token: Token) -> bool:
        """Whether a phrase is the object of a verb, or of who speaks with it or stands between it."""
        link = self.doc.tokens[token.head]
        if token.dep == "pobj":
            between = link.lemma.lower() in {"between", "with", "to"}
            return between and self.doc.tokens[link.head].pos == "VERB"
        return token.dep in {"dobj", "dative"}

    def _last_of(self, token: Token, size: int, among: Collection[str]) -> list[Reading]:
        """So many of certain states as were named last, in the order they were named."""
        found: dict[str, Reading] = {}
        for a in reversed(self.antecedents.seen):
            for reading in reversed(a.readings):
                if reading.actor and reading.actor in among and a.at < token.i and len(found) < size:
                    found.setdefault(reading.actor, reading)
        if len(found) < size == len(among):
            reason = f"“{token.text}” are all of the region"
            return [Reading(code, None, None, None, token.i, reason) for code in sorted(among)]
        if len(found) < size:
            return []
        return [because(r, f"“{token.text}” are the {size} of them named before") for r in reversed(found.values())]

    def one_of_two(self, token: Token) -> list[Reading]:
        """ "The former", "the latter": the first or second of the two named before."""
        pair = self.several(token)
        if len(pair) != 2:
            return []
        return [because(pair[0 if token.text.lower() == "former" else 1], f"“{token.text}” of the two named before")]

    def _listed(self, token: Token, size: int, human: bool) -> list[Reading]:
        """Names joined by "and", as many as wanted: the nearest such list, a subject before another."""
        for sent in range(token.sent, max(-1, token.sent - _REACH), -1):
            lists = [
                (word.dep in SUBJECT, word.i, found)
                for word in self.doc.words(self.doc.sentences[sent])
                if word.i < token.i
                and (found := self.joined(word, token.i, human)[0])
                and (len(found) == size or not size)
            ]
            # "The two rivals met in Baghdad and Muscat, and both thanked the hosts"
            lists += [
                (a.subject, a.at, list(a.readings))
                for a in self.antecedents.of_sentence(sent)
                if a.at < token.i
                and len(a.readings) == size > 1
                and all(r.actor and (r.person or not human) for r in a.readings)
            ]
            if lists:
                return max(lists, key=lambda x: x[:2])[2]
        return []

    def joined(self, word: Token, before: int, human: bool = False) -> tuple[list[Reading], int]:
        """The actors of a list, or of a subject and those it acts with, and where the last of them stands.

        There are none where they are not several.

        Args:
            word: The list's first word, or the subject.
            before: Words from this index on do not count.
            human: Whether they must be persons or titles.
        """
        if word.dep == "conj":
            return [], -1
        members = [word.i, *self.doc.conjuncts(word.i), *self._run_on(word)]
        if word.dep in SUBJECT:
            members += companions(self.doc, word, words_of("meeting_verb"), words_of("meeting_noun"))
        members = [i for i in members if i < before]
        if len(members) < 2 or (human and not all(self._is_human(i) for i in members)):
            return [], -1
        readings = [r for i in members for r in self.phrases.read_all(i) if r.actor]
        found = list({r.actor: r for r in readings}.values())
        return (found, max(members)) if len(found) > 1 else ([], -1)

    def _run_on(self, word: Token) -> list[int]:
        """ "A, B and C", where the parser takes the rest of a list for an apposition."""
        found: list[int] = []
        for child in self.doc.dependents(word.i, "appos"):
            joined = self.doc.conjuncts(child.i)
            names = (self.phrases.named(i) for i in (word.i, child.i))
            if joined and all(n is not None and n.actor for n in names):
                found += [child.i, *joined]
        return found

    def _is_human(self, i: int) -> bool:
        reading = self.phrases.read(i)
        if reading is not None and reading.person:
            return True
        row = self.phrases.noun_row(self.doc.tokens[i])
        return row is not None and bool(row.kinds & {"leader", "official"})

    def _named_together(self, token: Token, size: int, human: bool = False) -> list[Reading]:
        """The last sentence that names exactly so many, the publisher's state counted in."""
        for sent in range(token.sent, -1, -1):
            actors = self._acting_in(sent, token, human)
            if len(actors) == size:
                return [because(r, f"“{token.text}” are those named before") for r in actors.values()]
            if size == 2 and len(actors) == 1 and self.home and self.home not in actors and not self._history:
                home = Reading(self.home, None, None, "GOV", token.i, f"“{token.text}” include the publisher's state")
                only = next(iter(actors.values()))
                return [home, because(only, f"“{token.text}” are the two named before")]
            if len(actors) > size and sent < token.sent:
                return []
        return []

    def _named_in_all(self, token: Token, size: int) -> list[Reading]:
        """ "Rousseff and Modi met. Xi joined them. The three …": all whom the passage names, if so many."""
        row = self.phrases.noun_row(token) if token.pos != "NUM" else None
        if row is not None and not row.kinds & {"states", "leader"}:
            # "The three soldiers"
            return []
        found: dict[str, Reading] = {}
        for sent in range(max(0, token.sent - _REACH + 1), token.sent + 1):
            for code, reading in self._acting_in(sent, token, human=False).items():
                found.setdefault(code, reading)
        if len(found) != size:
            return []
        return [because(r, f"“{token.text}” are all those named before") for r in found.values()]

    def _group_of(self, token: Token, size: int) -> list[Reading]:
        """ "The presidents of the five states … The five": the last phrase that meant so many."""
        for a in reversed(self.antecedents.seen):
            if a.at < token.i and len(a.readings) == size and all(r.actor for r in a.readings):
                return [because(r, f"“{token.text}” are the {size} meant before") for r in a.readings]
        return []

    def _the_others(self, token: Token, size: int) -> list[Reading]:
        """ "Two of the five declined … the other three": those of a group whom its sentence does not name."""
        named = {r.actor for a in self.antecedents.of_sentence(token.sent) if a.at < token.i for r in a.readings}
        for a in reversed(self.antecedents.seen):
            rest = [r for r in a.readings if r.actor not in named] if a.at < token.i else []
            if len(rest) == size > 1 and len(rest) < len(a.readings) and all(r.actor for r in rest):
                return [because(r, f"“{token.text}” are the others of those meant before") for r in rest]
        return []

    def _at_odds(self, token: Token, size: int) -> list[Reading]:
        """ "Pleaded with both sides": those named last, without who pleads and who mediates."""
        pleading = (self.phrases.read(i) for i in commanding_subjects(self.doc, token))
        barred = {r.actor for r in pleading if r is not None}
        found: dict[str, Reading] = {}
        for sent in range(token.sent, max(-1, token.sent - _REACH), -1):
            for code, reading in self._acting_in(sent, token, human=False).items():
                mediates = words_of("mediating") & set((reading.role or "").lower().split())
                if code not in barred and not mediates:
                    found.setdefault(code, reading)
            if len(found) >= size:
                break
        return [because(r, f"“{token.text}” are those at odds") for r in found.values()] if len(found) == size else []

    def _acting_in(self, sent: int, token: Token, human: bool) -> dict[str, Reading]:
        actors: dict[str, Reading] = {}
        for a in self.antecedents.of_sentence(sent):
            if a.at < token.i and a.named and self._acts(a) and (a.human or not human):
                for reading in a.readings:
                    if reading.actor:
                        actors.setdefault(reading.actor, reading)
        return actors

    @staticmethod
    def _acts(a: Antecedent) -> bool:
        return a.kind in STATE_KINDS | {"person", "armed_group", "movement"}

    def readout_pair(self, token: Token, sentences: int = _OPENING) -> list[Reading]:
        """In an office's own release that opens with one other actor, the two are its own and that one.

        Args:
            token: The word that means them.
            sentences: How many of its sentences are its opening.
        """
        if self.home is None or self._history:
            return []
        opening: dict[str, Reading] = {}
        opening_words = [a for n in range(sentences) for a in self.antecedents.of_sentence(n)]
        for a in opening_words:
            acts = a.kind in STATE_KINDS | {"person"} or (a.kind in BODY_KINDS and a.human)
            for reading in a.readings if a.named and acts else ():
                if reading.actor:
                    opening.setdefault(reading.actor, reading)
        others = [r for code, r in opening.items() if code != self.home]
        if self._met:
            # "Putin and Mirziyoyev discussed the events in Kazakhstan", under a headline that names Mirziyoyev.
            others = [opening.get(self._met) or Reading(self._met, None, None, "GOV", token.i, "the headline's")]
        if len(others) != 1:
            return []
        home = opening.get(self.home) or Reading(self.home, None, None, "GOV", token.i, "the publisher's state")
        return [because(r, f"“{token.text}” are the two the release is about") for r in (home, others[0])]
