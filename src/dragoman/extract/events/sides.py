"""Who acts and who is acted upon: the party words of a judged act, told apart and completed by syntax."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.extract.events.candidates import syntactic_path
from dragoman.extract.events.decide import Judged
from dragoman.extract.events.domestic import tell_apart
from dragoman.extract.events.pointing import is_thing
from dragoman.extract.events.pooling import pooled
from dragoman.model import AnnotatedDocument, Mention, Party
from dragoman.tables import ActorTables, data_folder, read_rows
from dragoman.tables.words import words_of

ROLE_THRESHOLD = 0.55
"""Chance of being neither source nor target below which a word is a party."""
LEAST_SOURCE = 0.05
LEAST_TARGET = 0.1
LEAST_EARLIER = 0.1
"""Least chance of the best word for a side that would else stay empty; of a word of an earlier sentence."""
_SOURCE, _TARGET = 2, 3
_LISTED = frozenset({"NOUN", "PROPN"})
_BARE = frozenset({"name", "demonym", "place"})
_HYPHENS = frozenset({"-", "–"})
_MODIFYING = frozenset({"amod", "compound", "nmod", "poss"})
_COUNTING = frozenset({"nummod", "det", "predet"})
_NAMING = frozenset({"name", "person", "title"})
_TREATY = "treaty"
_FOUNDED = frozenset({"organisation", "organ", "agency", "format", "court", "treaty"})
_MAKING = frozenset({"AGREE", "SUPPORT", "COOPERATE"})
"""Acts by which treaties and bodies are made, joined or signed; leaving one is an act towards its parties."""
_OBJECT_PATHS = frozenset({">dobj", ">nsubjpass", ">prep>pobj"})
_EACH_OTHER = re.compile(r"\b(?:each other|one another)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties of an act.

    Attributes:
        source: Who acts.
        target: Who is acted upon.
        reasons: How they were resolved.
        certainty: How sure the least sure of them is, by its surest mention, 0 to 1.
    """

    source: tuple[Party, ...]
    target: tuple[Party, ...]
    reasons: tuple[str, ...]
    certainty: float


def sides_of(doc: AnnotatedDocument, judged: Judged, by_head: dict[int, Mention], tables: ActorTables) -> Sides:
    """The parties of an act the model judged.

    Args:
        doc: The annotated document, mentions resolved.
        judged: The model's opinion.
        by_head: Mentions by head token.
        tables: The actor tables.
    """
    sources: dict[str, Party] = {}
    targets: dict[str, Party] = {}
    reasons: list[str] = []
    sure: dict[str, float] = {}
    bare: set[str] = set()
    whole: set[str] = set()
    unnamed: set[str] = set()
    forms: dict[str, str] = {}
    chosen = _chosen(doc, judged, by_head, _made(doc, judged, by_head, tables))
    heads = [c[0] for c in chosen]
    for head, source, target in chosen:
        mention = by_head.get(head)
        if mention is None or _inside_other(doc, head, heads, by_head):
            continue
        if source >= target and is_thing(doc, mention):
            continue
        side = sources if source >= target else targets
        before = _joined_to(doc, mention, by_head)
        if before is not None and (key := before.parties[0].text.lower()) in side:
            words = doc.quote(before.start, mention.end)
            side[key] = replace(side[key], text=words, start=before.start, end=mention.end)
            continue
        for party in mention.parties:
            known = _as_party(party, tables)
            key = known.actor or known.text.lower()
            side.setdefault(key, known)
            forms.setdefault(known.text, mention.form)
            sure[key] = max(sure.get(key, 0.0), min(max(source, target), mention.chance))
            if known.actor is None and doc.tokens[mention.head].lemma.lower() == "other":
                unnamed.add(key)
            if source < target:
                (bare if _only_whose(doc, mention) else whole).add(key)
        reasons += mention.reasons
    _drop_own_state(sources, targets, bare - whole)
    _drop_unnamed(sources, targets, unnamed)
    for side in (sources, targets):
        _drop_parts(side)
        _drop_whole_of_parts(side, tables)
    # One who acts is not also acted upon, unless that is all the text says.
    for key in sorted(set(sources) & set(targets)):
        if len(targets) > 1:
            del targets[key]
        elif len(sources) > 1:
            del sources[key]
    acting, acted = tell_apart(tuple(sources.values()), tuple(targets.values()), forms, tables)
    certainty = min((sure[key] for key in {*sources, *targets}), default=1.0)
    return Sides(acting, acted, tuple(dict.fromkeys(reasons)), certainty)


