"""What the words around a standing make of it: founding, former, aspiring, not yet, no longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.model import AnnotatedDocument, Token
from dragoman.tables import data_folder, read_rows


@dataclass(frozen=True, slots=True)
class Qualified:
    """A standing after its qualifiers are read."""

    role: str
    change: str
    status: str
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _qualifiers() -> Mapping[tuple[str, str], tuple[str, str]]:
    rows = read_rows(
        data_folder() / "language" / "membership_words.csv", ("word", "stands", "role", "status"), lambda r: r
    )
    return {(r["word"], r["stands"]): (r["role"], r["status"]) for r in rows}


@lru_cache(maxsize=4)
def words_that(stand: str) -> frozenset[str]:
    """The words of one place in the packaged list (``before``, ``over``, ``body``, ``beside`` …)."""
    return frozenset(word for word, stands in _qualifiers() if stands == stand)


def body_nouns() -> frozenset[str]:
    """Nouns a body with members is called by, after its name ("the NATO alliance")."""
    return words_that("body")


def is_qualifier(token: Token) -> bool:
    """Whether a word before a noun of standing qualifies it ("founding member"), and makes no other noun of it."""
    return bool({token.text.lower(), token.lemma.lower()} & words_that("before")) or token.pos in {"ADJ", "NUM"}


def role_as(doc: AnnotatedDocument, role: str, trigger: int) -> str:
    """The standing somebody is let in with, where the words say "as partners", "as an observer"."""
    for link in doc.dependents(trigger, "prep"):
        for noun in doc.dependents(link.i, "pobj") if link.lemma == "as" else ():
            found = _qualifiers().get((noun.lemma.lower(), "as"))
            if found and role in {"member", "founder"}:
                return found[0]
    return role


def qualify(doc: AnnotatedDocument, role: str, change: str, status: str, trigger: int) -> Qualified | None:
    """Read the qualifiers of a standing.

    Args:
        doc: The annotated document.
        role: The rule's role.
        change: ``enters``, ``leaves`` or ``stands``.
        status: Status of the clause.
        trigger: Index of the trigger word.

    Returns:
        The standing as qualified, or None where the words tell none ("rather than join").
    """
    table = _qualifiers()
    notes: list[str] = []
    owned = doc.dependents(trigger, "poss")
    names = [c.i for c in doc.dependents(trigger, "compound", "nmod") if c.pos == "PROPN"]
    for child in doc.dependents(trigger, "amod", "compound", "nmod", "advmod"):
        if owned and names and child.i < min(names):
            # "NATO's first former Warsaw Pact members" are former in the pact only.
            continue
        found = table.get((child.text.lower(), "before")) or table.get((child.lemma.lower(), "before"))
        if found:
            notes.append(child.text)
            role, status = found[0] or role, found[1] or status
            change = "leaves" if role == "former" else change
    above, token = doc.tokens[doc.tokens[trigger].head], doc.tokens[trigger]
    givers = (above, *doc.dependents(trigger, "amod"))
    if change == "stands" and any((t.lemma.lower(), "verb") in table for t in givers):
        change = "enters"
    for _ in range(6):
        if (
            token.dep == "nsubjpass"
            and role in {"founder", "member"}
            and table.get((above.lemma.lower(), "over"), ("", ""))[0] == "former"
        ):
            return _under(("former", ""), role, change, [*notes, above.text])
        if token.dep == "advcl" and any(c.text.lower() == "to" for c in doc.dependents(token.i, "aux")):
            # "Signed a memorandum to join".
            for thing in doc.dependents(above.i, "dobj"):
                found = table.get((thing.lemma.lower(), "over"))
                if found and found[0] == "candidate":
                    return _under(found, role, change, [*notes, thing.text])
        joined = token.dep == "conj" and token.tag in {"VBD", "VBZ", "VBP"}
        if above.i == token.i or joined or token.dep in {"nsubj", "nsubjpass", "advcl", "relcl"}:
            break
        found = table.get((above.lemma.lower(), "over"))
        if found and found[0] == "none":
            return None
        if found and status != "negated":
            notes.append(above.text)
            return _under(found, role, change, notes)
        token, above = above, doc.tokens[above.head]
    if role == "former" and change == "leaves" and status == "possible":
        # Who threatens to leave is a member still.
        return Qualified("member", "stands", "actual", (*notes, "has not left"))
    if role == "former" and change == "leaves" and status == "negated":
        return Qualified("member", "stands", "actual", (*notes, "did not leave"))
    return Qualified(role, change, status, tuple(notes))


def _under(found: tuple[str, str], role: str, change: str, notes: list[str]) -> Qualified:
    """A standing under "apply", "bid", "memorandum": a candidate's; a leaver's is a member's."""
    if role == "former":
        status = found[1] or "planned"
        if status == "planned":
            return Qualified("former", change, status, tuple(notes))
        return Qualified("member", "stands", "actual", tuple(notes))
    change = {"candidate": "enters", "former": "leaves"}.get(found[0], change)
    return Qualified(found[0] or role, change, found[1] or "actual", tuple(notes))
