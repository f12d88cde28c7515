from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Thread
from types import ModuleType
from typing import Any

import pytest

from dragoman.model import SettingsError, When
from dragoman.store import Archive, View


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory, built: ModuleType) -> Iterator[View]:
    """Three documents: two of one publisher, one without date and publisher."""
    archive = Archive.open(tmp_path_factory.mktemp("view") / "a.duckdb")
    with archive.held():
        archive.add(built.coded("a", published="2022-09-16"))
        archive.add(built.coded("b", built.TEXT + "100%_sure", published="2023-01-02"))
        c = built.coded("c", published=None)
        archive.add(replace(c, document=replace(c.document, publisher=None, title=None), records=c.records[3:4]))
    with archive.view().reading() as view:
        yield view


def found(view: View, **filters: Any) -> list[str]:
    listed = view.records(**filters)
    assert view.count_records(**filters) == len(listed)
    return [f"{r.doc}:{r.kind}" for r in listed]


def test_documents_come_newest_first(view: View) -> None:
    assert [d.id for d in view.documents()] == ["b", "a", "c"]
    assert [d.id for d in view.documents(limit=1, offset=1)] == ["a"]
    assert [d.id for d in view.documents(limit=None, offset=1)] == ["a", "c"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"publisher": "Larkmoor Courier"}, ["b", "a"]),
        ({"since": "2022-09-17"}, ["b"]),
        ({"until": "2022"}, ["a"]),
        ({"since": "2022-09", "until": "2022-09"}, ["a"]),
        ({"search": "TENTS steppe"}, ["b", "a", "c"]),
        ({"search": "100%_s"}, ["b"]),
        ({"search": "0_%s"}, []),
        ({"search": "courier"}, ["b", "a"]),
        ({"search": "\\"}, []),
        ({"search": "' OR TRUE --"}, []),
    ],
)
def test_documents_are_filtered(view: View, filters: dict[str, Any], expected: list[str]) -> None:
    assert [d.id for d in view.documents(**filters)] == expected
    assert view.count_documents(**filters) == len(expected)


def test_records_come_in_the_order_of_the_text(view: View) -> None:
    kinds = ["event", "statement", "membership", "tie", "measure", "silence"]
    assert found(view) == [f"b:{k}" for k in kinds] + [f"a:{k}" for k in kinds] + ["c:tie"]
    dated = [f"{r.doc}:{r.kind}" for r in view.records(order="date")]
    assert dated[:4] == ["a:membership", "b:membership", "a:event", "b:event"]
    assert dated[4:6] == ["a:statement", "a:tie"] and dated[-1] == "c:tie"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"kind": "tie"}, ["b:tie", "a:tie", "c:tie"]),
        ({"kind": ["tie", "silence"], "doc": "a"}, ["a:tie", "a:silence"]),
        ({"actor": "kaz"}, ["b:event", "a:event"]),
        ({"actor": "SCO"}, ["b:membership", "a:membership"]),
        ({"actor": "CHN"}, ["b:silence", "a:silence"]),
        ({"actor": ["UKR", "CHN"], "doc": "a"}, ["a:event", "a:silence"]),
        ({"source": "UKR"}, []),
        ({"target": "UKR", "doc": "a"}, ["a:event", "a:silence"]),
        ({"source": "IND", "target": "RUS", "doc": ["a", "c"]}, ["a:tie", "c:tie"]),
        ({"status": "historical"}, ["b:membership", "a:membership"]),
        ({"type": "aid"}, ["b:event", "a:event"]),
        ({"type": ["support", "member"], "doc": "a"}, ["a:statement", "a:membership"]),
        ({"search": "tanks"}, ["b:measure", "a:measure"]),
        ({"search": "bekova institute"}, ["b:statement", "a:statement"]),
        ({"publisher": "Larkmoor Courier", "kind": "tie"}, ["b:tie", "a:tie"]),
        # The event was on 2022-09-15; the tie has no time of its own and counts by its document.
        ({"since": "2022-09-16", "kind": ["event", "tie"]}, ["b:tie", "a:tie"]),
        ({"until": "2022-12", "kind": ["event", "tie"], "doc": "b"}, ["b:event"]),
        # Member since 2017 and still: touches every later year, and none before.
        ({"since": "2020", "until": "2020"}, ["b:membership", "a:membership"]),
        ({"until": "2016"}, []),
    ],
)
def test_records_are_filtered(view: View, filters: dict[str, Any], expected: list[str]) -> None:
    assert found(view, **filters) == expected


def test_a_range_with_an_open_beginning_reaches_back(archive: Archive, built: ModuleType) -> None:
    coded = built.coded()
    until = replace(coded.records[0], date=When(None, "2020-12-31", "range", "until 2020"))
    archive.add(replace(coded, records=(until,)))
    assert found(archive.view(), until="1990") == ["larkmoor:event"]
    assert found(archive.view(), since="2021") == []


@pytest.mark.parametrize(
    "filters",
    [
        {"kind": "fact"}, {"status": "real"}, {"since": "yesterday"}, {"until": "2022-13"}, {"limit": -1},
        {"order": "size"}, {"since": "2022-02-30"},
    ],
)  # fmt: skip
def test_a_value_that_does_not_exist_is_refused(view: View, filters: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=str(next(iter(filters.values()))) if "limit" not in filters else "limit"):
        view.records(**filters)


def test_what_is_not_there_is_none(view: View) -> None:
    assert view.document("nowhere") is None
    assert view.record("nothing") is None
    assert view.document_rows(["a", "nowhere"]).keys() == {"a"}
    assert view.issues("nowhere") == []


def test_counts(view: View) -> None:
    counts = view.counts()
    assert (counts.documents, counts.records, counts.publishers, counts.issues) == (3, 13, 1, 0)
    assert counts.kinds == {"event": 2, "statement": 2, "membership": 2, "tie": 3, "measure": 2, "silence": 2}
    assert counts.statuses == {"actual": 11, "historical": 2}
    assert counts.types == {"AID": 2}
    assert (counts.first, counts.last) == ("2022-09-16", "2023-01-02")
    assert [(p.name, p.documents, p.records) for p in view.publishers()] == [("Larkmoor Courier", 2, 12), (None, 1, 1)]
    actors = {a.code: a for a in view.actors()}
    assert counts.actors == len(actors) == 7
    assert (actors["IND"].records, actors["IND"].documents, actors["IND"].source, actors["IND"].target) == (7, 3, 3, 0)
    assert actors["RUS"].target == 3
    assert [a.code for a in view.actors(limit=2)] == ["IND", "RUS"]


def test_an_empty_archive_answers_everything(archive: Archive) -> None:
    view = archive.view()
    counts = view.counts()
    assert (counts.documents, counts.records, counts.first, counts.kinds["event"]) == (0, 0, None, 0)
    assert view.documents() == view.records() == view.publishers() == view.actors() == view.issues() == []
    assert list(view.coded()) == []


def test_exports_give_documents_as_they_were_added(archive: Archive, built: ModuleType) -> None:
    coded = [built.numbered(i) for i in range(5)]
    with archive.held():
        for one in reversed(coded):
            archive.add(one)
    assert list(archive.view().coded()) == coded
    (tie_only,) = archive.view().coded(kind="tie", doc="doc-00003")
    assert [r.kind for r in tie_only.records] == ["tie"]
    assert list(archive.view().coded(actor="FRA")) == []


def test_one_view_serves_many_threads(view: View) -> None:
    seen: list[int] = []

    def read() -> None:
        for _ in range(5):
            with view.reading():
                seen.append(view.counts().records + len(view.documents()))

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [16] * 20
