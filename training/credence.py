"""Learn data/language/event_weights.csv: how likely an event that the pipeline reads is right as a whole.

    python training/credence.py OUT.csv --scorer SCORER.py [--articles ARTICLES.jsonl …] [--gold FOLDER …]
        [--sentences SENTENCES.jsonl] [--check]

Every text is read by the whole pipeline, unlikely events among the rest, and each event is compared with the labels by
the scorer's own rules: type, both parties, direction, overlapping words (a gold party "A|b" is read as either). What
counts is the share of its pairs of parties that is right; pairs that only optional labels have count neither way.

Articles are those of `training/articles` and weigh a tenth each: they are many, harder than most texts, and name no
party by its words where it has a state. A gold folder has ``meta.jsonl``, ``text`` and ``gold`` as `dragoman evaluate`
reads them; a text that ``meta.jsonl`` calls ``harder`` than its kind mostly is weighs less, too. Of the labelled
sentences only the items count that `train.py` held out. The weights are those of a logistic regression with a quadratic
penalty. ``--check`` learns on four fifths of the texts and measures on the fifth, five times over.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from dragoman.evaluate.classes import calibration_error
from dragoman.evaluate.event_gold import as_meant
from dragoman.evaluate.event_matches import match_strict
from dragoman.evaluate.scorer import Scorer, load_scorer
from dragoman.extract.events import packaged_model, read_sentences
from dragoman.extract.events.credence import LEAST_CHANCE, chance_of
from dragoman.extract.events.credence_marks import Marks
from dragoman.extract.events.decide import EventModel
from dragoman.extract.events.read import weighed_events
from dragoman.model import Document
from dragoman.model.interchange import record_to_dict
from dragoman.pipeline.coder import Coder
from dragoman.resolve.mentions import resolve_mentions
from dragoman.resolve.publishers import publisher_state
from dragoman.resolve.times import find_times
from prepare import document_of, nearest, occurrences
from rows import is_held_out
from told_parties import half_of
from weights import write_weights

Row = dict[str, Any]
PENALTY = 2e-3
"""Of half the sum of squared weights, against the mean loss of an event."""
LEAST_SEEN = 5
"""Events with a mark below which it is not learned."""
ARTICLES = 0.1
"""Weight of an article's events."""
HARDER = 0.3
"""Weight of the events of a text that is harder than texts of its kind mostly are."""
SMALL = 0.01
"""Weights below this are not written down."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An event read: its text, its marks, the share of its pairs that is right, and how much of it counts."""

    text: str
    marks: Marks
    right: float
    weight: float


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text: where it is from, its events by the pipeline with their marks, its own, and their weight."""

    source: str
    id: str
    told: list[tuple[Row, Marks]]
    gold: list[Row]
    weight: float = 1.0


class Reader:
    """Reads texts by the whole pipeline as far as events.

    Args:
        halves: Folders of weights, one for each half of the texts, by which it reads those that are taught; the
            packaged ones if there are none.
    """

    def __init__(self, halves: Sequence[Path]) -> None:
        self.coder, self.models = Coder(), [EventModel(folder) for folder in halves]

    def read(self, document: Document, taught: bool = True) -> list[tuple[Row, Marks]]:
        """All events a text may tell, as records, with their marks.

        Args:
            document: The text.
            taught: Whether the second reading was taught with it, but for the half that it was left out of.
        """
        tables = self.coder.tables
        model = self.models[half_of(document.id)] if taught and self.models else packaged_model()
        doc = resolve_mentions(self.coder.parser.parse(document), tables)
        doc = replace(doc, times=find_times(doc))
        pointed, opinions = read_sentences(doc, model, tables)
        home = publisher_state(document.publisher, tables)
        found = weighed_events(pointed, opinions, model, tables, home)
        return [(record_to_dict(event), marks) for event, marks in found]


def from_articles(path: Path, reader: Reader) -> Iterator[Text]:
    """Articles with their acts; what careful readers would differ on is optional."""
    for line in path.read_text(encoding="utf-8").splitlines():
        a = json.loads(line)
        document = Document(a["i"], a["text"], title=a.get("title"), publisher=a.get("publisher"), published=a["date"])
        gold = [of_article(e, a["text"]) for e in a["e"]]
        yield Text("articles", a["i"], reader.read(document), gold, ARTICLES)


def of_article(event: Row, text: str) -> Row:
    """An act of an article as gold: evidence from its word to the parties its paragraph names."""
    start, end = event["at"]
    paragraph = text.rfind("\n", 0, start) + 1
    row: Row = {"types": [t for t in (event["t"], event.get("t2")) if t], "optional": bool(event.get("unsure"))}
    for side, key in (("source", "s"), ("target", "o")):
        row[side] = []
        for words, code, (first, last) in event[key]:
            row[side].append(code or f"name:{words.lower()}")
            if first >= paragraph:
                start, end = min(start, first), max(end, last)
    if end - start > _LONGEST:
        start, end = max(start, event["at"][0] - _NEAR), min(end, event["at"][1] + _NEAR)
    return {**row, "kind": "event", "evidence": [start, end]}


_LONGEST, _NEAR = 250, 100
"""Code points from which the evidence of an act is cut to what stands near its word."""


def documents_of(folder: Path) -> Iterator[tuple[Document, list[Row], bool]]:
    """The documents of a gold folder with their events, and whether they are called harder than their kind."""
    for line in (folder / "meta.jsonl").read_text(encoding="utf-8").splitlines():
        m = json.loads(line)
        text = (folder / "text" / f"{m['id']}.txt").read_bytes().decode("utf-8")
        rows = (folder / "gold" / f"{m['id']}.jsonl").read_text(encoding="utf-8").splitlines()
        gold = [row for row in map(json.loads, rows) if row["kind"] == "event"]
        document = Document(m["id"], text, title=m["title"], publisher=m["publisher"], published=m["date"])
        yield document, gold, bool(m.get("harder"))


def from_folder(folder: Path, reader: Reader, scorer: Scorer) -> Iterator[Text]:
    """The documents of a gold folder, read."""
    for document, gold, harder in documents_of(folder):
        weight = HARDER if harder else 1.0
        yield Text(str(folder), document.id, reader.read(document), as_meant(gold, scorer), weight)


def from_sentences(path: Path, reader: Reader, scorer: Scorer) -> Iterator[Text]:
    """The labelled sentences that the event model was not taught."""
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if not is_held_out(item["i"]):
            continue
        told = reader.read(document_of(item), taught=False)
        read = [p for row, _ in told for side in ("source", "target") for p in row[side]]
        yield Text("sentences", item["i"], told, of_sentence(item, read, scorer))


def of_sentence(item: Row, read: Sequence[Row], scorer: Scorer) -> list[Row]:
    """An item's events as gold: evidence from the trigger to its nearest parties; a party by its code or its words.

    Args:
        item: The labelled item.
        read: What resolution makes of its words: ``text`` and ``actor``.
        scorer: The scorer.
    """
    text = item["text"]
    used: Counter[str] = Counter()
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
                    p["actor"]
                    for p in read
                    if p["actor"] and not code and scorer.same_actor(words, "name:" + scorer.norm(p["text"]))
                }
                row[side].append({"actor": "|".join([*([code] if code else []), words, *sorted(also)])})
        gold.append(row)
    return gold


def judged(text: Text, scorer: Scorer) -> Iterator[Judged]:
    """The events of a text that count."""
    matches = match_strict(text.gold, [row for row, _ in text.told], scorer)
    for n, (_, marks) in enumerate(text.told):
        counts, right = matches.counted(n)
        if counts > 0:
            yield Judged(text.id, marks, right / counts, counts * text.weight)


def learn(rows: Sequence[Judged]) -> dict[str, float]:
    """Weights of the marks by maximum likelihood."""
    counts = Counter(name for r in rows for name in r.marks)
    number = {m: n for n, m in enumerate(sorted(m for m, k in counts.items() if k >= LEAST_SEEN))}
    ids, values, offsets = [], [], []
    for r in rows:
        offsets.append(len(ids))
        for name, value in r.marks.items():
            if name in number:
                ids.append(number[name])
                values.append(value)
    index, starts, per_mark = torch.tensor(ids), torch.tensor(offsets), torch.tensor(values)
    right, counted = torch.tensor([r.right for r in rows]), torch.tensor([r.weight for r in rows])
    weights = torch.zeros(len(number), 1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, history_size=20, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = torch.nn.functional.embedding_bag(
            index, weights, starts, mode="sum", per_sample_weights=per_mark
        ).squeeze(1)
        value = torch.nn.functional.binary_cross_entropy_with_logits(scores, right, weight=counted, reduction="sum")
        value = value / counted.sum() + PENALTY / 2 * (weights**2).sum()
        value.backward()
        return value

    optimizer.step(loss)
    return dict(zip(number, weights.detach().squeeze(1).tolist(), strict=True))


def f1(
    texts: Iterable[Text], chances: dict[str, list[float]], least: float, scorer: Scorer
) -> tuple[float, float, float]:
    """F1, precision and recall of the events that are at least so likely."""
    found = wanted = told = right = 0.0
    for text in texts:
        kept = [row for (row, _), c in zip(text.told, chances[text.id], strict=True) if c >= least]
        matches = match_strict(text.gold, kept, scorer)
        required = [n for n, g in enumerate(text.gold) if not g.get("optional")]
        wanted += len(required)
        found += sum(matches.found(n) for n in required)
        for n in range(len(kept)):
            counts, ok = matches.counted(n)
            told, right = told + counts, right + ok
    precision, recall = right / max(1.0, told), found / max(1.0, wanted)
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def main() -> None:
    """Learn, or check what is learned."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out", type=Path)
    ap.add_argument("--scorer", type=Path, required=True)
    ap.add_argument("--articles", type=Path, nargs="*", default=[])
    ap.add_argument("--gold", type=Path, nargs="*", default=[])
    ap.add_argument("--sentences", type=Path)
    ap.add_argument(
        "--halves", type=Path, nargs=2, default=[], help="weights that leave out one half of the texts each"
    )
    ap.add_argument("--check", action="store_true", help="measure by five folds of texts; nothing is written")
    a = ap.parse_args()
    scorer, reader = load_scorer(a.scorer), Reader(a.halves)
    texts = [t for path in a.articles for t in from_articles(path, reader)]
    texts += [t for folder in a.gold for t in from_folder(folder, reader, scorer)]
    texts += list(from_sentences(a.sentences, reader, scorer)) if a.sentences else []
    rows = [r for t in texts for r in judged(t, scorer)]
    if a.check:
        check(texts, rows, scorer)
        return
    written = write_weights(a.out, learn(rows), SMALL)
    print(f"{len(rows)} events of {len(texts)} texts, {written} weights")


def check(texts: Sequence[Text], rows: Sequence[Judged], scorer: Scorer) -> None:
    """Print F1 by the least chance and the calibration error, on texts left out of the learning."""
    ids = sorted(t.id for t in texts)
    random.Random(1).shuffle(ids)
    chances: dict[str, list[float]] = {}
    said: list[tuple[float, float]] = []
    for fold in range(5):
        out = set(ids[fold::5])
        weights = learn([r for r in rows if r.text not in out])
        chances |= {t.id: [chance_of(marks, weights) for _, marks in t.told] for t in texts if t.id in out}
        said += [(chance_of(r.marks, weights), r.right) for r in rows if r.text in out]
    for source in sorted({t.source for t in texts}):
        of_it = [t for t in texts if t.source == source]
        for least in (0.0, LEAST_CHANCE - 0.1, LEAST_CHANCE, LEAST_CHANCE + 0.1):
            figures = "F1 {:.3f}, precision {:.3f}, recall {:.3f}".format(*f1(of_it, chances, least, scorer))
            print(f"{source} ({len(of_it)}), least chance {least:.2f}: {figures}")
    print(f"expected calibration error {calibration_error(said):.3f}")


if __name__ == "__main__":
    main()
