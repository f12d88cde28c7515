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
        if token.dep in {"attr", "acomp"}:
            return self.subject(above)
        if token.dep == "oprd":
            return self.patient(above) or self.subject(above)
        if token.dep == "appos":
            # "Riyadh and Tehran, longtime rivals": a plural explains the whole list.
            while token.tag == "NNS" and above.dep == "conj" and self.is_name(above.i) and self.is_name(above.head):
                above = self.tokens[above.head]
            return [above.i]
        if token.dep == "conj" and token.head != token.i and (found := self.copula(above)):
            return found
        if token.dep == "pobj" and above.lemma == "as":
            return self._said_as(above)
        if token.dep == "pobj" and above.lemma == "of" and self.tokens[above.head].lemma.lower() in _ONE_OF:
            return self.copula(self.tokens[above.head])
        if token.dep in {"nsubj"} and above.lemma == "be":
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
        """Whom "as a partner" speaks of: the last name before it in the clause, else the verb's own."""
        for i in range(preposition.i - 1, max(self.doc.sentences[preposition.sent].first, preposition.i - 7) - 1, -1):
            if self.is_name(i):
                return [i]
        above = self.tokens[preposition.head]
        if above.pos in {"VERB", "AUX"}:
            return self.patient(above) or self.subject(above)
        return [above.i] if self.is_name(above.i) else self._pobj(above, frozenset({"of"}))

    def complement(self, token: Token) -> list[int]:
        """What a trigger in subject place is said to be: "the members are X and Y", "… include X"."""
        above = self.tokens[token.head]
        if token.dep in {"nsubj", "nsubjpass"} and above.i != token.i:
            return [c.i for c in self.doc.dependents(above.i, "attr", "dobj")]
        return []

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
            if prep.text.lower() in words or prep.lemma.lower() in words:
                found += [o.i for o in self.doc.dependents(prep.i, "pobj")]
                # "such as", "because of": the object hangs one preposition lower.
                for lower in self.doc.dependents(prep.i, "prep", "pcomp"):
                    found += [o.i for o in self.doc.dependents(lower.i, "pobj")]
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
