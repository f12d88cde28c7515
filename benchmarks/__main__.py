"""Measure the stages against each other on the bundled samples, in one process.

It runs on one thread, or on as many as ``OMP_NUM_THREADS`` says. Absolute figures change with the machine; the ratios
are what may be compared from one change to the next.

    python -m benchmarks [--repeat 3] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.peak import peak
from dragoman.annotate import Parser
from dragoman.extract.events import packaged_model, read_events, read_sentences
from dragoman.extract.events.candidates import propose
from dragoman.extract.events.read import read_meanings
from dragoman.ingest import ReadOptions, read_documents
from dragoman.model import Document
from dragoman.pipeline.coder import Coder
from dragoman.resolve.mentions import publisher_state, resolve_mentions
from dragoman.resolve.times import find_times
from dragoman.tables import packaged_actors

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "src" / "dragoman" / "samples"


def timed(work: Callable[[], object], repeat: int) -> float:
    """Median seconds of ``repeat`` runs after one to warm up."""
    work()
    seconds = []
    for _ in range(repeat):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return median(seconds)


def child(code: str) -> tuple[float, float]:
    """Seconds and peak MiB of a fresh process that runs some code."""
    script = f"import time\nbegan = time.perf_counter()\n{code}\nseconds = time.perf_counter() - began\n" + (
        "from benchmarks.peak import peak\nprint(seconds, peak())"
    )
    command = [sys.executable, "-c", script]
    out = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.split()
    return float(out[-2]), float(out[-1])


def main() -> None:
    """Print the figures as a table, and as JSON where asked."""
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    ap.add_argument("--repeat", type=int, default=3)
    ap.add_argument("--json", type=Path)
    a = ap.parse_args()
    files = sorted(str(p) for p in SAMPLES.iterdir() if p.suffix in {".txt", ".md", ".html"} and p.name != "README.md")
    documents = [d for d in read_documents(files, ReadOptions()) if isinstance(d, Document)]
    words = sum(len(d.text.split()) for d in documents)
    parser, tables, model, coder = Parser(), packaged_actors(), packaged_model(), Coder()
    parsed = [parser.parse(d) for d in documents]
    resolved = [resolve_mentions(p, tables) for p in parsed]
    proposals = [(p, [propose(p, s) for s in p.sentences]) for p in resolved]
    candidates = sum(len(x.triggers) for _, ps in proposals for x in ps)
    homes = [publisher_state(d.publisher, tables) for d in documents]
    seconds = {
        "parse": timed(lambda: [parser.parse(d) for d in documents], a.repeat),
        "mentions": timed(lambda: [resolve_mentions(p, tables) for p in parsed], a.repeat),
        "times": timed(lambda: [find_times(p) for p in parsed], a.repeat),
        "event model": timed(lambda: [model.read(p, ps, tables) for p, ps in proposals], a.repeat),
        "meanings": timed(lambda: [read_meanings(r, model, tables) for r in resolved], a.repeat),
        "events": timed(
            lambda: [
                read_events(*read_sentences(r, model, tables), model, tables, h)
                for r, h in zip(resolved, homes, strict=True)
            ],
            a.repeat,
        ),
        "whole": timed(lambda: [coder.code(d) for d in documents], a.repeat),
    }
    load_parser, parser_memory = child("from dragoman.annotate import Parser; Parser()")
    load_all, all_memory = child("from dragoman.pipeline.coder import Coder; Coder()")
    help_ = "subprocess.run([sys.executable, '-m', 'dragoman', '--help'], capture_output=True)"
    start, _ = child(f"import subprocess, sys; {help_}")
    figures = {
        "documents": len(documents),
        "words": words,
        "words a second, whole": round(words / seconds["whole"]),
        "candidate acts": candidates,
        "candidate acts judged a second": round(candidates / seconds["event model"]),
        **{f"{name} / parse": round(s / seconds["parse"], 3) for name, s in seconds.items() if name != "parse"},
        "(mentions + times) / whole": round((seconds["mentions"] + seconds["times"]) / seconds["whole"], 3),
        "(mentions + meanings) / whole": round((seconds["mentions"] + seconds["meanings"]) / seconds["whole"], 3),
        "parse seconds": round(seconds["parse"], 3),
        "load, parser: seconds": round(load_parser, 2),
        "load, parser: MiB": round(parser_memory),
        "load, everything: seconds": round(load_all, 2),
        "load, everything: MiB": round(all_memory),
        "dragoman --help: seconds": round(start, 2),
        "peak MiB of this run": round(peak()),
    }
    width = max(map(len, figures))
    for name, figure in figures.items():
        print(f"{name:{width}}  {figure}")
    if a.json:
        a.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
