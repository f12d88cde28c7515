"""The evaluation of a folder, on a small one made up here; and the gate on the real one, where it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluate.dev import evaluate_folder, gold_documents, score
from dragoman.model import CodedDocument, Document, DragomanError, InputError, Quote, Record, Side, Silence, Why
from dragoman.pipeline.coder import Coder

SHARED = Path(__file__).parents[3] / "shared"
FLOORS: dict[str, float | None] = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))

STUB = """\
import json, pathlib, sys
gold, predictions, *wanted = sys.argv[1:]
lines = [json.loads(l) for l in open(predictions, encoding="utf-8")]
names = sorted(p.stem for p in pathlib.Path(gold).glob("*.jsonl"))
assert "--json" in wanted
if "--errors" in wanted:
    print("one\\tsilence\\tmissed", file=sys.stderr)
    print("two\\tsilence\\tfälsch", file=sys.stderr)
print(json.dumps({
    "documents": len(names), "coded": [l["id"] for l in lines if l["kind"] == "document"],
    "publishers": [l["publisher"] for l in lines if l["kind"] == "document"],
    "silence": {"gold": 2, "predicted": sum(l["kind"] == "silence" for l in lines), "f1": 0.5},
}))
"""


class StubCoder:
    """Reads one silence from the first word of each text."""

    def __init__(self, shift: int = 0) -> None:
        self.shift = shift
        self.seen: list[Document] = []

    def code(self, document: Document) -> CodedDocument:
        self.seen.append(document)
        word = document.text.split()[0]
        start = document.text.index(word) + self.shift
        record: Record = Silence(
            id=f"s-{document.id}", doc=document.id, speaker=None, side=Side("CHN"), topic="UKR", status="actual",
            via=(), confidence=0.5, evidence=Quote(start, start + len(word), word), why=Why("stub"),
        )  # fmt: skip
        return CodedDocument(document, (record,), (), "stub")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two texts with gold, a third without, the scorer's stand-in."""
    for part in ("dev/text", "dev/gold", "eval"):
        (tmp_path / part).mkdir(parents=True)
    (tmp_path / "dev/text/one.txt").write_bytes("Ää 🏔 said.\r\nNothing more.\r\n".encode())
    (tmp_path / "dev/text/two.txt").write_text("Nobody spoke of it.", encoding="utf-8")
    (tmp_path / "dev/text/three.txt").write_text("No gold.", encoding="utf-8")
    for name in ("one", "two"):
        (tmp_path / f"dev/gold/{name}.jsonl").write_text("{}\n", encoding="utf-8")
    meta = [
        {
            "id": "two",
            "date": "2022-09-16",
            "publisher": "Harbour Wire",
            "title": "Nobody",
            "url": "https://example.org/2",
        },
        {"id": "one", "date": "2021-01-02", "publisher": None, "title": None},
    ]
    (tmp_path / "dev/meta.jsonl").write_text("\n".join(map(json.dumps, meta)) + "\n\n", encoding="utf-8")
    (tmp_path / "eval/score_records.py").write_text(STUB, encoding="utf-8")
    return tmp_path


def test_documents_with_gold_and_what_is_known_of_them(folder: Path) -> None:
    one, two = gold_documents(folder)
    assert (one.id, one.text, one.published) == ("one", "Ää 🏔 said.\r\nNothing more.\r\n", "2021-01-02")
    assert (two.id, two.published, two.publisher, two.title, two.url) == (
        "two", "2022-09-16", "Harbour Wire", "Nobody", "https://example.org/2",
    )  # fmt: skip


def test_a_text_without_meta_is_read_all_the_same(folder: Path) -> None:
    (folder / "dev/meta.jsonl").write_text("", encoding="utf-8")
    assert [d.published for d in gold_documents(folder)] == [None, None]


def test_coding_and_scoring(folder: Path) -> None:
    coder, done = StubCoder(), list[str]()
    found = evaluate_folder(folder, coder, done=done.append)
    assert found.scores["silence"] == {"gold": 2, "predicted": 2, "f1": 0.5}
    assert found.scores["coded"] == done == ["one", "two"] == [d.id for d in coder.seen]
    assert found.scores["publishers"] == [None, "Harbour Wire"]
    assert found.records == {"silence": 2}
    assert found.misread == () and found.errors == ()


