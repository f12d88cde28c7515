import gzip
import io
import json
import os
import re
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.ingest import ReadOptions, read_documents
from dragoman.ingest import reader as reader_module
from dragoman.model import Document, InputError, IssueRow, SettingsError

PROSE = "The foreign ministers of the two countries met in Tashkent on Monday and agreed to withdraw their troops."


def read(*inputs: object, **options: str) -> tuple[list[Document], list[IssueRow]]:
    found = list(read_documents([str(one) for one in inputs], ReadOptions(**options)))
    return [d for d in found if isinstance(d, Document)], [i for i in found if isinstance(i, IssueRow)]


def one(*inputs: object, **options: str) -> Document:
    documents, issues = read(*inputs, **options)
    assert issues == []
    assert len(documents) == 1
    return documents[0]


def refused(*inputs: object, **options: str) -> IssueRow:
    documents, issues = read(*inputs, **options)
    assert documents == []
    assert len(issues) == 1
    assert issues[0].stage == "ingest"
    return issues[0]


# -- one document a file ---------------------------------------------------------------------------------------------


def test_plain_text_is_kept_to_the_last_line_end(tmp_path: Path) -> None:
    text = f"Ministers agree\r\n\r\n{PROSE}\r\n\tLast – line\r"
    path = tmp_path / "talks.of.may.txt"
    path.write_bytes(text.encode())
    document = one(path)
    assert document.text == text
    assert (document.id, document.title, document.path) == ("talks.of.may", "Ministers agree", str(path))


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + PROSE.encode())
    assert one(tmp_path / "a.txt").text == PROSE


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes((PROSE + " Erdoğan 🕊").encode(encoding))
    assert one(tmp_path / "a.txt").text == PROSE + " Erdoğan 🕊"


def test_a_guessed_encoding_is_told_and_the_text_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PROSE.replace("Monday", "Mónday").encode("cp1252"))
    documents, issues = read(tmp_path / "a.txt")
    assert "Mónday" in documents[0].text
    assert [(i.code, i.doc, i.lost) for i in issues] == [("encoding-guessed", "a", False)]
    assert one(tmp_path / "a.txt", encoding="cp1252").text == documents[0].text


def test_what_is_said_of_a_document_goes_before_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: T\npublisher: P\ndate: 2023-03-03\n---\n{PROSE}\n")
    document = one(tmp_path / "a.md", id="x", title="T2", publisher="P2", date="2023-03-04", url="https://a.example")
    assert (document.id, document.title, document.publisher) == ("x", "T2", "P2")
    assert (document.published, document.url) == ("2023-03-04", "https://a.example")


def test_markdown_is_kept_and_its_front_matter_cut(tmp_path: Path) -> None:
    front = '---\ntitle: "Talks: a start"\ndate: 3 March 2023\nurl: https://a.example\n---\n'
    text = f"{front}\n# Talks: a start\n\n{PROSE}\n"
    (tmp_path / "a.md").write_text(text)
    document = one(tmp_path / "a.md")
    assert document.text == text
    assert (document.title, document.published, document.url) == ("Talks: a start", "2023-03-03", "https://a.example")
    assert (document.cuts[0].start, document.cuts[0].reason) == (0, "front-matter")
    assert document.text[document.cuts[0].end :].startswith("\n# Talks")


