import pytest

from dragoman.ingest.stamps import read_dateline, read_stamp


@pytest.mark.parametrize(
    ("line", "published", "label"),
    [
        ("16 September 2022", "2022-09-16", ""),
        ("Friday, 16 September 2022", "2022-09-16", ""),
        ("Updated: Thursday 15 September 2022, 17:22", "2022-09-15", "updated"),
        ("Published: 2022-09-16 14:05 GMT", "2022-09-16", "published"),
        ("Date: 17 September 2022", "2022-09-17", "date"),
        ("Last updated on Sept. 16, 2022 at 2:05 p.m. EDT", "2022-09-16", "last updated on"),
        ("16 Sep 2022 | Updated 17:22 IST", "2022-09-16", ""),
        ("2022-09-16T14:05:00Z", "2022-09-16", ""),
        ("Updated 14:05 GMT", None, "updated"),
        ("3:13 P.M. EDT", None, ""),
    ],
)
def test_lines_of_date_and_time(line: str, published: str | None, label: str) -> None:
    stamp = read_stamp(line)
    assert stamp is not None
    assert (stamp.published, stamp.label) == (published, label)


@pytest.mark.parametrize(
    "line",
    [
        "Friday",
        "2022",
        "Talks on 16 September 2022",
        "On 16 September 2022 Iran signed.",
        "Published works",
        "Time to go",
        "At 5",
    ],
)
def test_other_lines_are_none(line: str) -> None:
    assert read_stamp(line) is None


def test_a_line_that_tells_of_a_change_counts_less() -> None:
    ranks = [read_stamp(f"{label} 16 September 2022") for label in ("Published", "", "Updated")]
    assert [stamp.rank for stamp in ranks if stamp] == [0, 1, 2]


@pytest.mark.parametrize(
    ("dateline", "agency", "published"),
    [
        ("TASHKENT, Uzbekistan (Harbour Wire) — ", "Harbour Wire", None),
        ("TASHKENT — ", None, None),
        ("NEW DELHI – ", None, None),
        ("WASHINGTON, D.C. -- ", None, None),
        ("DUBAI, Sept 15 - ", None, None),
        ("BEIJING, Sept. 16, 2022 (Xinhua) -- ", "Xinhua", "2022-09-16"),
        ("Hong Kong (CNN) — ", "CNN", None),
        ("(Reuters) - ", "Reuters", None),
        ("MOSCOW, September 16. /TASS/. ", "TASS", None),
        ("TASHKENT, Uzbekistan\n(AP) — ", "AP", None),
    ],
)
def test_datelines_before_the_first_sentence(dateline: str, agency: str | None, published: str | None) -> None:
    found = read_dateline(f"{dateline}Leaders met on Friday.", first=True)
    assert found is not None
    assert (found.length, found.agency, found.published) == (len(dateline), agency, published)


@pytest.mark.parametrize(
    "paragraph",
    [
        "NATO — the alliance of thirty — met on Friday.",
        "NATO and Russia — Both said no.",
        "Xi Jinping (China) — President since 2013.",
        "PRESIDENT: We will not yield.",
        "ISLAMABAD: Talks began.",
        "ZANU–PF won.",
        "Moscow - that is, the Kremlin - agreed.",
        "In Samarkand, leaders met.",
        "",
    ],
)
def test_what_only_looks_like_a_dateline(paragraph: str) -> None:
    assert read_dateline(paragraph, first=False) is None


def test_a_bare_place_is_a_dateline_only_before_the_first_paragraph() -> None:
    assert read_dateline("TASHKENT — Leaders met.", first=False) is None
    assert read_dateline("TASHKENT, Uzbekistan (AP) — Leaders met.", first=False) is not None


def test_a_dateline_may_stand_alone() -> None:
    found = read_dateline("NAIROBI, Kenya (AP) _", first=False)
    assert found is not None and found.length == 21
