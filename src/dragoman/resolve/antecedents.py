"""Who has been named so far: what later words may point to, by place, grammar, kind and number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.phrases import Phrases, Reading
from dragoman.tables import ActorTables
from dragoman.tables.actor_rows import STATE_KINDS

_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_REACH = 4
"""Sentences looked back for an antecedent before the whole text is."""
_OPENING = 2
"""Sentences of a release that name whom it is about."""
_CLEAR_SHARE = 0.5
_OFTEN = 3
"""A text is about one state where it names it so often, and it is that share of all states named."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A resolved mention that later words may point to.

    Attributes:
        at: Index of its head token.
        sentence: Index of its sentence.
        paragraph: Index of its paragraph.
        reading: Whom it means; a person nobody knows has no actor.
        subject: Whether it is a subject.
        kind: The actor's kind, or ``person``.
        human: Whether "he" or "she" may mean it.
    """

    at: int
    sentence: int
    paragraph: int
    reading: Reading
    subject: bool
    kind: str
    human: bool


class Antecedents:
    """The resolved mentions of one document, in order.

    Args:
        doc: The parsed document.
        phrases: Its phrases.
        tables: The actor tables.
        home: The state whose office published it, or None.
    """

    def __init__(self, doc: AnnotatedDocument, phrases: Phrases, tables: ActorTables, home: str | None) -> None:
        self.doc, self.phrases, self.tables, self.home = doc, phrases, tables, home
        self.seen: list[Antecedent] = []
        self.tally: Counter[str] = Counter()

    def note(self, token: Token, reading: Reading) -> None:
        """Remember a resolved mention."""
        kind = "person" if reading.person else self.tables.kind_of(reading.actor)
        row = self.phrases.noun_row(token)
        human = bool(reading.person) or (
            row is not None and bool(row.kinds & {"leader", "official", "people", "armed"}) and token.tag in {"NN", "NNP"}
        )
        paragraph = self.doc.sentences[token.sent].paragraph
        subject = is_subject(self.doc, token)
        self.seen.append(Antecedent(token.i, token.sent, paragraph, reading, subject, kind, human))
        if reading.actor and self.tables.kind_of(reading.actor) in STATE_KINDS:
            self.tally[reading.actor] += 1

    def latest(self, token: Token, fits: Callable[[Antecedent], bool], why: str) -> list[Reading]:
        """The reading of the nearest antecedent that fits: none where that one's own actor is unknown.

        Args:
            token: The word that points back.
            fits: What the antecedent must be.
            why: What it points to, for the reason.
        """
        before = [a for a in self.seen if a.at < token.i and fits(a)]
        near = [a for a in before if token.sent - a.sentence <= _REACH]
        # A clause's own subject outranks a nearer object; the same sentence outranks the one before it.
        best = max(near, key=_salience(token), default=None) or max(before, key=lambda a: a.at, default=None)
        if best is None or not best.reading.actor:
            return []
        told = best.reading.person or best.reading.actor
        reason = f"“{token.text}” points to {why}: {told}"
        return [replace(best.reading, via=best.at, reason=reason)]

    def pair(self, token: Token) -> list[Reading]:
        """The two states a passage is about: the last sentence that names exactly two, home state counted in."""
        readout = self.readout_pair(token)
        if readout:
            return readout
        for sent in range(token.sent, -1, -1):
            actors = self._acting_in(sent, token)
            if len(actors) == 2:
                return [because(r, f"“{token.text}” are the two named before") for r in actors.values()]
            if len(actors) == 1 and self.home and self.home not in actors:
                home = Reading(self.home, None, None, "GOV", token.i, f"“{token.text}” include the publisher's state")
                only = next(iter(actors.values()))
                return [home, because(only, f"“{token.text}” are the two named before")]
            if len(actors) > 2 and sent < token.sent:
                break
        common = [code for code, _ in self.tally.most_common(2)]
        if len(common) < 2:
            return []
        reason = f"“{token.text}” are the two the text is about"
        return [Reading(code, None, None, None, token.i, reason) for code in common]

    def _acting_in(self, sent: int, token: Token) -> dict[str, Reading]:
        actors: dict[str, Reading] = {}
        for a in self.seen:
            if a.sentence == sent and a.at < token.i and a.reading.actor and a.kind in STATE_KINDS | {"person"}:
                actors.setdefault(a.reading.actor, a.reading)
        return actors

    def readout_pair(self, token: Token) -> list[Reading]:
        """In an office's own release that opens with one other state, the two are its own and that one."""
        if self.home is None:
            return []
        opening: dict[str, Reading] = {}
        for a in self.seen:
            if a.sentence < _OPENING and a.reading.actor and a.kind in STATE_KINDS | {"person"}:
                opening.setdefault(a.reading.actor, a.reading)
        others = [r for code, r in opening.items() if code != self.home]
        if len(others) != 1:
            return []
        home = opening.get(self.home) or Reading(self.home, None, None, "GOV", token.i, "the publisher's state")
        return [because(r, f"“{token.text}” are the two the release is about") for r in (home, others[0])]

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


def _salience(token: Token) -> Callable[[Antecedent], tuple[int, bool, int]]:
    return lambda a: (a.sentence, a.subject, a.at if a.subject else -abs(a.at - token.i))


def because(reading: Reading, reason: str, sector: str | None = None) -> Reading:
    """A reading taken over from an antecedent, with the reason why."""
    return replace(reading, reason=reason, sector=sector or reading.sector)


def conjuncts(doc: AnnotatedDocument, i: int) -> list[int]:
    """The words joined to a word by "and", in order."""
    found: list[int] = []
    queue = [i]
    while queue:
        for c in doc.dependents(queue.pop(), "conj"):
            found.append(c.i)
            queue.append(c.i)
    return sorted(found)


def is_subject(doc: AnnotatedDocument, token: Token) -> bool:
    """Whether a word is a subject, or joined to one."""
    at: Token = token
    while at.dep in {"conj", "appos", "compound"} and at.head != at.i:
        at = doc.tokens[at.head]
    return at.dep in _SUBJECT
