"""Whole documents with their events, kept as places only, to a gold folder with their words.

    python training/documents.py SHARED_FOLDER training/documents/read OUT_FOLDER

`training/documents/read/*.jsonl` holds what a careful reader found in days of a digest, in publications of the White
House and in releases of three presidents: lines of the corpus, and for every event its types, date, status, the place
of its evidence, its parties: codes, and places of words where a party has none or may be named by them. The texts
themselves stay where they are.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from readings import CORPORA, lines_of, publisher_of


def gold_of(event: dict[str, Any], text: str) -> dict[str, Any]:
    """An event as gold folders have it."""
    sides = {
        side: ["|".join(p if isinstance(p, str) else text[p[0] : p[1]] for p in party) for party in event[side]]
        for side in ("source", "target")
    }
    return {"kind": "event", **event, **sides}


def main() -> None:
    """Write the folder: ``meta.jsonl``, ``text`` and ``gold``."""
    shared, readings, out = (Path(a) for a in sys.argv[1:4])
    for part in ("text", "gold"):
        (out / part).mkdir(parents=True, exist_ok=True)
    corpora: dict[str, list[dict[str, Any]]] = {}
    meta = []
    for file in sorted(readings.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            reading = json.loads(line)
            source = reading["source"]
            if source not in corpora:
                corpora[source] = lines_of(shared / "corpora" / CORPORA[source])
            rows = [corpora[source][n] for n in reading["lines"]]
            if source == "digest":
                # The items of one day, a paragraph each.
                text = "\n\n".join(" ".join(row["text"].split()) for row in rows)
                title = f"World events of {rows[0]['date'][:10]}"
            else:
                text, title = rows[0]["text"], rows[0]["title"]
            told = {"date": rows[0]["date"][:10], "publisher": publisher_of(source, rows[0]), "title": title}
            meta.append({"id": reading["i"], **told})
            events = [gold_of(e, text) for e in reading["events"]]
            (out / "text" / f"{reading['i']}.txt").write_text(text, encoding="utf-8", newline="")
            (out / "gold" / f"{reading['i']}.jsonl").write_text(
                "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in events), encoding="utf-8"
            )
    (out / "meta.jsonl").write_text("".join(json.dumps(m, ensure_ascii=False) + "\n" for m in meta), encoding="utf-8")
    print(f"{len(meta)} documents")


if __name__ == "__main__":
    main()
