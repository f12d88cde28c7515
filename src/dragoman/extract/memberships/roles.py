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
        if child.text.lower() == "non" and trigger - child.i > 2 and doc.tokens[child.i + 2].text.islower():
            # "A non-member observer state" is an observer.
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
    if token.dep == "dobj" and above.lemma.lower() in words_that("sending"):
        # Observers who are sent are people.
        return None
    acted = False
    for _ in range(6):
        if (
            token.dep == "nsubjpass"
            and role in {"founder", "member"}
            and table.get((above.lemma.lower(), "over"), ("", ""))[0] == "former"
        ):
            return _under(("former", ""), role, change, status, [*notes, above.text])
        if token.dep == "nsubj" and role in {"founder", "member"} and status == "actual" and _ends(doc, above):
            return _under(("former", ""), role, change, status, [*notes, above.text])
        if token.dep == "advcl" and any(c.text.lower() == "to" for c in doc.dependents(token.i, "aux")):
            # "Signed a memorandum to join".
            for thing in doc.dependents(above.i, "dobj"):
                found = table.get((thing.lemma.lower(), "over"))
                if found and found[0] == "candidate":
                    return _under(found, role, change, status, [*notes, thing.text])
        joined = token.dep == "conj" and token.tag in {"VBD", "VBZ", "VBP"}
        if above.i == token.i or joined or token.dep in {"nsubj", "nsubjpass", "advcl", "relcl", "agent"}:
            break
        found = _over(doc, above)
        if found and found[0] == "former" and acted:
            # "Withdrew a bill approving the accession" ends no standing.
            break
        if found and found[0] == "none":
            return None
        if found and status != "negated":
            notes.append(above.text)
            if found[0] == "candidate" and doc.tokens[trigger].lemma.lower() in words_that("staying"):
                # Who wants to stay is in.
                return Qualified(role, "stands", "actual", tuple(notes))
            return _under(found, role, change, status, notes)
        acted = acted or token.dep == "acl"
        token, above = above, doc.tokens[above.head]
    if role == "former" and change == "leaves" and status == "possible":
        # Who threatens to leave is a member still.
        return Qualified("member", "stands", "actual", (*notes, "has not left"))
    if role == "former" and change == "leaves" and status == "negated":
        return Qualified("member", "stands", "actual", (*notes, "did not leave"))
    return Qualified(role, change, status, tuple(notes))


def _ends(doc: AnnotatedDocument, verb: Token) -> bool:
    """Whether a verb says that its subject ends by itself: "lapsed", "came to an end"."""
    if doc.dependents(verb.i, "dobj", "neg"):
        return False
    if verb.lemma.lower() in words_that("ending"):
        return True
    below = [o for p in doc.dependents(verb.i, "prep") for o in doc.dependents(p.i, "pobj")]
    below += list(doc.dependents(verb.i, "prt", "advmod", "acomp"))
    return any(f"{verb.lemma.lower()} {c.lemma.lower()}" in words_that("ending") for c in below)


def _over(doc: AnnotatedDocument, above: Token) -> tuple[str, str] | None:
    """What a word above makes of a standing, with its particle or preposition: "give up", "push for"."""
    table = _qualifiers()
    for child in doc.dependents(above.i, "prt", "prep", "advmod"):
        found = table.get((f"{above.lemma.lower()} {child.text.lower()}", "over"))
        if found:
            return found
    return table.get((above.lemma.lower(), "over"))


def _under(found: tuple[str, str], role: str, change: str, status: str, notes: list[str]) -> Qualified:
    """A standing under "apply", "bid", "memorandum": a candidate's; a leaver's is a member's."""
    if role == "former":
        status = found[1] or "planned"
        if status == "planned":
            return Qualified("former", change, status, tuple(notes))
        return Qualified("member", "stands", "actual", tuple(notes))
    if role == "candidate" and found[0] == "former":
        # Who puts off accession talks is a candidate still.
        return Qualified(role, change, status, tuple(notes))
    change = {"candidate": "enters", "former": "leaves"}.get(found[0], change)
    if found[0] == "former" and status in {"planned", "possible"}:
        return Qualified("former", change, status, tuple(notes))
    return Qualified(found[0] or role, change, found[1] or "actual", tuple(notes))
