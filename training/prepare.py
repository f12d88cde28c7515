"""Turn labelled sentences into rows for the event model: words, candidates, labels.

    python training/prepare.py SENTENCES.jsonl OUT.pickle

Each sentence of an item becomes a row; its events are tied to the head words of their triggers and parties.
"""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from dragoman.annotate import Parser
from dragoman.extract.events.candidates import propose
from dragoman.model import AnnotatedDocument, Document


def occurrences(text: str, part: str) -> list[tuple[int, int]]:
    """Where ``part`` stands in ``text`` at word boundaries (anywhere, if nowhere so)."""
    exact = [m.span() for m in re.finditer(r"(?<!\w)" + re.escape(part) + r"(?!\w)", text)]
    return exact or [m.span() for m in re.finditer(re.escape(part), text)]


def head_of(doc: AnnotatedDocument, start: int, end: int) -> int | None:
    """The head token of a span: the one whose own head lies outside it."""
    inside = [t for t in doc.tokens if t.start < end and t.end > start]
    if not inside:
        return None
    ids = {t.i for t in inside}
    heads = [t for t in inside if t.head not in ids or t.head == t.i]
    content = [t for t in heads if t.pos not in {"PUNCT", "DET", "ADP", "PART", "CCONJ"}] or heads or inside
    return content[0].i


def nearest(spans: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The span nearest to a code point."""
    return min(spans, key=lambda s: min(abs(s[0] - at), abs(s[1] - at)), default=None)


def rows_of(item: dict[str, Any], doc: AnnotatedDocument, lost: Counter[str]) -> list[dict[str, Any]]:
    """The rows of one item."""
    text = item["text"]
    proposals = [propose(doc, s) for s in doc.sentences]
    labels: list[dict[int, dict[str, Any]]] = [{} for _ in proposals]
    used: Counter[str] = Counter()
    for event in item["e"]:
        lost["events"] += 1
        spans = occurrences(text, event["tr"])
        span = spans[min(used[event["tr"]], len(spans) - 1)] if spans else None
        used[event["tr"]] += 1
        if span is None:
            lost["no trigger"] += 1
            continue
        # Of several places, the one nearest to the event's parties.
        if len(spans) > 1 and used[event["tr"]] == 1:
            parties = [o for name, _ in event["s"] + event["o"] for o in occurrences(text, name)[:1]]
            if parties:
                span = min(spans, key=lambda s: sum(abs(s[0] - p[0]) for p in parties))
        head = head_of(doc, *span)
        if head is None:
            lost["no trigger"] += 1
            continue
        number = doc.tokens[head].sent
        proposal = proposals[number]
        if head not in proposal.triggers:
            within = [t for t in proposal.triggers if doc.tokens[t].start < span[1] and doc.tokens[t].end > span[0]]
            if not within:
                lost["trigger no candidate"] += 1
                continue
            head = within[0]
        sentence = doc.sentences[number]
        roles: dict[int, int] = {}
        for role, names in ((1, event["s"]), (2, event["o"])):
            for name, _ in names:
                lost["parties"] += 1
                where = [o for o in occurrences(text, name) if sentence.start <= o[0] < sentence.end]
                best = nearest(where, span[0])
                if best is None:
                    lost["party elsewhere"] += 1
                    continue
                party = head_of(doc, *best)
                if party not in proposal.parties:
                    within = [
                        p for p in proposal.parties if doc.tokens[p].start < best[1] and doc.tokens[p].end > best[0]
                    ]
                    if not within:
                        lost["party no candidate"] += 1
                        continue
                    party = within[-1]
                roles[party] = role
        if head in labels[number]:
            lost["second event on one word"] += 1
            if labels[number][head]["t"] == event["t"]:
                labels[number][head]["roles"].update(roles)
            continue
        labels[number][head] = {
            "t": event["t"], "t2": event.get("t2"), "m": event["m"], "st": event["st"], "roles": roles,
        }  # fmt: skip
    rows = []
    for proposal, found in zip(proposals, labels, strict=True):
        words = doc.words(proposal.sentence)
        first = proposal.sentence.first
        rows.append(
            {
                "i": item["i"],
                "publisher": item.get("publisher"),
                "words": [t.text for t in words],
                "pos": [t.pos for t in words],
                "dep": [t.dep for t in words],
                "triggers": [t - first for t in proposal.triggers],
                "parties": [p - first for p in proposal.parties],
                "pairs": list(proposal.pairs),
                "labels": {
                    k - first: {**v, "roles": {p - first: r for p, r in v["roles"].items()}} for k, v in found.items()
                },
            }
        )
    return rows


def main() -> None:
    """Prepare all rows and say what was lost on the way."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    parser = Parser()
    lost: Counter[str] = Counter()
    rows = []
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            doc = parser.parse(Document(item["i"], item["text"]))
            rows += rows_of(item, doc, lost)
    target.write_bytes(pickle.dumps(rows))
    print(len(rows), "rows;", dict(lost))


if __name__ == "__main__":
    main()
