"""Takes the event scores of a gold folder apart: what is within reach, what is right by type, what goes wrong and how.

    python -m dragoman.evaluate.events FOLDER [--scorer FILE] [--as-meant] [--errors] [--json FILE]

FOLDER is one that ``dragoman evaluate`` scores; its documents are coded by the whole pipeline and matched by the
functions of its own scorer. Five reports:

* reach: of the required gold events, the share with a proposed trigger word inside their evidence, and the share for
  which besides a mention in the sentences of the evidence, in what the model reads for them (what stands before them in
  their paragraph, too: these are its candidates) or in the document carries every coded party of both sides (parties
  that have no code in the gold are not asked for);
* types and classes: precision, recall and F1, strict by type (gold under its first type, what is read under its own),
  relaxed by class;
* confusions: of gold events and events read that have evidence and a pair of parties in common, the gold's first type
  against the type read, any accepted type counting as the first; where either is right elsewhere, it is no confusion;
* confidence: by tenths, how many events, their mean confidence, the share of their pairs that is right, and the
  expected calibration error; what only optional gold has is left out;
* errors: each missed or wrong event once, by class.

``--as-meant`` reads a gold party with a code and words ("LBY|protesters") as either of them; the scorer itself takes
such a party for one name, which no code matches. Reach is always measured as meant.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.evaluate.classes import calibration_error, reliability
from dragoman.evaluate.dev import gold_documents
from dragoman.evaluate.event_errors import TYPE_WRONG, EventError, errors_of
from dragoman.evaluate.event_gold import as_meant, read_gold_events
from dragoman.evaluate.event_matches import certainties, confusions, match_relaxed, match_strict, tallies
from dragoman.evaluate.event_reach import Reach, reach
from dragoman.evaluate.matching import Tally
from dragoman.evaluate.scorer import Row, Scorer, load_scorer
from dragoman.model import AnnotatedDocument, CodedDocument, Document, DragomanError, SettingsError
from dragoman.model.interchange import json_lines
from dragoman.pipeline.coder import Coder
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import ontology

_LARGEST = 10  # classes of errors, and kinds of lacking parties, printed
_NAMED = 40  # code points of a party's words in the list of errors


@dataclass(slots=True)
class EventReport:
    """The sums over the documents of a folder.

    Attributes:
        reach: What is within reach.
        types: Strict scores by type.
        quads: Relaxed scores by class.
        confusions: Number of pairs of events by (gold's first type, type read).
        aside: Pairs that differ in type where one of both is right elsewhere.
        certain: Confidence of each event read, and how far it is right.
        errors: The errors, each with the id of its document.
    """

    reach: Reach = field(default_factory=Reach)
    types: dict[str, Tally] = field(default_factory=dict)
    quads: dict[str, Tally] = field(default_factory=dict)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    aside: int = 0
    certain: list[tuple[float, float]] = field(default_factory=list)
    errors: list[tuple[str, EventError]] = field(default_factory=list)

    def add(self, doc: str, gold: Sequence[Row], told: Sequence[Row], scorer: Scorer) -> None:
        """Count the events of a document in.

        Args:
            doc: Its id.
            gold: Its gold events, as they are to be matched.
            told: The events read from it, in the interchange form.
            scorer: The scorer.
        """
        strict = match_strict(gold, told, scorer)
        _merge(self.types, tallies(strict, lambda g: str(g["types"][0]), lambda p: str(p["type"])))
        relaxed = match_relaxed(gold, told, scorer)
        quad = scorer.QUAD
        _merge(self.quads, tallies(relaxed, lambda g: quad[g["types"][0]], lambda p: quad[p["type"]]))
        table, aside = confusions(gold, told, scorer)
        self.confusions += table
        self.aside += aside
        self.certain += certainties(strict)
        self.errors += [(doc, error) for error in errors_of(strict, scorer)]


def _merge(into: dict[str, Tally], more: Mapping[str, Tally]) -> None:
    for name, tally in more.items():
        into.setdefault(name, Tally()).add(tally)


def annotate(coder: Coder, document: Document) -> AnnotatedDocument:
    """A document as its events are read from it: parsed, mentions resolved."""
    return resolve_mentions(coder.parser.parse(document), coder.tables)


def report(
    folder: Path,
    code: Callable[[Document], CodedDocument],
    annotated: Callable[[Document], AnnotatedDocument],
    *,
    meant: bool = False,
    scorer: Path | None = None,
) -> EventReport:
    """Code the documents of a gold folder and take their events apart.

    Args:
        folder: The folder.
        code: What codes a document.
        annotated: What parses a document and resolves its mentions.
        meant: Whether gold parties of a code and words are read as either.
        scorer: The scorer's file; the folder's own if None.

    Returns:
        The report.

    Raises:
        InputError: If the folder is not as it should be.
        DragomanError: If its scorer lacks what is needed.
    """
    documents = gold_documents(folder, scorer)
    judge = load_scorer(scorer or folder / "eval/score_records.py")
    golds = [read_gold_events(folder / "dev/gold" / f"{d.id}.jsonl") for d in documents]
    found = EventReport()
    for document, gold in zip(documents, golds, strict=True):
        told = [row for row in map(json.loads, json_lines(code(document))) if row["kind"] == "event"]
        found.add(document.id, as_meant(gold, judge) if meant else gold, told, judge)
        found.reach.add(reach(annotated(document), gold, judge))
    return found


def summary(found: EventReport) -> dict[str, Any]:
    """The figures of a report, shares from 0 to 1."""
    within, kinds = found.reach, Counter(error.kind for _, error in found.errors)
    wrong = Counter(
        (error.gold["types"][0], error.told["type"])
        for _, error in found.errors
        if error.kind == TYPE_WRONG and error.gold is not None and error.told is not None
    )
    return {
        "reach": {
            "gold": within.events,
            "trigger proposed": _share(within.trigger, within.events),
            "trigger and all codes": _share(within.whole, within.events),
            "trigger, all codes in what the model reads": _share(within.whole + within.before, within.events),
            "trigger, all codes in the document": _share(
                within.whole + within.before + within.elsewhere, within.events
            ),
            "codes lacking": [[code, n] for code, n in _ranked(within.lacking)],
        },
        "strict": _scores(found.types),
        "relaxed": _scores(found.quads),
        "types": {t: _row(found.types[t]) for t in ontology().types if t in found.types},
        "classes": {q: _row(found.quads[q]) for q in dict.fromkeys(_quads()) if q in found.quads},
        "confusions": [[gold, told, n] for (gold, told), n in _ranked(found.confusions)],
        "types that differ where one is right elsewhere": found.aside,
        "reliability": [[low, n, _round(said), _round(was)] for low, n, said, was in reliability(found.certain)],
        "calibration error": _round(calibration_error(found.certain)),
        "errors": dict(_ranked(kinds)),
        "types wrong": [[gold, told, n] for (gold, told), n in _ranked(wrong)],
    }


def _quads() -> list[str]:
    return [row.quad for row in ontology().types.values()]


def _ranked(counted: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _share(part: int, whole: int) -> float:
    return _round(part / whole) if whole else 0.0


def _round(value: float) -> float:
    return round(value, 4)


def _scores(rows: Mapping[str, Tally]) -> dict[str, float]:
    total = Tally()
    for row in rows.values():
        total.add(row)
    return _row(total)


def _row(tally: Tally) -> dict[str, float]:
    return {
        "gold": tally.gold,
        "told": round(tally.told, 2),
        "precision": _round(tally.precision),
        "recall": _round(tally.recall),
        "f1": _round(tally.f1),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a folder and print the figures; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m dragoman.evaluate.events",
        description=(__doc__ or ""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder with dev/ and eval/score_records.py")
    parser.add_argument("--scorer", type=Path, metavar="FILE", help="a score_records.py that stands elsewhere")
    parser.add_argument("--as-meant", action="store_true", help="read a gold party of a code and words as either")
    parser.add_argument("--errors", action="store_true", help="list every error, a line each")
    parser.add_argument("--json", type=Path, metavar="FILE", help="file to write the figures to")
    asked = parser.parse_args(arguments)
    try:
        check_writable(asked.json)
        gold_documents(asked.folder, asked.scorer)
        coder = Coder()
        found = report(
            asked.folder, coder.code, lambda d: annotate(coder, d), meant=asked.as_meant, scorer=asked.scorer
        )
    except DragomanError as error:
        print(f"events: {error}", file=sys.stderr)
        return 1
    figures = summary(found)
    _print(figures)
    if asked.errors:
        for doc, listed in found.errors:
            print(_line(doc, listed))
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def check_writable(path: Path | None) -> None:
    """Say before the long work, not after it, that its outcome cannot be kept.

    Raises:
        SettingsError: If a file cannot be written to.
    """
    if path is not None:
        try:
            path.open("a").close()
        except OSError as error:
            raise SettingsError(f"cannot write {path}: {error.strerror}; name another file with --json") from None


def _print(figures: dict[str, Any]) -> None:
    within = figures["reach"]
    print(f"within reach, of {within['gold']} required gold events")
    for name, value in within.items():
        if isinstance(value, float):
            print(f"  {name:36} {value:.3f}")
    print("  codes lacking most:", ", ".join(f"{code} {n}" for code, n in within["codes lacking"][:_LARGEST]))
    for name, rows in (("strict", "types"), ("relaxed", "classes")):
        print(f"\n{name:22} {'gold':>5} {'told':>7} {'precision':>9} {'recall':>7} {'f1':>6}")
        for label, row in {**figures[rows], "all": figures[name]}.items():
            print(
                f"{label:22} {row['gold']:5} {row['told']:7.2f} {row['precision']:9.3f} {row['recall']:7.3f}"
                f" {row['f1']:6.3f}"
            )
    _print_confusions(figures["confusions"])
    print(
        f"(types that differ where one is right elsewhere: {figures['types that differ where one is right elsewhere']})"
    )
    print("\nconfidence from, events, mean confidence, share right")
    for low, number, said, was in figures["reliability"]:
        print(f"{low:.1f} {number:5} {said:.3f} {was:.3f}")
    print(f"expected calibration error {figures['calibration error']:.3f}")
    print("\nerrors, the largest classes")
    for kind, n in list(figures["errors"].items())[:_LARGEST]:
        print(f"{n:5}  {kind}")
    print(f"{TYPE_WRONG}:", ", ".join(f"{g} → {p} {n}" for g, p, n in figures["types wrong"][:_LARGEST]))


def _print_confusions(rows: Sequence[tuple[str, str, int]]) -> None:
    table = {(gold, told): n for gold, told, n in rows}
    used = [t for t in ontology().types if any(t in key for key in table)]
    print("\ngold (rows) and type read (columns)")
    print(" " * 10, *(f"{t[:5]:>5}" for t in used))
    for gold in used:
        print(f"{gold:10}", *(f"{table.get((gold, told)) or '.':>5}" for told in used))


def _line(doc: str, error: EventError) -> str:
    sides = [_told(event) for event in (error.gold, error.told)]
    return "\t".join((error.kind, doc, f"gold {sides[0]}", f"read {sides[1]}"))


def _told(event: Row | None) -> str:
    if event is None:
        return "-"
    evidence = event["evidence"]
    at = f"{evidence['start']}-{evidence['end']}" if isinstance(evidence, Mapping) else "-".join(map(str, evidence))
    types = "|".join(event["types"]) if "types" in event else event["type"]
    return f"{types} {_side(event['source'])} > {_side(event['target'])} at {at}"


def _side(parties: Sequence[Any]) -> str:
    words = (p.get("actor") or p.get("text", "")[:_NAMED] if isinstance(p, Mapping) else str(p) for p in parties)
    return "+".join(words) or "nobody"


if __name__ == "__main__":
    sys.exit(main())
