"""Places that are only places: cities with coordinates, provinces and states of federations.

Reference: cities from GeoNames (CC BY 4.0); see data/README.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.tables.files import data_folder, read_rows
from dragoman.tables.words import key_of


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A named place.

    Attributes:
        name: Usual English name.
        country: ISO 3166-1 alpha-3 code; of a sea or a mountain range that many share, "".
        lat: Degrees north, or None where only the country is known.
        lon: Degrees east, or None.
        population: Inhabitants, 0 where unknown; the larger of two namesakes is meant more often.
        kind: ``city``, ``region`` (province, federal state), ``sea``, ``strait``, ``river``, ``base`` …
    """

    name: str
    country: str
    lat: float | None
    lon: float | None
    population: int
    kind: str = "city"


_OUTRANKING = 10_000_000
"""Stands for the inhabitants of a province or sea: it outranks a namesake city, as news means the larger thing."""


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """Places by name.

    Attributes:
        names: Places by the lower-cased words of their names, the most populous first.
        reach: Number of words of the longest name that begins with a word.
    """

    names: Mapping[tuple[str, ...], tuple[PlaceRow, ...]]
    reach: Mapping[str, int]


def _number(text: str) -> float | None:
    return float(text) if text else None


def _city(row: Mapping[str, str]) -> PlaceRow:
    return PlaceRow(row["name"], row["country"], float(row["lat"]), float(row["lon"]), int(row["population"]))


def _region(row: Mapping[str, str]) -> PlaceRow:
    return PlaceRow(row["name"], row["country"], _number(row["lat"]), _number(row["lon"]), _OUTRANKING, row["kind"])


@lru_cache(maxsize=1)
def packaged_places() -> PlaceTable:
    """The packaged places, loaded once a process."""
    folder = data_folder() / "places"
    rows = read_rows(folder / "cities.csv", ("name", "country", "lat", "lon", "population"), _city)
    rows += read_rows(folder / "towns.csv", ("name", "country", "lat", "lon", "population"), _city)
    rows += read_rows(folder / "regions.csv", ("name", "country", "kind", "lat", "lon"), _region)
    found: dict[tuple[str, ...], list[PlaceRow]] = defaultdict(list)
    reach: dict[str, int] = {}
    for row in rows:
        words = key_of(row.name)
        found[words].append(row)
        reach[words[0]] = max(len(words), reach.get(words[0], 1))
    return PlaceTable({k: tuple(sorted(v, key=lambda p: -p.population)) for k, v in found.items()}, reach)


@lru_cache(maxsize=1)
def packaged_inhabitants() -> Mapping[str, int]:
    """How many live in each state's packaged towns: enough to tell which of two states is the larger."""
    found: dict[str, int] = defaultdict(int)
    for row in {row for rows in packaged_places().names.values() for row in rows if row.kind == "city"}:
        found[row.country] += row.population
    return dict(found)
