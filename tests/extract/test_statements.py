"""Statements: quotations of every build, reported speech, speakers and sides, whole texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.annotate import Parser
from dragoman.extract.statements import read_statements
from dragoman.model import AnnotatedDocument, Document, Statement
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

pytestmark = pytest.mark.model
Read = Callable[..., list[Statement]]


@pytest.fixture(scope="module")
def annotate() -> Callable[..., AnnotatedDocument]:
    parser = Parser()

    def run(text: str, **known: str | None) -> AnnotatedDocument:
        document = Document("d", text, published="2022-09-16", **known)  # type: ignore[arg-type]
        return resolve_mentions(parser.parse(document), packaged_actors())

    return run


@pytest.fixture(scope="module")
def read(annotate: Callable[..., AnnotatedDocument]) -> Read:
    return lambda text, wide=False, **known: read_statements(annotate(text, **known), wide=wide)


def contents(statements: list[Statement]) -> list[list[str]]:
    return [[q.text for q in s.content] for s in statements]


ANALYSIS = """Ties between the two navies have "gone cold for good," said Lena Novak, a senior fellow at the Adriatic Policy Institute.

“Nobody trusts anybody,” she said. “The admirals know it, and the ministers know it too.

“What began as a quarrel over fish is now a quarrel over everything. I see no way back.”

But Marco Rossi, director of the maritime program at the Institute of Sea Law in Trieste, is not convinced. “They always come back to the table,” he told reporters.
"""  # noqa: E501


def test_a_quotation_over_paragraphs_is_one_statement(read: Read) -> None:
    found = read(ANALYSIS)
    long = next(s for s in found if "Nobody trusts anybody" in s.content[0].text)
    assert len(long.content) == 3
    assert long.content[2].text.startswith("What began as a quarrel")
    assert long.content[2].text.endswith("I see no way back.")
    assert long.direct


def test_a_pronoun_speaks_for_whom_it_means(read: Read) -> None:
    found = read(ANALYSIS)
    assert [s.speaker.person for s in found if s.speaker.text in {"she", "he"}] == ["Lena Novak", "Marco Rossi"]
    she = next(s for s in found if s.speaker.text == "she")
    assert (she.speaker.role, she.side.name) == ("senior fellow", "Adriatic Policy Institute")


def test_words_around_a_partial_quotation_belong_to_it(read: Read) -> None:
    first = read(ANALYSIS)[0]
    assert first.content[0].text.startswith("Ties between the two navies have")
    assert first.direct
    assert first.why.rule == "mixed"


def test_a_quotation_broken_by_its_attribution_is_one_statement(read: Read) -> None:
    (only,) = read("“The harvest,” the minister said, “was the worst in forty years.”")
    assert contents([only]) == [["The harvest,", "was the worst in forty years."]]


def test_free_standing_quotations_go_on_from_the_last_speaker(read: Read) -> None:
    text = "“We will not leave,” said Omar Haddad.\n\n“This is our street. We were born here.”"
    (only,) = read(text)
    assert only.speaker.text == "Omar Haddad"
    assert len(only.content) == 2


def test_two_speakers_of_one_paragraph_are_kept_apart(read: Read) -> None:
    text = "“It is over,” said Omar Haddad. “It has only begun,” answered Ruth Klein."
    assert [(s.speaker.text, s.content[0].text) for s in read(text)] == [
        ("Omar Haddad", "It is over,"), ("Ruth Klein", "It has only begun,"),
    ]  # fmt: skip


def test_a_title_in_marks_is_no_speech(read: Read) -> None:
    assert read("He gave the guests a copy of “The Long Way Home” and left.") == []


def test_single_marks_quote_where_there_are_no_double_ones(read: Read) -> None:
    (only,) = read("‘The ferry is full and we can’t wait,’ said the captain’s mate.")
    assert only.content[0].text == "The ferry is full and we can’t wait,"


@pytest.mark.parametrize(
    ("text", "content", "stance"),
    [
        ("Chile condemned the seizure of the trawler.", "the seizure of the trawler", "ACCUSE"),
        ("The premier thanked Norway for the loan of two planes.", "the loan of two planes", "SUPPORT"),
        ("The foreign minister ruled out lifting the embargo.", "lifting the embargo", "REJECT"),
        ("The junta threatened war if the bridge was crossed.", "war if the bridge was crossed", "THREATEN"),
        ("The president voiced concern about the drills.", "the drills", "ACCUSE"),
        ("Fiji warned that the reef would die.", "the reef would die", "THREATEN"),
        ("The minister made clear that the border would stay shut.", "the border would stay shut", None),
        ("The council called for an inquiry and a return to talks.", "an inquiry and a return to talks", "REQUEST"),
    ],
)
def test_content_and_stance(read: Read, text: str, content: str, stance: str | None) -> None:
    (only,) = read(text)
    assert content in only.content[0].text
    assert only.stance == stance


def test_the_object_of_an_appeal_is_its_addressee(read: Read) -> None:
    (only,) = read("Brazil urged Argentina to reopen the pass.")
    assert only.addressee is not None
    assert (only.side.actor, only.addressee.actor) == ("BRA", "ARG")
    assert only.content[0].text == "to reopen the pass"


def test_who_is_talked_about(read: Read) -> None:
    (only,) = read("Japan said that Peru and Chile had settled their quarrel.")
    assert only.about == ("PER", "CHL")


def test_a_time_or_an_occasion_is_no_content(read: Read) -> None:
    (only,) = read("The envoy praised the volunteers in an interview on Friday.")
    assert only.content[0].text == "the volunteers"


def test_a_second_verb_keeps_its_own_speaker(read: Read) -> None:
    found = read("The ministry believed that the rebels held the pass and feared that the road was mined.")
    assert [s.cue.text for s in found if s.cue] == ["believed", "feared"]
    assert {s.speaker.text for s in found} == {"The ministry"}
    assert "mined" not in found[0].content[0].text


def test_words_said_inside_other_words_are_read_too(read: Read) -> None:
    found = read("The envoy said that the governor had announced that the port would close.")
    assert [(s.speaker.text, s.content[0].text) for s in found][1:] == [("the governor", "the port would close")]


def test_the_author_and_the_reader_make_no_statements(read: Read) -> None:
    assert read("I think the plan will fail. You say it will not.") == []


READOUT = """Telephone conversation with President of Kazakhstan Kassym-Jomart Tokayev

