"""Times tied to syntax: tense, tokens, which time dates which act, and what a text carries on. Hand-built trees."""

import pytest

from _build import annotated
from dragoman.annotate import Parser
from dragoman.model import AnnotatedDocument, Cut, Document, Sentence, TimeExpression, Token
from dragoman.resolve.times import carried_time, find_times, time_of
from dragoman.resolve.times.syntax_tense import tense_at

FRIDAY = "2022-09-16"

TREES = {
    # word/lemma/part of speech/tag/dependency/head (in the sentence)/entity; -- ends a sentence
    "coordinated": """
        On/on/ADP/IN/prep/4/- Monday/Monday/PROPN/NNP/pobj/0/DATE ,/,/PUNCT/,/punct/4/-
        Putin/Putin/PROPN/NNP/nsubj/4/PERSON met/meet/VERB/VBD/ROOT/4/- Xi/Xi/PROPN/NNP/dobj/4/PERSON
        and/and/CCONJ/CC/cc/4/- signed/sign/VERB/VBD/conj/4/- a/a/DET/DT/det/9/- pact/pact/NOUN/NN/dobj/7/-
        ././PUNCT/./punct/4/-
    """,
    "two_verbs": """
        Putin/Putin/PROPN/NNP/nsubj/1/PERSON met/meet/VERB/VBD/ROOT/1/- Xi/Xi/PROPN/NNP/dobj/1/PERSON
        on/on/ADP/IN/prep/1/- Thursday/Thursday/PROPN/NNP/pobj/3/DATE and/and/CCONJ/CC/cc/1/-
        will/will/AUX/MD/aux/7/- travel/travel/VERB/VB/conj/1/- to/to/ADP/IN/prep/7/-
        Iran/Iran/PROPN/NNP/pobj/8/GPE on/on/ADP/IN/prep/7/- Saturday/Saturday/PROPN/NNP/pobj/10/DATE
        ././PUNCT/./punct/1/-
    """,
    "opens": """
        The/the/DET/DT/det/1/- fair/fair/NOUN/NN/nsubj/2/- opens/open/VERB/VBZ/ROOT/2/- on/on/ADP/IN/prep/2/-
        Saturday/Saturday/PROPN/NNP/pobj/3/DATE ././PUNCT/./punct/2/-
    """,
    "opens_fire": """
        The/the/DET/DT/det/1/- army/army/NOUN/NN/nsubj/2/- opens/open/VERB/VBZ/ROOT/2/- fire/fire/NOUN/NN/dobj/2/-
        on/on/ADP/IN/prep/2/- Saturday/Saturday/PROPN/NNP/pobj/4/DATE ././PUNCT/./punct/2/-
    """,
    "takes_place": """
        The/the/DET/DT/det/1/- vote/vote/NOUN/NN/nsubj/2/- takes/take/VERB/VBZ/ROOT/2/- place/place/NOUN/NN/dobj/2/-
        on/on/ADP/IN/prep/2/- Saturday/Saturday/PROPN/NNP/pobj/4/DATE ././PUNCT/./punct/2/-
    """,
    "shells": """
        Turkey/Turkey/PROPN/NNP/nsubj/1/GPE shells/shell/VERB/VBZ/ROOT/1/- a/a/DET/DT/det/3/-
        village/village/NOUN/NN/dobj/1/- on/on/ADP/IN/prep/1/- Saturday/Saturday/PROPN/NNP/pobj/4/DATE
        ././PUNCT/./punct/1/-
    """,
    "noun_inside": """
        Kyiv/Kyiv/PROPN/NNP/nsubj/1/- condemned/condemn/VERB/VBD/ROOT/1/- the/the/DET/DT/det/4/-
        2014/2014/NUM/CD/nummod/4/DATE annexation/annexation/NOUN/NN/dobj/1/- of/of/ADP/IN/prep/4/-
        Crimea/Crimea/PROPN/NNP/pobj/5/ORG on/on/ADP/IN/prep/1/- Friday/Friday/PROPN/NNP/pobj/7/DATE
        ././PUNCT/./punct/1/-
    """,
    "reported": """
        Officials/official/NOUN/NNS/nsubj/1/- said/say/VERB/VBD/ROOT/1/-
        Tuesday/Tuesday/PROPN/NNP/npadvmod/1/DATE that/that/SCONJ/IN/mark/6/- rebels/rebel/NOUN/NNS/nsubj/6/-
        had/have/AUX/VBD/aux/6/- attacked/attack/VERB/VBN/ccomp/1/- the/the/DET/DT/det/8/-
        town/town/NOUN/NN/dobj/6/- on/on/ADP/IN/prep/6/- Sunday/Sunday/PROPN/NNP/pobj/9/DATE
        ././PUNCT/./punct/1/-
    """,
    "relative": """
        The/the/DET/DT/det/1/- rebels/rebel/NOUN/NNS/nsubj/10/- ,/,/PUNCT/,/punct/1/- who/who/PRON/WP/nsubj/4/-
        attacked/attack/VERB/VBD/relcl/1/- the/the/DET/DT/det/6/- town/town/NOUN/NN/dobj/4/-
        on/on/ADP/IN/prep/4/- Sunday/Sunday/PROPN/NNP/pobj/7/DATE ,/,/PUNCT/,/punct/1/-
        withdrew/withdraw/VERB/VBD/ROOT/10/- on/on/ADP/IN/prep/10/- Monday/Monday/PROPN/NNP/pobj/11/DATE
        ././PUNCT/./punct/10/-
    """,
    "budget": """
        Parliament/Parliament/PROPN/NNP/nsubj/1/ORG debated/debate/VERB/VBD/ROOT/1/- the/the/DET/DT/det/4/-
        2022/2022/NUM/CD/nummod/4/CARDINAL budget/budget/NOUN/NN/dobj/1/- ././PUNCT/./punct/1/-
    """,
    "light": """
        The/the/DET/DT/det/2/- two/two/NUM/CD/nummod/2/CARDINAL sides/side/NOUN/NNS/nsubj/3/-
        held/hold/VERB/VBD/ROOT/3/- talks/talk/NOUN/NNS/dobj/3/- in/in/ADP/IN/prep/4/-
        Geneva/Geneva/PROPN/NNP/pobj/5/GPE last/last/ADJ/JJ/amod/8/DATE week/week/NOUN/NN/npadvmod/3/DATE
        ././PUNCT/./punct/3/-
    """,
    "agreed": """
        Tehran/Tehran/PROPN/NNP/nsubj/1/GPE agreed/agree/VERB/VBD/ROOT/1/- on/on/ADP/IN/prep/1/-
        Thursday/Thursday/PROPN/NNP/pobj/2/DATE to/to/PART/TO/aux/5/- send/send/VERB/VB/xcomp/1/-
        drones/drone/NOUN/NNS/dobj/5/- to/to/ADP/IN/prep/5/- Minsk/Minsk/PROPN/NNP/pobj/7/GPE
        ././PUNCT/./punct/1/-
    """,
    "purpose": """
        Lavrov/Lavrov/PROPN/NNP/nsubj/1/- flew/fly/VERB/VBD/ROOT/1/- to/to/ADP/IN/prep/1/-
        Ankara/Ankara/PROPN/NNP/pobj/2/GPE on/on/ADP/IN/prep/1/- Wednesday/Wednesday/PROPN/NNP/pobj/4/DATE
        to/to/PART/TO/aux/7/- discuss/discuss/VERB/VB/advcl/1/- grain/grain/NOUN/NN/compound/9/-
        exports/export/NOUN/NNS/dobj/7/- ././PUNCT/./punct/1/-
    """,
    "expected": """
        The/the/DET/DT/det/1/- leaders/leader/NOUN/NNS/nsubjpass/3/- are/be/AUX/VBP/auxpass/3/-
        expected/expect/VERB/VBN/ROOT/3/- to/to/PART/TO/aux/5/- meet/meet/VERB/VB/xcomp/3/-
        in/in/ADP/IN/prep/5/- Samarkand/Samarkand/PROPN/NNP/pobj/6/LOC on/on/ADP/IN/prep/5/-
        Monday/Monday/PROPN/NNP/pobj/8/DATE ././PUNCT/./punct/3/-
    """,
    "participle": """
        The/the/DET/DT/det/1/- deal/deal/NOUN/NN/nsubj/7/- ,/,/PUNCT/,/punct/1/- signed/sign/VERB/VBN/acl/1/-
        in/in/ADP/IN/prep/3/- July/July/PROPN/NNP/pobj/4/DATE ,/,/PUNCT/,/punct/1/- lets/let/VERB/VBZ/ROOT/7/-
        ships/ship/NOUN/NNS/nsubj/9/- leave/leave/VERB/VB/ccomp/7/- the/the/DET/DT/det/11/-
        port/port/NOUN/NN/dobj/9/- ././PUNCT/./punct/7/-
    """,
    "possessive": """
        They/they/PRON/PRP/nsubj/1/- said/say/VERB/VBD/ROOT/1/- they/they/PRON/PRP/nsubj/4/-
        would/would/AUX/MD/aux/4/- look/look/VERB/VB/ccomp/1/- at/at/ADP/IN/prep/4/- ways/way/NOUN/NNS/pobj/5/-
        to/to/PART/TO/aux/8/- evade/evade/VERB/VB/relcl/6/- Wednesday/Wednesday/PROPN/NNP/poss/11/DATE
        's/'s/PART/POS/case/9/- ruling/ruling/NOUN/NN/dobj/8/- ././PUNCT/./punct/1/-
    """,
    "length": """
        They/they/PRON/PRP/nsubj/1/- fought/fight/VERB/VBD/ROOT/1/- for/for/ADP/IN/prep/1/-
        three/three/NUM/CD/nummod/4/DATE years/year/NOUN/NNS/pobj/2/DATE ././PUNCT/./punct/1/-
    """,
    "when": """
        It/it/PRON/PRP/nsubjpass/2/- was/be/AUX/VBD/auxpass/2/- ruled/rule/VERB/VBN/ROOT/2/-
        by/by/ADP/IN/agent/2/- Lisbon/Lisbon/PROPN/NNP/pobj/3/GPE until/until/ADP/IN/prep/2/-
        1962/1962/NUM/CD/pobj/5/DATE ,/,/PUNCT/,/punct/6/- when/when/SCONJ/WRB/advmod/11/-
        it/it/PRON/PRP/nsubjpass/11/- was/be/AUX/VBD/auxpass/11/- released/release/VERB/VBN/relcl/6/-
        ././PUNCT/./punct/2/-
    """,
    "carry": """
        In/in/ADP/IN/prep/4/- 2011/2011/NUM/CD/pobj/0/DATE ,/,/PUNCT/,/punct/4/-
        unrest/unrest/NOUN/NN/nsubj/4/- erupted/erupt/VERB/VBD/ROOT/4/- in/in/ADP/IN/prep/4/-
        the/the/DET/DT/det/7/- ports/port/NOUN/NNS/pobj/5/- ././PUNCT/./punct/4/- --
        The/the/DET/DT/det/1/- purge/purge/NOUN/NN/nsubj/2/- led/lead/VERB/VBD/ROOT/2/-
        to/to/ADP/IN/prep/2/- a/a/DET/DT/det/6/- long/long/ADJ/JJ/amod/6/- war/war/NOUN/NN/pobj/3/-
        ././PUNCT/./punct/2/- --
        It/it/PRON/PRP/nsubj/2/- will/will/AUX/MD/aux/2/- vote/vote/VERB/VB/ROOT/2/-
        again/again/ADV/RB/advmod/2/- ././PUNCT/./punct/2/-
    """,
    "own_day": """
        The/the/DET/DT/det/1/- leaders/leader/NOUN/NNS/nsubj/2/- spoke/speak/VERB/VBD/ROOT/2/-
        today/today/NOUN/NN/npadvmod/2/DATE ././PUNCT/./punct/2/- --
        They/they/PRON/PRP/nsubj/1/- discussed/discuss/VERB/VBD/ROOT/1/- the/the/DET/DT/det/3/-
        border/border/NOUN/NN/dobj/1/- ././PUNCT/./punct/1/- --
        They/they/PRON/PRP/nsubj/1/- agreed/agree/VERB/VBD/ROOT/1/- that/that/SCONJ/IN/mark/6/-
        the/the/DET/DT/det/4/- talks/talk/NOUN/NNS/nsubj/6/- would/would/AUX/MD/aux/6/- go/go/VERB/VB/ccomp/1/-
        on/on/ADP/RP/prt/6/- ././PUNCT/./punct/1/-
    """,
}


