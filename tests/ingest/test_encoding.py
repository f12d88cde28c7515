import random

import pytest

from dragoman.ingest.encoding import (
    declared_encoding,
    decode,
    refuse_binary_text,
    refuse_known_binary,
    wide_encoding,
)
from dragoman.ingest.refusal import RefusedInputError

TEXT = "Erdoğan flew to Samarkand – “everybody is our neighbour”, he said.\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_told_by_their_bytes(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert decoded.code == ""


def test_windows_1252_is_a_guess_that_says_so() -> None:
    decoded = decode(
        "The Çavuşoğlu visit – “naïve”, said the café".replace("ş", "s").replace("ğ", "g").encode("cp1252")
    )
    assert "“naïve”" in decoded.text
    assert (decoded.encoding, decoded.code) == ("cp1252", "encoding-guessed")
    assert "0xc7 at 4" in decoded.note


def test_latin_1_reads_what_windows_1252_leaves_open() -> None:
    decoded = decode(b"caf\xe9 \x81 bar")
    assert (decoded.encoding, decoded.text) == ("latin-1", "caf\xe9 \x81 bar")


def test_one_broken_byte_does_not_turn_utf_8_into_another_encoding() -> None:
    raw = TEXT.encode() * 3 + b"\xc4" + TEXT.encode()
    decoded = decode(raw)
    assert decoded.code == "encoding-damaged"
    assert decoded.text.count("\ufffd") == 1
    assert decoded.text.count("Erdoğan") == 4


def test_the_encoding_a_person_gives_is_taken_or_refused() -> None:
    assert decode("Москва".encode("cp1251"), given="cp1251").text == "Москва"
    with pytest.raises(RefusedInputError, match="is not ascii"):
        decode("Москва".encode(), given="ascii")


def test_a_page_declares_its_encoding() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body>Łódź</body></html>'.encode("iso-8859-2")
    declared = declared_encoding(page)
    assert decode(page, declared=declared).text.endswith("Łódź</body></html>")
    assert declared_encoding(b"<meta charset=nonsense>") is None


def test_short_or_plain_bytes_are_not_wide() -> None:
    assert wide_encoding(b"a\0") is None
    assert wide_encoding(b"plain text of some length") is None


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "PDF.*pdftotext"),
        (b"PK\x03\x04\x14\0", "zip file.*unpack"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"PAR1\x15", "Parquet"),
    ],
)
def test_files_of_other_kinds_are_named(head: bytes, kind: str) -> None:
    with pytest.raises(RefusedInputError, match=kind) as refusal:
        refuse_known_binary(head)
    assert refusal.value.code == "binary"


def test_noise_is_binary_whatever_it_decodes_to() -> None:
    noise = random.Random(7).randbytes(5000)
    with pytest.raises(RefusedInputError, match="binary"):
        refuse_binary_text(decode(noise).text)


def test_a_few_nuls_are_no_reason_to_refuse() -> None:
    refuse_binary_text("Talks began.\0 They ended.\0" + "x" * 100)
    with pytest.raises(RefusedInputError, match="9 NUL"):
        refuse_binary_text("a\0" * 9)
