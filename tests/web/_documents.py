"""Coded documents built by hand: what the pages are tested on before and beside real coding."""

from __future__ import annotations

from typing import Any

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

SUMMIT = """\
The Larkmoor Courier
World > Central Asia
Share: Facebook | Email | Print

Handshakes in Samarkand, and a subject nobody named

SAMARKAND, 16 September 2022 (Larkmoor Courier) — Kazakhstan has sent humanitarian aid to Ukraine, its foreign \
ministry said on Friday, even as its president sat down with the Russian leader at a summit of the Shanghai \
Cooperation Organisation.

Russia's invasion of Ukraine hung over the meeting. "We will not be the road around anybody's sanctions," said \
Dana Ospanova, a fellow at the invented Steppe Institute, "but we are not joining them either."

Narendra Modi and Vladimir Putin met on Friday for the first time since the war began. India gets more than 50% of \
its military equipment from Russia, and Delhi has strong ties with Moscow. India and Pakistan were granted membership \
in 2017; Iran, according to Iranian state media, signed a memorandum on Thursday and is expected to join next year.

Beijing accused Washington of undermining the one-China policy, according to Chinese state media. The Chinese readout \
of the talks between Xi Jinping and Putin made no mention of Ukraine.

Turkey may apply for full membership, its president hinted. No meeting between Xi and Modi took place.

Advertisement - continue reading below

China and Russia founded the organisation with four Central Asian states in 2001. Last year the two navies held \
joint drills in the Sea of Japan.

___
Sign up for our newsletter
© 2022 The Larkmoor Courier. All rights reserved.
"""

ASTRAL = (
    "𝔄 summit 🕊️🕊️ opened\r\n\r\n"
    "The 👩‍👩‍👧 delegation said “güle güle” — café\u0301 talks. 𝒳i met 𝒫utin 🤝 in Samarkand.\r\n"
    "Next line\x00with NUL.\r\n\r\n"
    "\u202eRight to left\u202c again; العربية: التقى الوزير نظيره. End."
)

ATTACK = """\
<script>window.hacked = 1</script> accused "><img src=x onerror="window.hacked=1"> of lying.

{{ 1234*8765 }} {% raw %} ${1234*8765} <svg/onload=window.hacked=1> </p></article></main><h1>owned</h1>

'; alert(1); // javascript:alert(1) <a href="javascript:window.hacked=1">click</a> <style>body{display:none}</style>

<iframe src="javascript:parent.hacked=1"></iframe> <!-- --!> <textarea></textarea>
</script><script>window.hacked=1</script>
"""

EVIL = "\"><script>window.hacked=1</script><img src=x onerror=window.hacked=1>'"


class Words:
    """Finds words in a text and makes the parts of records from them."""

    def __init__(self, text: str, doc: str) -> None:
        self.text = text
        self.doc = doc

    def quote(self, words: str, nth: int = 0) -> Quote:
        """The stretch where these words stand for the nth time."""
        at = -1
        for _ in range(nth + 1):
            at = self.text.index(words, at + 1)
        return Quote(at, at + len(words), words)

    def party(self, actor: str | None, words: str, nth: int = 0, **more: Any) -> Party:
        """An actor with its words."""
        q = self.quote(words, nth)
        return Party(actor, words, q.start, q.end, **more)

    def via(self, words: str, actor: str | None = None, nth: int = 0) -> Via:
        """Who vouches, with the words."""
        q = self.quote(words, nth)
        return Via(words, q.start, q.end, actor)

    def speaker(self, words: str, nth: int = 0, **more: Any) -> Speaker:
        """A speaker with the words."""
        q = self.quote(words, nth)
        return Speaker(words, q.start, q.end, **more)

    def common(
        self, words: str, nth: int = 0, status: str = "actual", confidence: float = 0.9, **more: Any
    ) -> dict[str, Any]:
        """The fields every record has."""
        evidence = self.quote(words, nth)
        return {
            "id": more.get("id") or content_id(self.doc, words, nth, more.get("salt", "")),
            "doc": self.doc,
            "status": status,
            "confidence": confidence,
            "evidence": evidence,
            "via": more.get("via", ()),
            "why": more.get("why", Why("hand", None, ())),
        }

    def event(
        self, type_: str, words: str, source: tuple[Party, ...], target: tuple[Party, ...], trigger: str, **more: Any
    ) -> Event:
        """An event told by these words."""
        return Event(
            type=type_,
            mode=more.get("mode"),
            quad=more.get("quad", "verbal cooperation"),
            contexts=more.get("contexts", ()),
            source=source,
            target=target,
            trigger=self.quote(trigger, more.get("trigger_nth", 0)),
            date=more.get("date", When()),
            place=more.get("place"),
            intensity=more.get("intensity", 0.0),
            mentions=more.get("mentions", ()),
            **self.common(words, **{k: v for k, v in more.items() if k in _COMMON}),
        )


