"""Fit what `confidence` of an event must be to mean the chance of being right, on sentences held out from training.

    python training/calibrate.py SENTENCES.jsonl SHARED_FOLDER

Held out are the items `train.py` held out. Each is coded as a document by the whole pipeline and matched with its
events by SHARED_FOLDER's own scorer: type, both parties, direction, overlapping words. Prints slope and intercept from
log-odds to log-odds, for `export.py --confidence`. Run it on weights exported without them.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dragoman.evaluate.classes import calibration_error
from dragoman.evaluate.event_matches import certainties, match_strict
from dragoman.evaluate.scorer import Scorer, load_scorer
from dragoman.model import Document
from dragoman.model.interchange import json_lines
from dragoman.pipeline.coder import Coder
from prepare import PUBLISHERS, nearest, occurrences

Row = dict[str, Any]


def gold_of(item: Row, told: Sequence[Row], scorer: Scorer) -> list[Row]:
    """An item's events as gold: evidence from the trigger to its nearest parties; a party by its code or its words."""
    text = item["text"]
    used: Counter[str] = Counter()
    read = [p for r in told for side in ("source", "target") for p in r[side] if p["actor"]]
    gold = []
    for event in item["e"]:
        places = occurrences(text, event["tr"])
        if not places:
            continue
        start, end = at = places[min(used[event["tr"]], len(places) - 1)]
        used[event["tr"]] += 1
        for name, _ in event["s"] + event["o"]:
            near = nearest(occurrences(text, name), at[0])
            if near is not None:
                start, end = min(start, near[0]), max(end, near[1])
        row: Row = {"kind": "event", "types": [t for t in (event["t"], event.get("t2")) if t], "evidence": [start, end]}
        for side, key in (("source", "s"), ("target", "o")):
            row[side] = []
            for name, code in event[key]:
                words = "name:" + scorer.norm(name)
                # A party without a code may be read as whatever its words were resolved to.
                also = {
                    p["actor"] for p in read if not code and scorer.same_actor(words, "name:" + scorer.norm(p["text"]))
                }
                row[side].append({"actor": "|".join([*([code] if code else []), words, *sorted(also)])})
        gold.append(row)
    return gold


def logit(p: float) -> float:
    p = min(max(p, 0.005), 0.995)
    return math.log(p / (1 - p))


def fit(said: Sequence[float], right: Sequence[float]) -> tuple[float, float]:
    """Slope and intercept of a logistic on log-odds, by Newton's method; ``right`` may be fractions."""
    slope, intercept = 1.0, 0.0
    for _ in range(50):
        rows = []
        for c, y in zip(said, right, strict=True):
            x = logit(c)
            p = 1 / (1 + math.exp(-slope * x - intercept))
            rows.append((x, p * (1 - p), y - p))
        a = sum(w * x * x for x, w, _ in rows) + 1e-6
        b = sum(w * x for x, w, _ in rows)
        d = sum(w for _, w, _ in rows) + 1e-6
        gx, g1 = sum(r * x for x, _, r in rows), sum(r for _, _, r in rows)
        det = a * d - b * b
        slope += (d * gx - b * g1) / det
        intercept += (a * g1 - b * gx) / det
    return slope, intercept


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("sentences", type=Path)
    ap.add_argument("shared", type=Path)
    a = ap.parse_args()
    scorer, coder = load_scorer(a.shared / "eval/score_records.py"), Coder()
    pairs: list[tuple[float, float]] = []
    found = wanted = 0.0
    for line in a.sentences.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if random.Random(f"{item['i']}-held").random() >= 0.08:
            continue
        publisher = PUBLISHERS.get(item["publisher"], item["publisher"])
        coded = coder.code(Document(item["i"], item["text"], publisher=publisher, published=item["date"]))
        told = [r for r in map(json.loads, json_lines(coded)) if r["kind"] == "event"]
        gold = gold_of(item, told, scorer)
        matches = match_strict(gold, told, scorer)
        pairs += certainties(matches)
        wanted += len(gold)
        found += sum(right for _, right in certainties(matches))
    said, right = [c for c, _ in pairs], [y for _, y in pairs]
    slope, intercept = fit(said, right)
    fitted = [(1 / (1 + math.exp(-slope * logit(c) - intercept)), y) for c, y in pairs]
    print(
        f"{len(pairs)} events read, {wanted:.0f} wanted, {found:.0f} right: F1 {2 * found / (len(pairs) + wanted):.3f}"
    )
    print(f"expected calibration error {calibration_error(pairs):.3f}, fitted {calibration_error(fitted):.3f}")
    print(f"--confidence {slope:.3f} {intercept:.3f}")


if __name__ == "__main__":
    main()
