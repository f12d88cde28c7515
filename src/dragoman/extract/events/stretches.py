"""Stretches of a document with the words to be asked about, as the model of whom words mean reads them.

A stretch is as many sentences as fit, with what stands before them, across paragraphs: far more than the event model
sees of a sentence, for "the general" may have been named five sentences ago.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.extract.encoding import WordRow, only_words
from dragoman.extract.events.candidates import is_party_candidate
from dragoman.extract.events.together import Together, may_be_several, named_apart, told_together
from dragoman.extract.naming import NOBODY, TOLD, TOLD_ITSELF, Known, told_of
from dragoman.model import AnnotatedDocument

FAR = 24
"""Numbers that say how far a mention stands from a word: words within its sentence, sentences, and the word itself."""
TOLD_TOGETHER = TOLD
"""What is said of a word with a mention of several actors told together, besides what rules may say of a pair."""
LINKED_ALIKE, LINKED = TOLD + 1, TOLD + 2
"""What is said of a word with an earlier one asked about: that rules say the same of both, or not."""
NAMED_APART = TOLD + 3
"""What is said of a word with a mention of one of several actors that are named one by one."""
NAMED_MOST = {"state": TOLD + 4, "body": TOLD + 5, "group": TOLD + 6}
"""What is said of a word with itself for whom the whole document names most of a kind, though nobody in sight does."""
TOLD_KINDS = TOLD + 7
"""So many things may be said of a pair."""
_NEAREST, _AFTER, _EARLIER, _SENTENCES, _LATER, _ITSELF = 5, 6, 12, 8, 21, 23


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of tokens.

    Attributes:
        first: The first token read.
        start: The first one asked about; what stands before only helps.
        last: The one after the end.
    """

    first: int
    start: int
    last: int


