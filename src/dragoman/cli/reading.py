"""From what a person named to documents, and what loads the coder: shared by the commands that read texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli import options

if TYPE_CHECKING:
    from dragoman.ingest import Documents
    from dragoman.pipeline.run import MakeCoder


def make_coder(actors: tuple[str, ...] = ()) -> MakeCoder:
    """What loads the coder when the first document is there."""
    from functools import partial

    from dragoman.pipeline.coder import Coder

    return partial(Coder, extra_actors=actors)


def read(inputs: list[str], reading: options.Reading) -> Documents:
    """The documents that the inputs hold, and what could not be read.

    Raises:
        InputError: If there is nothing to read at all.
        SettingsError: If an option makes no sense.
    """
    from dragoman.ingest import read_documents

    return read_documents(inputs, reading.options())
