"""Train the event model: a teacher on labelled sentences, or a student on those and a teacher's labels.

    python training/train.py --rows train.pickle --base minilm --weights model.safetensors \
        --tokenizer tokenizer.json --out run/minilm [--written written.pickle] [--soft soft.pickle] [--epochs 8]
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from pathlib import Path
from typing import Any

import torch
from torch import nn

from dragoman.extract.naming import TOLD_ITSELF
from encoder import EventModel, Shape, load_pretrained, take_over
from fourbits import plain_state, train_rounded
from rows import HELD_OUT, ROLE_NONE, STATUSES, TYPES, Labels, batches, collate, encode, is_held_out, load_tokenizer

BASES = {
    "minilm": {
        "hidden": 384,
        "layers": 6,
        "heads": 12,
        "inner": 1536,
        "vocab": 30522,
        "positions": 256,
        "family": "bert",
    },
    "mpnet": {
        "hidden": 768,
        "layers": 12,
        "heads": 12,
        "inner": 3072,
        "vocab": 30527,
        "positions": 258,
        "family": "mpnet",
    },
}
INPUTS = (
    "ids", "mask", "first", "last", "pos", "dep", "who", "pair_act", "pair_party", "pair_path", "word", "name", "told",
)  # fmt: skip


def shape_of(described: dict[str, Any], labels: Labels) -> Shape:
    """Sizes of a model with heads for the given vocabularies.

    Args:
        described: A run's ``labels.json``: ``base``, and ``sizes`` where they differ from the base's.
        labels: The vocabularies.
    """
    return Shape(
        **{**BASES[described["base"]], **described.get("sizes", {})},
        types=len(TYPES),
        statuses=len(STATUSES),
        modes=len(labels.modes),
        paths=len(labels.paths),
        pos=len(labels.pos),
        deps=len(labels.deps),
        whos=len(labels.whos),
    )


def losses(
    out: tuple[torch.Tensor, ...], b: dict[str, torch.Tensor], weight: torch.Tensor, smooth: float
) -> torch.Tensor:
    """The summed loss of one batch."""
    act, status, mode, role, same = (o.float() for o in out)
    on = b["act_on"]
    target = b["y_act"][on] * (1 - smooth) + smooth / len(TYPES)
    w = (b["y_act"][on] * weight).sum(-1)
    total = (-(target * torch.log_softmax(act[on], -1)).sum(-1) * w).sum() / w.sum().clamp(min=1e-6)
    for logits, y in ((status, b["y_status"]), (mode, b["y_mode"])):
        if (y >= 0).any():
            total = total + 0.3 * nn.functional.cross_entropy(logits.flatten(0, 1), y.flatten(), ignore_index=-100)
    if b["soft_on"].any():
        rows = b["soft_on"] > 0
        total = total - 0.3 * (b["y_status_soft"][rows] * torch.log_softmax(status[rows], -1)).sum(-1).mean()
    chosen = b["role_on"] > 0
    if chosen.any():
        total = total - (b["y_role"][chosen] * torch.log_softmax(role[chosen], -1)).sum(-1).mean() * 1.5
    itself = b["told"] == TOLD_ITSELF
    for on in ((b["same_on"] > 0) & ~itself, (b["same_on"] > 0) & itself):
        if on.any():
            total = total + 0.5 * nn.functional.binary_cross_entropy_with_logits(same[on], b["y_same"][on])
    return total


@torch.no_grad()
def measure(model: EventModel, items: list[dict[str, Any]], labels: Labels) -> dict[str, float]:
    """Scores on held-out rows: acts found, with type, with all parties right, status."""
    model.eval()
    family = model.shape.family
    n = dict.fromkeys(
        (
            "gold",
            "pred",
            "found",
            "typed",
            "whole",
            "status",
            "role_tp",
            "role_gold",
            "role_pred",
            "same",
            "same_told",
            "same_right",
        ),
        0.0,
    )
    for group in batches([i for i in items if not i["row"].get("pointing")], 32, None):
        b = collate(group, labels, family, gold_pairs_only=False)
        with torch.autocast("cpu", torch.bfloat16):
            act, status, _, role, same = (o.float() for o in model(*(b[k] for k in INPUTS)))
        for k, item in enumerate(group):
            row = item["row"]
            for m, (_, _, _, is_same) in enumerate(item["same"]):
                n["same"] += is_same
                n["same_told"] += float(same[k, m] > 0)
                n["same_right"] += is_same * float(same[k, m] > 0)
            best = act[k].argmax(-1)
            roles: dict[int, dict[int, int]] = {}
            kept = item["pairs"]
            for m, (a, p, _) in enumerate(kept):
                r = int(role[k, m].argmax())
                if r != ROLE_NONE:
                    roles.setdefault(a, {})[p] = r
            n["gold"] += len(row["labels"])
            for trigger in row["triggers"]:
                t = TYPES[int(best[trigger])]
                event = row["labels"].get(trigger)
                if t != "NONE":
                    n["pred"] += 1
                    if event:
                        n["found"] += 1
                        if t in (event["t"], event["t2"]):
                            n["typed"] += 1
                            n["whole"] += roles.get(trigger, {}) == event["roles"]
                            n["status"] += STATUSES[int(status[k, trigger].argmax())] == event["st"]
                if event:
                    mine = roles.get(trigger, {})
                    n["role_tp"] += sum(event["roles"].get(p) == r for p, r in mine.items())
                    n["role_gold"] += len(event["roles"])
                    n["role_pred"] += len(mine)
    f = lambda tp: 2 * tp / max(1, n["gold"] + n["pred"])  # noqa: E731
    return {
        "trigger_f1": f(n["found"]),
        "typed_f1": f(n["typed"]),
        "whole_f1": f(n["whole"]),
        "status": n["status"] / max(1, n["typed"]),
        "same_f1": 2 * n["same_right"] / max(1, n["same"] + n["same_told"]),
        "role_f1": 2 * n["role_tp"] / max(1, n["role_gold"] + n["role_pred"]),
    }


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--rows", type=Path, required=True)
    ap.add_argument("--written", type=Path, help="rows of passages written for training; none are held out")
    ap.add_argument("--soft", type=Path, help="a teacher's rows")
    ap.add_argument("--copies", type=int, default=1, help="times the labelled rows are seen an epoch")
    ap.add_argument("--soft-most", type=int, help="at most so many of them")
    ap.add_argument("--base", choices=BASES, default="minilm")
    ap.add_argument("--weights", type=Path, help="of the base; not needed with --start")
    ap.add_argument("--start", type=Path, help="an earlier run's folder to go on from, with its base and vocabularies")
    ap.add_argument("--pointing-only", action="store_true", help="teach only whom words mean; all else stays")
    ap.add_argument("--four-bits", action="store_true", help="learn with the encoder's weights rounded as they ship")
    ap.add_argument("--tokenizer", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--lr", type=float, default=1e-4)
    ap.add_argument("--batch", type=int, default=32)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--hold-out", type=float, default=HELD_OUT)
    ap.add_argument("--none-weight", type=float, default=0.6)
    ap.add_argument("--seed", type=int, default=13)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    shuffle = random.Random(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    rows = pickle.loads(a.rows.read_bytes())
    tokenizer = load_tokenizer(a.tokenizer)
    if a.start:
        described = json.loads((a.start / "labels.json").read_text())
        labels = Labels.from_dict(described)
        model = EventModel(shape_of(described, labels))
        take_over(model, a.start)
    elif a.weights:
        labels = Labels.from_rows(rows)
        described = {**labels.as_dict(), "base": a.base}
        model = EventModel(shape_of(described, labels))
        load_pretrained(model, a.weights)
    else:
        raise SystemExit("Give --weights to start from a base model, or --start to go on from a run.")
    shape = model.shape
    items = [encode(r, tokenizer, labels, shape.family) for r in rows]
    held = {i for i in sorted({r["i"] for r in rows}) if is_held_out(i, a.hold_out)}
    train = [i for i in items if i["row"]["i"] not in held]
    test = [i for i in items if i["row"]["i"] in held]
    if a.written:
        train += [encode(r, tokenizer, labels, shape.family) for r in pickle.loads(a.written.read_bytes())]
    train *= a.copies
    if a.soft:
        taught = pickle.loads(a.soft.read_bytes())[: a.soft_most]
        train += [encode(r, tokenizer, labels, shape.family) for r in taught]
    counts = torch.ones(len(TYPES))
    for i in train:
        for e in i["row"]["labels"].values():
            if "t" in e:
                counts[TYPES.index(e["t"])] += 1
    weight = (counts[1:].mean() / counts) ** 0.5
    weight[0] = a.none_weight
    model.words.weight.requires_grad = False
    if a.pointing_only:
        for name, weights in model.named_parameters():
            weights.requires_grad = name.startswith("same")
    if a.four_bits:
        train_rounded(model)
    heads = [
        p for n, p in model.named_parameters() if not n.startswith(("layers", "words", "places", "norm", "relative"))
    ]
    ids = {id(p) for p in heads}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in ids]
    optimizer = torch.optim.AdamW([{"params": body, "lr": a.lr}, {"params": heads, "lr": a.lr * 5}], weight_decay=0.01)
    steps = a.epochs * (len(train) // a.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [a.lr, a.lr * 5], total_steps=steps + 1, pct_start=0.1)
    log = (a.out / "log.jsonl").open("a")
    print(
        f"{len(train)} rows to train on, {len(test)} held out, {sum(p.numel() for p in model.parameters()):,} weights",
        flush=True,
    )
    (a.out / "labels.json").write_text(json.dumps(described))
    for epoch in range(a.epochs):
        model.train()
        began, seen, total = time.time(), 0, 0.0
        for group in batches(train, a.batch, shuffle):
            b = collate(group, labels, shape.family, gold_pairs_only=True)
            with torch.autocast("cpu", torch.bfloat16):
                out = model(*(b[k] for k in INPUTS))
            loss = losses(out, b, weight, 0.05)
            if not loss.requires_grad:
                # With --pointing-only a batch without a word that points teaches nothing.
                schedule.step()
                continue
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
            seen += 1
            if seen % 50 == 0:
                print(f"epoch {epoch} step {seen} loss {total / seen:.3f} {time.time() - began:.0f}s", flush=True)
        row = {
            "epoch": epoch,
            "loss": round(total / seen, 4),
            "seconds": round(time.time() - began),
            **{k: round(v, 4) for k, v in measure(model, test, labels).items()},
        }
        print(row, flush=True)
        log.write(json.dumps(row) + "\n")
        log.flush()
        torch.save(plain_state(model), a.out / "model.pt")


if __name__ == "__main__":
    main()
