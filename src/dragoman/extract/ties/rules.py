"""Rules of ties: which words assert a lasting relation, and where its parties stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.extract.grammar.rules import RuleIndex, Trigger, read_rule_rows, read_triggers
from dragoman.tables import data_folder, read_rows

TIES = ("partnership", "alliance", "dependence", "dispute", "rivalry", "threat_perception", "leadership", "influence")
CUES = ("modifier", "subject", "object", "over")
_OWNERS = ("its", "their", "his", "her", "our")
"""What stands for "one's" in a phrase."""
CLASSES = ("relation", "cooperation", "tension", "influence", "dependence")


@dataclass(frozen=True, slots=True)
class TieRule:
    """One way of asserting a relation.

    Attributes:
        id: Name in records.
        triggers: Words that set it off.
        tie: The relation.
        opposite: The relation told where a cue turns the polarity ("strained ties" are a dispute).
        polarity: +1, −1 or 0 without a cue.
        trend: ``rising`` or ``falling`` where the words themselves tell it.
        mutual: Whether all parties stand in ``source``.
        together: Slots of which one alone may name both parties ("between X and Y").
        source: Slots for one side, first filled one counts.
        target: Slots for the other.
        valence: Class of cue words that apply (``relation``, ``tension``, ``influence``), or "".
        cues: Where a cue may stand: ``modifier``, verb of which the trigger is ``subject`` or ``object``,
            noun ``over`` it ("deterioration of relations").
        needs_cue: Whether without a cue nothing is asserted.
        passage: Whether a side left unsaid may be the other state the passage is about.
        nameless: Nouns that may be a side without a name; ``any`` for all.
        only_with: Words of which one must modify the trigger.
        not_with: Words that must not hang on it.
        not_under: Verbs under which it is an act of speech and no tie, in a text that tells the news.
        under: Verbs of which one must govern the trigger: "mend fences", "bury the hatchet".
        flips: Whether a denial tells the opposite: who "no longer see eye to eye" are at odds.
        aside: Whether the trigger may tell another tie besides: who counters X's influence in Y.
        real: Whether nothing is told where the clause calls it remote or unlikely.
        lone: Whether a side left unsaid may be the only other state or region of the sentence.
        singular: Whether the trigger must stand in the singular: "hostilities" are fighting.
        first_person: Whether "I" and "we" may be the source: "I am afraid that" is talk.
        coded: Whether both sides must be said, and be actors the tables know.
        persons: Whether people may be sides, not only for their state.
        lasting: Whether the verb must tell what goes on: in the present, or with "long", "always".
        denied: Whether the words tell the tie by a "no" ("no diplomatic relations").
        states: Whether both sides must be states or regions, no organisations.
        near: Whether the only two actors of a sentence are its sides where no slot names them.
        most: Whether the trigger must be told for the most part: "most of its gas".
    """

    id: str
    triggers: tuple[Trigger, ...]
    tie: str
    opposite: str
    polarity: int
    trend: str | None
    mutual: bool
    together: tuple[str, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    valence: str
    cues: frozenset[str]
    needs_cue: bool
    passage: bool
    nameless: frozenset[str]
    only_with: frozenset[str]
    not_with: frozenset[str]
    not_under: frozenset[str]
    states: bool
    coded: bool
    persons: bool
    lasting: bool
    denied: bool
    under: frozenset[str]
    flips: bool
    singular: bool
    aside: bool
    lone: bool
    real: bool
    first_person: bool
    near: bool
    most: bool


def _rule(row: Mapping[str, Any]) -> TieRule:
    for tie in (row["tie"], row.get("opposite", row["tie"])):
        if tie not in TIES:
            raise ValueError(f"{tie!r} is no tie ({', '.join(TIES)})")
    cues = frozenset(row.get("cues", CUES))
    if not cues <= set(CUES) or row.get("valence", "relation") not in CLASSES:
        raise ValueError("cues or valence name an unknown place or class")
    return TieRule(
        id=row["id"], triggers=read_triggers(_with_owners(row)), tie=row["tie"],
        opposite=row.get("opposite", row["tie"]),
        polarity=int(row["polarity"]), trend=row.get("trend"), mutual=bool(row["mutual"]),
        together=tuple(row.get("together", ())),
        source=tuple(row.get("source", ())), target=tuple(row.get("target", ())),
        valence=row.get("valence", ""), cues=cues, needs_cue=bool(row.get("needs_cue", False)),
        passage=bool(row.get("passage", False)), nameless=frozenset(row.get("nameless", ())),
        only_with=frozenset(row.get("only_with", ())), not_with=frozenset(row.get("not_with", ())),
        not_under=frozenset(row.get("not_under", ())), states=bool(row.get("states", False)),
        coded=bool(row.get("coded", False)), persons=bool(row.get("persons", True)),
        lasting=bool(row.get("lasting", False)),
        denied=bool(row.get("denied", False)), under=frozenset(row.get("under", ())),
        flips=bool(row.get("flips", False)), singular=bool(row.get("singular", False)),
        aside=bool(row.get("aside", False)), lone=bool(row.get("lone", False)),
        real=bool(row.get("real", False)),
        first_person=bool(row.get("first_person", True)), near=bool(row.get("near", False)),
        most=bool(row.get("most", False)),
    )  # fmt: skip


def _with_owners(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row whose phrases with "one's" stand once for each owner: "turn one's back" is "turn its back" and others."""
    phrases = [str(p) for p in row.get("phrase", ())]
    spelled = [p.replace("one's", owner) for p in phrases for owner in (_OWNERS if "one's" in p else ("one's",))]
    return {**row, "phrase": spelled}


@lru_cache(maxsize=1)
def tie_rules() -> RuleIndex[TieRule]:
    """The packaged rules, loaded once a process.

    Raises:
        TableError: If a rule is broken.
    """
    return RuleIndex(read_rule_rows("tie_rules.yaml", _rule))


@lru_cache(maxsize=8)
def tie_words(class_: str) -> frozenset[str]:
    """The verbs and nouns of one class of the packaged list (``seeing``, ``posing`` …)."""
    rows = read_rows(data_folder() / "language" / "tie_words.csv", ("word", "class"), lambda r: r)
    return frozenset(r["word"] for r in rows if r["class"] == class_)
