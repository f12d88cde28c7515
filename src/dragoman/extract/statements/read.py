"""From an annotated document to its statements: whole turns, quotations, then reported speech and thought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.extract.statements.candidates import find_candidates, word_class
from dragoman.extract.statements.choose import Scored, choose
from dragoman.extract.statements.features import features
from dragoman.extract.statements.lexicon import read_cue, speech_words
from dragoman.extract.statements.quotation import Quotation, find_quotations, mask_of
from dragoman.extract.statements.quoted import Attributor, Quoted
from dragoman.extract.statements.turns import Turn, find_turns
from dragoman.extract.statements.weigh import speech_weights
from dragoman.model import AnnotatedDocument, Statement, Token

NARROW = frozenset({"say", "judge", "ask", "pledge", "think", "feel", "deny", "find"})
WIDE_THRESHOLD = 0.27
NARROW_THRESHOLD = 0.12


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its speaker is resolved.

    Attributes:
        rule: Id of the rule.
        speaker: Index of the head of the speaker's words, or None.
        cue: Index of the cue, or None.
        content: Indices of the content's words.
        scored: The candidate it was read from, for reported speech.
        turn: The turn it was read from, for transcripts.
        parts: Quotations it is made of.
        sure: Confidence, 0 to 1.
    """

    rule: str
    speaker: int | None
    cue: int | None
    content: frozenset[int]
    scored: Scored | None = None
    turn: Turn | None = None
    parts: tuple[int, ...] = ()
    sure: float = 0.9


def drafts(doc: AnnotatedDocument, wide: bool) -> tuple[list[Draft], list[Quotation], list[int]]:
    """All statements of a document before their speakers are resolved.

    Args:
        doc: The annotated document.
        wide: Whether every attitude counts (knowing, wanting, choosing), as in attribution corpora.

    Returns:
        The drafts in order, the quotations, and for each token its quotation or −1.
    """
    quotations = find_quotations(doc)
    quoted = mask_of(quotations, len(doc.tokens))
    turns = [] if wide else find_turns(doc)
    taken = {i for t in turns for first, last in t.spans for i in range(first, last)}
    scored = list(_scored(doc, quoted, wide, taken))
    reported = choose(scored)
    heads = {s.candidate.cue: s.candidate.speaker for s in reported}
    spoken = [q for q in Attributor(doc, quotations, quoted, heads).read() if not _inside(q, quotations, taken)]
    found = [Draft(t.rule, None, None, frozenset(i for f, l in t.spans for i in range(f, l)), turn=t, sure=0.9) for t in turns]
    found += _merge(doc, reported, spoken, quotations)
    return sorted(found, key=lambda d: (min(d.content), d.cue or 0)), quotations, quoted


def _inside(q: Quoted, quotations: Sequence[Quotation], taken: set[int]) -> bool:
    return any(quotations[n].first in taken for n in q.parts)


def _scored(doc: AnnotatedDocument, quoted: Sequence[int], wide: bool, taken: set[int]) -> Iterator[Scored]:
    weights = speech_weights()
    listed_words = {w.split()[0] for w, _ in speech_words()}
    words = weights.words

    def is_cue(token: Token) -> bool:
        if quoted[token.i] >= 0 or token.i in taken:
            return False
        kind = word_class(doc, token)
        if not kind:
            return False
        lemma = token.lemma.lower()
        return lemma in listed_words or f"{lemma}|{kind}" in words

    for c in find_candidates(doc, is_cue):
        if not c.content or c.speaker is not None and quoted[c.speaker] >= 0:
            continue
        word, level = read_cue(doc, doc.tokens[c.cue], word_class(doc, doc.tokens[c.cue]), c.frame)
        if not wide and level != "usual":
            continue
        p = weights.probability(features(doc, c, word, level, quoted))
        if p >= (WIDE_THRESHOLD if wide else NARROW_THRESHOLD):
            yield Scored(c, word, level, p)


def _merge(doc: AnnotatedDocument, reported: Sequence[Scored], spoken: Sequence[Quoted], quotations: Sequence[Quotation]) -> Iterator[Draft]:
    """Reported and quoted speech of one cue become one statement; a quotation swallows what it overlaps."""
    by_cue = {s.candidate.cue: s for s in reported}
    gone: set[int] = set()
    for q in spoken:
        words = frozenset(i for n in q.parts for i in range(quotations[n].first, quotations[n].last))
        rule, sure = q.rule, q.sure
        own = by_cue.get(q.cue) if q.cue is not None else None
        holder = own or next((s for s in reported if quotations[q.parts[0]].first in s.candidate.content), None)
        if holder is not None:
            content = holder.candidate.content
            before = [i for i in content if i < quotations[q.parts[0]].first and doc.tokens[i].pos not in {"PUNCT", "SCONJ"}]
            reaches = any(i in words for i in content)
            if own is None and reaches and holder.candidate.cue not in gone:
                # The quotation is part of somebody's reported words: one statement, the quotation whole.
                gone.add(holder.candidate.cue)
                yield Draft("mixed", holder.candidate.speaker, holder.candidate.cue, content | words, holder, parts=tuple(q.parts), sure=holder.probability)
                continue
            if own is not None and reaches and before:
                words = frozenset(words | {i for i in content if i < quotations[q.parts[0]].first})
                rule = "mixed"
            gone.add(holder.candidate.cue)
        for s in reported:
            if len(s.candidate.content & words) > 0.3 * len(s.candidate.content) or s.candidate.cue in words:
                gone.add(s.candidate.cue)
        yield Draft(rule, q.speaker, q.cue, words, own, parts=tuple(q.parts), sure=sure)
    for s in reported:
        if s.candidate.cue not in gone:
            yield Draft(f"reported.{s.candidate.frame}", s.candidate.speaker, s.candidate.cue, s.candidate.content, s, sure=s.probability)


def read_statements(doc: AnnotatedDocument, wide: bool = False) -> list[Statement]:
    """The statements of a document, in order.

    Args:
        doc: The annotated document, mentions resolved.
        wide: Whether every attitude counts (knowing, wanting, choosing), as attribution corpora have it; else what
            is said, thought, asked, promised, denied, praised or blamed.

    Returns:
        One statement for each stretch of words or thought attributed to somebody.
    """
    from dragoman.extract.statements.assemble import assemble

    found, quotations, quoted = drafts(doc, wide)
    return assemble(doc, found, quotations, quoted, wide)
