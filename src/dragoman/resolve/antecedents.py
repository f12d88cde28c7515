"""Who has been named so far: what later words may point to, by place, grammar, kind and number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.phrases import Phrases, Reading
from dragoman.resolve.syntax import COPULAS, PLURAL_TAGS, SUBJECT, clause_subject, commanding_subjects, is_subject
from dragoman.resolve.unsided import is_nameless_human, is_nameless_speaker, is_one_person, is_some_firm
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import BODY_KINDS, PEOPLE_FORMS, STATE_KINDS
from dragoman.tables.nouns import pointing_nouns
from dragoman.tables.words import words_of

UNKNOWN_BODY = "body"
"""Kind of a body that the text names but no table knows."""
UNKNOWN_ENTS = frozenset({"ORG", "PRODUCT", "WORK_OF_ART", "FAC"})
"""Types of names that "it" may mean though no table knows them."""
_REACH = 4
"""Sentences looked back for an antecedent before the whole text is."""
_HUMAN = frozenset({"leader", "official", "people", "armed"})
_MANY = frozenset({"people", "armed", "force", "official", "institution"})
_OBJECTS = frozenset({"dobj", "dative", "pobj", "iobj"})
_ACCUSATIVES = frozenset({"him", "them"})
_PREDICATES = frozenset({"attr", "oprd"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj"})
_MODIFYING = frozenset({"amod", "compound", "nmod", "poss"})


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A mention that later words may point to.

    Attributes:
        at: Index of its head token.
        sentence: Index of its sentence.
        readings: Whom it means, several for "the two leaders"; where nobody knows, the one has no actor.
        subject: Whether it is a subject.
        root: Whether it is the subject of its sentence's main verb.
        kind: The actor's kind, ``person``, or `UNKNOWN_BODY`.
        human: Whether "he" or "she" may mean it.
        plural: Whether "they" may mean it as several.
        named: Whether it says itself whom it means, and is no mere place.
        venue: Whether it only says in which town something happens.
        called: The person's name, his own or that his title stands beside; or None.
    """

    at: int
    sentence: int
    readings: tuple[Reading, ...]
    subject: bool
    root: bool
    kind: str
    human: bool
    plural: bool
    named: bool
    venue: bool
    called: str | None

    @property
    def reading(self) -> Reading:
        """The first it means."""
        return self.readings[0]


