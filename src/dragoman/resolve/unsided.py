"""Words that name a state and yet mean no actor: teams in a match, former office-holders, private firms, speakers."""

from __future__ import annotations

from collections.abc import Set

from dragoman.model import AnnotatedDocument, Token
from dragoman.resolve.syntax import PLURAL_TAGS, is_subject, own_verbs
from dragoman.tables.nouns import NounRow
from dragoman.tables.words import words_of

_PLAYING = frozenset({"nsubj", "nsubjpass", "dobj"})
_AGAINST = frozenset({"against", "by", "over", "to", "with", "past", "above"})
_JOINED = 3
"""Words of a noun of sport that hyphens join ("semi-final")."""
_HUMAN_ENDINGS = ("man", "woman")
_PERSON_ENDINGS = ("man", "woman", "ist", "ant", "ian")
_SHORT = 5
_MODIFIERS = ("amod", "compound", "nmod", "advmod")


def plays_match(doc: AnnotatedDocument, token: Token) -> bool:
    """Whether a state's name is its team's: it wins or loses, and sport is spoken of around it.

    Args:
        doc: The parsed document.
        token: The name's head word.
    """
    at = token
    while at.dep in {"conj", "appos"} and at.head != at.i:
        at = doc.tokens[at.head]
    above = doc.tokens[at.head]
    if at.dep == "pobj" and above.lemma.lower() in _AGAINST:
        above = doc.tokens[above.head]
    elif at.dep not in _PLAYING:
        return False
    if _is_match(doc, above):
        return True
    verb = above.lemma.lower()
    if verb in words_of("sport_verb"):
        return _speaks_of_sport(doc, token.sent)
    # "Put seven past Brazil in the semi-final": what a match is told with, but for what is decided about it.
    other = above.pos == "VERB" and verb not in words_of("about_match") and verb not in words_of("speech")
    return other and _has_word(doc, token.sent, words_of("match_noun"))


def _is_match(doc: AnnotatedDocument, verb: Token) -> bool:
    """ "The Brazilians beat Mexico", "lost to France": two teams need no other word of sport."""
    if verb.lemma == "lose" and not doc.dependents(verb.i, "dobj"):
        against = (o for p in doc.dependents(verb.i, "prep") if p.lemma == "to" for o in doc.dependents(p.i, "pobj"))
        return any(o.ent in {"GPE", "NORP"} for o in against)
    return verb.lemma.lower() in words_of("outright_sport") and _of_two_teams(doc, verb)


def _of_two_teams(doc: AnnotatedDocument, verb: Token) -> bool:
    """ "The Brazilians beat Mexico": names on both sides of the verb."""
    sides = [doc.dependents(verb.i, "nsubj"), doc.dependents(verb.i, "dobj")]
    return all(any(t.ent in {"GPE", "NORP"} and t.text[:1].isupper() for t in side) for side in sides)


def _speaks_of_sport(doc: AnnotatedDocument, sent: int) -> bool:
    """Whether a sentence or one beside it has a word of sport."""
    paragraph = doc.sentences[sent].paragraph
    return any(
        doc.sentences[n].paragraph == paragraph
        and (_has_word(doc, n, words_of("sport_noun")) or any(_is_match(doc, t) for t in doc.words(doc.sentences[n])))
        for n in range(max(0, sent - 1), min(len(doc.sentences), sent + 2))
    )


def _has_word(doc: AnnotatedDocument, sent: int, wanted: Set[str]) -> bool:
    """Whether a sentence has one of some words, one joined by a hyphen too; not within a name ("the Final Act")."""
    words = [
        t
        for t in doc.words(doc.sentences[sent])
        if not (t.pos == "PROPN" and t.dep in {"compound", "amod"} and doc.tokens[t.head].text[:1].isupper())
    ]
    joined = {
        "".join(t.text.lower() for t in doc.tokens[w.i - 1 : w.i + _JOINED - 1]) for w in words if w.text == "-" and w.i
    }
    return not wanted.isdisjoint(joined | {t.lemma.lower() for t in words} | {t.text.lower() for t in words})


def in_firms_name(doc: AnnotatedDocument, at: int) -> bool:
    """ "Air India", "Korean Air", "FC Barcelona": a word in the name of a carrier or a club."""
    token = doc.tokens[at]
    if token.pos != "PROPN" and token.ent != "ORG":
        return False
    sentence = doc.sentences[token.sent]
    before = doc.tokens[at - 1] if at > sentence.first else None
    after = doc.tokens[at + 1] if at + 1 < sentence.last else None
    if before is not None and before.pos == "PROPN" and before.text.lower() in words_of("before_carrier"):
        return before.text[:1].isupper()
    if after is None or after.pos not in {"PROPN", "NOUN"} or not after.text[:1].isupper():
        return False
    beyond = doc.tokens[at + 2] if at + 2 < sentence.last else None
    # "The Russian Air Force" is no carrier.
    ends = beyond is None or beyond.pos != "PROPN"
    return after.text.lower() in words_of("after_carrier") and ends


