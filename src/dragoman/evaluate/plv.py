"""Measures `Classifier` on sentences that have a gold root class each, such as PLV's.

    python -m dragoman.evaluate.plv FILE [--gold COLUMN] [--json FILE]

FILE has a column ``marked_sentence`` (``<s>…</s>``, ``<t>…</t>``) and the gold in ``gold_root``. PLV has fifteen
classes: its YIELD, in material cooperation, is our CONCEDE and RETREAT. What is compared is the verdict's type as
PLOVER has it, where planned cooperation is AGREE and sending peacekeepers AID.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.evaluate.classes import ClassScore, confusions, macro_f1, reliability
from dragoman.ingest.marked import MarkedSentence, read_marked
from dragoman.model import DragomanError, InputError, IssueRow
from dragoman.pipeline.classifier import Classifier
from dragoman.tables import ontology

YIELD = "YIELD"
_YIELDING = frozenset({"CONCEDE", "RETREAT"})
_SHOWN = 15  # confusions printed


@dataclass(frozen=True, slots=True)
class Measured:
    """One sentence: its gold class, the class given, and how sure the classifier was of its own type."""

    gold: str
    given: str
    confidence: float


def root_of(type_: str) -> str:
    """PLV's class of a type."""
    return YIELD if type_ in _YIELDING else type_


def quad_of(root: str) -> str:
    """The quad of a class of PLV."""
    return ontology().types["RETREAT" if root == YIELD else root].quad


def measure(sentences: Sequence[MarkedSentence], gold: str, classifier: Classifier) -> list[Measured]:
    """Classify sentences that have gold.

    Args:
        sentences: The sentences.
        gold: Column of their gold class.
        classifier: What classifies.

    Returns:
        What came of each; a sentence without verdict counts as wrong.

    Raises:
        InputError: If a row has no such class.
    """
    known = {root_of(type_) for type_ in ontology().types}
    out = []
    for sentence in sentences:
        root = root_of(str(sentence.row.get(gold) or ""))
        if root not in known:
            raise InputError(f"line {sentence.line}: column {gold!r} says {root!r}; a class is one of {sorted(known)}.")
        verdict = classifier.classify(sentence)
        out.append(Measured(root, root_of(verdict.plover) if verdict else "", verdict.confidence if verdict else 0.0))
    return out


def summary(measured: Sequence[Measured]) -> dict[str, Any]:
    """Macro-F1 of roots and quads, the scores of each class, the confusions, and how far confidence can be trusted."""
    roots = [(m.gold, m.given) for m in measured]
    quads = [(quad_of(g), quad_of(p) if p else "") for g, p in roots]
    root, by_root = macro_f1(roots)
    quad, by_quad = macro_f1(quads)
    right = sum(g == p for g, p in roots)
    return {
        "sentences": len(measured),
        "root macro-F1": round(root, 4),
        "quad macro-F1": round(quad, 4),
        "root accuracy": round(right / len(measured), 4) if measured else 0.0,
        "classes": {name: _rounded(score) for name, score in {**by_root, **by_quad}.items()},
        "confusions": [[g, p, n] for g, p, n in confusions(roots)],
        "reliability": [
            [low, n, round(said, 3), round(was, 3)]
            for low, n, said, was in reliability([(m.confidence, m.gold == m.given) for m in measured])
        ],
    }


def _rounded(score: ClassScore) -> dict[str, float | int]:
    return {
        "precision": round(score.precision, 3),
        "recall": round(score.recall, 3),
        "f1": round(score.f1, 3),
        "gold": score.gold,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a file and print the figures; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.evaluate.plv", description=__doc__.splitlines()[0])
    parser.add_argument("file", help="TSV, CSV or JSON Lines")
    parser.add_argument("--gold", default="gold_root", help="column of the gold class")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    asked = parser.parse_args(arguments)
    try:
        rows = list(read_marked(asked.file))
        sentences = [row for row in rows if isinstance(row, MarkedSentence)]
        for row in rows:
            if isinstance(row, IssueRow):
                print(row.message, file=sys.stderr)
        classifier = Classifier()
        began = time.perf_counter()
        measured = measure(sentences, asked.gold, classifier)
        seconds = time.perf_counter() - began
    except DragomanError as error:
        print(error, file=sys.stderr)
        return 1
    figures = {
        "model": classifier.model.name,
        **summary(measured),
        "rows left out": len(rows) - len(sentences),
        "sentences a second": round(len(sentences) / seconds, 1) if seconds else None,
    }
    _print(figures)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def _print(figures: dict[str, Any]) -> None:
    for name, value in figures.items():
        if not isinstance(value, dict | list):
            print(f"{name:20} {value}")
    print(f"\n{'class':22} {'gold':>5} {'precision':>9} {'recall':>7} {'f1':>6}")
    for name, row in figures["classes"].items():
        print(f"{name:22} {row['gold']:5} {row['precision']:9.3f} {row['recall']:7.3f} {row['f1']:6.3f}")
    print("\ngold → given, where they differ")
    for gold, given, number in figures["confusions"][:_SHOWN]:
        print(f"{gold:>10} → {given:10} {number}")
    print("\nconfidence from, sentences, mean confidence, share right")
    for low, number, said, was in figures["reliability"]:
        print(f"{low:.1f} {number:5} {said:.3f} {was:.3f}")


if __name__ == "__main__":
    sys.exit(main())
