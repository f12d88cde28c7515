"""Every word that may act; places that are only places; and the labelled test of who is who."""

from __future__ import annotations

from pathlib import Path

import pytest

from _build import annotated
from _resolved import by_word, codes
from dragoman.annotate import Parser
from dragoman.evaluate.mentions import CODE, OPEN, PLACE, POINTING, judge, measure, read_items
from dragoman.model import Document, InputError
from dragoman.resolve.mentions import resolve_mentions
from dragoman.resolve.publishers import publisher_body, publisher_state
from dragoman.tables import packaged_actors

WRITTEN = Path(__file__).parent / "data" / "mentions_written.jsonl"
FLOORS = {CODE: 0.955, OPEN: 0.9, PLACE: 0.96, POINTING: 0.88}
"""What was reached; the first, blind run gave 0.854, 0.613, 0.739 and 0.592."""
SECOND = WRITTEN.with_name("mentions_second.jsonl")
THIRD = WRITTEN.with_name("mentions_third.jsonl")
UNREAD_FLOORS = {
    SECOND: {CODE: 0.91, OPEN: 0.74, PLACE: 0.88, POINTING: 0.765},
    THIRD: {CODE: 0.84, OPEN: 0.72, PLACE: 0.8, POINTING: 0.69},
}
"""What was reached on every second text of a set: rules were mended on the others."""


@pytest.mark.parametrize(
    ("publisher", "code"),
    [
        ("White House (USA)", "USA"),
        ("Kremlin (President of Russia)", "RUS"),
        ("Office of the President of Ukraine", "UKR"),
        ("The Times of India", None),
        ("Moscow Times", None),
        ("Reuters", None),
        (None, None),
        ("Foreign Office of Pakistan", "PAK"),
        ("Foreign Office, Islamabad", "PAK"),
        ("Foreign Office", "GBR"),
        ("Ministry of Foreign Affairs of the People's Republic of China", "CHN"),
        ("Embassy of France in Washington", "FRA"),
        ("U.S. Embassy in Kyiv", "USA"),
        ("Embassy of Ukraine in Poland", "UKR"),
        ("Embassy of Georgia in the United States", "GEO"),
        ("Office of the UN High Commissioner for Refugees in Kenya", None),
        ("NATO", None),
        ("South China Morning Post", None),
    ],
)
def test_whose_office_a_publisher_is(publisher: str | None, code: str | None) -> None:
    assert publisher_state(publisher, packaged_actors()) == code


@pytest.mark.parametrize(
    ("publisher", "code"),
    [
        ("NATO", "NATO"),
        ("Secretariat of the Pacific Islands Forum", "PIF"),
        ("Association of Southeast Asian Nations", "ASEAN"),
        ("NATO Watch", None),
        ("Hamas Media Office", None),
        ("UN News", "UN"),
        ("Secretariat", None),
        ("White House", None),
        (None, None),
    ],
)
def test_which_body_published(publisher: str | None, code: str | None) -> None:
    assert publisher_body(publisher, packaged_actors()) == code


def test_we_of_a_bodys_own_text() -> None:
    row = "We/PRON/nsubj/1/we/PRP condemn/VERB/ROOT/1/condemn/VBP the/DET/det/3/the/DT attack/NOUN/dobj/1/attack/NN"
    assert codes(by_word(annotated(row, publisher="NATO"))["We"]) == ["NATO"]
    assert codes(by_word(annotated(row, publisher="Reuters"))["We"]) == [None]


def test_a_place_that_is_only_a_place() -> None:
    row = (
        "Talks/NOUN/nsubj/1/talk/NNS began/VERB/ROOT/1/begin/VBD in/ADP/prep/1/in/IN Moscow/PROPN/pobj/2/Moscow/NNP/GPE"
    )
    assert by_word(annotated(row))["Moscow"].form == "place"
    told = "They/PRON/nsubj/1/they/PRP told/VERB/ROOT/1/tell/VBD Moscow/PROPN/dobj/1/Moscow/NNP/GPE"
    assert by_word(annotated(told))["Moscow"].form == "name"


def test_a_capital_one_goes_to_or_leaves() -> None:
    went = "They/PRON/nsubj/1/they/PRP flew/VERB/ROOT/1/fly/VBD to/ADP/prep/1/to/IN Moscow/PROPN/pobj/2/Moscow/NNP/GPE"
    assert by_word(annotated(went))["Moscow"].form == "place"
    left = "They/PRON/nsubj/1/they/PRP left/VERB/ROOT/1/leave/VBD Moscow/PROPN/dobj/1/Moscow/NNP/GPE"
    assert by_word(annotated(left))["Moscow"].form == "place"


