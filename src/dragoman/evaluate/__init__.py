"""Scores of records against gold."""
