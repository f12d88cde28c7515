from __future__ import annotations

from dataclasses import replace

import pytest
from tests.web._documents import summit

from dragoman.model import Event, Quote, When
from dragoman.web.cards import Words, card
from dragoman.web.dates import period, spoken
from dragoman.web.names import actor_name

CARDS = {c.record.evidence.text + c.record.kind: c for c in (card(r, i) for i, r in enumerate(summit().records))}


@pytest.mark.parametrize(
    ("words", "label", "headline"),
    [
        ("Kazakhstan has sent humanitarian aid to Ukraineevent", "AID", "{KAZ} → {UKR}"),
        ("the talks between Xi Jinping and Putinevent", "CONSULT", "{CHN} – {RUS}"),
        ("Turkey may apply for full membershipevent", "AGREE", "{TUR}"),
        ("India and Pakistan were granted membership in 2017membership", "member", "{IND}, {PAK} in {SCO}"),
        ("Delhi has strong ties with Moscowtie", "partnership", "{IND} – {RUS}"),
        (
            "India gets more than 50% of its military equipment from Russiameasure",
            "military equipment",
            "{IND}, {RUS} · more than 50%",
        ),
        (
            "The Chinese readout of the talks between Xi Jinping and Putin made no mention of Ukrainesilence",
            "left out",
            "The Chinese readout ({CHN}) silent on {UKR}",
        ),
    ],
)
def test_one_line_says_who_what_whom(words: str, label: str, headline: str) -> None:
    found = CARDS[words]
    names = {code: actor_name(code) for code in ("KAZ", "UKR", "CHN", "RUS", "TUR", "IND", "PAK", "SCO")}
    assert found.label.startswith(label)
    assert found.headline == headline.format(**names)


def test_every_field_of_an_event_is_there() -> None:
    aid = CARDS["Kazakhstan has sent humanitarian aid to Ukraineevent"]
    fields = {f.label: f for f in aid.fields}
    assert list(fields) == [
        "Who", "Did what", "To whom", "When", "Where", "Contexts", "Intensity", "Trigger", "Who vouches",
    ]  # fmt: skip
    assert fields["Who"].named[0].code == "KAZ"
    assert fields["Who"].named[0].sector == "government"
    assert fields["When"].text == ""
    assert fields["Intensity"].number == 10
    assert fields["Who vouches"].named[0].words == "its foreign ministry"
    assert aid.actors == ("KAZ", "UKR")


def test_a_date_shows_its_words_and_precision() -> None:
    met = next(c for c in CARDS.values() if c.record.evidence.text.startswith("Narendra"))
    when = next(f for f in met.fields if f.label == "When")
    assert (when.text, when.note) == ("16 September 2022", "to the day, written “on Friday”")


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When("2022-09-15", "2022-09-15", "day", "Thursday"), "15 September 2022"),
        (When("2022-09-12", "2022-09-18", "week", "this week"), "week of 12 September 2022"),
        (When("2022-09-01", "2022-09-30", "month", "this month"), "September 2022"),
        (When("2021-01-01", "2021-12-31", "year", "last year"), "2021"),
        (When("2019-01-01", "2021-12-31", "range", "2019 to 2021"), "2019 to 2021"),
        (When("2022-02-24", None, "range", "since"), "since 24 February 2022"),
        (When(None, "2022-02-24", "range", "until"), "until 24 February 2022"),
        (When(None, None, None, "recently"), ""),
        (None, ""),
    ],
)
def test_dates_are_never_finer_than_they_are(when: When | None, said: str) -> None:
    assert period(when) == said


def test_what_is_no_date_is_left_as_it_is() -> None:
    assert [spoken(d) for d in ("2022-13", "soon", "", None, "2022")] == ["2022-13", "soon", "", "", "2022"]


def test_the_heart_of_the_evidence_is_its_trigger() -> None:
    aid = CARDS["Kazakhstan has sent humanitarian aid to Ukraineevent"].words
    assert (aid.before, aid.heart, aid.after) == ("Kazakhstan has ", "sent", " humanitarian aid to Ukraine")
    assert aid.near == aid.before
    tie = CARDS["Delhi has strong ties with Moscowtie"].words
    assert (tie.before, tie.heart, tie.near) == ("Delhi has strong ties with Moscow", "", tie.before)


def test_where_there_is_little_room_the_words_next_to_the_heart_are_shown() -> None:
    before = "The leaders of the eight states of the organisation closed a summit of two days by "
    assert Words(before, "signing", " it").near == "… organisation closed a summit of two days by "
    assert Words("x" * 100, "signing").near == "… " + "x" * 48
    assert Words("x" * 100).near == "x" * 100


def test_a_heart_outside_the_evidence_is_left_out() -> None:
    record = next(r for r in summit().records if isinstance(r, Event))
    far = replace(record, trigger=Quote(record.evidence.end + 1, record.evidence.end + 5, "gone"))
    assert card(far).words == Words(record.evidence.text)
