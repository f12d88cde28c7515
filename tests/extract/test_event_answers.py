"""How the pairs of words become the chances of answers."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.extract.events.answers import Answers
from dragoman.extract.events.stretches import Questions
from dragoman.extract.naming import NOBODY

PERU, CHAD, MALI = frozenset({"PER"}), frozenset({"TCD"}), frozenset({"MLI"})


def even(asked: Questions) -> tuple[Answers, list[dict[frozenset[str], float]]]:
    """The answers, and the chance of each where all pairs and nobody are as likely."""
    answers = Answers.of(asked)
    table = answers.chances(np.zeros(len(asked.pairs), np.float32), np.zeros(len(asked.words), np.float32))
    return answers, [dict(zip(answers.codes, map(float, row), strict=True)) for row in table]


def test_pairs_of_one_answer_add_up_as_chances_do() -> None:
    asked = Questions()
    asked.ask(4)
    for codes in (PERU, CHAD, PERU):
        asked.speak(codes, asked.pair(0, 0, 0))
    _, (of_word,) = even(asked)
    assert of_word == pytest.approx({NOBODY: 0.25, PERU: 0.5, CHAD: 0.25})


def test_mentions_that_speak_together_weigh_as_much_as_on_the_mean() -> None:
    asked = Questions()
    asked.ask(4)
    peru, chad, mali = (asked.pair(n, 0, 0) for n in range(3))
    asked.speak(PERU | CHAD, peru, chad)
    asked.speak(PERU | MALI, peru, mali)
    answers = Answers.of(asked)
    (of_word,) = answers.chances(np.array([4.0, 2.0, -4.0], np.float32), np.array([0.0], np.float32))
    weights = np.exp([0.0, 3.0, 0.0])
    assert answers.codes == [NOBODY, PERU | CHAD, PERU | MALI]
    assert of_word == pytest.approx(weights / weights.sum(), abs=1e-6)


def test_a_word_linked_to_an_earlier_one_shares_its_meaning_in_proportion() -> None:
    asked = Questions()
    asked.ask(4)
    asked.speak(PERU, asked.pair(0, 0, 0))
    asked.ask(6)
    asked.link(0, 0, 0)
    asked.ask(8)
    asked.link(1, 0, 0)
    asked.speak(CHAD, asked.pair(0, 0, 0))
    answers, (first, second, third) = even(asked)
    assert first == pytest.approx({NOBODY: 1 / 2, PERU: 1 / 2, CHAD: 0})
    assert second == pytest.approx({NOBODY: 3 / 4, PERU: 1 / 4, CHAD: 0}), "half is nobody, half what the first means"
    assert third == pytest.approx({NOBODY: 7 / 12, PERU: 1 / 12, CHAD: 1 / 3})
    assert [[answers.codes[n] for n in mine] for mine in answers.reached()] == [
        [NOBODY, PERU],
        [NOBODY, PERU],
        [NOBODY, PERU, CHAD],
    ]


def test_a_word_with_nobody_in_sight_means_nobody() -> None:
    asked = Questions()
    asked.ask(0)
    answers, (of_word,) = even(asked)
    assert of_word == {NOBODY: 1.0} and answers.reached() == [[0]]


def test_each_word_weighs_its_own_pairs() -> None:
    asked = Questions()
    for _ in range(2):
        asked.ask(0)
        asked.speak(PERU, asked.pair(1, 0, 0))
    told = Answers.of(asked).chances(np.array([9.0, -9.0], np.float32), np.zeros(2, np.float32))
    assert told[0] == pytest.approx([0, 1], abs=1e-3) and told[1] == pytest.approx([1, 0], abs=1e-3)
