"""Reported speech and thought: candidates weighed, phrases added, the best kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.extract.statements.candidates import Candidate, find_candidates, word_class
from dragoman.extract.statements.choose import Scored
from dragoman.extract.statements.features import features
from dragoman.extract.statements.lexicon import SpeechWord, read_cue, speech_words
from dragoman.extract.statements.phrases import find_hedges, find_phrases
from dragoman.extract.statements.rules import speech_rules
from dragoman.extract.statements.weigh import speech_weights
from dragoman.model import AnnotatedDocument, Token
from dragoman.tables.nouns import role_nouns

WIDE_THRESHOLD = 0.27
_CLAUSE_THRESHOLD = 0.12
_INFINITIVE_THRESHOLD = 0.18
_OBJECT_THRESHOLD = 0.25
_AUTHOR_AND_READER = frozenset({"i", "we", "you", "my", "our", "your"})
_EMPTY = frozenset({"it", "this", "that", "these", "those", "which", "there", "what", "its"})
_FACELESS_THRESHOLD = 0.03
_PHRASE_SURE = 0.95
_HEDGE_SURE = 0.4
_RULE_OF_FRAME = {
    "that": "reported-clause", "small": "reported-clause", "that<": "clause-then-cue", "that^": "cue-thrown-in",
    "to": "reported-infinitive", "np>to": "reported-infinitive", "ing": "reported-infinitive",
    "np>ing": "reported-infinitive", "np": "reported-object", "is": "reported-object", "pass": "reported-passive",
}  # fmt: skip


def weigh_reported(doc: AnnotatedDocument, quoted: Sequence[int], wide: bool, taken: set[int]) -> list[Scored]:
    """All candidates of reported speech above the threshold, those inside quotations too.

    Args:
        doc: The annotated document.
        quoted: For each token the quotation it stands in, or −1.
        wide: Whether every attitude counts.
        taken: Tokens of turns, which are not read again.
    """
    return [*_weighed(doc, quoted, wide, taken), *_phrased(doc, quoted, wide, taken)]


def _weighed(doc: AnnotatedDocument, quoted: Sequence[int], wide: bool, taken: set[int]) -> Iterator[Scored]:
    weights = speech_weights()
    listed = {word.split()[0] for word, _ in speech_words()}
    named = {m.head for m in doc.mentions if any(p.actor for p in m.parties)}

    def is_cue(token: Token) -> bool:
        if (wide and quoted[token.i] >= 0) or token.i in taken:
            return False
        kind = word_class(doc, token)
        if not kind:
            return False
        lemma = token.lemma.lower()
        return lemma in listed or (wide and f"{lemma}|{kind}" in weights.words)

    for c in find_candidates(doc, is_cue):
        # Speaker and cue stand on the same side of a quotation mark.
        if not c.content or (c.speaker is not None and quoted[c.speaker] != quoted[c.cue]):
            continue
        cue = doc.tokens[c.cue]
        word, level = read_cue(doc, cue, word_class(doc, cue), c.frame)
        if not wide and (level != "usual" or not _speaks(doc, c, word, named) or not _is_somebody(doc, c, named)):
            continue
        p = weights.probability(features(doc, c, word, level, quoted))
        if p >= (WIDE_THRESHOLD if wide else _threshold(c, word)):
            yield Scored(c, word, level, p)


def _threshold(c: Candidate, word: SpeechWord | None) -> float:
    """The least probability of a candidate: clauses are plain, objects and infinitives may as well be deeds."""
    if c.speaker is None and word is not None and word.kind == "say":
        # "It was underscored that": nobody named, so only a text of two sides keeps it.
        return _FACELESS_THRESHOLD
    if c.frame.startswith(("that", "small")) or (word is not None and word.kind in {"think", "feel"}):
        return _CLAUSE_THRESHOLD
    return _INFINITIVE_THRESHOLD if c.frame.endswith(("to", "ing", "as", "is")) else _OBJECT_THRESHOLD


def _is_somebody(doc: AnnotatedDocument, c: Candidate, named: set[int]) -> bool:
    """Whether a candidate is somebody's: not the author's own "I think", the reader's "you say", or an empty "it"."""
    head = doc.tokens[c.head]
    if len(c.content) == 1 and head.pos == "PRON":
        return False
    if c.speaker is None:
        return True
    token = doc.tokens[c.speaker]
    word = token.text.lower()
    if word in _AUTHOR_AND_READER and doc.tokens[c.cue].sent == token.sent:
        return False
    if word in _EMPTY:
        return c.speaker in named and doc.tokens[c.cue].pos in {"VERB", "AUX"}
    return True


def _speaks(doc: AnnotatedDocument, c: Candidate, word: SpeechWord | None, named: set[int]) -> bool:
    """Whether the speaker of a phrase is someone who can speak; a clause of its own says enough."""
    if c.speaker is None or c.frame.startswith("that") or (word is not None and word.kind == "find"):
        return True
    token = doc.tokens[c.speaker]
    if token.pos != "NOUN" or token.ent or c.speaker in named:
        return True
    lemma = token.lemma.lower()
    return (
        lemma in role_nouns() or lemma in speech_rules().words("documents") or lemma in speech_rules().words("speakers")
    )


def _phrased(doc: AnnotatedDocument, quoted: Sequence[int], wide: bool, taken: set[int]) -> Iterator[Scored]:
    """Attributions by phrase, as candidates of their own."""
    found = [*find_phrases(doc, quoted), *(find_hedges(doc, quoted) if wide else ())]
    for p in found:
        if p.cue not in taken:
            sure = _PHRASE_SURE if p.speaker is not None else _HEDGE_SURE
            yield Scored(Candidate(p.cue, p.rule, min(p.content), p.content, p.speaker), None, "usual", sure)


def rule_of(doc: AnnotatedDocument, c: Candidate) -> str:
    """Id of the rule that reads a candidate's construction."""
    if c.frame in speech_rules().rules or c.frame == "hedge-adverb":
        return c.frame
    kind = word_class(doc, doc.tokens[c.cue])
    if kind != "verb":
        return "noun-cue" if kind == "noun" else "adjective-cue"
    stem = c.frame.split("+")[0]
    return _RULE_OF_FRAME.get(c.frame) or _RULE_OF_FRAME.get(stem) or "reported-topic"
