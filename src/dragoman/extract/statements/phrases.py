"""Attributions without a verb: "according to X", "in X's view", "in the words of X"; and hedges, "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.extract.statements.clauses import child, subtree
from dragoman.extract.statements.rules import speech_rules
from dragoman.model import AnnotatedDocument, Token

_OWN = frozenset({"my", "our", "your"})


@dataclass(frozen=True, slots=True)
class PhraseAttribution:
    """A clause attributed by a phrase in it.

    Attributes:
        rule: Id of the rule.
        cue: Index of the phrase's first word.
        last: Index of the cue's last word.
        speaker: Index of the head of the one who says it, or None for a hedge.
        content: Indices of what is attributed.
    """

    rule: str
    cue: int
    last: int
    speaker: int | None
    content: frozenset[int]


def find_phrases(doc: AnnotatedDocument, quoted: Sequence[int]) -> Iterator[PhraseAttribution]:
    """All attributions by phrase, in order, outside quotations.

    Args:
        doc: The annotated document.
        quoted: For each token the quotation it stands in, or −1.
    """
    views = speech_rules().words("viewpoint-nouns")
    for token in doc.tokens:
        word = token.text.lower()
        if quoted[token.i] >= 0:
            continue
        if word == "according":
            found = _according(doc, token)
        elif word in {"in", "from", "by", "to"} and token.pos == "ADP":
            found = _viewpoint(doc, token, views)
            if found is not None and found.speaker is not None and doc.tokens[found.speaker].text.lower() in _OWN:
                found = None
        else:
            continue
        if found is not None:
            yield found


def find_hedges(doc: AnnotatedDocument, quoted: Sequence[int]) -> Iterator[PhraseAttribution]:
    """Clauses hedged by an adverb ("reportedly", "allegedly"): somebody says so, nobody named."""
    adverbs = speech_rules().words("hedge-adverbs")
    for token in doc.tokens:
        if token.text.lower() in adverbs and quoted[token.i] < 0:
            above = doc.tokens[token.head]
            words = subtree(doc, above.i, {token.i})
            yield PhraseAttribution("hedge-adverb", token.i, token.i, None, frozenset(words))


def _according(doc: AnnotatedDocument, token: Token) -> PhraseAttribution | None:
    for k in range(token.i + 1, min(token.i + 3, len(doc.tokens))):
        if doc.tokens[k].text.lower() != "to":
            continue
        named = child(doc, k, "pobj") or child(doc, token.i, "pobj")
        if named is None:
            return None
        phrase = subtree(doc, token.i) | subtree(doc, named.i) | {k}
        return _attribution(doc, "according-to", token, k, named.i, phrase)
    return None


def _viewpoint(doc: AnnotatedDocument, token: Token, views: frozenset[str]) -> PhraseAttribution | None:
    """ "In Tokyo's view", "in the words of one diplomat"."""
    noun = child(doc, token.i, "pobj")
    if (
        noun is None
        or noun.lemma.lower() not in views
        or token.lemma.lower() not in speech_rules().words("viewpoint-links")
    ):
        return None
    owner = child(doc, noun.i, "poss")
    if owner is None:
        for link in doc.dependents(noun.i, "prep"):
            if link.lemma == "of":
                owner = child(doc, link.i, "pobj")
    if owner is None or (token.lemma.lower() == "from" and token.i != doc.sentences[token.sent].first):
        return None
    return _attribution(doc, "viewpoint-phrase", token, noun.i, owner.i, subtree(doc, token.i))


def _attribution(
    doc: AnnotatedDocument, rule: str, cue: Token, last: int, speaker: int, phrase: set[int]
) -> PhraseAttribution | None:
    """The clause a phrase attributes: the sentence, where the phrase opens or ends it; else the clause it stands in."""
    sentence = doc.sentences[cue.sent]
    inside = {i for i in phrase if sentence.first <= i < sentence.last}
    if min(inside) - sentence.first <= 1 or sentence.last - 1 - max(inside) <= 1:
        words = set(range(sentence.first, sentence.last)) - inside
        words -= _lead_in(doc, sentence.first, min(words, default=0))
    else:
        at = doc.tokens[cue.head]
        while at.pos not in {"VERB", "AUX"} and at.head != at.i:
            at = doc.tokens[at.head]
        words = subtree(doc, at.i, {cue.i}) - inside
    words = {i for i in words if doc.tokens[i].pos != "SPACE"}
    if not words:
        return None
    return PhraseAttribution(rule, cue.i, last, speaker, frozenset(words))


def _lead_in(doc: AnnotatedDocument, first: int, start: int) -> set[int]:
    """An opening "But" or "And" before the attributed words."""
    return {start} if start == first and doc.tokens[start].pos == "CCONJ" else set()
