"""Let a trained teacher label unlabelled rows softly, for a student to learn from.

python training/teach.py --run run/teacher --tokenizer tokenizer.json --rows unlabelled.pickle --out soft.pickle
"""

from __future__ import annotations

import argparse
import json
import pickle
import time
from pathlib import Path

import torch

from encoder import EventModel, take_over
from rows import Labels, batches, collate, encode, load_tokenizer
from train import INPUTS, shape_of

LIKELY_ACT = 0.2
"""Probability of an act from which its status, mode and parties are taught too."""


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--run", type=Path, required=True)
    ap.add_argument("--tokenizer", type=Path, required=True)
    ap.add_argument("--rows", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    described = json.loads((a.run / "labels.json").read_text())
    labels = Labels.from_dict(described)
    model = EventModel(shape_of(described, labels))
    take_over(model, a.run)
    model.eval()
    tokenizer = load_tokenizer(a.tokenizer)
    family = model.shape.family
    items = [encode(r, tokenizer, labels, family) for r in pickle.loads(a.rows.read_bytes())]
    items = [i for i in items if i["row"]["triggers"]]
    began, done, acts = time.time(), 0, 0
    with torch.no_grad():
        for group in batches(items, 48, None):
            b = collate(group, labels, family, gold_pairs_only=False)
            with torch.autocast("cpu", torch.bfloat16):
                out = model(*(b[k] for k in INPUTS))
            act, status, mode, role = (torch.softmax(o.float(), -1) for o in out[:4])
            for k, item in enumerate(group):
                row = item["row"]
                likely = {t for t in row["triggers"] if float(1 - act[k, t, 0]) > LIKELY_ACT}
                acts += len(likely)
                row["labels"] = {t: {"roles": {}} for t in likely}
                row["soft"] = {
                    "act": {t: act[k, t].half().numpy() for t in row["triggers"]},
                    "status": {t: status[k, t].half().numpy() for t in likely},
                    "mode": {t: int(mode[k, t].argmax()) for t in likely},
                    "role": {
                        (p[0], p[1]): role[k, m].half().numpy() for m, p in enumerate(item["pairs"]) if p[0] in likely
                    },
                }
                row["pairs"] = [p for p in row["pairs"] if row["triggers"][p[0]] in likely]
            done += len(group)
            if done % 4800 < 48:
                print(f"{done}/{len(items)} {time.time() - began:.0f}s", flush=True)
    a.out.write_bytes(pickle.dumps([i["row"] for i in items]))
    print(f"{len(items)} sentences, {acts} likely acts")


if __name__ == "__main__":
    main()
