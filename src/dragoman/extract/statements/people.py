"""The people of one text: full names, roles and institutions by family name, as the text itself introduces them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.extract.statements.clauses import subtree
from dragoman.model import AnnotatedDocument, Mention, Party, Token
from dragoman.tables.files import data_folder, read_rows

_INSTITUTION_LINKS = frozenset({"at", "of", "for", "with", "from"})
_OFFICES = frozenset(
    [
        "president",
        "premier",
        "minister",
        "chancellor",
        "king",
        "queen",
        "prince",
        "emir",
        "sultan",
        "secretary",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "ambassador",
        "envoy",
        "chief",
        "governor",
        "mayor",
        "leader",
        "chairman",
        "director",
        "general",
        "commander",
        "commissioner",
    ]
)
_HIGHEST = frozenset({"president", "premier", "leader", "head", "king", "emir", "chancellor"})
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


_TITLE_REACH = 12
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


@lru_cache(maxsize=1)
def given_names() -> Mapping[str, str]:
    """Given names that tell a gender, ``m`` or ``f``.

    Raises:
        TableError: If the table is broken.
    """
    path = data_folder() / "language" / "given_names.csv"
    return dict(read_rows(path, ("name", "gender"), lambda r: (r["name"], r["gender"])))


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
                return token.dep not in _NAME_PARTS or above is None or above.person != party.person
            if mention.form in {"name", "demonym"} and party.actor:
                return False
        if token.ent != "PERSON":
            return False
        above_token = self.doc.tokens[token.head]
        within = above_token.ent == "PERSON" and above_token.pos == "PROPN" and above_token.i != token.i
        return not (token.dep in _NAME_PARTS and within)

    def _learn(self, token: Token) -> None:
        mention, party = self.by_head.get(token.i), self._party(token)
        name = party.person if party is not None and party.person else self.full_name(token)
        role, institution, actor = self.introduced(token)
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
            elif part.dep in _NAME_PARTS and part.i < token.i and part.ent != "PERSON":
                words = sorted(subtree(self.doc, part.i))
                actor = actor or self._actor_in(words)
        titles = [
            tokens[c]
            for c in self.doc.children[token.i]
            if tokens[c].dep in _NAME_PARTS and tokens[c].ent != "PERSON" and c < token.i
        ]
        if role is None and titles and any(t.lemma.lower() in _OFFICES or t.pos == "NOUN" for t in titles):
            role = self.doc.quote(
                tokens[min(min(subtree(self.doc, t.i)) for t in titles)].start, max(t.end for t in titles)
            )
        role = role or self._title_before(token)
        above = tokens[token.head]
        if token.dep == "appos" and above.ent != "PERSON" and above.i != token.i:
            words = [i for i in sorted(subtree(self.doc, above.i, {token.i}))]
            role = role or self._role(above)
            actor = actor or self._actor_in(words)
        return role, institution, actor

    def _institution(self, words: list[int]) -> str | None:
        """The institution in an apposition ("director of the China program at the Stimson Center"): the last named."""
        found = None
        for i in words:
            named = self.doc.tokens[i]
            link = self.doc.tokens[named.head]
            if (
                named.pos == "PROPN"
                and named.dep == "pobj"
                and link.lemma.lower() in _INSTITUTION_LINKS
                and named.ent != "GPE"
            ):
                if found is None or link.lemma.lower() in {"at", "with"}:
                    found = self.phrase(named)
        return found

    def _title_before(self, token: Token) -> str | None:
        """The office written before a name, whatever the parser made of it ("President of the Republic of Chile Ana Díaz")."""
        tokens = self.doc.tokens
        first = token.i
        while first > 0 and tokens[first - 1].head == token.i and tokens[first - 1].dep in _NAME_PARTS:
            first -= 1
        for i in range(token.i - 1, max(-1, token.i - _TITLE_REACH), -1):
            t = tokens[i]
            if t.sent != token.sent or (
                t.pos not in {"PROPN", "NOUN", "ADJ", "ADP", "DET"} and t.text not in {"-", "'s", "’s"}
            ):
                return None
            if t.lemma.lower() in _OFFICES and t.text[:1].isupper():
                start = i - 1 if i and tokens[i - 1].pos in {"PROPN", "ADJ"} and tokens[i - 1].sent == t.sent else i
                return self.doc.quote(tokens[start].start, t.end)
        return None

    def _role(self, head: Token) -> str:
        words = [
            i
            for i in sorted(subtree(self.doc, head.i))
            if i <= head.i and self.doc.tokens[i].dep not in {"det", "poss", "punct", "case"}
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

    def gender(self, token: Token) -> str | None:
        """``m`` or ``f`` as courtesy titles and given names in the text tell, else None."""
        key = token.text.lower()
        if key not in self._genders:
            known = self._known.get(key)
            names = known.name.split() if known is not None else [token.text]
            told = given_names().get(names[0]) if len(names) > 1 else None
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
        words = {w.strip(",.").removesuffix("’s").removesuffix("'s").lower() for w in title.split()}
        fitting = {
            p.name for p in self._known.values()
            if p.actor == actor and p.role and words & {w.lower() for w in p.role.split()} & _OFFICES
        }  # fmt: skip
        own = [p for p in self._known.values() if p.actor == actor]
        if not fitting and words >= {"head", "state"}:
            fitting = {p.name for p in own if p.role and "president" in p.role.lower()}
        if not fitting and words & _HIGHEST and not any(p.role for p in own):
            fitting = {p.name for p in own}
        return fitting.pop() if len(fitting) == 1 else None
