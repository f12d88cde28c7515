"""Each error has one class."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import _scorer
from _scorer import gold, told
from dragoman.evaluate import event_errors as kinds
from dragoman.evaluate.event_errors import EventError, errors_of
from dragoman.evaluate.event_matches import match_strict
from dragoman.evaluate.scorer import load_scorer

SCORER = load_scorer(Path(_scorer.__file__))


def found(given: list[dict[str, Any]], events: list[dict[str, Any]]) -> list[EventError]:
    return list(errors_of(match_strict(given, events, SCORER), SCORER))


@pytest.mark.parametrize(
    ("given", "event", "kind"),
    [
        (gold("AID", "CHN", "USA"), told("AID", "CHN", "USA", at=(50, 60)), kinds.NOTHING_FOUND),
        (gold("AID", "CHN", "USA"), told("ACCUSE", "RUS", "IRN"), kinds.ELSE_FOUND),
        (gold("AID", "CHN", "USA"), told("AID", "RUS", "USA"), kinds.SOURCE_WRONG),
        (gold("AID", "CHN", "USA"), told("AID", "CHN", "RUS"), kinds.TARGET_WRONG),
        (gold("AID", "CHN", "USA"), told("AID", "IRN", "RUS"), kinds.BOTH_WRONG),
        (gold("AID", "CHN", "USA"), told("AID", "USA", "CHN"), kinds.REVERSED),
        (gold("AID", "CHN", "USA RUS"), told("AID", "CHN", "USA"), kinds.PARTY_MISSING),
        (gold("AID", "CHN", "USA"), told("AID", "", "USA"), kinds.PARTY_MISSING),
        (gold("AID", "CHN", "USA"), told("AID", "CHN", "USA RUS"), kinds.PARTY_EXTRA),
        (gold("AID", "CHN"), told("AID", "CHN", "USA"), kinds.PARTY_EXTRA),
        (gold("AID", "CHN", "USA"), told("SANCTION", "CHN", "USA"), kinds.TYPE_WRONG),
        (gold("CONSULT", "CHN USA RUS"), told("CONSULT", "CHN USA"), kinds.PARTY_MISSING),
        (gold("CONSULT", "CHN USA"), told("CONSULT", "CHN RUS"), kinds.PARTY_WRONG),
        (gold("CONSULT", "CHN USA"), told("CONSULT", "IRN RUS"), kinds.BOTH_WRONG),
    ],
)
def test_the_error_of_one_event(given: dict[str, Any], event: dict[str, Any], kind: str) -> None:
    first = found([given], [event])[0]
    assert (first.kind, first.gold) == (kind, given)
    expected = None if kind in {kinds.NOTHING_FOUND, kinds.ELSE_FOUND} else event
    assert first.told is expected


def test_what_is_right_is_no_error() -> None:
    assert found([gold("CONSULT", "CHN USA")], [told("CONSULT", "USA", "CHN")]) == []
    assert found([gold("AID", "CHN", "USA", optional=True)], []) == []


def test_what_is_left_of_the_readings_has_classes_of_its_own() -> None:
    given = [gold("AID", "CHN", "USA"), gold("SANCTION", "IRN", "USA", at=(20, 30))]
    right = [told("AID", "CHN", "USA"), told("SANCTION", "IRN", "USA", at=(20, 30))]
    for event, kind in (
        (told("AID", "CHN", "USA", at=(40, 50)), kinds.INVENTED),
        (told("ACCUSE", "RUS", "FRA"), kinds.BESIDE),
        (told("AID", "CHN", "RUS"), kinds.TOLD_AGAIN),
        (told("AID", "CHN", "USA", at=(4, 9)), kinds.DUPLICATE),
    ):
        assert [(e.kind, e.told) for e in found(given, [*right, event])] == [(kind, event)]


def test_two_acts_alike_in_gold_are_no_duplicate() -> None:
    given = [gold("AID", "CHN", "USA"), gold("AID", "CHN", "USA", at=(5, 12))]
    event = told("AID", "CHN", "USA", at=(0, 12))
    assert found(given, [event, event]) == []
    assert [e.kind for e in found(given, [event, event, event])] == [kinds.DUPLICATE]


def test_gold_is_set_beside_the_nearest_reading_and_each_reading_once() -> None:
    given = [gold("AID", "CHN", "USA"), gold("ACCUSE", "CHN", "RUS")]
    events = [told("ACCUSE", "CHN", "USA"), told("AID", "CHN", "IRN")]
    got = found(given, events)
    # By types, not by pairs: each act has its party wrong, and no type is wrong.
    assert [(e.kind, e.gold, e.told) for e in got] == [
        (kinds.TARGET_WRONG, given[0], events[1]), (kinds.TARGET_WRONG, given[1], events[0]),
    ]  # fmt: skip
    assert [e.kind for e in found(given, events[:1])] == [kinds.ELSE_FOUND, kinds.TARGET_WRONG]


def test_a_wrong_reading_of_optional_gold_is_an_error_of_its_parties() -> None:
    given = [gold("AID", "CHN", "USA", optional=True)]
    assert [e.kind for e in found(given, [told("AID", "CHN", "RUS")])] == [kinds.TARGET_WRONG]
    assert [e.kind for e in found(given, [told("ACCUSE", "CHN", "USA")])] == [kinds.TYPE_WRONG]
