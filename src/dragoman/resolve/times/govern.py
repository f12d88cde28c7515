"""Which time expression dates an act: by syntax, not by nearness.

A time is carried by what it modifies. A verb has the times of its own adverbials and prepositions; a noun those
inside its phrase. Where a name stands between (*met Putin on Friday*), the time passes through it. What has no
time of its own takes that of the verb it shares a clause with, if the clause is told as one act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import AnnotatedDocument, TimeExpression, Token, When
from dragoman.resolve.times.lexicon import carrying_verbs, tense_cues, word_table
from dragoman.resolve.times.periods import make_date, period_of
from dragoman.resolve.times.syntax_tense import governing_verb, span_head, verb_tense

_VERBAL = ("VERB", "AUX")
_INNER = ("poss", "compound", "nummod", "amod", "nmod", "case")
_THROUGH_PREPOSITIONS = ("in", "at", "during", "with", "by", "to", "from", "into", "on")
_OBJECTS = ("dobj", "nsubjpass", "attr", "oprd", "dative")
_NAMES = ("PERSON", "GPE", "ORG", "NORP", "LOC", "FAC")
_FOR = ("for", "in", "at", "during", "to")
_STEPS = 8


def time_of(doc: AnnotatedDocument, times: Sequence[TimeExpression], i: int) -> TimeExpression | None:
    """The expression that tells when an act happened.

    Args:
        doc: The parsed document.
        times: Its time expressions, as `find_times` gives them.
        i: Index of the act's predicate: a verb or an event noun.

    Returns:
        The governing expression, from the same sentence, or None. Mere lengths and repetitions date nothing.
    """
    sentence = doc.sentences[doc.tokens[i].sent]
    dated = [
        (time, list(carriers(doc, time)))
        for time in times
        if sentence.first <= time.first < sentence.last and tells_when(time)
    ]
    return _find(doc, dated, i, set()) if dated else None


def _bare(time: TimeExpression) -> TimeExpression:
    """A time without what its preposition makes of it."""
    parts = [int(p) for p in time.value.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", time.value) else []
    day = make_date(*parts) if parts else None
    if day is None:
        return time
    period = period_of(day, ("year", "month", "day")[len(parts) - 1])
    return replace(time, when=When(period.first.isoformat(), period.last.isoformat(), period.precision, time.when.text))


def tells_when(time: TimeExpression) -> bool:
    """Whether an expression can date an act: no mere length, nothing that comes again."""
    if time.type == "SET":
        return False
    return time.type != "DURATION" or bool(time.when.start or time.when.end)


def carriers(doc: AnnotatedDocument, time: TimeExpression) -> Iterator[int]:
    """The words a time belongs to, the nearest first.

    Args:
        doc: The parsed document.
        time: The expression.

    Yields:
        Token indices: first what it modifies, then what it may mean through a name or an argument.
    """
    token = span_head(doc, time.first, time.last)
    if time.value.endswith("_REF") and token.dep not in ("advmod", "npadvmod", "pobj", "pcomp"):
        return  # "a better future", "current talks"
    inner = token.dep in _INNER
    before = doc.tokens[max(time.first - 1, 0)]
    if inner and before.pos == "ADP" and before.text.lower() != "of" and not doc.children[before.i]:
        # "In May East Timor voted": the parser made the month part of the name after it.
        token, inner = before, False
    for _ in range(_STEPS):
        if token.head == token.i:
            return
        above = doc.tokens[token.head]
        vague = above.pos == "ADV" and _is_time(above)  # "as recently as June"
        if not (above.pos in ("ADP", "SCONJ") or vague or (token.dep in ("conj", "appos") and _is_time(above))):
            break
        token, inner = above, inner or above.text.lower() == "of"
        if inner and _is_part(doc.tokens[token.head]):
            token, inner = doc.tokens[token.head], False
    for _ in range(_STEPS):
        if token.head == token.i:
            return
        above = doc.tokens[token.head]
        if above.dep in ("aux", "auxpass"):
            above = doc.tokens[above.head]
        yield above.i
        if above.pos in _VERBAL or inner or not _lets_through(doc, above):
            return
        token = above
        while doc.tokens[token.head].pos == "ADP" and token.head != token.i:
            token = doc.tokens[token.head]


_PARTS = ("EVE", "STARTNOUN", "BEGINNING", "MIDNOUN", "ENDNOUN", "UNIT", "UNITS", "DAYPART", "TIMEWORD")


def _is_part(token: Token) -> bool:
    """Whether a noun is but a part of the time behind it: the eve of May 14, the night of Oct. 23."""
    return word_table().get(token.text.lower(), ("",))[0] in _PARTS


def _is_time(token: Token) -> bool:
    return token.ent in ("DATE", "TIME")


def _lets_through(doc: AnnotatedDocument, noun: Token) -> bool:
    """Whether a time on a noun may be its verb's: on names, objects and most prepositions' nouns."""
    if noun.ent in _NAMES or noun.pos in ("PROPN", "PRON"):
        return noun.dep in _OBJECTS or noun.dep in ("pobj", "conj", "appos", "compound", "nsubj")
    if noun.dep in _OBJECTS:
        return True
    return noun.dep == "pobj" and doc.tokens[noun.head].text.lower() in _THROUGH_PREPOSITIONS


_Dated = list[tuple[TimeExpression, list[int]]]


def _find(doc: AnnotatedDocument, dated: _Dated, i: int, seen: set[int]) -> TimeExpression | None:
    if i in seen:
        return None
    seen.add(i)
    token = doc.tokens[i]
    if token.dep in ("relcl", "advcl", "acl") and token.pos in _VERBAL:
        for time, _ in dated:
            if time.first <= token.head < time.last:
                return _bare(time)  # "until 1962, when it broke away"
    own = _own(dated, i) if token.pos in _VERBAL else _own(dated, i) or _beside(doc, dated, token)
    return own or _inherited(doc, dated, token, seen)


def _own(dated: _Dated, i: int) -> TimeExpression | None:
    """The best of the times a word carries itself."""
    found = [(line.index(i), _rank(time), abs(time.first - i), time.first, time) for time, line in dated if i in line]
    return min(found, key=lambda f: f[:4])[4] if found else None


def _beside(doc: AnnotatedDocument, dated: _Dated, noun: Token) -> TimeExpression | None:
    """A noun's time told in its own clause (*talks held on Friday*) or right behind it (*independence in 1991*)."""
    for clause in doc.dependents(noun.i, "acl", "relcl"):
        carries = carrying_verbs().get(clause.lemma.lower(), frozenset())
        time = _own(dated, clause.i) if carries or clause.tag == "VBN" else None
        if clause.dep == "acl" and clause.tag == "VBN":
            time = time or _within(doc, dated, clause)
        if time:
            return time
    behind = doc.subtree(noun.i)[-1] + 1
    for time, _ in dated:
        near = doc.tokens[behind : time.first]
        if len(near) in (1, 2) and near[0].text.lower() in ("in", "of", "during") and near[-1].pos in ("ADP", "DET"):
            return time if time.when.precision in ("month", "year", "range") else None
    return None


