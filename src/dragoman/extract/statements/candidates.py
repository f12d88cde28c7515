"""What syntax proposes: a cue, the words it may attribute, and how the two hang together.

A *frame* names the construction: ``that`` (finite clause), ``that<`` (clause before its cue), ``that^`` (cue thrown
into the clause), ``small`` (clause without a verb form), ``to`` (infinitive), ``ing``, ``np`` (object), ``np+as``
(object and phrase together), ``np>for`` (phrase after an object that is the addressee), ``np+is`` (object and what it
is called), ``about`` and other prepositions, ``pass`` (subject of a passive); nouns and adjectives have ``that``,
``to`` and prepositions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.extract.statements.clauses import NOMINAL, VERBAL, child, subject_of, subtree
from dragoman.extract.statements.content import absorb, bare_phrase, broken_infinitive, clause_frame, is_infinitive
from dragoman.extract.statements.lexicon import is_state_of_mind
from dragoman.model import AnnotatedDocument, Token

_THROWN_IN = frozenset({"parataxis", "advcl", "ccomp", "conj", "acl", "relcl"})
_PARTICLES = frozenset({"prt", "acomp", "oprd"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible attribution.

    Attributes:
        cue: Index of the cue's head word.
        frame: The construction.
        head: Index of the head of the content.
        content: Indices of the content's words.
        speaker: Index of the head of the one whose words or thought it is, or None.
        receiver: Index of the head of an object that is spoken to or about, or None.
    """

    cue: int
    frame: str
    head: int
    content: frozenset[int]
    speaker: int | None
    receiver: int | None = None


def word_class(doc: AnnotatedDocument, token: Token) -> str:
    """``verb``, ``noun``, ``adj`` or "" for a word that is no cue."""
    if token.pos in VERBAL:
        if token.dep in {"aux", "auxpass"}:
            return ""
        # "is convinced that": a state of mind though the parser sees a passive.
        state = token.dep in {"acomp", "oprd"} or child(doc, token.i, "nsubjpass") is not None
        return "adj" if state and is_state_of_mind(token) else "verb"
    if token.pos in NOMINAL:
        # "Putin thanks Trump for": a verb read as a plural still has its subject.
        return (
            "verb"
            if token.tag == "NNS" and token.dep == "ROOT" and child(doc, token.i, "nsubj") is not None
            else "noun"
        )
    return "adj" if token.pos == "ADJ" else ""


def find_candidates(doc: AnnotatedDocument, is_cue: Callable[[Token], bool]) -> Iterator[Candidate]:
    """All candidates, in order of their cues.

    Args:
        doc: The annotated document.
        is_cue: Whether a word may be a cue at all.
    """
    rejoined = _rejoined(doc, is_cue)
    for token in doc.tokens:
        if not is_cue(token):
            continue
        kind = word_class(doc, token)
        if kind == "verb":
            yield from _of_verb(doc, token, rejoined)
        elif kind:
            yield from _of_noun(doc, token)


def _rejoined(doc: AnnotatedDocument, is_cue: Callable[[Token], bool]) -> dict[int, int]:
    """Cues the parser joined to a reported clause though they go on from its cue, with that cue.

    "The ministry believed that the rebels held the pass and worried that …": it is the ministry that worried.
    """
    found: dict[int, int] = {}
    for token in doc.tokens:
        if token.dep != "conj" or token.pos not in VERBAL or not is_cue(token):
            continue
        below = [doc.tokens[c] for c in doc.children[token.i]]
        if any(b.dep in {"nsubj", "nsubjpass", "expl", "aux"} for b in below) or not any(
            b.dep == "ccomp" and _has_mark(doc, b.i) for b in below
        ):
            continue
        above = doc.tokens[token.head]
        while above.dep == "conj" and above.head != above.i:
            above = doc.tokens[above.head]
        outer = doc.tokens[above.head]
        if above.dep == "ccomp" and _has_mark(doc, above.i) and is_cue(outer) and outer.tag == token.tag:
            found[token.i] = outer.i
    return found


def _has_mark(doc: AnnotatedDocument, i: int) -> bool:
    return any(doc.tokens[c].dep == "mark" and doc.tokens[c].text.lower() == "that" for c in doc.children[i])


def _of_verb(doc: AnnotatedDocument, cue: Token, rejoined: Mapping[int, int]) -> Iterator[Candidate]:
    speaker = subject_of(doc, rejoined.get(cue.i, cue.i))
    away = frozenset(rejoined)
    below = [doc.tokens[c] for c in doc.children[cue.i]]
    objects = [c for c in below if c.dep in {"dobj", "dative"} and c.i > cue.i and c.pos != "ADP"]
    receiver = objects[0].i if objects else None
    passive = next((c for c in below if c.dep == "nsubjpass"), None)
    if receiver is None and passive is not None and passive.text.lower() not in {"it", "that", "what", "this"}:
        receiver = passive.i
    has_clause = False
    for c in below:
        if c.dep == "ccomp" or (c.i > cue.i and c.dep in {"advcl", "csubj", "acl", "relcl"} and _has_mark(doc, c.i)):
            if any(b.text == ";" and c.i < b.i < cue.i for b in below):
                # "They set it up in 2001; India was admitted in 2017": two clauses the parser took for one.
                continue
            has_clause = True
            if c.i < cue.i:
                yield Candidate(cue.i, "that<", c.i, _before(doc, cue, below), speaker, receiver)
            else:
                words = absorb(doc, cue, subtree(doc, c.i, away))
                yield Candidate(cue.i, clause_frame(doc, c), c.i, words, speaker, receiver)
        elif c.dep == "xcomp" and c.i > cue.i:
            frame = "to" if is_infinitive(doc, c.i) else "ing" if c.tag == "VBG" else "is"
            held = frame != "is" and ((bool(objects) and objects[0].i < c.i) or passive is not None)
            words = absorb(doc, cue, subtree(doc, c.i))
            yield Candidate(cue.i, "np>" + frame if held else frame, c.i, words, speaker, receiver)
        elif c.dep == "oprd" and not objects and passive is None:
            yield Candidate(cue.i, "is", c.i, frozenset(subtree(doc, c.i)), speaker)
    if objects:
        broken = broken_infinitive(doc, cue, max(bare_phrase(doc, objects[0].i)) + 1)
        if broken:
            yield Candidate(cue.i, "np>to", min(broken) + 1, broken, speaker, receiver)
    yield from _of_object(doc, cue, below, objects, passive, speaker)
    yield from _of_prepositions(doc, below, cue, speaker, receiver)
    if cue.dep in _THROWN_IN and cue.head != cue.i and not has_clause and not objects and speaker is not None:
        above = doc.tokens[cue.head]
        yield Candidate(cue.i, "that^", above.i, frozenset(subtree(doc, above.i, {cue.i})), speaker, receiver)


