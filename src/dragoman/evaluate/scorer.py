"""A gold folder's own scorer as a module: reports that break its figures down match by its rules and no others.

`dragoman.evaluate.dev` runs the scorer as a program for its totals; here its matching functions are called. The file is
compiled in memory, so that nothing, not even compiled code, is written beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, cast

from dragoman.model import DragomanError, InputError

Row = Mapping[str, Any]
Pair = tuple[str | None, str | None]
Span = tuple[int, int]


class Scorer(Protocol):
    """What of the scorer is called.

    Attributes:
        QUAD: Class of each type.
        MUTUAL: Types whose parties act on each other alike.
    """

    QUAD: Mapping[str, str]
    MUTUAL: AbstractSet[str]

    def codes(self, side: Any) -> list[str]:
        """The codes of a side, ``name:words`` where there is none."""

    def norm(self, text: str) -> str:
        """Words as names are compared by."""

    def same_actor(self, gold: str | None, predicted: str | None) -> bool:
        """Whether two codes agree."""

    def pairs(self, record: Row, mutual: bool) -> list[Pair]:
        """The pairs of parties an event stands for."""

    def same_pair(self, g: Pair, p: Pair, ordered: bool) -> bool:
        """Whether two pairs agree."""

    def spans(self, value: Any) -> list[Span]:
        """Stretches of text in any spelling."""

    def overlaps(self, a: Sequence[Span], b: Sequence[Span]) -> bool:
        """Whether two lists of stretches have a code point in common."""


_NEEDED = tuple(Scorer.__annotations__) + tuple(name for name in vars(Scorer) if not name.startswith("_"))


def load_scorer(path: Path) -> Scorer:
    """The scorer of a gold folder.

    Args:
        path: Its file, ``FOLDER/eval/score_records.py``.

    Returns:
        Its functions.

    Raises:
        InputError: If the file cannot be read.
        DragomanError: If it does not run, or has not all that is needed.
    """
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}): it must be the scorer, a Python file.") from None
    try:
        exec(compile(source, str(path), "exec"), module.__dict__)
    except Exception as error:
        raise DragomanError(f"{path} does not run ({error!r}): it must be the scorer, a Python file.") from error
    lacking = [name for name in _NEEDED if not hasattr(module, name)]
    if lacking:
        raise DragomanError(f"{path} has no {', no '.join(lacking)}: this report matches events by these.")
    return cast(Scorer, module)
