"""What a whole text is about: the states it names most."""

from __future__ import annotations

from collections import Counter

from dragoman.model import AnnotatedDocument, Party
from dragoman.tables import ActorTables

STATE_KINDS = frozenset({"state", "territory", "former_state"})
_SHARE = 0.25
"""Least share of a text's state mentions by which a state is what the text is about."""


def main_states(doc: AnnotatedDocument, tables: ActorTables) -> list[Party]:
    """The one or two states a text is about, the more often named first.

    Args:
        doc: The document, mentions resolved.
        tables: The actor tables.

    Returns:
        Their first mentions; none where no state is named twice and often enough.
    """
    tally: Counter[str] = Counter()
    first: dict[str, Party] = {}
    for mention in doc.mentions:
        for party in mention.parties[:1] if mention.form in {"name", "demonym", "person"} else ():
            if party.actor and tables.kind_of(party.actor) in STATE_KINDS:
                tally[party.actor] += 1
                first.setdefault(party.actor, party)
    total = sum(tally.values())
    return [first[a] for a, n in tally.most_common(2) if n >= 2 and n >= _SHARE * total]
