"""The quiet model: one pass a sentence judges every standing and every silence in it.

Reference: training/quiet.py; the model's card in docs/model.md.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from dragoman.extract.encoding import Floats, WordEncoder, WordRow, columns, softmax
from dragoman.extract.naming import namings
from dragoman.extract.quiet.candidates import Quiet, propose_quiet
from dragoman.model import AnnotatedDocument
from dragoman.tables import ActorTables

_STANDINGS = ("org", "member", "member_path")
_PARTS = ("cue", "part", "part_path")
NONE = "none"
_LEAST = 0.05
"""Chance below which nothing is told of a pair or a word."""


@dataclass(frozen=True, slots=True)
class JudgedStanding:
    """The model's opinion of one word as a member of what another word names.

    Attributes:
        org: Token index of the organisation's head word.
        member: Token index of the member's.
        roles: Probability of each role, summing to 1 with "none".
        statuses: Probability of each status, given that it is a standing.
    """

    org: int
    member: int
    roles: dict[str, float]
    statuses: dict[str, float]

    @property
    def chance(self) -> float:
        """Probability of any standing."""
        return 1.0 - self.roles[NONE]

    @property
    def role(self) -> str:
        """The likeliest role, given that it is a standing."""
        return max((p, r) for r, p in self.roles.items() if r != NONE)[1]

    @property
    def status(self) -> str:
        """The likeliest status."""
        return max(self.statuses, key=lambda s: self.statuses[s])


@dataclass(frozen=True, slots=True)
class JudgedSilence:
    """The model's opinion of one word as telling a silence.

    Attributes:
        cue: Token index of the word.
        chance: Probability that it tells one.
        speakers: Token index and probability of each word as the one who is silent.
        topics: Token index and probability of each word as what is left out.
    """

    cue: int
    chance: float
    speakers: tuple[tuple[int, float], ...]
    topics: tuple[tuple[int, float], ...]


class QuietModel:
    """The shipped ONNX model of memberships and silences.

    Args:
        folder: Where ``quiet.onnx``, ``quiet.json`` and ``tokenizer.json`` lie; the packaged ones if None.
        threads: Threads of the runtime; as many as are at hand if None.

    Raises:
        ModelError: If a file is missing or does not fit.
    """

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        folder = folder or Path(str(files("dragoman.extract.quiet") / "weights"))
        self._encoder = WordEncoder(folder, "quiet", threads)
        self.name = self._encoder.name
        self._roles: list[str] = self._encoder.about["roles"]
        self._statuses: list[str] = self._encoder.about["statuses"]

    def judge(
        self, doc: AnnotatedDocument, tables: ActorTables, bodies: Container[int], telling: Container[int]
    ) -> tuple[list[JudgedStanding], list[JudgedSilence]]:
        """Judge what may be told at all.

        Args:
            doc: The annotated document, mentions resolved.
            tables: The actor tables.
            bodies: Token indices of words that name a body one may stand in.
            telling: Numbers of the sentences that may tell a silence.

        Returns:
            Pairs and words with a chance of at least 0.05, in order of sentences; words beyond the longest input are
            left out.
        """
        named = namings(doc, tables)
        standings: list[JudgedStanding] = []
        silences: list[JudgedSilence] = []
        for sentence in doc.sentences:
            quiet = propose_quiet(doc, sentence, named, bodies, sentence.i in telling)
            if not quiet.standings and not quiet.parts:
                continue
            row = self._encoder.row(doc, quiet.first, sentence.first, sentence.last, named)
            pairs, shares = self._numbers(quiet, row, quiet.standings), self._numbers(quiet, row, quiet.parts)
            feed = columns(columns(self._encoder.feed(row), _STANDINGS, pairs), _PARTS, shares)
            role, status, cue, part = (softmax(o) for o in self._encoder.run(feed))
            standings += self._standings(quiet, pairs, role, status)
            silences += self._silences(quiet, shares, cue, part)
        return standings, silences

    def _numbers(self, quiet: Quiet, row: WordRow, pairs: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, int]]:
        base = quiet.first
        return [
            (a - base, b - base, self._encoder.path(path))
            for a, b, path in pairs
            if row.first[a - base] and row.first[b - base]
        ]

    def _standings(
        self, quiet: Quiet, pairs: Sequence[tuple[int, int, int]], role: Floats, status: Floats
    ) -> Iterator[JudgedStanding]:
        for n, (org, member, _) in enumerate(pairs):
            if 1.0 - role[n][0] >= _LEAST:
                yield JudgedStanding(
                    org + quiet.first,
                    member + quiet.first,
                    {r: float(p) for r, p in zip(self._roles, role[n], strict=True)},
                    {s: float(p) for s, p in zip(self._statuses, status[n], strict=True)},
                )

    def _silences(
        self, quiet: Quiet, parts: Sequence[tuple[int, int, int]], cue: Floats, part: Floats
    ) -> Iterator[JudgedSilence]:
        base = quiet.first
        shares: dict[int, list[tuple[int, float, float]]] = {}
        for n, (at, word, _) in enumerate(parts):
            if cue[at][1] >= _LEAST:
                shares.setdefault(at, []).append((word + base, float(part[n][1]), float(part[n][2])))
        for at, own in sorted(shares.items()):
            speakers, topics = tuple((w, s) for w, s, _ in own), tuple((w, t) for w, _, t in own)
            yield JudgedSilence(at + base, float(cue[at][1]), speakers, topics)


@lru_cache(maxsize=1)
def packaged_quiet_model() -> QuietModel:
    """The shipped model, loaded once a process."""
    return QuietModel()
