from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

import dragoman
from dragoman.model import IssueRow, StoreError
from dragoman.store import Archive, RefusedDocumentError, View, lease, schema

SOURCES = str(Path(dragoman.__file__).parents[1])


def run_python(script: str, *arguments: str) -> subprocess.Popen[str]:
    """A Python of its own that knows Dragoman."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "PYTHONPATH": SOURCES},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ids(archive: Archive) -> list[str]:
    return sorted(row.id for row in archive.view().documents(limit=None))


def test_a_document_comes_back_as_it_was(filled: Archive, built: ModuleType) -> None:
    coded = built.coded()
    stored = filled.view().document("larkmoor")
    assert stored is not None
    assert stored.document == coded.document
    assert tuple(filled.view().records(doc="larkmoor", limit=None)) == coded.records
    assert stored.row.model == "events-1"
    assert stored.row.counts == dict.fromkeys(("event", "statement", "membership", "tie", "measure", "silence"), 1)
    for record in coded.records:
        evidence = record.evidence
        assert stored.document.text[evidence.start : evidence.end] == evidence.text
        assert filled.view().record(record.id) == record


def test_texts_no_encoding_can_hold_come_back_exactly(archive: Archive, built: ModuleType) -> None:
    odd = f"\ufeff\x00 \ud83d lone, \U0001f600 astral, \u200fright to left, e\u0301\r\n{built.TEXT}"
    coded = built.coded(text=odd)
    tie = replace(coded.records[3], evidence=replace(coded.records[3].evidence, text="\udcff \x00"))
    coded = replace(coded, records=(*coded.records[:3], tie, *coded.records[4:]))
    archive.add(coded)
    stored = archive.view().document("larkmoor")
    assert stored is not None and stored.document.text == odd
    assert stored.document.sha256 == coded.document.sha256
    assert tuple(archive.view().records(doc="larkmoor")) == coded.records
    assert archive.add(coded) == "unchanged"


def test_adding_twice_changes_nothing(filled: Archive, built: ModuleType) -> None:
    before = filled.view().counts(), filled.view().documents()
    assert filled.add(built.coded()) == "unchanged"
    assert (filled.view().counts(), filled.view().documents()) == before


def test_what_is_not_said_again_is_kept(filled: Archive, built: ModuleType) -> None:
    bare = replace(built.coded().document, publisher=None, published=None, title=None, url=None)
    (plan,) = filled.plan([bare])
    assert plan.fate == "unchanged"
    (plan,) = filled.plan([bare], version="99")
    assert plan.fate == "recode"
    assert plan.document == built.coded().document


def test_another_version_codes_again(filled: Archive, built: ModuleType) -> None:
    coded = built.coded()
    fewer = replace(coded, records=coded.records[:2])
    assert filled.add(fewer, version="99") == "recode"
    assert filled.view().counts().records == 2
    assert filled.view().documents()[0].coder == "99"
    assert {a.code for a in filled.view().actors()} == {"KAZ", "UKR", "RUS"}


def test_another_text_needs_replace(filled: Archive, built: ModuleType) -> None:
    other = built.with_text(built.coded(), built.TEXT + "More.")
    (plan,) = filled.plan([other.document])
    assert plan.fate == "conflict"
    with pytest.raises(RefusedDocumentError, match=r"'larkmoor'.*--replace") as refused:
        filled.add(other)
    assert refused.value.code == "conflict"
    assert filled.view().document("larkmoor").document.text == built.TEXT  # type: ignore[union-attr]
    assert filled.add(other, replace=True) == "replace"
    assert filled.view().document("larkmoor").document.text == built.TEXT + "More."  # type: ignore[union-attr]
    assert filled.view().counts().documents == 1
    assert filled.view().counts().records == 6


def test_other_particulars_need_replace(filled: Archive, built: ModuleType) -> None:
    coded = built.coded(published="2022-09-17")
    with pytest.raises(RefusedDocumentError, match=r"published '2022-09-16', now '2022-09-17'"):
        filled.add(coded)
    assert filled.add(coded, replace=True) == "replace"
    assert filled.view().documents()[0].published == "2022-09-17"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"published": "2022-02-31"}, "bad-date"),
        ({"published": "2022-02"}, "bad-date"),
        ({"id": "a\udcff"}, "bad-id"),
    ],
)
def test_a_document_that_cannot_be_stored_is_refused_and_the_archive_goes_on(
    archive: Archive, built: ModuleType, change: dict[str, str], code: str
) -> None:
    coded = replace(built.coded(), records=())
    with pytest.raises(RefusedDocumentError) as refused:
        archive.add(replace(coded, document=replace(coded.document, **change)))
    assert refused.value.code == code
    assert archive.add(built.coded()) == "new"


def test_records_that_contradict_each_other_are_refused(archive: Archive, built: ModuleType) -> None:
    coded = built.coded()
    with pytest.raises(RefusedDocumentError, match="two records"):
        archive.add(replace(coded, records=(*coded.records, coded.records[0])))
    with pytest.raises(RefusedDocumentError, match="names document other"):
        archive.add(replace(coded, records=(replace(coded.records[0], doc="other"),)))
    assert archive.view().counts().documents == 0


def test_removing_takes_everything(filled: Archive) -> None:
    assert filled.remove("larkmoor")
    assert not filled.remove("larkmoor")
    counts = filled.view().counts()
    assert (counts.documents, counts.records, counts.actors) == (0, 0, 0)


def test_issues_are_kept_once_and_go_when_the_document_is_coded(archive: Archive, built: ModuleType) -> None:
    archive.note([built.ISSUE, built.ISSUE])
    archive.note([built.ISSUE, IssueRow("larkmoor", "pipeline", "unexpected", "boom")])
    assert sorted((i.doc, i.code) for i in archive.view().issues()) == [
        ("broken.txt", "not-text"),
        ("larkmoor", "unexpected"),
    ]
    doubt = IssueRow("larkmoor", "ingest", "encoding-guessed", "a guess", lost=False)
    coded = replace(built.coded(), issues=(IssueRow("larkmoor", "annotate", "long-sentence", "cut"), doubt))
    archive.add(replace(coded, document=replace(coded.document, path="broken.txt")))
    assert {(i.doc, i.code, i.lost) for i in archive.view().issues()} == {
        ("larkmoor", "long-sentence", True),
        ("larkmoor", "encoding-guessed", False),
    }, "the file of the same name was read at last"
    assert archive.view().documents()[0].issues == 2


def test_runs_are_told(archive: Archive) -> None:
    first = archive.begin_run('{"tables": {}}')
    second = archive.begin_run("{}")
    archive.end_run(second, {"new": 3})
    latest, earliest = archive.view().runs()
    assert (latest.id, latest.counts) == (second, {"new": 3})
    assert latest.finished is not None and latest.finished.endswith("Z")
    assert (earliest.id, earliest.finished, earliest.manifest) == (first, None, '{"tables": {}}')


ADD_FOR_EVER = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("hand_built", sys.argv[1])
built = importlib.util.module_from_spec(spec); spec.loader.exec_module(built)
from dragoman.store import Archive
archive = Archive.open(sys.argv[2])
for i in range(int(sys.argv[3])):
    if archive.add(built.numbered(i)) != "unchanged":
        print(i, flush=True)
"""


