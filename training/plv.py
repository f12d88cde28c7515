"""The variant trained on PLV's marked sentences, for comparison only: it is never shipped.

    python training/plv.py FILE.tsv --run run/teacher --tokenizer tokenizer.json [--folds 5] [--models 3]

FILE has ``marked_sentence`` (``<s>…</s>``, ``<t>…</t>``) and ``gold_root``. The encoder of a trained event model goes
on learning with a head of its own over the two marked parties and the sentence; every sentence is judged by models
that have not seen it. Prints macro-F1 of the fifteen classes and of the quads.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import time
from collections import defaultdict
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from dragoman.evaluate.classes import macro_f1
from dragoman.evaluate.plv import quad_of
from encoder import EventModel, take_over
from rows import CLS_SEP, Labels, load_tokenizer
from train import shape_of

Item = tuple[list[int], int, int]
"""A sentence's sub-words, and where the marks of its source and target open."""
MOST_PIECES = 128
_MARKS = {"<s>": "@", "</s>": "@", "<t>": "#", "</t>": "#"}
_PARTS = re.compile(r"(</?[st]>)")


class PairModel(nn.Module):
    """An encoder with one head over a source, a target and their sentence."""

    def __init__(self, events: EventModel, classes: int) -> None:
        super().__init__()
        self.events = events
        hidden = events.shape.hidden
        self.head = nn.Sequential(
            nn.LayerNorm(3 * hidden),
            nn.Dropout(0.2),
            nn.Linear(3 * hidden, hidden),
            nn.GELU(),
            nn.Linear(hidden, classes),
        )

    def forward(self, ids: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> Tensor:
        x = self.events.encode(ids, mask).float()
        mean = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        row = torch.arange(len(ids))
        head: Tensor = self.head(torch.cat([x[row, source], x[row, target], mean], -1))
        return head


def read(path: Path) -> list[tuple[str, str]]:
    """(marked sentence, class) of every row."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(r["marked_sentence"], r["gold_root"]) for r in csv.DictReader(file, delimiter="\t")]


def encode(marked: str, tokenizer: Tokenizer, family: str) -> Item:
    """Sub-words with the parties between marks, and where the marks open."""
    start, end, _ = CLS_SEP[family]
    ids, opened = [start], {"<s>": 0, "<t>": 0}
    for part in _PARTS.split(marked):
        if part in opened:
            opened[part] = len(ids)
        ids += tokenizer.encode(f" {_MARKS.get(part, part)}", add_special_tokens=False).ids
    ids = [*ids[: MOST_PIECES - 1], end]
    return ids, min(opened["<s>"], len(ids) - 1), min(opened["<t>"], len(ids) - 1)


def batch(items: list[Item], pad: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Padded inputs of a batch."""
    longest = max(len(i[0]) for i in items)
    ids = torch.full((len(items), longest), pad)
    mask = torch.zeros(len(items), longest, dtype=torch.long)
    for n, (pieces, _, _) in enumerate(items):
        ids[n, : len(pieces)] = torch.tensor(pieces)
        mask[n, : len(pieces)] = 1
    return ids, mask, torch.tensor([i[1] for i in items]), torch.tensor([i[2] for i in items])


def folds_of(classes: list[str], folds: int, rng: random.Random) -> list[int]:
    """The fold of each row, each class spread over all."""
    by_class: dict[str, list[int]] = defaultdict(list)
    for n, c in enumerate(classes):
        by_class[c].append(n)
    fold = [0] * len(classes)
    for rows in by_class.values():
        rng.shuffle(rows)
        for k, n in enumerate(rows):
            fold[n] = k % folds
    return fold


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("file", type=Path)
    ap.add_argument("--run", type=Path, required=True)
    ap.add_argument("--tokenizer", type=Path, required=True)
    ap.add_argument("--folds", type=int, default=5)
    ap.add_argument("--epochs", type=int, default=6)
    ap.add_argument("--frozen", type=int, default=6, help="lower layers that do not learn")
    ap.add_argument("--lr", type=float, default=5e-5)
    ap.add_argument("--models", type=int, default=1, help="models a fold, whose chances are added up")
    ap.add_argument("--seed", type=int, default=7, help="of the first of them")
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    rows = read(a.file)
    described = json.loads((a.run / "labels.json").read_text())
    shape = shape_of(described, Labels.from_dict(described))
    tokenizer = load_tokenizer(a.tokenizer)
    items = [encode(marked, tokenizer, shape.family) for marked, _ in rows]
    classes = sorted({c for _, c in rows})
    gold = torch.tensor([classes.index(c) for _, c in rows])
    counts = torch.bincount(gold, minlength=len(classes)).float()
    weight = (counts.mean() / counts) ** 0.5
    fold = folds_of([c for _, c in rows], a.folds, random.Random(7))
    chances = torch.zeros(len(rows), len(classes))
    for seed in range(a.seed, a.seed + a.models):
        torch.manual_seed(seed)
        rng = random.Random(seed)
        for k in range(a.folds):
            began = time.time()
            train = [n for n, f in enumerate(fold) if f != k]
            test = [n for n, f in enumerate(fold) if f == k]
            model = PairModel(EventModel(shape), len(classes))
            learn(model, [(items[n], int(gold[n])) for n in train], weight, a, rng)
            given = judge(model, [items[n] for n in test])
            chances[test] += given
            right = (given.argmax(-1) == gold[test]).float().mean()
            print(f"seed {seed}, fold {k + 1}: {right:.3f} right, {time.time() - began:.0f} s", flush=True)
        best = [classes[int(n)] for n in chances.argmax(-1)]
        pairs = [(c, g) for (_, c), g in zip(rows, best, strict=True)]
        told = f"{len(rows)} sentences, {len(classes)} classes, {seed - a.seed + 1} models a fold"
        quads = [(quad_of(c), quad_of(g)) for c, g in pairs]
        print(f"{told}: macro-F1 {macro_f1(pairs)[0]:.3f}, quads {macro_f1(quads)[0]:.3f}", flush=True)


def learn(
    model: PairModel,
    rows: list[tuple[Item, int]],
    weight: Tensor,
    a: argparse.Namespace,
    rng: random.Random,
) -> None:
    """Go on from the trained encoder, its upper layers and the head, on the rows given."""
    events = model.events
    take_over(events, a.run)
    events.requires_grad_(False)
    for layer in events.layers[a.frozen :]:
        layer.requires_grad_(True)
    body = [p for p in events.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": a.lr}, {"params": model.head.parameters(), "lr": a.lr * 10}], weight_decay=0.01
    )
    steps = a.epochs * (len(rows) // 16 + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [a.lr, a.lr * 10], total_steps=steps + 1, pct_start=0.1)
    model.train()
    for _ in range(a.epochs):
        rng.shuffle(rows)
        for at in range(0, len(rows), 16):
            chosen = rows[at : at + 16]
            with torch.autocast("cpu", torch.bfloat16):
                out = model(*batch([item for item, _ in chosen], pad_of(model)))
            gold = torch.tensor([c for _, c in chosen])
            loss = nn.functional.cross_entropy(out.float(), gold, weight=weight, label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()


def judge(model: PairModel, items: list[Item]) -> Tensor:
    """The chance of each class for each item."""
    model.eval()
    with torch.no_grad():
        parts = [model(*batch(items[at : at + 32], pad_of(model))).softmax(-1) for at in range(0, len(items), 32)]
    return torch.cat(parts)


def pad_of(model: PairModel) -> int:
    """The number of the sub-word that fills up a batch."""
    return CLS_SEP[model.events.shape.family][2]


if __name__ == "__main__":
    main()
