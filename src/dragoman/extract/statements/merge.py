"""Quoted and reported speech of one sentence become one statement; a quotation swallows what it overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.extract.statements.beside import Quoted
from dragoman.extract.statements.choose import Scored
from dragoman.extract.statements.draft import Draft
from dragoman.extract.statements.quotation import Quotation
from dragoman.extract.statements.reported import rule_of
from dragoman.model import AnnotatedDocument


def _is_partial(doc: AnnotatedDocument, q: Quotation) -> bool:
    """Whether a quotation carries on a sentence that began outside it ("Relations have “gone cold,” said …")."""
    return doc.document.text[q.start : q.start + 1].islower()


def merge(
    doc: AnnotatedDocument, reported: Sequence[Scored], spoken: Sequence[Quoted], quotations: Sequence[Quotation]
) -> Iterator[Draft]:
    """Reported and quoted speech of one cue become one statement; a quotation swallows what it overlaps."""
    by_cue = {s.candidate.cue: s for s in reported}
    gone: set[int] = set()
    for q in spoken:
        words = frozenset(i for n in q.parts for i in range(quotations[n].first, quotations[n].last))
        rule, sure = q.rule, q.sure
        own = by_cue.get(q.cue) if q.cue is not None else None
        holder = own or next((s for s in reported if quotations[q.parts[0]].first in s.candidate.content), None)
        if holder is not None:
            content = holder.candidate.content
            before = [
                i for i in content if i < quotations[q.parts[0]].first and doc.tokens[i].pos not in {"PUNCT", "SCONJ"}
            ]
            reaches = any(i in words for i in content)
            if own is None and reaches and holder.candidate.cue not in gone:
                # The quotation is part of somebody's reported words: one statement, the quotation whole.
                gone.add(holder.candidate.cue)
                yield Draft(
                    "mixed",
                    holder.candidate.speaker,
                    holder.candidate.cue,
                    content | words,
                    holder,
                    parts=tuple(q.parts),
                    sure=holder.probability,
                )
                continue
            after = [i for i in content if i >= quotations[q.parts[-1]].last and doc.tokens[i].pos != "PUNCT"]
            if (
                own is not None
                and reaches
                and (before or after)
                and (own.candidate.frame != "that<" or _is_partial(doc, quotations[q.parts[0]]))
            ):
                words |= {i for i in content if before or i >= quotations[q.parts[0]].first}
                rule = "mixed"
            gone.add(holder.candidate.cue)
        for s in reported:
            if len(s.candidate.content & words) > 0.3 * len(s.candidate.content) or s.candidate.cue in words:
                gone.add(s.candidate.cue)
        yield Draft(rule, q.speaker, q.cue, words, own, parts=tuple(q.parts), sure=sure)
    for s in reported:
        if s.candidate.cue not in gone:
            yield Draft(
                rule_of(doc, s.candidate),
                s.candidate.speaker,
                s.candidate.cue,
                s.candidate.content,
                s,
                sure=s.probability,
            )
