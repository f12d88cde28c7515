"""Events read against gold, one by one; and that the sums are the scorer's own."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, cast

import pytest

import _scorer
from _scorer import gold, told
from dragoman.evaluate.event_gold import as_meant, read_gold_events
from dragoman.evaluate.event_matches import certainties, confusions, match_relaxed, match_strict, tallies
from dragoman.evaluate.matching import Tally
from dragoman.evaluate.scorer import Scorer, load_scorer
from dragoman.model import InputError

SCORER = load_scorer(Path(_scorer.__file__))
REAL = Path(__file__).parents[3] / "shared"


def by_type(g: list[dict[str, Any]], p: list[dict[str, Any]]) -> dict[str, Tally]:
    return tallies(match_strict(g, p, SCORER), lambda g: str(g["types"][0]), lambda p: str(p["type"]))


def test_strict_asks_for_type_pair_direction_and_place() -> None:
    given = [gold("ACCUSE REQUEST", "CHN", "USA")]
    for event, right in (
        (told("ACCUSE", "CHN", "USA"), 1),
        (told("REQUEST", "CHN", "USA"), 1),
        (told("AID", "CHN", "USA"), 0),
        (told("ACCUSE", "USA", "CHN"), 0),
        (told("ACCUSE", "CHN", "USA", at=(10, 20)), 0),
        (told("ACCUSE", "CHN", "USA", at=(10, 20), mentions=[{"start": 3, "end": 5}]), 1),
    ):
        assert match_strict(given, [event], SCORER).found(0) == right
        assert match_strict(given, [event], SCORER).counted(0) == (1, right)


def test_relaxed_asks_for_class_and_pair() -> None:
    given = [gold("ACCUSE", "CHN", "USA")]
    assert match_relaxed(given, [told("REQUEST", "USA", "CHN")], SCORER).found(0) == 1
    assert match_relaxed(given, [told("SANCTION", "CHN", "USA")], SCORER).found(0) == 0


def test_each_type_has_its_gold_and_its_readings() -> None:
    rows = by_type(
        [gold("ACCUSE REQUEST", "CHN", "USA"), gold("AID", "CHN", "USA RUS", at=(20, 30))],
        [told("REQUEST", "CHN", "USA"), told("AID", "CHN", "RUS FRA IRN", at=(20, 30))],
    )
    accuse, request, aid = rows["ACCUSE"], rows["REQUEST"], rows["AID"]
    assert (accuse.gold, accuse.gold_found, accuse.told) == (1, 1, 0)
    assert (request.gold, request.told, request.told_right) == (0, 1, 1)
    assert (aid.gold, aid.gold_found, aid.told, aid.told_right) == (1, 0.5, 1, pytest.approx(1 / 3))


def test_what_only_optional_gold_has_does_not_count() -> None:
    given = [gold("AID", "CHN", "USA", optional=True), gold("AID", "CHN", "RUS")]
    rows = by_type(given, [told("AID", "CHN", "USA"), told("AID", "CHN", "RUS USA")])
    assert (rows["AID"].gold, rows["AID"].told, rows["AID"].told_right) == (1, 0.5, 0.5)
    events = [told("AID", "CHN", "USA"), told("AID", "CHN", "RUS USA", confidence=0.8)]
    assert certainties(match_strict(given, events, SCORER)) == [(0.8, 1.0)]


def test_a_party_of_code_and_words_is_read_as_meant() -> None:
    written = gold("AID", "CHN", "LBY|protesters")
    assert match_strict([written], [told("AID", "CHN", "LBY")], SCORER).found(0) == 0
    meant = as_meant([written], SCORER)
    assert match_strict(meant, [told("AID", "CHN", "LBY")], SCORER).found(0) == 1
    assert match_strict(meant, [told("AID", "CHN", "Protesters")], SCORER).found(0) == 1
    assert match_strict(meant, [told("AID", "CHN", "USA")], SCORER).found(0) == 0
    assert written["target"] == ["LBY|protesters"]


def test_confusions_leave_out_what_is_right_elsewhere() -> None:
    given = [
        gold("ACCUSE REQUEST", "CHN", "USA"),
        gold("SANCTION", "CHN", "USA"),
        gold("AID", "IRN", "RUS", at=(20, 30)),
        gold("AGREE", "FRA", "RUS", at=(40, 50), optional=True),
    ]
    events = [
        told("REQUEST", "CHN", "USA"),
        told("ASSAULT", "USA", "CHN"),
        told("SUPPORT", "RUS", "IRN", at=(20, 30)),
        told("AID", "FRA", "RUS", at=(40, 50)),
    ]
    table, aside = confusions(given, events, SCORER)
    # REQUEST is right, so it is no confusion of SANCTION; ASSAULT is one of SANCTION, but not of the act found.
    assert table == {("ACCUSE", "ACCUSE"): 1, ("SANCTION", "ASSAULT"): 1, ("AID", "SUPPORT"): 1}
    assert aside == 2


def test_gold_is_read_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    good = '{"kind": "event", "types": ["AID"], "source": [], "target": ["USA"], "evidence": [0, 4]}'
    path.write_text(f'{{"kind": "document"}}\n\n{good}\n{{"kind": "tie"}}\n', encoding="utf-8")
    assert [g["types"] for g in read_gold_events(path)] == [["AID"]]
    for broken in ("{", "[]", good.replace('["AID"]', "[]"), good.replace('"source": []', '"source": "USA"'), "{}\x00"):
        path.write_text(f"{good}\n{broken}\n", encoding="utf-8")
        with pytest.raises(InputError, match=r"one\.jsonl:2: this is no gold record"):
            read_gold_events(path)
    with pytest.raises(InputError, match=r"none\.jsonl cannot be read"):
        read_gold_events(tmp_path / "none.jsonl")


def spoilt(given: list[dict[str, Any]], rng: random.Random) -> list[dict[str, Any]]:
    """Readings that agree with gold here and there."""
    out = []
    for g in given:
        if rng.random() < 0.2:
            continue
        sides = [[p.split("|")[0] for p in g[side]] for side in ("source", "target")]
        if rng.random() < 0.2:
            sides.reverse()
        if rng.random() < 0.2:
            sides[0] = [*sides[0], "USA"]
        if rng.random() < 0.2 and sides[1]:
            sides[1] = sides[1][1:]
        source, target = ([{"actor": p if p.isupper() else None, "text": p} for p in side] for side in sides)
        start = g["evidence"][0] + rng.randrange(40)
        out.append(
            {
                "kind": "event",
                "type": rng.choice([*g["types"], "AID"]),
                "source": source,
                "target": target,
                "evidence": {"start": start, "end": start + 30},
                "mentions": [],
                "confidence": 0.5,
            }
        )
    return out


@pytest.mark.skipif(not (REAL / "eval").is_dir(), reason="there is no folder with gold beside the repository")
def test_the_sums_are_the_scorers_own() -> None:
    scorer: Scorer = load_scorer(REAL / "eval/score_records.py")
    rng, seen = random.Random(3), 0
    for path in sorted((REAL / "dev/gold").glob("*.jsonl")):
        given = read_gold_events(path)
        events = spoilt(given, rng)
        theirs, _ = cast(Any, scorer).score_document(given, events)
        for label, match in (("event strict", match_strict), ("event relaxed", match_relaxed)):
            ours = Tally()
            for row in tallies(match(given, events, scorer), lambda g: "", lambda p: "").values():
                ours.add(row)
            mine = ours.gold, ours.gold_found, ours.told, ours.told_right
            their = theirs[label]
            assert mine == pytest.approx((their.n_gold, their.tp_gold, their.n_pred, their.tp_pred)), (path.name, label)
            seen += ours.gold
    assert seen
