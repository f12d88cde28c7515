"""Further places in the tree around a word that tells a standing, beside those all rule readers share."""

from __future__ import annotations

from dragoman.extract.grammar import Slots
from dragoman.extract.memberships.roles import words_that
from dragoman.model import AnnotatedDocument, Token

_ENTERING = frozenset({"to", "into", "from", "out"})
_FORMING = frozenset({"form", "constitute", "represent", "remain", "become"})
_RAISING = frozenset({"to", "as", "for", "with", "into", "toward", "towards"})
_CLAUSAL = frozenset({"as", "after", "before", "since", "until", "till"})
_COMPARING = frozenset({"of", "than", "like", "unlike", "as", "with", "among", "alongside", "before", "behind", "from"})


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
    * ``partitive``: who does what a sentence tells "of the ten members";
    * ``holder``: who holds, takes or is given what a clause after a noun tells: "the seat that X won";
    * ``granter``: who grants what a noun tells, or the rank of it, by a subject or "by";
    * ``fronted-at``: who acts after a place that opens its sentence: "Inside the Union, X is alone";
    * ``compared``: who is told apart from "any other member".
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
            "holder": self.holder,
            "granter": self.granter,
            "fronted-at": self.fronted_at,
            "compared": self.compared,
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
        found = super().subject(token) or self._mistaken(token)
        if token.dep == "acl" and token.tag == "VBG" and above.lemma.lower() in words_that("deed"):
            # "The president signed orders leaving the pact".
            return self.bearer(above) or found
        if not found and token.dep == "pobj" and token.pos == "VERB" and above.pos in {"ADP", "PART"}:
            governor = self.governor(token)
            return self.subject(governor) if governor is not None else []
        return found

    def _mistaken(self, token: Token) -> list[int]:
        """Who does a verb right after a name that some parses hang on "as" or "after": "as the state became"."""
        before = token.i - 1
        while (
            before > 0 and self.tokens[before].pos in {"AUX", "ADV", "PART"} and self.tokens[before].sent == token.sent
        ):
            before -= 1
        name = self.tokens[max(before, 0)]
        finite = token.tag in {"VBD", "VBZ", "VBP"} or any(
            c.tag in {"MD", "VBD", "VBZ"} for c in self._auxiliaries(token)
        )
        while name.dep == "conj" and self.tokens[name.head].i < name.i:
            name = self.tokens[name.head]
        link = self.tokens[name.head]
        hung = name.dep == "pobj" and link.lemma.lower() in _CLAUSAL and name.sent == token.sent
        return [name.i] if finite and hung and token.dep in {"advcl", "relcl", "ROOT", "ccomp", "pcomp"} else []

    def _auxiliaries(self, token: Token) -> list[Token]:
        return list(self.doc.dependents(token.i, "aux", "auxpass"))

    def prepositional(self, token: Token, words: frozenset[str]) -> list[int]:
        """Objects of a preposition of the trigger, or of the noun it is an idiom with: "turned its back on"."""
        found = super().prepositional(token, words)
        above = self.tokens[token.head]
        if not found and token.dep in {"poss", "compound", "nmod"} and above.lemma.lower() in words_that("grade"):
            # "An observer's seat at the club".
            return super().prepositional(above, words)
        if found or token.pos != "VERB":
            return found
        things = [o for o in self.doc.dependents(token.i, "dobj") if o.lemma.lower() in words_that("idiom")]
        return [i for o in things for i in self._pobj(o, words)]

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
        """The verb under whose "to", "as", "for" or "with" a noun stands, alone or as "the rank of" it."""
        token = self._graded(token)
        link = self.tokens[token.head]
        verb = self.tokens[link.head]
        raised = token.dep == "pobj" and link.lemma.lower() in _RAISING and verb.pos == "VERB"
        return verb if raised else None

    def _graded(self, token: Token) -> Token:
        """The rank, category or list a noun is told to be one of: "the category of partner country"."""
        link = self.tokens[token.head]
        grade = self.tokens[link.head]
        if token.dep == "pobj" and link.lemma == "of" and grade.lemma.lower() in words_that("grade"):
            return grade
        return token

    def copula(self, token: Token) -> list[int]:
        """What is said to be the trigger, "holds the rank of" it and "is among" them too."""
        found = super().copula(token)
        grade = self._graded(token)
        if found or grade.i == token.i:
            return found
        return super().copula(grade) or self._given(grade)

    def holder(self, token: Token) -> list[int]:
        """Who holds or is given what a clause after a noun tells: "the status that the club gave to X"."""
        for verb in self.doc.dependents(token.i, "relcl", "acl"):
            if verb.pos not in {"VERB", "AUX"} or verb.lemma.lower() not in words_that("holding") | words_that("verb"):
                continue
            given = [c.i for c in self.doc.dependents(verb.i, "dative") if self.is_name(c.i)]
            given = given or [
                i for i in self._pobj(verb, frozenset({"to", "on", "upon", "by"})) if self.by_head.get(i) is not None
            ]
            own = self.doc.dependents(verb.i, "nsubj", "nsubjpass")
            own = [c for c in own if c.tag not in {"WDT", "WP"}]
            if found := given or [c.i for c in own]:
                return found
        thing = self.tokens[token.head] if token.dep in {"poss", "compound", "nmod"} else token
        link = self.tokens[thing.head]
        if thing.dep == "pobj" and link.lemma.lower() == "with" and self.is_name(link.head):
            # "Kenya, with its seat on the council".
            return [link.head]
        # "The chair it took": some parses hang the clause elsewhere.
        after = self.tokens[token.i + 1] if token.i + 1 < len(self.tokens) else token
        if after.dep == "nsubj" and self.tokens[after.head].lemma.lower() in words_that("holding"):
            return [after.i]
        return []

    def granter(self, token: Token) -> list[int]:
        """Who grants what a noun tells, or its rank: "was given the rank of partner by the club"."""
        verb = self.governor(self._graded(token))
        if verb is None or verb.lemma.lower() not in words_that("granting"):
            return []
        return self._pobj(verb, frozenset({"by"})) if self.is_passive(verb) else self.subject(verb)

    def fronted_at(self, token: Token) -> list[int]:
        """Who acts after a place that opens its sentence: "Inside the Union, X is alone"."""
        verb = self.tokens[token.head]
        opens = (
            token.dep == "prep" and token.i - self.doc.sentences[token.sent].first < 2 and verb.pos in {"VERB", "AUX"}
        )
        names = [o for o in self.doc.dependents(token.i, "pobj") if self.is_name(o.i)]
        if not opens or not names or self.tokens[names[0].i + 1].text != ",":
            return []
        return self.subject(verb)

    def compared(self, token: Token) -> list[int]:
        """Who is told apart from "any other member", "the other candidates": one of them."""
        marks = {c.text.lower() for c in self.doc.dependents(token.i, "amod", "det")}
        link = self.tokens[token.head]
        if "other" not in marks or token.dep != "pobj" or link.lemma.lower() not in _COMPARING:
            return []
        for above in self.doc.ancestors(token.i):
            if above.pos in {"VERB", "AUX"}:
                return self.subject(above)
        return []

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
        if opens is False and token.dep == "pobj" and link.dep == "ROOT" and link.lemma.lower() in {"of", "among"}:
            return [i for c in self.doc.dependents(token.i, "relcl") for i in self.subject(c)]
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
