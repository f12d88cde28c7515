"""Finding actors by some of their words."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from dragoman.tables.actor_rows import Actor
from dragoman.tables.actors import ActorTables
from dragoman.tables.words import fold

_EXACT, _WHOLE, _BEGINNING, _WITHIN = range(4)


@dataclass(frozen=True, slots=True)
class Hit:
    """An actor found, and the name of it that fits best."""

    actor: Actor
    name: str


def find_actors(tables: ActorTables, text: str) -> list[Hit]:
    """Actors whose code or one of whose names has a text in it, the closest first.

    Args:
        tables: The actor tables.
        text: What is looked for; case and accents do not matter. Persons are found by whole words of their names
            and give the actor they held office in.
    """
    wanted = fold(text).lower().strip()
    if not wanted:
        return []
    best: dict[str, tuple[int, bool, int, str]] = {}

    def take(code: str, rank: int, name: str) -> None:
        fit = (rank, name != tables.actors[code].name, len(name), name)
        best[code] = min(best.get(code, fit), fit)

    for code, actor in tables.actors.items():
        if code.lower() == wanted:
            take(code, _EXACT, actor.name)
        rank = _rank(wanted, actor.name)
        if rank is not None:
            take(code, rank, actor.name)
    for rows in tables.names.values():
        for alias in rows:
            rank = _rank(wanted, alias.text)
            if rank is not None:
                take(alias.code, rank, alias.text)
    for person, offices in tables.offices.items():
        if _rank(wanted, person) in {_EXACT, _WHOLE}:
            for office in offices:
                take(office.actor, _WITHIN, f"{person}, {office.title}")
    found = sorted(best.items(), key=lambda item: (*item[1][:3], item[0]))
    return [Hit(tables.actors[code], fit[-1]) for code, fit in found]


def alike(tables: ActorTables, text: str, most: int = 3) -> list[Actor]:
    """Actors with a name that is nearly a text: for a slip of the pen."""
    wanted = fold(text).lower()
    names = {fold(actor.name).lower(): actor for actor in tables.actors.values()}
    names.update({code.lower(): actor for code, actor in tables.actors.items()})
    return [names[name] for name in get_close_matches(wanted, names, n=most, cutoff=0.75)]


def _rank(wanted: str, name: str) -> int | None:
    plain = fold(name).lower()
    if wanted not in plain:
        return None
    if plain == wanted:
        return _EXACT
    if f" {wanted} " in f" {plain} ":
        return _WHOLE
    return _BEGINNING if any(word.startswith(wanted) for word in plain.split()) else _WITHIN
