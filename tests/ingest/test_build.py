import hashlib

import pytest

from dragoman.ingest import MAX_CHARS, document_from_text
from dragoman.model import InputError, SettingsError

PROSE = "The ministers of both countries met on Monday and agreed to withdraw their troops."
TEXT = f"Delta Journal\n3 March 2023\nMinisters agree to withdraw\n\n{PROSE}\n"


def test_what_is_not_given_is_read_from_the_text() -> None:
    document = document_from_text(TEXT)
    assert document.text == TEXT
    assert document.id == hashlib.sha256(TEXT.encode()).hexdigest()[:16]
    assert (document.title, document.publisher, document.published) == (
        "Ministers agree to withdraw", "Delta Journal", "2023-03-03",
    )  # fmt: skip
    assert [document.text[c.start : c.end] for c in document.cuts] == ["Delta Journal", "3 March 2023"]


def test_what_is_given_goes_first() -> None:
    document = document_from_text(
        TEXT, id="d1", title="T", publisher="Nordlys", url="https://d.example", published="2023-03-04"
    )
    assert (document.id, document.title, document.publisher) == ("d1", "T", "Nordlys")
    assert (document.published, document.url) == ("2023-03-04", "https://d.example")
    assert [c.reason for c in document.cuts] == ["site-name", "timestamp"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "text is empty"),
        (" \n\u2003", "empty"),
        ("x" * (MAX_CHARS + 1), "too large for one document: 5,000,001 characters"),
        ("\0a" * 50, "binary"),
    ],
    ids=["empty", "blank", "long", "nul"],
)
def test_texts_that_cannot_be_documents(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        document_from_text(text)


def test_an_impossible_date_is_an_error() -> None:
    with pytest.raises(SettingsError, match="not in the calendar"):
        document_from_text(TEXT, published="2023-02-29")


def test_offsets_count_code_points_and_nothing_is_normalised() -> None:
    middle = "\u202bסוף\u202c 🕊️ e\u0301tat 𝔘𝔎\r\nThe two ministers agreed on Monday to withdraw all their troops."
    text = f"Advertisement\r\n\r\n{middle}\r\n\r\nAdvertisement"
    document = document_from_text(text)
    assert document.text == text
    assert document.chars == len(text)
    assert [text[c.start : c.end] for c in document.cuts] == ["Advertisement", "\u202b", "\u202c", "Advertisement"]


@pytest.mark.parametrize("text", [b"Talks began.", None, 7])
def test_what_is_no_text_is_told_so(text: object) -> None:
    with pytest.raises(InputError, match=r"not a str: decode bytes"):
        document_from_text(text)  # type: ignore[arg-type]


def test_half_surrogates_are_replaced_one_by_one() -> None:
    document = document_from_text("Talks \ud83d began \udc00.")
    assert document.text == "Talks \ufffd began \ufffd."
    assert document.sha256
