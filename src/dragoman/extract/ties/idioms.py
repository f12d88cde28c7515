"""Slots for turns of phrase: whoever the clause around an idiom speaks of, and whom its preposition names.

The parser reads idioms in many ways ("have since mended fences"). These slots try the grammar first and then the
words' order: who a clause speaks of is, failing all else, the last actor named before the idiom.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from dragoman.extract.grammar import Slots
from dragoman.extract.ties.rules import tie_words
from dragoman.model import AnnotatedDocument, Party, Token

Deep = Callable[[int], list[Party]]
_FAR = 9
"""Words looked ahead for a preposition."""
_GAP = 6
"""Words between an "and" and the preposition it repeats."""
_STEPS = 4
"""Steps climbed from an idiom to the words above it whose preposition may be meant."""
_MOST = 60.0
"""Percentage from which a share is most of a thing."""
_JOINED = frozenset({"to", "with"})
_OTHERS = frozenset({"other", "another"})


class IdiomPlaces:
    """Finds the parties of turns of phrase in one document.

    Args:
        doc: The annotated document.
        slots: Its places.
        deep: Gives the actors at a noun or inside its phrase.
    """

    def __init__(self, doc: AnnotatedDocument, slots: Slots, deep: Deep) -> None:
        self.doc, self.slots, self.deep = doc, slots, deep
        self.finders: dict[str, Callable[[Token, str], list[Party]]] = {
            "doer": lambda t, _: self.doer(t),
            "doers": self._doers,
            "nearest": lambda t, _: [] if self._is_hung(t) else self._nearest(t),
            "active-subject": lambda t, _: self._subject(t),
            "to": lambda t, w: self._to(t, frozenset(w.split("|"))),
            "within": lambda t, w: self._within(t, frozenset(w.split("|"))),
            "affected": lambda t, _: self._affected(t),
            "holder": lambda t, _: self._holder(t),
            "holder-in": lambda t, _: self._held_in(t),
            "most-to": lambda t, _: self._most_to(t),
            "most-subject": lambda t, _: self._had_most(t),
            "most-end": lambda t, w: self._to(t, frozenset(w.split("|"))) if self._most_subject(t) else [],
            "under-rule": lambda t, _: self._ruled_under(t),
            "compared": lambda t, w: self._to(t, frozenset(w.split("|"))),
            "to-pair": lambda t, w: self._pair_to(t, frozenset(w.split("|"))),
            "copula-pair": lambda t, _: _two(self._at(self.slots.copula(t))),
            "copula-state": lambda t, _: [p for p in self._at(self.slots.copula(t)) if p.person is None],
            "agent-down": lambda t, _: self._agents(t),
            "patient-up": lambda t, _: self._acted_on(t),
            "once-part": lambda t, w: self._once_part(t, frozenset(w.split("|"))),
            "thanks": lambda t, _: self._deeply(
                i for i in self.slots.patient(t) if self.doc.tokens[i].lemma.lower() in tie_words("means")
            ),
            "passive-near": lambda t, _: self._passed_over(t),
            "had-to": lambda t, w: self._had_to(t, frozenset(w.split("|"))),
            "looker": lambda t, _: self.doer(v) if (v := self._look(t)) else [],
            "look-pair": lambda t, _: _two(self.doer(v)) if (v := self._look(t)) and self._to_each_other(v) else [],
            "looked-on": lambda t, _: self._looked_on(t),
            "had-by": lambda t, _: self._had_by(t),
            "helpless": lambda t, _: self.doer(v) if (v := self._unable(t)) is not None else [],
            "missing": lambda t, _: self._missing(t),
            "obliged": lambda t, _: self._obliged(t),
            "pledged": lambda t, _: self.doer(v) if (v := self._pledged(t)) is not None else [],
            "pledged-pair": lambda t, _: _two(self.doer(v)) if (v := self._pledged(t)) and self._is_mutual(t) else [],
            "divided-pair": lambda t, _: [] if self._in_words(t, "ground") else _two(self._at(self.slots.patient(t))),
            "united-pair": lambda t, _: _two(self._united(t)),
            "united": lambda t, _: self._united(t),
            "united-to": lambda t, _: self._joined(t) if self._united(t) else [],
            "leaned-to": lambda t, _: self._leaned_to(t),
            "ordered-by": lambda t, _: self._ordered_by(t),
            "named-of": lambda t, _: self._named_of(t),
            "each": lambda t, w: self._each(t, frozenset(w.split("|"))),
            "standing-pair": lambda t, _: [] if self._to(t, _JOINED) else self._standing(t),
            "finder": lambda t, _: self._finder(t),
            "kept": lambda t, _: self._objects(v) if (v := self.slots.governor(t)) else [],
            "keeper": lambda t, _: self._deeply(self.slots.subject(v)) if (v := self.slots.governor(t)) else [],
            "withheld": lambda t, _: self._withheld(t),
            "reciprocal-any": lambda t, _: _two(self.doer(t)) if self._to_each_other(t) else [],
            "enduring-pair": lambda t, _: self._enduring(t),
            "made-up": lambda t, _: self._made_up(t),
            "pushed-pair": lambda t, _: _two(self._objects(v)) if (v := self.slots.governor(t)) else [],
            "trusting": lambda t, _: self._at(self.slots.subject(v)) if (v := self._winning(t)) else [],
            "trusted": lambda t, _: self._at(self.slots.possessor(t)) if self._winning(t) else [],
            "object-owner": lambda t, _: self._at(
                c.i for o in self.doc.dependents(t.i, "dobj") for c in self.doc.dependents(o.i, "poss")
            ),
            "none": lambda _t, _w: [],
            "doer-in": lambda t, _: self._in_it(t),
        }

    def _at(self, where: Iterable[int]) -> list[Party]:
        return [p for i in where for p in self.slots.parties(i)]

    def _deeply(self, where: Iterable[int]) -> list[Party]:
        return [p for i in where for p in self.deep(i)]

    def doer(self, token: Token) -> list[Party]:
        """Of whom an idiom is said: its verb's subject, what an adjective describes, else the actor before it."""
        if token.dep == "amod" and token.head > token.i:
            # "Bitter rivals" are not embittered.
            return []
        said = self._said_of(token)
        found = [p for p in self._deeply(said) if p.actor] or self._owning_pair(said)
        # A subject that is no actor ("communism") is who the clause speaks of; a pronoun may be an actor unknown.
        if found or any(self.doc.tokens[i].pos in {"NOUN", "PROPN"} for i in said):
            return found
        return self._nearest(token)

    def _owning_pair(self, said: Iterable[int]) -> list[Party]:
        """The two whose a plural is: "their armed forces" are those of both."""
        owners = [o.i for i in said for o in self.doc.dependents(i, "poss")]
        return _two([p for i in owners if i in self.slots.by_head for p in self.slots.by_head[i].parties if p.actor])

    def _subject(self, token: Token) -> list[Party]:
        """Who does what a verb in the active tells."""
        bare = token.tag == "VBN" and not self.doc.dependents(token.i, "aux")
        return [] if bare or self.slots.is_passive(token) else self._deeply(self.slots.subject(token))

    def _is_hung(self, token: Token) -> bool:
        """Whether a noun hangs on another that is no actor: "groups with ties to X"."""
        above = self.doc.tokens[token.head]
        over = self.doc.tokens[above.head]
        return token.dep == "pobj" and above.lemma.lower() == "with" and over.pos in {"NOUN", "PROPN"}

    def _said_of(self, token: Token) -> list[int]:
        if token.pos in {"VERB", "AUX"}:
            return self.slots.patient(token) if self.slots.is_passive(token) else self.slots.subject(token)
        if token.dep in {"amod", "acl", "appos", "advmod"} and token.head < token.i:
            return [token.head]
        return self.slots.copula(token) or self.slots.bearer(token)

    def _nearest(self, token: Token) -> list[Party]:
        """The last actor before a word in its sentence, one that is no object of a preposition first."""
        found: list[list[Party]] = []
        for i in range(token.i - 1, self.doc.sentences[token.sent].first - 1, -1):
            mention = self.slots.by_head.get(i)
            if mention is None or not any(p.actor for p in mention.parties) or mention.form == "common":
                continue
            at = self.doc.tokens[i]
            top = at
            while top.dep in {"conj", "compound"} and top.head < top.i and self.slots.is_name(top.head):
                top = self.doc.tokens[top.head]
            parties = self.slots.parties(top.i) or list(mention.parties)
            if top.dep in {"nsubj", "nsubjpass"}:
                return parties
            found.append(parties)
        return found[0] if found else []

    def _doers(self, token: Token, words: str) -> list[Party]:
        """Two or more of whom an idiom is said, where no other side is told."""
        if words and self._to(token, frozenset(words.split("|"))):
            return []
        found = {p.actor or p.text.lower(): p for p in self.doer(token) if p.actor}
        return list(found.values()) if len(found) > 1 else []

    def _to(self, token: Token, words: frozenset[str]) -> list[Party]:
        """Actors under a preposition of an idiom, of the words above it, or of those that follow."""
        inside = [token, *self.doc.dependents(token.i, "dobj", "prt", "advmod", "prep", "pobj", "attr", "acomp")]
        for at in inside:
            found = self._deeply(
                o.i for p in self.doc.dependents(at.i, "prep", "dative") if p.text.lower() in words
                for o in self.doc.dependents(p.i, "pobj")
            )  # fmt: skip
            if found:
                return found
        at = token
        for _ in range(_STEPS):
            found = self._deeply(self.slots.prepositional(at, words))
            if found:
                return found
            above = self.doc.tokens[at.head]
            if above.i == at.i or at.dep in {"nsubj", "nsubjpass", "relcl", "advcl", "ccomp", "conj", "parataxis"}:
                break
            if at.dep in {"pobj", "prep"} and above.pos in {"NOUN", "PROPN"}:
                break
            at = above
        return self._later(token, words)

    def _later(self, token: Token, words: frozenset[str]) -> list[Party]:
        last = self.doc.sentences[token.sent].last
        for word in self.doc.tokens[token.i + 1 : min(last, token.i + _FAR)]:
            if word.pos == "PUNCT" or word.tag in {"VBZ", "VBP", "VBD", "MD"}:
                return []
            if word.text.lower() in words and (found := self._deeply(o.i for o in self.doc.dependents(word.i, "pobj"))):
                return found
        return []

    def _within(self, token: Token, words: frozenset[str]) -> list[Party]:
        """Actors anywhere under a preposition: "without the money its workers send home from X"."""
        for i in self.slots.prepositional(token, words):
            for below in self.doc.subtree(i):
                against = self.doc.tokens[self.doc.tokens[below].head].lemma.lower() == "against"
                if self.slots.is_named(below) and not against:
                    return list(self.slots.by_head[below].parties[:1])
        return []

    def _affected(self, token: Token) -> list[Party]:
        """Whom a feeling is caused in: "unnerves X", "has alarmed officials in X"."""
        if self.slots.is_passive(token):
            return []
        found = self._deeply(self.slots.patient(token))
        return [] if any(p.text.lower() in _OTHERS for p in found) else found

    def _holder(self, token: Token) -> list[Party]:
        """Who holds another to be something: "considers X its main competitor", "sees X as an aggressor"."""
        for above in (self.doc.tokens[token.head], self.slots.governor(token)):
            if above is not None and above.lemma.lower() in tie_words("seeing") and token.dep != "nsubj":
                return self._deeply(self.slots.subject(above))
        return []

    def _held_in(self, token: Token) -> list[Party]:
        """Where somebody is held to be something: "is seen in X as a menace", "for X, Y is the enemy"."""
        verb = self.slots.governor(token)
        if verb is None:
            return []
        seen = verb.lemma.lower() in tie_words("seeing")
        words = {"in", "by", "across"} if seen else {"for"} if verb.lemma == "be" else set()
        found: list[Party] = []
        for prep in self.doc.dependents(verb.i, "prep"):
            if prep.lemma.lower() in words:
                for below in self.doc.dependents(prep.i, "pobj"):
                    mention = self.slots.by_head.get(below.i)
                    found += self.deep(below.i) or (list(mention.parties) if mention is not None else [])
        return [p for p in found if p.actor]

    def _most_to(self, token: Token) -> list[Party]:
        """To whom one sells most of a thing: "sells nearly all of its gas to X"."""
        for thing in self.doc.dependents(token.i, "dobj", "nsubjpass"):
            if is_most(self.doc, thing):
                found = self._to(token, frozenset({"to"}))
                found = found or self._deeply(c.i for c in self.doc.dependents(token.i, "dative"))
                inside = [self.doc.tokens[i] for i in self.doc.subtree(thing.i)]
                below = [o.i for p in inside if p.text.lower() == "to" for o in self.doc.dependents(p.i, "pobj")]
                return found or self._at(below)
        return []

    def _had_most(self, token: Token) -> list[Party]:
        """Whose a thing is that comes from another for the most part: "the oil that X burns" is X's."""
        things = self._most_subject(token)
        return self._deeply(m.i for m in things) or [p for m in things for p in self._named_below(m)]

    def _most_subject(self, token: Token) -> list[Token]:
        """What of somebody's comes or goes for the most part: "most of X's exports go to Y"."""
        return [s for s in self.doc.dependents(token.i, "nsubj") if is_most(self.doc, s)]

    def _ruled_under(self, token: Token) -> list[Party]:
        """Who is, lives or is put under another's rule."""
        preposition = self.doc.tokens[token.head]
        if token.dep != "pobj" or preposition.lemma.lower() not in {"under", "beneath"}:
            return []
        above = self.doc.tokens[preposition.head]
        if above.pos in {"VERB", "AUX"}:
            return self._deeply(self.slots.patient(above)) or self._deeply(self.slots.subject(above))
        return self.deep(above.i)

    def _pair_to(self, token: Token, words: frozenset[str]) -> list[Party]:
        """Two under a preposition: "little love lost between X and Y", "a sore point in relations between X and Y"."""
        found = _two(self._to(token, words)) or _two(self._later(token, words))
        if found:
            return found
        last = self.doc.sentences[token.sent].last
        for word in self.doc.tokens[token.i + 1 : min(last, token.i + _FAR)]:
            if word.text.lower() in {"between", "among"}:
                return _two(self._deeply(o.i for o in self.doc.dependents(word.i, "pobj")))
        return []

    def _agents(self, token: Token) -> list[Party]:
        """Who does what passives joined together tell: "is armed, trained and paid by X" has one agent for three."""
        queue, found = [token], []
        while queue:
            at = queue.pop(0)
            found = self._at(o.i for a in self.doc.dependents(at.i, "agent") for o in self.doc.dependents(a.i, "pobj"))
            if found:
                return found
            queue += [c for c in self.doc.dependents(at.i, "conj") if c.tag == "VBN"]
        return found

    def _acted_on(self, token: Token) -> list[Party]:
        """To whom passives are done; the first of them is an adjective to some parses ("is armed and trained by")."""
        if self.slots.is_passive(token):
            return self._deeply(self.slots.patient(token))
        above = self.doc.tokens[token.head]
        return self._deeply(self.slots.copula(above)) if token.dep == "conj" and above.dep == "acomp" else []

    def _passed_over(self, token: Token) -> list[Party]:
        """Whom a passive is done to where the parser lost its subject: "used to be administered by"."""
        lost = bool(self.doc.dependents(token.i, "auxpass")) and not self.slots.patient(token)
        return self._nearest(token) if lost else []

    def _once_part(self, token: Token, words: frozenset[str]) -> list[Party]:
        """To whom something belonged, or part of whom it was, in the past only."""
        verb = token if token.pos == "VERB" else self.slots.governor(token)
        if verb is None or verb.lemma.lower() not in {"be", "belong", "become", "remain"} or verb.tag == "VBG":
            return []
        past = verb.tag == "VBD" or any(a.tag == "VBD" for a in self.doc.dependents(verb.i, "aux"))
        return self._to(token, words) if past or verb.lemma == "belong" else []

    def _in_it(self, token: Token) -> list[Party]:
        """Who is in another's pocket, at its beck and call."""
        above = self.doc.tokens[token.head]
        return self._at(self.slots.bearer(token)) if token.dep == "pobj" and above.lemma in {"in", "at"} else []

    def _objects(self, token: Token) -> list[Party]:
        return self._deeply(self.slots.patient(token))

    def _in_words(self, token: Token, class_: str) -> bool:
        """Whether a word of a class is among what hangs on another."""
        return any(self.doc.tokens[i].lemma.lower() in tie_words(class_) for i in self.doc.subtree(token.i))

    def _had_by(self, token: Token) -> list[Party]:
        """Who has a friend or foe told by a clause after it: "the last friend that X has"."""
        for clause in self.doc.dependents(token.i, "relcl", "acl"):
            own = [c for c in self.doc.dependents(clause.i, "nsubj") if c.tag not in {"WDT", "WP"}]
            if own and clause.tag != "VB":
                return self._deeply(c.i for c in own)
        return []

    def _had_to(self, token: Token, words: frozenset[str]) -> list[Party]:
        """Over or towards whom a clause after a noun tells it: "the hold X has over Y"."""
        for clause in self.doc.dependents(token.i, "relcl", "acl"):
            found = self._deeply(self.slots.prepositional(clause, words))
            if not found and any(p.dep == "prep" for p in self.doc.dependents(clause.i, "prep")):
                # "The suspicion with which X regards Y".
                found = self._deeply(o.i for o in self.doc.dependents(clause.i, "dobj"))
            if found:
                return found
        return []

    def _look(self, token: Token) -> Token | None:
        """The verb in "looks on X as an enemy", "speak of one another as allies"."""
        above = self.doc.tokens[token.head]
        verb = self.doc.tokens[above.head]
        if token.dep != "pobj" or above.lemma.lower() not in {"as", "like"}:
            return None
        return verb if verb.lemma.lower() in tie_words("seeing") | tie_words("looking") else None

    def _looked_on(self, token: Token) -> list[Party]:
        verb = self._look(token)
        if verb is None:
            return []
        return self._deeply(
            self.slots.patient(verb) or self.slots.prepositional(verb, frozenset({"on", "upon", "of", "to", "at"}))
        )

    def _unable(self, token: Token) -> Token | None:
        """The verb of what could not be "without" another."""
        verb = self.slots.governor(token)
        if token.dep != "prep" or verb is None:
            return None
        helpers = {c.text.lower() for c in self.doc.dependents(verb.i, "aux", "neg")}
        helpers |= {c.text.lower() for a in self.doc.ancestors(verb.i) for c in self.doc.dependents(a.i, "neg")}
        unable = helpers & {"would", "could", "cannot", "not", "n't", "never"}
        failing = verb.lemma.lower() in tie_words("failing")
        return verb if unable or failing or any(c.lemma in {"unable", "helpless"} for c in self._above(verb)) else None

    def _above(self, token: Token) -> list[Token]:
        return [self.doc.tokens[token.head], *self.doc.dependents(token.i, "acomp")]

    def _missing(self, token: Token) -> list[Party]:
        """Without whom one could not be, at any depth of the phrase."""
        if self._unable(token) is None:
            return []
        found = self._deeply(o.i for o in self.doc.dependents(token.i, "pobj"))
        return [p for p in found if p.actor] or self._named_below(token)

    def _named_below(self, token: Token) -> list[Party]:
        names = [i for i in self.doc.subtree(token.i) if self.slots.is_named(i)]
        return list(self.slots.by_head[names[0]].parties[:1]) if names else []

    def _obliged(self, token: Token) -> list[Party]:
        """Who must do what a verb tells: "X is obliged to", "the treaty commits X to"."""
        verb = self.slots.governor(token)
        if verb is None:
            return []
        found = self._deeply(self.slots.patient(verb)) if not self.slots.is_passive(verb) else []
        return [p for p in found if p.actor] or self.doer(verb)

    def _pledged(self, token: Token) -> Token | None:
        """The verb of coming to another's aid, where it is told as a duty."""
        verb = self.slots.governor(token)
        if verb is None:
            return None
        above = self.doc.tokens[verb.head]
        duty = {c.text.lower() for c in self.doc.dependents(verb.i, "aux")} & {"must", "shall", "would", "will"}
        bound = verb.dep in {"xcomp", "ccomp", "advcl"} and above.lemma.lower() in tie_words("binding")
        return verb if duty or bound else None

    def _is_mutual(self, token: Token) -> bool:
        """Whether each comes to the other's aid."""
        return any(t.lemma.lower() in _OTHERS for t in self.doc.dependents(token.i, "poss")) or any(
            t.lemma.lower() in _OTHERS for i in self.slots.find(token.i, "prep:of") for t in [self.doc.tokens[i]]
        )

    def _joined(self, token: Token) -> list[Party]:
        below = [p for p in self.doc.dependents(token.i, "prep", "dative") if p.text.lower() in _JOINED]
        return self._deeply(o.i for p in below for o in self.doc.dependents(p.i, "pobj"))

    def _each(self, token: Token, words: frozenset[str]) -> list[Party]:
        """Actors under each of several like prepositions: "depends on X for gas and on Y for bread"."""
        found: dict[str, Party] = {}
        last = self.doc.sentences[token.sent].last
        hits = 0
        for word in self.doc.tokens[token.i + 1 : last]:
            if word.text in {";", ":", "—"} or (word.tag in {"VBZ", "VBP", "VBD"} and word.dep not in {"relcl", "aux"}):
                break
            if word.text.lower() not in words or word.pos != "ADP":
                continue
            before = {t.text.lower() for t in self.doc.tokens[max(token.i + 1, word.i - _GAP) : word.i]}
            if hits and "and" not in before:
                continue
            hits += 1
            for party in self._deeply(o.i for o in self.doc.dependents(word.i, "pobj")):
                found.setdefault(party.actor or party.text.lower(), party)
        return [p for p in found.values() if p.actor] if hits > 1 else []

    def _standing(self, token: Token) -> list[Party]:
        above = self.doc.tokens[token.head]
        return _two(self._at(self.slots.bearer(token))) if token.dep == "pobj" and above.lemma == "on" else []

    def _finder(self, token: Token) -> list[Party]:
        """Who finds a friend in another, or has one there."""
        verb = self.doc.tokens[token.head]
        finds = token.dep == "dobj" and verb.lemma.lower() in {"find", "gain", "see", "have", "win"}
        inside = self._at(self.slots.prepositional(token, frozenset({"in"})))
        return self._at(self.slots.subject(verb)) if finds and inside else []

    def _ordered_by(self, token: Token) -> list[Party]:
        """Whose orders, bidding or lead is followed."""
        owners = self._at([*self.slots.possessor(token), *self.slots.modifiers(token.i)])
        return owners or self._to(token, frozenset({"from", "of"}))

    def _made_up(self, token: Token) -> list[Party]:
        """Two who have "made up": the verb has no object and makes up no part."""
        verb = token if token.pos == "VERB" else self.doc.tokens[token.head]
        if self.doc.dependents(verb.i, "dobj", "pobj") or any(
            p.text.lower() == "of" for p in self.doc.dependents(verb.i)
        ):
            return []
        return _two(self.doer(verb))

    def _winning(self, token: Token) -> Token | None:
        """The verb of winning or losing another's trust."""
        verb = self.doc.tokens[token.head]
        return verb if token.dep == "dobj" and verb.lemma.lower() in {"win", "lose", "earn", "gain", "enjoy"} else None

    def _withheld(self, token: Token) -> list[Party]:
        """Without whose leave nothing is done."""
        if token.dep != "pobj" or self.doc.tokens[token.head].lemma.lower() != "without":
            return []
        return self._at(
            [*self.slots.possessor(token), *self.slots.modifiers(token.i), *self.slots.find(token.i, "prep:of")]
        )

    def _to_each_other(self, token: Token) -> bool:
        """Whether a verb's object, or its preposition's, is "each other"."""
        objects = self.doc.dependents(token.i, "dobj")
        objects += [o for p in self.doc.dependents(token.i, "prep") for o in self.doc.dependents(p.i, "pobj")]
        return any(
            o.lemma.lower() in _OTHERS and any(d.text.lower() in {"each", "one"} for d in self.doc.dependents(o.i))
            for o in objects
        )

    def _enduring(self, token: Token) -> list[Party]:
        """Two of whom something is told with since when or how long."""
        verb = self.slots.governor(token)
        if verb is None:
            return []
        marks = [p.text.lower() for p in self.doc.dependents(verb.i, "prep")]
        return _two(self.doer(token)) if "since" in marks or ("for" in marks and self._spans(verb)) else []

    def _spans(self, verb: Token) -> bool:
        below = [o for p in self.doc.dependents(verb.i, "prep") for o in self.doc.dependents(p.i, "pobj")]
        return any(o.lemma.lower() in tie_words("span") for o in below)

    def _united(self, token: Token) -> list[Party]:
        """Whom a bond unites, no bridge or railway."""
        if self._in_words(token, "ground") or not self._in_words(token, "bond"):
            return []
        found = self._objects(token)
        return [p for p in found if p.start < token.start] if self.slots.is_passive(token) else found

    def _leaned_to(self, token: Token) -> list[Party]:
        """Towards whom a state leans; "to" is enough for verbs that say no more than that."""
        words = {"toward", "towards"} | ({"to"} if token.lemma.lower() in tie_words("leaning") else set())
        below = [p for p in self.doc.dependents(token.i, "prep") if p.text.lower() in words]
        return self._at(o.i for p in below for o in self.doc.dependents(p.i, "pobj") if self.slots.is_name(o.i))

    def _named_of(self, token: Token) -> list[Party]:
        """The land a noun names with "of": "the former British colony of X"."""
        return self._at(self.slots.find(token.i, "prep:of")) if any(self.slots.modifiers(token.i)) else []


def is_most(doc: AnnotatedDocument, thing: Token) -> bool:
    """Whether a word says most of something: "most of its gas", "almost all", "nine-tenths", "85% of its exports"."""
    inside = [thing, *doc.dependents(thing.i, "amod", "det", "predet", "poss", "nummod", "compound")]
    if any(w.lemma.lower() in tie_words("most") for w in inside):
        return True
    after = "".join(t.text.lower() for t in doc.tokens[thing.i + 1 : thing.i + 3])
    if thing.lemma.lower() in tie_words("many-percent") and after.startswith(("percent", "%")):
        return True
    first = min(w.i for w in inside)
    words = "".join(t.text.lower() for t in doc.tokens[max(first - 3, 0) : thing.i + 1])
    if any(words.endswith(share) for share in tie_words("share")):
        return True
    percent = thing.text in {"%"} or thing.lemma.lower() in {"percent", "cent"}
    numbers = [float(w.text) for w in inside if re.fullmatch(r"\d+(\.\d+)?", w.text)]
    return percent and bool(numbers) and max(numbers) >= _MOST


def _two(parties: list[Party]) -> list[Party]:
    return parties if len({p.actor or p.text for p in parties}) > 1 else []
