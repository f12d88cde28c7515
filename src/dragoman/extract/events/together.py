"""Actors that a text tells together: whom "they", "both" or "the two capitals" may mean, besides each by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations

from dragoman.extract.naming import Known
from dragoman.model import AnnotatedDocument, Token
from dragoman.tables.words import words_of

MOST = 10
"""Actors that are told together at most."""
LATEST = {2: 5, 3: 4, 4: 4}
"""Among how many actors named last those are looked for whom a text names one by one, by how many they are."""
_ACTING = ("nsubj", "nsubjpass", "poss")
_ACTED_UPON = ("dobj", "dative", "attr")
_LEADING = ("prep", "agent")
_OPENING = ("dobj", "attr", "xcomp", "ccomp", "advcl")


@dataclass(frozen=True, slots=True)
class Together:
    """Several actors told together.

    Attributes:
        words: Head tokens of the mentions that tell them: one that means them all, or several.
        codes: The actors, two to `MOST`.
    """

    words: tuple[int, ...]
    codes: frozenset[str]


def may_be_several(token: Token) -> bool:
    """Whether a word may mean several actors: "he" and "its" mean one."""
    word = token.text.lower()
    return not (
        word in words_of("person_pronoun") or word in words_of("thing_pronoun") or word in words_of("single_pronoun")
    )


def told_together(doc: AnnotatedDocument, known: Known, first: int, last: int) -> list[Together]:
    """The actors that a stretch of a document tells together, each of these groups as often as it is told.

    They are whom another word means ("the two leaders"), what "and" joins, and the parties of a clause.

    Args:
        doc: The document, mentions resolved by rule.
        known: What the rules say.
        first: The first token of the stretch.
        last: The one after its last.
    """
    found = (_meant(t, known) for t in doc.tokens[first:last])
    joined = (_joined(doc, t, known) for t in doc.tokens[first:last])
    clauses = chain.from_iterable(_parties(doc, t, known) for t in doc.tokens[first:last])
    groups = [g for g in chain(found, joined, clauses) if g is not None and 1 < len(g.codes) <= MOST]
    return [g for g in dict.fromkeys(groups) if all(first <= w < last for w in g.words)]


def named_apart(before: Iterable[tuple[int, str]]) -> Iterator[Together]:
    """Those whom a word may mean together though they are named one by one: some of the actors named last before it.

    Args:
        before: Mentions of one actor each that stand before the word, head token and code, in order.
    """
    latest: dict[str, int] = {}
    for head, code in before:
        latest.pop(code, None)
        latest[code] = head
    last = list(latest.items())
    for size, among in LATEST.items():
        for some in combinations(last[-among:], size):
            yield Together(tuple(head for _, head in some), frozenset(code for code, _ in some))


def _meant(token: Token, known: Known) -> Together | None:
    """Whom a word means that names nobody by itself."""
    codes = known.told.get(token.i)
    return Together((token.i,), codes) if codes else None


def _joined(doc: AnnotatedDocument, token: Token, known: Known) -> Together | None:
    """A word with those that "and" joins to it."""
    if token.dep == "conj":
        return None
    named = [m for m in sorted((token.i, *doc.conjuncts(token.i))) if known.whom(m)]
    if len(named) < 2:
        return None
    return Together(tuple(named), frozenset().union(*map(known.whom, named)))


def _parties(doc: AnnotatedDocument, token: Token, known: Known) -> Iterator[Together]:
    """Each two of those who take part in what a word tells: "Cairo asked Addis Ababa", "its talks with Khartoum"."""
    around = doc.dependents(token.i)
    openings = [token, *(t for t in around if t.dep in _OPENING)]
    acting = [t.i for t in around if t.dep in _ACTING]
    acted_upon = [t.i for o in openings for t in doc.dependents(o.i, *_ACTED_UPON)]
    led = [t.i for o in openings for p in doc.dependents(o.i, *_LEADING) for t in doc.dependents(p.i, "pobj")]
    parties = [p for p in dict.fromkeys((*acting, *acted_upon, *led)) if known.whom(p)]
    for one, other in combinations(parties, 2):
        if not known.whom(one) & known.whom(other):
            yield Together((one, other), known.whom(one) | known.whom(other))
