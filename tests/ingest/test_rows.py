import io
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.ingest.refusal import RefusedInputError
from dragoman.ingest.rows import BrokenRow, DelimitedFile, ParquetFile, Row, json_rows
from dragoman.ingest.streams import TextLine, text_lines


def lines(text: str) -> Iterator[TextLine]:
    return text_lines(io.BufferedReader(io.BytesIO(text.encode())), None)


def delimited(text: str, delimiter: str | None = None) -> list[tuple[int, dict[str, str] | str]]:
    rows = DelimitedFile(lines(text), delimiter).rows()
    return [(row.number, row.note if isinstance(row, BrokenRow) else dict(row.values)) for row in rows]


def test_json_rows_and_broken_ones_between_them() -> None:
    found = list(json_rows(lines('{"text": "a"}\n\n{"text": \n[1]\n"x"\n' + "[" * 200_000 + '\n{"text": "b"}')))
    assert [row.number for row in found] == [1, 3, 4, 5, 6, 7]
    assert [isinstance(row, Row) for row in found] == [True, False, False, False, False, True]
    assert "not valid JSON" in found[1].note


def test_cells_with_commas_quotes_and_line_ends() -> None:
    assert delimited('id,text\r\n1,"Talks, he said, ""began"".\r\nThey ended."\r\n2,x\r\n') == [
        (2, {"id": "1", "text": 'Talks, he said, "began".\r\nThey ended.'}),
        (4, {"id": "2", "text": "x"}),
    ]


def test_delimiters_are_told_by_the_header() -> None:
    assert delimited("id;text\n1;a, b\n") == [(2, {"id": "1", "text": "a, b"})]
    assert delimited("id\ttext\n1\ta, b\n") == [(2, {"id": "1", "text": "a, b"})]


def test_an_unclosed_quotation_mark_costs_its_own_row_only() -> None:
    body = "".join(f'{n},"Text {n}."\n' for n in range(1, 200))
    found = delimited("id,text\n" + body.replace('100,"Text 100."', '100,"Text 100.'))
    assert [number for number, value in found if isinstance(value, str)] == [101]
    assert len(found) == 199


def test_an_unclosed_quotation_mark_at_the_end() -> None:
    found = delimited('id,text\n1,"a"\n2,"b\n3,c\n4,d\n')
    assert [(number, isinstance(value, str)) for number, value in found] == [
        (2, False),
        (3, True),
        (4, False),
        (5, False),
    ]


def test_rows_with_too_many_or_too_few_cells_are_broken() -> None:
    found = delimited("id,text\n1,a\n2,b,c\n3\n\n4,d\n")
    assert [number for number, value in found if isinstance(value, str)] == [3, 4]
    assert "3 cells where the header has 2" in str(found[1][1])


def test_tab_separated_text_that_begins_with_a_quotation_mark() -> None:
    found = delimited('id\ttext\n1\t"We agreed," he said.\n2\t"No\n3\tplain\n', "\t")
    assert found == [
        (2, {"id": "1", "text": '"We agreed," he said.'}),
        (3, {"id": "2", "text": '"No'}),
        (4, {"id": "3", "text": "plain"}),
    ]


def test_of_columns_with_one_name_the_first_counts() -> None:
    assert delimited("text,text\na,b\n") == [(2, {"text": "a"})]


def test_long_cells_are_read() -> None:
    assert len(str(delimited(f'id,text\n1,"{"x" * 300_000}"\n')[0][1])) > 300_000


@pytest.mark.parametrize(("text", "code"), [("", "empty"), ("\n\n", "empty"), ('"id\n', "broken-header")])
def test_a_file_without_a_header_is_refused(text: str, code: str) -> None:
    with pytest.raises(RefusedInputError) as refusal:
        DelimitedFile(lines(text), None)
    assert refusal.value.code == code


def test_parquet_rows_come_batch_by_batch(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [f"t{n}" for n in range(1000)], "other": range(1000)}), path)
    with path.open("rb") as file:
        parquet = ParquetFile(file)
        assert parquet.header == ["text", "other"]
        rows = list(parquet.rows(["text"]))
    assert (rows[0], rows[-1]) == (Row(1, {"text": "t0"}), Row(1000, {"text": "t999"}))


def test_damaged_parquet_is_told_where_it_breaks(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [f"text number {n}" * 50 for n in range(2000)]
    pq.write_table(pa.table({"text": texts}), path, row_group_size=500, compression="zstd")
    last = pq.read_metadata(path).row_group(3).column(0).dictionary_page_offset
    raw = bytearray(path.read_bytes())
    raw[last + 60 : last + 400] = b"\xff" * 340
    *good, broken = ParquetFile(io.BytesIO(bytes(raw))).rows(["text"])
    assert [row.values["text"] for row in good if isinstance(row, Row)] == texts[: len(good)]
    assert len(good) >= 1024
    assert isinstance(broken, BrokenRow)
    assert broken.code == "broken-parquet"
    with pytest.raises(RefusedInputError, match="no readable Parquet"):
        ParquetFile(io.BytesIO(b"PAR1 nonsense"))
