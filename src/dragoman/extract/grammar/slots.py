"""Named places in the tree around a word, where rules look for parties.

A rule says ``possessor`` or ``prep:with|to``; here is what that means on a dependency tree.
Reference: docs/architecture.md, "Rule readers".
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.extract.grammar.clauses import Clauses
from dragoman.model import AnnotatedDocument, Token

_EXAMPLE_WORDS = frozenset({"include", "including", "like", "namely", "notably", "especially", "particularly", "such"})
_ONE_OF = frozenset({"one", "two", "three", "four", "part", "some", "many", "among", "most"})
_LISTING = frozenset({"be", "include", "comprise", "become", "remain", "number", "represent"})
"""Verbs whose object or predicate says who the subject is."""
_HAVING = frozenset({"have", "count", "number", "boast"})
_MAKING = frozenset({"make", "name", "declare", "designate"})
_GIVEN = frozenset({"status", "membership", "seat", "rights"})
_SIGNED = frozenset(
    {"treaty", "agreement", "accord", "charter", "convention", "protocol", "declaration", "pact", "document"}
)
"""What is signed to found a body."""
_BREAKS = frozenset({",", "—", "–", "("})


class Slots(Clauses):
    """Finds the words that fill the slots of one document's rules.

    Args:
        doc: The annotated document, mentions resolved.
    """

    def __init__(self, doc: AnnotatedDocument) -> None:
        super().__init__(doc)
        self._finders: dict[str, Callable[[Token], list[int]]] = {
            "subject": self.subject,
            "object": self.patient,
            "possessor": self.possessor,
            "modifier": lambda t: list(self.modifiers(t.i)),
            "bearer": self.bearer,
            "copula": self.copula,
            "complement": self.complement,
            "apposition": lambda t: [c.i for c in self.doc.dependents(t.i, "appos")],
            "host": self.host,
            "itself": lambda t: [t.i],
            "before": self.name_before,
            "listed": lambda t: [c.i for c in self.doc.dependents(t.i, "pobj")],
            "examples": self.examples,
            "counted": self.counted,
            "through-membership": self.through_membership,
            "governed": lambda t: self.patient(v) if (v := self.governor(t)) is not None else [],
            "having": self.having,
            "maker": self.maker,
            "giver": lambda t: self.bearer(t) if t.lemma.lower() in _GIVEN else [],
            "signers": self.signers,
            "host-of": lambda t: [t.head] if t.dep == "acl" else [],
        }

    def find(self, trigger: int, slot: str) -> list[int]:
        """The words filling a slot of a trigger, lists not yet opened.

        Args:
            trigger: Index of the rule's trigger word.
            slot: ``subject``, ``object``, ``possessor``, ``modifier``, ``bearer`` (subject of the verb that
                governs a noun), ``copula`` (what is said to be the trigger, by verb, "as" or apposition),
                ``complement`` (what the trigger is said to be), ``apposition``, ``host`` (the noun a trigger
                stands before), ``before`` (nearest name before), or ``prep:a|b`` (object of such a preposition).
        """
        token = self.tokens[trigger]
        name, _, words = slot.partition(":")
        if name == "prep":
            return self.prepositional(token, frozenset(words.split("|")))
        return self._finders[name](token)

    def possessor(self, token: Token) -> list[int]:
        """Who owns a noun, or the noun an adjective stands before ("Pakistan's rival India")."""
        own = self.doc.dependents(token.i, "poss")
        if not own and token.dep in {"amod", "compound", "nmod"}:
            own = self.doc.dependents(token.head, "poss")
        return [c.i for c in own]

    def copula(self, token: Token) -> list[int]:
        """What is said to be the trigger: "X is a …", "X, a …", "X as a …", "called X a …"."""
        above = self.tokens[token.head]
        own = self.doc.dependents(token.i, "nsubj")
        if own and token.pos in {"NOUN", "PROPN"} and above.pos == "VERB":
            # "Will make them members": a clause without a verb.
            return [c.i for c in own]
        if token.dep in {"attr", "acomp"}:
            return self.subject(above)
        if token.dep == "dobj" and above.tag == "VBN" and self.is_passive(above):
            # "Are sworn enemies".
            return self.patient(above)
        if token.dep == "oprd":
            return self.patient(above) or self.subject(above)
        if token.dep == "appos":
            # "Riyadh and Tehran, longtime rivals": a plural explains the whole list.
            while token.tag == "NNS" and above.dep == "conj" and self.is_name(above.i) and self.is_name(above.head):
                above = self.tokens[above.head]
            return [above.i]
        if token.dep == "conj" and token.head != token.i:
            # "Had been a partner since 2010 and an observer since 2015" joins the noun to the verb in some parses.
            found = self.subject(above) if above.lemma == "be" else self.copula(above)
            if found:
                return found
        if token.dep == "pobj" and above.lemma == "as":
            return self._said_as(above)
        if token.dep == "pobj" and above.lemma in {"among", "amongst"} and self.tokens[above.head].lemma == "be":
            return self.subject(self.tokens[above.head])
        if token.dep == "pobj" and above.lemma == "of" and self.tokens[above.head].lemma == "status":
            return self._given(self.tokens[above.head])
        if token.dep == "pobj" and above.lemma == "of" and self.tokens[above.head].lemma.lower() in _ONE_OF:
            return self.copula(self.tokens[above.head])
        if token.dep in {"nsubj"} and above.lemma in {"be", "remain", "become"}:
            return [c.i for c in self.doc.dependents(above.i, "attr")]
        return self._named_before_comma(token)

    def _named_before_comma(self, token: Token) -> list[int]:
        """The name a phrase right after its comma explains, however parsed: "Iran, the main opponent of"."""
        before = self.doc.dependents(token.i, "det", "amod", "compound", "poss", "nummod")
        first = min([token.i, *(c.i for c in before)])
        if first < 2 or self.tokens[first - 1].text not in _BREAKS or not self.is_name(first - 2):
            return []
        at = self.tokens[first - 2]
        if at.sent != token.sent or (token.dep == "conj" and self.is_name(token.head)):
            return []
        while at.dep in {"conj", "compound"} and self.is_name(at.head):
            at = self.tokens[at.head]
        return [at.i]

    def _said_as(self, preposition: Token) -> list[int]:
        """Whom "as a partner" speaks of: the verb's object, the last name before it in the clause, the subject."""
        verb = self.tokens[preposition.head]
        if verb.pos == "VERB" and (found := [i for i in self.patient(verb) if i < preposition.i and self.parties(i)]):
            return found
        for i in range(preposition.i - 1, max(self.doc.sentences[preposition.sent].first, preposition.i - 7) - 1, -1):
            if self.is_name(i):
                return [i]
        above = self.tokens[preposition.head]
        if above.pos in {"VERB", "AUX"}:
            return self.patient(above) or self.subject(above)
        if self.is_name(above.i):
            return [above.i]
        return self._pobj(above, frozenset({"of"})) or self.bearer(preposition)

    def _given(self, thing: Token) -> list[int]:
        """Who is given a thing, or has it: "granted X the status", "X was granted the status", "X has the status"."""
        verb = self.governor(thing)
        if verb is None:
            return []
        if self.is_passive(verb):
            return self.patient(verb)
        given = [c.i for c in self.doc.dependents(verb.i, "dative")]
        return given or self._pobj(verb, frozenset({"to", "on", "upon"})) or self.subject(verb)

    def having(self, token: Token) -> list[int]:
        """Who has a plural told without its owner: "the club has ten members", "began with five members"."""
        above = self.tokens[token.head]
        if self.doc.dependents(token.i, "poss") or any(p.lemma == "of" for p in self.doc.dependents(token.i, "prep")):
            return []
        if token.dep == "dobj" and above.lemma.lower() in _HAVING:
            return self.subject(above)
        return self.bearer(token) if token.dep == "pobj" and above.lemma == "with" else []

    def maker(self, token: Token) -> list[int]:
        """Who makes somebody something: "the club made X a member"."""
        above = self.tokens[token.head]
        made = token.dep in {"oprd", "ccomp", "dobj", "attr"} and above.lemma.lower() in _MAKING
        return self.subject(above) if made else []

    def through_membership(self, token: Token) -> list[int]:
        """What "membership" after a noun is membership of: "a candidate for EU membership"."""
        found: list[int] = []
        for i in self.prepositional(token, frozenset({"for", "to", "of"})):
            if self.tokens[i].lemma.lower() in {"membership", "accession", "admission", "entry"}:
                found += [*self.modifiers(i), *self._pobj(self.tokens[i], frozenset({"of", "to", "in", "into"}))]
        return found

    def complement(self, token: Token) -> list[int]:
        """What a trigger in subject place is said to be: "the members are X and Y", "… include X"."""
        above = self.tokens[token.head]
        if token.dep in {"nsubj", "nsubjpass"} and above.i != token.i and above.lemma.lower() in _LISTING:
            return [c.i for c in self.doc.dependents(above.i, "attr", "dobj")]
        return []

    def counted(self, token: Token) -> list[int]:
        """Whom a verb counts among a plural: "counts X and Y among its members"."""
        above = self.tokens[token.head]
        if token.dep != "pobj" or above.lemma.lower() not in {"among", "amongst"}:
            return []
        verb = self.governor(token)
        return self.patient(verb) if verb is not None else []

    def signers(self, token: Token) -> list[int]:
        """Who signs the treaty that does what a verb tells: "signed the treaty creating the union"."""
        host = self.tokens[token.head]
        if token.dep not in {"acl", "relcl"} or host.lemma.lower() not in _SIGNED:
            return []
        verb = self.governor(host)
        return self.subject(verb) if verb is not None else []

    def host(self, token: Token) -> list[int]:
        """The noun a trigger stands before: "NATO member Turkey", "member state Kazakhstan"."""
        if token.dep in {"compound", "amod", "nmod"} and token.head > token.i:
            return [token.head]
        after = token.i + 1
        if after >= len(self.tokens) or self.tokens[after].sent != token.sent or not self.is_name(after):
            return []
        return [after]

    def examples(self, token: Token) -> list[int]:
        """What a plural is illustrated by: "such as X and Y", "including X", "like X"."""
        found: list[int] = []
        for prep in self.doc.dependents(token.i, "prep"):
            word = prep.lemma.lower()
            such = word == "as" and prep.i > 0 and self.tokens[prep.i - 1].lemma == "such"
            if such or word in _EXAMPLE_WORDS:
                found += [o.i for o in self.doc.dependents(prep.i, "pobj")]
        return found

    def name_before(self, token: Token) -> list[int]:
        """The nearest name before the trigger in its sentence."""
        for i in range(token.i - 1, self.doc.sentences[token.sent].first - 1, -1):
            if self.is_name(i):
                return [i]
        return []

    def prepositional(self, token: Token, words: frozenset[str]) -> list[int]:
        """Objects of a preposition of the trigger, of words joined to it, or of the verb whose object it is."""
        found = self._pobj(token, words)
        if found:
            return found
        for joined in self.doc.dependents(token.i, "conj"):
            found = self._pobj(joined, words)
            if found:
                return found
        above = self.tokens[token.head]
        if token.dep in {"dobj", "attr", "nsubjpass", "acomp"} and above.pos in {"VERB", "AUX"}:
            return self._pobj(above, words)
        if token.dep == "conj" and above.pos == token.pos:
            found = self.prepositional(above, words)
            if found:
                return found
        # A preposition right after the word belongs to it, wherever the parser hung it.
        after = token.i + 1
        if after < len(self.tokens) and self.tokens[after].text.lower() in words and self.tokens[after].pos == "ADP":
            return [o.i for o in self.doc.dependents(after, "pobj")]
        return []

    def _pobj(self, token: Token, words: frozenset[str]) -> list[int]:
        found: list[int] = []
        for prep in self.doc.dependents(token.i, "prep", "dative", "agent", "advmod"):
            if prep.text.lower() == "back":
                # "Welcomed back into the league".
                found += self._pobj(prep, words)
            if prep.text.lower() in words or prep.lemma.lower() in words:
                found += [o.i for o in self.doc.dependents(prep.i, "pobj")]
                # "such as", "because of": the object hangs one preposition lower.
                for lower in self.doc.dependents(prep.i, "prep", "pcomp"):
                    found += [o.i for o in self.doc.dependents(lower.i, "pobj")]
                # "In the Union and in the alliance".
                for joined in self.doc.dependents(prep.i, "conj"):
                    if joined.text.lower() in words:
                        found += [o.i for o in self.doc.dependents(joined.i, "pobj")]
        return found

    def phrase(self, i: int, short: bool = False) -> tuple[int, int]:
        """Code points of the noun phrase around a word, clauses after it left out.

        Args:
            i: Index of its head.
            short: Whether prepositional phrases after it are left out too, those with "of" kept.
        """
        first = last = i
        queue = [i]
        while queue:
            for child in self.doc.dependents(queue.pop()):
                if child.dep in {"punct", "cc", "conj", "relcl", "acl", "appos", "advcl", "ccomp"}:
                    continue
                if short and child.dep == "prep" and child.lemma != "of":
                    continue
                first, last = min(first, child.i), max(last, child.i)
                queue.append(child.i)
        return self.tokens[first].start, self.tokens[last].end
