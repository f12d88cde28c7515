"""Texts that call the roll: who "European leaders" and "the leaders" are."""

from __future__ import annotations

from dragoman.annotate import Parser
from dragoman.model import Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

HELD = "President Biden held a video call with Asian leaders on Monday. They voiced concern about the drills."
AGAIN = " The leaders also agreed to share data. They discussed Russia. The leaders underscored their wish for calm."
ROLL = (
    "\n\nParticipants in the call included Prime Minister Fumio Kishida of Japan, President Yoon Suk Yeol of the"
    " Republic of Korea, and Prime Minister Narendra Modi of India."
)
ALL = ["IND", "JPN", "KOR", "USA"]


def meant(text: str, parser: Parser) -> list[tuple[str, list[str]]]:
    """What each plural that points or tells a region means, in order."""
    document = Document("d", text, publisher="White House (USA)", published="2023-01-10")
    doc = resolve_mentions(parser.parse(document), packaged_actors())
    wanted = {"leaders", "they", "their"}
    return [
        (doc.tokens[m.head].text, sorted(p.actor for p in m.parties if p.actor))
        for m in doc.mentions
        if doc.tokens[m.head].text.lower() in wanted
    ]


def test_leaders_of_a_region_are_those_listed_as_taking_part(parser: Parser) -> None:
    found = meant(HELD + AGAIN + ROLL, parser)
    assert found[0] == ("leaders", ["IND", "JPN", "KOR"])
    assert found[1:] == [(word, ALL) for word in ("They", "leaders", "They", "leaders", "their")]


def test_without_a_roll_they_are_of_their_region(parser: Parser) -> None:
    assert meant(HELD, parser)[0] == ("leaders", ["ASIA"])


def test_a_list_of_private_persons_is_no_roll(parser: Parser) -> None:
    some = "\n\nParticipants in the call included Jane Doe of a think tank and John Roe of a bank."
    assert meant(HELD + some, parser)[0] == ("leaders", ["ASIA"])


def test_only_those_of_the_region_and_bodies_are_its_leaders(parser: Parser) -> None:
    held = "President Biden held a video call with African leaders on Monday."
    assert meant(held + ROLL, parser)[0] == ("leaders", ["AFRICA"])
    some = (
        "\n\nParticipants in the call included President Biden, Prime Minister Fumio Kishida of Japan, President Yoon"
        " Suk Yeol of the Republic of Korea, and NATO Secretary General Jens Stoltenberg."
    )
    assert meant(HELD + some, parser)[0] == ("leaders", ["JPN", "KOR", "NATO"])


def test_what_is_told_of_those_listed_is_not_listed(parser: Parser) -> None:
    told = (
        "\n\nParticipants in the call included Prime Minister Fumio Kishida of Japan, who had just met President Xi"
        " Jinping of China. Participants were critical of North Korea and Myanmar."
    )
    assert meant(HELD + told, parser)[0] == ("leaders", ["ASIA"]), "one name is no list"