_COMMON = ("nth", "status", "confidence", "via", "why", "id", "salt")
FRIDAY = When("2022-09-16", "2022-09-16", "day", "on Friday")


def summit() -> CodedDocument:
    """A dispatch with every kind of record, overlaps and debris."""
    w = Words(SUMMIT, "larkmoor-summit")
    model = "events-small 3"
    aid = w.event(
        "AID",
        "Kazakhstan has sent humanitarian aid to Ukraine",
        (w.party("KAZ", "Kazakhstan", sector="GOV"),),
        (w.party("UKR", "Ukraine"),),
        "sent",
        quad="material cooperation",
        contexts=("humanitarian",),
        intensity=10.0,
        confidence=0.93,
        via=(w.via("its foreign ministry", "KAZ"),),
        why=Why(
            "event.active-verb",
            model,
            (
                ("chosen", "AID 0.93"),
                ("runner-up", "SUPPORT 0.04"),
                ("trigger", "sent"),
                ("Kazakhstan", "name of a state: KAZ"),
                ("its foreign ministry", "ministry of KAZ, told by “its”"),
            ),
        ),
    )
    sat = w.event(
        "CONSULT",
        "its president sat down with the Russian leader at a summit of the Shanghai Cooperation Organisation",
        (
            w.party("KAZ", "its president", person="Kassym-Jomart Tokayev", role="President", sector="GOV"),
            w.party("RUS", "the Russian leader", person="Vladimir Putin", role="President", sector="GOV"),
        ),
        (),
        "sat down",
        mode="multilateral",
        intensity=4.0,
        place=Place("Samarkand", "UZB", 39.6542, 66.9597),
        confidence=0.88,
        date=When("2022-09-16", "2022-09-16", "day", None),
        why=Why("event.phrasal-verb", model, (("chosen", "CONSULT 0.88"), ("runner-up", "COOPERATE 0.06"))),
    )
    said_aid = Statement(
        speaker=w.speaker("its foreign ministry"),
        side=Side("KAZ"),
        addressee=None,
        direct=False,
        cue=w.quote("said"),
        content=(w.quote("Kazakhstan has sent humanitarian aid to Ukraine"),),
        about=("KAZ", "UKR"),
        stance=None,
        date=FRIDAY,
        **w.common(
            "Kazakhstan has sent humanitarian aid to Ukraine, its foreign ministry said on Friday",
            salt="s",
            why=Why("statement.said", None, (("on Friday", "2022-09-16, from the document's date 16 September 2022"),)),
        ),
    )
    invasion = w.event(
        "ASSAULT",
        "Russia's invasion of Ukraine",
        (w.party("RUS", "Russia's"),),
        (w.party("UKR", "Ukraine", 1),),
        "invasion",
        quad="material conflict",
        intensity=-10.0,
        status="historical",
        confidence=0.97,
        contexts=("territory",),
        date=When("2022-02-24", None, "range", None),
        why=Why("event.noun-of-act", model, (("chosen", "ASSAULT 0.97"),)),
    )
    split = Statement(
        speaker=w.speaker("Dana Ospanova", person="Dana Ospanova", role="fellow"),
        side=Side(None, "Steppe Institute"),
        addressee=None,
        direct=True,
        cue=w.quote("said", 1),
        content=(
            w.quote("We will not be the road around anybody's sanctions,"),
            w.quote("but we are not joining them either."),
        ),
        about=(),
        stance="REJECT",
        date=None,
        **w.common(
            '"We will not be the road around anybody\'s sanctions," said Dana Ospanova, a fellow at the invented '
            'Steppe Institute, "but we are not joining them either."',
            confidence=0.95,
            via=(w.via("Dana Ospanova"),),
            why=Why("statement.split-quotation", None, (("joined", "two halves round one attribution"),)),
        ),
    )
    met = w.event(
        "CONSULT",
        "Narendra Modi and Vladimir Putin met on Friday for the first time since the war began",
        (
            w.party("IND", "Narendra Modi", person="Narendra Modi", role="Prime Minister", sector="GOV"),
            w.party("RUS", "Vladimir Putin", person="Vladimir Putin", role="President", sector="GOV"),
        ),
        (),
        "met",
        mode="multilateral",
        intensity=4.0,
        date=FRIDAY,
        place=Place("Samarkand", "UZB", 39.6542, 66.9597),
        mentions=(w.quote("the meeting"),),
    )
    arms = Measure(
        about=("IND", "RUS"),
        indicator="military equipment",
        value=50,
        unit="%",
        comparator=">",
        period=None,
        **w.common("India gets more than 50% of its military equipment from Russia", confidence=0.84),
    )
    depends = Tie(
        source=(w.party("IND", "India"),),
        target=(w.party("RUS", "Russia", 2),),
        tie="dependence",
        polarity=0,
        trend=None,
        **w.common("India gets more than 50% of its military equipment from Russia", confidence=0.41, salt="t"),
    )
    ties = Tie(
        source=(w.party("IND", "Delhi"), w.party("RUS", "Moscow")),
        target=(),
        tie="partnership",
        polarity=1,
        trend=None,
        **w.common("Delhi has strong ties with Moscow"),
    )
    member = Membership(
        member=(w.party("IND", "India", 1), w.party("PAK", "Pakistan")),
        org=w.party("SCO", "the Shanghai Cooperation Organisation"),
        role="member",
        start="2017",
        end=None,
        **w.common("India and Pakistan were granted membership in 2017"),
    )
    iran = w.event(
        "AGREE",
        "Iran, according to Iranian state media, signed a memorandum on Thursday",
        (w.party("IRN", "Iran"),),
        (w.party("SCO", "the Shanghai Cooperation Organisation"),),
        "signed",
        intensity=2.5,
        date=When("2022-09-15", "2022-09-15", "day", "on Thursday"),
        via=(w.via("Iranian state media", "IRN"),),
    )
    joining = Membership(
        member=(w.party("IRN", "Iran"),),
        org=w.party("SCO", "the Shanghai Cooperation Organisation"),
        role="member",
        start="2023",
        end=None,
        **w.common(
            "Iran, according to Iranian state media, signed a memorandum on Thursday and is expected to join next year",
            status="planned",
            confidence=0.7,
            via=(w.via("Iranian state media", "IRN"),),
        ),
    )
    accused = w.event(
        "ACCUSE",
        "Beijing accused Washington of undermining the one-China policy",
        (w.party("CHN", "Beijing"),),
        (w.party("USA", "Washington"),),
        "accused",
        quad="verbal conflict",
        intensity=-2.0,
        via=(w.via("Chinese state media", "CHN"),),
        mode="disapprove",
    )
    accuses = Statement(
        speaker=w.speaker("Beijing"),
        side=Side("CHN"),
        addressee=None,
        direct=False,
        cue=w.quote("accused"),
        content=(w.quote("undermining the one-China policy"),),
        about=("USA",),
        stance="ACCUSE",
        date=None,
        **w.common(
            "Beijing accused Washington of undermining the one-China policy, according to Chinese state media",
            via=(w.via("Chinese state media", "CHN"),),
            salt="s",
        ),
    )
    silent = Silence(
        speaker=w.speaker("The Chinese readout"),
        side=Side("CHN"),
        topic="UKR",
        **w.common("The Chinese readout of the talks between Xi Jinping and Putin made no mention of Ukraine"),
    )
    talks = w.event(
        "CONSULT",
        "the talks between Xi Jinping and Putin",
        (
            w.party("CHN", "Xi Jinping", person="Xi Jinping", role="President", sector="GOV"),
            w.party("RUS", "Putin", 1, person="Vladimir Putin", role="President", sector="GOV"),
        ),
        (),
        "talks",
        intensity=2.5,
    )
    apply = w.event(
        "AGREE",
        "Turkey may apply for full membership",
        (w.party("TUR", "Turkey"),),
        (),
        "apply",
        status="possible",
        intensity=2.5,
        confidence=0.55,
        via=(w.via("its president", "TUR", 1),),
    )
    no_meeting = w.event(
        "CONSULT",
        "No meeting between Xi and Modi took place",
        (w.party("CHN", "Xi", 1, person="Xi Jinping"), w.party("IND", "Modi", 1, person="Narendra Modi")),
        (),
        "meeting",
        status="negated",
        intensity=2.5,
        trigger_nth=1,
    )
    founded = Membership(
        member=(
            w.party("CHN", "China"),
            w.party("RUS", "Russia", 3),
            w.party("CENTRAL_ASIA", "four Central Asian states"),
        ),
        org=w.party("SCO", "the organisation"),
        role="founder",
        start="2001",
        end=None,
        **w.common(
            "China and Russia founded the organisation with four Central Asian states in 2001", status="historical"
        ),
    )
    drills = w.event(
        "COOPERATE",
        "Last year the two navies held joint drills in the Sea of Japan",
        (w.party("CHN", "the two navies", sector="MIL"), w.party("RUS", "the two navies", sector="MIL")),
        (),
        "drills",
        quad="material cooperation",
        intensity=6.5,
        place=Place("Sea of Japan", None, 40.0, 135.0),
        date=When("2021-01-01", "2021-12-31", "year", "Last year"),
        contexts=("military",),
    )
    records = [
        aid,
        said_aid,
        sat,
        invasion,
        split,
        met,
        arms,
        depends,
        ties,
        member,
        iran,
        joining,
        accused,
        accuses,
        silent,
        talks,
        apply,
        no_meeting,
        founded,
        drills,
    ]
    cuts = [
        _cut(SUMMIT, "The Larkmoor Courier\nWorld > Central Asia", "navigation", "line.breadcrumb"),
        _cut(SUMMIT, "Share: Facebook | Email | Print", "share-buttons", "line.share"),
        _cut(SUMMIT, "Advertisement - continue reading below", "advertisement", "line.advertisement"),
        _cut(
            SUMMIT,
            "___\nSign up for our newsletter\n© 2022 The Larkmoor Courier. All rights reserved.",
            "footer",
            "line.footer",
        ),
    ]
    return CodedDocument(
        Document(
            "larkmoor-summit",
            SUMMIT,
            "Handshakes in Samarkand, and a subject nobody named",
            "The Larkmoor Courier",
            "https://courier.example/2022/09/16/samarkand",
            "2022-09-16",
            cuts=tuple(cuts),
        ),
        tuple(sorted(records, key=lambda r: (r.evidence.start, r.evidence.end))),
        (IssueRow("larkmoor-summit", "resolve", "ambiguous-name", "“the organisation”: taken for SCO."),),
        model,
    )


