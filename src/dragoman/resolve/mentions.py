"""Every word that may act, with the actors it stands for on the document's date."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import AnnotatedDocument, Mention, Party, Token
from dragoman.resolve.antecedents import UNKNOWN_ENTS
from dragoman.resolve.corefer import Pointers
from dragoman.resolve.introductions import learn_people
from dragoman.resolve.names import find_names
from dragoman.resolve.phrases import Phrases, Reading
from dragoman.resolve.publishers import publisher_body, publisher_state
from dragoman.resolve.syntax import SUBJECT
from dragoman.resolve.unsided import is_nameless_human, is_nameless_speaker, is_some_firm, plays_match, told_with_who
from dragoman.tables import ActorTables, packaged_places
from dragoman.tables.actor_rows import PEOPLE_FORMS, STATE_KINDS
from dragoman.tables.nouns import role_nouns
from dragoman.tables.words import key_of, words_of

_ACTING_POS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_NAMING = frozenset({"name", "person", "demonym", "title"})
_POINTED_AT = frozenset({"people", "armed", "official", "leader", "force", "group", "stranger"})
_PLACE_FORMS = frozenset({"name", "short", "official", "former", "capital", "seat"})
_PLACE_KINDS = STATE_KINDS | {"region"}
_RELATIVE_TAGS = frozenset({"WP", "WDT", "WP$"})
_RECIPROCAL = frozenset({("each", "other"), ("one", "another")})


def resolve_mentions(doc: AnnotatedDocument, tables: ActorTables) -> AnnotatedDocument:
    """Fill the document's mentions.

    Args:
        doc: The parsed document.
        tables: The actor tables.

    Returns:
        The same document with a mention for every word that may act, in order of place.
    """
    home = publisher_state(doc.document.publisher, tables)
    phrases = Phrases(doc, find_names(doc, tables, home), tables, role_nouns())
    learn_people(phrases)
    body = publisher_body(doc.document.publisher, tables) if home is None else None
    pointers = Pointers(doc, phrases, tables, home, packaged_places(), body)
    mentions: list[Mention] = []
    for token in doc.tokens:
        if token.pos not in _ACTING_POS and token.i not in phrases.match_at:
            continue
        readings, form = _read(token, phrases, pointers)
        if form is None:
            continue
        _note(token, readings, form, phrases, pointers)
        mentions.append(_mention(doc, phrases, token, readings, form))
    return replace(doc, mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.end, m.head))))


def _read(token: Token, phrases: Phrases, pointers: Pointers) -> tuple[list[Reading], str | None]:
    match = phrases.match_at.get(token.i)
    if token.pos in {"PRON", "DET"} and match is None:
        if token.tag == "DT" and token.dep not in _ARGUMENTS:
            return [], None
        return pointers.pronoun(token), "pronoun"
    if token.dep == "compound" and phrases.doc.tokens[token.head].lemma.lower().startswith(f"{token.text.lower()}-"):
        # "Secretary-general" is one word.
        return [], None
    counted = pointers.counted_region(token)
    if counted:
        return counted, "description"
    readings = pointers.person_of_nation(token)
    if readings:
        return readings, "description"
    readings = pointers.by_table(token)
    if readings:
        return readings, "description"
    readings = pointers.people_of_other(token) or phrases.read_all(token.i)
    if not readings and _is_reciprocal(token, phrases.doc):
        return [], "common"
    if not readings:
        found = pointers.noun(token)
        if not found:
            return [], "common"
        return found, "place" if _is_mere_place(token, phrases, pointers) else "description"
    if match is not None and match.person:
        return readings, "person"
    if match is not None and plays_match(pointers.doc, token):
        return [Reading(None, None, None, None, token.i, f"“{token.text}” is a team in a match")], "name"
    if _is_mere_place(token, phrases, pointers):
        return readings, "place"
    if match is not None and match.alias is not None and not match.options:
        return readings, "demonym" if match.alias.form in PEOPLE_FORMS else "name"
    return readings, "person" if readings[0].person and len(readings) == 1 else "title"


def _is_reciprocal(token: Token, doc: AnnotatedDocument) -> bool:
    """ "Each other's villages": they belong to both of those who act, and to no third."""
    owners = doc.dependents(token.i, "poss")
    return any(o.i > 0 and (doc.tokens[o.i - 1].text.lower(), o.text.lower()) in _RECIPROCAL for o in owners)


def _note(token: Token, readings: list[Reading], form: str, phrases: Phrases, pointers: Pointers) -> None:
    """Remember a mention for later words to point to, unknown persons and bodies among them."""
    if form in {"title", "description"} and token.dep == "appos" and pointers.antecedents.names_other(token, readings):
        # "Slovenia, the most prosperous of the Yugoslav republics": told of Slovenia, and nobody of his own.
        return
    if form == "demonym":
        # "Russian-Chinese": two actors, each of its own.
        head = phrases.doc.tokens[token.head]
        whole = phrases.read(token.head) if token.dep == "amod" else None
        if (whole is not None and not whole.actor) or (token.dep == "amod" and pointers.person_of_nation(head)):
            # "A Japanese firm" brings no Japan to mind.
            return
        for reading in readings:
            pointers.note(token, [reading])
    elif form in _NAMING or form in {"place", "description"}:
        match = phrases.match_at.get(token.i)
        town = match is None or match.alias is None or match.alias.form in {"capital", "seat"}
        pointers.note(token, readings, named=form in _NAMING, venue=form == "place" and town)
    elif form == "pronoun":
        several = token.text.lower() in words_of("plural_pronoun") or len(readings) > 1
        if several and token.dep in _ARGUMENTS and readings and token.tag not in _RELATIVE_TAGS:
            pointers.note(token, readings, named=False)
        elif token.text.lower() in {"they", "those"} and not readings and _is_somebody(token, phrases):
            # "Those who had lost their homes", "they came by night, and they burned the mill": the same ones.
            pointers.note(token, [_nobody_known(token)], named=False)
        elif token.text.lower() in words_of("indefinite_one"):
            # "Nobody knew whether they would be paid", "whoever shot him left his coat"
            pointers.note(token, [_nobody_known(token)], named=False)
        elif token.text.lower() in words_of("one_alone") and token.dep in SUBJECT and len(readings) == 1:
            # "It has quarrelled with Seoul over islets; it …": the same again.
            pointers.note(token, readings, named=False)
    elif form == "common":
        person = token.ent == "PERSON" and token.pos == "PROPN"
        body = token.ent in UNKNOWN_ENTS and token.pos == "PROPN" and token.dep in SUBJECT
        row = phrases.noun_row(token)
        acts = token.dep in _ARGUMENTS | {"agent", "conj"}
        one = pointers.is_nameless_state(token)
        firm = acts and is_some_firm(phrases.doc, token)
        speaker = is_nameless_speaker(phrases.doc, token) or (acts and is_nameless_human(phrases.doc, token))
        speaker = speaker or (acts and token.tag == "NNS" and told_with_who(phrases.doc, token))
        if person or body or one or firm or speaker or (row is not None and row.kinds & _POINTED_AT and acts):
            # A word after it must not reach back past it to somebody known.
            name = phrases.person_name(token) if person else None
            pointers.note(token, [_nobody_known(token, name)], named=False)


def _nobody_known(token: Token, name: str | None = None) -> Reading:
    return Reading(None, name, None, None, token.i, "nobody the tables know")


def _is_somebody(token: Token, phrases: Phrases) -> bool:
    if token.text.lower() == "those":
        return told_with_who(phrases.doc, token)
    return token.dep in SUBJECT


def _is_mere_place(token: Token, phrases: Phrases, pointers: Pointers) -> bool:
    """Whether a name only says where: "talks in Geneva", "left Hanoi"; not "confidence in China", "told Moscow"."""
    match = phrases.match_at.get(token.i)
    town = token.i in pointers.localities.places
    if match is not None:
        kind = phrases.tables.kind_of(match.actor)
        if match.alias is None or match.alias.form not in _PLACE_FORMS:
            return False
        if kind not in _PLACE_KINDS and key_of(match.alias.text) not in packaged_places().names:
            # "Brussels" is a town, and the Union's name.
            return False
        town = match.alias.form in {"capital", "seat"} or key_of(match.alias.text) in packaged_places().names
        if match.alias.form == "seat" and not town:
            return False
    else:
        row = phrases.noun_row(token)
        facility = row is not None and "facility" in row.kinds
        if not town and not facility and token.lemma.lower() not in words_of("place_noun"):
            return False
    return _says_where(token, town, match is None, phrases)


def _says_where(token: Token, town: bool, only_place: bool, phrases: Phrases) -> bool:
    tokens = phrases.doc.tokens
    at = token
    match = phrases.match_at.get(token.i)
    while match is not None and at.dep == "compound" and match.first <= at.head < match.last:
        at = tokens[at.head]
    while at.dep in {"conj", "appos"} and tokens[at.head].pos == "PROPN" and at.head != at.i:
        at = tokens[at.head]
    above = tokens[at.head]
    if only_place and town:
        return at.dep not in SUBJECT
    if town and any(_where(phrases, clause) for clause in phrases.doc.dependents(at.i, "relcl")):
        return True
    if town and _after_capital(token, phrases):
        return True
    if at.dep == "dobj":
        return above.lemma.lower() in (words_of("place_object") if town else words_of("left_state"))
    if at.dep in {"compound", "poss"} and town and above.pos == "NOUN":
        row = phrases.noun_row(above)
        return (row is None and at.dep == "compound") or (row is not None and row.kinds == {"facility"})
    if at.dep != "pobj":
        return False
    link, over = above.lemma.lower(), tokens[above.head]
    away = over.pos == "ADV" and over.lemma.lower() in words_of("way_back")
    if (over.pos == "ADP" or away) and over.head != over.i:
        # "Out of Beirut", "came back from Beirut"
        over = tokens[over.head]
    if link in words_of("place_preposition") or (only_place and link in words_of("containing")):
        return over.lemma.lower() not in words_of("acting_upon")
    if link == "to" and town and over.lemma.lower() in words_of("bringing_verb"):
        return bool(phrases.doc.dependents(over.i, "dobj"))
    if link in {"to", "from", "into", "through", "onto"} and over.pos == "VERB":
        if over.lemma.lower() in words_of("flight_verb"):
            return True
        if link != "to" and over.lemma.lower() in words_of("motion"):
            return True
    if link == "of" and town and over.lemma.lower() in words_of("facility_sight"):
        return True
    if link == "from" and over.lemma.lower() in words_of("launching_verb"):
        return True
    if away and link in {"from", "in", "to"}:
        return town
    if link in {"from", "over"} and over.pos == "VERB":
        return town and over.lemma.lower() not in words_of("getting_verb")
    return town and link in words_of("way_preposition") and over.lemma.lower() in words_of("motion")


def _where(phrases: Phrases, clause: Token) -> bool:
    """ "Washington, where he was to speak"."""
    return any(c.text.lower() == "where" for c in phrases.doc.dependents(clause.i, "advmod"))


def _after_capital(token: Token, phrases: Phrases) -> bool:
    """ "The capital Kyiv", "Libya's capital Tripoli"."""
    match = phrases.match_at.get(token.i)
    first = match.first if match is not None else token.i
    return first > 0 and phrases.doc.tokens[first - 1].text.lower() in {"capital", "city", "town", "port"}


def _camp(doc: AnnotatedDocument, token: Token) -> str | None:
    """The sector of "opposition lawmakers", "the opposition candidate": the camp they are of, whatever they are."""
    against = any(c.lemma.lower() == "opposition" for c in doc.dependents(token.i, "compound", "amod", "nmod"))
    return "OPP" if against else None


def _mention(doc: AnnotatedDocument, phrases: Phrases, token: Token, readings: list[Reading], form: str) -> Mention:
    match = phrases.match_at.get(token.i)
    if match is not None:
        start, end = doc.tokens[match.first].start, doc.tokens[match.last - 1].end
        first, last = match.first, match.last
    else:
        start, end = phrases.span(token.i)
        first, last = _tokens_between(doc, token, start, end)
    text = doc.quote(start, end)
    camp = None if match is not None else _camp(doc, token)
    parties = tuple(
        Party(actor=r.actor, text=text, start=start, end=end, person=r.person, role=r.role, sector=camp or r.sector)
        for r in readings
    ) or (Party(actor=None, text=text, start=start, end=end),)
    return Mention(
        start=start, end=end, head=token.i, first=first, last=last, form=form, parties=parties,
        reasons=tuple(dict.fromkeys(r.reason for r in readings)),
    )  # fmt: skip


def _tokens_between(doc: AnnotatedDocument, token: Token, start: int, end: int) -> tuple[int, int]:
    """The tokens of a token's sentence that lie around it between two code points: the first, and one past the last."""
    first, last, sentence = token.i, token.i + 1, doc.sentences[token.sent]
    while first > sentence.first and doc.tokens[first - 1].start >= start:
        first -= 1
    while last < sentence.last and doc.tokens[last].end <= end:
        last += 1
    return first, last