def _within(doc: AnnotatedDocument, dated: _Dated, clause: Token) -> TimeExpression | None:
    """A time anywhere below a participle without another verb between: delivered before Congress on March 12."""
    for time, line in dated:
        verb = governing_verb(doc, span_head(doc, time.first, time.last))
        if verb is not None and verb.i == clause.i and line and time.first > clause.i:
            return time
    return None


def _rank(time: TimeExpression) -> int:
    """Points in time before periods counted from now, these before vague words."""
    if time.type == "DURATION":
        return 1
    return 2 if time.value.endswith("_REF") else 0


def _inherited(doc: AnnotatedDocument, dated: _Dated, token: Token, seen: set[int]) -> TimeExpression | None:
    """The time of the verb a word shares one act with."""
    above = doc.tokens[token.head]
    if token.pos not in _VERBAL:
        return _noun_inherits(doc, dated, token, above, seen) if above.i != token.i else None
    for opening in doc.dependents(token.i, "advcl"):
        if opening.i < token.i and opening.lemma.lower() in ("begin", "start"):
            time = _own(dated, opening.i)  # "Beginning in 1977, the two traded"
            if time:
                return time
    if "occur" in carrying_verbs().get(token.lemma.lower(), ()):
        for subject in doc.dependents(token.i, "nsubj", "csubj", "nsubjpass"):
            time = _own(dated, subject.i)
            if time and verb_tense(doc, token) != "future":
                return time  # "Shelling on Saturday killed nine"
    if above.i == token.i:
        return _from_coordinate(doc, dated, token)
    own_subject = bool(doc.dependents(token.i, "nsubj", "nsubjpass"))
    if token.dep == "conj" and above.pos in _VERBAL:
        if own_subject and not _fronted(doc, dated, above):
            return None
        if verb_tense(doc, token) not in (None, verb_tense(doc, above)):
            return None
        return _find(doc, dated, above.i, seen)
    if token.dep in ("xcomp", "advcl") and not own_subject and above.pos in _VERBAL:
        time = _find(doc, dated, above.i, seen)
        if time is None or (token.dep == "advcl" and not _same_act(doc, token)):
            return None
        ahead = tense_cues().get(above.lemma.lower(), "") in ("plan", "plan-past", "firm")
        return time if not ahead or time.first > token.i else None
    return _from_coordinate(doc, dated, token)


