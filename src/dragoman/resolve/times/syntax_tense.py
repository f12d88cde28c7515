"""The tense of the clause around an expression, read off the syntax."""

from __future__ import annotations

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.times.lexicon import scheduled_verbs, tense_cues
from dragoman.resolve.times.recurring import Tense

_VERBAL = ("VERB", "AUX")
_MODIFIERS = ("poss", "compound", "nmod", "amod", "nummod")
_CLIMB = 12
_UNFULFILLED = ("advcl", "xcomp", "ccomp", "acl", "relcl", "conj")


def tense_at(doc: AnnotatedDocument, first: int, last: int) -> Tense | None:
    """The tense of the verb that governs a span of tokens.

    Args:
        doc: The parsed document.
        first: First token of the span.
        last: One past its last.

    Returns:
        The tense, or None where syntax does not tell.
    """
    head = span_head(doc, first, last)
    verb = governing_verb(doc, head)
    if verb is None:
        return None
    if doc.tokens[head.head].lemma in ("until", "till") and verb.i < first:
        return "future"  # "kept the port shut until Tuesday"
    if head.dep in _MODIFIERS and doc.tokens[head.head].pos not in _VERBAL:
        # "would find means to undo Monday's vote": only a plain will moves a noun's own time ahead.
        return "future" if _has_will(doc, verb) else None
    tense = verb_tense(doc, verb)
    return "future" if tense in ("present", None) and _is_scheduled(doc, verb) else tense


def _is_scheduled(doc: AnnotatedDocument, verb: Token) -> bool:
    """Whether a present tells of what is fixed beforehand: *opens on Saturday*, not *shells a village on Saturday*."""
    helpers = doc.dependents(verb.i, "aux", "auxpass")
    bare = verb.tag in ("VBZ", "VBP") and not helpers
    denied = verb.tag == "VB" and any(t.text.lower() in ("does", "do") for t in helpers)
    objects = scheduled_verbs().get(verb.lemma.lower())
    told = verb.dep == "conj" or bool(doc.dependents(verb.i, "nsubj"))
    if objects is None or not (bare or denied) or not told:
        return False
    found = {t.lemma.lower() for t in doc.dependents(verb.i, "dobj")}
    return "any" in objects or bool(found & objects) or ("no" in objects and not found)


def span_head(doc: AnnotatedDocument, first: int, last: int) -> Token:
    """The token of a span whose head lies outside it."""
    for i in range(first, last):
        token = doc.tokens[i]
        if not first <= token.head < last or token.head == token.i:
            return token
    return doc.tokens[last - 1]


def governing_verb(doc: AnnotatedDocument, token: Token) -> Token | None:
    """The nearest verb above a token."""
    for above in doc.ancestors(token.i):
        if above.pos in _VERBAL and above.dep not in ("amod", "compound"):
            return above
    return None


def _has_will(doc: AnnotatedDocument, verb: Token) -> bool:
    return any(t.tag == "MD" and t.lemma in ("will", "shall") for t in doc.dependents(verb.i, "aux"))


def verb_tense(doc: AnnotatedDocument, verb: Token, depth: int = 0) -> Tense | None:
    """The tense of a verb with its auxiliaries; infinitives and participles borrow from what governs them.

    Args:
        doc: The parsed document.
        verb: The verb.
        depth: How far it was climbed already.
    """
    if depth > _CLIMB:
        return None
    cues, lemma = tense_cues(), verb.lemma.lower()
    helpers = doc.dependents(verb.i, "aux", "auxpass")
    words = {t.lemma.lower() for t in helpers}
    if any(t.tag == "MD" for t in helpers):
        if any(cues.get(t.text.lower()) == "open" for t in helpers):
            return None
        return "past" if "have" in words and verb.tag == "VBN" else "future"
    looks_ahead = cues.get(verb.text.lower()) in ("firm", "plan", "plan-past")
    if cues.get(verb.text.lower()) == "firm":
        return "future"
    plans = verb.tag in ("VBZ", "VBP") and doc.dependents(verb.i, "xcomp")
    if looks_ahead and (plans or _is_set_for(doc, verb)):
        return "future"
    if verb.tag == "VBN":
        present = any(t.tag in ("VBZ", "VBP") for t in helpers) and "have" not in words
        return "present" if present and not looks_ahead else "future" if present else "past"
    if any(t.tag == "TO" for t in helpers):
        return _infinitive(doc, verb, depth)
    if verb.tag == "VBD":
        return "past"
    if verb.tag == "VBG" and any(t.tag in ("VBZ", "VBP") for t in helpers):
        return "future"
    if verb.tag in ("VBZ", "VBP"):
        return "future" if _is_to(doc, verb) else "present"
    if verb.head != verb.i and verb.dep in (*_UNFULFILLED, "pcomp", "prep"):
        above = governing_verb(doc, verb)
        return verb_tense(doc, above, depth + 1) if above else None
    return "past" if lemma != verb.text.lower() and verb.tag == "VBN" else None


def _is_set_for(doc: AnnotatedDocument, verb: Token) -> bool:
    """A participle such as *set for April*."""
    return verb.tag == "VBN" and verb.dep == "acl" and any(t.lemma == "for" for t in doc.dependents(verb.i, "prep"))


def _is_to(doc: AnnotatedDocument, verb: Token) -> bool:
    """ "They are to meet": said of what is ahead."""
    after = doc.dependents(verb.i, "xcomp") if verb.lemma.lower() == "be" and verb.i + 1 < len(doc.tokens) else []
    return any(t.tag == "VB" and doc.tokens[verb.i + 1].tag == "TO" for t in after)


def _infinitive(doc: AnnotatedDocument, verb: Token, depth: int) -> Tense | None:
    """Planned to meet, is to meet, asked him to leave: ahead; began to leave: as what it began."""
    above = governing_verb(doc, verb)
    if above is None:
        return "future"
    word, lemma = above.text.lower(), above.lemma.lower()
    cues = tense_cues()
    is_to = lemma == "be" and verb.head == above.i and verb.dep != "csubj"
    if is_to or cues.get(word) in ("plan", "plan-past", "firm") or cues.get(lemma) == "plan":
        return "future"
    tense = verb_tense(doc, above, depth + 1)
    return tense if cues.get(lemma) == "done" or tense == "future" else None
