import csv
import gzip
import json
import tracemalloc
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.ingest import ReadOptions, read_documents, streams
from dragoman.model import Document, IssueRow

PROSE = "The foreign ministers of the two countries met in Tashkent on Monday and agreed to withdraw their troops."
ROWS = [
    {
        "id": "a1",
        "date": "2023-03-03",
        "publisher": "Harbour Wire",
        "title": "One",
        "url": "https://a.example/1",
        "text": PROSE,
    },
    {
        "id": "a2",
        "date": "3 March 2023",
        "publisher": "",
        "title": "",
        "url": "",
        "text": 'He said: "Так, да" – 🕊,\nand left.',
    },
]


def read(path: Path, **options: str) -> tuple[list[Document], list[IssueRow]]:
    found = list(read_documents([str(path)], ReadOptions(**options)))
    return [d for d in found if isinstance(d, Document)], [i for i in found if isinstance(i, IssueRow)]


@pytest.fixture(params=["jsonl", "csv", "tsv", "parquet", "jsonl.gz", "csv.gz", "parquet.gz"])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    suffix: str = request.param
    path = tmp_path / f"corpus.{suffix}"
    plain = tmp_path / f"plain.{suffix.removesuffix('.gz')}"
    if suffix.startswith("jsonl"):
        plain.write_text("\n".join(json.dumps(row) for row in ROWS))
    elif suffix.startswith("parquet"):
        pq.write_table(pa.Table.from_pylist(ROWS), plain)
    else:
        with plain.open("w", newline="") as file:
            writer = csv.DictWriter(file, ROWS[0], delimiter="\t" if suffix == "tsv" else ",")
            writer.writeheader()
            writer.writerows(ROWS)
    path.write_bytes(gzip.compress(plain.read_bytes()) if suffix.endswith(".gz") else plain.read_bytes())
    return path


def test_every_kind_of_corpus_gives_the_same_documents(corpus: Path) -> None:
    documents, issues = read(corpus)
    assert issues == []
    assert [(d.id, d.text, d.published) for d in documents] == [(r["id"], r["text"], "2023-03-03") for r in ROWS]
    assert [(d.publisher, d.title, d.url) for d in documents] == [
        ("Harbour Wire", "One", "https://a.example/1"),
        (None, None, None),
    ]


def test_options_fill_in_rows_that_say_nothing(corpus: Path) -> None:
    documents, _ = read(corpus, publisher="Delta Journal", date="2020-01-01")
    assert [d.publisher for d in documents] == ["Harbour Wire", "Delta Journal"]
    assert [d.published for d in documents] == ["2023-03-03", "2023-03-03"]


def test_one_broken_row_in_ten_thousand(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"n{n}", "text": f"{n} {PROSE}", "date": "2023-03-03"}) for n in range(10_000)]
    lines[4711] = lines[4711][:-9]
    path = tmp_path / "big.jsonl"
    path.write_text("\n".join(lines))
    documents, issues = read(path)
    assert len(documents) == 9_999
    assert [(i.doc, i.code) for i in issues] == [(f"{path}:4712", "broken-row")]


def test_an_impossible_date_leaves_the_row_undated_and_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"date,text\n2023-02-30,{PROSE}\n03/04/2023,{PROSE}\n,{PROSE}\n")
    documents, issues = read(path, date="2020-01-01")
    assert [d.published for d in documents] == [None, None, "2020-01-01"]
    assert [(i.doc, i.code, i.lost) for i in issues] == [(d, "impossible-date", False) for d in ("a-2", "a-3")]
    assert [i.message.split()[0] for i in issues] == [f"{path}:2", f"{path}:3"] == [d.path for d in documents[:2]]


def test_rows_without_an_id_are_called_after_the_file_and_their_line(tmp_path: Path) -> None:
    path = tmp_path / "wire.csv"
    path.write_text(f'text\n"{PROSE}\nMore."\n{PROSE}\n')
    assert [d.id for d in read(path)[0]] == ["wire-2", "wire-4"]


def test_dates_and_numbers_of_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": [7], "body": [PROSE], "published_at": [datetime(2023, 3, 3, 23, 59)]}), path)
    documents, _ = read(path)
    assert (documents[0].id, documents[0].published) == ("7", "2023-03-03")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"text": None}, "empty"), ({"text": "  "}, "empty"),
        ({"text": 5}, "broken-row"), ({"text": ["a"]}, "broken-row"),
        ({"title": "x"}, "no-text-column"), ({"text": "\0\1" * 99}, "binary"), ({"text": "x" * 5_000_001}, "too-large"),
    ],
)  # fmt: skip
def test_rows_that_are_no_documents(tmp_path: Path, row: dict[str, object], code: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row) + "\n" + json.dumps({"text": PROSE}))
    documents, issues = read(path)
    assert [i.code for i in issues] == [code]
    assert issues[0].message.startswith(f"{path}:1 ")
    assert [d.id for d in documents] == ["a-2"]


