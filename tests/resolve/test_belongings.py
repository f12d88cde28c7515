"""Whose nameless actors are, and whom pronouns mean: short invented texts, parsed."""

from __future__ import annotations

import pytest
from tests.resolve._meant import meant_by

from _build import annotated
from _resolved import by_word, codes
from dragoman.annotate import Parser
from dragoman.model import AnnotatedDocument
from dragoman.resolve.belongings import Claims, NamedState

CHAD_LOST = "Chad/PROPN/nsubj/1/Chad/NNP/GPE lost/VERB/ROOT/1/lose/VBD ./PUNCT/punct/1/./."
POLICE_FLED = (
    "After/ADP/prep/6/after/IN talks/NOUN/pobj/0/talk/NNS with/ADP/prep/1/with/IN Niger/PROPN/pobj/2/Niger/NNP/GPE"
    " the/DET/det/5/the/DT police/NOUN/nsubj/6/police/NNS fled/VERB/ROOT/6/flee/VBD"
)
MALI_SANG = "Mali/PROPN/nsubj/1/Mali/NNP/GPE sang/VERB/ROOT/1/sing/VBD ./PUNCT/punct/1/./."
IT_RAINED = "It/PRON/nsubj/1/it/PRP rained/VERB/ROOT/1/rain/VBD ./PUNCT/punct/1/./."
GUARDS_FLED = "The/DET/det/1/the/DT guards/NOUN/nsubj/2/guard/NNS fled/VERB/ROOT/2/flee/VBD"
GUARDS_LEFT_NIGER = f"{GUARDS_FLED} Niger/PROPN/dobj/2/Niger/NNP/GPE"
KYIV = "Office of the President of Ukraine"


def claims_on_guards(doc: AnnotatedDocument) -> dict[str, float]:
    names = [NamedState(t.i, t.text, False) for t in doc.tokens if t.ent == "GPE"]
    (guards,) = (t for t in doc.tokens if t.text == "guards")
    return Claims(doc, names, None, history=False).on(guards, people=False)


def test_items_of_a_digest_do_not_claim_each_others() -> None:
    digest = annotated(CHAD_LOST, MALI_SANG, IT_RAINED, GUARDS_LEFT_NIGER, paragraphs=[0, 1, 2, 3])
    assert set(claims_on_guards(digest)) == {"Chad", "Mali", "Niger"}  # what they only leave is hardly theirs
    placed = (
        "In/ADP/prep/3/in/IN Niger/PROPN/pobj/0/Niger/NNP/GPE guards/NOUN/nsubj/3/guard/NNS ran/VERB/ROOT/3/run/VBD"
    )
    assert set(claims_on_guards(annotated(CHAD_LOST, MALI_SANG, placed, paragraphs=[0, 1, 2]))) == {"Niger"}
    assert set(claims_on_guards(annotated(CHAD_LOST, GUARDS_FLED, paragraphs=[0, 1]))) == {"Chad"}
    far = [IT_RAINED] * 8
    assert set(claims_on_guards(annotated(CHAD_LOST, *far, GUARDS_FLED, paragraphs=range(10)))) == {"Chad"}
    last = annotated(CHAD_LOST, *far, MALI_SANG, GUARDS_FLED, paragraphs=range(11))
    assert set(claims_on_guards(last)) == {"Mali"}


def test_what_a_document_opens_with_weighs_less_from_paragraph_to_paragraph() -> None:
    far = [IT_RAINED] * 8
    told = [
        claims_on_guards(
            annotated(CHAD_LOST, *far, MALI_SANG, GUARDS_FLED, paragraphs=[0, *[away - 1] * 8, away, away])
        )
        for away in (2, 5)
    ]
    assert told[0]["Mali"] == told[1]["Mali"] > told[0]["Chad"] > told[1]["Chad"] > 0
    assert claims_on_guards(annotated(CHAD_LOST, *far, MALI_SANG, GUARDS_FLED))["Chad"] > told[0]["Chad"]


def test_the_state_a_passage_opens_with_claims_more() -> None:
    doc = annotated(CHAD_LOST, POLICE_FLED)
    names = [NamedState(t.i, {"Chad": "TCD", "Niger": "NER"}[t.text], False) for t in doc.tokens if t.ent == "GPE"]
    (police,) = (t for t in doc.tokens if t.text == "police")
    claims = Claims(doc, names, None, history=False).on(police, people=False)
    assert claims["TCD"] > claims["NER"] > 0
    assert Claims(doc, names, "MLI", history=False).on(police, people=False)["MLI"] > 0
    assert codes(by_word(doc)["police"]) == ["TCD"]