def _before(doc: AnnotatedDocument, cue: Token, below: list[Token]) -> frozenset[int]:
    """The words of a clause that stands before its cue: everything left of the cue and its subject."""
    left = cue.i
    for c in below:
        if c.dep in {"nsubj", "aux", "neg"} and c.i < cue.i:
            left = min(left, *subtree(doc, c.i))
    return frozenset(i for i in subtree(doc, cue.i) if i < left)


def _of_object(
    doc: AnnotatedDocument,
    cue: Token,
    below: list[Token],
    objects: list[Token],
    passive: Token | None,
    speaker: int | None,
) -> Iterator[Candidate]:
    held = [*objects, passive] if passive is not None else objects
    for what in held:
        if what is None:
            continue
        words = subtree(doc, what.i)
        stem = "pass" if what is passive else "np"
        yield Candidate(cue.i, stem, what.i, frozenset(words) if what is passive else absorb(doc, cue, words), speaker)
        for other in below:
            if other.i <= max(what.i, cue.i) or other.i == what.i:
                continue
            if other.dep == "prep":
                frame = f"{stem}+{other.lemma}"
            elif other.dep == "oprd" or (other.dep == "xcomp" and not is_infinitive(doc, other.i)):
                frame = stem + "+is"
            elif other.dep == "xcomp":
                frame = stem + "+to"
            else:
                continue
            yield Candidate(cue.i, frame, what.i, absorb(doc, cue, words | subtree(doc, other.i)), speaker)


def _of_prepositions(
    doc: AnnotatedDocument, below: list[Token], cue: Token, speaker: int | None, receiver: int | None
) -> Iterator[Candidate]:
    links = [b for b in below if b.dep in {"prep", "dative"} and b.pos == "ADP" and b.i > cue.i]
    told: set[str] = set()
    for link in links:
        if link.lemma in told:
            continue
        told.add(link.lemma)
        # "thanked her for the loan and for her patience": one content.
        same = [b for b in links if b.lemma == link.lemma]
        whole = [w for b in same for w in doc.dependents(b.i, "pobj", "pcomp")]
        if not whole:
            continue
        held = receiver is not None and receiver < link.i
        words = {i for w in whole for i in subtree(doc, w.i)}
        frame = f"np>{link.lemma}" if held else link.lemma
        yield Candidate(cue.i, frame, whole[0].i, absorb(doc, cue, words), speaker, receiver)
        if held:
            continue
        what = whole[0]
        after = next(
            (c for c in below if c.dep in {"xcomp", "advcl"} and c.i > what.i and is_infinitive(doc, c.i)), None
        )
        if after is not None:
            rest = absorb(doc, cue, subtree(doc, after.i))
            yield Candidate(cue.i, f"{link.lemma}+to", after.i, rest, speaker, what.i)
        else:
            broken = broken_infinitive(doc, cue, max(subtree(doc, what.i)) + 1)
            if broken:
                yield Candidate(cue.i, f"{link.lemma}+to", min(broken) + 1, broken, speaker, what.i)


def _of_noun(doc: AnnotatedDocument, cue: Token) -> Iterator[Candidate]:
    speaker = subject_of(doc, cue.i)
    if cue.pos not in NOMINAL and speaker is None:
        own = child(doc, cue.i, "nsubjpass") or child(doc, cue.head, "nsubj")
        speaker = own.i if own is not None else None
    for c in (doc.tokens[k] for k in doc.children[cue.i]):
        if c.i < cue.i:
            continue
        if c.dep in {"acl", "ccomp", "relcl", "xcomp", "csubj", "advcl"} and c.pos in VERBAL:
            if is_infinitive(doc, c.i):
                frame = "to"
            elif any(m.text.lower() in {"that", "whether"} for m in doc.dependents(c.i, "mark")) or c.dep == "ccomp":
                frame = "that"
            elif c.dep == "relcl" and any(m.text.lower() == "that" for m in doc.dependents(c.i)):
                frame = "that?"
            else:
                continue
            yield Candidate(cue.i, frame, c.i, frozenset(subtree(doc, c.i)), speaker)
        elif c.dep == "prep":
            for what in doc.dependents(c.i, "pobj", "pcomp"):
                yield Candidate(cue.i, c.lemma, what.i, absorb(doc, cue, subtree(doc, what.i)), speaker)
    if cue.pos == "ADJ" and cue.dep in {"acomp", "oprd"} and cue.head != cue.i:
        for c in doc.dependents(cue.head, "ccomp"):
            if c.i > cue.i:
                yield Candidate(cue.i, "that", c.i, frozenset(subtree(doc, c.i)), speaker)
