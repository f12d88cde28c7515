"""Which events read are which gold events: the scorer's comparison, kept event by event instead of added up.

Events are compared by pairs of parties, each weighing its share of its event. `match_strict` asks for an accepted
type, the pair in its direction and overlapping evidence; `match_relaxed` for the class of type and the pair. Their sums
are the scorer's own "event strict" and "event relaxed".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.evaluate.matching import Tally
from dragoman.evaluate.scorer import Pair, Row, Scorer, Span


@dataclass(frozen=True, slots=True)
class Matches:
    """The gold events of a document beside those read from it.

    Attributes:
        gold: Gold events.
        told: Events read.
        gold_pairs: Pairs of each gold event.
        told_pairs: Pairs of each event read.
        links: By (number of the gold event, number of the event read): the pairs that agree.
    """

    gold: Sequence[Row]
    told: Sequence[Row]
    gold_pairs: Sequence[Sequence[Pair]]
    told_pairs: Sequence[Sequence[Pair]]
    links: Mapping[tuple[int, int], frozenset[tuple[Pair, Pair]]] = field(default_factory=dict)

    def found(self, g: int) -> float:
        """Share of a gold event's pairs that were read, 0 to 1."""
        pairs = self.gold_pairs[g]
        seen = {pair for (number, _), both in self.links.items() if number == g for pair, _ in both}
        return sum(pair in seen for pair in pairs) / len(pairs) if pairs else 0.0

    def counted(self, n: int) -> tuple[float, float]:
        """Of an event read, the share of pairs that count (only optional gold has the others), and that are right."""
        pairs = self.told_pairs[n]
        right: set[Pair] = set()
        excused: set[Pair] = set()
        for (g, number), both in self.links.items():
            if number == n:
                (excused if self.gold[g].get("optional") else right).update(pair for _, pair in both)
        if not pairs:
            return 0.0, 0.0
        return 1.0 - len(excused - right) / len(pairs), len(right) / len(pairs)

    def readers(self, g: int) -> list[int]:
        """The events read that agree with a gold event in a pair at least."""
        return [n for number, n in self.links if number == g]


def is_mutual(event: Row, scorer: Scorer) -> bool:
    """Whether an event, gold or read, is of a type whose parties act alike."""
    return not scorer.MUTUAL.isdisjoint(event.get("types") or [event.get("type")])


def accepted(gold: Row, told: Row) -> bool:
    """Whether an event read has one of the types the gold accepts."""
    return told.get("type") in gold["types"]


def told_spans(told: Row, scorer: Scorer) -> list[Span]:
    """The evidence of an event read, in all its tellings."""
    return scorer.spans(told["evidence"]) + scorer.spans(told.get("mentions") or [])


def overlap(gold: Row, told: Row, scorer: Scorer) -> bool:
    """Whether both have evidence in common."""
    return scorer.overlaps(scorer.spans(gold["evidence"]), told_spans(told, scorer))


def match_strict(gold: Sequence[Row], told: Sequence[Row], scorer: Scorer) -> Matches:
    """Match by type, pair and direction."""
    return _match(gold, told, scorer, accepted, lambda g: not is_mutual(g, scorer))


def match_relaxed(gold: Sequence[Row], told: Sequence[Row], scorer: Scorer) -> Matches:
    """Match by class of type and pair."""

    def same(g: Row, p: Row) -> bool:
        return scorer.QUAD.get(p.get("type") or "") in {scorer.QUAD[t] for t in g["types"]}

    return _match(gold, told, scorer, same, lambda g: False)


def _match(
    gold: Sequence[Row], told: Sequence[Row], scorer: Scorer, same: Callable[[Row, Row], bool],
    ordered: Callable[[Row], bool],
) -> Matches:  # fmt: skip
    gold_pairs = [scorer.pairs(g, is_mutual(g, scorer)) for g in gold]
    told_pairs = [scorer.pairs(p, is_mutual(p, scorer)) for p in told]
    links: dict[tuple[int, int], set[tuple[Pair, Pair]]] = defaultdict(set)
    for i, g in enumerate(gold):
        for n, p in enumerate(told):
            if same(g, p) and overlap(g, p, scorer):
                for a in gold_pairs[i]:
                    for b in told_pairs[n]:
                        if scorer.same_pair(a, b, ordered(g)):
                            links[i, n].add((a, b))
    return Matches(gold, told, gold_pairs, told_pairs, {key: frozenset(both) for key, both in links.items()})


def tallies(matches: Matches, gold_class: Callable[[Row], str], told_class: Callable[[Row], str]) -> dict[str, Tally]:
    """What was found and what was right by class, optional gold left out.

    Args:
        matches: The matches.
        gold_class: Class of a gold event, under which it is found or missed.
        told_class: Class of an event read, under which it is right or wrong.
    """
    rows: dict[str, Tally] = defaultdict(Tally)
    for i, g in enumerate(matches.gold):
        if not g.get("optional"):
            row = rows[gold_class(g)]
            row.gold += 1
            row.gold_found += matches.found(i)
    for n, p in enumerate(matches.told):
        weight, right = matches.counted(n)
        if weight > 0:
            row = rows[told_class(p)]
            row.told += weight
            row.told_right += right
    return dict(rows)


def certainties(matches: Matches) -> list[tuple[float, float]]:
    """Of each event read that counts: its confidence, and the share of its pairs that is right."""
    out = []
    for n, p in enumerate(matches.told):
        weight, right = matches.counted(n)
        if weight > 0:
            out.append((float(p["confidence"]), right / weight))
    return out


def shared_pairs(gold: Sequence[Row], told: Sequence[Row], scorer: Scorer) -> Iterator[tuple[int, int]]:
    """Numbers of gold events and events read that have evidence and a pair in common, whatever type and direction."""
    matches = _match(gold, told, scorer, lambda g, p: True, lambda g: False)
    yield from matches.links


def confusions(gold: Sequence[Row], told: Sequence[Row], scorer: Scorer) -> tuple[Counter[tuple[str, str]], int]:
    """Types of gold events against those read in their place for their parties.

    Args:
        gold: Gold events; optional ones only settle what is right.
        told: Events read.
        scorer: The scorer.

    Returns:
        Number of pairs of events by (gold's first type, type read), an accepted type counting as the first; and how
        many more differ in type where one of both is right elsewhere: two acts told in one clause are no confusion.
    """
    both = list(shared_pairs(gold, told, scorer))
    right = [(i, n) for i, n in both if accepted(gold[i], told[n])]
    golds, reads = {i for i, _ in right}, {n for _, n in right}
    table: Counter[tuple[str, str]] = Counter()
    aside = 0
    for i, n in both:
        if gold[i].get("optional"):
            continue
        first: Any = gold[i]["types"][0]
        if (i, n) in right:
            table[first, first] += 1
        elif i in golds or n in reads:
            aside += 1
        else:
            table[first, told[n]["type"]] += 1
    return table, aside