@dataclass(slots=True)
class Questions:
    """Pairs of a word asked about with another one in sight, and which of them speak for which answer.

    Attributes:
        pairs: Both words, by their places in the stretch, what rules say of them, how far they stand apart.
        words: The words asked about, in their order.
        answers: For each, by answer, those that speak for it: the places in ``pairs`` of a mention's, or of those of
            several mentions that mean it together.
        links: For each, the earlier words asked about, by their number in ``words``, that it may mean the same as,
            whomever they mean, and the place of its pair with each.
    """

    pairs: list[tuple[int, int, int, int]] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    answers: list[dict[frozenset[str], list[tuple[int, ...]]]] = field(default_factory=list)
    links: list[list[tuple[int, int]]] = field(default_factory=list)

    def ask(self, word: int) -> None:
        """Ask about one more word."""
        self.words.append(word)
        self.answers.append({})
        self.links.append([])

    def pair(self, other: int, told: int, far: int) -> int:
        """Pair the word asked about last with a mention, and tell where among the pairs that is."""
        self.pairs.append((self.words[-1], other, told, far))
        return len(self.pairs) - 1

    def speak(self, codes: frozenset[str], *places: int) -> None:
        """Let pairs of the word asked about last speak together for an answer."""
        self.answers[-1].setdefault(codes, []).append(places)

    def link(self, number: int, told: int, far: int) -> None:
        """Pair the word asked about last with an earlier one, the ``number``th."""
        self.links[-1].append((number, len(self.pairs)))
        self.pairs.append((self.words[-1], self.words[number], told, far))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A stretch with its questions, narrowed to the words they are about: nothing else is read of the uppermost layer.

    Attributes:
        row: The stretch; only those words, ``first`` and ``last`` being places in ``read``.
        read: The places of their first and last sub-words.
        pairs: The pairs of the questions, by the words' places in ``row``.
        words: The words asked about, likewise.
    """

    row: WordRow
    read: list[int]
    pairs: list[tuple[int, int, int, int]]
    words: list[int]


def stretches(
    doc: AnnotatedDocument, sizes: Sequence[int], heads: Iterable[int], most_asked: int, room: int
) -> Iterator[Stretch]:
    """The stretches of a document that hold the words asked about, each word in one of them.

    Args:
        doc: The document.
        sizes: Of how many sub-words each token consists.
        heads: Head tokens asked about.
        most_asked: Sub-words from the first sentence asked about to the last one, unless one sentence alone has more.
        room: Sub-words of a whole stretch; what ``most_asked`` leaves of it is for what stands before.
    """
    asked = [doc.sentences[n] for n in sorted({doc.tokens[h].sent for h in heads})]
    while asked:
        start = asked[0].first
        size, n = sum(sizes[start : asked[0].last]), 1
        while n < len(asked) and (more := sum(sizes[start : asked[n].last])) <= most_asked:
            size, n = more, n + 1
        first, left = start, room - max(size, most_asked)
        while first > 0 and sizes[first - 1] <= left:
            first -= 1
            left -= sizes[first]
        yield Stretch(first, start, asked[n - 1].last)
        asked = asked[n:]


def questions(
    doc: AnnotatedDocument, stretch: Stretch, row: WordRow, heads: Sequence[int], known: Known, pointing: Container[int]
) -> Questions:
    """Each word asked about with every mention in sight that may tell whom it means, and with the words before it.

    Whom nobody in sight names may be meant as well: whom the rules say, and whom the document names most.

    Args:
        doc: The document.
        stretch: A stretch of it.
        row: The stretch in the model's numbers.
        heads: Head tokens asked about, which name nobody by themselves, in order.
        known: What rules say.
        pointing: Those of them that later ones may be linked to; what rules say of the others stands.
    """
    asked = Questions()
    in_sight = [h for h in range(stretch.first, stretch.last) if row.first[h - stretch.first]]
    named = [(h, known.named[h]) for h in in_sight if h in known.named]
    # Other words that point bring in whom rules take them for, though nobody may name him in sight.
    standing = [
        (h, code)
        for h in in_sight
        if h not in known.named and (code := known.one(h)) is not None and is_party_candidate(doc.tokens[h])
    ]
    together = [
        group
        for group in told_together(doc, known, stretch.first, stretch.last)
        if all(row.first[word - stretch.first] for word in group.words)
    ]
    earlier: dict[int, int] = {}
    for head in heads:
        word = head - stretch.first
        if not row.first[word]:
            continue
        asked.ask(word)
        told = known.told.get(head, NOBODY)
        for other, number in earlier.items():
            alike = known.told.get(other, NOBODY) == told
            asked.link(number, LINKED_ALIKE if alike else LINKED, how_far(doc, head, other))
        single = [*named, *(s for s in standing if s[0] != head and s[0] not in earlier)]
        for other, code in single:
            far = how_far(doc, head, other)
            asked.speak(frozenset({code}), asked.pair(other - stretch.first, told_of(told, code), far))
        if may_be_several(doc.tokens[head]):
            before = sorted(s for s in single if s[0] < head)
            for kind, groups in ((TOLD_TOGETHER, together), (NAMED_APART, named_apart(before))):
                _speak_together(asked, doc, stretch, kind, [g for g in groups if head not in g.words])
        if told:
            asked.speak(told, asked.pair(word, TOLD_ITSELF, _ITSELF))
        spoken_for = told.union(code for _, code in single)
        for named_as, codes in known.most.items():
            if unseen := next((code for code in codes if code not in spoken_for), None):
                asked.speak(frozenset({unseen}), asked.pair(word, NAMED_MOST[named_as], _ITSELF))
        if head in pointing:
            earlier[head] = len(asked.words) - 1
    return asked


def _speak_together(
    asked: Questions, doc: AnnotatedDocument, stretch: Stretch, kind: int, groups: Iterable[Together]
) -> None:
    """Let the mentions of each group speak together for its actors; each is paired with the word asked about once."""
    word = asked.words[-1] + stretch.first
    places: dict[int, int] = {}
    for group in groups:
        for other in group.words:
            if other not in places:
                places[other] = asked.pair(other - stretch.first, kind, how_far(doc, word, other))
        asked.speak(group.codes, *(places[other] for other in group.words))


def narrowed(row: WordRow, asked: Questions) -> Narrowed:
    """The words that questions are about, and where they are read.

    Args:
        row: A stretch in the model's numbers.
        asked: What is asked about it.
    """
    words = sorted({*asked.words, *(word for pair in asked.pairs for word in pair[:2])})
    at = {word: n for n, word in enumerate(words)}
    only, read = only_words(row, words)
    pairs = [(at[word], at[other], told, far) for word, other, told, far in asked.pairs]
    return Narrowed(only, read, pairs, [at[word] for word in asked.words])


def how_far(doc: AnnotatedDocument, word: int, other: int) -> int:
    """Where a mention stands, seen from a word, as one of `FAR` numbers.

    Args:
        doc: The document.
        word: Index of a token.
        other: Index of another one.
    """
    sentences = doc.tokens[word].sent - doc.tokens[other].sent
    if sentences > 0:
        return _EARLIER + min(sentences, _SENTENCES)
    if sentences < 0:
        return _LATER
    words = min(_NEAREST, (abs(word - other) + 1).bit_length() - 1)
    return words if word > other else _AFTER + words


def numbered(row: WordRow, stretch: Stretch, known: Known, actors: int) -> list[int]:
    """For each sub-word the number of the one actor that its mention stands for, 0 for none.

    Args:
        row: The stretch in the model's numbers.
        stretch: The stretch.
        known: What rules say.
        actors: Numbers there are; actors get them from 1 on in order of place.
    """
    out = [0] * len(row.ids)
    numbers: dict[str, int] = {}
    for word, (begin, end) in enumerate(zip(row.first, row.last, strict=True)):
        code = known.one(word + stretch.first) if begin else None
        if code is not None:
            number = numbers.setdefault(code, 1 + len(numbers) % (actors - 1))
            out[begin : end + 1] = [number] * (end + 1 - begin)
    return out
