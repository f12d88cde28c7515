"""Silences: what a speaker or a text, the text says, left out."""

from dragoman.extract.silences.read import read_silences

__all__ = ["read_silences"]
