"""Slots that only ties need: parties inside a noun phrase, in words, or told by the clause around."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from dragoman.extract.grammar import Slots
from dragoman.extract.grammar.passage import STATE_KINDS
from dragoman.extract.ties.idioms import IdiomPlaces
from dragoman.extract.ties.rules import tie_words
from dragoman.extract.ties.verbs import VerbPlaces
from dragoman.model import AnnotatedDocument, Party, Token
from dragoman.tables import ActorTables
from dragoman.tables.nouns import role_nouns

_INSIDE = frozenset({"of", "in", "from", "by", "against", "between", "for", "on", "over", "to"})
_DEPTH = 3
Meant = Callable[[int], list[Party]]
_PACT = re.compile(r"treaty organi[sz]ation|\bpact\b|\balliance\b|\bentente\b|\bNATO\b", re.IGNORECASE)
_BACKABLE = frozenset({"armed", "force", "people", "institution", "leader", "official", "group"})


class TiePlaces:
    """Finds parties at the places rules of ties name, beyond those of `Slots`."""

    def __init__(self, doc: AnnotatedDocument, slots: Slots, tables: ActorTables, meant: Meant) -> None:
        self.doc, self.slots, self.tables, self.meant = doc, slots, tables, meant
        self.finders: dict[str, Callable[[Token, str], list[Party]]] = {
            "deep": lambda t, w: self._deep_under(t, frozenset(w.split("|"))),
            "deep-pair": lambda t, w: [] if self._about(t) else _two(self._deep_under(t, frozenset(w.split("|")))),
            "deep-object": lambda t, _: [p for i in slots.patient(t) for p in self.deep(i)],
            "through": lambda t, _: _two(self._through(t)),
            "through-with": lambda t, _: self._through_with(t),
            "clause": lambda t, _: self._in_clause(t),
            "listing": lambda t, _: self._after_colon(t),
            "object-self": lambda t, _: self._reflexive(t),
            "hyphened": lambda t, _: self._hyphened(t),
            "agent": lambda t, _: self._at(slots.subject(t)) if slots.is_passive(t) else [],
            "backed-one": lambda t, _: self._backed(t),
            "supporter": lambda t, _: self._supporter(t),
            "supported": lambda t, _: self._supported(t),
            "governed": lambda t, _: self._at(self._governed(t)),
            "words-owned": lambda t, _: self._owned(t),
            "subject-over": lambda t, _: self._at(slots.subject(t)) if slots.find(t.i, "prep:over") else [],
            "faced-words": lambda t, _: [self.words(t.i)] if self._faced(t) is not None else [],
            "faced": lambda t, _: self._at(slots.subject(f)) if (f := self._faced(t)) is not None else [],
            "perceiver": lambda t, _: self._perceiver(t),
            "opened": lambda t, _: self._opened(t),
            "located": lambda t, _: self._located(t),
            "owned-modifier": lambda t, _: self._at(list(slots.modifiers(t.i))) if doc.dependents(t.i, "poss") else [],
            "common-modifier": lambda t, _: [] if t.pos == "PROPN" else self._at(list(slots.modifiers(t.i))),
            "worried-of": lambda t, _: self._at(slots.find(t.i, "prep:of")) if self._about(t) else [],
            "founders": lambda t, _: self._founders(t),
            "posed-by": lambda t, _: self._posed_by(t),
            "felt-by": lambda t, _: self._felt_by(t),
            "each-other": lambda t, _: self._each_other(t),
            "ruled-one": lambda t, _: self._at(slots.copula(t)) if t.lemma.lower() in tie_words("dependency") else [],
            "under": lambda t, _: self._under(t),
            "topic": lambda t, _: self._topic(),
            "subject-words": lambda t, _: self._subject(t),
            "object-state": lambda t, _: self._ruled(t),
        }

        self.finders.update(VerbPlaces(doc, slots, self.deep).finders)
        self.finders.update(IdiomPlaces(doc, slots, self.deep).finders)

    def words(self, i: int) -> Party:
        """A party known by its words only, without what follows them."""
        start, end = self.slots.phrase(i, short=True)
        return Party(None, self.doc.quote(start, end), start, end)

    def deep(self, i: int, depth: int = 0) -> list[Party]:
        """The actors at a noun, or those before it, owning it, or in what hangs on it: "Russian gas" is Russia's.

        What is listed with the noun counts too: "Russian gas and Iranian money".
        """
        found: dict[str, Party] = {}
        for at in self.slots.listed(i):
            own = at == i or (not self.slots.is_name(at) and self.doc.tokens[at].dep == "conj")
            for party in self._deep_one(at, depth) if own else ():
                found.setdefault(party.actor or party.text.lower(), party)
        return list(found.values())

    def _deep_one(self, i: int, depth: int) -> list[Party]:
        found = [p for p in self.slots.parties(i) if p.actor] or self.meant(i) or self.slots.parties(i)
        if found or depth >= _DEPTH:
            return found
        for owner in self.doc.dependents(i, "poss"):
            found = self.slots.parties(owner.i) if owner.pos != "PRON" else []
            if found:
                return found
        found = self._at([*self.slots.modifiers(i)])
        if found:
            return found
        for named in self.doc.dependents(i, "appos"):
            # "Its neighbour, Tajikistan".
            found = self.slots.parties(named.i) if self.slots.is_name(named.i) else []
            if found:
                return found
        for prep in self.doc.dependents(i, "prep"):
            if prep.lemma.lower() in _INSIDE:
                for obj in self.doc.dependents(prep.i, "pobj"):
                    found = self.deep(obj.i, depth + 1)
                    if found:
                        return found
        return []

    def _at(self, where: Iterable[int]) -> list[Party]:
        return [p for i in where for p in self.slots.parties(i)]

    def _about(self, token: Token) -> bool:
        return bool(self.slots.find(token.i, "prep:about|over"))

    def _each_other(self, token: Token) -> list[Party]:
        """Two said to be each other's: "Riyadh and Tehran, longtime rivals"."""
        if token.dep == "pobj":
            # "Admitted as partners" are not each other's.
            return []
        owners = [*self.slots.find(token.i, "possessor"), *self.slots.modifiers(token.i)]
        # "NATO allies" are each other's.
        owners = [i for i in owners if any(self._is_state(p) for p in self.slots.parties(i))]
        # "Allies of convenience" are each other's, "allies of the North" are not.
        told = self.slots.find(token.i, "prep:of")
        others = [i for i in told if self.doc.tokens[i].lemma.lower() not in tie_words("kind")]
        others += [i for i in self.slots.find(token.i, "prep:to|with") if self.slots.parties(i)]
        meant_for = self._at(self.slots.find(token.i, "prep:for"))
        if owners or others or meant_for or token.tag not in {"NNS", "NNPS"}:
            return []
        return _two(self._at(self.slots.copula(token))) or _two(
            self._at(c.i for c in self.doc.dependents(token.i, "appos"))
        )

    def _ruled(self, token: Token) -> list[Party]:
        """The state a verb of ruling has as its object, or the region where the verb is no mere "lead"."""
        found = [i for i in self.slots.patient(token) if self._is_land(i)]
        regions = {"region"} if token.lemma.lower() != "lead" else set()
        return [p for p in self._at(found) if self._is_state(p) or self.tables.kind_of(p.actor) in regions]

    def _is_land(self, i: int) -> bool:
        """Whether a word names a land, or points to one: "it", "the island"."""
        token = self.doc.tokens[i]
        return self.slots.is_name(i) or token.text == "it" or token.lemma.lower() in tie_words("land")

    def _founders(self, token: Token) -> list[Party]:
        """Who founds a pact of mutual defence."""
        pacts = [i for i in self.slots.patient(token) for w in self.slots.parties(i) if _PACT.search(w.text)]
        return self._at(self.slots.subject(token)) if pacts else []

    def _is_state(self, party: Party) -> bool:
        return self.tables.kind_of(party.actor) in STATE_KINDS and party.person is None

    def _deep_under(self, token: Token, words: frozenset[str]) -> list[Party]:
        return [p for i in self.slots.prepositional(token, words) for p in self.deep(i)]

    def _through(self, token: Token) -> list[Party]:
        """Parties of the relation a noun speaks of: "a thaw in relations between X and Y"."""
        for i in self.slots.prepositional(token, frozenset({"of", "in", "between"})):
            for slot in ("prep:between|among", "modifier", "possessor"):
                parties = self._at(self.slots.find(i, slot))
                if len(parties) > 1:
                    return parties
        return []

    def _through_with(self, token: Token) -> list[Party]:
        for i in self.slots.prepositional(token, frozenset({"of", "in"})):
            parties = self._at(self.slots.find(i, "prep:with|to|toward|towards"))
            if parties:
                return parties
        return []

    def _in_clause(self, token: Token) -> list[Party]:
        """Whom a feared clause speaks of: its subject, else its first actor."""
        for clause in self.doc.dependents(token.i, "ccomp", "acl"):
            for subject in self.doc.dependents(clause.i, "nsubj", "nsubjpass"):
                parties = self.deep(subject.i)
                if parties:
                    return parties
            for i in self.doc.subtree(clause.i):
                if self.slots.is_name(i):
                    return list(self.slots.by_head[i].parties[:1])
        return []

    def _after_colon(self, token: Token) -> list[Party]:
        """Names after a colon that opens a list: "the allies of the North: China and …"."""
        sentence = self.doc.sentences[token.sent]
        colon = next((t.i for t in self.doc.tokens[token.i : sentence.last] if t.text.endswith(":")), None)
        if colon is None or any(t.pos in {"VERB", "AUX"} for t in self.doc.tokens[token.i : colon]):
            return []
        found: dict[str, Party] = {}
        for i in range(colon + 1, sentence.last):
            if self.slots.is_name(i):
                party = self.slots.by_head[i].parties[0]
                found.setdefault(party.actor or party.text, party)
        return list(found.values())

    def _reflexive(self, token: Token) -> list[Party]:
        objects = self.doc.dependents(token.i, "dobj")
        reflexive = any(o.text.lower() in {"itself", "themselves", "himself", "herself"} for o in objects)
        return self._at(self.slots.subject(token)) if reflexive else []

    def _hyphened(self, token: Token) -> list[Party]:
        """The name right before a participle: "Iran-backed", "British trained"."""
        at = token.i - 1
        hyphen = at >= 0 and self.doc.tokens[at].text in {"-", "–", "‑"}
        if hyphen:
            at -= 1
        elif token.lemma.lower() in {"armed", "arm"}:
            # "Ukrainian armed forces" are armed, not armed by Ukraine.
            return []
        if at < 0 or self.doc.tokens[at].sent != token.sent or not self.slots.is_name(at):
            return []
        return list(self.slots.by_head[at].parties)

    def _backed(self, token: Token) -> list[Party]:
        """Who is backed: the noun a participle stands before or after, named by itself or by where it is from."""
        if token.dep not in {"amod", "acl", "nmod", "compound"}:
            return []
        head = self.doc.tokens[token.head]
        origin = self._at(self.slots.find(head.i, "prep:from"))
        if origin:
            return origin
        if self.slots.is_name(head.i):
            return self.slots.parties(head.i)
        if owners := [p for c in self.doc.dependents(head.i, "poss") for p in self.slots.parties(c.i) if p.actor]:
            # "Chad's army, trained by French officers".
            return owners
        row = role_nouns().get(head.lemma.lower())
        return [self.words(head.i)] if row is not None and row.kinds & _BACKABLE else []

    def _with(self, token: Token) -> int | None:
        """Index of the "with" before a noun and what stands before it, wherever the parser hung them."""
        at = token.i - 1
        while at > 0 and self.doc.tokens[at].pos in {"ADJ", "PROPN", "DET", "PART", "NOUN"}:
            at -= 1
        return at if self.doc.tokens[at].lemma == "with" and self.doc.tokens[at].sent == token.sent else None

    def _supporter(self, token: Token) -> list[Party]:
        with_ = self._with(token)
        if with_ is None:
            return []
        between = [i for i in range(with_ + 1, token.i) if self.slots.is_name(i)]
        return self._at(between) or self._at(self.slots.find(token.i, "prep:from|of"))

    def _supported(self, token: Token) -> list[Party]:
        with_ = self._with(token)
        if not with_:
            return []
        before = self.doc.tokens[with_ - 1]
        if before.text == "," or (before.pos == "PROPN" and not self.slots.is_name(before.i)):
            # "Police, with help from X, arrested": help with one act.
            return []
        if before.pos in {"NOUN", "PROPN"}:
            return self.slots.parties(before.i) if self.slots.is_name(before.i) else [self.words(before.i)]
        verb = self.slots.governor(token)
        return self._at(self.slots.subject(verb)) if verb is not None else []

    def _governed(self, token: Token) -> list[int]:
        verb = self.slots.governor(token)
        return self.slots.patient(verb) if verb is not None else []

    def _owned(self, token: Token) -> list[Party]:
        """A person's political rivals, known by these words only."""
        if not any(c.lemma.lower() in tie_words("domestic") for c in self.doc.dependents(token.i, "amod")):
            return []
        for owner in self.doc.dependents(token.i, "poss"):
            mention = self.slots.by_head.get(owner.i)
            if mention is not None and (mention.form == "person" or any(p.person for p in mention.parties)):
                return [self.words(token.i)]
        return []

    def _faced(self, token: Token) -> Token | None:
        verb = self.doc.tokens[token.head]
        return verb if token.dep == "dobj" and verb.lemma.lower() in tie_words("facing") else None

    def _perceiver(self, token: Token) -> list[Party]:
        verb = self.slots.governor(token)
        if verb is None or verb.lemma.lower() not in tie_words("seeing"):
            return []
        return self._at(self.slots.subject(verb))

    def _posed_by(self, token: Token) -> list[Party]:
        """Who poses a threat."""
        verb = self.slots.governor(token)
        poses = verb is not None and verb.lemma.lower() in tie_words("posing")
        return self._at(self.slots.bearer(token)) if poses else []

    def _felt_by(self, token: Token) -> list[Party]:
        """Who speaks of a threat, warns of it, faces it."""
        verb = self.slots.governor(token)
        if verb is None or verb.lemma.lower() in tie_words("posing") | tie_words("seeing"):
            return []
        return self._at(self.slots.bearer(token))

    def _opened(self, token: Token) -> list[Party]:
        verb = self.slots.governor(token)
        if verb is None or verb.lemma.lower() not in tie_words("opening"):
            return []
        return self._at(self.slots.patient(verb))

    def _located(self, token: Token) -> list[Party]:
        """Where the clause around a noun places what it tells."""
        for above in self.doc.ancestors(token.i):
            if above.pos in {"VERB", "AUX"}:
                for i in (above.i, *(o.i for o in self.doc.dependents(above.i, "dobj"))):
                    parties = self._at(self.slots.find(i, "prep:in|across|throughout"))
                    if parties:
                        return parties
        return []

    def _under(self, token: Token) -> list[Party]:
        """Who is under a rule: subject or noun that "under" hangs on."""
        preposition = self.doc.tokens[token.head]
        if preposition.lemma != "under" or token.dep != "pobj":
            return []
        above = self.doc.tokens[preposition.head]
        if above.pos in {"VERB", "AUX"}:
            return self._at(self.slots.patient(above) or self.slots.subject(above))
        return self.deep(above.i)

    def _topic(self) -> list[Party]:
        """The state a text is about from its title on ("Kenya")."""
        title = self.doc.document.title or ""
        for mention in self.doc.mentions[:12]:
            if mention.form == "name" and self.doc.quote(mention.start, mention.end) == title.strip():
                return [p for p in mention.parties if self._is_state(p)]
        return []

    def _subject(self, token: Token) -> list[Party]:
        found: list[Party] = []
        for i in self.slots.subject(token):
            mention = self.slots.by_head.get(i)
            if mention is not None and mention.form == "person":
                # A state's ruler is told by name: the state does not lead itself.
                found += [Party(None, p.text, p.start, p.end, p.person, p.role, p.sector) for p in mention.parties[:1]]
                continue
            named = self.slots.parties(i)
            found += named or ([self.words(i)] if self.doc.tokens[i].pos == "PROPN" else [])
        return found


def _two(parties: list[Party]) -> list[Party]:
    return parties if len({p.actor or p.text for p in parties}) > 1 else []
