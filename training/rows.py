"""Rows to tensors: sub-words, candidate words, pairs and labels, batched by length."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch
from tokenizers import Tokenizer

from dragoman.extract.naming import TOLD_ITSELF, UNKNOWN, told_of

T = TypeVar("T")
TYPES = [
    "NONE", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
STATUSES = ["actual", "planned", "possible", "negated", "historical"]
WORDS = ("first", "last", "pos", "dep", "who")
MAX_PIECES = 192
CLS_SEP = {"bert": (101, 102, 0), "mpnet": (0, 2, 1)}
ROLE_NONE, SOURCE, TARGET = 0, 1, 2


class Labels:
    """Vocabularies of the categorical inputs and outputs, frozen with the model."""

    def __init__(self, modes: list[str], paths: list[str], pos: list[str], deps: list[str], whos: list[str]) -> None:
        self.modes, self.paths, self.pos, self.deps, self.whos = modes, paths, pos, deps, whos
        self.who_of = {w: n for n, w in enumerate(whos)}
        self.mode_of = {m: n for n, m in enumerate(modes)}
        self.path_of = {p: n for n, p in enumerate(paths)}
        self.pos_of = {p: n for n, p in enumerate(pos)}
        self.dep_of = {d: n for n, d in enumerate(deps)}

    @classmethod
    def from_rows(cls, rows: list[dict[str, Any]]) -> Labels:
        """Vocabularies of a training set: paths seen at least five times with a gold act, namings twenty times."""
        modes = sorted({f"{e['t']}:{e['m']}" for r in rows for e in r["labels"].values() if e["m"]})
        paths: Counter[str] = Counter()
        for r in rows:
            heads = set(r["labels"])
            paths.update(p for a, _, p in r["pairs"] if r["triggers"][a] in heads)
        kept = [p for p, n in paths.most_common() if n >= 5]
        pos = sorted({p for r in rows for p in r["pos"]})
        deps = sorted({d for r in rows for d in r["dep"]})
        namings = Counter(w for r in rows for w in r["who"])
        whos = sorted(w for w, n in namings.items() if n >= 20 and w != UNKNOWN)
        return cls(["-", *modes], ["?", *kept], ["?", *pos], ["?", *deps], [UNKNOWN, *whos])

    @classmethod
    def from_dict(cls, described: dict[str, Any]) -> Labels:
        """The vocabularies of a trained model, from its ``labels.json``."""
        return cls(*(described[k] for k in ("modes", "paths", "pos", "deps", "whos")))

    def as_dict(self) -> dict[str, list[str]]:
        """For the exported model's own description."""
        return {
            "types": TYPES,
            "statuses": STATUSES,
            "modes": self.modes,
            "paths": self.paths,
            "pos": self.pos,
            "deps": self.deps,
            "whos": self.whos,
        }


def encode(row: dict[str, Any], tokenizer: Tokenizer, labels: Labels, family: str) -> dict[str, Any]:
    """One row's numbers. Words beyond the longest input are left out with their pairs."""
    start, end, _ = CLS_SEP[family]
    ids, first, last = [start], [], []
    encoded = tokenizer.encode(row["words"], is_pretokenized=True, add_special_tokens=False)
    spans: dict[int, list[int]] = {}
    # What stands before the sentence gives way where all is too long.
    over = max(0, len(encoded.ids) - (MAX_PIECES - 2))
    for at, word in enumerate(encoded.word_ids):
        if word is not None and at < over and word < row["before"]:
            continue
        if word is not None and len(ids) < MAX_PIECES - 1:
            spans.setdefault(word, [len(ids), len(ids)])[1] = len(ids)
            ids.append(encoded.ids[at])
    ids.append(end)
    for n in range(len(row["words"])):
        s = spans.get(n, [0, 0])
        first.append(s[0])
        last.append(s[1])
    pairs = [
        (row["triggers"][a], row["parties"][b], labels.path_of.get(p, 0))
        for a, b, p in row["pairs"]
        if row["triggers"][a] in spans and row["parties"][b] in spans
    ]
    # Whom a party that names nobody itself stands for: each name in sight or none of them; is resolution right of it.
    names = row.get("names", {})
    same = []
    for p, codes in row.get("codes", {}).items():
        # A word of an earlier sentence is asked about in its own.
        if p in names or p not in spans or p < row["before"]:
            continue
        meant, told = {c for code in codes for c in (code or "").split("|") if c}, row["told"].get(p, frozenset())
        same += [(p, n, told_of(told, code), float(code in meant)) for n, code in names.items() if n in spans]
        if told:
            same.append((p, p, TOLD_ITSELF, float(2 * len(told & meant) >= len(told | meant))))
    return {
        "same": same, "ids": ids, "first": first, "last": last,
        "pos": [labels.pos_of.get(p, 0) for p in row["pos"]], "dep": [labels.dep_of.get(d, 0) for d in row["dep"]],
        "who": [labels.who_of.get(w, 0) for w in row["who"]],
        "pairs": pairs, "row": row,
    }  # fmt: skip


