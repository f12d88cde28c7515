"""Who is told by another: allies, neighbours by size, former rulers, largest members, the other side, the enemy."""

from __future__ import annotations

import pytest
from tests.resolve._meant import meant_by

from dragoman.annotate import Parser
from dragoman.tables import packaged_actors
from dragoman.tables.places import packaged_inhabitants

CASES: dict[str, tuple[str, str | None, dict[str, str | None]]] = {
    "an ally by table": (
        "North Korea tested a missile. Japan protested; Beijing urged its ally to stop.", "2017-05-01", {"ally": "PRK"},
    ),
    "an ally by treaty": ("Estonia is afraid. Berlin told its ally not to worry.", "2017-05-01", {"ally": "EST"}),
    "a patron who receives": (
        "Bashar al-Assad flew to Moscow. His protector smiled.", "2015-10-21", {"protector": "RUS"},
    ),
    "who sits in a capital": ("Havana is poor. Its patron in Caracas is too.", "2016-10-21", {"patron": "VEN"}),
    "the junior of two": ("Tony Blair joined George Bush. The junior partner lost.", "2003-03-21", {"partner": "GBR"}),
    "an heir": ("Boris Yeltsin resigned. His heir took over.", "1999-12-31", {"heir": "RUS"}),
    "a regional bloc": ("Niger's guard rebelled. The regional bloc is angry.", "2023-07-28", {"bloc": "ECOWAS"}),
    "the host country": ("Ottawa hosted talks on grain. Iran thanked the host country.", None, {"country": "CAN"}),
    "the only member named": (
        "Turkey shot down a bomber. Putin was angry. NATO stood by its member.", "2015-11-25", {"member": "TUR"},
    ),
    "hosts of who flew in": ("Evo Morales flew to Mexico. The hosts sent a plane.", "2019-11-12", {"hosts": "MEX"}),
    "the invader in a war": ("Ukraine sank a ship. The invader spoke of a fire.", "2022-04-14", {"invader": "RUS"}),
    "the visitor after the guest": (
        "Volodymyr Zelensky left. Donald Trump was angry with his guest; the visitor flew to London.", "2025-02-28",
        {"guest": "UKR", "visitor": "UKR"},
    ),
    "who is no ally": ("Iran shot down a drone. Washington told its ally.", "2019-05-01", {"ally": None}),
    "friends of one's own": ("Chile voted. Its friends in Peru waited.", "2019-05-01", {"friends": None}),
    "the smaller of two": (
        "Saudi Arabia fell out with Qatar. The smaller neighbour protested.", None, {"neighbour": "QAT"},
    ),
    "two of one size": ("Chile fell out with Kazakhstan. The smaller country protested.", None, {"country": None}),
    "a neighbour named later": (
        "Kinshasa accuses its neighbour of war. Paul Kagame denied it.", "2025-01-28", {"neighbour": "RWA"},
    ),
    "a neighbour cut off": (
        "Ukraine froze. Vladimir Putin offered his neighbour cheap gas.", "2013-12-01", {"neighbour": "UKR"},
    ),
    "a rival at home": ("Barack Obama won. His rival rang him.", "2012-11-08", {"rival": "USA"}),
    "who once ruled": ("Niger's army rose. The former colonial power will leave.", "2023-08-01", {"power": "FRA"}),
    "who once ruled, named": (
        "Seoul fell out with Tokyo. The former colonial ruler protested.", None, {"ruler": "JPN"},
    ),
    "its former master": (
        "South Sudan is free. Its former master keeps the pipeline.", "2011-07-12", {"master": "SDN"},
    ),
    "who was ruled": ("Algeria recalled its envoy from France. The former colony is angry.", None, {"colony": "DZA"}),
    "the largest member": ("The European Union met. The bloc's largest member protested.", None, {"member": "DEU"}),
    "a named body's economy": ("Chile called. Mercosur's biggest economy protested.", None, {"economy": "BRA"}),
    "the newest member": ("The European Union met. The bloc's newest member protested.", None, {"member": None}),
    "the other side": ("Indian jets hit a camp. Islamabad denied it; the other side insisted.", None, {"side": "IND"}),
    "the aggressor": ("Russia bombed Kyiv. Ukraine swore to stop the aggressor.", None, {"aggressor": "RUS"}),
    "occupiers of one's territory": (
        "Argentina holds the Falklands. London swore to drive out the occupiers.", "1982-05-01", {"occupiers": "ARG"},
    ),
    "an aggressor of nobody": ("Peru and Chile voted. The aggressor fled.", None, {"aggressor": None}),
    "an envoy of a body": ("Officers in Bamako met three envoys from ECOWAS.", "2020-09-12", {"envoys": "ECOWAS"}),
    "a title cut in two": (
        "Chile and Peru agree. Michelle Bachelet sent her vice-president.", "2015-05-05", {"president": "CHL"},
    ),
    "a visitor": (
        "Angela Merkel landed in Warsaw. Moscow sulked; Donald Tusk embraced his visitor.", "2010-05-05",
        {"visitor": "DEU"},
    ),
}  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize("case", CASES)
def test_who_is_told_by_another(case: str, parser: Parser) -> None:
    text, day, wanted = CASES[case]
    assert meant_by(wanted, text, parser, day) == {word: [code] for word, code in wanted.items()}


