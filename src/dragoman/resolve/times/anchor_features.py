"""What speaks for a time of the passage being that of an act which has none of its own: marks, as strings.

The same code prepares the training rows and runs in the product.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.model import AnnotatedDocument, Sentence, TimeExpression, Token, way_between
from dragoman.resolve.times.govern import carriers, tells_when
from dragoman.resolve.times.periods import days_from
from dragoman.resolve.times.syntax_tense import governing_verb, span_head, verb_tense

SENTENCES_BACK = 6
"""How far back a time may stand."""
_VERBAL = ("VERB", "AUX")
_CLAUSES = frozenset(
    {"relcl", "acl", "advcl", "ccomp", "xcomp", "conj", "pcomp", "parataxis", "prep", "pobj", "dobj", "nsubj", "appos",
     "poss", "compound", "amod"}
)  # fmt: skip
"""Relations that tell how an act hangs together with a time's clause."""
_OPENING = frozenset({"ADV", "ADP", "SCONJ", "CCONJ"})
"""Parts of speech whose first words of a sentence may set a time, or go on with one: then, within, after, but."""
_SPANS = ((0, "today"), (7, "week"), (45, "month"), (400, "year"))
_LONGEST_CLIMB = 11


@dataclass(frozen=True, slots=True)
class Act:
    """What is known of an act.

    Attributes:
        doc: The document that tells it.
        word: Its head word.
        sentence: The word's sentence.
        verb: The verb of its clause, if any.
        tense: That verb's tense.
        aspect: ``had``, ``perfect``, ``modal`` or ``plain``.
        status: Its status; background counts as ``actual``: that it is long past follows from its date.
        dep: How its clause hangs together with the rest, ``-`` without a verb.
        mark: The words that open its clause, ``-`` without a verb.
        opens: Whether its sentence opens a paragraph.
    """

    doc: AnnotatedDocument
    word: Token
    sentence: Sentence
    verb: Token | None
    tense: str | None
    aspect: str
    status: str
    dep: str
    mark: str
    opens: bool

    @property
    def kind(self) -> str:
        """``v`` for a verb, ``n`` for a noun."""
        return "v" if self.word.pos in _VERBAL else "n"

    @property
    def form(self) -> str:
        """Tense and aspect."""
        return f"{self.tense}.{self.aspect}"


def act_at(doc: AnnotatedDocument, i: int, status: str) -> Act:
    """The act whose word has an index, with its status (``actual``, ``planned`` …)."""
    word = doc.tokens[i]
    verb = word if word.pos in _VERBAL else governing_verb(doc, word)
    tense = verb_tense(doc, verb) if verb is not None else None
    sentence = doc.sentences[word.sent]
    return Act(
        doc, word, sentence, verb, tense, _aspect(doc, verb), "actual" if status == "historical" else status,
        verb.dep if verb is not None else "-", _mark(doc, verb),
        sentence.i == 0 or doc.sentences[sentence.i - 1].paragraph != sentence.paragraph,
    )  # fmt: skip


