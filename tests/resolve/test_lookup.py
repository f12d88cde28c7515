"""Who a short phrase means, without parser and model."""

from __future__ import annotations

import pytest

from dragoman.resolve.lookup import Answer, look_up
from dragoman.tables import packaged_actors


def answer(text: str, day: str | None = "2022-09-15") -> Answer:
    return look_up(text, day, packaged_actors())


@pytest.mark.parametrize(
    ("text", "day", "actor", "person"),
    [
        ("the Russian leader", "2022-09-15", "RUS", "Vladimir Putin"),
        ("the Japanese leader", "2015-06-01", "JPN", "Shinzo Abe"),
        ("the Kremlin", None, "RUS", None),
        ("Moscow", "2022-09-15", "RUS", None),
        ("the British", "2022-09-15", "GBR", None),
        ("SCO", None, "SCO", None),
        ("Xi", "2020-01-01", "CHN", "Xi Jinping"),
        ("foreign minister Lavrov", "2022-01-01", "RUS", "Sergei Lavrov"),
        ("President Xi Jinping of China", "2016-01-01", "CHN", "Xi Jinping"),
        ("the Kazakh foreign minister", "2020-01-01", "KAZ", "Mukhtar Tleuberdi"),
        ("Germany's chancellor", "2020-01-01", "DEU", "Angela Merkel"),
        ("the president of Kazakhstan", "2018-01-01", "KAZ", "Nursultan Nazarbayev"),
        ("Secretary-General of NATO", "2015-01-01", "NATO", "Jens Stoltenberg"),
        ("president of the European Commission", "2020-05-05", "EU", "Ursula von der Leyen"),
        ("U.S. Secretary of State", "2021-05-01", "USA", "Antony Blinken"),
        ("King Hussein", "1994-01-19", "JOR", "King Hussein"),
        ("Qasym-Zhomart Toqaev", "2022-11-21", "KAZ", "Kassym-Jomart Tokayev"),
        ("the Saudi crown prince", "2020-01-01", "SAU", "Mohammed bin Salman"),
        ("Erdogan's spokesman", "2020-01-01", "TUR", None),
        ("the US Senate", None, "USA", None),
        ("Turkish forces", None, "TUR", None),
    ],
)
def test_whom_words_mean(text: str, day: str | None, actor: str, person: str | None) -> None:
    found = answer(text, day)
    assert (found.actor, found.person) == (actor, person)
    assert found.reasons


@pytest.mark.parametrize(
    ("text", "day", "reason"),
    [
        ("Barack Obama", "2018-01-01", "out of office on 2018-01-01"),
        ("former President Barack Obama", "2018-01-01", "out of office"),
        ("Volodymyr Zelenskyy", "2018-03-01", "not yet in office"),
        ("the former Kazakh president", "2020-01-01", "former holder"),
        ("the Senate", None, "several states"),
        ("Samarkand", "2022-01-01", "a place in UZB"),
        ("Michael Jordan", None, "nothing in these words"),
        ("Crown Prince Mohammed bin Nobody", "2020-01-01", ""),
        ("pro-Russian separatists", "2014-06-01", "nothing in these words"),
        ("Iranian-backed militia", "2021-05-01", "nothing in these words"),
        ("the bloc", None, "nothing in these words"),
        ("", None, "nothing in these words"),
    ],
)
def test_what_is_left_open(text: str, day: str | None, reason: str) -> None:
    found = answer(text, day)
    assert found.actor is None
    assert any(reason in told for told in found.reasons)


def test_a_minister_is_not_just_any_minister() -> None:
    found = answer("Minister for Europe and Foreign Affairs of France", "2022-06-01")
    assert (found.actor, found.person) == ("FRA", None)


def test_the_part_that_acts() -> None:
    assert answer("Turkish forces").sector == "MIL"
    assert answer("the Kremlin").sector == "GOV"
    assert answer("the US Senate").sector == "LEG"


def test_the_elected_belong_to_their_state_before_they_take_office() -> None:
    assert answer("President-elect Ollanta Humala", "2011-07-06").actor == "PER"
