"""Dragoman reads news and official texts about international politics into a sourced archive.

>>> import dragoman
>>> doc = dragoman.code("Kazakhstan sent aid to Ukraine on Thursday.", date="2022-09-16")  # doctest: +SKIP
>>> doc.events[0].type  # doctest: +SKIP
'AID'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman._version import __version__

if TYPE_CHECKING:
    from dragoman.api import CodedText, code

__all__ = ["CodedText", "__version__", "code"]


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: a command that only prints its help needs no parser.
    if name in {"CodedText", "code"}:
        from dragoman import api

        return getattr(api, name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
