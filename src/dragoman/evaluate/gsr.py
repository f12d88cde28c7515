"""Measures events on PLOVER's gold standard records: one act a sentence, coded from the raw sentence and its date.

    python -m dragoman.evaluate.gsr FILE [--json FILE]

FILE is JSON Lines: ``id``, ``date``, ``sentence``, ``source`` and ``target`` (lists of ``actorText``, ``code``,
``sector``), ``event_plover2021`` and ``event_2016``. Each sentence is coded as a document of its own by the whole
pipeline; nothing of the record but its date is shown to it.

What is compared, with every event read from the sentence:

* the type: ``event_plover2021``, or ``event_2016`` where the former is empty or is none of our types; of what is read
  the type as PLOVER has it, where cooperation that is still to come is AGREE and the sending of peacekeepers AID;
* the parties as state codes, source with source and target with target, in CONSULT, COOPERATE and AGREE all together:
  the states of both must be the same. Codes that are no state's (``IGO``, ``NGO``, ``IMG``, ``ISM``) name nobody, so
  that such a party asks only that no state be read there. Some codes of the file are misspelt and are mended
  (``JAP``). Where a gold state acts on its own people, a party that is read without a code stands for them, for so we
  write domestic acts.

A record is found whole if one event has type and parties right. Left out are records with no state on either side, and
those with no type of ours. Sectors, modes, contexts, places and numbers of dead are not compared, nor the act's words.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.evaluate.events import check_writable
from dragoman.evaluate.lines import read_lines
from dragoman.model import Document, DragomanError, Event, InputError, Party
from dragoman.pipeline.coder import Coder
from dragoman.pipeline.run import Coding
from dragoman.tables import ActorTables, ontology, packaged_actors
from dragoman.tables.actor_rows import STATE_KINDS

_SLIPS = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
"""Codes that the file misspells, by what is meant."""
_TOGETHER = frozenset({"CONSULT", "COOPERATE", "AGREE"})
_COOPERATION, _PLANNED_COOPERATION = "cooperation", "AGREE"
_PEACE = re.compile(r"(?<!against )\bpeacekeep", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One record of the gold standard.

    Attributes:
        id: Its name.
        date: ISO date, or None.
        sentence: The sentence.
        type: Its type, "" if it is none of ours.
        source: Codes of the states that act.
        target: Codes of the states acted upon.
    """

    id: str
    date: str | None
    sentence: str
    type: str
    source: frozenset[str]
    target: frozenset[str]

    @property
    def is_compared(self) -> bool:
        """Whether it has a type of ours and a state."""
        return bool(self.type and (self.source or self.target))


@dataclass(frozen=True, slots=True)
class Found:
    """What of a record was found by any event of its sentence: the type, both parties, both at once."""

    type: str
    read: bool
    right_type: bool
    right_parties: bool
    whole: bool


def read_gold(path: Path, tables: ActorTables) -> list[GoldRecord]:
    """The records of a gold standard file.

    Args:
        path: The file.
        tables: The actor tables, which know what codes are states.

    Returns:
        The records in order, those that are not compared among them.

    Raises:
        InputError: If the file cannot be read or a line is no such record.
    """
    found = read_lines(path, lambda row: _record(row, tables), "PLOVER gold record")
    if not found:
        raise InputError(f"{path} has no records: name PLOVER's gold records as JSON Lines.")
    return found


def _record(row: dict[str, Any], tables: ActorTables) -> GoldRecord:
    sentence = row["sentence"]
    if not isinstance(sentence, str) or not sentence.strip():
        raise ValueError("sentence is empty")
    known = ontology().types
    type_ = next((t for t in (row["event_plover2021"], row["event_2016"]) if t in known), "")
    source, target = (frozenset(_states([p["code"] for p in row[side]], tables)) for side in ("source", "target"))
    return GoldRecord(str(row["id"]), row["date"] or None, sentence, type_, source, target)


def _states(codes: Sequence[str | None], tables: ActorTables) -> Iterator[str]:
    for code in codes:
        code = _SLIPS.get(code or "", code or "")
        if tables.kind_of(code) in STATE_KINDS:
            yield code


