"""Places that are only places: cities with coordinates, provinces and states of federations.

Reference: cities from GeoNames (CC BY 4.0); see data/README.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.tables.actors import fold
from dragoman.tables.files import data_folder, read_rows


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A named place.

    Attributes:
        name: Usual English name.
        country: ISO 3166-1 alpha-3 code.
        lat: Degrees north, or None where only the country is known.
        lon: Degrees east, or None.
        population: Inhabitants, 0 where unknown; the larger of two namesakes is meant more often.
    """

    name: str
    country: str
    lat: float | None
    lon: float | None
    population: int


@lru_cache(maxsize=1)
def packaged_places() -> Mapping[str, tuple[PlaceRow, ...]]:
    """Places by folded lower-case name, the most populous first."""
    folder = data_folder() / "places"
    rows = read_rows(
        folder / "cities.csv",
        ("name", "country", "lat", "lon", "population"),
        lambda r: PlaceRow(r["name"], r["country"], float(r["lat"]), float(r["lon"]), int(r["population"])),
    )
    rows += read_rows(
        folder / "regions.csv",
        ("name", "country", "kind"),
        # A province outranks a namesake city: "Georgia" aside, news means the larger thing.
        lambda r: PlaceRow(r["name"], r["country"], None, None, 10_000_000),
    )
    found: dict[str, list[PlaceRow]] = defaultdict(list)
    for row in rows:
        found[fold(row.name).lower()].append(row)
    return {k: tuple(sorted(v, key=lambda p: -p.population)) for k, v in found.items()}
