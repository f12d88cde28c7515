"""Teach the shipped first reading further, on whole documents with their events.

    python training/event_documents.py --weights src/dragoman/extract/events/weights --scorer SCORER.py
        --gold FOLDER … [--sentences SENTENCES.jsonl] --out run/events6 [--leave-out 0|1]

Its upper layers and its heads of acts and parties learn; the layers below stay as they are, for the second reading goes
on from them. What documents do not tell (status, mode, whom words mean) it goes on saying as the shipped one does.
The mean of what it began with and of what it learns is kept, and with ``--leave-out`` one half of the texts is not
taught but tried, as in `party_documents.py`.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from average import keep_of
from credence import documents_of, of_sentence
from dragoman.evaluate.event_gold import as_meant
from dragoman.evaluate.scorer import load_scorer
from encoder import EventModel
from fourbits import plain_state, train_layers_rounded
from party_documents import named, sentences_of
from rows import ROLE_NONE, TYPES, WORDS, batches
from second_reading import Course
from shipped import first_reading
from told_acts import Sentence, SentenceReader, opinion_of
from told_parties import half_of

SMOOTH = 0.05
SMOOTH_ROLE = 0.02
NONE_WEIGHT = 0.6
HEAVIEST = 3.0
"""Most that a rare type's act counts."""
AS_BEFORE = 0.3
"""Weight of saying of status and mode what the shipped model says."""
PAIRS = ("pair_act", "pair_party", "pair_path")
NAMES = ("word", "name", "told")