DEFINITES: dict[str, tuple[str, str | None, dict[str, list[str | None]]]] = {
    "an alliance by its member": ("Estonia asked the alliance for help.", "2007-05-05", {"alliance": ["NATO"]}),
    "no member": ("Peru asked the alliance for help.", "2007-05-05", {"alliance": [None]}),
    "the bloc": ("David Cameron resigned. The bloc wants a quick divorce.", "2016-06-24", {"bloc": ["EU"]}),
    "a bloc of parties": ("In Italy the left won. The bloc has ten seats.", "2016-06-24", {"bloc": [None]}),
    "the trade body": ("China quarrels with America. The trade body will rule.", "2012-05-05", {"body": ["WTO"]}),
    "a trade body": ("The trade body said British shops sold less.", "2012-05-05", {"body": [None]}),
    "the rebel leader": ("M23 took Goma. The rebel leader smiled.", "2013-05-05", {"leader": ["M23"]}),
    "rebels named later": (
        "Jakarta opened Aceh. The rebels hiding there agreed; the Free Aceh Movement called.", "2005-01-05",
        {"rebels": ["GAM"]},
    ),
    "the dead leader's fighters": (
        "Jonas Savimbi is dead. The fighters who are left starve.", "2002-02-25", {"fighters": ["UNITA"]},
    ),
    "what one is said to be": ("Sweden is the newest member.", "2024-03-07", {"member": ["SWE"]}),
    "the chamber": ("Ukraine trembled. Vladimir Putin asked the upper house.", "2014-03-01", {"house": ["RUS"]}),
    "another's chamber": (
        "Barack Obama addressed parliament in London. David Cameron smiled.", "2011-05-25", {"parliament": ["GBR"]},
    ),
    "the winner": ("Nicolas Maduro took the sash. The winner smiled.", "2013-04-15", {"winner": ["VEN"]}),
    "the old man": ("Robert Mugabe is ill. The old man sleeps.", "2017-11-15", {"man": ["ZWE"]}),
    "one of two": ("Donald Trump met Kim Jong-un. The dictator smiled.", "2018-06-12", {"dictator": [None]}),
    "the new state": ("Salva Kiir met Omar al-Bashir. The new state has oil.", "2011-07-12", {"state": ["SSD"]}),
    "premiers who meet in a town": (
        "Thailand and Cambodia agreed. Anwar Ibrahim sat between the two premiers in Putrajaya.", "2025-07-27",
        {"premiers": ["THA", "KHM"]},
    ),
    "both, the second named later": (
        "Indian soldiers died. Both sides are angry. Wang Yi rang Delhi.", "2020-06-17", {"sides": ["IND", "CHN"]},
    ),
    "the two where towns count": (
        "Angela Merkel flew to Paris. The two neighbours agree.", "2005-11-23", {"neighbours": ["DEU", "FRA"]},
    ),
    "who is rung": (
        "Gerhard Schroeder won. George Bush did not ring the victor.", "2002-09-23", {"victor": ["DEU"]},
    ),
    "an Islamic movement": ("Hamas won. The Islamic movement is glad.", "2006-01-27", {"movement": ["HAMAS"]}),
    "a superpower": ("American planes bombed Iraq. The superpower is angry.", "2003-03-20", {"superpower": ["USA"]}),
    "a bloc before the United Nations": (
        "Javier Solana flew in. Kofi Annan will wait; the bloc pays.", "2004-04-26", {"bloc": ["EU"]},
    ),
    "all whom several sentences named": (
        "France and Germany met. Poland joined them. The three signed.", "2013-05-24", {"three": ["FRA", "DEU", "POL"]},
    ),
    "two persons with one clause": (
        "Angela Merkel and Francois Hollande, who had flown out, smiled.", "2015-02-13", {"who": ["DEU", "FRA"]},
    ),
    "the last of two persons": (
        "Angela Merkel and Francois Hollande, who has flown out, smiled.", "2015-02-13", {"who": ["FRA"]},
    ),
    "three soldiers": (
        "France and Germany met. Poland joined them. The three soldiers died.", "2013-05-24", {"soldiers": [None]},
    ),
    "a military bloc": ("NATO leaders met. The military bloc is glad.", "2023-07-12", {"bloc": ["NATO"]}),
    "neither this nor that": (
        "Peru and Chile met. Peru neither signed nor rejected it.", "2013-05-24", {"neither": [None]},
    ),
    "neither of two": ("Peru and Chile met. He said neither wanted war.", "2013-05-24", {"neither": ["PER", "CHL"]}),
    "a secretary-general": (
        "Ban Ki-moon met Aung San Suu Kyi. The secretary-general smiled.", "2012-05-01", {"general": ["UN"]},
    ),
    "the host of a town that is a state": (
        "Donald Trump and Kim Jong-un met in Singapore. The host paid.", "2018-06-12", {"host": ["SGP"]},
    ),
}  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize("case", DEFINITES)
def test_definite_phrases(case: str, parser: Parser) -> None:
    text, day, wanted = DEFINITES[case]
    assert meant_by(wanted, text, parser, day) == wanted


