"""Words that tell how a relation stands and where it is going: close, strained, deepening, nosedived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.model import AnnotatedDocument, Token
from dragoman.tables import data_folder, read_rows

_TURNS = frozenset({"not", "n't", "never", "no", "hardly", "less"})

_SIGNS = frozenset({"sign", "signs", "hint", "prospect", "evidence", "inclination", "symptom"})
_FAR_FROM = ("anything but", "far from", "hardly", "scarcely", "barely", "no longer", "less than")


@dataclass(frozen=True, slots=True)
class Valence:
    """What a cue says of a relation.

    Attributes:
        polarity: +1 closer, −1 strained, 0 where only the trend is told.
        trend: ``rising``, ``falling`` or None.
        at: Index of the cue word.
    """

    polarity: int
    trend: str | None
    at: int


@lru_cache(maxsize=1)
def _lexicon() -> Mapping[tuple[str, str], tuple[int, str | None]]:
    rows = read_rows(
        data_folder() / "language" / "tie_valence.csv", ("word", "class", "polarity", "trend"),
        lambda r: (r["word"], r["class"], int(r["polarity"]), r["trend"] or None),
    )  # fmt: skip
    return {(word, class_): (polarity, trend) for word, class_, polarity, trend in rows}


def find_valence(doc: AnnotatedDocument, trigger: int, class_: str, places: frozenset[str]) -> Valence | None:
    """The strongest cue about a relation noun.

    Args:
        doc: The annotated document.
        trigger: Index of the noun.
        class_: Which words count (``relation``, ``tension``, ``influence``).
        places: Where they may stand (see `TieRule.cues`).

    Returns:
        The cue; a negative one outranks a positive, a trend outranks none. None where there is no cue.
    """
    lexicon = _lexicon()
    found: list[Valence] = []
    for token, place in _cues(doc, doc.tokens[trigger]):
        entry = lexicon.get((token.text.lower(), class_)) or lexicon.get((token.lemma.lower(), class_))
        if entry is None or place not in places:
            continue
        polarity, trend = entry
        if (
            token.tag == "JJR"
            and not doc.dependents(token.i, "neg", "advmod", "det")
            and _is_anything_but(doc, token.i)
        ):
            # "Could hardly be worse".
            found.append(Valence(polarity, trend, token.i))
            continue
        if any(c.text.lower() in _TURNS for c in doc.dependents(token.i, "neg", "advmod", "det")) or _is_anything_but(
            doc, token.i
        ):
            if polarity > 0:
                found.append(Valence(-1, None, token.i))
            continue
        if polarity > 0 and _is_no_sign(doc, token):
            found.append(Valence(-1, None, token.i))
            continue
        found.append(Valence(polarity, trend, token.i))
    if not found:
        return None
    trend = next((v.trend for v in found if v.trend), None)
    best = min(found, key=lambda v: (v.polarity, v.trend is None))
    return Valence(best.polarity, best.trend or trend, best.at)


def _is_no_sign(doc: AnnotatedDocument, token: Token) -> bool:
    """Whether a word is what there is no sign of."""
    sign = doc.tokens[doc.tokens[token.head].head]
    return sign.lemma.lower() in _SIGNS and any(c.text.lower() in _TURNS for c in doc.dependents(sign.i, "det", "amod"))


def _is_anything_but(doc: AnnotatedDocument, i: int) -> bool:
    """Whether a word is told to be far from true: "anything but warm", "far from easy"."""
    before = " ".join(t.text.lower() for t in doc.tokens[max(0, i - 3) : i])
    return any(turn in before for turn in _FAR_FROM)


def _cues(doc: AnnotatedDocument, noun: Token) -> Iterator[tuple[Token, str]]:
    """Words around a noun that may tell its state, with where they stand."""
    for child in doc.dependents(noun.i, "amod", "compound", "advmod", "acl", "nmod"):
        yield child, "modifier"
        for lower in doc.dependents(child.i, "conj", "amod", "advmod", "npadvmod"):
            yield lower, "modifier"
    for i in (noun.i - 1, noun.i - 2):
        # An adjective right before the noun, however it was parsed ("vastly improved and close ties").
        if i >= 0 and doc.tokens[i].sent == noun.sent and doc.tokens[i].tag in {"JJ", "JJR", "JJS", "VBN"}:
            yield doc.tokens[i], "modifier"
    top = noun
    while top.dep == "conj" and doc.tokens[top.head].pos in {"NOUN", "PROPN"}:
        top = doc.tokens[top.head]
        for child in doc.dependents(top.i, "amod"):
            yield child, "modifier"
    above = doc.tokens[top.head]
    if top.dep == "pobj" and above.pos == "ADP":
        over = doc.tokens[above.head]
        if above.lemma in {"of", "in", "to", "on", "for"} and over.pos == "NOUN":
            yield over, "over"
            yield from ((c, "over") for c in doc.dependents(over.i, "amod"))
        elif over.pos == "VERB" and above.lemma in {"of", "in", "on", "to"}:
            if above.lemma == "on" and doc.dependents(over.i, "dobj"):
                # "Renewed talks on their relations" renews the talks.
                return
            yield over, "object"
    elif above.pos in {"VERB", "AUX"} and top.i != above.i:
        yield from _verbal(doc, top, above)
        if above.dep in {"aux", "auxpass"}:
            # A subject hung on the helper verb: "relations have long been strained".
            yield doc.tokens[above.head], "subject"


def _fronted(doc: AnnotatedDocument, top: Token) -> Iterator[Token]:
    """What is said of a subject before it: "Icy since the coup, relations with X"."""
    sentence = doc.sentences[top.sent]
    inside = [doc.tokens[i] for i in doc.subtree(top.i)]
    first = min(t.i for t in inside)
    if first > sentence.first + 1 and doc.tokens[first - 1].text == ",":
        start = doc.tokens[sentence.first]
        lead = doc.tokens[sentence.first + 1] if start.pos == "ADV" else start
        if lead.tag not in {"DT", "IN", "PRP", "PRP$", "NNP"}:
            yield lead


def _verbal(doc: AnnotatedDocument, top: Token, verb: Token) -> Iterator[tuple[Token, str]]:
    place = "subject" if top.dep in {"nsubj", "nsubjpass"} else "object"
    if top.dep not in {"nsubj", "nsubjpass", "dobj", "attr"}:
        return
    yield verb, place
    for child in doc.dependents(verb.i, "acomp", "attr", "oprd", "advmod", "conj", "xcomp"):
        if child.dep == "conj" and doc.dependents(child.i, "nsubj", "nsubjpass"):
            # A joined clause tells of its own subject.
            continue
        if child.i != top.i and (place == "subject" or child.dep == "advmod"):
            yield child, place
            yield from ((c, place) for c in doc.dependents(child.i, "amod", "conj", "acomp"))
    if place == "subject":
        yield from ((c, place) for c in _fronted(doc, top))
        for sign in doc.dependents(verb.i, "dobj"):
            # "Relations show no sign of thawing".
            for of in doc.dependents(sign.i, "prep") if sign.lemma.lower() in _SIGNS else ():
                yield from ((c, place) for c in doc.dependents(of.i, "pobj", "pcomp"))
        for prep in doc.dependents(verb.i, "prep", "dobj"):
            for obj in doc.dependents(prep.i, "pobj") or [prep]:
                if obj.pos in {"NOUN", "ADJ"}:
                    yield obj, place
                    yield from ((c, place) for c in doc.dependents(obj.i, "amod"))