@pytest.mark.parametrize("moment", [0.0, 0.03, 0.11])
def test_a_kill_loses_no_finished_document(tmp_path: Path, built: ModuleType, moment: float) -> None:
    path = tmp_path / "a.duckdb"
    told: list[int] = []
    for round in range(2):
        process = run_python(ADD_FOR_EVER, built.__file__ or "", str(path), "100000")
        assert process.stdout is not None
        for _ in range(5):
            told.append(int(process.stdout.readline()))
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate(timeout=20)
        told += [int(line) for line in rest.splitlines() if line.strip()]
        view = View.open(path)
        stored = [row.id for row in view.documents(limit=None)]
        assert {f"doc-{i:05d}" for i in told} <= set(stored), f"round {round}"
        # The next one may have been finished but not told; none may be there in part.
        assert len(stored) <= len(told) + round + 1
        assert view.counts().records == 6 * len(stored)
        assert view.counts().kinds["silence"] == len(stored)
    assert told == sorted(set(told)), "the second run goes on where the first was killed"


def test_a_kill_while_the_archive_is_made_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(schema, "_place", stop)
    with pytest.raises(KeyboardInterrupt):
        Archive.open(tmp_path / "a.duckdb")
    assert list(tmp_path.iterdir()) == []


HOLD = """
import sys, time
from dragoman.store import Archive
archive = Archive.open(sys.argv[1])
with archive.held():
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def test_an_archive_in_use_says_by_whom(filled: Archive, built: ModuleType) -> None:
    process = run_python(HOLD, str(filled.path), "60")
    try:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=rf"in use by .*process id {process.pid}.*try again"):
            Archive(filled.path, wait=0.1).add(built.numbered(1))
        with pytest.raises(StoreError, match=rf"process id {process.pid}"):
            View.open(filled.path, wait=0.1)
    finally:
        process.kill()
        process.communicate()
    assert filled.add(built.numbered(1)) == "new"


def test_a_short_hold_is_waited_for(filled: Archive, built: ModuleType) -> None:
    process = run_python(HOLD, str(filled.path), "0.4")
    try:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        assert filled.add(built.numbered(1)) == "new"
    finally:
        process.communicate(timeout=20)


COUNT = """
import sys
from dragoman.store import View
print(View.open(sys.argv[1], wait=10).counts().documents)
"""


def test_a_lingering_writer_is_quick_and_lets_others_have_their_turn(archive: Archive, built: ModuleType) -> None:
    with archive.at_work():
        archive.add(built.numbered(0))
        assert len(lease._held) == 1, "the file is kept for the next document"
        reader = run_python(COUNT, str(archive.path))
        end, added = time.monotonic() + 20, 1
        while reader.poll() is None and time.monotonic() < end:
            archive.add(built.numbered(added))
            added += 1
        seen, said = reader.communicate(timeout=10)
        assert 0 < int(seen) <= added, said
        time.sleep(0.3)
        assert lease._held == {}, "nothing came, so it was let go"
        archive.add(built.numbered(added))
    assert lease._held == {}
    assert archive.view().counts().documents == added + 1


def test_what_a_lingering_writer_added_survives_a_kill(tmp_path: Path, built: ModuleType) -> None:
    lingering = ADD_FOR_EVER.replace("for i in", "archive._linger = True\nfor i in")
    process = run_python(lingering, built.__file__ or "", str(tmp_path / "a.duckdb"), "100000")
    assert process.stdout is not None
    told = [int(process.stdout.readline()) for _ in range(7)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate(timeout=20)
    told += [int(line) for line in rest.splitlines() if line.strip()]
    view = View.open(tmp_path / "a.duckdb")
    assert {f"doc-{i:05d}" for i in told} <= {row.id for row in view.documents(limit=None)}
    assert view.counts().records == 6 * view.counts().documents


def test_reading_and_writing_take_turns_within_a_program(filled: Archive, built: ModuleType) -> None:
    view = filled.view()
    with filled.held():
        assert view.counts().documents == 1, "a reader joins the writer of its own program"
    with view.reading():
        with pytest.raises(StoreError, match="this very program"):
            Archive(filled.path, wait=0.1).add(built.numbered(1))
        assert view.counts().documents == 1
    assert filled.add(built.numbered(1)) == "new"
    assert lease._held == {}


def test_a_newer_archive_is_refused(filled: Archive) -> None:
    with duckdb.connect(str(filled.path)) as connection:
        connection.execute("INSERT INTO archive_version VALUES (7, TIMESTAMP '2030-01-01', '9.9.9')")
    for action in (lambda: View.open(filled.path), lambda: Archive.open(filled.path)):
        with pytest.raises(StoreError, match=r"version 7, written by Dragoman 9\.9\.9.*upgrade Dragoman"):
            action()


@pytest.mark.parametrize("reader", [True, False])
def test_an_older_archive_is_brought_up_to_date(filled: Archive, monkeypatch: pytest.MonkeyPatch, reader: bool) -> None:
    step = schema.Migration(
        schema.current_version() + 1, "CREATE TABLE later (a INTEGER); INSERT INTO later VALUES (1)"
    )
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    if reader:
        View.open(filled.path)
    else:
        Archive.open(filled.path)
    assert filled.view().counts().documents == 1
    with duckdb.connect(str(filled.path), read_only=True) as connection:
        assert connection.execute("SELECT a FROM later").fetchall() == [(1,)]
        assert connection.execute("SELECT max(version) FROM archive_version").fetchone() == (step.version,)


def test_a_migration_that_fails_leaves_the_archive_as_it_was(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    step = schema.Migration(
        schema.current_version() + 1, "CREATE TABLE later (a INTEGER); INSERT INTO nowhere VALUES (1)"
    )
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
        with pytest.raises(StoreError, match="cannot be brought up to date"):
            Archive.open(filled.path)
    assert filled.view().counts().documents == 1


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.duckdb"
    text.write_text("This is a letter.\n" * 1000)
    empty = tmp_path / "empty.duckdb"
    empty.touch()
    other = tmp_path / "other.duckdb"
    duckdb.connect(str(other)).close()
    cases = [
        (text, "not a Dragoman archive"),
        (empty, "not a Dragoman archive"),
        (other, "DuckDB file but not a Dragoman archive"),
        (tmp_path, "is no file"),
        (tmp_path / "missing.duckdb", "there is no archive .*dragoman add"),
    ]
    for path, message in cases:
        with pytest.raises(StoreError, match=message):
            View.open(path)
    for path, message in cases[:4]:
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(StoreError, match=message):
            Archive.open(path)
        assert before is None or path == other or path.read_bytes() == before
    with pytest.raises(StoreError, match="no folder"):
        Archive.open(tmp_path / "nowhere" / "a.duckdb")
    with pytest.raises(StoreError, match="there is no archive"):
        Archive.open(tmp_path / "missing.duckdb", create=False)


def test_a_damaged_archive_is_said_to_be_one(filled: Archive) -> None:
    content = bytearray(filled.path.read_bytes())
    content[12288:] = b"\x55" * (len(content) - 12288)
    filled.path.write_bytes(bytes(content))
    with pytest.raises(StoreError, match=r"cannot be (opened|read)"):
        View.open(filled.path).counts()


def test_the_file_format_is_pinned(filled: Archive) -> None:
    with duckdb.connect(str(filled.path), read_only=True) as connection:
        tags = connection.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchone()
    assert tags == ({"storage_version": "v1.4.0+"},)


FILL = """
import importlib.util, resource, sys
spec = importlib.util.spec_from_file_location("hand_built", sys.argv[1])
built = importlib.util.module_from_spec(spec); spec.loader.exec_module(built)
from dragoman.model import StoreError
from dragoman.store import Archive
archive = Archive.open(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (1_600_000, resource.RLIM_INFINITY))
import random
noise = random.Random(7)
for i in range(200):
    coded = built.numbered(i)
    coded = built.with_text(coded, coded.document.text + noise.randbytes(60_000).hex())
    try:
        archive.add(coded)
    except StoreError as error:
        print("refused", i, error, flush=True)
        break
    print(i, flush=True)
