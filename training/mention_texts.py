"""Texts of the mention tests that rules were mended on, as passages the model of whom words mean can learn from.

    python training/mention_texts.py OUT.jsonl --every-other tests/resolve/data/mentions_second.jsonl \
        --first-half tests/resolve/data/mentions_third.jsonl

Names and mere places are not taken. What is left of each file, every second text or the second half, stays
unread and measures.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.evaluate.mentions import place_of, read_items
from dragoman.extract.naming import NAMES


def passage_of(item: dict[str, Any]) -> dict[str, Any]:
    """A labelled text as a passage of `training/meanings.py`."""
    labels = [m for m in item["mentions"] if m["form"] not in NAMES]
    places = [(place_of(item, m), m) for m in labels]
    return {
        "i": item["id"],
        "text": item["text"],
        "publisher": item["publisher"],
        "date": item["published"],
        "m": [[start, start + len(m["text"]), m["actors"]] for start, m in places],
    }


def passages(every_other: list[Path], first_half: list[Path]) -> Iterator[dict[str, Any]]:
    """The passages of both kinds of files, in order."""
    for file in every_other:
        yield from map(passage_of, list(read_items([file]))[::2])
    for file in first_half:
        items = list(read_items([file]))
        yield from map(passage_of, items[: len(items) // 2])


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out", type=Path)
    ap.add_argument(
        "--every-other", type=Path, nargs="*", default=[], help="files of which the first of two texts is taken"
    )
    ap.add_argument("--first-half", type=Path, nargs="*", default=[])
    a = ap.parse_args()
    with a.out.open("w", encoding="utf-8") as out:
        for passage in passages(a.every_other, a.first_half):
            out.write(json.dumps(passage, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
