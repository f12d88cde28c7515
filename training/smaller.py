"""A smaller model out of a trained one: some of its layers and the sub-words most used, to go on learning from.

    python training/smaller.py --run run/teacher --tokenizer mpnet/tokenizer.json --layers 0 2 4 7 9 11 \
        --sub-words 11000 --rows unlabelled.pickle written.pickle --out run/small

Words whose sub-word is left out are read in smaller pieces.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter
from pathlib import Path

import torch

from rows import CLS_SEP, load_tokenizer


def sub_words(tokenizer_file: Path, rows: list[Path], most: int) -> list[int]:
    """The numbers of the sub-words to keep: marks and single characters always, then the most frequent, in order."""
    tokenizer = load_tokenizer(tokenizer_file)
    used: Counter[int] = Counter()
    for path in rows:
        for row in pickle.loads(path.read_bytes()):
            used.update(tokenizer.encode(row["words"], is_pretokenized=True, add_special_tokens=False).ids)
    described = json.loads(tokenizer_file.read_text(encoding="utf-8"))
    always = {t["id"] for t in described["added_tokens"]}
    always |= {n for word, n in described["model"]["vocab"].items() if len(word.removeprefix("##")) == 1 and n in used}
    always |= {
        n
        for word, n in described["model"]["vocab"].items()
        if word.removeprefix("##").isascii() and len(word.removeprefix("##")) == 1
    }
    kept = list(always) + [n for n, _ in used.most_common() if n not in always]
    return sorted(kept[:most])


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--run", type=Path, required=True)
    ap.add_argument("--tokenizer", type=Path, required=True)
    ap.add_argument("--layers", type=int, nargs="+", required=True, help="of the run, from 0")
    ap.add_argument("--sub-words", type=int, required=True)
    ap.add_argument("--rows", type=Path, nargs="+", required=True, help="what sub-words are counted in")
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    labels = json.loads((a.run / "labels.json").read_text())
    state = torch.load(a.run / "model.pt", weights_only=True)
    kept = sub_words(a.tokenizer, a.rows, a.sub_words)
    marks = CLS_SEP["mpnet"]
    if kept[: max(marks) + 1] != list(range(max(marks) + 1)):
        raise SystemExit("The marks of beginning, end and padding must keep their numbers.")
    small = {name: w for name, w in state.items() if not name.startswith("layers.")}
    small["words.weight"] = state["words.weight"][kept].clone()
    for n, layer in enumerate(a.layers):
        prefix = f"layers.{layer}."
        small |= {f"layers.{n}.{k.removeprefix(prefix)}": w for k, w in state.items() if k.startswith(prefix)}
    torch.save(small, a.out / "model.pt")
    sizes = {"layers": len(a.layers), "vocab": len(kept)}
    (a.out / "labels.json").write_text(json.dumps({**labels, "sizes": sizes}))
    tokenizer = json.loads(a.tokenizer.read_text(encoding="utf-8"))
    new = {old: n for n, old in enumerate(kept)}
    vocab = tokenizer["model"]["vocab"]
    tokenizer["model"]["vocab"] = {word: new[n] for word, n in vocab.items() if n in new}
    tokenizer["added_tokens"] = [{**t, "id": new[t["id"]]} for t in tokenizer["added_tokens"]]
    tokenizer |= {"truncation": None, "padding": None, "post_processor": None}
    (a.out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    print(sizes, f"{sum(w.numel() for w in small.values()):,} weights")


if __name__ == "__main__":
    main()