def build(name: str, published: str | None = FRIDAY, cuts: tuple[Cut, ...] = ()) -> AnnotatedDocument:
    """A parsed document of one of the trees; words are joined by spaces, marks to the word before."""
    text, tokens, sentences = "", [], []
    for number, sentence in enumerate(TREES[name].split(" --")):
        base = len(tokens)
        for row in sentence.split():
            word, lemma, pos, tag, dep, head, ent = row.split("/")
            text += "" if not text or tag in (".", ",", "POS") else " "
            start, i = len(text), len(tokens)
            text += word
            ent = "" if ent == "-" else ent
            tokens.append(Token(i, word, start, len(text), lemma, pos, tag, dep, base + int(head), ent, number))
        root = next(t.i for t in tokens[base:] if t.head == t.i)
        sentences.append(Sentence(number, base, len(tokens), tokens[base].start, len(text), root, 0))
    children = tuple(tuple(t.i for t in tokens if t.head == n and t.i != n) for n in range(len(tokens)))
    document = Document("d", text, published=published, cuts=cuts)
    return AnnotatedDocument(document, tuple(tokens), tuple(sentences), children)


def index(doc: AnnotatedDocument, word: str) -> int:
    return next(t.i for t in doc.tokens if t.text == word)


def words(doc: AnnotatedDocument, time: TimeExpression | None) -> str | None:
    return None if time is None else doc.quote(time.start, time.end)


