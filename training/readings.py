"""Careful readings of real texts, kept as places only, to labelled items with their words.

    python training/readings.py SHARED_FOLDER FOLDER OUT.jsonl

`training/readings/*.jsonl` holds, for stretches of the corpora, which acts a careful reader found: line of the corpus,
code points of the stretch, and code points (into the stretch with its white space single) of each act's and party's
words. `training/pointing/read/*.jsonl` holds whom the pronouns and descriptions of others stand for. The texts
themselves stay where they are.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.extract.naming import UNKNOWN

CORPORA = {
    "digest": "current_events.jsonl.gz",
    "readout": "readouts_whitehouse.jsonl.gz",
    "release": "releases_2021_2022.jsonl",
}
PUBLISHERS = {"digest": "Daily digest", "readout": "White House (USA)"}


def lines_of(path: Path) -> list[dict[str, Any]]:
    """All rows of a corpus."""
    plain = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in plain.decode().split("\n") if line.strip()]


def items(folder: Path, readings: Path) -> Iterator[dict[str, Any]]:
    """The readings with their words, in the form of the training data."""
    corpora: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(readings.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if not line:
                continue
            reading = json.loads(line)
            source = reading["source"]
            if source not in corpora:
                corpora[source] = lines_of(folder / "corpora" / CORPORA[source])
            row = corpora[source][reading["line"]]
            text = " ".join(row["text"][reading["start"] : reading["end"]].split())

            item = {
                "i": reading["i"], "text": text, "date": str(row.get("date") or "2022-01-01")[:10],
                "publisher": PUBLISHERS.get(source) or row.get("publisher"),
            }  # fmt: skip
            if "e" in reading:
                item["e"] = [_with_words(e, text) for e in reading["e"]]
            if "m" in reading:
                item["m"] = reading["m"]
            yield item


def _with_words(event: dict[str, Any], text: str) -> dict[str, Any]:
    def named(places: list[list[int]]) -> list[list[Any]]:
        return [[text[s:e], UNKNOWN, [s, e]] for s, e in places]

    start, end = event["tr"]
    return {**event, "tr": text[start:end], "at": event["tr"], "s": named(event["s"]), "o": named(event["o"])}


def main() -> None:
    """Write the items and say how many."""
    folder, readings, out = (Path(p) for p in sys.argv[1:4])
    found = list(items(folder, readings))
    out.write_text("".join(json.dumps(i, ensure_ascii=False) + "\n" for i in found), encoding="utf-8")
    acts, words = (sum(len(i.get(k, ())) for i in found) for k in "em")
    print(f"{len(found)} stretches, {acts} acts, {words} words that point")


if __name__ == "__main__":
    main()
