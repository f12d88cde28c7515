"""Which office a person's name means on a day, and how high it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import date

from dragoman.tables import Office

HIGH = {
    "head_of_state": 0, "monarch": 0, "head_of_government": 1, "organisation_head": 2, "foreign_minister": 2,
    "defence_minister": 3, "security_adviser": 3, "group_leader": 3, "deputy_head": 3,
}  # fmt: skip
"""Offices whose holders news calls by family name alone, the highest first."""
LEADING = 2
"""Heights below this are heads of state and government."""
_LOW = 5
_STEM = 5
"""Letters from which the beginning of a title's word tells it: "Chair" of a chairman."""
_JUST_NOW = 45
"""Days after which the fallen head of an armed group is no longer spoken of as its head."""
_SOON = 60
"""Days before taking up an office in which a person already speaks for whom he will hold it."""


def titles_agree(hint: Set[str], title: str) -> bool:
    """Whether words before a name are those of a title: "Chair" of a chairman, "Foreign" of a foreign minister."""
    words = title.lower().replace("-", " ").split()
    return any(w == h or (len(h) >= _STEM and w.startswith(h)) for w in words for h in hint)


def has_office(holders: Iterable[Office], title: str, day: str | None) -> bool:
    """Whether an actor has an office of a title on a day: the White House knows no prime minister.

    Args:
        holders: All offices of the actor.
        title: The title in lower case.
        day: ISO day, or None for any.
    """
    return any(o.title.lower() == title and (day is None or o.holds_on(day)) for o in holders)


def ended_just_now(office: Office, day: str) -> bool:
    """Whether an armed group's head fell so shortly before an ISO day that news still speaks of him as its head.

    Whoever leaves an office of state is out of it the next day.
    """
    if office.office != "group_leader" or not office.end or office.end >= day:
        return False
    return (date.fromisoformat(day) - date.fromisoformat(office.end)).days <= _JUST_NOW


def begins_soon(office: Office, day: str) -> bool:
    """Whether an office is taken up so shortly after an ISO day that whoever takes it up is on the way to it."""
    if office.start <= day:
        return False
    return (date.fromisoformat(office.start) - date.fromisoformat(day)).days <= _SOON


def office_on(
    rows: Sequence[Office], day: str | None, hint: str = "", years: Set[str] = frozenset(), former: bool = False
) -> Office | None:
    """The office meant by a person's name on a day.

    Args:
        rows: Offices of all persons of that name.
        day: ISO day, or None.
        hint: Lower-case words before the name: a title there decides between namesakes.
        years: Years the text names: they decide between offices held no more.
        former: Whether the text calls the person a former office-holder, or is a history.

    Returns:
        The office held that day; else the last one before it; else the first after it; None if there is none.
    """
    if not rows:
        return None

    def told(o: Office) -> bool:
        return bool(o.title) and o.title.lower() in hint

    def height(o: Office) -> int:
        return HIGH.get(o.office, _LOW)

    if day is None:
        return max(rows, key=lambda o: (told(o), o.start, -height(o)))
    past = [o for o in rows if o.end and o.end < day]
    led = any(height(o) < LEADING for o in past)
    # "Former President Clinton" is what he was, whatever he has become since.
    current = [o for o in rows if o.holds_on(day) and (told(o) or not (led and former) or height(o) < _LOW)]
    then = [o for o in past if told(o) and any(o.start[:4] <= year <= o.end[:4] for year in years)]
    if then and not any(told(o) for o in current):
        # "Prime Minister Clark apologised in 2002": the text tells of that time.
        return max(then, key=lambda o: (o.end, -height(o)))
    if current:
        highest = min((not told(o), height(o)) for o in current)
        return max((o for o in current if (not told(o), height(o)) == highest), key=lambda o: o.start)
    if past:
        in_years = [o for o in past if any(o.start[:4] <= year <= o.end[:4] for year in years)]
        return max(in_years or past, key=lambda o: (told(o), height(o) < LEADING, o.end, -height(o)))
    return min(rows, key=lambda o: o.start)