def test_an_impossible_date_in_front_matter_leaves_the_document_undated(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ndate: 2023-02-30\n---\n3 March 2023\n\n{PROSE}\n")
    documents, issues = read(tmp_path / "a.md")
    assert documents[0].published is None
    assert [i.code for i in issues] == ["impossible-date"]
    assert "2023-02-30" in issues[0].message


def test_a_page_gives_its_article_and_debris_left_in_it_is_cut(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(
        "<html><head><title>Talks go on</title><meta property='og:site_name' content='Delta Journal'>"
        "<meta property='article:published_time' content='2023-03-03T10:00:00Z'></head>"
        "<body><article><h1>Talks go on</h1>"
        f"<p>{PROSE}</p><p>Soldiers left the valley on Sunday. (AP Photo/J. Roe)</p>"
        "<p>They will meet again in the spring, a spokesman for the ministry said.</p></article></body></html>"
    )
    document = one(tmp_path / "p.html")
    assert (document.title, document.publisher, document.published) == ("Talks go on", "Delta Journal", "2023-03-03")
    assert [document.text[c.start : c.end] for c in document.cuts] == [
        "Soldiers left the valley on Sunday. (AP Photo/J. Roe)"
    ]


@pytest.mark.parametrize(
    ("raw", "code", "says"),
    [
        (b"", "empty", "nothing to read"),
        (b" \n\n", "empty", "nothing to read"),
        (b"%PDF-1.7 \xe2\xe3", "binary", "PDF"),
        (b"PK\x03\x04abc", "binary", "zip"),
        (bytes(range(256)) * 40, "binary", "binary"),
        (b"\0" * 4000, "binary", "NUL"),
        (b"x" * 6_000_000, "too-large", "6,000,000 characters.*5,000,000.*Split it"),
        (b"x" * 21_000_000, "too-large", "more than 20 MB"),
        (gzip.compress(b"Talks began. " * 99)[:-30], "truncated-gzip", "breaks off"),
    ],
    ids=["empty", "blank", "pdf", "zip", "noise", "nuls", "long", "huge", "truncated"],
)
def test_bad_files_get_one_clear_issue(tmp_path: Path, raw: bytes, code: str, says: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    row = refused(path)
    assert row.code == code
    assert row.message.startswith(str(path))
    assert re.search(says, row.message)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE)
    if os.geteuid() == 0:  # root reads everything: let the system say no

        def no(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(reader_module, "open_bytes", no)
    else:
        path.chmod(0)
    assert refused(path).code == "permission-denied"


def test_one_bad_file_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{name} {PROSE}")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.4")
    documents, issues = read(tmp_path)
    assert [d.id for d in documents] == ["a", "c"]
    assert [i.doc for i in issues] == [str(tmp_path / "b.txt")]

    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(reader_module, "build_document", fail)
    documents, issues = read(tmp_path / "a.txt")
    assert (documents, issues[0].code) == ([], "unexpected")


def test_missing_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    documents, issues = read(tmp_path / "a.txt", tmp_path / "gone.txt")
    assert (len(documents), [i.code for i in issues]) == (1, ["no-such-file"])
    with pytest.raises(InputError, match=r"gone\.txt"):
        read_documents([str(tmp_path / "gone.txt")])


def test_one_id_for_several_documents_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "b.txt").write_text(PROSE)
    with pytest.raises(SettingsError, match="One id"):
        read_documents([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], ReadOptions(id="x"))
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": PROSE}))
    with pytest.raises(SettingsError, match="One title"):
        read(tmp_path / "c.jsonl", title="x")


# -- standard input and unknown suffixes -----------------------------------------------------------------------------


def pipe(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


def test_text_from_standard_input_is_called_by_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, PROSE.encode())
    document = one("-")
    assert (document.text, document.id, document.path) == (PROSE, document.sha256[:16], None)
    pipe(monkeypatch, PROSE.encode())
    assert one("-", id="mine").id == "mine"


@pytest.mark.parametrize("compress", [False, True])
def test_formats_are_told_by_the_first_bytes(monkeypatch: pytest.MonkeyPatch, compress: bool) -> None:
    table = io.BytesIO()
    pq.write_table(pa.table({"text": [PROSE]}), table)
    for raw in (
        f"<!DOCTYPE html><html><body><p>{PROSE}</p></body></html>".encode(),
        b"\n" + json.dumps({"text": PROSE}).encode(),
        table.getvalue(),
    ):
        pipe(monkeypatch, gzip.compress(raw) if compress else raw)
        assert one("-").text.strip() == PROSE


def test_a_given_format_and_column_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = f"a,b\n1,{PROSE}\n".encode()
    for options in ({"text_column": "b"}, {"text_column": "b", "format": "csv"}):
        pipe(monkeypatch, raw)
        assert one("-", **options).text == PROSE
    pipe(monkeypatch, raw)
    assert one("-").text == raw.decode()


def test_a_json_array_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, b'[\n {"text": "x"}]')
    assert "JSON Lines" in refused("-").message


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, b"")
    assert refused("-").message.startswith("standard input is empty")


# -- order -----------------------------------------------------------------------------------------------------------


def test_the_same_call_gives_the_same_documents(tmp_path: Path) -> None:
    for name in ("z.txt", "m/a.txt", "b.md", "k.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"text": PROSE}) if name.endswith("jsonl") else PROSE)
    first, second = read(tmp_path), read(tmp_path)
    assert first == second
    assert [d.id for d in first[0]] == ["b", "k-1", "a", "z"]


def test_a_file_in_another_encoding_than_the_one_given_is_lost(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PROSE.replace("Monday", "Mónday").encode("cp1252"))
    (tmp_path / "b.txt").write_text(PROSE)
    documents, issues = read(tmp_path / "a.txt", tmp_path / "b.txt", encoding="utf-8")
    assert [d.id for d in documents] == ["b"]
    assert [(i.code, i.lost) for i in issues] == [("encoding-wrong", True)]


def test_how_many_documents_will_come_is_known_of_plain_files_only(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "c.html"):
        (tmp_path / name).write_text(PROSE)
    assert read_documents([str(tmp_path)]).total == 3
    assert read_documents([str(tmp_path), str(tmp_path / "gone.txt")]).total == 4
    assert read_documents(["-"]).total is None
    (tmp_path / "d.jsonl").write_text("{}")
    assert read_documents([str(tmp_path)]).total is None
    assert read_documents([str(tmp_path / "a.txt")], ReadOptions(format="csv")).total is None


def test_an_empty_name_is_not_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    monkeypatch.chdir(tmp_path)
    for name in ("", "  "):
        with pytest.raises(InputError, match="name is empty"):
            read_documents([name])
