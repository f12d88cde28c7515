"""Learn data/language/speech_weights.csv from attribution annotations; only word-level weights leave the corpus.

    python training/speech_weights.py TRAIN.jsonl OUT.csv

Each line of TRAIN: doc_id, text, attributions [{content, source, cue}: lists of [start, end]]. A candidate of
`find_candidates` is positive if its content overlaps an annotated one by half (letters and digits counted) and its cue
lies in the annotated cue. Logistic regression; rare marks, small weights and marks that hold a name are dropped.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import torch

from dragoman.annotate import Parser
from dragoman.extract.statements.candidates import find_candidates, word_class
from dragoman.extract.statements.clauses import spans
from dragoman.extract.statements.features import features
from dragoman.extract.statements.lexicon import read_cue
from dragoman.extract.statements.quotation import find_quotations, mask_of
from dragoman.model import Document

MIN_COUNT, L2, EPOCHS, RATE, SMALL = 15, 4e-5, 4, 0.02, 0.08
NAME_SHARE = 0.6
"""Share of a word's uses as a name from which a mark that holds it is dropped."""


def letters(text: str, found: Iterable[tuple[int, int]]) -> set[int]:
    return {i for s, e in found for i in range(s, e) if i < len(text) and text[i].isalnum()}


def rows(path: Path, counts: Counter[str], proper: Counter[str]) -> Iterator[tuple[list[str], float]]:
    """Marks and label of every candidate of the corpus."""
    parser = Parser()
    for line in path.open(encoding="utf-8"):
        r = json.loads(line)
        doc = parser.parse(Document(r["doc_id"], r["text"]))
        for t in doc.tokens:
            counts[t.lemma.lower()] += 1
            proper[t.lemma.lower()] += t.pos == "PROPN"
        quoted = mask_of(find_quotations(doc), len(doc.tokens))
        gold = [(letters(r["text"], g["content"]), g["cue"]) for g in r["attributions"] if g["content"]]
        for c in find_candidates(doc, lambda _token: True):
            mine = letters(r["text"], spans(doc, c.content)) if c.content and quoted[c.cue] < 0 else set()
            if not mine:
                continue
            cue = doc.tokens[c.cue]
            right = any(
                len(mine & content) >= 0.5 * len(mine | content)
                and (not cues or any(cue.start < e and cue.end > s for s, e in cues))
                for content, cues in gold
                if content
            )
            word, level = read_cue(doc, cue, word_class(doc, cue), c.frame)
            yield sorted(set(features(doc, c, word, level, quoted))), float(right)


def fit(data: list[tuple[list[str], float]], index: dict[str, int]) -> tuple[np.ndarray, float]:
    """Weights by mark, and the bias."""
    ids = [np.array([index[f] for f in fs if f in index]) for fs, _ in data]
    ys = torch.tensor([y for _, y in data])
    torch.manual_seed(0)
    torch.set_num_threads(1)
    rng = np.random.default_rng(0)
    table = torch.nn.EmbeddingBag(len(index), 1, mode="sum")
    torch.nn.init.zeros_(table.weight)
    bias = torch.nn.Parameter(torch.zeros(1) - 2)
    adam = torch.optim.Adam([*table.parameters(), bias], lr=RATE)
    for epoch in range(EPOCHS):
        if epoch == EPOCHS - 1:
            for group in adam.param_groups:
                group["lr"] = RATE / 5
        order = rng.permutation(len(ids))
        for k in range(0, len(ids), 2048):
            chosen = order[k : k + 2048]
            flat = torch.as_tensor(np.concatenate([ids[i] for i in chosen]))
            starts = torch.as_tensor(np.cumsum([0] + [len(ids[i]) for i in chosen[:-1]]))
            logits = table(flat, starts).squeeze(1) + bias
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, ys[torch.as_tensor(chosen)])
            loss = loss + L2 * (table.weight**2).sum()
            adam.zero_grad()
            loss.backward()
            adam.step()
    return table.weight.detach().numpy()[:, 0], float(bias)


def main() -> None:
    train, out = Path(sys.argv[1]), Path(sys.argv[2])
    counts: Counter[str] = Counter()
    proper: Counter[str] = Counter()
    data = list(rows(train, counts, proper))
    seen = Counter(f for fs, _ in data for f in fs)
    index = {f: i for i, f in enumerate(f for f, n in seen.items() if n >= MIN_COUNT)}
    weights, bias = fit(data, index)
    named = {w for w, n in counts.items() if n >= 3 and w.isalpha() and proper[w] > NAME_SHARE * n}
    with out.open("w", newline="", encoding="utf-8") as handle:
        table = csv.writer(handle, lineterminator="\n")
        table.writerow(["mark", "weight"])
        table.writerow(["bias", round(bias, 2)])
        for mark, i in sorted(index.items()):
            grammatical = mark.startswith(("tag=", "dep="))
            if abs(weights[i]) >= SMALL and (grammatical or not named & set(re.split(r"[=|:]", mark.lower()))):
                table.writerow([mark, round(float(weights[i]), 2)])


if __name__ == "__main__":
    main()
