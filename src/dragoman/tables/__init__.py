"""Validated, typed tables over the files of `dragoman.data`."""

from dragoman.tables.actors import (
    Actor,
    ActorTables,
    Alias,
    Office,
    Standing,
    load_actor_tables,
    packaged_actors,
)
from dragoman.tables.files import data_folder, digest, read_rows, read_yaml
from dragoman.tables.ontology import EventTypeRow, Ontology, ontology
from dragoman.tables.places import PlaceRow, packaged_places

__all__ = [
    "Actor", "ActorTables", "Alias", "EventTypeRow", "Office", "Ontology", "PlaceRow", "Standing", "data_folder",
    "digest", "load_actor_tables", "ontology", "packaged_actors", "packaged_places", "read_rows", "read_yaml",
]  # fmt: skip