def collate(sentences: Sequence[Sentence]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """The inputs of some sentences, pairs of labelled acts only, and what is wanted of them."""
    b, length = len(sentences), max(s.pieces() for s in sentences)
    words, asked = (max(len(s.feed[n]) for s in sentences) for n in ("first", "word"))
    pairs = [[k for k, act in enumerate(s.feed["pair_act"]) if _taught(s, int(act))] for s in sentences]
    most = max(1, *(len(p) for p in pairs), 1)
    sizes = dict.fromkeys(WORDS, words) | dict.fromkeys(PAIRS, most) | dict.fromkeys(NAMES, asked)
    hidden = sentences[0].lower.shape[-1]
    inputs = {
        "lower": torch.zeros(b, length, hidden, dtype=torch.bfloat16), "mask": torch.zeros(b, length),
        **{n: torch.zeros(b, size, dtype=torch.long) for n, size in sizes.items()},
    }  # fmt: skip
    opinions = [opinion_of(s) for s in sentences]
    wanted = {
        "act": torch.zeros(b, words, len(TYPES)), "on": torch.zeros(b, words, dtype=torch.bool),
        "told": torch.zeros(b, words, dtype=torch.bool),
        **{n: torch.zeros(b, words, opinions[0][n].shape[-1]) for n in ("status", "mode")},
        "same": torch.zeros(b, asked), "same_on": torch.zeros(b, asked, dtype=torch.bool),
        "role": torch.zeros(b, most, dtype=torch.long), "role_on": torch.zeros(b, most, dtype=torch.bool),
    }  # fmt: skip
    for n, sentence in enumerate(sentences):
        inputs["lower"][n, : sentence.pieces()], inputs["mask"][n, : sentence.pieces()] = sentence.lower, 1
        for name in (*WORDS, *NAMES):
            inputs[name][n, : len(sentence.feed[name])] = torch.as_tensor(sentence.feed[name])
        for name in ("status", "mode"):
            wanted[name][n, : len(opinions[n][name])] = opinions[n][name]
        if (sentence.feed["word"] > 0).any():
            wanted["same"][n, : len(opinions[n]["same"])] = opinions[n]["same"]
            wanted["same_on"][n, : len(opinions[n]["same"])] = True
        for word in sentence.none:
            wanted["act"][n, word, 0], wanted["on"][n, word] = 1, True
        for word, told in sentence.acts.items():
            wanted["on"][n, word] = wanted["told"][n, word] = True
            for t, share in told.types.items():
                wanted["act"][n, word, TYPES.index(t)] = share
        for m, k in enumerate(pairs[n]):
            act, party = (int(sentence.feed[name][k]) for name in PAIRS[:2])
            for name in PAIRS:
                inputs[name][n, m] = int(sentence.feed[name][k])
            told = sentence.acts[act]
            wanted["role"][n, m] = told.roles.get(party, ROLE_NONE)
            wanted["role_on"][n, m] = party not in told.unclear and not sentence.said_elsewhere(act, party)
    return inputs, wanted


def _taught(sentence: Sentence, act: int) -> bool:
    """Whether a word tells an act some party of which is known."""
    return act in sentence.acts and bool(sentence.acts[act].roles)


def run(model: EventModel, inputs: dict[str, Tensor]) -> list[Tensor]:
    """What the model says from the lower layers' states on, as floats."""
    with torch.autocast("cpu", torch.bfloat16):
        x = model.above(inputs["lower"], inputs["mask"])
        said = model.heads(x, *(inputs[n] for n in (*WORDS, *PAIRS, *NAMES)))
    return [logits.float() for logits in said]


def losses(said: Sequence[Tensor], wanted: dict[str, Tensor], weight: Tensor) -> Tensor:
    """The summed loss of one batch; ``weight`` is that of each type and of none."""
    act, status, mode, role, same = said
    on, told = wanted["on"], wanted["told"]
    types = wanted["act"][on]
    heavy = (types * weight).sum(-1)
    smooth = types * (1 - SMOOTH) + SMOOTH / len(TYPES)
    total = (-(smooth * torch.log_softmax(act[on], -1)).sum(-1) * heavy).sum() / heavy.sum().clamp(min=1e-6)
    for logits, before in ((status, wanted["status"]), (mode, wanted["mode"])) if told.any() else ():
        total = total - AS_BEFORE * (before[told] * torch.log_softmax(logits[told], -1)).sum(-1).mean()
    sure, asked = wanted["role_on"], wanted["same_on"]
    if sure.any():
        total = total + nn.functional.cross_entropy(role[sure], wanted["role"][sure], label_smoothing=SMOOTH_ROLE)
    if asked.any():
        total = total + nn.functional.binary_cross_entropy_with_logits(same[asked], wanted["same"][asked])
    return total


def weights_of(sentences: Iterable[Sentence]) -> Tensor:
    """How much an act of each type counts, the rare ones more, and a word that tells none."""
    counts = torch.ones(len(TYPES))
    for told in (t for s in sentences for t in s.acts.values()):
        for t, share in told.types.items():
            counts[TYPES.index(t)] += share
    weight = ((counts[1:].mean() / counts) ** 0.5).clamp(max=HEAVIEST)
    weight[0] = NONE_WEIGHT
    return weight


@torch.no_grad()
def measure(model: EventModel, sentences: Sequence[Sentence]) -> dict[str, float]:
    """F1 of the labelled words that tell an act, of an accepted type; share of acts with all words' parts right."""
    model.eval()
    found = wanted = told = whole = acts = 0
    for group in batches(list(sentences), 32, None, Sentence.pieces):
        inputs, gold = collate(group)
        act, _, _, role, _ = run(model, inputs)
        best = act.argmax(-1)
        right = gold["act"].gather(-1, best[..., None])[..., 0] > 0
        found += int((right & gold["told"]).sum())
        wanted += int(gold["told"].sum())
        told += int(((best > 0) & gold["on"]).sum())
        wrong = (role.argmax(-1) != gold["role"]) & gold["role_on"]
        for n, sentence in enumerate(group):
            for word in (w for w in sentence.acts if _taught(sentence, w)):
                acts += 1
                whole += not bool((wrong[n] & (inputs["pair_act"][n] == word)).any())
    return {"typed_f1": round(2 * found / max(1, wanted + told), 4), "whole": round(whole / max(1, acts), 4)}


def teach(model: EventModel, train: list[Sentence], test: list[Sentence], course: Course, out: Path) -> None:
    """Teach a reading on sentences, and keep it in ``out`` after each round, with what it then does on others."""
    print(f"{len(train)} sentences to learn from, {len(test)} left out; before: {measure(model, test)}", flush=True)
    weight, shuffle = weights_of(train), random.Random(course.seed)
    upper = model.layers[len(model.layers) - model.again :]
    # What the lower layers need stays as it is.
    lower = (model.words, model.places, model.norm, model.relative, *model.layers[: len(model.layers) - model.again])
    for part in lower:
        part.requires_grad_(False)
    train_layers_rounded(upper)
    learning = {n: p for n, p in model.named_parameters() if p.requires_grad}
    body = [p for n, p in learning.items() if n.startswith("layers")]
    heads = [p for n, p in learning.items() if not n.startswith("layers")]
    rates = [course.lr, course.lr * course.heads]
    optimizer = torch.optim.AdamW(
        [{"params": p, "lr": lr} for p, lr in zip((body, heads), rates, strict=True)], weight_decay=0.01
    )
    steps = course.epochs * (len(train) // course.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps + 1, pct_start=0.1)
    log = (out / "log.jsonl").open("a")
    for epoch in range(course.epochs):
        model.train()
        began, seen, total = time.time(), 0, 0.0
        for group in batches(train, course.batch, shuffle, Sentence.pieces):
            inputs, wanted = collate(group)
            loss = losses(run(model, inputs), wanted, weight)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, seen = total + loss.item(), seen + 1
            if seen % 100 == 0:
                print(f"epoch {epoch} step {seen} loss {total / seen:.4f} {time.time() - began:.0f}s", flush=True)
        told = {
            "epoch": epoch,
            "loss": round(total / seen, 4),
            "seconds": round(time.time() - began),
            **measure(model, test),
        }
        print(told, flush=True)
        log.write(json.dumps(told) + "\n")
        log.flush()
        torch.save(plain_state(model), out / "model.pt")


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
    ap.add_argument("--epochs", type=int, default=2)
    ap.add_argument("--lr", type=float, default=5e-5)
    ap.add_argument("--batch", type=int, default=32)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=3)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    scorer = load_scorer(a.scorer)
    reader = SentenceReader(a.weights, scorer)
    train: list[Sentence] = []
    test: list[Sentence] = []
    for folder in a.gold:
        for document, gold in documents_of(folder):
            left_out = a.leave_out is not None and half_of(document.id) == a.leave_out
            (test if left_out else train).extend(reader.sentences(document, lambda _, g=gold: as_meant(g, scorer)))
    for document, item in sentences_of(a.sentences, a.share) if a.sentences else ():
        train.extend(reader.sentences(document, lambda doc, i=item: of_sentence(i, named(doc), scorer)))
    (a.out / "labels.json").write_text((a.weights / "events.json").read_text(encoding="utf-8"), encoding="utf-8")
    reading = first_reading(a.weights)
    start = copy.deepcopy(reading.state_dict())
    teach(reading, train, test, Course(a.epochs, a.lr, a.batch, a.seed, heads=3.0), a.out)
    keep_of(start, a.out / "model.pt", a.keep)


if __name__ == "__main__":
    main()
