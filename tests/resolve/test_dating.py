from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from _build import annotated, event, time
from dragoman.model import AnnotatedDocument, Event, Quote, Side, Speaker, Statement, When, Why
from dragoman.resolve import dating
from dragoman.resolve.dating import date_events, date_statements


@pytest.fixture(autouse=True)
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What rules tell; the choice by weights has tests of its own."""
    monkeypatch.setattr(dating, "anchored_time", lambda *_: None)


def attack(published: str | None = "2022-09-16", **when: Any) -> AnnotatedDocument:
    """ "Russia attacked Ukraine on Thursday . It rained": the time, and what it means."""
    doc = annotated(
        "Russia/PROPN/nsubj/1 attacked/VERB/ROOT/1/attack/VBD Ukraine/PROPN/dobj/1 on/ADP/prep/1"
        " Thursday/PROPN/pobj/3/Thursday/NNP/DATE",
        "It/PRON/nsubj/1 rained/VERB/ROOT/1/rain/VBD",
        published=published,
    )
    return replace(doc, times=(time(doc, 4, 5, When(**when), value=when.get("start") or ""),))


DAY: dict[str, Any] = {"start": "2022-09-15", "end": "2022-09-15", "precision": "day"}


def dated(doc: AnnotatedDocument, status: str = "actual", trigger: int = 1) -> Event:
    (found,) = date_events(doc, [event(doc, trigger, "ASSAULT", ("RUS",), ("UKR",), status=status)])
    return found


def test_an_act_takes_the_time_its_words_govern() -> None:
    found = dated(attack(**DAY))
    assert found.date == When("2022-09-15", "2022-09-15", "day", "Thursday")
    assert found.status == "actual"
    assert found.why.notes[-1] == ("dated", "“Thursday” → 2022-09-15 to 2022-09-15")
    assert found.why.rule == "by-hand", "what led to the act is kept"


def test_an_act_without_a_time_has_none_and_never_the_documents_date() -> None:
    doc = attack(**DAY)
    rain = dated(doc, trigger=doc.sentences[1].first + 1)
    assert rain.date == When()
    assert not any(name == "dated" for name, _ in rain.why.notes)
    assert dated(replace(doc, times=())).date == When()


def test_the_passage_dates_what_no_rule_dates_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, str]] = []

    def anchored(doc: AnnotatedDocument, times: Any, i: int, status: str) -> tuple[Any, float]:
        asked.append((i, status))
        return times[0], 0.625

    monkeypatch.setattr(dating, "anchored_time", anchored)
    doc = attack(**DAY)
    rain = dated(doc, trigger=doc.sentences[1].first + 1)
    assert rain.date == When("2022-09-15", "2022-09-15", "day", "Thursday")
    assert rain.why.notes[-1] == (
        "dated",
        "“Thursday” → 2022-09-15 to 2022-09-15, by the passage (time-anchors 1, chance 0.62)",
    )
    dated(doc)
    assert asked == [(doc.sentences[1].first + 1, "actual")], "a rule that answers is enough"


def test_a_history_is_dated_by_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dating, "anchored_time", lambda *_: pytest.fail("asked in a history"))
    # What is present has no time by rule.
    doc = annotated(
        "Russia/PROPN/nsubj/1 attacked/VERB/ROOT/1/attack/VBD Ukraine/PROPN/dobj/1 on/ADP/prep/1"
        " Thursday/PROPN/pobj/3/Thursday/NNP/DATE",
        "It/PRON/nsubj/1 rains/VERB/ROOT/1/rain/VBZ",
    )
    old = replace(doc, times=(time(doc, 4, 5, When("1991-12-26", "1991-12-26", "day"), value="1991-12-26"),))
    assert dated(old, trigger=doc.sentences[1].first + 1).date == When()
    with pytest.raises(pytest.fail.Exception):
        dated(replace(old, times=(replace(old.times[0], when=When(**DAY)),)), trigger=doc.sentences[1].first + 1)


def test_an_unresolved_time_keeps_its_words() -> None:
    found = dated(attack(published=None))
    assert found.date == When(None, None, None, "Thursday")
    assert found.why.notes[-1] == ("dated", "“Thursday” → ? to ?")


@pytest.mark.parametrize(
    ("end", "status"),
    [("2022-01-01", "actual"), ("2021-09-16", "actual"), ("2021-09-15", "historical"), ("1991-12-26", "historical")],
)
def test_what_ended_more_than_a_year_before_is_background(end: str, status: str) -> None:
    assert dated(attack(start="1990-01-01", end=end, precision="range")).status == status


@pytest.mark.parametrize("status", ["planned", "possible", "negated", "historical"])
def test_only_what_happened_becomes_background(status: str) -> None:
    assert dated(attack(start="1991-12-26", end="1991-12-26", precision="day"), status).status == status


@pytest.mark.parametrize(
    ("published", "end"),
    [(None, "1991-12-26"), ("2022-09-16", "1991"), ("yesterday", "1991-12-26")],
)
def test_where_a_date_is_missing_or_odd_nothing_is_background(published: str | None, end: str | None) -> None:
    assert dated(attack(published, start="1991-12-26", end=end, precision="day")).status == "actual"


def test_what_has_no_end_goes_on_in_the_news_and_is_over_in_a_history() -> None:
    history = attack(start="1991-12-26", end=None, precision="range")
    assert dated(history).status == "historical"
    today = time(history, history.sentences[1].first, history.sentences[1].first + 1, When(**DAY))
    assert dated(replace(history, times=(*history.times, today))).status == "actual"


# "Biden warned today that it would answer"
WARNED = annotated(
    "Biden/PROPN/nsubj/1 warned/VERB/ROOT/1/warn/VBD today/NOUN/npadvmod/1/today/NN/DATE"
    " that/SCONJ/mark/6 it/PRON/nsubj/6 would/AUX/aux/6/would/MD answer/VERB/ccomp/1/answer/VB"
)


@pytest.mark.parametrize(
    ("type_", "status", "said"),
    [
        ("THREATEN", "actual", True), ("SUPPORT", "planned", True), ("THREATEN", "negated", False),
        ("ASSAULT", "planned", False), ("CONSULT", "planned", False),
    ],
)  # fmt: skip
def test_what_is_done_by_saying_so_is_done_when_it_is_said(type_: str, status: str, said: bool) -> None:
    doc = replace(WARNED, times=(time(WARNED, 2, 3, When(**DAY)),))
    (found,) = date_events(doc, [event(doc, 6, type_, ("USA",), ("RUS",), status=status)])
    assert found.date.start == ("2022-09-15" if said else None)


def test_what_is_only_said_of_the_present_is_not_dated_by_its_report() -> None:
    says = annotated(
        "Biden/PROPN/nsubj/1 warns/VERB/ROOT/1/warn/VBZ today/NOUN/npadvmod/1 it/PRON/nsubj/4"
        " answers/VERB/ccomp/1/answer/VBZ"
    )
    doc = replace(says, times=(time(says, 2, 3, When(**DAY)),))
    (found,) = date_events(doc, [event(doc, 4, "THREATEN", ("USA",), ("RUS",))])
    assert found.date.start is None


def test_events_keep_their_order_and_all_else() -> None:
    doc = attack(**DAY)
    events = [event(doc, doc.sentences[1].first + 1, "ASSAULT", ("RUS",), ("UKR",)), event(doc, 1, "AID", ("CHN",))]
    found = date_events(doc, events)
    assert [replace(f, date=When(), why=e.why) for f, e in zip(found, events, strict=True)] == events
    assert [f.date.start for f in found] == [None, "2022-09-15"]


def test_an_act_whose_words_are_no_token_stays_undated() -> None:
    doc = attack(**DAY)
    odd = replace(event(doc, 1, "ASSAULT"), trigger=Quote(6, 7, doc.quote(6, 7)))
    assert date_events(doc, [odd]) == [odd]


# "Putin said on Monday that Russia invaded Georgia in 2008"
SAID = annotated(
    "Putin/PROPN/nsubj/1 said/VERB/ROOT/1/say/VBD on/ADP/prep/1 Monday/PROPN/pobj/2/Monday/NNP/DATE that/SCONJ/mark/6"
    " Russia/PROPN/nsubj/6 invaded/VERB/ccomp/1/invade/VBD Georgia/PROPN/dobj/6 in/ADP/prep/6"
    " 2008/NUM/pobj/8/2008/CD/DATE"
)
SAID = replace(
    SAID,
    times=(
        time(SAID, 3, 4, When("2022-09-12", "2022-09-12", "day"), "2022-09-12"),
        time(SAID, 9, 10, When("2008-01-01", "2008-12-31", "year"), "2008"),
    ),
)


def statement(cue: int | None) -> Statement:
    def quote(first: int, last: int) -> Quote:
        start, end = SAID.tokens[first].start, SAID.tokens[last - 1].end
        return Quote(start, end, SAID.quote(start, end))

    return Statement(
        id="s", doc="doc", speaker=Speaker("Putin", 0, 5), side=Side("RUS"), addressee=None, direct=False,
        cue=None if cue is None else quote(cue, cue + 1), content=(quote(4, 10),), about=(), stance=None, date=None,
        status="actual", via=(), confidence=0.9, evidence=quote(0, 10), why=Why("by-hand"),
    )  # fmt: skip


def test_the_day_of_saying_is_not_the_day_of_what_is_told() -> None:
    (found,) = date_statements(SAID, [statement(1)])
    assert found.date == When("2022-09-12", "2022-09-12", "day", "Monday")
    (invasion,) = date_events(SAID, [event(SAID, 6, "ASSAULT", ("RUS",), ("GEO",))])
    assert invasion.date.start == "2008-01-01" and invasion.status == "historical"


def test_a_statement_without_cue_or_time_stays_undated() -> None:
    without = statement(None)
    assert date_statements(SAID, [without]) == [without]
    said = statement(1)
    assert date_statements(replace(SAID, times=()), [said]) == [said]


@pytest.mark.parametrize(
    ("verb", "status", "wanted"),
    [
        ("helped/VERB/ROOT/1/help/VBD", "actual", "historical"),
        ("helps/VERB/ROOT/1/help/VBZ", "actual", "actual"),
        ("would/AUX/aux/2/would/MD help/VERB/ROOT/2/help/VB", "planned", "historical"),
        ("will/AUX/aux/2/will/MD help/VERB/ROOT/2/help/VB", "planned", "planned"),
        ("would/AUX/aux/2/would/MD help/VERB/ROOT/2/help/VB", "possible", "possible"),
    ],
)
def test_a_history_tells_what_is_past_though_it_gives_no_date(verb: str, status: str, wanted: str) -> None:
    doc = annotated(f"Chad/PROPN/nsubj/{verb.count(' ') + 1} {verb}", "It/PRON/nsubj/1 was/AUX/ROOT/1 1973/NUM/attr/1")
    told = replace(doc, times=(time(doc, len(doc.tokens) - 1, len(doc.tokens), When("1973-01-01", "1973-12-31")),))
    trigger = next(t.i for t in doc.tokens if t.lemma == "help")
    assert dated(told, status, trigger).status == wanted
    assert dated(doc, status, trigger).status == status, "news of the day keeps what it tells"