CASES = {
    "a passage's own state": (
        "Chad's army took power in 1975. Libya and France sent envoys to N'Djamena, and police fired at the marchers.",
        None, {"police": "TCD", "marchers": "TCD"},
    ),
    "two states equally near": ("Chad and Niger signed a truce. Soldiers shot herders.", None, {"Soldiers": None}),
    "where the phrase itself says": (
        "Chad's bankers wept. A court in Niger had frozen Chad's money.", None, {"court": "NER"},
    ),
    "of somebody unknown": ("Peru and Chile bickered. Bartoldi's cabinet resigned.", None, {"cabinet": None}),
    "a stranger with a title": ("Peru and Chile bickered. General Bartoldi sailed north.", None, {"Bartoldi": None}),
    "rebels bring their state to mind": (
        "The army shelled villages held by the Lord's Resistance Army.", None, {"villages": "UGA"},
    ),
    "so many governments": ("Norway hosted talks. Twelve governments signed the text.", None, {"governments": None}),
    "opponents are of one's own state": (
        "President Lukashenko had his opponents jailed.", "2021-03-01", {"opponents": "BLR"},
    ),
    "people of the state they live in": ("Latvia's Russians stayed at home.", None, {"Russians": "LVA"}),
    "a man called like a town": ("Italy lost to Austria. Orlando wept in Rome.", None, {"Orlando": None}),
    "a rank before a name": ("Captain Jordan sank the ferry.", None, {"Jordan": None}),
    "a nation's prefix": (
        "The Franco-British fleet sailed.", "2013-01-01", {"Franco": "FRA"},
    ),
    "a capital of its time": ("In 1956 Moscow sent tanks into Budapest.", "2010-01-01", {"Moscow": "SUN"}),
    "a capital of today": ("In 2016 Moscow sent tanks into Syria.", "2016-05-01", {"Moscow": "RUS"}),
    "a leader of old": ("In 1862 Lincoln wrote to the governors.", "2010-01-01", {"Lincoln": "USA"}),
    "a namesake of today": ("Lincoln opened a bakery in 2009.", "2010-01-01", {"Lincoln": None}),
    "a title of its time": (
        "Prime Minister Helen Clark apologised in 2002.", "2010-01-01", {"Clark": "NZL"},
    ),
    "a body's noun": ("NATO and the African Union met. The commission left.", None, {"commission": None}),
    "a body by its usual description": ("The Olympic committee banned two boxers.", None, {"committee": "IOC"}),
    "a committee with a state of its own": ("The Kenyan Olympic committee met.", None, {"committee": "KEN"}),
    "an organ of the union named": ("The EU met in Riga. The Commission promised money.", None, {"Commission": "EU"}),
    "who stands in front of a subject": (
        "Emmanuel Macron came home. With Giorgia Meloni he signed nothing.", "2023-06-01", {"he": "FRA"},
    ),
    "nobody but who stands in front": ("With Emmanuel Macron he signed nothing.", "2023-06-01", {"he": None}),
    "a dash is no hyphen": ("Merkel – British officials said – was tired.", "2015-06-01", {"Merkel": "DEU"}),
    "who attacks is not the country attacked": ("Peru attacked the country.", None, {"country": None}),
    "the other country": ("Chile has ports. The country was attacked by Peru.", None, {"country": "CHL"}),
    "a leader's own country": (
        "Emmanuel Macron transformed the country.", "2020-06-01", {"country": "FRA"},
    ),
    "what leads the sentence before": (
        "Peru has won. Struck off Chile's list, it opened its ports.", None, {"it": "PER"},
    ),
    "not those who attack": ("Kenyan soldiers landed. British and Dutch pilots attacked them.", None, {"them": "KEN"}),
    "no state of a nameless island": ("The windswept island left France behind. It sued a bank.", None, {"It": None}),
}  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize("case", CASES)
def test_who_is_meant(case: str, parser: Parser) -> None:
    text, day, wanted = CASES[case]
    assert meant_by(wanted, text, parser, day) == {word: [code] for word, code in wanted.items()}


@pytest.mark.model
@pytest.mark.parametrize(
    ("publisher", "day", "text", "word", "code"),
    [
        (KYIV, "2023-06-01", "The occupiers shelled Kharkiv again.", "occupiers", "RUS"),
        (KYIV, "2010-06-01", "The occupiers shelled Kharkiv again.", "occupiers", None),
        (KYIV, "2023-06-01", "In 1941 the occupiers shelled Kharkiv.", "occupiers", None),
        ("White House (USA)", "2023-06-01", "Tokyo told us that it will buy ships, and we welcome this.", "we", "USA"),
        ("Office of the Historian (US)", "2023-06-01", "The Sultan's men marched on Batak.", "Sultan", None),
    ],
)
def test_who_is_meant_by_a_publisher(
    publisher: str, day: str, text: str, word: str, code: str | None, parser: Parser
) -> None:
    assert meant_by([word], text, parser, day, publisher) == {word: [code]}


@pytest.mark.model
def test_several_may_speak_of_themselves(parser: Parser) -> None:
    text = "The two Koreas will end the war this year, they declared."
    assert set(meant_by(["they"], text, parser)["they"]) == {"KOR", "PRK"}
