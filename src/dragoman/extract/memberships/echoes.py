"""Those who do the same in fewer words: "Mali left in 2024, Niger in 2025", "as do Norway", "Chad followed"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.extract.grammar import Assertions, Moment, Moments, Slots
from dragoman.extract.memberships.roles import words_that
from dragoman.model import AnnotatedDocument, Token

_GAP = frozenset({",", "and", ";", "the"})
_DO = frozenset({"do", "does", "did", "has", "have"})


@dataclass(frozen=True, slots=True)
class Echo:
    """Somebody of whom the same is told.

    Attributes:
        at: Index of their name.
        moment: When, where the words say so.
        role: Their own standing, where the words make it another ("hopes to follow").
        status: Their own status, where they tell it by a verb of their own.
        undated: Whether the date told is not theirs ("three years after X").
    """

    at: int
    moment: Moment | None
    role: str = ""
    status: str = ""
    undated: bool = False


class Echoes:
    """Finds who echoes the acts of one document's verbs."""

    def __init__(self, doc: AnnotatedDocument, slots: Slots, moments: Moments, assertions: Assertions) -> None:
        self.doc, self.slots, self.moments, self.assertions = doc, slots, moments, assertions

    def of(self, trigger: int) -> Iterator[Echo]:
        """Who does the same as a verb's subject: names after the clause with nothing but a date, or with "do".

        Args:
            trigger: Index of the verb, or of a noun after one.
        """
        token = self.doc.tokens[trigger]
        sentence = self.doc.sentences[token.sent]
        dated = {m.first: m for m in self.moments.in_sentence(token.sent)}
        seen_date = False
        waiting: list[int] = []
        for i in range(trigger + 1, sentence.last):
            if i in dated:
                seen_date = True
            if not self.slots.is_name(i) or i != self.slots.by_head[i].last - 1 or not self._opens(i):
                continue
            if waiting and any(t.text.lower() not in _GAP for t in self.doc.tokens[waiting[-1] + 1 : self._first(i)]):
                waiting = []
            moment = self._date_after(i, dated)
            if moment is not None and seen_date:
                yield from (Echo(k, moment) for k in (*waiting, i))
                waiting = []
            elif self._as_do(i):
                yield Echo(i, None)
            elif seen_date:
                waiting.append(i)
        yield from self._followers(token)
        yield from self._later(token)

    def _later(self, token: Token) -> Iterator[Echo]:
        """Who did the same some time before or after: "three years after X", "a decade before Y"."""
        sentence = self.doc.sentences[token.sent]
        for unit in self.doc.tokens[token.i + 1 : sentence.last - 2]:
            if unit.lemma.lower() not in words_that("span"):
                continue
            at = unit.i + 1
            while at < sentence.last and self.doc.tokens[at].text.lower() in words_that("apart"):
                at += 1
            while at < sentence.last and self.doc.tokens[at].text.lower() == "the":
                at += 1
            mention = self.slots.by_head.get(at) if at > unit.i + 1 else None
            name = next((k for k in range(at, min(at + 4, sentence.last)) if self.slots.is_name(k)), None)
            if name is None or at == unit.i + 1:
                continue
            mention = self.slots.by_head[name]
            if mention.first > at or mention.form not in {"name", "place"}:
                continue
            after = self.doc.tokens[mention.last] if mention.last < sentence.last else None
            if after is None or after.pos in {"PUNCT", "CCONJ"}:
                yield Echo(mention.last - 1, None, undated=True)

    def _first(self, i: int) -> int:
        return min((k for k in range(self.slots.by_head[i].first, i + 1)), default=i)

    def _opens(self, i: int) -> bool:
        """Whether a name stands right after a comma or "and", or after "as did"."""
        before = self._first(i) - 1
        while before > 0 and self.doc.tokens[before].text.lower() == "the":
            before -= 1
        return self.doc.tokens[before].text.lower() in _GAP | _DO

    def _date_after(self, i: int, dated: dict[int, Moment]) -> Moment | None:
        """The date right after a name, a preposition between at most."""
        for k in range(i + 1, min(i + 4, len(self.doc.tokens))):
            if k in dated:
                return dated[k]
            if self.doc.tokens[k].pos not in {"ADP", "DET"}:
                return None
        return None

    def _as_do(self, i: int) -> bool:
        before = [t.text.lower() for t in self.doc.tokens[max(0, self._first(i) - 3) : self._first(i)]]
        before = [w for w in before if w != "the"]
        return len(before) > 1 and before[-1] in _DO and before[-2] in {"as", "so"}

    def _followers(self, token: Token) -> Iterator[Echo]:
        """Who "followed" after it, in the sentence or the next."""
        last = self.doc.sentences[min(token.sent + 1, len(self.doc.sentences) - 1)].last
        for verb in self.doc.tokens[token.i + 1 : last]:
            if verb.lemma.lower() == "follow" and verb.tag == "VB" and self._hopes(verb):
                yield from (Echo(i, None, "candidate", "actual") for i in self.slots.subject(verb))
            if self._is_stranded(verb):
                turned = "negated" if self.doc.dependents(verb.i, "neg") else "actual"
                yield from (Echo(i, None, "", turned, undated=True) for i in self.slots.subject(verb))
            if self._will_do_the_same(verb):
                yield from (Echo(i, None, "", "planned", undated=True) for i in self.slots.subject(verb))
            if self._does_the_same(verb) or self._is_next(verb):
                yield from (Echo(i, None) for i in self.slots.subject(verb))
            if verb.lemma.lower() == "follow" and verb.tag in {"VBD", "VBN", "VBZ"} and verb.dep != "amod":
                if any(
                    c.dep != "ccomp" or c.i > verb.i for c in self.doc.dependents(verb.i, "dobj", "nsubjpass", "ccomp")
                ):
                    continue
                for i in self.slots.subject(verb):
                    yield Echo(i, self.moments.near(verb.i, strict=True))

    def holders(self, trigger: int) -> Iterator[Echo]:
        """Who holds the same standing, told by "it" or "the same": "Moldova has held it since 2018"."""
        token = self.doc.tokens[trigger]
        last = self.doc.sentences[min(token.sent + 1, len(self.doc.sentences) - 1)].last
        yield from self._followers(token)
        yield from self._later(token)
        for verb in self.doc.tokens[trigger + 1 : last]:
            if verb.pos != "VERB" or verb.lemma.lower() not in words_that("holding"):
                continue
            things = self.doc.dependents(verb.i, "dobj", "attr", "oprd")
            same = [t for t in things if t.text.lower() in words_that("same") or self._is_same(t)]
            if same:
                holders = self.slots.patient(verb) if self.slots.is_passive(verb) else self.slots.subject(verb)
                status = self.assertions.status(verb.i)
                yield from (Echo(i, self.moments.near(verb.i, strict=True), "", status) for i in holders)

    def _does_the_same(self, verb: Token) -> bool:
        """Whether a verb only repeats an act: "did so", "did the same", "followed suit"."""
        told = verb.tag in {"VBD", "VBN", "VBZ", "VBP"} and not self.doc.dependents(verb.i, "neg")
        return told and self._repeats(verb)

    def _will_do_the_same(self, verb: Token) -> bool:
        """Whether a verb repeats an act still to come: "will do likewise", "would follow suit"."""
        coming = verb.tag == "VB" and any(c.tag == "MD" for c in self.doc.dependents(verb.i, "aux"))
        return coming and self._repeats(verb) and not self.doc.dependents(verb.i, "neg")

    def _repeats(self, verb: Token) -> bool:
        words = {c.text.lower() for c in self.doc.dependents(verb.i, "dobj", "advmod", "attr")}
        does = verb.lemma.lower() == "do" and bool(words & {"so", "same", "likewise"})
        return does or (verb.lemma.lower() == "follow" and "suit" in words)

    def _is_stranded(self, verb: Token) -> bool:
        """Whether nothing is left of an act but its auxiliary: "X is no member, but Y is", "Y does not"."""
        if verb.lemma.lower() not in {"be", "have", "do"} or verb.tag not in {"VBZ", "VBP", "VBD"}:
            return False
        if verb.dep in {"aux", "auxpass", "relcl", "csubj"} or self.doc.tokens[verb.i - 1].text.lower() in _DO:
            return False
        below = [c for c in self.doc.dependents(verb.i) if c.dep not in {"nsubj", "punct", "cc", "neg", "mark", "conj"}]
        below = [c for c in below if c.i > verb.i or c.dep in {"attr", "acomp", "prep"}]
        plain = all(c.dep in {"advmod", "ccomp", "npadvmod"} and c.i < verb.i for c in below)
        names = [c for c in self.doc.dependents(verb.i, "nsubj") if self.slots.is_name(c.i) and c.i < verb.i]
        after = self.doc.tokens[verb.i + 1 : verb.i + 3]
        ends = any(t.pos == "PUNCT" for t in after)
        return plain and bool(names) and ends

    def _is_next(self, verb: Token) -> bool:
        """Whether a verb counts somebody on: "became the latest of them", "was the tenth to do so"."""
        if verb.lemma.lower() not in {"become", "be"} or self.doc.dependents(verb.i, "neg"):
            return False
        for told in self.doc.dependents(verb.i, "attr", "acomp"):
            below = [
                o.text.lower() for p in self.doc.dependents(told.i, "prep") for o in self.doc.dependents(p.i, "pobj")
            ]
            does = any(c.lemma.lower() in {"do", "follow"} for c in self.doc.dependents(told.i, "acl", "relcl"))
            alone = does or not self.doc.dependents(told.i, "prep") or bool({"them", "these", "those"} & set(below))
            if told.text.lower() in words_that("nth") and alone and (below or does):
                return True
        return False

    def _is_same(self, thing: Token) -> bool:
        """Whether a noun is told to be the one before: "the same status"."""
        return any(c.lemma.lower() in {"same", "similar"} for c in self.doc.dependents(thing.i, "amod"))

    def _hopes(self, verb: Token) -> bool:
        """Whether somebody only hopes to do what a verb says."""
        return verb.dep == "xcomp" and self.doc.tokens[verb.head].lemma.lower() in words_that("over")
