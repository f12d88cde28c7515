"""Buildings that something is done to stand for the state they are in."""

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
