"""From rules set off in a text to tie records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.extract.grammar import Assertions, Moments, Slots
from dragoman.extract.ties.idioms import is_most
from dragoman.extract.ties.parties import POINTING, Sides, TieParties
from dragoman.extract.ties.rules import TieRule, tie_rules, tie_words
from dragoman.extract.ties.valence import Valence, find_valence
from dragoman.model import AnnotatedDocument, Quote, Tie, Why
from dragoman.model.interchange import content_id
from dragoman.tables import ActorTables, packaged_actors

Span = tuple[int, int]
_SAID, _COMPLETED = 0.8, 0.55
"""Confidence where both sides are said, and where the passage supplied one."""


def read_ties(doc: AnnotatedDocument, tables: ActorTables | None = None) -> list[Tie]:
    """Ties of an annotated document whose mentions are resolved.

    Args:
        doc: The document.
        tables: The actor tables; the packaged ones where not given.

    Returns:
        Ties by place of their evidence; the same tie told twice in a sentence stands once.
    """
    slots = Slots(doc)
    assertions = Assertions(doc, Moments(doc))
    parties = TieParties(doc, slots, tables or packaged_actors())
    matches = list(tie_rules().matches(doc))
    told: list[tuple[Tie, Span]] = []
    for tie, core in _ties(doc, matches, slots, assertions, parties):
        if not any(_is_told(kept, tie) and before[0] < core[1] and core[0] < before[1] for kept, before in told):
            told.append((tie, core))
    plain = [m for m in matches if m[0].near and _is_plain_word(doc, m[0], m[1])]
    # Words whose sides no slot names come last: they say nothing new of a pair a sentence has already told a tie of.
    for tie, core in _ties(doc, plain, slots, assertions, parties, near=True):
        if not any(_same_sentence(doc, kept, tie) and _sides(kept) & _sides(tie) for kept, _ in told):
            told.append((tie, core))
    found = [tie for tie, _ in told]
    return sorted(found, key=lambda t: (t.evidence.start, t.evidence.end, t.id))


def _is_told(kept: Tie, tie: Tie) -> bool:
    """Whether two ties say the same of the same."""
    sides = [_sides(t) for t in (kept, tie)]
    same = kept.polarity == tie.polarity and (kept.polarity != 0 or kept.tie == tie.tie)
    return same and sides[0] == sides[1]


def _sides(tie: Tie) -> frozenset[str]:
    return frozenset(p.actor or p.text for p in (*tie.source, *tie.target))


def _same_sentence(doc: AnnotatedDocument, kept: Tie, tie: Tie) -> bool:
    sentences = [s for s in doc.sentences if s.start < tie.evidence.end and tie.evidence.start < s.end]
    return any(s.start < kept.evidence.end and kept.evidence.start < s.end for s in sentences)


def _ties(
    doc: AnnotatedDocument, matches: Iterable[tuple[TieRule, int, int]], slots: Slots, assertions: Assertions,
    parties: TieParties, near: bool = False,
) -> Iterator[tuple[Tie, Span]]:  # fmt: skip
    """Ties as matched rules tell them, each with the words that assert it, parties only meant left out."""
    done: set[int] = set()
    asserted: set[tuple[object, ...]] = set()
    for rule, trigger, first in matches:
        if (
            (trigger in done and not rule.aside)
            or not _fits(doc, slots, rule, trigger)
            or _is_after(doc, first)
            or _is_title(slots, trigger)
        ):
            continue
        if rule.not_under and not assertions.tells_history and _is_under(slots, rule, trigger):
            continue
        valence = find_valence(doc, trigger, rule.valence, rule.cues) if rule.valence else None
        if rule.needs_cue and valence is None:
            continue
        if rule.lasting and not _lasts(doc, trigger):
            continue
        sides = parties.find_near(rule, trigger) if near else parties.find(rule, trigger)
        if sides is None or _is_private(rule, sides):
            continue
        status = _status(rule, assertions, trigger)
        denied = status == "negated" or ((rule.flips or _is_warm(valence)) and _is_denied(doc, trigger))
        turned = denied and (rule.flips or (_is_warm(valence) and rule.opposite != rule.tie))
        if turned:
            status = "historical" if assertions.is_past(trigger) else "actual"
        if status == "negated" and not _is_plain(sides):
            continue
        if not rule.aside:
            done.add(trigger)
        tie = _tie(doc, slots, rule, trigger, sides, valence, status, turned)
        key = (frozenset(p.actor for p in (*tie.source, *tie.target)), tie.tie, doc.tokens[trigger].lemma.lower())
        # What only the passage completes is no news once the text has said it.
        if sides.said or key not in asserted:
            asserted.add(key)
            yield tie, evidence_span(doc, slots, trigger, sides, valence, meant=False)


def _is_plain_word(doc: AnnotatedDocument, rule: TieRule, trigger: int) -> bool:
    """Whether a word may tell a tie of whoever is near: one ally is somebody's, "allies" may be anybody's."""
    token = doc.tokens[trigger]
    verb = doc.tokens[token.head]
    if token.dep in {"amod", "compound"} or token.pos == "PROPN":
        return False
    held = token.dep == "pobj" and verb.lemma.lower() == "as"
    if token.lemma.lower() in tie_words("fellow"):
        # Who arrests a friend of somebody is no friend, and a bomb threat none of a state.
        had = token.dep == "dobj" and (
            verb.lemma.lower() in tie_words("keeping")
            # "Thanked X, our ally", read as two objects.
            or any(o.i < trigger for o in doc.dependents(verb.i, "dobj"))
        )
        had = had or (token.dep == "pobj" and verb.lemma.lower() == "than")
        if not (held or had or token.dep in {"attr", "oprd", "conj", "nsubj", "ROOT"}):
            return False
    seen = held and doc.tokens[verb.head].lemma.lower() in tie_words("seeing") | tie_words("looking")
    return rule.mutual or seen or token.tag not in {"NNS", "NNPS"}


def _is_private(rule: TieRule, sides: Sides) -> bool:
    """Whether a tie is one of people who stand for no state here, or of firms."""
    parties = (*sides.source, *sides.target)
    if all(p.sector == "BUS" for p in parties):
        return True
    return not rule.persons and any(p.person and not (p.actor and p.sector == "GOV") for p in parties)


def _status(rule: TieRule, assertions: Assertions, trigger: int) -> str:
    if rule.denied:
        return "historical" if assertions.is_past(trigger) else "actual"
    status = assertions.status(trigger)
    token = assertions.doc.tokens[trigger]
    verb = assertions.doc.tokens[token.head]
    if status == "negated" and (_is_forced(assertions.doc, trigger) or _is_unequalled(assertions.doc, trigger)):
        return "historical" if assertions.is_past(trigger) else "actual"
    if status == "negated" and _is_superlative(doc=assertions.doc, trigger=trigger):
        return "historical" if assertions.is_past(trigger) else "actual"
    if status == "negated" and token.dep in {"nsubj", "nsubjpass"} and verb.lemma.lower() not in tie_words("existing"):
        # "The friendship has not changed" denies no friendship.
        return "historical" if assertions.is_past(trigger) else "actual"
    return status


def _is_unequalled(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether a "no" only says how much: "we have no better friend than X"."""
    below = doc.dependents(trigger)
    return any(c.text.lower() == "no" for c in below) and any(c.tag == "JJR" or c.text.lower() == "more" for c in below)


