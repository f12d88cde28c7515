"""Parties the clause leaves out because the passage has already named them.

"It was agreed to continue contacts", "the talks lasted two hours", "called for de-escalation": a reader supplies the
other party from what the text is about. Done only where the passage is about exactly two actors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dragoman.extract.events.assemble import Draft
from dragoman.model import AnnotatedDocument, Party, Sentence
from dragoman.tables import ActorTables, data_folder, read_rows

_NAMING = frozenset({"name", "person", "title", "demonym"})
_SHORT_PARAGRAPH = 4
"""Sentences up to which a paragraph is one item of its own (digests), not part of a longer story."""
_OFTEN = 4
"""Times a state must be named to be one of the two a longer story is about."""
_MOST = 0.7
"""Share of all states named that the two must have together."""
_NEEDS_OTHER = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
_ACTING_KINDS = frozenset({"state", "former_state", "territory", "organisation", "armed_group"})


@lru_cache(maxsize=1)
def mutual_words() -> frozenset[tuple[str, str]]:
    """Words by which types that are not always mutual are told of all parties alike ("the signing", "the war")."""
    rows = read_rows(data_folder() / "language" / "mutual_words.csv", ("lemma", "type"), lambda r: r)
    return frozenset((r["lemma"], r["type"]) for r in rows)


class Passage:
    """Whom each stretch of a document is about.

    Args:
        doc: The annotated document, mentions resolved.
        tables: The actor tables.
        home: The state whose office published it, or None.
    """

    def __init__(self, doc: AnnotatedDocument, tables: ActorTables, home: str | None) -> None:
        self.doc, self.tables, self.home = doc, tables, home
        self._by_sentence: dict[int, list[Party]] = {}
        for mention in doc.mentions:
            if mention.form in _NAMING:
                found = [p for p in mention.parties if p.actor and tables.kind_of(p.actor) in _ACTING_KINDS]
                self._by_sentence.setdefault(doc.tokens[mention.head].sent, []).extend(found)
        self._paragraphs: dict[int, list[int]] = {}
        for sentence in doc.sentences:
            self._paragraphs.setdefault(sentence.paragraph, []).append(sentence.i)
        counts = Counter(p.actor for ps in self._by_sentence.values() for p in ps if p.actor)
        self.whole = self._whole(counts)
        self.main = self._main(counts)

    def _distinct(self, sentences: Sequence[int]) -> dict[str, Party]:
        found: dict[str, Party] = {}
        for n in sentences:
            for party in self._by_sentence.get(n, ()):
                found.setdefault(party.actor or "", party)
        return found

    def _whole(self, counts: Counter[str]) -> tuple[Party, Party] | None:
        """The two actors of a readout: its opening names one or two, the publisher's state counted in."""
        if self.home is None:
            return None
        opening = self._distinct(range(min(3, len(self.doc.sentences))))
        others = [code for code, _ in counts.most_common() if code != self.home and code in opening]
        if not others or len(opening) > 4:
            return None
        main = others[0]
        if len(others) > 1 and counts[others[1]] > 0.6 * counts[main]:
            return None
        home = opening.get(self.home) or next(
            (p for ps in self._by_sentence.values() for p in ps if p.actor == self.home), None
        )
        if home is None:
            first = opening[main]
            home = Party(self.home, first.text, first.start, first.end, None, None, "GOV")
        return home, opening[main]

    def pair(self, sentence: Sentence) -> tuple[Party, Party] | None:
        """The two actors a sentence is about, or None where they are not exactly two."""
        if self.whole is not None:
            return self.whole
        paragraph = self._paragraphs[sentence.paragraph]
        if len(paragraph) <= _SHORT_PARAGRAPH:
            found = self._distinct(paragraph)
        else:
            found = self._distinct([sentence.i])
            if len(found) < 2:
                found = self._distinct([n for n in (sentence.i - 1, sentence.i) if n in paragraph])
        if len(found) == 2:
            a, b = found.values()
            return a, b
        return self.main if len(found) < 2 else None

    def _main(self, counts: Counter[str]) -> tuple[Party, Party] | None:
        """The two states a longer story is about: together most of what it names, each several times."""
        if len(counts) < 2:
            return None
        (a, n), (b, m) = counts.most_common(2)
        if m < _OFTEN or n + m < _MOST * sum(counts.values()):
            return None
        firsts = self._distinct(sorted(self._by_sentence))
        return firsts[a], firsts[b]


def complete(draft: Draft, passage: Passage, sentence: Sentence, mutual: bool) -> Draft:
    """A draft with the party its clause left out, where the passage makes it plain.

    Args:
        draft: The draft.
        passage: What the document is about.
        sentence: The draft's sentence.
        mutual: Whether the type is one in which all parties act alike.

    Returns:
        The draft, unchanged where nothing is missing or nothing is plain.
    """
    codes = {p.actor or p.text for p in (*draft.source, *draft.target)}
    if len(codes) > 1:
        return draft
    pair = passage.pair(sentence)
    if pair is None:
        return draft
    if codes and not codes & {p.actor for p in pair}:
        return draft
    missing = [p for p in pair if p.actor not in codes]
    if not missing or (codes and len(missing) > 1):
        return draft
    reason = "the passage is about " + " and ".join(str(p.actor) for p in pair)
    told_together = (passage.doc.tokens[draft.judged.trigger].lemma.lower(), draft.type) in mutual_words()
    if (mutual and (not codes or _joint(draft, passage))) or (told_together and not codes):
        return replace(draft, source=(*draft.source, *missing), reasons=(*draft.reasons, reason))
    if passage.whole is not None and draft.source and not draft.target and draft.type in _NEEDS_OTHER:
        return replace(draft, target=tuple(missing), reasons=(*draft.reasons, reason))
    return draft


def _joint(draft: Draft, passage: Passage) -> bool:
    """Whether an act told of one party needs the other: a meeting does, one side's offer or pledge does not."""
    if draft.type == "CONSULT":
        return True
    return passage.doc.tokens[draft.judged.trigger].pos in {"NOUN", "PROPN"}
