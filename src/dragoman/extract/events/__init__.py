"""Events: syntax proposes, a small model disposes, tables explain."""

from dragoman.extract.events.decide import EventModel, packaged_model
from dragoman.extract.events.read import read_events, read_sentences
from dragoman.extract.events.spoken import lend_speakers

__all__ = ["EventModel", "lend_speakers", "packaged_model", "read_events", "read_sentences"]
