"""Silences the quiet model reads where no rule did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.extract.quiet import JudgedSilence
from dragoman.extract.silences.findings import Finding
from dragoman.extract.silences.words import is_one, silence_words
from dragoman.model import AnnotatedDocument

LIKELY = 0.8
"""Chance of a silence from which the model is believed."""
TOPIC = 0.4
"""Chance from which a word is what is left out."""
LEAST_TOPIC = 0.15
"""Least chance of the likeliest word for it, where no word reaches that."""
SPEAKER = 0.2
"""Least chance of the likeliest word for the one who is silent; else the text names none."""
_LEARNED = "silence.learned"
_NOBODY = (-1, 0.0)
_TELLING = (
    "negations", "failing-verbs", "passing-verbs", "dodging-verbs", "omitting-verbs", "demurring-verbs",
    "unwilling-verbs", "deleting-verbs", "lacking-verbs", "silent-adjectives", "absent-adjectives", "devoid-adjectives",
    "omission-nouns", "silence-nouns", "deletions", "unsaid", "scarce-adjectives",
)  # fmt: skip
"""Classes of words that may tell a silence."""


def telling_sentences(doc: AnnotatedDocument) -> frozenset[int]:
    """Numbers of the sentences with a word of denying, leaving out or keeping quiet: no other tells a silence."""
    telling = _telling_words()
    return frozenset(
        t.sent for t in doc.tokens if t.dep == "neg" or t.lemma.lower() in telling or t.text.lower() in telling
    )


@cache
def _telling_words() -> frozenset[str]:
    return frozenset().union(*(silence_words(c) for c in _TELLING))


def learned_findings(
    doc: AnnotatedDocument, judged: Sequence[JudgedSilence], model: str | None = None
) -> Iterator[Finding]:
    """Silences the model is sure of; of several words of a sentence with the same topic the surest.

    Args:
        doc: The annotated document.
        judged: The model's opinions.
        model: Its name.
    """
    taken: set[tuple[int, int]] = set()
    for j in sorted(judged, key=lambda j: -j.chance):
        if j.chance < LIKELY:
            break
        speaker, likely = max(j.speakers, key=lambda s: s[1], default=_NOBODY)
        speaker = speaker if likely >= SPEAKER else -1
        topics = _topics([t for t in j.topics if t[0] != speaker])
        sent = doc.tokens[j.cue].sent
        if _is_undone(doc, j.cue):
            continue
        if not topics or any((sent, t) in taken for t in topics):
            continue
        taken |= {(sent, t) for t in topics}
        yield Finding(_LEARNED, j.cue, speaker if speaker >= 0 else None, topics, chance=j.chance, model=model)


def _is_undone(doc: AnnotatedDocument, cue: int) -> bool:
    """Whether a silence is denied at once: "has never failed to mention it", "did not forget to say so"."""
    chain = [doc.tokens[cue], *doc.ancestors(cue), *(c for c in doc.dependents(cue, "xcomp"))]
    return any(
        is_one(t, "failing-verbs")
        and any(
            c.dep == "neg" or c.text.lower() in silence_words("negations") for c in doc.dependents(t.i, "neg", "advmod")
        )
        for t in chain
        if t.sent == doc.tokens[cue].sent
    )


def _topics(chances: Sequence[tuple[int, float]]) -> tuple[int, ...]:
    likely = tuple(i for i, p in chances if p >= TOPIC)
    if likely:
        return likely
    best = max(chances, key=lambda c: c[1], default=_NOBODY)
    return (best[0],) if best[1] >= LEAST_TOPIC else ()