class Antecedents:
    """The mentions of one document, in order.

    Args:
        doc: The parsed document.
        phrases: Its phrases.
        tables: The actor tables.
        home: The state whose office published it, or None.
    """

    def __init__(self, doc: AnnotatedDocument, phrases: Phrases, tables: ActorTables, home: str | None) -> None:
        self.doc, self.phrases, self.tables, self.home = doc, phrases, tables, home
        self.seen: list[Antecedent] = []
        self._at: dict[int, Antecedent] = {}
        self._in_sentence: dict[int, list[Antecedent]] = {}
        self.tally: Counter[str] = Counter()
        self._as_one = tables.traits.get("acts as one", frozenset())
        self._pronouns: dict[int, tuple[Reading, ...]] = {}

    def note(self, token: Token, readings: Sequence[Reading], named: bool = True, venue: bool = False) -> None:
        """Remember a mention.

        Args:
            token: Its head word.
            readings: Whom it means.
            named: Whether it says so itself, and does not only point or stand for somebody unknown.
            venue: Whether it only says in which town something happens.
        """
        reading, several = readings[0], len(readings) > 1
        row = self.phrases.noun_row(token)
        kinds = row.kinds if row is not None else frozenset()
        single = token.tag in {"NN", "NNP"}
        kind = "person" if reading.person else self.tables.kind_of(reading.actor)
        firm = any(c.lemma.lower() in words_of("private_noun") for c in self.doc.dependents(token.i, "appos"))
        unknown_body = reading.actor is None and token.pos == "PROPN" and (token.ent in UNKNOWN_ENTS or firm)
        if unknown_body:
            reading = replace(reading, person=None)
            kind, readings = "", [reading]
        speaks = reading.actor is None and is_nameless_speaker(self.doc, token) and not kinds
        pointing = pointing_nouns().get(token.lemma.lower())
        nameless = pointing is not None and bool(pointing.kinds & STATE_KINDS)
        private = is_some_firm(self.doc, token)
        nobody = unknown_body or nameless or private or (speaks and not is_one_person(token))
        if not kind and single and (nobody or kinds & {"group", "institution"}):
            kind = UNKNOWN_BODY
        match = self.phrases.match_at.get(token.i)
        form = match.alias.form if match is not None and match.alias is not None else ""
        subject = is_subject(self.doc, token)
        self._keep(
            Antecedent(
                at=token.i,
                sentence=token.sent,
                readings=tuple(readings),
                subject=subject,
                root=self._leads(token),
                kind=kind,
                human=not several
                and (
                    bool(reading.person)
                    or (bool(kinds & _HUMAN) and single and (not form or bool(kinds & {"leader"})))
                    or (reading.actor is None and single and (speaks or is_nameless_human(self.doc, token)))
                    or token.text.lower() in words_of("person_pronoun")
                    or (token.text.lower() in words_of("indefinite_one") and token.text.lower() != "nobody")
                    or self._one_national(token, form)
                ),
                plural=several
                or token.text.lower() in words_of("plural_pronoun")
                or token.text.lower() == "those"
                or token.text.lower() in words_of("indefinite_one")
                or (token.tag in PLURAL_TAGS and kind not in STATE_KINDS)
                or (token.tag in PLURAL_TAGS and bool(kinds & _MANY))
                or (form in {"people", "demonym"} and not single and token.dep not in _MODIFYING)
                or kind in {"armed_group", "movement"}
                or token.lemma.lower() == "police",
                named=named,
                venue=venue,
                called=reading.person or self._name_beside(token),
            )
        )
        for each in readings if named else ():
            if each.actor and self.tables.kind_of(each.actor) in STATE_KINDS:
                self.tally[each.actor] += 1

    def _one_national(self, token: Token, form: str) -> bool:
        """ "The American", "the Dane": one person, where "the French" and "the Chinese" are many."""
        if form not in PEOPLE_FORMS or token.tag in PLURAL_TAGS or token.dep not in _ARGUMENTS:
            return False
        determined = any(c.text.lower() == "the" for c in self.doc.dependents(token.i, "det"))
        return determined and not token.text.lower().endswith(("ese", "ish", "ch", "ss", "s"))

    def names_other(self, token: Token, readings: Sequence[Reading]) -> bool:
        """Whether an apposition tells of a state and yet has another's name in it."""
        noted = self._at.get(token.head)
        if noted is None or not noted.named or noted.kind not in STATE_KINDS or len(noted.readings) > 1:
            return False
        return all(r.actor != noted.reading.actor for r in readings)

    def _name_beside(self, token: Token) -> str | None:
        """The person whose title a noun is: "Lagarde, the French finance minister"."""
        if token.dep != "appos":
            return None
        noted = self._at.get(token.head)
        return noted.reading.person if noted is not None else None

    def remember(self, pronoun: Token, readings: Sequence[Reading]) -> None:
        """Remember whom a pronoun means, for the words of its own clause."""
        if readings:
            self._pronouns[pronoun.i] = tuple(readings)

    def _keep(self, antecedent: Antecedent) -> None:
        self.seen.append(antecedent)
        self._at.setdefault(antecedent.at, antecedent)
        self._in_sentence.setdefault(antecedent.sentence, []).append(antecedent)

    def noted_at(self, i: int) -> Antecedent | None:
        """What was noted of a token, or None."""
        return self._at.get(i)

    def of_sentence(self, number: int) -> Sequence[Antecedent]:
        """What a sentence has named so far, in order."""
        return self._in_sentence.get(number, ())

    def _leads(self, token: Token) -> bool:
        at = token
        while at.dep in {"conj", "appos", "compound"} and at.head != at.i:
            at = self.doc.tokens[at.head]
        sentence = self.doc.sentences[token.sent]
        above = self.doc.tokens[at.head]
        # "For Pakistan, the pact meant …": what a sentence begins with is what it is about.
        fronted = at.dep == "pobj" and above.i == sentence.first and above.lemma.lower() == "for"
        return (at.dep in SUBJECT and at.head == sentence.root) or fronted

    def is_body(self, a: Antecedent) -> bool:
        """Whether "it" may mean an antecedent."""
        return (
            len(a.readings) == 1
            and not a.reading.person
            and not a.venue
            and self.doc.tokens[a.at].text.lower() not in words_of("plural_pronoun")
            and (a.named or a.kind not in STATE_KINDS or not (a.human or a.plural))
            and (a.kind in STATE_KINDS | BODY_KINDS or a.kind == UNKNOWN_BODY or a.reading.actor in self._as_one)
        )

    def latest(self, token: Token, fits: Callable[[Antecedent], bool], why: str) -> list[Reading]:
        """The reading of the best antecedent that fits: none where that one's own actor is unknown.

        Subjects of the clauses a word stands in come first, then what its sentence names before it, then the
        sentences before, in each the subject of the main verb first. An object is never its own clause's subject.

        Args:
            token: The word that points back.
            fits: What the antecedent must be.
            why: What it points to, for the reason.
        """
        favoured = self._favoured(token)
        person = words_of("person_pronoun")
        alike = favoured is not None and (favoured.text.lower() in person) == (token.text.lower() in person)
        if favoured is not None and favoured.i in self._pronouns and alike:
            whom = self._pronouns[favoured.i]
            why = f"“{token.text}” is “{favoured.text}”, who is thanked, given something or asked"
            return [replace(r, reason=why) for r in whom]
        best = self._best(token, fits, favoured)
        if best is None or not best.reading.actor:
            return []
        told = ", ".join(r.person or r.actor or "?" for r in best.readings)
        reason = f"“{token.text}” points to {why}: {told}"
        return [replace(r, via=best.at, reason=reason) for r in best.readings]

    def best(self, token: Token, fits: Callable[[Antecedent], bool]) -> Antecedent | None:
        """The best antecedent that fits, known or not; or None.

        Args:
            token: The word that points back.
            fits: What the antecedent must be.
        """
        return self._best(token, fits, self._favoured(token))

    def _favoured(self, token: Token) -> Token | None:
        """Whom the words around a word favour, however near others stand."""
        return self._thanked(token) or self._in_want(token) or self._answers(token)

    def _best(self, token: Token, fits: Callable[[Antecedent], bool], favoured: Token | None) -> Antecedent | None:
        barred = self._own_subject(token)
        spoken_of = self._told_of(token)
        over = commanding_subjects(self.doc, token)
        best = self._at.get(favoured.i) if favoured is not None else None
        best = best if best is not None and fits(best) else None

        def may_be(a: Antecedent) -> bool:
            return (
                a.at < token.i
                # "The two Koreas will end the war, they declared": several may well speak of themselves.
                and (a.at not in spoken_of or len(a.readings) > 1)
                and fits(a)
                and not self._barred(a, barred)
                and not self._beside_subject(a, token)
            )

        for number in range(token.sent, max(-1, token.sent - _REACH - 1), -1) if best is None else ():
            near = [a for a in self.of_sentence(number) if may_be(a)]
            if near:
                best = max(near, key=lambda a: _salience(a, token, over))
                if number == token.sent and self._only_owns(best, token, over):
                    # "Pyongyang … Struck off Washington's list, it let": what leads the sentence before is meant.
                    before = [a for a in self.of_sentence(number - 1) if a.root and may_be(a)]
                    best = before[-1] if before else best
                break
        if best is None:
            best = next((a for a in reversed(self.seen) if may_be(a)), None)
        return best

    def own_subject_in(self, token: Token, group: Sequence[Reading]) -> bool:
        """Whether the subject of an object pronoun's clause is one of a group."""
        subject = self._own_subject(token)
        if subject is None:
            return False
        noted = self._at.get(subject.i)
        own = noted.reading if noted is not None else self.phrases.read(subject.i)
        return own is not None and own.actor is not None and any(r.actor == own.actor for r in group)

    def _only_owns(self, a: Antecedent, token: Token, over: dict[int, int]) -> bool:
        """Whether the main clause's subject has only a mere modifier before it: "Struck off Chile's list, it let".

        It must be the subject of its sentence's root, and what stands before it in that sentence must be no subject,
        neither one of a clause around it nor any other, but a modifier of a noun, or a part of a name.
        """
        if token.dep not in SUBJECT or a.at in over or a.subject:
            return False
        owns = self.doc.tokens[a.at].dep in _MODIFYING or (a.named and a.at not in self.phrases.match_at)
        return owns and token.head == self.doc.sentences[token.sent].root

    def _beside_subject(self, a: Antecedent, token: Token) -> bool:
        """ "With Traoré he signed nothing": who stands in front of a subject in its own clause is another."""
        if token.pos != "PRON" or token.dep not in SUBJECT or a.sentence != token.sent:
            return False
        named = self.doc.tokens[a.at]
        while named.dep in {"compound", "conj"} and named.head != named.i:
            named = self.doc.tokens[named.head]
        link = self.doc.tokens[named.head]
        return named.dep == "pobj" and link.head == token.head and link.lemma.lower() in words_of("fronted_other")

    def _told_of(self, token: Token) -> frozenset[int]:
        """ "Tunis has let them in, it said": who is spoken of before the word for the speaker is somebody else."""
        verb = self.doc.tokens[token.head]
        if token.pos != "PRON" or token.dep != "nsubj" or verb.lemma.lower() not in words_of("speech"):
            return frozenset()
        if self.doc.tokens[token.i - 1].text != "," or any(c.i > verb.i for c in self.doc.dependents(verb.i, "ccomp")):
            return frozenset()
        clauses = [c for c in self.doc.dependents(verb.i, "ccomp") if c.i < token.i]
        if verb.dep == "parataxis" and verb.head < token.i:
            clauses.append(self.doc.tokens[verb.head])
        subjects = [s for c in clauses for s in self.doc.dependents(c.i, *SUBJECT)]
        return frozenset(i for s in subjects for i in (s.i, *self.doc.conjuncts(s.i)))

    def _thanked(self, token: Token) -> Token | None:
        """ "Thanked Abinader for his support": who is thanked or blamed for what is his own."""
        if token.dep != "poss":
            return None
        for link in self.doc.ancestors(token.i):
            if link.pos != "ADP" or link.lemma.lower() not in words_of("thanking_preposition"):
                continue
            verb = self.doc.tokens[link.head]
            if verb.lemma.lower() in words_of("thanking_verb"):
                thanked = self.doc.dependents(verb.i, "dobj", "dative")
                return thanked[-1] if thanked else None
        return None

    def _in_want(self, token: Token) -> Token | None:
        """ "Promised Abbas the money he had asked for": who receives something is the one in want of it."""
        wanted = self.doc.tokens[token.head]
        if token.dep != "nsubj" or wanted.dep != "relcl" or wanted.lemma.lower() not in words_of("wanting_verb"):
            return None
        given = self.doc.tokens[wanted.head]
        receiving = self.doc.dependents(given.head, "dative", "iobj") if given.dep == "dobj" else []
        found = [o for r in receiving for o in (self.doc.dependents(r.i, "pobj") if r.pos == "ADP" else [r])]
        return next((r for r in found if r.i < token.i), None)

    def _answers(self, token: Token) -> Token | None:
        """ "Chile asked Peru for water. It refused": whoever refuses, denies or replies is the one who was asked."""
        verb = self.doc.tokens[token.head]
        if token.dep != "nsubj" or token.pos != "PRON" or verb.lemma.lower() not in words_of("replying_verb"):
            return None
        if verb.dep == "conj" and verb.head < verb.i:
            asking = self.doc.tokens[verb.head]
        elif token.sent and verb.i == self.doc.sentences[token.sent].root:
            asking = self.doc.tokens[self.doc.sentences[token.sent - 1].root]
        else:
            return None
        if asking.lemma.lower() not in words_of("asking_verb"):
            return None
        asked = self.doc.dependents(asking.i, "dobj", "dative")
        # "Asked Chile to send water", which the parser may take for a clause of Chile's
        asked += [s for c in self.doc.dependents(asking.i, "ccomp", "xcomp") for s in self.doc.dependents(c.i, "nsubj")]
        return next((t for t in asked if t.pos != "ADP"), None)

    def _own_subject(self, token: Token) -> Token | None:
        """Whom an object pronoun cannot mean: the subject of its own clause."""
        if token.pos != "PRON" or token.text.lower().endswith(("self", "selves")):
            return None
        if token.dep == "poss":
            # "Iran became its ninth member": a member of something else.
            owned = self.doc.tokens[token.head]
            if owned.dep == "appos":
                # "Barnier, his ally": somebody else's.
                return self.doc.tokens[owned.head]
            if owned.dep == "dobj" and owned.lemma.lower() in words_of("answered_noun"):
                # "Ignored their warning": that of another.
                verb = self.doc.tokens[owned.head]
                return clause_subject(self.doc, owned) if verb.lemma.lower() in words_of("answering_verb") else None
            told = owned.dep in _PREDICATES and self.doc.tokens[owned.head].lemma.lower() in COPULAS
            return clause_subject(self.doc, owned) if told else None
        link = self.doc.tokens[token.head]
        taken = self.doc.tokens[link.head].lemma.lower() in words_of("taking_along")
        if token.dep == "pobj" and link.lemma == "with" and taken:
            # "Took its ships with it"
            return None
        told = token.dep in _OBJECTS or token.text.lower() in _ACCUSATIVES
        subject = clause_subject(self.doc, token) if told else None
        if subject is not None and subject.i == token.i:
            # "Wished him luck", which the parser takes for a clause of his own.
            return clause_subject(self.doc, self.doc.tokens[token.head])
        return subject

    def _barred(self, a: Antecedent, subject: Token | None) -> bool:
        if subject is None:
            return False
        if a.at == subject.i or a.at in self.doc.conjuncts(subject.i):
            return True
        named = self.doc.tokens[a.at]
        while named.dep == "conj" and named.head != named.i:
            named = self.doc.tokens[named.head]
        if named.dep == "amod" and named.head == subject.i:
            # "British and Australian battalions ambushed them"
            return True
        noted = self._at.get(subject.i)
        reading = noted.reading if noted is not None else self.phrases.read(subject.i)
        if reading is None and subject.i in self._pronouns:
            reading = self._pronouns[subject.i][0]
        if reading is None:
            return False
        if reading.person or a.reading.person:
            return a.reading.person == reading.person
        # Of one state there may be several groups: "the army did not shoot at them".
        return not a.plural and a.reading.actor is not None and a.reading.actor == reading.actor


def _salience(a: Antecedent, token: Token, over: dict[int, int]) -> tuple[int, int, bool, bool, int]:
    if a.sentence == token.sent:
        depth = over.get(a.at)
        if depth is not None:
            return (0, -depth, True, True, a.at)
        return (0, -len(over) - 1, a.root and not a.subject, a.subject, a.at if a.subject else a.at - token.i)
    return (a.sentence - token.sent, 0, a.root, a.subject, a.at)


def because(reading: Reading, reason: str, sector: str | None = None) -> Reading:
    """A reading taken over from an antecedent, with the reason why."""
    return replace(reading, reason=reason, sector=sector or reading.sector)
