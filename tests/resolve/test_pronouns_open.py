"""Pronouns that mean nobody the tables know, a thing or an event, and those whose actor the grammar tells."""

from __future__ import annotations

import pytest
from tests.resolve._meant import meant_by

from _resolved import codes
from dragoman.annotate import Parser
from dragoman.model import Document
from dragoman.resolve.mentions import resolve_mentions
from dragoman.tables import packaged_actors

OPEN: dict[str, tuple[str, str]] = {
    "unknown people named last": ("Chad sent maize. Refugees near the road say they are hungry.", "they"),
    "unknown people as an object": ("Chad took in refugees and cannot feed them.", "them"),
    "people who are told something": ("Chad and Niger were silent. Evacuees were told they must wait.", "they"),
    "whoever speaks": ("Emmanuel Macron left. A participant said her name was secret.", "her"),
    "a speaker of no table": ("Emmanuel Macron left. A walker said he was cold.", "he"),
    "who goes to say": ("Narendra Modi slept. A headman walked for days to say that his well was dry.", "his"),
    "a body nobody knows": ("Chad waited. A shipbuilder said it would deliver.", "it"),
    "one introduced by name": ("Emmanuel Macron left. A painter named Hamid slept.", "Hamid"),
    "those who are told of": ("Japan's emperor wept for those who had lost their homes.", "their"),
    "one told of with who": ("Emmanuel Macron left. The walker who stayed lost his papers.", "his"),
    "nobody": ("Nobody in Chad knew whether they would be paid.", "they"),
    "whoever": ("Whoever robbed Emmanuel Macron left his coat.", "his"),
    "the same unknown ones": ("A widow said they came by night and they burned the mill in Mali.", "they"),
    "what was drafted and died": ("Chad had a plan. It was drafted in May and it died in June.", "it"),
    "a thing after a thing": ("The treaty lapses in May. It gives Norway two ports.", "It"),
    "things after things": ("The talks between Iran and Oman failed. They had begun in May.", "They"),
    "what was acted on": ("Chad froze the account. It had been opened in May.", "It"),
    "kept out of it": ("Chad asked Mali to keep its army out of it.", "it"),
    "the ship's captain": ("Malta let the ship in. Its captain had threatened to jump.", "Its"),
    "what emerged": ("Chad voted. It emerged that the count was wrong.", "It"),
    "where they met": ("Chad sent men. It was in Doha that the men met.", "It"),
    "whose turn it is": ("Norway asked. It fell to Chile to answer.", "It"),
    "what happens": ("Norway waited. As it happened, Sweden had left.", "it"),
    "a decree that is void": ("Chad left the pact because it is void.", "it"),
}

KNOWN: dict[str, tuple[str, str, list[str]]] = {
    "the alliance and not its head": (
        "Zelensky left. Jens Stoltenberg said the alliance would defend every inch of its land.", "its", ["NATO"],
    ),
    "it after they": (
        "Norway doubts Hamas. It wants calm before they meet its envoy.", "its", ["NOR"],
    ),
    "a pair that is the subject": (
        "Chad and Niger agreed. The two rivals met in Cairo and Oslo, and both thanked Mali.", "both", ["TCD", "NER"],
    ),
    "both who are written to": (
        "Chad and Niger agreed. Both thanked Mali, which had written to them.", "them", ["TCD", "NER"],
    ),
    "who spoke for an hour": (
        "Emmanuel Macron spoke for an hour with Olaf Scholz. They agreed to wait.", "They", ["FRA", "DEU"],
    ),
    "those it lies between": ("The pact between Niger and Mali binds them.", "them", ["NER", "MLI"]),
    "another's warning": (
        "Chad and Niger acted in May after Hamas ignored their warning.", "their", ["TCD", "NER"],
    ),
    "who is in want": ("Olaf Scholz gave Emmanuel Macron the money he had asked for.", "he", ["FRA"]),
    "who was asked": ("Chile asked Peru for water. It refused.", "It", ["PER"]),
    "who was asked, a person": ("Olaf Scholz urged Emmanuel Macron to leave, and he refused.", "he", ["FRA"]),
    "who was not asked": ("Chile asked Peru for water. It had none.", "It", ["CHL"]),
    "what one takes along": ("Chad left the league and took its money with it.", "it", ["TCD"]),
    "a state that is sanctioned": ("Chad signed the treaty. It was sanctioned by Mali.", "It", ["TCD"]),
    "a state that is given something": ("Chad lost its appeal. It was given a month.", "It", ["TCD"]),
    "a single one after a list": ("Norway said Sweden and Chad would join, and it would help.", "it", ["NOR"]),
    "objects beside objects": (
        "Unidentified gunmen abducted Iranian border guards. Mali asked Chad to find them.", "them", ["IRN"],
    ),
    "he who is a pope": ("The pope prayed; he asked Chad to wait.", "he", ["VAT"]),
    "a palace and its audience": ("The Kremlin told reporters that they would not answer.", "they", ["RUS"]),
}  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize("case", OPEN)
def test_nobody_known_is_meant(case: str, parser: Parser) -> None:
    text, word = OPEN[case]
    assert meant_by({word: None}, text, parser, "2022-05-05") == {word: [None]}


@pytest.mark.model
@pytest.mark.parametrize("case", KNOWN)
def test_the_one_known_is_meant(case: str, parser: Parser) -> None:
    text, word, wanted = KNOWN[case]
    doc = resolve_mentions(parser.parse(Document("x", text, published="2022-05-05")), packaged_actors())
    found = [m for m in doc.mentions if doc.tokens[m.head].text == word]
    assert codes(found[-1]) == wanted
