"""Measures: quantities a text tells about actors."""

from dragoman.extract.measures.read import read_measures
from dragoman.extract.measures.rules import MeasureRule, measure_rules

__all__ = ["MeasureRule", "measure_rules", "read_measures"]
