"""Teach the model of whom words mean, on documents whose pronouns and descriptions are labelled.

    python training/meanings.py --weights src/dragoman/extract/events/weights --out run/meanings PASSAGES.jsonl…

A passage is ``{"i", "publisher", "date", "title", "text", "m"}``; one without a text is that document of the folders
given with ``--documents``. ``m`` lists ``[start, end, [code, …]]``, a code ``A|B`` where either will do, no code where
the words stand for no state and no organisation. The model begins with the weights of the event model in ``--weights``
and learns with the four-bit ones it will ship with, or goes on from an earlier run with ``--start``. Some of the
passages are left out and tried; with ``--leave-out`` one half of all.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from course import Course, add_arguments, attend, begin
from credence import documents_of
from dragoman.annotate import Parser
from dragoman.extract.encoding import WordEncoder, WordRow
from dragoman.extract.events.answers import Answers
from dragoman.extract.events.meanings import PAIRS, Meaning
from dragoman.extract.events.pointing import pointing_words
from dragoman.extract.events.stretches import Narrowed, narrowed, questions, stretches
from dragoman.extract.naming import NOBODY, Known
from dragoman.model import AnnotatedDocument, Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors
from fourbits import train_rounded
from meaning_reader import ACTORS, INPUTS, MeaningModel, of_all_kinds, of_width
from prepare import document_of, head_of
from rows import WORDS, batches, is_held_out
from shipped import first_reading, shape_in, whom_words_mean
from told_parties import half_of

MOST_ASKED, PIECES = 195, 227
"""Sub-words of the sentences asked about in a stretch, and of a whole one with the marks of beginning and end."""
TRIED = 0.08
"""Share of the passages that are left out and tried."""
LEAST = 1e-6
"""A chance that is not thought less of while learning."""
Codes = frozenset[str]


@dataclass(frozen=True)
class Item:
    """A stretch with labelled words.

    Attributes:
        passage: Id of its passage.
        row: The stretch in the model's numbers.
        actors: For each word, whom it names or stands for by the rules.
        narrow: What is asked, in the model's numbers.
        answers: The answers to it.
        told: What the rules say of each word asked about.
        meant: Whom each means: sets of codes of which any will do, no set for nobody; None where it is not labelled.
        right: The numbers of the answers that are right for each (`wanted`); none where it is not labelled.
    """

    passage: str
    row: WordRow
    actors: list[str | None]
    narrow: Narrowed
    answers: Answers
    told: list[Codes]
    meant: list[list[Codes] | None]
    right: list[list[int]]

    def pieces(self) -> int:
        """Its sub-words."""
        return len(self.row.ids)


class Reader:
    """Makes items of passages.

    Args:
        weights: Folder of the event model's weights, whose vocabularies are used.
    """

    def __init__(self, weights: Path) -> None:
        self.encoder = WordEncoder(weights, "events")
        self.encoder.about = {**self.encoder.about, "max_pieces": PIECES}
        self.parser, self.tables = Parser(), packaged_actors()

    def items(self, document: Document, labels: Sequence[Any]) -> Iterator[Item]:
        """The stretches of a document that have labelled words.

        Args:
            document: The document.
            labels: Start, end and codes of each labelled word.
        """
        doc = resolve_mentions(self.parser.parse(document), self.tables)
        known = Known.of(doc, self.tables)
        meant = _meant(doc, labels, known)
        pointing = frozenset(pointing_words(doc))
        for stretch in stretches(doc, self.encoder.sizes(doc.tokens), meant, MOST_ASKED, PIECES - 2):
            row = self.encoder.row(doc, stretch.first, stretch.start, stretch.last, known.namings)
            asked_about = sorted(h for h in meant.keys() | pointing if stretch.start <= h < stretch.last)
            heads = [h for h in asked_about if row.first[h - stretch.first]]
            if not meant.keys().isdisjoint(heads):
                asked = questions(doc, stretch, row, heads, known, pointing)
                answers, whom = Answers.of(asked), [meant.get(h) for h in heads]
                reached = answers.reached()
                yield Item(
                    document.id,
                    row,
                    [known.one(h) for h in range(stretch.first, stretch.last)],
                    narrowed(row, asked),
                    answers,
                    [known.told.get(h, NOBODY) for h in heads],
                    whom,
                    [[] if w is None else wanted(answers, r, w) for r, w in zip(reached, whom, strict=True)],
                )


def _meant(doc: AnnotatedDocument, labels: Sequence[Any], known: Known) -> dict[int, list[Codes]]:
    """Whom the labelled words mean that name nobody by themselves, by head token."""
    meant = {}
    for start, end, codes in labels:
        head = head_of(doc, start, end)
        if head is not None and head not in known.named:
            meant[head] = [frozenset(code.split("|")) for code in codes]
    return meant


def is_right(codes: Codes, meant: Sequence[Codes]) -> bool:
    """Whether an answer is what is meant: one of each code's alternatives, and no more."""
    return (
        len(codes) == len(meant)
        and all(any(code in either for either in meant) for code in codes)
        and all(codes & either for either in meant)
    )


