"""From one marked sentence to the act between its parties: parser and event model, loaded once."""

from __future__ import annotations

from dragoman.annotate import DEFAULT_PIPELINE, Parser
from dragoman.extract.events import packaged_model
from dragoman.extract.events.candidates import propose
from dragoman.extract.events.classify import Verdict, classify_pair
from dragoman.ingest.marked import MarkedSentence
from dragoman.model import Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors


class Classifier:
    """Classifies sentences one by one, each by itself, so that no answer depends on its neighbours.

    Args:
        pipeline: Name of an installed spaCy pipeline.

    Raises:
        ModelError: If the parser or the event model is missing.
    """

    def __init__(self, pipeline: str = DEFAULT_PIPELINE) -> None:
        self.parser = Parser(pipeline)
        self.model = packaged_model()
        self.tables = packaged_actors()

    def classify(self, sentence: MarkedSentence) -> Verdict | None:
        """The likeliest act between the marked parties.

        Args:
            sentence: The sentence with its marks read off.

        Returns:
            The verdict, or None if no word of the sentence can tell an act.
        """
        doc = self.parser.parse(Document(f"line-{sentence.line}", sentence.text))
        doc = resolve_mentions(doc, self.tables)
        judged = self.model.judge(doc, [propose(doc, part) for part in doc.sentences], self.tables)
        return classify_pair(doc, [j for part in judged for j in part], sentence.source, sentence.target)
