"""Which gender names and pronouns tell."""

from __future__ import annotations

import pytest

from dragoman.tables.genders import gender_of_name, gender_of_pronoun, given_names, is_given_name


@pytest.mark.parametrize(
    ("person", "gender"),
    [("Maria Roe", "f"), ("John Roe", "m"), ("Roe", None), ("Maria", None), ("Xyzzy Roe", None), (None, None)],
)
def test_a_full_name_tells_by_its_given_name(person: str | None, gender: str | None) -> None:
    assert gender_of_name(person) == gender


@pytest.mark.parametrize(("word", "gender"), [("He", "m"), ("hers", "f"), ("it", None), ("they", None)])
def test_pronouns_of_persons_tell(word: str, gender: str | None) -> None:
    assert gender_of_pronoun(word) == gender


def test_given_names_are_known_in_any_spelling() -> None:
    assert is_given_name("josé") and is_given_name("Jose") and not is_given_name("Peru")


def test_given_names_tell_one_gender() -> None:
    assert set(given_names().values()) == {"f", "m"}
    assert given_names()["angela"] == "f"
