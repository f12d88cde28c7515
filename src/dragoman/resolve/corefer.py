"""Words that point back: pronouns, "the two leaders", "the country", "the grouping", "the government".

Rules over syntax with salience (recent, subject, number, kind). Reference: docs/architecture.md, "Pointing back".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.phrases import Phrases, Reading
from dragoman.tables import ActorTables
from dragoman.tables.nouns import NounRow
from dragoman.tables.places import PlaceRow

STATE_KINDS = frozenset({"state", "territory", "former_state"})
GROUP_KINDS = frozenset(
    {"organisation", "organ", "agency", "format", "treaty", "armed_group", "party", "movement", "company"}
)
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_THING_PRONOUNS = frozenset({"it", "its", "itself"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "their", "theirs", "themselves", "both", "each"})
_FIRST_PERSON = frozenset({"we", "us", "our", "ours", "ourselves", "i", "me", "my", "mine", "myself"})
_SECOND_PERSON = frozenset({"you", "your", "yours", "yourself"})
_STATE_NOUNS = frozenset({"country", "nation", "kingdom", "republic", "emirate", "monarchy", "sultanate", "federation"})
_SPEECH = frozenset(
    ["say", "tell", "state", "declare", "announce", "add", "note", "stress", "emphasize", "emphasise", "underline", "warn", "claim", "explain", "argue", "write", "insist", "reiterate", "reaffirm", "confirm", "believe", "think"]
)
_LOCATIVE = frozenset({"in", "at", "near", "across", "outside", "around", "inside", "into", "from", "throughout", "on"})
_CROWDS = frozenset(
    {
        "thousand",
        "thousands",
        "hundred",
        "hundreds",
        "dozen",
        "dozens",
        "million",
        "millions",
        "ten",
        "tens",
        "scores",
        "many",
        "others",
    }
)
_OPENING = 2
"""Sentences of a release that name whom it is about."""
_REACH = 4
"""Sentences looked back for an antecedent."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A resolved mention that later words may point to."""

    at: int
    sentence: int
    paragraph: int
    reading: Reading
    subject: bool
    kind: str
    human: bool


