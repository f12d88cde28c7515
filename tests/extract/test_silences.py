"""Silences: sixty fresh passages with a floor, and what a record holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.annotate import Parser
from dragoman.extract.silences import read_silences
from dragoman.model import AnnotatedDocument, Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

pytestmark = pytest.mark.model
PASSAGES = Path(__file__).parent / "data" / "silences.jsonl"
FLOOR = 0.90
Read = Callable[[str], AnnotatedDocument]


@pytest.fixture(scope="module")
def annotate() -> Read:
    parser = Parser()
    return lambda text: resolve_mentions(parser.parse(Document("d", text, published="2022-09-16")), packaged_actors())


def same(topic: str, wanted: str) -> bool:
    """A code must be the code; words may be longer or shorter."""
    for one in wanted.split("|"):
        if topic == one or (not topic.isupper() and (topic.lower() in one.lower() or one.lower() in topic.lower())):
            return True
    return False


def test_fresh_passages(annotate: Read) -> None:
    hits = found = wanted = 0
    for line in PASSAGES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        topics = [s.topic for s in read_silences(annotate(row["text"]))]
        left = list(row["topics"])
        for topic in topics:
            match = next((w for w in left if same(topic, w)), None)
            if match is not None:
                left.remove(match)
                hits += 1
        found += len(topics)
        wanted += len(row["topics"])
    assert 2 * hits / (found + wanted) >= FLOOR


def test_a_silence_knows_who_is_silent_on_what(annotate: Read) -> None:
    (only,) = read_silences(annotate("The Turkish foreign minister did not mention Sweden in his speech."))
    assert only.speaker is not None
    assert only.speaker.text == "The Turkish foreign minister"
    assert (only.side.actor, only.topic, only.status) == ("TUR", "SWE", "actual")
    assert only.evidence.text == "The Turkish foreign minister did not mention Sweden"


def test_a_text_speaks_for_those_who_issued_it(annotate: Read) -> None:
    (only,) = read_silences(annotate("China's statement made no mention of the typhoon."))
    assert only.speaker is not None
    assert only.speaker.text == "China's statement"
    assert only.side.actor == "CHN"


def test_each_topic_left_out_is_a_record(annotate: Read) -> None:
    found = read_silences(annotate("The pope mentioned neither war nor peace, and did not mention Chad or Mali."))
    assert {s.topic for s in found} >= {"TCD", "MLI"}


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Scholz ducked a question about missiles.", ["missiles"]),
        ("The minister was not drawn on Chad.", ["TCD"]),
        ("The general gave no reason for the delay.", ["delay"]),
        ("The sanctions were left out of the communique.", ["sanctions"]),
        ("References to Togo were cut from the final version.", ["TGO"]),
        ("Human rights went unmentioned in the Chinese readout.", ["Human rights"]),
        ("The prime minister shied away from the subject when asked about Chad.", ["subject"]),
        ("The embassy would not call the raid a war.", ["war"]),
        ("Asked whether Togo would pay, the minister said nothing.", ["whether Togo would pay"]),
        ("Officials are tight-lipped about how many ships are left.", ["how many ships are left"]),
        ("What the statement did not mention was the price of gas.", ["price of gas"]),
        # Who would not speak.
        ("The envoy was unwilling to say how many ships remained.", ["how many ships remained"]),
        ("The general did not deign to answer questions about the camps.", ["camps"]),
        ("She took care not to name Chad.", ["TCD"]),
        ("The regent could not bring himself to utter the word defeat.", ["defeat"]),
        ("The palace saw no need to explain the delay.", ["delay"]),
        ("The company's refusal to discuss the leak surprised investors.", ["leak"]),
        ("The consul was not available for comment on the arrests.", ["arrests"]),
        ("A request to the bank for comment on the transfers drew no reply.", ["transfers"]),
        ("The navy referred questions about the collision to the ministry.", ["collision"]),
        ("Questions about the landslide were met with silence.", ["landslide"]),
        ("Asked about the tunnel, the mayor demurred.", ["tunnel"]),
        ('"No comment," said the consul when asked about the visas.', ["visas"]),
        ("The junta has neither claimed nor denied responsibility for the fire.", ["responsibility for the fire"]),
        ("The court has not reacted to the petition.", ["petition"]),
        ("The minister was less than forthcoming about the loan.", ["loan"]),
        ("The ministry has not made the letter public.", ["letter"]),
        (
            "The generals have disclosed neither his whereabouts nor his condition.",
            ["his whereabouts", "his condition"],
        ),
        # What a text leaves out.
        ("Of the famine there was not a word.", ["famine"]),
        ("On pensions the charter is mute.", ["pensions"]),
        ("In neither speech was Togo mentioned.", ["TGO"]),
        ("Nowhere in the text are the prisoners mentioned.", ["prisoners"]),
        ("At no point did he mention the flood.", ["flood"]),
        ("The flood is nowhere to be found in the report.", ["flood"]),
        ("The flood did not make it into the final declaration.", ["flood"]),
        ("All mention of the dam has vanished from the draft.", ["dam"]),
        ("Gone from the report was the phrase harmony.", ["harmony"]),
        ("Left unsaid by the minister was who would pay.", ["who would pay"]),
        ("The omission of Benin from the resolution was no accident.", ["BEN"]),
        ("The lack of any mention of fish in the pact angered villagers.", ["fish"]),
        ("Togo was conspicuous by its absence from the communique.", ["TGO"]),
        ("Readers will search the text in vain for a mention of rents.", ["rents"]),
        ("The accord contains no clause on refugees.", ["refugees"]),
        ("There is nothing in the proposal about rents.", ["rents"]),
        ("State television gave the strike no airtime.", ["strike"]),
        ("The state radio has not reported the strike.", ["strike"]),
        # What another text says.
        ("The American readout mentions Togo; the Chinese one does not.", ["TGO"]),
        ("Togo is mentioned in the first draft but not in the second draft.", ["TGO"]),
        ("He mentioned every neighbour except Benin.", ["BEN"]),
        ("The speech made a passing reference to trade and none to the drought.", ["drought"]),
    ],
)
def test_ways_of_leaving_a_topic_out(text: str, topics: list[str], annotate: Read) -> None:
    found = [s.topic for s in read_silences(annotate(text))]
    assert len(found) == len(topics)
    assert all(same(told, wanted) for told, wanted in zip(found, topics, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "Togo, not to mention Benin, was caught by surprise.",
        "It goes without saying that Togo was pleased.",
        "Russia used the tankers to evade sanctions.",
        "The president never invoked the doctrine.",
        "The prime minister skipped the meeting.",
        "The official asked not to be named.",
        "They have simply stopped saying yes.",
        "Oil exports have been cut since Washington left the agreement.",
        "The guns fell silent.",
        "The storm skirted the islands.",
        "Juventus stays six points clear at the top.",
        "The bank refused to give them information.",
        "The rebels refuse to talk to the government.",
        "The senate failed to invoke cloture.",
        "The bill does not raise taxes on anyone.",
        "Police have not identified the bodies.",
        "The party has not named a successor.",
        "The president was conspicuous by his absence at the funeral.",
        "He must not mention the deal before Friday.",
        "Whether or not Togo was discussed is unclear.",
        "Nobody mentioned in the warrant has left the town.",
        "They left without a word of farewell.",
        "The army ignored calls for restraint.",
        "The ambassador minced no words about the coup.",
        "India stayed away from the naval part of the exercise.",
    ],
)
def test_what_only_sounds_like_a_silence(text: str, annotate: Read) -> None:
    assert read_silences(annotate(text)) == []


def test_it_is_the_text_the_sentence_before_was_about(annotate: Read) -> None:
    text = "The declaration called for a Chad free of war. It made no mention of Togo."
    (only,) = read_silences(annotate(text))
    assert only.speaker is not None
    assert (only.speaker.text, only.topic) == ("The declaration", "TGO")


def test_nobody_is_silent_on_himself(annotate: Read) -> None:
    found = read_silences(annotate("The Chinese statement did not mention Xinjiang."))
    assert [s.topic for s in found] == ["Xinjiang"]


def test_a_part_of_a_state_is_its_own_topic(annotate: Read) -> None:
    found = read_silences(annotate("The British foreign secretary did not mention Xinjiang, the Uyghurs or China."))
    assert [s.topic for s in found] == ["Xinjiang", "Uyghurs", "CHN"]


def test_evidence_reaches_from_the_denial_to_the_topic(annotate: Read) -> None:
    (only,) = read_silences(annotate("Asked twice, the bank in Lagos declined to comment."))
    assert only.evidence.text == "the bank in Lagos declined to comment"
    assert only.side.actor == "NGA"


def test_the_silent_text_may_stand_in_the_clause_before(annotate: Read) -> None:
    (only,) = read_silences(annotate("The report runs to nine pages; the strike went unmentioned."))
    assert only.speaker is not None
    assert (only.speaker.text, only.topic) == ("The report", "strike")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Asked about the seized trawler, the Gabonese minister shrugged and left the room.", "seized trawler"),
        ("Togo's president greeted every neighbour by name; Benin was not one of them.", "BEN"),
        ("Human rights had no place in the joint statement.", "Human rights"),
        ("The final text bore no trace of the proposed ban on mines.", "proposed ban on mines"),
        ("Mali's speech had room for football but none for the drought.", "drought"),
        ("Chad is spared any mention in the text.", "TCD"),
        ("The Omani readout spoke of grain; not so the Kenyan one.", "grain"),
        ("Readers of the communiqué would never guess that a war was under way.", "war"),
        ("Letters to the consulate about the visas went unanswered.", "visas"),
        ("Peru's letter dwells on trade and leaves Bolivia aside.", "Bolivia"),
    ],
)
def test_word_order_alone_may_tell_a_silence(annotate: Read, text: str, topic: str) -> None:
    (only,) = read_silences(annotate(text))
    assert only.topic == topic


@pytest.mark.parametrize(
    "text",
    [
        "Asked about the flood, the mayor laughed and said the dam would hold.",
        "Both states preferred to keep their ships at home rather than join the fleet.",
        "The hospital in Goma had no room for the wounded.",
        "The race was dropped from the Formula One calendar.",
    ],
)
def test_word_order_of_deeds_tells_none(annotate: Read, text: str) -> None:
    assert read_silences(annotate(text)) == []


def test_what_one_will_not_get_into_is_what_one_was_asked(annotate: Read) -> None:
    (only,) = read_silences(annotate('"I won\'t get into that," the Cuban envoy said when asked about the loan.'))
    assert only.topic == "loan"


def test_a_further_phrase_names_a_further_topic(annotate: Read) -> None:
    found = read_silences(
        annotate("She made no mention of the dam on the other side of the border, or of the refugees.")
    )
    assert [s.topic for s in found][-1] == "refugees"


def test_a_pointing_topic_is_that_of_the_silence_before(annotate: Read) -> None:
    text = "The statement does not mention wages, and a query on the point went unanswered."
    assert [s.topic for s in read_silences(annotate(text))] == ["wages"]
