"""Events: syntax proposes, a small model disposes, tables explain."""

from dragoman.extract.events.decide import EventModel, packaged_model
from dragoman.extract.events.read import read_events

__all__ = ["EventModel", "packaged_model", "read_events"]
