"""When a record read agrees with a gold record of its kind: same parties, overlapping evidence, what the kind turns on.

The rules are those gold folders are scored by (`dragoman.evaluate.dev`), with two freedoms of passages: ``A|B`` in any
place, and ``also``, further answers for one field.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

Row = Mapping[str, Any]
Pair = tuple[str, str | None]

_CODE = re.compile(r"[A-Z0-9_]+")
_ARTICLES = re.compile(r"\b(the|a|an|of)\b")
_ENOUGH = 0.5
"""Share of the shorter name's words that both must have."""
_MEMBERS_STAND_FOR = {
    "CENTRAL_ASIA": frozenset({"KAZ", "KGZ", "TJK", "UZB", "TKM"}),
    "WEST": frozenset({"USA", "EU", "GBR", "NATO", "G7"}),
}
"""Collectives for which one of their own will do."""
_SAME_ROLE = {"founder": "member"}


@dataclass(slots=True)
class Tally:
    """What was found and what was right; halves where one record tells several pairs.

    Attributes:
        gold: Required gold records.
        gold_found: Of these, found.
        told: Records told, those that answer optional gold left out.
        told_right: Of these, right.
        fields: For each further field, how often it was right and how often it was compared.
        missed: Gold records not or not wholly found.
        wrong: Records told that no gold has.
    """

    gold: int = 0
    gold_found: float = 0.0
    told: float = 0.0
    told_right: float = 0.0
    fields: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    missed: list[Row] = field(default_factory=list)
    wrong: list[Row] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take in what another passage gave."""
        self.gold += other.gold
        self.gold_found += other.gold_found
        self.told += other.told
        self.told_right += other.told_right
        for name, (right, seen) in other.fields.items():
            self.fields[name][0] += right
            self.fields[name][1] += seen
        self.missed += other.missed
        self.wrong += other.wrong

    @property
    def precision(self) -> float:
        """Share of what was told that is right."""
        return self.told_right / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.gold_found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def compare(kind: str, gold: Sequence[Row], told: Sequence[Row]) -> Tally:
    """Compare the records of one passage and one kind.

    Args:
        kind: ``membership``, ``tie``, ``measure`` or ``silence``.
        gold: Gold records.
        told: Records read, in the interchange form; those of other kinds are left aside.

    Returns:
        The tally.
    """
    records = [r for r in told if r["kind"] == kind]
    if kind == "tie":
        return _compare_ties(gold, records)
    if kind == "membership":
        records = [{**r, "member": m} for r in records for m in r["member"]]
    return _compare_one_to_one(kind, gold, records)


def _compare_one_to_one(kind: str, gold: Sequence[Row], told: list[Row]) -> Tally:
    same, tally, left, matched = _SAME[kind], Tally(), list(told), []
    for g in sorted(gold, key=lambda g: bool(g.get("optional"))):
        best = next((p for p in left if same(g, p)), None)
        if best is not None:
            left.remove(best)
        if not g.get("optional"):
            matched.append((g, best))
    # A standing told twice, and what only optional gold has, is neither a find nor an error.
    excused = [g for g in gold if kind == "membership" or g.get("optional")]
    tally.wrong = [p for p in left if not any(same(g, p) for g in excused)]
    tally.missed = [g for g, p in matched if p is None]
    tally.gold = len(matched)
    found = [(g, p) for g, p in matched if p is not None]
    tally.gold_found = tally.told_right = len(found)
    tally.told = len(found) + len(tally.wrong)
    for g, p in found:
        _count_fields(tally, g, p)
    return tally


def _compare_ties(gold: Sequence[Row], told: Sequence[Row]) -> Tally:
    """Ties weigh by their pairs: one record of three parties and three records of two score alike."""
    tally = Tally()
    right: dict[int, set[Pair]] = defaultdict(set)
    excused: dict[int, set[Pair]] = defaultdict(set)
    for g in gold:
        hit, wanted = 0, _pairs(_parties(g))
        for pair in wanted:
            found = False
            for n, p in enumerate(told):
                if not _overlap(g, p) or _sign(p["polarity"]) not in {_sign(v) for v in _answers(g, "polarity")}:
                    continue
                for other in _pairs(_parties(p)):
                    if _same_pair(pair, other):
                        (excused if g.get("optional") else right)[n].add(other)
                        if not (found or g.get("optional")):
                            _count_fields(tally, g, p)
                        found = True
            hit += found
        if not g.get("optional"):
            tally.gold += 1
            tally.gold_found += hit / len(wanted) if wanted else 0.0
            if hit < len(wanted):
                tally.missed.append(g)
    for n, p in enumerate(told):
        pairs = _pairs(_parties(p))
        rest = len(pairs) - len(excused[n] - right[n])
        if rest > 0:
            tally.told += rest / len(pairs)
            tally.told_right += len(right[n]) / len(pairs)
            if len(right[n]) < rest:
                tally.wrong.append(p)
    return tally


def _parties(tie: Row) -> list[str]:
    return list(dict.fromkeys(name for side in ("source", "target") for p in tie[side] for name in [_name(p)]))


def _pairs(parties: Sequence[str]) -> list[Pair]:
    return [(parties[0], None)] if len(parties) == 1 else list(combinations(parties, 2))


def _same_pair(gold: Pair, told: Pair) -> bool:
    return any(
        same_name(gold[0], a) and (same_name(gold[1], b) if gold[1] and b else gold[1] == b)
        for a, b in (told, told[::-1])
        if a
    )


def _name(party: Any) -> str:
    """A party as gold writes it, of one told: its code, else its words in lower case."""
    if isinstance(party, Mapping):
        return party.get("actor") or str(party.get("name") or party.get("text") or "").lower()
    return str(party)


def same_name(gold: str, told: str) -> bool:
    """Whether two names agree.

    Args:
        gold: A code, a name, or several of either with ``|`` between them.
        told: A code, or a name in words.
    """
    for part in gold.split("|"):
        if _CODE.fullmatch(part):
            if part == told or told in _MEMBERS_STAND_FOR.get(part, ()):
                return True
        elif not _CODE.fullmatch(told):
            a, b = set(_plain(part).split()), set(_plain(told).split())
            if a and b and len(a & b) / min(len(a), len(b)) >= _ENOUGH:
                return True
    return False


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", _ARTICLES.sub(" ", folded)))


def _answers(gold: Row, name: str) -> list[Any]:
    also = (gold.get("also") or {}).get(name, [])
    return [gold[name], *(also if isinstance(also, list) else [also])]


def _overlap(gold: Row, told: Row) -> bool:
    start, end = gold["evidence"]
    return bool(start < told["evidence"]["end"] and told["evidence"]["start"] < end)


def _sign(value: Any) -> int:
    return (float(value or 0) > 0) - (float(value or 0) < 0)


def _number(value: Any) -> str:
    return re.sub(r"\.0$", "", str(value).replace(",", ""))


def _role(role: str) -> str:
    return _SAME_ROLE.get(role, role)


def _same_membership(gold: Row, told: Row) -> bool:
    members = gold["member"] if isinstance(gold["member"], list) else [gold["member"]]
    return (
        any(same_name(m, _name(told["member"])) for m in members)
        and same_name(gold["org"], _name(told["org"]))
        and _role(told["role"]) in {_role(r) for r in _answers(gold, "role")}
    )


def _same_measure(gold: Row, told: Row) -> bool:
    if not _overlap(gold, told):
        return False
    if str(gold["value"]) == "record high" and told["comparator"] == "record high":
        return True
    return _number(told["value"]) in {_number(v) for v in _answers(gold, "value")}


def _same_silence(gold: Row, told: Row) -> bool:
    return _overlap(gold, told) and same_name(gold["topic"], str(told["topic"]))


_SAME: Mapping[str, Callable[[Row, Row], bool]] = {
    "membership": _same_membership,
    "measure": _same_measure,
    "silence": _same_silence,
}


def _count_fields(tally: Tally, gold: Row, told: Row) -> None:
    for name, right in _fields(gold, told):
        tally.fields[name][0] += right
        tally.fields[name][1] += 1


def _fields(gold: Row, told: Row) -> Iterator[tuple[str, bool]]:
    """What else a matched record says, where the gold tests it."""
    for name in ("status", "tie", "trend", "comparator"):
        if gold.get(name) is not None:
            yield name, told[name] in _answers(gold, name)
    for name in ("start", "end"):
        if gold["kind"] == "membership" and gold.get(name):
            yield name, str(told[name] or "")[:4] == str(gold[name])[:4]
    if gold.get("about"):
        yield "about", all(any(same_name(g, str(p)) for p in told["about"]) for g in gold["about"])
    if gold["kind"] == "silence":
        if gold.get("speaker"):
            yield "speaker", told["speaker"] is not None and same_name(gold["speaker"].lower(), _spoken(told))
        if gold.get("side"):
            yield "side", same_name(gold["side"], _name(told["side"] or {}))


def _spoken(silence: Row) -> str:
    return str(silence["speaker"]["text"]).lower()
