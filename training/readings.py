"""Careful readings of real texts, kept as places only, to labelled items with their words.

    python training/readings.py SHARED_FOLDER FOLDER OUT.jsonl [--in-place]

`training/readings/*.jsonl` holds, for stretches of the corpora, which acts a careful reader found: line of the corpus,
code points of the stretch, and code points (into the stretch with its white space single) of each act's and party's
words. `training/pointing/read/*.jsonl` holds whom the pronouns and descriptions of others stand for,
`training/articles/read/*.jsonl` both, of whole news articles. The texts themselves stay where they are.

With ``--in-place`` a stretch stands in what is around it in its document, as the product reads it: some 3,000
characters before and a paragraph's rest behind it; an item of a digest behind another item of its day. ``keep`` is
where the stretch itself stands.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from dragoman.extract.naming import UNKNOWN

CORPORA = {
    "digest": "current_events.jsonl.gz",
    "readout": "readouts_whitehouse.jsonl.gz",
    "release": "releases_2021_2022.jsonl",
    "news": "../bench/polnear_train.jsonl",
}
CHARACTERS_BEFORE, CHARACTERS_BEHIND = 3000, 200
Place: TypeAlias = Callable[[list[int]], list[int]]
"""From code points of a stretch with its white space single to those of the text it stands in."""
PUBLISHERS = {"digest": "Daily digest", "readout": "White House (USA)"}


def publisher_of(source: str, row: dict[str, Any]) -> str | None:
    """Who published a row of a corpus."""
    return PUBLISHERS.get(source) or row.get("publisher")


def lines_of(path: Path) -> list[dict[str, Any]]:
    """All rows of a corpus."""
    plain = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in plain.decode().split("\n") if line.strip()]


def items(folder: Path, readings: Path, in_place: bool) -> Iterator[dict[str, Any]]:
    """The readings with their words, in the form of the training data.

    Args:
        folder: The shared folder with the corpora.
        readings: A folder of readings.
        in_place: Whether a stretch stands in what is around it.
    """
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
            text, place = _placed(corpora[source], reading, in_place)
            item = {
                "i": reading["i"], "text": text, "date": str(row.get("date") or "2022-01-01")[:10],
                "publisher": publisher_of(source, row), "title": row.get("title"),
            }  # fmt: skip
            if in_place and "start" in reading:
                item["keep"] = place([0, reading["end"] - reading["start"]])
            if "e" in reading:
                item["e"] = [_with_words(e, text, place) for e in reading["e"]]
            if "m" in reading:
                item["m"] = [[*place(m[:2]), m[2]] for m in reading["m"]]
            yield item


def _placed(rows: list[dict[str, Any]], reading: dict[str, Any], in_place: bool) -> tuple[str, Place]:
    """The text of a reading, and where in it the places that it keeps are."""
    number = reading["line"]
    row = rows[number]
    if "start" not in reading:
        # A whole article: its places are those of its text as it stands.
        return row["text"], _as_is
    start, end = reading["start"], reading["end"]
    if in_place and reading["source"] != "digest":
        return _around(row["text"], start, end)
    other = rows[number - 1] if in_place and number and rows[number - 1].get("date") == row.get("date") else None
    before = " ".join(other["text"].split()) + "\n\n" if other else ""
    return _behind(before, " ".join(row["text"][start:end].split()))


def _as_is(place: list[int]) -> list[int]:
    return place[:2]


def _behind(before: str, text: str) -> tuple[str, Place]:
    """A stretch with its white space single, behind a text."""
    most = len(before) + len(text)
    return before + text, lambda place: [len(before) + place[0], min(len(before) + place[1], most)]


def _around(text: str, start: int, end: int) -> tuple[str, Place]:
    """A stretch of a document with what is around it, as it stands there; behind it to the line's end, or a piece."""
    first = max(0, start - CHARACTERS_BEFORE)
    if first:
        first = text.find("\n", first, start) + 1 or first
    last = text.find("\n", end)
    last = last if end <= last < end + CHARACTERS_BEHIND else min(len(text), end + CHARACTERS_BEHIND)
    # Of each code point of the stretch with its white space single: where it stands.
    stands = [p for w in re.finditer(r"\S+", text[start:end]) for p in (w.start() - 1, *range(w.start(), w.end()))][1:]

    def place(at: list[int]) -> list[int]:
        low, high = min(at[0], len(stands) - 1), min(at[1], len(stands))
        return [start - first + stands[low], start - first + stands[high - 1] + 1]

    return text[first:last], place


def _with_words(event: dict[str, Any], text: str, place: Place) -> dict[str, Any]:
    def named(places: list[list[Any]]) -> list[list[Any]]:
        at = [(place(p[:2]), p[2] if len(p) > 2 else None) for p in places]
        return [[text[s:e], code, [s, e]] for (s, e), codes in at for code in _codes(codes)]

    start, end = place(event["tr"])
    return {**event, "tr": text[start:end], "at": [start, end], "s": named(event["s"]), "o": named(event["o"])}


def _codes(codes: list[str] | None) -> list[str | None]:
    """The codes of a party's words: not told, none, or some."""
    return [UNKNOWN] if codes is None else list(codes) or [None]


def main() -> None:
    """Write the items and say how many."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path)
    ap.add_argument("readings", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--in-place", action="store_true", help="with what is around each stretch in its document")
    a = ap.parse_args()
    found = list(items(a.folder, a.readings, a.in_place))
    a.out.write_text("".join(json.dumps(i, ensure_ascii=False) + "\n" for i in found), encoding="utf-8")
    acts, words = (sum(len(i.get(k, ())) for i in found) for k in "em")
    print(f"{len(found)} stretches, {acts} acts, {words} words that point")


if __name__ == "__main__":
    main()
