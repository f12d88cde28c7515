"""The sample dispatches: every line listed as debris is cut, and hardly anything else."""

import csv
from importlib.resources import as_file, files

import pytest

from dragoman.ingest import read_documents
from dragoman.model import Document

SAMPLES = files("dragoman.samples")
INDEX = list(csv.DictReader(SAMPLES.joinpath("index.csv").open(encoding="utf-8")))
DEBRIS = list(csv.DictReader(SAMPLES.joinpath("debris.csv").open(encoding="utf-8")))
EXPECTED_BESIDES = {"dateline", "markup", "front-matter"}


def sample(name: str) -> Document:
    with as_file(SAMPLES.joinpath(name)) as path:
        found = list(read_documents([str(path)]))
    assert len(found) == 1
    assert isinstance(found[0], Document)
    return found[0]


@pytest.mark.parametrize("row", INDEX, ids=lambda row: row["file"])
def test_publisher_date_and_headline_are_read(row: dict[str, str]) -> None:
    document = sample(row["file"])
    assert (document.publisher, document.published, document.title) == (row["publisher"], row["date"], row["title"])


@pytest.mark.parametrize("row", INDEX, ids=lambda row: row["file"])
def test_debris_is_cut_and_nothing_else(row: dict[str, str]) -> None:
    document = sample(row["file"])
    lines = [d["line"] for d in DEBRIS if d["file"] == row["file"]]
    kept, at = [], 0
    for cut in document.cuts:
        kept.append(document.text[at : cut.start])
        at = cut.end
    kept.append(document.text[at:])
    left = "\n".join(kept).splitlines()
    assert [line for line in lines if line in left] == []
    if not row["file"].endswith(".html"):  # of a page, most debris is gone before the text begins
        assert [line for line in lines if line not in document.text] == []
    besides = [document.text[c.start : c.end] for c in document.cuts if c.reason not in EXPECTED_BESIDES]
    assert [text for text in besides if text not in lines] == []
