"""Named places in the tree around a word, where rules look for parties.

A rule says ``possessor`` or ``prep:with|to``; here is what that means on a dependency tree.
Reference: docs/architecture.md, "Rule readers".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dragoman.extract.grammar.collectives import collective
from dragoman.model import AnnotatedDocument, Mention, Party, Token
from dragoman.tables.nouns import role_nouns

NAMING_FORMS = frozenset({"name", "demonym", "person", "title"})
_MODIFIERS = ("amod", "compound", "nmod", "poss", "nn")
_SUBJECTS = ("nsubj", "csubj")
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
_RELATIONAL = frozenset(
    {"ally", "partner", "rival", "enemy", "foe", "friend", "neighbor", "neighbour", "opponent", "adversary"}
)
"""Nouns that stand for somebody other than their owner: Russia's allies are not Russia."""
_EXAMPLE_WORDS = frozenset({"include", "including", "like", "namely", "notably", "especially", "particularly", "such"})
_BREAKS = frozenset({",", "—", "–", "("})
_CLIMB = 8
"""Steps climbed from a noun to the verb that governs it."""


class Slots:
    """Finds the words that fill the slots of one document's rules.

    Args:
        doc: The annotated document, mentions resolved.
    """

    def __init__(self, doc: AnnotatedDocument) -> None:
        self.doc = doc
        self.tokens = doc.tokens
        self.by_head: dict[int, Mention] = {m.head: m for m in doc.mentions}
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

    # Who stands at a word

    def parties(self, i: int, nameless: bool = False) -> list[Party]:
        """The parties at a word and at those listed with it, in order, each once.

        Args:
            i: Index of the word.
            nameless: Whether words without a known actor count too.
        """
        found: dict[str, Party] = {}
        for at in self.listed(i):
            for party in self._at(at):
                if party.actor or party.person or nameless:
                    found.setdefault(party.actor or party.text.lower(), party)
        return list(found.values())

    def _at(self, i: int) -> list[Party]:
        mention = self.by_head.get(i)
        if mention is None:
            return []
        if mention.form == "common":
            return collective(self.doc, i) or list(mention.parties)
        if mention.form == "title":
            if not self._acts(i):
                return []
            # "Greek and Turkish affairs" is two actors' affairs; a title's own reading knows one.
            named = [p for m in self.modifiers(i) for p in self.by_head[m].parties if p.actor]
            if len({p.actor for p in named}) > 1:
                return named
        return list(mention.parties)

    def _acts(self, i: int) -> bool:
        """Whether a noun before which a name stands can act itself: "British officials", not "British assistance"."""
        token = self.tokens[i]
        if token.pos == "PROPN" or token.ent == "PERSON":
            return True
        row = role_nouns().get(token.lemma.lower()) or role_nouns().get(token.text.lower())
        return row is not None and token.lemma.lower() not in _RELATIONAL

    def actor_at(self, i: int) -> str | None:
        """The one actor a word stands for, or None."""
        mention = self.by_head.get(i)
        return mention.parties[0].actor if mention is not None and mention.parties else None

    def is_name(self, i: int) -> bool:
        """Whether a word names an actor itself (no pronoun or description)."""
        mention = self.by_head.get(i)
        return mention is not None and mention.form in {"name", "demonym", "person"} and bool(self.actor_at(i))

    def listed(self, i: int) -> list[int]:
        """A word and those joined to it; names in a comma list hang as appositions in many parses."""
        found, queue = [i], [i]
        while queue:
            at = queue.pop(0)
            for child in self.doc.dependents(at, "conj", "appos"):
                joins = child.dep == "conj" or (
                    self.is_name(child.i) and self.is_name(at) and self.actor_at(child.i) != self.actor_at(at)
                )
                if joins and child.i not in found and child.pos not in {"VERB", "AUX"}:
                    found.append(child.i)
                    queue.append(child.i)
        return sorted(found)

    def modifiers(self, i: int) -> Iterator[int]:
        """Names before a noun, those of compounds such as "Russian-Chinese" and "U.S.-Soviet" each once."""
        seen: set[str] = set()
        for at in self._modifier_tokens(i):
            actor = self.actor_at(at)
            if self.is_name(at) and actor and actor not in seen:
                seen.add(actor)
                yield at

    def _modifier_tokens(self, i: int) -> list[int]:
        found: list[int] = []
        queue = [c.i for c in self.doc.dependents(i, *_MODIFIERS) if c.dep != "poss"]
        while queue:
            at = queue.pop(0)
            found.append(at)
            queue += [c.i for c in self.doc.dependents(at, *_MODIFIERS, "conj", "punct") if c.dep != "punct"]
        return sorted(found)

    def possessor(self, token: Token) -> list[int]:
        """Who owns a noun, or the noun an adjective stands before ("Pakistan's rival India")."""
        own = self.doc.dependents(token.i, "poss")
        if not own and token.dep in {"amod", "compound", "nmod"}:
            own = self.doc.dependents(token.head, "poss")
        return [c.i for c in own]

    # Verbs

    def subject(self, token: Token) -> list[int]:
        """Who does a verb: its subject, a passive's agent, or the subject it shares with the verb above."""
        agents = [o.i for a in self.doc.dependents(token.i, "agent") for o in self.doc.dependents(a.i, "pobj")]
        if self.is_passive(token):
            return agents
        own = self.doc.dependents(token.i, *_SUBJECTS)
        if own:
            return [self._antecedent(own[0])]
        return self._inherited(token, self.subject)

    def patient(self, token: Token) -> list[int]:
        """Whom a verb does something to: its object, or a passive's subject."""
        if self.is_passive(token):
            own = self.doc.dependents(token.i, "nsubjpass", "nsubj")
            if own:
                return [self._antecedent(own[0])]
            if token.dep in {"acl", "relcl"}:
                return [token.head]
            return self._inherited(token, self.patient) if token.dep == "conj" else []
        objects = self.doc.dependents(token.i, "dobj")
        if not objects and token.dep == "relcl":
            relative = [c for c in self.doc.dependents(token.i, "nsubj") if c.tag in _RELATIVE_TAGS]
            return [] if relative else [token.head]
        return [o.i for o in objects]

    def is_passive(self, token: Token) -> bool:
        """Whether a verb is in the passive, a bare participle after its noun included."""
        if self.doc.dependents(token.i, "auxpass", "nsubjpass"):
            return True
        if token.tag == "VBN" and token.dep in {"acl", "advcl"} and not self.doc.dependents(token.i, "aux"):
            return True
        above = self.tokens[token.head]
        shares = token.dep == "conj" and token.tag == "VBN" and not self.doc.dependents(token.i, *_SUBJECTS, "aux")
        return shares and above.i != token.i and above.tag == "VBN" and self.is_passive(above)

    def _antecedent(self, subject: Token) -> int:
        """A relative pronoun's noun ("who", "some of whom"); else the subject itself."""
        whom = [o for p in self.doc.dependents(subject.i, "prep") for o in self.doc.dependents(p.i, "pobj")]
        if any(o.tag in _RELATIVE_TAGS for o in whom) and subject.i > 1 and self.tokens[subject.i - 1].text == ",":
            return subject.i - 2
        if subject.tag in _RELATIVE_TAGS and self.tokens[subject.head].dep == "relcl":
            return self.tokens[subject.head].head
        return subject.i

    def _inherited(self, token: Token, of: Callable[[Token], list[int]]) -> list[int]:
        """What a verb without subject shares with the verb or noun it hangs on."""
        above = self.tokens[token.head]
        finite = token.tag in {"VBD", "VBZ", "VBP"} or any(
            a.tag in {"VBD", "VBZ", "VBP", "MD"} for a in self.doc.dependents(token.i, "aux")
        )
        if above.i == token.i or (finite and token.dep == "advcl"):
            # A finite clause has its own subject, even where the parser lost it.
            return []
        if token.dep in {"acl", "relcl"}:
            if token.tag == "VBG" or token.dep == "relcl":
                return [above.i]
            owners = self.doc.dependents(above.i, "poss") or [self.tokens[m] for m in self.modifiers(above.i)]
            return [o.i for o in owners] or self.bearer(above)
        if token.dep == "xcomp":
            told = self.doc.dependents(above.i, "dobj", "nsubjpass")
            if told:
                return [told[-1].i]
            return self.subject(above)
        if token.dep in {"conj", "advcl", "ccomp", "dep"} and above.pos in {"VERB", "AUX"}:
            return (of(above) or self.subject(above)) if token.dep == "conj" else self.subject(above) or self.patient(above)
        if token.dep in {"pcomp", "prep"}:
            return self.bearer(above)
        return []

    # Nouns

    def governor(self, token: Token) -> Token | None:
        """The verb that governs a noun, over prepositions and other nouns."""
        at = token
        for _ in range(_CLIMB):
            above = self.tokens[at.head]
            if above.i == at.i:
                return None
            if above.pos in {"VERB", "AUX"}:
                return above
            at = above
        return None

    def bearer(self, token: Token) -> list[int]:
        """The subject of the verb that governs a noun, unless the noun is inside it."""
        verb = self.governor(token)
        if verb is None:
            return []
        found = self.subject(verb) or self.patient(verb)
        inside = {token.i}
        for above in self.doc.ancestors(token.i):
            if above.i == verb.i:
                break
            inside.add(above.i)
        return [i for i in found if i not in inside]

    def copula(self, token: Token) -> list[int]:
        """What is said to be the trigger: "X is a …", "X, a …", "X as a …", "called X a …"."""
        above = self.tokens[token.head]
        if token.dep in {"attr", "acomp"}:
            return self.subject(above)
        if token.dep == "oprd":
            return self.patient(above) or self.subject(above)
        if token.dep == "appos":
            return [above.i]
        if token.dep == "conj" and token.head != token.i and (found := self.copula(above)):
            return found
        if token.dep == "pobj" and above.lemma == "as":
            return self._said_as(above)
        if token.dep == "pobj" and above.lemma == "of" and self.tokens[above.head].lemma.lower() in {"one", "part", "some"}:
            return self.copula(self.tokens[above.head])
        if token.dep in {"nsubj"} and above.lemma == "be":
            return [c.i for c in self.doc.dependents(above.i, "attr")]
        return self._named_before_comma(token)

    def _named_before_comma(self, token: Token) -> list[int]:
        """The name a phrase right after its comma explains, however the parser hung it: "Iran, the main opponent of"."""
        first = min([token.i, *(c.i for c in self.doc.dependents(token.i, "det", "amod", "compound", "poss", "nummod"))])
        if first < 2 or self.tokens[first - 1].text not in _BREAKS or not self.is_name(first - 2):
            return []
        at = self.tokens[first - 2]
        if at.sent != token.sent:
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
        return self.patient(above) or self.subject(above) if above.pos in {"VERB", "AUX"} else [above.i]

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
        return [after] if after < len(self.tokens) and self.is_name(after) and self.tokens[after].sent == token.sent else []

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

    def first_of(self, trigger: int, slots: Sequence[str], nameless: bool = False) -> list[Party]:
        """The parties of the first slot that has any."""
        for slot in slots:
            parties = [p for i in self.find(trigger, slot) for p in self.parties(i, nameless)]
            if parties:
                return parties
        return []

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
