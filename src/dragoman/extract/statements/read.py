"""From an annotated document to its statements: whole turns, quotations, then reported speech and thought."""

from __future__ import annotations

from dragoman.extract.statements.assemble import assemble
from dragoman.extract.statements.choose import choose, choose_inner
from dragoman.extract.statements.draft import Draft
from dragoman.extract.statements.merge import merge
from dragoman.extract.statements.quotation import Quotation, find_quotations, mask_of
from dragoman.extract.statements.quoted import Attributor
from dragoman.extract.statements.reported import rule_of, weigh_reported
from dragoman.extract.statements.turns import find_stretches
from dragoman.model import AnnotatedDocument, Statement


def read_statements(doc: AnnotatedDocument, wide: bool = False) -> list[Statement]:
    """The statements of a document, in order.

    Args:
        doc: The annotated document, mentions resolved.
        wide: Whether every attitude counts (knowing, wanting, choosing), as attribution corpora have it; else what
            is said, thought, asked, promised, denied, praised or blamed.

    Returns:
        One statement for each stretch of words or thought attributed to somebody.
    """
    found, quotations, quoted = drafts(doc, wide)
    return assemble(doc, found, quotations, quoted, wide)


def drafts(doc: AnnotatedDocument, wide: bool) -> tuple[list[Draft], list[Quotation], list[int]]:
    """All statements of a document before their speakers are resolved.

    Args:
        doc: The annotated document.
        wide: Whether every attitude counts.

    Returns:
        The drafts in order, the quotations, and for each token its quotation or −1.
    """
    quotations = find_quotations(doc)
    quoted = mask_of(quotations, len(doc.tokens))
    turns = find_stretches(doc)
    taken = {i for t in turns for first, last in t.spans for i in range(first, last)}
    scored = weigh_reported(doc, quoted, wide, taken)
    reported = choose([s for s in scored if quoted[s.candidate.cue] < 0])
    heads = {s.candidate.cue: s.candidate.speaker for s in reported}
    spoken = [
        q for q in Attributor(doc, quotations, quoted, heads).read()
        if not any(quotations[n].first in taken for n in q.parts)
    ]  # fmt: skip
    found = [Draft(t.rule, None, None, frozenset(_tokens(t.spans)), turn=t) for t in turns]
    found += merge(doc, reported, spoken, quotations)
    if not wide:
        outer = frozenset(i for d in found for i in d.content)
        known = {d.cue for d in found}
        for s in choose_inner(doc, scored, outer):
            c = s.candidate
            # Words that leave the outer content are not part of what was said there.
            if c.cue not in known and c.content & outer:
                found.append(Draft(rule_of(doc, c), c.speaker, c.cue, c.content & outer, s, sure=s.probability))
    return sorted(found, key=lambda d: (min(d.content), d.cue or 0)), quotations, quoted


def _tokens(spans: tuple[tuple[int, int], ...]) -> list[int]:
    return [i for first, last in spans for i in range(first, last)]
