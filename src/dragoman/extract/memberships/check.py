"""A standing read from a text, beside what the membership table knows of that day."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.tables import ActorTables
from dragoman.tables.dates import first_day

_FULL = frozenset({"founder", "member"})
AGREED, UNKNOWN, CONTRADICTED = 0.95, 0.75, 0.6
"""Confidence of a standing the table knows, says nothing of, or knows otherwise."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the table says of a standing.

    Attributes:
        confidence: 0 to 1, not calibrated.
        note: In words, or "" where the table knows neither member nor organisation.
        agrees: Whether the table knows the standing.
    """

    confidence: float
    note: str
    agrees: bool


def check_standing(
    tables: ActorTables, member: str | None, org: str | None, role: str, status: str, day: str | None
) -> Verdict:
    """Compare a standing with the membership table.

    Args:
        tables: The actor tables.
        member: Code of the member.
        org: Code of the organisation.
        role: Standing read.
        status: Status read.
        day: A partial or whole ISO date on which it holds, or None for today.

    Returns:
        The verdict; a contradiction is noted, never corrected.
    """
    rows = [s for s in tables.standings.get(org or "", ()) if s.member == member]
    if not tables.standings.get(org or ""):
        return Verdict(UNKNOWN, "", False)
    when = first_day(day) if day else None
    on_day = {s.role for s in tables.members_on(org or "", when) if s.member == member}
    known = ", ".join(f"{s.role} {s.start or '…'} to {s.end or 'now'}" for s in rows) or "no standing"
    if role == "former":
        agrees = any(s.end or s.role == "suspended" for s in rows)
    elif status in {"negated"}:
        agrees = not on_day & (_FULL if role in _FULL else {role})
    elif status in {"planned", "possible"} or role == "candidate":
        agrees = not on_day & _FULL
    else:
        wanted = _FULL if role in _FULL else {role}
        year = (day or "")[:4]
        agrees = bool(on_day & wanted) or any(s.role in wanted and s.start[:4] == year for s in rows if year)
    if agrees:
        return Verdict(AGREED, f"the table agrees: {member} in {org}: {known}", True)
    return Verdict(CONTRADICTED, f"the table says otherwise: {member} in {org}: {known}", False)


def knows(tables: ActorTables, member: str | None, org: str | None) -> bool:
    """Whether the table has any standing of a member in an organisation, at any time, or no standings there at all."""
    return not tables.standings.get(org or "") or any(s.member == member for s in tables.standings.get(org or "", ()))


def is_listed(tables: ActorTables, member: str | None, org: str | None) -> bool:
    """Whether the table has a standing of a member in an organisation, at any time."""
    return any(s.member == member for s in tables.standings.get(org or "", ()))


def outside(tables: ActorTables, member: str | None, org: str | None) -> tuple[str, str]:
    """Role and status of one told to stand outside: former where it was in once, else no member."""
    was = any(s.member == member and (s.end or s.role == "suspended") for s in tables.standings.get(org or "", ()))
    return ("former", "actual") if was else ("member", "negated")


def age(
    tables: ActorTables, member: str | None, org: str | None, role: str, status: str, published: str | None,
    lasts: bool = False,
) -> str:  # fmt: skip
    """Whether a standing told as past still holds: a standing lasts, whenever it was taken up.

    Args:
        tables: The actor tables.
        member: Code of the member.
        org: Code of the organisation.
        role: Standing read.
        status: Status read; only ``actual`` and ``historical`` are weighed.
        published: ISO day of the document, or None.
        lasts: Whether the words tell a standing that lasts, no entry: "would be the first NATO member to join".

    Returns:
        ``historical`` where the organisation or the standing was over by then, ``actual`` where it holds, else the
        status.
    """
    if status in {"planned", "possible"} and lasts and role in _FULL:
        already = any(s.member == member and s.role in _FULL for s in tables.members_on(org or "", published))
        return "actual" if already else status
    if status not in {"actual", "historical"}:
        return status
    body = tables.actors.get(org or "")
    if body is not None and body.end and (published is None or body.end < published):
        return "historical"
    if not tables.standings.get(org or ""):
        return status
    holds = {s.role for s in tables.members_on(org or "", published) if s.member == member}
    wanted = _FULL if role in _FULL else {role}
    if holds & wanted and role != "former":
        return "actual"
    past = [s.end for s in tables.standings[org or ""] if s.member == member and s.role in wanted]
    if past and published is not None and all(end and end < published for end in past):
        return "historical"
    if role == "former":
        return "historical" if holds & _FULL else "actual"
    was = any(s.member == member for s in tables.standings[org or ""])
    return "historical" if was and status == "historical" else status
