"""Words that point back: pronouns, "the two leaders", "the country", "the grouping", "the government".

Rules over syntax with salience (recent, subject, number, kind). Reference: docs/architecture.md, "Pointing back".
"""

from __future__ import annotations

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.antecedents import Antecedents
from dragoman.resolve.descriptions import Descriptions
from dragoman.resolve.localities import Localities
from dragoman.resolve.phrases import Phrases, Reading
from dragoman.resolve.pronouns import Pronouns
from dragoman.resolve.quotations import Quotations
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
    """

    def __init__(
        self, doc: AnnotatedDocument, phrases: Phrases, tables: ActorTables, home: str | None, places: PlaceTable
    ) -> None:
        self.doc, self.phrases, self.tables, self.home = doc, phrases, tables, home
        self.antecedents = Antecedents(doc, phrases, tables, home)
        self.localities = Localities(doc, phrases, tables, self.antecedents, places)
        self.quotations = Quotations(doc)
        self._pronouns = Pronouns(self)
        self._descriptions = Descriptions(self)

    def note(self, token: Token, reading: Reading) -> None:
        """Remember a resolved mention, for later words to point to."""
        self.antecedents.note(token, reading)

    def pronoun(self, token: Token) -> list[Reading]:
        """The readings of a pronoun: none where nothing fits."""
        return self._pronouns.read(token)

    def noun(self, token: Token) -> list[Reading]:
        """The readings of a noun phrase that names nobody itself."""
        return self._descriptions.read(token)

    def expand(self, head: Token) -> list[Reading]:
        """The readings of any noun phrase or pronoun."""
        if head.pos == "PRON":
            return self.pronoun(head)
        reading = self.phrases.read(head.i)
        return [reading] if reading is not None else self.noun(head)