def plover_type(event: Event) -> str:
    """An event's type as PLOVER has it: peacekeepers are AID, and cooperation still to come is AGREE."""
    keeps_peace = event.type == "MOBILIZE" and _PEACE.search(event.evidence.text) is not None
    planned = event.status == "planned" and (keeps_peace or event.quad.endswith(_COOPERATION))
    return _PLANNED_COOPERATION if planned else "AID" if keeps_peace else event.type


def same_parties(gold: GoldRecord, event: Event, tables: ActorTables) -> bool:
    """Whether an event has the states of a gold record, each on its side where the sides differ."""
    sides = [(gold.source, event.source), (gold.target, event.target)]
    if gold.type in _TOGETHER:
        sides = [(gold.source | gold.target, (*event.source, *event.target))]
        return all(states == _told(parties, tables) for states, parties in sides)
    own = gold.source & gold.target
    return all(_same_side(states, parties, own, tables) for states, parties in sides)


def _same_side(gold: frozenset[str], told: tuple[Party, ...], own: frozenset[str], tables: ActorTables) -> bool:
    states = _told(told, tables)
    if own and any(p.actor is None for p in told):
        states |= own
    return states == gold


def _told(parties: Sequence[Party], tables: ActorTables) -> frozenset[str]:
    return frozenset(_states([p.actor for p in parties], tables))


def measure(records: Sequence[GoldRecord], coder: Coding, tables: ActorTables) -> list[Found]:
    """Code the sentences and compare.

    Args:
        records: The records; those that are not compared are passed over.
        coder: What codes.
        tables: The actor tables.

    Returns:
        What was found of each record that is compared.
    """
    read: dict[tuple[str, str | None], list[Event]] = {}
    out = []
    for record in records:
        if not record.is_compared:
            continue
        key = record.sentence, record.date
        if key not in read:
            coded = coder.code(Document(record.id, record.sentence, published=record.date))
            read[key] = [r for r in coded.records if isinstance(r, Event)]
        out.append(_found(record, read[key], tables))
    return out


def _found(record: GoldRecord, events: Sequence[Event], tables: ActorTables) -> Found:
    judged = [(plover_type(e) == record.type, same_parties(record, e, tables)) for e in events]
    return Found(
        record.type, bool(events), any(t for t, _ in judged), any(p for _, p in judged), any(t and p for t, p in judged)
    )


def summary(found: Sequence[Found]) -> dict[str, Any]:
    """Shares of the records found whole, by type alone and by parties alone, of all and by type."""
    types = [t for t in ontology().types if any(f.type == t for f in found)]
    return {**_shares(found), "types": {t: _shares([f for f in found if f.type == t]) for t in types}}


def _shares(found: Sequence[Found]) -> dict[str, float]:
    number = len(found)

    def share(right: int) -> float:
        return round(right / number, 4) if number else 0.0

    return {
        "records": number,
        "whole": share(sum(f.whole for f in found)),
        "type": share(sum(f.right_type for f in found)),
        "both parties": share(sum(f.right_parties for f in found)),
        "any event": share(sum(f.read for f in found)),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a file and print the figures; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m dragoman.evaluate.gsr",
        description=(__doc__ or ""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="PLOVER's gold standard records, JSON Lines")
    parser.add_argument("--json", type=Path, metavar="FILE", help="file to write the figures to")
    asked = parser.parse_args(arguments)
    try:
        check_writable(asked.json)
        tables = packaged_actors()
        records = read_gold(asked.file, tables)
        coder = Coder()
        found = measure(records, coder, tables)
    except DragomanError as error:
        print(f"gsr: {error}", file=sys.stderr)
        return 1
    figures = {"model": coder.model.name, "left out": len(records) - len(found), **summary(found)}
    _print(figures)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def _print(figures: Mapping[str, Any]) -> None:
    print(f"{figures['model']}, {figures['left out']} records left out")
    shown = ("records", "whole", "type", "both parties", "any event")
    print(f"{'':10}", *(f"{name:>12}" for name in shown))
    for name, row in {**figures["types"], "all": figures}.items():
        print(f"{name:10}", f"{row['records']:12}", *(f"{row[key]:12.3f}" for key in shown[1:]))


if __name__ == "__main__":
    sys.exit(main())