def load_tokenizer(path: Path) -> Tokenizer:
    """A base model's tokenizer, which neither cuts nor pads: rows do."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def word_tensors(items: list[dict[str, Any]], family: str) -> dict[str, torch.Tensor]:
    """The padded inputs every row has: sub-words with their mask, and what is told of each word."""
    b, t, w = len(items), max(len(i["ids"]) for i in items), max(len(i["first"]) for i in items)
    out = {
        "ids": torch.full((b, t), CLS_SEP[family][2]),
        "mask": torch.zeros(b, t, dtype=torch.long),
        **{n: torch.zeros(b, w, dtype=torch.long) for n in WORDS},
    }
    for n, item in enumerate(items):
        out["ids"][n, : len(item["ids"])] = torch.tensor(item["ids"])
        out["mask"][n, : len(item["ids"])] = 1
        for name in WORDS:
            out[name][n, : len(item[name])] = torch.tensor(item[name])
    return out


def collate(items: list[dict[str, Any]], labels: Labels, family: str, gold_pairs_only: bool) -> dict[str, torch.Tensor]:
    """A padded batch with targets (soft ones, where a row carries a teacher's)."""
    w = max(len(i["first"]) for i in items)
    chosen = []
    for i in items:
        acts = set(i["row"]["labels"])
        chosen.append([p for p in i["pairs"] if p[0] in acts] if gold_pairs_only else i["pairs"])
    k = max(1, *(len(c) for c in chosen))
    z = max(1, *(len(i["same"]) for i in items))
    b = len(items)
    out = {
        **word_tensors(items, family),
        **{n: torch.zeros(b, k, dtype=torch.long) for n in ("pair_act", "pair_party", "pair_path")},
        "y_act": torch.zeros(b, w, len(TYPES)), "act_on": torch.zeros(b, w, dtype=torch.bool),
        "y_status": torch.full((b, w), -100), "y_mode": torch.full((b, w), -100),
        "y_role": torch.zeros(b, k, 3), "role_on": torch.zeros(b, k),
        **{n: torch.zeros(b, z, dtype=torch.long) for n in ("word", "name", "told")},
        "y_same": torch.zeros(b, z), "same_on": torch.zeros(b, z),
        "y_status_soft": torch.zeros(b, w, len(STATUSES)), "soft_on": torch.zeros(b, w),
    }  # fmt: skip
    for n, i in enumerate(items):
        row = i["row"]
        for m, (word, name, told, same) in enumerate(i["same"]):
            out["word"][n, m], out["name"][n, m], out["told"][n, m] = word, name, told
            out["y_same"][n, m], out["same_on"][n, m] = same, 1
        if row.get("pointing"):
            # Only whom its words mean is labelled.
            continue
        soft = row.get("soft")
        for trigger in row["triggers"]:
            if i["first"][trigger] == 0 or trigger in row.get("unsure", ()):
                # Whether it is an act careful readers differ on; who would have part in it is clear.
                continue
            out["act_on"][n, trigger] = True
            if soft is not None:
                out["y_act"][n, trigger] = torch.as_tensor(soft["act"][trigger]).float()
                continue
            event = row["labels"].get(trigger)
            if event is None:
                out["y_act"][n, trigger, 0] = 1
            else:
                first_share = 0.75 if event["t2"] in TYPES else 1.0
                out["y_act"][n, trigger, TYPES.index(event["t"])] += first_share
                if first_share < 1:
                    out["y_act"][n, trigger, TYPES.index(event["t2"])] += 0.25
                out["y_status"][n, trigger] = STATUSES.index(event["st"])
                out["y_mode"][n, trigger] = labels.mode_of.get(f"{event['t']}:{event['m']}", 0)
        if soft is not None:
            for trigger, status in soft["status"].items():
                out["y_status_soft"][n, trigger] = torch.as_tensor(status).float()
                out["soft_on"][n, trigger] = 1
            for trigger, mode in soft["mode"].items():
                out["y_mode"][n, trigger] = mode
        for m, (act, party, path) in enumerate(chosen[n]):
            out["pair_act"][n, m], out["pair_party"][n, m], out["pair_path"][n, m] = act, party, path
            event = row["labels"].get(act)
            if event is not None and (soft is not None or not _says_it_again(row, event, party)):
                out["role_on"][n, m] = 1
                if soft is not None:
                    out["y_role"][n, m] = torch.as_tensor(soft["role"][(act, party)]).float()
                else:
                    out["y_role"][n, m, event["roles"].get(party, 0)] = 1
    return out


def _says_it_again(row: dict[str, Any], event: dict[str, Any], word: int) -> bool:
    """Whether a word names an actor whose part in the act a reader saw at another of its mentions.

    Which of them is marked is the reader's choice: that is no sign that the others are none.
    """
    names = row.get("names", {})
    return word in names and word not in event["roles"] and names[word] in {names.get(p) for p in event["roles"]}


HELD_OUT = 0.08
"""Share of the labelled items that no training sees."""


def is_held_out(item: str, share: float = HELD_OUT) -> bool:
    """Whether an item, by its id, is among those held out: the same ones for every model."""
    return random.Random(f"{item}-held").random() < share


def _pieces(item: dict[str, Any]) -> int:
    return len(item["ids"])


def batches(
    items: Sequence[T], size: int, shuffle: random.Random | None, length: Callable[[T], int] = _pieces
) -> Iterator[list[T]]:
    """Batches of items of like length (rows, by their sub-words); in random order if ``shuffle`` is given."""
    order = list(range(len(items)))
    if shuffle is not None:
        shuffle.shuffle(order)
    order.sort(key=lambda n: length(items[n]) // 6 if shuffle else length(items[n]))
    groups = [order[n : n + size] for n in range(0, len(order), size)]
    if shuffle is not None:
        shuffle.shuffle(groups)
    for group in groups:
        yield [items[n] for n in group]
