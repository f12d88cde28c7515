"""A record as a reader sees it: one line to find it by, and every field with its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from dragoman.model import (
    Event,
    Measure,
    Membership,
    Party,
    Quote,
    Record,
    Side,
    Silence,
    Speaker,
    Statement,
    Tie,
    Via,
    When,
)
from dragoman.web.dates import period, spoken
from dragoman.web.kinds import SECTORS
from dragoman.web.links import record_link
from dragoman.web.names import actor_name, event_gloss

_CODE = re.compile(r"[A-Z][A-Z0-9_]+")
_NEAR = 48  # characters shown before the heart of the evidence where there is little room
_COMPARED = {"=": "", ">": "more than ", "<": "less than ", "~": "about "}


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a record: who it is, and the words that say so.

    Attributes:
        code: Actor's code, or None where only the words are known.
        name: What to call it.
        words: The words of the text, or "" where none stand for it.
        person: Full name of the person meant.
        role: Office or role.
        sector: Sector in words.
        start: First code point of the words, or None.
        end: One past the last.
    """

    code: str | None
    name: str
    words: str = ""
    person: str | None = None
    role: str | None = None
    sector: str | None = None
    start: int | None = None
    end: int | None = None


Shape: TypeAlias = Literal["named", "quotes", "text", "scale", "place"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record with its value.

    Attributes:
        label: What the field is called.
        shape: How the value is to be shown.
        named: Value of the shape ``named``.
        quotes: Value of the shape ``quotes``.
        text: Value of the shapes ``text`` and ``place``; "" is shown as unknown.
        note: What to add in small: the original words, what a status means.
        number: Value of the shape ``scale``, -10 to +10.
    """

    label: str
    shape: Shape
    named: tuple[Named, ...] = ()
    quotes: tuple[Quote, ...] = ()
    text: str = ""
    note: str = ""
    number: float = 0.0

    @property
    def said(self) -> bool:
        """Whether there is a value: what the text does not say is named together, not each on a line of its own."""
        return self.shape == "scale" or bool(self.named or self.quotes or self.text)


@dataclass(frozen=True, slots=True)
class Words:
    """The evidence around its heart: an event's trigger; without one all is ``before``."""

    before: str
    heart: str = ""
    after: str = ""

    @property
    def near(self) -> str:
        """What is left of ``before`` where there is little room: the words next to the heart."""
        if not self.heart or len(self.before) <= _NEAR:
            return self.before
        kept = self.before[-_NEAR:]
        return "… " + (kept[kept.find(" ") + 1 :] if " " in kept.rstrip() else kept)


@dataclass(frozen=True, slots=True)
class Card:
    """A record ready to be shown.

    Attributes:
        index: Its place among the document's records, from 0.
        record: The record itself.
        label: Its type in a word or two (``AID``, ``member``).
        lead: Who acts, speaks or is told about.
        relation: What stands between the two.
        tail: Whom or what it is about.
        fields: All fields, in reading order.
        actors: Codes of every actor it names, in order of appearance.
        date: Its own time in words, or "".
        link: Its permanent address.
        words: The evidence, its heart told apart.
    """

    index: int
    record: Record
    label: str
    lead: str
    relation: str
    tail: str
    fields: tuple[Field, ...]
    actors: tuple[str, ...]
    date: str
    link: str
    words: Words

    @property
    def headline(self) -> str:
        """The record in one line of plain text."""
        return " ".join(p for p in (self.lead, self.relation, self.tail) if p)


def card(record: Record, index: int = 0) -> Card:
    """Make a record ready to be shown.

    Args:
        record: The record.
        index: Its place among the records shown with it.

    Returns:
        The card, with nothing escaped: that is the template's part.
    """
    label, lead, relation, tail = _line(record)
    own, when = _own_fields(record)
    return Card(
        index=index,
        record=record,
        label=label,
        lead=lead,
        relation=relation,
        tail=tail,
        fields=(*own, _via(record.via)),
        actors=actors_of(record),
        date=when,
        link=record_link(record.id),
        words=_words_of(record),
    )


def _words_of(record: Record) -> Words:
    evidence = record.evidence
    if not isinstance(record, Event):
        return Words(evidence.text)
    start, end = record.trigger.start - evidence.start, record.trigger.end - evidence.start
    if not 0 <= start < end <= len(evidence.text):
        return Words(evidence.text)
    return Words(evidence.text[:start], evidence.text[start:end], evidence.text[end:])


def actors_of(record: Record) -> tuple[str, ...]:
    """Codes of every actor a record names in any place, each once, in order of its fields."""
    found: list[str | None] = []
    if isinstance(record, Event | Tie):
        found += [p.actor for p in (*record.source, *record.target)]
    elif isinstance(record, Statement):
        found += [record.side.actor, record.addressee.actor if record.addressee else None, *record.about]
    elif isinstance(record, Membership):
        found += [*(p.actor for p in record.member), record.org.actor]
    elif isinstance(record, Measure):
        found += record.about
    else:
        found += [record.side.actor, record.topic if _CODE.fullmatch(record.topic) else None]
    found += [v.actor for v in record.via]
    return tuple(dict.fromkeys(code for code in found if code))


def _line(record: Record) -> tuple[str, str, str, str]:
    """Label, lead, relation and tail of the one line."""
    match record:
        case Event():
            mode = f" · {record.mode}" if record.mode else ""
            mutual = not record.target and len(record.source) > 1
            return (
                record.type + mode,
                _names(record.source, " – " if mutual else ", ") or "someone",
                "→" if record.target else "",
                _names(record.target, ", "),
            )
        case Statement():
            about = ", ".join(actor_name(a) for a in record.about)
            return (
                record.stance or ("quoted" if record.direct else "reported"),
                _speaker(record.speaker, record.side),
                "on" if about else "",
                about,
            )
        case Membership():
            return (record.role, _names(record.member, ", "), "in", _party_name(record.org))
        case Tie():
            mutual = not record.target
            return (
                _words(record.tie),
                _names(record.source, " – " if mutual else ", "),
                "→" if record.target else "",
                _names(record.target, ", "),
            )
        case Measure():
            amount = amount_of(record)
            return (record.indicator, ", ".join(actor_name(a) for a in record.about), "·" if amount else "", amount)
        case Silence():
            topic = actor_name(record.topic) if _CODE.fullmatch(record.topic) else record.topic
            return ("left out", _speaker(record.speaker, record.side), "silent on", topic)
        case _:  # pragma: no cover
            assert_never(record)


def amount_of(measure: Measure) -> str:
    """A measure's value with its comparator and unit, or "" where there is none."""
    if measure.value is None:
        return measure.comparator if measure.comparator not in _COMPARED else ""
    value = f"{measure.value:,}" if isinstance(measure.value, int | float) else measure.value
    if isinstance(measure.value, float) and measure.value.is_integer():
        value = f"{int(measure.value):,}"
    gap = "" if measure.unit in ("%", None) else " "
    return f"{_COMPARED.get(measure.comparator, measure.comparator + ' ')}{value}{gap}{measure.unit or ''}"


def _own_fields(record: Record) -> tuple[list[Field], str]:
    """The fields of the record's kind, and its time in words."""
    match record:
        case Event():
            return _event_fields(record), period(record.date)
        case Statement():
            return _statement_fields(record), period(record.date)
        case Membership():
            when = _standing(record)
            fields = [
                _parties("Member", record.member),
                _parties("Organisation", (record.org,)),
                Field("Standing", "text", text=record.role),
                Field("From", "text", text=spoken(record.start)),
                Field("To", "text", text=spoken(record.end)),
            ]
            return fields, when
        case Tie():
            closer = {1: "closer (+1)", -1: "strained (−1)"}.get(record.polarity, "neither (0)")
            fields = [
                _parties("Between" if not record.target else "Who", record.source),
                *([_parties("Towards", record.target)] if record.target else []),
                Field("Tie", "text", text=_words(record.tie)),
                Field("Polarity", "text", text=closer),
                Field("Trend", "text", text=record.trend or ""),
            ]
            return fields, ""
        case Measure():
            fields = [
                Field("About", "named", named=tuple(_coded(a) for a in record.about)),
                Field("Indicator", "text", text=record.indicator),
                Field("Value", "text", text=amount_of(record)),
                _when("Period", record.period),
            ]
            return fields, period(record.period)
        case Silence():
            fields = [
                Field("Who", "named", named=_speakers(record.speaker, record.side)),
                Field("Left out", "named", named=(_coded(record.topic),))
                if _CODE.fullmatch(record.topic)
                else Field("Left out", "text", text=record.topic),
            ]
            return fields, ""
        case _:  # pragma: no cover
            assert_never(record)


def _event_fields(event: Event) -> list[Field]:
    mutual = not event.target and len(event.source) > 1
    again = tuple(m for m in event.mentions if (m.start, m.end) != (event.evidence.start, event.evidence.end))
    return [
        _parties("Together" if mutual else "Who", event.source),
        Field(
            "Did what", "text", text=event.type + (f" · {event.mode}" if event.mode else ""), note=_kind_of_act(event)
        ),
        *([] if mutual else [_parties("To whom", event.target)]),
        _when("When", event.date),
        Field(
            "Where",
            "place",
            text=event.place.name if event.place else "",
            note=_where(event),
        ),
        *([Field("Contexts", "text", text=", ".join(event.contexts))] if event.contexts else []),
        Field("Intensity", "scale", number=event.intensity),
        Field("Trigger", "quotes", quotes=(event.trigger,)),
        *([Field("Told again", "quotes", quotes=again)] if again else []),
    ]


def _kind_of_act(event: Event) -> str:
    gloss = event_gloss(event.type)
    return f"{event.quad}: {gloss}" if gloss else event.quad


def _where(event: Event) -> str:
    place = event.place
    if place is None:
        return ""
    known = [actor_name(place.country)] if place.country else []
    if place.lat is not None and place.lon is not None:
        known.append(f"{place.lat:.2f}, {place.lon:.2f}")
    return " · ".join(known)


def _statement_fields(statement: Statement) -> list[Field]:
    return [
        Field("Speaker", "named", named=_speakers(statement.speaker, statement.side)),
        Field("Speaks for", "named", named=_sides(statement.side)),
        Field(
            "Said", "quotes", quotes=statement.content, note="in quotation marks" if statement.direct else "reported"
        ),
        *([Field("Cue", "quotes", quotes=(statement.cue,))] if statement.cue else []),
        *([_parties("To", (statement.addressee,))] if statement.addressee else []),
        Field("About", "named", named=tuple(_coded(a) for a in statement.about)),
        Field("Stance", "text", text=statement.stance or ""),
        _when("When", statement.date),
    ]


def _standing(membership: Membership) -> str:
    start, end = spoken(membership.start), spoken(membership.end)
    if start and end:
        return start if start == end else f"{start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else ""


def _when(label: str, when: When | None) -> Field:
    said = when.text if when and when.text else ""
    resolved = period(when)
    note = f"written “{said}”" if said else ""
    if said and not resolved:
        resolved, note = f"“{said}”", "not resolved to a date"
    elif when and when.precision and resolved:
        note = ", ".join(p for p in (f"to the {when.precision}" if when.precision != "range" else "range", note) if p)
    return Field(label, "text", text=resolved, note=note)


def _via(via: Iterable[Via]) -> Field:
    named = tuple(
        Named(v.actor, actor_name(v.actor) if v.actor else v.text, v.text, start=v.start, end=v.end) for v in via
    )
    if not named:
        return Field("Who vouches", "text", text="the publisher itself")
    return Field("Who vouches", "named", named=named, note="besides the publisher, outermost first")


def _parties(label: str, parties: Iterable[Party]) -> Field:
    return Field(label, "named", named=tuple(_named(p) for p in parties))


def _named(party: Party) -> Named:
    return Named(
        party.actor,
        _party_name(party),
        party.text,
        party.person,
        party.role,
        SECTORS.get(party.sector, party.sector) if party.sector else None,
        party.start,
        party.end,
    )


def _coded(code: str) -> Named:
    return Named(code, actor_name(code)) if _CODE.fullmatch(code) else Named(None, code)


def _speakers(speaker: Speaker | None, side: Side) -> tuple[Named, ...]:
    if speaker is None:
        return _sides(side)
    # A speaker has no code of its own, whom it speaks for has: no offsets, so that none is missed.
    return (Named(None, speaker.person or speaker.text, speaker.text, None, speaker.role),)


def _sides(side: Side) -> tuple[Named, ...]:
    if side.actor:
        return (Named(side.actor, actor_name(side.actor), side.name or ""),)
    return (Named(None, side.name),) if side.name else ()


def _speaker(speaker: Speaker | None, side: Side) -> str:
    for_whom = actor_name(side.actor) if side.actor else side.name or ""
    if speaker is None:
        return for_whom or "the document"
    name = speaker.person or speaker.text
    return f"{name} ({for_whom})" if for_whom and for_whom.lower() != name.lower() else name


def _party_name(party: Party) -> str:
    return actor_name(party.actor) if party.actor else party.person or party.text


def _names(parties: Iterable[Party], between: str) -> str:
    return between.join(dict.fromkeys(_party_name(p) for p in parties))


def _words(key: str) -> str:
    return key.replace("_", " ")
