"""What commands print: data on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

_PIPED_WIDTH = 120  # columns of tables that go into a file or another program
_SHOWN_ISSUES = 20


def out() -> Console:
    """Standard output, in colour on a terminal only."""
    return _console(sys.stdout)


def err() -> Console:
    """Standard error."""
    return _console(sys.stderr)


def _console(file: Any) -> Console:
    from rich.console import Console

    console = Console(file=file, highlight=False, markup=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in console._environ:
        console.width = _PIPED_WIDTH
    return console


def say(message: str) -> None:
    """Tell the person something, on standard error."""
    err().print(printable(message), soft_wrap=True)


def complain(message: str) -> None:
    """Tell the person what went wrong, on standard error."""
    err().print(f"dragoman: {printable(message)}", style="red", soft_wrap=True)


def complain_of(issues: Iterable[Any]) -> None:
    """Tell what went wrong with documents, the first ones in full."""
    shown = 0
    for shown, issue in enumerate(issues, start=1):
        if shown <= _SHOWN_ISSUES:
            complain(issue.message)
    if shown > _SHOWN_ISSUES:
        complain(f"… and {shown - _SHOWN_ISSUES} more")


def line(text: str) -> None:
    """One line of data on standard output, exactly."""
    sys.stdout.write(f"{text}\n")


def json_value(value: Any) -> None:
    """A value as JSON on standard output."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    line(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def printable(text: str) -> str:
    """Text that cannot command a terminal: control and direction marks are shown as U+FFFD.

    Line ends and tabs stay. Escape sequences in a hostile text would otherwise move the cursor, change the title,
    or reverse what is read.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in _UNPRINTABLE else "\ufffd" for c in text)


_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def one_line(text: str) -> str:
    """Printable text with every run of white space made one space."""
    return printable(" ".join(text.split()))


class Steps:
    """Progress over documents, on a terminal's standard error; silent elsewhere.

    Args:
        progress: What shows it, or None.
        task: Its number there.
    """

    def __init__(self, progress: Progress | None = None, task: Any = None) -> None:
        self._progress = progress
        self._task = task

    def done(self, what: str) -> None:
        """One more document is done."""
        if self._progress is not None:
            self._progress.update(self._task, advance=1, what=one_line(what)[:40])

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the progress away while something is printed on the same terminal."""
        if self._progress is None or not sys.stdout.isatty():
            yield
            return
        self._progress.stop()
        yield
        self._progress.start()


@contextmanager
def steps(title: str, total: int | None = None, quiet: bool = False) -> Iterator[Steps]:
    """Show progress while documents are worked on.

    Args:
        title: What is being done.
        total: Number of documents, if known.
        quiet: Show nothing.
    """
    console = err()
    if quiet or not console.is_terminal:
        yield Steps()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = [
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[what]}", markup=False),
    ]
    # Standard output is left alone: Rich would send it to the console of the progress, which is standard error.
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as progress:
        yield Steps(progress, progress.add_task(title, total=total, what=""))
