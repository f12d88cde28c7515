"""Words that point back: pronouns, "the two leaders", "the country", "the grouping", "the government".

Rules over syntax with salience (recent, subject, number, kind). Reference: docs/architecture.md, "Pointing back".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.antecedents import Antecedents
from dragoman.resolve.descriptions import Descriptions
from dragoman.resolve.lists import Lists
from dragoman.resolve.localities import Localities
from dragoman.resolve.phrases import Phrases, Reading
from dragoman.resolve.pronouns import Pronouns
from dragoman.resolve.quotations import Quotations
from dragoman.resolve.transcripts import Transcript
from dragoman.tables import ActorTables
from dragoman.tables.places import PlaceTable


class Pointers:
    """Resolves what points back in one document, walking its words in order.

    Args:
        doc: The parsed document.
        phrases: Its phrases.
        tables: The actor tables.
        home: The state whose office published it, or None.
        places: The gazetteer.
        body: The organisation that published it, or None.
    """

    def __init__(
        self,
        doc: AnnotatedDocument,
        phrases: Phrases,
        tables: ActorTables,
        home: str | None,
        places: PlaceTable,
        body: str | None = None,
    ) -> None:
        self.doc, self.phrases, self.tables, self.home, self.body = doc, phrases, tables, home, body
        self.antecedents = Antecedents(doc, phrases, tables, home)
        self.lists = Lists(doc, phrases, self.antecedents)
        self.localities = Localities(doc, phrases, tables, self.antecedents, places)
        self.quotations = Quotations(doc)
        self.transcript = Transcript(doc, phrases, home)
        self._pronouns = Pronouns(self)
        self._descriptions = Descriptions(self)
        self._being_read: set[int] = set()

    def note(self, token: Token, readings: Sequence[Reading], named: bool = True, venue: bool = False) -> None:
        """Remember a mention, for later words to point to; ``named`` where it says itself whom it means."""
        self.antecedents.note(token, readings, named, venue)

    def pronoun(self, token: Token) -> list[Reading]:
        """The readings of a pronoun: none where nothing fits."""
        readings = self._once(token, self._pronouns.read)
        self.antecedents.remember(token, readings)
        return readings

    def noun(self, token: Token) -> list[Reading]:
        """The readings of a noun phrase that names nobody itself."""
        return self._once(token, self._descriptions.read)

    def _once(self, token: Token, read: Callable[[Token], list[Reading]]) -> list[Reading]:
        """A reading that does not come back to its own word: "my father" may be the speaker of "my"."""
        if token.i in self._being_read:
            return []
        self._being_read.add(token.i)
        try:
            return read(token)
        finally:
            self._being_read.discard(token.i)

    def person_of_nation(self, token: Token) -> list[Reading]:
        """ "The Norwegian", "the Japanese diplomat": the head of a body named before who is of that nation."""
        return self._descriptions.person_of_nation(token)

    def people_of_other(self, token: Token) -> list[Reading]:
        """ "Bulgaria's Turks": people of the state they live in."""
        return self._descriptions.people_of_other(token)

    def by_table(self, token: Token) -> list[Reading]:
        """ "The bloc's largest member", "the former colonial power": whom a table knows for such a one."""
        return self._once(token, self._descriptions.by_table)

    def is_nameless_state(self, token: Token) -> bool:
        """ "The phosphate island" as a subject, when nobody knows which."""
        return self._descriptions.is_nameless_state(token)

    def counted_region(self, token: Token) -> list[Reading]:
        """ "The two Gulf states": so many of a region as were named; none for any other phrase."""
        return self._descriptions.counted_region(token)

    def expand(self, head: Token) -> list[Reading]:
        """The readings of any noun phrase or pronoun."""
        if head.pos == "PRON":
            return self.pronoun(head)
        return self.person_of_nation(head) or self.by_table(head) or self.phrases.read_all(head.i) or self.noun(head)
