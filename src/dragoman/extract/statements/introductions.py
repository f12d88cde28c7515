"""How a text introduces people: role, institution and side beside a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.extract.statements.clauses import subtree
from dragoman.extract.statements.rules import speech_rules
from dragoman.model import AnnotatedDocument, Mention, Token

NAME_PARTS = frozenset({"compound", "flat", "nmod", "amod"})
_INSTITUTION_LINKS = frozenset({"at", "of", "for", "with", "from"})
_TITLE_PARTS = frozenset({"PROPN", "NOUN", "ADJ", "ADP", "DET"})
_TITLE_REACH = 12


@dataclass(frozen=True, slots=True)
class Introduction:
    """How a text introduces a person.

    Attributes:
        name: The fullest name in the text.
        role: Role as written, or None.
        institution: Institution as written, or None.
        actor: Code of the state or organisation spoken for, or None.
        at: Index of the head of the first full mention.
    """

    name: str
    role: str | None
    institution: str | None
    actor: str | None
    at: int


class Introducer:
    """Reads introductions.

    Args:
        doc: The annotated document.
        by_head: Its mentions by head token.
    """

    def __init__(self, doc: AnnotatedDocument, by_head: Mapping[int, Mention]) -> None:
        self.doc = doc
        self.by_head = by_head

    def introduced(self, token: Token) -> tuple[str | None, str | None, str | None]:
        """Role, institution and actor that stand beside a name."""
        tokens = self.doc.tokens
        role = institution = actor = None
        for c in self.doc.children[token.i]:
            part = tokens[c]
            if part.dep == "appos" and part.ent != "PERSON":
                words = [i for i in sorted(subtree(self.doc, part.i)) if tokens[i].dep not in {"relcl"}]
                role = self._role(part)
                institution = institution or self._institution(words)
                actor = actor or self._actor_in(words)
            elif part.dep in NAME_PARTS and part.i < token.i and part.ent != "PERSON":
                words = sorted(subtree(self.doc, part.i))
                actor = actor or self._actor_in(words)
        titles = [
            tokens[c]
            for c in self.doc.children[token.i]
            if tokens[c].dep in NAME_PARTS and tokens[c].ent != "PERSON" and c < token.i
        ]
        if role is None and titles and any(self._is_office(t) or t.pos == "NOUN" for t in titles):
            role = self.doc.quote(
                tokens[min(min(subtree(self.doc, t.i)) for t in titles)].start, max(t.end for t in titles)
            )
        role = role or self._title_before(token)
        above = tokens[token.head]
        if token.dep == "appos" and above.ent != "PERSON" and above.i != token.i:
            words = sorted(subtree(self.doc, above.i, {token.i}))
            role = role or self._role(above)
            actor = actor or self._actor_in(words)
        return role, institution, actor

    def _institution(self, words: list[int]) -> str | None:
        """The institution in an apposition ("director of the China program at the Stimson Center"): the last named."""
        found = None
        for i in words:
            named = self.doc.tokens[i]
            link = self.doc.tokens[named.head].lemma.lower()
            if named.pos != "PROPN" or named.dep != "pobj" or named.ent == "GPE" or link not in _INSTITUTION_LINKS:
                continue
            if found is None or link in {"at", "with"}:
                found = self.phrase(named)
        return found

    def _title_before(self, token: Token) -> str | None:
        """The office written before a name, however parsed ("President of the Republic of Chile Ana Díaz")."""
        tokens = self.doc.tokens
        for i in range(token.i - 1, max(-1, token.i - _TITLE_REACH), -1):
            t = tokens[i]
            if t.sent != token.sent or (t.pos not in _TITLE_PARTS and t.text not in {"-", "'s", "’s"}):
                return None
            if self._is_office(t) and t.text[:1].isupper():
                start = i - 1 if i and tokens[i - 1].pos in {"PROPN", "ADJ"} and tokens[i - 1].sent == t.sent else i
                return self.doc.quote(tokens[start].start, t.end)
        return None

    def _is_office(self, token: Token) -> bool:
        return token.lemma.lower() in speech_rules().words("offices")

    def _role(self, head: Token) -> str:
        words = [
            i
            for i in sorted(subtree(self.doc, head.i))
            if i == head.i or (i < head.i and self.doc.tokens[i].dep not in {"det", "poss", "punct", "case"})
        ]
        words = [i for i in words if self.doc.tokens[i].head in words or i == head.i]
        return self.doc.quote(self.doc.tokens[words[0]].start, head.end)

    def phrase(self, named: Token) -> str:
        """A name with what belongs to it ("Carnegie Endowment for International Peace")."""
        words = [i for i in sorted(subtree(self.doc, named.i)) if self.doc.tokens[i].dep not in {"det"}]
        kept = []
        for i in words:
            if self.doc.tokens[i].text in {",", "(", "—", "–"} or (
                self.doc.tokens[i].dep in {"relcl", "acl", "appos"} and i > named.i
            ):
                if i > named.i:
                    break
                continue
            kept.append(i)
        return self.doc.quote(self.doc.tokens[kept[0]].start, self.doc.tokens[kept[-1]].end) if kept else named.text

    def _actor_in(self, words: list[int]) -> str | None:
        for i in words:
            mention = self.by_head.get(i)
            if (
                mention is not None
                and mention.form in {"name", "demonym", "title", "person"}
                and len(mention.parties) == 1
                and mention.parties[0].actor
            ):
                return mention.parties[0].actor
        return None
