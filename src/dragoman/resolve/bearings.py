"""On which side of a state another one lies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import atan2, cos, degrees, radians

from dragoman.tables.places import packaged_places

SIDES = {
    "northern": 90.0, "north": 90.0, "eastern": 0.0, "east": 0.0, "southern": -90.0, "south": -90.0,
    "western": 180.0, "west": 180.0, "northeastern": 45.0, "northwestern": 135.0, "southeastern": -45.0,
    "southwestern": -135.0,
}  # fmt: skip
"""Bearings of the words that tell a side, in degrees from the east."""
_WIDE = 50.0
"""How far a bearing may be off, in degrees."""


@lru_cache(maxsize=1)
def _towns() -> Mapping[str, tuple[tuple[float, float], ...]]:
    """Each state's towns, as latitude and longitude."""
    found: dict[str, list[tuple[float, float]]] = {}
    for rows in packaged_places().names.values():
        for row in rows:
            if row.country and row.kind == "city" and row.lat is not None and row.lon is not None:
                found.setdefault(row.country, []).append((row.lat, row.lon))
    return {code: tuple(at) for code, at in found.items()}


@lru_cache(maxsize=4096)
def _bearing(state: str, other: str) -> float | None:
    """The bearing from the middle of a state's towns to the nearest of another's."""
    own, others = _towns().get(state), _towns().get(other)
    if not own or not others:
        return None
    lat, lon = (sum(p[k] for p in own) / len(own) for k in (0, 1))
    wide = cos(radians(lat))
    north, east = min(((a - lat, (o - lon) * wide) for a, o in others), key=lambda v: v[0] ** 2 + v[1] ** 2)
    return degrees(atan2(north, east))


def lies_to(side: float, state: str, other: str) -> bool:
    """Whether a state lies on a side of another, as far as their towns tell.

    Args:
        side: The side's bearing (`SIDES`).
        state: Code of the state looked from.
        other: Code of the state looked at.
    """
    bearing = _bearing(state, other)
    return bearing is not None and abs((bearing - side + 180) % 360 - 180) <= _WIDE