# ---- which time dates which act -------------------------------------------------------------------

GOVERNED = [
    ("coordinated", "met", "Monday"),
    ("coordinated", "signed", "Monday"),
    ("two_verbs", "met", "Thursday"),
    ("two_verbs", "travel", "Saturday"),
    ("noun_inside", "condemned", "Friday"),
    ("noun_inside", "annexation", "2014"),
    ("reported", "said", "Tuesday"),
    ("reported", "attacked", "Sunday"),
    ("relative", "attacked", "Sunday"),
    ("relative", "withdrew", "Monday"),
    ("budget", "debated", None),
    ("light", "held", "last week"),
    ("light", "talks", "last week"),
    ("agreed", "agreed", "Thursday"),
    ("agreed", "send", None),
    ("purpose", "flew", "Wednesday"),
    ("purpose", "discuss", "Wednesday"),
    ("expected", "meet", "Monday"),
    ("participle", "signed", "July"),
    ("participle", "leave", None),
    ("length", "fought", None),
]


@pytest.mark.parametrize(("tree", "word", "expected"), GOVERNED)
def test_time_of(tree: str, word: str, expected: str | None) -> None:
    doc = build(tree)
    assert words(doc, time_of(doc, find_times(doc), index(doc, word))) == expected


def test_a_clause_on_a_time_has_the_time_without_its_preposition() -> None:
    doc = build("when")
    times = find_times(doc)
    until = time_of(doc, times, index(doc, "ruled"))
    released = time_of(doc, times, index(doc, "released"))
    assert until is not None
    assert (until.when.start, until.when.end) == (None, "1962-12-31")
    assert released is not None
    assert (released.when.start, released.when.end, released.when.precision) == ("1962-01-01", "1962-12-31", "year")


