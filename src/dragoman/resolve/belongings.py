"""Whose a nameless actor is: how strongly each state that a text names claims it.

A passage is mostly about the state it opens with; where it is told what others do there, theirs are not its police and
its people. What a paragraph opens with weighs in all of it, what the document opens with less and less. A paragraph of
one sentence may be an item of its own: others count there only where it names no state itself. Weights were fitted on
written passages (``training/written``, even lines) and rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.syntax import SUBJECT
from dragoman.tables.words import words_of

WEIGHTS: Mapping[str, float] = {
    "in the phrase": 1.3,  # "the guerrillas of El Salvador's east"
    "met in": 4.0,  # "a court in Ghana"
    "place": 0.7,  # "In Chile troops …", in the same part of the sentence
    "way": 0.3,  # "flew to Chile"
    "part before": 0.45,  # named in a part of the sentence before a semicolon
    "beside": -0.55,  # subject of the clause of which the actor is another part: "Chad attacked villages"
    "beside people": 0.25,  # the same where the actor is people: a state mostly deals with its own
    "sends": 0.35,  # "France sent troops"
    "done to": -0.35,  # object of the clause whose subject the actor is
    "first": 0.4,
    "first as owner or subject": 0.7,
    "first sentence's subject": 0.25,
    "first sentence": 0.4,
    "each time": 0.45,
    "last": 0.5,
    "publisher": 1.7,
    "publisher of history": 0.6,
    "subject": 1.7,  # the state a country profile is about
}
_OFTEN = 4
"""Times from which a state is not counted further."""
_BACK, _AHEAD = 6, 3
"""Sentences around an actor in which states are counted."""
_FADE = 0.7
"""What is left, with each paragraph more, of the weight of what a document opens with."""
_OWNED = frozenset({"amod", "compound", "nmod", "poss"})
_JOINED = frozenset({"conj", "appos"}) | _OWNED
_FOREMOST = frozenset({"nsubj", "nsubjpass", "poss"})
_ELSEWHERE = frozenset({"beside", "done to"})
"""Signs that a state named in an actor's own clause is mostly not his."""
_BREAKS = frozenset({";", ":", "–", "—"})


@dataclass(frozen=True, slots=True)
class NamedState:
    """A state where a text names it.

    Attributes:
        at: Index of the token.
        code: The state's code.
        locates: Whether the name says where something is or goes.
    """

    at: int
    code: str
    locates: bool


