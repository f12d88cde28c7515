"""Every pattern keeps the promises its examples and counterexamples make."""

import pytest

from dragoman.resolve.times import find_time_spans
from dragoman.resolve.times.grammar import Pattern, read_patterns
from dragoman.resolve.times.readers import READERS

TOLD_ON = "2022-09-16"
PATTERNS = [pattern for level in read_patterns() for pattern in level]
EXAMPLES = [(p, e) for p in PATTERNS for e in p.examples]
COUNTEREXAMPLES = [(p, c) for p in PATTERNS for c in p.counterexamples]
UNPROVEN = {"within-month"}
"""Rules that stand for completeness: nothing but their neighbours' examples shows them."""


@pytest.mark.parametrize(("pattern", "example"), EXAMPLES, ids=[f"{p.id}-{n}" for n, (p, _) in enumerate(EXAMPLES)])
def test_example(pattern: Pattern, example: str) -> None:
    marked, _, value = example.rpartition("=>")
    before, _, rest = marked.strip().partition("[")
    inside, _, after = rest.partition("]")
    spans = find_time_spans(before + inside + after, TOLD_ON)
    here = [s for s in spans if (s.start, s.end) == (len(before), len(before) + len(inside))]
    assert here, f"found only {[(s.start, s.end, s.value) for s in spans]}"
    assert here[0].value == value.strip()
    assert pattern.id in here[0].rules


@pytest.mark.parametrize(
    ("pattern", "text"), COUNTEREXAMPLES, ids=[f"{p.id}-{n}" for n, (p, _) in enumerate(COUNTEREXAMPLES)]
)
def test_counterexample(pattern: Pattern, text: str) -> None:
    spans = find_time_spans(text, TOLD_ON)
    if pattern.read != "ignore":
        spans = tuple(s for s in spans if pattern.id in s.rules)
    assert not spans


def test_every_rule_is_exemplified() -> None:
    links = {p.id for p in read_patterns()[-1]}
    bare = {p.id for p in PATTERNS if not p.examples and not p.counterexamples}
    assert bare - links <= UNPROVEN


def test_every_rule_names_a_reader() -> None:
    for pattern in [p for level in read_patterns()[:-1] for p in level]:
        assert pattern.read in READERS or pattern.read == "ignore", pattern.id
    assert {p.read for p in read_patterns()[-1]} <= {
        "range", "since", "from", "after", "until", "by", "before", "eve", "point",
    }  # fmt: skip