def _joined_to(doc: AnnotatedDocument, mention: Mention, by_head: Mapping[int, Mention]) -> Mention | None:
    """ "Our allies and partners": the mention that a word goes on with, both of nobody known; None for other words."""
    token = doc.tokens[mention.head]
    before = by_head.get(token.head) if token.dep == "conj" else None
    if before is None or before.end > mention.start or any(p.actor for m in (before, mention) for p in m.parties):
        return None
    own = token.pos not in _LISTED or doc.dependents(token.i, "det", "poss", "nummod")
    return before if doc.quote(before.end, mention.start).strip() == "and" and not own else None


def _drop_unnamed(sources: dict[str, Party], targets: dict[str, Party], unnamed: Set[str]) -> None:
    """Leave out what names nobody beside those who are named: "others", and what several have of each other.

    Args:
        sources: Who acts.
        targets: Who is acted upon.
        unnamed: The keys of "others".
    """
    for side in (sources, targets):
        # "Killed a soldier and wounded six others": who is named stands for them.
        if not side.keys() <= unnamed:
            for key in side.keys() & unnamed:
                del side[key]
    mutual = {k for side in (sources, targets) for k, p in side.items() if p.actor is None and _EACH_OTHER.search(k)}
    if len(sources.keys() - mutual) > 1:
        # "Were shelling each other's villages": who acts is acted upon.
        for key in targets.keys() & mutual:
            del targets[key]


def _drop_parts(side: dict[str, Party]) -> None:
    """Leave out whoever is told within another party's words, both of nobody known: "dozens of civilians"."""
    nameless = [(k, p) for k, p in side.items() if p.actor is None]
    for key, part in nameless:
        if any(p.start <= part.start and part.end <= p.end for k, p in nameless if k != key):
            del side[key]


def _drop_whole_of_parts(side: dict[str, Party], tables: ActorTables) -> None:
    """Leave a region out whose states are named: "the Arab armies of Syria and Egypt" are Syria's and Egypt's."""
    for key in [k for k, p in side.items() if p.actor and tables.kind_of(p.actor) == "region"]:
        if len(tables.traits.get(key, frozenset()) & side.keys()) > 1:
            del side[key]


def _drop_own_state(sources: Mapping[str, Party], targets: dict[str, Party], bare: Set[str]) -> None:
    """Leave a target out that is only said to have something of the one who acts."""
    if len(targets) == 1 and sources.keys() == targets.keys() and targets.keys() <= bare:
        targets.clear()


def _only_whose(doc: AnnotatedDocument, mention: Mention) -> bool:
    """ "Libya's programme", "East German borders", "prime minister of Slovenia": a name that tells whose it is."""
    head = doc.tokens[mention.head]
    above = doc.tokens[head.head]
    of = head.dep == "pobj" and above.lemma.lower() == "of" and doc.tokens[above.head].pos in _LISTED
    return mention.form in _BARE and (of or head.dep in _MODIFYING)


def _chosen(
    doc: AnnotatedDocument, j: Judged, by_head: dict[int, Mention], made: frozenset[int]
) -> list[tuple[int, float, float]]:
    """Party words with their chances as source and target: the clear ones, and the best one of an empty side.

    Words in ``made`` are no parties.
    """
    roles = pooled([r for r in j.roles if r[0] not in made], by_head)
    chosen = {r[0]: (r[0], r[2], r[3]) for r in roles if r[1] < ROLE_THRESHOLD}
    first = doc.sentences[doc.tokens[j.trigger].sent].first
    for side, other, least in ((_SOURCE, _TARGET, LEAST_SOURCE), (_TARGET, _SOURCE, LEAST_TARGET)):
        if not any(c[side - 1] >= c[other - 1] for c in chosen.values()):
            named = [
                r
                for r in roles
                if r[0] not in chosen
                and r[0] in by_head
                and r[side] > r[other]
                and not (side == _SOURCE and by_head[r[0]].form == "place")
                and (r[0] < first or syntactic_path(doc.tokens, j.trigger, r[0]) != "far")
            ]
            best = max(named, key=lambda r: r[side], default=None)
            if best is not None and best[side] >= (max(least, LEAST_EARLIER) if best[0] < first else least):
                chosen[best[0]] = (best[0], best[2], best[3])
    _list_in_full(doc, chosen, by_head)
    # Words of the act's own sentence speak before those of earlier ones.
    return _whole_names(doc, [chosen[h] for h in sorted(chosen, key=lambda h: (h < first, h))], by_head)


