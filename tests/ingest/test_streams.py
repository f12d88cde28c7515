import gzip
import io
import sys
from pathlib import Path

import pytest

from dragoman.ingest import streams
from dragoman.ingest.refusal import RefusedInputError
from dragoman.ingest.streams import head_of, open_bytes, read_document_bytes, text_lines


def reader(raw: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(raw))


def test_compression_is_told_by_the_bytes_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(gzip.compress(b"Talks began."))
    with open_bytes(path) as stream:
        assert read_document_bytes(stream) == b"Talks began."


def test_a_plain_file_named_gz_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(b"Talks began.")
    with pytest.raises(RefusedInputError, match="not compressed"), open_bytes(path):
        pass


def test_truncated_and_damaged_gzip_are_told_apart(tmp_path: Path) -> None:
    whole = gzip.compress(bytes(range(256)) * 400)
    path = tmp_path / "a.gz"
    for raw, code in ((whole[: len(whole) // 2], "truncated-gzip"), (whole[:-6] + b"\0" * 6, "broken-gzip")):
        path.write_bytes(raw)
        with pytest.raises(RefusedInputError) as refusal, open_bytes(path) as stream:
            read_document_bytes(stream)
        assert refusal.value.code == code


def test_no_more_is_read_than_allowed() -> None:
    endless = gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b"\0" * 50_000_000)))
    with pytest.raises(RefusedInputError, match="too large"):
        read_document_bytes(io.BufferedReader(endless), limit=1_000_000)  # type: ignore[type-var]


def test_standard_input_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Talks began.")))
    with open_bytes(None) as stream:
        assert head_of(stream) == b"Talks began."
        assert stream.read() == b"Talks began."
    assert not sys.stdin.buffer.closed


def test_lines_are_decoded_one_by_one() -> None:
    lines = list(text_lines(reader("één\n".encode() + "zw\xe9i\n".encode("latin-1") + b"dr\xe9i"), None))
    assert [(line.number, line.text) for line in lines] == [(1, "één\n"), (2, "zwéi\n"), (3, "dréi")]
    assert [line.code for line in lines] == ["", "encoding-guessed", ""], "only the first guess is told"


def test_separators_inside_json_do_not_end_a_line() -> None:
    assert len(list(text_lines(reader("a\u2028b\x85c\n".encode()), None))) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_lines_of_utf_16(encoding: str) -> None:
    lines = list(text_lines(reader("Erdoğan\nflew to the summit\n".encode(encoding)), None))
    assert [line.text for line in lines] == ["Erdoğan\n", "flew to the summit\n"]


def test_an_overlong_line_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_ROW_BYTES", 1000)
    lines = list(text_lines(reader(b"a\n" + b"x" * 5_000_000 + b"\nb\n"), None))
    assert [(line.number, line.text, line.code) for line in lines] == [
        (1, "a\n", ""),
        (2, "", "too-large"),
        (3, "b\n", ""),
    ]
