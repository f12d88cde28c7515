"""Names in the text: the longest match of the actor tables' names and of persons, on the document's date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.persons import PersonMatch, Persons
from dragoman.resolve.publishers import tells_history, years_named
from dragoman.resolve.unsided import in_firms_name
from dragoman.tables import ActorTables, Alias, Office
from dragoman.tables.actor_rows import BODY_KINDS, PEOPLE_FORMS
from dragoman.tables.words import fold, key_of, words_of

_AROUND = 3
"""Words before and after a name that its context rules look at."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name found in the text.

    Attributes:
        first: Index of its first token.
        last: One past its last token.
        alias: The alias matched, for names of actors.
        office: The office held on the date, for persons.
        person: The person's usual name, or None.
        actor: Code the name stands for, or None where it is left open.
        reason: How it was resolved, in words.
        role: The person's office as of that date, or None.
        options: Codes of the states that have a body of this name ("the Senate"): which one, the passage must tell.
    """

    first: int
    last: int
    alias: Alias | None
    office: Office | None
    person: str | None
    actor: str | None
    reason: str
    role: str | None = None
    options: tuple[str, ...] = ()


def _of_person(found: PersonMatch, first: int, last: int) -> NameMatch:
    return NameMatch(first, last, None, found.office, found.person, found.actor, found.reason, found.role)


def find_names(doc: AnnotatedDocument, tables: ActorTables, home: str | None = None) -> list[NameMatch]:
    """All names of actors and persons, longest first at each word, not overlapping.

    Args:
        doc: The parsed document.
        tables: The actor tables.
        home: The state whose office published the document, if one did.

    Returns:
        Matches in order of place.
    """
    finder = _Finder(doc, tables, home)
    found = finder.find(frozenset())
    if finder.wanting:
        # "The PA", "NDS", "the North": clear where the text names their actor anywhere.
        found = finder.find(frozenset(m.actor for m in found if m.actor))
    return found


class _Finder:
    def __init__(self, doc: AnnotatedDocument, tables: ActorTables, home: str | None) -> None:
        self.doc, self.tables, self.home = doc, tables, home
        self.day = doc.document.published
        self.words = [fold(t.text).lower() for t in doc.tokens]
        self._history, self._years = tells_history(doc), years_named(doc.tokens)
        self.wanting = False
        self.met: set[str] = set()
        self.full: dict[str, NameMatch | None] = {}
        self.named: frozenset[str] = frozenset()

    def find(self, named: frozenset[str]) -> list[NameMatch]:
        """One walk over the words, with the actors a walk before has found anywhere in the text."""
        self.named, self.wanting = named, False
        self.met = {self.home} if self.home else set()
        self.full = {}
        persons = Persons(self.doc, self.tables, self.day, self.home)
        found: list[NameMatch] = []
        at, end = 0, len(self.words)
        while at < end:
            match = None
            reach = self.tables.reach.get(self.words[at])
            if reach is not None and not self._slanted(at):
                # A name may run over what the parser takes for a sentence's end.
                follows = bool(found) and found[-1].last == at
                match = self._longest(persons, at, min(end, at + reach), follows)
            if match is None:
                match = self._hyphened(at) or self._called(persons, at)
                match = match or self._sounding(persons, at) or self._cut_short(at)
            if match is None:
                at += 1
            else:
                found.append(match)
                self.met.update(name for name in (match.person, match.actor) if name)
                self._keep_full(match)
                at = match.last
        return found

    def _hyphened(self, at: int) -> NameMatch | None:
        """ "The G-8": a name that is one word to the parser and several to the tables."""
        # "A D-8 bulldozer" is a machine's type.
        if "-" not in self.words[at][1:-1] or self.doc.tokens[at].dep in {"compound", "amod", "nummod"}:
            return None
        rows = self.tables.names.get(key_of(self.words[at]))
        return self._actor(rows, at, at + 1) if rows else None

    def _called(self, persons: Persons, at: int) -> NameMatch | None:
        """ "Prince Faisal": a given name that is nobody's family name."""
        found = persons.by_given_name(at, self.met)
        return _of_person(found, at, at + 1) if found is not None else None

    def _keep_full(self, match: NameMatch) -> None:
        """Remember a body's name of several words by its last one; two bodies that share it cannot be told apart."""
        last = self.words[match.last - 1]
        if match.last - match.first < 2 or match.alias is None or match.actor is None:
            return
        if self.tables.kind_of(match.actor) in BODY_KINDS and last not in words_of("no_short_name"):
            before = self.full.get(last, match)
            self.full[last] = match if before is not None and before.actor == match.actor else None

    def _cut_short(self, at: int) -> NameMatch | None:
        """ "The Brotherhood", after the Muslim Brotherhood has been named in full."""
        full = self.full.get(self.words[at])
        if full is None or full.alias is None or self.words[at - 1] != "the":
            return None
        token, after = self.doc.tokens[at], self.doc.tokens[at + 1 : at + 2]
        longer = after and (after[0].text[:1].isupper() or after[0].text.lower() == "of")
        if not token.text[:1].isupper() or longer:
            return None
        reason = f"“{token.text}” is short for {full.alias.text}, which names {full.actor}"
        return NameMatch(at, at + 1, full.alias, None, None, full.actor, reason)

    @staticmethod
    def _sounding(persons: Persons, at: int) -> NameMatch | None:
        found = persons.by_sound(at)
        return _of_person(found[0], at, found[1]) if found is not None else None

    def _slanted(self, at: int) -> bool:
        """ "pro-Russian", "anti-Castro": who leans to or against an actor is not that actor."""
        return at > 1 and self.words[at - 1] == "-" and self.words[at - 2] in words_of("slant_prefix")

    def _longest(self, persons: Persons, at: int, stop: int, follows: bool) -> NameMatch | None:
        tables = self.tables
        for end in range(stop, at, -1):
            key = tuple(self.words[at:end])
            # Of the stretches that begin here hardly one is a name.
            if end - at > 1 and not (key in tables.people or key in tables.families or key in tables.names):
                continue
            person = persons.find(key, at, end, self.met, follows)
            if person is not None:
                return _of_person(person, at, end)
            rows = self.tables.names.get(key)
            of_arms = rows is not None and all(a.form == "military" for a in rows)
            if (
                rows
                and (of_arms or not self._in_persons_name(at, end))
                and not (end - at == 1 and self._names_other(at))
            ):
                match = self._actor(rows, at, end)
                if match is not None:
                    return match
        return self._shortened(at)

    def _shortened(self, at: int) -> NameMatch | None:
        """ "North and South Korea": the first name lacks the word that it shares with the second."""
        if self.words[at] not in words_of("compass") or self.words[at + 1 : at + 2] not in (["and"], ["or"]):
            return None
        second = self.words[at + 2 : at + 4]
        rows = self.tables.names.get((self.words[at], *second[1:]), ())
        if len(second) < 2 or tuple(second) not in self.tables.names or not rows:
            return None
        alias = next((a for a in rows if a.holds_on(self.day)), rows[0])
        reason = f"“{self.doc.tokens[at].text}” is short for {alias.text}, which names {alias.code}"
        return NameMatch(at, at + 1, alias, None, None, alias.code, reason)

    def _names_other(self, at: int) -> bool:
        """Whether a word is part of another's name: "Captain Togo", "Air India", "FC Barcelona"."""
        return self._ranked(at) or in_firms_name(self.doc, at)

    def _ranked(self, at: int) -> bool:
        """ "Captain Togo": a state has no rank."""
        before = self.doc.tokens[at - 1] if at else None
        if before is None or before.text.lower() not in words_of("rank") or not before.text[:1].isupper():
            return False
        return before.sent == self.doc.tokens[at].sent and self.doc.tokens[at].pos == "PROPN" and before.pos == "PROPN"

    def _in_persons_name(self, at: int, end: int) -> bool:
        """Whether a word is a person's family name ("Michael Jordan") or given name ("Jordan Henderson")."""
        tokens = self.doc.tokens
        token = tokens[at]
        if end - at > 1 or token.ent != "PERSON":
            return False
        before = at > 0 and self._same_name(tokens[at - 1], token) and self.words[at - 1] not in words_of("title")
        after = end < len(tokens) and self._same_name(tokens[end], token)
        begins = after and not before and token.dep == "compound" and tokens[end].ent == "PERSON"
        return (before and not after) or begins or (after and self.words[at] in words_of("given_name"))

    @staticmethod
    def _same_name(a: Token, b: Token) -> bool:
        return a.ent == b.ent == "PERSON" and a.sent == b.sent and a.pos == b.pos == "PROPN"

    def _actor(self, rows: Sequence[Alias], at: int, end: int) -> NameMatch | None:
        """The actor of a name that fits letter case, date and context: of several, one with a context of its own."""
        ethnic = self._is_ethnic(at)
        cased = [a for a in rows if self._case_fits(a, at, end) and not (ethnic and a.form in PEOPLE_FORMS)]
        # What the words around forbid for "Mexico" they forbid for "México" too.
        barred = {a.code for a in cased if not self._context_fits(a, at, end)}
        fitting = [a for a in cased if a.code not in barred]
        on_day = self._of_its_time(fitting, at) or [a for a in fitting if a.holds_on(self.day)] or fitting
        clear = [a for a in on_day if "needs_country" not in a.context]
        if clear:
            alias = min(clear, key=lambda a: (not a.own, not a.context, bool(a.end), a.text))
            return NameMatch(at, end, alias, None, None, alias.code, f"“{alias.text}” names {alias.code}")
        if not on_day:
            return None
        options = tuple(dict.fromkeys(a.code for a in on_day))
        reason = f"“{on_day[0].text}” names no one state's"
        return NameMatch(at, end, on_day[0], None, None, None, reason, options=options)

    def _is_ethnic(self, at: int) -> bool:
        """ "Ethnic Albanians", "the ethnic-Armenian movement": by descent, and of whichever state they live in."""
        before = at - 2 if at > 1 and self.words[at - 1] in {"-", "–"} else at - 1
        return before >= 0 and self.words[before] == "ethnic"

    def _of_its_time(self, rows: Sequence[Alias], at: int) -> list[Alias]:
        """ "In 1956 Moscow sent tanks": a capital's state of that year, where a union has fallen apart since.

        The years of the sentence tell; where it has none, the last one before it; in a history any of the text.
        """
        unions = self.tables.traits.get("dissolved union", frozenset())
        past = [a for a in rows if a.code in unions and a.start and a.end and len(rows) > 1]
        if not past:
            return []
        sentence = self.doc.tokens[at].sent
        before = [(sent, year) for sent, year in self._years if sent <= sentence]
        years = [year for sent, year in before if sent == before[-1][0]]
        if not years and self._history:
            years = [year for _, year in self._years]
        return [a for a in past if years and all(a.start[:4] <= y <= a.end[:4] for y in years)]

    def _case_fits(self, alias: Alias, at: int, end: int) -> bool:
        tokens = self.doc.tokens
        if alias.exact:
            quote = self.doc.quote(tokens[at].start, tokens[end - 1].end)
            found, wanted = fold(quote).replace("\n", " "), fold(alias.text)
            # "The North" may begin a sentence.
            return found == wanted or (wanted.startswith("the ") and found[1:] == wanted[1:])
        # A name begins with a capital wherever its table form does.
        return not alias.text[:1].isupper() or tokens[at].text[:1].isupper()

    def _context_fits(self, alias: Alias, at: int, end: int) -> bool:
        """Whether the words around a name allow this reading.

        In the tables ``not_before:new`` reads: not this actor where "new" stands before the name; ``not_after:sea``:
        not where "sea" follows it; ``only_after`` and ``only_before`` demand such words.
        """
        if not alias.context:
            return True
        following, preceding = self._around(at, end)
        for rule in alias.context.split(";"):
            name, _, values = rule.strip().partition(":")
            if name == "needs_context":
                # A word that usually means something else needs its actor, or one of those told, named in the text.
                wanted = set(values.split("|")) if values else {alias.code}
                if not wanted & (self.met | self.named):
                    self.wanting = True
                    return False
                continue
            options = [v.strip().strip('"').lower() for v in values.split("|") if v.strip()]
            after = any(following == o or following.startswith(o + " ") for o in options)
            before = any(preceding == o or preceding.endswith(" " + o) for o in options)
            if (name == "not_before" and before) or (name == "not_after" and after):
                return False
            if (name == "only_before" and not before) or (name == "only_after" and not after):
                return False
        return True

    def _around(self, at: int, end: int) -> tuple[str, str]:
        tokens = self.doc.tokens
        before: Sequence[Token] = tokens[max(0, at - _AROUND) : at]
        following = " ".join(t.text.lower() for t in tokens[end : end + _AROUND])
        return following, " ".join(t.text.lower() for t in before if t.pos != "PUNCT")
