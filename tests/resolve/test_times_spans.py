"""Expressions of running text: what they cover, what they mean, what prepositions make of them."""

from itertools import pairwise

import pytest

from dragoman.model import InputError
from dragoman.resolve.times import TimeSpan, find_time_spans
from dragoman.resolve.times.recurring import Tense

FRIDAY = "2022-09-16"


def only(text: str, dct: str | None = FRIDAY) -> TimeSpan:
    (span,) = find_time_spans(text, dct)
    return span


def heard(text: str, dct: str | None = FRIDAY) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.value) for s in find_time_spans(text, dct)]


# ---- values ---------------------------------------------------------------------------------------

VALUES = [
    # dates in the usual orders
    ("The pact was signed on 15 September 2022 in Samarkand.", [("15 September 2022", "2022-09-15")]),
    ("The pact was signed on September 15th, 2022.", [("September 15th, 2022", "2022-09-15")]),
    ("Kazan, 3.11.2021: the envoys met.", [("3.11.2021", "2021-11-03")]),
    ("The order of 12/31/1999 still stands.", [("12/31/1999", "1999-12-31")]),
    ("It joined on July 4, 2023 as a full member.", [("July 4, 2023", "2023-07-04")]),
    ("The Feb. 24 invasion changed everything.", [("Feb. 24", "2022-02-24")]),
    ("It reopens on the 28th, ministers said.", [("the 28th", "2022-09-28")]),
    ("The summit of 15–16 September drew leaders.", [("15–16 September", "2022-09-15/2022-09-16")]),
    # months
    ("Talks collapsed in July.", [("July", "2022-07")]),
    ("Voters will decide in November.", [("November", "2022-11")]),
    ("It was annexed in March 2014.", [("March 2014", "2014-03")]),
    ("They have not met since February.", [("February", "2022-02")]),
    # weekdays by tense
    ("The two will sit down Friday.", [("Friday", "2022-09-16")]),
    ("The two met on Thursday.", [("Thursday", "2022-09-15")]),
    ("Delegates are to vote on Tuesday.", [("Tuesday", "2022-09-20")]),
    ("He is scheduled to land in Baku on Sunday.", [("Sunday", "2022-09-18")]),
    ("Troops shelled the bridge on Sunday.", [("Sunday", "2022-09-11")]),
    # around the document's day
    ("Earlier today the envoy left; he returns tomorrow.", [("today", "2022-09-16"), ("tomorrow", "2022-09-17")]),
    ("Last week it sent aid; next month it will send more.", [("Last week", "2022-W36"), ("next month", "2022-10")]),
    ("Exports fell last quarter and may recover this year.", [("last quarter", "2022-Q2"), ("this year", "2022")]),
    ("Shelling killed four this weekend.", [("this weekend", "2022-W36-WE")]),
    ("It was signed more than two years ago.", [("more than two years ago", "2020")]),
    ("The border was closed six weeks ago.", [("six weeks ago", "2022-W31")]),
    ("The quarrel began a decade ago.", [("a decade ago", "2012")]),
    # years and longer
    ("The line was drawn in the early 1990s.", [("early 1990s", "199")]),
    ("Pirates held the strait in the 18th and 19th centuries.", [("18th and 19th centuries", "17/18")]),
    ("The war of 2010–12 cost it dearly.", [("2010–12", "2010/2012")]),
    ("The mid-2000s brought growth.", [("mid-2000s", "200")]),
    ("A ban was lifted late last month.", [("late last month", "2022-08")]),
    ("Imports rose in the first half of 2021.", [("the first half of 2021", "2021-H1")]),
    # lengths and sets
    ("They fought for three years.", [("three years", "P3Y")]),
    ("It is their first summit in nearly 1,000 days.", [("1,000 days", "P1000D")]),
    ("A 20-year treaty lapsed.", [("20-year", "P20Y")]),
    ("They meet every year and trade weekly reports.", [("every year", "P1Y"), ("weekly", "P1W")]),
    ("Trade has grown in recent months.", [("recent months", "PXM")]),
    # vague
    ("It is now a full member.", [("now", "PRESENT_REF")]),
    ("The two recently spoke.", [("recently", "PAST_REF")]),
    # what only looks like a time
    ("Mrs May met Mr August.", []),
    ("They may march on the capital.", []),
    ("Bloody Sunday and Black September are remembered.", []),
    ("A force of 2,000 troops and 1500 soldiers moved.", []),
    ("The 44-year-old minister, 71 years old at heart, resigned.", []),
    ("He came second; it took a second vote.", []),
    ("See https://example.org/2021/11/26/readout for the text.", []),
    ("Resolution 1973 and Flight 1234 are numbers.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), VALUES, ids=[text[:40] for text, _ in VALUES])
def test_values(text: str, expected: list[tuple[str, str]]) -> None:
    assert heard(text) == expected


# ---- periods as records keep them -----------------------------------------------------------------

PERIODS = [
    ("It has been closed since 2019.", "2019-01-01", None, "range", "since 2019"),
    ("It was closed in February 2020.", "2020-02-01", "2020-02-29", "month", "February 2020"),
    ("They will stay until Oct. 3.", None, "2022-10-03", "range", "until Oct. 3"),
    ("Troops must leave by June 2023.", None, "2023-06-30", "range", "by June 2023"),
    ("By March 2020 all flights had stopped.", "2020-03-01", "2020-03-31", "month", "By March 2020"),
    ("It was occupied before 1939.", None, "1939-01-01", "range", "before 1939"),
    ("On the eve of June 6, 1950 the raid began.", "1950-06-05", "1950-06-06", "range", "eve of June 6, 1950"),
    ("As of March 30 it shipped no more.", "2022-03-30", None, "range", "As of March 30"),
    ("He was seen in the 1970s.", "1970-01-01", "1979-12-31", "range", "1970s"),
    ("It fell in the late 1600s.", "1670-01-01", "1699-12-31", "range", "late 1600s"),
    ("It rose in the mid-16th century.", "1540-01-01", "1560-12-31", "range", "mid-16th century"),
    ("It rose in early 1946.", "1946-01-01", "1946-04-30", "range", "early 1946"),
    ("It was signed earlier this year.", "2022-01-01", "2022-09-16", "range", "earlier this year"),
    ("They will meet in the next two weeks.", "2022-09-16", "2022-09-30", "range", "the next two weeks"),
    ("Trade doubled over the past five years.", "2017-09-16", "2022-09-16", "range", "the past five years"),
    ("Trade has grown in recent months.", None, "2022-09-16", "range", "recent months"),
    ("It shrank in the third quarter of 2020.", "2020-07-01", "2020-09-30", "range", "third quarter of 2020"),
    ("They met last week.", "2022-09-05", "2022-09-11", "week", "last week"),
    ("They met last summer.", "2022-06-01", "2022-08-31", "range", "last summer"),
    ("They fought for three years.", None, None, None, "three years"),
    ("They meet every year.", None, None, None, "every year"),
    ("It is now a member.", None, None, None, "now"),
    ("It fell on the night of May 5.", "2022-05-05", "2022-05-05", "day", "the night of May 5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start", "end", "precision", "words"), PERIODS, ids=[p[0][:40] for p in PERIODS])
def test_periods(text: str, start: str | None, end: str | None, precision: str | None, words: str) -> None:
    when = only(text).when
    assert (when.start, when.end, when.precision, when.text) == (start, end, precision, words)


@pytest.mark.parametrize(
    "text",
    [
        "It ruled from 2014 to 2019.",
        "It ruled between 2014 and 2019.",
        "It ruled throughout 2014 and 2019.",
        "It ruled from 2014 until 2019.",
    ],
)
def test_both_ends_of_a_range_carry_the_whole(text: str) -> None:
    first, last = find_time_spans(text, FRIDAY)
    assert (first.value, last.value) == ("2014", "2019")
    assert first.when == last.when
    assert (first.when.start, first.when.end, first.when.precision) == ("2014-01-01", "2019-12-31", "range")
    assert first.when.text == text[text.index(" ruled ") + 7 : -1]


def test_preposition_of_a_noun_behind_does_not_bound_the_time() -> None:
    assert only("Prices fell after Thursday's vote.").when.end == "2022-09-15"
    assert only("It went badly for the force since the 2014 war.").when.end == "2014-12-31"


def test_since_looks_back_whatever_the_tense() -> None:
    assert only("This will be the highest toll since October 5.").value == "2021-10-05"


# ---- anchors --------------------------------------------------------------------------------------


def test_later_and_earlier_count_from_the_time_told() -> None:
    text = "It was founded on May 20, 2021. Two weeks earlier nobody had heard of it; three days later all had."
    assert heard(text)[1:] == [("Two weeks earlier", "2021-W18"), ("three days later", "2021-05-23")]


def test_later_counts_from_the_document_where_nothing_was_told() -> None:
    assert heard("It withdrew from the pact three months prior.") == [("three months prior", "2022-06")]


def test_same_and_following_units() -> None:
    text = "In January 1966 it applied. In April of the same year it paid, and the following month it left."
    assert [v for _, v in heard(text)] == ["1966-01", "1966-04", "1966-05"]


def test_history_puts_a_bare_month_into_the_year_told() -> None:
    text = "By March 1974 the junta had split. In May the colonels resigned. A vote in June 1974 sealed it."
    assert [v for _, v in heard(text, "2013-01-01")] == ["1974-03", "1974-05", "1974-06"]


@pytest.mark.parametrize(
    ("text", "heard_last"),
    [
        # what a passage about the past goes on with
        ("They met on Friday. In September 2016 Minsk recalled its envoy, and in October it cut the post.", "2016-10"),
        ("They met on Friday. On May 12, 2018 war broke out; parliament demanded a retreat on the 13th.", "2018-05-13"),
        ("On Tuesday they met; the talks broke off on the 1st.", "2022-09-01"),
        ("They met on Friday. On May 30, 2018 war broke out; parliament fled on the 2nd.", "2018-06-02"),
        ("They will meet on October 3. It was agreed on the 12th.", "2022-09-12"),
        ("They met on Friday. It was let in in May 2009, and in November it expelled the envoys.", "2009-11"),
        ("They met on Friday. The May 12, 2009, bombing killed two; Peru agreed in November to talks.", "2021-11"),
        # long after what was told, ahead, or in another paragraph: the news again
        ("They met on Friday. It fell out with Minsk in September 2016 and made up with it in July.", "2022-07"),
        ("They met on Friday. It joined in September 2016 and will leave in October.", "2022-10"),
        ("They met on Friday. It joined in September 2016.\n\nIn October it sent an envoy.", "2021-10"),
    ],
)
def test_a_paragraph_about_the_past_goes_on_with_it(text: str, heard_last: str) -> None:
    assert heard(text)[-1][1] == heard_last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("They met on Friday. In July 2019 it joined; that November it left.", ("that November", "2019-11")),
        ("They met on Friday. In July 2019 it joined, and that May it had left.", ("that May", "2019-05")),
        ("They met on Friday. On December 28, 2018 it fell; that January it rose.", ("that January", "2019-01")),
        ("They met on Friday. In February 2015 it fell, that winter it rose.", ("that winter", "2014-WI")),
        ("They met on Friday. In May 2018 it struck, and a truce was reached that July.", ("that July", "2018-07")),
        # nothing that a month can be counted from
        ("In the 1990s it joined; that November it left.", ("that November", "XXXX-11")),
        # "that" joins a clause
        ("They met on Friday. It left in 1998. It said that April was cold.", ("April", "2022-04")),
        ("Following June talks in Geneva they signed.", ("June", "2022-06")),
    ],
)
def test_that_may_is_of_the_time_told(text: str, last: tuple[str, str]) -> None:
    assert heard(text)[-1] == last


