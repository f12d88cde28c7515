"""Where quotations open and close, told from hand-built documents."""

from __future__ import annotations

import re

from dragoman.extract.statements.quotation import find_quotations, mask_of
from dragoman.model import AnnotatedDocument, Document, Sentence, Token


def split(text: str) -> AnnotatedDocument:
    """A document of words, one sentence a paragraph."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    at = 0
    for number, paragraph in enumerate(text.split("\n\n")):
        first = len(tokens)
        for m in re.finditer(r"[\w’']+|\S", paragraph):
            i, start = len(tokens), at + m.start()
            word = m.group()
            tokens.append(
                Token(i, word, start, start + len(word), word.lower(), "NOUN", "NN", "dep", first, "", number)
            )
        at += len(paragraph) + 2
        sentences.append(Sentence(number, first, len(tokens), tokens[first].start, tokens[-1].end, first, number))
    return AnnotatedDocument(Document("d", text), tuple(tokens), tuple(sentences), tuple(() for _ in tokens))


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(split(text))]


def test_curly_and_straight_marks() -> None:
    assert quoted("He said “go on” and left") == ["go on"]
    assert quoted('He said "go on" and "come back" twice') == ["go on", "come back"]


def test_a_quotation_inside_a_quotation_is_part_of_it() -> None:
    assert quoted("“He told me ‘never’ and left,” she said") == ["He told me ‘never’ and left,"]


def test_an_open_mark_at_each_paragraph_carries_on() -> None:
    found = find_quotations(split("“One day\n\n“Two days\n\n“Three days” she said"))
    assert [(q.closed, q.carried) for q in found] == [(False, False), (False, True), (True, True)]


def test_a_closing_mark_alone_opens_nothing() -> None:
    assert quoted("A tail end” of something") == []


def test_single_marks_only_without_double_ones() -> None:
    assert quoted("‘The dog’s here,’ he said") == ["The dog’s here,"]
    assert quoted("“Yes” and ‘no’ alike") == ["Yes"]


def test_an_apostrophe_opens_nothing() -> None:
    assert quoted("The boys' dog and the girl's cat") == []


def test_the_mask_tells_words_inside_from_words_outside() -> None:
    doc = split("He said “go on now” and left")
    mask = mask_of(find_quotations(doc), len(doc.tokens))
    inside = [t.text for t in doc.tokens if mask[t.i] == 0]
    assert inside == ["go", "on", "now"]
    assert mask[0] == -1
