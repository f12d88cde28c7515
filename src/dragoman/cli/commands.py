"""The application: its groups of commands, and how its errors are told."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dragoman._version import __version__
from dragoman.cli import exits
from dragoman.cli.console import complain
from dragoman.model import DragomanError, SettingsError


class Commands(TyperGroup):
    """Commands whose explained errors become one message and an exit code, never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was called."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()  # a full disk shows here, and not when Python ends
        except SettingsError as error:
            complain(str(error))
            raise typer.Exit(exits.USAGE) from error
        except DragomanError as error:
            complain(str(error))
            raise typer.Exit(exits.NOTHING) from error
        except BrokenPipeError:
            _leave_output()  # the reader of a pipe has seen enough
            raise typer.Exit(exits.OK) from None
        except OSError as error:
            _leave_output()
            where = error.filename or "the output"
            complain(f"{where} cannot be written or read: {error.strerror}; free some space or name another place")
            raise typer.Exit(exits.NOTHING) from error


def _leave_output() -> None:
    """Send what is still to be printed nowhere: Python would complain again when it closes standard output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


app = typer.Typer(
    name="dragoman",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Reads news and official texts about international politics and writes down who did what to whom, when,"
        " according to whom: every record with the words it was read from.\n\n"
        "Exit codes: 0 done, 1 nothing could be done, 2 wrong call, 3 some documents failed, 130 stopped by Ctrl-C."
    ),
)
"""The command ``dragoman``; each module of this package adds its commands."""


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def dragoman(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """What stands before a command."""


READ = "Read texts"
ASK = "Ask the archive"
LOOK = "Look and check"
