"""Parsed documents, mentions and opinions of the event model, built by hand: no parser, no model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.extract.events.decide import Judged
from dragoman.model import (
    AnnotatedDocument,
    Document,
    Event,
    Mention,
    Party,
    Quote,
    Sentence,
    TimeExpression,
    Token,
    When,
    Why,
)
from dragoman.tables import ontology

TYPES = ("NONE", *ontology().types)
STATUSES = ("actual", "planned", "possible", "negated", "historical")


def annotated(
    *sentences: str, paragraphs: Sequence[int] | None = None, published: str | None = "2022-09-16",
    publisher: str | None = None, id: str = "doc",
) -> AnnotatedDocument:  # fmt: skip
    """A parsed document.

    Args:
        sentences: Each a row of ``word/POS/dep/head``, ``head`` counted from 0 in the sentence, with
            ``/lemma/tag/ENT`` behind it where they matter: ``"Chad/PROPN/nsubj/1 left/VERB/ROOT/1/leave"``.
        paragraphs: The paragraph of each sentence; by default all stand in one.
        published: The document's date.
        publisher: Its publisher.
        id: Its id.
    """
    text, tokens, made = "", list[Token](), list[Sentence]()
    for number, row in enumerate(sentences):
        text += " " if text else ""
        base = len(tokens)
        for word in row.split():
            form, pos, dep, head, *more = word.split("/")
            lemma, tag, ent = (*more, "", "", "")[:3]
            text += " " if len(tokens) > base else ""
            tokens.append(
                Token(
                    i=len(tokens),
                    text=form,
                    start=len(text),
                    end=len(text) + len(form),
                    lemma=lemma or form.lower(),
                    pos=pos,
                    tag=tag,
                    dep=dep,
                    head=base + int(head),
                    ent=ent,
                    sent=number,
                )
            )
            text += form
        root = next(t.i for t in tokens[base:] if t.head == t.i)
        where = paragraphs[number] if paragraphs is not None else 0
        made.append(Sentence(number, base, len(tokens), tokens[base].start, len(text), root, where))
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    document = Document(id, text, publisher=publisher, published=published)
    return AnnotatedDocument(document, tuple(tokens), tuple(made), tuple(map(tuple, children)))


def mention(
    doc: AnnotatedDocument, head: int, *actors: str | None, form: str = "name", first: int | None = None,
    last: int | None = None, sector: str | None = None, reason: str = "",
) -> Mention:  # fmt: skip
    """A mention of one word, or of the words from ``first`` to before ``last``; without actors, of nobody known."""
    first = head if first is None else first
    last = head + 1 if last is None else last
    start, end = doc.tokens[first].start, doc.tokens[last - 1].end
    text = doc.quote(start, end)
    parties = tuple(Party(a, text, start, end, sector=sector) for a in (actors or (None,)))
    return Mention(start, end, head, first, last, form, parties, (reason,) if reason else ())


def with_mentions(doc: AnnotatedDocument, *mentions: Mention) -> AnnotatedDocument:
    """The document with its mentions, in order."""
    return replace(doc, mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.end))))


def time(
    doc: AnnotatedDocument, first: int, last: int, when: When, value: str = "", type: str = "DATE"
) -> TimeExpression:
    """A time expression of the words from ``first`` to before ``last``."""
    start, end = doc.tokens[first].start, doc.tokens[last - 1].end
    return TimeExpression(start, end, first, last, type, value, replace(when, text=doc.quote(start, end)))


def judged(
    trigger: int, types: Mapping[str, float] | str, roles: Mapping[int, tuple[float, float]] | None = None,
    status: str = "actual", modes: Mapping[str, float] | None = None,
) -> Judged:  # fmt: skip
    """An opinion of the model.

    Args:
        trigger: The act's word.
        types: Probabilities; what is left over is NONE. A bare name has 0.9.
        roles: For each party word its probabilities as source and as target.
        status: The likeliest status.
        modes: Probabilities of modes; by default there is none.
    """
    given = {types: 0.9} if isinstance(types, str) else dict(types)
    given.setdefault("NONE", 1.0 - sum(given.values()))
    return Judged(
        trigger=trigger,
        types={t: given.get(t, 0.0) for t in TYPES},
        statuses={s: 0.8 if s == status else 0.05 for s in STATUSES},
        modes=dict(modes or {"-": 1.0}),
        roles=tuple((i, 1.0 - s - t, s, t) for i, (s, t) in sorted((roles or {}).items())),
    )


def event(
    doc: AnnotatedDocument, trigger: int, type: str = "CONSULT", source: Sequence[str] = ("CHN",),
    target: Sequence[str] = (), *, status: str = "actual", date: When | None = None, mode: str | None = None,
    confidence: float = 0.5,
) -> Event:  # fmt: skip
    """An event told by one word of a document; its sentence is the evidence, its parties stand on that word."""
    word = doc.tokens[trigger]
    sentence = doc.sentences[word.sent]
    here = Quote(word.start, word.end, word.text)

    def parties(codes: Sequence[str]) -> tuple[Party, ...]:
        return tuple(Party(c if c.isupper() else None, c, here.start, here.end) for c in codes)

    return Event(
        id=f"e{trigger}", doc=doc.document.id, type=type, mode=mode, quad=ontology().types[type].quad, contexts=(),
        source=parties(source), target=parties(target), trigger=here, date=date or When(), place=None, status=status,
        intensity=0.0, via=(), confidence=confidence,
        evidence=Quote(sentence.start, sentence.end, doc.quote(sentence.start, sentence.end)), mentions=(),
        why=Why("by-hand"),
    )  # fmt: skip
