"""Export a trained second reading beside the event model it goes on from.

    python training/export_parties.py --parties run/parties --out src/dragoman/extract/events/weights \
        --name "parties 3"
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from encoder import EventModel
from export import write_int8
from party_reader import ACTORS, OneSentence, PartyReader
from rows import WORDS
from shipped import shape_in

INPUTS = ("lower", "read", *WORDS, "mark", "actor", "naming", "act", "type", "party", "path")
HEADS = ("from_act", "from_party", "role", "type_mix", "path", "who", "pos", "dep", "typ", "actor", "naming")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--parties", type=Path, required=True, help="of the second reading")
    ap.add_argument("--share", type=float, default=0.5, help="of the second reading in the parts of all words")
    ap.add_argument("--out", type=Path, required=True, help="folder with the event model it goes on from")
    ap.add_argument("--name", required=True)
    a = ap.parse_args()
    described = json.loads((a.out / "events.json").read_text(encoding="utf-8"))
    shape = shape_in(a.out)
    layers = described["again"]
    reader = PartyReader(EventModel(shape), layers)
    reader.load_state_dict(torch.load(a.parties / "parties.pt", weights_only=True))
    acts, length, read, words, parties = 3, 17, 11, 9, 7
    example = (
        torch.zeros(1, length, shape.hidden),
        torch.zeros(1, read, dtype=torch.long),
        *(torch.zeros(1, words, dtype=torch.long) for _ in WORDS),
        torch.zeros(acts, length),
        *(torch.zeros(1, length, dtype=torch.long) for _ in range(2)),
        torch.zeros(acts, 1, dtype=torch.long),
        torch.zeros(acts, dtype=torch.long),
        torch.zeros(1, parties, dtype=torch.long),
        torch.zeros(acts, parties, dtype=torch.long),
    )
    axes = {n: {1: "words"} for n in WORDS} | {n: {1: "length"} for n in ("lower", "actor", "naming")}
    axes["read"] = {1: "read"}
    axes |= {"mark": {0: "acts", 1: "length"}, "act": {0: "acts"}, "type": {0: "acts"}, "party": {1: "parties"}}
    axes |= {n: {0: "acts", 1: "parties"} for n in ("path", "role")}
    file = a.out / "parties.npz"
    write_int8(
        OneSentence(reader).eval(), example, INPUTS, ("role",), axes, file,
        whole=lambda node: any(f"/{h}" in node for h in HEADS), few_bits=True,
    )  # fmt: skip
    about = {"name": a.name, "base": described["name"], "actors": ACTORS, "layers": layers, "share": a.share}
    (a.out / "parties.json").write_text(json.dumps(about) + "\n", encoding="utf-8")
    print(f"{file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