def _is_forced(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether a "no" only says that there is nothing else: "has no choice but to rely on"."""
    before = [t.text.lower() for t in doc.tokens[max(0, trigger - 6) : trigger]]
    return "but" in before and bool({"choice", "option", "alternative", "cannot"} & set(before))


def _is_superlative(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether "never" only says how much: "the friendship has never been so strong"."""
    verb = next((t for t in (doc.tokens[trigger], *doc.ancestors(trigger)) if t.pos in {"VERB", "AUX"}), None)
    if verb is None or not any(c.text.lower() == "never" for c in doc.dependents(verb.i)):
        return False
    inside = [doc.tokens[i].text.lower() for i in doc.subtree(verb.i) if i > verb.i]
    return any(w in {"so", "as"} for w in inside[:4])


def _is_warm(valence: Valence | None) -> bool:
    """Whether a cue praises a relation, so that its denial tells of a bad one: "not on good terms"."""
    return valence is not None and valence.polarity > 0 and valence.trend is None


def _is_denied(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether what a word tells is denied, however softly: "barely on speaking terms", "no longer trusts"."""
    denials = tie_words("denial")
    for token in (doc.tokens[trigger], *doc.ancestors(trigger)):
        for child in doc.dependents(token.i, "neg", "advmod", "det", "amod", "preconj"):
            if child.text.lower() == "never" and (_compares(doc, token.i) or _is_superlative(doc, trigger)):
                # "Has never been stronger" is praise.
                continue
            if child.text.lower() in denials or any(c.text.lower() == "no" for c in doc.dependents(child.i, "neg")):
                return True
        if token.pos in {"VERB", "AUX"}:
            subjects = [t for t in doc.dependents(token.i, "nsubj", "nsubjpass") if t.i != trigger]
            return any(t.lemma.lower() in tie_words("nobody") for t in subjects)
    return False


def _compares(doc: AnnotatedDocument, i: int) -> bool:
    return any(doc.tokens[k].tag in {"JJR", "RBR"} for k in doc.subtree(i))


def _lasts(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether a verb tells what goes on, no single act: "backs", "has long backed"."""
    token = doc.tokens[trigger]
    if any(c.text.lower() in tie_words("long") for c in doc.dependents(trigger, "advmod", "neg")) or _goes_on(
        doc, trigger
    ):
        return True
    if token.tag == "VBN" and token.dep == "conj" and not doc.dependents(trigger, "aux", "auxpass"):
        return _lasts(doc, token.head)
    if token.tag in {"NN", "NNS"} and token.dep == "ROOT":
        # A verb in the present that the parser took for a noun.
        return True
    if token.dep == "acomp":
        return doc.tokens[token.head].tag in {"VBZ", "VBP"}
    auxiliaries = doc.dependents(trigger, "aux")
    passive = doc.dependents(trigger, "auxpass")
    if passive:
        return not auxiliaries and all(a.tag in {"VBZ", "VBP"} for a in passive)
    present = token.tag in {"VBZ", "VBP"} and not auxiliaries
    return present or (token.tag == "VB" and any(a.lemma == "do" and a.tag in {"VBZ", "VBP"} for a in auxiliaries))


def _is_remote(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether a clause says of its subject that it is far off: "normalisation is a long way off"."""
    token = doc.tokens[trigger]
    if token.dep not in {"nsubj", "nsubjpass"}:
        return False
    return any(doc.tokens[i].lemma.lower() in tie_words("remote") for i in doc.subtree(token.head) if i > trigger)


def _is_label(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether a noun is but part of an initiative's name or of "in partnership with", which tells of one act."""
    token = doc.tokens[trigger]
    if token.tag in {"NNP", "NNPS"}:
        named = doc.tokens[trigger + 1 : trigger + 2]
        return any(t.text.lower() in {"for", "on", "to"} for t in named)
    above = doc.tokens[token.head]
    return (
        token.dep == "pobj" and above.lemma.lower() == "in" and above.i == trigger - 1 and token.lemma == "partnership"
    )


def _goes_on(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether a verb is told with how long it goes on: "since 2014", "for decades"."""
    for prep in doc.dependents(trigger, "prep"):
        word = prep.text.lower()
        objects = doc.dependents(prep.i, "pobj")
        if word in {"since", "throughout"} and objects:
            return True
        if word in {"for", "over", "through"} and any(o.lemma.lower() in tie_words("span") for o in objects):
            return True
    return False


def _is_plain(sides: Sides) -> bool:
    """Whether both sides are said by name: who "opposes confrontation" denies none between two the text is about."""
    return sides.said and not all(p.text.lower() in POINTING for p in (*sides.source, *sides.target))


def _is_after(doc: AnnotatedDocument, first: int) -> bool:
    """Whether a word is told as over: "post-Cold War"."""
    before = [t.text.lower() for t in doc.tokens[max(0, first - 2) : first]]
    return "post" in before


def _is_title(slots: Slots, trigger: int) -> bool:
    """Whether a word stands in the headline, which the text below tells again, or inside a name."""
    if slots.is_name(trigger):
        return True
    doc = slots.doc
    sentence = doc.sentences[doc.tokens[trigger].sent]
    return sentence.i == 0 and doc.quote(sentence.start, sentence.end) == (doc.document.title or "").strip()


def _is_under(slots: Slots, rule: TieRule, trigger: int) -> bool:
    verb = slots.governor(slots.tokens[trigger])
    return verb is not None and verb.lemma.lower() in rule.not_under


def _fits(doc: AnnotatedDocument, slots: Slots, rule: TieRule, trigger: int) -> bool:
    if rule.under:
        verb = slots.governor(doc.tokens[trigger])
        itself = doc.tokens[trigger].lemma.lower() in rule.under
        if not itself and (verb is None or verb.lemma.lower() not in rule.under):
            return False
    if rule.mutual and doc.tokens[trigger].dep == "compound" and doc.tokens[trigger].head > trigger:
        return False
    if (rule.singular and doc.tokens[trigger].tag in {"NNS", "NNPS"}) or _is_label(doc, trigger):
        return False
    below = doc.dependents(trigger)
    words = {t.lemma.lower() for t in below} | {t.text.lower() for t in below}
    words |= {c.lemma.lower() for t in below for c in doc.dependents(t.i, "conj")}
    token = doc.tokens[trigger]
    if rule.only_with and token.dep in {"dobj", "attr"} and doc.dependents(token.head, "neg"):
        # "Have not had diplomatic relations" is "have had no".
        words.add("no")
    if rule.only_with and token.dep == "dobj":
        # "Have similar or matching positions": some parses make a verb of the adjective.
        words |= {doc.tokens[token.head].lemma.lower(), *(c.lemma.lower() for c in doc.dependents(token.head, "conj"))}
    if token.pos == "ADJ" and any(c.text.lower() == "less" for c in doc.dependents(trigger, "advmod")):
        return False
    if rule.real and _is_remote(doc, trigger):
        return False
    if rule.most and not _is_mostly(doc, trigger):
        return False
    if rule.not_with & words or (rule.only_with and not rule.only_with & words):
        return False
    if "infinitive" not in rule.not_with:
        return True
    infinitive = any(t.dep in {"acl", "relcl"} and doc.dependents(t.i, "aux") and t.tag == "VB" for t in below)
    return not infinitive


def _is_mostly(doc: AnnotatedDocument, trigger: int) -> bool:
    """Whether a noun is told for the most part: "most of its gas", "85% of exports"."""
    token = doc.tokens[trigger]
    above = doc.tokens[token.head]
    return is_most(doc, token) or (token.dep == "pobj" and above.lemma == "of" and is_most(doc, doc.tokens[above.head]))


def _tie(
    doc: AnnotatedDocument, slots: Slots, rule: TieRule, trigger: int, sides: Sides, valence: Valence | None,
    status: str, turned: bool,
) -> Tie:  # fmt: skip
    polarity, trend, tie = rule.polarity, rule.trend, rule.tie
    if turned and rule.polarity > 0:
        polarity, tie, valence = -rule.polarity, rule.opposite, None
    if valence is not None:
        trend = valence.trend or trend
        polarity = valence.polarity or polarity
        if polarity * rule.polarity < 0 or (rule.polarity == 0 and polarity < 0):
            tie = rule.opposite
    start, end = evidence_span(doc, slots, trigger, sides, valence)
    notes = (
        ("polarity", doc.tokens[valence.at].text if valence else "the word itself"),
        ("sides", "said" if sides.said else "one side from the passage"),
    )
    key = [p.actor or p.text for p in (*sides.source, *sides.target)]
    return Tie(
        id=content_id("tie", doc.document.id, tie, polarity, start, end, *key), doc=doc.document.id,
        source=sides.source, target=sides.target, tie=tie, polarity=polarity, trend=trend, status=status, via=(),
        confidence=_SAID if sides.said else _COMPLETED, evidence=Quote(start, end, doc.quote(start, end)),
        why=Why(rule.id, None, notes),
    )  # fmt: skip


def evidence_span(
    doc: AnnotatedDocument, slots: Slots, trigger: int, sides: Sides, valence: Valence | None, meant: bool = True
) -> Span:
    """Code points of the words that assert the tie, its parties in the sentence included.

    Args:
        doc: The document.
        slots: Its places.
        trigger: Index of the word that asserts it.
        sides: The parties.
        valence: The cue that colours it.
        meant: Whether parties count that the words only mean, filled in from the sentence.
    """
    token = doc.tokens[trigger]
    sentence = doc.sentences[token.sent]
    start, end = slots.phrase(trigger) if token.pos in {"NOUN", "PROPN"} else (token.start, token.end)
    if valence is not None:
        cue = doc.tokens[valence.at]
        start, end = min(start, cue.start), max(end, cue.end)
    for party in (*sides.source, *sides.target) if sides.said or meant else ():
        if sentence.start <= party.start and party.end <= sentence.end:
            start, end = min(start, party.start), max(end, party.end)
    return start, end
