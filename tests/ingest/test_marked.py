from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dragoman.ingest.marked import MarkedSentence, find_words, read_marked, read_marks
from dragoman.model import InputError, IssueRow


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("marked", "source", "target"),
    [
        ("<s>Chad</s> expelled <t>two envoys</t>.", ["Chad"], ["two envoys"]),
        ("<t>Envoys</t> were expelled by <S>Chad</S>.", ["Chad"], ["Envoys"]),
        ("<s>Chad</s> and <s>Niger</s> blamed <t>Mali</t>.", ["Chad", "Niger"], ["Mali"]),
        ("🏔 <s>Chad</s> 🏔 <t>🇵🇪 Peru</t>", ["Chad"], ["🇵🇪 Peru"]),
        ("<s>The envoy of <t>Peru</t></s> left.", ["The envoy of Peru"], ["Peru"]),
        ("<s></s>Chad left <t>Peru</t>.", [], ["Peru"]),
        ("a < b and <b>bold</b> <s>x</s>", ["x"], []),
    ],
)
def test_marks_are_read_off(marked: str, source: list[str], target: list[str]) -> None:
    text, s, t = read_marks(marked)
    assert (words(text, s), words(text, t)) == (source, target)
    assert not any(mark in text.lower() for mark in ("<s>", "</s>", "<t>", "</t>"))


def test_nothing_but_the_marks_is_taken_away() -> None:
    assert read_marks(" <s>A</s>  b \n<t> C </t>")[0] == " A  b \n C "


@pytest.mark.parametrize(
    ("marked", "why"),
    [
        ("<s>Chad left", "<s> is never closed"),
        ("Chad</t> left", "</t> closes what was never opened"),
        ("<s>Chad <s>left</s>", "<s> is opened twice"),
        ("<s>Chad</t> left", "</t> closes"),
    ],
)
def test_broken_marks_are_refused(marked: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_marks(marked)


@pytest.mark.parametrize(
    ("source", "target", "spans"),
    [
        ("Niger", "Nigerian troops", ([(31, 36)], [(0, 15)])),
        ("niger", None, ([(31, 36)], [])),
        ("Nigerian  troops", "Niger", ([(0, 15)], [(31, 36)])),
        (None, "left", ([], [(16, 20)])),
    ],
)
def test_words_stand_at_their_first_place_as_whole_words(
    source: str | None, target: str | None, spans: tuple[list[tuple[int, int]], list[tuple[int, int]]]
) -> None:
    found = find_words("Nigerian troops left a camp in Niger.", source, target)
    assert (list(found[0]), list(found[1])) == spans


def test_the_case_as_written_goes_first() -> None:
    assert find_words("us and the US", "US", None)[0] == ((11, 13),)


def test_the_same_words_twice_are_two_parties() -> None:
    assert find_words("Police beat police.", "police", "police") == (((12, 18),), ((12, 18),))
    assert find_words("rebels fought rebels", "rebels", "rebels") == (((0, 6),), ((14, 20),))


def test_words_that_are_not_there_are_told() -> None:
    with pytest.raises(ValueError, match="the target 'Peru' does not occur"):
        find_words("Chad left Peruvia.", "Chad", "Peru")


def read(path: Path) -> list[MarkedSentence | IssueRow]:
    return list(read_marked(str(path)))


def sentences(path: Path) -> list[tuple[int, str, str, str]]:
    return [(r.line, r.text, r.words(r.source), r.words(r.target)) for r in read(path) if isinstance(r, MarkedSentence)]


LEFT = (2, "Chad left Peru.", "Chad", "Peru")


@pytest.mark.parametrize("name", ["a.tsv", "a.csv", "a.txt", "a.tsv.gz"])
def test_tables(tmp_path: Path, name: str) -> None:
    text = "id\tmarked_sentence\n7\t<s>Chad</s> left <t>Peru</t>.\n"
    if name == "a.csv":
        text = text.replace("\t", ",")
    raw = gzip.compress(text.encode()) if name.endswith(".gz") else text.encode()
    path = tmp_path / name
    path.write_bytes(raw)
    if name == "a.txt":
        with pytest.raises(InputError, match=r"a\.txt is text: give marked sentences as TSV, CSV or JSON Lines"):
            read(path)
    else:
        assert sentences(path) == [LEFT]


def test_other_columns_are_kept_and_quoting_is_undone(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text('\tmarked_sentence\tgold_root\n0\t"<s>Chad</s> ""left"" <t>Peru</t>."\tRETREAT\n')
    (found,) = read(path)
    assert isinstance(found, MarkedSentence)
    assert found.text == 'Chad "left" Peru.' and found.row["gold_root"] == "RETREAT"


def test_json_lines_and_named_parties(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '\n{"sentence": "Chad left Peru.", "source": "Chad", "target": "Peru"}\n'
        '{"marked_sentence": "<s>Chad</s> left Peru.", "target": "Peru"}\n'
        '{"sentence": "Chad left.", "source": "Chad", "target": null}\n'
    )
    assert sentences(path) == [LEFT, (3, *LEFT[1:]), (4, "Chad left.", "Chad", "")]


def test_a_named_party_that_is_not_there_beside_a_marked_one_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"marked_sentence": "<s>Chad</s> left Peru.", "target": "Fiji"}\n')
    assert sentences(path) == [(1, "Chad left Peru.", "Chad", "")]


def test_a_row_that_is_none_stops_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(
        "sentence\tsource\ttarget\n\tChad\tPeru\nChad left Peru.\t\t\nChad left Peru.\tChad\tFiji\n"
        "too few\nChad left Peru.\tChad\tPeru\n"
    )
    found = read(path)
    assert [r.message.split(": ", 1)[1].split(":")[0].rstrip(".") for r in found[:3] if isinstance(r, IssueRow)] == [
        "there is no sentence",
        "neither source nor target is marked",
        "the target 'Fiji' does not occur in the sentence",
    ]
    assert isinstance(found[3], IssueRow) and found[3].doc == f"{path}:5"
    assert isinstance(found[4], MarkedSentence) and found[4].line == 6


def test_what_is_no_such_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.tsv could not be read: No such file"):
        read(tmp_path / "none.tsv")
    for name, raw, why in (
        ("empty.tsv", b"", "is empty"),
        ("other.csv", b"a,b\n1,2\n", "has no column 'marked_sentence'"),
        ("torn.tsv.gz", gzip.compress(b"marked_sentence\n" + b"<s>x</s> y\n" * 9999)[:60], "breaks off"),
        ("page.html", b"<html>", "is html"),
    ):
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(InputError, match=f"{name}.*{why}"):
            read(tmp_path / name)
