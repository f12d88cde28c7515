"""The people of one text: full names, roles and institutions by family name, as the text itself introduces them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.extract.statements.clauses import subtree
from dragoman.model import AnnotatedDocument, Mention, Token

_INSTITUTION_LINKS = frozenset({"at", "of", "for", "with", "from"})
_NAME_PARTS = frozenset({"compound", "flat", "nmod", "amod"})


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


class People:
    """Everyone a text names, by family name.

    Args:
        doc: The annotated document.
        by_head: Its mentions by head token.
    """

    def __init__(self, doc: AnnotatedDocument, by_head: Mapping[int, Mention]) -> None:
        self.doc = doc
        self.by_head = by_head
        self._known: dict[str, Introduction] = {}
        for token in doc.tokens:
            if token.ent == "PERSON" and token.pos == "PROPN" and self._is_head(token):
                self._learn(token)

    def _is_head(self, token: Token) -> bool:
        above = self.doc.tokens[token.head]
        return not (token.dep in _NAME_PARTS and above.ent == "PERSON" and above.pos == "PROPN" and above.i != token.i)

    def _learn(self, token: Token) -> None:
        name = self.full_name(token)
        mention = self.by_head.get(token.i)
        party = mention.parties[0] if mention is not None and len(mention.parties) == 1 else None
        if party is not None and party.person and len(party.person) > len(name):
            name = party.person
        role, institution, actor = self.introduced(token)
        trusted = party.actor if party is not None and mention is not None and mention.form in {"person", "title"} else None
        actor = trusted or actor
        key = token.text.lower()
        known = self._known.get(key)
        if known is None:
            self._known[key] = Introduction(name, role, institution, actor, token.i)
            return
        self._known[key] = Introduction(
            name if len(name.split()) > len(known.name.split()) else known.name,
            known.role or role, known.institution or institution, known.actor or actor, known.at,
        )  # fmt: skip

    def full_name(self, token: Token) -> str:
        """The run of name words around a head, without titles."""
        first = last = token.i
        tokens = self.doc.tokens
        while first > 0 and tokens[first - 1].ent == "PERSON" and tokens[first - 1].sent == token.sent and tokens[first - 1].pos == "PROPN":
            first -= 1
        while (
            last + 1 < len(tokens) and tokens[last + 1].ent == "PERSON" and tokens[last + 1].sent == token.sent
            and tokens[last + 1].pos == "PROPN" and tokens[last + 1].head in range(first, last + 2)
        ):  # fmt: skip
            last += 1
        return self.doc.quote(tokens[first].start, tokens[last].end)

    def introduced(self, token: Token) -> tuple[str | None, str | None, str | None]:
        """Role, institution and actor that stand beside a name."""
        tokens = self.doc.tokens
        role = institution = actor = None
        for c in self.doc.children[token.i]:
            part = tokens[c]
            if part.dep == "appos" and part.ent != "PERSON":
                words = [i for i in sorted(subtree(self.doc, part.i)) if tokens[i].dep not in {"relcl"}]
                role = self._role(part)
                for link in self.doc.dependents(part.i, "prep"):
                    if link.lemma in _INSTITUTION_LINKS:
                        for named in self.doc.dependents(link.i, "pobj"):
                            if named.pos == "PROPN":
                                institution = institution or self.phrase(named)
                actor = actor or self._actor_in(words)
            elif part.dep in _NAME_PARTS and part.i < token.i and part.ent != "PERSON":
                words = sorted(subtree(self.doc, part.i))
                actor = actor or self._actor_in(words)
        titles = [tokens[c] for c in self.doc.children[token.i] if tokens[c].dep in _NAME_PARTS and tokens[c].ent != "PERSON" and c < token.i]
        if role is None and titles:
            role = self.doc.quote(tokens[min(min(subtree(self.doc, t.i)) for t in titles)].start, max(t.end for t in titles))
        above = tokens[token.head]
        if token.dep == "appos" and above.ent != "PERSON" and above.i != token.i:
            words = [i for i in sorted(subtree(self.doc, above.i, {token.i}))]
            role = role or self._role(above)
            actor = actor or self._actor_in(words)
        return role, institution, actor

    def _role(self, head: Token) -> str:
        words = [i for i in sorted(subtree(self.doc, head.i)) if i <= head.i and self.doc.tokens[i].dep not in {"det", "poss", "punct", "case"}]
        words = [i for i in words if self.doc.tokens[i].head in words or i == head.i]
        return self.doc.quote(self.doc.tokens[words[0]].start, head.end)

    def phrase(self, named: Token) -> str:
        """A name with what belongs to it ("Carnegie Endowment for International Peace")."""
        words = [i for i in sorted(subtree(self.doc, named.i)) if self.doc.tokens[i].dep not in {"det"}]
        kept = []
        for i in words:
            if self.doc.tokens[i].text in {",", "(", "—", "–"} or self.doc.tokens[i].dep in {"relcl", "acl", "appos"} and i > named.i:
                if i > named.i:
                    break
                continue
            kept.append(i)
        return self.doc.quote(self.doc.tokens[kept[0]].start, self.doc.tokens[kept[-1]].end) if kept else named.text

    def _actor_in(self, words: list[int]) -> str | None:
        for i in words:
            mention = self.by_head.get(i)
            if mention is not None and mention.form in {"name", "demonym", "title", "person"} and len(mention.parties) == 1 and mention.parties[0].actor:
                return mention.parties[0].actor
        return None

    def known(self, token: Token) -> Introduction | None:
        """What the text tells of the person a name means."""
        return self._known.get(token.text.lower())
