"""The shipped model of whom words mean, whichever it is: the form of its answers, never what it thinks of a word."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.annotate import Parser
from dragoman.extract.events import packaged_model, read_sentences
from dragoman.extract.events.meanings import MeaningReader
from dragoman.extract.events.pointing import pointing_words
from dragoman.extract.naming import NOBODY
from dragoman.model import AnnotatedDocument, Document, ModelError
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

pytestmark = pytest.mark.model

WEIGHTS = Path(str(files("dragoman.extract.events") / "weights"))
TABLES = packaged_actors()
TEXT = "Peru thanked Chad. Before it left, the government of Mali told nobody; its envoy slept."


@pytest.fixture(scope="module")
def reader() -> MeaningReader:
    return MeaningReader(WEIGHTS)


def resolved(parser: Parser, text: str) -> AnnotatedDocument:
    return resolve_mentions(parser.parse(Document("d", text)), TABLES)


def test_every_actor_in_sight_is_an_answer_also_one_of_another_paragraph(reader: MeaningReader, parser: Parser) -> None:
    doc = resolved(parser, TEXT.replace(". Before", ".\n\nBefore"))
    meanings = reader.read(doc, pointing_words(doc), TABLES)
    assert {doc.tokens[i].text for i in meanings} >= {"it", "its", "envoy"}
    for meaning in meanings.values():
        assert set(meaning.chances) >= {NOBODY, *(frozenset({c}) for c in ("PER", "TCD", "MLI"))}
        assert sum(meaning.chances.values()) == pytest.approx(1.0, abs=1e-4)
        assert meaning.chances[meaning.best()] == max(meaning.chances.values())


def test_a_word_with_nobody_in_sight_means_nobody(reader: MeaningReader, parser: Parser) -> None:
    doc = resolved(parser, "They slept.")
    (meaning,) = reader.read(doc, [0], TABLES).values()
    assert meaning.best() == NOBODY


def test_words_nobody_asks_about_are_not_read(reader: MeaningReader, parser: Parser) -> None:
    assert reader.read(resolved(parser, TEXT), [], TABLES) == {}


def test_a_text_of_many_stretches_is_read_to_its_end(reader: MeaningReader, parser: Parser) -> None:
    doc = resolved(parser, "\n\n".join([TEXT] * 30))
    words = pointing_words(doc)
    assert sorted(reader.read(doc, words, TABLES)) == words


def test_a_folder_without_the_model_changes_no_mention(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = resolved(parser, TEXT)
    model = packaged_model()
    monkeypatch.setattr(model, "meanings", None)
    pointed, _ = read_sentences(doc, model, TABLES)
    assert pointed == doc == replace(doc, mentions=pointed.mentions)


def test_a_folder_that_lacks_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "meanings.json").write_text(json.dumps({"name": "none"}))
    assert MeaningReader.lies_in(tmp_path)
    with pytest.raises(ModelError, match="Reinstall dragoman"):
        MeaningReader(tmp_path)


def test_a_model_of_an_earlier_version_says_so(tmp_path: Path) -> None:
    for name in ("meanings.npz", "tokenizer.json"):
        (tmp_path / name).symlink_to(WEIGHTS / name)
    about = json.loads((WEIGHTS / "meanings.json").read_text(encoding="utf-8"))
    del about["told"]
    (tmp_path / "meanings.json").write_text(json.dumps(about), encoding="utf-8")
    with pytest.raises(ModelError, match=r"meanings model in .* is of an earlier version.* Reinstall dragoman"):
        MeaningReader(tmp_path)