def test_the_decade_of_a_history_is_its_own() -> None:
    text = "In 1973 oil grew dear. By the end of the decade all had saved."
    assert find_time_spans(text, "2013-01-01")[1].when.start == "1977-01-01"


def test_a_unit_too_fine_for_the_time_told_keeps_its_period() -> None:
    span = find_time_spans("In 2020 the king died; his son was crowned the following month.", "2022-09-16")[1]
    assert (span.value, span.when.start, span.when.precision, span.mod) == ("", "2020-01-01", "year", "APPROX")


def test_weekday_helps_to_find_the_year() -> None:
    assert heard("A notice for Monday, Nov. 9:", "1998-11-08") == [("Monday, Nov. 9", "1998-11-09")]


def test_a_near_day_beats_the_tense() -> None:
    assert heard("He dismissed the Feb. 9 ultimatum.", "2006-02-02")[0][1] == "2006-02-09"


def test_the_callers_tense_is_believed() -> None:
    def ahead(start: int, end: int) -> Tense | None:
        return "future"

    (span,) = find_time_spans("Talks on Monday", FRIDAY, ahead)
    assert span.value == "2022-09-19"


# ---- without a date -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met yesterday.", ""),
        ("They met last week.", ""),
        ("They met on Friday.", "XXXX-WXX-5"),
        ("They met on September 15.", "XXXX-09-15"),
        ("They met in recent months.", "PXM"),
    ],
)
def test_relative_times_stay_unresolved_without_a_date(text: str, value: str) -> None:
    span = only(text, None)
    assert (span.value, span.when.start, span.when.end) == (value, None, None)
    assert span.when.text == text[span.start : span.end]


