"""Silences: what a speaker or a text, the text says, left out."""

from dragoman.extract.silences.learned import telling_sentences
from dragoman.extract.silences.read import read_silences

__all__ = ["read_silences", "telling_sentences"]
