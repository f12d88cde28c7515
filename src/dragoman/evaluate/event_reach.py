"""What events could be read at all: whether syntax proposes the act's word, and whether its parties are known there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from dragoman.evaluate.event_gold import as_meant
from dragoman.evaluate.scorer import Row, Scorer
from dragoman.extract.events.candidates import propose
from dragoman.model import AnnotatedDocument, Mention

_NAME = "name:"


@dataclass(slots=True)
class Reach:
    """Of the required gold events, how many are within reach.

    Attributes:
        events: The required gold events.
        trigger: Those with a proposed trigger word inside their evidence.
        whole: Of these, those whose every coded party is also carried by a mention in the evidence's sentences.
        before: Of these that are not whole, those whose every coded party stands in what the model reads: the
            sentences, or what stands before them in their paragraph.
        elsewhere: Of these that are neither, those whose every coded party is carried by a mention somewhere in the
            document.
        lacking: Coded parties that no mention in the evidence's sentences carries, as the gold writes them, of the
            events with a trigger.
    """

    events: int = 0
    trigger: int = 0
    whole: int = 0
    before: int = 0
    elsewhere: int = 0
    lacking: Counter[str] = field(default_factory=Counter)

    def add(self, other: Reach) -> None:
        """Count another document's events in."""
        self.events += other.events
        self.trigger += other.trigger
        self.whole += other.whole
        self.before += other.before
        self.elsewhere += other.elsewhere
        self.lacking += other.lacking


def reach(doc: AnnotatedDocument, gold: Sequence[Row], scorer: Scorer) -> Reach:
    """How many of a document's gold events are within reach.

    Args:
        doc: The document, mentions resolved.
        gold: Its gold events as the gold file has them; optional ones are left out, and so are parties without a code.
        scorer: The scorer.
    """
    found = Reach()
    proposals = [propose(doc, sentence) for sentence in doc.sentences]
    triggers = [doc.tokens[i] for proposal in proposals for i in proposal.triggers]
    everywhere = _carried(doc.mentions, scorer)
    for g, meant in zip(gold, as_meant(gold, scorer), strict=True):
        if g.get("optional"):
            continue
        found.events += 1
        spans = scorer.spans(g["evidence"])
        if not any(start <= t.start and t.end <= end for t in triggers for start, end in spans):
            continue
        found.trigger += 1
        sentences = {s.i for s in doc.sentences if scorer.overlaps(spans, [(s.start, s.end)])}
        here = _carried([m for m in doc.mentions if doc.tokens[m.head].sent in sentences], scorer)
        written = [*g["source"], *g["target"]]
        wanted = scorer.codes([*meant["source"], *meant["target"]])
        coded = [(w, code) for w, code in zip(written, wanted, strict=True) if not _is_name(code)]
        lacking = [(w, code) for w, code in coded if not _among(code, here, scorer)]
        found.lacking.update(str(w) for w, _ in lacking)
        if not lacking:
            found.whole += 1
            continue
        read = {i for n in sentences for i in proposals[n].parties}
        proposed = here | _carried([m for m in doc.mentions if m.head in read], scorer)
        if all(_among(code, proposed, scorer) for _, code in lacking):
            found.before += 1
        elif all(_among(code, everywhere, scorer) for _, code in lacking):
            found.elsewhere += 1
    return found


def _is_name(code: str) -> bool:
    return all(part.startswith(_NAME) for part in code.split("|"))


def _carried(mentions: Sequence[Mention], scorer: Scorer) -> set[str]:
    return set(scorer.codes([{"actor": p.actor, "text": p.text} for m in mentions for p in m.parties]))


def _among(code: str, carried: Set[str], scorer: Scorer) -> bool:
    return any(scorer.same_actor(code, told) for told in carried)