class Claims:
    """What states claim the nameless actors of one document.

    Args:
        doc: The parsed document.
        names: The states it names, in order.
        home: The state whose office published it, or None.
        history: Whether its publisher tells history.
        subject: The state it is about as a whole, or None.
    """

    def __init__(
        self, doc: AnnotatedDocument, names: Sequence[NamedState], home: str | None, history: bool,
        subject: str | None = None,
    ) -> None:  # fmt: skip
        self.doc, self.home, self.history, self.subject = doc, home, history, subject
        self._of_sentence: dict[int, list[NamedState]] = {}
        for n in names:
            self._of_sentence.setdefault(doc.tokens[n.at].sent, []).append(n)
        self._paragraphs: dict[int, list[int]] = {}
        for s in doc.sentences:
            self._paragraphs.setdefault(s.paragraph, []).append(s.i)
        self._part: list[int] = []
        part = 0
        for t in doc.tokens:
            part += t.text in _BREAKS
            self._part.append(part)

    def on(self, token: Token, people: bool) -> dict[str, float]:
        """How strongly each state claims an actor.

        Args:
            token: The actor's head word.
            people: Whether it is people or an armed group, and no organ of a state.
        """
        signs: dict[str, set[str]] = {}
        times: dict[str, int] = {}
        own = self._in_own_sentence(token, people)
        near = self._near(token, own)
        opening = self._paragraph_of(token)[0]
        for n in near:
            found = signs.setdefault(n.code, set())
            times[n.code] = times.get(n.code, 0) + 1
            found |= own.get(n.at, set())
            if self.doc.tokens[n.at].sent == opening:
                found |= self._in_opening(n)
        within = [n for n in near if self.doc.tokens[n.at].sent in self._paragraph_of(token)]
        first = self._with(within[0]) if within else set()
        before = [n for n in near if n.at < token.i]
        for n in near:
            if n.at in first:
                signs[n.code] |= self._as_first(within[0])
            if before and (n is before[-1] or (n.at in first and before[-1].at in first)):
                signs[n.code].add("last")
        if self.home:
            signs.setdefault(self.home, set()).add("publisher of history" if self.history else "publisher")
        each = WEIGHTS["each time"]
        claims = {c: _weight(told) + each * min(times.get(c, 0), _OFTEN) for c, told in signs.items()}
        for code, claim in self._of_document(token, bool(near)).items():
            claims[code] = claims.get(code, 0.0) + claim
        if self.subject:
            claims[self.subject] = claims.get(self.subject, 0.0) + WEIGHTS["subject"]
        return claims

    def _paragraph_of(self, token: Token) -> list[int]:
        """The sentences of the paragraph that a word stands in."""
        return self._paragraphs[self.doc.sentences[token.sent].paragraph]

    def _near(self, token: Token, own: Mapping[int, Set[str]]) -> list[NamedState]:
        """The states named in a paragraph's opening and around an actor; in a lone sentence its own, if it has any."""
        paragraph = self._paragraph_of(token)
        if len(paragraph) == 1 and any(not told & _ELSEWHERE for told in own.values()):
            around = [token.sent]
        else:
            around = list(range(max(0, token.sent - _BACK), min(len(self.doc.sentences), token.sent + _AHEAD + 1)))
            around = around if paragraph[0] in around else [paragraph[0], *around]
        return [n for s in around for n in self._of_sentence.get(s, ()) if n.at != token.i]

    def _in_own_sentence(self, token: Token, people: bool) -> dict[int, set[str]]:
        """What speaks for and against each state named in an actor's own sentence, by the name's token."""
        named = [n for n in self._of_sentence.get(token.sent, ()) if n.at != token.i]
        inside = frozenset(self.doc.subtree(token.i)) if named else frozenset()
        verb = next((a for a in self.doc.ancestors(token.i) if a.pos in {"VERB", "AUX"}), None)
        return {
            n.at: {"met in" if self._is_where(n, token) else "in the phrase"}
            if n.at in inside
            else self._in_sentence(n, token, verb, people)
            for n in named
        }

    def _of_document(self, token: Token, near: bool) -> dict[str, float]:
        """What the document opens with, told in another paragraph: between single sentences only if nothing is near."""
        paragraph = self._paragraph_of(token)
        named = self._of_sentence.get(0, [])
        if paragraph[0] == 0 or not named or (near and len(paragraph) == 1):
            return {}
        first = self._with(named[0])
        signs: dict[str, set[str]] = {}
        for n in named:
            signs.setdefault(n.code, set()).update(self._in_opening(n))
            if n.at in first:
                signs[n.code] |= self._as_first(named[0])
        away = self.doc.sentences[token.sent].paragraph - self.doc.sentences[0].paragraph
        return {code: _weight(told) * _FADE**away for code, told in signs.items()}

    def _with(self, n: NamedState) -> set[int]:
        """A name and those joined to it: of "Chad and Niger" neither is first or last."""
        at = self.doc.tokens[n.at]
        while at.dep == "conj" and at.head != at.i:
            at = self.doc.tokens[at.head]
        return {n.at, at.i, *self.doc.conjuncts(at.i)}

    def _in_sentence(self, n: NamedState, token: Token, verb: Token | None, people: bool) -> set[str]:
        top = self._top(self.doc.tokens[n.at])
        same_part = self._part[n.at] == self._part[token.i]
        found: set[str] = set()
        if n.locates or self._in_place_name(top):
            link = self.doc.tokens[top.head].lemma.lower()
            placed = top.dep != "pobj" or link in words_of("place_preposition")
            if same_part or not placed:
                found.add("place" if placed else "way")
        elif not same_part and n.at < token.i:
            found.add("part before")
        if verb is not None and top.head == verb.i and top.i not in {token.i, self._top(token).i}:
            if top.dep not in SUBJECT:
                found.add("done to")
            elif people:
                found.add("beside people")
            else:
                found.add("beside")
            if top.dep in SUBJECT and token.dep == "dobj" and verb.lemma.lower() in words_of("sending_verb"):
                found.add("sends")
        return found

    def _is_where(self, n: NamedState, token: Token) -> bool:
        """ "A court in Ghana": the phrase itself says where."""
        link = self.doc.tokens[self._top(self.doc.tokens[n.at]).head]
        return link.head == token.i and link.lemma.lower() in words_of("place_preposition") - {"at", "on"}

    def _in_place_name(self, top: Token) -> bool:
        """ "In the Philippines' southern provinces"."""
        place = top.ent in {"GPE", "LOC"} or top.lemma.lower() in words_of("place_noun")
        return place and top.dep == "pobj" and self.doc.tokens[top.head].lemma.lower() in words_of("place_preposition")

    def _in_opening(self, n: NamedState) -> set[str]:
        top = self._top(self.doc.tokens[n.at])
        leads = top.dep in SUBJECT and top.head == self.doc.sentences[top.sent].root
        return {"first sentence", "first sentence's subject"} if leads else {"first sentence"}

    def _as_first(self, n: NamedState) -> set[str]:
        foremost = self.doc.tokens[n.at].dep in _FOREMOST
        return {"first", "first as owner or subject"} if foremost else {"first"}

    def _top(self, token: Token) -> Token:
        """The head of the phrase a name stands in."""
        at = token
        while at.dep in _JOINED and at.head != at.i:
            at = self.doc.tokens[at.head]
        return at


def _weight(signs: Set[str]) -> float:
    return sum(WEIGHTS[s] for s in signs)
