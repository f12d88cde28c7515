"""Names in the text: the longest match of the actor tables' names and of persons, on the document's date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import AnnotatedDocument, Token
from dragoman.tables import ActorTables, Alias, Office
from dragoman.tables.actors import fold

_TITLES = frozenset(
    ["president", "prime", "minister", "chancellor", "secretary", "king", "queen", "prince", "sheikh", "mr.", "mrs.", "ms.", "dr.", "general", "ayatollah", "emir", "sultan", "governor", "senator", "premier", "leader", "chairman", "ambassador", "foreign", "defense", "defence", "spokesman", "spokeswoman", "spokesperson", "pope", "justice", "commander", "colonel", "admiral", "vice", "state", "then", "comrade", "mr", "ms", "mrs", "dr", "gen.", "sen.", "rep.", "gov.", "congressman", "congresswoman", "lawmaker", "dictator", "strongman", "supreme", "minister,", "sir", "lord", "marshal", "envoy"]
)
_MAX_YEARS_AFTER = 1


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name found in the text.

    Attributes:
        first: Index of its first token.
        last: One past its last token.
        alias: The alias matched, for names of actors.
        office: The office held on the date, for persons.
        person: The person's usual name, or None.
        actor: Code the name stands for, or None ("former president X" speaks for nobody).
        reason: How it was resolved, in words.
    """

    first: int
    last: int
    alias: Alias | None
    office: Office | None
    person: str | None
    actor: str | None
    reason: str


def find_names(doc: AnnotatedDocument, tables: ActorTables) -> list[NameMatch]:
    """All names of actors and persons, longest first at each word, not overlapping.

    Args:
        doc: The parsed document.
        tables: The actor tables.

    Returns:
        Matches in order of place.
    """
    day = doc.document.published
    words = [fold(t.text).lower() for t in doc.tokens]
    found: list[NameMatch] = []
    met: set[str] = set()
    for sentence in doc.sentences:
        at = sentence.first
        while at < sentence.last:
            match = _longest(doc, tables, words, at, min(sentence.last, at + tables.longest), day, met)
            if match is None:
                at += 1
            else:
                found.append(match)
                met.update(name for name in (match.person, match.actor) if name)
                at = match.last
    return found


def _longest(
    doc: AnnotatedDocument,
    tables: ActorTables,
    words: Sequence[str],
    at: int,
    stop: int,
    day: str | None,
    met: set[str],
) -> NameMatch | None:
    if not words[at][:1].isalnum():
        return None
    for end in range(stop, at, -1):
        key = tuple(words[at:end])
        if key in tables.people:
            match = _person(doc, tables.people[key], at, end, day)
            if match is not None:
                return match
        if key in tables.families:
            match = _family(doc, tables.families[key], at, end, day, met)
            if match is not None:
                return match
        if key in tables.names:
            alias = _choose(doc, tables.names[key], at, end, day, met)
            if alias is not None:
                return NameMatch(at, end, alias, None, None, alias.code, f"“{alias.text}” names {alias.code}")
    return None


def _choose(
    doc: AnnotatedDocument, rows: Sequence[Alias], at: int, end: int, day: str | None, met: set[str]
) -> Alias | None:
    """The alias that fits letter case, date and context; of several, one with a context of its own first."""
    fitting = [a for a in rows if _case_fits(doc, a, at, end) and _context_fits(doc, a, at, end, met)]
    on_day = [a for a in fitting if a.holds_on(day)] or fitting
    if not on_day:
        return None
    return min(on_day, key=lambda a: (not a.context, bool(a.end), a.text))


def _case_fits(doc: AnnotatedDocument, alias: Alias, at: int, end: int) -> bool:
    first = fold(doc.tokens[at].text)
    if alias.exact:
        return fold(doc.quote(doc.tokens[at].start, doc.tokens[end - 1].end)).replace("\n", " ") == fold(alias.text)
    # A name begins with a capital wherever its table form does.
    return not alias.text[:1].isupper() or first[:1].isupper()


def _context_fits(doc: AnnotatedDocument, alias: Alias, at: int, end: int, met: set[str]) -> bool:
    """Whether the words around a name allow this reading.

    In the tables ``not_before:new`` reads: not this actor where "new" stands before the name; ``not_after:sea``:
    not where "sea" follows it; ``only_after`` and ``only_before`` demand such words.
    """
    if not alias.context:
        return True
    following = " ".join(t.text.lower() for t in doc.tokens[end : end + 3])
    preceding = " ".join(t.text.lower() for t in doc.tokens[max(0, at - 3) : at] if t.pos != "PUNCT")
    for rule in alias.context.split(";"):
        name, _, values = rule.strip().partition(":")
        options = [v.strip().strip('"').lower() for v in values.split("|") if v.strip()]
        after = any(following == o or following.startswith(o + " ") for o in options)
        before = any(preceding == o or preceding.endswith(" " + o) for o in options)
        if (name == "not_before" and before) or (name == "not_after" and after):
            return False
        if (name == "only_before" and not before) or (name == "only_after" and not after):
            return False
        # A word that usually means something else needs its actor named before.
        if name == "needs_context" and alias.code not in met:
            return False
        if name == "needs_country":
            return False
    return True


