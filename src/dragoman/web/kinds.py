"""How the six kinds of record and their values are called on pages."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import KINDS


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record as pages name it.

    Attributes:
        key: Its name in records.
        plural: Its name for more than one.
        about: What it is, in one line.
        types: Values its ``type`` filter knows, where they are few and fixed.
    """

    key: str
    plural: str
    about: str
    types: tuple[str, ...] = ()


_SHOWN = (
    Kind("event", "events", "an act by one or more political actors, usually towards others"),
    Kind("statement", "statements", "something attributed to a speaker"),
    Kind(
        "membership", "memberships", "an actor's standing in an organisation",
        ("founder", "member", "observer", "partner", "candidate", "former"),
    ),
    Kind(
        "tie", "ties", "a lasting relation the text asserts between actors",
        ("partnership", "alliance", "dependence", "dispute", "rivalry", "threat_perception", "leadership",
         "influence"),
    ),
    Kind("measure", "measures", "a quantity about an actor or a pair"),
    Kind("silence", "silences", "a topic that, the text says, was left out"),
)  # fmt: skip

SHOWN_KINDS: dict[str, Kind] = {k.key: k for k in _SHOWN}
"""The kinds by name, in the order pages list them."""

STATUSES: dict[str, str] = {
    "actual": "told as having happened, or as so",
    "planned": "announced, scheduled or expected",
    "possible": "may be: hedged or conditional",
    "negated": "told as not having happened",
    "historical": "background from long before the document",
}
"""The statuses and what they mean."""

SECTORS: dict[str, str] = {
    "GOV": "government",
    "MIL": "armed forces",
    "LEG": "legislature",
    "JUD": "courts",
    "PTY": "party",
    "OPP": "opposition",
    "REB": "rebels",
    "CVL": "civilians",
    "BUS": "business",
    "MED": "media",
    "NGO": "non-governmental organisation",
    "IGO": "international organisation",
    "SPY": "intelligence",
    "COP": "police",
}
"""What the sector codes of the actor tables mean."""

if tuple(SHOWN_KINDS) != KINDS:  # pragma: no cover - a slip of whoever adds a kind
    raise AssertionError("dragoman.web.kinds must list the kinds of dragoman.model")