def test_half_a_surrogate_pair_in_json_can_be_stored(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Talks \\ud83d began in Tashkent."}')
    assert read(path)[0][0].text.encode() == "Talks \ufffd began in Tashkent.".encode()


def test_a_file_that_is_no_corpus_is_given_up_soon(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{PROSE}\n" * 5000)
    documents, issues = read(path)
    assert documents == []
    assert [i.code for i in issues] == ["not-a-corpus"], "one message, not one for each row"
    assert "first 20 rows" in issues[0].message and f"{path}:1 is not valid JSON" in issues[0].message


def test_a_short_file_of_which_nothing_can_be_read_is_one_message(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"body": "a"}\n' * 3)
    _, issues = read(path, text_column="txt")
    assert [i.code for i in issues] == ["not-a-corpus"]
    assert "first 3 rows" in issues[0].message and "no column 'txt'" in issues[0].message
    path.write_text('{"text": ""}\n{"text": 7}\n')
    assert [i.code for i in read(path)[1]] == ["empty", "broken-row"], "different reasons are told each"


def test_broken_rows_before_the_first_good_one_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{\n[]\n" + json.dumps({"text": PROSE}) + "\n")
    documents, issues = read(path)
    assert len(documents) == 1
    assert [(i.doc, i.lost) for i in issues] == [(f"{path}:1", True), (f"{path}:2", True)]


def test_many_empty_rows_are_passed_over_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": ""}\n' * 50 + "[]\n" * 20)
    _, issues = read(path)
    assert [i.code for i in issues] == ["empty"] * 50 + ["broken-row"] * 20 + ["not-a-corpus"]


def test_a_missing_column_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": PROSE, "date": "2023-03-03"}) + "\n" for _ in range(3)))
    documents, issues = read(path, date_column="dat")
    assert len(documents) == 3
    assert [(i.code, i.lost) for i in issues] == [("no-such-column", False)]
    (tmp_path / "b.csv").write_text("text,date\na,b\n")
    documents, issues = read(tmp_path / "b.csv", date_column="dat")
    assert (documents, [i.code for i in issues]) == ([], ["no-such-column"])


def test_truncated_compression_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    rows = "".join(json.dumps({"text": f"{n * 7919 % 10007} {PROSE}"}) + "\n" for n in range(3000))
    path.write_bytes(gzip.compress(rows.encode())[:-2000])
    documents, issues = read(path)
    assert 500 < len(documents) < 3000
    assert [i.code for i in issues] == ["truncated-gzip"]
    assert f"The {len(documents)} rows before" in issues[0].message


def test_a_latin_1_row_harms_no_other_and_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good, odd = (
        json.dumps({"text": "Ołtarz " + PROSE}, ensure_ascii=False).encode(),
        '{"text": "Málaga ended it."}'.encode("latin-1"),
    )
    path.write_bytes(b"\n".join([good, odd, good, odd]))
    documents, issues = read(path)
    assert [d.text[:6] for d in documents] == ["Ołtarz", "Málaga", "Ołtarz", "Málaga"]
    assert [(i.doc, i.code, i.lost) for i in issues] == [("a-2", "encoding-guessed", False)]


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_utf_16_corpora(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_text(json.dumps({"text": PROSE}) if suffix == "jsonl" else f"text\n{PROSE}\n", encoding="utf-16")
    assert [d.text for d in read(path)[0]] == [PROSE]


def test_a_line_of_fifty_megabytes_is_passed_over_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + json.dumps({"text": PROSE}).encode())
    tracemalloc.start()
    documents, issues = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [i.code for i in issues] == ["too-large"]
    assert "Split it" in issues[0].message
    assert [d.id for d in documents] == ["a-2"]
    assert peak < 3 * streams.MAX_ROW_BYTES


def test_a_corpus_is_never_loaded_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        file.writelines(json.dumps({"text": f"{n} {PROSE}" * 20}) + "\n" for n in range(10_000))  # some 20 MB
    first: Iterator[Document | IssueRow] = read_documents([str(path)])
    tracemalloc.start()
    for _, _ in zip(range(200), first, strict=False):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000
