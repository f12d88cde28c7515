"""Names: longest match, letter case, context, date."""

from __future__ import annotations

import pytest

from _build import annotated
from dragoman.annotate import Parser
from dragoman.model import AnnotatedDocument, Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.resolve.names import find_names
from dragoman.tables import ActorTables, packaged_actors
from dragoman.tables.actor_rows import Actor, Alias, Office
from dragoman.tables.actors import build


def words(text: str, ents: str = "", published: str | None = "2022-09-16") -> AnnotatedDocument:
    """A flat sentence: every word a proper noun on the first; ``ents`` names the words that are persons."""
    persons = set(ents.split())
    row = " ".join(
        "/".join(
            (w, "PROPN" if w[0].isupper() else "ADP", "dep" if i else "ROOT", "0", w, "NNP")
            + (("PERSON",) if w in persons else ())
        )
        for i, w in enumerate(text.split())
    )
    return annotated(row, published=published)


def found(text: str, ents: str = "", published: str | None = "2022-09-16") -> list[tuple[str, str | None]]:
    doc = words(text, ents, published)
    return [
        (doc.quote(doc.tokens[m.first].start, doc.tokens[m.last - 1].end), m.actor)
        for m in find_names(doc, packaged_actors())
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("North Korea warned South Korea", [("North Korea", "PRK"), ("South Korea", "KOR")]),
        ("Equatorial Guinea and Guinea - Bissau", [("Equatorial Guinea", "GNQ"), ("Guinea - Bissau", "GNB")]),
        ("Shanghai Cooperation Organisation", [("Shanghai Cooperation Organisation", "SCO")]),
        ("the South China Sea", []),
        ("New Mexico", []),
        ("who said so", []),
        ("WHO said so", [("WHO", "WHO")]),
        ("North and South Korea", [("North", "PRK"), ("South Korea", "KOR")]),
        ("pro - Russian separatists", []),
        ("C5 + 1", [("C5 + 1", "C5PLUS1")]),
        ("the G–7 asked the G-20", [("G–7", "G7"), ("G-20", "G20")]),
        (
            "North Korea left as the North and South met",
            [("North Korea", "PRK"), ("the North", "PRK"), ("South", "KOR")],
        ),
        ("Seoul left as the South and North met", [("Seoul", "KOR"), ("the South", "KOR"), ("North", "PRK")]),
    ],
)
def test_the_longest_fitting_name(text: str, wanted: list[tuple[str, str | None]]) -> None:
    assert found(text) == wanted


def test_a_name_in_a_persons_name_is_the_persons() -> None:
    assert found("Michael Jordan left", "Michael Jordan") == []
    assert found("Jordan left") == [("Jordan", "JOR")]


def test_a_word_that_needs_context_waits_for_its_actor() -> None:
    assert found("Israel warned the PA") == [("Israel", "ISR"), ("PA", "PSE")]
    assert found("Governors met the PA") == []
    # The actor may be named after it.
    assert ("the North", "PRK") in found("the North warned Seoul")


def test_bodies_of_several_states_are_kept_as_options() -> None:
    (match,) = find_names(words("Senate"), packaged_actors())
    assert match.actor is None
    assert {"USA", "FRA", "AUS"} <= set(match.options)


def tables() -> ActorTables:
    offices = [
        (Office("Ann Ax", "AAA", "head_of_state", "President", "GOV", "2000-01-01", "2004-12-31", "Ax", True), ()),
        (Office("Ben Ax", "BBB", "head_of_state", "President", "GOV", "2010-01-01", "", "Ax", True), ()),
    ]
    aliases = [
        Alias("Oldland", "AAA", "former", end="1999-12-31"),
        Alias("Oldland", "BBB", "name", start="2000-01-01"),
    ]
    return build([Actor("AAA", "Aland", "state"), Actor("BBB", "Bland", "state")], aliases, offices, [])


def test_the_date_decides_what_a_name_means() -> None:
    for day, code in (("1990-01-01", "AAA"), ("2010-01-01", "BBB")):
        (match,) = find_names(words("Oldland", published=day), tables())
        assert match.actor == code


