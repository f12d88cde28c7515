"""Several actors that one phrase means, in parsed text."""

from __future__ import annotations

import pytest
from tests.resolve._meant import meant_by

from dragoman.annotate import Parser

CENTRAL = ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
SUMMIT = "The presidents of the five Central Asian states met in Dushanbe. "


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        (SUMMIT, "presidents", CENTRAL),
        (SUMMIT + "The five leaders signed nothing.", "leaders", CENTRAL),
        (SUMMIT + "Xi Jinping saw them in June.", "them", CENTRAL),
        (
            SUMMIT + "Tajikistan and Turkmenistan declined to sign a treaty which the other three had signed.",
            "three",
            ["KAZ", "KGZ", "UZB"],
        ),
        ("Ghana and Togo quarrel. The ministers of the two countries met in Paris.", "ministers", ["GHA", "TGO"]),
        ("Ghana and Togo traded fire. Benin, which borders both combatants, is calm.", "combatants", ["GHA", "TGO"]),
        (
            "Peru joins Mercosur; Chile stays away. Peru joined Mercosur in May when the leaders gathered in Lima.",
            "leaders",
            ["MERCOSUR"],
        ),
        ("Peru and Chile left Mercosur when the leaders gathered in Lima.", "leaders", ["CHL", "PER"]),
        ("The leaders of the Baltic states met in Riga. The region's leaders want troops.", "leaders", ["BALTICS"]),
    ],
)
def test_those_meant_together(text: str, word: str, codes: list[str], parser: Parser) -> None:
    assert sorted(map(str, meant_by([word], text, parser)[word])) == sorted(codes)


def test_the_others_of_no_known_group_are_left_open(parser: Parser) -> None:
    text = "Niger and Mali left a treaty which the other three had signed."
    assert meant_by(["three"], text, parser)["three"] == [None]


def test_countries_of_an_alliance_are_not_the_alliance(parser: Parser) -> None:
    text = "NATO sent ships. Three countries of the alliance had asked for them."
    assert meant_by(["countries"], text, parser)["countries"] == [None]


def test_whose_is_of_the_name_before_it(parser: Parser) -> None:
    text = "Fiji welcomed Russia, whose foreign minister came to Suva, and thanked China."
    assert meant_by(["minister"], text, parser)["minister"] == ["RUS"]


def test_both_sides_are_the_two_that_the_whole_text_is_about(parser: Parser) -> None:
    fight = "Ghana shelled Togo. Togo struck Ghana. Ghana lost a town. Togo lost two. Ghana and Togo bled. "
    text = f"{fight}Then Benin spoke to Mali. A truce between both sides failed."
    assert sorted(map(str, meant_by(["sides"], text, parser)["sides"])) == ["GHA", "TGO"]
    listed = f"{fight}Then Benin and Mali met, and both sides were content."
    assert sorted(map(str, meant_by(["sides"], listed, parser)["sides"])) == ["BEN", "MLI"]


def test_the_kingdom_is_never_several(parser: Parser) -> None:
    text = "The rulers of Jordan and Bahrain met. The kingdom said nothing."
    assert len(meant_by(["kingdom"], text, parser)["kingdom"]) == 1