def test_never_across_a_sentence() -> None:
    doc = build("carry")
    assert time_of(doc, find_times(doc), index(doc, "led")) is None


# ---- what a text carries on -----------------------------------------------------------------------


def test_a_history_carries_its_year_on_but_not_into_plans() -> None:
    doc = build("carry")
    times = find_times(doc)
    assert words(doc, carried_time(doc, times, index(doc, "led"))) == "2011"
    assert words(doc, carried_time(doc, times, index(doc, "war"))) == "2011"
    assert carried_time(doc, times, index(doc, "vote")) is None


def test_what_stands_in_brackets_dates_nothing_else() -> None:
    doc = annotated(
        "In/ADP/prep/3 1946/NUM/pobj/0/1946/CD/DATE it/PRON/nsubj/3 stayed/VERB/ROOT/3/stay/VBD"
        " (/PUNCT/punct/6 as/SCONJ/mark/6 told/VERB/advcl/3/tell/VBN in/ADP/prep/6 1943/NUM/pobj/7/1943/CD/DATE"
        " )/PUNCT/punct/6",
        "It/PRON/nsubj/1 refused/VERB/ROOT/1/refuse/VBD",
        published="2013-01-01",
    )
    assert words(doc, carried_time(doc, find_times(doc), index(doc, "refused"))) == "1946"


