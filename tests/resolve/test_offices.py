"""Which office a person's name means on a day."""

from __future__ import annotations

from dragoman.resolve.offices import begins_soon, ended_just_now, office_on, titles_agree
from dragoman.tables import Office


def office(actor: str, kind: str, title: str, start: str, end: str = "") -> Office:
    return Office("Ann Ax", actor, kind, title, "GOV", start, end, "Ax", True)


MINISTER = office("AAA", "foreign_minister", "Foreign Minister", "1995-01-01", "1999-12-31")
PRESIDENT = office("AAA", "head_of_state", "President", "2000-01-01", "2004-12-31")
ENVOY = office("UN", "envoy", "UN envoy", "2010-01-01")
ALL = [MINISTER, PRESIDENT, ENVOY]


def test_the_office_held_that_day() -> None:
    assert office_on(ALL, "1997-05-05") is MINISTER
    assert office_on(ALL, "2002-05-05") is PRESIDENT
    assert office_on(ALL, "2012-05-05") is ENVOY
    assert office_on([], "2012-05-05") is None


def test_between_offices_the_highest_held_before() -> None:
    assert office_on(ALL, "2007-05-05") is PRESIDENT


def test_before_all_offices_the_first() -> None:
    assert office_on(ALL, "1990-05-05") is MINISTER


def test_a_former_president_is_that_and_no_envoy() -> None:
    assert office_on(ALL, "2012-05-05", former=True) is PRESIDENT
    assert office_on(ALL, "2012-05-05", hint="former un envoy", former=True) is ENVOY


def test_years_the_text_names_decide_between_offices_held_no_more() -> None:
    assert office_on(ALL[:2], "2012-05-05", years={"1996"}) is MINISTER


def test_without_a_day_the_latest() -> None:
    assert office_on(ALL, None) is ENVOY


def test_titles_agree_by_their_beginnings() -> None:
    assert titles_agree({"chair"}, "Federal Reserve chairman")
    assert titles_agree({"foreign", "minister"}, "Foreign Minister")
    assert not titles_agree({"king"}, "Kingdom envoy")


def test_a_fallen_leader_of_an_armed_group_is_named_as_such_for_some_weeks() -> None:
    fallen = office("REBELS", "group_leader", "rebel leader", "2000-01-01", "2004-12-31")
    assert ended_just_now(fallen, "2005-01-31")
    assert not ended_just_now(fallen, "2005-06-30")
    assert not ended_just_now(ENVOY, "2022-01-01")


def test_whoever_leaves_an_office_of_state_is_out_of_it() -> None:
    assert not ended_just_now(PRESIDENT, "2005-01-01")


def test_who_takes_up_an_office_within_weeks_is_on_the_way_to_it() -> None:
    named = office("MLI", "foreign_minister", "Foreign Minister", "2005-03-01", "")
    assert begins_soon(named, "2005-02-01")
    assert not begins_soon(named, "2004-02-01")
    assert not begins_soon(named, "2005-03-01"), "in office already"