def test_allies_are_allies_of_each_other() -> None:
    traits = packaged_actors().traits
    for trait, codes in traits.items():
        if trait.startswith("ally of "):
            state = trait.removeprefix("ally of ")
            assert all(state in traits[f"ally of {code}"] for code in codes), trait


def test_traits_of_pairs_name_actors() -> None:
    tables = packaged_actors()
    for trait, codes in tables.traits.items():
        for start in ("ally of ", "former ruler of ", "largest of "):
            if trait.startswith(start):
                assert trait.removeprefix(start) in tables.actors
                assert all(code in tables.actors for code in codes)


def test_inhabitants_tell_the_larger_state() -> None:
    people = packaged_inhabitants()
    assert people["SAU"] > people["QAT"] > 0
    assert people["IND"] > people["PAK"]


RELEASE = "Vladimir Putin spoke by phone with President of Egypt Abdel Fattah el-Sisi. Libya and Sudan were discussed. "


@pytest.mark.model
@pytest.mark.parametrize(
    ("rest", "word", "code"),
    [
        ("The President of Russia informed his counterpart of the talks.", "counterpart", "EGY"),
        ("Abdel Fattah el-Sisi thanked his counterpart for the grain.", "counterpart", "RUS"),
        ("The President of Russia congratulated his interlocutor.", "interlocutor", "EGY"),
        ("The interlocutor was told of the talks.", "interlocutor", "EGY"),
        ("The President of Russia praised his Sudanese counterpart.", "counterpart", "SDN"),
    ],
)
def test_the_other_one_of_a_release(rest: str, word: str, code: str, parser: Parser) -> None:
    found = meant_by([word], RELEASE + rest, parser, "2022-05-05", "Kremlin (President of Russia)")
    assert found[word] == [code]


@pytest.mark.model
def test_a_counterpart_in_the_news_is_left_open_among_several(parser: Parser) -> None:
    found = meant_by(["counterpart"], RELEASE + "Vladimir Putin informed his counterpart.", parser, "2022-05-05")
    assert found["counterpart"] == [None]
