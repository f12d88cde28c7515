"""The shipped event model, whichever it is: the form of its answers, never what it thinks of a sentence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from _build import STATUSES, TYPES, annotated
from dragoman.annotate import Parser
from dragoman.extract.encoding import WordEncoder, columns, only_words, softmax
from dragoman.extract.events import EventModel, packaged_model
from dragoman.extract.events.candidates import Proposal, propose
from dragoman.extract.events.decide import Judged
from dragoman.model import AnnotatedDocument, Document, ModelError
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

pytestmark = pytest.mark.model

TEXT = (
    "China and Russia held talks in Samarkand on Thursday. The Kremlin condemned Western sanctions, and Brussels said"
    " it would impose more of them. Police arrested nine students! Nobody slept. Will Tashkent, which has so far stood"
    " aside, send grain to the flooded provinces that Islamabad asked its neighbours to help? Yes."
)

TABLES = packaged_actors()
WEIGHTS = Path(str(files("dragoman.extract.events") / "weights"))
DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def model() -> EventModel:
    return packaged_model()


@pytest.fixture(scope="module")
def doc(parser: Parser) -> AnnotatedDocument:
    return resolve_mentions(parser.parse(Document("d", TEXT)), TABLES)


def proposals(doc: AnnotatedDocument) -> list[Proposal]:
    return [propose(doc, sentence) for sentence in doc.sentences]


@pytest.fixture(scope="module")
def opinions(model: EventModel, doc: AnnotatedDocument) -> list[list[Judged]]:
    return model.judge(doc, proposals(doc), TABLES)


def test_every_candidate_is_judged_in_order(doc: AnnotatedDocument, opinions: list[list[Judged]]) -> None:
    assert len(opinions) == len(doc.sentences) == 6
    for proposal, judged in zip(proposals(doc), opinions, strict=True):
        assert tuple(j.trigger for j in judged) == proposal.triggers
        for j in judged:
            assert [r[0] for r in j.roles] == [p for p in proposal.parties if p != j.trigger]


def test_probabilities_are_probabilities(opinions: list[list[Judged]]) -> None:
    for j in (j for judged in opinions for j in judged):
        for chances in (j.types.values(), j.statuses.values(), j.modes.values(), *(r[1:] for r in j.roles)):
            assert all(0.0 <= p <= 1.0 for p in chances)
            assert sum(chances) == pytest.approx(1.0, abs=1e-4)
        assert j.act == pytest.approx(1.0 - j.types["NONE"])


def test_names_are_those_of_the_tables(opinions: list[list[Judged]]) -> None:
    from dragoman.tables import ontology

    modes = ontology().mode_glosses.keys()
    for j in (j for judged in opinions for j in judged):
        assert sorted(j.types) == sorted(TYPES)
        assert sorted(j.statuses) == sorted(STATUSES)
        likeliest = max((p, t) for t, p in j.types.items() if t != "NONE")[1]
        assert "-" in j.modes
        assert all((likeliest, mode) in modes for mode in j.modes if mode != "-")


def test_it_tells_acts_from_words(opinions: list[list[Judged]], doc: AnnotatedDocument) -> None:
    """The one thing asked of any model that may ship: the plainest act is one, the plainest word is none."""
    by_word = {doc.tokens[j.trigger].text: j for judged in opinions for j in judged}
    assert by_word["arrested"].act > 0.5 > by_word["slept"].act


def test_the_same_question_gets_the_same_answer(
    model: EventModel, doc: AnnotatedDocument, opinions: list[list[Judged]]
) -> None:
    assert model.judge(doc, proposals(doc), TABLES) == opinions
    assert EventModel().judge(doc, proposals(doc), TABLES) == opinions, "loaded anew"


def close(one: list[Judged], other: list[Judged], within: float) -> None:
    assert [j.trigger for j in one] == [j.trigger for j in other]
    for a, b in zip(one, other, strict=True):
        assert a.types == pytest.approx(b.types, abs=within)
        assert a.statuses == pytest.approx(b.statuses, abs=within)
        for (i, *p), (k, *q) in zip(a.roles, b.roles, strict=True):
            assert i == k and p == pytest.approx(q, abs=within)


def test_the_order_of_sentences_does_not_matter(
    model: EventModel, doc: AnnotatedDocument, opinions: list[list[Judged]]
) -> None:
    backwards = model.judge(doc, proposals(doc)[::-1], TABLES)[::-1]
    for one, other in zip(backwards, opinions, strict=True):
        close(one, other, 1e-5)


def test_a_sentences_neighbours_do_not_matter(
    model: EventModel, doc: AnnotatedDocument, opinions: list[list[Judged]]
) -> None:
    for proposal, judged in zip(proposals(doc), opinions, strict=True):
        close(model.judge(doc, [proposal], TABLES)[0], judged, 1e-4)


def test_more_sentences_than_a_batch(model: EventModel, parser: Parser) -> None:
    many = parser.parse(Document("d", "\n\n".join(f"Envoy number {n} met the king of Fiji." for n in range(40))))
    judged = model.judge(many, proposals(many), TABLES)
    assert len(judged) == 40
    for sentence, found in zip(many.sentences, judged, strict=True):
        assert found and all(sentence.first <= j.trigger < sentence.last for j in found)


def long_sentence(words: int) -> AnnotatedDocument:
    """A sentence of so many verbs and names, all hanging on the first."""
    kinds = ("Peru/PROPN", "attacked/VERB")
    return annotated(" ".join(f"{kinds[n % 2]}/{'conj' if n else 'ROOT'}/0" for n in range(words)))


@pytest.mark.parametrize("words", [150, 189, 190, 191, 192, 193, 700])
def test_sentences_beyond_the_longest_input(model: EventModel, words: int) -> None:
    doc = long_sentence(words)
    (judged,) = model.judge(doc, proposals(doc), TABLES)
    assert judged, "what fits is judged"
    last = max(j.trigger for j in judged)
    assert last < model.about["max_pieces"]
    # What is left out is left out as an act and as a party, and nothing before it is.
    assert [j.trigger for j in judged] == [t for t in proposals(doc)[0].triggers if t <= last]
    assert last + 1 >= min(words, 150), "these words are one piece each"
    assert {r[0] for j in judged for r in j.roles} <= set(range(last + 2))


def test_one_endless_word_and_odd_ones(model: EventModel, parser: Parser) -> None:
    for text in ("x" * 5000 + " attacked Peru.", "🏔 🏔 🏔", "\u202e\u202c attacked", "\x00 attacked Peru", "攻撃した。"):
        odd = parser.parse(Document("d", text))
        for judged in model.judge(odd, proposals(odd), TABLES):
            for j in judged:
                assert sum(j.types.values()) == pytest.approx(1.0, abs=1e-4)


def test_nothing_to_judge(model: EventModel) -> None:
    bare = annotated("./PUNCT/ROOT/0", "Chad/PROPN/nsubj/1/Chad/NNP/GPE left/VERB/ROOT/1")
    assert model.judge(bare, [], TABLES) == []
    nothing, something = model.judge(bare, proposals(bare), TABLES)
    assert nothing == [] and [j.trigger for j in something] == [2]
    assert model.judge(bare, proposals(bare)[:1], TABLES) == [[]]


def test_an_act_alone_has_no_roles(model: EventModel) -> None:
    alone = annotated("Run/VERB/ROOT/0")
    ((judged,),) = model.judge(alone, proposals(alone), TABLES)
    assert judged.roles == ()


def test_parties_before_the_sentence_are_weighed(opinions: list[list[Judged]], doc: AnnotatedDocument) -> None:
    second = doc.sentences[1]
    assert all(any(r[0] < second.first for r in j.roles) for j in opinions[1])


def test_it_has_a_name_and_knows_the_longest_input(model: EventModel) -> None:
    assert model.name and model.about["max_pieces"] >= 128


def test_a_missing_or_broken_model_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot be loaded .* Reinstall"):
        EventModel(tmp_path)
    (tmp_path / "events.json").write_text(json.dumps({"name": "broken"}))
    (tmp_path / "events.onnx").write_bytes(b"no model")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match="cannot be loaded"):
        EventModel(tmp_path)


def test_a_model_of_an_earlier_version_says_so(tmp_path: Path) -> None:
    for name in ("events.json", "tokenizer.json"):
        (tmp_path / name).symlink_to(WEIGHTS / name)
    (tmp_path / "events.onnx").symlink_to(DATA / "sums.onnx")
    with pytest.raises(ModelError, match=r"events model in .* is of an earlier version.* Reinstall dragoman"):
        EventModel(tmp_path)


def test_words_that_are_not_asked_about_change_no_answer(doc: AnnotatedDocument) -> None:
    encoder = WordEncoder(WEIGHTS, "events")
    row = encoder.row(doc, 0, 0, doc.sentences[0].last, {})
    words = range(len(row.first))

    def acts_of(asked: Sequence[int]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        narrow, read = only_words(row, asked)
        feed = columns(encoder.feed(narrow), ("pair_act", "pair_party", "pair_path", "word", "name", "told"), [])
        return softmax(encoder.run(feed | {"read": np.array([read], np.int64)})[0])

    whole = acts_of(words)
    assert whole.shape[0] == len(words)
    assert acts_of(words[1:4]) == pytest.approx(whole[1:4], abs=0.05), "the rounding to bytes alone is another"