def _person(doc: AnnotatedDocument, rows: Sequence[Office], at: int, end: int, day: str | None) -> NameMatch | None:
    tokens = doc.tokens
    if not all(t.text[:1].isupper() or t.pos in {"ADP", "DET", "PUNCT", "PART"} for t in tokens[at:end]):
        return None
    if end - at == 1:
        if tokens[at].pos not in {"PROPN", "NOUN", "ADJ", "X"} or _other_given_name(tokens, at):
            return None
        # A family name that is also the first word of a longer name ("Bush Hill") is not the person.
        if (
            end < len(tokens)
            and tokens[end].pos == "PROPN"
            and tokens[end].text[:1].isupper()
            and (tokens[at].dep == "compound" and tokens[at].ent not in {"PERSON", ""})
        ):
            return None
    office = office_on(rows, day, hint=_nationality_before(doc, at))
    if office is None:
        return None
    former = at > 0 and any(
        t.text.lower() in {"former", "ex", "late", "ousted", "deposed"} for t in tokens[max(0, at - 4) : at]
    )
    in_office = day is None or _holds(office, day)
    actor: str | None = office.actor
    reason = f"{office.person}, {office.title} ({office.actor})"
    if former and not in_office:
        actor, reason = None, f"{office.person}, former {office.title}: speaks for no state"
    return NameMatch(at, end, None, office, office.person, actor, reason)


def _family(
    doc: AnnotatedDocument, rows: Sequence[Office], at: int, end: int, day: str | None, met: set[str]
) -> NameMatch | None:
    """A bare family name: of the person named in full before; else one that news uses alone, or after a title."""
    named = [o for o in rows if o.person in met]
    if named:
        return _person(doc, named, at, end, day)
    titled = at > 0 and doc.tokens[at - 1].text.lower() in _TITLES and doc.tokens[at - 1].text[:1].isupper()
    alone = rows if titled else [o for o in rows if o.family_alone]
    if not alone:
        return None
    if not titled and doc.tokens[at].ent not in {"PERSON", "ORG", "GPE", "NORP", ""}:
        return None
    if day is not None and not titled:
        # Out of office for long, a bare name is somebody else's more often than not.
        alone = [o for o in alone if not o.end or o.end >= str(int(day[:4]) - 60) + day[4:]]
    return _person(doc, alone, at, end, day) if alone else None


def _other_given_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word before a bare family name is somebody else's given name."""
    if at == 0:
        return False
    before = tokens[at - 1]
    return (
        before.pos == "PROPN"
        and before.ent == "PERSON"
        and before.sent == tokens[at].sent
        and before.text.lower() not in _TITLES
        and before.text[:1].isupper()
    )


def _nationality_before(doc: AnnotatedDocument, at: int) -> str:
    return " ".join(t.text for t in doc.tokens[max(0, at - 5) : at]).lower()


def _holds(office: Office, day: str) -> bool:
    return (not office.start or office.start <= day) and (not office.end or day <= office.end)


def office_on(rows: Sequence[Office], day: str | None, hint: str = "") -> Office | None:
    """The office meant by a person's name on a day.

    Args:
        rows: Offices of all persons of that name.
        day: ISO day, or None.
        hint: Lower-case words before the name: a title there decides between namesakes.

    Returns:
        The office held that day; else the last one before it; else the first after it; None if there is none.
    """
    if not rows:
        return None
    high = {"head_of_state": 0, "head_of_government": 1, "monarch": 0, "organisation_head": 2, "foreign_minister": 2}

    def rank(o: Office) -> tuple[int, int, str]:
        title_fits = bool(o.title) and o.title.lower() in hint
        return (0 if title_fits else 1, high.get(o.office, 5), o.start)

    if day is None:
        return max(rows, key=lambda o: (o.start or "", -high.get(o.office, 5)))
    current = [o for o in rows if _holds(o, day)]
    past = [o for o in rows if o.end and o.end < day]
    # A former president who is some body's envoy today is still told of as the president he was.
    led = [o for o in past if high.get(o.office, 5) <= 1]
    if current and led and all(rank(o)[0] and high.get(o.office, 5) > 2 for o in current):
        return max(led, key=lambda o: o.end)
    if current:
        return min(current, key=rank)
    if past:
        return max(past, key=lambda o: (bool(o.title) and o.title.lower() in hint, -high.get(o.office, 5), o.end))
    return min(rows, key=lambda o: o.start)