def _cut(text: str, words: str, reason: str, rule: str) -> Cut:
    at = text.index(words)
    return Cut(at, at + len(words), reason, rule)


def astral() -> CodedDocument:
    """Astral characters, carriage returns, a NUL and right-to-left script before and in the evidence."""
    w = Words(ASTRAL, "astral 𝔄/ü")
    met = w.event(
        "CONSULT",
        "𝒳i met 𝒫utin 🤝 in Samarkand",
        (w.party("CHN", "𝒳i"), w.party("RUS", "𝒫utin 🤝")),
        (),
        "met",
        intensity=2.5,
    )
    line = w.event("CONSULT", "Next line\x00with NUL.", (w.party(None, "Next"),), (), "line", salt="nul")
    arabic = w.event(
        "CONSULT", "التقى الوزير نظيره", (w.party(None, "الوزير"),), (w.party(None, "نظيره"),), "التقى", intensity=2.5
    )
    return CodedDocument(
        Document("astral 𝔄/ü", ASTRAL, "𝔄 summit 🕊️ opened", "Dove & Daughters", None, "2023-01-05"), (met, line, arabic)
    )


def attack() -> CodedDocument:
    """Hostile words in every place a publisher, a page or a table could put them."""
    text = ATTACK
    doc = f"attack-{EVIL}"
    w = Words(text, doc)
    script = '<script>window.hacked = 1</script> accused "><img src=x onerror="window.hacked=1"> of lying.'
    evil = Party(EVIL, "<script>window.hacked = 1</script>", 0, 34, EVIL, EVIL, EVIL)
    accused = w.event(
        "ACCUSE",
        script,
        (evil,),
        (evil,),
        "accused",
        id=f"r{EVIL}",
        mode=EVIL,
        contexts=(EVIL,),
        quad=EVIL,
        date=When(None, None, None, EVIL),
        place=Place(EVIL, EVIL, 1.0, 2.0),
        via=(Via(EVIL, 0, 34, EVIL),),
        why=Why(EVIL, EVIL, ((EVIL, EVIL), ("runner-up", "</script><script>window.hacked=1</script>"))),
    )
    svg = Silence(
        speaker=Speaker("{{ 1234*8765 }}", 0, 9, EVIL, EVIL),
        side=Side(None, EVIL),
        topic=EVIL,
        **w.common("<svg/onload=window.hacked=1> </p></article></main><h1>owned</h1>"),
    )
    measure = Measure(
        about=(EVIL,),
        indicator=EVIL,
        value=EVIL,
        unit=EVIL,
        comparator=EVIL,
        period=When(None, None, None, EVIL),
        **w.common('<a href="javascript:window.hacked=1">click</a>'),
    )
    cut = _cut(text, "<style>body{display:none}</style>", EVIL, EVIL)
    return CodedDocument(
        Document(
            doc, text, f"{EVIL} title", f"{EVIL} publisher", "javascript:window.hacked=1", "2021-05-05", cuts=(cut,)
        ),
        (accused, svg, measure),
        (IssueRow(doc, "ingest", EVIL, EVIL),),
        EVIL,
    )


