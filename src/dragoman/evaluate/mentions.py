"""Measures who is who: labelled mentions against what their words resolve to.

    python -m dragoman.evaluate.mentions FILE … [--rules] [--errors] [--json]

FILE is JSON Lines: ``{"id", "text", "published", "publisher", "mentions": […]}``, each mention with ``text``,
``occurrence`` (0 for the first), ``actors`` and ``form``.
``actors`` lists codes (``A|B``: either will do), none where the mention must be left open; ``form`` is that of
`dragoman.model.Mention`, and ``place`` for a place that is only a place. Texts labelled to teach whom words mean
are read as well: ``{"i", "text", "date", "publisher", "m"}``, ``m`` listing ``[start, end, [code, …]]`` of words that
point.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.annotate import Parser
from dragoman.evaluate.lines import read_lines
from dragoman.extract.events import EventModel, packaged_model, read_sentences
from dragoman.model import AnnotatedDocument, Document, DragomanError, InputError, Mention
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import ActorTables, packaged_actors

CODE, OPEN, PLACE, POINTING = "code", "left open", "place", "pronouns and descriptions"
_POINTING = frozenset({"pronoun", "description"})
_NAMES_OF = {"id": "i", "text": "text", "published": "date", "publisher": "publisher"}
_NO_HEADS = frozenset({"PUNCT", "DET", "ADP", "PART", "CCONJ"})


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled mention and what it resolved to.

    Attributes:
        item: Id of its text.
        words: The mention's words.
        form: Its labelled form.
        wanted: Labelled codes.
        given: Codes it resolved to; no mention at all gives none.
        given_form: Form of the mention found, or "".
        reasons: Why it resolved so.
        right: Whether it did as it should.
    """

    item: str
    words: str
    form: str
    wanted: tuple[str, ...]
    given: tuple[str, ...]
    given_form: str
    reasons: tuple[str, ...]
    right: bool


@dataclass(slots=True)
class MentionScores:
    """Right and all mentions of each group: with a code, to be left open, mere places, and words that point."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    errors: list[Judged] = field(default_factory=list)

    def add(self, judged: Judged) -> None:
        """Count one mention."""
        for group in _groups(judged):
            self.all[group] += 1
            self.right[group] += judged.right
        if not judged.right:
            self.errors.append(judged)

    def share(self, group: str) -> float:
        """Share of a group's mentions that are right, 0 to 1; 1 where there are none."""
        return self.right[group] / self.all[group] if self.all[group] else 1.0


def _groups(judged: Judged) -> list[str]:
    if judged.form == PLACE:
        return [PLACE]
    groups = [CODE if judged.wanted else OPEN]
    if judged.form in _POINTING:
        groups.append(POINTING)
    return groups


def read_items(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The labelled texts of JSON Lines files.

    Raises:
        InputError: If a file cannot be read or a line is not JSON.
    """
    for path in paths:
        yield from read_lines(path, _item, "labelled text")


def _item(row: dict[str, Any]) -> dict[str, Any]:
    if {"i", "text", "date", "publisher", "m"} <= set(row):
        return _of_places(row)
    missing = {"id", "text", "published", "publisher", "mentions"} - set(row)
    if missing:
        raise ValueError(f"no {', '.join(sorted(missing))}")
    return row


def _of_places(row: dict[str, Any]) -> dict[str, Any]:
    """A text whose labels are places of words that point, in the form of the others."""
    labels = [
        {"text": row["text"][start:end], "start": start, "actors": codes, "form": "description"}
        for start, end, codes in row["m"]
    ]
    return {key: row[name] for key, name in _NAMES_OF.items()} | {"mentions": labels}


def measure(
    items: Iterable[dict[str, Any]], parser: Parser, tables: ActorTables, model: EventModel | None = None
) -> MentionScores:
    """Resolve the texts and compare every labelled mention.

    Args:
        items: The labelled texts.
        parser: The parser.
        tables: The actor tables.
        model: The event model, which reads pronouns and descriptions beside the rules; None for the rules alone.
    """
    scores = MentionScores()
    for item in items:
        document = Document(item["id"], item["text"], publisher=item["publisher"], published=item["published"])
        doc = resolve_mentions(parser.parse(document), tables)
        if model is not None:
            doc, _ = read_sentences(doc, model, tables)
        for judged in judge(doc, item):
            scores.add(judged)
    return scores


def judge(doc: AnnotatedDocument, item: dict[str, Any]) -> Iterator[Judged]:
    """Compare the labelled mentions of one text.

    Args:
        doc: The text, mentions resolved.
        item: The text with its labels.
    """
    by_head = {m.head: m for m in doc.mentions}
    for label in item["mentions"]:
        start = place_of(item, label)
        mention = by_head.get(_head(doc, start, start + len(label["text"])))
        given = tuple(sorted({p.actor for p in mention.parties if p.actor})) if mention else ()
        wanted = tuple(label["actors"])
        yield Judged(
            item["id"], label["text"], label["form"], wanted, given, mention.form if mention else "",
            mention.reasons if mention else (), _right(wanted, given, label["form"], mention),
        )  # fmt: skip


def _right(wanted: Sequence[str], given: Sequence[str], form: str, mention: Mention | None) -> bool:
    if form == PLACE and mention is not None and mention.form == PLACE:
        return True
    choices = [set(code.split("|")) for code in wanted]
    return len(choices) == len(given) and all(any(g in c for g in given) for c in choices)


def place_of(item: dict[str, Any], label: dict[str, Any]) -> int:
    """Where a label's words stand: where it says, or for its nth time (0 for the first) as whole words."""
    if "start" in label:
        return int(label["start"])
    # The "he" in "the" is none.
    words, nth = str(label["text"]), int(label["occurrence"])
    places: list[int] = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", item["text"])]
    if nth >= len(places):
        raise InputError(
            f"{item['id']}: {words!r} stands {len(places)} times in the text, not {nth + 1}. Mend the label."
        )
    return places[nth]


def _head(doc: AnnotatedDocument, start: int, end: int) -> int:
    """The token of a stretch that depends on a word outside it."""
    inside = [t for t in doc.tokens if t.start < end and t.end > start]
    ids = {t.i for t in inside}
    heads = [t for t in inside if t.head not in ids or t.head == t.i]
    telling = [t for t in heads if t.pos not in _NO_HEADS] or heads or inside
    return telling[0].i if telling else -1


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    options = argparse.ArgumentParser(description="Measure who is who on labelled mentions.")
    options.add_argument("files", nargs="+", type=Path, help="JSON Lines of labelled texts, of either form")
    options.add_argument("--rules", action="store_true", help="resolve by rules alone, without the event model")
    options.add_argument("--errors", action="store_true", help="list every mention that is wrong")
    options.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = options.parse_args(arguments)
    try:
        scores = measure(
            read_items(given.files), Parser(), packaged_actors(), None if given.rules else packaged_model()
        )
    except DragomanError as error:
        print(f"mentions: {error}", file=sys.stderr)
        return 1
    groups = [g for g in (CODE, OPEN, PLACE, POINTING) if scores.all[g]]
    if given.json:
        print(json.dumps({g: {"right": scores.right[g], "all": scores.all[g]} for g in groups}))
    else:
        for g in groups:
            print(f"{g:26} {scores.share(g):.3f}  ({scores.right[g]} of {scores.all[g]})")
    if given.errors:
        for e in scores.errors:
            wanted, got = ",".join(e.wanted) or "open", ",".join(e.given) or "open"
            print(f"{e.item}\t{e.words}\t{e.form}\twanted {wanted}\tgot {got} ({e.given_form})\t{'; '.join(e.reasons)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
