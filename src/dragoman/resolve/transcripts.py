"""Who speaks in a transcript, and to whom: for "I", "we" and "you" in its turns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import islice, takewhile

from dragoman.model import AnnotatedDocument, Token, Turn
from dragoman.resolve.antecedents import because
from dragoman.resolve.offices import has_office
from dragoman.resolve.phrases import Phrases, Reading
from dragoman.tables.words import words_of


class Transcript:
    """The turns of one document.

    Args:
        doc: The parsed document.
        phrases: Its phrases.
        home: The state whose office published it, or None.
    """

    def __init__(self, doc: AnnotatedDocument, phrases: Phrases, home: str | None) -> None:
        self.doc, self.phrases, self.home = doc, phrases, home
        self._starts = [t.first for t in doc.turns]
        self._labels: dict[int, Reading | None] = {}
        self._names: dict[int, list[tuple[int, Reading]]] = {}
        self._guests: dict[int, bool] = {}

    def turn_at(self, i: int) -> Turn | None:
        """The turn a token stands in, or None."""
        n = bisect_right(self._starts, i) - 1
        return self.doc.turns[n] if n >= 0 and i < self.doc.turns[n].last else None

    def asks(self, turn: Turn) -> bool:
        """Whether a turn is a journalist's."""
        return self.doc.quote(turn.name_start, turn.name_end).lower() in words_of("questioner")

    def speaker_of(self, turn: Turn) -> Reading | None:
        """Whom the name before a turn means, of no side perhaps; none for journalists and where nothing tells whom."""
        if turn.name_start not in self._labels:
            self._labels[turn.name_start] = None if self.asks(turn) else self._label(turn)
        return self._labels[turn.name_start]

    def _label(self, turn: Turn) -> Reading | None:
        for i in range(turn.first - 1, -1, -1):
            if self.doc.tokens[i].start < turn.name_start:
                break
            reading = self.phrases.named(i) or self.phrases.read(i)
            if reading is not None and (reading.person or reading.role):
                # "Sudan:" heads an item of a digest.
                return reading
        return None

    def addressee_of(self, token: Token, turn: Turn) -> Reading | None:
        """The side that a word in a turn speaks to: whom it calls by name, else the only other one that speaks."""
        speaker = self.speaker_of(turn)
        own = speaker.actor if speaker is not None else None if self.asks(turn) else self.home
        called = [r for at, r in self._called(turn) if r.actor != own and at < token.i]
        if called:
            return called[-1]
        others = {code: r for code, r in self._sides.items() if code != own}
        if self.asks(turn) and self.home:
            guest = self._calls_guest(turn)
            others = {code: r for code, r in others.items() if (code != self.home) == guest} or others
        return next(iter(others.values())) if len(others) == 1 else None

    def _calls_guest(self, turn: Turn) -> bool:
        """ "Mr. Prime Minister", asked in a state that has none."""
        if turn.first not in self._guests:
            self._guests[turn.first] = self._find_guest(turn)
        return self._guests[turn.first]

    def _find_guest(self, turn: Turn) -> bool:
        titles = self._titles_called(turn)
        holders = self.phrases.tables.holders.get(self.home or "", ())
        day = self.doc.document.published
        return bool(titles) and not any(has_office(holders, title, day) for title in titles)

    def _titles_called(self, turn: Turn) -> list[str]:
        """The titles after "Mr." and "Madam" in a turn."""
        words = [t.text.lower() for t in self.doc.tokens[turn.first : turn.last]]
        after = [n + 1 for n, word in enumerate(words) if word in words_of("addressing")]
        titles = (takewhile(words_of("title").__contains__, islice(words, n, None)) for n in after)
        return [title for title in map(" ".join, titles) if title]

    def pair_of(self, turn: Turn, token: Token) -> list[Reading]:
        """The speaker and whom he speaks to; none where either is not known."""
        speaker = self.speaker_of(turn)
        other = self.addressee_of(token, turn)
        if speaker is None or other is None or not speaker.actor or speaker.actor == other.actor:
            return []
        return [because(r, f"“{token.text}” are the one who speaks and the one spoken to") for r in (speaker, other)]

    @cached_property
    def _sides(self) -> dict[str, Reading]:
        """The sides that speak in the transcript, by code; the publisher's is one of them."""
        found: dict[str, Reading] = {}
        if self.home:
            found[self.home] = Reading(self.home, None, None, "GOV", 0, "the publisher's state")
        for turn in self.doc.turns:
            reading = self.speaker_of(turn)
            if reading is not None and reading.actor:
                found.setdefault(reading.actor, reading)
        return found

    def _called(self, turn: Turn) -> Sequence[tuple[int, Reading]]:
        """Whom a turn calls by name: "President Zelenskyy, it is good to see you"."""
        if turn.first not in self._names:
            self._names[turn.first] = self._find_called(turn)
        return self._names[turn.first]

    def _find_called(self, turn: Turn) -> list[tuple[int, Reading]]:
        found = []
        for token in self.doc.tokens[turn.first : turn.last]:
            match = self.phrases.match_at.get(token.i)
            if match is not None and match.person and match.first == token.i and self._set_off(match.first, match.last):
                reading = self.phrases.named(token.i)
                if reading is not None and reading.actor:
                    found.append((token.i, reading))
        return found

    def _set_off(self, first: int, last: int) -> bool:
        """Whether a name, with the titles before it, stands between commas or at an edge of its sentence."""
        tokens = self.doc.tokens
        while first > 0 and tokens[first - 1].text.lower() in words_of("title") | words_of("courtesy"):
            first -= 1
        sentence = self.doc.sentences[tokens[first].sent]
        opens = first == sentence.first or tokens[first - 1].text in {",", "—", "–"}
        closes = last >= sentence.last or tokens[last].text in {",", ".", "!", "?", "—", "–"}
        leads = first == sentence.first and last < sentence.last and tokens[last].text in {",", "!"}
        ends = closes and first > sentence.first and opens
        return leads or ends
