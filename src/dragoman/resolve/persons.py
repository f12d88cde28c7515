"""Persons in the text, and the office each held on the document's date."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import takewhile

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.offices import HIGH, LEADING, begins_soon, ended_just_now, office_on, titles_agree
from dragoman.resolve.publishers import tells_history, years_named
from dragoman.resolve.syntax import is_subject
from dragoman.tables import ActorTables, Office
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.sounds import sounding_like
from dragoman.tables.words import key_of, words_of

_HINT = 5
"""Words before a name among which a title decides between namesakes."""
_TITLE_WORDS = 6
"""Words before a name among which its title and that title's state stand."""
_LONGEST_OWNER = 4
"""Words of the longest name that is looked for before "'s"."""
_OWNING = STATE_KINDS | {"organisation", "organ", "agency", "court"}
"""Kinds of actors whose possessive before a name tells for whom its bearer speaks; a party's leader is a state's."""
_OF_SON = frozenset({"bin", "ibn", "Jr", "Jr.", "Junior"})
"""Words after a name that make it that of a son."""
_IN_TITLES = frozenset({"NOUN", "PROPN", "ADJ", "PART", "ADP"})
_LEAST_IN_CAPITALS = 3
"""Letters of a name in capitals; two are an abbreviation."""
_LATELY = 8
"""Years for which a former holder of an office is still told by his title."""
_LONG_AGO = 60
"""Years after which a bare family name no longer means its one-time holder of an office."""


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """A person found: the office that speaks, and for whom.

    Attributes:
        office: The office held on the date, else the last one.
        person: The person's usual name.
        actor: Whom the person belongs to, or None.
        role: The office's title; "former …" where it is held no more and the text says so.
        reason: In words.
    """

    office: Office
    person: str
    actor: str | None
    role: str
    reason: str


