"""Choose unlabelled sentences for the teacher: digests, readouts and releases, none of them in the dev set.

python training/unlabelled.py SHARED_FOLDER OUT.pickle --items 30000
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.annotate import Parser
from dragoman.extract.events.candidates import propose
from dragoman.extract.naming import namings
from dragoman.model import Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors
from prepare import row_of

SHARES = {"digest": 0.62, "readout": 0.28, "release": 0.10}


def texts(shared: Path) -> Iterator[tuple[str, str, str | None, str | None]]:
    """(kind, text, date, publisher) of every item that is a real report."""
    with gzip.open(shared / "corpora/current_events.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if item.get("tier") != "deep_llm" and item.get("text"):
                yield "digest", item["text"], str(item["date"])[:10], "Daily digest"
    with gzip.open(shared / "corpora/readouts_whitehouse.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield "readout", item.get("text") or "", item.get("date"), item.get("publisher")
    with (shared / "corpora/releases_2021_2022.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield "release", item.get("text") or "", item.get("date"), item.get("publisher")


def words_of(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("shared", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--items", type=int, default=30000, help="sentences to choose")
    ap.add_argument("--seed", type=int, default=31, help="another seed chooses others")
    a = ap.parse_args()
    dev = " ".join(words_of(p.read_text(encoding="utf-8")) for p in (a.shared / "dev/text").glob("*.txt"))
    labelled = {words_of(json.loads(line)["text"])[:80] for line in (a.shared / "train/sentences.jsonl").open()}
    pools: dict[str, list[tuple[str, str | None, str | None]]] = {k: [] for k in SHARES}
    for kind, *item in texts(a.shared):
        pools[kind].append((item[0], item[1], item[2]))
    parser, tables = Parser(), packaged_actors()
    rng = random.Random(a.seed)
    rows: list[dict[str, Any]] = []
    for kind, share in SHARES.items():
        rng.shuffle(pools[kind])
        wanted, got = int(a.items * share), 0
        for number, (text, published, publisher) in enumerate(pools[kind]):
            if got >= wanted:
                break
            if kind != "digest":
                # A stretch of a long release, so that many releases are seen.
                at = rng.randrange(max(1, len(text) - 1500))
                text = text[at : at + 1500].partition(" ")[2]
            plain = words_of(text)
            if plain[:80] in labelled or plain[:120] in dev or (plain[200:320] and plain[200:320] in dev):
                continue
            parsed = parser.parse(Document(f"u-{kind}-{number}", text, publisher=publisher, published=published))
            doc = resolve_mentions(parsed, tables)
            named = namings(doc, tables)
            for sentence in doc.sentences:
                if 6 <= len(doc.words(sentence)) <= 70:
                    rows.append(row_of(doc, propose(doc, sentence), named, doc.document.id))
                    got += 1
    rng.shuffle(rows)
    a.out.write_bytes(pickle.dumps(rows))
    print(len(rows), "sentences")


if __name__ == "__main__":
    main()
