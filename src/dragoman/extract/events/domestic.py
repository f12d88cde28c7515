"""Acts inside one state: which of two parties of the same actor is told by its words.

A dyad of a state with itself tells an analyst nothing; the words do. "The president dismisses Prime Minister
Gurgenidze" is ``GEO`` towards "Prime Minister Gurgenidze", "demonstrators throw stones at the police" is of
"demonstrators" towards the state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dragoman.model import Party
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import STATE_KINDS
from dragoman.tables.nouns import pointing_nouns

_NOT_THE_STATE = frozenset({"CVL", "OPP", "REB", "MED", "NGO", "BUS", "PTY"})
_OF_THE_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
_OTHERS, _ITS_PEOPLE, _AN_OFFICIAL, _THE_STATE = range(4)
"""How much a party is the state itself: who is less so is told by his words, the state and its organs never are."""
_NO_WORDS = frozenset({"name", "demonym", "place"})
"""Forms of words that say no more than the code where they tell no sector."""


def tell_apart(
    source: tuple[Party, ...], target: tuple[Party, ...], forms: Mapping[str, str], tables: ActorTables
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """The parties of an act, none of them the same on both sides where their words tell them apart.

    Args:
        source: Who acts.
        target: Who is acted upon.
        forms: How the words of a party name it (`Mention.form`), by the words.
        tables: The actor tables.
    """
    if len(source) != 1 or len(target) != 1 or source[0].actor != target[0].actor:
        return source, target
    if tables.kind_of(source[0].actor) not in STATE_KINDS:
        return source, target
    acting, acted = (_stateness(side[0], forms) for side in (source, target))
    if min(acting, acted) == _THE_STATE or (acting == _AN_OFFICIAL and acted == _THE_STATE):
        # Who is in office acts as the state, and may be acted upon as himself.
        return source, target
    if acting < acted:
        return (replace(source[0], actor=None),), target
    return source, (replace(target[0], actor=None),)


def _stateness(party: Party, forms: Mapping[str, str]) -> int:
    form = forms.get(party.text)
    if party.sector in _NOT_THE_STATE:
        return _OTHERS
    if form == "pronoun" or _tells_a_state(party.text) or (form in _NO_WORDS and party.sector is None):
        return _THE_STATE
    if party.sector in _OF_THE_STATE:
        return _AN_OFFICIAL if form == "person" else _THE_STATE
    return _ITS_PEOPLE


def _tells_a_state(words: str) -> bool:
    """ "The country", "the Ukrainian side": no more than the code, whatever their form."""
    last = words.split()[-1].lower()
    noun = pointing_nouns().get(last)
    return last == "side" or (noun is not None and "state" in noun.kinds)
