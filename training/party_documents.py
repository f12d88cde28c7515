"""Teach the shipped second reading further, on whole documents with their events.

    python training/party_documents.py --weights src/dragoman/extract/events/weights --scorer SCORER.py
        --gold FOLDER … [--articles ARTICLES.jsonl …] --out run/parties [--leave-out 0|1]

The reading goes on from the shipped weights. With ``--leave-out`` one half of the texts is not taught but tried: the
readings so taught, one a half, show `credence.py` how each text is read by a model that has not seen it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import torch

from credence import of_article
from dragoman.evaluate.event_gold import as_meant
from dragoman.evaluate.scorer import load_scorer
from dragoman.model import Document
from second_reading import Act, Course, measure, teach
from shipped import second_reading
from told_parties import ActReader, Row, half_of


def documents_of(folder: Path) -> Iterator[tuple[Document, list[Row]]]:
    """The documents of a gold folder with their events."""
    for line in (folder / "meta.jsonl").read_text(encoding="utf-8").splitlines():
        m = json.loads(line)
        text = (folder / "text" / f"{m['id']}.txt").read_bytes().decode("utf-8")
        rows = (folder / "gold" / f"{m['id']}.jsonl").read_text(encoding="utf-8").splitlines()
        gold = [row for row in map(json.loads, rows) if row["kind"] == "event"]
        yield Document(m["id"], text, title=m["title"], publisher=m["publisher"], published=m["date"]), gold


def articles_of(file: Path) -> Iterator[tuple[Document, list[Row]]]:
    """Articles with their acts."""
    for line in file.read_text(encoding="utf-8").splitlines():
        a = json.loads(line)
        document = Document(a["i"], a["text"], title=a.get("title"), publisher=a.get("publisher"), published=a["date"])
        yield document, [of_article(e, a["text"]) for e in a["e"]]


def main() -> None:
    """Teach it, and keep it in ``--out``."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--weights", type=Path, required=True, help="the shipped ones it goes on from")
    ap.add_argument("--scorer", type=Path, required=True)
    ap.add_argument("--gold", type=Path, nargs="+", required=True)
    ap.add_argument("--articles", type=Path, nargs="*", default=[])
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--leave-out", type=int, choices=(0, 1), help="half of the texts to try it on; none if not given")
    ap.add_argument("--epochs", type=int, default=3)
    ap.add_argument("--lr", type=float, default=5e-5)
    ap.add_argument("--batch", type=int, default=64)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=3)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    scorer = load_scorer(a.scorer)
    reader = ActReader(a.weights, scorer)
    train: list[Act] = []
    test: list[Act] = []
    texts = [(d, as_meant(gold, scorer)) for folder in a.gold for d, gold in documents_of(folder)]
    texts += [pair for file in a.articles for pair in articles_of(file)]
    for document, gold in texts:
        left_out = a.leave_out is not None and half_of(document.id) == a.leave_out
        (test if left_out else train).extend(reader.acts(document, gold))
    model = second_reading(a.weights)
    print(f"{len(train)} acts to learn from, {len(test)} left out; before: {measure(model, test)}", flush=True)
    teach(model, train, test, Course(a.epochs, a.lr, a.batch, a.seed, heads=3.0), a.out)


if __name__ == "__main__":
    main()
