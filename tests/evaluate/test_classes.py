from __future__ import annotations

import pytest

from dragoman.evaluate.classes import calibration_error, confusions, macro_f1, reliability

PAIRS = [("A", "A"), ("A", "A"), ("A", "B"), ("B", "B"), ("B", "C"), ("D", "A")]


def test_macro_f1_by_hand() -> None:
    mean, rows = macro_f1(PAIRS)
    assert (rows["A"].precision, rows["A"].recall, rows["A"].f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert (rows["B"].precision, rows["B"].recall, rows["B"].f1) == pytest.approx((1 / 2, 1 / 2, 1 / 2))
    assert (rows["D"].precision, rows["D"].recall, rows["D"].f1, rows["D"].gold) == (0.0, 0.0, 0.0, 1)
    assert list(rows) == ["A", "B", "D"], "a class that is only given is none of the gold's"
    assert mean == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)


def test_every_class_weighs_alike() -> None:
    assert macro_f1([("A", "A")] * 99 + [("B", "A")])[0] < 0.51


def test_nothing_to_score() -> None:
    assert macro_f1([]) == (0.0, {})
    assert confusions([]) == [] and reliability([]) == []


def test_confusions_by_frequency_then_name() -> None:
    assert confusions([*PAIRS, ("A", "B")]) == [("A", "B", 2), ("B", "C", 1), ("D", "A", 1)]


def test_reliability_by_tenths() -> None:
    rows = reliability([(0.05, False), (0.31, True), (0.39, False), (1.0, True), (0.95, True)])
    assert [(low, n) for low, n, _, _ in rows] == [(0.0, 1), (0.3, 2), (0.9, 2)]
    assert rows[1][2:] == pytest.approx((0.35, 0.5)) and rows[2][2:] == pytest.approx((0.975, 1.0))


def test_calibration_error_by_hand() -> None:
    items = [(0.05, 0.0), (0.31, 1.0), (0.39, 0.0), (0.95, 0.5)]
    assert calibration_error(items) == pytest.approx((1 * 0.05 + 2 * 0.15 + 1 * 0.45) / 4)
    assert calibration_error([(0.35, 0.35)] * 3) == pytest.approx(0)
    assert calibration_error([]) == 0.0
