"""Buildings that something is done to stand for the state they are in, warships for the one they sail for."""

from __future__ import annotations

import pytest
from tests.resolve._meant import meant_by

from dragoman.annotate import Parser

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("The rebels have taken control of Tripoli Airport.", "Airport", "LBY"),
        ("Gunmen attacked the Crown Hotel in Kabul, Afghanistan.", "Hotel", "AFG"),
        ("Guards surrounded the Lonborg prison in Geneva, Switzerland.", "prison", "CHE"),
        ("Gunmen attacked a bar in Puebla, Mexico, killing three people.", "bar", "MEX"),
        ("The Crown Hotel in Kabul said that it would close.", "Hotel", None),
    ],
)
def test_a_building_is_told_by_where_it_is(text: str, word: str, code: str | None, parser: Parser) -> None:
    assert meant_by([word], text, parser, "2018-01-20")[word] == [code]


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("In May a missile struck the frigate USS Alder.", "Alder", "USA"),
        ("A submarine sank HMCS Otter.", "Otter", "CAN"),
        ("In 1901 St. Petersburg put off the removal of the troops.", "Petersburg", "RUS"),
    ],
)
def test_a_ship_and_a_former_capital_act_for_a_state(text: str, word: str, code: str | None, parser: Parser) -> None:
    assert meant_by([word], text, parser, "2013-01-01", "Office of the Historian (US)")[word] == [code]
