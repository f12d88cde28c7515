"""Who is left open, and who receives whom: nameless people, bodies of their own, things; hosts, guests, both sides."""

from __future__ import annotations

import pytest
from tests.resolve._meant import meant_by

from _resolved import codes
from dragoman.annotate import Parser
from dragoman.model import Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

CASES: dict[str, tuple[str, str | None, dict[str, str | None]]] = {
    "private people to whom something is done": ("Kenya compensated farmers near the dam.", None, {"farmers": None}),
    "private people who act": ("Farmers blocked the roads of Kenya.", None, {"Farmers": "KEN"}),
    "one private person": ("A teacher waited in Nairobi. Kenya paid.", None, {"teacher": None}),
    "the press": ("Kenya told the press to wait.", None, {"press": None}),
    "a crowd": ("The crowd in Nairobi cheered. Kenya waited.", None, {"crowd": "KEN"}),
    "a former leader's pronoun": ("Tony Blair left. He wept.", "2017-05-05", {"He": None}),
    "a namesake with a state's office": ("Kenyan envoy Tony Blair left. He wept.", "2017-05-05", {"He": "KEN"}),
    "a namesake told after his name": ("Tony Blair, the Kenyan envoy, left. He wept.", "2017-05-05", {"He": "KEN"}),
    "a namesake whose body is told": ("NATO's Tony Blair left. He wept.", "2017-05-05", {"He": "NATO"}),
    "a former leader by his state": ("Britain's Tony Blair left. He wept.", "2017-05-05", {"He": None}),
    "a body's last word": ("Peru joined the Arab League. The League wept.", "2017-05-05", {"League": "ARAB_LEAGUE"}),
    "another body's name": ("Peru left the Arab League. The Ivy League wept.", "2017-05-05", {"League": None}),
    "a party's leader": ("Labour's Tony Blair left. He wept.", "2017-05-05", {"He": None}),
    "a word that is no short name": (
        "It fought Islamic State. Peru said the State would punish them.", "2017-05-05", {"State": "PER"},
    ),
    "a state's last word": ("It left Saudi Arabia. The Arabia burned.", "2017-05-05", {"Arabia": None}),
    "a former one told after his name": ("Tony Blair, the former British leader, left.", "2017-05-05", {"Blair": None}),
    "an air force": ("The Russian Air Force bombed Chad. Kenya waited.", None, {"Force": "RUS"}),
    "the office he has left": (
        "Tony Blair, the British prime minister, left.", "2017-05-05", {"Blair": None},
    ),
    "a state beside a former minister": ("Kenya and Minister Tony Blair met.", "2017-05-05", {"Blair": None}),
    "a spokesman by name": ("Kenya agreed. Ivar Lund, its spokesman, smiled.", None, {"Lund": "KEN"}),
    "a leader's son": ("Donald Trump Jr left Kenya.", "2025-05-05", {"Jr": None}),
    "a carrier": ("Air India left Kenya.", None, {"India": None}),
    "a club": ("Fans of FC Barcelona left Kenya.", None, {"Barcelona": None}),
    "a seat that is a surname, too": ("Muscat left it to Kenya.", "2019-07-22", {"Muscat": "OMN"}),
    "an envoy to a state": ("Chad and Kenya met. The envoy in Kenya wept.", None, {"envoy": None}),
    "you know": ("You know, Kenya left.", "2015-05-05", {"You": None}),
    "critics of no state": ("Critics accused Ankara of a coup.", "2020-05-05", {"Critics": None}),
    "any state": ("Peru will punish any state that shelters them.", None, {"state": None}),
    "ministers of several states": ("Peru was told by foreign ministers to wait.", None, {"ministers": None}),
    "several parliaments": ("Denmark waited while five parliaments voted.", None, {"parliaments": None}),
    "a private person": ("A Polish pensioner wept in Oslo.", None, {"pensioner": None}),
    "a newspaper": ("The Washington Post told of a deal with Iran.", "2020-05-05", {"Post": None}),
    "a firm that no state owns": ("Eni left Libya.", "2020-05-05", {"Eni": None}),
    "a firm of the state": ("Gazprom left Libya.", "2020-05-05", {"Gazprom": "RUS"}),
    "a body of its own": ("The Danish Refugee Council left Libya.", None, {"Council": None}),
    "a bank's own name": ("Deutsche Bank left Iran.", None, {"Bank": None}),
    "a treaty that is signed": ("Chad offered a pact. It was signed in May.", None, {"It": None}),
    "a bill that is wanted": ("Chad has a plan. The envoy will vote for it.", None, {"it": None}),
    "no event": ("Chad sent an envoy. It was the first visit in years.", None, {"It": None}),
    "a state that is told": ("Chad complained that it had not been told.", None, {"it": "TCD"}),
    "leaders of a body": (
        "Belarus joined the SCO when the leaders gathered in Astana.", "2024-07-04", {"leaders": "SCO"},
    ),
    "leaders of a summit": ("The G7 summit opened. The leaders condemned Russia.", "2023-05-20", {"leaders": "G7"}),
    "leaders of nothing named": ("Belarus won. The leaders gathered.", "2023-05-20", {"leaders": None}),
    "an hour": ("Chad voted. It was past midnight.", None, {"It": None}),
    "a state in a league since": ("Chad is poor. It has been in the league since 2002.", None, {"It": "TCD"}),
    "days": ("Chad voted. It took six days.", None, {"It": None}),
    "who took control": ("Hamas won. It took control of Gaza this week.", None, {"It": "HAMAS"}),
    "a hope": ("Chad voted. It is hoped that calm will return.", None, {"It": None}),
    "a state that is assured": ("Chad voted. It was assured by Mali that calm would return.", None, {"It": "TCD"}),
    "what was done": ("Chad had wanted a law. It was done in a day.", None, {"It": None}),
    "who is held responsible": ("Mali protested to Chad. It was held responsible for it.", None, {"It": "MLI"}),
    "the first news": ("Chad left. It was the first that anybody heard of.", None, {"It": None}),
    "the first state": ("Norway gave money. It was the first to do so.", None, {"It": "NOR"}),
    "sailors who are held": ("Chad seized three American sailors and held them.", None, {"them": "USA"}),
    "treaties that are ratified": ("Chad signed two treaties and ratified them.", None, {"them": None}),
    "a firm that says": ("Chad paid. An insurer said it would wait.", None, {"it": None}),
    "a firm named before": ("Gazprom stopped. The company said it would wait.", None, {"it": "RUS"}),
    "a machine's type": ("A D-8 bulldozer crossed into Chad.", None, {"bulldozer": None}),
    "a ruling party": ("Peru votes in May. In Peru the ruling party is divided.", None, {"party": "PER"}),
    "the office's last holder": ("Emmanuel Macron praised his predecessor.", "2020-05-05", {"predecessor": "FRA"}),
    "a name in two words": ("De Gaulle spoke on the radio.", "1965-05-05", {"Gaulle": "FRA"}),
    "a host": (
        "Emmanuel Macron received Olaf Scholz. The chancellor thanked his host.", "2022-05-05", {"host": "FRA"},
    ),
    "a host by the town": (
        "Emmanuel Macron landed in Ottawa. He gave his hosts a clock.", "2022-05-05", {"hosts": "CAN"},
    ),
    "a guest": ("Emmanuel Macron received Olaf Scholz. The guest stayed for dinner.", "2022-05-05", {"guest": "DEU"}),
    "a host who is told last": (
        "Emmanuel Macron was received by Olaf Scholz. The president thanked his host.", "2022-05-05", {"host": "DEU"},
    ),
    "people by descent": ("Kosovo jailed ethnic Albanians.", None, {"Kosovo": "XKX", "Albanians": None}),
    "a movement by descent": ("An ethnic-Armenian movement left Baku.", None, {"movement": None, "Armenian": None}),
    "people of a state": ("Kosovo jailed Albanians.", None, {"Albanians": "ALB"}),
    "who has another's support": ("Separatists with Armenian support fled.", None, {"Separatists": None}),
    "a town that is attacked": ("Russian planes bombed Idlib.", None, {"Idlib": "SYR"}),
    "a town the parser takes for a person": (
        "China keeps its ban on fish from Fukushima.", None, {"Fukushima": "JPN"},
    ),
    "a town without a country": ("Russian planes bombed Qwertyville.", None, {"Qwertyville": None}),
    "a host of talks": ("Ankara hosted talks on grain. Iran thanked the hosts.", None, {"hosts": "TUR"}),
    "a deal is no guest": ("Russia welcomed the deal in May. Iran thanked the hosts.", None, {"hosts": None}),
    "a host of nobody": ("The talk-show host laughed at Peru.", None, {"host": None}),
    "a mediator": (
        "Tehran and Riyadh agreed in Beijing to talk. The mediator was pleased.", "2023-03-11", {"mediator": "CHN"},
    ),
    "a neighbour named after": (
        "Algiers quarrelled with its western neighbour. Rabat kept silent.", "2021-08-25", {"neighbour": "MAR"},
    ),
}  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize("case", CASES)
def test_who_is_meant(case: str, parser: Parser) -> None:
    text, day, wanted = CASES[case]
    assert meant_by(wanted, text, parser, day) == {word: [code] for word, code in wanted.items()}


@pytest.mark.model
@pytest.mark.parametrize("word", ["side", "other", "armies", "neighbours"])
def test_both_are_meant(word: str, parser: Parser) -> None:
    text = (
        "Armenia and Azerbaijan traded fire. Each side blamed the other."
        " Both armies stayed where they were. The two neighbours accuse each other."
    )
    doc = resolve_mentions(parser.parse(Document("t", text)), packaged_actors())
    given = [codes(m) for m in doc.mentions if doc.tokens[m.head].text == word]
    assert given
    assert all(found == ["ARM", "AZE"] for found in given)
