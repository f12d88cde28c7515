"""Errors by what the caller can do about them.

A message says what went wrong, where (document, ``file:row``), and what to do.
"""


class DragomanError(Exception):
    """Something Dragoman can explain to the person who ran it."""


class InputError(DragomanError):
    """A text, page or corpus that cannot be read as given: mend or leave out the input."""


class TableError(DragomanError):
    """A data table that breaks its own rules: mend the named row."""


class SettingsError(DragomanError):
    """An option or setting that makes no sense: call again with another value."""


class StoreError(DragomanError):
    """An archive that cannot be opened, read or written: what is stored is untouched."""


class ModelError(DragomanError):
    """A parser or event model that is missing or does not fit this version: reinstall it."""
