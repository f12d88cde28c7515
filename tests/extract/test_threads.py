"""How many threads a model takes, and that what it reads is the same with any number of them."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from dragoman.annotate import Parser
from dragoman.extract.encoding import threads_at_hand
from dragoman.extract.events import EventModel
from dragoman.extract.events.candidates import propose
from dragoman.model import Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

TEXT = (
    "The foreign ministers of Kenya and Ghana met in Accra on Tuesday and agreed to reopen the border. "
    "They urged Togo to release the crew. Ghana's president refused, and his Kenyan guest praised him for it."
)


def test_a_core_each_but_four_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    for cores, threads in ((1, 1), (2, 2), (64, 4)):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, n=cores: set(range(n)), raising=False)
        assert threads_at_hand() == threads


@pytest.mark.parametrize(("said", "threads"), [("3", 3), ("0", 2), ("4,2", 2), ("", 2)])
def test_the_environment_may_say_otherwise(monkeypatch: pytest.MonkeyPatch, said: str, threads: int) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", said)
    assert threads_at_hand() == threads


def test_a_worker_takes_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(threads_at_hand).result(timeout=120) == 1


@pytest.mark.model
def test_any_number_reads_the_same() -> None:
    tables = packaged_actors()
    doc = resolve_mentions(Parser().parse(Document("ports", TEXT)), tables)
    proposals = [propose(doc, sentence) for sentence in doc.sentences]
    alone, together = (
        [judged for sentence in EventModel(threads=n).read(doc, proposals, tables) for judged in sentence]
        for n in (1, 3)
    )
    assert any(judged.likely for judged in alone)
    assert [j.trigger for j in alone] == [j.trigger for j in together]
    for one, other in zip(alone, together, strict=True):
        assert one.types == pytest.approx(other.types, abs=1e-5)
        assert np.array(one.roles) == pytest.approx(np.array(other.roles), abs=1e-5)
