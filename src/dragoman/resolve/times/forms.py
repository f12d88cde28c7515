"""What a time expression says, before anyone asks what day it was said on.

Readers make forms from words; `resolving` turns forms into days. A form's ``node`` is the class under which
later pattern levels see it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class Fixed:
    """A day, month or year written out in full."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def node(self) -> str:
        """``DAYFULL``, ``MONTHFULL`` or ``YEARFULL``."""
        return "YEARFULL" if self.month is None else "MONTHFULL" if self.day is None else "DAYFULL"


@dataclass(frozen=True, slots=True)
class Yearless:
    """A month, or a day of a month, of a year not said; ``shift`` −1, 0, +1 for last, this, next.

    ``weekday`` (Monday is 1), if told too, helps to find the year.
    """

    month: int
    day: int | None = None
    shift: int | None = None
    weekday: int | None = None

    @property
    def node(self) -> str:
        """``DAYOPEN`` or ``MONTHOPEN``; full once it is shifted."""
        kind = "MONTH" if self.day is None else "DAY"
        return kind + ("OPEN" if self.shift is None else "FULL")


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of a month not said: the 15th."""

    day: int

    node: ClassVar[str] = "DAYOPEN"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday is 1; ``shift`` −1, 0, +1 for last, this, next; ``then``: after the time told."""

    day: int
    shift: int | None = None
    then: bool = False

    @property
    def node(self) -> str:
        """``WEEKDAYNODE``, or ``DAYFULL`` once it is shifted."""
        return "WEEKDAYNODE" if self.shift is None else "DAYFULL"


@dataclass(frozen=True, slots=True)
class Recurring:
    """A season (``SU``), quarter (``Q3``) or half (``H1``) of a year not said, or of ``year``; a weekend (``WE``)."""

    code: str
    year: int | None = None
    shift: int | None = None

    @property
    def node(self) -> str:
        """``SEASONOPEN``, or ``SEASONFULL`` once its year is known; a weekend is a ``WEEKNODE``."""
        if self.code == "WE":
            return "WEEKNODE"
        return "SEASONOPEN" if self.year is None and self.shift is None else "SEASONFULL"


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A named day of the calendar, by its rule (``12-25``, ``11:4:4``, ``easter-2``)."""

    rule: str
    year: int | None = None
    shift: int | None = None

    @property
    def node(self) -> str:
        """``DAYOPEN``, or ``DAYFULL`` once its year is known."""
        return "DAYOPEN" if self.year is None and self.shift is None else "DAYFULL"


@dataclass(frozen=True, slots=True)
class AsTold:
    """A month or season of the time told before: that May, or ``following`` it: the following April."""

    base: Yearless | Recurring
    following: bool = False

    @property
    def node(self) -> str:
        """That of its base with the year known."""
        return replace(self.base, shift=0).node


@dataclass(frozen=True, slots=True)
class Era:
    """A decade (first year, ``decade``) or a century (first year, ``century``)."""

    year: int
    unit: str

    node: ClassVar[str] = "ERANODE"


@dataclass(frozen=True, slots=True)
class Steps:
    """A calendar period counted from another: last week, next year, yesterday, that day, a year earlier.

    Attributes:
        unit: Kind of period.
        count: Units forward, or back where negative.
        then: Counted from the time last told instead of the document's date; None (*the year*): from
            whichever the text is about.
        mod: TIMEX3 modifier, if any.
    """

    unit: str
    count: int
    then: bool | None = False
    mod: str | None = None

    @property
    def node(self) -> str:
        """By its unit."""
        known = {"day": "DAYFULL", "month": "MONTHFULL", "year": "YEARFULL", "week": "WEEKNODE"}
        return known.get(self.unit, "ERANODE" if self.unit in ("decade", "century") else "SEASONFULL")


@dataclass(frozen=True, slots=True)
class Inside:
    """A part of another time that was itself told: October of last year, Monday of this week."""

    part: Form
    whole: Form

    @property
    def node(self) -> str:
        """As its part, closed."""
        return {"WEEKDAYNODE": "DAYFULL", "DAYOPEN": "DAYFULL", "MONTHOPEN": "MONTHFULL"}.get(
            self.part.node, "SEASONFULL"
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """So many units before (negative) or after another time: the day after Christmas."""

    base: Form
    count: int
    unit: str

    @property
    def node(self) -> str:
        """As what it is counted from, closed."""
        return {"WEEKDAYNODE": "DAYFULL", "DAYOPEN": "DAYFULL", "MONTHOPEN": "MONTHFULL"}.get(
            self.base.node, self.base.node
        )


@dataclass(frozen=True, slots=True)
class Portion:
    """The early, middle or late part of a time, or what of it lies before or after the document's date.

    ``part`` is ``START``, ``MID``, ``END``, ``EARLIER`` or ``LATER``.
    """

    part: str
    whole: Form

    node: ClassVar[str] = "RANGENODE"


@dataclass(frozen=True, slots=True)
class Slice:
    """The nth so-many units of a time: the first three months of 2022, the last week of May."""

    nth: int
    count: int
    unit: str
    whole: Form

    node: ClassVar[str] = "RANGENODE"


@dataclass(frozen=True, slots=True)
class Through:
    """From one time to another, written as one expression: June 23–24, 2010–12."""

    first: Form
    last: Form

    node: ClassVar[str] = "RANGENODE"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day (``10:35`` or ``NI``) of a day, if the day is said."""

    time: str
    day: Form | None = None

    @property
    def node(self) -> str:
        """``CLOCKNODE`` until its day is known, then ``DAYFULL``."""
        return "CLOCKNODE" if self.day is None else "DAYFULL"


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time by its length.

    Attributes:
        count: How many units, None for an unknown number.
        unit: The unit.
        side: −1 for the past so-many, +1 for the next so-many, 0 for a mere length.
        mod: TIMEX3 modifier, if any.
    """

    count: float | None
    unit: str
    side: int = 0
    mod: str | None = None

    node: ClassVar[str] = "LENGTHNODE"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A time that comes again, by its TIMEX3 value (``P1D``, ``XXXX-WXX-1``)."""

    value: str

    node: ClassVar[str] = "SETNODE"


@dataclass(frozen=True, slots=True)
class Vague:
    """``PAST_REF``, ``PRESENT_REF`` or ``FUTURE_REF``."""

    value: str

    node: ClassVar[str] = "VAGUENODE"


Form: TypeAlias = (
    Fixed | Yearless | MonthDay | Weekday | Recurring | NamedDay | AsTold | Era | Steps | Inside | Moved | Portion
    | Slice | Through | Clock | Length | Repeat | Vague
)  # fmt: skip
"""Anything a time expression can say."""

NODES = (
    "DAYFULL", "DAYOPEN", "WEEKDAYNODE", "WEEKNODE", "MONTHFULL", "MONTHOPEN", "SEASONFULL", "SEASONOPEN",
    "YEARFULL", "ERANODE", "RANGENODE", "CLOCKNODE", "LENGTHNODE", "SETNODE", "VAGUENODE",
)  # fmt: skip
"""All classes a form can have for later levels."""
