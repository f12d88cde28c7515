"""The time a text has set for acts told without one of their own.

A history dates a stretch once (*In 1975 a coup failed …. The purge that came of it …*); a readout its first line
(*spoke today*). Weaker evidence than syntax: callers keep the two apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.model import AnnotatedDocument, Sentence, TimeExpression, Token
from dragoman.resolve.times.govern import tells_when, time_of
from dragoman.resolve.times.syntax_tense import governing_verb, span_head, verb_tense

_VERBAL = ("VERB", "AUX")
_FAR = 2
"""Years from the document's date beyond which what is told is history."""


def carried_time(doc: AnnotatedDocument, times: Sequence[TimeExpression], i: int) -> TimeExpression | None:
    """The expression that sets the time in which an act without one is told.

    Args:
        doc: The parsed document.
        times: Its time expressions.
        i: Index of the act's predicate.

    Returns:
        The time of the clause around it; else, in a history, that of the paragraph so far; else, in a text that
        tells of its own day alone, that day. None for plans and, outside histories, for what nouns mention.
    """
    token = doc.tokens[i]
    history = is_history(doc, times)
    if token.pos not in _VERBAL and not history:
        return None
    if not _is_told(doc, token):
        return None
    around = _clause_time(doc, times, token, history)
    if around or not (history or _tells_own_day(doc, times)):
        return around
    sentence = doc.sentences[token.sent]
    if history:
        beside = sorted(_told_times(doc, times, sentence), key=lambda t: (t.first > i, abs(t.first - i)))
        if beside:
            return beside[0]
    for n in sorted({doc.tokens[t.first].sent for t in times if t.first < sentence.first}, reverse=True):
        earlier = doc.sentences[n]
        if history and earlier.paragraph != sentence.paragraph:
            return None
        time = _sentence_time(doc, times, earlier)
        if time:
            return time
    return None


def is_history(doc: AnnotatedDocument, times: Sequence[TimeExpression]) -> bool:
    """Whether a document tells a past of its own: most of its times lie years from its date."""
    published = doc.document.published
    years = [int((t.when.start or t.when.end or "0")[:4]) for t in times if t.when.start or t.when.end]
    if not years or not published or not published[:4].isdigit():
        return bool(years)
    return sum(abs(int(published[:4]) - year) > _FAR for year in years) * 2 > len(years)


def _clause_time(
    doc: AnnotatedDocument, times: Sequence[TimeExpression], token: Token, history: bool
) -> TimeExpression | None:
    """The time of the nearest clause above that has one, unless a reported clause lies between."""
    for above in doc.ancestors(token.i):
        if token.dep in ("ccomp", "parataxis") or (token.dep == "relcl" and not history):
            return None
        if above.pos in _VERBAL or token.dep in ("relcl", "acl"):
            time = time_of(doc, times, above.i)
            if time and _is_closed(time):
                return time
        token = above
    return None


def _is_told(doc: AnnotatedDocument, token: Token) -> bool:
    """Whether an act is told as done then: no plan or wish, nothing that had gone before."""
    verb = token if token.pos in _VERBAL else governing_verb(doc, token)
    if verb is None:
        return True
    helpers = doc.dependents(verb.i, "aux", "auxpass")
    if any(t.tag == "MD" for t in helpers):
        return False
    perfect = verb is token and any(t.lemma == "have" and t.tag == "VBD" for t in helpers)
    return not perfect and verb_tense(doc, verb) in ("past", None)


def _is_closed(time: TimeExpression) -> bool:
    return time.type in ("DATE", "TIME") and time.when.start is not None


def _sentence_time(
    doc: AnnotatedDocument, times: Sequence[TimeExpression], sentence: Sentence
) -> TimeExpression | None:
    """The time a sentence sets: its main clause's, else the last it tells of what was done."""
    main = time_of(doc, times, sentence.root)
    if main and _is_closed(main):
        return main
    told = list(_told_times(doc, times, sentence))
    return told[-1] if told else None


def _told_times(
    doc: AnnotatedDocument, times: Sequence[TimeExpression], sentence: Sentence
) -> Iterator[TimeExpression]:
    for time in times:
        if sentence.first <= time.first < sentence.last and tells_when(time) and _is_closed(time):
            if _is_aside(doc, sentence, time):
                continue
            verb = governing_verb(doc, span_head(doc, time.first, time.last))
            if verb is None or verb_tense(doc, verb) != "future":
                yield time


def _is_aside(doc: AnnotatedDocument, sentence: Sentence, time: TimeExpression) -> bool:
    """ "Its failure to leave in 1946 (as the declaration of 1943 had it)": what is in brackets dates nothing else."""
    before = [t.text for t in doc.tokens[sentence.first : time.first]]
    return before.count("(") > before.count(")")


def _tells_own_day(doc: AnnotatedDocument, times: Sequence[TimeExpression]) -> bool:
    """Whether the document's date is the only day its text tells of."""
    days = {t.when.start for t in times if tells_when(t) and t.when.precision == "day"}
    return days == {(doc.document.published or "")[:10]}
