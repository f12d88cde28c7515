"""Whether "he" or "she" may mean a person, as far as the given name tells."""

from __future__ import annotations

from dragoman.tables.genders import gender_of_name, gender_of_pronoun


def may_be(person: str | None, pronoun: str) -> bool:
    """Whether a pronoun may mean a person; it may where the name does not tell.

    Args:
        person: The person's name, or None.
        pronoun: The pronoun.
    """
    told, wanted = gender_of_name(person), gender_of_pronoun(pronoun)
    return told is None or wanted is None or told == wanted
