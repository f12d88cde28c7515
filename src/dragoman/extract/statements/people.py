"""The people of one text: full names, roles and institutions by family name, as the text itself introduces them."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.extract.statements.introductions import NAME_PARTS, Introducer, Introduction
from dragoman.extract.statements.rules import speech_rules
from dragoman.model import AnnotatedDocument, Mention, Party, Token
from dragoman.tables.genders import gender_of_name

_COURTESY = {
    "Mr.": "m",
    "Mr": "m",
    "Mrs.": "f",
    "Mrs": "f",
    "Ms.": "f",
    "Ms": "f",
    "Sir": "m",
    "Lady": "f",
    "Madam": "f",
}


def _parts(name: str) -> set[str]:
    return {w.strip(".,").lower() for w in name.replace("-", " ").split()}


class People:
    """Everyone a text names, by family name.

    Args:
        doc: The annotated document.
        by_head: Its mentions by head token.
    """

    def __init__(self, doc: AnnotatedDocument, by_head: Mapping[int, Mention]) -> None:
        self.doc = doc
        self.by_head = by_head
        self.introducer = Introducer(doc, by_head)
        self._known: dict[str, Introduction] = {}
        self._genders: dict[str, str] = {}
        for token in doc.tokens:
            if self.is_name(token):
                self._learn(token)

    def _party(self, token: Token) -> Party | None:
        mention = self.by_head.get(token.i)
        return mention.parties[0] if mention is not None and len(mention.parties) == 1 else None

    def is_name(self, token: Token) -> bool:
        """Whether a word is the head of a person's name."""
        if token.pos != "PROPN":
            return False
        mention, party = self.by_head.get(token.i), self._party(token)
        if mention is not None and party is not None:
            if party.person and token.text.lower() in _parts(party.person):
                above = self._party(self.doc.tokens[token.head])
                return token.dep not in NAME_PARTS or above is None or above.person != party.person
            if mention.form in {"name", "demonym"} and party.actor:
                return False
        if token.ent != "PERSON":
            return False
        above_token = self.doc.tokens[token.head]
        within = above_token.ent == "PERSON" and above_token.pos == "PROPN" and above_token.i != token.i
        return not (token.dep in NAME_PARTS and within)

    def _learn(self, token: Token) -> None:
        mention, party = self.by_head.get(token.i), self._party(token)
        name = party.person if party is not None and party.person else self.full_name(token)
        role, institution, actor = self.introducer.introduced(token)
        trusted = (
            party.actor if party is not None and mention is not None and mention.form in {"person", "title"} else None
        )
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
        while (
            first > 0
            and tokens[first - 1].ent == "PERSON"
            and tokens[first - 1].sent == token.sent
            and tokens[first - 1].pos == "PROPN"
        ):
            first -= 1
        while (
            last + 1 < len(tokens) and tokens[last + 1].ent == "PERSON" and tokens[last + 1].sent == token.sent
            and tokens[last + 1].pos == "PROPN" and tokens[last + 1].head in range(first, last + 2)
        ):  # fmt: skip
            last += 1
        return self.doc.quote(tokens[first].start, tokens[last].end)

    def gender(self, token: Token) -> str | None:
        """``m`` or ``f`` as courtesy titles and given names in the text tell, else None."""
        key = token.text.lower()
        if key not in self._genders:
            known = self._known.get(key)
            told = gender_of_name(known.name if known is not None else token.text)
            for t in self.doc.tokens:
                if t.text.lower() == key and t.i and self.doc.tokens[t.i - 1].text in _COURTESY:
                    told = _COURTESY[self.doc.tokens[t.i - 1].text]
                    break
            self._genders[key] = told or ""
        return self._genders[key] or None

    def known(self, token: Token) -> Introduction | None:
        """What the text tells of the person a name means."""
        return self._known.get(token.text.lower())

    def holder(self, actor: str, title: str) -> str | None:
        """The person the text names with an office ("the President of Ukraine", "the Ukrainian president").

        Args:
            actor: Code of the office's state or organisation.
            title: The title as written where no name stands.
        """
        offices = speech_rules().words("offices")
        words = {w.strip(",.").removesuffix("’s").removesuffix("'s").lower() for w in title.split()}
        fitting = {
            p.name for p in self._known.values()
            if p.actor == actor and p.role and words & {w.lower() for w in p.role.split()} & offices
        }  # fmt: skip
        own = [p for p in self._known.values() if p.actor == actor]
        if not fitting and words >= {"head", "state"}:
            fitting = {p.name for p in own if p.role and "president" in p.role.lower()}
        if not fitting and words & speech_rules().words("highest-offices") and not any(p.role for p in own):
            fitting = {p.name for p in own}
        return fitting.pop() if len(fitting) == 1 else None
