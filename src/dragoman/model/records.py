"""The six kinds of record, as the contract of the interchange form names their fields.

Offsets are Unicode code points into the document's text as given; ``text[start:end]`` is always the quote.
Dates are ISO 8601. Reference: docs/records.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

EventType: TypeAlias = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status: TypeAlias = Literal["actual", "planned", "possible", "negated", "historical"]
KINDS = ("event", "statement", "membership", "tie", "measure", "silence")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of the document and its words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as one record names it: who stands behind which words.

    Attributes:
        actor: Code from the actor tables, or None where the text's words are all we know.
        text: The words.
        start: First code point of the words.
        end: One past the last.
        person: Full usual name of the person, if the words mean one.
        role: Office or role as far as known ("President of Russia", "senior fellow").
        sector: ``GOV`` ``MIL`` ``LEG`` ``JUD`` ``PTY`` ``OPP`` ``REB`` ``CVL`` ``BUS`` ``MED``
            ``NGO`` ``IGO`` ``SPY`` ``COP``, or None.
    """

    actor: str | None
    text: str
    start: int
    end: int
    person: str | None = None
    role: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A resolved time.

    Attributes:
        start: First ISO date of the period, or None.
        end: Last ISO date of the period, or None.
        precision: ``day``, ``week``, ``month``, ``year`` or ``range``; None where unresolved.
        text: The expression as written, or None where the text gives no time.
    """

    start: str | None = None
    end: str | None = None
    precision: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act happened.

    Attributes:
        name: As written.
        country: ISO 3166-1 alpha-3 code, if known.
        lat: Degrees north, WGS 84.
        lon: Degrees east, WGS 84.
    """

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """The state or organisation a speaker speaks for: its code, or else the institution's name."""

    actor: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said something, as written, with the person and role if known."""

    text: str
    start: int
    end: int
    person: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Via:
    """One who vouches for a record besides the publisher ("Chinese state media", "some estimates")."""

    text: str
    start: int
    end: int
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a record was coded so: shown beside it, kept with it, no part of the interchange form.

    Attributes:
        rule: Id of the rule or pattern that proposed or made the record.
        model: Name and version of the model that decided, or None where a rule alone did.
        notes: (name, value) pairs: scores, runner-up, resolution of names and dates, in reading order.
    """

    rule: str
    model: str | None = None
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An act by one or more political actors, usually towards others."""

    id: str
    doc: str
    type: str
    mode: str | None
    quad: str
    contexts: tuple[str, ...]
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    trigger: Quote
    date: When
    place: Place | None
    status: str
    intensity: float
    via: tuple[Via, ...]
    confidence: float
    evidence: Quote
    mentions: tuple[Quote, ...]
    why: Why
    kind: Literal["event"] = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something attributed to a speaker: said, wrote, thinks, warns."""

    id: str
    doc: str
    speaker: Speaker
    side: Side
    addressee: Party | None
    direct: bool
    cue: Quote | None
    content: tuple[Quote, ...]
    about: tuple[str, ...]
    stance: str | None
    date: When | None
    status: str
    via: tuple[Via, ...]
    confidence: float
    evidence: Quote
    why: Why
    kind: Literal["statement"] = "statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An actor's standing in an organisation; ``start`` and ``end`` as precise as the text (``2017``)."""

    id: str
    doc: str
    member: tuple[Party, ...]
    org: Party
    role: str
    start: str | None
    end: str | None
    status: str
    via: tuple[Via, ...]
    confidence: float
    evidence: Quote
    why: Why
    kind: Literal["membership"] = "membership"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A lasting relation the text asserts between actors; polarity +1 closer, −1 strained, 0 neither."""

    id: str
    doc: str
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    tie: str
    polarity: int
    trend: str | None
    status: str
    via: tuple[Via, ...]
    confidence: float
    evidence: Quote
    why: Why
    kind: Literal["tie"] = "tie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A quantity about an actor or a pair; ``value`` is a number, or words where the text has no number."""

    id: str
    doc: str
    about: tuple[str, ...]
    indicator: str
    value: float | int | str | None
    unit: str | None
    comparator: str
    period: When | None
    status: str
    via: tuple[Via, ...]
    confidence: float
    evidence: Quote
    why: Why
    kind: Literal["measure"] = "measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A speaker or document that, the text says, left a topic (an actor's code, or words) out."""

    id: str
    doc: str
    speaker: Speaker | None
    side: Side
    topic: str
    status: str
    via: tuple[Via, ...]
    confidence: float
    evidence: Quote
    why: Why
    kind: Literal["silence"] = "silence"


Record: TypeAlias = Event | Statement | Membership | Tie | Measure | Silence
"""Any record; ``record.kind`` tells which."""


@dataclass(frozen=True, slots=True)
class IssueRow:
    """Something that went wrong with one document, kept beside what went well.

    Attributes:
        doc: Id of the document, or the path of an input that gave none.
        stage: ``ingest``, ``annotate``, ``extract``, ``store`` …
        code: Short stable key, such as ``broken-row``.
        message: What, where, what to do.
        lost: Whether the document was lost; else it was read, and this tells of a doubt how.
    """

    doc: str
    stage: str
    code: str
    message: str
    lost: bool = True
