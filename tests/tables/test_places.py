"""The packaged gazetteer."""

from __future__ import annotations

from dragoman.tables import packaged_actors, packaged_places
from dragoman.tables.files import data_folder, read_rows
from dragoman.tables.words import key_of

PLACES = packaged_places()


def first(name: str) -> str:
    return PLACES.names[key_of(name)][0].country


def test_countries_are_actors_and_coordinates_lie_on_earth() -> None:
    for rows in PLACES.names.values():
        for row in rows:
            assert not row.country or row.country in packaged_actors().actors, row
            assert row.lat is None or (-90 <= row.lat <= 90 and row.lon is not None and -180 <= row.lon <= 180), row


def test_the_larger_of_namesakes_comes_first() -> None:
    assert first("Cambridge") == "GBR"
    assert first("Odessa") == "UKR"
    assert first("Punjab") in {"IND", "PAK"}
    assert len({r.country for r in PLACES.names[key_of("Punjab")]}) == 2


def test_what_many_share_has_no_country() -> None:
    for name in ("South China Sea", "Strait of Hormuz", "Danube", "Line of Control", "Indian Ocean"):
        (row,) = PLACES.names[key_of(name)]
        assert row.country == ""
        assert row.lat is not None


def test_names_of_several_words_are_reached() -> None:
    assert PLACES.reach["ho"] >= 4
    assert first("Ho Chi Minh City") == "VNM"


def test_small_towns_that_news_has_named_and_its_spellings_are_known() -> None:
    assert [first(n) for n in ("Chasiv Yar", "Khan Sheikhoun", "Pahalgam", "Bürgenstock")] == [
        "UKR",
        "SYR",
        "IND",
        "CHE",
    ]
    assert [first(n) for n in ("Kryvyi Rih", "El-Fasher", "Mecca", "Frankfurt")] == ["UKR", "SDN", "SAU", "DEU"]


def test_no_town_is_in_both_lists_of_towns() -> None:
    cities, towns = (
        read_rows(data_folder() / "places" / name, ("name", "country"), lambda r: (key_of(r["name"]), r["country"]))
        for name in ("cities.csv", "towns.csv")
    )
    assert len(towns) == len(set(towns))
    assert not set(cities) & set(towns)
