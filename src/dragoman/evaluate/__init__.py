"""Scores of records against gold, and what must hold of every record whatever its score."""
