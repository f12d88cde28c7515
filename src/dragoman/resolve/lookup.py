"""Who a short phrase means on a day, from its words alone: no parser, no model.

Reads names, demonyms, capitals, persons, and offices with a state ("the Kazakh foreign minister", "President X of Y").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.resolve.offices import HIGH, office_on
from dragoman.tables import ActorTables, Alias, Office
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.nouns import NounRow, office_titles, role_nouns
from dragoman.tables.places import packaged_places
from dragoman.tables.sounds import sounding_like
from dragoman.tables.words import split_words, words_of

_FORMS = {
    "abbreviation": "an abbreviation", "former": "a former name", "demonym": "the adjective", "people": "the people",
    "capital": "the capital", "seat": "a seat of power", "military": "a force", "agency": "an agency",
    "ministry": "a ministry", "institution": "a body", "nickname": "a nickname",
}  # fmt: skip
_PLACE_WORDS = frozenset({"the", "city", "of", "province", "region", "in", "town", "state"})
_NOBODY = "nothing in these words names an actor of the tables"


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom a phrase means.

    Attributes:
        actor: Code, or None where it is left open.
        person: The person's usual name, if one is meant or holds the office named.
        role: The office, or the noun that says in what part the actor acts.
        sector: Sector, if the words tell it.
        reasons: Why, a sentence each, in the order they were found.
    """

    actor: str | None
    person: str | None
    role: str | None
    sector: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int
    aliases: tuple[Alias, ...] = ()
    offices: tuple[Office, ...] = ()


def look_up(text: str, day: str | None, tables: ActorTables) -> Answer:
    """Whom a phrase means.

    Args:
        text: The phrase, such as "the Russian leader".
        day: ISO day on which it was written, or None for today's meaning.
        tables: The actor tables.
    """
    return _Phrase(text, day, tables).answer()


