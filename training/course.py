"""How a reader that goes on from shipped weights is taught: its rates, its rounds, what is kept of it."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

from fourbits import plain_state
from rows import batches

T = TypeVar("T")


@dataclass(frozen=True)
class Course:
    """How a reader is taught.

    Attributes:
        epochs: Rounds over everything.
        lr: The rate of the encoder's layers.
        batch: Items a step.
        seed: Of the order, and of the numbers actors get.
        heads: How much faster than the layers the heads learn.
    """

    epochs: int
    lr: float
    batch: int
    seed: int
    heads: float = 5.0


def add_arguments(ap: argparse.ArgumentParser, epochs: int, lr: float, batch: int) -> None:
    """Let a course be given on the command line; the numbers are the defaults."""
    ap.add_argument("--epochs", type=int, default=epochs)
    ap.add_argument("--lr", type=float, default=lr)
    ap.add_argument("--batch", type=int, default=batch)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=3)


def begin(a: argparse.Namespace, heads: float = 5.0) -> Course:
    """The course that was given; seeds torch, sets its threads and makes the folder ``out``."""
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    return Course(a.epochs, a.lr, a.batch, a.seed, heads)


def attend(
    model: nn.Module, train: Sequence[T], length: Callable[[T], int], body: tuple[str, ...],
    loss_of: Callable[[list[T], random.Random], Tensor], course: Course, kept: Path,
    measure: Callable[[], dict[str, Any]],
) -> None:  # fmt: skip
    """Teach a reader, and keep it after each round, with what it then does in ``log.jsonl`` beside it.

    Args:
        model: The reader.
        train: What it learns from.
        length: Sub-words of an item: those of like length are read together.
        body: How the names of the weights begin that learn at the course's rate; heads learn faster.
        loss_of: How wrong the reader is on a batch; shuffles with the numbers given.
        course: The course.
        kept: The file its weights go to.
        measure: What it does on items left out.
    """
    slow = [p for n, p in model.named_parameters() if n.startswith(body) and p.requires_grad]
    ids = {id(p) for p in slow}
    fast = [p for p in model.parameters() if id(p) not in ids and p.requires_grad]
    rates = [course.lr, course.lr * course.heads]
    optimizer = torch.optim.AdamW(
        [{"params": p, "lr": lr} for p, lr in zip((slow, fast), rates, strict=True)], weight_decay=0.01
    )
    steps = course.epochs * (len(train) // course.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps + 1, pct_start=0.08)
    shuffle = random.Random(course.seed)
    log = (kept.parent / "log.jsonl").open("a")
    for epoch in range(course.epochs):
        model.train()
        began, seen, total = time.time(), 0, 0.0
        for group in batches(train, course.batch, shuffle, length):
            loss = loss_of(group, shuffle)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, seen = total + loss.item(), seen + 1
            if seen % 50 == 0:
                print(f"epoch {epoch} step {seen} loss {total / seen:.4f} {time.time() - began:.0f}s", flush=True)
        told = {"epoch": epoch, "loss": round(total / seen, 4), "seconds": round(time.time() - began), **measure()}
        print(told, flush=True)
        log.write(json.dumps(told) + "\n")
        log.flush()
        torch.save(plain_state(model), kept)
