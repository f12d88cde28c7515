"""Whatever a text is made of, every word stands where its offsets say."""

from __future__ import annotations

import pytest

from dragoman.annotate import Parser
from dragoman.model import AnnotatedDocument, Cut, Document, ModelError

pytestmark = pytest.mark.model


def parse(parser: Parser, text: str, *cuts: tuple[int, int]) -> AnnotatedDocument:
    doc = parser.parse(Document("d", text, cuts=tuple(Cut(s, e, "caption") for s, e in cuts)))
    check(doc)
    return doc


def check(doc: AnnotatedDocument) -> None:
    """What holds for every parsed document."""
    text, at = doc.document.text, 0
    for n, token in enumerate(doc.tokens):
        assert token.i == n
        assert text[token.start : token.end] == token.text and token.text.strip()
        assert token.start >= at, "in order, not overlapping"
        at = token.end
        assert doc.tokens[token.head].sent == token.sent
        assert (n in doc.children[token.head]) == (token.head != n)
        assert all(cut.end <= token.start or token.end <= cut.start for cut in doc.document.cuts)
    assert sum(map(len, doc.children)) == sum(t.head != t.i for t in doc.tokens)
    for n, sentence in enumerate(doc.sentences):
        words = doc.words(sentence)
        assert sentence.i == n and words and {t.sent for t in words} == {n}
        assert (sentence.start, sentence.end) == (words[0].start, words[-1].end)
        assert sentence.first <= sentence.root < sentence.last
    assert [s.first for s in doc.sentences[1:]] == [s.last for s in doc.sentences[:-1]]


def words(doc: AnnotatedDocument) -> list[str]:
    return [t.text for t in doc.tokens]


def test_a_plain_sentence(parser: Parser) -> None:
    doc = parse(parser, "Russia invaded Ukraine in 2022.")
    assert words(doc) == ["Russia", "invaded", "Ukraine", "in", "2022", "."]
    russia, invaded, ukraine = doc.tokens[:3]
    assert (russia.dep, russia.head, russia.pos, russia.ent) == ("nsubj", 1, "PROPN", "GPE")
    assert (invaded.lemma, invaded.tag, invaded.head) == ("invade", "VBD", 1)
    assert (ukraine.dep, ukraine.lemma) == ("dobj", "Ukraine")
    assert doc.sentences[0].root == 1


def test_astral_characters_do_not_move_offsets(parser: Parser) -> None:
    doc = parse(parser, "🏔🏔 Kazakhstan 🇰🇿 sent 𝐭𝐞𝐧𝐭𝐬 to Ukraine. 🕊 They arrived.")
    (ukraine,) = (t for t in doc.tokens if t.text == "Ukraine")
    assert ukraine.start == doc.document.text.index("Ukraine")
    assert words(doc)[-3:] == ["They", "arrived", "."]


@pytest.mark.parametrize(
    "text",
    [
        "China\u200f met \u202bRussia\u202c on \u2066Monday\u2069.",
        "China\x00 met\x00 Russia on Monday.",
        "China met\tRussia\u00a0on\u2003Monday.",
        "China met\u200b Russia on Mon\u00adday.",
        "Cafe\u0301s in Coˆte d’Ivoire closed after police shot a boy.",
        "China met\r\nRussia on Monday.\r\n\r\nThey\u2028talked.\x0b\x0cThey left.",
        "\ufeffChina met Russia on Monday.",
    ],
    ids=["rtl", "nul", "spaces", "invisible", "combining", "breaks", "bom"],
)  # fmt: skip
def test_odd_characters_do_not_move_offsets(parser: Parser, text: str) -> None:
    doc = parse(parser, text)
    last = text.split()[-1].strip(".\u2069")
    assert any(last in t.text for t in doc.tokens), "nothing is lost behind the odd character"


def test_right_to_left_text_passes_through(parser: Parser) -> None:
    doc = parse(parser, "التقى الوزيران في القاهرة. 外長在北京會面。 Ministers met.")
    assert words(doc)[-3:] == ["Ministers", "met", "."]


def test_breaks_inside_a_sentence_are_spaces_to_the_parser(parser: Parser) -> None:
    text = "The foreign ministers of China and of India met in the capital\r\nof Tajikistan on Tuesday."
    doc = parse(parser, text)
    assert len(doc.sentences) == 1
    assert words(doc) == words(parse(parser, text.replace("\r\n", "  ")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S.-Russia talks began.", ["U.S.", "-", "Russia", "talks", "began", "."]),
        ("EU-China talks began.", ["EU", "-", "China", "talks", "began", "."]),
        ("US–China talks began.", ["US", "–", "China", "talks", "began", "."]),
        ("Russian-Chinese talks began.", ["Russian", "-", "Chinese", "talks", "began", "."]),
    ],
)
def test_partners_joined_by_a_hyphen_are_two_words(parser: Parser, text: str, expected: list[str]) -> None:
    assert words(parse(parser, text)) == expected


@pytest.mark.parametrize("rank", ["Col.", "Lt.", "Capt.", "Maj.", "Sgt.", "Gen."])
def test_a_rank_ends_no_sentence(parser: Parser, rank: str) -> None:
    doc = parse(parser, f"{rank} Amadou Toure seized power in 1991. He left it a year later.")
    assert len(doc.sentences) == 2
    assert words(doc)[0] == rank


def test_cuts_are_never_parsed(parser: Parser) -> None:
    text = (
        "Share this page on Facebook\nChad and Niger signed. Advertisement Buy now! They left.\nRead more: Peru votes"
    )
    ad = text.index("Advertisement")
    cuts = ((0, 27), (ad, ad + len("Advertisement Buy now!")), (text.index("Read more"), len(text)))
    doc = parse(parser, text, *cuts)
    assert " ".join(words(doc)) == "Chad and Niger signed . They left ."
    assert [s.paragraph for s in doc.sentences] == [0, 1]


def test_paragraphs_are_numbered_and_never_share_a_sentence(parser: Parser) -> None:
    doc = parse(parser, "Ministers meet\n\nThey talked. They left\n\nnobody cheered")
    assert [s.paragraph for s in doc.sentences] == [0, 1, 1, 2]


@pytest.mark.parametrize("text", ["", " \n\t ", "\u2028"])
def test_nothing_to_parse(parser: Parser, text: str) -> None:
    doc = parse(parser, text)
    assert doc.tokens == () and doc.sentences == () and doc.children == ()


def test_everything_cut(parser: Parser) -> None:
    assert parse(parser, "Share this", (0, 10)).tokens == ()


def test_the_same_text_parses_alike_every_time(parser: Parser) -> None:
    document = Document("d", "Iran rejected the offer. Its envoy left Geneva, and the talks ended without a date.")
    assert parser.parse(document) == parser.parse(document)


def test_a_pipeline_that_is_not_there_is_explained() -> None:
    with pytest.raises(ModelError, match="'en_core_web_none' is not installed"):
        Parser("en_core_web_none")
