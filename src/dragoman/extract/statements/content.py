"""Which words a cue attributes: mending where the parser hung a phrase on the cue that belongs to the content."""

from __future__ import annotations

from dragoman.extract.statements.clauses import NOMINAL, VERBAL, child, subtree
from dragoman.extract.statements.rules import speech_rules
from dragoman.model import AnnotatedDocument, Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OCCASION_LINKS = frozenset(
    {"during", "before", "after", "ahead", "amid", "while", "despite", "according", "since", "until"}
)
_CLAUSE_LINKS = frozenset({"if", "unless", "before", "until", "whether", "in"})
_SPLIT_PREFIXES = frozenset({"de", "re", "co", "pre", "un", "non", "self", "cross", "over", "counter"})
_MAY_BREAK = frozenset({"VERB", "AUX", "NOUN", "PROPN"})


def is_infinitive(doc: AnnotatedDocument, i: int) -> bool:
    """Whether a verb has its "to"."""
    return any(doc.tokens[c].tag == "TO" for c in doc.children[i])


def clause_frame(doc: AnnotatedDocument, clause: Token) -> str:
    """``that`` for a finite clause, ``np>to`` for an infinitive with its own subject, ``small`` for a verbless one."""
    if is_infinitive(doc, clause.i):
        return "np>to"
    below = [doc.tokens[c] for c in doc.children[clause.i]]
    if clause.tag in _FINITE or any(
        b.dep == "mark" or (b.dep in {"aux", "auxpass", "cop"} and b.tag in _FINITE) for b in below
    ):
        return "that"
    return "that" if any(b.tag in {"WP", "WRB", "WDT"} for b in below) else "small"


def absorb(doc: AnnotatedDocument, cue: Token, words: set[int]) -> frozenset[int]:
    """The words of a content with what follows at once and hangs on the cue only for want of a better parse.

    "praised the role of the mission in the talks": the last phrase tells of the role, not of the praising; but times
    and occasions ("on Friday", "in an interview", "at a briefing") tell of the cue.
    """
    found = set(words)
    occasions = speech_rules().words("occasions")
    for c in doc.children[cue.i]:
        part = doc.tokens[c]
        if c in found or c <= cue.i:
            continue
        below = subtree(doc, c)
        if min(below) <= max(found):
            continue
        between = range(max(found) + 1, min(below))
        if any(doc.tokens[i].text not in {",", "and", "but", "or"} for i in between) or (
            between and part.pos not in _MAY_BREAK
        ):
            continue
        if part.dep == "prep":
            inner = child(doc, c, "pobj", "pcomp")
            if (
                inner is None
                or inner.ent in {"DATE", "TIME"}
                or part.lemma in _OCCASION_LINKS
                or inner.lemma.lower() in occasions
            ):
                continue
            found |= below
        elif (
            (part.dep == "advcl" and (doc.tokens[min(below)].text.lower() in _CLAUSE_LINKS or is_infinitive(doc, c)))
            or (part.dep == "conj" and part.pos in NOMINAL and doc.tokens[max(found)].pos in NOMINAL)
            or (part.pos in VERBAL and _goes_on(doc, cue, part))
        ):
            found |= below
    return frozenset(found)


def _goes_on(doc: AnnotatedDocument, cue: Token, verb: Token) -> bool:
    """Whether a verb joined to the cue rather goes on from the content: it shares no form with the cue."""
    below = [doc.tokens[c] for c in doc.children[verb.i]]
    if any(b.dep in {"nsubj", "nsubjpass", "expl"} or b.tag == "TO" for b in below):
        return False
    helpers = [b for b in below if b.dep in {"aux", "auxpass"}]
    if verb.tag == "VB" and not helpers:
        return verb.dep in {"conj", "advcl", "xcomp", "ccomp"} and cue.tag in {"VBD", "VBZ", "VBN", "VBG"}
    if verb.dep != "conj" or cue.tag not in {"VBD", "VBZ"}:
        return False
    modal = any(b.tag == "MD" for b in helpers) or any(
        doc.tokens[k].tag == "MD" for b in below if b.dep == "conj" for k in doc.children[b.i]
    )
    form = helpers[0].tag if helpers else verb.tag
    return (modal and not any(doc.tokens[c].tag == "MD" for c in doc.children[cue.i])) or (
        cue.tag == "VBD" and form in {"VBZ", "VBP"}
    )


def bare_phrase(doc: AnnotatedDocument, i: int) -> set[int]:
    """A noun phrase without clauses and phrases behind it."""
    return subtree(
        doc, i, {c for c in doc.children[i] if c > i and doc.tokens[c].dep in {"prep", "acl", "relcl", "appos"}}
    )


def broken_infinitive(doc: AnnotatedDocument, cue: Token, at: int) -> frozenset[int]:
    """The words of an infinitive the parser took apart ("to de-escalate"), from its "to" on."""
    end = doc.sentences[cue.sent].last
    if at + 1 >= end or doc.tokens[at].text.lower() != "to" or doc.tokens[at + 1].pos in VERBAL:
        return frozenset()
    if doc.tokens[at].dep not in {"aux", "prep"} or doc.tokens[at + 1].text.lower() not in _SPLIT_PREFIXES:
        return frozenset()
    away = {c for c in doc.children[cue.i] if doc.tokens[c].dep in {"conj", "cc", "punct"} and c > at}
    stop = min(away, default=end)
    return frozenset(i for i in range(at, stop) if doc.tokens[i].sent == cue.sent)