def wanted(answers: Answers, reached: Sequence[int], meant: Sequence[Codes]) -> list[int]:
    """Which of the answers that a word may have are right; where none is, those that are one of the actors meant.

    Where there are none of these either, it is to be thought to mean nobody.
    """
    whoever: Codes = frozenset().union(*meant)
    right = [n for n in reached if is_right(answers.codes[n], meant)]
    return right or [n for n in reached if len(answers.codes[n]) == 1 and answers.codes[n] <= whoever] or [0]


def load(run: Path, weights: Path) -> MeaningModel:
    """The model that an earlier run left, or the shipped one.

    A run's may have fewer hidden units and heads than the event model, and lack kinds of pairs that came later.

    Args:
        run: The run's folder, or one of shipped weights.
        weights: Folder of the weights of the event model it began with.
    """
    if not (run / "meanings.pt").exists():
        return whom_words_mean(run)
    state = torch.load(run / "meanings.pt", weights_only=True)
    shape = shape_in(weights)
    heads = len(state["layers.0.q.weight"]) * shape.heads // shape.hidden
    model = of_width(shape, len(state["layers.0.up.weight"]), heads)
    model.load_state_dict(state | {"same_told.weight": of_all_kinds(state["same_told.weight"])})
    return model


def collate(items: Sequence[Item], shuffle: random.Random | None) -> dict[str, Tensor]:
    """The inputs of some stretches; actors get random numbers if ``shuffle`` is given."""
    length = max(i.pieces() for i in items)
    columns = [
        {
            "read": i.narrow.read,
            **{n: getattr(i.narrow.row, n) for n in WORDS},
            **dict(zip(PAIRS, zip(*i.narrow.pairs, strict=True), strict=True) if i.narrow.pairs else ()),
            "asked": i.narrow.words,
        }
        for i in items
    ]
    out = {
        "ids": torch.ones(len(items), length, dtype=torch.long),
        **{n: torch.zeros(len(items), length, dtype=torch.long) for n in ("mask", "actor")},
        **{n: padded([c.get(n, ()) for c in columns]) for n in ("read", *WORDS, *PAIRS, "asked")},
    }
    for n, item in enumerate(items):
        row = item.row
        out["ids"][n, : len(row.ids)] = torch.tensor(row.ids)
        out["mask"][n, : len(row.ids)] = 1
        numbers = list(range(1, ACTORS))
        if shuffle is not None:
            shuffle.shuffle(numbers)
        known: dict[str, int] = {}
        for at, end, code in zip(row.first, row.last, item.actors, strict=True):
            if at and code is not None:
                out["actor"][n, at : end + 1] = known.setdefault(code, numbers[len(known) % len(numbers)])
    return out


def padded(rows: Sequence[Sequence[int]]) -> Tensor:
    """Numbers of several rows, zeros after the shorter ones', [rows, most numbers or 1]."""
    most = max(1, *map(len, rows))
    return torch.tensor([[*row, *[0] * (most - len(row))] for row in rows])


def answered(pair: Tensor, nobody: Tensor, answers: Answers) -> Iterator[Tensor]:
    """Of each word asked about, the chances of all answers, as `Answers.chances` has them."""
    chances: list[Tensor] = []
    for way, none in zip(answers.ways, nobody, strict=False):
        speakers = torch.tensor(way.speakers, dtype=torch.long)
        spoken = torch.zeros(len(way.speak_for)).index_add(0, speakers, pair[way.places]) / torch.bincount(speakers)
        weights = torch.softmax(torch.cat([none[None], spoken, pair[way.links]]), 0)
        direct = 1 + len(way.speak_for)
        told = torch.zeros(len(answers.codes)).index_add(0, torch.tensor([0, *way.speak_for]), weights[:direct])
        for word, weight in zip(way.linked, weights[direct:], strict=True):
            told = told + weight * chances[word]
        chances.append(told)
        yield told


