"""The commands that ask the actor tables: ``actor``, ``actors``, ``resolve``. They load no parser and no model."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli import console, options
from dragoman.cli.commands import LOOK, app
from dragoman.model import InputError, SettingsError

if TYPE_CHECKING:
    from dragoman.tables import Actor, ActorTables, Alias, Office, Standing
    from dragoman.tables.search import Hit

_NAMES = 12  # names of an actor that are shown
_OFFICES = 8  # offices of an actor that are shown
_FOUND = 20  # actors that a search shows


class Shape(StrEnum):
    """Forms of an answer."""

    table = "table"
    json = "json"


Form = Annotated[Shape, typer.Option("--format", "-f", help="table: to read; json: one JSON value.")]


def day_of(text: str | None, option: str) -> str | None:
    """An ISO day from an option; of a year or month the last day.

    Raises:
        SettingsError: If it is no date.
    """
    from dragoman.tables.dates import last_day

    try:
        return last_day(text) if text else None
    except ValueError as error:
        raise SettingsError(f"{option}: {error}") from error


def tables_with(actors: list[Path] | None) -> ActorTables:
    """The packaged actor tables, with the user's own where there are some.

    Raises:
        SettingsError: If an own table is not there.
        TableError: If it breaks its rules.
    """
    from dragoman.tables import load_actor_tables, packaged_actors

    own = options.actor_files(actors)
    return load_actor_tables(extra=tuple(Path(path) for path in own)) if own else packaged_actors()


@app.command(rich_help_panel=LOOK)
def actor(
    code: Annotated[str, typer.Argument(help="Code of the actor (SCO, KAZ), or one of its names.", show_default=False)],
    on: Annotated[
        str | None, typer.Option("--on", help="The day asked about, YYYY-MM-DD; else what holds now.")
    ] = None,
    actors: options.Actors = None,
    format: Form = Shape.table,
) -> None:
    """Tell who an actor is: names, members of an organisation or memberships of a state, offices, on a day.

    Example: dragoman actor SCO --on 2016-01-01
    """
    day = day_of(on, "--on")
    tables = tables_with(actors)
    found = _actor(tables, code)
    if format is Shape.json:
        console.json_value(_actor_json(tables, found, day))
    else:
        _print_actor(tables, found, day)


def _actor(tables: ActorTables, code: str) -> Actor:
    from dragoman.tables.search import alike, find_actors
    from dragoman.tables.words import key_of

    known = tables.actors.get(code) or tables.actors.get(code.upper())
    if known is not None:
        return known
    named = {alias.code for alias in tables.names.get(key_of(code), ())}
    if len(named) == 1:
        return tables.actors[named.pop()]
    near = [hit.actor for hit in find_actors(tables, code)[:5]] or alike(tables, code)
    like = ", ".join(f"{a.code} ({a.name})" for a in near)
    hint = f"did you mean {like}?" if like else "'dragoman actors --search' finds codes"
    raise InputError(f"there is no actor {code!r}: {hint}")


def _names(tables: ActorTables, code: str, day: str | None) -> list[Alias]:
    found = [a for rows in tables.names.values() for a in rows if a.code == code and (day is None or a.holds_on(day))]
    return sorted(found, key=lambda a: (bool(a.end), a.form != "name", a.text))


def _offices(tables: ActorTables, code: str, day: str | None) -> list[Office]:
    from dragoman.tables.actor_rows import OFFICES

    held = [o for o in tables.holders.get(code, ()) if (o.holds_on(day) if day else not o.end)]
    return sorted(held, key=lambda o: (OFFICES.index(o.office), o.start, o.person))


def _actor_json(tables: ActorTables, found: Actor, day: str | None) -> dict[str, Any]:
    return {
        "actor": found.code,
        "on": day,
        "name": found.name,
        "kind": found.kind,
        "country": found.country or None,
        "sector": found.sector or None,
        "since": found.start or None,
        "until": found.end or None,
        "members": [
            {"actor": s.member, "role": s.role, "since": s.since or None, "until": s.until or None}
            for s in tables.members_on(found.code, day)
        ],
        "memberships": [
            {"org": s.org, "role": s.role, "since": s.since or None, "until": s.until or None}
            for s in tables.memberships_on(found.code, day)
        ],
        "offices": [
            {"person": o.person, "title": o.title, "office": o.office, "since": o.start or None, "until": o.end or None}
            for o in _offices(tables, found.code, day)
        ],
        "names": [
            {"name": a.text, "form": a.form, "since": a.start or None, "until": a.end or None}
            for a in _names(tables, found.code, day)
        ],
    }


def _print_actor(tables: ActorTables, found: Actor, day: str | None) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console.out()
    home = f" of {found.country}" if found.country else ""
    out.print(Text.assemble((f"{found.code}  {found.name}", "bold"), (f"  {found.kind}{home}", "dim")))
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim")
    facts.add_column(overflow="fold")
    existed = " – ".join(part or "…" for part in (found.start, found.end)) if found.start or found.end else ""
    names = _names(tables, found.code, day)
    more = f" … and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    offices = _offices(tables, found.code, day)
    for name, value in (
        ("existed", existed),
        ("asked about", day or "now"),
        ("names", ", ".join(a.text for a in names[:_NAMES]) + more),
        ("offices", "; ".join(f"{o.person}, {o.title}" for o in offices[:_OFFICES])),
    ):
        if value:
            facts.add_row(Text(name), Text(value))
    out.print(facts)
    _print_standings("Members", [(s.member, s) for s in tables.members_on(found.code, day)], tables)
    _print_standings("Belongs to", [(s.org, s) for s in tables.memberships_on(found.code, day)], tables)


def _print_standings(title: str, rows: list[tuple[str, Standing]], tables: ActorTables) -> None:
    from rich import box
    from rich.table import Table

    if not rows:
        return
    table = Table(title=f"{title} ({len(rows)})", title_justify="left", box=box.SIMPLE_HEAD)
    for heading in ("code", "name", "role", "since", "until"):
        table.add_column(heading)
    for code, standing in rows:
        table.add_row(code, tables.actors[code].name, standing.role, standing.since, standing.until)
    console.out().print(table)


@app.command("actors", rich_help_panel=LOOK)
def list_actors(
    search: Annotated[
        str, typer.Option("--search", "-s", help="Part of a code, of a name, or a person's name.", show_default=False)
    ],
    actors: options.Actors = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="At most so many; 0 for all.")] = _FOUND,
    format: Form = Shape.table,
) -> None:
    """Find actors by code, name or person.

    Example: dragoman actors --search shanghai
    """
    from dragoman.tables.search import find_actors

    found = find_actors(tables_with(actors), search)
    shown = found[:limit] if limit else found
    if format is Shape.json:
        console.json_value(
            [
                {"actor": hit.actor.code, "name": hit.actor.name, "kind": hit.actor.kind, "found": hit.name}
                for hit in shown
            ]
        )
        return
    _print_hits(shown)
    if not found:
        console.say(f"no actor has {search!r} in its names: --actors adds names of your own")
    elif len(shown) < len(found):
        console.say(f"{len(shown)} of {len(found)} actors: --limit shows more")


def _print_hits(hits: list[Hit]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not hits:
        return
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("code", "name", "kind", "found by"):
        table.add_column(heading, overflow="fold")
    for hit in hits:
        by = "" if hit.name == hit.actor.name else hit.name
        table.add_row(*(Text(cell) for cell in (hit.actor.code, hit.actor.name, hit.actor.kind, by)))
    console.out().print(table)


@app.command(rich_help_panel=LOOK)
def resolve(
    words: Annotated[
        str, typer.Argument(help="A name, a person, a title with its state.", metavar="WORDS", show_default=False)
    ],
    date: Annotated[
        str | None, typer.Option("--date", help="The day the words were written, YYYY-MM-DD; else now.")
    ] = None,
    actors: options.Actors = None,
    format: Form = Shape.table,
) -> None:
    """Tell whom words mean on a day, and why: "the Russian leader", "foreign minister Lavrov", "the Kremlin".

    Only the words themselves count: nothing is parsed and no model is loaded, so pronouns and "the bloc" stay open.
    """
    from dragoman.resolve.lookup import look_up

    day = day_of(date, "--date")
    answer = look_up(words, day, tables_with(actors))
    if format is Shape.json:
        console.json_value(
            {
                "words": words,
                "date": day,
                "actor": answer.actor,
                "person": answer.person,
                "role": answer.role,
                "sector": answer.sector,
                "reasons": list(answer.reasons),
            }
        )
        return
    meant = ", ".join(part for part in (answer.person, answer.role, answer.sector) if part)
    console.line(f"{answer.actor or 'open'}{f'  ({meant})' if meant else ''}")
    for reason in answer.reasons:
        console.line(f"  {reason}")