def _whole_names(
    doc: AnnotatedDocument, chosen: Sequence[tuple[int, float, float]], by_head: Mapping[int, Mention]
) -> list[tuple[int, float, float]]:
    """Party words without those that are parts of a longer name ("Kevin" of "Kevin Dawes") or tell how many someone
    is ("six" of "six officials"), for whom that speaks."""
    whole: dict[int, tuple[int, float, float]] = {}
    for head, source, target in chosen:
        name = head
        while _part_of_name(doc, name, by_head):
            name = doc.tokens[name].head
        whole.setdefault(name, (name, source, target))
    return list(whole.values())


def _part_of_name(doc: AnnotatedDocument, head: int, by_head: Mapping[int, Mention]) -> bool:
    """Whether a word that names nobody by itself is part of a name, title or number whose last part is a mention."""
    token = doc.tokens[head]
    named = head in by_head and any(p.actor for p in by_head[head].parties)
    of_name = token.dep == "compound" and token.pos == doc.tokens[token.head].pos == "PROPN"
    return (of_name or token.dep in _COUNTING) and not named and token.head in by_head


def _list_in_full(
    doc: AnnotatedDocument, chosen: dict[int, tuple[int, float, float]], by_head: dict[int, Mention]
) -> None:
    """Add the members of a list of which some are parties: all of "Syria, Iraq and Egypt" invade, or none."""
    for head, source, target in list(chosen.values()):
        if doc.tokens[head].pos not in _LISTED:
            continue
        for other in _list_of(doc, head):
            mention = by_head.get(other)
            if (
                other not in chosen
                and mention is not None
                and mention.form in _NAMING
                and any(p.actor for p in mention.parties)
            ):
                chosen[other] = (other, source, target)


def _list_of(doc: AnnotatedDocument, head: int) -> list[int]:
    """The members of the list a word stands in, itself among them."""
    while doc.tokens[head].dep == "conj" and doc.tokens[doc.tokens[head].head].pos in _LISTED:
        head = doc.tokens[head].head
    return [head, *doc.conjuncts(head)]


@lru_cache(maxsize=1)
def organ_bodies() -> Mapping[str, str]:
    """The body that acts when its organ does, by the organ's code: dyads are with the United Nations."""
    rows = read_rows(data_folder() / "language" / "organ_bodies.csv", ("organ", "body"), lambda r: r)
    return {r["organ"]: r["body"] for r in rows}


def _as_party(party: Party, tables: ActorTables) -> Party:
    """Whom a word makes a party: a former official his state, though he speaks for none; an organ its body."""
    if party.actor is not None:
        return replace(party, actor=organ_bodies().get(party.actor, party.actor))
    return party if party.person is None else replace(party, actor=tables.nationality(party.person))


def _made(doc: AnnotatedDocument, j: Judged, by_head: dict[int, Mention], tables: ActorTables) -> frozenset[int]:
    """Words that name what the act makes or signs: "ratified the convention", "founded the Arab League"."""
    if j.type not in _MAKING:
        return frozenset()
    founds = doc.tokens[j.trigger].lemma.lower() in words_of("founding_verb")
    names: set[tuple[int, int]] = set()
    for head, *_ in j.roles:
        kinds = {tables.kind_of(p.actor) for p in by_head[head].parties if p.actor} if head in by_head else set()
        if (kinds == {_TREATY} or (founds and kinds and kinds <= _FOUNDED)) and (
            syntactic_path(doc.tokens, j.trigger, head) in _OBJECT_PATHS
        ):
            names.add((by_head[head].start, by_head[head].end))
    # Every word of its name that may be a party: "Law" of "the Law of the Sea Treaty".
    return frozenset(h for h, *_ in j.roles if h in by_head and (by_head[h].start, by_head[h].end) in names)


def _inside_other(doc: AnnotatedDocument, head: int, heads: Sequence[int], by_head: dict[int, Mention]) -> bool:
    """Whether a word only modifies another chosen party: of the same actor ("Russian" in "Russian forces"), or naming
    nobody ("aid" in "aid workers"), or telling whose a named body is."""
    token = doc.tokens[head]
    if token.dep not in _MODIFYING | {"appos"} or token.head not in heads:
        return False
    mine, other = by_head.get(head), by_head.get(token.head)
    if mine is None or other is None:
        return False
    actors, others = ({p.actor for p in m.parties} for m in (mine, other))
    if actors <= others or token.dep == "appos":
        return actors <= others
    # "The U.N.'s Atomic Energy Agency", "Lebanese Hezbollah": what has a name of its own acts for itself.
    named = other.form == "name" and others != {None}
    joined = any(t.text in _HYPHENS for t in doc.tokens[mine.last : mine.last + 1])
    return actors == {None} or (named and mine.form in _BARE and not joined)
