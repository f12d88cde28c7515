"""Further places in the tree around a word that tells a standing, beside those all rule readers share."""

from __future__ import annotations

from dragoman.extract.grammar import Slots
from dragoman.extract.memberships.roles import words_that
from dragoman.model import AnnotatedDocument, Token

_ENTERING = frozenset({"to", "into", "from", "out"})
_FORMING = frozenset({"form", "constitute", "represent", "remain", "become"})


class StandingSlots(Slots):
    """Finds the words that fill the slots of one document's membership rules.

    Besides the common slots:

    * ``forming``: who "forms part";
    * ``sole-subject``: a subject, where no "to X" tells what is entered;
    * ``ranks``: the body whose "ranks", "family" or "list" an object is;
    * ``non``: a name after "non-";
    * ``standing-at``: the name a phrase after a comma tells the place of;
    * ``raised``, ``raiser``: whom a verb raises "to full member", and who does;
    * ``before-comma``: the name a phrase right after its comma explains;
    * ``seeker``: who seeks or gets what a noun tells;
    * ``fronted``: who is told to be something before its own clause: "A founding member, it …";
    * ``recipient``: who is granted what a noun tells, by an object of its own;
    * ``aimer``: whose hopes, plans or bid it is the aim of;
    * ``partitive``: who does what a sentence tells "of the ten members".
    """

    def __init__(self, doc: AnnotatedDocument) -> None:
        super().__init__(doc)
        self._finders |= {
            "forming": self.forming,
            "sole-subject": self.sole_subject,
            "ranks": self.ranks,
            "non": self.non,
            "standing-at": self.standing_at,
            "raised": self.raised,
            "seeker": self.seeker,
            "partitive": self.partitive,
            "recipient": self.recipient,
            "fronted": self.fronted,
            "aimer": self.aimer,
            "raiser": self.raiser,
            "before-comma": self._named_before_comma,
        }

    def possessor(self, token: Token) -> list[int]:
        """Who owns a noun, also where the parser took a curly "’s" for no mark of owning."""
        found = super().possessor(token)
        if found:
            return found
        before = self.doc.dependents(token.i, "nmod", "compound", "amod")
        last = len(self.tokens) - 1
        return [
            c.i for c in before if c.pos == "PROPN" and c.i < last and self.tokens[c.i + 1].text in {"’s", "’", "'s"}
        ]

    def subject(self, token: Token) -> list[int]:
        """Who does a verb, "applied to accede" too, where some parses take the verb for a noun."""
        above = self.tokens[token.head]
        verb = self.tokens[above.head]
        if token.dep == "pcomp" and above.lemma in {"from", "against"} and verb.pos == "VERB" and self.patient(verb):
            # "Prevents migrants from entering".
            return self.patient(verb)
        found = super().subject(token)
        if token.dep == "acl" and token.tag == "VBG" and above.lemma.lower() in words_that("deed"):
            # "The president signed orders leaving the pact".
            return self.bearer(above) or found
        if not found and token.dep == "pobj" and token.pos == "VERB" and above.pos in {"ADP", "PART"}:
            governor = self.governor(token)
            return self.subject(governor) if governor is not None else []
        return found

    def _said_as(self, preposition: Token) -> list[int]:
        """Whom "as a partner" speaks of, the whole list: "with X and Y as observers"."""
        before = self.opening(preposition.i - 1)
        if self.is_name(before) and self.tokens[self.tokens[before].head].lemma == "with":
            return [before]
        found = super()._said_as(preposition)
        return [self.opening(i) for i in found]

    def opening(self, i: int) -> int:
        """The first of the names listed with a name."""
        while self.tokens[i].dep == "conj" and self.is_name(i) and self.is_name(self.tokens[i].head):
            i = self.tokens[i].head
        return i

    def forming(self, token: Token) -> list[int]:
        """Who forms, constitutes or represents what a noun tells: "forms part of"."""
        above = self.tokens[token.head]
        return self.subject(above) if token.dep == "dobj" and above.lemma.lower() in _FORMING else []

    def sole_subject(self, token: Token) -> list[int]:
        """Who admits or expels, unless "to X" or "from X" says where to: then only X is meant."""
        for link in self.doc.dependents(token.i, "prep", "advmod"):
            objects = [
                o
                for o in self.doc.dependents(link.i, "pobj")
                if o.ent not in {"DATE", "TIME"}
                and o.lemma.lower() not in words_that("organ")
                and not self.is_name(o.i)
            ]
            if link.lemma.lower() in _ENTERING and objects:
                return []
        return self.subject(token)

    def ranks(self, token: Token) -> list[int]:
        """The body a verb's object is the ranks of: "joined the ranks of the alliance", "entered the EU's fold"."""
        found: list[int] = []
        links = self.doc.dependents(token.i, "prep", "advmod")
        objects = [*self.doc.dependents(token.i, "dobj"), *(o for p in links for o in self.doc.dependents(p.i, "pobj"))]
        for thing in objects:
            if thing.lemma.lower() in words_that("inner"):
                found += [*self._pobj(thing, frozenset({"of", "in"})), *self.possessor(thing), *self.modifiers(thing.i)]
        return found

    def non(self, token: Token) -> list[int]:
        """The name after "non-" before a noun: "non-NATO countries"."""
        return [
            c.i
            for c in self.doc.dependents(token.i, "amod", "compound", "nmod")
            if c.text[:1].isupper() and c.i > 1 and self.tokens[c.i - 2].text.lower() == "non"
        ]

    def standing_at(self, token: Token) -> list[int]:
        """The name a phrase after a comma tells the place of: "Estonia, in the Union since 2004"."""
        before = token.i - 1
        while before > 0 and self.tokens[before].pos == "ADV":
            before -= 1
        marked = self.tokens[before].text in {",", "("} and token.dep == "prep"
        return [before - 1] if marked and before > 0 and self.is_name(before - 1) else []

    def raised(self, token: Token) -> list[int]:
        """Whom a verb raises to what a noun tells: "upgraded X to an observer"."""
        verb = self._raising(token)
        if verb is None:
            return []
        raised = self.patient(verb)
        oneself = any(self.tokens[i].text.lower().endswith(("self", "selves")) for i in raised)
        return self.subject(verb) if oneself else raised

    def raiser(self, token: Token) -> list[int]:
        """Who raises somebody to what a noun tells."""
        verb = self._raising(token)
        return self.subject(verb) if verb is not None else []

    def _raising(self, token: Token) -> Token | None:
        """The verb under whose "to" or "as" a noun stands."""
        link = self.tokens[token.head]
        verb = self.tokens[link.head]
        raised = token.dep == "pobj" and link.lemma.lower() in {"to", "as"} and verb.pos == "VERB"
        return verb if raised else None

    def seeker(self, token: Token) -> list[int]:
        """Who seeks, gets or has what a noun tells; who supports it stands elsewhere."""
        verb = self.governor(token)
        if verb is None:
            return []
        words = {verb.lemma.lower(), *(f"{verb.lemma.lower()} {c.text.lower()}" for c in self.doc.dependents(verb.i))}
        gets = words & (words_that("verb") | words_that("over") | words_that("having"))
        return self.bearer(token) if gets else []

    def partitive(self, token: Token) -> list[int]:
        """Who does something of a plural that opens the sentence: "of the ten members, only X has"."""
        link = self.tokens[token.head]
        verb = self.tokens[link.head]
        opens = token.dep == "pobj" and link.lemma.lower() in {"of", "among"} and verb.pos in {"VERB", "AUX"}
        return self.subject(verb) if opens and link.i < verb.i else []

    def aimer(self, token: Token) -> list[int]:
        """Whose hopes, plans or bid a noun is the aim of: "X's hopes of membership"."""
        link = self.tokens[token.head]
        aim = self.tokens[link.head]
        if token.dep != "pobj" or aim.lemma.lower() not in words_that("aiming"):
            return []
        return self.possessor(aim)

    def recipient(self, token: Token) -> list[int]:
        """Who is granted what a noun tells: "granting X membership", "X was granted membership"."""
        verb = self.tokens[token.head]
        if token.dep != "dobj" or verb.pos != "VERB":
            return []
        if self.is_passive(verb):
            return self.patient(verb)
        told = [c.i for c in self.doc.dependents(verb.i, "dative", "dobj") if c.i < token.i]
        return told or self._pobj(verb, frozenset({"to", "on", "upon"}))

    def fronted(self, token: Token) -> list[int]:
        """Who a noun before the clause tells of: "A founding member, it led the group"."""
        _, end = self.phrase(token.i)
        last = next((t.i for t in self.tokens[token.i :] if t.end >= end), token.i)
        subject = next((t for t in self.tokens[last + 1 : last + 5] if t.dep in {"nsubj", "nsubjpass"}), None)
        sentence = self.doc.sentences[token.sent]
        opens = self.tokens[last + 1].text == "," if last + 1 < sentence.last else False
        first = min(self.doc.subtree(token.i), default=token.i)
        return [subject.i] if opens and subject is not None and first - sentence.first < 2 else []
