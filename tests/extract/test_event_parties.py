"""The second reading: the form of its answers and what it leaves alone, never what it thinks of a sentence."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from dragoman.annotate import Parser
from dragoman.extract.encoding import WordRow
from dragoman.extract.events import EventModel, packaged_model
from dragoman.extract.events.candidates import propose
from dragoman.extract.events.decide import Judged
from dragoman.extract.events.parties import MarkedAct, PartyReader, mixed
from dragoman.model import AnnotatedDocument, Document, ModelError
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

TABLES = packaged_actors()
WEIGHTS = Path(str(files("dragoman.extract.events") / "weights"))
TEXT = (
    "Fiji's prime minister met Samoa's on Tuesday. He thanked her for the boats that Apia had sent, condemned the"
    " raid on Levuka and promised to recall his envoy from Tonga. Nobody slept."
)
ROW = WordRow(ids=[0, 7, 8, 9, 5, 2], first=[1, 2, 0, 4], last=[1, 3, 0, 4], pos=[0] * 4, dep=[0] * 4, who=[3, 4, 5, 6])


def test_chances_are_mixed_by_share() -> None:
    first = ((4, 0.5, 0.5, 0.0), (9, 1.0, 0.0, 0.0))
    again = {4: (0.1, 0.1, 0.8), 9: (0.0, 1.0, 0.0), 11: (1.0, 0.0, 0.0)}
    assert mixed(first, again, 0.0) == first
    assert [w for w, *_ in mixed(first, again, 0.5)] == [4, 9]
    assert mixed(first, again, 0.5)[0][1:] == pytest.approx((0.3, 0.3, 0.4))
    assert mixed(first, again, 1.0)[1] == (9, 0.0, 1.0, 0.0)


class Asked:
    """A session that keeps what it is asked and finds every word a source."""

    def run(self, _: None, feed: dict[str, np.ndarray]) -> list[np.ndarray]:  # type: ignore[type-arg]
        self.feed = feed
        return [np.full((*feed["path"].shape, 3), [0.0, 9.0, 0.0], np.float32)]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> tuple[PartyReader, Asked]:
    session = Asked()
    monkeypatch.setattr("dragoman.extract.events.parties.load_session", lambda *_: session)
    return PartyReader(WEIGHTS, ["NONE", "AGREE", "CONSULT"]), session


def test_mentions_of_one_actor_bear_one_number(asked: tuple[PartyReader, Asked]) -> None:
    reader, session = asked
    actors = {0: frozenset({"FJI"}), 1: frozenset({"WSM"}), 3: frozenset({"FJI"})}
    (role,) = reader.read(np.zeros((6, 8), np.float32), ROW, [MarkedAct(1, "CONSULT", [(0, 5), (3, 6)])], actors)
    assert session.feed["actor"].tolist() == [[0, 1, 2, 2, 1, 0]]
    assert session.feed["mark"].tolist() == [[0, 0, 1, 1, 0, 0]]
    assert session.feed["naming"].tolist() == [[0, 3, 0, 0, 6, 0]]
    assert session.feed["type"].tolist() == [2] and session.feed["path"].tolist() == [[5, 6]]
    assert role.shape == (2, 3) and role[:, 1].min() > 0.99


def test_two_acts_are_asked_about_in_one_call(asked: tuple[PartyReader, Asked]) -> None:
    reader, session = asked
    acts = [MarkedAct(1, "CONSULT", [(0, 5)]), MarkedAct(3, "AGREE", [(0, 6)])]
    assert len(reader.read(np.zeros((6, 8), np.float32), ROW, acts, {0: frozenset({"FJI", "WSM"})})) == 2
    assert session.feed["mark"].tolist() == [[0, 0, 1, 1, 0, 0], [0, 0, 0, 0, 1, 0]]
    assert session.feed["actor"].tolist() == [[0] * 6], "who stands for several has no number of his own"


def test_only_the_words_asked_about_are_read_to_the_end(asked: tuple[PartyReader, Asked]) -> None:
    reader, session = asked
    reader.read(np.zeros((6, 8), np.float32), ROW, [MarkedAct(1, "CONSULT", [(3, 6)])], {})
    assert session.feed["read"].tolist() == [[2, 3, 4]], "the sub-words of the act's word and of the party's"
    assert (session.feed["first"].tolist(), session.feed["last"].tolist()) == ([[0, 2]], [[1, 2]])
    assert session.feed["who"].tolist() == [[4, 6]]
    assert (session.feed["act"].tolist(), session.feed["party"].tolist()) == ([[0]], [[1]])


def test_more_actors_than_numbers_share_them(asked: tuple[PartyReader, Asked]) -> None:
    reader, _ = asked
    numbers = reader._numbered({n: frozenset({f"A{n:03}"}) for n in range(60)})
    assert min(numbers.values()) == 1 and max(numbers.values()) == reader._actors - 1


def linked(folder: Path, *, without: str = "") -> Path:
    for file in WEIGHTS.iterdir():
        if file.is_file() and not (without and file.name.startswith(without)):
            (folder / file.name).symlink_to(file)
    return folder


def judged(model: EventModel, doc: AnnotatedDocument) -> list[Judged]:
    return [j for acts in model.read(doc, [propose(doc, s) for s in doc.sentences], TABLES) for j in acts]


@pytest.fixture(scope="module")
def doc(parser: Parser) -> AnnotatedDocument:
    return resolve_mentions(parser.parse(Document("d", TEXT)), TABLES)


@pytest.mark.model
def test_only_the_parties_of_likely_acts_are_read_again(doc: AnnotatedDocument, tmp_path: Path) -> None:
    once = judged(EventModel(linked(tmp_path, without="parties")), doc)
    twice = judged(packaged_model(), doc)
    assert [j.trigger for j in once] == [j.trigger for j in twice]
    assert any(j.likely for j in once) and not all(j.likely for j in once)
    for a, b in zip(once, twice, strict=True):
        assert a.types == b.types and a.statuses == b.statuses
        assert [r[0] for r in a.roles] == [r[0] for r in b.roles]
        assert (a.roles != b.roles) == a.likely
        assert all(sum(r[1:]) == pytest.approx(1.0, abs=1e-4) for r in b.roles)


@pytest.mark.model
def test_a_sentence_reads_alike_alone_and_again(doc: AnnotatedDocument) -> None:
    model = packaged_model()
    proposals = [propose(doc, s) for s in doc.sentences]
    whole = model.read(doc, proposals, TABLES)
    assert whole == [acts for p in proposals for acts in model.read(doc, [p], TABLES)]


@pytest.mark.model
def test_candidates_are_judged_in_one_reading(doc: AnnotatedDocument, tmp_path: Path) -> None:
    proposals = [propose(doc, s) for s in doc.sentences]
    bare = EventModel(linked(tmp_path, without="parties"))
    assert packaged_model().judge(doc, proposals, TABLES) == bare.judge(doc, proposals, TABLES)


@pytest.mark.model
@pytest.mark.parametrize("words", [150, 191, 700])
def test_sentences_beyond_the_longest_input(parser: Parser, words: int) -> None:
    text = "Russia attacked Ukraine and France condemned the strikes, " * (words // 9) + "and nobody slept."
    long = resolve_mentions(parser.parse(Document("d", text)), TABLES)
    assert any(j.likely and j.roles for j in judged(packaged_model(), long))


@pytest.mark.model
def test_a_reader_that_does_not_fit_says_so(tmp_path: Path) -> None:
    folder = linked(tmp_path, without="parties.json")
    (folder / "parties.json").write_text(json.dumps({"name": "parties 0"}))
    with pytest.raises(ModelError, match=r"parties model .* cannot be loaded .*'share'.* Reinstall"):
        EventModel(folder)


@pytest.mark.model
@pytest.mark.parametrize("change", [{"base": "events 4"}, {"layers": 2}])
def test_a_first_reading_of_another_model_is_no_ground_to_go_on_from(tmp_path: Path, change: dict[str, object]) -> None:
    folder = linked(tmp_path, without="parties.json")
    about = json.loads((WEIGHTS / "parties.json").read_text(encoding="utf-8"))
    (folder / "parties.json").write_text(json.dumps({**about, **change}))
    with pytest.raises(ModelError, match=r"goes on from .* which the events model there, 'events 5', does not give"):
        EventModel(folder)