def test_confidence_in_a_state_is_in_the_actor() -> None:
    row = (
        "Confidence/NOUN/nsubj/3/confidence/NN in/ADP/prep/0/in/IN China/PROPN/pobj/1/China/NNP/GPE"
        " fell/VERB/ROOT/3/fall/VBD"
    )
    assert by_word(annotated(row))["China"].form == "name"


def test_mentions_stand_in_order_and_reread() -> None:
    doc = resolve_mentions(
        annotated(
            "Chad/PROPN/nsubj/1/Chad/NNP/GPE sent/VERB/ROOT/1/send/VBD its/PRON/poss/3/its/PRP$"
            " army/NOUN/dobj/1/army/NN"
        ),
        packaged_actors(),
    )
    assert [m.start for m in doc.mentions] == sorted(m.start for m in doc.mentions)
    for mention in doc.mentions:
        assert all(p.text == doc.quote(p.start, p.end) for p in mention.parties)


def test_a_name_the_tagger_takes_for_a_verb_is_a_mention_still() -> None:
    found = by_word(annotated("USAID/VERB/nsubj/1/usaid/VB left/VERB/ROOT/1/leave/VBD"))
    assert codes(found["USAID"]) == ["USA"]


# The measure


def test_the_measure_judges_strictly() -> None:
    doc = resolve_mentions(
        annotated("Chad/PROPN/nsubj/1/Chad/NNP/GPE left/VERB/ROOT/1/leave/VBD Moscow/PROPN/dobj/1/Moscow/NNP/GPE"),
        packaged_actors(),
    )

    def right(text: str, actors: list[str], form: str) -> bool:
        item = {
            "id": "x",
            "text": doc.document.text,
            "mentions": [{"text": text, "occurrence": 0, "actors": actors, "form": form}],
        }
        (judged,) = judge(doc, item)
        return judged.right

    assert right("Chad", ["TCD"], "name")
    assert right("Chad", ["TCD|NER"], "name")
    assert not right("Chad", ["NER"], "name")
    assert not right("Chad", [], "name")
    assert not right("Chad", ["TCD", "NER"], "description")
    assert right("Moscow", [], "place")
    assert not right("left", ["TCD"], "name")


def test_files_that_are_no_labels(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_items([tmp_path / "none.jsonl"]))
    (tmp_path / "bad.jsonl").write_text("\nno\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.jsonl:2: this is no labelled text"):
        list(read_items([tmp_path / "bad.jsonl"]))


def test_the_labels_are_as_many_as_promised() -> None:
    items = list(read_items([WRITTEN]))
    labels = [label for item in items for label in item["mentions"]]
    assert len(items) >= 150
    assert len(labels) >= 600
    assert all(
        any(code in packaged_actors().actors for code in choice.split("|"))
        for label in labels
        for choice in label["actors"]
    )


@pytest.mark.model
def test_what_is_each_others_is_no_thirds(parser: Parser) -> None:
    text = (
        "While presidents met in Samarkand, soldiers of Kyrgyzstan and Tajikistan were shelling each other's villages."
    )
    doc = resolve_mentions(parser.parse(Document("t", text, published="2022-09-18")), packaged_actors())
    (villages,) = {m for m in doc.mentions if doc.tokens[m.head].text == "villages"}
    assert [p.actor for p in villages.parties] == [None]


@pytest.mark.model
def test_who_is_who_stays_as_good_as_it_is(parser: Parser) -> None:
    scores = measure(read_items([WRITTEN]), parser, packaged_actors())
    reached = {group: round(scores.share(group), 3) for group in FLOORS}
    assert all(reached[group] >= floor for group, floor in FLOORS.items()), reached


@pytest.mark.model
@pytest.mark.parametrize("path", UNREAD_FLOORS, ids=lambda path: path.stem)
def test_what_was_not_mended_on_stays_as_good_as_it_is(path: Path, parser: Parser) -> None:
    scores = measure(list(read_items([path]))[1::2], parser, packaged_actors())
    floors = UNREAD_FLOORS[path]
    reached = {group: round(scores.share(group), 3) for group in floors}
    assert all(reached[group] >= floor for group, floor in floors.items()), reached
