"""What in a text is not its author's: found line by line, cut with a reason, and read first for what it tells.

The rule of thumb is to keep: a line is cut only where a rule of the table knows it, or its place and its neighbours
leave no doubt. Most rules hold only above the first or below the last paragraph of prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.ingest.dates import dates_in
from dragoman.ingest.phrases import Phrase, known_as
from dragoman.ingest.publishers import copyright_owner, read_publisher, same_publisher, usual_name
from dragoman.ingest.stamps import read_dateline, read_stamp
from dragoman.ingest.units import Unit, find_units
from dragoman.model import Cut

_PROSE_WORDS = 12
_LONG_WORDS = 40
_EDGE_UNITS = 200
"""Lines from either end in which prose must begin."""
_BAR = re.compile(r"\s*[|•·›»]\s*|\s+[>/]\s+")
_BULLET = re.compile(r"[-*•–#>]\s|\d+[.)]\s|Q[ .:]")
_UNSEEN = "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_CONTROLS = re.compile(rf"(?P<nul>\0+)|(?<!\w)[{_UNSEEN}]+|[{_UNSEEN}]+(?!\w)")
"""NULs, and marks of direction and the like that stand at the edge of a word: there they hide it from its table."""
_SPACES = re.compile(" {2,}")
_TITLE_MARKS = re.compile(r"^[#>\s*_]+|[\s*_#]+$")
_PAGE_ENDS = frozenset(
    ("related", "newsletter", "social", "comments", "tags", "advertisement", "navigation", "share-buttons", "feedback",
     "app", "subscription", "copyright")
)  # fmt: skip
"""Reasons after which, below a text, unfinished lines are no part of it either."""


@dataclass(frozen=True, slots=True)
class Debris:
    """What a text's lines tell besides its prose.

    Attributes:
        cuts: Stretches to pass over, in order, not overlapping.
        title: Headline, if a line above the text looks like one.
        publisher: Publisher read from a line, a dateline or a copyright, or None.
        published: ISO date read from a line of date and time or a dateline, or None.
    """

    cuts: tuple[Cut, ...]
    title: str | None
    publisher: str | None
    published: str | None


def find_debris(text: str, start: int = 0, publisher: str | None = None, marked: Sequence[Cut] = ()) -> Debris:
    """Find what is not prose in a text.

    Args:
        text: The document's text.
        start: Where to begin, in code points; front matter ends there.
        publisher: The publisher, if known.
        marked: Cuts already made by the reader of the file's format.

    Returns:
        The cuts, those already made among them, and what was read off them.
    """
    marks = [*marked, *(
        Cut(m.start(), m.end(), "control-characters", "nul" if m["nul"] else "direction-mark")
        for m in _CONTROLS.finditer(text)
    )]  # fmt: skip
    plain = _without(text, marks)
    sorter = _Sorter(plain, find_units(plain, start), publisher)
    sorter.sort()
    return Debris(_in_order([*marks, *sorter.cuts()]), sorter.title, sorter.publisher, sorter.published())


def _without(text: str, marks: Sequence[Cut]) -> str:
    """The text with the marks of its format read as spaces: as long as before, so that offsets hold."""
    pieces, at = [], 0
    for cut in _in_order([*marks]):
        pieces += [text[at : cut.start], " " * (cut.end - cut.start)]
        at = cut.end
    return "".join([*pieces, text[at:]])


def _in_order(cuts: list[Cut]) -> tuple[Cut, ...]:
    """Cuts in order, later ones shortened or dropped where they overlap."""
    ordered: list[Cut] = []
    for cut in sorted(cuts, key=lambda c: (c.start, -c.end)):
        begin = max(cut.start, ordered[-1].end) if ordered else cut.start
        if begin < cut.end:
            ordered.append(Cut(begin, cut.end, cut.reason, cut.rule))
    return tuple(ordered)


class _Sorter:
    """Sorts the units of one text into prose and debris."""

    def __init__(self, text: str, units: list[Unit], publisher: str | None) -> None:
        self._text = text
        self._units = units
        self._verdicts: list[tuple[str, str] | None] = [None] * len(units)  # (reason, rule)
        self._dates: list[tuple[int, str]] = []  # (rank, ISO date), lowest rank counts
        self._datelines: list[Cut] = []
        self._head = self._tail = 0
        self._known = publisher
        self.publisher: str | None = None
        self.title: str | None = None

    def sort(self) -> None:
        """Give every unit its verdict."""
        self._judge_anywhere()
        self._find_edges()
        self._name_lines()
        self._captions()
        self._link_lists()
        self._page_heads()
        self._cut_datelines()
        self._read_title()
        self._read_owner()

    def cuts(self) -> list[Cut]:
        """The stretches cut."""
        cut = [Cut(u.start, u.end, *v) for u, v in zip(self._units, self._verdicts, strict=True) if v is not None]
        return cut + self._datelines

    def published(self) -> str | None:
        """The date that most likely is that of publication."""
        return min(self._dates)[1] if self._dates else None

    def _judge_anywhere(self) -> None:
        above: Unit | None = None
        for i, unit in enumerate(self._units):
            # A small letter below an unfinished line goes on with its sentence, whatever the word is.
            piece = (
                above is not None and above.block == unit.block
                and above.words >= 4 and not above.ended and unit.text[0].islower()
            )  # fmt: skip
            phrase = known_as(unit, ("any",))
            if not piece or (phrase is not None and phrase.reason == "markup"):
                self._judge(i, phrase)
            above = unit

    def _judge(self, i: int, phrase: Phrase | None) -> None:
        if phrase is not None and self._verdicts[i] is None:
            self._verdicts[i] = (phrase.reason, phrase.id)

    # -- edges ---------------------------------------------------------------------------------------------------

    def _find_edges(self) -> None:
        """Go inwards from both ends to the first paragraph of prose, and cut what the rules for the edges know."""
        count = len(self._units)
        least = _PROSE_WORDS if any(self._prose(u, _PROSE_WORDS) for u in self._units) else 4
        reach = min(count, _EDGE_UNITS)
        head = next((i for i in range(reach) if not self._at_edge(i, "head", least)), reach)
        if head == count:  # no prose at all: a headline, a list; only what is debris anywhere goes
            self._verdicts = [None] * count
            self._judge_anywhere()
            self._dates.clear()
            self._head, self._tail = 0, count
            return
        reach = max(head, count - 1 - _EDGE_UNITS)
        tail = next((i for i in range(count - 1, reach, -1) if not self._at_edge(i, "tail", least)), reach)
        self._head, self._tail = head, tail + 1

    def _at_edge(self, i: int, end: str, least: int) -> bool:
        """Judge a unit by the rules of one end; False at the prose where that end stops."""
        unit = self._units[i]
        if self._verdicts[i] is not None:
            self._read_dates(unit, end)
            return True
        stamp = read_stamp(unit.text)
        if stamp is not None and (end == "head" or stamp.label):
            self._verdicts[i] = ("timestamp", "stamp")
            if stamp.published:
                self._dates.append((stamp.rank, stamp.published))
            return True
        phrase = known_as(unit, (end, "edge"))
        if phrase is not None and not (phrase.reason == "byline" and i == 0):
            self._judge(i, phrase)
            self._read_dates(unit, end)
            return True
        if self._bar(unit, end):
            self._verdicts[i] = ("navigation", "bar")
            self._read_dates(unit, end)
            return True
        return not self._prose(unit, least)

    @staticmethod
    def _prose(unit: Unit, least: int) -> bool:
        return (unit.ended and unit.words >= least) or unit.words >= _LONG_WORDS

    @staticmethod
    def _bar(unit: Unit, end: str) -> bool:
        """Whether a line is a row of short names set apart by bars or bullets."""
        if unit.words > 24 or unit.ended:
            return False
        parts = [part for part in _BAR.split(unit.text) if part]
        dated = end == "head" and any(read_stamp(part) for part in parts)
        return len(parts) >= (2 if dated else 3) and all(len(part.split()) <= 5 or read_stamp(part) for part in parts)

    def _read_dates(self, unit: Unit, end: str) -> None:
        """A byline often carries the date."""
        if end == "head":
            self._dates += [(1, day) for day in list(dates_in(unit.text))[:1]]

    # -- names ---------------------------------------------------------------------------------------------------

    def _name_lines(self) -> None:
        """Lines that are the publisher's name, above the headline or at the very end."""
        edges = [*range(min(self._head, 4)), *range(max(self._tail, len(self._units) - 4), len(self._units))]
        for i in edges:
            if self._verdicts[i] is None and same_publisher(self._units[i].text, self._known):
                self._verdicts[i] = ("site-name", "publisher-known")
        for i in range(min(self._head, 3)):
            if self._verdicts[i] is not None:
                continue
            line = read_publisher(self._units[i].text)
            if line is not None and (line.sure or self._headline_below(i) or self._recurs(i, line.name)):
                self._verdicts[i] = ("site-name", "publisher-line")
                self.publisher = line.name
            break  # below the first line that may be the headline no name is looked for

    def _headline_below(self, i: int) -> bool:
        below = range(i + 1, self._head)
        return any(self._verdicts[j] is None and self._units[j].words >= 2 for j in below)

    def _recurs(self, i: int, name: str) -> bool:
        """Whether the name stands in another line that is debris, such as a copyright."""
        lines = (u.text for j, u in enumerate(self._units) if j != i and self._verdicts[j] is not None)
        return any(name.casefold() in line.casefold() for line in lines)

    def _read_owner(self) -> None:
        """Without a line of its own the publisher may still be named in a copyright."""
        if self.publisher is None and self._known is None:
            owners = (
                copyright_owner(u.text)
                for u, v in zip(self._units, self._verdicts, strict=True)
                if v is not None and v == ("copyright", "copyright")
            )
            self.publisher = next((owner for owner in owners if owner), None)

    def _read_title(self) -> None:
        titles = []
        for unit, verdict in list(zip(self._units, self._verdicts, strict=True))[: self._head]:
            title = _SPACES.sub(" ", _TITLE_MARKS.sub("", unit.text))
            if verdict is None and title and unit.words <= 30 and not title.endswith((".", ":", ",", ";")):
                titles.append(title)
        # A word or two in capitals above a headline name the outlet or the section.
        kicker = len(titles) > 1 and titles[0].isupper() and len(titles[0].split()) <= 4 < len(titles[1].split())
        self.title = titles[kicker] if titles else None

    # -- neighbours ----------------------------------------------------------------------------------------------

    def _captions(self) -> None:
        """A sentence right above a picture's credit, the two standing by themselves, is its caption."""
        blocks: dict[int, list[int]] = {}
        for i, unit in enumerate(self._units):
            blocks.setdefault(unit.block, []).append(i)
        if len(blocks) < 3:
            return
        for pair in (members for members in blocks.values() if len(members) == 2):
            above, credit = pair
            verdict = self._verdicts[credit]
            if (
                verdict is not None and verdict[0] == "caption" and self._verdicts[above] is None
                and self._units[credit].words <= 8 and self._units[above].words <= 45
            ):  # fmt: skip
                self._verdicts[above] = ("caption", "above-credit")

    def _link_lists(self) -> None:
        """Unfinished lines below a heading such as Related, and between the lines a page ends with."""
        below = False
        for i in range(self._head, len(self._units)):
            unit, verdict = self._units[i], self._verdicts[i]
            if verdict is not None:
                heading = verdict[0] == "related" and unit.words <= 5
                below = below or heading or (i >= self._tail and verdict[0] in _PAGE_ENDS)
            elif below and self._headline(unit):
                self._verdicts[i] = ("link-list", "below-heading")
            else:
                below = False

    @staticmethod
    def _headline(unit: Unit) -> bool:
        """Whether a line reads like the headline of another article: unfinished, and no piece of a sentence."""
        return not unit.ended and unit.words <= 25 and not unit.text.endswith(":") and not unit.text[0].islower()

    def _page_heads(self) -> None:
        """A short line that stands beside a page number or a page break again and again."""
        beside: dict[str, list[int]] = {}
        for i, unit in enumerate(self._units):
            if self._verdicts[i] is None and 2 <= unit.words <= 10 and not unit.ended and not _BULLET.match(unit.text):
                if unit.text.endswith((":", "—")):
                    continue
                near = [v for v in self._verdicts[max(0, i - 1) : i + 2] if v is not None and v[0] == "page-number"]
                broken = "\x0c" in self._text[self._units[i - 1].end if i else 0 : unit.start]
                if near or broken:
                    beside.setdefault(unit.text.casefold(), []).append(i)
        for found in beside.values():
            if len(found) >= 3:
                for i in found:
                    self._verdicts[i] = ("repeated-line", "page-head")

    def _cut_datelines(self) -> None:
        for i in range(self._tail):  # above the first prose a dateline may stand in a line of its own
            unit = self._units[i]
            if self._verdicts[i] is not None:
                continue
            dateline = read_dateline(self._text[unit.start : unit.end], i == self._head)
            if dateline is not None and dateline.length == unit.end - unit.start:
                self._verdicts[i] = ("dateline", "dateline")
            if dateline is None:
                continue
            if self._verdicts[i] is None:
                self._datelines.append(Cut(unit.start, unit.start + dateline.length, "dateline", "dateline"))
            if dateline.agency and self.publisher is None:
                self.publisher = usual_name(dateline.agency)
            if dateline.published:
                self._dates.append((1, dateline.published))
