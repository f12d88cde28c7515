"""Teach the second reading, which tells who takes part in an act, on the rows the event model was taught with.

    python training/second_reading.py --run run/events5 --tokenizer tokenizer.json --layers 3 --out run/parties \
        --rows train.pickle written.pickle …

The lower layers stay as they are shipped, so their states are read once and kept (some 5 GB for 40,000 sentences).
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import pickle
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from course import Course, add_arguments, attend, begin
from encoder import EventModel, take_over
from fourbits import round_weights, train_layers_rounded
from party_reader import ACTORS, PartyReader
from rows import (
    HELD_OUT,
    ROLE_NONE,
    SOURCE,
    TARGET,
    TYPES,
    WORDS,
    Labels,
    batches,
    encode,
    is_held_out,
    load_tokenizer,
    word_tensors,
)  # fmt: skip
from train import shape_of

OTHER_TYPE = 0.2
"""How often an act is read as its second-best type: the first reading will not always have the best."""
SMOOTH = 0.02
ACTOR_SHARE = 0.5
"""Weight of what an actor's mentions say together beside what each says."""


@dataclass(frozen=True)
class Act:
    """One labelled act of a row: its word, its label, and the words that may be parties with the paths to them."""

    item: dict[str, Any]
    word: int
    label: dict[str, Any]
    parties: list[tuple[int, int]]

    def pieces(self) -> int:
        """Sub-words of its sentence with what stands before it."""
        return len(self.item["ids"])

    def group(self, word: int) -> frozenset[Any]:
        """Whom a word stands for: codes, or itself where nobody is known."""
        return self.item["actors"].get(word) or frozenset({word})

    def said_elsewhere(self, word: int) -> bool:
        """Whether a reader saw its actor's part at another mention, which is no sign that this one has none."""
        codes, roles = self.item["actors"].get(word), self.label["roles"]
        return bool(codes) and word not in roles and any(codes & self.item["actors"].get(p, set()) for p in roles)


def acts_of(rows: list[dict[str, Any]], tokenizer: Any, labels: Labels) -> list[Act]:
    """The labelled acts of some rows."""
    found = []
    for row in rows:
        if row.get("pointing") or not row["labels"]:
            continue
        item = encode(row, tokenizer, labels, "mpnet")
        told = {p: frozenset({row["names"][p]}) if p in row["names"] else row["told"].get(p) for p in row["parties"]}
        item["actors"] = {p: frozenset(codes) for p, codes in told.items() if codes}
        parties: dict[int, list[tuple[int, int]]] = {}
        for act, party, path in item["pairs"]:
            parties.setdefault(act, []).append((party, path))
        found += [Act(item, w, e, parties[w]) for w, e in row["labels"].items() if w in parties and item["first"][w]]
    return found


@torch.no_grad()
def keep_states(base: EventModel, items: list[dict[str, Any]], again: int) -> None:
    """Keep with each row what the layers below the last ``again`` make of it."""
    base.eval()
    base.again = again
    done = 0
    for group in batches(items, 32, None):
        inputs = word_tensors(group, "mpnet")
        with torch.autocast("cpu", torch.bfloat16):
            states = base.states(inputs["ids"], inputs["mask"])[1]
        for item, state in zip(group, states, strict=True):
            item["lower"] = state[: len(item["ids"])].to(torch.bfloat16).clone()
        done += len(group)
        if done % 6400 == 0 or done == len(items):
            print(f"states of {done} of {len(items)} rows", flush=True)


def collate(acts: list[Act], shuffle: random.Random | None) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """The inputs of some acts, and their labels; actors get random numbers if ``shuffle`` is given."""
    length, most = max(len(a.item["ids"]) for a in acts), max(len(a.parties) for a in acts)
    b = len(acts)
    inputs = word_tensors([a.item for a in acts], "mpnet")
    del inputs["ids"]
    inputs = {
        "lower": torch.zeros(b, length, acts[0].item["lower"].shape[-1], dtype=torch.bfloat16),
        **{n: inputs[n] for n in ("mask", *WORDS)},
        "mark": torch.zeros(b, length),
        **{n: torch.zeros(b, length, dtype=torch.long) for n in ("actor", "naming")},
        "act": torch.tensor([[a.word] for a in acts]),
        "type": torch.tensor([TYPES.index(_type_of(a, shuffle)) for a in acts]),
        **{n: torch.zeros(b, most, dtype=torch.long) for n in ("party", "path")},
    }
    labels = {"role": torch.zeros(b, most, dtype=torch.long), "on": torch.zeros(b, most, dtype=torch.bool)}
    for n, act in enumerate(acts):
        item = act.item
        first, last = item["first"], item["last"]
        inputs["lower"][n, : len(item["ids"])] = item["lower"]
        inputs["mark"][n, first[act.word] : last[act.word] + 1] = 1
        numbers = list(range(1, ACTORS))
        if shuffle is not None:
            shuffle.shuffle(numbers)
        known = dict.fromkeys(code for word in sorted(item["actors"]) for code in sorted(item["actors"][word]))
        number = {code: numbers[k % len(numbers)] for k, code in enumerate(known)}
        for word in item["row"]["parties"]:
            if not first[word]:
                continue
            inputs["naming"][n, first[word] : last[word] + 1] = item["who"][word]
            codes = item["actors"].get(word, ())
            if len(codes) == 1:
                inputs["actor"][n, first[word] : last[word] + 1] = number[next(iter(codes))]
        for m, (party, path) in enumerate(act.parties):
            inputs["party"][n, m], inputs["path"][n, m] = party, path
            labels["role"][n, m] = act.label["roles"].get(party, ROLE_NONE)
            labels["on"][n, m] = not act.said_elsewhere(party)
    return inputs, labels


