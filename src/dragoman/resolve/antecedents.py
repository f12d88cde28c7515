"""Who has been named so far: what later words may point to, by place, grammar, kind and number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.phrases import Phrases, Reading
from dragoman.resolve.syntax import SUBJECT, clause_subject, commanding_subjects, is_subject
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import BODY_KINDS, STATE_KINDS

UNKNOWN_BODY = "body"
"""Kind of a body that the text names but no table knows."""
_REACH = 4
"""Sentences looked back for an antecedent before the whole text is."""
_CLEAR_SHARE = 0.5
_OFTEN = 3
"""A text is about one state where it names it so often, and it is that share of all states named."""
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_HUMAN = frozenset({"leader", "official", "people", "armed"})
_MANY = frozenset({"people", "armed", "force", "official", "institution"})
_OBJECTS = frozenset({"dobj", "dative", "pobj", "iobj"})


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A mention that later words may point to.

    Attributes:
        at: Index of its head token.
        sentence: Index of its sentence.
        paragraph: Index of its paragraph.
        readings: Whom it means, several for "the two leaders"; where nobody knows, the one has no actor.
        subject: Whether it is a subject.
        root: Whether it is the subject of its sentence's main verb.
        kind: The actor's kind, ``person``, or `UNKNOWN_BODY`.
        human: Whether "he" or "she" may mean it.
        plural: Whether "they" may mean it as several.
        named: Whether it says itself whom it means, and is no mere place.
    """

    at: int
    sentence: int
    paragraph: int
    readings: tuple[Reading, ...]
    subject: bool
    root: bool
    kind: str
    human: bool
    plural: bool
    named: bool

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

    def note(self, token: Token, readings: Sequence[Reading], named: bool = True) -> None:
        """Remember a mention.

        Args:
            token: Its head word.
            readings: Whom it means.
            named: Whether it says so itself, and does not only point or stand for somebody unknown.
        """
        reading, several = readings[0], len(readings) > 1
        row = self.phrases.noun_row(token)
        kinds = row.kinds if row is not None else frozenset()
        single = token.tag in {"NN", "NNP"}
        kind = "person" if reading.person else self.tables.kind_of(reading.actor)
        if not kind and kinds & {"group", "institution"} and single:
            kind = UNKNOWN_BODY
        match = self.phrases.match_at.get(token.i)
        form = match.alias.form if match is not None and match.alias is not None else ""
        subject = is_subject(self.doc, token)
        self._keep(
            Antecedent(
                at=token.i,
                sentence=token.sent,
                paragraph=self.doc.sentences[token.sent].paragraph,
                readings=tuple(readings),
                subject=subject,
                root=self._leads(token),
                kind=kind,
                human=not several and (bool(reading.person) or (bool(kinds & _HUMAN) and single)),
                plural=several
                or (token.tag in _PLURAL_TAGS and kind not in STATE_KINDS)
                or (token.tag in _PLURAL_TAGS and bool(kinds & _MANY))
                or (form in {"people", "demonym"} and not single)
                or kind in {"armed_group", "movement"}
                or token.lemma.lower() == "police",
                named=named,
            )
        )
        for each in readings if named else ():
            if each.actor and self.tables.kind_of(each.actor) in STATE_KINDS:
                self.tally[each.actor] += 1

    def _keep(self, antecedent: Antecedent) -> None:
        self.seen.append(antecedent)
        self._at.setdefault(antecedent.at, antecedent)
        self._in_sentence.setdefault(antecedent.sentence, []).append(antecedent)

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
            and (a.kind in STATE_KINDS | BODY_KINDS or a.kind == UNKNOWN_BODY)
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
        barred = self._own_subject(token)
        over = commanding_subjects(self.doc, token)
        best: Antecedent | None = None
        for number in range(token.sent, max(-1, token.sent - _REACH - 1), -1):
            near = [a for a in self.of_sentence(number) if a.at < token.i and fits(a) and not self._barred(a, barred)]
            if near:
                best = max(near, key=lambda a: _salience(a, token, over))
                break
        if best is None:
            far = (a for a in reversed(self.seen) if a.at < token.i and fits(a) and not self._barred(a, barred))
            best = next(far, None)
        if best is None or not best.reading.actor:
            return []
        told = ", ".join(r.person or r.actor or "?" for r in best.readings)
        reason = f"“{token.text}” points to {why}: {told}"
        return [replace(r, via=best.at, reason=reason) for r in best.readings]

    def _own_subject(self, token: Token) -> Token | None:
        """Whom an object pronoun cannot mean: the subject of its own clause."""
        if token.pos != "PRON" or token.dep not in _OBJECTS or token.text.lower().endswith(("self", "selves")):
            return None
        return clause_subject(self.doc, token)

    def _barred(self, a: Antecedent, subject: Token | None) -> bool:
        if subject is None:
            return False
        if a.at == subject.i:
            return True
        noted = self._at.get(subject.i)
        reading = noted.reading if noted is not None else self.phrases.read(subject.i)
        if reading is None:
            return False
        if reading.person or a.reading.person:
            return a.reading.person == reading.person
        # Of one state there may be several groups: "the army did not shoot at them".
        return not a.plural and a.reading.actor is not None and a.reading.actor == reading.actor

    def last_state_of(self, paragraph: int) -> str | None:
        """The state named last in a paragraph."""
        for a in reversed(self.seen):
            if a.paragraph == paragraph and a.kind in STATE_KINDS and a.reading.actor:
                return a.reading.actor
        return None

    def main_state(self) -> str | None:
        """The one state the text so far is about, if there is one."""
        if not self.tally:
            return None
        code, count = self.tally.most_common(1)[0]
        return code if count >= _OFTEN and count >= _CLEAR_SHARE * self.tally.total() else None


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