Vladimir Putin had a telephone conversation with President of Kazakhstan Kassym-Jomart Tokayev.
The leaders stressed the need to finish the railway. It was noted that trade had doubled. The President of Russia thanked his colleague for the invitation.
"""  # noqa: E501


def test_in_a_readout_both_sides_speak(read: Read) -> None:
    found = read(READOUT, publisher="Kremlin (President of Russia)")
    both = "Vladimir Putin and Kassym-Jomart Tokayev"
    assert [s.speaker.person for s in found] == [both, both, "Vladimir Putin"]
    assert found[1].content[0].text == "trade had doubled"


def test_nobody_speaks_in_a_passive_of_other_texts(read: Read) -> None:
    assert read("It was noted that trade had doubled.") == []


def test_a_transcript_is_cut_into_turns(read: Read) -> None:
    text = (
        "QUESTION: Will the bridge be rebuilt?\n\nPRIME MINISTER BERG: It will. The money is there.\n\n"
        "We start in May.\n\nQUESTION: And the tunnel?\n\nPRIME MINISTER BERG: That is for our neighbours to say."
    )
    found = read(text)
    turns = [s for s in found if s.why.rule == "transcript-turn" and s.speaker.text == "PRIME MINISTER BERG"]
    assert len(turns) == 2
    assert turns[0].content[0].text.endswith("We start in May.")


def test_a_first_person_release_is_its_issuer_s_words(read: Read) -> None:
    title = "Statement by Foreign Minister Lena Fischer on the Floods"
    text = f"{title}\n\nWe stand with the people of the valley in these days.\n\nOur engineers will arrive on Monday with forty pumps."  # noqa: E501
    found = read(text, title=title)
    assert len(found) == 2
    assert all(s.speaker.text == "Foreign Minister Lena Fischer" and s.direct for s in found)


def test_the_wide_reading_counts_attitudes(read: Read) -> None:
    text = "The mayor knows that the dam is old and wants to replace it."
    assert read(text) == []
    assert {s.cue.text for s in read(text, wide=True) if s.cue} >= {"knows"}


def test_every_span_reads_back(annotate: Callable[..., AnnotatedDocument]) -> None:
    for text in (ANALYSIS, READOUT):
        doc = annotate(text)
        for s in read_statements(doc) + read_statements(doc, wide=True):
            for q in (*s.content, s.evidence, *([s.cue] if s.cue else [])):
                assert doc.document.text[q.start : q.end] == q.text
            assert doc.document.text[s.speaker.start : s.speaker.end] == s.speaker.text


def test_the_same_text_gives_the_same_records(annotate: Callable[..., AnnotatedDocument]) -> None:
    assert read_statements(annotate(ANALYSIS)) == read_statements(annotate(ANALYSIS))


def test_an_empty_text_says_nothing(read: Read) -> None:
    assert read("") == []


def test_a_clause_before_a_semicolon_is_not_what_the_next_one_says(read: Read) -> None:
    assert read("Chad and Niger set up the body in 2001; Mali and Togo were admitted in 2017.") == []
    (told,) = read("Chad would leave the body in June, the minister admitted.")
    assert told.cue is not None and told.cue.text == "admitted"
