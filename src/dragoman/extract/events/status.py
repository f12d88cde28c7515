"""Status by rule where syntax is sure: negation, modality, plans, conditions.

The rules are data/language/status_cues.csv; each carries an example and a counterexample, which the tests run.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dragoman.model import AnnotatedDocument, Token
from dragoman.tables import data_folder, read_rows
from dragoman.tables.nouns import light_verbs

_KEPT = {
    "planned": frozenset({"planned", "possible", "historical"}),
    "possible": frozenset({"planned", "possible", "historical"}),
    "actual": frozenset({"historical"}),
}
"""Guesses that a rule for the given status does not outrank."""
_DENIALS = frozenset({"REJECT", "THREATEN"})
"""Types whose acts are told with a "not" and are acts all the same."""
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "pobj"})


@lru_cache(maxsize=1)
def status_cues() -> Mapping[tuple[str, str], tuple[str, str]]:
    """(rule id, status) by cue lemma and relation."""
    rows = read_rows(
        data_folder() / "language" / "status_cues.csv", ("id", "lemma", "relation", "status", "example"), lambda r: r
    )
    return {(r["lemma"], r["relation"]): (r["id"], r["status"]) for r in rows}


def status_by_rule(doc: AnnotatedDocument, i: int, type_: str) -> tuple[str, str] | None:
    """The status that syntax settles for an act.

    Args:
        doc: The annotated document.
        i: Index of the act's head word.
        type_: The act's type: a refusal is no negated act, and a threat of what would follow has been made.

    Returns:
        (rule id, status), or None where the model's opinion stands.
    """
    token = doc.tokens[i]
    negation = _negated(doc, token)
    if negation is not None and type_ not in _DENIALS:
        return negation
    verb = _verb_of(doc, token)
    if verb is None:
        return None
    cues = status_cues()
    for child in doc.dependents(verb.i, "aux", "mark"):
        found = cues.get((child.lemma.lower(), child.dep))
        if found is not None and not _reported(doc, verb, child):
            return found
        if child.text == "Should" and child.dep == "aux":
            return cues.get(("should", "inverted"))
    above = doc.tokens[verb.head]
    if verb.dep in {"xcomp", "pcomp", "acl"} and above.i != verb.i:
        found = cues.get((above.lemma.lower(), "raised"))
        if found is not None and found[1] == "actual":
            # "Will continue to arm": what is begun or kept up is as real as the beginning.
            return status_by_rule(doc, above.i, type_) or found
        if found is not None:
            # "Does not plan to meet": what is not even planned.
            denied = _negated(doc, above) if type_ not in _DENIALS else None
            return denied or found
    return None


def settle_status(doc: AnnotatedDocument, i: int, type_: str, guess: str) -> tuple[str, str | None]:
    """The status of an act: what syntax settles outranks the model's guess, but no plan outranks another.

    Args:
        doc: The annotated document.
        i: Index of the act's head word.
        type_: The act's type.
        guess: The model's status.

    Returns:
        The status, and the id of the rule that settled it or None.
    """
    found = status_by_rule(doc, i, type_)
    if found is None or guess in _KEPT.get(found[1], ()):
        return guess, None
    return found[1], found[0]


def _negated(doc: AnnotatedDocument, token: Token) -> tuple[str, str] | None:
    cues = status_cues()
    for child in doc.dependents(token.i, "neg"):
        follows = doc.tokens[child.i + 1].text.lower() if child.i + 1 < len(doc.tokens) else ""
        if follows != "only":
            return cues.get((child.lemma.lower() if child.lemma != "n't" else "not", "neg")) or cues[("not", "neg")]
    for child in doc.dependents(token.i, "det"):
        if child.text.lower() == "no":
            return cues.get(("no", "det"))
    return None


def _verb_of(doc: AnnotatedDocument, token: Token) -> Token | None:
    """The verb an act is told by: itself, or the verb that carries its noun ("will hold talks")."""
    if token.pos in {"VERB", "AUX"}:
        return token
    if token.dep in _OBJECTS:
        above = doc.tokens[token.head]
        if above.pos == "VERB" and above.lemma in light_verbs():
            return above
    return None


def _reported(doc: AnnotatedDocument, verb: Token, modal: Token) -> bool:
    """ "If" after a verb of asking only reports a question."""
    return modal.dep == "mark" and verb.dep == "ccomp" and doc.tokens[verb.head].lemma in {"ask", "wonder", "know"}