def _same_act(doc: AnnotatedDocument, token: Token) -> bool:
    """Whether an adverbial clause goes on with its verb's act: to discuss …, killing nine."""
    if doc.dependents(token.i, "mark") and token.tag != "VB":
        return False
    return token.tag in ("VBG", "VB")


def _fronted(doc: AnnotatedDocument, dated: _Dated, verb: Token) -> bool:
    """Whether a verb's time opens the clause, and so governs what is coordinated with it."""
    return any(verb.i in line and time.first < verb.i for time, line in dated)


def _from_coordinate(doc: AnnotatedDocument, dated: _Dated, token: Token) -> TimeExpression | None:
    """A time told once, at the end: met and signed a pact on Friday."""
    if token.pos not in _VERBAL:
        return None
    for other in doc.dependents(token.i, "conj"):
        if other.pos in _VERBAL and not doc.dependents(other.i, "nsubj", "nsubjpass"):
            time = _own(dated, other.i)
            if time and time.first > other.i and verb_tense(doc, other) in (None, verb_tense(doc, token)):
                return time
    return None


def _noun_inherits(
    doc: AnnotatedDocument, dated: _Dated, noun: Token, above: Token, seen: set[int]
) -> TimeExpression | None:
    """Held talks on Friday, the war began in 2022; condemned the attack on Friday dates no attack."""
    if noun.dep == "conj" and above.pos not in _VERBAL:
        return _find(doc, dated, above.i, seen)
    if noun.dep == "pobj" and above.text.lower() in _FOR and doc.tokens[above.head].pos in _VERBAL:
        verb = doc.tokens[above.head]
        return _find(doc, dated, verb.i, seen) if "goes" in carrying_verbs().get(verb.lemma.lower(), ()) else None
    if above.pos not in _VERBAL:
        return None
    carries = carrying_verbs().get(above.lemma.lower(), frozenset())
    if noun.dep in ("dobj", "attr") and "light" in carries:
        return _find(doc, dated, above.i, seen)
    if noun.dep in ("nsubj", "nsubjpass") and "occur" in carries:
        return _find(doc, dated, above.i, seen)
    return None