class Persons:
    """Looks persons up at words of one document.

    Args:
        doc: The parsed document.
        tables: The actor tables.
        day: The document's ISO date, or None.
        home: The state whose office published the document, if one did.
    """

    def __init__(self, doc: AnnotatedDocument, tables: ActorTables, day: str | None, home: str | None) -> None:
        self.doc, self.tables, self.day, self.home = doc, tables, day, home
        self._history = tells_history(doc)
        self._years = {year for _, year in years_named(doc.tokens)} if day else set()
        self._full_names = _full_names(doc)
        self._elected: set[str] = set()

    def find(self, key: tuple[str, ...], at: int, end: int, met: Set[str], follows: bool = False) -> PersonMatch | None:
        """The person a stretch of words names, if any.

        Args:
            key: The words, folded and in lower case.
            at: Index of the first token.
            end: One past the last token.
            met: Persons and actors named before.
            follows: Whether another name ends right before.
        """
        if end - at == 1 and self._is_royal(at):
            return self._called(at, met)
        rows = self._in_capitals(key, at, met) if end - at == 1 else None
        rows = rows or self.tables.people.get(key)
        match = self._whole(rows, at, end, follows, met) if rows is not None else None
        if match is None:
            rows = self.tables.families.get(key)
            match = self._family(rows, at, end, met, follows) if rows is not None else None
        if match is not None and match.actor is None and self._holds_other_office(match, at, end):
            return None
        return match

    def _is_royal(self, at: int) -> bool:
        """ "Prince Mohammed": a given name alone, after a title of those who are called by it."""
        tokens = self.doc.tokens
        if not at or tokens[at - 1].text.lower() not in words_of("royal_title") or not tokens[at].text[:1].isupper():
            return False
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        return after is None or not (after.text[:1].isupper() or after.text.lower() in words_of("name_particle"))

    def _in_capitals(self, key: tuple[str, ...], at: int, met: Set[str]) -> Sequence[Office] | None:
        """ "MACIAS" after "Francisco MACIAS Nguema": capitals are how almanacs mark the name one is called by."""
        if not self.doc.tokens[at].text.isupper() or len(key[0]) < _LEAST_IN_CAPITALS:
            return None
        called = [name for name in met if name in self.tables.offices and key[0] in key_of(name)]
        return self.tables.offices[called[0]] if len(called) == 1 else None

    def by_given_name(self, at: int, met: Set[str]) -> PersonMatch | None:
        """Whom a title and a given name mean: the one person named before who is called so; else nobody.

        Args:
            at: Index of the name's token.
            met: Persons and actors named before.
        """
        return self._called(at, met) if self._is_royal(at) else None

    def _called(self, at: int, met: Set[str]) -> PersonMatch | None:
        word = key_of(self.doc.tokens[at].text)
        called = [name for name in sorted(met) if name in self.tables.offices and key_of(name)[:1] == word]
        if len(called) > 1:
            title = self.doc.tokens[at - 1].text.lower()
            called = [n for n in called if any(title in o.title.lower().split() for o in self.tables.offices[n])]
        if len(called) != 1:
            return None
        office = office_on(self.tables.offices[called[0]], self.day, years=self._years)
        return self._match(office, at) if office is not None else None

    def _holds_other_office(self, match: PersonMatch, at: int, end: int) -> bool:
        """ "U.S. ambassador Nichols", "Nichols, the American envoy", "NATO's Nichols": the text gives one who, by the
        tables, holds no office to a state or body; not to that whose office he has left.
        """
        if self._called_former(at):
            return False
        owners = self._owners(at)
        if owners:
            held = {match.office.actor, *(o.actor for o in self.tables.offices.get(match.person, ()))}
            return not held & owners
        if self._hinted(at):
            *told, title = self.doc.tokens[max(0, at - _TITLE_WORDS) : at]
            return self._of_state(match, told[::-1], title)
        after = self.doc.tokens[end : end + _TITLE_WORDS + 2]
        if len(after) < 2 or after[0].text != "," or after[1].pos != "DET":
            return False
        told = list(takewhile(lambda t: t.pos in _IN_TITLES, after[2:]))
        titles = [n for n, t in enumerate(told) if t.text.lower() in words_of("title")]
        if not titles or any(t.text.lower() in words_of("former") for t in told):
            return False
        return self._of_state(match, told[: titles[-1]], told[titles[-1]])

    def _owners(self, at: int) -> set[str]:
        """Codes of the state or organisation whose possessive stands right before a name: "NATO's Nichols"."""
        if at < 2 or self.doc.tokens[at - 1].tag != "POS":
            return set()
        for first in range(max(0, at - 1 - _LONGEST_OWNER), at - 1):
            words = self.doc.tokens[first : at - 1]
            rows = self.tables.names.get(key_of(self.doc.quote(words[0].start, words[-1].end)), ())
            if rows and words[0].sent == words[-1].sent:
                return {a.code for a in rows if self.tables.kind_of(a.code) in _OWNING}
        return set()

    def _of_state(self, match: PersonMatch, words: Sequence[Token], title: Token) -> bool:
        """Whether a state's name is among the words of a title, and it is not the office a person has left."""
        for token in words:
            other = token.pos not in _IN_TITLES or (token.pos == "ADP" and token.lemma.lower() != "of")
            if other or token.sent != title.sent or token.ent == "PERSON":
                return False
            named = {a.code for a in self.tables.names.get(key_of(token.text), ())}
            if any(self.tables.kind_of(code) in STATE_KINDS for code in named):
                own = match.office.actor in named and titles_agree({title.text.lower()}, match.office.title)
                return not own
        return False

    def by_sound(self, at: int) -> tuple[PersonMatch, int] | None:
        """The person whose name the name beginning here sounds like, and one past its last token."""
        tokens = self.doc.tokens
        if tokens[at].ent != "PERSON" or (
            at and tokens[at - 1].ent == "PERSON" and tokens[at - 1].sent == tokens[at].sent
        ):
            return None
        end = at
        while end < len(tokens) and tokens[end].ent == "PERSON" and tokens[end].sent == tokens[at].sent:
            end += 1
        while end > at and tokens[end - 1].text in {"'s", "’s"}:
            end -= 1
        rows = sounding_like(self.tables, self.doc.quote(tokens[at].start, tokens[end - 1].end))
        office = office_on(rows, self.day, years=self._years)
        if office is None:
            return None
        match = self._match(office, at)
        if match.actor is None and self._holds_other_office(match, at, end):
            return None
        return replace(match, reason=f"“{self.doc.quote(tokens[at].start, tokens[end - 1].end)}”: {match.reason}"), end

    def _whole(self, rows: Sequence[Office], at: int, end: int, follows: bool, met: Set[str]) -> PersonMatch | None:
        tokens = self.doc.tokens
        after = tokens[end].text if end < len(tokens) else ""
        if not tokens[at].text[:1].isupper() or after in _OF_SON:
            return None
        if end - at == 1:
            if self._joins_nation(end) or self._is_introduced(at):
                return None
            if tokens[at].pos not in {"PROPN", "NOUN", "ADJ", "X"} or self._part_of_other_name(at, end, follows):
                return None
            rows = [o for o in rows if o.person in met] or rows
        if tokens[at].ent not in {"PERSON", "GPE", "ORG", ""} and self.day is not None:
            # "The carrier Abraham Lincoln": who died long ago gives his name to ships and streets.
            rows = [o for o in rows if not self._long_out(o, _LONG_AGO) or o.family_alone]
        office = office_on(
            rows, self.day, hint=self._before(at), years=self._years, former=self._history or self._called_former(at),
        )  # fmt: skip
        return self._match(office, at) if office is not None else None

    def _is_introduced(self, at: int) -> bool:
        """ "A teacher named Hamid": whoever must be told so is nobody known."""
        before = self.doc.tokens[at - 1] if at else None
        if before is None or before.text.lower() not in {"named", "called"} or before.dep != "acl":
            return False
        told = self.doc.tokens[before.head]
        return told.pos == "NOUN" and any(d.text.lower() in {"a", "an"} for d in self.doc.dependents(told.i, "det"))

    def _joins_nation(self, end: int) -> bool:
        """ "Franco-British": the first word is a nation's, too."""
        tokens = self.doc.tokens
        if end + 1 >= len(tokens) or tokens[end].text not in {"-", "–", "‑"}:
            return False
        hyphen, after = tokens[end], tokens[end + 1]
        if tokens[end - 1].end != hyphen.start or hyphen.end != after.start:
            # "Biden – British officials said"
            return False
        return any(a.form == "demonym" for a in self.tables.names.get(key_of(after.text), ()))

    def _match(self, office: Office, at: int) -> PersonMatch:
        """Whom a person speaks for on the day.

        A former holder of an office is a person without side, unless the text tells of the time when he held it; one
        who takes it up within weeks already speaks for whom he will hold it.
        """
        ahead = self._elected_to(office.person, at)
        if ahead is not None:
            title = f"{ahead.title}-elect"
            return PersonMatch(ahead, ahead.person, ahead.actor, title, f"{ahead.person}, {title} ({ahead.actor})")
        reason = f"{office.person}, {office.title} ({office.actor})"
        former = self._called_former(at) or self._has_left(at)
        if office.title.lower().startswith("former "):
            return PersonMatch(office, office.person, None, office.title, f"{reason}: no side")
        of_then = self._of_its_time(office) and not former
        if self.day is None or of_then or (office.holds_on(self.day) and not self._has_left(at)):
            return PersonMatch(office, office.person, office.actor, office.title, reason)
        if begins_soon(office, self.day):
            title = f"{office.title}-designate"
            why = f"{office.person}, {title} ({office.actor}): in office from {office.start}"
            return PersonMatch(office, office.person, office.actor, title, why)
        if office.start > self.day:
            return PersonMatch(office, office.person, None, "", f"{reason} only since {office.start}")
        role = f"former {office.title}"
        return PersonMatch(office, office.person, None, role, f"{office.person}, {role} of {office.actor}: no side")

    def _elected_to(self, person: str, at: int) -> Office | None:
        """ "President-elect Biden … Biden": the office that a person so called takes up within a year or so."""
        if self.day is None or not (person in self._elected or "elect" in self._before(at).split()):
            return None
        self._elected.add(person)
        last = str(int(self.day[:4]) + 1)
        ahead = [o for o in self.tables.offices.get(person, ()) if self.day < o.start and o.start[:4] <= last]
        return min((o for o in ahead if o.office in HIGH), key=lambda o: (HIGH[o.office], o.start), default=None)

    def _of_its_time(self, office: Office) -> bool:
        """Whether the text is a history, or names a year in which the office was held, or it ended just now."""
        day = self.day or ""
        if self._history:
            return True
        if ended_just_now(office, day):
            return True
        first, last = office.start[:4], office.end[:4] or day[:4]
        return any(first <= year <= last for year in self._years)

    def _has_left(self, at: int) -> bool:
        """ "Varoufakis, who had resigned at breakfast"."""
        name = self.doc.tokens[at]
        while name.dep == "compound" and name.head > name.i:
            name = self.doc.tokens[name.head]
        clauses = self.doc.dependents(name.i, "relcl")
        if any(c.lemma.lower() in words_of("leaving_verb") and self.doc.dependents(c.i, "aux") for c in clauses):
            return True
        # "Glas, who was vice-president until 2017"
        links = [p.lemma for c in clauses if c.text.lower() == "was" for p in self.doc.dependents(c.i, "prep")]
        return "until" in links

    def _called_former(self, at: int) -> bool:
        sent = self.doc.tokens[at].sent
        return any(
            t.text.lower() in words_of("former") for t in self.doc.tokens[max(0, at - _HINT) : at] if t.sent == sent
        )

    def _family(self, rows: Sequence[Office], at: int, end: int, met: Set[str], follows: bool) -> PersonMatch | None:
        """A bare family name: of a person named before; after a fitting title; of one holder of a high office."""
        named = [o for o in rows if o.person in met]
        if named:
            return self._whole(named, at, end, follows, met)
        if self._part_of_other_name(at, end, follows) or self._somebody_elses(rows, at, end):
            return None
        if end - at == 1 and not self._hinted(at) and self._is_town(at):
            return None
        fitting = self._titled(rows, at) or self._in_high_office(rows, at, met) or self._well_known(rows, at)
        fitting = fitting or self._of_old(rows, at)
        return self._whole(fitting, at, end, follows, met) if fitting else None

    def _hinted(self, at: int) -> bool:
        """Whether a title stands right before a name."""
        return at > 0 and self.doc.tokens[at - 1].text.lower() in words_of("title")

    def _is_town(self, at: int) -> bool:
        """ "Muscat", "The Hague": a seat of government, though people are called so."""
        tokens = self.doc.tokens
        word = key_of(tokens[at].text)
        before = tokens[at - 1] if at and tokens[at - 1].sent == tokens[at].sent else None
        keys = [word] + ([("the", *word)] if before is not None and before.text == "The" else [])
        return any(a.form == "capital" for key in keys for a in self.tables.names.get(key, ()))

    def _somebody_elses(self, rows: Sequence[Office], at: int, end: int) -> bool:
        """Whether the text has introduced another person of that family name."""
        family = " ".join(t.text for t in self.doc.tokens[at:end]).lower()
        others = self._full_names.get(family)
        if others is None:
            return False
        known = {o.person.lower() for o in rows}
        return all(first < at for first, _ in others) and not any(name in known for _, name in others)

    def _titled(self, rows: Sequence[Office], at: int) -> list[Office]:
        """Holders whose title stands before the name, in office on the day or not long out of it."""
        before = self.doc.tokens[at - 1] if at else None
        if before is None or before.text.lower() not in words_of("title") or not before.text[:1].isupper():
            return []
        hint = {w for w in self._before(at).split() if w in words_of("title") and w not in words_of("courtesy")}
        if not hint:
            return self._in_high_office(rows, at, frozenset(o.actor for o in rows)) if self._one(rows) else []
        ranked = hint <= words_of("rank")
        return [
            o
            for o in rows
            if (titles_agree(hint, o.title) or (ranked and o.office == "military_chief"))
            and (self.day is None or self._history or not self._long_out(o, _LATELY))
        ]

    def _in_high_office(self, rows: Sequence[Office], at: int, met: Set[str]) -> list[Office]:
        """The one person of that name who holds a high office of an actor the text is about."""
        token = self.doc.tokens[at]
        if token.ent not in {"PERSON", ""} or token.pos != "PROPN":
            return []
        about = met | ({self.home} if self.home else set())
        current = [o for o in rows if o.office in HIGH and (self.day is None or o.holds_on(self.day))]
        spoken_of = [o for o in current if o.actor in about]
        leading = [o for o in current if HIGH[o.office] < LEADING and token.ent == "PERSON"]
        for found in (spoken_of, leading):
            if self._one(found):
                return found
        high = [o for o in rows if o.office in HIGH and o.actor in about]
        past = [o for o in high if o.actor == self.home and HIGH[o.office] < 2]
        # Histories call a country's own past presidents by their names.
        return past if not current and token.ent == "PERSON" and len({o.actor for o in past}) == 1 else []

    def _well_known(self, rows: Sequence[Office], at: int) -> list[Office]:
        token = self.doc.tokens[at]
        in_office = [o for o in rows if o.family_alone and self.day is not None and o.holds_on(self.day)]
        if token.ent not in {"PERSON", "ORG", "GPE", "NORP", ""}:
            return in_office if token.ent not in {"FAC", "PRODUCT"} else []
        return [o for o in rows if o.family_alone and (self._lived(token) or not self._long_out(o, _LONG_AGO))]

    def _lived(self, token: Token) -> bool:
        """Whether persons of all times may be meant: a history names "Stalin", an almanac "STALIN"."""
        marked = token.text.isupper() and len(token.text) >= _LEAST_IN_CAPITALS
        return self.day is None or (self._history and (token.ent == "PERSON" or marked))

    def _of_old(self, rows: Sequence[Office], at: int) -> list[Office]:
        """ "In 1862 Lincoln": the one who led a state long ago, where the text names a year of his."""
        token = self.doc.tokens[at]
        acts = token.ent in {"GPE", "ORG"} and is_subject(self.doc, token)
        if not (acts or token.ent in {"PERSON", ""}) or token.pos != "PROPN" or self.day is None:
            return []
        led = [
            o
            for o in rows
            if o.office in HIGH
            and self._long_out(o, _LATELY if token.ent == "PERSON" else _LONG_AGO)
            and any(o.start[:4] <= year <= o.end[:4] for year in self._years)
        ]
        return led if self._one(led) else []

    def _long_out(self, office: Office, years: int) -> bool:
        day = self.day or ""
        return bool(office.end) and office.end < f"{int(day[:4]) - years:04d}{day[4:]}"

    @staticmethod
    def _one(rows: Sequence[Office]) -> bool:
        return len({o.person for o in rows}) == 1

    def _part_of_other_name(self, at: int, end: int, follows: bool) -> bool:
        """Whether a bare family name is a word of somebody else's name: after a given name, or itself one."""
        tokens = self.doc.tokens
        token = tokens[at]
        if at and not follows:
            before = tokens[at - 1]
            same = before.sent == token.sent and before.pos == "PROPN" and before.text[:1].isupper()
            word = before.text.lower()
            if same and word not in words_of("title") and (before.ent == "PERSON" or _joined(before, token)):
                return True
        if end < len(tokens):
            token, after = tokens[end - 1], tokens[end]
            # "Alexandre de Moraes", "Bush Hill": a name goes on.
            if after.sent == token.sent and after.pos == "PROPN" and after.text[:1].isupper():
                return (after.ent == "PERSON" and token.ent == "PERSON") or (
                    token.dep == "compound" and token.head == after.i and token.ent not in {"PERSON", ""}
                )
            return after.ent == "PERSON" == token.ent and after.text.islower() and after.pos in {"ADP", "X", "PROPN"}
        return False

    def _before(self, at: int) -> str:
        return " ".join(t.text for t in self.doc.tokens[max(0, at - _HINT) : at]).lower()


def _full_names(doc: AnnotatedDocument) -> dict[str, list[tuple[int, str]]]:
    """Where persons are named in full, by the last word of their names."""
    found: dict[str, list[tuple[int, str]]] = {}
    at = 0
    tokens = doc.tokens
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].ent == "PERSON" and tokens[end].sent == tokens[at].sent:
            end += 1
        while at < end and tokens[at].text.lower() in words_of("title"):
            at += 1
        if end - at > 1:
            found.setdefault(tokens[end - 1].text.lower(), []).append(
                (at, " ".join(t.text for t in tokens[at:end]).lower())
            )
        at = max(end, at + 1)
    return found


def _joined(before: Token, token: Token) -> bool:
    """Whether a capitalised word before a name belongs to it: "Shahram Amiri" unseen by the parser's name finder."""
    return before.dep == "compound" and before.head == token.i and before.ent == token.ent
