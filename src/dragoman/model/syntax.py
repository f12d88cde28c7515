"""A parsed document: words, sentences, and the names found in them.

These are Dragoman's own types, so that no stage after `annotate` knows which parser made them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.model.document import Document
from dragoman.model.records import Party, When


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark with its place in the text and in the sentence's tree.

    Attributes:
        i: Index in the document's tokens.
        text: The word as written: ``document.text[start:end]``.
        start: First code point.
        end: One past the last code point.
        lemma: Dictionary form, lower case except for names.
        pos: Universal part of speech (``VERB``, ``PROPN`` …).
        tag: Penn Treebank tag (``VBD``, ``NNP`` …).
        dep: Dependency label to the head, ClearNLP/spaCy English scheme (``nsubj``, ``dobj``, ``pobj`` …).
        head: Index of the head token; a sentence's root is its own head.
        ent: Named-entity type of the parser (``PERSON``, ``GPE``, ``ORG`` …) or "".
        sent: Index of the sentence.
    """

    i: int
    text: str
    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    sent: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a range of tokens.

    Attributes:
        i: Index in the document's sentences.
        first: Index of its first token.
        last: One past its last token.
        start: First code point.
        end: One past the last code point (trailing white space left out).
        root: Index of the root token.
        paragraph: Index of the paragraph it stands in.
    """

    i: int
    first: int
    last: int
    start: int
    end: int
    root: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or points to one or more actors.

    Attributes:
        start: First code point.
        end: One past the last code point.
        head: Index of its head token.
        first: Index of its first token.
        last: One past its last token.
        form: ``name``, ``person``, ``demonym``, ``title`` (office with nationality), ``pronoun``,
            ``description`` (definite noun phrase), ``place`` (a name that is only where, "in Moscow") or ``common``
            (a noun that may act but has no name).
        parties: Whom it stands for: one for a name, several for "the two leaders".
        reasons: How it was resolved, in words a reader understands.
        chance: How sure that is, 0 to 1; 1 where rules and tables say so.
    """

    start: int
    end: int
    head: int
    first: int
    last: int
    form: str
    parties: tuple[Party, ...]
    reasons: tuple[str, ...] = ()
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time, with what they mean on the document's date.

    Attributes:
        start: First code point.
        end: One past the last code point.
        first: Index of its first token.
        last: One past its last token.
        type: TIMEX3 type: ``DATE``, ``TIME``, ``DURATION`` or ``SET``.
        value: TIMEX3-like value (``2022-09-15``, ``2022-W37``, ``P3D``, ``PAST_REF``), or "" if unresolved.
        when: The period as records keep it; its ``start`` and ``end`` are None for durations and sets.
    """

    start: int
    end: int
    first: int
    last: int
    type: str
    value: str
    when: When


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of a transcript that one speaker says.

    Attributes:
        name_start: First code point of the speaker's words ("PRESIDENT BIDEN", "Q").
        name_end: One past the last.
        first: Index of the first token said.
        last: One past the last.
    """

    name_start: int
    name_end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document with its sentences, its syntax and its mentions.

    Attributes:
        document: The document, unchanged.
        tokens: All tokens outside cut stretches, in order.
        sentences: All sentences, in order.
        children: For each token the indices of its dependents, in order.
        mentions: Mentions in order of start; empty until they are resolved.
        times: Time expressions in order of start; empty until they are resolved.
        turns: The turns of a transcript in order; none for other texts.
    """

    document: Document
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    children: tuple[tuple[int, ...], ...]
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    turns: tuple[Turn, ...] = ()

    def words(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence, in order."""
        return self.tokens[sentence.first : sentence.last]

    def dependents(self, i: int, *labels: str) -> list[Token]:
        """The dependents of token ``i``, only those with one of ``labels`` if any are given."""
        tokens = self.tokens
        if labels:
            return [t for c in self.children[i] if (t := tokens[c]).dep in labels]
        return [tokens[c] for c in self.children[i]]

    def subtree(self, i: int) -> list[int]:
        """Indices of token ``i`` and everything below it, in order."""
        seen, queue = {i}, [i]
        while queue:
            for child in self.children[queue.pop()]:
                if child not in seen:
                    seen.add(child)
                    queue.append(child)
        return sorted(seen)

    def ancestors(self, i: int) -> Iterator[Token]:
        """The tokens above token ``i``, nearest first, up to the sentence's root."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield self.tokens[i]

    def conjuncts(self, i: int) -> list[int]:
        """Indices of the words joined to a word by "and", in order of place."""
        found: list[int] = []
        queue = [i]
        while queue:
            for c in self.dependents(queue.pop(), "conj"):
                found.append(c.i)
                queue.append(c.i)
        return sorted(found)

    def at(self, place: int) -> Token | None:
        """The token that covers a code point of the text, or None between words and inside cuts."""
        n = bisect_right(self.tokens, place, key=lambda t: t.start) - 1
        return self.tokens[n] if n >= 0 and place < self.tokens[n].end else None

    def quote(self, start: int, end: int) -> str:
        """The document's own words between two code points."""
        return self.document.text[start:end]


def way_between(tokens: Sequence[Token], start: int, end: int, most: int) -> tuple[list[str], list[str]] | None:
    """The way from one word to another through a sentence's tree.

    Args:
        tokens: The document's tokens.
        start: Index of the word it starts from.
        end: Index of the word it leads to.
        most: Steps it may climb, and may descend.

    Returns:
        The labels climbed, in order, and those that hang the other word, from it up to where the two ways meet; None
        where it is longer.
    """
    above = [start]
    while tokens[above[-1]].head != above[-1] and len(above) <= most:
        above.append(tokens[above[-1]].head)
    position = {token: n for n, token in enumerate(above)}
    hanging: list[str] = []
    at = end
    while at not in position:
        if tokens[at].head == at or len(hanging) == most:
            return None
        hanging.append(tokens[at].dep)
        at = tokens[at].head
    return [tokens[i].dep for i in above[: position[at]]], hanging
