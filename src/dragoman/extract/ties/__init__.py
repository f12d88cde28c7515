"""Ties: lasting relations a text asserts between actors, not single acts."""

from dragoman.extract.ties.read import read_ties
from dragoman.extract.ties.rules import TieRule, tie_rules

__all__ = ["TieRule", "read_ties", "tie_rules"]
