"""Which actors a text tells together."""

from __future__ import annotations

import pytest

from dragoman.annotate import Parser
from dragoman.extract.encoding import WordRow
from dragoman.extract.events.stretches import NAMED_APART, TOLD_TOGETHER, Stretch, questions
from dragoman.extract.events.together import (
    LATEST,
    MOST,
    Together,
    may_be_several,
    named_apart,
    told_together,
)
from dragoman.extract.naming import Known
from dragoman.model import AnnotatedDocument, Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

pytestmark = pytest.mark.model

TABLES = packaged_actors()


def groups(parser: Parser, text: str, first: int = 0) -> tuple[AnnotatedDocument, list[Together]]:
    doc = resolve_mentions(parser.parse(Document("d", text)), TABLES)
    return doc, told_together(doc, Known.of(doc, TABLES), first, len(doc.tokens))


def codes(parser: Parser, text: str) -> set[tuple[str, ...]]:
    return {tuple(sorted(g.codes)) for g in groups(parser, text)[1]}


def test_what_and_joins_is_told_together(parser: Parser) -> None:
    doc, found = groups(parser, "Peru, Chad and Mali slept.")
    assert Together((0, 2, 4), frozenset({"PER", "TCD", "MLI"})) in found
    assert [doc.tokens[w].text for w in found[0].words] == ["Peru", "Chad", "Mali"]


@pytest.mark.parametrize(
    "text",
    [
        "Peru thanked Chad.",
        "Peru met with Chad on Monday.",
        "Peru held talks with Chad.",
        "Chad was thanked by Peru.",
        "Peru's quarrel with Chad goes on.",
    ],
)
def test_the_parties_of_a_clause_are_told_together(parser: Parser, text: str) -> None:
    assert ("PER", "TCD") in codes(parser, text)


def test_those_of_two_clauses_are_not(parser: Parser) -> None:
    assert codes(parser, "Peru slept. Chad slept.") == set()


def test_one_that_means_several_tells_them_by_itself(parser: Parser) -> None:
    doc, found = groups(parser, "Peru thanked Chad. The two countries signed a treaty.")
    assert Together((6,), frozenset({"PER", "TCD"})) in found
    assert doc.tokens[6].text == "countries"


def test_only_the_stretch_counts(parser: Parser) -> None:
    (found,) = groups(parser, "Peru thanked Chad. Mali thanked Togo.", 4)[1]
    assert found.codes == {"MLI", "TGO"}


def test_a_crowd_is_no_group(parser: Parser) -> None:
    names = ["Peru", "Chad", "Mali", "Togo", "Kenya", "Ghana", "Chile", "Cuba", "Fiji", "Laos", "Nepal"]
    assert len(names) > MOST
    joined = ", ".join(names[:-1]) + f" and {names[-1]}"
    assert all(len(g) <= MOST for g in codes(parser, f"{joined} slept."))


def test_those_named_last_may_be_meant_together_though_named_one_by_one() -> None:
    found = list(named_apart([(0, "PER"), (3, "TCD"), (5, "PER")]))
    assert found == [Together((3, 5), frozenset({"TCD", "PER"}))], "each where it was named last"
    assert list(named_apart([(0, "PER"), (5, "PER")])) == []


def test_who_was_named_long_ago_is_not_meant_with_others() -> None:
    codes = ["PER", "TCD", "MLI", "TGO", "KEN", "GHA", "CHL"]
    found = list(named_apart(list(enumerate(codes))))
    for size, among in LATEST.items():
        assert {c for g in found if len(g.codes) == size for c in g.codes} == set(codes[-among:])
    assert {len(g.codes) for g in found} == set(LATEST)


def test_he_and_it_are_one_they_may_be_several(parser: Parser) -> None:
    doc, _ = groups(parser, "He told them that it is theirs and my house is both of ours")
    several = {t.text for t in doc.tokens if may_be_several(t)}
    assert {"them", "theirs", "both"} <= several
    assert several.isdisjoint({"He", "it", "my"})


def test_groups_are_answers_of_words_that_may_mean_several(parser: Parser) -> None:
    doc, _ = groups(parser, "Peru and Chad slept, for they and he were tired.")
    known = Known.of(doc, TABLES)
    they, he = (next(t.i for t in doc.tokens if t.text == w) for w in ("they", "he"))
    length = len(doc.tokens)
    places = list(range(1, length + 1))
    row = WordRow([0] * (length + 2), places, places, *([0] * length for _ in range(3)))
    asked = questions(doc, Stretch(0, 0, length), row, [they, he], known, ())
    both = frozenset({"PER", "TCD"})
    plural, single = asked.answers
    assert both in plural
    assert {asked.pairs[n][2] for places in plural[both] for n in places} >= {TOLD_TOGETHER, NAMED_APART}
    assert both not in single or known.told[he] == both