def loss_of(pair: Tensor, nobody: Tensor, items: Sequence[Item]) -> Tensor:
    """How unlikely the right answers are, a labelled word."""
    losses = []
    for n, item in enumerate(items):
        told = answered(pair[n], nobody[n], item.answers)
        for chances, right in zip(told, item.right, strict=True):
            if right:
                losses.append(-torch.log(chances[right].sum().clamp(min=LEAST)))
    return torch.stack(losses).mean()


@torch.no_grad()
def opinions(model: MeaningModel, items: Sequence[Item]) -> Iterator[tuple[Item, int, Meaning]]:
    """Of each labelled word the item, its number there, and whom the model takes it for."""
    model.eval()
    for group in batches(items, 16, None, Item.pieces):
        inputs = collate(group, None)
        with torch.autocast("cpu", torch.bfloat16):
            pair, nobody = model(*(inputs[n] for n in INPUTS))
        for n, item in enumerate(group):
            for k, chances in enumerate(answered(pair[n].float(), nobody[n].float(), item.answers)):
                if item.meant[k] is not None:
                    yield item, k, Meaning(dict(zip(item.answers.codes, chances.tolist(), strict=True)))


def measure(model: MeaningModel, items: Sequence[Item]) -> dict[str, float]:
    """Share of the labelled words that rules have right, and the model: of all, of those that mean somebody, nobody."""
    right: dict[str, list[bool]] = {"rules": [], "model": [], "somebody": [], "nobody": []}
    for item, k, meaning in opinions(model, items):
        meant, best = item.meant[k], is_right(meaning.best(), item.meant[k])
        right["rules"].append(is_right(item.told[k], meant))
        right["model"].append(best)
        right["somebody" if meant else "nobody"].append(best)
    return {name: round(sum(r) / max(1, len(r)), 4) for name, r in right.items()} | {"words": len(right["model"])}


def teach(model: MeaningModel, train: Sequence[Item], tests: dict[str, list[Item]], course: Course, out: Path) -> None:
    """Teach a model on stretches, and keep it in ``out`` after each round, with what it then does on others."""
    print(
        f"{sum(m is not None for i in train for m in i.meant)} words in {len(train)} stretches to learn from",
        flush=True,
    )
    train_rounded(model)
    model.words.requires_grad_(False)
    model.places.requires_grad_(False)

    def loss(group: list[Item], shuffle: random.Random) -> Tensor:
        inputs = collate(group, shuffle)
        with torch.autocast("cpu", torch.bfloat16):
            pair, nobody = model(*(inputs[n] for n in INPUTS))
        return loss_of(pair.float(), nobody.float(), group)

    body = ("layers", "relative", "norm")
    attend(model, train, Item.pieces, body, loss, course, out / "meanings.pt", lambda: {
        name: measure(model, items) for name, items in tests.items() if items
    })  # fmt: skip


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("passages", type=Path, nargs="+")
    ap.add_argument("--weights", type=Path, required=True, help="of the event model it begins with")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--documents", type=Path, nargs="*", default=[], help="gold folders with the texts of passages")
    ap.add_argument("--start", type=Path, help="folder of an earlier run, or of shipped weights, to go on from")
    ap.add_argument("--try", type=Path, nargs="*", default=[], dest="tried", help="more passages, only tried")
    ap.add_argument("--leave-out", type=int, choices=(0, 1), help="half of the passages' documents to leave out")
    add_arguments(ap, epochs=2, lr=6e-5, batch=8)
    a = ap.parse_args()
    course = begin(a, heads=4.0)
    reader = Reader(a.weights)
    train: list[Item] = []
    tests: dict[str, list[Item]] = {}
    documents = {d.id: d for folder in a.documents for d, _, _ in documents_of(folder)}
    for file in (*a.passages, *a.tried):
        for line in file.read_text(encoding="utf-8").splitlines():
            passage = json.loads(line)
            left_out = (
                file in a.tried
                or is_held_out(passage["i"], TRIED)
                or (a.leave_out is not None and half_of(passage["i"]) == a.leave_out)
            )
            document = document_of(passage) if "text" in passage else documents[passage["i"]]
            (tests.setdefault(file.stem, []) if left_out else train).extend(reader.items(document, passage["m"]))
    model = load(a.start, a.weights) if a.start is not None else MeaningModel(first_reading(a.weights))
    teach(model, train, tests, course, a.out)


if __name__ == "__main__":
    main()
