"""Whom a release is about besides its own state, as its headline says."""

from __future__ import annotations

import pytest
from tests.resolve._meant import meant_by

from dragoman.annotate import Parser
from dragoman.resolve.headlines import met_in
from dragoman.tables import packaged_actors


@pytest.mark.parametrize(
    ("title", "met"),
    [
        ("Telephone conversation with President of Egypt Abdel Fattah el-Sisi", "EGY"),
        ("Readout of the President's Call with Prime Minister Narendra Modi", "IND"),
        ("The President met with the Portuguese Foreign Minister", "PRT"),
        ("Call with President Lula of Brazil on Venezuela", "BRA"),
        ("Talks with the presidents of Chile and Peru", None),
        ("Call with NATO Secretary General Jens Stoltenberg", None),
        ("Meeting with permanent members of the Security Council", None),
        ("Statement on the elections in Kenya", None),
        ("Fresh sanctions, together with Canada", None),
        (None, None),
    ],
)
def test_a_headline_tells_who_was_met(title: str | None, met: str | None) -> None:
    assert met_in(title, packaged_actors(), "2022-05-05", "RUS") == met


def test_the_publishers_own_state_is_not_whom_it_met() -> None:
    title = "The two presidents in talks with Russia and Egypt"
    assert met_in(title, packaged_actors(), "2022-05-05", "RUS") == "EGY"


TEXT = (
    "During the telephone conversation, Vladimir Putin and President of Egypt Abdel Fattah el-Sisi discussed events in"
    " Sudan. Order was returning there thanks to the Sudanese leadership and personally Abdel Fattah al-Burhan. The"
    " presidents agreed to meet, and the parties signed a plan."
)
WORDS = ["presidents", "parties"]


@pytest.mark.model
def test_the_two_of_a_release_are_those_of_its_headline(parser: Parser) -> None:
    title = "Telephone conversation with President of Egypt Abdel Fattah el-Sisi"
    found = meant_by(WORDS, TEXT, parser, "2022-05-05", "Kremlin (President of Russia)", title)
    assert found == {word: ["RUS", "EGY"] for word in WORDS}


@pytest.mark.model
def test_without_a_headline_three_are_named(parser: Parser) -> None:
    found = meant_by(WORDS, TEXT, parser, "2022-05-05", "Kremlin (President of Russia)")
    assert found["presidents"] != ["RUS", "EGY"]
