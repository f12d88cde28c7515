"""Train the reader of memberships and silences on passages written for it.

    python training/quiet.py --passages training/written/quiet/*.jsonl --start run/student --tokenizer tokenizer.json \
        --out run/quiet [--epochs 6] [--go-on run/quiet0 --plain readings.jsonl]

It starts from a trained event model: its encoder and what it knows of words. Each sentence of a passage becomes a row,
with what stands before it in its paragraph. Membership: every word that may name an organisation with every other word
that may name a member, one of them in the sentence. Silence: every word that may tell one, with every word of the row.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

import rows as event_rows
from dragoman.annotate import Parser
from dragoman.extract.naming import UNKNOWN, namings
from dragoman.extract.quiet.candidates import Quiet, propose_quiet
from dragoman.model import AnnotatedDocument, Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors
from encoder import EventModel, take_over
from prepare import head_of, occurrences
from rows import STATUSES, WORDS, Labels, batches, load_tokenizer
from train import shape_of

ROLES = ["none", "founder", "member", "observer", "partner", "candidate", "former"]
PARTS = ["none", "speaker", "topic"]
PAIRS = ("org", "member", "member_path", "cue", "part", "part_path")
INPUTS = ("ids", "mask", *WORDS, *PAIRS)
UNUSED = (
    "act", "status", "mode", "role", "type_mix", "path", "who", "from_act", "from_party",
    "same", "same_word", "same_name", "same_told",
)  # fmt: skip
"""Heads of the event model, which the reader does without."""
MAY_LACK = tuple(f"base.{head}." for head in UNUSED)
"""Weights that an earlier run of the reader may lack, for it does without them."""


class QuietModel(nn.Module):
    """An event model's encoder with heads for standings and silences."""

    def __init__(self, event: EventModel) -> None:
        super().__init__()
        self.base, s = event, event.shape
        self.org, self.member = nn.Linear(s.hidden, s.pair), nn.Linear(s.hidden, s.pair)
        self.org_who, self.member_who = nn.Embedding(s.whos, s.pair), nn.Embedding(s.whos, s.pair)
        self.asks, self.answers, self.says = (nn.Linear(n, s.pair) for n in (s.pair, s.hidden, s.hidden))
        self.cue_of, self.part = nn.Linear(s.hidden, s.pair), nn.Linear(s.hidden, s.pair)
        self.member_path, self.part_path = nn.Embedding(s.paths, s.pair), nn.Embedding(s.paths, s.pair)

        def head(n: int) -> nn.Sequential:
            return nn.Sequential(
                nn.GELU(), nn.Dropout(0.1), nn.Linear(s.pair, s.pair // 2), nn.GELU(), nn.Linear(s.pair // 2, n)
            )

        self.role, self.standing, self.share = head(len(ROLES)), head(len(STATUSES)), head(len(PARTS))
        self.cue = nn.Sequential(nn.Linear(s.hidden, 128), nn.GELU(), nn.Dropout(0.1), nn.Linear(128, 2))
        for table in (self.member_path, self.part_path):
            nn.init.normal_(table.weight, std=0.02)
        for table in (self.org_who, self.member_who):
            nn.init.zeros_(table.weight)

    def forward(
        self, ids: Tensor, mask: Tensor, first: Tensor, last: Tensor, pos: Tensor, dep: Tensor, who: Tensor,
        org: Tensor, member: Tensor, member_path: Tensor, cue: Tensor, part: Tensor, part_path: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:  # fmt: skip
        """Logits: standing's role and status of each pair, cue of each word, part of each pair."""
        x = self.base.encode(ids, mask)

        def pick(source: Tensor, index: Tensor) -> Tensor:
            return source.gather(1, index[:, :, None].expand(-1, -1, source.shape[-1]))

        w = self.base.word_norm((pick(x, first) + pick(x, last)) * 0.5 + self.base.pos(pos) + self.base.dep(dep))
        o, m = pick(self.org(w) + self.org_who(who), org), pick(self.member(w) + self.member_who(who), member)
        pair = o + m + o * m + self.member_path(member_path)
        # Each pair looks for the words that tell its standing: "observer", "quit", "founded".
        scores = self.asks(nn.functional.gelu(pair)) @ self.answers(w).transpose(1, 2) / pair.shape[-1] ** 0.5
        scores = scores + (1.0 - (first > 0).float())[:, None, :].to(scores.dtype) * -1e4
        pair = pair + torch.softmax(scores, -1) @ self.says(w)
        c, p = pick(self.cue_of(w), cue), pick(self.part(w), part)
        return self.role(pair), self.standing(pair), self.cue(w), self.share(c + p + c * p + self.part_path(part_path))


# Rows

_NEGATIONS = frozenset(
    {"no", "not", "n't", "never", "without", "nor", "neither", "none", "nothing", "nowhere", "nobody"}
)
_OF_SPEECH = frozenset(
    {
        *("absence", "absent", "address", "answer", "avoid", "clarify", "comment", "confirm", "decline", "describe"),
        *("detail", "details", "disclose", "discuss", "dodge", "elaborate", "exclude", "explain", "give", "identify"),
        *("ignore", "leave", "left", "mention", "missing", "name", "offer", "omission", "omit", "omits", "preview"),
        *("provide", "publish", "question", "questions", "raise", "refer", "reference", "refuse", "release", "reply"),
        *("respond", "reveal", "say", "sidestep", "silence", "silent", "skip", "speak", "specify", "talk", "touch"),
        *("unanswered", "word", "words"),
    }
)
_OF_STANDING = frozenset(
    {
        *("acceded", "accede", "accession", "admission", "admit", "admitted", "applied", "apply", "belong", "belongs"),
        *("bid", "candidacy", "candidate", "candidates", "enter", "entered", "entry", "exit", "expelled", "founded"),
        *(
            "founder",
            "founders",
            "founding",
            "join",
            "joined",
            "joining",
            "joins",
            "leave",
            "left",
            "member",
            "members",
        ),
        *("membership", "observer", "observers", "parties", "partner", "partners", "partnership", "party", "quit"),
        *("seat", "signatory", "suspended", "withdraw", "withdrawal", "withdrew"),
    }
)
"""Words beside which a sentence of a text nobody labelled may tell a silence or a standing after all."""


def place(text: str, told: str | tuple[str, int]) -> tuple[int, int] | None:
    """Where words stand: the first occurrence, or the one whose number is given."""
    words, number = (told, 0) if isinstance(told, str) else told
    found = occurrences(text, words)
    return found[min(number, len(found) - 1)] if found else None


def row_of(doc: AnnotatedDocument, quiet: Quiet, named: dict[int, str], item: str) -> dict[str, Any]:
    """One sentence as the model reads it."""
    base = quiet.first
    words = doc.tokens[base : quiet.sentence.last]
    return {
        "i": item, "base": base, "before": quiet.sentence.first - base, "words": [t.text for t in words],
        "pos": [t.pos for t in words], "dep": [t.dep for t in words], "who": [named.get(t.i, UNKNOWN) for t in words],
        "triggers": [], "parties": [], "pairs": [],
        "standing": [(o - base, m - base, p) for o, m, p in quiet.standings],
        "cues": [c - base for c in quiet.cues], "parts": [(c - base, w - base, p) for c, w, p in quiet.parts],
        "roles": {}, "told": {}, "skip": set(),
    }  # fmt: skip


def rows_of(
    item: dict[str, Any], doc: AnnotatedDocument, named: dict[int, str], lost: Counter[str]
) -> list[dict[str, Any]]:
    """The rows of one passage, with their labels."""
    text = item["text"]
    quiets = [propose_quiet(doc, s, named) for s in doc.sentences]
    rows = [row_of(doc, q, named, item["i"]) for q in quiets]

    def head(told: Any) -> int | None:
        # Words alone, with the number of the occurrence, or with a code.
        plain = isinstance(told, str) or isinstance(told[-1], int)
        span = place(text, told if plain else told[0])
        return head_of(doc, *span) if span else None

    def content_head(told: Any) -> int | None:
        at = head(told)
        if at is None:
            return None
        t = doc.tokens[at]
        # Of "whether it would pay" the verb, of "on the war" the noun.
        inner = [c.i for c in doc.dependents(at, "pobj", "pcomp")]
        return inner[0] if t.pos == "ADP" and inner else at

    for q in item["q"]:
        lost[q["k"]] += 1
        if q["k"] == "membership":
            org = head(q["org"])
            for m in q["m"]:
                member = head(m)
                if org is None or member is None:
                    lost["member or organisation not found"] += 1
                    continue
                sent = max(doc.tokens[org].sent, doc.tokens[member].sent)
                row, base = rows[sent], rows[sent]["base"]
                if not any((o, p) == (org - base, member - base) for o, p, _ in row["standing"]):
                    lost["standing no candidate"] += 1
                    continue
                row["roles"][org - base, member - base] = (q["role"], q["st"])
        else:
            cue = head(q["cue"])
            if cue is None:
                lost["cue not found"] += 1
                continue
            row = rows[doc.tokens[cue].sent]
            base = row["base"]
            if cue - base not in row["cues"]:
                lost["cue no candidate"] += 1
                continue
            parts = row["told"].setdefault(cue - base, {})
            have = {(c, w) for c, w, _ in row["parts"]}
            for name, words in (("speaker", q["s"]), ("topic", q["topic"])):
                for told in words:
                    at = content_head(told)
                    if at is None or (cue - base, at - base) not in have:
                        lost[f"{name} no candidate"] += 1
                        continue
                    parts[at - base] = name
    _skip_repeats(doc, rows)
    return rows


def plain_rows(item: dict[str, Any], doc: AnnotatedDocument, named: dict[int, str]) -> Iterator[dict[str, Any]]:
    """Rows of a text that is taken to tell nothing, but where its words make one wonder."""
    for sentence in doc.sentences:
        row = row_of(doc, propose_quiet(doc, sentence, named), named, item["i"])
        words = {w.lower() for w in row["words"]}
        if words & _OF_STANDING:
            row["skip"] = {(o, m) for o, m, _ in row["standing"]}
        if words & _NEGATIONS and words & _OF_SPEECH:
            row["cues"], row["parts"] = [], []
        yield row


def hard(model: QuietModel, items: list[dict[str, Any]], family: str, least: float = 0.2) -> list[dict[str, Any]]:
    """The rows of plain texts in which a model nevertheless finds something."""
    model.eval()
    found = []
    with torch.no_grad():
        for group in batches(items, 24, None):
            b = collate(group, family)
            with torch.autocast("cpu", torch.bfloat16):
                role, _, cue, _ = (o.float() for o in model(*(b[k] for k in INPUTS)))
            standing = ((1 - torch.softmax(role, -1)[..., 0]) * (b["y_role"] >= 0)).amax(-1)
            silence = (torch.softmax(cue, -1)[..., 1] * (b["y_cue"] >= 0)).amax(-1)
            found += [i for n, i in enumerate(group) if max(float(standing[n]), float(silence[n])) > least]
    return found


def _skip_repeats(doc: AnnotatedDocument, rows: list[dict[str, Any]]) -> None:
    """Leave out of learning what repeats a standing at other words: the label stands at one pair of several."""
    codes = {m.head: {p.actor for p in m.parties if p.actor} for m in doc.mentions}

    def keys(i: int) -> set[str]:
        return {c for c in codes.get(i, set()) if c} or {doc.tokens[i].text.lower()}

    told = [(keys(r["base"] + o), keys(r["base"] + m)) for r in rows for o, m in r["roles"]]
    for row in rows:
        for o, m, _ in row["standing"]:
            mine = keys(row["base"] + o), keys(row["base"] + m)
            if (o, m) not in row["roles"] and any(mine[0] & a and mine[1] & b for a, b in told):
                row["skip"].add((o, m))


def encode(row: dict[str, Any], tokenizer: Tokenizer, labels: Labels, family: str) -> dict[str, Any]:
    """One row's numbers; pairs with a word beyond the longest input are left out."""
    out = event_rows.encode(row, tokenizer, labels, family)
    seen = out["first"]
    for name in ("standing", "parts"):
        out[name] = [(a, b, labels.path_of.get(p, 0)) for a, b, p in row[name] if seen[a] and seen[b]]
    return out


def collate(items: list[dict[str, Any]], family: str) -> dict[str, Tensor]:
    """A padded batch with its targets; -100 where there is nothing to learn."""
    b, w = len(items), max(len(i["first"]) for i in items)
    k, n = (max(1, *(len(i[x]) for i in items)) for x in ("standing", "parts"))
    out = {
        **event_rows.word_tensors(items, family),
        **{x: torch.zeros(b, k, dtype=torch.long) for x in PAIRS[:3]},
        **{x: torch.zeros(b, n, dtype=torch.long) for x in PAIRS[3:]},
        "y_role": torch.full((b, k), -100), "y_status": torch.full((b, k), -100),
        "y_cue": torch.full((b, w), -100), "y_part": torch.full((b, n), -100),
    }  # fmt: skip
    for r, item in enumerate(items):
        row = item["row"]
        for m, (org, member, path) in enumerate(item["standing"]):
            out["org"][r, m], out["member"][r, m], out["member_path"][r, m] = org, member, path
            if (org, member) in row["skip"]:
                continue
            role, status = row["roles"].get((org, member), ("none", None))
            out["y_role"][r, m] = ROLES.index(role)
            if status:
                out["y_status"][r, m] = STATUSES.index(status)
        for cue in row["cues"]:
            if item["first"][cue]:
                out["y_cue"][r, cue] = int(cue in row["told"])
        for m, (cue, part, path) in enumerate(item["parts"]):
            out["cue"][r, m], out["part"][r, m], out["part_path"][r, m] = cue, part, path
            if cue in row["told"]:
                out["y_part"][r, m] = PARTS.index(row["told"][cue].get(part, "none"))
    return out


def losses(out: tuple[Tensor, ...], b: dict[str, Tensor], rarity: Tensor) -> Tensor:
    """The summed loss of one batch."""
    role, status, cue, part = (o.float() for o in out)
    total = torch.zeros(())
    entropy = nn.functional.cross_entropy
    for name, logits in (("y_role", role), ("y_cue", cue), ("y_part", part)):
        y = b[name].flatten()
        if (y >= 0).any():
            # Pairs and words that tell nothing are many and easy: the sum is held against those that tell something.
            loss = entropy(logits.flatten(0, 1), y, ignore_index=-100, reduction="sum")
            total = total + loss / (int((y > 0).sum()) + 0.01 * int((y >= 0).sum()) + 1.0)
    y = b["y_role"].flatten()
    if (y > 0).any():
        # Which of the roles, the rarer ones as much as the others.
        total = total + entropy(role.flatten(0, 1)[y > 0][:, 1:], y[y > 0] - 1, rarity)
    y = b["y_status"].flatten()
    if (y >= 0).any():
        total = total + 0.3 * entropy(status.flatten(0, 1), y, ignore_index=-100)
    return total


@torch.no_grad()
def measure(model: QuietModel, items: list[dict[str, Any]], family: str) -> dict[str, float]:
    """F1 of standings (with role), of silences' cues, and of their parts, on held-out rows."""
    model.eval()
    n: Counter[str] = Counter()
    for group in batches(items, 32, None):
        b = collate(group, family)
        with torch.autocast("cpu", torch.bfloat16):
            role, _, cue, part = (o.float() for o in model(*(b[k] for k in INPUTS)))
        for name, y, got in (
            ("standing", b["y_role"], role.argmax(-1)),
            ("cue", b["y_cue"], cue.argmax(-1)),
            ("part", b["y_part"], part.argmax(-1)),
        ):  # fmt: skip
            n[name, "gold"] += int((y > 0).sum())
            n[name, "told"] += int(((got > 0) & (y >= 0)).sum())
            n[name, "right"] += int(((got == y) & (y > 0)).sum())
    return {x: 2 * n[x, "right"] / max(1, n[x, "gold"] + n[x, "told"]) for x in ("standing", "cue", "part")}


def read_items(paths: list[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield json.loads(line)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--passages", type=Path, nargs="+", required=True)
    ap.add_argument("--plain", type=Path, nargs="*", default=[], help="texts taken to tell nothing, with --go-on")
    ap.add_argument("--go-on", type=Path, help="an earlier run's folder to go on from")
    ap.add_argument("--start", type=Path, required=True, help="folder of a trained event model of the small base")
    ap.add_argument("--tokenizer", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=10)
    ap.add_argument("--lr", type=float, default=1e-4)
    ap.add_argument("--batch", type=int, default=16)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--hold-out", type=float, default=0.1)
    ap.add_argument("--freeze", action="store_true")
    ap.add_argument("--seed", type=int, default=7)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    shuffle = random.Random(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    described = json.loads((a.start / "labels.json").read_text())
    labels = Labels.from_dict(described)
    event = EventModel(shape_of(described, labels))
    take_over(event, a.start)
    model, family = QuietModel(event), event.shape.family
    tokenizer = load_tokenizer(a.tokenizer)
    parser, tables = Parser(), packaged_actors()
    lost: Counter[str] = Counter()
    items: list[dict[str, Any]] = []

    def parsed(item: dict[str, Any]) -> AnnotatedDocument:
        about = {"publisher": item.get("publisher"), "published": item.get("date")}
        return resolve_mentions(parser.parse(Document(item["i"], item["text"], **about)), tables)

    for item in read_items(a.passages):
        doc = parsed(item)
        items += [encode(r, tokenizer, labels, family) for r in rows_of(item, doc, namings(doc, tables), lost)]
    print(len(items), "rows;", dict(lost), flush=True)
    held = {i["row"]["i"] for i in items if random.Random(i["row"]["i"]).random() < a.hold_out}
    if a.go_on:
        take_over(model, a.go_on, MAY_LACK)
    train, test = [i for i in items if i["row"]["i"] not in held], [i for i in items if i["row"]["i"] in held]
    if a.plain:
        plain: list[dict[str, Any]] = []
        for item in read_items(a.plain):
            doc = parsed(item)
            plain += [encode(r, tokenizer, labels, family) for r in plain_rows(item, doc, namings(doc, tables))]
        harder = hard(model, plain, family)
        train += harder
        print(f"{len(plain)} rows of plain texts, {len(harder)} of them hard", flush=True)
    for name, p in model.base.named_parameters():
        p.requires_grad = name.partition(".")[0] not in {"words", *UNUSED} and not a.freeze
    heads = [p for n, p in model.named_parameters() if not n.startswith("base")]
    body = [p for n, p in model.named_parameters() if n.startswith("base") and p.requires_grad]
    groups = [{"params": heads, "lr": a.lr * 5}] + ([{"params": body, "lr": a.lr}] if body else [])
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = a.epochs * (len(train) // a.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [g["lr"] for g in groups], total_steps=steps + 1, pct_start=0.1
    )
    (a.out / "labels.json").write_text(json.dumps(described))
    seen_roles = Counter(r for i in train for r, _ in i["row"]["roles"].values())
    counts = torch.tensor([float(seen_roles[r] + 1) for r in ROLES[1:]])
    rarity = (counts.mean() / counts) ** 0.5
    for epoch in range(a.epochs):
        model.train()
        began, seen, total = time.time(), 0, 0.0
        for group in batches(train, a.batch, shuffle):
            b = collate(group, family)
            with torch.autocast("cpu", torch.bfloat16):
                out = model(*(b[k] for k in INPUTS))
            loss = losses(out, b, rarity)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
            seen += 1
        row = {"epoch": epoch, "loss": round(total / seen, 4), "seconds": round(time.time() - began)}
        print(row | {k: round(v, 4) for k, v in measure(model, test, family).items()}, flush=True)
        torch.save(model.state_dict(), a.out / "model.pt")


if __name__ == "__main__":
    main()
