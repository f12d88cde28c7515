"""Chances of one actor's several mentions, put together."""

from __future__ import annotations

import pytest

from _build import annotated, mention
from dragoman.extract.events.pooling import LEAST, MENTIONS, Role, pooled
from dragoman.model import AnnotatedDocument, Mention


@pytest.fixture(scope="module")
def doc() -> AnnotatedDocument:
    return annotated(
        "Peru/PROPN/nsubj/1 met/VERB/ROOT/1 Lima/PROPN/dobj/1 it/PRON/dobj/1 Chad/PROPN/dobj/1 them/PRON/dobj/1"
    )


def by_head(doc: AnnotatedDocument, **actors: tuple[str, ...]) -> dict[int, Mention]:
    """Mentions by the number of their word ("w0")."""
    return {int(word[1:]): mention(doc, int(word[1:]), *codes) for word, codes in actors.items()}


def chances(roles: tuple[Role, ...]) -> dict[int, tuple[float, float]]:
    assert all(none + source + target <= 1.0 + 1e-9 for _, none, source, target in roles)
    return {head: (round(source, 3), round(target, 3)) for head, _, source, target in roles}


def test_the_likeliest_mention_gets_what_the_others_have(doc: AnnotatedDocument) -> None:
    mentions = by_head(doc, w0=("PER",), w2=("PER",), w4=("TCD",))
    found = chances(pooled([(0, 0.6, 0.3, 0.1), (2, 0.7, 0.2, 0.1), (4, 0.5, 0.25, 0.25)], mentions))
    assert found[0] == (0.5, 0.1), "0.3 + 0.2 as source"
    assert found[2] == (0.2, 0.2), "of two as likely the later one gets both"


def test_only_the_likeliest_mentions_count_and_no_mere_noise(doc: AnnotatedDocument) -> None:
    mentions = by_head(doc, w0=("PER",), w2=("PER",), w3=("PER",), w4=("PER",))
    roles = [(0, 0.7, 0.3, 0.0), (2, 0.9, 0.1, 0.0), (3, 0.9, 0.1, 0.0), (4, 0.9, 0.1, 0.0)]
    assert chances(pooled(roles, mentions))[0] == (round(0.3 + 0.1 * (MENTIONS - 1), 3), 0.0)
    noise = [(0, 0.7, 0.3, 0.0), (2, 1.0, LEAST / 2, 0.0)]
    assert chances(pooled(noise, mentions))[0] == (0.3, 0.0)


def test_a_word_for_several_speaks_for_each(doc: AnnotatedDocument) -> None:
    mentions = by_head(doc, w0=("PER",), w4=("TCD",), w5=("PER", "TCD"))
    found = chances(pooled([(0, 0.8, 0.2, 0.0), (4, 0.8, 0.2, 0.0), (5, 0.7, 0.3, 0.0)], mentions))
    assert found[5] == (0.5, 0.0) and found[0] == found[4] == (0.2, 0.0)


def test_chances_stay_chances(doc: AnnotatedDocument) -> None:
    mentions = by_head(doc, w0=("PER",), w2=("PER",), w3=("PER",))
    roles = [(0, 0.0, 0.9, 0.1), (2, 0.1, 0.8, 0.1), (3, 0.1, 0.1, 0.8)]
    found = pooled(roles, mentions)
    assert all(0.0 <= c <= 1.0 for role in found for c in role[1:]) and chances(found)[0][0] > 0.5


def test_words_nobody_knows_are_left_as_they_are(doc: AnnotatedDocument) -> None:
    roles = [(0, 0.6, 0.3, 0.1), (2, 0.7, 0.2, 0.1)]
    assert pooled(roles, {}) == tuple(roles)
    assert pooled(roles, {0: mention(doc, 0), 2: mention(doc, 2)}) == tuple(roles)