def test_absolute_times_resolve_without_a_date() -> None:
    assert only("They met on 15 September 2022.", None).when.start == "2022-09-15"


def test_a_time_of_day_in_the_documents_date_is_passed_over() -> None:
    assert only("They met today.", "2022-09-16T09:42").value == "2022-09-16"


def test_a_broken_date_is_refused() -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        find_time_spans("They met today.", "16/09/2022")


@pytest.mark.parametrize(
    "text",
    ["", " \n\n ", "''''", "May", "31 February 2020, 1/99/2020", "0/0/0000", "in the 0th century", "\ud800 2020"],
)
def test_odd_texts_do_no_harm(text: str) -> None:
    for span in find_time_spans(text, FRIDAY):
        assert 0 <= span.start < span.end <= len(text)


def test_extremes_of_the_calendar() -> None:
    assert heard("It fell nine thousand years ago, in the 1st century.", "0002-01-01")
    assert heard("It will last 9,000 years from now.", "9998-12-31")


def test_spans_are_in_order_and_do_not_overlap() -> None:
    text = "On Monday, Oct. 26, at 9 a.m. Tuesday, from 2014 to 2019, early last week, in mid-May 2020, they met. " * 3
    spans = find_time_spans(text, FRIDAY)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert len(spans) > 15
