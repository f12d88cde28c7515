"""From a document to its sentences and syntax: the only place that knows the parser."""

from dragoman.annotate.parser import DEFAULT_PIPELINE, Parser

__all__ = ["DEFAULT_PIPELINE", "Parser"]
