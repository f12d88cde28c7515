from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

from _holding import held_elsewhere
from dragoman.model import StoreError
from dragoman.store import Archive, View, guard, lease

HEADER = 4096  # bytes of each of the three headers a file begins with


@pytest.fixture
def stopped(filled: Archive, built: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of two documents whose writer was stopped in the middle of the block that says where all is."""
    path = filled.path
    before = path.parent / "before"
    before.mkdir()
    checkpoint = guard._keep

    def keep(*given: object) -> None:
        checkpoint(*given)  # type: ignore[arg-type]
        for file in path.parent.glob(path.name + "*"):
            shutil.copy(file, before)

    monkeypatch.setattr(guard, "_keep", keep)
    assert filled.add(built.numbered(1)) == "new"
    lease.let_go(path)
    monkeypatch.undo()
    assert guard.beside(before / path.name).exists()
    whole = path.read_bytes()
    torn = before / path.name
    with torn.open("r+b") as file:
        file.seek(3 * HEADER)
        file.write(whole[3 * HEADER : 4 * HEADER])
    with pytest.raises(duckdb.Error, match="checksum"):
        duckdb.connect(str(torn), read_only=True)
    return torn


@pytest.mark.parametrize("opened", [View.open, Archive.open])
def test_a_checkpoint_that_was_stopped_costs_nothing(
    stopped: Path, built: ModuleType, opened: Callable[[Path], object]
) -> None:
    opened(stopped)
    assert View.open(stopped).counts().documents == 2
    assert not guard.beside(stopped).exists()
    archive = Archive.open(stopped)
    assert archive.add(built.numbered(1)) == "unchanged"
    assert archive.add(built.numbered(2)) == "new"
    lease.let_go(stopped)
    with duckdb.connect(str(stopped), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (3,)


def test_a_copy_older_than_the_archive_is_left_unused(filled: Archive, built: ModuleType) -> None:
    copy = guard.beside(filled.path)
    lease.let_go(filled.path)
    blocks = b"DRAGOMAN" + bytes(3 * HEADER)
    copy.write_bytes(blocks + guard._number(zlib.crc32(blocks)))
    before = filled.path.read_bytes()
    assert filled.view().counts().documents == 1
    assert filled.path.read_bytes() == before
    assert not copy.exists()


def test_a_copy_that_was_not_finished_is_left_unused(stopped: Path, filled: Archive) -> None:
    lease.let_go(filled.path)
    whole = guard.beside(stopped).read_bytes()
    guard.beside(filled.path).write_bytes(whole[: len(whole) // 2])
    assert filled.view().counts().documents == 2


def test_an_archive_that_another_process_writes_is_not_mended(filled: Archive) -> None:
    lease.let_go(filled.path)
    copy = guard.beside(filled.path)
    copy.write_bytes(b"")
    with held_elsewhere(filled.path):
        with pytest.raises(StoreError, match="in use by another process that is writing it"):
            View.open(filled.path, wait=0.1)
        assert copy.exists()
    assert filled.view().counts().documents == 1


def test_one_who_may_not_write_is_told_what_to_do(stopped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_opened", lambda path: (path.open("rb"), False))
    with pytest.raises(StoreError, match=r"half written by a program that was stopped.*open it once where"):
        View.open(stopped)
    assert guard.beside(stopped).exists()


def test_without_space_for_the_copy_what_was_added_stays_in_the_log(
    filled: Archive, built: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    lease.let_go(filled.path)
    before = filled.path.read_bytes()
    monkeypatch.setattr(guard, "_keep", full)
    assert filled.add(built.numbered(1)) == "new"
    lease.let_go(filled.path)
    assert filled.path.read_bytes() == before
    assert filled.view().counts().documents == 2


def test_by_a_link_the_same_archive_is_written(filled: Archive, built: ModuleType) -> None:
    lease.let_go(filled.path)
    folder = filled.path.parent / "elsewhere"
    folder.mkdir()
    link = folder / "link.duckdb"
    link.symlink_to(filled.path)
    assert Archive.open(link).add(built.numbered(1)) == "new"
    lease.let_go(link)
    assert list(folder.iterdir()) == [link]
    assert filled.view().counts().documents == 2
    with duckdb.connect(str(filled.path), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (2,)
