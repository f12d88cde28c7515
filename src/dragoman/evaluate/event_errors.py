"""What goes wrong with events: each error once, the gold event and what was read in its place told as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.evaluate.event_matches import Matches, accepted, is_mutual, overlap, shared_pairs, told_spans
from dragoman.evaluate.scorer import Row, Scorer

NOTHING_FOUND = "nothing found there"
ELSE_FOUND = "something else found there"
SOURCE_WRONG = "type right, source wrong"
TARGET_WRONG = "type right, target wrong"
BOTH_WRONG = "type right, both wrong"
PARTY_WRONG = "type right, a party of a mutual act wrong"
REVERSED = "type right, direction reversed"
PARTY_MISSING = "type right, party missing"
PARTY_EXTRA = "type right, party too many"
SIDES_SPLIT = "type right, parties right, sides split otherwise"
TYPE_WRONG = "pair right, type wrong"
INVENTED = "invented"
BESIDE = "told beside a gold act"
TOLD_AGAIN = "one act told again with other parties"
DUPLICATE = "duplicate of one act"
KINDS = (
    NOTHING_FOUND, ELSE_FOUND, SOURCE_WRONG, TARGET_WRONG, BOTH_WRONG, PARTY_WRONG, REVERSED, PARTY_MISSING,
    PARTY_EXTRA, SIDES_SPLIT, TYPE_WRONG, INVENTED, BESIDE, TOLD_AGAIN, DUPLICATE,
)  # fmt: skip
"""Classes of errors. A duplicate is right, so that the scorer takes nothing off for it; all others cost."""

_EQUAL, _MISSING, _EXTRA, _OTHER = "equal", "missing", "extra", "other"


@dataclass(frozen=True, slots=True)
class EventError:
    """One error.

    Attributes:
        kind: Its class, of `KINDS`.
        gold: The gold event that was missed, or that the reading spoils or tells again, or None.
        told: The event read in its place, or None.
    """

    kind: str
    gold: Row | None
    told: Row | None


def errors_of(matches: Matches, scorer: Scorer) -> Iterator[EventError]:
    """The errors of a document.

    A gold event that is not wholly found is set beside one event read there, if any: one that has a pair of it, else
    one of an accepted type with its pair reversed, else with a party of it, else one with its pair and another type,
    else one of an accepted type. What is wrongly read of optional gold is set beside it likewise, after all required
    gold; to miss optional gold is no error. What is then left of either has its own classes.

    Args:
        matches: The strict matches.
        scorer: The scorer.
    """
    missed = [i for i in range(len(matches.gold)) if matches.found(i) < 1.0]
    wrong = [n for n in range(len(matches.told)) if _spoilt(matches, n)]
    beside = _side_by_side(matches, missed, wrong, scorer)
    for i in missed:
        g = matches.gold[i]
        if i in beside:
            told = matches.told[beside[i]]
            yield EventError(_party_error(g, told, scorer) if accepted(g, told) else TYPE_WRONG, g, told)
        elif not g.get("optional"):
            there = any(overlap(g, p, scorer) for p in matches.told)
            yield EventError(ELSE_FOUND if there else NOTHING_FOUND, g, None)
    for n in sorted(set(wrong) - set(beside.values())):
        yield _left_over(matches, n, scorer)
    yield from _duplicates(matches)


def _spoilt(matches: Matches, n: int) -> bool:
    weight, right = matches.counted(n)
    return right < weight


def _side_by_side(
    matches: Matches, missed: Sequence[int], wrong: Iterable[int], scorer: Scorer
) -> dict[int, int]:  # fmt: skip
    """For missed gold events the event read that stands in their place: each at most once, the nearest first."""
    pairs = set(shared_pairs(matches.gold, matches.told, scorer))
    spoilt = set(wrong)
    ranked = []
    for i in missed:
        g = matches.gold[i]
        optional = bool(g.get("optional"))
        for n, p in enumerate(matches.told):
            there = n in spoilt or ((i, n) in matches.links and not optional)
            rank = _nearness(matches, i, n, pairs, scorer) if there and overlap(g, p, scorer) else None
            if rank is not None:
                ranked.append((optional, rank, -_common(g, p, scorer), i, n))
    beside: dict[int, int] = {}
    used: set[int] = set()
    for *_, i, n in sorted(ranked):
        if i not in beside and n not in used:
            beside[i] = n
            used.add(n)
    return beside


def _nearness(matches: Matches, i: int, n: int, pairs: set[tuple[int, int]], scorer: Scorer) -> int | None:
    g, p = matches.gold[i], matches.told[n]
    if (i, n) in matches.links:
        return 0
    if accepted(g, p):
        if (i, n) in pairs:
            return 1
        return 2 if _in_common(_parties(g, scorer), _parties(p, scorer), scorer) else 4
    return 3 if (i, n) in pairs else None


def _common(gold: Row, told: Row, scorer: Scorer) -> int:
    """Code points both have as evidence."""
    return sum(
        max(0, min(b, d) - max(a, c)) for a, b in scorer.spans(gold["evidence"]) for c, d in told_spans(told, scorer)
    )


def _parties(event: Row, scorer: Scorer) -> list[str]:
    return list(dict.fromkeys(scorer.codes(event.get("source")) + scorer.codes(event.get("target"))))


def _in_common(gold: Sequence[str], told: Sequence[str], scorer: Scorer) -> bool:
    return any(scorer.same_actor(g, p) for g in gold for p in told)


def _compare(gold: Sequence[str], told: Sequence[str], scorer: Scorer) -> str:
    missing = any(not _in_common([g], told, scorer) for g in gold)
    extra = any(not _in_common(gold, [p], scorer) for p in told)
    if missing and extra:
        # Of a list, one wrong and others right is no better than wrong; a side left empty is only missing.
        return _OTHER
    return _MISSING if missing else _EXTRA if extra else _EQUAL


def _party_error(gold: Row, told: Row, scorer: Scorer) -> str:
    """What is wrong with the parties of an event whose type is right."""
    if is_mutual(gold, scorer):
        state = _compare(_parties(gold, scorer), _parties(told, scorer), scorer)
        if state == _OTHER:
            both = _in_common(_parties(gold, scorer), _parties(told, scorer), scorer)
            return PARTY_WRONG if both else BOTH_WRONG
        return {_MISSING: PARTY_MISSING, _EXTRA: PARTY_EXTRA, _EQUAL: SIDES_SPLIT}[state]
    given, read = scorer.pairs(gold, False), scorer.pairs(told, is_mutual(told, scorer))
    same = [(a, b) for a in given for b in read if scorer.same_pair(a, b, False)]
    if same and not any(scorer.same_pair(a, b, True) for a, b in same):
        return REVERSED
    source, target = (
        _compare(scorer.codes(gold.get(side)), scorer.codes(told.get(side)), scorer) for side in ("source", "target")
    )
    if _OTHER in (source, target):
        return BOTH_WRONG if source == target else SOURCE_WRONG if source == _OTHER else TARGET_WRONG
    if _MISSING in (source, target):
        return PARTY_MISSING
    return PARTY_EXTRA if _EXTRA in (source, target) else SIDES_SPLIT


def _left_over(matches: Matches, n: int, scorer: Scorer) -> EventError:
    """The error of an event read that stands in no missed gold event's place."""
    told = matches.told[n]
    there = [g for g in matches.gold if overlap(g, told, scorer)]
    if not there:
        return EventError(INVENTED, None, told)
    mine = next((matches.gold[i] for i, number in matches.links if number == n), None)
    if mine is not None:
        return EventError(PARTY_EXTRA, mine, told)
    alike = next(
        (g for g in there if accepted(g, told) and _in_common(_parties(g, scorer), _parties(told, scorer), scorer)),
        None,
    )
    return EventError(TOLD_AGAIN, alike, told) if alike is not None else EventError(BESIDE, there[0], told)


def _duplicates(matches: Matches) -> Iterator[EventError]:
    """Wholly right readings of what an earlier one has right already, unless another gold event is theirs."""
    taken: set[tuple[int, object]] = set()
    for n, told in enumerate(matches.told):
        mine = [(i, pair) for (i, number), both in matches.links.items() if number == n for pair, _ in _sorted(both)]
        fresh = [key for key in mine if key not in taken]
        if mine and not fresh and not _spoilt(matches, n):
            yield EventError(DUPLICATE, matches.gold[mine[0][0]], told)
        # One gold event a reading: the next telling may be the next gold event of the same parties.
        taken.update(key for key in fresh if key[0] == fresh[0][0])


def _sorted(both: Iterable[tuple[object, object]]) -> list[tuple[object, object]]:
    """Pairs in an order that does not hang on hashes."""
    return sorted(both, key=repr)
