"""Finding actors, and names in other spellings."""

from __future__ import annotations

import pytest

from dragoman.tables import packaged_actors
from dragoman.tables.search import alike, find_actors
from dragoman.tables.sounds import consonants, sounding_like

TABLES = packaged_actors()


def codes(text: str) -> list[str]:
    return [hit.actor.code for hit in find_actors(TABLES, text)]


def test_a_code_comes_first() -> None:
    assert codes("sco")[0] == "SCO"


def test_names_accents_and_persons() -> None:
    assert "SCO" in codes("shanghai coop")
    assert "CIV" in codes("cote d'ivoire")
    assert codes("Lavrov") == ["RUS"]
    assert codes("  ") == []
    assert codes("xyzzy") == []


def test_slips_of_the_pen() -> None:
    assert [a.code for a in alike(TABLES, "Kazakstan")][:1] == ["KAZ"]


@pytest.mark.parametrize(
    ("spelled", "person"),
    [("Kasym-Zhomart Tokaev", "Kassym-Jomart Tokayev"), ("Abdulfattah El Sisi", "Abdel Fattah el-Sisi")],
)
def test_other_spellings(spelled: str, person: str) -> None:
    assert {o.person for o in sounding_like(TABLES, spelled)} == {person}


def test_little_is_not_enough_to_sound_alike() -> None:
    assert consonants("Li Na") == ""
    assert sounding_like(TABLES, "Tokaev") == ()
    assert sounding_like(TABLES, "Ravi Subramaniam-Pell") == ()