def test_errors_are_listed_where_asked_for(folder: Path) -> None:
    assert evaluate_folder(folder, StubCoder(), errors=True).errors == ("one\tsilence\tmissed", "two\tsilence\tfälsch")


def test_records_are_kept_where_asked_for(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "records.jsonl"
    evaluate_folder(folder, StubCoder(), out=out)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(line["kind"], line.get("doc") or line["id"]) for line in lines] == [
        ("document", "one"), ("silence", "one"), ("document", "two"), ("silence", "two"),
    ]  # fmt: skip
    assert lines[1]["evidence"]["text"] == "Ää"


def test_records_that_do_not_re_read_are_told(folder: Path) -> None:
    misread = evaluate_folder(folder, StubCoder(shift=1)).misread
    assert len(misread) == 2 and misread[0].startswith(
        "one#s-one (silence) evidence: 'Ää' is not what stands at 1 to 3"
    )


@pytest.mark.parametrize("part", ["dev/text", "dev/gold", "dev/meta.jsonl", "eval/score_records.py"])
def test_a_part_that_is_missing_is_named(folder: Path, part: str) -> None:
    (folder / part).rename(folder / "elsewhere")
    with pytest.raises(InputError, match=rf"has no {part}: name a folder with dev/text/NAME.txt"):
        evaluate_folder(folder, StubCoder())


def test_no_gold_a_gold_without_text_and_broken_files_are_explained(folder: Path) -> None:
    (folder / "dev/gold/four.jsonl").write_text("{}\n")
    with pytest.raises(InputError, match=r"four\.txt cannot be read"):
        gold_documents(folder)
    (folder / "dev/text/four.txt").write_bytes(b"caf\xe9 closed")
    with pytest.raises(InputError, match=r"four\.txt is not UTF-8"):
        gold_documents(folder)
    (folder / "dev/meta.jsonl").write_text('{"id": "one"}\n{"date": "2022-09-16"}\n')
    with pytest.raises(InputError, match=r"meta\.jsonl:2: "):
        gold_documents(folder)
    for path in (folder / "dev/gold").iterdir():
        path.unlink()
    with pytest.raises(InputError, match="no gold"):
        gold_documents(folder)


@pytest.mark.parametrize(
    ("scorer", "message"),
    [
        ("raise SystemExit('gold is odd')", "failed with code 1: gold is odd"),
        ("print('42')", "no JSON object"),
        ("print('all is well')", "no JSON object"),
        ("import os; os._exit(3)", "failed with code 3: it said nothing"),
    ],
)
def test_a_scorer_that_fails_is_explained(folder: Path, scorer: str, message: str) -> None:
    (folder / "eval/score_records.py").write_text(scorer)
    with pytest.raises(DragomanError, match=message):
        score(folder, folder / "dev/meta.jsonl")


def test_what_the_scorer_says_beside_its_scores_is_no_list_of_errors(folder: Path) -> None:
    (folder / "eval/score_records.py").write_text("import sys; sys.stderr.write('slow\\n'); print('{}')")
    assert score(folder, folder / "dev/meta.jsonl") == ({}, ())


# The gate: what Dragoman can do, it goes on being able to do.


@pytest.fixture(scope="module")
def gate(real_coder: Coder) -> Any:
    if not (SHARED / "dev").is_dir():
        pytest.skip("there is no folder with gold beside the repository")
    return evaluate_folder(SHARED, real_coder)


@pytest.mark.model
@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_scores_stay_above_their_floors(gate: Any, kind: str) -> None:
    floor = FLOORS[kind]
    if floor is None:
        pytest.skip("no floor yet")
    assert gate.scores[kind]["f1"] >= floor


@pytest.mark.model
def test_nothing_is_read_from_boilerplate_and_everything_re_reads(gate: Any) -> None:
    assert gate.scores["records from boilerplate"] == 0
    assert gate.misread == ()
    assert gate.scores["documents missing"] == []


def test_floors_are_figures_of_the_scorer() -> None:
    assert FLOORS and all(floor is None or 0 < floor < 1 for floor in FLOORS.values())
