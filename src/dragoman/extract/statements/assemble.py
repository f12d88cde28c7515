"""From a draft to the record: speaker and side, addressee, content spans, stance, who is talked about."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.extract.statements.clauses import child, spans
from dragoman.extract.statements.draft import Draft
from dragoman.extract.statements.lexicon import SpeechWord, speech_words
from dragoman.extract.statements.quotation import Quotation
from dragoman.extract.statements.speakers import Speakers, Voice
from dragoman.extract.statements.weigh import MODEL
from dragoman.model import AnnotatedDocument, Party, Quote, Side, Speaker, Statement, Why
from dragoman.model.interchange import content_id

_ADDRESSED = frozenset({"say", "ask", "pledge"})
_MAY = frozenset({"may", "might", "could", "would", "can", "should"})
_WILL = frozenset({"will", "shall", "’ll", "'ll"})
_HEART = 0.3
_MARKS = 4


def assemble(
    doc: AnnotatedDocument, found: Sequence[Draft], quotations: Sequence[Quotation], quoted: Sequence[int], wide: bool
) -> list[Statement]:
    """Records of all drafts.

    Args:
        doc: The annotated document.
        found: The drafts, in order.
        quotations: The document's quotations.
        quoted: For each token its quotation or −1.
        wide: Whether drafts without a speaker are kept.
    """
    speakers = Speakers(doc)
    out: list[Statement] = []
    for d in sorted(found, key=lambda d: (d.speaker if d.speaker is not None else min(d.content), min(d.content))):
        voice = _voice(doc, d, speakers, wide)
        if voice is None:
            continue
        if d.speaker is not None:
            speakers.antecedents.note(d.speaker)
        made = _statement(doc, d, voice, quotations, quoted)
        if made is not None:
            out.append(made)
    return sorted(out, key=lambda s: (s.content[0].start, s.evidence.start, s.id))


def _voice(doc: AnnotatedDocument, d: Draft, speakers: Speakers, wide: bool) -> Voice | None:
    if d.turn is not None:
        return _turn_voice(doc, d, speakers)
    if d.speaker is not None:
        return speakers.voice(d.speaker)
    if d.cue is not None and not wide:
        return _pair_voice(doc, d, speakers)
    at = doc.tokens[d.cue if d.cue is not None else min(d.content)].start
    return Voice(Speaker("", at, at), Side(), (), "nobody named")


def _turn_voice(doc: AnnotatedDocument, d: Draft, speakers: Speakers) -> Voice | None:
    assert d.turn is not None
    start, end = d.turn.name_start, d.turn.name_end
    heads = [t for t in doc.tokens if t.start >= start and t.end <= end and t.pos in {"PROPN", "NOUN"}]
    people = [t for t in heads if t.ent == "PERSON"]
    head = people[-1] if people else heads[-1] if heads else None
    if head is None:
        return None
    voice = speakers.voice(head.i)
    speaker = Speaker(doc.quote(start, end), start, end, voice.speaker.person, voice.speaker.role)
    side = voice.side if voice.side.actor or people else Side()
    return Voice(speaker, side, voice.parties, voice.note)


def _pair_voice(doc: AnnotatedDocument, d: Draft, speakers: Speakers) -> Voice | None:
    """ "It was agreed that" in a readout: both sides' words."""
    if not speakers.pair or d.cue is None:
        return None
    passive = child(doc, d.cue, "auxpass") is not None
    if not passive:
        return None
    for mention in reversed(doc.mentions):
        if (
            mention.start < doc.tokens[d.cue].start
            and len(mention.parties) == 2
            and doc.tokens[mention.head].dep != "poss"
        ):
            actors = {p.actor for p in mention.parties}
            if actors & {p.actor for p in speakers.pair}:
                start, end = mention.start, mention.end
                break
    else:
        start, end = speakers.pair[0].start, speakers.pair[0].end
    people = " and ".join(p.person for p in speakers.pair if p.person)
    speaker = Speaker(doc.quote(start, end), start, end, people or None)
    return Voice(speaker, Side(speakers.pair[0].actor), speakers.pair, "both sides of the conversation")


def _statement(
    doc: AnnotatedDocument, d: Draft, voice: Voice, quotations: Sequence[Quotation], quoted: Sequence[int]
) -> Statement | None:
    pieces = [Quote(s, e, doc.quote(s, e)) for s, e in _content(doc, d, quotations, quoted)]
    if not pieces:
        return None
    cue = _cue(doc, d)
    share = sum(quoted[i] >= 0 for i in d.content) / max(1, len(d.content))
    direct = d.turn is not None or share >= _HEART
    edges = [*((p.start, p.end) for p in pieces)]
    if cue is not None:
        edges.append((cue.start, cue.end))
        if voice.speaker.text and abs(voice.speaker.start - cue.start) < 400:
            edges.append((voice.speaker.start, voice.speaker.end))
    start, end = _evidence(doc, d, edges)
    word = d.scored.word if d.scored is not None else None
    about = dict.fromkeys(
        p.actor for m in doc.mentions for p in m.parties
        if p.actor and any(q.start <= m.start and m.end <= q.end for q in pieces)
    )  # fmt: skip
    notes = tuple(n for n in (
        ("frame", d.scored.candidate.frame) if d.scored is not None else None,
        ("probability", f"{d.scored.probability:.2f}") if d.scored is not None else None,
        ("speaker", voice.note) if voice.note else None,
        ("subject", f"{doc.tokens[d.speaker].start}:{doc.tokens[d.speaker].end}") if d.speaker is not None else None,
    ) if n is not None)  # fmt: skip
    at = (voice.speaker.start, cue.start if cue is not None else None, pieces[0].start, pieces[-1].end)
    return Statement(
        id=content_id("statement", doc.document.id, *at),
        doc=doc.document.id, speaker=voice.speaker, side=voice.side, addressee=_addressee(doc, d, word),
        direct=direct, cue=cue, content=tuple(pieces), about=tuple(a for a in about if a), stance=_stance(doc, d, word),
        date=None, status=_status(doc, d), via=(), confidence=round(d.sure, 3),
        evidence=Quote(start, end, doc.quote(start, end)),
        why=Why(d.rule, MODEL if d.scored is not None else None, notes),
    )  # fmt: skip