class _Phrase:
    def __init__(self, text: str, day: str | None, tables: ActorTables) -> None:
        self.text, self.day, self.tables = text, day, tables
        self.words = list(split_words(text))
        self.lower = [w.lower() for w in self.words]
        self.found = self._find()
        self.former = any(w in words_of("former") for w in self.lower)

    # What the words name

    def _find(self) -> list[_Found]:
        found: list[_Found] = []
        at = 0
        while at < len(self.words):
            match = self._longest(at)
            if match is not None:
                found.append(match)
            at = match.last if match is not None else at + 1
        return found

    def _longest(self, at: int) -> _Found | None:
        reach = self.tables.reach.get(self.lower[at], 0)
        for end in range(min(len(self.words), at + reach), at, -1):
            key = tuple(self.lower[at:end])
            offices = self.tables.people.get(key, ()) or self._of_family(key, at)
            if self.lower[end : end + 1] and self.lower[end] in {"bin", "ibn"}:
                # "Crown Prince Mohammed bin Zayed": the name goes on.
                continue
            if offices and (end - at > 1 or not self._inside_name(at)):
                return _Found(at, end, offices=offices)
            aliases = self._aliases(key, at, end)
            if aliases:
                return _Found(at, end, aliases=aliases)
        return None

    def _of_family(self, key: Sequence[str], at: int) -> tuple[Office, ...]:
        """Holders of that family name, where a title stands before it or it stands alone."""
        offices = self.tables.families.get(tuple(key), ())
        before = [w for w in self.lower[:at] if w not in words_of("name_particle") and w != "-"]
        titled = bool(before) and (before[-1] in words_of("title") or before[-1].rstrip(".") in words_of("title"))
        return offices if titled or len(self.words) == len(key) else ()

    def _inside_name(self, at: int) -> bool:
        """Whether a single word stands beside other words of a person's name ("Jordan" Peterson)."""
        around = [i for i in (at - 1, at + 1) if 0 <= i < len(self.words)]
        if self.lower[at + 1 : at + 2] and self.lower[at + 1] in words_of("name_particle"):
            return True
        return any(
            self.words[i][:1].isupper()
            and self.lower[i] not in words_of("name_particle")
            and self.lower[i] not in words_of("title")
            and self.lower[i] not in role_nouns()
            and (self.lower[i],) not in self.tables.names
            and (self.lower[i],) not in self.tables.families
            for i in around
        )

    def _aliases(self, key: tuple[str, ...], at: int, end: int) -> tuple[Alias, ...]:
        quote = " ".join(self.words[at:end])
        cased = []
        for alias in self.tables.names.get(key, ()):
            written = " ".join(split_words(alias.text))
            if not alias.exact or quote == written or (at == 0 and quote[1:] == written[1:]):
                cased.append(alias)
        barred = {a.code for a in cased if not self._context_fits(a, at, end)}
        fitting = [a for a in cased if a.code not in barred]
        on_day = [a for a in fitting if a.holds_on(self.day)] or fitting
        return tuple(sorted(on_day, key=lambda a: (not a.own, bool(a.end), a.text)))

    def _context_fits(self, alias: Alias, at: int, end: int) -> bool:
        before, after = " ".join(self.lower[:at]), " ".join(self.lower[end:])
        for rule in filter(None, alias.context.split(";")):
            name, _, values = rule.strip().partition(":")
            options = [v.strip().strip('"') for v in values.split("|")]
            follows = any(after == o or after.startswith(o + " ") for o in options)
            precedes = any(before == o or before.endswith(" " + o) for o in options)
            if (name == "not_before" and precedes) or (name == "not_after" and follows):
                return False
            if (name == "only_before" and not precedes) or (name == "only_after" and not follows):
                return False
        return True

    # Whom they mean together

    def answer(self) -> Answer:
        """Put together what was found: a person first, then an office of a state, then a name."""
        persons = [f for f in self.found if f.offices]
        state, why = self._state()
        if persons and self._of_person(persons[-1]):
            return self._staff(persons[-1])
        if persons:
            return self._person(persons[-1].offices, state, why)
        title = self._title()
        if title is not None and state is not None:
            return self._office(title, state, why)
        if state is not None:
            return self._named(state, why)
        sounding = sounding_like(self.tables, self._without_titles())
        if sounding:
            return self._person(sounding, None, [f"“{self._without_titles()}” is another spelling"])
        return self._place()

    def _state(self) -> tuple[str | None, list[str]]:
        """The actor that the phrase's names mean: the last of them that no leaning word takes away."""
        clear: list[tuple[str, str]] = []
        open_names: list[_Found] = []
        for found in self.found:
            if not found.aliases or self._leans(found):
                continue
            alias = next((a for a in found.aliases if "needs_country" not in a.context), None)
            if alias is None:
                open_names.append(found)
            else:
                clear.append((alias.code, self._told(alias)))
        if not clear:
            for found in open_names:
                return None, [f"“{found.aliases[0].text}” names bodies of several states: say of which"]
            return None, []
        # "Minister for Europe and Foreign Affairs of France": a state outranks a region, the last one the first.
        states = [c for c in clear if self.tables.kind_of(c[0]) in STATE_KINDS] or clear
        code, why = states[-1] if self._title() is not None and " of " in f" {self.text.lower()} " else states[0]
        return code, [why]

    def _told(self, alias: Alias) -> str:
        actor = self.tables.actors[alias.code]
        return f"“{alias.text}” is {_FORMS.get(alias.form, 'a name')} of {actor.name} ({alias.code})"

    def _leans(self, found: _Found) -> bool:
        """ "pro-Russian", "Iranian-backed": whom the words lean to is not whom they mean."""
        before = self.lower[max(0, found.first - 2) : found.first]
        after = self.lower[found.last : found.last + 2]
        return (before[1:] == ["-"] and before[0] in words_of("slant_prefix")) or (
            after[:1] == ["-"] and after[1:] != [] and after[1] in words_of("leaning_participle")
        )

    def _title(self) -> tuple[str, tuple[str, ...]] | None:
        """The office that the phrase names: its longest words that are a title, and the offices they may be."""
        named = self._named_words()
        titles = office_titles()
        for size in range(min(5, len(self.lower)), 0, -1):
            for at in range(len(self.lower) - size + 1):
                title = " ".join(self.lower[at : at + size]).replace(" - ", "-")
                if title in titles and not named & set(range(at, at + size)):
                    return title, titles[title]
        return None

    def _named_words(self) -> set[int]:
        """The words that stand in names; "the Foreign Ministry" of any state is none."""
        own = [f for f in self.found if f.offices or any("needs_country" not in a.context for a in f.aliases)]
        return {i for f in own for i in range(f.first, f.last)}

    def _noun(self) -> tuple[str, NounRow] | None:
        """The last noun of the phrase that acts ("forces")."""
        named = self._named_words()
        for word in (self.lower[i] for i in reversed(range(len(self.lower))) if i not in named):
            row = role_nouns().get(word) or role_nouns().get(word.removesuffix("s"))
            if row is not None:
                return word, row
        return None

    def _person(self, offices: Sequence[Office], state: str | None, why: list[str]) -> Answer:
        title = self._title()
        hint = self.text.lower()
        fitting = [o for o in offices if o.actor == state] or list(offices)
        if title is not None:
            fitting = [o for o in fitting if o.office in title[1]] or fitting
        office = office_on(fitting, self.day, hint=hint, former=self.former)
        if office is None:
            return Answer(state, None, None, None, tuple(why) or (_NOBODY,))
        until = f" until {office.end}" if office.end else ""
        held = f"{office.person} was {office.title} of {office.actor} from {office.start or 'an unknown day'}{until}"
        if self.day is None and office.end:
            return Answer(None, office.person, f"former {office.title}", None, (*why, held, "out of office: no side"))
        if self.day is not None and not office.holds_on(self.day):
            if office.start and office.start > self.day and "elect" in self.lower:
                return Answer(office.actor, office.person, f"{office.title}-elect", None, (*why, held, "elected"))
            if office.start and office.start > self.day:
                return Answer(state, office.person, None, None, (*why, held, f"not yet in office on {self.day}"))
            ended = f"out of office on {self.day}: a former holder speaks for no side"
            return Answer(None, office.person, f"former {office.title}", None, (*why, held, ended))
        if self.former and HIGH.get(office.office, 9) > 1:
            return Answer(None, office.person, f"former {office.title}", None, (*why, held, "called former: no side"))
        on = f" on {self.day}" if self.day else ""
        held = f"{office.person} is {office.title} of {office.actor}{on} (since {office.start or 'an unknown day'})"
        return Answer(office.actor, office.person, office.title, office.sector or None, (*why, held))

    def _of_person(self, found: _Found) -> bool:
        """Whether what is meant only belongs to a person: "Erdoğan's spokesman"."""
        return self.lower[found.last : found.last + 1] == ["'s"] and len(self.lower) > found.last + 1

    def _staff(self, found: _Found) -> Answer:
        head = self._person(found.offices, None, [])
        role = " ".join(self.words[found.last + 1 :])
        if head.actor is None:
            return Answer(None, None, role, None, head.reasons)
        return Answer(head.actor, None, role, head.sector, (*head.reasons, f"“{role}” belongs to {head.person}"))

    def _office(self, title: tuple[str, tuple[str, ...]], actor: str, why: list[str]) -> Answer:
        """The holder of an office of an actor on the day; the actor even where the holder is not known."""
        words, kinds = title
        if self.former:
            reason = f"“{words}” with “former” is a former holder, who speaks for no side"
            return Answer(None, None, f"former {words}", None, (*why, reason))
        holder = self._holder(kinds, words, actor)
        if holder is None:
            reason = f"“{words}” is an office of {actor}; the tables do not know its holder then"
            return Answer(actor, None, words, "GOV" if self._is_state(actor) else None, (*why, reason))
        since = f" since {holder.start}" if holder.start else ""
        reason = f"“{words}” is an office of {actor}: {holder.person}, {holder.title}{since}"
        return Answer(actor, holder.person, holder.title, holder.sector or None, (*why, reason))

    def _is_state(self, actor: str) -> bool:
        return self.tables.kind_of(actor) in STATE_KINDS

    def _holder(self, kinds: Sequence[str], words: str, actor: str) -> Office | None:
        current = [
            o
            for o in self.tables.holders.get(actor, ())
            if o.office in kinds and (o.holds_on(self.day) if self.day else not o.end)
        ]
        exact = [o for o in current if o.title.lower() == words] or [o for o in current if words in o.title.lower()]
        if words == "minister" or (not exact and {"minister", "other"} & set(kinds)):
            # A minister of something, a crown prince: not just any minister or prince.
            return None
        of_body = [o for o in current for f in self.found for a in f.aliases if a.text.lower() in o.title.lower()]
        pool = of_body or exact or current
        order = list(kinds)
        if words in {"leader", "ruler"} and actor in self.tables.traits.get("parliamentary", ()):
            order = ["head_of_government", *order]
        return min(pool, key=lambda o: (order.index(o.office), o.start), default=None)

    def _named(self, actor: str, why: list[str]) -> Answer:
        alias = next(a for f in self.found for a in f.aliases if a.code == actor)
        noun = self._noun()
        sector = alias.sector or (noun[1].sector if noun else None) or self.tables.actors[actor].sector or None
        if noun is None:
            return Answer(actor, None, None, sector, tuple(why))
        return Answer(actor, None, noun[0], sector, (*why, f"“{noun[0]}” acts for {actor}"))

    def _without_titles(self) -> str:
        kept = [w for w, low in zip(self.words, self.lower, strict=True) if low not in words_of("title")]
        return " ".join(kept)

    def _place(self) -> Answer:
        """A town or province is only a place: its country is told, and left open as an actor."""
        key = tuple(w for w in self.lower if w not in _PLACE_WORDS)
        for words in (tuple(self.lower), key):
            rows = packaged_places().names.get(words, ())
            if rows and rows[0].country and any(w[:1].isupper() for w in self.words):
                reason = f"“{rows[0].name}” is a place in {rows[0].country}, no actor of its own"
                return Answer(None, None, None, None, (reason,))
        reasons = self._state()[1] or [_NOBODY]
        return Answer(None, None, None, None, tuple(reasons))
