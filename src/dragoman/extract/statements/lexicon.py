"""Cue words: verbs, nouns and adjectives of saying, thinking and feeling, with the constructions they take.

Reference: data/language/speech_words.csv.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.model import AnnotatedDocument, Token
from dragoman.tables.files import data_folder, read_rows

KINDS = frozenset(
    [
        "say",
        "judge",
        "ask",
        "pledge",
        "think",
        "feel",
        "find",
        "deny",
        "decline",
        "choose",
        "plan",
        "know",
        "perceive",
        "discuss",
        "seem",
        "issue",
    ]
)
CLASSES = frozenset({"verb", "noun", "adj"})
_PARTICLES = frozenset({"prt", "acomp", "oprd", "advmod", "dobj"})


@dataclass(frozen=True, slots=True)
class SpeechWord:
    """A cue word.

    Attributes:
        word: Lemma, with its particle or preposition where that makes the cue ("rule out", "call for").
        kind: What kind of act or attitude it tells.
        frames: Constructions in which it attributes words or thought.
        also: Further ones that only a wide reading counts (acts, wishes and topics rather than words).
        stance: Event type of the verbal act towards others, or None.
    """

    word: str
    kind: str
    frames: frozenset[str]
    also: frozenset[str]
    stance: str | None


def _make(row: Mapping[str, str]) -> tuple[str, SpeechWord]:
    if row["pos"] not in CLASSES:
        raise ValueError(f"the class {row['pos']!r} is none of {', '.join(sorted(CLASSES))}")
    if row["kind"] not in KINDS:
        raise ValueError(f"the kind {row['kind']!r} is none of {', '.join(sorted(KINDS))}")
    frames, also = frozenset(row["frames"].split()), frozenset(row["also"].split())
    return row["pos"], SpeechWord(row["word"], row["kind"], frames, also, row["stance"] or None)


@lru_cache(maxsize=1)
def speech_words() -> Mapping[tuple[str, str], SpeechWord]:
    """The packaged cue words by (word, class).

    Raises:
        TableError: If a row is broken.
    """
    path = data_folder() / "language" / "speech_words.csv"
    return {(w.word, pos): w for pos, w in read_rows(path, ("word", "pos", "kind", "frames", "also", "stance"), _make)}


def plain_frame(frame: str) -> str:
    """The construction as the table names it, whatever its word order and voice."""
    if frame.startswith("that"):
        return "that"
    return "np" + frame[4:] if frame.startswith("pass") else frame


def read_cue(doc: AnnotatedDocument, cue: Token, word_class: str, frame: str) -> tuple[SpeechWord | None, str]:
    """The cue word a token is in a construction.

    Args:
        doc: The annotated document.
        cue: The token.
        word_class: ``verb``, ``noun`` or ``adj``.
        frame: Construction of the candidate.

    Returns:
        The table's word, and ``usual``, ``also`` or "" as the table lists it with this construction; (None, "") for
        other words.
    """
    words = speech_words()
    lemma = cue.text.lower() if word_class == "adj" else cue.lemma.lower()
    plain = plain_frame(frame)
    if word_class == "verb":
        for c in doc.children[cue.i]:
            token = doc.tokens[c]
            if c > cue.i and (token.dep in _PARTICLES or (token.dep == "ccomp" and token.pos == "ADJ")):
                joined = words.get((f"{lemma} {token.lemma.lower()}", word_class))
                if joined is not None:
                    return joined, _level(joined, plain)
        link, _, rest = plain.partition("+")
        joined = words.get((f"{lemma} {link}", word_class))
        if joined is not None:
            return joined, _level(joined, "np>to" if rest == "to" else "np")
    word = words.get((lemma, word_class))
    return (word, _level(word, plain)) if word is not None else (None, "")


def _level(word: SpeechWord, frame: str) -> str:
    return "usual" if frame in word.frames else "also" if frame in word.also else ""


def is_state_of_mind(token: Token) -> bool:
    """Whether a participle is listed as an adjective of thought or feeling ("convinced", "worried")."""
    return token.tag == "VBN" and (token.text.lower(), "adj") in speech_words()
