"""Pronouns: whom "he", "it", "they", "we" and "who" mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dragoman.model import Token
from dragoman.resolve.antecedents import Antecedent, because
from dragoman.resolve.genders import may_be
from dragoman.resolve.phrases import Reading
from dragoman.resolve.syntax import PLURAL_TAGS, SUBJECT
from dragoman.tables.actor_rows import BODY_KINDS, STATE_KINDS
from dragoman.tables.sizes import size_of
from dragoman.tables.words import words_of

if TYPE_CHECKING:
    from dragoman.resolve.corefer import Pointers

_GROUP_REACH = 3
"""Sentences looked back for subjects joined by "and" that "they" may mean."""
_PLURAL_REACH = 1
"""Sentences looked back for a plural before "they" is taken for one state or body."""
_PAIR = 2
_THINGS = frozenset({"facility", "force"})
"""Kinds of nouns that mean no person and no body: bridges, ships."""
_OBJECTS = frozenset({"dobj", "pobj", "dative", "iobj"})


class Pronouns:
    """Readings of pronouns in one document.

    Args:
        pointers: What the document's words may point to.
    """

    def __init__(self, pointers: Pointers) -> None:
        self._p = pointers
        self.doc, self.antecedents = pointers.doc, pointers.antecedents

    def read(self, token: Token) -> list[Reading]:
        """The readings of a pronoun: none where nothing fits."""
        word = token.text.lower()
        if word in words_of("first_person"):
            return self._first_person(token)
        if word in words_of("second_person"):
            return self._second_person(token)
        if word in words_of("person_pronoun"):
            return self._person(token)
        if word == "its" and self.doc.tokens[token.head].lemma.lower() in words_of("part_of_thing"):
            # "Let the ship in. Its captain …"
            return []
        if word in words_of("thing_pronoun") and self._means_thing(token):
            return []
        if word == "them" and self._are_things(token):
            return []
        if word == "they" and token.dep in SUBJECT and self._follows_thing(token):
            return []
        if word in words_of("thing_pronoun"):
            return self.antecedents.latest(token, self._may_be_it, "the last state or body named")
        if word in words_of("of_two"):
            return self._p.lists.several(token)
        if word in words_of("plural_pronoun"):
            return self._plural(token)
        if token.tag in {"WP", "WDT", "WP$"} or word in words_of("relative_pronoun"):
            return self._relative(token)
        if word == "all":
            size = size_of(frozenset(t.text.lower() for t in self.doc.tokens[token.i + 1 : token.i + 2]))
            return self._p.lists.several(token, size) if size else []
        return []

    def _person(self, token: Token) -> list[Reading]:
        word = token.text

        def fits(a: Antecedent) -> bool:
            return a.human and may_be(a.called, word)

        found = self.antecedents.latest(token, fits, "the last person named") or self._unsided(token, fits)
        if found or any(a.human for a in self.antecedents.seen) or not self._p.home:
            return found
        if self._p.localities.history:
            return []
        # An office's own release may begin with "He": it is about its holder.
        reason = f"“{token.text}” is the publisher's own office-holder"
        return [Reading(self._p.home, None, None, "GOV", token.i, reason)]

    def _unsided(self, token: Token, fits: Callable[[Antecedent], bool]) -> list[Reading]:
        """ "Sunak left. He …": a person by name, who speaks for nobody."""
        best = self.antecedents.best(token, fits)
        if best is None or best.reading.actor or not best.reading.person:
            return []
        reason = f"“{token.text}” points to the last person named: {best.reading.person}, who is of no side"
        return [Reading(None, best.reading.person, None, None, best.at, reason)]

    def _means_thing(self, token: Token) -> bool:
        """ "Called it a mistake", "claimed it", "no sign of peace in it": an object that is no actor."""
        if token.text.lower() != "it":
            return False
        if token.dep == "nsubj" and self._says_nothing(token):
            return True
        if token.dep in SUBJECT and self._follows_thing(token):
            return True
        above = self.doc.tokens[token.head]
        if token.dep == "nsubj" and self._goes_on(above):
            return True
        if token.dep == "nsubjpass":
            # "It was signed in Lusaka", "it is hoped that"
            lemma = above.lemma.lower()
            hoped = any(self.doc.dependents(c.i, "mark") for c in self.doc.dependents(above.i, "ccomp"))
            if self._goes_on(above) or self._handed_on(above):
                return True
            return (hoped and lemma not in words_of("told_person")) or lemma in words_of("thing_passive")
        if token.dep == "pobj":
            link = above.lemma.lower()
            over = self.doc.tokens[above.head].lemma.lower()
            far = self.doc.tokens[self.doc.tokens[above.head].head].lemma.lower()
            if f"{far} {over} {link}" in words_of("thing_link"):
                return True
            return link in words_of("thing_preposition") or f"{over} {link}" in words_of("thing_link")
        if token.dep == "dobj" and any(c.text.lower() == "back" for c in self.doc.dependents(above.i, "advmod")):
            return True
        if token.dep == "dobj" and above.lemma.lower() in words_of("thing_verb"):
            return True
        if token.dep == "dobj" and above.lemma == "leave":
            return any(p.lemma == "to" for p in self.doc.dependents(above.i, "prep", "dative"))
        told = above if token.dep == "nsubj" else None
        verb = self.doc.tokens[above.head] if told is not None else above
        if verb.lemma.lower() not in words_of("naming_verb"):
            return False
        if told is None:
            told = next(iter(self.doc.dependents(verb.i, "oprd", "attr", "acomp")), None)
        elif told.pos in {"VERB", "AUX"} or told.dep != "ccomp" or self.doc.dependents(told.i, "cop"):
            return False
        return told is not None and self._p.phrases.noun_row(told) is None

    def _goes_on(self, verb: Token) -> bool:
        """ "It was drafted in May and it died in June": the same "it" that was drafted."""
        if verb.dep != "conj" or verb.head > verb.i:
            return False
        before = self.doc.dependents(verb.head, "nsubjpass")
        return any(
            s.text.lower() == "it" and self.doc.tokens[verb.head].lemma.lower() in words_of("thing_passive")
            for s in before
        )

    def _handed_on(self, verb: Token) -> bool:
        """ "A bank froze the account. It had been opened …", "lent the money and it was spent": what was acted on."""
        lemma = verb.lemma.lower()
        personal = words_of("told_person") | words_of("asking_verb") | words_of("thanking_verb")
        if lemma in personal | words_of("state_passive") or self.doc.dependents(verb.i, "dobj"):
            # "It was sanctioned", "it was given a month"
            return False
        sentence = self.doc.sentences[verb.sent]
        if verb.dep == "conj" and verb.head < verb.i:
            acted = self.doc.tokens[verb.head]
        elif verb.i == sentence.root and verb.sent:
            before = self.doc.sentences[verb.sent - 1]
            if before.paragraph != sentence.paragraph:
                return False
            acted = self.doc.tokens[before.root]
        else:
            return False
        objects = self.doc.dependents(acted.i, "dobj")
        return len(objects) == 1 and objects[0].tag == "NN" and self._is_nobody(objects[0])

    def _is_nobody(self, thing: Token) -> bool:
        """Whether a common noun means nobody and has nobody's name in it."""
        named = (thing.i, *(c.i for c in self.doc.dependents(thing.i)))
        own = any(self._p.phrases.named(i) is not None for i in named)
        return thing.pos == "NOUN" and not own and self._p.phrases.noun_row(thing) is None

    def _follows_thing(self, token: Token) -> bool:
        """ "The treaty lapses in May. It gave …": subject after subject, the first of them a thing that nobody is."""
        sentence = self.doc.sentences[token.sent]
        verb = self.doc.tokens[token.head].lemma.lower()
        if not token.sent or token.head != sentence.root or verb in words_of("speech") | words_of("meeting_verb"):
            return False
        before_at = token.sent - 1
        before = self.doc.sentences[before_at]
        subjects = [s for s in self.doc.dependents(before.root) if s.dep in SUBJECT]
        if before.paragraph != sentence.paragraph or len(subjects) != 1 or self.doc.conjuncts(subjects[0].i):
            return False
        thing = subjects[0]
        number = "NNS" if token.text.lower() in words_of("plural_pronoun") else "NN"
        named = any(a.subject and (a.at != thing.i or a.reading.actor) for a in self.antecedents.of_sentence(before_at))
        if named or thing.tag != number or thing.pos != "NOUN":
            return False
        row = self._p.phrases.noun_row(thing)
        return row is None or row.kinds <= _THINGS

    def _may_be_it(self, a: Antecedent) -> bool:
        """A state or body, and not one of several that are named together: "Peru and Chile asked. It ruled …"."""
        if not self.antecedents.is_body(a):
            return False
        named = self.doc.tokens[a.at]
        listed = [self._p.phrases.named(i) for i in self.doc.conjuncts(a.at)] if named.pos == "PROPN" else []
        return not any(r is not None and r.actor and r.actor != a.reading.actor for r in listed)

    def _are_things(self, token: Token) -> bool:
        """ "Initialled two treaties and ratified them"."""
        return token.dep == "dobj" and self.doc.tokens[token.head].lemma.lower() in words_of("thing_handled")

    def _says_nothing(self, token: Token) -> bool:
        """ "It was too early", "it is clear that", "it was past midnight", "it took six days"."""
        verb = self.doc.tokens[token.head]
        if verb.lemma.lower() in words_of("idle_verb"):
            return True
        if verb.lemma.lower() in words_of("emerging_verb") and self._tells_that(verb):
            return True
        if verb.lemma == "fall" and any(p.lemma == "to" for p in self.doc.dependents(verb.i, "prep")):
            # "It fell to Chile to answer"
            return bool(self.doc.dependents(verb.i, "xcomp", "advcl"))
        if verb.lemma == "take":
            return any(c.lemma.lower() in words_of("time_span") for c in self.doc.dependents(verb.i, "dobj"))
        if verb.lemma != "be":
            return False
        told = self.doc.dependents(verb.i, "acomp", "attr", "advmod")
        if self._tells_that(verb) and any(p.i > verb.i for p in self.doc.dependents(verb.i, "prep")):
            # "It was in Doha that they met"
            return True
        return any(c.lemma.lower() in words_of("idle_state") or self._is_event(c) for c in told) or any(
            f"{prep.lemma} {c.lemma}".lower() in words_of("idle_phrase")
            for prep in self.doc.dependents(verb.i, "prep")
            for c in self.doc.dependents(prep.i, "pobj")
        )

    def _tells_that(self, verb: Token) -> bool:
        """ "It emerged that", "it was in Doha that"."""
        clauses = self.doc.dependents(verb.i, "ccomp", "advcl", "relcl")
        return any(
            self.doc.tokens[i].text.lower() == "that" and self.doc.tokens[i].head == c.i
            for c in clauses
            for i in self.doc.children[c.i]
            if c.i > verb.i
        )

    def _is_event(self, told: Token) -> bool:
        """ "It was the first visit", "it is a mistake", "it was the first one heard": told of no state and no body."""
        if told.dep == "attr" and told.lemma.lower() in words_of("first_of_many"):
            # "The first to do so", "the first of the members" is somebody.
            others = self.doc.dependents(told.i, "prep", "acl", "xcomp", "advcl")
            told_more = self.doc.dependents(told.i, "relcl")
            bare = any(a.tag == "TO" for c in told_more for a in self.doc.dependents(c.i, "aux"))
            return bool(told_more) and not bare and not others
        if told.tag != "NN" or told.dep != "attr" or told.lemma.lower() in words_of("state_predicate"):
            return False
        return self._p.phrases.noun_row(told) is None and self._p.phrases.read(told.i) is None

    def _relative(self, token: Token) -> list[Reading]:
        """A relative pronoun stands for the noun its clause hangs on."""
        for above in self.doc.ancestors(token.i):
            if above.dep == "relcl":
                told = self.doc.tokens[above.head]
                return self._both_before(token, told) or self._p.expand(told)
        return []

    def _both_before(self, token: Token, told: Token) -> list[Reading]:
        """ "Merkel and Hollande, who had flown to Kiev": both, where they are persons that a comma closes."""
        who = token.text.lower()
        if token.i == 0 or self.doc.tokens[token.i - 1].text != "," or who not in {"who", "whom", "whose"}:
            return []
        verb = self.doc.tokens[token.head]
        parts = (verb, *self.doc.dependents(verb.i, "aux", "auxpass"))
        single = any(t.tag == "VBZ" or t.text.lower() == "was" for t in parts)
        if (who == "who" and single) or (who == "whose" and verb.tag not in PLURAL_TAGS):
            return []
        pair = sorted({told.i, *self.doc.conjuncts(told.i)})
        readings = [self._p.phrases.named(i) for i in pair if i < token.i]
        if len(readings) != _PAIR or any(r is None or not r.person or not r.actor for r in readings):
            return []
        if any(t.text == "," for t in self.doc.tokens[pair[0] : pair[1]]):
            # "Modi, and Xi, who": the last alone.
            return []
        return [r for r in readings if r is not None]

    def _first_person(self, token: Token) -> list[Reading]:
        """The speaker of the words; else the state whose office published the text; both, of what they share."""
        turn = self._p.transcript.turn_at(token.i)
        if token.text.lower() == "our" and self._is_shared(self.doc.tokens[token.head]):
            both = self._p.transcript.pair_of(turn, token) if turn is not None else self._p.lists.readout_pair(token)
            if both:
                return both
        if turn is not None and not self._p.quotations.inside(token.i):
            said = self._p.transcript.speaker_of(turn)
            if said is not None or self._p.transcript.asks(turn):
                found = [said] if said is not None and said.actor else []
                return [because(r, f"“{token.text}” is the one whose turn it is") for r in found]
        speaker = self._p.quotations.speaker_of(token)
        if speaker is not None and self._p.home and speaker.i < token.i and not self._p.quotations.inside(token.i):
            # "Tokyo told us that it will, and we endorse this": what is only reported has the publisher's own "we".
            speaker = None
        if speaker is not None:
            readings = self._p.expand(speaker)
            if readings:
                return [because(r, f"“{token.text}” is the speaker") for r in readings if r.actor]
            if self._p.quotations.inside(token.i):
                return []
        if self._p.home is not None:
            return [Reading(self._p.home, None, None, "GOV", token.i, f"“{token.text}” is the publisher's state")]
        if self._p.body is not None and token.text.lower() in words_of("first_person_plural"):
            return [Reading(self._p.body, None, None, "IGO", token.i, f"“{token.text}” is the publisher")]
        return []

    def _second_person(self, token: Token) -> list[Reading]:
        """Whom the words are said to; "you know" is said to nobody."""
        above = self.doc.tokens[token.head]
        after = self.doc.tokens[above.i + 1 : above.i + 2]
        idle = above.lemma.lower() in words_of("filler_verb") and above.i == token.i + 1
        if token.dep == "nsubj" and idle and after and after[0].text == ",":
            return []
        turn = self._p.transcript.turn_at(token.i)
        if turn is not None and not self._p.quotations.inside(token.i):
            spoken_to = self._p.transcript.addressee_of(token, turn)
            found = [spoken_to] if spoken_to is not None else []
        else:
            addressee = self._p.quotations.addressee_of(token)
            found = self._p.expand(addressee) if addressee is not None else []
        return [because(r, f"“{token.text}” is who is spoken to") for r in found if r.actor]

    def _is_shared(self, owned: Token) -> bool:
        """ "Our two countries", "our partnership", "our bilateral trade": what two have together."""
        told = {c.text.lower() for c in self.doc.dependents(owned.i)}
        if told & words_of("shared_by_two"):
            return True
        if told & words_of("counting_both"):
            row = self._p.phrases.noun_row(owned)
            whole = {owned.lemma.lower()} & (words_of("state_noun") | words_of("bond_noun"))
            return bool(whole) or (row is not None and bool(row.kinds & {"leader"}))
        if owned.lemma.lower() in words_of("bond_noun"):
            return not any(
                self._p.phrases.named(o.i) is not None
                for prep in self.doc.dependents(owned.i, "prep")
                for o in self.doc.dependents(prep.i, "pobj")
            )
        return owned.tag in PLURAL_TAGS and owned.lemma.lower() in words_of("state_noun")

    def _plural(self, token: Token) -> list[Reading]:
        def fits(a: Antecedent) -> bool:
            return a.plural and token.sent - a.sentence <= _PLURAL_REACH and not self._listens(a, token)

        several = self.antecedents.latest(token, fits, "the last several named")
        unknown = self.antecedents.best(token, fits) if not several else None
        group = self._group_before(token)
        if group and self.antecedents.own_subject_in(token, group[0]):
            # "Amano met the Israelis. The diplomat told them …": not himself among them.
            group = None
        if unknown is not None and unknown.subject and unknown.sentence < token.sent and token.dep in _OBJECTS:
            # "Gunmen seized Iranian guards. Tehran is looking for them": an object beside an object.
            several = self.antecedents.latest(token, lambda a: fits(a) and not a.subject, "the last several named")
        if unknown is not None and self._counts(unknown, group):
            # "Chad and Niger … the two premiers": not somebody else.
            unknown = None
        if group and unknown is not None and unknown.at > group[1]:
            # "Chad and Niger were silent. Evacuees were told they …"; not "Chad and Niger took nuns to their border".
            group = group if not unknown.subject and self.doc.tokens[group[1]].sent == token.sent else None
        if group and (not several or group[1] >= several[0].via):
            return [because(r, f"“{token.text}” points to the group before it") for r in group[0]]
        if several or unknown is not None:
            return several
        home, sent = self._p.home, token.sent
        other = self.antecedents.latest(
            token,
            lambda a: a.sentence == sent and a.reading.actor != home and self._may_be_they(a),
            "the actor its sentence names",
        )
        # "Equipment to Ukraine, which they use": the release's two are meant where its sentence names nobody else.
        readout = self._p.lists.readout_pair(token) if token.dep in SUBJECT and not other else []
        return readout or self.antecedents.latest(token, self._may_be_they, "the last actor named")

    def _counts(self, a: Antecedent, group: tuple[list[Reading], int] | None) -> bool:
        """Whether an unknown plural says it is as many as a group before it: "the two premiers"."""
        size = size_of(frozenset(c.text.lower() for c in self.doc.dependents(a.at)))
        return group is not None and len(group[0]) == size

    def _listens(self, a: Antecedent, token: Token) -> bool:
        """ "The palace told reporters that they would answer": unknown people who are only told something."""
        told = self.doc.tokens[a.at]
        if a.reading.actor or told.dep not in {"dobj", "dative"}:
            return False
        verb = self.doc.tokens[told.head]
        return verb.lemma.lower() in words_of("speech") and any(c.i == verb.i for c in self.doc.ancestors(token.i))

    @staticmethod
    def _may_be_they(a: Antecedent) -> bool:
        return (a.kind in STATE_KINDS | BODY_KINDS or bool(a.reading.actor)) and not a.reading.person and not a.human

    def _group_before(self, token: Token) -> tuple[list[Reading], int] | None:
        """Subjects that act together in this sentence before the word, or in the ones before; and where they stand."""
        for sent in range(token.sent, max(-1, token.sent - _GROUP_REACH), -1):
            for word in self.doc.words(self.doc.sentences[sent]):
                if word.i >= token.i:
                    break
                between = word.dep == "pobj" and self.doc.tokens[word.head].lemma == "between"
                if word.dep in SUBJECT or between:
                    found, last = self._p.lists.joined(word, token.i)
                    if found:
                        return found, last
                    known = self.antecedents.noted_at(word.i)
                    if known is not None and len(known.readings) > 1:
                        return list(known.readings), word.i
                    if self._is_pair_phrase(word) and self._p.phrases.read(word.i) is None:
                        pair = self._p.lists.several(word)
                        return (pair, word.i) if pair else None
        return None

    def _is_pair_phrase(self, token: Token) -> bool:
        row = self._p.phrases.noun_row(token)
        return row is not None and "states" in row.kinds and token.tag in PLURAL_TAGS
