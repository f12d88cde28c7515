"""The time tables are sound, and a broken one is refused with file and row."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.model import TableError
from dragoman.resolve.times import find_time_spans, grammar, lexicon
from dragoman.resolve.times.notation import Notation
from dragoman.resolve.times.periods import easter, nth_weekday, period_of, portion
from dragoman.resolve.times.words import class_chars, read_pieces


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands in for the language tables."""
    readers = (
        lexicon.word_table,
        lexicon.tense_cues,
        lexicon.carrying_verbs,
        lexicon.scheduled_verbs,
        grammar.read_patterns,
    )
    for module in (lexicon, grammar):
        monkeypatch.setattr(module, "language_table", lambda name: tmp_path / name)
    for reader in readers:
        reader.cache_clear()
    yield tmp_path
    for reader in readers:
        reader.cache_clear()


def test_a_word_stands_once(broken: Path) -> None:
    (broken / "times_words.csv").write_text("word,class,value,case\nmay,MAY,5,title\nmay,MODAL,,\n")
    with pytest.raises(TableError, match="'may' stands twice"):
        lexicon.word_table()


def test_an_unknown_case_names_its_row(broken: Path) -> None:
    (broken / "times_words.csv").write_text("word,class,value,case\nmay,MAY,5,upper\n")
    with pytest.raises(TableError, match=r"times_words\.csv:2.*upper"):
        lexicon.word_table()


def test_unknown_cues_and_carriers_are_refused(broken: Path) -> None:
    (broken / "times_tense.csv").write_text("word,cue\nwill,soon\n")
    (broken / "times_carrying_verbs.csv").write_text("lemma,carries\nhold,heavy\n")
    with pytest.raises(TableError, match="soon"):
        lexicon.tense_cues()
    with pytest.raises(TableError, match="heavy"):
        lexicon.carrying_verbs()


def test_a_scheduled_verb_says_its_object(broken: Path) -> None:
    (broken / "times_scheduled_verbs.csv").write_text("lemma,object\nopen,\n")
    with pytest.raises(TableError, match=r"times_scheduled_verbs\.csv:2.*empty"):
        lexicon.scheduled_verbs()


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("{id: a, match: NOSUCH, read: year}", "NOSUCH"),
        ("{id: a, match: YEAR (, read: year}", "balance"),
        ("{id: a, match: YEAR, raed: year}", "'a' has unknown or missing keys"),
        ("{id: a, match: $NONE, read: year}", "no macro"),
    ],
)
def test_broken_rules_are_named(broken: Path, rule: str, message: str) -> None:
    broken.joinpath("times_patterns.yaml").write_text(
        f"unions: {{}}\nmacros: {{}}\nlevels:\n- {{name: base, patterns: [{rule}]}}\n"
    )
    with pytest.raises(TableError, match=message.replace("(", "\\(")):
        grammar.read_patterns()


def test_notation() -> None:
    notation = Notation({"A": "a", "B": "b", "C": "c"}, {"AB": ["A", "B"]}, {"M": "(A | B C)"})
    assert notation.compile("x:AB? C+ $M", "t").pattern == "(?P<x>[ab])?[c]+(?:(?:[a]|[b][c]))"
    assert notation.compile("A|B (C)*", "t").fullmatch("bcc")


def test_pieces_keep_offsets_and_classes() -> None:
    text = "On Sept. 15, 2022 in the ’80s 5 1/2 hours; 1,500 men; see www.example.org/2022/09"
    chars = {char: name for name, char in class_chars().items()}
    pieces = [p for p in read_pieces(text) if p.end > p.start]
    kinds = ("MONTH", "YEAR", "DECADE", "FRACTION", "NBIG")
    found = [text[p.start : p.end] for p in pieces if chars[p.cls] in kinds]
    assert found == ["Sept.", "2022", "’80s", "5 1/2", "1,500"]
    assert text[pieces[-1].start : pieces[-1].end] == "www.example.org/2022/09"


def test_calendar() -> None:
    assert easter(2022).isoformat() == "2022-04-17"
    assert easter(2016).isoformat() == "2016-03-27"
    assert nth_weekday(2021, 11, 4, 4).isoformat() == "2021-11-25"
    assert nth_weekday(2021, 5, 1, -1).isoformat() == "2021-05-31"
    century = period_of(easter(1899), "century")
    assert (century.first.year, century.last.year, century.value) == (1800, 1899, "18")
    winter = period_of(easter(2022).replace(month=1), "season")
    assert (winter.value, winter.last.isoformat()) == ("2021-WI", "2022-02-28")
    early = portion(period_of(easter(1925), "decade"), "START")
    assert (early.first.year, early.last.year) == (1920, 1923)


def test_named_days_are_days_of_the_calendar() -> None:
    for name, kind, _ in lexicon.phrase_table():
        if kind == "NAMEDDAY":
            (span,) = find_time_spans(f"It began on {name}.", "2022-09-16")
            assert span.when.precision == "day", name
        else:
            assert not find_time_spans(f"They spoke of {name}.", "2022-09-16"), name
