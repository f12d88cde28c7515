"""Acts inside one state: who of two parties of one actor is told by his words."""

from __future__ import annotations

import pytest

from dragoman.extract.events.domestic import tell_apart
from dragoman.model import Party
from dragoman.tables import packaged_actors


def party(words: str, sector: str | None = None, person: str | None = None, actor: str | None = "GEO") -> Party:
    return Party(actor, words, 0, len(words), person, None, sector)


POLICE = party("the police", "COP")
PARLIAMENT = party("parliament", "LEG")
CROWD = party("demonstrators", "CVL")
MINERS = party("miners")
FORMER = party("the former president")
STATE = party("Georgia")
THEY = party("they")
CABINET = party("the government", "GOV")
COUNTRY = party("the country")
OUR_SIDE = party("the Georgian side")
PREMIER = party("Prime Minister Gurgenidze", "GOV", "Lado Gurgenidze")
PRESIDENT = party("Saakashvili", "GOV", "Mikheil Saakashvili")
FORMS = {
    "the police": "description", "parliament": "description", "demonstrators": "description", "miners": "description",
    "the former president": "description", "Georgia": "name", "they": "pronoun", "the government": "description",
    "the country": "description", "the Georgian side": "description",
    "Prime Minister Gurgenidze": "person", "Saakashvili": "person",
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target", "open_one"),
    [
        (POLICE, CROWD, CROWD),
        (CROWD, POLICE, CROWD),
        (CABINET, MINERS, MINERS),
        (FORMER, PARLIAMENT, FORMER),
        (STATE, MINERS, MINERS),
        (MINERS, THEY, MINERS),
        (PRESIDENT, PREMIER, PREMIER),
        (PARLIAMENT, PREMIER, PREMIER),
        (CROWD, MINERS, CROWD),
        (MINERS, COUNTRY, MINERS),
    ],
)
def test_who_is_less_the_state_is_told_by_his_words(source: Party, target: Party, open_one: Party) -> None:
    (acting,), (acted,) = tell_apart((source,), (target,), FORMS, packaged_actors())
    opened = [p.text for p in (acting, acted) if p.actor is None]
    assert opened == [open_one.text]
    assert (acting.text, acted.text) == (source.text, target.text)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (POLICE, PARLIAMENT),
        (PRESIDENT, PARLIAMENT),
        (STATE, STATE),
        (CABINET, THEY),
        (STATE, CABINET),
        (POLICE, COUNTRY),
        (OUR_SIDE, STATE),
    ],
)
def test_the_state_and_its_organs_stay_what_they_are(source: Party, target: Party) -> None:
    assert tell_apart((source,), (target,), FORMS, packaged_actors()) == ((source,), (target,))


def test_others_are_not_touched() -> None:
    abroad, nobody = party("Moscow", actor="RUS"), party("gunmen", actor=None)
    council, inquiry = party("the Security Council", actor="UN"), party("its inquiry", actor="UN")
    for source, target in (
        ((CABINET,), (abroad,)),
        ((nobody,), (nobody,)),
        ((CABINET,), (CROWD, abroad)),
        ((), (CROWD,)),
        ((council,), (inquiry,)),
    ):
        assert tell_apart(source, target, FORMS, packaged_actors()) == (source, target)
