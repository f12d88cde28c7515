"""Country profiles: a text headed by a state's name and nothing else is about that state as a whole."""

from __future__ import annotations

import pytest
from tests.resolve._meant import meant_by

from dragoman.annotate import Parser
from dragoman.model import Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

pytestmark = pytest.mark.model

STORY = "Cameroon sent envoys. In 2017 the government closed the frontier with Cameroon and police arrested deserters."
ABROAD = "Francisco MACIAS Nguema broke with Spain and with France. Judges tried MACIAS in 1979."


def test_nameless_actors_of_a_profile_are_its_states(parser: Parser) -> None:
    words = ["government", "police"]
    found = meant_by(words, f"Equatorial Guinea\n\n{STORY}", parser, "2026-05-17", "World Factbook")
    assert found == {"government": ["GNQ"], "police": ["GNQ"]}


@pytest.mark.parametrize("heading", ["", "News from Equatorial Guinea\n\n", "Equatorial Guinea "])
def test_what_only_names_a_state_is_no_profile(heading: str, parser: Parser) -> None:
    found = meant_by(["government"], heading + STORY, parser, "2026-05-17", "World Factbook")
    assert found["government"] != ["GNQ"]


def test_a_name_in_capitals_means_whoever_was_named_in_full(parser: Parser) -> None:
    found = meant_by(["MACIAS"], f"Equatorial Guinea\n\n{ABROAD}", parser, "2026-05-17", "World Factbook")
    assert found["MACIAS"] == ["GNQ"]


def test_a_name_in_capitals_tells_the_office_that_the_text_is_of(parser: Parser) -> None:
    text = "Bangladesh\n\nSheikh HASINA won the election of 2008. In 2014 HASINA jailed her rivals."
    doc = resolve_mentions(
        parser.parse(Document("t", text, publisher="World Factbook", published="2026-05-17")), packaged_actors()
    )
    named = [p for m in doc.mentions if doc.tokens[m.head].text == "HASINA" for p in m.parties]
    assert {(p.actor, p.sector) for p in named} == {("BGD", "GOV")}


@pytest.mark.parametrize(
    ("heading", "rest", "word", "code"),
    [
        ("Madagascar\n\n", "The island was freed in 1960.", "island", "MDG"),
        ("Laos\n\n", "The Pathet Lao abolished the monarchy.", "monarchy", "LAO"),
        ("Laos\n\n", "Britain recognized the newly sovereign kingdom.", "kingdom", "LAO"),
        ("Chile\n\n", "Britain recognized the new regime.", "regime", "CHL"),
        # What the text is about is no island.
        ("Chad\n\n", "Cuba was invaded. The island resisted.", "island", "CUB"),
        ("", "Cuba was invaded. The island resisted.", "island", "CUB"),
    ],
)
def test_the_country_of_a_profile_is_its_own(heading: str, rest: str, word: str, code: str, parser: Parser) -> None:
    story = f"France and Thailand fought over it with Britain in 1893. {rest}"
    assert meant_by([word], heading + story, parser, "2026-05-17", "World Factbook")[word] == [code]


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("Under STALIN scholars were shot.", "STALIN", "SUN"),
        ("In 1945 the king met President Roosevelt aboard a warship.", "Roosevelt", "USA"),
        ("In 1950 General MacArthur crossed the line.", "MacArthur", "USA"),
    ],
)
def test_an_almanac_names_the_people_of_all_times(text: str, word: str, code: str, parser: Parser) -> None:
    assert meant_by([word], f"Saudi Arabia\n\n{text}", parser, "2026-05-17", "World Factbook")[word] == [code]
