import datetime as dt

import pytest

from dragoman.ingest.dates import dates_in, read_date, user_date
from dragoman.model import SettingsError


@pytest.mark.parametrize(
    "written",
    [
        "2022-09-16", "2022-09-16T14:05:00+00:00", "2022/9/16", "20220916", "20220916T140500Z", "16 September 2022",
        "Friday, 16 September 2022", "September 16, 2022", "Sept. 16, 2022 2:05 PM EDT", "16th of September, 2022",
        "Fri, 16 Sep 2022 14:05:00 GMT", "16-Sep-2022", "16.09.2022", "09/16/2022", "16/09/2022",
        "Published on September 16, 2022 at 5 p.m.", 20220916, dt.date(2022, 9, 16), dt.datetime(2022, 9, 16, 23, 59),
    ],
)  # fmt: skip
def test_usual_forms_are_read(written: object) -> None:
    assert read_date(written) == "2022-09-16"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2022-02-30", "not in the calendar"),
        ("31 April 2022", "not in the calendar"),
        ("2022-13-01", "not in the calendar"),
        ("03/04/2022", "two days"),
        ("September 2022", "no day"),
        ("2022", "no day"),
        ("soon", "no day"),
        ("2022-09-16 to 2022-09-18", "several days"),
        ("1663336800", "no day"),
    ],
)
def test_what_gives_no_single_day_is_refused(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_date(written)


def test_same_day_and_month_is_not_ambiguous() -> None:
    assert read_date("05/05/2022") == "2022-05-05"


def test_a_persons_impossible_date_says_what_to_write() -> None:
    with pytest.raises(SettingsError, match=r"2022-02-30.*YYYY-MM-DD"):
        user_date("2022-02-30")


def test_dates_in_a_line_leave_out_impossible_ones() -> None:
    assert list(dates_in("Updated 17 Sept 2022, first published 2022-09-16, due 31 June 2023")) == [
        "2022-09-17",
        "2022-09-16",
    ]


def test_figures_that_are_no_dates_are_not_read() -> None:
    assert list(dates_in("Call 555-2022-09-16-44 or read page 12 of 2022; 146.9bn in 2021")) == []
