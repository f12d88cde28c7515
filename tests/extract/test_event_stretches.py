"""Stretches of a document and what is asked in them, as the model of whom words mean reads them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from _build import annotated, mention
from dragoman.extract.encoding import WordRow
from dragoman.extract.events.stretches import (
    FAR,
    LINKED,
    LINKED_ALIKE,
    NAMED_APART,
    NAMED_MOST,
    TOLD_TOGETHER,
    Questions,
    Stretch,
    how_far,
    narrowed,
    numbered,
    questions,
    stretches,
)
from dragoman.extract.naming import NOBODY, TOLD_ITSELF, Known, told_of
from dragoman.model import AnnotatedDocument
from dragoman.tables import packaged_actors

SENTENCE = "Peru/PROPN/nsubj/1 thanked/VERB/ROOT/1 Chad/PROPN/dobj/1"
AGAIN = "It/PRON/nsubj/1 left/VERB/ROOT/1 them/PRON/dobj/1"


@pytest.fixture
def doc() -> AnnotatedDocument:
    plain = annotated(SENTENCE, AGAIN, paragraphs=(0, 1))
    words = (
        mention(plain, 0, "PER"),
        mention(plain, 2, "TCD"),
        mention(plain, 3, "TCD", form="pronoun"),
        mention(plain, 5, form="pronoun"),
    )
    return replace(plain, mentions=words)


def row(first: int, last: int, pieces: int = 1) -> WordRow:
    """Words of ``pieces`` sub-words each, after the mark of beginning."""
    places = [1 + pieces * n for n in range(last - first)]
    ends = [p + pieces - 1 for p in places]
    size = 2 + pieces * (last - first)
    nothing = [0] * (last - first)
    return WordRow([0] * size, places, ends, nothing, nothing, nothing)


def speakers(asked: Questions, of_answer: list[tuple[int, ...]]) -> list[list[tuple[int, int]]]:
    """Of each speaker for an answer, the mentions and what is said of the word with each."""
    return [[asked.pairs[n][1:3] for n in places] for places in of_answer]


def test_sentences_asked_about_share_a_stretch_while_they_fit() -> None:
    doc = annotated(*[SENTENCE] * 4)
    assert list(stretches(doc, [1] * 12, [0, 4, 6, 11], 6, 6)) == [Stretch(0, 0, 6), Stretch(6, 6, 12)]


def test_a_stretch_goes_from_the_first_sentence_asked_about_to_the_last() -> None:
    doc = annotated(*[SENTENCE] * 4)
    assert list(stretches(doc, [1] * 12, [8, 3], 9, 9)) == [Stretch(3, 3, 9)]
    assert list(stretches(doc, [1] * 12, [0, 11], 9, 9)) == [Stretch(0, 0, 3), Stretch(9, 9, 12)], "nothing in between"
    assert list(stretches(doc, [1] * 12, [], 9, 9)) == []


def test_a_stretch_begins_as_far_before_as_is_kept_for_that_also_within_a_sentence() -> None:
    doc = annotated(*[SENTENCE] * 4, paragraphs=(0, 1, 2, 3))
    assert list(stretches(doc, [1] * 12, [9], 3, 7)) == [Stretch(5, 9, 12)]
    assert list(stretches(doc, [1] * 12, [9], 5, 7)) == [Stretch(7, 9, 12)], (
        "no more, however short what is asked about"
    )
    assert list(stretches(doc, [2] * 12, [9], 6, 13)) == [Stretch(6, 9, 12)], "sub-words count, not words"


def test_a_sentence_too_long_for_a_stretch_is_one_by_itself() -> None:
    doc = annotated(*[SENTENCE] * 2)
    assert list(stretches(doc, [5] * 6, [0, 3], 6, 12)) == [Stretch(0, 0, 3), Stretch(3, 3, 6)]


def test_every_actor_in_sight_is_an_answer_and_so_is_what_rules_say(doc: AnnotatedDocument) -> None:
    known = Known.of(doc, packaged_actors())
    asked = questions(doc, Stretch(0, 3, 6), row(0, 6), [3, 5], known, [3, 5])
    peru, chad = frozenset({"PER"}), frozenset({"TCD"})
    assert asked.words == [3, 5]
    of_it, of_them = asked.answers
    assert list(of_it) == [peru, chad] and list(of_them) == [peru, chad, peru | chad]
    assert speakers(asked, of_it[chad]) == [[(2, told_of(chad, "TCD"))], [(3, TOLD_ITSELF)]]
    assert speakers(asked, of_it[peru]) == [[(0, told_of(chad, "PER"))]]
    assert speakers(asked, of_them[chad]) == [[(2, told_of(NOBODY, "TCD"))]]
    # "Peru thanked Chad": "they" may be both, told together or one by one.
    assert speakers(asked, of_them[peru | chad]) == [
        [(0, TOLD_TOGETHER), (2, TOLD_TOGETHER)],
        [(0, NAMED_APART), (2, NAMED_APART)],
    ]


def test_a_mention_is_paired_once_for_all_groups_it_is_of() -> None:
    plain = annotated(SENTENCE, SENTENCE, AGAIN, paragraphs=(0, 1, 2))
    words = [mention(plain, n, code) for n, code in ((0, "PER"), (2, "TCD"), (3, "MLI"), (5, "TGO"))]
    doc = replace(plain, mentions=(*words, mention(plain, 8, form="pronoun")))
    asked = questions(doc, Stretch(0, 6, 9), row(0, 9), [8], Known.of(doc, packaged_actors()), [8])
    apart = [pair for pair in asked.pairs if pair[2] == NAMED_APART]
    assert [other for _, other, *_ in apart] == [0, 2, 3, 5]
    assert sum(len(codes) == 3 for codes in asked.answers[0]) == 4


def test_a_word_may_mean_whomever_an_earlier_one_means(doc: AnnotatedDocument) -> None:
    known = Known.of(doc, packaged_actors())
    asked = questions(doc, Stretch(0, 3, 6), row(0, 6), [3, 5], known, [3, 5])
    of_it, ((number, place),) = asked.links
    assert of_it == [] and number == 0
    assert asked.pairs[place] == (5, 3, LINKED, how_far(doc, 5, 3)), "rules leave “them” open, and know “it”"
    of_both = replace(known, told={3: frozenset({"TCD"}), 5: frozenset({"TCD"})})
    alike = questions(doc, Stretch(0, 3, 6), row(0, 6), [3, 5], of_both, [3, 5])
    assert alike.pairs[alike.links[1][0][1]][2] == LINKED_ALIKE


def test_what_rules_say_of_an_earlier_word_that_is_not_asked_about_stands(doc: AnnotatedDocument) -> None:
    known = Known.of(doc, packaged_actors())
    for heads, pointing in (([5], [5]), ([3, 5], [5])):
        asked = questions(doc, Stretch(0, 3, 6), row(0, 6), heads, known, pointing)
        of_them = asked.answers[-1][frozenset({"TCD"})]
        # "It" brings Chad in once more for "them", which rules leave open.
        assert speakers(asked, of_them) == [[(2, told_of(NOBODY, "TCD"))], [(3, told_of(NOBODY, "TCD"))]]
        assert asked.links[-1] == []


def test_whom_rules_say_is_an_answer_though_he_is_not_in_sight(doc: AnnotatedDocument) -> None:
    known = Known.of(doc, packaged_actors())
    asked = questions(doc, Stretch(3, 3, 6), row(3, 6), [3, 5], known, [3, 5])
    assert [list(answers) for answers in asked.answers] == [[frozenset({"TCD"})], []]
    assert asked.words == [0, 2]


def test_words_beyond_the_longest_input_are_not_asked_about(doc: AnnotatedDocument) -> None:
    cut = row(0, 6)
    cut.first[5] = cut.last[5] = 0
    asked = questions(doc, Stretch(0, 3, 6), cut, [3, 5], Known.of(doc, packaged_actors()), [3, 5])
    assert asked.words == [3]


def test_only_the_words_of_questions_are_read_to_the_end() -> None:
    whole = WordRow([0] * 9, [1, 2, 4, 5, 6], [1, 3, 4, 5, 7], [1, 2, 3, 4, 5], [6, 7, 8, 9, 10], [11, 12, 13, 14, 15])
    narrow = narrowed(whole, Questions([(4, 1, 20, 30), (4, 4, 21, 31)], [4], [{}]))
    assert narrow.read == [2, 3, 6, 7], "first and last sub-words of both"
    assert (narrow.row.first, narrow.row.last) == ([0, 2], [1, 3])
    assert (narrow.row.pos, narrow.row.dep, narrow.row.who) == ([2, 5], [7, 10], [12, 15])
    assert narrow.pairs == [(1, 0, 20, 30), (1, 1, 21, 31)] and narrow.words == [1]
    assert narrow.row.ids == whole.ids


def test_a_word_asked_about_with_nobody_in_sight_is_read_all_the_same() -> None:
    narrow = narrowed(row(0, 3), Questions([], [2], [{}]))
    assert (narrow.read, narrow.row.first, narrow.words, narrow.pairs) == ([3], [0], [0], [])


def test_how_far_is_told_apart_by_words_then_by_sentences() -> None:
    doc = annotated(*[SENTENCE] * 12)
    before, after = how_far(doc, 1, 0), how_far(doc, 1, 2)
    sentences = [how_far(doc, 33, 33 - 3 * n) for n in range(1, 12)]
    later = {how_far(doc, 0, 3), how_far(doc, 0, 33)}
    assert before != after
    assert sentences[:8] == sorted(set(sentences[:8])) and len(set(sentences[7:])) == 1
    assert len(later) == 1 and not {before, after} & {*sentences, *later}
    assert max(before, after, *sentences, *later) < FAR


def test_an_actors_mentions_have_one_number(doc: AnnotatedDocument) -> None:
    known = Known.of(doc, packaged_actors())
    assert numbered(row(0, 6, pieces=2), Stretch(0, 0, 6), known, 49) == [0, 1, 1, 0, 0, 2, 2, 2, 2, 0, 0, 0, 0, 0]
    assert numbered(row(3, 6), Stretch(3, 3, 6), known, 49) == [0, 1, 0, 0, 0]


def test_numbers_of_actors_begin_again_when_there_are_too_many(doc: AnnotatedDocument) -> None:
    known = Known.of(doc, packaged_actors())
    assert numbered(row(0, 6), Stretch(0, 0, 6), known, 2) == [0, 1, 0, 1, 1, 0, 0, 0]


@pytest.fixture
def long_after() -> AnnotatedDocument:
    """Peru is named twice, Chad once, the African Union thrice, before a sentence of its own says "it"."""
    plain = annotated(SENTENCE, SENTENCE, *["Union/PROPN/nsubj/1 met/VERB/ROOT/1"] * 3, AGAIN)
    named = {0: "PER", 2: "TCD", 3: "PER", 5: "PER", 6: "AU", 8: "AU", 10: "AU"}
    words = [mention(plain, head, actor) for head, actor in named.items()]
    return replace(plain, mentions=(*words, mention(plain, 12, form="pronoun")))


def test_whom_a_document_names_most_is_told_by_kind(long_after: AnnotatedDocument) -> None:
    tables = packaged_actors()
    assert Known.of(long_after, tables).most == {"state": ["PER"], "body": ["AU"], "group": []}


def test_whom_the_document_names_most_may_be_meant_though_out_of_sight(long_after: AnnotatedDocument) -> None:
    known = Known.of(long_after, packaged_actors())
    asked = questions(long_after, Stretch(12, 12, 15), row(12, 15), [12], known, ())
    (answers,) = asked.answers
    assert {codes: speakers(asked, of)[0] for codes, of in answers.items()} == {
        frozenset({"PER"}): [(0, NAMED_MOST["state"])],
        frozenset({"AU"}): [(0, NAMED_MOST["body"])],
    }


def test_in_sight_those_named_most_speak_for_themselves(long_after: AnnotatedDocument) -> None:
    known = Known.of(long_after, packaged_actors())
    asked = questions(long_after, Stretch(0, 12, 15), row(0, 15), [12], known, ())
    assert {told for _, _, told, _ in asked.pairs}.isdisjoint(NAMED_MOST.values())