class Pointers:
    """Resolves what points back in one document, walking its words in order."""

    def __init__(
        self, doc: AnnotatedDocument, phrases: Phrases, tables: ActorTables, home: str | None,
        places: dict[str, tuple[PlaceRow, ...]],
    ) -> None:  # fmt: skip
        self.doc, self.phrases, self.tables, self.home, self.places = doc, phrases, tables, home, places
        self.seen: list[Antecedent] = []
        self.tally: Counter[str] = Counter()

    def note(self, token: Token, reading: Reading) -> None:
        """Remember a resolved mention."""
        kind = "person" if reading.person else self.tables.kind_of(reading.actor)
        paragraph = self.doc.sentences[token.sent].paragraph
        row = self.phrases.nouns.get(token.lemma.lower())
        human = bool(reading.person) or (
            row is not None and bool(row.kinds & {"leader", "official"}) and token.tag in {"NN", "NNP"}
        )
        subject = _top_subject(self.doc, token)
        self.seen.append(Antecedent(token.i, token.sent, paragraph, reading, subject, kind, human))
        if reading.actor and self.tables.kind_of(reading.actor) in STATE_KINDS:
            self.tally[reading.actor] += 1

    def pronoun(self, token: Token) -> list[Reading]:
        """The readings of a pronoun: none where nothing fits."""
        word = token.text.lower()
        if word in _FIRST_PERSON:
            return self._first_person(token)
        if word in _SECOND_PERSON:
            pair = self._readout_pair(token)
            return [r for r in pair if r.actor != self.home]
        if word in _PERSON_PRONOUNS:
            return self._latest(token, lambda a: a.human, "the last person named")
        if word in _THING_PRONOUNS:
            return self._latest(
                token,
                lambda a: not a.reading.person and a.kind in STATE_KINDS | GROUP_KINDS,
                "the last state or body named",
            )
        if word in _PLURAL_PRONOUNS:
            return self._plural(token)
        if token.tag in {"WP", "WDT", "WP$"} or word in {"who", "which", "that", "whose", "whom"}:
            return self._relative(token)
        return []

    def _relative(self, token: Token) -> list[Reading]:
        """A relative pronoun stands for the noun its clause hangs on."""
        for above in self.doc.ancestors(token.i):
            if above.dep == "relcl":
                head = self.doc.tokens[above.head]
                return self._expand(head)
        return []

    def _expand(self, head: Token) -> list[Reading]:
        reading = self.phrases.read(head.i)
        if reading is not None:
            return [reading]
        return self.noun(head)

    def _latest(self, token: Token, fits: object, why: str) -> list[Reading]:
        test = fits if callable(fits) else (lambda _a: False)
        pool = [
            a for a in self.seen if a.at < token.i and token.sent - a.sentence <= _REACH and test(a) and a.reading.actor
        ]
        # A clause's own subject outranks a nearer object; the same sentence outranks the one before it.
        best = max(
            pool, key=lambda a: (a.sentence, a.subject, a.at if a.subject else -abs(a.at - token.i)), default=None
        )
        if best is None:
            best = max((a for a in self.seen if a.at < token.i and test(a) and a.reading.actor), key=lambda a: a.at, default=None)
        if best is None:
            return []
        r = best.reading
        return [
            Reading(
                r.actor, r.person, r.role, r.sector, best.at, f"“{token.text}” points to {why}: {r.actor or r.person}"
            )
        ]

    def _first_person(self, token: Token) -> list[Reading]:
        """The speaker of the sentence; else the state whose office published the text."""
        for above in self.doc.ancestors(token.i):
            if above.lemma.lower() in _SPEECH:
                for subject in self.doc.dependents(above.i, "nsubj"):
                    if subject.i != token.i:
                        reading = self.phrases.read(subject.i)
                        if reading is not None and reading.actor:
                            return [_because(reading, f"“{token.text}” is the speaker")]
        if self.home:
            return [Reading(self.home, None, None, "GOV", token.i, f"“{token.text}” is the publisher's state")]
        return []

    def _plural(self, token: Token) -> list[Reading]:
        group = self._group_before(token)
        if group:
            return [_because(r, f"“{token.text}” points to the group before it") for r in group]
        return self._latest(
            token, lambda a: a.kind in STATE_KINDS | GROUP_KINDS or bool(a.reading.actor), "the last actor named"
        )

    def _group_before(self, token: Token) -> list[Reading]:
        """Subjects joined by "and" in this sentence before the word, or in the one before."""
        for sent in range(token.sent, max(-1, token.sent - 3), -1):
            sentence = self.doc.sentences[sent]
            for word in self.doc.words(sentence):
                if word.i >= token.i:
                    break
                if word.dep in _SUBJECT:
                    members = [word.i, *_conjuncts(self.doc, word.i)]
                    if len(members) > 1:
                        found = [r for m in members if (r := self.phrases.read(m)) is not None and r.actor]
                        if len({r.actor for r in found}) > 1:
                            return found
                    if self._is_pair_phrase(word):
                        return self.pair(word)
        return []

    def _is_pair_phrase(self, token: Token) -> bool:
        row = self.phrases.nouns.get(token.lemma.lower())
        return row is not None and "states" in row.kinds and token.tag in {"NNS", "NNPS"}

    def noun(self, token: Token) -> list[Reading]:
        """The readings of a noun phrase that names nobody itself."""
        row = self.phrases.nouns.get(token.lemma.lower())
        if row is None and (token.pos == "NUM" or token.lemma.lower() in _CROWDS):
            return self._crowd(token)
        if row is None and token.ent == "PERSON":
            return self._stranger(token)
        children = [self.doc.tokens[c] for c in self.doc.children[token.i]]
        definite = any(c.text.lower() in {"the", "this", "that", "both", "these", "those"} for c in children)
        counted = any(c.text.lower() in {"two", "both"} for c in children)
        plural = token.tag in {"NNS", "NNPS"}
        owner = next((c for c in children if c.dep == "poss" and c.pos == "PRON"), None)
        if (
            owner is not None
            and row is not None
            and token.lemma not in {"counterpart", "neighbor", "neighbour", "ally", "partner", "enemy", "rival"}
        ):
            found = self.pronoun(owner)
            if found:
                return [_because(r, f"“{owner.text} {token.text}”: {r.reason}", sector=row.sector) for r in found]
        if row is None:
            return []
        if plural and "states" in row.kinds and (counted or (definite and self._plain(token))):
            pair = self.pair(token)
            if pair or counted:
                return pair
        if plural and token.lemma in {
            "leader",
            "country",
            "side",
            "party",
            "nation",
            "state",
            "power",
            "ally",
            "partner",
            "neighbor",
            "neighbour",
            "member",
            "counterpart",
        }:
            return []
        if definite and not plural and token.lemma in _STATE_NOUNS:
            return self._latest(token, lambda a: a.kind in STATE_KINDS and not a.reading.person, "the last state named")
        if definite and not plural and "group" in row.kinds:
            found = self._latest(token, lambda a: a.kind in GROUP_KINDS, "the last body named")
            if found:
                return found
        if definite and not plural and "leader" in row.kinds:
            title = token.lemma.lower()
            if self.home and title == "president" and self._plain(token):
                # In an office's own releases "the President" is its own.
                return [Reading(self.home, None, "President", "GOV", token.i, f"“{token.text}” is the publisher's own")]
            found = self._latest(
                token,
                lambda a: bool(a.reading.person) and title in (a.reading.role or "").lower(),
                f"the last {title} named",
            )
            if found:
                return found
        if "armed" in row.kinds and _top_subject(self.doc, token):
            return []
        if row.kinds <= {"states", "group"}:
            return []
        local = self.local_state(token)
        if local is None:
            return []
        return [
            Reading(
                local,
                None,
                None,
                row.sector,
                token.i,
                f"“{token.text}” is taken as {local}'s: the state the passage is about",
            )
        ]

    def _crowd(self, token: Token) -> list[Reading]:
        """ "Thousands rally", "tens of thousands of demonstrators": people of the state the passage is about."""
        if not _top_subject(self.doc, token) and token.dep not in {"dobj", "agent", "pobj"}:
            return []
        for prep in self.doc.dependents(token.i, "prep"):
            for obj in self.doc.dependents(prep.i, "pobj"):
                if prep.lemma == "of":
                    return self._expand(obj)
        local = self.local_state(token) if token.text.lower() in _CROWDS or token.lemma.lower() in _CROWDS else None
        return [Reading(local, None, None, "CVL", token.i, f"“{token.text}” are people of {local}")] if local else []

    def _stranger(self, token: Token) -> list[Reading]:
        """A person no table knows, introduced by an office or trade: of the state the passage is about."""
        parts = [self.doc.tokens[c] for c in self.doc.children[token.i]]
        told = [c for c in parts if c.dep in {"compound", "appos", "nmod", "amod"} and c.ent != "PERSON"]
        for part in told:
            row = self.phrases.nouns.get(part.lemma.lower())
            if row is not None and not row.kinds & {"armed"}:
                local = self.local_state(token)
                if local:
                    name = self.phrases.person_name(token)
                    return [
                        Reading(
                            local,
                            name,
                            part.text,
                            row.sector,
                            token.i,
                            f"“{name}”, {part.text}: of the state the passage is about",
                        )
                    ]
        return []

    def _plain(self, token: Token) -> bool:
        """Whether a phrase has no modifier that tells other actors apart ("the European leaders")."""
        return not any(
            (c.dep in {"amod", "compound", "poss", "nmod", "relcl", "acl"}
            and c.lemma.lower() not in {"two", "respective"})
            or c.dep == "prep"
            for c in (self.doc.tokens[k] for k in self.doc.children[token.i])
        )

    def pair(self, token: Token) -> list[Reading]:
        """The two states a passage is about: the last sentence that names exactly two, home state counted in."""
        readout = self._readout_pair(token)
        if readout:
            return readout
        for sent in range(token.sent, -1, -1):
            actors: dict[str, Reading] = {}
            for a in self.seen:
                if a.sentence == sent and a.at < token.i and a.reading.actor and a.kind in STATE_KINDS | {"person"}:
                    actors.setdefault(a.reading.actor, a.reading)
            if len(actors) == 2:
                return [_because(r, f"“{token.text}” are the two named before") for r in actors.values()]
            if len(actors) == 1 and self.home and self.home not in actors:
                only = next(iter(actors.values()))
                home = Reading(self.home, None, None, "GOV", token.i, "the publisher's state")
                return [
                    _because(home, f"“{token.text}” include the publisher's state"),
                    _because(only, f"“{token.text}” are the two named before"),
                ]
            if len(actors) > 2 and sent < token.sent:
                break
        common = [code for code, _ in self.tally.most_common(2)]
        if len(common) == 2:
            return [
                Reading(c, None, None, None, token.i, f"“{token.text}” are the two the text is about") for c in common
            ]
        return []

    def _readout_pair(self, token: Token) -> list[Reading]:
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
        return [_because(r, f"“{token.text}” are the two the release is about") for r in (home, others[0])]

    def local_state(self, token: Token) -> str | None:
        """The state in which a nameless actor is met: a place in its sentence, then the passage's state."""
        sentence = self.doc.sentences[token.sent]
        place = self._place_in(sentence.first, sentence.last, token)
        if place:
            return place
        for back in range(1, 3):
            if token.sent - back < 0 or self.doc.sentences[token.sent - back].paragraph != sentence.paragraph:
                break
            before = self.doc.sentences[token.sent - back]
            place = self._place_in(before.first, before.last, token)
            if place:
                return place
        after = token.sent + 1
        if after < len(self.doc.sentences) and self.doc.sentences[after].paragraph == sentence.paragraph:
            following = self.doc.sentences[after]
            place = self._place_in(following.first, following.last, token)
            if place:
                return place
        if self.home:
            return self.home
        recent = [
            a for a in self.seen if a.kind in STATE_KINDS and a.paragraph == sentence.paragraph and a.reading.actor
        ]
        if recent:
            return recent[-1].reading.actor
        if self.tally:
            code, count = self.tally.most_common(1)[0]
            if count >= 3 and count >= 0.5 * sum(self.tally.values()):
                return code
        return None

    def _place_in(self, first: int, last: int, token: Token) -> str | None:
        """The country of a place named with a locative; else of any state or city, nearest to the word."""
        located: list[tuple[int, str]] = []
        other: list[tuple[int, str]] = []
        for t in self.doc.tokens[first:last]:
            if t.pos not in {"PROPN", "ADJ", "NOUN"}:
                continue
            code = self._country_of(t)
            if code is None:
                continue
            above = self.doc.tokens[t.head]
            where = (
                located
                if (above.lemma.lower() in _LOCATIVE and above.pos == "ADP") or t.dep in {"appos", "npadvmod"}
                else other
            )
            where.append((abs(t.i - token.i), code))
        for pool in (located, other):
            if pool:
                return min(pool)[1]
        return None

    def _country_of(self, t: Token) -> str | None:
        named = self.phrases.named(t.i)
        if named is not None and named.actor:
            kind = self.tables.kind_of(named.actor)
            if kind in STATE_KINDS:
                return named.actor
            return None
        if t.pos != "PROPN" or t.ent not in {"GPE", "LOC", "FAC", ""}:
            return None
        rows = self.places.get(t.text.lower())
        return rows[0].country if rows and t.text[:1].isupper() else None


def _because(r: Reading, reason: str, sector: str | None = None) -> Reading:
    return Reading(r.actor, r.person, r.role, sector or r.sector, r.via, reason)


def _conjuncts(doc: AnnotatedDocument, i: int) -> list[int]:
    found: list[int] = []
    queue = [i]
    while queue:
        for c in doc.dependents(queue.pop(), "conj"):
            found.append(c.i)
            queue.append(c.i)
    return found


def _top_subject(doc: AnnotatedDocument, token: Token) -> bool:
    """Whether a word is a subject, or joined to one."""
    at: Token = token
    while at.dep in {"conj", "appos", "compound"} and at.head != at.i:
        at = doc.tokens[at.head]
    return at.dep in _SUBJECT


def home_state(readings: Sequence[Reading], nouns: NounRow | None = None) -> str | None:
    """The state whose office a publisher is, from the readings of its name."""
    del nouns
    for reading in readings:
        if reading.actor:
            return reading.actor
    return None
