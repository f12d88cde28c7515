"""A user's own table: what it adds, what it outranks, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.model import TableError
from dragoman.tables import load_actor_tables
from dragoman.tables.actor_rows import Actor
from dragoman.tables.own_actors import read_own

PACKAGED = {"FRA": Actor("FRA", "France", "state"), "CHN": Actor("CHN", "China", "state")}


def table(tmp_path: Path, *rows: str, header: str = "alias,code,name,kind,country", name: str = "own.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_names_for_known_and_new_actors(tmp_path: Path) -> None:
    path = table(
        tmp_path, "the Hexagon,FRA,,,", "Harbour Watch,HARBOUR_WATCH,Harbour Watch,institute,FRA", "HW,HARBOUR_WATCH,,,"
    )
    actors, aliases = read_own([path], PACKAGED)
    assert actors == [Actor("HARBOUR_WATCH", "Harbour Watch", "institute", "FRA")]
    assert [(a.text, a.code, a.own) for a in aliases] == [
        ("the Hexagon", "FRA", True),
        ("Harbour Watch", "HARBOUR_WATCH", True),
        ("HW", "HARBOUR_WATCH", True),
    ]


def test_only_two_columns_are_needed(tmp_path: Path) -> None:
    _, (alias,) = read_own([table(tmp_path, "the Hexagon,FRA", header="alias,code")], PACKAGED)
    assert (alias.form, alias.exact, alias.sector) == ("name", False, "")


def test_an_own_name_outranks_the_packaged_one(tmp_path: Path) -> None:
    tables = load_actor_tables(extra=(table(tmp_path, "Moscow,MOSCOW_IDAHO,Moscow Idaho,territory,USA"),))
    assert tables.names[("moscow",)][0].code == "MOSCOW_IDAHO"
    assert tables.actors["MOSCOW_IDAHO"].country == "USA"


def test_a_name_may_mean_two_actors_one_after_the_other(tmp_path: Path) -> None:
    path = table(tmp_path, "Old Bridge,FRA,,1999", "Old Bridge,CHN,2000,", header="alias,code,start,end")
    _, aliases = read_own([path], PACKAGED)
    assert [a.code for a in aliases] == ["FRA", "CHN"]


@pytest.mark.parametrize(
    ("rows", "header", "row", "message"),
    [
        (("Hexagon,FRA", "hexagon,CHN"), "alias,code", 3, "'hexagon' already stands for FRA at"),
        (("Hexagon,FRA", "Héxagon,FRA"), "alias,code", 3, "'Héxagon' already stands for FRA at"),
        (("Hexagon,FRA,2000,", "Hexagon,CHN,1999,2001"), "alias,code,start,end", 3, "already stands for FRA"),
        (("Harbour Watch,HW",), "alias,code", 2, "'HW' is unknown; a new actor needs the columns name and kind"),
        (("Harbour Watch,HW,Harbour Watch,",), "alias,code,name,kind", 2, "needs the columns name and kind"),
        (("Harbour Watch,HW,Harbour Watch,club",), "alias,code,name,kind", 2, "'club' is no kind"),
        (("Hexagon,FRA,2001,1999",), "alias,code,start,end", 2, "the end 1999 is before the start 2001"),
        (("Hexagon,FRA,soon,",), "alias,code,start,end", 2, "'soon' is no date"),
        ((",FRA",), "alias,code", 2, "an alias needs its words and a code"),
        (("Hexagon,FRA,secret",), "alias,code,sector", 2, "'secret' is no sector"),
        (("", "A,AA,A,party,AA"), "alias,code,name,kind,country", 3, "a ring: AA → AA"),
        (("A,AA,A,party,BB", "B,BB,B,party,AA"), "alias,code,name,kind,country", 2, "a ring: AA → BB → AA"),
        (("A,AA,A,party,ZZZ",), "alias,code,name,kind,country", 2, "the country 'ZZZ' is unknown"),
        (("Hexagon,FRA,x",), "alias,code", 2, "not as many fields"),
    ],
)
def test_what_is_refused_is_named_with_file_and_row(
    tmp_path: Path, rows: tuple[str, ...], header: str, row: int, message: str
) -> None:
    path = table(tmp_path, *rows, header=header)
    with pytest.raises(TableError) as error:
        read_own([path], PACKAGED)
    assert str(error.value).startswith(f"{path}:{row}: ")
    assert message in str(error.value)


def test_a_name_in_two_files_is_refused_too(tmp_path: Path) -> None:
    one = table(tmp_path, "Hexagon,FRA", header="alias,code", name="one.csv")
    two = table(tmp_path, "Hexagon,CHN", header="alias,code", name="two.csv")
    with pytest.raises(TableError) as error:
        read_own([one, two], PACKAGED)
    assert str(error.value).startswith(f"{two}:2: ")
    assert f"at {one}:2" in str(error.value)


def test_a_file_that_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        read_own([tmp_path / "none.csv"], PACKAGED)
    (tmp_path / "latin.csv").write_bytes("alias,code\nFrançafrique,FRA\n".encode("latin-1"))
    with pytest.raises(TableError, match="not UTF-8"):
        read_own([tmp_path / "latin.csv"], PACKAGED)
    with pytest.raises(TableError, match="column code is missing"):
        read_own([table(tmp_path, "x", header="alias")], PACKAGED)
