"""Who vouches for a record besides the publisher: speakers, "according to", hedges, estimates, outermost first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.statements.phrases import find_hedges
from dragoman.extract.statements.quotation import find_quotations, mask_of
from dragoman.extract.statements.rules import speech_rules
from dragoman.model import AnnotatedDocument, Event, Record, Statement, Via

_OWN_WORDS = "first-person-text"
"""The rule of texts that are the publisher's own words: nobody else vouches for them."""
_PRESUPPOSING = frozenset({"reported-object", "reported-topic", "reported-passive"})
"""Rules whose contents are named, not asserted."""
_INSIDE = 0.6
"""Share of a record's evidence that must lie in what is said."""


@dataclass(frozen=True, slots=True)
class _Voucher:
    """Somebody who vouches for stretches of the text."""

    via: Via
    spans: tuple[tuple[int, int], ...]
    statement: Statement | None = None

    @property
    def size(self) -> int:
        return sum(end - start for start, end in self.spans)

    def covers(self, start: int, end: int) -> float:
        """Share of a stretch that lies in what is vouched for."""
        inside = sum(max(0, min(end, e) - max(start, s)) for s, e in self.spans)
        return inside / max(1, end - start)


def vouch(
    doc: AnnotatedDocument, records: Sequence[Record], statements: Sequence[Statement], home: str | None = None
) -> list[Record]:
    """Records with the chain of those who vouch for them.

    Args:
        doc: The annotated document.
        records: Records of any kind, statements among them.
        statements: The document's statements.
        home: Code of the state whose office published the document, if any: what its own people praise, stress or
            thank for is the publisher's own knowledge, what they assert is theirs.

    Returns:
        The records in the order given, each with its ``via``.
    """
    vouchers = [*_speakers(statements, home), *_hedges(doc), *_estimates(doc)]
    # Who speaks the longer stretch stands further out.
    vouchers.sort(key=lambda v: (-v.size, v.via.start))
    return [replace(r, via=tuple(_chain(r, vouchers))) for r in records]


def _chain(record: Record, vouchers: Sequence[_Voucher]) -> Iterator[Via]:
    start, end = record.evidence.start, record.evidence.end
    if isinstance(record, Event):
        start, end = record.trigger.start, record.trigger.end
    elif isinstance(record, Statement) and record.cue is not None:
        start, end = record.cue.start, record.cue.end
    seen: set[tuple[int, int]] = set()
    for voucher in vouchers:
        if voucher.covers(start, end) < _INSIDE or (
            voucher.statement is not None and _is_own(record, voucher.statement)
        ):
            continue
        key = (voucher.via.start, voucher.via.end)
        if key not in seen:
            seen.add(key)
            yield voucher.via


def _is_own(record: Record, statement: Statement) -> bool:
    """Whether a record is the statement itself, or the verbal act it is ("voiced support for": SUPPORT)."""
    if record.id == statement.id:
        return True
    if not isinstance(record, Event):
        return isinstance(record, Statement) and record.cue == statement.cue and record.speaker == statement.speaker
    cue = statement.cue
    if cue is not None and record.trigger.start < cue.end and cue.start < record.trigger.end:
        return True
    sides = {p.actor for p in record.source if p.actor}
    if record.type != statement.stance or statement.side.actor not in sides:
        return False
    # "expressed gratitude for": the noun right behind the cue names the act.
    return cue is not None and 0 <= record.trigger.start - cue.end <= 30


def _speakers(statements: Sequence[Statement], home: str | None) -> Iterator[_Voucher]:
    for s in statements:
        if home is not None and s.side.actor == home and s.why.rule in _PRESUPPOSING:
            continue
        if s.why.rule == _OWN_WORDS or not s.speaker.text or s.status in {"negated", "planned"}:
            continue
        spans = tuple((q.start, q.end) for q in s.content)
        yield _Voucher(Via(s.speaker.text, s.speaker.start, s.speaker.end, s.side.actor), spans, s)
        told = s.addressee
        if told is not None and told.sector == "MED" and told.text:
            # "a source told CNN": the outlet stands outside its source.
            whole = ((min(s.speaker.start, spans[0][0]), max(s.speaker.end, spans[-1][1])),)
            yield _Voucher(Via(told.text, told.start, told.end, told.actor), whole, s)


def _hedges(doc: AnnotatedDocument) -> Iterator[_Voucher]:
    quoted = mask_of(find_quotations(doc), len(doc.tokens))
    sourced = speech_rules().words("sourced-adverbs")
    for hedge in find_hedges(doc, quoted):
        token = doc.tokens[hedge.cue]
        if token.text.lower() not in sourced:
            continue
        words = sorted(hedge.content)
        span = (doc.tokens[words[0]].start, doc.tokens[words[-1]].end)
        yield _Voucher(Via(token.text, token.start, token.end), (span,))


def _estimates(doc: AnnotatedDocument) -> Iterator[_Voucher]:
    """ "Some estimates put the toll at 400": the clause, vouched for by its subject."""
    nouns, verbs = speech_rules().words("estimate-nouns"), speech_rules().words("estimate-verbs")
    for token in doc.tokens:
        if (
            token.dep != "nsubj"
            or token.lemma.lower() not in nouns
            or doc.tokens[token.head].lemma.lower() not in verbs
        ):
            continue
        subject = doc.subtree(token.i)
        clause = [i for i in doc.subtree(token.head) if i not in subject]
        if clause:
            start, end = doc.tokens[subject[0]].start, doc.tokens[subject[-1]].end
            yield _Voucher(
                Via(doc.quote(start, end), start, end), ((doc.tokens[clause[0]].start, doc.tokens[clause[-1]].end),)
            )