def _type_of(act: Act, shuffle: random.Random | None) -> str:
    second = act.label.get("t2")
    other = shuffle is not None and second in TYPES and shuffle.random() < OTHER_TYPE
    return str(second if other else act.label["t"])


def actor_loss(logits: Tensor, acts: list[Act]) -> Tensor:
    """How wrong an actor's mentions are together: one of them must say what a reader saw at any."""
    chances = torch.softmax(logits, -1)
    at: list[tuple[int, int, int]] = []
    of: list[int] = []
    wanted: list[float] = []
    for n, act in enumerate(acts):
        for places in _places(act).values():
            for side in (SOURCE, TARGET) if len(places) > 1 else ():
                at += [(n, m, side) for m in places]
                of += [len(wanted)] * len(places)
                wanted.append(float(any(act.label["roles"].get(act.parties[m][0]) == side for m in places)))
    if not wanted:
        return torch.zeros(())
    index = torch.tensor(at).T
    none = torch.log1p(-chances[index[0], index[1], index[2]].clamp(max=0.999))
    together = 1 - torch.exp(torch.zeros(len(wanted)).index_add(0, torch.tensor(of), none))
    return nn.functional.binary_cross_entropy(together.clamp(1e-4, 1 - 1e-4), torch.tensor(wanted))


def _places(act: Act) -> dict[Any, list[int]]:
    """The places of each actor's mentions among an act's possible parties."""
    places: dict[Any, list[int]] = {}
    for m, (party, _) in enumerate(act.parties):
        for actor in act.group(party):
            places.setdefault(actor, []).append(m)
    return places


@torch.no_grad()
def measure(model: PartyReader, acts: list[Act]) -> dict[str, float]:
    """On held-out acts: F1 of the actors' parts, and the share of acts with all of them right."""
    model.eval()
    right = wanted = told = whole = 0
    for group in batches(acts, 64, None, Act.pieces):
        inputs, _ = collate(group, None)
        with torch.autocast("cpu", torch.bfloat16):
            chances = torch.softmax(model(**inputs).float(), -1)
        for act, chance in zip(group, chances, strict=True):
            gold, mine = set(), set()
            for actor, places in _places(act).items():
                for side in (SOURCE, TARGET):
                    if 1 - math.prod(1 - float(chance[m, side]) for m in places) >= 0.5:
                        mine.add((actor, side))
                    if any(act.label["roles"].get(act.parties[m][0]) == side for m in places):
                        gold.add((actor, side))
            right, wanted, told, whole = (
                right + len(gold & mine),
                wanted + len(gold),
                told + len(mine),
                whole + (gold == mine),
            )
    return {"actor_f1": round(2 * right / max(1, wanted + told), 4), "whole": round(whole / max(1, len(acts)), 4)}


def teach(model: PartyReader, train: list[Act], test: list[Act], course: Course, out: Path) -> None:
    """Teach a reading on acts, and keep it in ``out`` after each round, with what it then does on others."""
    print(f"{len(train)} acts to learn from, {len(test)} left out; before: {measure(model, test)}", flush=True)
    train_layers_rounded(model.layers)

    def loss(group: list[Act], shuffle: random.Random) -> Tensor:
        inputs, wanted = collate(group, shuffle)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(**inputs)
        logits, on = logits.float(), wanted["on"]
        wrong = nn.functional.cross_entropy(logits[on], wanted["role"][on], label_smoothing=SMOOTH)
        return wrong + ACTOR_SHARE * actor_loss(logits, group)

    body = ("layers", "relative")
    attend(model, train, Act.pieces, body, loss, course, out / "parties.pt", lambda: measure(model, test))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--run", type=Path, required=True, help="of the event model it goes on from")
    ap.add_argument("--rows", type=Path, nargs="+", required=True, help="the first file's items are held out in part")
    ap.add_argument("--tokenizer", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--layers", type=int, default=3, help="upper layers that read again")
    ap.add_argument("--hold-out", type=float, default=HELD_OUT)
    add_arguments(ap, epochs=2, lr=7e-5, batch=64)
    a = ap.parse_args()
    course = begin(a)
    described = json.loads((a.run / "labels.json").read_text())
    labels = Labels.from_dict(described)
    base = EventModel(shape_of(described, labels))
    take_over(base, a.run)
    model = PartyReader(base, a.layers)
    tokenizer = load_tokenizer(a.tokenizer)
    rows = [pickle.loads(file.read_bytes()) for file in a.rows]
    held = {r["i"] for r in rows[0] if is_held_out(r["i"], a.hold_out)}
    acts = acts_of([r for part in rows for r in part], tokenizer, labels)
    shipped = copy.deepcopy(base)
    round_weights(shipped)
    keep_states(shipped, list({id(act.item): act.item for act in acts}.values()), a.layers)
    test = [act for act in acts if act.item["row"]["i"] in held]
    train = [act for act in acts if act.item["row"]["i"] not in held]
    teach(model, train, test, course, a.out)


if __name__ == "__main__":
    main()