def test_persons_stand_for_their_actor_while_in_office() -> None:
    def actor(day: str | None) -> str | None:
        (match,) = find_names(words("Ann Ax", "Ann Ax", day), tables())
        return match.actor

    assert actor("2002-05-05") == "AAA"
    assert actor("2005-01-20") is None  # she left twenty days ago
    assert actor("2012-05-05") is None
    assert actor("1999-05-05") is None
    assert actor(None) == "AAA"


def test_a_text_about_earlier_years_means_the_office_held_then() -> None:
    doc = words("Ann Ax in 2001", "Ann Ax", "2012-05-05")
    (match,) = find_names(doc, tables())
    assert (match.actor, match.role) == ("AAA", "President")


def test_who_is_called_former_has_no_side() -> None:
    (match,) = find_names(words("former President Ann Ax in 2001", "Ann Ax", "2012-05-05"), tables())
    assert (match.actor, match.role, match.person) == (None, "former President", "Ann Ax")


def test_who_is_called_elect_acts_for_whom_he_will_lead() -> None:
    matches = find_names(words("President - elect Ann Ax in April . Ax left", "Ann Ax", "1999-05-05"), tables())
    assert [(m.actor, m.role) for m in matches] == [("AAA", "President-elect")] * 2
    (match,) = find_names(words("President - elect Ann Ax", "Ann Ax", "1990-05-05"), tables())
    assert match.actor is None


def test_who_takes_up_an_office_within_weeks_speaks_for_whom_he_will_hold_it() -> None:
    (match,) = find_names(words("Ann Ax left", "Ann Ax", "1999-12-20"), tables())
    assert (match.actor, match.role) == ("AAA", "President-designate")
    (match,) = find_names(words("Ann Ax left", "Ann Ax", "1999-09-20"), tables())
    assert match.actor is None


def test_a_bare_family_name_is_of_the_person_named_before() -> None:
    matches = find_names(words("Ann Ax in 2002 . Ax left", "Ann Ax", "2012-05-05"), tables())
    assert [m.person for m in matches] == ["Ann Ax", "Ann Ax"]
    (match,) = find_names(words("Ax left", "Ax", "2012-05-05"), tables())
    assert match.person == "Ben Ax"


def test_another_persons_family_name_is_not_taken() -> None:
    assert find_names(words("Carla Ax spoke", "Carla Ax", "2012-05-05"), tables()) == []


def test_other_spellings_of_a_persons_name() -> None:
    doc = words("Qasym Zhomart Toqaev", "Qasym Zhomart Toqaev")
    (match,) = find_names(doc, packaged_actors())
    assert (match.person, match.actor) == ("Kassym-Jomart Tokayev", "KAZ")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Crown Prince Mohammed bin Salman spoke. Prince Mohammed left.", "Mohammed bin Salman"),
        ("Prince Faisal bin Farhan spoke. Prince Faisal left.", "Faisal bin Farhan"),
        ("Narendra Modi spoke. Prince Mohammed left.", None),
    ],
)
def test_a_prince_is_called_by_his_given_name(text: str, person: str | None, parser: Parser) -> None:
    document = parser.parse(Document("t", text, published="2021-01-06"))
    called = next(t.i - 1 for t in document.tokens if t.text == "left")
    found = [m.person for m in find_names(document, packaged_actors()) if m.first <= called < m.last]
    assert found == ([person] if person else [])


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ("In 1969 General Mohamed Siad Barre seized power. In 1977 Siad attacked.", "Siad", "SOM"),
        ("Ayub Khan met Lal Bahadur Shastri in 1966. Ayub gave in.", "Ayub", "PAK"),
        ("In 1951 Mohammad Mosaddeq became prime minister of Iran. Mosaddeq refused.", "Mosaddeq", "IRN"),
        ("John Kerry flew to Hanoi in 2013. John slept.", "John", None),
    ],
)
def test_a_known_person_goes_by_a_part_of_the_name_told_in_full(
    parser: Parser, text: str, word: str, actor: str | None
) -> None:
    doc = resolve_mentions(parser.parse(Document("d", text, published="2013-01-01")), packaged_actors())
    last = [t.i for t in doc.tokens if t.text == word][-1]
    assert [m.parties[0].actor for m in doc.mentions if m.head == last] == [actor]
