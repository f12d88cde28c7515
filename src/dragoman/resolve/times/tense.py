"""The tense of the clause around an expression, guessed from its words alone.

Used where no syntax is at hand; `syntax_tense` does better with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.resolve.times.lexicon import tense_cues
from dragoman.resolve.times.recurring import Tense
from dragoman.resolve.times.words import Piece, class_chars

_REACH = 40
"""How many words away a word may tell the tense."""


def guess_tense(pieces: Sequence[Piece], at: int) -> Tense | None:
    """The tense of the clause a piece stands in.

    Args:
        pieces: The text.
        at: Index of the recognised time.

    Returns:
        The tense, or None where no word tells.
    """
    chars = class_chars()
    before = pieces[at - 1].cls
    left = _scan(pieces, range(at - 1, max(at - _REACH, 0), -1))
    if left and before in (chars["UNTIL"], chars["BY"]):
        return "future"
    if before == chars["AS"] and pieces[at - 2].word in ("early", "soon", "late"):
        return "future"
    if pieces[at + 1].cls == chars["POSS"] and left == "future" and not _will(pieces, at):
        return "past"  # "would find means to undo Monday's vote"
    return left or _scan(pieces, range(at + 1, min(at + _REACH, len(pieces) - 1)), to_comma=not _opens(pieces, at))


def _opens(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a time opens its sentence, and so is governed from the right."""
    chars = class_chars()
    return any(
        pieces[n].cls == chars["BREAK"] or (pieces[n].cls == chars["DOT"] and _ends_sentence(pieces, n))
        for n in range(max(at - 3, 0), at)
    )


def _will(pieces: Sequence[Piece], at: int) -> bool:
    return any(p.word in ("will", "ll", "shall") for p in pieces[max(at - 8, 0) : at])


def _scan(pieces: Sequence[Piece], order: range, to_comma: bool = False) -> Tense | None:
    """The first telling word in an order of pieces, up to the end of the sentence or to a comma."""
    chars, cues = class_chars(), tense_cues()
    dot, edge, to = chars["DOT"], chars["BREAK"], chars["TO"]
    for n in order:
        piece = pieces[n]
        if piece.cls == edge or (piece.cls == dot and _ends_sentence(pieces, n)):
            return None
        if to_comma and piece.cls == chars["COMMA"]:
            return None
        word = piece.word.lower()
        cue = cues.get(word)
        if cue == "open":
            return None
        if cue in ("future", "firm"):
            return "future"
        if cue in ("plan", "plan-past"):
            if pieces[n + 1].cls == to or (cue == "plan-past" and pieces[n + 1].cls == chars["FOR"]):
                return "future"
            cue = "past" if cue == "plan-past" or word.endswith("ed") else None
        if cue is None and len(word) > 3 and word.endswith("ed") and word.islower() and piece.form is None:
            cue = "past"
        if cue == "past" and not _is_bare(pieces, n):
            return "past"
        if cue == "present":
            return "future" if pieces[n + 1].cls == to and word in ("is", "are", "am") else "present"
    return None


def _is_bare(pieces: Sequence[Piece], n: int) -> bool:
    """Whether a past form stands after *to*, *be* or a modal, and so is none: to cut, will be held."""
    return pieces[n - 1].word.lower() in _BARE or tense_cues().get(pieces[n - 1].word.lower()) in ("future", "open")


_BARE = ("to", "be")


def _ends_sentence(pieces: Sequence[Piece], n: int) -> bool:
    """Whether a full stop ends a sentence: not after an initial or a short title."""
    word = pieces[n - 1].word
    if len(word) <= 3 and word[:1].isupper() and pieces[n - 1].end == pieces[n].start:
        return False
    return n + 1 >= len(pieces) or pieces[n + 1].start > pieces[n].end or pieces[n + 1].word in ("'", '"', "”")