def test_news_carries_no_year_on() -> None:
    doc = build("carry", published="2011-06-01")
    assert carried_time(doc, find_times(doc), index(doc, "led")) is None


def test_a_text_of_one_day_carries_it_on() -> None:
    doc = build("own_day")
    times = find_times(doc)
    assert words(doc, carried_time(doc, times, index(doc, "discussed"))) == "today"
    assert words(doc, carried_time(doc, times, index(doc, "agreed"))) == "today"
    assert carried_time(doc, times, index(doc, "border")) is None
    assert carried_time(doc, times, index(doc, "go")) is None


# ---- tense by syntax ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "word", "tense"),
    [
        ("two_verbs", "Thursday", "past"),
        ("two_verbs", "Saturday", "future"),
        ("reported", "Sunday", "past"),
        ("expected", "Monday", "future"),
        ("participle", "July", "past"),
        ("possessive", "Wednesday", None),
        ("opens", "Saturday", "future"),
        ("opens_fire", "Saturday", "present"),
        ("takes_place", "Saturday", "future"),
        ("shells", "Saturday", "present"),
    ],
)
def test_tense_at(tree: str, word: str, tense: str | None) -> None:
    doc = build(tree)
    i = index(doc, word)
    assert tense_at(doc, i, i + 1) == tense


@pytest.mark.parametrize(
    ("tree", "day"), [("opens", "2022-09-17"), ("takes_place", "2022-09-17"), ("shells", "2022-09-10")]
)
def test_a_present_looks_ahead_where_a_plan_is_told(tree: str, day: str) -> None:
    assert [t.value for t in find_times(build(tree))] == [day]


def test_weekdays_follow_the_tense_of_their_verb() -> None:
    values = {words(doc, t): t.value for doc in [build("two_verbs")] for t in find_times(doc)}
    assert values == {"Thursday": "2022-09-15", "Saturday": "2022-09-17"}


# ---- tokens, cuts, missing dates ------------------------------------------------------------------


def test_expressions_know_their_tokens() -> None:
    doc = build("light")
    (time,) = find_times(doc)
    assert [t.text for t in doc.tokens[time.first : time.last]] == ["last", "week"]
    assert doc.quote(time.start, time.end) == time.when.text == "last week"


def test_nothing_is_found_in_a_cut() -> None:
    text = build("two_verbs").document.text
    start = text.index("Saturday")
    doc = build("two_verbs", cuts=(Cut(start, start + 8, "caption"),))
    assert [words(doc, t) for t in find_times(doc)] == ["Thursday"]


def test_without_a_date_words_are_kept() -> None:
    doc = build("light", published=None)
    (time,) = find_times(doc)
    assert (time.value, time.when.start, time.when.text) == ("", None, "last week")


def test_a_month_in_a_persons_name_is_none() -> None:
    text = "April Jones left"
    rows = [("April", "compound", 1, "PERSON"), ("Jones", "nsubj", 2, "PERSON"), ("left", "ROOT", 2, "")]
    tokens = tuple(
        Token(i, w, text.index(w), text.index(w) + len(w), w, "PROPN", "NNP", dep, head, ent, 0)
        for i, (w, dep, head, ent) in enumerate(rows)
    )
    sentences = (Sentence(0, 0, 3, 0, len(text), 2, 0),)
    document = Document("d", text, published=FRIDAY)
    assert find_times(AnnotatedDocument(document, tokens, sentences, ((), (0,), (1,)))) == ()


@pytest.mark.parametrize(
    ("text", "word", "start"),
    [
        ("On Tuesday the leaders are to meet in Oslo.", "meet", "2022-09-20"),
        ("On Tuesday the leaders were at home.", "were", "2022-09-13"),
        ("Modi received her on a state visit as recently as June.", "received", "2022-06-01"),
        ("Modi received her recently.", "received", None),
    ],
)
def test_times_of_parsed_sentences(text: str, word: str, start: str | None, parser: Parser) -> None:
    doc = parser.parse(Document("t", text, published=FRIDAY))
    time = time_of(doc, find_times(doc), next(t.i for t in doc.tokens if t.text == word))
    assert (time.when.start if time else None) == start