def _content(
    doc: AnnotatedDocument, d: Draft, quotations: Sequence[Quotation], quoted: Sequence[int]
) -> list[tuple[int, int]]:
    if d.parts and d.rule != "mixed":
        return [(quotations[n].start, quotations[n].end) for n in sorted(set(d.parts))]
    if d.turn is not None:
        first, last = min(d.content), max(d.content)
        return [(doc.tokens[first].start, doc.tokens[last].end)]
    return [_balanced(s, e, quotations) for s, e in spans(doc, d.content)]


def _balanced(start: int, end: int, quotations: Sequence[Quotation]) -> tuple[int, int]:
    """A span with the closing mark of a quotation that ends with it."""
    for q in quotations:
        if start <= q.outer_start < end < q.outer_end and q.closed and q.outer_end - end <= _MARKS:
            return start, q.outer_end
    return start, end


def _evidence(doc: AnnotatedDocument, d: Draft, edges: list[tuple[int, int]]) -> tuple[int, int]:
    """The clause with its cue and speaker; for a long quotation, its first paragraph's part."""
    start = min(s for s, _ in edges)
    end = max(e for _, e in edges)
    return start, end


def _cue(doc: AnnotatedDocument, d: Draft) -> Quote | None:
    if d.cue is None:
        return None
    token = doc.tokens[d.cue]
    start, end = token.start, token.end
    if token.text.lower() == "according" and d.cue + 1 < len(doc.tokens):
        end = doc.tokens[d.cue + 1].end
    if d.rule == "viewpoint-phrase":
        noun = child(doc, d.cue, "pobj")
        if noun is not None:
            owned = child(doc, noun.i, "poss") is not None
            link = child(doc, noun.i, "prep")
            start, end = (noun.start, noun.end) if owned or link is None else (start, link.end)
    if token.pos == "ADJ":
        above = doc.tokens[token.head]
        if above.pos in {"VERB", "AUX"} and above.sent == token.sent and 0 < token.i - above.i <= 3:
            start = above.start
    for c in doc.children[d.cue]:
        part = doc.tokens[c]
        if part.dep in {"prt", "neg"} or (part.dep == "acomp" and part.i - token.i <= 2):
            start, end = min(start, part.start), max(end, part.end)
    return Quote(start, end, doc.quote(start, end))


def _addressee(doc: AnnotatedDocument, d: Draft, word: SpeechWord | None) -> Party | None:
    if d.cue is None:
        return None
    cue = doc.tokens[d.cue]
    receiver = (
        d.scored.candidate.receiver
        if d.scored is not None and (word is None or word.kind in _ADDRESSED | {"judge"})
        else None
    )
    if receiver is None:
        for c in doc.dependents(d.cue, "dobj", "dative"):
            if cue.lemma in {"tell", "inform", "assure", "remind", "warn"} and c.pos != "ADP":
                receiver = c.i
        for link in doc.dependents(d.cue, "prep", "dative"):
            if link.lemma == "to" and cue.lemma in {
                "say",
                "write",
                "explain",
                "announce",
                "reply",
                "speak",
                "express",
                "convey",
            }:
                named = child(doc, link.i, "pobj")
                receiver = named.i if named is not None else receiver
    if receiver is None or receiver in d.content:
        return None
    for mention in doc.mentions:
        if mention.head == receiver:
            return mention.parties[0]
    token = doc.tokens[receiver]
    return Party(None, token.text, token.start, token.end)


def _stance(doc: AnnotatedDocument, d: Draft, word: SpeechWord | None) -> str | None:
    if d.cue is None:
        return None
    cue = doc.tokens[d.cue]
    if word is None:
        word = speech_words().get((cue.lemma.lower(), word_class_of(cue.pos)))
    if word is None or child(doc, d.cue, "neg") is not None:
        return None
    asked = word.kind == "ask" and (d.scored is None or d.scored.candidate.frame.startswith("that"))
    if word.stance and not (asked and word.word == "ask"):
        return word.stance
    if word.word in {"express", "voice", "convey", "reaffirm", "reiterate", "underscore", "stress"}:
        for thing in doc.dependents(d.cue, "dobj"):
            noun = speech_words().get((thing.lemma.lower(), "noun"))
            if noun is not None:
                return noun.stance
    return None


def word_class_of(pos: str) -> str:
    """The table's word class of a part of speech."""
    return {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}.get(pos, "")


def _status(doc: AnnotatedDocument, d: Draft) -> str:
    if d.cue is None:
        return "actual"
    if child(doc, d.cue, "neg") is not None:
        return "negated"
    helpers = {t.text.lower() for t in doc.dependents(d.cue, "aux")}
    if helpers & _WILL:
        return "planned"
    return "possible" if helpers & _MAY else "actual"