def times_in_sight(act: Act, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """The times of an act's sentence and of some sentences before it that can date an act, in order."""
    first = act.sentence.i - SENTENCES_BACK
    return [
        t for t in times
        if first <= act.doc.tokens[t.first].sent <= act.sentence.i and tells_when(t) and (t.when.start or t.when.end)
    ]  # fmt: skip


def marks_of_none(act: Act, seen: Sequence[TimeExpression]) -> Iterator[str]:
    """What speaks for the text telling no time of an act.

    Args:
        act: The act.
        seen: The times in its sight.
    """
    here = _told_here(act, seen)
    yield "none"
    yield f"none kind={act.kind} {act.form}"
    yield f"none here={here} {act.kind} {act.tense}"
    yield f"none here={here}"
    yield f"none status={act.status} here={here}"
    yield f"none dep={act.dep}"
    yield f"none mark={act.mark}"
    yield f"none opens={act.opens} here={here}"


def marks_of(act: Act, time: TimeExpression, seen: Sequence[TimeExpression]) -> Iterator[str]:
    """What speaks for a time being an act's.

    Args:
        act: The act.
        time: One of the times in its sight.
        seen: All of them.
    """
    doc = act.doc
    head = span_head(doc, time.first, time.last)
    verb = governing_verb(doc, head)
    side = _side(time, doc.document.published)
    here = doc.tokens[time.first].sent == act.sentence.i
    above = doc.tokens[head.head]
    tense = verb_tense(doc, verb) if verb is not None else None
    where = "here" if here else "back"
    yield f"precision={time.when.precision} {where}"
    yield f"side={side} {where}"
    yield f"side={side} {act.form}"
    yield f"side={side} {act.kind}"
    yield f"side={side} {act.status}"
    yield f"{where} {act.status} {act.tense}"
    yield f"closed={bool(time.when.start)}{bool(time.when.end)} {time.type}"
    yield f"preposition={above.text.lower() if above.pos in ('ADP', 'SCONJ') else '-'} {where}"
    yield f"tenses={tense} {act.tense} {where}"
    yield f"had={act.aspect == 'had'} {verb is not None and _aspect(doc, verb) == 'had'} {where}"
    yield from _marks_here(act, time, verb, tense, seen) if here else _marks_back(act, time, verb, side, seen)


def _marks_here(
    act: Act, time: TimeExpression, verb: Token | None, tense: str | None, seen: Sequence[TimeExpression]
) -> Iterator[str]:
    """Of a time in the act's own sentence: how the two hang together; ``verb`` and ``tense`` are of its clause."""
    doc, i = act.doc, act.word.i
    order = "after" if time.first > i else "before"
    carrying = list(carriers(doc, time))
    carried = "other"
    if i in carrying:
        carried = "self"
    elif act.verb is not None and act.verb.i in carrying:
        carried = "verb"
    elif any(t.i in carrying for t in doc.ancestors(i)):
        carried = "above"
    low, high = sorted((i, time.first))
    others = sum(low < t.first < high and doc.tokens[t.first].sent == act.sentence.i for t in seen)
    verbs = sum(t.pos == "VERB" for t in doc.tokens[min(i, time.first) + 1 : max(i, time.last)])
    leads = time.first <= act.sentence.first + 2
    yield f"carried={carried} {order}"
    yield f"carried={carried} {act.kind} {act.tense}"
    yield f"carried={carried} dep={act.dep}"
    yield f"carried={carried} mark={act.mark}"
    yield f"carried={carried} leads={leads}"
    yield f"others={min(others, 3)} {order} {carried}"
    yield f"verbs={min(verbs, 4)} {order}"
    yield f"subject={act.verb is not None and bool(doc.dependents(act.verb.i, 'nsubj', 'nsubjpass'))} {carried}"
    if verb is None:
        return
    up, down = way_between(doc.tokens, i, verb.i, _LONGEST_CLIMB) or (["far"], ["far"])
    yield f"steps={len(up)} {len(down)} {order}"
    yield f"way={'.'.join(up)}|{'.'.join(down)}"
    ups, downs = (".".join(sorted(_CLAUSES.intersection(x))) for x in (up, down))
    yield f"through={ups}|{downs}"
    yield f"through={ups}|{downs} {order} {tense == act.tense}"
    yield from (f"up={u}" for u in up)
    yield from (f"down={d}" for d in down)
    yield f"its mark={_mark(doc, verb)} {order}"


def _marks_back(
    act: Act, time: TimeExpression, verb: Token | None, side: str, seen: Sequence[TimeExpression]
) -> Iterator[str]:
    """Of a time in an earlier sentence: how far back, in how many paragraphs, and what came between."""
    doc = act.doc
    its = doc.sentences[doc.tokens[time.first].sent]
    far = min(act.sentence.i - its.i, 3)
    paragraphs = min(act.sentence.paragraph - its.paragraph, 2)
    here = _told_here(act, seen)
    later = sum(t.first > time.first and doc.tokens[t.first].sent < act.sentence.i for t in seen)
    root = its.root in list(carriers(doc, time))
    leads = time.first <= its.first + 2
    opener = doc.tokens[act.sentence.first]
    yield f"far={act.sentence.i - its.i} {paragraphs}"
    yield f"later={min(later, 4)} {root}"
    yield f"root={root} {later == 0} {far}"
    yield f"root={root} {act.tense} {far} {paragraphs}"
    yield f"leads={leads} {root} {far}"
    yield f"here={here} {act.kind} {act.tense}"
    yield f"here={here} {act.kind} {far}"
    yield f"side={side} {paragraphs} {act.tense}"
    yield f"side={side} {time.when.precision}"
    yield f"precision={time.when.precision} {paragraphs}"
    yield f"back dep={act.dep} {here}"
    yield f"back mark={act.mark}"
    yield f"opener={opener.text.lower() if opener.pos in _OPENING else opener.pos}"
    yield f"opens={act.opens} {paragraphs}"
    yield f"main={verb is not None and verb.i == its.root} {far}"
    yield f"had={act.aspect == 'had'} {paragraphs}"


def _told_here(act: Act, seen: Sequence[TimeExpression]) -> int:
    """Times in the act's own sentence, 2 for more."""
    return min(sum(act.doc.tokens[t.first].sent == act.sentence.i for t in seen), 2)


def _aspect(doc: AnnotatedDocument, verb: Token | None) -> str:
    if verb is None:
        return "plain"
    helpers = doc.dependents(verb.i, "aux", "auxpass")
    if any(t.lemma == "have" for t in helpers):
        return "had" if any(t.lemma == "have" and t.tag == "VBD" for t in helpers) else "perfect"
    return "modal" if any(t.tag == "MD" for t in helpers) else "plain"


def _mark(doc: AnnotatedDocument, verb: Token | None) -> str:
    """The conjunctions and adverbs that open a clause: after, when, then."""
    if verb is None:
        return "-"
    return "+".join([t.text.lower() for t in doc.dependents(verb.i, "mark", "advmod") if t.i < verb.i][:2])


def _side(time: TimeExpression, published: str | None) -> str:
    """Where a time lies from the day of publication: ahead, today, or how long ago."""
    ago = days_from(time.when.start or time.when.end, (published or "")[:10])
    if ago is None:
        return "?"
    return "ahead" if ago < 0 else next((name for most, name in _SPANS if ago <= most), "old")
