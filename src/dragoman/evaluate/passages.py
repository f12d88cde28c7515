"""Measures how well one kind of record is read from short passages labelled for that kind alone.

    python -m dragoman.evaluate.passages FILE… [--errors] [--half 1|2] [--json FILE]

FILE is JSON Lines: ``id``, ``text``, ``published``, ``publisher`` and ``gold``, the records of one kind; its name ends
in that kind (``blind_tie.jsonl``). Each passage is coded as a document by the whole pipeline, and records of other
kinds are left aside. ``--half`` takes every second passage only, the first or the second of each two: rules may be made
from the errors of one half as long as nobody has read the other.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.evaluate.lines import read_lines
from dragoman.evaluate.matching import Tally, compare
from dragoman.model import Document, DragomanError, InputError
from dragoman.model.interchange import json_lines
from dragoman.pipeline.coder import Coder
from dragoman.pipeline.run import Coding

KINDS = ("membership", "tie", "measure", "silence")


@dataclass(frozen=True, slots=True)
class Passage:
    """A short text with the gold records of one kind.

    Attributes:
        id: Its name.
        text: The text.
        published: ISO date, or None.
        publisher: Name, or None.
        gold: The gold records.
    """

    id: str
    text: str
    published: str | None
    publisher: str | None
    gold: tuple[dict[str, Any], ...]


def kind_of(path: Path) -> str:
    """The kind a file of passages is about, by the end of its name.

    Raises:
        InputError: If the name ends in no kind.
    """
    found = next((k for k in KINDS if path.stem.endswith(k)), None)
    if found is None:
        raise InputError(f"{path}: the name ends in no kind of record; call it NAME_{'|'.join(KINDS)}.jsonl.")
    return found


def read_passages(path: Path) -> list[Passage]:
    """The passages of a file.

    Args:
        path: A JSON Lines file.

    Returns:
        The passages in order.

    Raises:
        InputError: If the file cannot be read, or a line is no passage of the file's kind.
    """
    kind = kind_of(path)

    def passage(row: dict[str, Any]) -> Passage:
        found = Passage(row["id"], row["text"], row["published"], row["publisher"], tuple(row["gold"]))
        _check(found, kind)
        return found

    return read_lines(path, passage, f"passage with {kind} gold")


def _check(passage: Passage, kind: str) -> None:
    for gold in passage.gold:
        start, end = gold["evidence"]
        if gold["kind"] != kind or not 0 <= start < end <= len(passage.text):
            raise ValueError(f"{gold['kind']} at {start} to {end}")


def score_passages(kind: str, passages: Sequence[Passage], coder: Coding) -> Iterator[tuple[Passage, Tally]]:
    """Code passages and compare their records of one kind with the gold.

    Args:
        kind: The kind.
        passages: The passages.
        coder: What codes.

    Yields:
        Each passage with its tally.
    """
    for passage in passages:
        document = Document(passage.id, passage.text, publisher=passage.publisher, published=passage.published)
        records = [json.loads(line) for line in json_lines(coder.code(document))]
        yield passage, compare(kind, passage.gold, [r for r in records if r["kind"] == kind])


def half_of(passages: Sequence[Passage], half: int | None) -> list[Passage]:
    """Every second passage, the first (1) or second (2) of each two, or all."""
    return list(passages if half is None else passages[half - 1 :: 2])


def summary(tally: Tally) -> dict[str, Any]:
    """The figures of a tally: precision, recall, F1, and of what was found the share of right fields."""
    return {
        "gold": tally.gold,
        "told": round(tally.told, 2),
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        **{name: round(right / seen, 4) for name, (right, seen) in tally.fields.items()},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure files and print the figures; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m dragoman.evaluate.passages", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="JSON Lines of passages of one kind")
    parser.add_argument("--errors", action="store_true", help="list what was missed or wrong")
    parser.add_argument("--half", type=int, choices=(1, 2), help="the first or second of each two passages only")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    asked = parser.parse_args(arguments)
    figures: dict[str, Any] = {}
    try:
        read = [(path, kind_of(path), half_of(read_passages(path), asked.half)) for path in asked.files]
        coder = Coder()
        for path, kind, passages in read:
            total = Tally()
            for passage, tally in score_passages(kind, passages, coder):
                total.add(tally)
                if asked.errors:
                    _list_errors(passage, tally)
            figures[path.name] = {"passages": len(passages), **summary(total)}
            print(path.name, *(f"{name} {value}" for name, value in figures[path.name].items()), sep="  ")
    except DragomanError as error:
        print(error, file=sys.stderr)
        return 1
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def _list_errors(passage: Passage, tally: Tally) -> None:
    if not (tally.missed or tally.wrong):
        return
    print(f"{passage.id} ({passage.published}): {passage.text}")
    for gold in tally.missed:
        start, end = gold["evidence"]
        said = {k: v for k, v in gold.items() if k not in {"kind", "evidence"}}
        print(f"  missed  {passage.text[start:end]!r}  {json.dumps(said, ensure_ascii=False)}")
    for record in tally.wrong:
        print(f"  wrong   {record['evidence']['text']!r}  {json.dumps(_brief(record), ensure_ascii=False)}")


def _brief(record: Any) -> Any:
    """A record without its places, parties by their codes or words."""
    left_out = {"kind", "id", "doc", "evidence", "via", "confidence", "period", "date"}
    if isinstance(record, dict):
        if "text" in record and "start" in record:
            return record.get("actor") or record["text"]
        return {k: _brief(v) for k, v in record.items() if k not in left_out}
    return [_brief(v) for v in record] if isinstance(record, list) else record


if __name__ == "__main__":
    sys.exit(main())
