"""Rules and model together on labelled mentions: what was reached stays reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.annotate import Parser
from dragoman.evaluate.mentions import CODE, OPEN, POINTING, measure, read_items
from dragoman.extract.events import packaged_model
from dragoman.tables import packaged_actors

pytestmark = pytest.mark.model

SECOND = Path(__file__).parents[1] / "resolve" / "data" / "mentions_second.jsonl"
FLOORS = {CODE: 0.9, OPEN: 0.72, POINTING: 0.76}
"""What was reached on every second text, which nobody who made a rule has read."""


def test_with_the_model_who_is_who_stays_as_good_as_it_is(parser: Parser) -> None:
    unread = list(read_items([SECOND]))[1::2]
    scores = measure(unread, parser, packaged_actors(), packaged_model())
    reached = {group: round(scores.share(group), 3) for group in FLOORS}
    assert all(reached[group] >= floor for group, floor in FLOORS.items()), reached
