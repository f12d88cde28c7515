"""What the clause around a word of standing makes of it: denied at once, shared with others, about something else."""

from __future__ import annotations

import re

from dragoman.extract.memberships.roles import words_that
from dragoman.model import AnnotatedDocument, Party

_TAKEN_BACK = re.compile(
    r"[^.;]{0,60}[.;—–]\s*(?:but\s+|in fact,?\s+)?(?:it|they|he|she)\s+"
    r"(?:has|have|had|did|does|do|is|are|was|were|will)(?:\s+not|n['’]t)\s*[.;,!]",
    re.IGNORECASE,
)
_FAR = 120


def has_object(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether a verb has an object other than the standing itself: "withdrew troops", not "withdrew its signature"."""
    objects = [o for o in doc.dependents(trigger, "dobj") if o.pos in {"NOUN", "PROPN", "PRON", "NUM"}]
    return any(o.lemma.lower() not in words_that("paper") for o in objects)


def is_for_else(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether a noun says itself that it is for something else than entry: "a bid to lift the ban"."""
    if doc.tokens[trigger].lemma.lower() not in words_that("aiming"):
        return False
    aims = [
        c for c in doc.dependents(trigger, "acl", "relcl") if any(a.tag == "TO" for a in doc.dependents(c.i, "aux"))
    ]
    return any(c.lemma.lower() not in words_that("joining") for c in aims)


def is_shared(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether others are known to do it too: "helped found"."""
    token = doc.tokens[trigger]
    return doc.tokens[token.head].lemma == "help" or token.lemma.lower() in {"co-found", "cofound"}


def is_taken_back(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether the text denies at once what somebody reports: "report that Iran has joined; it has not"."""
    end = doc.tokens[trigger].end
    return bool(_TAKEN_BACK.match(doc.document.text[end : end + _FAR]))


def has_ceased(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether a standing holds no longer: "is no longer a member", "does not belong to it any more"."""
    token = doc.tokens[trigger]
    verbs = [token] if token.pos in {"VERB", "AUX"} else []
    above = doc.tokens[token.head]
    if above.pos in {"ADP", "SCONJ"}:
        above = doc.tokens[above.head]
    verbs += [above] if above.lemma.lower() in words_that("counting") | {"have", "hold", "consider"} else []
    for verb in verbs:
        if verb.lemma.lower() not in words_that("counting") | {"have", "hold", "consider", "belong", "sit"}:
            continue
        for word in doc.dependents(verb.i, "advmod", "neg"):
            before = doc.tokens[max(0, word.i - 1)].text.lower()
            if (word.text.lower(), before) in {("longer", "no"), ("more", "any")} or word.text.lower() == "anymore":
                return True
    return False


def is_denied(doc: AnnotatedDocument, org: Party) -> bool:
    """Whether "neither … nor" stands at an organisation's name."""
    first = next((t.i for t in doc.tokens if t.start >= org.start), 0)
    before = [t.text.lower() for t in doc.tokens[max(0, first - 4) : first] if t.pos != "DET"]
    if before[-2:-1] in (["but"], ["and"], [","], ["though"]) and before[-1] == "not":
        # "In the one but not the other".
        return True
    at = next((t for t in doc.tokens if t.start >= org.start and t.end == org.end), None)
    chain = [] if at is None else [at, *(doc.tokens[t.head] for t in [at] if t.dep == "conj")]
    return any(c.text.lower() in {"neither", "nor"} for t in chain for c in doc.dependents(t.i, "preconj", "cc"))
