"""Coded documents built by hand: one record of each kind, every field filled somewhere."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import (
    CodedDocument,
    Cut,
    Document,
    Event,
    IssueRow,
    Measure,
    Membership,
    Party,
    Place,
    Quote,
    Record,
    Side,
    Silence,
    Speaker,
    Statement,
    Tie,
    Via,
    When,
    Why,
)
from dragoman.model.interchange import content_id

TEXT = """\
Share this page

Kazakhstan sent tents to Ukraine on Thursday, according to the Almaty Post. 🏔
“Our ties with Moscow are strong,” said Aru Bekova, a fellow at the Steppe Institute.
India and Pakistan joined the SCO as full members in 2017. Delhi has close ties with Moscow.
India buys more than 50% of its tanks from Russia. The Chinese readout made no mention of Ukraine.
"""


def coded(id: str = "larkmoor", text: str = TEXT, published: str | None = "2022-09-16") -> CodedDocument:
    """A document with all six kinds of record."""

    def quote(words: str) -> Quote:
        start = text.index(words)
        return Quote(start, start + len(words), words)

    def party(actor: str | None, words: str, **more: str) -> Party:
        found = quote(words)
        return Party(actor, found.text, found.start, found.end, **more)

    def name(kind: str, *parts: object) -> str:
        return content_id(id, kind, *parts)

    via = quote("the Almaty Post")
    aid = quote("Kazakhstan sent tents to Ukraine on Thursday")
    said = quote("“Our ties with Moscow are strong,” said Aru Bekova, a fellow at the Steppe Institute")
    speaker = quote("Aru Bekova")
    readout = quote("The Chinese readout")
    records: tuple[Record, ...] = (
        Event(
            id=name("event", aid.start), doc=id, type="AID", mode=None, quad="material cooperation",
            contexts=("humanitarian",), source=(party("KAZ", "Kazakhstan", sector="GOV"),),
            target=(party("UKR", "Ukraine"),), trigger=quote("sent"),
            date=When("2022-09-15", "2022-09-15", "day", "on Thursday"),
            place=Place("Ukraine", "UKR", 49.0, 32.0), status="actual", intensity=7.4,
            via=(Via(via.text, via.start, via.end, "KAZ"),), confidence=0.93, evidence=aid,
            mentions=(quote("tents to Ukraine"),), why=Why("verb.send.aid", "events-1", (("runner-up", "AGREE"),)),
        ),
        Statement(
            id=name("statement", said.start), doc=id,
            speaker=Speaker(speaker.text, speaker.start, speaker.end, "Aru Bekova", "fellow"),
            side=Side(None, "Steppe Institute"), addressee=None, direct=True, cue=quote("said"),
            content=(quote("Our ties with Moscow are strong"),), about=("RUS",), stance="SUPPORT", date=None,
            status="actual", via=(), confidence=0.9, evidence=said, why=Why("quote.said"),
        ),
        Membership(
            id=name("membership", 1), doc=id, member=(party("IND", "India"), party("PAK", "Pakistan")),
            org=party("SCO", "SCO", sector="IGO"), role="member", start="2017", end=None, status="historical",
            via=(), confidence=0.8, evidence=quote("India and Pakistan joined the SCO as full members in 2017"),
            why=Why("verb.join"),
        ),
        Tie(
            id=name("tie", 1), doc=id, source=(party("IND", "Delhi"),), target=(party("RUS", "Moscow"),),
            tie="partnership", polarity=1, trend=None, status="actual", via=(), confidence=0.7,
            evidence=quote("Delhi has close ties with Moscow"), why=Why("noun.ties"),
        ),
        Measure(
            id=name("measure", 1), doc=id, about=("IND", "RUS"), indicator="tanks", value=50, unit="%", comparator=">",
            period=None, status="actual", via=(), confidence=0.75,
            evidence=quote("India buys more than 50% of its tanks from Russia"), why=Why("share.of"),
        ),
        Silence(
            id=name("silence", 1), doc=id, speaker=Speaker(readout.text, readout.start, readout.end),
            side=Side("CHN", None), topic="UKR", status="actual", via=(), confidence=0.85,
            evidence=quote("The Chinese readout made no mention of Ukraine"), why=Why("no.mention"),
        ),
    )  # fmt: skip
    document = Document(
        id=id, text=text, title="Tents for Ukraine", publisher="Larkmoor Courier", url="https://example.org/tents",
        published=published, cuts=(Cut(0, 15, "share-buttons", "line.share"),),
    )  # fmt: skip
    return CodedDocument(document, records, (), "events-1")


def numbered(i: int) -> CodedDocument:
    """One of many different documents."""
    return coded(f"doc-{i:05d}", f"{TEXT}\nNumber {i}.\n")


def with_text(one: CodedDocument, text: str) -> CodedDocument:
    """The same records on a longer text."""
    return replace(one, document=replace(one.document, text=text))


ISSUE = IssueRow("broken.txt", "ingest", "not-text", "broken.txt is no text: leave it out")
