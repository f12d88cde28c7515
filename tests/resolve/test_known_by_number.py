"""Bodies that are called by how many their members are."""

from __future__ import annotations

import pytest
from tests.resolve._meant import meant_by

from dragoman.annotate import Parser
from dragoman.resolve.known_by_number import number_of
from dragoman.tables.sizes import size_of


@pytest.mark.parametrize(
    ("word", "number"),
    [("five", 5), ("Twelve", 12), ("nineteen", 19), ("thirty", 30), ("twenty-seven", 27)]
    + [(word, 0) for word in ("twelve-five", "twenty-eleven", "twenty-", "dozen", "first", "")],
)
def test_words_are_numbers(word: str, number: int) -> None:
    assert number_of(word) == number


def test_the_largest_number_counts() -> None:
    assert size_of({"both", "trio", "rivals"}) == 3 and size_of({"rivals"}) == 0


@pytest.mark.model
@pytest.mark.parametrize(
    ("published", "text", "word", "body"),
    [
        ("1991-06-01", "The Twelve slept.", "Twelve", "EU"),
        ("2002-06-01", "Peru wrote a letter to the Fifteen and left.", "Fifteen", "EU"),
        ("2011-01-01", "ASEAN met in Lima. The ten agreed on a text.", "ten", "ASEAN"),
        ("1999-06-01", "NATO hesitated, and the nineteen voted.", "nineteen", "NATO"),
        ("2018-01-01", "The European Union hesitated, and the twenty-eight voted.", "eight", "EU"),
    ],
)
def test_a_body_is_known_by_its_number_on_the_day(
    parser: Parser, published: str, text: str, word: str, body: str
) -> None:
    assert meant_by([word], text, parser, published) == {word: [body]}


@pytest.mark.model
@pytest.mark.parametrize(
    ("published", "text", "word"),
    [
        ("2002-06-01", "The fifteen were killed.", "fifteen"),  # in small letters only who was named
        ("2011-06-01", "The Fifteen slept.", "Fifteen"),  # of another time
        (None, "The Fifteen slept.", "Fifteen"),
        ("2011-01-01", "ASEAN hesitated. Ten slept.", "Ten"),
        ("2011-01-01", "ASEAN met in Lima. The ten farmers slept.", "ten"),
    ],
)
def test_other_numbers_are_nobody(parser: Parser, published: str | None, text: str, word: str) -> None:
    assert meant_by([word], text, parser, published) == {word: [None]}
