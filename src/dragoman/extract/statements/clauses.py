"""Whose act a word is, and which words belong to a clause: reading the tree around a cue."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dragoman.model import AnnotatedDocument, Token

Span = tuple[int, int]
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN"})
_MAX_STEPS = 6
_EDGE = frozenset(
    {",", ";", ":", ".", "-", "–", "—", "--", '"', "“", "”", "''", "``", "‘", "’", "'", "…", "...", "!", "?"}
)
_GAP = 2
"""Tokens that may be missing inside a span before it is taken as two."""


def subtree(doc: AnnotatedDocument, i: int, without: Collection[int] = ()) -> set[int]:
    """Token ``i`` and everything below it, not entering the tokens in ``without``."""
    seen, queue = {i}, [i]
    while queue:
        for child in doc.children[queue.pop()]:
            if child not in seen and child not in without:
                seen.add(child)
                queue.append(child)
    return seen


def child(doc: AnnotatedDocument, i: int, *labels: str) -> Token | None:
    """The first dependent of ``i`` with one of the labels."""
    for c in doc.children[i]:
        if doc.tokens[c].dep in labels:
            return doc.tokens[c]
    return None


def subject_of(doc: AnnotatedDocument, i: int) -> int | None:
    """The word whose act a verb, noun or adjective is.

    Shared subjects of joined verbs, control, participles, relative clauses, ``by``-phrases and
    possessors are read; a passive without ``by`` has nobody.

    Args:
        doc: The annotated document.
        i: Index of the cue.

    Returns:
        Index of the head of the one who acts, or None.
    """
    own = _before_verb(doc, doc.tokens[i])
    if own is not None:
        return own
    at = i
    for _ in range(_MAX_STEPS):
        token = doc.tokens[at]
        found, upward = _step(doc, token)
        if found is not None or upward is None:
            return found
        at = upward
    return None


def _step(doc: AnnotatedDocument, token: Token) -> tuple[int | None, int | None]:
    """(whose act it is, None), or (None, the word above that may tell)."""
    own = child(doc, token.i, "nsubj")
    if own is not None:
        return own.i, None
    above = token.head if token.head != token.i else None
    if child(doc, token.i, "nsubjpass", "auxpass") is not None:
        return _agent(doc, token.i), None
    if token.pos in {"NOUN", "PROPN"}:
        return _owner(doc, token)
    if above is None:
        return None, None
    head = doc.tokens[above]
    if token.dep == "xcomp":
        receiver = child(doc, above, "dobj")
        if receiver is not None and receiver.i < token.i:
            return receiver.i, None
        return None, above
    if token.dep in {"acl", "amod"} and token.tag == "VBN" and head.dep != "ROOT":
        return _agent(doc, token.i), None
    if token.dep in {"acl", "relcl", "amod"}:
        return above, None
    if token.dep in {"conj", "advcl", "pcomp", "acomp", "ccomp", "oprd", "prep"}:
        return None, above
    return None, (above if head.pos in {"VERB", "AUX"} and token.dep not in {"parataxis", "dep"} else None)


def _before_verb(doc: AnnotatedDocument, verb: Token) -> int | None:
    """The noun phrase right before a main verb to which the parser gave no subject."""
    if verb.tag not in {"VBD", "VBZ", "VBP"} or verb.dep != "ROOT":
        return None
    if any(
        doc.tokens[c].dep in {"nsubj", "nsubjpass", "expl", "csubj", "auxpass", "agent"} for c in doc.children[verb.i]
    ):
        return None
    at = verb.i - 1
    while at >= 0 and doc.tokens[at].sent == verb.sent and doc.tokens[at].pos in {"ADV", "AUX"}:
        at -= 1
    if at < 0 or doc.tokens[at].sent != verb.sent or doc.tokens[at].pos not in {"NOUN", "PROPN", "PRON"}:
        return None
    first = at
    while (
        first > 0
        and doc.tokens[first - 1].sent == verb.sent
        and doc.tokens[first - 1].text not in {",", ";", ":", "—", "–"}
    ):
        first -= 1
    while first <= doc.tokens[at].head < verb.i and doc.tokens[at].head != at:
        at = doc.tokens[at].head
    return at if doc.tokens[at].pos in {"NOUN", "PROPN", "PRON"} else None


def _agent(doc: AnnotatedDocument, i: int) -> int | None:
    by = child(doc, i, "agent")
    if by is not None:
        named = child(doc, by.i, "pobj")
        return named.i if named is not None else None
    return None


def _owner(doc: AnnotatedDocument, noun: Token) -> tuple[int | None, int | None]:
    """The one whose claim, fear or promise a noun tells."""
    owner = child(doc, noun.i, "poss")
    if owner is not None:
        return owner.i, None
    for link in doc.dependents(noun.i, "prep", "agent"):
        if link.lemma in {"by", "from", "among"}:
            named = child(doc, link.i, "pobj")
            if named is not None:
                return named.i, None
    for part in doc.dependents(noun.i, "amod", "compound"):
        known = part.ent in {"NORP", "GPE", "ORG", "PERSON"} or (len(part.text) > 1 and part.text.isupper())
        if part.text[:1].isupper() and known:
            return part.i, None
    above = doc.tokens[noun.head]
    if noun.dep in {"dobj", "attr", "conj"}:
        return None, above.i if above.i != noun.i else None
    if noun.dep == "pobj":
        return None, above.head
    return None, None


def trim(doc: AnnotatedDocument, indices: Iterable[int]) -> list[int]:
    """Sorted tokens without marks at the edges and without an opening ``that``."""
    kept = sorted(indices)
    while kept and (doc.tokens[kept[0]].text in _EDGE or doc.tokens[kept[0]].pos == "SPACE"):
        kept.pop(0)
    if kept and doc.tokens[kept[0]].text.lower() == "that" and doc.tokens[kept[0]].tag == "IN":
        kept.pop(0)
        while kept and doc.tokens[kept[0]].text in _EDGE:
            kept.pop(0)
    while kept and (doc.tokens[kept[-1]].text in _EDGE or doc.tokens[kept[-1]].pos == "CCONJ"):
        kept.pop()
    return kept


def spans(doc: AnnotatedDocument, indices: Iterable[int]) -> list[Span]:
    """Code points of a set of tokens, as few spans as its gaps allow."""
    runs: list[list[int]] = []
    for i in trim(doc, indices):
        if runs and i - runs[-1][1] <= _GAP:
            runs[-1][1] = i
        else:
            runs.append([i, i])
    found = []
    for first, last in runs:
        inner = trim(doc, range(first, last + 1))
        if inner:
            found.append((doc.tokens[inner[0]].start, doc.tokens[inner[-1]].end))
    return found