def is_some_firm(doc: AnnotatedDocument, token: Token) -> bool:
    """ "An insurer": a firm nobody knows, where "the company" may be one named before."""
    definite = any(d.text.lower() in words_of("pointing_determiner") for d in doc.dependents(token.i, "det"))
    return token.lemma.lower() in words_of("private_noun") and not definite


def is_nameless_speaker(doc: AnnotatedDocument, token: Token) -> bool:
    """ "A participant said", "the walkers promised to wait": whoever speaks is a person or a body, and no report."""
    if token.pos != "NOUN" or token.lemma.lower() in words_of("speaking_thing") or not is_subject(doc, token):
        return False
    if token.tag == "NNS" and token.lemma.lower() in words_of("plural_left_open"):
        # "Both sides accuse": somebody named before.
        return False
    return any(verb.lemma.lower() in words_of("speech") for verb in own_verbs(doc, token))


def is_one_person(token: Token) -> bool:
    """ "A participant", "a friend": no body of persons."""
    word = token.lemma.lower()
    return word in words_of("speaking_person") or (len(word) > _SHORT and word.endswith(_PERSON_ENDINGS))


def told_with_who(doc: AnnotatedDocument, token: Token) -> bool:
    """ "Those who fled", "walkers whom nobody met": persons, as the clause that tells of them shows."""
    if token.pos == "PROPN":
        return False
    clauses = doc.dependents(token.i, "relcl")
    return any(w.text.lower() in {"who", "whom"} for c in clauses for w in doc.dependents(c.i))


def is_nameless_human(doc: AnnotatedDocument, token: Token) -> bool:
    """ "A headman", "a commander", "the walker who waved": one person, as the word or a clause tells."""
    word = token.lemma.lower()
    if token.pos != "NOUN" or token.tag != "NN":
        return False
    one = words_of("private_person") | words_of("single_person") | words_of("certain_person")
    in_office = words_of("office_person") | words_of("onlooker")
    return word.endswith(_HUMAN_ENDINGS) or word in one | in_office or told_with_who(doc, token)


def out_of_office(doc: AnnotatedDocument, token: Token, row: NounRow | None) -> bool:
    """ "A former Polish ambassador", "the ex-king": who holds an office no more speaks for no side."""
    if row is None or not (row.kinds & {"leader", "official"} or token.lemma.lower() in words_of("office_person")):
        return False
    return any(c.i < token.i and c.text.lower() in words_of("former") for c in doc.dependents(token.i, *_MODIFIERS))


def is_private(doc: AnnotatedDocument, token: Token) -> bool:
    """ "A Japanese company", "the Norwegian owner": one firm at home in a state is not the state."""
    word = token.lemma.lower()
    if token.i > 1 and doc.tokens[token.i - 1].text == "-":
        # "Start-up"
        word = f"{doc.tokens[token.i - 2].text.lower()}-{word}"
    if token.tag not in {"NN", "RP"} or word not in words_of("private_noun"):
        return False
    inside = (doc.tokens[i].text.lower() for i in doc.subtree(token.i) if i < token.i)
    return not any(word in words_of("public_sign") for word in inside)


def is_own_body(doc: AnnotatedDocument, token: Token) -> bool:
    """ "The Danish Refugee Council", "the Bar Association of Pakistan": a name of no organ of the state."""
    if token.tag != "NNP" or token.ent != "ORG":
        return False
    inside = {c.text.lower() for c in doc.dependents(token.i, *_MODIFIERS)} | {token.lemma.lower()}
    return bool(inside & words_of("own_body_sign")) and not inside & words_of("public_sign")


def is_private_person(token: Token) -> bool:
    """ "A Mexican boxer": one whom neither office nor cause makes a party."""
    return token.tag == "NN" and token.lemma.lower() in words_of("private_person")


def tells_language(token: Token) -> bool:
    """ "Russian speakers": the name is that of a language."""
    return token.lemma.lower() in words_of("language_noun") and token.tag in PLURAL_TAGS


def names_language(doc: AnnotatedDocument, i: int) -> bool:
    """ "Spoke Spanish"."""
    token = doc.tokens[i]
    return token.dep == "dobj" and doc.tokens[token.head].lemma.lower() in words_of("language_verb")


def of_no_state(doc: AnnotatedDocument, token: Token) -> bool:
    """ "Farmers", "any state", "the foreign ministers": private people, and those of no state in particular."""
    lemma = token.lemma.lower()
    around = frozenset(c.text.lower() for c in doc.dependents(token.i) if c.i < token.i)
    if lemma in words_of("onlooker"):
        return True
    if token.tag in PLURAL_TAGS:
        private = lemma in words_of("private_people") and not is_subject(doc, token)
        return private or (lemma in words_of("minister_noun") and bool(around & words_of("single_ministry")))
    state = lemma in words_of("state_noun")
    return lemma in words_of("private_one") or (state and bool(around & words_of("of_any")))
