import csv
from importlib.resources import files

import pytest

from dragoman.ingest.publishers import copyright_owner, read_publisher, same_publisher, usual_name

ROWS = list(csv.DictReader(files("dragoman.data").joinpath("ingest", "publisher_names.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["words"])
def test_every_row_knows_its_example(row: dict[str, str]) -> None:
    found = read_publisher(row["example"])
    assert found is not None
    assert found.name == row["example"]
    if row["how"] == "is":
        assert found.sure


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("STEPPE MONITOR", "Steppe Monitor"),
        ("The Gulf Ledger | Business and Politics", "The Gulf Ledger"),
        ("Presidential Press Service, Moscow (sample)", "Presidential Press Service, Moscow (sample)"),
        ("BBC NEWS", "BBC NEWS"),
        ("The Associated Press", "The Associated Press"),
    ],
)
def test_names_as_they_stand_above_a_text(line: str, name: str) -> None:
    found = read_publisher(line)
    assert found is not None and found.name == name


@pytest.mark.parametrize(
    "line",
    ["Iran joins the bloc at last", "Minister tells BBC he will go", "Times are hard.", "good news",
     "Guardian of the treaty resigns",
     "Readout of the call between the President and the Prime Minister of Japan", "News"],
)  # fmt: skip
def test_headlines_are_no_publishers(line: str) -> None:
    assert read_publisher(line) is None


def test_lines_that_repeat_the_known_publisher() -> None:
    assert same_publisher("CASPIAN CHRONICLE", "The Caspian Chronicle")
    assert same_publisher("The White House", "White House (USA)")
    assert not same_publisher("Chronicle", "Caspian Chronicle")
    assert not same_publisher("Caspian Chronicle", None)


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Copyright 2022 Harbour Wire. All rights reserved.", "Harbour Wire"),
        ("(c) 2022 The Gulf Ledger FZ-LLC", "The Gulf Ledger"),
        ("© 2019-2022 Meridian Courier Ltd. Registered in England.", "Meridian Courier"),
        ("Copyright Anatolian Mirror Publishing 2022", "Anatolian Mirror"),
        ("© all rights reserved", None),
        ("Copyright 2022. This material may not be published, broadcast or rewritten", None),
    ],
)
def test_owners_named_in_a_copyright(line: str, owner: str | None) -> None:
    assert copyright_owner(line) == owner


def test_agencies_by_their_usual_names() -> None:
    assert usual_name(" Ap ") == "AP"
    assert usual_name("Harbour Wire") == "Harbour Wire"