def briefs(number: int = 60) -> list[CodedDocument]:
    """Many short documents of two publishers."""
    made = []
    for n in range(number):
        text = f"Item {n}. Norland thanked Sudland for its help with flood number {n}."
        doc = f"brief-{n:03}"
        w = Words(text, doc)
        thanked = w.event(
            "SUPPORT",
            f"Norland thanked Sudland for its help with flood number {n}",
            (w.party("NLD", "Norland"),),
            (w.party("SDN", "Sudland"),),
            "thanked",
            intensity=5.0,
        )
        made.append(
            CodedDocument(
                Document(
                    doc,
                    text,
                    f"Flood brief {n}",
                    "Norland Wire" if n % 3 else "Sudland Radio",
                    None,
                    f"2020-{1 + n % 12:02}-{1 + n // 12:02}",
                ),
                (thanked,),
            )
        )
    return made


def bare() -> CodedDocument:
    """A document of which nothing is known and in which nothing was found."""
    return CodedDocument(Document("bare", "Nothing much happened."), ())


def long() -> CodedDocument:
    """A document too long for one page, with one record near its end."""
    filler = "".join(
        f"Paragraph {n} of the long report says nothing of note, and says it at length.\n\n" for n in range(2600)
    )
    text = filler + "Norland warned Sudland of war.\n"
    w = Words(text, "long")
    warned = w.event(
        "THREATEN",
        "Norland warned Sudland of war",
        (w.party("NLD", "Norland"),),
        (w.party("SDN", "Sudland"),),
        "warned",
        quad="verbal conflict",
        intensity=-4.0,
    )
    return CodedDocument(Document("long", text, "A long report", "Norland Wire", None, "2019-06-01"), (warned,))


def all_documents() -> list[CodedDocument]:
    """Everything the test archive holds."""
    return [summit(), astral(), attack(), bare(), long(), *briefs()]
