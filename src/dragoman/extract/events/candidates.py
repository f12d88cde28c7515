"""What syntax proposes: words that may tell an act, words that may name a party, and how they hang together.

The same code prepares training rows and runs in the product, so that the model sees one kind of input.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import AnnotatedDocument, Sentence, Token, way_between

TRIGGER_POS = frozenset({"VERB", "NOUN", "ADJ", "AUX", "PROPN"})
PARTY_POS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X"})
_LONGEST_PATH = 5
"""Steps of the syntactic path that are told apart; a longer one is only "far"."""
LONGEST_SENTENCE = 190
"""Words of a sentence that are proposed: the model sees no more, and pairs grow with their square."""
SENTENCES_BEFORE = 2
WORDS_BEFORE = 60
"""How far the model looks back in the paragraph for parties the sentence does not name again."""
BEFORE = "before"
"""The path to a word of an earlier sentence."""
_AUXILIARY = frozenset({"aux", "auxpass"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """One sentence's candidates.

    Attributes:
        sentence: The sentence.
        first: Index of the first token the model reads: of what stands before in the paragraph, or the sentence's own.
        triggers: Token indices that may be the head of an act's words.
        parties: Token indices that may be the head of a party's words, those before the sentence first.
        pairs: (position in ``triggers``, position in ``parties``, path) for every pair to be judged.
    """

    sentence: Sentence
    first: int
    triggers: tuple[int, ...]
    parties: tuple[int, ...]
    pairs: tuple[tuple[int, int, str], ...]


def is_trigger_candidate(token: Token) -> bool:
    """Whether a word may be the head of an act's words."""
    if token.pos == "PROPN":
        # Capitalised event nouns ("Summit", "Protests"), not parts of people's and places' names.
        return token.ent not in {"PERSON", "GPE", "NORP", "LOC"} or token.text.endswith(("tion", "ing", "ment"))
    if token.pos == "AUX":
        return token.dep not in _AUXILIARY
    return token.pos in TRIGGER_POS


def is_party_candidate(token: Token) -> bool:
    """Whether a word may be the head of a party's words."""
    if token.pos == "ADJ":
        return token.text[:1].isupper() or token.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}
    if token.pos == "DET":
        return token.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}
    return token.pos in PARTY_POS


def syntactic_path(tokens: Sequence[Token], start: int, end: int) -> str:
    """The way from one word to another through the sentence's tree.

    Args:
        tokens: The document's tokens.
        start: Index of the act's head word.
        end: Index of the party's head word.

    Returns:
        Labels climbed (``^xcomp``), then labels descended (``>nsubj``), such as ``^xcomp>nsubj``;
        ``self`` for the same word; ``far`` for more than five steps.
    """
    if start == end:
        return "self"
    way = way_between(tokens, start, end, _LONGEST_PATH)
    if way is None or len(way[0]) + len(way[1]) > _LONGEST_PATH:
        return "far"
    up, down = way
    return "".join(f"^{label}" for label in up) + "".join(f">{label}" for label in reversed(down))


def path_between(doc: AnnotatedDocument, sentence: Sentence, start: int, end: int) -> str:
    """The syntactic path between two words a model reads of a sentence; ``before`` if one stands before it."""
    return BEFORE if min(start, end) < sentence.first else syntactic_path(doc.tokens, start, end)


def propose(doc: AnnotatedDocument, sentence: Sentence) -> Proposal:
    """All candidates of one sentence.

    Args:
        doc: The annotated document.
        sentence: One of its sentences.

    Returns:
        The proposal; its pairs join every trigger with every other party word.
    """
    words = doc.words(sentence)[:LONGEST_SENTENCE]
    first = first_read(doc, sentence)
    triggers = tuple(t.i for t in words if is_trigger_candidate(t))
    before = tuple(t.i for t in doc.tokens[first : sentence.first] if is_party_candidate(t))
    parties = (*before, *(t.i for t in words if is_party_candidate(t)))
    pairs = tuple(
        (n, m, path_between(doc, sentence, trigger, party))
        for n, trigger in enumerate(triggers)
        for m, party in enumerate(parties)
        if trigger != party
    )
    return Proposal(sentence, first, triggers, parties, pairs)


def first_read(doc: AnnotatedDocument, sentence: Sentence) -> int:
    """Index of the first token a model reads of a sentence: some words before it in its paragraph, or its own."""
    number = sentence.i
    while (
        number > 0
        and sentence.i - number < SENTENCES_BEFORE
        and doc.sentences[number - 1].paragraph == sentence.paragraph
    ):
        number -= 1
    return max(doc.sentences[number].first, sentence.first - WORDS_BEFORE)
