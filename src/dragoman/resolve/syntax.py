"""What the trees tell about who may mean whom: subjects, clauses, lists."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.model import AnnotatedDocument, Token
from dragoman.tables.words import words_of

PLURAL_TAGS = frozenset({"NNS", "NNPS"})
COPULAS = frozenset({"be", "become", "remain"})
SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_CLAUSES = frozenset({"VERB", "AUX"})
_SHARED = frozenset({"conj", "xcomp", "advcl", "pcomp"})
"""Clauses that take over the subject of the clause above where they have none."""


def is_subject(doc: AnnotatedDocument, token: Token) -> bool:
    """Whether a word is a subject, or joined to one."""
    at: Token = token
    while at.dep in {"conj", "appos", "compound"} and at.head != at.i:
        at = doc.tokens[at.head]
    return at.dep in SUBJECT


def subject_of(doc: AnnotatedDocument, verb: Token) -> Token | None:
    """The subject of a verb: its own, else that of the clause it is joined to, or the object that it is asked of."""
    at: Token = verb
    for _ in range(len(doc.tokens)):
        own = [c for c in doc.dependents(at.i) if c.dep in SUBJECT]
        if own:
            return own[-1]
        if at.dep not in _SHARED or at.head == at.i:
            return None
        above = doc.tokens[at.head]
        if at.dep == "xcomp":
            asked = [c for c in doc.dependents(above.i, "dobj") if c.i < at.i]
            if asked:
                return asked[-1]
        at = above
    return None


def own_verbs(doc: AnnotatedDocument, subject: Token) -> list[Token]:
    """The verbs a subject has: "walked two days to say", "came and promised"."""
    at = subject
    while at.dep in {"conj", "appos", "compound"} and at.head != at.i:
        at = doc.tokens[at.head]
    if at.dep not in SUBJECT:
        return []
    found = [doc.tokens[at.head]]
    for verb in found:
        for clause in doc.dependents(verb.i, "conj", "xcomp", "advcl"):
            shared = clause.i > verb.i and not any(c.dep in SUBJECT for c in doc.dependents(clause.i))
            if shared and clause not in found:
                found.append(clause)
    return found


def clause_subject(doc: AnnotatedDocument, token: Token) -> Token | None:
    """The subject of the clause a word stands in."""
    for above in doc.ancestors(token.i):
        if above.pos in _CLAUSES:
            subject = subject_of(doc, above)
            if subject is not None:
                return stands_for(doc, subject, above) or subject
            if above.dep != "acl" or above.tag != "VBG":
                return None
            # "Spain bans ships carrying arms for it": the clause above has one.
    return None


def stands_for(doc: AnnotatedDocument, subject: Token, verb: Token) -> Token | None:
    """The noun that a relative clause's subject stands for ("Kyiv, which said …"), or None for any other subject."""
    if subject.tag not in {"WDT", "WP"}:
        return None
    for above in (verb, *doc.ancestors(verb.i)):
        if above.dep == "relcl":
            return doc.tokens[above.head]
    return None


def commanding_subjects(doc: AnnotatedDocument, token: Token) -> dict[int, int]:
    """Subjects of the clauses around a word, and those joined to them, by how far up they stand (0 nearest)."""
    found: dict[int, int] = {}
    depth = 0
    for above in doc.ancestors(token.i):
        if above.pos not in _CLAUSES:
            continue
        subject = subject_of(doc, above)
        if subject is not None and subject.i < token.i:
            for i in [subject.i, *doc.conjuncts(subject.i)]:
                found.setdefault(i, depth)
            named = stands_for(doc, subject, above)
            if named is not None:
                found.setdefault(named.i, depth)
        depth += 1
    return found


def companions(doc: AnnotatedDocument, subject: Token, verbs: Collection[str], nouns: Collection[str]) -> list[int]:
    """Who acts together with a subject: "held talks with B", "met B", "spoke with B".

    Args:
        doc: The parsed document.
        subject: The subject.
        verbs: Verbs of meeting, by lemma: their object, or who stands after "with", is met.
        nouns: Nouns of meeting, by lemma: who stands after "with" takes part.
    """
    verb = doc.tokens[subject.head]
    objects = doc.dependents(verb.i, "dobj")
    meets = verb.lemma.lower() in verbs
    found = [o.i for o in objects if o.lemma.lower() not in nouns] if meets else []
    joint = [o for o in objects if o.lemma.lower() in nouns]
    # "Spoke for forty minutes with Tokyo"
    spans = [o for p in doc.dependents(verb.i, "prep") if p.lemma == "for" for o in doc.dependents(p.i, "pobj")]
    spans = [o for o in spans if o.lemma.lower() in words_of("time_span")]
    for node in [verb, *joint, *spans] if meets or joint else []:
        for prep in doc.dependents(node.i, "prep"):
            if prep.lemma.lower() == "with":
                found += [o.i for o in doc.dependents(prep.i, "pobj")]
    return [j for i in found for j in (i, *doc.conjuncts(i))]
