"""The packaged actor tables hold together, and loading refuses what does not."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pytest

from dragoman.model import TableError
from dragoman.tables import Alias, data_folder, load_actor_tables, packaged_actors
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.nouns import collective_names, office_titles, pointing_nouns, role_nouns
from dragoman.tables.words import key_of, words_of

TABLES = packaged_actors()
QUESTIONS = list(
    csv.DictReader((Path(__file__).parent / "data" / "membership_questions.csv").read_text("utf-8").splitlines())
)


def apart(a: Alias, b: Alias) -> bool:
    """Whether two meanings of one name are told apart: by time, by context, or by letter case."""
    in_time = (a.end and b.start and a.end < b.start) or (b.end and a.start and b.end < a.start)
    in_context = "needs" in a.context and "needs" in b.context
    return bool(in_time) or in_context or a.context != b.context or (a.exact and b.exact and a.text != b.text)


def test_there_are_as_many_as_promised() -> None:
    kinds = [a.kind for a in TABLES.actors.values()]
    assert kinds.count("state") >= 193
    assert sum(k in {"organisation", "organ", "agency", "format", "treaty", "court"} for k in kinds) >= 150
    assert sum(k in {"armed_group", "party", "movement"} for k in kinds) >= 250


def test_no_name_means_two_actors_at_once() -> None:
    clashes = [
        (a.text, a.code, b.code)
        for rows in TABLES.names.values()
        for a, b in combinations(rows, 2)
        if a.code != b.code and not apart(a, b)
    ]
    assert clashes == []


def test_home_states_exist_and_form_no_ring() -> None:
    for actor in TABLES.actors.values():
        way = [actor.code]
        while home := TABLES.actors[way[-1]].country:
            assert home in TABLES.actors, f"{way[-1]} is of the unknown {home}"
            assert home not in way, f"a ring: {way} {home}"
            way.append(home)


def test_every_state_has_a_name_an_adjective_and_a_capital() -> None:
    forms: dict[str, set[str]] = {}
    for rows in TABLES.names.values():
        for alias in rows:
            forms.setdefault(alias.code, set()).add(alias.form)
    for actor in TABLES.actors.values():
        if actor.kind == "state":
            assert "demonym" in forms[actor.code], actor.code
            # Brussels stands for the Union first; a city state's capital is its name.
            assert forms[actor.code] & {"capital", "seat"} or actor.code in {"SMR", "SGP", "MCO", "VAT"}, actor.code


def test_standings_of_a_member_follow_each_other() -> None:
    for org, rows in TABLES.standings.items():
        for a, b in combinations(rows, 2):
            if a.member == b.member:
                first, second = sorted((a, b), key=lambda s: s.start)
                # What is known to the month or year may meet in that month or year.
                before = first.until and first.until[:4] <= (second.since or "0")[:4]
                assert before, f"{org} {a.member}: {first.since}–{first.until} meets {second.since}–{second.until}"


def test_heads_of_state_have_a_state() -> None:
    for offices in TABLES.offices.values():
        for office in offices:
            if office.office == "monarch":
                assert TABLES.kind_of(office.actor) in STATE_KINDS, office


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda r: f"{r['org']}-{r['member']}-{r['on']}")
def test_who_stood_where(row: dict[str, str]) -> None:
    found = [s.role for s in TABLES.members_on(row["org"], row["on"]) if s.member == row["member"]]
    assert (found[0] if found else "") == row["role"]


def test_on_the_day_of_a_change_the_new_standing_holds() -> None:
    roles = {
        day: [s.role for s in TABLES.members_on("SCO", day) if s.member == "IRN"]
        for day in ("2023-07-03", "2023-07-04")
    }
    assert roles == {"2023-07-03": ["observer"], "2023-07-04": ["member"]}
    assert [s.role for s in TABLES.memberships_on("IRN", "2023-07-04") if s.org == "SCO"] == ["member"]


def test_memberships_read_from_either_side() -> None:
    assert "SCO" in {s.org for s in TABLES.memberships_on("KAZ", "2020-01-01")}
    assert "SCO" not in {s.org for s in TABLES.memberships_on("KAZ", "2001-01-01")}
    assert all(not s.end for s in TABLES.memberships_on("KAZ", None))


def test_a_standing_is_as_precise_as_it_is_known() -> None:
    (oic,) = [s for s in TABLES.standings["OIC"] if s.member == "KAZ"]
    assert (oic.since, oic.start) == ("1995", "1995-01-01")


def test_nationality_is_of_the_last_state_served() -> None:
    assert TABLES.nationality("Jens Stoltenberg") == "NOR"
    assert TABLES.nationality("Nobody Known") is None
    assert TABLES.nationality(None) is None


def test_word_tables_know_only_what_there_is() -> None:
    for code in (c for codes in collective_names().values() for c in codes):
        assert code in TABLES.actors
    for noun in pointing_nouns().values():
        assert not noun.trait or noun.trait in TABLES.traits
    assert all(noun == noun.lower() for noun in role_nouns())
    assert all(title == title.lower() and offices for title, offices in office_titles().items())


def test_an_unknown_class_of_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        words_of("no such class")


def test_every_class_of_words_is_used() -> None:
    sources = [p.read_text(encoding="utf-8") for p in data_folder().parent.rglob("*.py")]
    path = data_folder() / "language" / "pointing_words.csv"
    for name in {row["class"] for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())}:
        assert any(f'words_of("{name}")' in source for source in sources), name


def test_names_are_compared_without_accents_signs_and_possessives() -> None:
    assert key_of("Côte d’Ivoire") == key_of("Cote d'Ivoire")
    assert key_of("People's Republic") == ("people", "'s", "republic")
    assert key_of("C5+1") == ("c5", "+", "1")
    assert key_of("OPEC+") == ("opec+",)
    assert key_of("Guinea-Bissau") == ("guinea", "-", "bissau")
    assert key_of("İlham Əliyev") == key_of("Ilham Aliyev")


# Bad tables


def folder(tmp_path: Path, **tables: str) -> Path:
    whole = {
        "actors_a": "code,name,kind,country,sector,start,end,origin\nAAA,Aland,state,,,,,\nBBB,Bland,state,,,,,\n",
        "aliases_a": "alias,code,form,start,end,case,sector,context,origin\nAland,AAA,name,,,any,,,\n",
        "offices": "person,aliases,actor,office,title,sector,start,end,confidence,origin,family,family_alone\n",
        "memberships": "member,org,role,start,end,confidence,origin\n",
        "traits": "trait,code,origin\n",
        "wars": "state,foe,start,end,origin\n",
    } | tables
    for name, text in whole.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_small_folder_loads(tmp_path: Path) -> None:
    tables = load_actor_tables(folder(tmp_path))
    assert tables.names[("aland",)][0].code == "AAA"
    assert tables.reach == {"aland": 1}


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        ("actors_a", "aaa,Aland,state,,,,,", "capital letters"),
        ("actors_a", "CCC,Cland,realm,,,,,", "'realm' is no kind"),
        ("actors_a", "CCC,,state,,,,,", "needs a code and a name"),
        ("actors_a", "CCC,Cland,state,,,2001,1999,", "the end 1999 is before the start 2001"),
        ("aliases_a", "Cland,CCC,name,,,any,,,", "'CCC' is unknown"),
        ("aliases_a", "Aland,AAA,moniker,,,any,,,", "'moniker' is no form"),
        ("aliases_a", "Aland,AAA,name,,,sometimes,,,", "letter case"),
        ("aliases_a", "Aland,AAA,name,,,any,XYZ,,", "'XYZ' is no sector"),
        ("aliases_a", "Aland,AAA,name,,,any,,only_if:x,", "'only_if' is no rule of context"),
        ("aliases_a", "Aland,AAA,name,2020-13,,any,,,", "there is no month 13"),
        ("offices", "Ann Ax,,CCC,head_of_state,President,GOV,2001,,high,,Ax,yes", "'CCC' is unknown"),
        ("offices", "Ann Ax,,AAA,boss,President,GOV,2001,,high,,Ax,yes", "'boss' is no office"),
        ("offices", "Ann Ax,,AAA,head_of_state,President,GOV,2001,1999,high,,Ax,yes", "before the start"),
        ("memberships", "AAA,BBB,guest,2001,,high,", "'guest' is no standing"),
        ("memberships", "AAA,AAA,member,2001,,high,", "cannot be a member of itself"),
        ("memberships", "AAA,ZZZ,member,2001,,high,", "'ZZZ' is unknown"),
        ("traits", "island,ZZZ,", "'ZZZ' is unknown"),
        ("wars", "AAA,AAA,2014,,", "cannot be at war with itself"),
        ("wars", "AAA,BBB,2014,2013,", "before the start"),
        ("aliases_a", "Aland,AAA", "not as many fields"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, name: str, row: str, message: str) -> None:
    path = folder(tmp_path) / f"{name}.csv"
    text = path.read_text(encoding="utf-8") + row + "\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as error:
        load_actor_tables(tmp_path)
    assert message in str(error.value)
    assert f"{path}:{len(text.splitlines())}:" in str(error.value)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = folder(tmp_path, traits="trait,origin\n") / "traits.csv"
    with pytest.raises(TableError, match="column code is missing"):
        load_actor_tables(path.parent)


def test_who_is_at_war_with_whom_on_a_day() -> None:
    wars = packaged_actors()
    assert wars.foes_on("UKR", "2023-06-01") == {"RUS"}
    assert wars.foes_on("RUS", "2023-06-01") == {"UKR"}
    assert not wars.foes_on("UKR", "2010-06-01")
    assert not wars.foes_on("UKR", "2023-06-01", latest_year="1941")
    assert not wars.foes_on("POL", "2023-06-01")
