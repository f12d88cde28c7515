"""Who speaks and who is spoken to in a transcript."""

from __future__ import annotations

import pytest

from _resolved import codes
from dragoman.annotate import Parser
from dragoman.annotate.turns import find_turns
from dragoman.model import AnnotatedDocument, Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

TEXT = """PRESIDENT BIDEN: I thank the Prime Minister. Our relationship has no limits.

PRIME MINISTER KISHIDA: I am happy to welcome you to Tokyo. We will freeze more assets.
Our two countries agree, Mr. President.

Q    Will you send ships? We have heard that you might.

PRESIDENT BIDEN: You know, we have made a promise.

MODERATOR: We must stop here.

Q    Mr. Prime Minister, have you spoken to Seoul?
"""


@pytest.fixture(scope="module")
def doc(parser: Parser) -> AnnotatedDocument:
    document = Document("t", TEXT, publisher="White House (USA)", published="2022-05-23")
    return resolve_mentions(parser.parse(document), packaged_actors())


def meant(doc: AnnotatedDocument, words: str, nth: int = 0) -> list[str | None]:
    """Codes of the nth mention whose head is a word."""
    return [codes(m) for m in doc.mentions if doc.tokens[m.head].text == words][nth]


def test_i_and_we_are_whoever_has_the_turn(doc: AnnotatedDocument) -> None:
    assert meant(doc, "I", 0) == ["USA"]
    assert meant(doc, "I", 1) == ["JPN"]
    assert meant(doc, "We", 0) == ["JPN"]


def test_a_journalist_is_nobody_and_a_nameless_speaker_the_publishers(doc: AnnotatedDocument) -> None:
    assert meant(doc, "We", 1) == [None]
    assert meant(doc, "We", 2) == ["USA"]


def test_you_are_the_other_one_and_an_officials_guest_asks_nobody(doc: AnnotatedDocument) -> None:
    assert meant(doc, "you", 0) == ["USA"]
    assert meant(doc, "President", -1) == ["USA"]
    assert meant(doc, "Minister", 0) == meant(doc, "Minister", -1) == ["JPN"]
    assert meant(doc, "you", -1) == ["JPN"]
    assert meant(doc, "You") == [None]


def test_what_is_ours_together_is_of_both(doc: AnnotatedDocument) -> None:
    assert meant(doc, "Our", 0) == ["USA", "JPN"]
    assert meant(doc, "countries") == ["JPN", "USA"]


def test_a_text_with_one_colon_is_no_transcript(parser: Parser) -> None:
    assert not parser.parse(Document("t", "Zelensky: The ministers met. They signed a treaty.")).turns


def test_an_item_of_a_digest_is_nobodys_turn(parser: Parser) -> None:
    text = "Iran: Tehran warned Israel. We will see.\n\nSudan: Khartoum fell. We could not verify it.\n"
    doc = resolve_mentions(parser.parse(Document("t", text, published="2024-05-05")), packaged_actors())
    assert meant(doc, "We", 0) == meant(doc, "We", 1) == [None]


def test_a_long_run_of_initials_has_no_turns() -> None:
    assert find_turns("J.K. " * 5000, (), ()) == ()