"""


def test_a_full_disk_loses_nothing_stored(tmp_path: Path, built: ModuleType) -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    path = tmp_path / "a.duckdb"
    process = run_python(FILL, built.__file__ or "", str(path))
    printed, complaints = process.communicate(timeout=60)
    *told, last = printed.splitlines()
    assert last.startswith("refused"), printed + complaints
    assert "free some space" in last and "nothing stored before is lost" in last
    assert len(told) > 3
    archive = Archive.open(path)
    assert ids(archive) == [f"doc-{int(i):05d}" for i in told]
    assert archive.view().counts().records == 6 * len(told)
    assert archive.add(built.numbered(len(told))) == "new", "with space again, it goes on"


def test_an_interrupted_transaction_is_taken_back(
    filled: Archive, built: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dragoman.store.archive._insert_issues", stop)
    with pytest.raises(KeyboardInterrupt):
        filled.add(built.numbered(1))
    monkeypatch.undo()
    assert ids(filled) == ["larkmoor"]
    assert filled.view().counts().records == 6
    assert filled.add(built.numbered(1)) == "new"


def test_an_archive_of_the_first_version_keeps_its_issues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        path = Archive.open(tmp_path / "a.duckdb").path
        with duckdb.connect(str(path)) as connection:
            connection.execute(
                "INSERT INTO issues VALUES ('x.txt', 'ingest', 'empty', 'x.txt is empty', now(), 1),"
                " ('z.txt', 'ingest', 'front-matter', 'z.txt, line 3: …', now(), 1)"
            )
    archive = Archive.open(path)
    archive.note([IssueRow("y", "ingest", "encoding-guessed", "y is a guess", lost=False)])
    assert sorted((i.doc, i.lost) for i in archive.view().issues()) == [("x.txt", True), ("y", False), ("z.txt", False)]


def test_a_full_disk_is_told_without_the_names_of_inner_files() -> None:
    error = duckdb.IOException('IO Error: Could not write file "/a/.b.c/d.wal": No space left on device')
    assert schema.first_line(error) == "no space left on device"


def test_ctrl_c_while_a_statement_runs_is_ctrl_c(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "a.duckdb")
    timer = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt), archive._transaction("a long count") as cursor:
        cursor.execute("SELECT count(*) FROM range(100000000000)").fetchall()
    timer.join()
    assert archive.begin_run("{}") == 1  # the archive is as usable as before
