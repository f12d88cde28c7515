"""What syntax proposes: a cue, the words it may attribute, and how the two hang together.

A *frame* names the construction: ``that`` (finite clause), ``that<`` (clause before its cue), ``that^`` (cue thrown into
the clause), ``to`` (infinitive), ``ing``, ``np`` (object), ``np+as`` (object and phrase together), ``np>for`` (phrase
after an object that is the addressee), ``np+is`` (object and what it is called), ``about`` and other prepositions,
``pass`` (subject of a passive); nouns and adjectives have ``that``, ``to``, ``ing`` and prepositions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.extract.statements.clauses import child, subject_of, subtree
from dragoman.extract.statements.rules import speech_rules
from dragoman.model import AnnotatedDocument, Token

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OCCASION_LINKS = frozenset(
    {"during", "before", "after", "ahead", "amid", "while", "despite", "according", "since", "until"}
)
_CLAUSE_LINKS = frozenset({"if", "unless", "before", "until", "whether", "in"})
_MAY_BREAK = frozenset({"VERB", "AUX", "NOUN", "PROPN"})
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
        return "" if token.dep in {"aux", "auxpass"} else "verb"
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


def _is_infinitive(doc: AnnotatedDocument, i: int) -> bool:
    return any(doc.tokens[c].tag == "TO" for c in doc.children[i])


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
            has_clause = True
            if c.i < cue.i:
                yield Candidate(cue.i, "that<", c.i, _before(doc, cue, below), speaker, receiver)
            else:
                words = _absorb(doc, cue, subtree(doc, c.i, away))
                yield Candidate(cue.i, _clause_frame(doc, c), c.i, words, speaker, receiver)
        elif c.dep == "xcomp" and c.i > cue.i:
            frame = "to" if _is_infinitive(doc, c.i) else "ing" if c.tag == "VBG" else "is"
            held = frame != "is" and ((bool(objects) and objects[0].i < c.i) or passive is not None)
            words = _absorb(doc, cue, subtree(doc, c.i))
            yield Candidate(cue.i, "np>" + frame if held else frame, c.i, words, speaker, receiver)
        elif c.dep == "oprd" and not objects and passive is None:
            yield Candidate(cue.i, "is", c.i, frozenset(subtree(doc, c.i)), speaker)
    yield from _of_object(doc, cue, below, objects, passive, speaker)
    yield from _of_prepositions(doc, below, cue, speaker, receiver)
    if cue.dep in _THROWN_IN and cue.head != cue.i and not has_clause and not objects and speaker is not None:
        above = doc.tokens[cue.head]
        yield Candidate(cue.i, "that^", above.i, frozenset(subtree(doc, above.i, {cue.i})), speaker, receiver)


def _clause_frame(doc: AnnotatedDocument, clause: Token) -> str:
    """``that`` for a finite clause, ``np>to`` for an infinitive with its own subject, ``small`` for one without a verb form."""
    if _is_infinitive(doc, clause.i):
        return "np>to"
    below = [doc.tokens[c] for c in doc.children[clause.i]]
    if clause.tag in _FINITE or any(
        b.dep == "mark" or (b.dep in {"aux", "auxpass", "cop"} and b.tag in _FINITE) for b in below
    ):
        return "that"
    return "that" if any(b.tag in {"WP", "WRB", "WDT"} for b in below) else "small"


def _absorb(doc: AnnotatedDocument, cue: Token, words: set[int]) -> frozenset[int]:
    """The words of a content with what follows it without a break and hangs on the cue only for want of a better parse.

    "praised the role of the mission in the talks": the last phrase tells of the role, not of the praising; but times and
    occasions ("on Friday", "in an interview", "at a briefing") tell of the cue.
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
            (part.dep == "advcl" and (doc.tokens[min(below)].text.lower() in _CLAUSE_LINKS or _is_infinitive(doc, c)))
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
        yield Candidate(cue.i, stem, what.i, frozenset(words) if what is passive else _absorb(doc, cue, words), speaker)
        for other in below:
            if other.i <= max(what.i, cue.i) or other.i == what.i:
                continue
            if other.dep == "prep":
                frame = f"{stem}+{other.lemma}"
            elif other.dep == "oprd" or (other.dep == "xcomp" and not _is_infinitive(doc, other.i)):
                frame = stem + "+is"
            elif other.dep == "xcomp":
                frame = stem + "+to"
            else:
                continue
            yield Candidate(cue.i, frame, what.i, _absorb(doc, cue, words | subtree(doc, other.i)), speaker)


def _of_prepositions(
    doc: AnnotatedDocument, below: list[Token], cue: Token, speaker: int | None, receiver: int | None
) -> Iterator[Candidate]:
    for link in below:
        if link.dep not in {"prep", "dative"} or link.pos != "ADP" or link.i < cue.i:
            continue
        whole = doc.dependents(link.i, "pobj", "pcomp")
        for what in whole[:1]:
            held = receiver is not None and receiver < link.i
            words = {i for w in whole for i in subtree(doc, w.i)}
            frame = f"np>{link.lemma}" if held else link.lemma
            yield Candidate(cue.i, frame, what.i, _absorb(doc, cue, words), speaker, receiver)
            after = next(
                (c for c in below if c.dep in {"xcomp", "advcl"} and c.i > what.i and _is_infinitive(doc, c.i)), None
            )
            if after is not None and not held:
                yield Candidate(
                    cue.i, f"{link.lemma}+to", after.i, frozenset(words | subtree(doc, after.i)), speaker, what.i
                )


def _of_noun(doc: AnnotatedDocument, cue: Token) -> Iterator[Candidate]:
    speaker = subject_of(doc, cue.i)
    if cue.pos == "ADJ" and cue.dep in {"ccomp", "conj", "ROOT"} and speaker is None:
        own = child(doc, cue.head, "nsubj")
        speaker = own.i if own is not None else None
    for c in (doc.tokens[k] for k in doc.children[cue.i]):
        if c.i < cue.i:
            continue
        if c.dep in {"acl", "ccomp", "relcl", "xcomp", "csubj", "advcl"} and c.pos in VERBAL:
            if _is_infinitive(doc, c.i):
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
                yield Candidate(cue.i, c.lemma, what.i, _absorb(doc, cue, subtree(doc, what.i)), speaker)
    if cue.pos == "ADJ" and cue.dep in {"acomp", "oprd"} and cue.head != cue.i:
        for c in doc.dependents(cue.head, "ccomp"):
            if c.i > cue.i:
                yield Candidate(cue.i, "that", c.i, frozenset(subtree(doc, c.i)), speaker)
