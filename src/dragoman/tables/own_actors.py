"""A user's own table of names, beside the packaged ones: checked row by row, and as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dragoman.model import TableError
from dragoman.tables.actor_rows import Actor, Alias, actor_of, alias_of
from dragoman.tables.files import numbered_rows, row_error
from dragoman.tables.words import key_of

OWN_COLUMNS = ("alias", "code")
_OTHERWISE = {"form": "name", "start": "", "end": "", "case": "any", "sector": "", "context": ""}


def read_own(paths: Sequence[Path], packaged: Mapping[str, Actor]) -> tuple[list[Actor], list[Alias]]:
    """The user's actors and names.

    One row is one name. A code no packaged table has is a new actor; its first row then says its name and kind.

    Args:
        paths: The tables.
        packaged: The packaged actors by code.

    Returns:
        New actors, and all names.

    Raises:
        TableError: For a name that stands twice, an unknown code, an end before its start, or a ring of home
            states; the message names file and row.
    """
    reader = _Reader(packaged)
    for path in paths:
        reader.read(path)
    reader.check_countries()
    return list(reader.actors.values()), reader.aliases


class _Reader:
    def __init__(self, packaged: Mapping[str, Actor]) -> None:
        self.packaged = packaged
        self.actors: dict[str, Actor] = {}
        self.aliases: list[Alias] = []
        self._seen: dict[tuple[str, ...], list[tuple[Alias, str]]] = {}
        self._told_at: dict[str, str] = {}

    def read(self, path: Path) -> None:
        for line, row in numbered_rows(path, OWN_COLUMNS):
            told = {column: value for column, value in row.items() if value}
            try:
                self._add({**_OTHERWISE, **told}, f"{path}:{line}")
            except ValueError as error:
                raise row_error(path, line, error) from error

    def _add(self, row: Mapping[str, str], where: str) -> None:
        alias = alias_of({"alias": "", "code": "", **row}, own=True)
        self._refuse_double(alias, where)
        if alias.code not in self.packaged and alias.code not in self.actors:
            if not row.get("name") or not row.get("kind"):
                raise ValueError(f"the code {alias.code!r} is unknown; a new actor needs the columns name and kind")
            # The row's dates are the name's, not the actor's.
            about = {"name": row["name"], "kind": row["kind"], "country": row.get("country", "")}
            self.actors[alias.code] = actor_of(
                {"code": alias.code, **about, "sector": row["sector"], "start": "", "end": ""}
            )
            self._told_at[alias.code] = where
        self.aliases.append(alias)

    def _refuse_double(self, alias: Alias, where: str) -> None:
        """One name may stand twice only for times that do not meet."""
        rows = self._seen.setdefault(key_of(alias.text), [])
        for other, at in rows:
            apart = (alias.end and other.start and alias.end < other.start) or (
                other.end and alias.start and other.end < alias.start
            )
            if not apart:
                raise ValueError(f"the alias {alias.text!r} already stands for {other.code} at {at}")
        rows.append((alias, where))

    def check_countries(self) -> None:
        """Home states must exist, and no actor may be, by any way round, its own home.

        Raises:
            TableError: With the row that tells the unknown or ring-closing home.
        """
        for code, where in self._told_at.items():
            way = [code]
            while home := self._country(way[-1]):
                if home not in self.packaged and home not in self.actors:
                    raise TableError(f"{where}: the country {home!r} is unknown. Name a code of the actor tables.")
                if home in way:
                    ring = " → ".join([*way, home])
                    raise TableError(f"{where}: the home states go in a ring: {ring}. Break it in one of the rows.")
                way.append(home)

    def _country(self, code: str) -> str:
        actor = self.actors.get(code) or self.packaged.get(code)
        return actor.country if actor else ""
