"""The command ``dragoman``: one module for each group of commands.

Nothing heavy is imported here or at the top of those modules: help and completion answer at once.
"""

import io
import sys
from importlib import import_module

from dragoman.cli.commands import app

__all__ = ["app", "main"]

GROUPS = (
    "code",
    "add",
    "classify",
    "quotes",
    "times",
    "timeline",
    "archive",
    "unknowns",
    "actors",
    "serve",
    "doctor",
    "evaluate",
)
"""The modules that add commands, in the order of the help."""

for _name in GROUPS:
    import_module(f"dragoman.cli.{_name}")


def main() -> None:
    """Run the command; ends the program with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Data is UTF-8 wherever it goes; what no encoding holds is written as an escape, not an error.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="dragoman")
