import os
from pathlib import Path

import pytest

from dragoman.ingest.locate import format_of, locate
from dragoman.model import InputError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "c.jsonl.gz", "skip.pdf", ".hidden.txt", "sub/a.txt", "sub/d.HTML", ".git/x.txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path / "news"


def test_a_folder_gives_its_known_files_in_order(folder: Path) -> None:
    located, issues = locate([str(folder)])
    assert [one.path.relative_to(folder).as_posix() for one in located if one.path] == [
        "a.md", "b.txt", "c.jsonl.gz", "sub/a.txt", "sub/d.HTML",
    ]  # fmt: skip
    assert not issues


def test_files_of_one_stem_are_called_after_their_folders(folder: Path) -> None:
    located, _ = locate([str(folder)])
    assert [one.name for one in located] == ["news-a", "b", "c", "sub-a", "d"]


def test_files_of_one_stem_in_one_folder_keep_their_suffix(folder: Path) -> None:
    (folder / "b.md").write_text("x")
    located, _ = locate([str(folder / "b.txt"), str(folder / "b.md")])
    assert [one.name for one in located] == ["news-b.txt", "news-b.md"]


def test_no_file_is_read_twice_and_the_given_order_stays(folder: Path) -> None:
    located, _ = locate([str(folder / "sub"), str(folder / "b.txt"), str(folder / "sub" / "a.txt")])
    assert [one.path.name for one in located if one.path] == ["a.txt", "d.HTML", "b.txt"]


def test_globs_are_sorted_and_take_any_suffix(folder: Path) -> None:
    located, _ = locate([str(folder / "**" / "*a.*")])
    assert [one.path.relative_to(folder).as_posix() for one in located if one.path] == ["a.md", "sub/a.txt"]


def test_what_is_missing_is_an_issue_if_anything_else_is_there(folder: Path) -> None:
    located, issues = locate([str(folder / "gone.txt"), str(folder / "b.txt"), str(folder / "*.xyz")])
    assert len(located) == 1
    assert [row.code for row in issues] == ["no-such-file", "no-such-file"]
    assert "gone.txt" in issues[0].message


@pytest.mark.parametrize("name", ["gone.txt", "gone/*.txt", "nul\0name", "x" * 5000])
def test_nothing_to_read_is_an_error_that_names_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"no such file|no file matches"):
        locate([str(tmp_path / name)])


def test_a_folder_without_known_files_says_what_would_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("x")
    with pytest.raises(InputError, match=r"no file to read.*\.txt"):
        locate([str(tmp_path)])
    with pytest.raises(InputError, match="Nothing to read"):
        locate([])


def test_a_closed_folder_is_told_and_the_others_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def closed(path: str) -> object:  # permissions mean nothing to root
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    located, issues = locate([str(folder)])
    assert [one.name for one in located] == ["a", "b", "c"]
    assert [(row.code, row.doc) for row in issues] == [("unreadable", str(folder / "sub"))]


def test_standard_input_is_one_input() -> None:
    located, _ = locate(["-", "-"])
    assert [(one.path, one.label) for one in located] == [(None, "standard input")]


def test_formats_look_through_compression() -> None:
    assert format_of(Path("a/x.CSV.gz")) == "csv"
    assert format_of(Path("x.docx")) is None
