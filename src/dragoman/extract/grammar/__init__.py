"""What the rule readers share: places in a sentence's tree, firmness of a clause, dates near a word, rule files."""

from dragoman.extract.grammar.assertion import Assertions
from dragoman.extract.grammar.moments import Moment, Moments
from dragoman.extract.grammar.rules import Trigger, read_rule_rows
from dragoman.extract.grammar.slots import Slots

__all__ = ["Assertions", "Moment", "Moments", "Slots", "Trigger", "read_rule_rows"]
