from __future__ import annotations

from dataclasses import replace

import pytest

from _build import annotated, event
from dragoman.model import Event, Place, When
from dragoman.resolve.merge import join_tellings

DOC = annotated(
    "They/PRON/nsubj/1 met/VERB/ROOT/1/meet",
    "Talks/NOUN/nsubj/1/talk ended/VERB/ROOT/1/end",
    "Troops/NOUN/nsubj/1 attacked/VERB/ROOT/1/attack",
    "They/PRON/nsubj/1 attacked/VERB/ROOT/1/attack again/ADV/advmod/1",
    "They/PRON/nsubj/1 shelled/VERB/ROOT/1/shell",
)
MET, TALKS, ATTACKED, AGAIN, SHELLED = 1, 2, 5, 7, 10
TUESDAY, WEDNESDAY = (When(d, d, "day", t) for d, t in (("2022-09-13", "Tuesday"), ("2022-09-14", "Wednesday")))


def joined(*events: Event) -> list[Event]:
    return join_tellings(DOC, events)


def test_two_tellings_of_a_meeting_are_one_event() -> None:
    first = event(DOC, MET, "CONSULT", ("CHN", "RUS"))
    second = event(DOC, TALKS, "CONSULT", ("RUS", "CHN"))
    (one,) = joined(first, second)
    assert one.id == first.id and one.trigger == first.trigger and one.evidence == first.evidence
    assert one.mentions == (second.evidence,)


def test_the_order_of_parties_and_of_letters_does_not_matter() -> None:
    first = event(DOC, MET, "CONSULT", ("CHN", "Students"))
    assert first.source[1].actor is None
    assert len(joined(first, event(DOC, TALKS, "CONSULT", ("students", "CHN")))) == 1


def test_three_tellings_keep_all_their_words() -> None:
    events = [event(DOC, n, "CONSULT", ("CHN", "RUS")) for n in (MET, TALKS, ATTACKED)]
    (one,) = joined(*events)
    assert one.mentions == (events[1].evidence, events[2].evidence)


def test_the_same_words_are_kept_once() -> None:
    first = event(DOC, MET, "CONSULT", ("CHN", "RUS"))
    (one,) = joined(first, replace(first, id="other"))
    assert one.mentions == ()


@pytest.mark.parametrize(
    "change",
    [
        {"type": "AGREE"},
        {"source": ("CHN", "IND")},
        {"source": ("CHN", "RUS", "IND")},
        {"source": ("CHN",), "target": ("RUS",)},
        {"status": "planned"},
        {"status": "negated"},
    ],
)
def test_what_differs_stays_apart(change: dict[str, object]) -> None:
    first = event(DOC, MET, "CONSULT", ("CHN", "RUS"))
    second = event(DOC, TALKS, **{"type": "CONSULT", "source": ("CHN", "RUS"), **change})  # type: ignore[arg-type]
    assert joined(first, second) == [first, second]


def test_the_same_act_on_another_is_another() -> None:
    first = event(DOC, ATTACKED, "ASSAULT", ("RUS",), ("UKR",))
    assert len(joined(first, event(DOC, AGAIN, "ASSAULT", ("RUS",), ("GEO",)))) == 2
    assert len(joined(first, event(DOC, AGAIN, "ASSAULT", ("RUS",)))) == 2


def test_two_days_are_two_meetings() -> None:
    first = event(DOC, MET, "CONSULT", ("CHN", "RUS"), date=TUESDAY)
    second = event(DOC, TALKS, "CONSULT", ("CHN", "RUS"), date=WEDNESDAY)
    assert joined(first, second) == [first, second]
    assert len(joined(first, replace(second, date=TUESDAY))) == 1


def test_a_date_told_later_is_taken_over_and_one_told_first_is_kept() -> None:
    undated = event(DOC, MET, "CONSULT", ("CHN", "RUS"))
    dated = event(DOC, TALKS, "CONSULT", ("CHN", "RUS"), date=TUESDAY)
    assert joined(undated, dated)[0].date == TUESDAY
    assert joined(dated, undated)[0].date == TUESDAY


def test_a_third_telling_goes_to_the_meeting_of_its_day() -> None:
    first = event(DOC, MET, "CONSULT", ("CHN", "RUS"), date=TUESDAY)
    second = event(DOC, TALKS, "CONSULT", ("CHN", "RUS"), date=WEDNESDAY)
    third = event(DOC, ATTACKED, "CONSULT", ("CHN", "RUS"), date=WEDNESDAY)
    one, two = joined(first, second, third)
    assert one.mentions == () and two.mentions == (third.evidence,)


def test_mode_place_and_confidence_are_filled_in() -> None:
    place = Place("Samarkand", "UZB", 39.65, 66.96)
    first = event(DOC, MET, "CONSULT", ("CHN", "RUS"), confidence=0.5)
    second = replace(event(DOC, TALKS, "CONSULT", ("CHN", "RUS"), mode="visit", confidence=0.9), place=place)
    (one,) = joined(first, second)
    assert (one.mode, one.place, one.confidence) == ("visit", place, 0.9)
    (one,) = joined(second, replace(first, place=Place("Beijing", "CHN")))
    assert (one.mode, one.place, one.confidence) == ("visit", place, 0.9)


def test_a_visit_is_no_phone_call() -> None:
    visit = event(DOC, MET, "CONSULT", ("CHN", "RUS"), mode="visit")
    phone = event(DOC, TALKS, "CONSULT", ("CHN", "RUS"), mode="phone")
    assert joined(visit, phone) == [visit, phone]


def test_other_acts_are_one_only_if_told_by_the_same_word() -> None:
    first = event(DOC, ATTACKED, "ASSAULT", ("RUS",), ("UKR",))
    again = event(DOC, AGAIN, "ASSAULT", ("RUS",), ("UKR",))
    shelled = event(DOC, SHELLED, "ASSAULT", ("RUS",), ("UKR",))
    one, two = joined(first, again, shelled)
    assert one.mentions == (again.evidence,) and two == shelled


def test_what_has_happened_and_what_is_long_past_may_be_one() -> None:
    first = event(DOC, ATTACKED, "ASSAULT", ("RUS",), ("UKR",), status="historical")
    again = event(DOC, AGAIN, "ASSAULT", ("RUS",), ("UKR",))
    (one,) = joined(first, again)
    assert one.status == "historical"
    assert len(joined(replace(first, status="possible"), again)) == 2


def test_order_is_kept_and_nothing_gives_nothing() -> None:
    events = [event(DOC, n, t, ("CHN",), ("RUS",)) for n, t in ((MET, "AID"), (TALKS, "ACCUSE"), (ATTACKED, "AID"))]
    assert joined(*events) == events
    assert joined() == []
