"""How what a model thinks of pairs of words becomes the chance of each answer to whom a word means.

A word may mean the same as an earlier one that is asked about as well: what speaks for that goes to whomever the
earlier one means. "The general … he … his" is a chain of easy links, and only its first word is traced to a name.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dragoman.extract.encoding import Floats, softmax
from dragoman.extract.events.stretches import Questions
from dragoman.extract.naming import NOBODY


@dataclass(frozen=True, slots=True)
class Ways:
    """What leads from one word asked about to its answers.

    Attributes:
        places: Places in `Questions.pairs` of those with mentions that speak for answers, a speaker's after another's.
        speakers: For each, the number of the speaker: one mention, or several that stand for their actors together.
        speak_for: For each speaker, the number of the answer it speaks for.
        links: Places of the pairs with earlier words asked about.
        linked: For each, the number of that word.
    """

    places: list[int]
    speakers: list[int]
    speak_for: list[int]
    links: list[int]
    linked: list[int]


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers to the questions of a stretch.

    Attributes:
        codes: Each answer by the actors it consists of; the first is `NOBODY`.
        ways: What leads to them from each word asked about.
    """

    codes: list[frozenset[str]]
    ways: list[Ways]

    @classmethod
    def of(cls, asked: Questions) -> Answers:
        """The answers to what is asked."""
        numbers = {NOBODY: 0}
        ways = []
        for answers, links in zip(asked.answers, asked.links, strict=True):
            way = Ways([], [], [], [place for _, place in links], [word for word, _ in links])
            for codes, speakers in answers.items():
                for places in speakers:
                    way.places.extend(places)
                    way.speakers.extend([len(way.speak_for)] * len(places))
                    way.speak_for.append(numbers.setdefault(codes, len(numbers)))
            ways.append(way)
        return cls(list(numbers), ways)

    def reached(self) -> list[list[int]]:
        """The numbers of the answers that each word asked about may have, in order."""
        reached: list[list[int]] = []
        for way in self.ways:
            reached.append(sorted({0, *way.speak_for}.union(*(reached[word] for word in way.linked))))
        return reached

    def chances(self, pair: Floats, nobody: Floats) -> Floats:
        """The chance of each answer, [words, answers].

        Several mentions that speak together weigh as much as they do on the mean: each must be one of those meant.

        Args:
            pair: The model's logit of each pair, [pairs].
            nobody: Its logit that each word means nobody, [words].
        """
        chances = np.zeros((len(self.ways), len(self.codes)), np.float32)
        for row, way, none in zip(chances, self.ways, nobody, strict=True):
            spoken = np.bincount(way.speakers, pair[way.places]) / np.bincount(way.speakers) if way.places else ()
            weights = softmax(np.concatenate(([none], spoken, pair[way.links]), dtype=np.float32))
            direct = 1 + len(way.speak_for)
            np.add.at(row, [0, *way.speak_for], weights[:direct])
            row += weights[direct:] @ chances[way.linked]
        return chances
