"""Whose words stand between quotation marks: for "we" and "I" inside them."""

from __future__ import annotations

from dragoman.model import AnnotatedDocument, Token
from dragoman.tables.words import words_of

_OPENING = frozenset({"“", "«", "„"})
_CLOSING = frozenset({"”", "»"})
_EITHER = frozenset({'"', "''", "``"})


class Quotations:
    """The quotations of one document and the words that attribute them.

    Args:
        doc: The parsed document.
    """

    def __init__(self, doc: AnnotatedDocument) -> None:
        self.doc = doc
        self._number: list[int] = [0] * len(doc.tokens)
        self._spans: dict[int, tuple[int, int]] = {}
        self._find()

    def _find(self) -> None:
        """Number the quotations; one not closed goes on in the next paragraph if that opens with a mark again."""
        number, open_at, paragraph = 0, -1, -1
        for token in self.doc.tokens:
            here = self.doc.sentences[token.sent].paragraph
            starts = token.text in _OPENING or (token.text in _EITHER and open_at < 0)
            if here != paragraph and open_at >= 0 and not (starts or token.text in _EITHER):
                open_at = -1
            paragraph = here
            if open_at >= 0 and (token.text in _CLOSING or token.text in _EITHER) and token.i > open_at + 1:
                self._spans[number] = (self._spans[number][0], token.i)
                open_at = -1
            elif starts and open_at < 0:
                number += 1
                open_at = token.i
                self._spans[number] = (token.i, token.i)
            if open_at >= 0:
                self._number[token.i] = number
                self._spans[number] = (self._spans[number][0], token.i)

    def inside(self, i: int) -> bool:
        """Whether a token stands in a quotation."""
        return self._number[i] > 0

    def addressee_of(self, token: Token) -> Token | None:
        """Whom the speaker of a quoted word speaks to: "told the Americans", "said to Putin"."""
        speaker = self.speaker_of(token) if self.inside(token.i) else None
        if speaker is None:
            return None
        verb = self.doc.tokens[speaker.head]
        told = self.doc.dependents(verb.i, "dobj", "dative") if verb.lemma.lower() in {"tell", "promise"} else []
        for prep in self.doc.dependents(verb.i, "prep", "dative"):
            if prep.lemma.lower() == "to":
                told = told or self.doc.dependents(prep.i, "pobj")
        return next((t for t in told if t.pos != "ADP" and not self.inside(t.i)), None)

    def speaker_of(self, token: Token) -> Token | None:
        """The subject of the verb of speech that governs a word, or that stands beside its quotation."""
        for above in self.doc.ancestors(token.i):
            subject = self._subject(above, token)
            if subject is not None:
                return subject
        number = self._number[token.i]
        if not number:
            return None
        first, last = self._spans[number]
        sentences = {self.doc.tokens[first].sent, self.doc.tokens[last].sent, token.sent}
        if last + 1 < len(self.doc.tokens):
            sentences.add(self.doc.tokens[last + 1].sent)
        for sent in sorted(sentences):
            for word in self.doc.words(self.doc.sentences[sent]):
                if not self.inside(word.i):
                    subject = self._subject(word, token)
                    if subject is not None:
                        return subject
        return None

    def _subject(self, verb: Token, token: Token) -> Token | None:
        if verb.lemma.lower() not in words_of("speech"):
            return None
        for subject in self.doc.dependents(verb.i, "nsubj"):
            if subject.i != token.i and not self.inside(subject.i):
                return subject
        return None
