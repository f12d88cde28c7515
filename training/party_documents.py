"""Teach the shipped second reading further, on whole documents with their events.

    python training/party_documents.py --weights src/dragoman/extract/events/weights --scorer SCORER.py
        --gold FOLDER … [--sentences SENTENCES.jsonl] --out run/parties [--leave-out 0|1]

The reading goes on from the shipped weights, and the mean of those and of what it learns is kept: what is new is
learned without losing what was. With ``--leave-out`` one half of the texts is not taught but tried: the readings so
taught, one a half, show `credence.py` how each text is read by a model that has not seen it.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path

import torch

from average import mean
from course import add_arguments, begin
from credence import documents_of, of_sentence
from dragoman.evaluate.event_gold import as_meant
from dragoman.evaluate.scorer import load_scorer
from dragoman.model import AnnotatedDocument, Document
from fourbits import plain_state
from prepare import document_of
from rows import is_held_out
from second_reading import Act, teach
from shipped import second_reading
from told_parties import ActReader, Row, half_of


def sentences_of(file: Path, share: float) -> Iterator[tuple[Document, Row]]:
    """Labelled items, but those held out: so that what sentences taught before is not lost."""
    draw = random.Random(5)
    for line in file.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if not is_held_out(item["i"]) and draw.random() < share:
            yield document_of(item), item


def named(doc: AnnotatedDocument) -> list[Row]:
    """What resolution makes of a document's words."""
    return [{"text": doc.quote(m.start, m.end), "actor": p.actor} for m in doc.mentions for p in m.parties]


def main() -> None:
    """Teach it, and keep it in ``--out``."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--weights", type=Path, required=True, help="the shipped ones it goes on from")
    ap.add_argument("--scorer", type=Path, required=True)
    ap.add_argument("--gold", type=Path, nargs="+", required=True)
    ap.add_argument("--sentences", type=Path, help="labelled sentences, taught in both halves")
    ap.add_argument("--share", type=float, default=0.5, help="of the labelled sentences")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--keep", type=float, default=0.5, help="share of the weights it goes on from in those it keeps")
    ap.add_argument("--leave-out", type=int, choices=(0, 1), help="half of the texts to try it on; none if not given")
    add_arguments(ap, epochs=2, lr=5e-5, batch=64)
    a = ap.parse_args()
    course = begin(a, heads=3.0)
    scorer = load_scorer(a.scorer)
    reader = ActReader(a.weights, scorer)
    train: list[Act] = []
    test: list[Act] = []
    for folder in a.gold:
        for document, gold, _ in documents_of(folder):
            left_out = a.leave_out is not None and half_of(document.id) == a.leave_out
            (test if left_out else train).extend(reader.acts(document, lambda _, g=gold: as_meant(g, scorer)))
    for document, item in sentences_of(a.sentences, a.share) if a.sentences else ():
        train.extend(reader.acts(document, lambda doc, i=item: of_sentence(i, named(doc), scorer)))
    reading = second_reading(a.weights)
    start = copy.deepcopy(reading.state_dict())
    teach(reading, train, test, course, a.out)
    torch.save(mean([(plain_state(reading), 1 - a.keep), (start, a.keep)]), a.out / "parties.pt")


if __name__ == "__main__":
    main()
