"""Turn labelled sentences into rows for the event model: words, candidates, labels.

    python training/prepare.py OUT.pickle SENTENCES.jsonl…

Each sentence of an item becomes a row, with what stands before it in its paragraph; its events are tied to the head
words of their triggers and parties, which may stand before the sentence.
"""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dragoman.annotate import Parser
from dragoman.extract.events.candidates import Proposal, propose
from dragoman.extract.naming import UNKNOWN, named_actors, namings, told_actors
from dragoman.model import AnnotatedDocument, Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

PUBLISHERS = {
    "whitehouse": "White House (USA)",
    "kremlin": "Kremlin (President of Russia)",
    "ukraine": "Office of the President of Ukraine",
    "wcep": "Daily digest",
    "history": "Office of the Historian (US)",
}
"""Whom a publisher's short name in the training data means, as a reader would name it."""


def document_of(item: dict[str, Any]) -> Document:
    """A labelled item as a document of its own."""
    publisher = PUBLISHERS.get(item.get("publisher"), item.get("publisher"))
    return Document(item["i"], item["text"], title=item.get("title"), publisher=publisher, published=item.get("date"))


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


def row_of(
    doc: AnnotatedDocument, proposal: Proposal, named: dict[int, str], item: str, publisher: str | None = None
) -> dict[str, Any]:
    """A sentence and what stands before it, as the model reads them; no labels yet."""
    base = proposal.first
    words = doc.tokens[base : proposal.sentence.last]
    return {
        "i": item, "publisher": publisher, "base": base, "before": proposal.sentence.first - base,
        "words": [t.text for t in words], "pos": [t.pos for t in words], "dep": [t.dep for t in words],
        "who": [named.get(t.i, UNKNOWN) for t in words],
        "names": {i - base: a for i, a in named_actors(doc).items() if base <= i < proposal.sentence.last}, "codes": {},
        "told": {i - base: a for i, a in told_actors(doc).items() if base <= i < proposal.sentence.last},
        "triggers": [t - base for t in proposal.triggers], "parties": [p - base for p in proposal.parties],
        "pairs": list(proposal.pairs), "labels": {}, "unsure": set(),
    }  # fmt: skip


def rows_of(item: dict[str, Any], doc: AnnotatedDocument, lost: Counter[str]) -> list[dict[str, Any]]:
    """The rows of one item."""
    text = item["text"]
    proposals = [propose(doc, s) for s in doc.sentences]
    named = namings(doc, packaged_actors())
    rows = [row_of(doc, p, named, item["i"], item.get("publisher")) for p in proposals]
    for start, end, codes in item.get("m", ()):
        label_pointing(doc, proposals, rows, (start, end), codes, lost)
    pointing = [set(r["codes"]) for r in rows]
    used: Counter[str] = Counter()
    for event in item["e"]:
        lost["events"] += 1
        spans = [tuple(event["at"])] if "at" in event else occurrences(text, event["tr"])
        span = spans[min(used[event["tr"]], len(spans) - 1)] if spans else None
        used[event["tr"]] += 1
        if span is None:
            lost["no trigger"] += 1
            continue
        # Of several places, the one nearest to the event's parties.
        if len(spans) > 1 and used[event["tr"]] == 1:
            parties = [o for name, *_ in event["s"] + event["o"] for o in occurrences(text, name)[:1]]
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
        sentence, base = doc.sentences[number], proposal.first
        roles: dict[int, int] = {}
        for role, names in ((1, event["s"]), (2, event["o"])):
            for name, code, *place in names:
                lost["parties"] += 1
                everywhere = occurrences(text, name)
                where = [o for o in everywhere if sentence.start <= o[0] < sentence.end]
                where = where or [o for o in everywhere if o[0] < sentence.start]
                best = tuple(place[0]) if place else nearest(where, span[0])
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
                lost["party before"] += party < sentence.first
                roles[party - base] = role
                if code != UNKNOWN and party - base not in pointing[number]:
                    rows[number]["codes"].setdefault(party - base, set()).add(code)
        labels = rows[number]["labels"]
        if head - base in labels:
            lost["second event on one word"] += 1
            if labels[head - base]["t"] == event["t"]:
                labels[head - base]["roles"].update(roles)
            continue
        labels[head - base] = {
            "t": event["t"], "t2": event.get("t2"), "m": event["m"], "st": event["st"], "roles": roles,
        }  # fmt: skip
        if event.get("unsure"):
            rows[number]["unsure"].add(head - base)
    return _inside(rows, doc, item, lost)


_OVER_THE_END = 3
"""A sentence may reach so many code points over the end of a stretch: white space, a quotation mark."""


def _inside(
    rows: Sequence[dict[str, Any]], doc: AnnotatedDocument, item: dict[str, Any], lost: Counter[str]
) -> list[dict[str, Any]]:
    """The rows of the sentences that stand in the stretch a reader has read."""
    low, high = item.get("keep", (0, len(doc.document.text)))
    kept = []
    for row, sentence in zip(rows, doc.sentences, strict=True):
        if sentence.start >= low and sentence.end <= high + _OVER_THE_END:
            kept.append(row)
        else:
            lost["events over the edge"] += len(row["labels"])
    return kept


def label_pointing(
    doc: AnnotatedDocument, proposals: Sequence[Proposal], rows: Sequence[dict[str, Any]], place: tuple[int, int],
    codes: Sequence[str], lost: Counter[str],
) -> None:  # fmt: skip
    """Write down whom a pronoun or description stands for: codes, or nobody."""
    lost["labels"] += 1
    head = head_of(doc, *place)
    if head is None:
        lost["no word"] += 1
        return
    number = doc.tokens[head].sent
    row, at = rows[number], head - proposals[number].first
    if at in row["names"]:
        lost["names by itself"] += 1
    elif at not in row["parties"]:
        lost["no candidate"] += 1
    else:
        lost["right by rule"] += row["told"].get(at, frozenset()) == set(codes)
        row["codes"][at] = set(codes) or {None}


def write_rows(
    target: Path, sources: Sequence[Path],
    rows_of: Callable[[dict[str, Any], AnnotatedDocument, Counter[str]], list[dict[str, Any]]],
) -> None:  # fmt: skip
    """Prepare the rows of all items of some files, and say what was lost on the way."""
    parser, tables = Parser(), packaged_actors()
    lost: Counter[str] = Counter()
    rows = []
    for source in sources:
        with source.open(encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                parsed = parser.parse(document_of(item))
                rows += rows_of(item, resolve_mentions(parsed, tables), lost)
    target.write_bytes(pickle.dumps(rows))
    print(len(rows), "rows;", dict(lost))


if __name__ == "__main__":
    write_rows(Path(sys.argv[1]), [Path(p) for p in sys.argv[2:]], rows_of)
