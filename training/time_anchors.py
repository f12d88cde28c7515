"""Learn data/language/times_anchor_weights.csv: which time of the passage an act without one of its own is told at.

    python training/time_anchors.py OUT.csv ARTICLES.jsonl… [--check]

An article is ``{"i", "publisher", "date", "title", "text", "e"}`` (`training/articles`); each act of ``e`` has the
place of its word ``at``, its status ``st`` and its date ``d``, ``[start, end]`` or null. For every act the times in
sight and "none" compete (`dragoman.resolve.times.anchor_features`); those that start as the reader's date does are
right. Acts that rules date are learned from as well: half the examples, of the same choice. Maximum-likelihood weights
with a quadratic penalty.

``--check`` learns on four fifths of the articles and measures on the fifth, five times over, as the product decides:
rules first, weights where they are silent and the article tells no history. It prints how often the chosen time is
right, by its chance.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import torch

from dragoman.annotate import Parser
from dragoman.model import Document
from dragoman.resolve.dating import told_time
from dragoman.resolve.mentions import resolve_mentions
from dragoman.resolve.times import find_times
from dragoman.resolve.times.anchor import LEAST_CHANCE, likeliest
from dragoman.resolve.times.anchor_features import act_at, marks_of, marks_of_none, times_in_sight
from dragoman.resolve.times.carry import is_history
from dragoman.tables import packaged_actors
from prepare import head_of
from weights import write_weights

LEAST_SEEN = 4
"""Acts with a mark below which it is not learned."""
PENALTY = 4e-3
"""Of half the sum of squared weights, against the mean loss of an act."""
SMALL = 0.02
"""Weights below this are not written down."""
_BANDS = (LEAST_CHANCE, 0.5, 0.6, 0.7, 0.8, 1.01)


@dataclass(frozen=True, slots=True)
class Choice:
    """An act: its article, the marks of "none" and of each time, which of them are right, dates by reader and rule.

    ``ruled``: a rule answers, or the article tells a history.
    """

    article: str
    marks: list[list[str]]
    right: list[bool]
    starts: list[str | None]
    gold: str | None
    ruled: bool
    rule: str | None


def choices(path: Path, parser: Parser) -> Iterator[Choice]:
    """The acts of a file of articles."""
    tables = packaged_actors()
    for line in path.read_text(encoding="utf-8").splitlines():
        a = json.loads(line)
        document = Document(a["i"], a["text"], title=a.get("title"), publisher=a.get("publisher"), published=a["date"])
        doc = resolve_mentions(parser.parse(document), tables)
        doc = replace(doc, times=find_times(doc))
        history = is_history(doc, doc.times)
        for event in a["e"]:
            head = head_of(doc, *event["at"])
            if head is None:
                continue
            act = act_at(doc, head, event["st"])
            seen = times_in_sight(act, doc.times)
            gold = event["d"][0] or event["d"][1] if event["d"] else None
            starts = [None, *(t.when.start or t.when.end for t in seen)]
            right = [gold is None, *(gold is not None and s == gold for s in starts[1:])]
            rule = told_time(doc, head, history)
            yield Choice(
                a["i"], [list(marks_of_none(act, seen)), *(list(marks_of(act, t, seen)) for t in seen)], right, starts,
                gold, history or rule is not None, rule.when.start if rule else None,
            )  # fmt: skip


def learn(rows: Sequence[Choice]) -> dict[str, float]:
    """Weights of the marks by maximum likelihood; acts whose date no time in sight has teach nothing."""
    rows = [r for r in rows if any(r.right)]
    counts = Counter(m for r in rows for marks in r.marks for m in marks)
    number = {m: n for n, m in enumerate(sorted(m for m, k in counts.items() if k >= LEAST_SEEN))}
    ids, offsets, right, group = [], [], [], []
    for g, r in enumerate(rows):
        for marks, ok in zip(r.marks, r.right, strict=True):
            offsets.append(len(ids))
            ids += [number[m] for m in marks if m in number]
            right.append(ok)
            group.append(g)
    index, starts = torch.tensor(ids), torch.tensor(offsets)
    good, of = torch.tensor(right), torch.tensor(group)
    weights = torch.zeros(len(number), 1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=80)

    def log_sum(scores: torch.Tensor) -> torch.Tensor:
        most = torch.full((len(rows),), -1e9).scatter_reduce(0, of, scores, "amax")
        return most + torch.log(torch.zeros(len(rows)).scatter_add(0, of, torch.exp(scores - most[of])))

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = torch.nn.functional.embedding_bag(index, weights, starts, mode="sum").squeeze(1)
        value = (log_sum(scores) - log_sum(scores.masked_fill(~good, -1e9))).mean() + PENALTY / 2 * (weights**2).sum()
        value.backward()
        return value

    optimizer.step(loss)
    return dict(zip(number, weights.detach().squeeze(1).tolist(), strict=True))


def chosen(weights: dict[str, float], row: Choice) -> tuple[str | None, float]:
    """The start of the date an act gets, by rule or by weights, and its chance (1 by rule)."""
    if row.ruled:
        return row.rule, 1.0
    best, chance = likeliest(row.marks, weights)
    return row.starts[best], chance


def report(name: str, rows: Sequence[Choice], got: Sequence[str | None]) -> None:
    """Print how many dated acts have the reader's date or none, and how many undated ones have a date."""
    dated = [(r, g) for r, g in zip(rows, got, strict=True) if r.gold]
    right, none = sum(r.gold == g for r, g in dated), sum(g is None for _, g in dated)
    given = sum(g is not None for r, g in zip(rows, got, strict=True) if not r.gold)
    print(
        f"{name}: {len(dated)} dated acts, right {right / len(dated):.3f}, none {none / len(dated):.3f};"
        f" {len(rows) - len(dated)} without, dated all the same {given / max(1, len(rows) - len(dated)):.3f}"
    )


def main() -> None:
    """Learn, or check what is learned."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out", type=Path)
    ap.add_argument("articles", type=Path, nargs="+")
    ap.add_argument("--check", action="store_true", help="measure by five folds of articles; nothing is written")
    a = ap.parse_args()
    parser = Parser()
    rows = [r for path in a.articles for r in choices(path, parser)]
    if a.check:
        articles = sorted({r.article for r in rows})
        random.Random(1).shuffle(articles)
        report("rules", rows, [r.rule for r in rows])
        got: dict[int, tuple[str | None, float]] = {}
        for fold in range(5):
            left_out = set(articles[fold::5])
            weights = learn([r for r in rows if r.article not in left_out])
            got |= {id(r): chosen(weights, r) for r in rows if r.article in left_out}
        report("rules, then weights", rows, [got[id(r)][0] for r in rows])
        asked = [(r, *got[id(r)]) for r in rows if not r.ruled]
        for low, high in pairwise(_BANDS):
            band = [(r, start) for r, start, chance in asked if start is not None and low <= chance < high]
            if band:
                right = sum(r.gold == start for r, start in band) / len(band)
                undated = sum(r.gold is None for r, _ in band) / len(band)
                print(f"chance {low:.1f} to {min(high, 1):.1f}: {len(band)}, right {right:.2f}, undated {undated:.2f}")
        return
    written = write_weights(a.out, learn(rows), SMALL)
    print(f"{len(rows)} acts, {written} weights")


if __name__ == "__main__":
    main()
